/* Enters: the images the pages show. Leaves: image XObjects (ISO 32000-1, 8.9). JPEG files go in
 * whole, PNG rows as they are when PDF can read them; other PNGs are decoded and packed anew, with
 * their transparency as a soft mask. */
#include "pdf/image.h"

#include <stdlib.h>
#include <string.h>

#include "pdf/deflate.h"
#include "pdf/png.h"
#include "pdf/syntax.h"

static void put_size(struct buffer *entries, uint32_t width, uint32_t height, int bits)
{
    buffer_printf(entries, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %d",
                  width, height, bits);
}

static const char *color_space(uint32_t components)
{
    return components == 1 ? "/DeviceGray" : components == 4 ? "/DeviceCMYK" : "/DeviceRGB";
}

/* ── JPEG ────────────────────────────────────────────────────────────────────────────────────── */

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

/* ── PNG ─────────────────────────────────────────────────────────────────────────────────────── */

static void put_palette(struct buffer *entries, const struct png *png)
{
    buffer_printf(entries, "/ColorSpace[/Indexed/DeviceRGB %zu ", png->palette_length / 3 - 1);
    pdf_put_bytes(entries, png->palette, png->palette_length / 3 * 3);
    buffer_put_char(entries, ']');
}

static uint32_t add_rows(struct pdf_writer *writer, const struct image *image,
                         const struct png *png)
{
    struct buffer rows = {0};
    struct buffer *entries = &writer->scratch;
    int colors = png->color_type == PNG_RGB ? 3 : 1;
    pdf_png_put_rows(image->bytes, image->length, &rows);
    char *data = arena_copy_bytes(writer->arena, rows.data, rows.length);
    buffer_clear(entries);
    put_size(entries, png->width, png->height, png->bit_depth);
    if (png->color_type == PNG_PALETTE)
        put_palette(entries, png);
    else
        buffer_printf(entries, "/ColorSpace%s", color_space((uint32_t)colors));
    buffer_printf(entries,
                  "/Filter/FlateDecode/DecodeParms"
                  "<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %u>>",
                  colors, png->bit_depth, png->width);
    uint32_t object = pdf_stream_add(writer->file, entries, data, rows.length);
    buffer_drop(&rows);
    return object;
}

/* One plane of samples; `mask` is the soft mask's object, or 0. */
static uint32_t add_samples(struct pdf_writer *writer, const struct pixels *pixels,
                            const unsigned char *samples, int channels, uint32_t mask)
{
    struct buffer *entries = &writer->scratch;
    buffer_clear(entries);
    put_size(entries, pixels->width, pixels->height, 8);
    buffer_printf(entries, "/ColorSpace%s", color_space((uint32_t)channels));
    if (mask)
        buffer_printf(entries, "/SMask %u 0 R", mask);
    size_t length = (size_t)pixels->width * pixels->height * (size_t)channels;
    return pdf_add_deflated(writer, entries, samples, length);
}

static uint32_t add_decoded(struct pdf_writer *writer, const struct image *image)
{
    struct arena *arena = arena_new();
    struct pixels pixels;
    uint32_t object = 0, mask = 0;
    if (image_decode(image, arena, &pixels)) {
        if (pixels.alpha)
            mask = add_samples(writer, &pixels, pixels.alpha, 1, 0);
        object = add_samples(writer, &pixels, pixels.color, pixels.channels, mask);
    }
    arena_drop(arena);
    return object;
}

static uint32_t add_png(struct pdf_writer *writer, const struct image *image)
{
    struct png png;
    if (pdf_png_read(image->bytes, image->length, &png) && pdf_png_fits(&png))
        return add_rows(writer, image, &png);
    return add_decoded(writer, image);
}

/* ── All of them ─────────────────────────────────────────────────────────────────────────────── */

static void add_image(struct pdf_writer *writer, const struct image *image)
{
    if (map_find(&writer->images, image->path))
        return;
    uint32_t *object = ARENA_NEW(writer->arena, uint32_t);
    if (image->format == IMAGE_PNG)
        *object = add_png(writer, image);
    if (image->format == IMAGE_JPEG)
        *object = add_jpeg(writer, image);
    if (*object == 0)
        diag_report(writer->diag, SEVERITY_WARNING, "pdf-image",
                    (struct position){.file = image->path}, "save it as PNG or JPEG",
                    "this image cannot be embedded and is left out of the PDF");
    map_put(&writer->images, image->path, object);
}

void pdf_add_images(struct pdf_writer *writer)
{
    for (size_t p = 0; p < writer->pages->page_count; p++) {
        const struct page *page = &writer->pages->pages[p];
        for (size_t i = 0; i < page->item_count; i++)
            if (page->items[i].kind == ITEM_IMAGE)
                add_image(writer, page->items[i].image.image);
    }
}

uint32_t pdf_find_image(const struct pdf_writer *writer, const struct image *image)
{
    const uint32_t *object = map_find(&writer->images, image->path);
    return object ? *object : 0;
}
