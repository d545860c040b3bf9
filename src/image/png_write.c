/* Enters: pixels that are shades between two colours. Leaves: a PNG of four bits a pixel: sixteen
 * shades smooth the edges of letters. Most rows are like the one above, so that filtered by it
 * (PNG specification, 9.2: Up) they are runs of zeros: looking for runs alone packs them as well as
 * looking for all that repeats, in a fifth of the time. */
#include <png.h>
#include <zlib.h>

#include "image/image.h"

enum { SHADE_BITS = 4, DEFLATE_LEVEL = 1 };

static void write_bytes(png_structp png, png_bytep bytes, size_t length)
{
    buffer_put(png_get_io_ptr(png), bytes, length);
}

static void flush_nothing(png_structp png)
{
    (void)png;
}

static _Noreturn void fail(png_structp png, png_const_charp message)
{
    (void)message;
    png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message)
{
    (void)png, (void)message;
}

static void set_compression(png_structp png)
{
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
    png_set_compression_level(png, DEFLATE_LEVEL);
    png_set_compression_strategy(png, Z_RLE);
}

static void set_palette(png_structp png, png_infop info, const uint32_t ramp[IMAGE_RAMP])
{
    png_color palette[IMAGE_RAMP];
    for (int i = 0; i < IMAGE_RAMP; i++)
        palette[i] =
            (png_color){(png_byte)(ramp[i] >> 16), (png_byte)(ramp[i] >> 8), (png_byte)ramp[i]};
    png_set_PLTE(png, info, palette, IMAGE_RAMP);
}

/* libpng leaves by longjmp() when it fails. */
static bool write_picture(png_structp png, png_infop info, const unsigned char *rows,
                          uint32_t width, uint32_t height)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_IHDR(png, info, width, height, SHADE_BITS, PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    for (uint32_t y = 0; y < height; y++)
        png_write_row(png, rows + (size_t)y * (width / 2));
    png_write_end(png, NULL);
    return true;
}

bool image_put_png(struct buffer *out, const unsigned char *rows, uint32_t width, uint32_t height,
                   const uint32_t ramp[IMAGE_RAMP])
{
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, fail, ignore_warning);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    bool written = false;
    if (info) {
        png_set_write_fn(png, out, write_bytes, flush_nothing);
        set_compression(png);
        set_palette(png, info, ramp);
        written = write_picture(png, info, rows, width, height);
    }
    png_destroy_write_struct(&png, &info);
    return written;
}
