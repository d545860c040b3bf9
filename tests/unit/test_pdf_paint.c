/* pdf/paint: drawings as they are seen, rows of code as they are copied. */
#include "test_pdf_fixture.h"

static struct path_step step_to(enum path_verb verb, dimen x, dimen y)
{
    return (struct path_step){.verb = verb, .points = {{x, y}}};
}

/* A square of 20 pt at (100, 100), rendered at one pixel a point: what is at (x, y). */
static int grey_at(struct fixture *fixture, int x, int y)
{
    char *command = arena_printf(
        fixture->arena,
        "pdftoppm -r 72 -gray -aa no -aaVector no -x %d -y %d -W 1 -H 1 %%s | tail -c 1", x, y);
    char *answer = fixture_ask(fixture, command);
    return (unsigned char)*answer;
}

static void draw_square(struct fixture *fixture, dimen pen)
{
    struct path_step *steps = ARENA_ARRAY(fixture->arena, struct path_step, 5);
    steps[0] = step_to(PATH_MOVE, 0, 0);
    steps[1] = step_to(PATH_LINE, PT(20), 0);
    steps[2] = (struct path_step){.verb = PATH_CURVE,
                                  .points = {{PT(20), PT(7)}, {PT(20), PT(14)}, {PT(20), PT(20)}}};
    steps[3] = step_to(PATH_LINE, 0, PT(20));
    steps[4] = step_to(PATH_CLOSE, 0, 0);
    fixture_element(fixture, ELEMENT_DOCUMENT, 0);
    fixture_item(fixture, (struct item){.kind = ITEM_PATH,
                                        .path = {.x = PT(100),
                                                 .y = PT(100),
                                                 .pen = pen,
                                                 .color = 0x808080,
                                                 .step_count = 5,
                                                 .steps = steps}});
    fixture_end_page(fixture, "1");
    fixture_write(fixture);
}

static void a_filled_path_covers_what_it_encloses(void **state)
{
    struct fixture *fixture = *state;
    draw_square(fixture, 0);
    assert_in_range(grey_at(fixture, 110, 110), 120, 136);
    assert_int_equal(grey_at(fixture, 125, 110), 255);
    assert_says(fixture, "qpdf --check %s 2>&1", "No syntax or stream encoding errors");
}

static void a_drawn_path_is_only_its_lines(void **state)
{
    struct fixture *fixture = *state;
    draw_square(fixture, PT(4));
    assert_in_range(grey_at(fixture, 100, 110), 120, 136);
    assert_in_range(grey_at(fixture, 120, 110), 120, 136);
    assert_in_range(grey_at(fixture, 110, 120), 120, 136);
    assert_int_equal(grey_at(fixture, 110, 110), 255);
}

/* As the layout sets code: the spaces are glyphs. */
static void put_row(struct fixture *fixture, const char *text)
{
    struct item item = fixture_word(fixture, text, PT(60));
    fixture_item(fixture, item);
    fixture->baseline += PT(9);
}

static void code_copies_with_its_indentation_and_columns(void **state)
{
    struct fixture *fixture = *state;
    fixture->style = (struct text_style){.family = FAMILY_MONO, .size = PT(7)};
    fixture_element(fixture, ELEMENT_DOCUMENT, 0);
    fixture_tag(fixture, fixture_element(fixture, ELEMENT_CODE, 0));
    put_row(fixture, "while (x):");
    put_row(fixture, "    f(x)        # wide gap");
    put_row(fixture, "    // --snip--");
    put_row(fixture, "    g(x)");
    fixture_end_tag(fixture);
    fixture_end_page(fixture, "1");
    fixture_write(fixture);
    static const char rows[] =
        "while (x):\n    f(x)        # wide gap\n    // --snip-- \n    g(x)\n";
    assert_says(fixture, "pdftotext %s -", rows);
    assert_says(fixture, "pdftotext -layout %s -", rows);
    assert_says(fixture, "qpdf --check %s 2>&1", "No syntax or stream encoding errors");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PDF_TEST(a_filled_path_covers_what_it_encloses),
        PDF_TEST(a_drawn_path_is_only_its_lines),
        PDF_TEST(code_copies_with_its_indentation_and_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
