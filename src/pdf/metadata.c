/* Enters: what the book says of itself. Leaves: the catalog, the information dictionary, and the
 * same once more as XMP (ISO 16684-1), in which archives and search engines look. There the file
 * also says which standards it keeps to: PDF/A-2a (ISO 19005-2; with attachments
 * PDF/A-3a, ISO 19005-3), and PDF/UA-1 (ISO 14289-1) when
 * the author has supplied what that asks for. Nothing is dated but by the book's own date, so that
 * the same book makes the same file. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "pdf/deflate.h"
#include "pdf/navigation.h"
#include "pdf/srgb.h"
#include "pdf/syntax.h"
#include "version.h"

#define PRODUCER "bifolio " BIFOLIO_VERSION

/* A date as the front matter has it: a year, with or without month and day. */
struct date {
    int year, month, day; /* 0: not given */
};

static int read_digits(const char **cursor, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++, ++*cursor) {
        if (**cursor < '0' || **cursor > '9')
            return -1;
        value = value * 10 + (**cursor - '0');
    }
    return value;
}

/* "-07": a part of a date between 1 and `most`; 0 when there is none. */
static int read_part(const char **cursor, int most)
{
    if (**cursor != '-')
        return 0;
    ++*cursor;
    int value = read_digits(cursor, 2);
    return value >= 1 && value <= most ? value : -1;
}

static bool read_date(const char *text, struct date *date)
{
    if (!text)
        return false;
    date->year = read_digits(&text, 4);
    date->month = date->year < 0 ? -1 : read_part(&text, 12);
    date->day = date->month <= 0 ? 0 : read_part(&text, 31);
    return date->year >= 0 && date->month >= 0 && date->day >= 0 && (!*text || *text == 'T');
}

/* ── The information dictionary ──────────────────────────────────────────────────────────────── */

/* Characters XML 1.0 does not allow are U+FFFD, in both places. */
static uint32_t allow_character(uint32_t c)
{
    bool allowed = c >= ' ' ? c != 0xFFFE && c != 0xFFFF : c == '\t' || c == '\n';
    return allowed ? c : UTF8_REPLACEMENT;
}

static void put_info(struct buffer *entries, const char *key, const char *value)
{
    struct buffer allowed = {0};
    if (!value || !*value)
        return;
    for (const char *end = value + strlen(value); value < end;)
        buffer_put_code_point(&allowed, allow_character(utf8_next(&value, end)));
    pdf_put_name(entries, key);
    pdf_put_text(entries, buffer_string(&allowed));
    buffer_drop(&allowed);
}

static void put_info_date(struct buffer *entries, const char *key, const struct date *date)
{
    buffer_printf(entries, "/%s(D:%04d", key, date->year);
    if (date->month)
        buffer_printf(entries, "%02d", date->month);
    if (date->day)
        buffer_printf(entries, "%02d", date->day);
    buffer_put_char(entries, ')');
}

uint32_t pdf_add_info(struct pdf_writer *writer)
{
    const struct pages *pages = writer->pages;
    struct buffer *entries = &writer->scratch;
    struct date date;
    buffer_clear(entries);
    put_info(entries, "Title", pages->title);
    put_info(entries, "Author", pages->author);
    put_info(entries, "Subject", pages->subject);
    put_info(entries, "Creator", pages->creator);
    put_info(entries, "Producer", PRODUCER);
    if (read_date(pages->date, &date)) {
        put_info_date(entries, "CreationDate", &date);
        put_info_date(entries, "ModDate", &date);
    }
    return pdf_object_add(writer->file, entries);
}

/* ── XMP ─────────────────────────────────────────────────────────────────────────────────────── */

static void put_xml(struct buffer *xml, const char *text)
{
    const char *end = text + strlen(text);
    while (text < end) {
        uint32_t c = utf8_next(&text, end);
        if (c == '&')
            buffer_put_string(xml, "&amp;");
        else if (c == '<')
            buffer_put_string(xml, "&lt;");
        else if (c == '>')
            buffer_put_string(xml, "&gt;");
        else
            buffer_put_code_point(xml, allow_character(c));
    }
}

static void put_property(struct buffer *xml, const char *opening, const char *value,
                         const char *closing)
{
    if (!value || !*value)
        return;
    buffer_put_string(xml, opening);
    put_xml(xml, value);
    buffer_put_string(xml, closing);
}

static void put_xmp_dates(struct buffer *xml, const struct date *date)
{
    static const char *const names[] = {"CreateDate", "ModifyDate"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        buffer_printf(xml, "<xmp:%s>%04d", names[i], date->year);
        if (date->month)
            buffer_printf(xml, "-%02d", date->month);
        if (date->day)
            buffer_printf(xml, "-%02d", date->day);
        buffer_printf(xml, "</xmp:%s>\n", names[i]);
    }
}

/* A picture that nobody has described keeps the book from being accessible to all, and so does a
 * voice that reads it as another language. */
static bool is_accessible(const struct pages *pages)
{
    if (pages->is_lang_doubtful)
        return false;
    for (size_t e = 0; e < pages->element_count; e++) {
        const struct element *element = &pages->elements[e];
        if (element->role == ELEMENT_FIGURE && (!element->alternative || element->says_nothing))
            return false;
    }
    return pages->element_count > 0;
}

/* PDF/A knows the properties of PDF/UA only when they are described beside them. */
static void put_accessibility(struct buffer *xml)
{
    buffer_put_string(xml,
                      "<rdf:Description rdf:about=\"\"\n"
                      " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"
                      " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
                      " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
                      " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
                      "<pdfuaid:part>1</pdfuaid:part>\n"
                      "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
                      "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
                      "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
                      "</pdfaSchema:namespaceURI>\n"
                      "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
                      "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
                      "<pdfaProperty:name>part</pdfaProperty:name>\n"
                      "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
                      "<pdfaProperty:category>internal</pdfaProperty:category>\n"
                      "<pdfaProperty:description>part of ISO 14289</pdfaProperty:description>\n"
                      "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
                      "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
                      "</rdf:Description>\n");
}

static void put_conformance(const struct pdf_writer *writer, struct buffer *xml)
{
    buffer_printf(xml,
                  "<rdf:Description rdf:about=\"\""
                  " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
                  "<pdfaid:part>%d</pdfaid:part>\n"
                  "<pdfaid:conformance>A</pdfaid:conformance>\n"
                  "</rdf:Description>\n",
                  writer->options.attachment_count ? 3 : 2);
    if (is_accessible(writer->pages))
        put_accessibility(xml);
}

static void put_xmp(const struct pdf_writer *writer, struct buffer *xml)
{
    const struct pages *pages = writer->pages;
    struct date date;
    buffer_put_string(xml, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                           "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                           "<rdf:Description rdf:about=\"\"\n"
                           " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                           " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                           " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
                           "<dc:format>application/pdf</dc:format>\n");
    put_property(xml, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", pages->title,
                 "</rdf:li></rdf:Alt></dc:title>\n");
    put_property(xml, "<dc:creator><rdf:Seq><rdf:li>", pages->author,
                 "</rdf:li></rdf:Seq></dc:creator>\n");
    put_property(xml, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", pages->subject,
                 "</rdf:li></rdf:Alt></dc:description>\n");
    put_property(xml, "<dc:language><rdf:Bag><rdf:li>", pages->lang,
                 "</rdf:li></rdf:Bag></dc:language>\n");
    put_property(xml, "<xmp:CreatorTool>", pages->creator, "</xmp:CreatorTool>\n");
    put_property(xml, "<pdf:Producer>", PRODUCER, "</pdf:Producer>\n");
    if (read_date(pages->date, &date))
        put_xmp_dates(xml, &date);
    buffer_put_string(xml, "</rdf:Description>\n");
    put_conformance(writer, xml);
    buffer_put_string(xml, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
}

/* Not compressed, so that tools that know nothing of PDF find it. */
static uint32_t add_xmp(struct pdf_writer *writer)
{
    struct buffer xml = {0};
    put_xmp(writer, &xml);
    char *data = arena_copy_bytes(writer->arena, xml.data, xml.length);
    buffer_clear(&writer->scratch);
    buffer_put_string(&writer->scratch, "/Type/Metadata/Subtype/XML");
    uint32_t object = pdf_stream_add(writer->file, &writer->scratch, data, xml.length);
    buffer_drop(&xml);
    return object;
}

/* Colours are sRGB's, whatever the device. */
static void put_output_intent(struct pdf_writer *writer)
{
    struct buffer profile = {0};
    pdf_put_srgb(&profile);
    buffer_clear(&writer->scratch);
    buffer_put_string(&writer->scratch, "/N 3");
    uint32_t object = pdf_add_deflated(writer, &writer->scratch, profile.data, profile.length);
    buffer_drop(&profile);
    buffer_printf(&writer->catalog,
                  "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                  "/Info(sRGB, IEC 61966-2-1)/DestOutputProfile %u 0 R>>]",
                  object);
}

void pdf_add_metadata(struct pdf_writer *writer)
{
    struct buffer *catalog = &writer->catalog;
    buffer_printf(catalog, "/Metadata %u 0 R", add_xmp(writer));
    put_output_intent(writer);
    buffer_put_string(catalog, "/ViewerPreferences<</DisplayDocTitle true");
    if (book_runs_right_to_left(writer->pages->lang))
        buffer_put_string(catalog, "/Direction/R2L");
    buffer_put_string(catalog, ">>/Lang");
    pdf_put_text(catalog, writer->pages->lang);
}
