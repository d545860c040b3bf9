/* pdf/image and pdf/png: what goes into the file as it is, and what is decoded. */
#include "test_pdf_fixture.h"

#include <zlib.h>

#include "pdf/png.h"

enum { SIDE = 4 };

static void put_chunk(struct buffer *file, const char *type, const void *data, size_t length)
{
    struct buffer chunk = {0};
    buffer_put_string(&chunk, type);
    buffer_put(&chunk, data, length);
    uLong crc = crc32(0, (const Bytef *)chunk.data, (uInt)chunk.length);
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_put_char(file, (char)(length >> shift & 0xFF));
    buffer_put(file, chunk.data, chunk.length);
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_put_char(file, (char)(crc >> shift & 0xFF));
    buffer_drop(&chunk);
}

/* A square of SIDE pixels; the rows go into two IDAT chunks. */
static struct image make_png(struct arena *arena, int depth, int color, int samples, int interlace)
{
    struct buffer file = {0};
    unsigned char header[13] = {0,
                                0,
                                0,
                                SIDE,
                                0,
                                0,
                                0,
                                SIDE,
                                (unsigned char)depth,
                                (unsigned char)color,
                                0,
                                0,
                                (unsigned char)interlace};
    unsigned char rows[SIDE * (1 + SIDE * 8)], packed[256];
    size_t row = 1 + (size_t)(SIDE * samples * depth + 7) / 8;
    uLong length = sizeof packed;
    memset(rows, 0, sizeof rows);
    for (size_t y = 0; y < SIDE; y++)
        memset(rows + y * row + 1, (int)(y * 60), row - 1);
    assert_int_equal(compress(packed, &length, rows, row * SIDE), Z_OK);
    buffer_put(&file, "\x89PNG\r\n\x1A\n", 8);
    put_chunk(&file, "IHDR", header, sizeof header);
    if (color == PNG_PALETTE)
        put_chunk(&file, "PLTE", "\xFF\0\0\0\xFF\0\0\0\xFF(\\)", 12);
    put_chunk(&file, "IDAT", packed, length / 2);
    put_chunk(&file, "IDAT", packed + length / 2, length - length / 2);
    put_chunk(&file, "IEND", "", 0);
    struct image image = {.format = IMAGE_PNG,
                          .path = "made.png",
                          .width = SIDE,
                          .height = SIDE,
                          .length = file.length,
                          .dots_per_inch = 96};
    image.bytes = (const unsigned char *)arena_copy_bytes(arena, file.data, file.length);
    buffer_drop(&file);
    return image;
}

/* Shows the image twice, on one page and the next, and writes the file. */
static void write_shown(struct fixture *fixture, const struct image *image)
{
    struct item item = {.kind = ITEM_IMAGE, .image = {{PT(60), PT(60), PT(100), PT(100)}, image}};
    uint32_t figure = fixture_element(fixture, ELEMENT_FIGURE, 0);
    fixture->elements.items[figure].alternative = "four stripes";
    for (int page = 0; page < 2; page++) {
        fixture_tag(fixture, figure);
        fixture_item(fixture, item);
        fixture_end_tag(fixture);
        fixture_end_page(fixture, "1");
    }
    fixture_write(fixture);
    assert_says(fixture, "qpdf --check '%s' 2>&1", "No syntax or stream encoding errors");
}

static void plain_rows_are_passed_through_once(void **state)
{
    struct fixture *fixture = *state;
    struct image image = make_png(fixture->arena, 8, PNG_RGB, 3, 0);
    write_shown(fixture, &image);
    assert_says(fixture, "grep -c -a '/Predictor 15/Colors 3' '%s'", "1");
    assert_says(fixture, "pdfimages -list '%s' 2>&1", "rgb     3   8");
}

static void palettes_stay_palettes(void **state)
{
    struct fixture *fixture = *state;
    struct image image = make_png(fixture->arena, 2, PNG_PALETTE, 1, 0);
    write_shown(fixture, &image);
    assert_says(fixture, "pdfimages -list '%s' 2>&1", "index   1   2");
    assert_says(fixture, "mutool draw -q -r 20 -o /dev/null '%s' 2>&1 | grep -v ICC; echo done",
                "done");
}

static void transparency_becomes_a_soft_mask(void **state)
{
    struct fixture *fixture = *state;
    struct image image = make_png(fixture->arena, 8, 6, 4, 0);
    write_shown(fixture, &image);
    assert_says(fixture, "pdfimages -list '%s' 2>&1", "smask");
}

static void jpeg_is_passed_through_and_adobe_cmyk_inverted(void **state)
{
    struct fixture *fixture = *state;
    static const unsigned char adobe[] =
        "\xFF\xD8\xFF\xEE\x00\x0E"
        "Adobe\x00\x64\x00\x00\x00\x00\x02\xFF\xDA\x00\x02\xFF\xD9";
    struct image image = {.format = IMAGE_JPEG,
                          .path = "made.jpg",
                          .width = SIDE,
                          .height = SIDE,
                          .bytes = adobe,
                          .length = sizeof adobe - 1,
                          .components = 4,
                          .inverted = true,
                          .profile = adobe,
                          .profile_length = sizeof adobe - 1};
    struct item item = {.kind = ITEM_IMAGE, .image = {{PT(60), PT(60), PT(100), PT(100)}, &image}};
    fixture_item(fixture, item);
    fixture_end_page(fixture, "1");
    fixture_write(fixture);
    assert_says(fixture,
                "grep -a -c '/DCTDecode/ColorSpace./ICCBased [0-9]* 0 R./Decode.1 0 1 0 1 0 1 0.' "
                "'%s'",
                "1");
}

static void what_pdf_cannot_read_does_not_fit(void **state)
{
    struct fixture *fixture = *state;
    struct png png;
    struct image image = make_png(fixture->arena, 8, PNG_GREY, 1, 1);
    assert_true(pdf_png_read(image.bytes, image.length, &png));
    assert_false(pdf_png_fits(&png));
    image = make_png(fixture->arena, 16, PNG_RGB, 3, 0);
    assert_true(pdf_png_read(image.bytes, image.length, &png));
    assert_false(pdf_png_fits(&png));
    image = make_png(fixture->arena, 8, PNG_GREY, 1, 0);
    assert_true(pdf_png_read(image.bytes, image.length, &png) && pdf_png_fits(&png));
    for (size_t cut = 0; cut < image.length; cut++)
        pdf_png_read(image.bytes, cut, &png);
}

/* One page with each image once, side by side. */
static void write_all(struct fixture *fixture, const struct image *const *images, size_t count)
{
    for (size_t i = 0; i < count; i++)
        fixture_item(fixture,
                     (struct item){.kind = ITEM_IMAGE,
                                   .image = {{PT(60) + (dimen)i * PT(70), PT(60), PT(60), PT(30)},
                                             images[i]}});
    fixture_end_page(fixture, "1");
    fixture_write(fixture);
    assert_says(fixture, "qpdf --check '%s' 2>&1", "No syntax or stream encoding errors");
}

/* The page's content, as text. */
#define CONTENT "qpdf --stream-data=uncompress --object-streams=disable '%s' - | "

static void a_profile_is_embedded_once(void **state)
{
    struct fixture *fixture = *state;
    static const unsigned char profile[200] = "profile";
    struct image rgb = make_png(fixture->arena, 8, PNG_RGB, 3, 0);
    struct image alpha = make_png(fixture->arena, 8, 6, 4, 0);
    struct image palette = make_png(fixture->arena, 2, PNG_PALETTE, 1, 0);
    struct image other = make_png(fixture->arena, 8, PNG_RGB, 3, 0);
    const struct image *images[] = {&rgb, &alpha, &palette, &other};
    rgb.profile = alpha.profile = palette.profile = profile;
    rgb.profile_length = alpha.profile_length = palette.profile_length = sizeof profile;
    alpha.path = "alpha.png";
    palette.path = "palette.png";
    other.path = "other.png";
    write_all(fixture, images, 4);
    assert_says(fixture, CONTENT "grep -a -c '/Alternate /DeviceRGB'", "1");
    assert_says(fixture, CONTENT "grep -a -c '/ICCBased'", "3");
    assert_says(fixture, CONTENT "grep -a -c '/Indexed.*/ICCBased'", "1");
    assert_says(fixture, CONTENT "grep -a -c '/ColorSpace /DeviceRGB'", "1");
}

static void turned_photographs_are_turned_by_their_matrix(void **state)
{
    struct fixture *fixture = *state;
    static const char *const matrices[] = {"60 0 0 30 60 505 cm",    "-60 0 0 30 120 505 cm",
                                           "-60 0 0 -30 120 535 cm", "60 0 0 -30 60 535 cm",
                                           "0 -30 -60 0 120 535 cm", "0 -30 60 0 60 535 cm",
                                           "0 30 60 0 60 505 cm",    "0 30 -60 0 120 505 cm"};
    struct image image = make_png(fixture->arena, 8, PNG_GREY, 1, 0);
    struct image turned[8];
    for (int i = 0; i < 8; i++) {
        turned[i] = image;
        turned[i].orientation = i + 1;
        fixture_item(fixture,
                     (struct item){.kind = ITEM_IMAGE,
                                   .image = {{PT(60), PT(60), PT(60), PT(30)}, &turned[i]}});
    }
    fixture_end_page(fixture, "1");
    fixture_write(fixture);
    for (int i = 0; i < 8; i++)
        assert_says(fixture, CONTENT "tr -d '\\000'", matrices[i]);
}

static struct image make_svg(struct fixture *fixture, const char *text)
{
    struct image image = {.format = IMAGE_SVG, .path = "made.svg", .width = 40, .height = 20};
    image.bytes = (const unsigned char *)arena_copy_string(fixture->arena, text);
    image.length = strlen(text);
    return image;
}

static void a_drawing_becomes_a_form(void **state)
{
    struct fixture *fixture = *state;
    if (!image_can_draw_svg())
        skip();
    struct image image = make_svg(
        fixture, "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><defs>"
                 "<linearGradient id='g'><stop offset='0' stop-color='red' stop-opacity='0.5'/>"
                 "<stop offset='1' stop-color='blue'/></linearGradient></defs>"
                 "<rect width='40' height='20' fill='url(#g)' opacity='0.7'/>"
                 "<text x='2' y='15'>drawn</text></svg>");
    const struct image *images[] = {&image};
    write_all(fixture, images, 1);
    assert_says(fixture, CONTENT "grep -a -A12 '/Subtype /Form' | tr '\\n' ' '",
                ".004 0 0 .008 0 0");
    assert_says(fixture, "pdftotext '%s' -", "drawn");
    assert_says(fixture, "mutool draw -q -r 20 -o /dev/null '%s' 2>&1 | grep -v ICC; echo done",
                "done");
}

static void what_cannot_be_embedded_is_blank_and_reported(void **state)
{
    struct fixture *fixture = *state;
    struct image broken = make_png(fixture->arena, 8, PNG_RGB, 3, 0);
    struct image drawing = make_svg(fixture, "<svg");
    const struct image *images[] = {&broken, &drawing};
    ((unsigned char *)(uintptr_t)broken.bytes)[60] ^= 0xFF;
    write_all(fixture, images, 2);
    assert_int_equal(diag_count(fixture->diag, SEVERITY_WARNING), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PDF_TEST(plain_rows_are_passed_through_once),
        PDF_TEST(palettes_stay_palettes),
        PDF_TEST(transparency_becomes_a_soft_mask),
        PDF_TEST(jpeg_is_passed_through_and_adobe_cmyk_inverted),
        PDF_TEST(what_pdf_cannot_read_does_not_fit),
        PDF_TEST(a_profile_is_embedded_once),
        PDF_TEST(turned_photographs_are_turned_by_their_matrix),
        PDF_TEST(a_drawing_becomes_a_form),
        PDF_TEST(what_cannot_be_embedded_is_blank_and_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
