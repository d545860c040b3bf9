/* Enters: the metadata and the list of files. Leaves: package.opf, EPUB 3.3, with what readers of
 * EPUB 2 look for besides: the old cover entry, the NCX and the guide. An element whose value would
 * be empty or not valid is left out.
 *
 * The edition is schema.org's bookEdition: dcterms:hasVersion names another book, of which this one
 * would have versions, and EPUB itself has no term for it. */
#include "epub/package.h"

#include <string.h>

#include "epub/xml.h"

/* ── Metadata ────────────────────────────────────────────────────────────────────────────────── */

static void put_element(struct buffer *out, const char *name, const char *attributes,
                        const char *text)
{
    if (epub_is_blank(text))
        return;
    buffer_printf(out, "<%s%s>", name, attributes);
    epub_put_text(out, text);
    buffer_printf(out, "</%s>\n", name);
}

static void put_titles(const struct edition *edition, struct buffer *out)
{
    const char *subtitle = edition->book->meta.subtitle;
    put_element(out, "dc:title", " id=\"main-title\"", edition->title);
    put_element(out, "meta", " refines=\"#main-title\" property=\"title-type\"", "main");
    if (epub_is_blank(subtitle))
        return;
    put_element(out, "dc:title", " id=\"sub-title\"", subtitle);
    put_element(out, "meta", " refines=\"#sub-title\" property=\"title-type\"", "subtitle");
}

/* Not the file's name, which may change: what is in the book must not. */
static void put_page_source(const struct edition *edition, struct buffer *out)
{
    if (edition->page_break_count > 0)
        put_element(out, "meta", " property=\"pageBreakSource\"",
                    arena_printf(edition->arena, "%s (PDF, %zu pages)", edition->title,
                                 edition->options->printed_total));
}

static void put_series(const struct metadata *meta, struct buffer *out)
{
    if (epub_is_blank(meta->series))
        return;
    put_element(out, "meta", " property=\"belongs-to-collection\" id=\"series\"", meta->series);
    put_element(out, "meta", " refines=\"#series\" property=\"collection-type\"", "series");
    put_element(out, "meta", " refines=\"#series\" property=\"group-position\"",
                meta->series_number);
}

static void put_metadata(const struct edition *edition, struct buffer *out)
{
    const struct metadata *meta = &edition->book->meta;
    buffer_put_string(out, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    put_element(out, "dc:identifier", " id=\"identifier\"", edition->identifier);
    put_titles(edition, out);
    put_element(out, "dc:language", "", edition->language);
    for (size_t i = 0; i < meta->author_count; i++)
        put_element(out, "dc:creator", "", meta->authors[i]);
    for (size_t i = 0; i < meta->subject_count; i++)
        put_element(out, "dc:subject", "", meta->subjects[i]);
    put_element(out, "dc:description", "", meta->description);
    put_element(out, "dc:publisher", "", meta->publisher);
    put_element(out, "dc:rights", "", meta->rights);
    put_element(out, "dc:date", "", meta->date);
    put_element(out, "meta", " property=\"schema:bookEdition\"", meta->version);
    put_element(out, "meta", " property=\"dcterms:modified\"", edition->options->modified);
    put_page_source(edition, out);
    put_series(meta, out);
    package_put_accessibility(edition, out);
}

/* How readers of EPUB 2 find the cover. */
static void put_old_cover(const struct package *package, struct buffer *out)
{
    for (size_t i = 0; i < package->items.count; i++) {
        const struct item *item = &package->items.items[i];
        if (item->properties && strcmp(item->properties, "cover-image") == 0)
            buffer_printf(out, "<meta name=\"cover\" content=\"%s\" />\n", item->id);
    }
}

/* ── Manifest, spine, guide ──────────────────────────────────────────────────────────────────── */

static void put_manifest(const struct package *package, struct buffer *out)
{
    buffer_put_string(out, "<manifest>\n");
    for (size_t i = 0; i < package->items.count; i++) {
        const struct item *item = &package->items.items[i];
        buffer_put_string(out, "<item");
        epub_put_attribute(out, "id", item->id);
        epub_put_attribute(out, "href", item->file);
        epub_put_attribute(out, "media-type", item->type);
        if (item->properties)
            epub_put_attribute(out, "properties", item->properties);
        if (item->fallback)
            epub_put_attribute(out, "fallback", item->fallback);
        buffer_put_string(out, " />\n");
    }
    buffer_put_string(out, "</manifest>\n");
}

static void put_spine(const struct package *package, struct buffer *out)
{
    buffer_put_string(out, "<spine toc=\"ncx\"");
    if (book_runs_right_to_left(package->edition->language))
        epub_put_attribute(out, "page-progression-direction", "rtl");
    buffer_put_string(out, ">\n");
    for (size_t i = 0; i < package->items.count; i++)
        if (package->items.items[i].in_spine)
            buffer_printf(out, "<itemref idref=\"%s\" />\n", package->items.items[i].id);
    buffer_put_string(out, "</spine>\n");
}

static void put_guide(const struct edition *edition, struct buffer *out)
{
    const char *text = edition->parts.count ? edition->parts.items[0].file : NULL;
    const struct {
        const char *type, *file;
        enum term title;
    } references[] = {{"cover", "cover.xhtml", TERM_COVER},
                      {"toc", EPUB_NAV_FILE, TERM_CONTENTS},
                      {"text", text, TERM_TEXT}};
    buffer_put_string(out, "<guide>\n");
    for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
        if (!references[i].file)
            continue;
        buffer_printf(out, "<reference type=\"%s\"", references[i].type);
        epub_put_attribute(out, "title", edition_term(edition, references[i].title));
        epub_put_attribute(out, "href", references[i].file);
        buffer_put_string(out, " />\n");
    }
    buffer_put_string(out, "</guide>\n");
}

void package_put(const struct package *package, struct buffer *out)
{
    const struct edition *edition = package->edition;
    buffer_put_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\""
                           " unique-identifier=\"identifier\"");
    epub_put_attribute(out, "xml:lang", edition->language);
    buffer_put_string(out, ">\n");
    put_metadata(edition, out);
    put_old_cover(package, out);
    buffer_put_string(out, "</metadata>\n");
    put_manifest(package, out);
    put_spine(package, out);
    put_guide(edition, out);
    buffer_put_string(out, "</package>\n");
}
