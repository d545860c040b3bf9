/* Enters: the images the pages show. Leaves: image XObjects (ISO 32000-1, 8.9). They are listed
 * first, so that the painters can name them; packed beside the painting (image_pack.c), as a large
 * one takes longer than many pages; and added to the file last, with their colour profiles, each
 * profile once. */
#include "pdf/image.h"

#include <string.h>

#include "pdf/deflate.h"
#include "pdf/drawing.h"
#include "pdf/png.h"
#include "pdf/syntax.h"

/* ── Listing ─────────────────────────────────────────────────────────────────────────────────── */

uint32_t pdf_list_image(struct pdf_writer *writer, const struct image *image)
{
    const uint32_t *listed = map_find(&writer->image_numbers, image->path);
    if (listed)
        return *listed;
    uint32_t *number = ARENA_NEW(writer->arena, uint32_t);
    *number = (uint32_t)writer->images.count;
    map_put(&writer->image_numbers, image->path, number);
    vector_push(&writer->images, (struct packed_image){.image = image});
    return *number;
}

static void list_image(struct pdf_writer *writer, const struct item *item)
{
    uint32_t number = pdf_list_image(writer, item->image.image);
    struct packed_image *packed = &writer->images.items[number];
    if (item->image.rect.width > packed->width)
        packed->width = item->image.rect.width;
    if (item->image.rect.height > packed->height)
        packed->height = item->image.rect.height;
}

void pdf_list_images(struct pdf_writer *writer)
{
    for (size_t p = 0; p < writer->pages->page_count; p++) {
        const struct page *page = &writer->pages->pages[p];
        for (size_t i = 0; i < page->item_count; i++)
            if (page->items[i].kind == ITEM_IMAGE)
                list_image(writer, &page->items[i]);
    }
}

uint32_t pdf_find_image(const struct pdf_writer *writer, const struct image *image)
{
    return *(const uint32_t *)map_find(&writer->image_numbers, image->path);
}

/* ── Packing ─────────────────────────────────────────────────────────────────────────────────── */

void pdf_pack_listed(const struct pdf_writer *writer, size_t number, struct pdf_deflater *deflater)
{
    struct packed_image *packed = &writer->images.items[number];
    struct packed_image *ahead = pdf_packer_find(writer->options.packer, packed->image);
    if (!ahead)
        pdf_pack_image(packed, deflater);
    else if (pdf_packer_claim(ahead))
        pdf_pack_image(ahead, deflater);
}

void pdf_collect_packed(struct pdf_writer *writer)
{
    pdf_packer_wait(writer->options.packer);
    for (size_t i = 0; i < writer->images.count; i++) {
        struct packed_image *packed = &writer->images.items[i];
        const struct packed_image *ahead = pdf_packer_find(writer->options.packer, packed->image);
        if (!ahead)
            continue;
        packed->raster = ahead->raster;
        packed->samples = ahead->samples;
        packed->mask = ahead->mask;
        packed->is_whole = ahead->is_whole;
        packed->is_borrowed = true;
    }
}

void pdf_drop_images(struct pdf_writer *writer)
{
    for (size_t i = 0; i < writer->images.count; i++) {
        if (writer->images.items[i].is_borrowed)
            continue;
        buffer_drop(&writer->images.items[i].samples);
        buffer_drop(&writer->images.items[i].mask);
    }
    vector_drop(&writer->images);
    vector_drop(&writer->profiles);
    map_drop(&writer->image_numbers);
}

/* ── Adding ──────────────────────────────────────────────────────────────────────────────────── */

static void put_size(struct buffer *entries, uint32_t width, uint32_t height, int bits)
{
    buffer_printf(entries, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %d",
                  width, height, bits);
}

/* The object of an image's profile; 0 when it has none. */
static uint32_t find_profile(struct pdf_writer *writer, const struct image *image)
{
    for (size_t i = 0; i < writer->profiles.count; i++) {
        const struct embedded_profile *known = &writer->profiles.items[i];
        if (known->length == image->profile_length &&
            memcmp(known->bytes, image->profile, known->length) == 0)
            return known->object;
    }
    return 0;
}

static const char *device_space(uint32_t components)
{
    return components == 1 ? "/DeviceGray" : components == 4 ? "/DeviceCMYK" : "/DeviceRGB";
}

static uint32_t add_profile(struct pdf_writer *writer, const struct image *image,
                            uint32_t components)
{
    if (!image->profile)
        return 0;
    uint32_t object = find_profile(writer, image);
    if (object)
        return object;
    buffer_clear(&writer->scratch);
    buffer_printf(&writer->scratch, "/N %u/Alternate%s", components, device_space(components));
    object = pdf_add_deflated(writer, &writer->scratch, image->profile, image->profile_length);
    vector_push(&writer->profiles,
                (struct embedded_profile){image->profile, image->profile_length, object});
    return object;
}

/* `profile` is the profile's object, or 0. */
static void put_color_space(struct buffer *entries, uint32_t components, uint32_t profile)
{
    if (profile)
        buffer_printf(entries, "[/ICCBased %u 0 R]", profile);
    else
        buffer_put_string(entries, device_space(components));
}

static uint32_t add_jpeg(struct pdf_writer *writer, const struct image *image)
{
    struct buffer *entries = &writer->scratch;
    bool is_turned = image_is_turned(image);
    uint32_t profile = add_profile(writer, image, image->components);
    buffer_clear(entries);
    put_size(entries, is_turned ? image->height : image->width,
             is_turned ? image->width : image->height, 8);
    buffer_put_string(entries, "/Filter/DCTDecode/ColorSpace");
    put_color_space(entries, image->components, profile);
    if (image->inverted)
        buffer_put_string(entries, "/Decode[1 0 1 0 1 0 1 0]");
    return pdf_stream_add(writer->file, entries, image->bytes, image->length);
}

static void put_palette(struct buffer *entries, const struct png *png, uint32_t profile)
{
    buffer_put_string(entries, "[/Indexed");
    put_color_space(entries, 3, profile);
    buffer_printf(entries, " %zu ", png->palette_length / 3 - 1);
    pdf_put_bytes(entries, png->palette, png->palette_length / 3 * 3);
    buffer_put_char(entries, ']');
}

static uint32_t add_png_rows(struct pdf_writer *writer, const struct packed_image *packed)
{
    struct buffer *entries = &writer->scratch;
    struct png png;
    pdf_png_read(packed->image->bytes, packed->image->length, &png);
    int colors = png.color_type == PNG_RGB ? 3 : 1;
    uint32_t profile = add_profile(writer, packed->image, png.color_type == PNG_GREY ? 1 : 3);
    buffer_clear(entries);
    put_size(entries, png.width, png.height, png.bit_depth);
    buffer_put_string(entries, "/ColorSpace");
    if (png.color_type == PNG_PALETTE)
        put_palette(entries, &png, profile);
    else
        put_color_space(entries, (uint32_t)colors, profile);
    buffer_printf(entries,
                  "/Filter/FlateDecode/DecodeParms"
                  "<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %u>>",
                  colors, png.bit_depth, png.width);
    return pdf_stream_add(writer->file, entries, packed->samples.data, packed->samples.length);
}

static uint32_t add_mask(struct pdf_writer *writer, const struct packed_image *packed)
{
    struct buffer *entries = &writer->scratch;
    if (packed->mask.length == 0)
        return 0;
    buffer_clear(entries);
    put_size(entries, packed->raster.width, packed->raster.height, 8);
    buffer_put_string(entries, "/ColorSpace/DeviceGray/Filter/FlateDecode");
    return pdf_stream_add(writer->file, entries, packed->mask.data, packed->mask.length);
}

static uint32_t add_rows(struct pdf_writer *writer, const struct packed_image *packed)
{
    struct buffer *entries = &writer->scratch;
    uint32_t mask = add_mask(writer, packed);
    uint32_t profile = add_profile(writer, packed->image, packed->raster.channels);
    buffer_clear(entries);
    put_size(entries, packed->raster.width, packed->raster.height, 8);
    buffer_put_string(entries, "/ColorSpace");
    put_color_space(entries, packed->raster.channels, profile);
    if (mask)
        buffer_printf(entries, "/SMask %u 0 R", mask);
    buffer_put_string(entries, "/Filter/FlateDecode");
    return pdf_stream_add(writer->file, entries, packed->samples.data, packed->samples.length);
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
    uint32_t object = 0;
    if (packed->image->format == IMAGE_JPEG && !image_has_unknown_inks(packed->image))
        object = add_jpeg(writer, packed->image);
    else if (packed->samples.length > 0 && packed->image->format == IMAGE_SVG)
        object = pdf_add_drawing(writer, packed);
    else if (packed->samples.length > 0)
        object = packed->is_whole ? add_png_rows(writer, packed) : add_rows(writer, packed);
    return object ? object : add_blank(writer, packed->image);
}

void pdf_add_images(struct pdf_writer *writer)
{
    for (size_t i = 0; i < writer->images.count; i++)
        writer->images.items[i].object = add_image(writer, &writer->images.items[i]);
}
