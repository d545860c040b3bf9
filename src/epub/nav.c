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
    entry->label = epub_is_blank(label) ? "§" : label;
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
        entries.items[entries.count++] =
            (struct entry){.label = edition->title, .address = EPUB_TITLE_FILE, .depth = 1};
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
    if (value->lang)
        epub_put_language(out, value->lang);
    buffer_put_char(out, '>');
    epub_put_text(out, node_copy_words(edition->arena, value));
    buffer_put_string(out, "</span></span>");
}

/* Text with its white space collapsed; `gap`: there was some before it, which is not written yet.
 */
static void put_words(struct buffer *out, const char *text, size_t start, bool *gap)
{
    while (*text) {
        size_t length = 0;
        while ((unsigned char)text[length] > ' ' && text[length] != 0x7F)
            length++;
        if (length > 0 && *gap && out->length > start)
            buffer_put_char(out, ' ');
        epub_put_bytes(out, text, length);
        *gap = length == 0 || text[length];
        text += length + (text[length] != '\0');
    }
}

static void put_leaf(struct buffer *out, const struct node *leaf, size_t start, bool *gap)
{
    struct buffer text = {0};
    node_put_text(leaf, &text);
    if (text.length)
        put_words(out, buffer_string(&text), start, gap);
    buffer_drop(&text);
}

/* What begins or ends another language, as the heading has it. */
static void put_language_edge(struct buffer *out, const struct node *node, bool entering,
                              size_t start, bool *gap)
{
    if (!entering) {
        buffer_put_string(out, "</span>");
        return;
    }
    if (*gap && out->length > start)
        buffer_put_char(out, ' ');
    *gap = false;
    buffer_put_string(out, "<span");
    epub_put_language(out, node->lang);
    buffer_put_char(out, '>');
}

static void put_heading(const struct node *heading, const struct node *chip, struct buffer *out)
{
    size_t start = out->length;
    bool gap = false;
    struct walk walk = walk_start(heading);
    while (walk_next(&walk)) {
        const struct node *node = walk.node;
        bool speaks = node->lang && node != heading && node != chip;
        if (walk.entering && speaks)
            put_language_edge(out, node, true, start, &gap);
        if (walk.entering && node == chip)
            walk_skip_children(&walk);
        else if (walk.entering && !node->first)
            put_leaf(out, node, start, &gap);
        if (!walk.entering && speaks)
            put_language_edge(out, node, false, start, &gap);
    }
}

/* The heading's text; a chip that it ends with stands as one. */
static void put_label(const struct edition *edition, const struct entry *entry, struct buffer *out)
{
    const struct node *chip = entry->heading ? book_heading_chip(entry->heading) : NULL;
    size_t start = out->length;
    if (entry->heading)
        put_heading(entry->heading, chip, out);
    if (chip)
        put_chip(edition, NULL, chip, out);
    if (out->length == start)
        epub_put_text(out, entry->label);
}

/* The language of an entry, where it is not the book's. */
static void put_entry_language(const struct edition *edition, const struct entry *entry,
                               struct buffer *out)
{
    const char *book = edition->book->meta.lang;
    const char *lang = entry->heading ? node_language(edition->book, entry->heading) : book;
    if (lang && (!book || strcmp(lang, book) != 0))
        epub_put_language(out, lang);
}

/* Only a link may stand in an entry, so the fields are in it. */
static void put_anchor(const struct edition *edition, const struct entry *entry, struct buffer *out)
{
    const char *shown = edition->options ? edition->options->shown_fields : NULL;
    const struct node *field = entry->heading;
    buffer_put_string(out, "<li><a");
    epub_put_attribute(out, "href", entry->address);
    put_entry_language(edition, entry, out);
    buffer_put_char(out, '>');
    put_label(edition, entry, out);
    while (field && (field = book_next_shown_field(edition->book, shown, field)))
        put_chip(edition, field, field->field.value, out);
    buffer_put_string(out, "</a>");
}

static void put_contents(const struct edition *edition, const struct entries *entries,
                         struct buffer *out)
{
    buffer_printf(out,
                  "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" class=\"contents\">\n"
                  "<h1>%s</h1>\n<ol>\n",
                  edition_term(edition, TERM_CONTENTS));
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
    buffer_printf(out, "<li><a epub:type=\"%s\" href=\"%s\">", type, address);
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
    epub_put_document(edition, edition->title, "frontmatter", buffer_string(&body), out);
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
                  depth, edition->page_break_count, edition->page_break_count);
    put_labelled(out, "docTitle", edition->title);
}

void epub_put_ncx(const struct edition *edition, struct buffer *out)
{
    struct entries entries = list_entries(edition);
    put_ncx_head(edition, entries.depth, out);
    buffer_put_string(out, "<navMap>\n");
    for (size_t i = 0; i < entries.count; i++) {
        int depth = entries.items[i].depth, next = find_next_depth(&entries, i);
        buffer_printf(out, "<navPoint id=\"point-%zu\" playOrder=\"%zu\">\n", i + 1, i + 1);
        put_labelled(out, "navLabel", entries.items[i].label);
        buffer_put_string(out, "<content");
        epub_put_attribute(out, "src", entries.items[i].address);
        buffer_put_string(out, " />\n");
        for (; depth >= next; depth--)
            buffer_put_string(out, "</navPoint>\n");
    }
    buffer_put_string(out, "</navMap>\n");
    epub_put_ncx_page_list(edition, entries.count + 1, out);
    buffer_put_string(out, "</ncx>\n");
}
