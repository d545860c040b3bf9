/* Enters: an image. Leaves: its streams, compressed. A PNG's rows go in as they are when PDF can
 * read them; other pixels are decoded and packed anew row by row, so that no picture need be in
 * memory as a whole: colour and transparency into one stream each. An SVG becomes a small PDF file
 * of its own. */
#include <stdlib.h>
#include <string.h>

#include "pdf/deflate.h"
#include "pdf/image.h"
#include "pdf/png.h"

/* For shadows and the like, which a drawing may hold; the rest of it has no resolution. */
enum { DOTS_PER_INCH = 300 };

/* ── Packing rows ────────────────────────────────────────────────────────────────────────────── */

/* An image whose rows arrive. Most pictures that could be transparent are not: a mask is begun with
 * the first row that needs one. */
struct packer {
    struct packed_image *packed;
    struct pdf_deflater *color, *alpha; /* alpha: NULL as long as all is opaque */
    uint32_t rows;                      /* so far */
};

static void begin_rows(void *context, const struct raster *raster)
{
    struct packer *packer = context;
    packer->packed->raster = *raster;
    pdf_deflate_begin(packer->color);
}

static bool is_opaque(const unsigned char *alpha, size_t width)
{
    unsigned char all = 0xFF;
    for (size_t x = 0; x < width; x++)
        all &= alpha[x];
    return all == 0xFF;
}

/* Makes up for the opaque rows that went before. */
static void begin_mask(struct packer *packer, size_t width)
{
    unsigned char *opaque = memory_resize(NULL, width, 1);
    memset(opaque, 0xFF, width);
    packer->alpha = pdf_deflater_new();
    pdf_deflate_begin(packer->alpha);
    for (uint32_t y = 0; y < packer->rows; y++)
        pdf_deflate_put(packer->alpha, opaque, width, &packer->packed->mask);
    free(opaque);
}

static void put_row(void *context, const unsigned char *color, const unsigned char *alpha)
{
    struct packer *packer = context;
    struct packed_image *packed = packer->packed;
    size_t width = packed->raster.width;
    pdf_deflate_put(packer->color, color, width * packed->raster.channels, &packed->samples);
    if (alpha && !packer->alpha && !is_opaque(alpha, width))
        begin_mask(packer, width);
    if (packer->alpha)
        pdf_deflate_put(packer->alpha, alpha, width, &packed->mask);
    packer->rows++;
}

/* Without rows when the file is broken after all. */
static void finish_rows(struct packer *packer, bool is_decoded)
{
    struct packed_image *packed = packer->packed;
    if (packer->rows)
        pdf_deflate_end(packer->color, &packed->samples);
    if (packer->alpha) {
        pdf_deflate_end(packer->alpha, &packed->mask);
        pdf_deflater_drop(packer->alpha);
    }
    if (!is_decoded) {
        buffer_drop(&packed->samples);
        buffer_drop(&packed->mask);
    }
}

static void pack_rows(struct packed_image *packed, struct pdf_deflater *deflater)
{
    struct packer packer = {.packed = packed, .color = deflater};
    struct image_rows rows = {begin_rows, put_row, &packer};
    finish_rows(&packer, image_decode(packed->image, &rows));
}

/* ── Drawing ─────────────────────────────────────────────────────────────────────────────────── */

static uint32_t count_dots(dimen length)
{
    double dots = length / (72.0 * POINT) * DOTS_PER_INCH;
    return dots > 1 ? (uint32_t)dots : 1;
}

static void pack_drawing(struct packed_image *packed)
{
    packed->raster.width = count_dots(packed->width);
    packed->raster.height = count_dots(packed->height);
    if (!image_draw(packed->image, packed->raster.width, packed->raster.height, &packed->samples))
        buffer_drop(&packed->samples);
}

/* ── Packing a PNG's own rows ────────────────────────────────────────────────────────────────── */

static void begin_nothing(void *context, const struct raster *raster)
{
    (void)context;
    (void)raster;
}

static void put_nothing(void *context, const unsigned char *color, const unsigned char *alpha)
{
    (void)context;
    (void)color;
    (void)alpha;
}

/* The rows of a large file were not decoded yet: the PDF must not carry broken ones. */
static void copy_rows(struct packed_image *packed)
{
    static const struct image_rows nowhere = {begin_nothing, put_nothing, NULL};
    const struct image *image = packed->image;
    if (image->is_proved || image_decode(image, &nowhere))
        pdf_png_put_rows(image->bytes, image->length, &packed->samples);
}

static bool has_fitting_rows(const struct image *image)
{
    struct png png;
    return pdf_png_read(image->bytes, image->length, &png) && pdf_png_fits(&png);
}

void pdf_pack_image(struct packed_image *packed, struct pdf_deflater *deflater)
{
    enum image_format format = packed->image->format;
    packed->is_whole = format == IMAGE_PNG && has_fitting_rows(packed->image);
    if (packed->is_whole)
        copy_rows(packed);
    else if (format == IMAGE_SVG)
        pack_drawing(packed);
    else if (format != IMAGE_JPEG || image_has_unknown_inks(packed->image))
        pack_rows(packed, deflater);
}
