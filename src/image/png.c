/* Enters: the bytes of a PNG file. Leaves: its size and whether its chunks are whole; or its rows.
 * libpng reports errors by longjmp(); everything that must be freed then hangs on a struct that is
 * made before setjmp(), so nothing leaks. The checksums of all chunks tell a damaged or cut file
 * without decoding it. Rows are decoded one by one, palettes, few bits and tRNS expanded, 16 bits
 * scaled to 8; only an interlaced picture is held in memory, as its last pass fills in its first
 * rows. */
#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "image/format.h"

enum {
    DEFLATE_MAX_RATIO = 1032,
    SIGNATURE = 8,
    CHUNK_FRAME = 12, /* length, type, checksum */
    MOST_CHUNK_MEMORY = 8 << 20
};

struct png_reader {
    png_structp png;
    png_infop info;
    const unsigned char *cursor, *end;
    char message[128];
    png_bytep rows;      /* memory for rows, freed at the end */
    png_bytepp row_list; /* likewise */
    struct splitter splitter;
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
    splitter_drop(&reader->splitter);
}

/* Reads all chunks before the pixels. */
static void read_header(struct png_reader *reader)
{
    png_structp png = reader->png;
    png_set_read_fn(png, reader, read_bytes);
    png_set_user_limits(png, 0x7FFFFFFF, 0x7FFFFFFF);
    png_set_chunk_malloc_max(png, MOST_CHUNK_MEMORY);
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

static void take_profile(struct png_reader *reader, struct image *image, struct arena *arena)
{
    png_charp name;
    png_bytep profile;
    png_uint_32 length;
    int method;
    bool is_grey = !(png_get_color_type(reader->png, reader->info) & PNG_COLOR_MASK_COLOR);
    if (png_get_iCCP(reader->png, reader->info, &name, &method, &profile, &length))
        image_take_profile(image, arena, profile, length, is_grey ? 1 : 3);
}

static void take_exif(struct png_reader *reader, struct image *image)
{
    png_uint_32 length;
    png_bytep bytes;
    if (png_get_eXIf_1(reader->png, reader->info, &length, &bytes))
        image_take_exif(image, bytes, length);
}

static uint32_t read_number(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Sees that all chunks up to the end mark are as they were written; one of them tells that the
 * picture moves. */
static void check_chunks(const struct png_reader *reader, struct image *image)
{
    const unsigned char *chunk = reader->cursor + SIGNATURE;
    for (bool is_last = false; !is_last;) {
        size_t left = (size_t)(reader->end - chunk);
        size_t length = left < CHUNK_FRAME ? 0 : read_number(chunk);
        if (left < CHUNK_FRAME || length > left - CHUNK_FRAME)
            png_error(reader->png, "it ends too early");
        if (crc32(0, chunk + 4, (uInt)(4 + length)) != read_number(chunk + 8 + length))
            png_error(reader->png, "a checksum is wrong");
        is_last = memcmp(chunk + 4, "IEND", 4) == 0;
        image->is_animated = image->is_animated || memcmp(chunk + 4, "acTL", 4) == 0;
        chunk += CHUNK_FRAME + length;
    }
}

/* Everything that may longjmp(); false with *reason, or by way of fail(). */
static bool check_file(struct png_reader *reader, struct image *image, struct arena *arena,
                       const char **reason)
{
    if (setjmp(png_jmpbuf(reader->png))) {
        *reason = arena_printf(arena, "broken PNG: %s", reader->message);
        return false;
    }
    check_chunks(reader, image);
    read_header(reader);
    image->width = png_get_image_width(reader->png, reader->info);
    image->height = png_get_image_height(reader->png, reader->info);
    if (!image_check_size(arena, image->width, image->height, reason))
        return false;
    if (png_get_interlace_type(reader->png, reader->info) != PNG_INTERLACE_NONE &&
        !image_check_whole_size(arena, image->width, image->height, reason))
        return false;
    check_plausible(reader, image->length);
    read_density(reader, image);
    take_profile(reader, image, arena);
    take_exif(reader, image);
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

static struct raster find_raster(const struct png_reader *reader)
{
    uint32_t channels = png_get_channels(reader->png, reader->info);
    bool has_alpha = channels == 2 || channels == 4;
    return (struct raster){.width = png_get_image_width(reader->png, reader->info),
                           .height = png_get_image_height(reader->png, reader->info),
                           .channels = channels - (has_alpha ? 1 : 0),
                           .has_alpha = has_alpha};
}

static void put_rows(struct png_reader *reader, uint32_t height, size_t row_size)
{
    reader->rows = memory_resize(NULL, row_size, 1);
    for (uint32_t y = 0; y < height; y++) {
        png_read_row(reader->png, reader->rows, NULL);
        splitter_put(&reader->splitter, reader->rows);
    }
}

static void put_interlaced(struct png_reader *reader, uint32_t height, size_t row_size)
{
    reader->rows = memory_resize(NULL, height, row_size);
    reader->row_list = memory_resize(NULL, height, sizeof *reader->row_list);
    for (uint32_t y = 0; y < height; y++)
        reader->row_list[y] = reader->rows + y * row_size;
    png_read_image(reader->png, reader->row_list);
    for (uint32_t y = 0; y < height; y++)
        splitter_put(&reader->splitter, reader->row_list[y]);
}

static bool decode_file(struct png_reader *reader, const struct image *image,
                        const struct image_rows *rows)
{
    if (setjmp(png_jmpbuf(reader->png)))
        return false;
    read_header(reader);
    check_plausible(reader, image->length);
    set_transforms(reader);
    struct raster raster = find_raster(reader);
    size_t row_size = png_get_rowbytes(reader->png, reader->info);
    splitter_begin(&reader->splitter, rows, &raster);
    if (png_get_interlace_type(reader->png, reader->info) == PNG_INTERLACE_NONE)
        put_rows(reader, raster.height, row_size);
    else
        put_interlaced(reader, raster.height, row_size);
    png_read_end(reader->png, NULL);
    return true;
}

bool png_decode(const struct image *image, const struct image_rows *rows)
{
    struct png_reader reader;
    bool decoded = open_reader(&reader, image) && decode_file(&reader, image, rows);
    close_reader(&reader);
    return decoded;
}
