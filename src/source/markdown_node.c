/* Enters: a cmark node. Leaves: the node that stands for it, with all that its kind knows.
 * A table maps cmark's types to kinds and to the function that fills what the kind needs. cmark
 * cuts text at every character that might have meant something; such runs become one text again. */
#include "source/markdown_node.h"

#include <stdlib.h>
#include <string.h>

#include "source/smart.h"
#include "source/tag.h"
#include "source/url.h"

/* Types that the extensions library registers at run time. */
extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL,
    CMARK_NODE_STRIKETHROUGH;

typedef void fill_function(struct markdown *markdown, cmark_node *from, struct node *node);

static const char *copy_unless_empty(struct arena *arena, const char *text)
{
    return text && *text ? arena_copy_string(arena, text) : NULL;
}

static void report(const struct markdown *markdown, enum severity severity, const char *code,
                   const struct node *node, const char *message)
{
    diag_report(markdown->diag, severity, code, node->where, NULL, "%s", message);
}

/* ── Places ──────────────────────────────────────────────────────────────────────────────────── */

/* cmark forgets that it cut link definitions off the head of a paragraph: what remains ends on the
 * right line, so the difference of the last lines tells how many were cut. */
static int measure_shift(const struct markdown *markdown, cmark_node *paragraph)
{
    const char *end;
    const char *start = lines_find(&markdown->lines, cmark_node_get_start_line(paragraph),
                                   cmark_node_get_start_column(paragraph), &end);
    cmark_node *last = cmark_node_last_child(paragraph);
    if (!start || *start != '[' || !last || cmark_node_get_end_line(last) < 1)
        return 0;
    int shift = cmark_node_get_end_line(paragraph) - cmark_node_get_end_line(last);
    return shift > 0 ? shift : 0;
}

/* Breaks and bare URLs have no place of their own: their neighbour's is near enough. */
static struct position locate(struct markdown *markdown, cmark_node *from,
                              const struct node *parent)
{
    int line = cmark_node_get_start_line(from), column = cmark_node_get_start_column(from);
    if (line > 0)
        return lines_locate(&markdown->lines, line + markdown->line_shift, column);
    return parent->last ? parent->last->where : parent->where;
}

/* For inlines that begin with a character of their own. */
static void locate_opener(struct markdown *markdown, cmark_node *from, struct node *node,
                          const char *openers)
{
    int line = cmark_node_get_start_line(from), column = cmark_node_get_start_column(from);
    if (line > 0)
        node->where =
            lines_locate_opener(&markdown->lines, line + markdown->line_shift, column, openers);
}

/* ── Blocks ──────────────────────────────────────────────────────────────────────────────────── */

static void fill_list(struct markdown *markdown, cmark_node *from, struct node *node)
{
    (void)markdown;
    node->list.ordered = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
    node->list.tight = cmark_node_get_list_tight(from);
    node->list.start = node->list.ordered ? cmark_node_get_list_start(from) : 1;
    node->list.delimiter = cmark_node_get_list_delim(from) == CMARK_PAREN_DELIM ? ')' : '.';
}

static void fill_item(struct markdown *markdown, cmark_node *from, struct node *node)
{
    (void)markdown;
    node->item.task = strcmp(cmark_node_get_type_string(from), "tasklist") == 0;
    node->item.done = node->item.task && cmark_gfm_extensions_get_tasklist_item_checked(from);
}

/* "rust,ignore": what stands behind a comma is for the tools of that language. */
static void fill_code_block(struct markdown *markdown, cmark_node *from, struct node *node)
{
    const char *info = copy_unless_empty(markdown->arena, cmark_node_get_fence_info(from));
    size_t word = info ? strcspn(info, markdown->is_smart ? ", \t" : " \t") : 0;
    node->code.text = arena_copy_string(markdown->arena, cmark_node_get_literal(from));
    node->code.info = info;
    node->code.language = word ? arena_copy_bytes(markdown->arena, info, word) : NULL;
}

static void fill_heading(struct markdown *markdown, cmark_node *from, struct node *node)
{
    (void)markdown;
    node->heading.level = cmark_node_get_heading_level(from);
}

static void fill_paragraph(struct markdown *markdown, cmark_node *from, struct node *node)
{
    markdown->line_shift = measure_shift(markdown, from);
    node->where.line += markdown->line_shift;
}

/* cmark keeps a note's label to itself and places the note behind it: both are read from the line,
 * "[^label]: text". */
static void fill_footnote(struct markdown *markdown, cmark_node *from, struct node *node)
{
    const char *end;
    int line = cmark_node_get_start_line(from);
    const char *start = lines_find(&markdown->lines, line, 1, &end);
    const char *opener = start ? memmem(start, (size_t)(end - start), "[^", 2) : NULL;
    const char *closer = opener ? memchr(opener, ']', (size_t)(end - opener)) : NULL;
    node->footnote.label = "";
    if (closer) {
        node->footnote.label =
            arena_copy_bytes(markdown->arena, opener + 2, (size_t)(closer - opener - 2));
        node->where.column = (int)(opener - start) + 1;
    }
    vector_push(&markdown->footnotes, node);
    node->footnote.number = (int)markdown->footnotes.count;
}

/* ── Tables ──────────────────────────────────────────────────────────────────────────────────── */

static enum alignment alignment_of(unsigned char letter)
{
    return letter == 'l'   ? ALIGN_LEFT
           : letter == 'c' ? ALIGN_CENTER
           : letter == 'r' ? ALIGN_RIGHT
                           : ALIGN_NONE;
}

static void fill_table(struct markdown *markdown, cmark_node *from, struct node *node)
{
    size_t count = cmark_gfm_extensions_get_table_columns(from);
    const unsigned char *letters = cmark_gfm_extensions_get_table_alignments(from);
    enum alignment *columns = ARENA_ARRAY(markdown->arena, enum alignment, count);
    for (size_t i = 0; i < count; i++)
        columns[i] = alignment_of(letters[i]);
    node->table.columns = columns;
    node->table.column_count = (int)count;
}

static void fill_row(struct markdown *markdown, cmark_node *from, struct node *node)
{
    (void)markdown;
    node->row.header = cmark_gfm_extensions_get_table_row_is_header(from);
}

static void fill_cell(struct markdown *markdown, cmark_node *from, struct node *node)
{
    (void)markdown;
    (void)from;
    const struct node *row = node->parent, *table = row->parent;
    node->cell.column = node->previous ? node->previous->cell.column + 1 : 0;
    node->cell.column_span = node->cell.row_span = 1;
    node->cell.header = row->row.header;
    if (node->cell.column < table->table.column_count)
        node->align = table->table.columns[node->cell.column];
    if (node->where.column < 1) /* cmark fills up short rows */
        node->where = row->where;
}

/* ── Inlines ─────────────────────────────────────────────────────────────────────────────────── */

static void fill_code(struct markdown *markdown, cmark_node *from, struct node *node)
{
    node->text = arena_copy_string(markdown->arena, cmark_node_get_literal(from));
    locate_opener(markdown, from, node, "`"); /* cmark counts from behind the backticks */
}

/* Between the tags of code, the text is what was typed. */
static void note_code(struct markdown *markdown, const char *html)
{
    struct tag tag;
    tag_read(html, html + strlen(html), &tag);
    bool is_code = tag.id == GUMBO_TAG_CODE || tag.id == GUMBO_TAG_KBD ||
                   tag.id == GUMBO_TAG_SAMP || tag.id == GUMBO_TAG_TT;
    if (is_code && tag.kind == TAG_START)
        markdown->code_depth++;
    else if (is_code && tag.kind == TAG_END && markdown->code_depth > 0)
        markdown->code_depth--;
}

static void fill_raw_html(struct markdown *markdown, cmark_node *from, struct node *node)
{
    node->text = arena_copy_string(markdown->arena, cmark_node_get_literal(from));
    markdown->has_html = true;
    if (cmark_node_get_type(from) != CMARK_NODE_HTML_INLINE)
        return;
    locate_opener(markdown, from, node, "<");
    note_code(markdown, node->text);
}

static void fill_link(struct markdown *markdown, cmark_node *from, struct node *node)
{
    cmark_node *child = cmark_node_first_child(from);
    const char *url = cmark_node_get_url(from),
               *text = child ? cmark_node_get_literal(child) : NULL;
    if (!text || !strstr(url, text)) /* not a bare URL */
        locate_opener(markdown, from, node, "[<");
    node->link.url = arena_copy_string(markdown->arena, url);
    node->title = copy_unless_empty(markdown->arena, cmark_node_get_title(from));
    if (!url_is_active(url))
        return;
    report(markdown, SEVERITY_WARNING, "active-link", node,
           "a link that would run code is shown as plain text");
    node->kind = NODE_SPAN;
}

/* The alternative text: what the image's children would say, and no more. */
static const char *collect_alternative(struct markdown *markdown, cmark_node *image)
{
    struct buffer text = {0};
    cmark_iter *iter = cmark_iter_new(image);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        const char *literal = cmark_node_get_literal(node);
        if (event != CMARK_EVENT_ENTER)
            continue;
        if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            buffer_put_char(&text, ' ');
        else if (literal && type != CMARK_NODE_FOOTNOTE_REFERENCE)
            buffer_put_string(&text, literal);
    }
    cmark_iter_free(iter);
    const char *alternative = arena_copy_string(markdown->arena, buffer_string(&text));
    buffer_drop(&text);
    return alternative;
}

static void fill_image(struct markdown *markdown, cmark_node *from, struct node *node)
{
    locate_opener(markdown, from, node, "!");
    const char *url = cmark_node_get_url(from);
    const char *alternative = collect_alternative(markdown, from);
    node->title = copy_unless_empty(markdown->arena, cmark_node_get_title(from));
    if (node->title && markdown->is_smart) /* it may become a caption */
        node->title = smart_punctuate(markdown->arena, node->title, true);
    if (url_is_active(url)) {
        report(markdown, SEVERITY_NOTE, "data-image", node,
               "an image inside its own URL is left out; its alternative text is shown");
        node->kind = NODE_TEXT;
        node->text = alternative;
        return;
    }
    node->image.source = arena_copy_string(markdown->arena, url);
    node->image.alternative = alternative;
}

static void fill_reference(struct markdown *markdown, cmark_node *from, struct node *node)
{
    const char *number = cmark_node_get_literal(from);
    node->reference.ordinal = number ? (int)strtol(number, NULL, 10) : 0;
    vector_push(&markdown->references, node);
}

/* ── The tables ──────────────────────────────────────────────────────────────────────────────── */

struct mapping {
    enum node_kind kind;
    bool leaf; /* its cmark children, if any, are spent by `fill` */
    fill_function *fill;
};

static const struct mapping blocks[] = {
    [CMARK_NODE_BLOCK_QUOTE & CMARK_NODE_VALUE_MASK] = {NODE_BLOCK_QUOTE, false, NULL},
    [CMARK_NODE_LIST & CMARK_NODE_VALUE_MASK] = {NODE_LIST, false, fill_list},
    [CMARK_NODE_ITEM & CMARK_NODE_VALUE_MASK] = {NODE_LIST_ITEM, false, fill_item},
    [CMARK_NODE_CODE_BLOCK & CMARK_NODE_VALUE_MASK] = {NODE_CODE_BLOCK, true, fill_code_block},
    [CMARK_NODE_HTML_BLOCK & CMARK_NODE_VALUE_MASK] = {NODE_RAW_HTML, true, fill_raw_html},
    [CMARK_NODE_CUSTOM_BLOCK & CMARK_NODE_VALUE_MASK] = {NODE_DIVISION, false, NULL},
    [CMARK_NODE_PARAGRAPH & CMARK_NODE_VALUE_MASK] = {NODE_PARAGRAPH, false, fill_paragraph},
    [CMARK_NODE_HEADING & CMARK_NODE_VALUE_MASK] = {NODE_HEADING, false, fill_heading},
    [CMARK_NODE_THEMATIC_BREAK & CMARK_NODE_VALUE_MASK] = {NODE_THEMATIC_BREAK, true, NULL},
    [CMARK_NODE_FOOTNOTE_DEFINITION &
        CMARK_NODE_VALUE_MASK] = {NODE_FOOTNOTE, false, fill_footnote},
};

static const struct mapping inlines[] = {
    [CMARK_NODE_SOFTBREAK & CMARK_NODE_VALUE_MASK] = {NODE_SOFT_BREAK, true, NULL},
    [CMARK_NODE_LINEBREAK & CMARK_NODE_VALUE_MASK] = {NODE_HARD_BREAK, true, NULL},
    [CMARK_NODE_CODE & CMARK_NODE_VALUE_MASK] = {NODE_CODE, true, fill_code},
    [CMARK_NODE_HTML_INLINE & CMARK_NODE_VALUE_MASK] = {NODE_RAW_HTML, true, fill_raw_html},
    [CMARK_NODE_CUSTOM_INLINE & CMARK_NODE_VALUE_MASK] = {NODE_SPAN, false, NULL},
    [CMARK_NODE_EMPH & CMARK_NODE_VALUE_MASK] = {NODE_EMPHASIS, false, NULL},
    [CMARK_NODE_STRONG & CMARK_NODE_VALUE_MASK] = {NODE_STRONG, false, NULL},
    [CMARK_NODE_LINK & CMARK_NODE_VALUE_MASK] = {NODE_LINK, false, fill_link},
    [CMARK_NODE_IMAGE & CMARK_NODE_VALUE_MASK] = {NODE_IMAGE, true, fill_image},
    [CMARK_NODE_FOOTNOTE_REFERENCE &
        CMARK_NODE_VALUE_MASK] = {NODE_FOOTNOTE_REFERENCE, true, fill_reference},
};

static struct mapping find_mapping(cmark_node_type type)
{
    static const struct mapping table = {NODE_TABLE, false, fill_table},
                                row = {NODE_TABLE_ROW, false, fill_row},
                                cell = {NODE_TABLE_CELL, false, fill_cell},
                                deleted = {NODE_DELETED, false, NULL};
    size_t value = type & CMARK_NODE_VALUE_MASK;
    bool is_inline = (type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE;
    if (is_inline && value < sizeof inlines / sizeof *inlines)
        return inlines[value];
    if (!is_inline && value < sizeof blocks / sizeof *blocks)
        return blocks[value];
    if (is_inline)
        return type == CMARK_NODE_STRIKETHROUGH
                   ? deleted
                   : inlines[CMARK_NODE_CUSTOM_INLINE & CMARK_NODE_VALUE_MASK];
    return type == CMARK_NODE_TABLE ? table : type == CMARK_NODE_TABLE_ROW ? row : cell;
}

/* ── One node ────────────────────────────────────────────────────────────────────────────────── */

/* Joins a run of text nodes; *from becomes the last of them. */
static const char *join_text(struct markdown *markdown, cmark_node **from)
{
    cmark_node *next = cmark_node_next(*from);
    if (!next || cmark_node_get_type(next) != CMARK_NODE_TEXT)
        return arena_copy_string(markdown->arena, cmark_node_get_literal(*from));
    struct buffer text = {0};
    buffer_put_string(&text, cmark_node_get_literal(*from));
    for (; next && cmark_node_get_type(next) == CMARK_NODE_TEXT; next = cmark_node_next(next)) {
        buffer_put_string(&text, cmark_node_get_literal(next));
        *from = next;
    }
    const char *joined = arena_copy_bytes(markdown->arena, buffer_string(&text), text.length);
    buffer_drop(&text);
    return joined;
}

/* Undoes in code what cmark's smart option did; marks that stand in the line were typed. */
static const char *undo_smart(struct markdown *markdown, cmark_node *from, const char *text)
{
    int line = cmark_node_get_start_line(from) + markdown->line_shift;
    const char *end;
    if (!markdown->is_smart || markdown->code_depth == 0)
        return text;
    if (line != markdown->typed_line) {
        const char *start = lines_find(&markdown->lines, line, 1, &end);
        markdown->typed = start ? smart_find(start, end) : 0;
        markdown->typed_line = line;
    }
    return smart_undo(markdown->arena, text, markdown->typed);
}

struct node *markdown_convert(struct markdown *markdown, cmark_node **from, struct node *parent,
                              bool *descend)
{
    cmark_node_type type = cmark_node_get_type(*from);
    bool is_block = (type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
    if (is_block)
        markdown->line_shift = markdown->code_depth = 0;
    struct node *node = node_new(markdown->arena, NODE_TEXT, locate(markdown, *from, parent));
    node_append(parent, node);
    if (type == CMARK_NODE_TEXT) {
        cmark_node *first = *from;
        node->text = undo_smart(markdown, first, join_text(markdown, from));
        return node;
    }
    struct mapping mapping = find_mapping(type);
    node->kind = mapping.kind;
    *descend = !mapping.leaf;
    if (mapping.fill)
        mapping.fill(markdown, *from, node);
    return node;
}
