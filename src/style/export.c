/* Enters: the rules of all sheets. Leaves: the EPUB's stylesheet as text. Rules for print alone are
 * left out, @media epub is unwrapped, what only a reader can decide stays in an @media; var() is
 * replaced, as old readers know no custom properties, and newer syntaxes of colours, but in
 * @supports. Nothing is packed beside it but the files of fonts, so other values that name files
 * are left out, too. */
#include <string.h>

#include "base/css.h"
#include "style/color.h"
#include "style/property.h"
#include "style/sheet.h"
#include "style/variables.h"

enum { MEDIA_MAX = 8 };

struct exporter {
    const struct stylesheet *sheet;
    struct arena *arena;
    struct variables variables;
    struct buffer *out;
    const struct media *media; /* what the last rule stood in */
    int open;                  /* blocks of @media and @supports */
    const struct media *told;  /* the last one that was reported */
};

/* ── Media ───────────────────────────────────────────────────────────────────────────────────── */

/* The conditions that readers must decide, outermost first. calibre complains of @supports anywhere
 * but in an @media. */
static int list_conditions(struct exporter *exporter, const struct media *media,
                           const char *conditions[MEDIA_MAX + 1])
{
    const char *inner_first[MEDIA_MAX + 1];
    int count = 0;
    struct buffer text = {0};
    for (; media && count < MEDIA_MAX; media = media->parent) {
        buffer_clear(&text);
        buffer_put_string(&text, media->is_supports ? "@supports " : "@media ");
        size_t keyword = text.length;
        media_put_for_epub(media, &text);
        if (text.length > keyword)
            inner_first[count++] = arena_copy_bytes(exporter->arena, text.data, text.length);
    }
    buffer_drop(&text);
    if (count > 0 && strncmp(inner_first[count - 1], "@supports", 9) == 0)
        inner_first[count++] = "@media all";
    for (int i = 0; i < count; i++)
        conditions[i] = inner_first[count - 1 - i];
    return count;
}

static void put_indent(const struct exporter *exporter)
{
    for (int i = 0; i < exporter->open; i++)
        buffer_put_string(exporter->out, "    ");
}

static void close_media(struct exporter *exporter)
{
    while (exporter->open > 0) {
        exporter->open--;
        put_indent(exporter);
        buffer_put_string(exporter->out, "}\n");
    }
    exporter->media = NULL;
}

static void open_media(struct exporter *exporter, const struct media *media)
{
    const char *conditions[MEDIA_MAX + 1];
    if (media == exporter->media)
        return;
    close_media(exporter);
    int count = list_conditions(exporter, media, conditions);
    for (int i = 0; i < count; i++) {
        if (i == 0)
            buffer_put_char(exporter->out, '\n');
        put_indent(exporter);
        buffer_printf(exporter->out, "%s {\n", conditions[i]);
        exporter->open++;
    }
    exporter->media = media;
}

/* ── Rules ───────────────────────────────────────────────────────────────────────────────────── */

/* A comma outside strings and brackets parts two selectors: each has a line of its own. */
static void put_selectors(struct exporter *exporter, const char *text)
{
    int depth = 0;
    for (char quote = 0; *text; text++) {
        if (quote)
            quote = *text == quote ? 0 : quote;
        else if (*text == '"' || *text == '\'')
            quote = *text;
        depth += !quote && (*text == '(' || *text == '[');
        depth -= !quote && (*text == ')' || *text == ']');
        buffer_put_char(exporter->out, *text);
        if (*text == ',' && !quote && depth == 0) {
            buffer_put_char(exporter->out, '\n');
            put_indent(exporter);
            text += text[1] == ' ';
        }
    }
}

/* Content that only pages have. */
static bool is_of_pages(const char *content)
{
    static const char *const functions[] = {"string(", "target-counter(", "target-text(", "leader(",
                                            "content("};
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (strcasestr(content, functions[i]))
            return true;
    return false;
}

/* Columns that a rule for both books sets are meant for paper; readers make their own. */
static bool is_for_paper(const struct rule *rule, const struct declaration *declaration,
                         const char *value)
{
    bool is_columns = strncmp(declaration->name, "column", 6) == 0;
    bool is_break = strstr(declaration->name, "break-") && strcasestr(value, "column");
    return rule->books & FOR_PDF && (is_columns || is_break);
}

/* Whatever escapes and comments make of its letters: browsers fetch what it names. */
static bool names_file(const char *value)
{
    struct css_scanner scanner = {value, value + strlen(value)};
    struct css_token token;
    if (!strchr(value, '('))
        return false;
    while (css_next(&scanner, &token))
        if (css_takes_address(&token))
            return true;
    return false;
}

static void report_file(struct diag *diag, struct position where)
{
    css_warn(diag, "css-unsupported", where, NULL,
             "files that a stylesheet names are not packed; this is left out");
}

/* What a reader cannot or must not be given. */
static bool is_refused(const struct declaration *declaration, const char *value, struct diag *diag)
{
    const char *name = declaration->name;
    if (strncmp(name, "--", 2) == 0 || strncmp(name, "-bifolio-", 9) == 0 ||
        strcasestr(value, "toggle(") || strcasestr(value, "-bifolio-") ||
        property_is_for_print(name) || (strcmp(name, "content") == 0 && is_of_pages(value)))
        return true;
    bool is_direction = strcmp(name, "direction") == 0 || strcmp(name, "unicode-bidi") == 0;
    bool is_file = names_file(value);
    if (is_file)
        report_file(diag, declaration->value_where);
    if (is_direction)
        css_warn(diag, "css-unsupported", declaration->where, "use the dir attribute",
                 "EPUB allows no \"%s\"; it is left out", name);
    return is_direction || is_file;
}

static void put_declaration(struct exporter *exporter, const struct declaration *declaration,
                            const char *value)
{
    put_indent(exporter);
    buffer_printf(exporter->out, "    %s: %s%s;\n", declaration->name, value,
                  declaration->important ? " !important" : "");
}

/* Nothing is fetched for a condition, but a book names no file outside of it. Told once for all
 * rules that stand in it. */
static bool asks_for_file(struct exporter *exporter, const struct media *media)
{
    while (media && !(media->is_supports && names_file(media->query.start)))
        media = media->parent;
    if (media && media != exporter->told)
        report_file(exporter->sheet->sheets.diag, media->where);
    exporter->told = media ? media : exporter->told;
    return media;
}

static bool is_supported(const struct media *media)
{
    while (media && !media->is_supports)
        media = media->parent;
    return media;
}

/* "a::after { content: attr(href); float: footnote }" would stand in the text. */
static bool makes_notes(const struct rule *rule)
{
    for (size_t i = 0; i < rule->declaration_count; i++)
        if (strcmp(rule->declarations[i].name, "float") == 0 &&
            strcasecmp(rule->declarations[i].value, "footnote") == 0)
            return true;
    return false;
}

/* The PDF told what it was asked for; what readers know that CSS has not yet is theirs to judge. */
static void check_names(const struct exporter *exporter, const struct rule *rule)
{
    if ((exporter->sheet->is_compiled && rule->books & FOR_PDF) || is_supported(rule->media))
        return;
    for (size_t i = 0; i < rule->declaration_count; i++) {
        const char *name = rule->declarations[i].name;
        if (strncmp(name, "--", 2) != 0 && !property_is_known(name))
            property_report_unknown(exporter->sheet->sheets.diag, exporter->arena,
                                    &rule->declarations[i]);
    }
}

/* A rule with nothing left in it is not written. */
static void put_rule(struct exporter *exporter, const struct rule *rule)
{
    bool is_told = exporter->sheet->is_compiled && rule->books & FOR_PDF;
    struct diag *diag = exporter->sheet->sheets.diag;
    bool is_open = false;
    if (asks_for_file(exporter, rule->media))
        return;
    exporter->variables.diag = is_told ? NULL : diag;
    check_names(exporter, rule);
    for (size_t i = 0; i < rule->declaration_count; i++) {
        const struct declaration *declaration = &rule->declarations[i];
        const char *value =
            variables_replace(&exporter->variables, declaration->value, declaration->value_where);
        if (!value || is_for_paper(rule, declaration, value) ||
            is_refused(declaration, value, diag))
            continue;
        if (!is_supported(rule->media))
            value = color_modern_to_old(value, exporter->arena);
        if (!is_open) {
            open_media(exporter, rule->media);
            if (exporter->open == 0 && exporter->out->length > 0)
                buffer_put_char(exporter->out, '\n');
            put_indent(exporter);
            put_selectors(exporter, rule->prelude);
            buffer_put_string(exporter->out, " {\n");
            is_open = true;
        }
        put_declaration(exporter, declaration, value);
    }
    if (is_open) {
        put_indent(exporter);
        buffer_put_string(exporter->out, "}\n");
    }
}

/* A font's file has a name of its own in the EPUB, and lies beside the sheet's folder. */
static void put_font_face(struct exporter *exporter, const struct rule *rule)
{
    const struct font_face *face = &exporter->sheet->sheets.faces.list.items[rule->face];
    if (!face->packed_path)
        return;
    open_media(exporter, rule->media);
    put_indent(exporter);
    buffer_put_string(exporter->out, "@font-face {\n");
    for (size_t i = 0; i < rule->declaration_count; i++) {
        const struct declaration *declaration = &rule->declarations[i];
        bool is_source = strcmp(declaration->name, "src") == 0;
        if (!is_source && names_file(declaration->value))
            report_file(exporter->sheet->sheets.diag, declaration->value_where);
        else if (!is_source)
            put_declaration(exporter, declaration, declaration->value);
    }
    put_indent(exporter);
    buffer_printf(exporter->out, "    src: url(\"../%s\");\n", face->packed_name);
    put_indent(exporter);
    buffer_put_string(exporter->out, "}\n");
}

static bool is_wanted(const struct rule *rule)
{
    return rule->kind == RULE_STYLE && rule->books & FOR_EPUB && !makes_notes(rule);
}

/* Those that hold in every reader. */
static void collect_variables(struct exporter *exporter)
{
    const char *conditions[MEDIA_MAX + 1];
    const struct sheets *sheets = &exporter->sheet->sheets;
    for (size_t i = 0; i < sheets->rules.count; i++) {
        const struct rule *rule = &sheets->rules.items[i];
        if (!is_wanted(rule) || !rule_is_root(rule, false) ||
            list_conditions(exporter, rule->media, conditions) > 0)
            continue;
        for (size_t k = 0; k < rule->declaration_count; k++)
            if (strncmp(rule->declarations[k].name, "--", 2) == 0)
                variables_put(&exporter->variables, &rule->declarations[k]);
    }
}

void style_put_epub(const struct stylesheet *sheet, struct arena *arena, struct buffer *out)
{
    struct buffer text = {0};
    struct exporter exporter = {
        .sheet = sheet, .arena = arena, .variables = {.arena = arena}, .out = &text};
    collect_variables(&exporter);
    for (size_t i = 0; i < sheet->sheets.rules.count; i++) {
        const struct rule *rule = &sheet->sheets.rules.items[i];
        if (is_wanted(rule))
            put_rule(&exporter, rule);
        else if (rule->kind == RULE_FONT_FACE && rule->books & FOR_EPUB)
            put_font_face(&exporter, rule);
    }
    close_media(&exporter);
    variables_drop(&exporter.variables);
    buffer_put(out, buffer_string(&text), text.length);
    buffer_drop(&text);
}

static bool read_color(struct exporter *exporter, const char *text, uint32_t *color)
{
    struct value value = {0};
    const char *read = variables_replace(&exporter->variables, text, (struct position){0});
    struct scanner scanner =
        scanner_start((struct slice){read ? read : "", read ? strlen(read) : 0});
    if (!value_take_color(&scanner, &value) || !scanner_at_end(&scanner) || value.is_current ||
        value.is_clear)
        return false;
    *color = value.color;
    return true;
}

/* By how light the ground looks: the luma of ITU-R BT.601, in thousandths of 255. */
static uint32_t choose_ink(uint32_t ground)
{
    uint32_t luma =
        299 * (ground >> 16 & 0xFF) + 587 * (ground >> 8 & 0xFF) + 114 * (ground & 0xFF);
    return luma > 150 * 1000 ? 0x000000 : 0xFFFFFF;
}

struct cover_colors style_cover_colors(const struct stylesheet *sheet, struct arena *arena)
{
    struct exporter exporter = {.sheet = sheet, .arena = arena, .variables = {.arena = arena}};
    struct cover_colors colors = {.ground = 0x1D4F7C};
    collect_variables(&exporter);
    read_color(&exporter, VARIABLE_COVER_GROUND, &colors.ground);
    if (!read_color(&exporter, VARIABLE_COVER_INK, &colors.ink))
        colors.ink = choose_ink(colors.ground);
    variables_drop(&exporter.variables);
    return colors;
}

const char *style_shown_fields_epub(const struct stylesheet *sheet, struct arena *arena)
{
    struct exporter exporter = {.sheet = sheet, .arena = arena, .variables = {.arena = arena}};
    collect_variables(&exporter);
    const char *value =
        variables_replace(&exporter.variables, VARIABLE_SHOWN_FIELDS, (struct position){0});
    variables_drop(&exporter.variables);
    return value;
}
