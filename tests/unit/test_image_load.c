/* image/: formats told by content, sound files accepted, broken ones refused at any length. */
#include "test_image_fixture.h"

#include <jpeglib.h>
#include <png.h>
#include <zlib.h>

enum { WIDTH = 13, HEIGHT = 11 };

static void put_bytes(png_structp png, png_bytep bytes, size_t length)
{
    buffer_put(png_get_io_ptr(png), bytes, length);
}

/* A PNG whose samples count up from 0. */
static struct buffer make_png(int color_type, int depth, int interlace)
{
    struct buffer bytes = {0};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_color palette[4] = {{0, 0, 0}, {255, 0, 0}, {0, 255, 0}, {0, 0, 255}};
    png_byte transparent[1] = {0};
    png_set_write_fn(png, &bytes, put_bytes, NULL);
    png_set_IHDR(png, info, WIDTH, HEIGHT, depth, color_type, interlace, 0, 0);
    png_set_pHYs(png, info, 11811, 11811, PNG_RESOLUTION_METER);
    if (color_type == PNG_COLOR_TYPE_PALETTE) {
        png_set_PLTE(png, info, palette, 4);
        png_set_tRNS(png, info, transparent, 1, NULL);
    }
    png_write_info(png, info);
    size_t size = png_get_rowbytes(png, info);
    png_bytep rows[HEIGHT];
    for (size_t y = 0; y < HEIGHT; y++) {
        rows[y] = malloc(size);
        for (size_t i = 0; i < size; i++)
            rows[y][i] = (png_byte)(y * size + i);
    }
    png_write_image(png, rows);
    png_write_end(png, NULL);
    for (size_t y = 0; y < HEIGHT; y++)
        free(rows[y]);
    png_destroy_write_struct(&png, &info);
    return bytes;
}

static unsigned char *make_jpeg(unsigned long *length, bool progressive)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL, row[3 * 40];
    JSAMPROW rows[] = {row};
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, length);
    jpeg.image_width = 40;
    jpeg.image_height = 30;
    jpeg.input_components = 3;
    jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg.density_unit = 1;
    jpeg.X_density = jpeg.Y_density = 300;
    if (progressive)
        jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    for (unsigned y = 0; y < 30; y++) {
        for (unsigned i = 0; i < sizeof row; i++)
            row[i] = (unsigned char)(y * i * 7);
        jpeg_write_scanlines(&jpeg, rows, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    return bytes;
}

static void decodes_every_kind_of_png(void **state)
{
    (void)state;
    static const struct {
        int color_type, depth, channels;
        bool alpha;
    } kinds[] = {
        {PNG_COLOR_TYPE_GRAY, 1, 1, false},      {PNG_COLOR_TYPE_GRAY, 16, 1, false},
        {PNG_COLOR_TYPE_GRAY_ALPHA, 8, 1, true}, {PNG_COLOR_TYPE_PALETTE, 2, 3, true},
        {PNG_COLOR_TYPE_RGB, 8, 3, false},       {PNG_COLOR_TYPE_RGB_ALPHA, 16, 3, true},
    };
    for (size_t i = 0; i < 2 * sizeof kinds / sizeof *kinds; i++) {
        size_t kind = i / 2;
        struct buffer png = make_png(kinds[kind].color_type, kinds[kind].depth, (int)(i % 2));
        const char *reason;
        const struct image *image = load(png.data, png.length, &reason);
        assert_non_null(image);
        assert_int_equal(image->format, IMAGE_PNG);
        assert_int_equal(image->width, WIDTH);
        assert_int_equal(image->height, HEIGHT);
        assert_true(image->dots_per_inch > 299.9 && image->dots_per_inch < 300.1);
        struct pixels pixels;
        assert_true(decode(image, &pixels));
        assert_int_equal(pixels.raster.width, WIDTH);
        assert_int_equal(pixels.raster.channels, kinds[kind].channels);
        assert_int_equal(pixels.raster.has_alpha, kinds[kind].alpha);
        drop_pixels(&pixels);
        buffer_drop(&png);
    }
}

static void parts_colour_from_alpha(void **state)
{
    (void)state;
    struct buffer png = make_png(PNG_COLOR_TYPE_RGB_ALPHA, 8, 1);
    const char *reason;
    struct pixels pixels;
    assert_true(decode(load(png.data, png.length, &reason), &pixels));
    assert_int_equal(pixel_at(&pixels, 1, 0), 0x04050607);
    assert_int_equal(pixels.color.data[3 * WIDTH], 4 * WIDTH);
    drop_pixels(&pixels);
    buffer_drop(&png);
}

static void refuses_a_file_cut_at_any_length(void **state)
{
    (void)state;
    const char *reason;
    for (int interlace = 0; interlace < 2; interlace++) {
        struct buffer png = make_png(PNG_COLOR_TYPE_RGB, 8, interlace);
        for (size_t length = 0; length < png.length; length++)
            assert_null(load(png.data, length, &reason));
        buffer_drop(&png);
        unsigned long size = 0;
        unsigned char *jpeg = make_jpeg(&size, interlace);
        for (size_t length = 0; length + 2 < size; length++)
            assert_null(load(jpeg, length, &reason));
        free(jpeg);
        arena_reset(arena);
    }
}

static void survives_changed_bytes(void **state)
{
    (void)state;
    unsigned long size = 0;
    const char *reason;
    unsigned char *jpeg = make_jpeg(&size, true);
    struct buffer png = make_png(PNG_COLOR_TYPE_PALETTE, 2, 1);
    for (size_t i = 0; i < size; i++) {
        jpeg[i] ^= 0x55;
        load(jpeg, size, &reason);
        jpeg[i] ^= 0x55;
    }
    for (size_t i = 0; i < png.length; i++) {
        png.data[i] ^= 0x55;
        const struct image *image = load(png.data, png.length, &reason);
        struct pixels pixels;
        if (image && image->format == IMAGE_PNG) {
            assert_true(decode(image, &pixels));
            drop_pixels(&pixels);
        }
        png.data[i] ^= 0x55;
    }
    free(jpeg);
    buffer_drop(&png);
}

static void reads_a_jpeg(void **state)
{
    (void)state;
    unsigned long size = 0;
    const char *reason;
    unsigned char *jpeg = make_jpeg(&size, false);
    const struct image *image = load(jpeg, size, &reason);
    assert_non_null(image);
    assert_int_equal(image->format, IMAGE_JPEG);
    assert_int_equal(image->width, 40);
    assert_int_equal(image->height, 30);
    assert_int_equal(image->components, 3);
    assert_true(image->dots_per_inch == 300);
    free(jpeg);
}

static void refuses_a_bomb(void **state)
{
    (void)state;
    struct buffer png = make_png(PNG_COLOR_TYPE_GRAY, 8, 0);
    const char *reason;
    static const unsigned char huge[] = {0, 1, 0, 0, 0, 1, 0, 0}; /* 65,536 by 65,536 */
    memcpy(png.data + 16, huge, sizeof huge);
    uint32_t crc = (uint32_t)crc32(0, (unsigned char *)png.data + 12, 17);
    for (int i = 0; i < 4; i++)
        png.data[29 + i] = (char)(crc >> (24 - 8 * i));
    assert_null(load(png.data, png.length, &reason));
    assert_non_null(strstr(reason, "too many"));
    buffer_drop(&png);
}

static void put_chunk(struct buffer *file, const char *type, const void *data, size_t length)
{
    struct buffer chunk = {0};
    buffer_put_string(&chunk, type);
    buffer_put(&chunk, data, length);
    uLong sum = crc32(0, (const Bytef *)chunk.data, (uInt)chunk.length);
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_put_char(file, (char)(length >> shift & 0xFF));
    buffer_put(file, chunk.data, chunk.length);
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_put_char(file, (char)(sum >> shift & 0xFF));
    buffer_drop(&chunk);
}

/* Grey, `lines` lines of 256 pixels; the compressed rows lack their end, the checksums are right.
 */
static struct buffer make_lying_png(unsigned lines)
{
    struct buffer file = {0};
    unsigned char header[13] = {0, 0, 1, 0, 0, 0, 0, 0, 8};
    header[6] = (unsigned char)(lines >> 8);
    header[7] = (unsigned char)lines;
    size_t size = (size_t)lines * 257;
    uLong length = compressBound(size);
    unsigned char *rows = calloc(size, 1), *packed = malloc(length);
    assert_int_equal(compress(packed, &length, rows, size), Z_OK);
    buffer_put(&file, "\x89PNG\r\n\x1A\n", 8);
    put_chunk(&file, "IHDR", header, sizeof header);
    put_chunk(&file, "IDAT", packed, length - 10);
    put_chunk(&file, "IEND", "", 0);
    free(rows);
    free(packed);
    return file;
}

/* To decode a large picture takes long: it is done once, when the PDF is written. */
static void damage_behind_true_checksums_is_found_at_once_or_later(void **state)
{
    (void)state;
    const char *reason;
    struct pixels pixels;
    struct buffer file = make_lying_png(100);
    assert_null(load(file.data, file.length, &reason));
    buffer_drop(&file);
    file = make_lying_png(10000);
    const struct image *image = load(file.data, file.length, &reason);
    assert_non_null(image);
    assert_false(decode(image, &pixels));
    drop_pixels(&pixels);
    buffer_drop(&file);
}

static void tells_the_format_by_content(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        enum image_format format;
        uint32_t width, height;
    } files[] = {
        {"GIF89a\2\0\1\0\x80\0\0\0\0\0\377\377\377,\0\0\0\0\2\0\1\0\0\2\2\x44\xA\0;", 36, IMAGE_GIF,
         2, 1},
        {"<svg width='10' height='2cm'/>", 30, IMAGE_SVG, 10, 76},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *reason = NULL;
        const struct image *image = load(files[i].bytes, files[i].length, &reason);
        assert_non_null(image);
        assert_int_equal(image->format, files[i].format);
        assert_int_equal(image->width, files[i].width);
        assert_int_equal(image->height, files[i].height);
    }
}

static void measures_svg(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t width, height;
    } files[] = {
        {"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <svg> -->\n<!DOCTYPE svg>"
         "<s:svg viewBox=\"0 -1 30.4 40\"/>",
         30, 40},
        {"<svg width='100%' viewBox='0,0,4,2' height='10px'/>", 20, 10},
        {"<svg xmlns='http://www.w3.org/2000/svg'/>", 300, 150},
        {"<svg width='72pt' height='1in'/>", 96, 96},
        {"<svg width='9999999999999px' height='0.00001'/>", 65535, 1},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *reason = NULL;
        const struct image *image = load(files[i].text, strlen(files[i].text), &reason);
        assert_non_null(image);
        assert_int_equal(image->width, files[i].width);
        assert_int_equal(image->height, files[i].height);
        for (size_t length = 0; length < strlen(files[i].text); length++)
            load(files[i].text, length, &reason);
    }
}

static void refuses_what_is_no_image(void **state)
{
    (void)state;
    const char *reason;
    assert_null(load("<html><svg/></html>", 19, &reason));
    assert_null(load("<svgx/>", 7, &reason));
    assert_null(load("", 0, &reason));
    assert_string_equal(reason, "it is empty");
    assert_null(image_load(arena, "/nonexistent.png", &reason));
    assert_null(image_load(arena, "/tmp", &reason));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_every_kind_of_png),
        cmocka_unit_test(parts_colour_from_alpha),
        cmocka_unit_test(refuses_a_file_cut_at_any_length),
        cmocka_unit_test(survives_changed_bytes),
        cmocka_unit_test(reads_a_jpeg),
        cmocka_unit_test(refuses_a_bomb),
        cmocka_unit_test(damage_behind_true_checksums_is_found_at_once_or_later),
        cmocka_unit_test(tells_the_format_by_content),
        cmocka_unit_test(measures_svg),
        cmocka_unit_test(refuses_what_is_no_image),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
