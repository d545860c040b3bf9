/* Enters: a book, completed or not. Leaves: text that says everything about it, for tests and for
 * `--dump book`: the metadata, then the tree with one node a line, indented by depth, as
 *
 *     link 13:4 "#setup" -> #setup-1
 *
 * with the place in the source, what is set, and text in quotes; code is shown line by line behind
 * a bar, and below it a letter for what each character is (k: keyword, s: string …). A line "file
 * …" stands where the source file changes. Then the contents, the chapters and the images, when
 * they are filled. Characters that cannot be seen are written as \u{…}. */
#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"
#include "book/book.h"
#include "image/image.h"

enum { DEEPEST_INDENT = 40 };

struct dump {
    const struct book *book;
    struct buffer *out;
    const char *file; /* of the line before */
    int depth;
};

/* ── Words and quotes ────────────────────────────────────────────────────────────────────────── */

static bool is_visible(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return c == ' ' || (category != UTF8PROC_CATEGORY_CC && category != UTF8PROC_CATEGORY_CF &&
                        category != UTF8PROC_CATEGORY_ZS && category != UTF8PROC_CATEGORY_ZL &&
                        category != UTF8PROC_CATEGORY_ZP && category != UTF8PROC_CATEGORY_CO);
}

static void put_visible(struct buffer *out, const char *text, size_t length)
{
    const char *end = text + length;
    while (text < end) {
        uint32_t c = utf8_next(&text, end);
        if (is_visible(c))
            buffer_put_code_point(out, c);
        else if (c == '\t' || c == '\n')
            buffer_put_string(out, c == '\t' ? "\\t" : "\\n");
        else
            buffer_printf(out, "\\u{%X}", (unsigned)c);
    }
}

/* `text` in quotes; quotes and backslashes in it are escaped. */
static void put_quoted(struct buffer *out, const char *text)
{
    buffer_put_char(out, '"');
    while (*text) {
        size_t plain = strcspn(text, "\"\\");
        put_visible(out, text, plain);
        text += plain;
        if (*text)
            buffer_printf(out, "\\%c", *text++);
    }
    buffer_put_char(out, '"');
}

/* " name="value"", when there is a value. */
static void put_attribute(struct buffer *out, const char *name, const char *value)
{
    if (!value)
        return;
    buffer_printf(out, " %s=", name);
    put_quoted(out, value);
}

static void put_number(struct buffer *out, const char *name, int value, int usual)
{
    if (value != usual)
        buffer_printf(out, " %s=%d", name, value);
}

static void put_flag(struct buffer *out, const char *name, bool is_set)
{
    if (is_set)
        buffer_printf(out, " %s", name);
}

/* " "text"" */
static void put_content(struct buffer *out, const char *text)
{
    buffer_put_char(out, ' ');
    put_quoted(out, text ? text : "");
}

static const char *alignment_name(enum alignment align)
{
    static const char *const names[] = {"none", "left", "center", "right"};
    return names[align];
}

static void put_direction(struct buffer *out, const struct node *node)
{
    static const char *const names[] = {[DIRECTION_AUTO] = "auto",
                                        [DIRECTION_LEFT_TO_RIGHT] = "ltr",
                                        [DIRECTION_RIGHT_TO_LEFT] = "rtl"};
    if (node->direction != DIRECTION_INHERITED)
        buffer_printf(out, " dir=%s", names[node->direction]);
    put_flag(out, "override", node->overrides_direction);
}

/* ── What each kind tells ────────────────────────────────────────────────────────────────────── */

static void put_alert(struct buffer *out, const struct node *node)
{
    static const char *const names[] = {"note", "tip", "important", "warning", "caution"};
    buffer_printf(out, " %s", names[node->alert.kind]);
}

static void put_division(struct buffer *out, const struct node *node)
{
    static const char *const edits[] = {
        [EDIT_NONE] = "", [EDIT_DELETED] = " deleted", [EDIT_INSERTED] = " inserted"};
    buffer_put_string(out, edits[node->division.edit]);
}

static void put_list(struct buffer *out, const struct node *node)
{
    if (node->list.ordered)
        buffer_printf(out, " ordered %d%c", node->list.start,
                      node->list.delimiter ? node->list.delimiter : '.');
    if (node->list.numbering != NUMBERING_DIGITS)
        buffer_printf(out, " %c", "1aAiI"[node->list.numbering]);
    put_flag(out, "tight", node->list.tight);
}

static void put_item(struct buffer *out, const struct node *node)
{
    if (node->item.task)
        buffer_put_string(out, node->item.done ? " [x]" : " [ ]");
    put_number(out, "value", node->item.value, 0);
}

static void put_table(struct buffer *out, const struct node *node)
{
    buffer_put_string(out, " columns=");
    for (int i = 0; i < node->table.column_count; i++)
        buffer_printf(out, "%s%s", i ? "," : "",
                      node->table.columns ? alignment_name(node->table.columns[i]) : "none");
    put_flag(out, "arranges", node->table.arranges);
}

static void put_row(struct buffer *out, const struct node *node)
{
    put_flag(out, "header", node->row.header);
}

static void put_cell(struct buffer *out, const struct node *node)
{
    buffer_printf(out, " column=%d", node->cell.column);
    put_number(out, "column-span", node->cell.column_span, 1);
    put_number(out, "row-span", node->cell.row_span, 1);
    put_flag(out, "header", node->cell.header);
    put_flag(out, "heads-row", node->cell.scope == SCOPE_ROW);
}

static void put_footnote(struct buffer *out, const struct node *node)
{
    buffer_printf(out, " number=%d references=%d", node->footnote.number,
                  node->footnote.reference_count);
    put_attribute(out, "label", node->footnote.label);
}

static void put_reference(struct buffer *out, const struct node *node)
{
    const struct node *note = node->reference.footnote;
    buffer_printf(out, " number=%d ordinal=%d", note ? note->footnote.number : 0,
                  node->reference.ordinal);
}

static void put_heading(struct buffer *out, const struct node *node)
{
    buffer_printf(out, " level=%d", node->heading.level);
    if (node->heading.beyond)
        buffer_printf(out, " beyond=%d", node->heading.beyond);
}

static void put_code_block(struct buffer *out, const struct node *node)
{
    put_attribute(out, "language", node->code.language);
    if (node->code.info &&
        (!node->code.language || strcmp(node->code.info, node->code.language) != 0))
        put_attribute(out, "info", node->code.info);
}

static void put_text(struct buffer *out, const struct node *node)
{
    put_content(out, node->text);
}

static void put_image(struct buffer *out, const struct node *node)
{
    put_content(out, node->image.source);
    put_attribute(out, "alternative", node->image.alternative);
    put_number(out, "width", node->image.width, 0);
    put_number(out, "height", node->image.height, 0);
    put_flag(out, "not-shown", !node->image.image);
    const char *stand_in = node->image.stand_in;
    if (!node->image.image && stand_in && strcmp(stand_in, node->image.alternative) != 0)
        put_attribute(out, "as", stand_in);
}

static void put_checkbox(struct buffer *out, const struct node *node)
{
    buffer_put_string(out, node->checkbox.done ? " [x]" : " [ ]");
}

static void put_link(struct buffer *out, const struct node *node)
{
    static const char *const places[] = {
        [LINK_UNRESOLVED] = "unresolved",   [LINK_URL] = "out of the book", [LINK_NODE] = "#",
        [LINK_CONTENTS] = "(the contents)", [LINK_TITLE] = "(the title)",   [LINK_DEAD] = "nowhere",
    };
    put_content(out, node->link.url);
    buffer_printf(out, " -> %s", places[node->link.kind]);
    if (node->link.kind == LINK_NODE)
        buffer_put_string(out, node->link.target && node->link.target->id ? node->link.target->id
                                                                          : "(no id)");
}

static void (*const descriptions[NODE_KIND_COUNT])(struct buffer *out, const struct node *node) = {
    [NODE_ALERT] = put_alert,
    [NODE_DIVISION] = put_division,
    [NODE_LIST] = put_list,
    [NODE_LIST_ITEM] = put_item,
    [NODE_TABLE] = put_table,
    [NODE_TABLE_ROW] = put_row,
    [NODE_TABLE_CELL] = put_cell,
    [NODE_FOOTNOTE] = put_footnote,
    [NODE_HEADING] = put_heading,
    [NODE_CODE_BLOCK] = put_code_block,
    [NODE_PREFORMATTED] = put_code_block,
    [NODE_TEXT] = put_text,
    [NODE_CODE] = put_text,
    [NODE_IMAGE] = put_image,
    [NODE_FOOTNOTE_REFERENCE] = put_reference,
    [NODE_CHECKBOX] = put_checkbox,
    [NODE_LINK] = put_link,
};

/* ── The tree ────────────────────────────────────────────────────────────────────────────────── */

static void indent(const struct dump *dump, int depth)
{
    static const char spaces[] = "                                                                "
                                 "                ";
    if (depth > DEEPEST_INDENT)
        depth = DEEPEST_INDENT;
    buffer_put(dump->out, spaces, (size_t)depth * 2);
}

/* Below a line of code: what its pieces are, by a letter a character. No span goes over a line. */
static void put_code_classes(const struct dump *dump, const struct node *node, size_t start,
                             size_t length, size_t *span)
{
    static const char letters[] = " kscnftCap>o+-";
    const struct code_span *spans = node->code.spans;
    size_t at = start;
    if (*span == node->code.span_count || spans[*span].start >= start + length)
        return;
    indent(dump, dump->depth + 1);
    buffer_put_string(dump->out, ": ");
    for (; *span < node->code.span_count && spans[*span].start < start + length; ++*span)
        for (; at < spans[*span].end; at++)
            if (((unsigned char)node->code.text[at] & 0xC0) != 0x80)
                buffer_put_char(dump->out,
                                at < spans[*span].start ? ' ' : letters[spans[*span].class]);
    buffer_put_char(dump->out, '\n');
}

static void put_code_lines(const struct dump *dump, const struct node *node)
{
    const char *code = node->code.text;
    size_t span = 0;
    while (code && *code) {
        size_t length = strcspn(code, "\n");
        indent(dump, dump->depth + 1);
        buffer_put_string(dump->out, length ? "| " : "|");
        put_visible(dump->out, code, length);
        buffer_put_char(dump->out, '\n');
        put_code_classes(dump, node, (size_t)(code - node->code.text), length, &span);
        code += length + (code[length] == '\n');
    }
}

/* Files are told apart by address first: the nodes of a file share one string. */
static void note_file(struct dump *dump, const char *file)
{
    if (!file || file == dump->file || (dump->file && strcmp(file, dump->file) == 0))
        return;
    dump->file = file;
    indent(dump, dump->depth);
    buffer_put_string(dump->out, "file ");
    put_visible(dump->out, file, strlen(file));
    buffer_put_char(dump->out, '\n');
}

static void put_node(struct dump *dump, const struct node *node)
{
    struct buffer *out = dump->out;
    note_file(dump, node->where.file);
    indent(dump, dump->depth);
    buffer_put_string(out, node_kind_name(node->kind));
    if (node->where.line)
        buffer_printf(out, " %d:%d", node->where.line, node->where.column);
    if (descriptions[node->kind])
        descriptions[node->kind](out, node);
    put_attribute(out, "id", node->id);
    put_attribute(out, "class", node->classes);
    put_attribute(out, "lang", node->lang);
    put_direction(out, node);
    put_attribute(out, "title", node->title);
    if (node->align != ALIGN_NONE)
        buffer_printf(out, " align=%s", alignment_name(node->align));
    buffer_put_char(out, '\n');
    if (node->kind == NODE_CODE_BLOCK)
        put_code_lines(dump, node);
}

static void put_tree(struct dump *dump, const struct node *root)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk)) {
        if (walk.entering)
            put_node(dump, walk.node);
        dump->depth += walk.entering ? 1 : -1;
    }
}

/* ── Around the tree ─────────────────────────────────────────────────────────────────────────── */

static void put_field(struct buffer *out, const char *name, const char *value)
{
    if (!value)
        return;
    buffer_printf(out, "%s: ", name);
    put_visible(out, value, strlen(value));
    buffer_put_char(out, '\n');
}

static void put_metadata(struct buffer *out, const struct metadata *meta)
{
    put_field(out, "title", meta->title);
    put_field(out, "subtitle", meta->subtitle);
    for (size_t i = 0; i < meta->author_count; i++)
        put_field(out, "author", meta->authors[i]);
    put_field(out, "lang", meta->lang);
    put_field(out, "date", meta->date);
    put_field(out, "description", meta->description);
    put_field(out, "version", meta->version);
    put_field(out, "publisher", meta->publisher);
    put_field(out, "rights", meta->rights);
    put_field(out, "identifier", meta->identifier);
    put_field(out, "series", meta->series);
    put_field(out, "series-number", meta->series_number);
    for (size_t i = 0; i < meta->subject_count; i++)
        put_field(out, "subject", meta->subjects[i]);
    put_field(out, "cover", meta->cover);
    for (size_t i = 0; i < meta->style_count; i++)
        put_field(out, "style", meta->styles[i]);
    for (size_t i = 0; i < meta->hyphenation_count; i++)
        put_field(out, "hyphenation", meta->hyphenations[i]);
}

static void put_node_text(struct buffer *out, const struct node *node)
{
    struct buffer text = {0};
    node_put_text(node, &text);
    put_content(out, buffer_string(&text));
    buffer_drop(&text);
}

/* " difficulty "Beginner"": what the entry shows where the stylesheet leaves it to the book. */
static void put_shown_fields(const struct dump *dump, const struct node *heading)
{
    const struct node *field = heading;
    while ((field = book_next_shown_field(dump->book, NULL, field))) {
        buffer_printf(dump->out, " %s", field->field.label);
        put_node_text(dump->out, field->field.value);
    }
}

static void put_contents(const struct dump *dump)
{
    const struct book *book = dump->book;
    for (size_t i = 0; i < book->toc_count; i++) {
        const struct toc_entry *entry = &book->toc[i];
        indent(dump, entry->depth);
        buffer_printf(dump->out, "%zu #%s", entry->chapter + 1,
                      entry->heading->id ? entry->heading->id : "");
        put_node_text(dump->out, entry->heading);
        put_shown_fields(dump, entry->heading);
        buffer_put_char(dump->out, '\n');
    }
}

static void put_chapters(const struct dump *dump)
{
    for (size_t i = 0; i < dump->book->chapter_count; i++) {
        const struct chapter *chapter = &dump->book->chapters[i];
        buffer_printf(dump->out, "  %s", chapter->name);
        if (chapter->first && chapter->first->where.line)
            buffer_printf(dump->out, " from %d:%d", chapter->first->where.line,
                          chapter->first->where.column);
        if (chapter->heading)
            put_node_text(dump->out, chapter->heading);
        buffer_put_char(dump->out, '\n');
    }
}

static void put_images(const struct dump *dump)
{
    for (size_t i = 0; i < dump->book->image_count; i++) {
        const struct image *image = dump->book->images[i];
        buffer_put_char(dump->out, ' ');
        put_content(dump->out, image->path);
        buffer_printf(dump->out, " %s %ux%u%s\n", image_extension(image->format),
                      (unsigned)image->width, (unsigned)image->height,
                      image == dump->book->cover ? " cover" : "");
    }
}

/* A heading line and what stands below it, when there is any. */
static void put_section(const struct dump *dump, const char *name, size_t count,
                        void (*put)(const struct dump *))
{
    if (!count)
        return;
    buffer_printf(dump->out, "\n%s\n", name);
    put(dump);
}

void book_dump(const struct book *book, struct buffer *text)
{
    struct dump dump = {.book = book, .out = text};
    put_metadata(text, &book->meta);
    if (book->title_block) {
        buffer_put_string(text, "\ntitle block\n");
        dump.depth = 1;
        put_tree(&dump, book->title_block);
        dump.depth = 0;
    }
    buffer_put_string(text, "\n");
    put_tree(&dump, book->root);
    put_section(&dump, "contents", book->toc_count, put_contents);
    put_section(&dump, "chapters", book->chapter_count, put_chapters);
    put_section(&dump, "images", book->image_count, put_images);
}
