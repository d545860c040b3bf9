/* text/bidi, and shaping by direction: right-to-left text among left-to-right text. */
#include "test_text_fixture.h"

static const struct text_style serif = {.family = FAMILY_SERIF, .size = PT(10)};

static const struct shaped *shape(enum text_direction direction, const char *text)
{
    return text_shape_run(fonts, &serif, NULL, direction, text, strlen(text), (struct position){0});
}

static void only_right_to_left_text_needs_levels(void **state)
{
    (void)state;
    static const char latin[] = "na\xC3\xAFve \xE2\x80\x94 \xCE\xB1\xCE\xB2 \xE4\xB8\xAD 1,5";
    assert_false(text_has_right_to_left(latin, strlen(latin)));
    assert_true(text_has_right_to_left("a \xD7\xA9", 4));
    assert_true(text_has_right_to_left("\xD8\xB3", 2));
    assert_true(text_has_right_to_left("a\xE2\x80\x8F", 4));
}

static void the_first_letter_decides_unless_the_language_does(void **state)
{
    (void)state;
    static const char text[] = "a \xD7\xA9";
    unsigned char levels[sizeof text];
    assert_int_equal(text_find_levels(text, 4, TEXT_DIRECTION_AUTO, levels), 0);
    assert_memory_equal(levels, "\0\0\1\1", 4);
    assert_int_equal(text_find_levels(text, 4, TEXT_RIGHT_TO_LEFT, levels), 1);
    assert_memory_equal(levels, "\2\1\1\1", 4);
    assert_int_equal(text_direction_of("ar"), TEXT_RIGHT_TO_LEFT);
    assert_int_equal(text_direction_of("he-IL"), TEXT_RIGHT_TO_LEFT);
    assert_int_equal(text_direction_of("arn"), TEXT_DIRECTION_AUTO);
    assert_int_equal(text_direction_of("ug-Latn"), TEXT_DIRECTION_AUTO);
    assert_int_equal(text_direction_of(NULL), TEXT_DIRECTION_AUTO);
}

static void a_line_is_turned_run_by_run(void **state)
{
    (void)state;
    static const unsigned char levels[] = {0, 1, 2, 2, 1, 0};
    static const uint32_t expected[] = {0, 4, 2, 3, 1, 5};
    uint32_t order[6];
    text_order_line(levels, 6, order);
    assert_memory_equal(order, expected, sizeof expected);
}

static void brackets_are_mirrored(void **state)
{
    (void)state;
    const struct shaped *open = shape(TEXT_LEFT_TO_RIGHT, "(");
    const struct shaped *close = shape(TEXT_LEFT_TO_RIGHT, ")");
    const struct shaped *turned = shape(TEXT_RIGHT_TO_LEFT, "(");
    assert_int_not_equal(turned->glyphs[0].id, open->glyphs[0].id);
    assert_int_equal(turned->glyphs[0].id, close->glyphs[0].id);
}

/* from("שלום"); in code, which knows of no levels. */
static void scripts_do_not_share_a_run(void **state)
{
    (void)state;
    const struct shaped *latin =
        shape(TEXT_DIRECTION_AUTO, "from(\"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D\");");
    assert_int_equal(latin->text_length, 6);
    assert_false(latin->right_to_left);
    assert_int_equal(latin->next->text_length, 8);
    assert_true(latin->next->right_to_left);
    assert_int_equal(latin->next->glyphs[0].cluster, 6);
    assert_int_equal(latin->next->next->text_length, 3);
    assert_false(latin->next->next->right_to_left);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_right_to_left_text_needs_levels),
        cmocka_unit_test(the_first_letter_decides_unless_the_language_does),
        cmocka_unit_test(a_line_is_turned_run_by_run),
        cmocka_unit_test(brackets_are_mirrored),
        cmocka_unit_test(scripts_do_not_share_a_run),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
