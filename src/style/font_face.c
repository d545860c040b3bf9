/* Enters: an @font-face rule. Leaves: the face: the file that the PDF takes, the one that goes into
 * the EPUB, and what weights and slant it is for. What a file is, its first bytes tell, not its
 * name nor format(). The PDF takes OpenType files as they are on disk; WOFF is compressed for
 * browsers, so only the EPUB can have it. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "style/sheet.h"
#include "style/value.h"

enum { MAGIC = 4, WEIGHT_USUAL = 400, WEIGHT_FAT = 700, FACES_MOST = 64 };

struct face_reader {
    struct sheets *sheets;
    const struct rule *rule;
    const char *from_file;
    struct font_face face;
    bool has_source; /* some src was said */
};

/* ── Files ───────────────────────────────────────────────────────────────────────────────────── */

static const struct file_type {
    char magic[MAGIC];
    bool is_for_pdf;
    const char *suffix, *media_type;
} file_types[] = {
    {{0, 1, 0, 0}, true, "ttf", "font/ttf"},
    {{'t', 'r', 'u', 'e'}, true, "ttf", "font/ttf"},
    {{'O', 'T', 'T', 'O'}, true, "otf", "font/otf"},
    {{'w', 'O', 'F', 'F'}, false, "woff", "font/woff"},
    {{'w', 'O', 'F', '2'}, false, "woff2", "font/woff2"},
};

static const struct file_type *find_type(const char *path)
{
    char magic[MAGIC] = {0};
    FILE *file = fopen(path, "rbe");
    bool is_read = file && fread(magic, 1, MAGIC, file) == MAGIC;
    if (file)
        fclose(file);
    for (size_t i = 0; is_read && i < sizeof file_types / sizeof *file_types; i++)
        if (memcmp(magic, file_types[i].magic, MAGIC) == 0)
            return &file_types[i];
    return NULL;
}

/* Two faces of one file share what is packed. */
static const char *name_packed(const struct sheets *sheets, const char *path, const char *suffix)
{
    size_t files = 1;
    for (size_t i = 0; i < sheets->faces.list.count; i++) {
        const struct font_face *other = &sheets->faces.list.items[i];
        if (other->packed_path && strcmp(other->packed_path, path) == 0)
            return other->packed_name;
        files += other->packed_path != NULL;
    }
    return arena_printf(sheets->arena, "fonts/font-%zu.%s", files, suffix);
}

static void take_file(struct face_reader *reader, struct slice url, struct position where)
{
    struct sheets *sheets = reader->sheets;
    struct font_face *face = &reader->face;
    const char *real, *path = css_find_file(sheets, url, reader->from_file, "font", where, &real);
    const struct file_type *type = path ? find_type(real) : NULL;
    if (path && !type)
        css_warn(sheets->diag, "font", where, "OpenType (.otf, .ttf) is what both books take",
                 "\"%s\" is no font file", path);
    if (!type)
        return;
    css_note_file(sheets, real);
    if (!face->path && type->is_for_pdf)
        face->path = real;
    if (!face->packed_path && reader->rule->books & FOR_EPUB) {
        face->packed_name = name_packed(sheets, real, type->suffix);
        face->packed_path = real;
        face->packed_type = type->media_type;
    }
}

/* ── Descriptors ─────────────────────────────────────────────────────────────────────────────── */

/* To the closing bracket of the function that was taken last. */
static void skip_function(struct scanner *scanner)
{
    for (int depth = 1; depth > 0 && !scanner_at_end(scanner); scanner_next(scanner)) {
        bool is_mark = scanner->token.kind == TOKEN_MARK;
        depth +=
            scanner->token.kind == TOKEN_FUNCTION || (is_mark && *scanner->token.text.start == '(');
        depth -= is_mark && *scanner->token.text.start == ')';
    }
}

/* A list of files; fonts of the machine, local("…"), are passed over: books look the same on all
 * machines. */
static bool read_source(struct face_reader *reader, struct scanner *scanner,
                        const struct declaration *declaration)
{
    reader->has_source = true;
    do {
        struct slice url;
        if (scanner_take(scanner, "local")) {
            skip_function(scanner);
            continue;
        }
        if (scanner->token.kind == TOKEN_STRING || !scanner_take_url(scanner, &url))
            return false;
        while (scanner_take(scanner, "format") || scanner_take(scanner, "tech"))
            skip_function(scanner);
        take_file(reader, url, declaration->value_where);
    } while (scanner_take_mark(scanner, ','));
    return true;
}

/* The name is the sheet's own, so it is kept as it is compared: without escapes. */
static bool read_name(struct face_reader *reader, struct scanner *scanner,
                      const struct declaration *declaration)
{
    (void)declaration;
    struct buffer name = {0};
    if (scanner->token.kind == TOKEN_STRING) {
        slice_unescape(scanner->token.text, &name);
        scanner_next(scanner);
    }
    for (; scanner->token.kind == TOKEN_IDENT; scanner_next(scanner)) {
        if (name.length > 0)
            buffer_put_char(&name, ' ');
        slice_unescape(scanner->token.text, &name);
    }
    if (name.length > 0)
        reader->face.name =
            arena_copy_bytes(reader->sheets->arena, buffer_string(&name), name.length);
    buffer_drop(&name);
    return reader->face.name != NULL;
}

static bool take_weight(struct scanner *scanner, int *weight)
{
    const struct token *token = &scanner->token;
    bool is_bold = scanner_take(scanner, "bold");
    if (is_bold || scanner_take(scanner, "normal")) {
        *weight = is_bold ? WEIGHT_FAT : WEIGHT_USUAL;
        return true;
    }
    int64_t number = token->number / VALUE_ONE;
    if (token->kind != TOKEN_NUMBER || token->text.length > 0 || number < 1 || number > 1000)
        return false;
    *weight = (int)number;
    scanner_next(scanner);
    return true;
}

static bool read_weight(struct face_reader *reader, struct scanner *scanner,
                        const struct declaration *declaration)
{
    (void)declaration;
    int *weights = reader->face.weights;
    if (!take_weight(scanner, &weights[0]))
        return false;
    weights[1] = weights[0];
    return scanner_at_end(scanner) ||
           (take_weight(scanner, &weights[1]) && weights[0] <= weights[1]);
}

static bool read_style(struct face_reader *reader, struct scanner *scanner,
                       const struct declaration *declaration)
{
    (void)declaration;
    bool is_oblique = scanner_take(scanner, "oblique");
    reader->face.italic = is_oblique || scanner_take(scanner, "italic");
    while (is_oblique && scanner->token.kind == TOKEN_NUMBER)
        scanner_next(scanner); /* how far it leans is the file's affair */
    return reader->face.italic || scanner_take(scanner, "normal");
}

/* How readers load fonts means nothing on paper. */
static bool pass_over(struct face_reader *reader, struct scanner *scanner,
                      const struct declaration *declaration)
{
    (void)reader;
    (void)declaration;
    while (!scanner_at_end(scanner))
        scanner_next(scanner);
    return true;
}

static const struct descriptor {
    const char *name, *takes;
    bool (*read)(struct face_reader *reader, struct scanner *scanner,
                 const struct declaration *declaration);
} descriptors[] = {
    {"font-family", "it takes a name", read_name},
    {"src", "such as url(fonts/x.otf), url(\"fonts/x.ttf\") format(\"truetype\")", read_source},
    {"font-weight", "it takes normal, bold, a number from 1 to 1000, or two of them", read_weight},
    {"font-style", "it takes normal, italic, oblique", read_style},
    {"font-display", "", pass_over},
};

static const struct descriptor *find_descriptor(const char *name)
{
    for (size_t i = 0; i < sizeof descriptors / sizeof *descriptors; i++)
        if (strcmp(name, descriptors[i].name) == 0)
            return &descriptors[i];
    return NULL;
}

static void read_descriptor(struct face_reader *reader, const struct declaration *declaration)
{
    struct diag *diag = reader->sheets->diag;
    const struct descriptor *descriptor = find_descriptor(declaration->name);
    struct scanner scanner =
        scanner_start((struct slice){declaration->value, strlen(declaration->value)});
    if (!descriptor && reader->rule->books & FOR_PDF)
        css_warn(diag, "css-unsupported", declaration->where, NULL,
                 "the PDF does not know \"%s\" in @font-face", declaration->name);
    if (descriptor &&
        (!descriptor->read(reader, &scanner, declaration) || !scanner_at_end(&scanner)))
        css_warn(diag, "css-value", declaration->value_where, descriptor->takes,
                 "\"%.60s\" is no value of \"%s\" in @font-face", declaration->value,
                 declaration->name);
}

/* ── Faces ───────────────────────────────────────────────────────────────────────────────────── */

int font_faces_find(const struct font_faces *faces, struct slice name)
{
    struct buffer plain = {0};
    int family = 0;
    if (!faces || faces->list.count == 0)
        return 0;
    slice_unescape(name, &plain);
    for (size_t i = 0; i < faces->list.count && family == 0; i++)
        if (slice_is((struct slice){buffer_string(&plain), plain.length},
                     faces->list.items[i].name))
            family = faces->list.items[i].family;
    buffer_drop(&plain);
    return family;
}

/* What keeps a face from being used; NULL: nothing. */
static const char *find_fault(const struct face_reader *reader)
{
    const struct font_face *face = &reader->face;
    if (!face->name)
        return "it says no font-family";
    if (!reader->has_source)
        return "it says no src";
    if (!face->path && !face->packed_path)
        return "none of its files can be used";
    if ((face->family == 0 && reader->sheets->faces.families == SHEET_FAMILIES) ||
        reader->sheets->faces.list.count == FACES_MOST)
        return "there are too many fonts";
    return NULL;
}

bool css_read_font_face(struct sheets *sheets, struct rule *rule, const char *from_file)
{
    struct face_reader reader = {
        .sheets = sheets,
        .rule = rule,
        .from_file = from_file,
        .face = {.weights = {WEIGHT_USUAL, WEIGHT_USUAL}, .where = rule->where}};
    struct font_face *face = &reader.face;
    for (size_t i = 0; i < rule->declaration_count; i++)
        read_descriptor(&reader, &rule->declarations[i]);
    if (face->name)
        face->family = (uint8_t)font_faces_find(&sheets->faces,
                                                (struct slice){face->name, strlen(face->name)});
    const char *fault = find_fault(&reader);
    if (fault) {
        css_warn(sheets->diag, "font", rule->where, NULL, "this @font-face is left out: %s", fault);
        return false;
    }
    if (!face->path && rule->books & FOR_PDF)
        css_warn(sheets->diag, "font", rule->where, "name an .otf or .ttf file as well",
                 "the PDF cannot use the font \"%s\": WOFF is for browsers", face->name);
    if (!(rule->books & FOR_PDF))
        face->path = NULL;
    if (face->family == 0)
        face->family = (uint8_t)++sheets->faces.families;
    rule->face = sheets->faces.list.count;
    vector_push(&sheets->faces.list, *face);
    return true;
}

const char *const *style_author_files(const struct stylesheet *sheet, size_t *count)
{
    *count = sheet->sheets.author.count;
    return sheet->sheets.author.items;
}

const struct font_face *style_font_faces(const struct stylesheet *sheet, size_t *count)
{
    *count = sheet->sheets.faces.list.count;
    return sheet->sheets.faces.list.items;
}
