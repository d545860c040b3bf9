/* layout: the numbers of lists, and the icons. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "layout/icon.h"
#include "layout/layout.h"

static void assert_written(enum marker numbering, int number, const char *expected)
{
    struct arena *arena = arena_new();
    assert_string_equal(numbering_write(arena, numbering, number), expected);
    arena_drop(arena);
}

static void counts_in_letters_past_z(void **state)
{
    (void)state;
    assert_written(MARKER_LETTERS, 1, "a");
    assert_written(MARKER_LETTERS, 26, "z");
    assert_written(MARKER_LETTERS, 27, "aa");
    assert_written(MARKER_CAPITALS, 702, "ZZ");
    assert_written(MARKER_CAPITALS, 703, "AAA");
    assert_written(MARKER_LETTERS, 2147483647, "fxshrxw");
}

static void counts_in_roman_numerals_as_far_as_they_go(void **state)
{
    (void)state;
    assert_written(MARKER_ROMAN, 4, "iv");
    assert_written(MARKER_CAPITAL_ROMAN, 1994, "MCMXCIV");
    assert_written(MARKER_ROMAN, 3888, "mmmdccclxxxviii");
    assert_written(MARKER_ROMAN, 4000, "4000");
}

static void has_digits_for_all_else(void **state)
{
    (void)state;
    assert_written(MARKER_DECIMAL, 12, "12");
    assert_written(MARKER_LETTERS, 0, "0");
    assert_written(MARKER_CAPITAL_ROMAN, -3, "-3");
}

/* Every icon stays in its square and begins with a move. */
static void draws_inside_the_square(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (enum icon icon = 0; icon < ICON_COUNT; icon++) {
        struct fragment fragment = icon_make(arena, icon, PT(10), 0x123456, 7);
        assert_true(fragment.count > 0);
        for (uint32_t i = 0; i < fragment.count; i++) {
            const struct item *item = &fragment.items[i].item;
            assert_int_equal(fragment.items[i].element, 7);
            assert_int_equal(item->kind, ITEM_PATH);
            assert_int_equal(item->path.steps[0].verb, PATH_MOVE);
            for (uint32_t k = 0; k < item->path.step_count; k++) {
                assert_in_range(item->path.steps[k].points[0].x, 0, PT(10));
                assert_in_range(-item->path.steps[k].points[0].y, 0, PT(10));
            }
        }
    }
    arena_drop(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_in_letters_past_z),
        cmocka_unit_test(counts_in_roman_numerals_as_far_as_they_go),
        cmocka_unit_test(has_digits_for_all_else),
        cmocka_unit_test(draws_inside_the_square),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
