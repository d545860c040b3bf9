/* Enters: the images the pages show. Leaves: image XObjects (ISO 32000-1, 8.9). They are listed
 * first, so that the painters can name them; packed beside the painting, as a large one takes
 * longer than many pages; and added to the file last. JPEG files go in whole, PNG rows as they are
 * when PDF can read them; other PNGs are decoded and packed anew, with their transparency as a soft
 * mask. */
#include "pdf/image.h"

#include <string.h>

#include "pdf/deflate.h"
#include "pdf/png.h"
#include "pdf/syntax.h"

/* ── Listing ─────────────────────────────────────────────────────────────────────────────────── */

void pdf_list_image(struct pdf_writer *writer, const struct image *image)
{
    if (map_find(&writer->image_numbers, image->path))
        return;
    uint32_t *number = ARENA_NEW(writer->arena, uint32_t);
    *number = (uint32_t)writer->images.count;
    map_put(&writer->image_numbers, image->path, number);
    vector_push(&writer->images, (struct packed_image){.image = image});
}

void pdf_list_images(struct pdf_writer *writer)
{
    for (size_t p = 0; p < writer->pages->page_count; p++) {
        const struct page *page = &writer->pages->pages[p];
        for (size_t i = 0; i < page->item_count; i++)
            if (page->items[i].kind == ITEM_IMAGE)
                pdf_list_image(writer, page->items[i].image.image);
    }
}

uint32_t pdf_find_image(const struct pdf_writer *writer, const struct image *image)
{
    return *(const uint32_t *)map_find(&writer->image_numbers, image->path);
}

void pdf_drop_images(struct pdf_writer *writer)
{
    for (size_t i = 0; i < writer->images.count; i++) {
        buffer_drop(&writer->images.items[i].samples);
        buffer_drop(&writer->images.items[i].mask);
    }
    vector_drop(&writer->images);
    map_drop(&writer->image_numbers);
}

/* ── Packing ─────────────────────────────────────────────────────────────────────────────────── */

static void pack_pixels(struct packed_image *packed, const struct pixels *pixels,
                        struct z_stream_s *deflater)
{
    size_t area = (size_t)pixels->width * pixels->height;
    packed->channels = (uint32_t)pixels->channels;
    pdf_deflate(deflater, pixels->color, area * packed->channels, &packed->samples);
    if (pixels->alpha)
        pdf_deflate(deflater, pixels->alpha, area, &packed->mask);
}

static void pack_png(struct packed_image *packed, struct z_stream_s *deflater)
{
    const struct image *image = packed->image;
    struct png png;
    packed->is_whole = pdf_png_read(image->bytes, image->length, &png) && pdf_png_fits(&png);
    if (packed->is_whole) {
        pdf_png_put_rows(image->bytes, image->length, &packed->samples);
        return;
    }
    struct arena *arena = arena_new();
    struct pixels pixels;
    if (image_decode(image, arena, &pixels))
        pack_pixels(packed, &pixels, deflater);
    arena_drop(arena);
}

void pdf_pack_image(struct packed_image *packed, struct z_stream_s *deflater)
{
    if (packed->image->format == IMAGE_PNG)
        pack_png(packed, deflater);
}

/* ── Adding ──────────────────────────────────────────────────────────────────────────────────── */

static void put_size(struct buffer *entries, uint32_t width, uint32_t height, int bits)
{
    buffer_printf(entries, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %d",
                  width, height, bits);
}

static const char *color_space(uint32_t components)
{
    return components == 1 ? "/DeviceGray" : components == 4 ? "/DeviceCMYK" : "/DeviceRGB";
}

/* True when the file carries Adobe's marker: then its CMYK values are stored inverted. */
static bool has_adobe_marker(const unsigned char *bytes, size_t length)
{
    for (size_t i = 2; i + 9 < length && bytes[i] == 0xFF && bytes[i + 1] != 0xDA;) {
        if (bytes[i + 1] == 0xEE && memcmp(bytes + i + 4, "Adobe", 5) == 0)
            return true;
        i += 2 + ((size_t)bytes[i + 2] << 8 | bytes[i + 3]);
    }
    return false;
}

static uint32_t add_jpeg(struct pdf_writer *writer, const struct image *image)
{
    struct buffer *entries = &writer->scratch;
    buffer_clear(entries);
    put_size(entries, image->width, image->height, 8);
    buffer_printf(entries, "/ColorSpace%s/Filter/DCTDecode", color_space(image->components));
    if (image->components == 4 && has_adobe_marker(image->bytes, image->length))
        buffer_put_string(entries, "/Decode[1 0 1 0 1 0 1 0]");
    return pdf_stream_add(writer->file, entries, image->bytes, image->length);
}

static void put_palette(struct buffer *entries, const struct png *png)
{
    buffer_printf(entries, "/ColorSpace[/Indexed/DeviceRGB %zu ", png->palette_length / 3 - 1);
    pdf_put_bytes(entries, png->palette, png->palette_length / 3 * 3);
    buffer_put_char(entries, ']');
}

static uint32_t add_png_rows(struct pdf_writer *writer, const struct packed_image *packed)
{
    struct buffer *entries = &writer->scratch;
    struct png png;
    pdf_png_read(packed->image->bytes, packed->image->length, &png);
    int colors = png.color_type == PNG_RGB ? 3 : 1;
    buffer_clear(entries);
    put_size(entries, png.width, png.height, png.bit_depth);
    if (png.color_type == PNG_PALETTE)
        put_palette(entries, &png);
    else
        buffer_printf(entries, "/ColorSpace%s", color_space((uint32_t)colors));
    buffer_printf(entries,
                  "/Filter/FlateDecode/DecodeParms"
                  "<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %u>>",
                  colors, png.bit_depth, png.width);
    return pdf_stream_add(writer->file, entries, packed->samples.data, packed->samples.length);
}

/* One plane of samples; `mask` is the soft mask's object, or 0. */
static uint32_t add_plane(struct pdf_writer *writer, const struct image *image,
                          const struct buffer *samples, uint32_t channels, uint32_t mask)
{
    struct buffer *entries = &writer->scratch;
    buffer_clear(entries);
    put_size(entries, image->width, image->height, 8);
    buffer_printf(entries, "/ColorSpace%s", color_space(channels));
    if (mask)
        buffer_printf(entries, "/SMask %u 0 R", mask);
    buffer_put_string(entries, "/Filter/FlateDecode");
    return pdf_stream_add(writer->file, entries, samples->data, samples->length);
}

static uint32_t add_planes(struct pdf_writer *writer, const struct packed_image *packed)
{
    uint32_t mask = packed->mask.length ? add_plane(writer, packed->image, &packed->mask, 1, 0) : 0;
    return add_plane(writer, packed->image, &packed->samples, packed->channels, mask);
}

/* The pages name the image already: a white pixel stands in for what cannot be embedded. */
static uint32_t add_blank(struct pdf_writer *writer, const struct image *image)
{
    diag_report(writer->diag, SEVERITY_WARNING, "pdf-image", (struct position){.file = image->path},
                "save it as PNG or JPEG",
                "this image cannot be embedded and is left out of the PDF");
    buffer_clear(&writer->scratch);
    put_size(&writer->scratch, 1, 1, 8);
    buffer_put_string(&writer->scratch, "/ColorSpace/DeviceGray");
    return pdf_stream_add(writer->file, &writer->scratch, "\xFF", 1);
}

static uint32_t add_image(struct pdf_writer *writer, const struct packed_image *packed)
{
    if (packed->image->format == IMAGE_JPEG)
        return add_jpeg(writer, packed->image);
    if (packed->samples.length == 0)
        return add_blank(writer, packed->image);
    return packed->is_whole ? add_png_rows(writer, packed) : add_planes(writer, packed);
}

void pdf_add_images(struct pdf_writer *writer)
{
    for (size_t i = 0; i < writer->images.count; i++)
        writer->images.items[i].object = add_image(writer, &writer->images.items[i]);
}
