/* Enters: a font whose glyphs are pictures. Leaves: Type 3 fonts (ISO 32000-1, 9.6.5), in which a
 * glyph is a small drawing: here one that shows the picture as an image, each used glyph once.
 * Codes of a Type 3 font are single bytes, so the used glyphs are numbered densely and each 255 of
 * them make one part, a font of its own. Its code 0 is an "m" that nobody shows: by its width some
 * readers judge the size of a Type 3 font, and what is on one line with it. The pictures are PNG
 * files inside the font file; they are listed beside the images of the pages and packed with them.
 */
#include <hb-ot.h>

#include "pdf/deflate.h"
#include "pdf/font.h"
#include "pdf/image.h"
#include "pdf/png.h"
#include "pdf/syntax.h"

static int to_thousandths(const struct font *font, int64_t units)
{
    int64_t scaled = units * 1000, half = font->file_units_per_em / 2;
    return (int)((scaled + (scaled < 0 ? -half : half)) / font->file_units_per_em);
}

/* ── Listing the pictures ────────────────────────────────────────────────────────────────────── */

/* The glyph's PNG file as an image; NULL when it has none, as a space. The bytes are the font's. */
static const struct image *find_picture(struct pdf_writer *writer, const struct font_subset *subset,
                                        hb_font_t *metrics, uint32_t id)
{
    unsigned length;
    struct png png;
    hb_blob_t *blob = hb_ot_color_glyph_reference_png(metrics, id);
    const unsigned char *bytes = (const unsigned char *)hb_blob_get_data(blob, &length);
    hb_blob_destroy(blob); /* what it shows belongs to the face */
    if (length == 0 || !pdf_png_read(bytes, length, &png))
        return NULL;
    struct image *image = ARENA_NEW(writer->arena, struct image);
    *image = (struct image){
        .format = IMAGE_PNG,
        .path = arena_printf(writer->arena, "%s, glyph %u", subset->font->path, id),
        .bytes = bytes,
        .length = length,
        .width = png.width,
        .height = png.height,
        .dots_per_inch = 96,
    };
    return image;
}

static void number_glyph(struct pdf_writer *writer, struct font_subset *subset, hb_font_t *metrics,
                         uint32_t id)
{
    struct glyph_use *glyph = &subset->glyphs[id];
    if (id >= subset->glyph_count) { /* it is silent */
        glyph->subset_id = (uint16_t)subset->subset_count++;
        return;
    }
    int width = to_thousandths(subset->font, hb_font_get_glyph_h_advance(metrics, id));
    glyph->subset_id = (uint16_t)subset->subset_count++;
    glyph->width = (uint16_t)(width < 0 ? 0 : width > UINT16_MAX ? UINT16_MAX : width);
    const struct image *picture = find_picture(writer, subset, metrics, id);
    if (picture)
        glyph->picture = 1 + pdf_list_image(writer, picture);
}

void pdf_plan_pictures(struct pdf_writer *writer, struct font_subset *subset)
{
    hb_font_t *metrics = hb_font_create(subset->face);
    for (uint32_t id = 0; id < subset->use_count; id++)
        if (subset->glyphs[id].used)
            number_glyph(writer, subset, metrics, id);
    hb_font_destroy(metrics);
}

/* ── Embedding ───────────────────────────────────────────────────────────────────────────────── */

/* One part on its way into the file. */
struct part {
    const struct font_subset *subset;
    hb_font_t *metrics;
    unsigned number;
    const char *name; /* tools tell fonts apart by it; readers have no need of it */
    struct buffer procedures, resources, names, widths;
    unsigned last; /* code */
};

/* What draws the glyph: d0 says that it has colours of its own. */
static void put_procedure(const struct part *part, uint32_t id, struct buffer *drawing)
{
    const struct glyph_use *glyph = &part->subset->glyphs[id];
    const struct font *font = part->subset->font;
    hb_glyph_extents_t box;
    buffer_printf(drawing, "%u 0 d0\n", glyph->width);
    if (glyph->picture && hb_font_get_glyph_extents(part->metrics, id, &box))
        buffer_printf(
            drawing, "q %d 0 0 %d %d %d cm /I%u Do Q\n", to_thousandths(font, box.width),
            to_thousandths(font, -(int64_t)box.height), to_thousandths(font, box.x_bearing),
            to_thousandths(font, (int64_t)box.y_bearing + box.height), glyph->picture - 1);
}

static void add_glyph(struct pdf_writer *writer, struct part *part, uint32_t id)
{
    const struct glyph_use *glyph = &part->subset->glyphs[id];
    struct buffer drawing = {0};
    put_procedure(part, id, &drawing);
    buffer_clear(&writer->scratch);
    uint32_t object = pdf_add_deflated(writer, &writer->scratch, drawing.data, drawing.length);
    buffer_drop(&drawing);
    part->last = pdf_find_code(part->subset, glyph);
    buffer_printf(&part->procedures, "/e%u %u 0 R", part->last, object);
    buffer_printf(&part->names, "/e%u", part->last);
    buffer_printf(&part->widths, " %u", glyph->width);
    if (glyph->picture)
        buffer_printf(&part->resources, "/I%u %u 0 R", glyph->picture - 1,
                      writer->images.items[glyph->picture - 1].object);
}

static void add_measure(struct pdf_writer *writer, struct part *part)
{
    static const char drawing[] = "600 0 d0";
    buffer_clear(&writer->scratch);
    uint32_t object = pdf_stream_add(writer->file, &writer->scratch, drawing, sizeof drawing - 1);
    buffer_printf(&part->procedures, "/m %u 0 R", object);
    buffer_put_string(&part->names, "/m");
    buffer_put_string(&part->widths, "600");
}

/* A tagged file describes its Type 3 fonts, too. */
static uint32_t add_descriptor(struct pdf_writer *writer, const struct font *font, const char *name)
{
    struct buffer *entries = &writer->scratch;
    buffer_clear(entries);
    buffer_put_string(entries, "/Type/FontDescriptor/FontName");
    pdf_put_name(entries, name);
    buffer_printf(entries,
                  "/Flags 4/ItalicAngle 0/StemV 0/CapHeight 0/Ascent %d/Descent %d"
                  "/FontBBox[0 %d 1000 %d]",
                  to_thousandths(font, font->ascent), to_thousandths(font, font->descent),
                  to_thousandths(font, font->descent), to_thousandths(font, font->ascent));
    return pdf_object_add(writer->file, entries);
}

static void put_font(const struct part *part, uint32_t descriptor, uint32_t to_unicode,
                     struct buffer *entries)
{
    const struct font *font = part->subset->font;
    buffer_put_string(entries, "/Type/Font/Subtype/Type3/BaseFont");
    pdf_put_name(entries, part->name);
    buffer_printf(entries, "/FontBBox[0 %d 1000 %d]/FontMatrix[.001 0 0 .001 0 0]",
                  to_thousandths(font, font->descent), to_thousandths(font, font->ascent));
    buffer_printf(entries, "/CharProcs<<%s>>/Resources<</XObject<<%s>>>>",
                  buffer_string(&part->procedures), buffer_string(&part->resources));
    buffer_printf(entries, "/Encoding<</Type/Encoding/Differences[0%s]>>",
                  buffer_string(&part->names));
    buffer_printf(entries, "/FirstChar 0/LastChar %u/Widths[%s]", part->last,
                  buffer_string(&part->widths));
    buffer_printf(entries, "/FontDescriptor %u 0 R/ToUnicode %u 0 R", descriptor, to_unicode);
}

static uint32_t add_part(struct pdf_writer *writer, struct part *part, uint32_t descriptor)
{
    struct buffer cmap = {0};
    add_measure(writer, part);
    for (uint32_t id = 0; id < part->subset->use_count; id++)
        if (pdf_glyph_is_in_part(part->subset, id, part->number))
            add_glyph(writer, part, id);
    pdf_put_to_unicode(part->subset, part->number, &cmap);
    buffer_clear(&writer->scratch);
    uint32_t to_unicode = pdf_add_deflated(writer, &writer->scratch, cmap.data, cmap.length);
    buffer_clear(&writer->scratch);
    put_font(part, descriptor, to_unicode, &writer->scratch);
    buffer_drop(&cmap);
    return pdf_object_add(writer->file, &writer->scratch);
}

static void drop_part(struct part *part)
{
    buffer_drop(&part->procedures);
    buffer_drop(&part->resources);
    buffer_drop(&part->names);
    buffer_drop(&part->widths);
}

void pdf_embed_pictures(struct pdf_writer *writer, struct font_subset *subset)
{
    subset->part_count = (subset->subset_count + PDF_PART_GLYPHS - 1) / PDF_PART_GLYPHS;
    subset->objects = ARENA_ARRAY(writer->arena, uint32_t, subset->part_count);
    hb_font_t *metrics = hb_font_create(subset->face);
    char name[PDF_FONT_NAME_SIZE];
    pdf_name_subset(subset, name);
    uint32_t descriptor = add_descriptor(writer, subset->font, name);
    for (unsigned i = 0; i < subset->part_count; i++) {
        struct part part = {.subset = subset, .metrics = metrics, .number = i, .name = name};
        subset->objects[i] = add_part(writer, &part, descriptor);
        drop_part(&part);
    }
    hb_font_destroy(metrics);
}
