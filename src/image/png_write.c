/* Enters: pixels that are shades between two colours. Leaves: a PNG of four bits a pixel: sixteen
 * shades smooth the edges of letters, and half a byte a pixel is quick to compress. The rows are at
 * hand as a whole, so libdeflate compresses them, in half of the time that zlib takes;
 * libpng writes the chunks (PNG specification, 5: IHDR, PLTE, IDAT, IEND). */
#include <libdeflate.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "image/image.h"

enum { SHADE_BITS = 4, DEFLATE_LEVEL = 1, HEADER_SIZE = 13 };

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

static void write_chunk(png_structp png, const char *name, const void *bytes, size_t length)
{
    png_write_chunk(png, (png_const_bytep)name, bytes, length);
}

static void write_header(png_structp png, uint32_t width, uint32_t height)
{
    png_byte header[HEADER_SIZE] = {0}; /* no interlacing, the one compression, the one filter */
    png_save_uint_32(header, width);
    png_save_uint_32(header + 4, height);
    header[8] = SHADE_BITS;
    header[9] = PNG_COLOR_TYPE_PALETTE;
    png_write_sig(png);
    write_chunk(png, "IHDR", header, sizeof header);
}

static void write_palette(png_structp png, const uint32_t ramp[IMAGE_RAMP])
{
    png_byte palette[IMAGE_RAMP * 3];
    for (int i = 0; i < IMAGE_RAMP; i++) {
        palette[3 * i] = (png_byte)(ramp[i] >> 16);
        palette[3 * i + 1] = (png_byte)(ramp[i] >> 8);
        palette[3 * i + 2] = (png_byte)ramp[i];
    }
    write_chunk(png, "PLTE", palette, sizeof palette);
}

/* Each row behind the number of its filter: none. */
static unsigned char *put_filters(const unsigned char *rows, size_t row, uint32_t height)
{
    unsigned char *filtered = memory_resize(NULL, height, row + 1);
    for (uint32_t y = 0; y < height; y++) {
        filtered[y * (row + 1)] = 0;
        memcpy(filtered + y * (row + 1) + 1, rows + y * row, row);
    }
    return filtered;
}

/* The rows as a zlib stream, for free(); NULL for want of memory. */
static unsigned char *compress_rows(const unsigned char *rows, size_t row, uint32_t height,
                                    size_t *length)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
    if (!compressor)
        return NULL;
    size_t all = (row + 1) * height, bound = libdeflate_zlib_compress_bound(compressor, all);
    unsigned char *filtered = put_filters(rows, row, height);
    unsigned char *pixels = memory_resize(NULL, bound, 1);
    *length = libdeflate_zlib_compress(compressor, filtered, all, pixels, bound);
    libdeflate_free_compressor(compressor);
    free(filtered);
    return pixels;
}

/* What stands in the file. */
struct picture {
    uint32_t width, height;
    const uint32_t *ramp;
    unsigned char *pixels;
    size_t length;
};

/* libpng leaves by longjmp() when it fails. */
static bool write_picture(png_structp png, struct buffer *out, const struct picture *picture)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_write_fn(png, out, write_bytes, flush_nothing);
    write_header(png, picture->width, picture->height);
    write_palette(png, picture->ramp);
    write_chunk(png, "IDAT", picture->pixels, picture->length);
    write_chunk(png, "IEND", NULL, 0);
    return true;
}

bool image_put_png(struct buffer *out, const unsigned char *rows, uint32_t width, uint32_t height,
                   const uint32_t ramp[IMAGE_RAMP])
{
    struct picture picture = {.width = width, .height = height, .ramp = ramp};
    picture.pixels = compress_rows(rows, width / 2, height, &picture.length);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, fail, ignore_warning);
    bool written = png && picture.length > 0 && write_picture(png, out, &picture);
    png_destroy_write_struct(&png, NULL);
    free(picture.pixels);
    return written;
}
