/* image/: SVG drawn by librsvg, when it is there. */
#include "test_image_fixture.h"

#define SVG "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>"

static const struct image *load_svg(const char *text)
{
    const char *reason;
    const struct image *image = load(text, strlen(text), &reason);
    if (!image)
        fail_msg("refused: %s", reason);
    return image;
}

static bool draw(const char *text, struct buffer *pdf)
{
    *pdf = (struct buffer){0};
    return image_draw(load_svg(text), 40, 20, pdf);
}

static void drawing_is_a_pdf_page_of_that_size(void **state)
{
    (void)state;
    struct buffer pdf;
    if (!image_can_draw_svg())
        skip();
    assert_true(draw(SVG "<rect width='10' height='5' fill='red'/></svg>", &pdf));
    assert_int_equal(strncmp(pdf.data, "%PDF-1.4", 8), 0);
    assert_non_null(memmem(pdf.data, pdf.length, "[ 0 0 40 20 ]", 13));
    buffer_drop(&pdf);
}

static void what_librsvg_cannot_read_is_not_drawable(void **state)
{
    (void)state;
    assert_int_equal(image_is_drawable(load_svg(SVG "</svg>")), image_can_draw_svg());
    struct buffer wide = {0}, pdf = {0};
    buffer_put_string(&wide, SVG "<path d='");
    for (int i = 0; i < 10000001; i++) /* one more than libxml2 takes */
        buffer_put_char(&wide, ' ');
    buffer_put_string(&wide, "'/></svg>");
    const struct image *image = load_svg(buffer_string(&wide));
    assert_false(image_is_drawable(image));
    assert_false(image_draw(image, 40, 20, &pdf));
    buffer_drop(&wide);
    buffer_drop(&pdf);
}

/* Each level shows the one below ten times: ten thousand million boxes. */
static void multiplying_drawing_ends(void **state)
{
    (void)state;
    struct buffer svg = {0}, pdf;
    buffer_put_string(&svg, SVG "<defs><rect id='a0' width='1' height='1'/>");
    for (int level = 1; level <= 10; level++) {
        buffer_printf(&svg, "<g id='a%d'>", level);
        for (int i = 0; i < 10; i++)
            buffer_printf(&svg, "<use href='#a%d'/>", level - 1);
        buffer_put_string(&svg, "</g>");
    }
    buffer_put_string(&svg, "</defs><use href='#a10'/></svg>");
    assert_false(draw(buffer_string(&svg), &pdf));
    buffer_drop(&pdf);
    buffer_drop(&svg);
}

/* The process that draws may die or be ended; the next drawing gets another. */
static void drawing_goes_on_after_an_end(void **state)
{
    (void)state;
    struct buffer pdf;
    if (!image_can_draw_svg())
        skip();
    for (int i = 0; i < 3; i++) {
        image_end_drawing();
        image_end_drawing();
        assert_true(draw(SVG "<circle r='9'/></svg>", &pdf));
        buffer_drop(&pdf);
    }
    image_end_drawing();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawing_is_a_pdf_page_of_that_size),
        cmocka_unit_test(what_librsvg_cannot_read_is_not_drawable),
        cmocka_unit_test(multiplying_drawing_ends),
        cmocka_unit_test(drawing_goes_on_after_an_end),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
