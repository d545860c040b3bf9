/* Enters: bodies. Leaves: whole XHTML files: the frame around every page, chapters, title page. */
#include <string.h>

#include "epub/edition.h"
#include "epub/xml.h"

/* A title holds no elements, so only one language can be told of. */
static void put_title(const struct edition *edition, const struct node *heading, struct buffer *out)
{
    const char *title = heading ? node_copy_words(edition->arena, heading) : NULL;
    bool is_blank = epub_is_blank(title);
    buffer_put_string(out, "<title");
    if (!is_blank)
        epub_put_voice(heading, out);
    buffer_put_char(out, '>');
    epub_put_text(out, is_blank ? edition->title : title);
    buffer_put_string(out, "</title>\n");
}

void epub_put_document(const struct edition *edition, const struct node *title, const char *type,
                       const char *body, struct buffer *out)
{
    buffer_put_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
                           "<html xmlns=\"http://www.w3.org/1999/xhtml\""
                           " xmlns:epub=\"http://www.idpf.org/2007/ops\"");
    epub_put_language(out, edition->language);
    if (book_runs_right_to_left(edition->language))
        epub_put_attribute(out, "dir", "rtl");
    buffer_put_string(out, ">\n<head>\n<meta charset=\"UTF-8\" />\n");
    put_title(edition, title, out);
    buffer_put_string(out, "<link rel=\"stylesheet\" type=\"text/css\""
                           " href=\"styles/book.css\" />\n</head>\n<body");
    if (type)
        epub_put_attribute(out, "epub:type", type);
    buffer_put_string(out, ">\n");
    buffer_put_string(out, body);
    epub_start_line(out);
    buffer_put_string(out, "</body>\n</html>\n");
}

/* ── Chapters ────────────────────────────────────────────────────────────────────────────────── */

void epub_put_section(const struct edition *edition, size_t part, struct buffer *out)
{
    const struct part *run = &edition->parts.items[part];
    const struct node *heading = run->heading;
    const struct anchor *anchor = heading ? anchors_find(&edition->anchors, heading) : NULL;
    const char *type = heading && node_has_class(heading, HEADING_PART) ? "part" : "chapter";
    const struct node *first = run->start.offset == 0 ? run->start.node : NULL;
    if (first && epub_has_breaks_before(first)) /* a heading stays the first in its section */
        epub_put_page_breaks(edition, first, out);
    if (heading && !run->continues)
        buffer_printf(out, "<section epub:type=\"%s\" role=\"doc-%s\"", type, type);
    else
        buffer_put_string(out, "<section");
    if (anchor && strcmp(anchor->file, run->file) == 0)
        epub_put_attribute(out, "aria-labelledby", anchor->id);
    buffer_put_string(out, ">\n");
    epub_put_part(edition, part, out);
    epub_start_line(out);
    buffer_put_string(out, "</section>\n");
}

void epub_put_part_document(const struct edition *edition, size_t part, struct buffer *out)
{
    const struct node *title = edition->parts.items[part].title;
    struct buffer body = {0};
    epub_put_section(edition, part, &body);
    epub_put_document(edition, title, "bodymatter", buffer_string(&body), out);
    buffer_drop(&body);
}

/* ── The title page ──────────────────────────────────────────────────────────────────────────── */

static void put_line(struct buffer *out, const char *element, const char *class_name,
                     const char *text)
{
    if (epub_is_blank(text))
        return;
    buffer_printf(out, "<%s class=\"%s\">", element, class_name);
    epub_put_text(out, text);
    buffer_printf(out, "</%s>\n", element);
}

void epub_put_title_page(const struct edition *edition, struct buffer *out)
{
    const struct metadata *meta = &edition->book->meta;
    struct buffer body = {0};
    buffer_put_string(&body, "<section class=\"title-page\" epub:type=\"titlepage\">\n");
    epub_put_loose_page_breaks(edition, EPUB_TITLE_FILE, &body);
    put_line(&body, "h1", "title", edition->title);
    put_line(&body, "p", "subtitle", meta->subtitle);
    for (size_t i = 0; i < meta->author_count; i++)
        put_line(&body, "p", "author", meta->authors[i]);
    if (edition->book->title_block)
        epub_put_blocks(edition, edition->book->title_block, EPUB_TITLE_FILE, &body);
    epub_start_line(&body);
    put_line(&body, "p", "imprint", book_version(edition->arena, meta));
    put_line(&body, "p", "imprint", meta->date);
    put_line(&body, "p", "imprint", meta->publisher);
    put_line(&body, "p", "imprint", meta->rights);
    buffer_put_string(&body, "</section>\n");
    epub_put_document(edition, NULL, "frontmatter", buffer_string(&body), out);
    buffer_drop(&body);
}
