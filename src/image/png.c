/* Enters: the bytes of a PNG file. Leaves: its size and soundness, or its pixels.
 * libpng reports errors by longjmp(); everything that must be freed then hangs on a struct that is
 * made before setjmp(), so nothing leaks. To check a file, all its rows are decoded into one row
 * buffer. To decode it, palettes, few bits and tRNS are expanded, 16 bits scaled to 8, and alpha is
 * parted from colour, as PDF wants it. Ancillary chunks but the density are ignored. */
#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "image/format.h"

enum { DEFLATE_MAX_RATIO = 1032 };

struct png_reader {
    png_structp png;
    png_infop info;
    const unsigned char *cursor, *end;
    char message[128];
    png_bytep rows;      /* memory for rows, freed at the end */
    png_bytepp row_list; /* likewise */
};

static _Noreturn void fail(png_structp png, png_const_charp message)
{
    struct png_reader *reader = png_get_error_ptr(png);
    strncpy(reader->message, message, sizeof reader->message - 1);
    png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void read_bytes(png_structp png, png_bytep bytes, size_t length)
{
    struct png_reader *reader = png_get_io_ptr(png);
    if ((size_t)(reader->end - reader->cursor) < length)
        png_error(png, "it ends too early");
    memcpy(bytes, reader->cursor, length);
    reader->cursor += length;
}

static const png_byte ignored_chunks[] = "iCCP";

static bool open_reader(struct png_reader *reader, const struct image *image)
{
    *reader = (struct png_reader){.cursor = image->bytes, .end = image->bytes + image->length};
    reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, fail, ignore_warning);
    if (!reader->png)
        return false;
    reader->info = png_create_info_struct(reader->png);
    return reader->info != NULL;
}

static void close_reader(struct png_reader *reader)
{
    png_destroy_read_struct(&reader->png, &reader->info, NULL);
    free(reader->rows);
    free(reader->row_list);
}

/* Reads all chunks before the pixels. */
static void read_header(struct png_reader *reader)
{
    png_structp png = reader->png;
    png_set_read_fn(png, reader, read_bytes);
    png_set_user_limits(png, 0x7FFFFFFF, 0x7FFFFFFF);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, ignored_chunks, 1);
    png_read_info(png, reader->info);
}

/* A few bytes cannot hold millions of pixels: refused before memory is taken for them. */
static void check_plausible(const struct png_reader *reader, size_t length)
{
    size_t row = png_get_rowbytes(reader->png, reader->info);
    uint64_t raw = (uint64_t)row * png_get_image_height(reader->png, reader->info);
    if (raw / DEFLATE_MAX_RATIO > length)
        png_error(reader->png, "it ends too early");
}

/* ── Checking ────────────────────────────────────────────────────────────────────────────────── */

static void read_density(const struct png_reader *reader, struct image *image)
{
    png_uint_32 per_metre = png_get_x_pixels_per_meter(reader->png, reader->info);
    image->dots_per_inch = image_credible_density(per_metre * 0.0254);
}

static void discard_rows(struct png_reader *reader)
{
    int passes = png_set_interlace_handling(reader->png);
    png_read_update_info(reader->png, reader->info);
    size_t row_size = png_get_rowbytes(reader->png, reader->info);
    png_uint_32 height = png_get_image_height(reader->png, reader->info);
    reader->rows = memory_resize(NULL, row_size, 1);
    memset(reader->rows, 0, row_size);
    for (int pass = 0; pass < passes; pass++)
        for (png_uint_32 y = 0; y < height; y++)
            png_read_row(reader->png, reader->rows, NULL);
    png_read_end(reader->png, NULL);
}

/* Everything that may longjmp(); false with *reason, or by way of fail(). */
static bool check_file(struct png_reader *reader, struct image *image, struct arena *arena,
                       const char **reason)
{
    if (setjmp(png_jmpbuf(reader->png))) {
        *reason = arena_printf(arena, "broken PNG: %s", reader->message);
        return false;
    }
    read_header(reader);
    image->width = png_get_image_width(reader->png, reader->info);
    image->height = png_get_image_height(reader->png, reader->info);
    if (!image_check_size(arena, image->width, image->height, reason))
        return false;
    check_plausible(reader, image->length);
    read_density(reader, image);
    discard_rows(reader);
    return true;
}

bool png_check(struct image *image, struct arena *arena, const char **reason)
{
    struct png_reader reader;
    *reason = "libpng cannot be started";
    bool sound = open_reader(&reader, image) && check_file(&reader, image, arena, reason);
    close_reader(&reader);
    return sound;
}

/* ── Decoding ────────────────────────────────────────────────────────────────────────────────── */

static void set_transforms(struct png_reader *reader)
{
    png_set_expand(reader->png);
    png_set_scale_16(reader->png);
    png_set_interlace_handling(reader->png);
    png_read_update_info(reader->png, reader->info);
}

/* Decodes into one block of rows, row_size bytes each. */
static void read_rows(struct png_reader *reader, png_bytep rows, size_t row_size, uint32_t height)
{
    reader->row_list = memory_resize(NULL, height, sizeof *reader->row_list);
    for (uint32_t y = 0; y < height; y++)
        reader->row_list[y] = rows + y * row_size;
    png_read_image(reader->png, reader->row_list);
}

/* Parts the alpha, the last channel of each pixel, from the colour. */
static void split_alpha(const unsigned char *source, struct pixels *pixels)
{
    size_t count = (size_t)pixels->width * pixels->height;
    size_t channels = (size_t)pixels->channels;
    unsigned char all = 0xFF;
    for (size_t i = 0; i < count; i++, source += channels + 1) {
        memcpy(pixels->color + i * channels, source, channels);
        pixels->alpha[i] = source[channels];
        all &= source[channels];
    }
    if (all == 0xFF)
        pixels->alpha = NULL;
}

static void read_pixels(struct png_reader *reader, struct arena *arena, struct pixels *pixels)
{
    int channels = png_get_channels(reader->png, reader->info);
    bool has_alpha = channels == 2 || channels == 4;
    size_t row_size = png_get_rowbytes(reader->png, reader->info);
    pixels->channels = channels - (has_alpha ? 1 : 0);
    size_t count = (size_t)pixels->width * pixels->height;
    pixels->color = arena_alloc_array(arena, count, (size_t)pixels->channels);
    if (!has_alpha) {
        read_rows(reader, pixels->color, row_size, pixels->height);
        return;
    }
    pixels->alpha = arena_alloc(arena, count);
    reader->rows = memory_resize(NULL, pixels->height, row_size);
    read_rows(reader, reader->rows, row_size, pixels->height);
    split_alpha(reader->rows, pixels);
}

static bool decode_file(struct png_reader *reader, const struct image *image, struct arena *arena,
                        struct pixels *pixels)
{
    if (setjmp(png_jmpbuf(reader->png)))
        return false;
    read_header(reader);
    *pixels = (struct pixels){.width = png_get_image_width(reader->png, reader->info),
                              .height = png_get_image_height(reader->png, reader->info)};
    const char *reason;
    if (!image_check_size(arena, pixels->width, pixels->height, &reason))
        return false;
    check_plausible(reader, image->length);
    set_transforms(reader);
    read_pixels(reader, arena, pixels);
    return true;
}

bool image_decode(const struct image *image, struct arena *arena, struct pixels *pixels)
{
    struct png_reader reader;
    if (image->format != IMAGE_PNG)
        return false;
    bool decoded = open_reader(&reader, image) && decode_file(&reader, image, arena, pixels);
    close_reader(&reader);
    return decoded;
}
