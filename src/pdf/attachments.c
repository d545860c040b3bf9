/* Enters: files that the book was made of. Leaves: the same files in the PDF (ISO 32000-1, 7.11.4),
 * listed among its names and as associated with the document, which is how PDF/A-3 wants them (ISO
 * 19005-3, 6.8). */
#include <string.h>

#include "pdf/deflate.h"
#include "pdf/navigation.h"
#include "pdf/syntax.h"
#include "pdf/tree.h"

/* "2025-01-31T00:00:00Z" → (D:20250131000000Z) */
static void put_date(struct buffer *entries, const char *date)
{
    buffer_put_string(entries, "(D:");
    for (; *date; date++)
        if ((*date >= '0' && *date <= '9') || *date == 'Z')
            buffer_put_char(entries, *date);
    buffer_put_char(entries, ')');
}

static uint32_t add_file(struct pdf_writer *writer, const struct pdf_attachment *attachment)
{
    struct buffer *entries = &writer->scratch;
    buffer_clear(entries);
    buffer_put_string(entries, "/Type/EmbeddedFile/Subtype");
    pdf_put_name(entries, attachment->media_type);
    buffer_printf(entries, "/Params<</Size %zu/ModDate", attachment->length);
    put_date(entries, attachment->modified);
    buffer_put_string(entries, ">>");
    return pdf_add_deflated(writer, entries, attachment->bytes, attachment->length);
}

/* Old readers know names in ASCII only. */
static void put_plain_name(struct buffer *entries, const char *name)
{
    struct buffer plain = {0};
    for (; *name; name++)
        if (((unsigned char)*name & 0xC0) != 0x80)
            buffer_put_char(&plain, *name < ' ' || *name > '~' ? '_' : *name);
    pdf_put_bytes(entries, buffer_string(&plain), plain.length);
    buffer_drop(&plain);
}

static uint32_t add_specification(struct pdf_writer *writer,
                                  const struct pdf_attachment *attachment)
{
    uint32_t file = add_file(writer, attachment);
    struct buffer *entries = &writer->scratch;
    buffer_clear(entries);
    buffer_put_string(entries, "/Type/Filespec/AFRelationship/Source/F");
    put_plain_name(entries, attachment->name);
    buffer_put_string(entries, "/UF");
    pdf_put_text(entries, attachment->name);
    buffer_put_string(entries, "/Desc");
    pdf_put_text(entries, attachment->description);
    buffer_printf(entries, "/EF<</F %u 0 R/UF %u 0 R>>", file, file);
    return pdf_object_add(writer->file, entries);
}

void pdf_add_attachments(struct pdf_writer *writer)
{
    struct tree tree = {0};
    struct buffer associated = {0};
    for (size_t i = 0; i < writer->options.attachment_count; i++) {
        const struct pdf_attachment *attachment = &writer->options.attachments[i];
        uint32_t specification = add_specification(writer, attachment);
        buffer_printf(&associated, "%s%u 0 R", i ? " " : "/AF[", specification);
        vector_push(
            &tree.entries,
            (struct tree_entry){.name = attachment->name,
                                .value = arena_printf(writer->arena, "%u 0 R", specification)});
    }
    if (associated.length > 0)
        buffer_printf(&writer->catalog, "%s]", buffer_string(&associated));
    buffer_drop(&associated);
    writer->attachments = pdf_add_tree(writer, &tree);
}
