/* Title, subtitle, authors → cover: an SVG without fonts, a PNG of the right size, and nothing at
 * the edges, whatever the title. */
#include "test_text_fixture.h"

#include <stdio.h>
#include <unistd.h>

#include "epub/epub.h"
#include "image/image.h"

enum { WIDTH = 1600, HEIGHT = 2400, EDGE = 90 };

/* What is seen of a picture: the colours of its first pixel and the number of others. */
struct sight {
    uint32_t width, height, channels, row;
    unsigned char ground[3];
    size_t ink, at_edges;
};

static void begin(void *context, const struct raster *raster)
{
    struct sight *sight = context;
    sight->width = raster->width;
    sight->height = raster->height;
    sight->channels = raster->channels;
}

static void see_row(void *context, const unsigned char *color, const unsigned char *alpha)
{
    struct sight *sight = context;
    (void)alpha;
    if (sight->row == 0)
        memcpy(sight->ground, color, sight->channels);
    for (uint32_t x = 0; x < sight->width; x++) {
        bool inked = memcmp(color + x * sight->channels, sight->ground, sight->channels) != 0;
        bool at_edge =
            x < EDGE || x >= WIDTH - EDGE || sight->row < EDGE || sight->row >= HEIGHT - EDGE;
        sight->ink += inked;
        sight->at_edges += inked && at_edge;
    }
    sight->row++;
}

static struct sight see(const struct buffer *png)
{
    char path[] = "/tmp/bifolio-cover.XXXXXX";
    struct sight sight = {0};
    struct arena *arena = arena_new();
    const char *reason = NULL;
    int descriptor = mkstemp(path);
    assert_int_equal(write(descriptor, png->data, png->length), (int)png->length);
    close(descriptor);
    const struct image *image = image_load(arena, path, &reason);
    unlink(path);
    assert_non_null(image);
    assert_int_equal(image->format, IMAGE_PNG);
    const struct image_rows rows = {begin, see_row, &sight};
    assert_true(image_decode(image, &rows));
    arena_drop(arena);
    return sight;
}

static struct sight draw(const char *title, const char *lang, struct epub_cover *cover)
{
    static const char *authors[] = {"One", "Two", "Three", "Four", "Five", "Six"};
    const struct cover_colors colors = {.ground = 0x123456, .ink = 0xFFFFFF};
    struct book *book = book_new(diag);
    book->meta.title = title;
    book->meta.lang = lang;
    book->meta.subtitle = "A subtitle";
    book->meta.authors = authors;
    book->meta.author_count = 6;
    struct cover_sketch *sketch = epub_sketch_cover(book, fonts);
    assert_non_null(sketch);
    assert_true(epub_color_cover(sketch, &colors, cover));
    epub_drop_sketch(sketch);
    book_drop(book);
    return see(&cover->png);
}

static void drop(struct epub_cover *cover)
{
    buffer_drop(&cover->svg);
    buffer_drop(&cover->png);
}

static void the_cover_has_its_size_and_colours(void **state)
{
    (void)state;
    struct epub_cover cover = {0};
    struct sight sight = draw("A Guide to Something", "en", &cover);
    assert_int_equal(sight.width, WIDTH);
    assert_int_equal(sight.height, HEIGHT);
    assert_memory_equal(sight.ground, "\x12\x34\x56", 3);
    assert_true(sight.ink > WIDTH * HEIGHT / 50);
    assert_int_equal(sight.at_edges, 0);
    drop(&cover);
}

static void the_svg_needs_no_fonts(void **state)
{
    (void)state;
    struct epub_cover cover = {0};
    draw("A & B <C>", "en", &cover);
    assert_non_null(strstr(cover.svg.data, "<title>A &amp; B &lt;C&gt;</title>"));
    assert_non_null(strstr(cover.svg.data, "<path "));
    assert_null(strstr(cover.svg.data, "<text"));
    assert_null(strstr(cover.svg.data, "font"));
    drop(&cover);
}

static void no_title_is_too_much(void **state)
{
    (void)state;
    static char endless[200 * 1000];
    memset(endless, 'W', sizeof endless - 1);
    static const char *const titles[] = {
        endless,
        " ",
        "\x01\x02",
        "\xF0\x9F\x9A\x80",
        "a\u0301\u0301\u0301\u0301",
        "\u0634\u0639\u0631 \u05E9\u05DC\u05D5\u05DD mixed 123",
        "\u202E\u2066\u2069",
        "w w w w w w w w w w w w w w w w w w w w w w w w w w w w w w w w w w w w w w w w w w w w"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        struct epub_cover cover = {0};
        struct sight sight = draw(titles[i], i % 2 ? "he" : "en", &cover);
        assert_int_equal(sight.height, HEIGHT);
        assert_int_equal(sight.at_edges, 0);
        drop(&cover);
    }
}

static void it_is_the_same_every_time(void **state)
{
    (void)state;
    struct epub_cover first = {0}, second = {0};
    draw("A Guide", "en", &first);
    draw("A Guide", "en", &second);
    assert_int_equal(first.png.length, second.png.length);
    assert_memory_equal(first.png.data, second.png.data, first.png.length);
    assert_string_equal(first.svg.data, second.svg.data);
    drop(&first);
    drop(&second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cover_has_its_size_and_colours),
        cmocka_unit_test(the_svg_needs_no_fonts),
        cmocka_unit_test(no_title_is_too_much),
        cmocka_unit_test(it_is_the_same_every_time),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
