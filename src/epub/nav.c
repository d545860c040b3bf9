/* Enters: the book's table of contents. Leaves: nav.xhtml, and toc.ncx for readers of EPUB 2, with
 * the same entries in the same order.
 *
 * Both are made of one flat list, in which no entry is more than one level deeper than the one
 * before it: the lists of HTML and the points of NCX nest, and neither may nest without an entry. A
 * book without contents gets one entry, its title page, as neither may be empty. */
#include <string.h>

#include "epub/edition.h"
#include "epub/xml.h"

struct entry {
    const char *label, *address;
    const struct node *heading; /* NULL: of the title page */
    bool is_made_up;            /* the label: the heading has no words */
    int depth;                  /* from 1 */
};

struct entries {
    struct entry *items;
    size_t count;
    int depth; /* the deepest */
};

/* ── The list ────────────────────────────────────────────────────────────────────────────────── */

/* False for a heading that no reader meets in the order of the text: one in a footnote. */
static bool make_entry(const struct edition *edition, const struct node *heading,
                       struct entry *entry)
{
    const struct anchor *anchor = anchors_find(&edition->anchors, heading);
    if (!anchor || anchor->in_note)
        return false;
    const char *label = node_copy_words(edition->arena, heading);
    entry->is_made_up = epub_is_blank(label);
    entry->label = entry->is_made_up ? "§" : label;
    entry->heading = heading;
    entry->address = arena_printf(edition->arena, "%s#%s", anchor->file, anchor->id);
    return true;
}

static struct entries list_entries(const struct edition *edition)
{
    const struct book *book = edition->book;
    struct entries entries = {.depth = 1};
    entries.items = ARENA_ARRAY(edition->arena, struct entry, book->toc_count + 1);
    int depth = 0;
    for (size_t i = 0; i < book->toc_count; i++) {
        struct entry *entry = &entries.items[entries.count];
        if (!make_entry(edition, book->toc[i].heading, entry))
            continue;
        depth = book->toc[i].depth <= depth ? book->toc[i].depth : depth + 1;
        entry->depth = depth < 1 ? 1 : depth;
        if (entry->depth > entries.depth)
            entries.depth = entry->depth;
        entries.count++;
    }
    if (entries.count == 0)
        entries.items[entries.count++] = (struct entry){
            .label = edition->title, .address = EPUB_TITLE_FILE, .is_made_up = true, .depth = 1};
    return entries;
}

/* How deep the entry after this one is; 1 at the end, where all but the outermost are closed. */
static int find_next_depth(const struct entries *entries, size_t index)
{
    return index + 1 < entries->count ? entries->items[index + 1].depth : 1;
}

/* ── nav.xhtml ───────────────────────────────────────────────────────────────────────────────── */

/* A value, with the classes that it and its field, if it has one, have in the text. */
static void put_chip(const struct edition *edition, const struct node *field,
                     const struct node *value, struct buffer *out)
{
    buffer_put_string(out, " <span");
    epub_put_attribute(out, "class", field ? field->classes : "field");
    buffer_put_string(out, "><span");
    epub_put_attribute(out, "class", value->classes);
    epub_put_voice(value, out);
    buffer_put_char(out, '>');
    epub_put_text(out, node_copy_words(edition->arena, value));
    buffer_put_string(out, "</span></span>");
}

/* The heading's text; a chip that it ends with stands as one. */
static void put_label(const struct edition *edition, const struct entry *entry, struct buffer *out)
{
    const struct node *chip = entry->heading ? book_heading_chip(entry->heading) : NULL;
    if (entry->is_made_up)
        epub_put_text(out, entry->label);
    else
        epub_put_words(entry->heading, chip, out);
    if (chip)
        put_chip(edition, NULL, chip, out);
}

/* Only a link may stand in an entry, so the fields are in it. */
static void put_anchor(const struct edition *edition, const struct entry *entry, struct buffer *out)
{
    const char *shown = edition->options ? edition->options->shown_fields : NULL;
    const struct node *field = entry->heading;
    buffer_put_string(out, "<li><a");
    epub_put_attribute(out, "href", entry->address);
    buffer_put_char(out, '>');
    put_label(edition, entry, out);
    while (field && (field = book_next_shown_field(edition->book, shown, field)))
        put_chip(edition, field, field->field.value, out);
    buffer_put_string(out, "</a>");
}

static void put_contents(const struct edition *edition, const struct entries *entries,
                         struct buffer *out)
{
    buffer_put_string(out, "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\""
                           " class=\"contents\">\n<h1");
    epub_put_term_language(edition, out);
    buffer_printf(out, ">%s</h1>\n<ol>\n", edition_term(edition, TERM_CONTENTS));
    for (size_t i = 0; i < entries->count; i++) {
        int depth = entries->items[i].depth, next = find_next_depth(entries, i);
        put_anchor(edition, &entries->items[i], out);
        buffer_put_string(out, next > depth ? "\n<ol>\n" : "</li>\n");
        for (; depth > next; depth--)
            buffer_put_string(out, "</ol></li>\n");
    }
    buffer_put_string(out, "</ol>\n</nav>\n");
}

static void put_landmark(const struct edition *edition, const char *type, enum term label,
                         const char *address, struct buffer *out)
{
    buffer_printf(out, "<li><a epub:type=\"%s\" href=\"%s\"", type, address);
    epub_put_term_language(edition, out);
    buffer_put_char(out, '>');
    epub_put_text(out, edition_term(edition, label));
    buffer_put_string(out, "</a></li>\n");
}

static void put_landmarks(const struct edition *edition, struct buffer *out)
{
    buffer_put_string(out, "<nav epub:type=\"landmarks\" hidden=\"\">\n<ol>\n");
    put_landmark(edition, "cover", TERM_COVER, "cover.xhtml", out);
    put_landmark(edition, "titlepage", TERM_TITLE_PAGE, EPUB_TITLE_FILE, out);
    put_landmark(edition, "toc", TERM_CONTENTS, "#toc", out);
    if (edition->parts.count)
        put_landmark(edition, "bodymatter", TERM_TEXT, edition->parts.items[0].file, out);
    buffer_put_string(out, "</ol>\n</nav>\n");
}

void epub_put_nav(const struct edition *edition, struct buffer *out)
{
    struct entries entries = list_entries(edition);
    struct buffer body = {0};
    epub_put_loose_page_breaks(edition, EPUB_NAV_FILE, &body); /* the list may hold none */
    put_contents(edition, &entries, &body);
    epub_put_page_list(edition, &body);
    put_landmarks(edition, &body);
    epub_put_document(edition, NULL, "frontmatter", buffer_string(&body), out);
    buffer_drop(&body);
}

/* ── toc.ncx ─────────────────────────────────────────────────────────────────────────────────── */

static void put_labelled(struct buffer *out, const char *element, const char *text)
{
    buffer_printf(out, "<%s><text>", element);
    epub_put_text(out, text);
    buffer_printf(out, "</text></%s>\n", element);
}

static void put_ncx_head(const struct edition *edition, int depth, struct buffer *out)
{
    buffer_put_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\""
                           " version=\"2005-1\"");
    epub_put_attribute(out, "xml:lang", edition->language);
    buffer_put_string(out, ">\n<head>\n<meta name=\"dtb:uid\"");
    epub_put_attribute(out, "content", edition->identifier);
    buffer_printf(out,
                  " />\n<meta name=\"dtb:depth\" content=\"%d\" />\n"
                  "<meta name=\"dtb:totalPageCount\" content=\"%zu\" />\n"
                  "<meta name=\"dtb:maxPageNumber\" content=\"%zu\" />\n</head>\n",
                  depth, edition->page_break_count, epub_find_last_page(edition));
    put_labelled(out, "docTitle", edition->title);
}

/* How many page breaks stand before each entry. */
static size_t *count_page_breaks(const struct edition *edition, const struct entries *entries)
{
    size_t *before = ARENA_ARRAY(edition->arena, size_t, entries->count);
    for (size_t i = 0; i < entries->count; i++) {
        size_t least = i > 0 ? before[i - 1] : 0;
        before[i] = epub_count_page_breaks(edition, entries->items[i].heading);
        before[i] = before[i] > least ? before[i] : least;
    }
    return before;
}

/* One order of reading for the entries and the pages between them. */
void epub_put_ncx(const struct edition *edition, struct buffer *out)
{
    struct entries entries = list_entries(edition);
    size_t *before = count_page_breaks(edition, &entries);
    put_ncx_head(edition, entries.depth, out);
    buffer_put_string(out, "<navMap>\n");
    for (size_t i = 0; i < entries.count; i++) {
        int depth = entries.items[i].depth, next = find_next_depth(&entries, i);
        buffer_printf(out, "<navPoint id=\"point-%zu\" playOrder=\"%zu\">\n", i + 1,
                      i + 1 + before[i]);
        put_labelled(out, "navLabel", entries.items[i].label);
        buffer_put_string(out, "<content");
        epub_put_attribute(out, "src", entries.items[i].address);
        buffer_put_string(out, " />\n");
        for (; depth >= next; depth--)
            buffer_put_string(out, "</navPoint>\n");
    }
    buffer_put_string(out, "</navMap>\n");
    epub_put_ncx_page_list(edition, before, entries.count, out);
    buffer_put_string(out, "</ncx>\n");
}
