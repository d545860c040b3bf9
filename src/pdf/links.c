/* Enters: the link areas of the pages. Leaves: an annotation each (ISO 32000-1, 12.5.6.5), printed
 * without a frame, with a description for those who do not see it: an address, or the title or page
 * it leads to. */
#include <string.h>

#include "pdf/navigation.h"
#include "pdf/structure.h"
#include "pdf/syntax.h"

/* A URI is ASCII (RFC 3986): every other byte, and what would end it, is percent-encoded. */
static void put_uri(const char *url, struct buffer *entries)
{
    struct buffer encoded = {0};
    for (; *url; url++) {
        unsigned char byte = (unsigned char)*url;
        if (byte > ' ' && byte < 0x7F && !strchr("<>\"{}|\\^`", byte))
            buffer_put_char(&encoded, *url);
        else
            buffer_printf(&encoded, "%%%02X", byte);
    }
    pdf_put_bytes(entries, buffer_string(&encoded), encoded.length);
    buffer_drop(&encoded);
}

static void put_rectangle(const struct pdf_writer *writer, const struct rect *rect,
                          struct buffer *entries)
{
    int64_t height = pdf_position(writer->pages->height);
    int64_t edges[] = {
        pdf_position(rect->x),
        height - pdf_position(rect->y + rect->height),
        pdf_position(rect->x + rect->width),
        height - pdf_position(rect->y),
    };
    buffer_put_string(entries, "/Rect[");
    for (int i = 0; i < 4; i++) {
        pdf_put_decimal(entries, edges[i], PDF_POSITION_DECIMALS);
        buffer_put_char(entries, i < 3 ? ' ' : ']');
    }
}

/* By destination: the title the outline gives it, or NULL. */
static const char **find_titles(const struct pdf_writer *writer)
{
    const struct pages *pages = writer->pages;
    const char **titles = ARENA_ARRAY(writer->arena, const char *, pages->destination_count);
    for (size_t i = 0; i < pages->outline_count; i++)
        titles[pages->outline[i].destination] = pages->outline[i].title;
    return titles;
}

static void put_target(const struct pdf_writer *writer, const struct link_area *link,
                       const char *const *titles, struct buffer *entries)
{
    if (link->url) {
        buffer_put_string(entries, "/A<</S/URI/URI");
        put_uri(link->url, entries);
        buffer_put_string(entries, ">>/Contents");
        pdf_put_text(entries, link->url);
        return;
    }
    const struct destination *destination = &writer->pages->destinations[link->destination];
    const char *title = titles[link->destination];
    const char *label = writer->pages->pages[destination->page].label;
    buffer_put_string(entries, "/Dest");
    pdf_put_destination(writer, link->destination, entries);
    buffer_put_string(entries, "/Contents");
    pdf_put_text(entries, title ? title : label ? label : "");
}

static uint32_t add_link(struct pdf_writer *writer, const struct link_area *link,
                         const char *const *titles)
{
    struct buffer *entries = &writer->scratch;
    buffer_clear(entries);
    buffer_put_string(entries, "/Subtype/Link/F 4/Border[0 0 0]");
    put_rectangle(writer, &link->rect, entries);
    if (writer->pages->element_count > 0)
        buffer_printf(entries, "/StructParent %u",
                      pdf_annotation_key(writer, writer->annotation_count++));
    put_target(writer, link, titles, entries);
    return pdf_object_add(writer->file, entries);
}

void pdf_add_links(struct pdf_writer *writer)
{
    const struct pages *pages = writer->pages;
    const char **titles = find_titles(writer);
    writer->annotation_objects = ARENA_ARRAY(writer->arena, uint32_t *, pages->page_count);
    for (size_t p = 0; p < pages->page_count; p++) {
        const struct page *page = &pages->pages[p];
        uint32_t *objects = ARENA_ARRAY(writer->arena, uint32_t, page->link_count);
        for (size_t i = 0; i < page->link_count; i++)
            objects[i] = add_link(writer, &page->links[i], titles);
        writer->annotation_objects[p] = objects;
    }
}
