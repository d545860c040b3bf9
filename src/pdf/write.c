/* Enters: laid-out pages. Leaves: a tagged PDF. What the pages use is found first (glyphs, images),
 * then images are packed and pages painted beside each other, and only then is the file put
 * together, from what all refer to (fonts, pages) to what refers to all (structure, outline,
 * catalog). */
#include "base/stopwatch.h"
#include "pdf/font.h"
#include "pdf/image.h"
#include "pdf/navigation.h"
#include "pdf/paint.h"
#include "pdf/pdf.h"
#include "pdf/structure.h"

/* Streams first: what comes after them is small, there is much of it, and it is packed. */
static void add_streams(struct pdf_writer *writer)
{
    buffer_printf(&writer->catalog, "/Type/Catalog/Pages %u 0 R", pdf_add_pages(writer));
    enum station before = stopwatch_turn(STATION_TAGS);
    pdf_add_metadata(writer);
    stopwatch_turn(before);
    pdf_add_attachments(writer);
}

static void add_packed(struct pdf_writer *writer)
{
    if (writer->pages->element_count > 0)
        pdf_file_pack(writer->file, writer->pages->element_count);
    pdf_add_links(writer);
    pdf_set_pages(writer);
    pdf_add_names(writer);
    pdf_add_outline(writer);
    pdf_add_page_labels(writer);
    enum station before = stopwatch_turn(STATION_TAGS);
    pdf_add_structure(writer);
    stopwatch_turn(before);
}

static bool save(struct pdf_writer *writer, struct output *output)
{
    uint32_t root = pdf_object_reserve(writer->file), info = pdf_add_info(writer);
    add_streams(writer);
    add_packed(writer);
    pdf_object_set(writer->file, root, &writer->catalog);
    return pdf_file_save(writer->file, root, info, output);
}

static bool build(struct pdf_writer *writer, struct output *output)
{
    pdf_collect_glyphs(writer);
    if (!pdf_plan_subsets(writer))
        return false;
    pdf_list_images(writer);
    pdf_paint_pages(writer);
    pdf_collect_packed(writer);
    pdf_add_images(writer);
    if (!pdf_embed_fonts(writer))
        return false;
    pdf_reserve_pages(writer);
    return save(writer, output);
}

static void drop_painted(struct pdf_writer *writer)
{
    for (size_t p = 0; writer->painted && p < writer->pages->page_count; p++) {
        buffer_drop(&writer->painted[p].content);
        vector_drop(&writer->painted[p].elements);
        vector_drop(&writer->painted[p].reversed);
        vector_drop(&writer->painted[p].stand_ins);
        vector_drop(&writer->painted[p].images);
    }
}

bool pdf_write(const struct pages *pages, const struct pdf_options *options, struct output *output,
               struct diag *diag)
{
    struct pdf_writer writer = {
        .pages = pages, .options = *options, .diag = diag, .arena = arena_new()};
    writer.file = pdf_file_new(diag);
    bool written = build(&writer, output);
    pdf_file_drop(writer.file);
    pdf_drop_fonts(&writer);
    drop_painted(&writer);
    pdf_drop_images(&writer);
    buffer_drop(&writer.catalog);
    buffer_drop(&writer.scratch);
    arena_drop(writer.arena);
    return written;
}
