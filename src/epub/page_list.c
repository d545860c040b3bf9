/* Enters: which block of the text is the first on each page of the PDF. Leaves: page breaks in the
 * chapters, and the lists of them in nav.xhtml and toc.ncx, so that a class finds "page 12" in both
 * books. A page that begins in the midst of a block has its break before the next one. */
#include <string.h>

#include "epub/edition.h"
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
        (struct page_mark){page->label, file, make_id(edition, page->label),
                           page->place == PRINTED_TEXT ? page->first : NULL};
}

/* All page breaks at a block: as a rule one. */
static void place(struct edition *edition, size_t number, const char *file)
{
    const struct epub_options *options = edition->options;
    const struct node *block = options->printed[number].first;
    for (size_t i = number; i < options->printed_count && options->printed[i].first == block &&
                            options->printed[i].place == PRINTED_TEXT;
         i++)
        add(edition, &options->printed[i], file);
}

static void place_all(struct edition *edition)
{
    uint32_t number;
    size_t part = 0;
    struct walk walk = walk_start(edition->book->root);
    while (walk_next(&walk)) {
        part = parts_follow(edition, part, &walk);
        if (walk.entering && walk.node->kind == NODE_FOOTNOTE)
            walk_skip_children(&walk);
        else if (walk.entering && !node_is_inline(walk.node->kind) &&
                 node_table_find(&edition->page_break_numbers, walk.node, &number))
            place(edition, number, edition->parts.items[part].file);
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
    buffer_printf(out,
                  "<nav epub:type=\"page-list\" role=\"doc-pagelist\" hidden=\"\">\n"
                  "<h2>%s</h2>\n<ol>\n",
                  edition_term(edition, TERM_PAGES));
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

void epub_put_ncx_page_list(const struct edition *edition, size_t play_order, struct buffer *out)
{
    if (edition->page_break_count == 0)
        return;
    buffer_printf(out, "<pageList>\n<navLabel><text>%s</text></navLabel>\n",
                  edition_term(edition, TERM_PAGES));
    for (size_t i = 0; i < edition->page_break_count; i++) {
        const struct page_mark *page_break = &edition->page_breaks[i];
        bool normal = is_number(page_break->label);
        buffer_printf(out, "<pageTarget id=\"printed-%zu\" type=\"%s\" playOrder=\"%zu\"", i + 1,
                      normal ? "normal" : "front", play_order + i);
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
