/* image/: what files carry beside their pixels: EXIF's orientation and colour profiles. */
#include "test_image_fixture.h"

#include <jpeglib.h>
#include <png.h>
#include <webp/encode.h>
#include <webp/mux.h>

enum { WIDTH = 24, HEIGHT = 16 };

/* TIFF data with one entry: the orientation. */
static struct buffer make_exif(int orientation, bool little_endian)
{
    struct buffer bytes = {0};
    const char little[] = "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0?\0\0\0\0\0\0\0";
    const char big[] = "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0?\0\0\0\0\0\0";
    buffer_put(&bytes, little_endian ? little : big, 26);
    bytes.data[little_endian ? 18 : 19] = (char)orientation;
    return bytes;
}

static void put_number(struct buffer *bytes, uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_put_char(bytes, (char)(number >> shift & 0xFF));
}

/* A profile of `length` bytes with one tag. */
static struct buffer make_profile(const char *space, uint32_t length)
{
    struct buffer bytes = {0};
    put_number(&bytes, length);
    buffer_put(&bytes, "test\2\x10\0\0mntr", 12);
    buffer_put_string(&bytes, space);
    buffer_put_string(&bytes, "XYZ ");
    buffer_put(&bytes, "\7\xD0\0\1\0\1\0\0\0\0\0\0acsp", 16);
    while (bytes.length < 68)
        buffer_put_char(&bytes, 0);
    buffer_put(&bytes, "\0\0\xF6\xD6\0\1\0\0\0\0\xD3\x2D", 12); /* D50 */
    while (bytes.length < 128)
        buffer_put_char(&bytes, 0);
    put_number(&bytes, 1);
    buffer_put_string(&bytes, "cprt");
    put_number(&bytes, 144);
    put_number(&bytes, length - 144);
    for (uint32_t noise = 1; bytes.length < length; noise = noise * 1103515245 + 12345)
        buffer_put_char(&bytes, (char)(noise >> 16)); /* libpng mistrusts what packs too well */
    return bytes;
}

/* ── Files ───────────────────────────────────────────────────────────────────────────────────── */

static struct buffer make_jpeg(const struct buffer *exif, const struct buffer *profile,
                               J_COLOR_SPACE space, int components)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *memory = NULL, row[4 * WIDTH] = {0};
    unsigned long length = 0;
    JSAMPROW rows[] = {row};
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &memory, &length);
    jpeg.image_width = WIDTH;
    jpeg.image_height = HEIGHT;
    jpeg.input_components = components;
    jpeg.in_color_space = space;
    jpeg_set_defaults(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    if (exif->length) {
        struct buffer marker = {0};
        buffer_put(&marker, "Exif\0\0", 6);
        buffer_put(&marker, exif->data, exif->length);
        jpeg_write_marker(&jpeg, JPEG_APP0 + 1, (const JOCTET *)marker.data,
                          (unsigned)marker.length);
        buffer_drop(&marker);
    }
    if (profile->length)
        jpeg_write_icc_profile(&jpeg, (const JOCTET *)profile->data, (unsigned)profile->length);
    for (unsigned y = 0; y < HEIGHT; y++)
        jpeg_write_scanlines(&jpeg, rows, 1);
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    struct buffer file = {0};
    buffer_put(&file, memory, length);
    free(memory);
    return file;
}

static void put_bytes(png_structp png, png_bytep bytes, size_t length)
{
    buffer_put(png_get_io_ptr(png), bytes, length);
}

static struct buffer make_png(int color_type, const struct buffer *exif,
                              const struct buffer *profile)
{
    struct buffer bytes = {0};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_byte row[4 * WIDTH] = {0};
    png_set_write_fn(png, &bytes, put_bytes, NULL);
    png_set_IHDR(png, info, WIDTH, HEIGHT, 8, color_type, PNG_INTERLACE_NONE, 0, 0);
    if (profile->length)
        png_set_iCCP(png, info, "test", 0, (png_const_bytep)profile->data,
                     (png_uint_32)profile->length);
    if (exif->length)
        png_set_eXIf_1(png, info, (png_uint_32)exif->length, (png_bytep)exif->data);
    png_write_info(png, info);
    for (int y = 0; y < HEIGHT; y++)
        png_write_row(png, row);
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    return bytes;
}

static struct buffer make_webp(const struct buffer *exif, const struct buffer *profile)
{
    static unsigned char pixels[WIDTH * HEIGHT * 3];
    unsigned char *memory;
    struct buffer file = {0};
    WebPData picture, joined;
    picture.size = WebPEncodeLosslessRGB(pixels, WIDTH, HEIGHT, WIDTH * 3, &memory);
    picture.bytes = memory;
    WebPMux *mux = WebPMuxCreate(&picture, 1);
    WebPData exif_data = {(const uint8_t *)exif->data, exif->length};
    WebPData profile_data = {(const uint8_t *)profile->data, profile->length};
    WebPMuxSetChunk(mux, "EXIF", &exif_data, 1);
    WebPMuxSetChunk(mux, "ICCP", &profile_data, 1);
    assert_int_equal(WebPMuxAssemble(mux, &joined), WEBP_MUX_OK);
    buffer_put(&file, joined.bytes, joined.size);
    WebPDataClear(&joined);
    WebPMuxDelete(mux);
    WebPFree(memory);
    return file;
}

/* ── Orientation ─────────────────────────────────────────────────────────────────────────────── */

static void check_orientation(struct buffer *file, int orientation)
{
    const char *reason;
    const struct image *image = load(file->data, file->length, &reason);
    bool turned = orientation >= 5 && orientation <= 8;
    assert_non_null(image);
    assert_int_equal(image->orientation, orientation <= 8 && orientation > 0 ? orientation : 1);
    assert_int_equal(image_is_turned(image), turned);
    assert_int_equal(image->width, turned ? HEIGHT : WIDTH);
    assert_int_equal(image->height, turned ? WIDTH : HEIGHT);
    buffer_drop(file);
}

static void exif_tells_which_side_is_up(void **state)
{
    (void)state;
    struct buffer none = {0};
    for (int orientation = 0; orientation < 10; orientation++) {
        struct buffer exif = make_exif(orientation, orientation % 2);
        struct buffer file = make_jpeg(&exif, &none, JCS_RGB, 3);
        check_orientation(&file, orientation);
        file = make_png(PNG_COLOR_TYPE_RGB, &exif, &none);
        check_orientation(&file, orientation);
        struct buffer profile = make_profile("RGB ", 200);
        file = make_webp(&exif, &profile);
        check_orientation(&file, orientation);
        buffer_drop(&profile);
        buffer_drop(&exif);
    }
}

static void broken_exif_is_ignored(void **state)
{
    (void)state;
    const char *reason;
    struct buffer none = {0};
    for (size_t length = 1; length < 26; length++) {
        struct buffer exif = make_exif(6, true);
        exif.length = length;
        struct buffer file = make_jpeg(&exif, &none, JCS_RGB, 3);
        assert_non_null(load(file.data, file.length, &reason));
        buffer_drop(&file);
        buffer_drop(&exif);
    }
    for (size_t i = 0; i < 26; i++) {
        struct buffer exif = make_exif(6, false);
        exif.data[i] ^= (char)0xFF;
        struct buffer file = make_jpeg(&exif, &none, JCS_RGB, 3);
        assert_non_null(load(file.data, file.length, &reason));
        buffer_drop(&file);
        buffer_drop(&exif);
    }
}

/* ── Profiles ────────────────────────────────────────────────────────────────────────────────── */

static void check_profile(struct buffer *file, const struct buffer *expected)
{
    const char *reason;
    const struct image *image = load(file->data, file->length, &reason);
    assert_non_null(image);
    assert_int_equal(image->profile_length, expected ? expected->length : 0);
    if (expected)
        assert_memory_equal(image->profile, expected->data, expected->length);
    else
        assert_null(image->profile);
    buffer_drop(file);
}

static void profiles_are_found(void **state)
{
    (void)state;
    struct buffer none = {0}, exif = make_exif(1, true);
    struct buffer rgb = make_profile("RGB ", 200), grey = make_profile("GRAY", 200);
    struct buffer cmyk = make_profile("CMYK", 200);
    struct buffer file = make_jpeg(&exif, &rgb, JCS_RGB, 3);
    check_profile(&file, &rgb);
    file = make_jpeg(&none, &grey, JCS_GRAYSCALE, 1);
    check_profile(&file, &grey);
    file = make_jpeg(&none, &cmyk, JCS_CMYK, 4);
    check_profile(&file, &cmyk);
    file = make_png(PNG_COLOR_TYPE_RGB_ALPHA, &none, &rgb);
    check_profile(&file, &rgb);
    file = make_png(PNG_COLOR_TYPE_GRAY, &none, &grey);
    check_profile(&file, &grey);
    file = make_webp(&exif, &rgb);
    check_profile(&file, &rgb);
    buffer_drop(&rgb);
    buffer_drop(&grey);
    buffer_drop(&cmyk);
    buffer_drop(&exif);
}

/* More than a marker of a JPEG can hold. */
static void pieces_of_a_long_profile_are_joined(void **state)
{
    (void)state;
    struct buffer none = {0}, profile = make_profile("RGB ", 200000);
    struct buffer file = make_jpeg(&none, &profile, JCS_RGB, 3);
    check_profile(&file, &profile);
    buffer_drop(&profile);
}

static void begin_inks(void *context, const struct raster *raster)
{
    (void)context;
    assert_int_equal(raster->channels, 3);
    assert_int_equal(raster->width, WIDTH);
}

/* No light at all, as far as ink on paper goes. */
static void put_inks(void *context, const unsigned char *color, const unsigned char *alpha)
{
    unsigned *rows = context;
    for (unsigned i = 0; i < 3 * WIDTH; i++)
        assert_in_range(color[i], 0, 9);
    assert_null(alpha);
    ++*rows;
}

static void cmyk_by_adobe_is_inverted(void **state)
{
    (void)state;
    const char *reason;
    struct buffer none = {0};
    struct buffer file = make_jpeg(&none, &none, JCS_CMYK, 4);
    const struct image *image = load(file.data, file.length, &reason);
    assert_non_null(image);
    assert_int_equal(image->components, 4);
    assert_true(image->inverted);
    assert_true(image_has_unknown_inks(image));
    unsigned count = 0;
    struct image_rows rows = {begin_inks, put_inks, &count};
    assert_true(image_decode(image, &rows));
    assert_int_equal(count, HEIGHT);
    buffer_drop(&file);
}

/* Whatever byte of its header is wrong: the picture is shown, with the profile or without. */
static void broken_profile_is_ignored(void **state)
{
    (void)state;
    struct buffer none = {0};
    struct buffer grey = make_profile("GRAY", 200), file = make_jpeg(&none, &grey, JCS_RGB, 3);
    check_profile(&file, NULL);
    buffer_drop(&grey);
    static const size_t places[] = {0, 3, 8, 12, 16, 36, 128, 131, 136, 140};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct buffer profile = make_profile("RGB ", 200);
        profile.data[places[i]] ^= 0x7F;
        file = make_jpeg(&none, &profile, JCS_RGB, 3);
        check_profile(&file, NULL);
        buffer_drop(&profile);
    }
    struct buffer tiny = {0};
    buffer_put_string(&tiny, "x");
    file = make_jpeg(&none, &tiny, JCS_RGB, 3);
    check_profile(&file, NULL);
    buffer_drop(&tiny);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exif_tells_which_side_is_up),
        cmocka_unit_test(broken_exif_is_ignored),
        cmocka_unit_test(profiles_are_found),
        cmocka_unit_test(pieces_of_a_long_profile_are_joined),
        cmocka_unit_test(cmyk_by_adobe_is_inverted),
        cmocka_unit_test(broken_profile_is_ignored),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
