/* Enters: which block of the text is the first on each page of the PDF. Leaves: page breaks in the
 * chapters, and the lists of them in nav.xhtml and toc.ncx, so that a class finds "page 12" in both
 * books. A page that begins in the midst of a block has its break before the next one. */
#include <stdlib.h>
#include <string.h>

#include "epub/writer.h"
#include "epub/xml.h"

/* "page-12"; another when the book has that id itself. */
static const char *make_id(struct edition *edition, const char *label)
{
    const char *id = epub_xml_name(edition->arena, arena_printf(edition->arena, "page-%s", label));
    while (map_find(&edition->anchors.names, id))
        id = arena_printf(edition->arena, "%s-", id);
    map_put(&edition->anchors.names, id, (void *)edition);
    return id;
}

static void number_blocks(struct edition *edition)
{
    const struct epub_options *options = edition->options;
    for (size_t i = options->printed_count; i-- > 0;)
        if (options->printed[i].place == PRINTED_TEXT)
            node_table_put(&edition->page_break_numbers, options->printed[i].first, (uint32_t)i);
}

static void add(struct edition *edition, const struct printed_page *page, const char *file)
{
    edition->page_breaks[edition->page_break_count++] =
        (struct page_mark){page->label, file, make_id(edition, page->label), NULL};
}

/* ── Where they stand ────────────────────────────────────────────────────────────────────────── */

/* What has its name from what it holds, in which no page break may stand, as it would be read out
 * with the name, and where those go that begin in it. */
struct placing {
    struct edition *edition;
    const char *file;
    const struct node *named; /* the outermost that is open; NULL: none */
    const struct node *host;  /* NULL: they wait for the next block */
    size_t waiting;           /* the first page break that has no block yet */
};

/* Where page breaks go that would stand in a header cell: before a table that begins with it. */
static const struct node *host_of_header_cell(const struct node *cell)
{
    const struct node *row = cell->parent;
    bool is_first = !row->previous || row->previous->kind == NODE_CAPTION;
    return is_first ? row->parent : NULL;
}

static bool is_header_cell(const struct node *node)
{
    return node->kind == NODE_TABLE_CELL && node->parent && node->parent->kind == NODE_TABLE_ROW &&
           node->parent->parent && node->parent->parent->kind == NODE_TABLE &&
           (node->cell.header || node->parent->row.header);
}

static void enter_named(struct placing *placing, const struct node *node)
{
    if (node->kind == NODE_CAPTION)
        placing->host = node->previous ? node : node->parent;
    else if (is_header_cell(node))
        placing->host = host_of_header_cell(node);
    else if (node->kind == NODE_HEADING || node->kind == NODE_LINK)
        placing->host = node;
    else
        return;
    placing->named = node;
}

/* All page breaks at a block, as a rule one, and those that waited for one. */
static void place(struct placing *placing, const struct node *block)
{
    struct edition *edition = placing->edition;
    const struct epub_options *options = edition->options;
    bool may_hold = !epub_elements[block->kind].is_structure;
    const struct node *host = placing->named ? placing->host : may_hold ? block : NULL;
    uint32_t number;
    if (node_table_find(&edition->page_break_numbers, block, &number))
        for (size_t i = number; i < options->printed_count && options->printed[i].first == block &&
                                options->printed[i].place == PRINTED_TEXT;
             i++)
            add(edition, &options->printed[i], placing->file);
    for (; host && placing->waiting < edition->page_break_count; placing->waiting++)
        edition->page_breaks[placing->waiting].block = host;
}

static void place_node(struct placing *placing, struct walk *walk)
{
    const struct node *node = walk->node;
    if (walk->entering && node->kind == NODE_FOOTNOTE) {
        walk_skip_children(walk);
    } else if (walk->entering) {
        if (!placing->named)
            enter_named(placing, node);
        if (!node_is_inline(node->kind))
            place(placing, node);
        if (node->kind == NODE_HEADING)
            node_table_put(&placing->edition->page_breaks_before, node,
                           (uint32_t)placing->edition->page_break_count);
    } else if (node == placing->named) {
        placing->named = NULL;
    }
}

/* What waits for a block at the end of a part stands at that end. */
static void place_all(struct edition *edition)
{
    struct placing placing = {.edition = edition};
    size_t part = 0;
    struct walk walk = walk_start(edition->book->root);
    while (edition->parts.count > 0 && walk_next(&walk)) {
        part = parts_follow(edition, part, &walk);
        const char *file = edition->parts.items[part].file;
        if (file != placing.file)
            placing.waiting = edition->page_break_count;
        placing.file = file;
        if (walk.node != edition->book->root)
            place_node(&placing, &walk);
    }
}

/* Pages of this place, at no block. */
static void place_those(struct edition *edition, enum printed_place where, const char *file)
{
    for (size_t i = 0; i < edition->options->printed_count; i++)
        if (edition->options->printed[i].place == where)
            add(edition, &edition->options->printed[i], file);
}

/* Afterwards the table has the numbers of the page breaks: a page whose block is in no chapter has
 * none. */
static void renumber_blocks(struct edition *edition)
{
    node_table_drop(&edition->page_break_numbers);
    edition->page_break_numbers = (struct node_table){0};
    for (size_t i = edition->page_break_count; i-- > 0;)
        if (edition->page_breaks[i].block)
            node_table_put(&edition->page_break_numbers, edition->page_breaks[i].block,
                           (uint32_t)i);
}

void page_breaks_collect(struct edition *edition)
{
    if (!edition->options || edition->options->printed_count == 0)
        return;
    edition->page_breaks =
        ARENA_ARRAY(edition->arena, struct page_mark, edition->options->printed_count);
    number_blocks(edition);
    place_those(edition, PRINTED_TITLE, EPUB_TITLE_FILE);
    place_those(edition, PRINTED_CONTENTS, EPUB_NAV_FILE);
    place_all(edition);
    if (edition->parts.count > 0)
        place_those(edition, PRINTED_END, edition->parts.items[edition->parts.count - 1].file);
    renumber_blocks(edition);
}

/* ── Writing ─────────────────────────────────────────────────────────────────────────────────── */

static void put_page_break(const struct page_mark *page_break, struct buffer *out)
{
    buffer_put_string(out, "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\"");
    epub_put_attribute(out, "id", page_break->id);
    epub_put_attribute(out, "aria-label", page_break->label);
    buffer_put_string(out, "></span>");
}

bool epub_has_breaks_before(const struct node *block)
{
    switch (block->kind) {
    case NODE_HEADING:
    case NODE_LINK:
    case NODE_CAPTION:
    case NODE_TABLE:
    case NODE_FIGURE:
        return true;
    default:
        return false;
    }
}

void epub_put_page_breaks(const struct edition *edition, const struct node *block,
                          struct buffer *out)
{
    uint32_t number;
    if (!node_table_find(&edition->page_break_numbers, block, &number))
        return;
    for (size_t i = number; i < edition->page_break_count && edition->page_breaks[i].block == block;
         i++)
        put_page_break(&edition->page_breaks[i], out);
}

void epub_put_loose_page_breaks(const struct edition *edition, const char *file, struct buffer *out)
{
    for (size_t i = 0; i < edition->page_break_count; i++)
        if (!edition->page_breaks[i].block && strcmp(edition->page_breaks[i].file, file) == 0)
            put_page_break(&edition->page_breaks[i], out);
}

static void put_address(const struct page_mark *page_break, const char *name, struct buffer *out)
{
    buffer_printf(out, " %s=\"", name);
    epub_put_quoted(out, page_break->file);
    buffer_put_char(out, '#');
    epub_put_quoted(out, page_break->id);
    buffer_put_char(out, '"');
}

void epub_put_page_list(const struct edition *edition, struct buffer *out)
{
    if (edition->page_break_count == 0)
        return;
    buffer_put_string(out, "<nav epub:type=\"page-list\" role=\"doc-pagelist\" hidden=\"\">\n<h2");
    epub_put_term_language(edition, out);
    buffer_printf(out, ">%s</h2>\n<ol>\n", edition_term(edition, TERM_PAGES));
    for (size_t i = 0; i < edition->page_break_count; i++) {
        buffer_put_string(out, "<li><a");
        put_address(&edition->page_breaks[i], "href", out);
        buffer_put_char(out, '>');
        epub_put_text(out, edition->page_breaks[i].label);
        buffer_put_string(out, "</a></li>\n");
    }
    buffer_put_string(out, "</ol>\n</nav>\n");
}

static bool is_number(const char *label)
{
    return *label != '\0' && label[strspn(label, "0123456789")] == '\0';
}

size_t epub_count_page_breaks(const struct edition *edition, const struct node *heading)
{
    uint32_t count = 0;
    node_table_find(&edition->page_breaks_before, heading, &count);
    return count;
}

size_t epub_find_last_page(const struct edition *edition)
{
    size_t last = 0;
    for (size_t i = 0; i < edition->page_break_count; i++) {
        const char *label = edition->page_breaks[i].label;
        size_t number = is_number(label) ? strtoul(label, NULL, 10) : 0;
        last = number > last ? number : last;
    }
    return last;
}

/* Pages are played between the entries that they stand between. */
void epub_put_ncx_page_list(const struct edition *edition, const size_t *before, size_t count,
                            struct buffer *out)
{
    size_t played = 0; /* of the entries */
    if (edition->page_break_count == 0)
        return;
    buffer_printf(out, "<pageList>\n<navLabel><text>%s</text></navLabel>\n",
                  edition_term(edition, TERM_PAGES));
    for (size_t i = 0; i < edition->page_break_count; i++) {
        const struct page_mark *page_break = &edition->page_breaks[i];
        bool normal = is_number(page_break->label);
        while (played < count && before[played] <= i)
            played++;
        buffer_printf(out, "<pageTarget id=\"printed-%zu\" type=\"%s\" playOrder=\"%zu\"", i + 1,
                      normal ? "normal" : "front", i + 1 + played);
        if (normal)
            epub_put_attribute(out, "value", page_break->label);
        buffer_put_string(out, ">\n<navLabel><text>");
        epub_put_text(out, page_break->label);
        buffer_put_string(out, "</text></navLabel>\n<content");
        put_address(page_break, "src", out);
        buffer_put_string(out, " />\n</pageTarget>\n");
    }
    buffer_put_string(out, "</pageList>\n");
}
