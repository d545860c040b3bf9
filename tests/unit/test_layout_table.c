/* layout: the widths of a table's columns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "layout/table.h"

static dimen total(const struct column *columns, int count)
{
    return columns[count - 1].x + columns[count - 1].width;
}

static void gives_every_column_what_it_wants_when_there_is_room(void **state)
{
    (void)state;
    struct column columns[] = {{.least = PT(20), .most = PT(50)},
                               {.least = PT(30), .most = PT(70)}};
    columns_fit(columns, 2, PT(300), PT(10));
    assert_int_equal(columns[0].width, PT(50));
    assert_int_equal(columns[1].width, PT(70));
    assert_int_equal(columns[1].x, PT(60));
}

static void keeps_short_columns_on_one_line_beside_a_long_one(void **state)
{
    (void)state;
    struct column columns[] = {{.least = PT(20), .most = PT(40)},
                               {.least = PT(20), .most = PT(60)},
                               {.least = PT(30), .most = PT(900)}};
    columns_fit(columns, 3, PT(300), PT(10));
    assert_int_equal(columns[0].width, PT(40));
    assert_int_equal(columns[1].width, PT(60));
    assert_in_range(total(columns, 3), PT(298), PT(300));
}

static void never_goes_below_what_a_column_needs(void **state)
{
    (void)state;
    struct column columns[] = {{.least = PT(150), .most = PT(160)},
                               {.least = PT(10), .most = PT(5000)}};
    columns_fit(columns, 2, PT(200), PT(10));
    assert_true(columns[0].width >= PT(150));
    assert_true(total(columns, 2) <= PT(200));
}

static void cuts_the_widest_columns_when_not_even_the_least_fits(void **state)
{
    (void)state;
    struct column columns[] = {{.least = PT(40), .most = PT(60)},
                               {.least = PT(200), .most = PT(200)},
                               {.least = PT(400), .most = PT(900)}};
    columns_fit(columns, 3, PT(320), PT(10));
    assert_int_equal(columns[0].width, PT(40));
    assert_int_equal(columns[1].width, PT(130));
    assert_int_equal(columns[2].width, PT(130));
}

static void shrinks_the_text_in_steps_as_far_as_needed(void **state)
{
    (void)state;
    struct column columns[] = {{.least = PT(100)}, {.least = PT(190)}};
    assert_int_equal(columns_scale(columns, 2, PT(300), PT(10)), 1000);
    assert_int_equal(columns_scale(columns, 2, PT(299), PT(10)), 930);
    assert_int_equal(columns_scale(columns, 2, PT(211), PT(10)), 700);
    struct column many[10] = {{.least = PT(90)}};
    for (int i = 1; i < 10; i++)
        many[i] = many[0];
    assert_int_equal(columns_scale(many, 10, PT(300), PT(5)), 700);
}

static void does_not_shrink_for_an_endless_word(void **state)
{
    (void)state;
    struct column columns[] = {{.least = PT(40)}, {.least = PT(5000)}};
    assert_int_equal(columns_scale(columns, 2, PT(300), PT(10)), 1000);
}

static void leaves_no_column_without_width(void **state)
{
    (void)state;
    struct column columns[500] = {{.least = PT(10), .most = PT(10)}};
    columns_fit(columns, 500, PT(300), PT(10));
    for (int i = 0; i < 500; i++) {
        assert_true(columns[i].width > 0);
        assert_in_range(columns[i].x, 0, PT(300));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_every_column_what_it_wants_when_there_is_room),
        cmocka_unit_test(keeps_short_columns_on_one_line_beside_a_long_one),
        cmocka_unit_test(never_goes_below_what_a_column_needs),
        cmocka_unit_test(cuts_the_widest_columns_when_not_even_the_least_fits),
        cmocka_unit_test(shrinks_the_text_in_steps_as_far_as_needed),
        cmocka_unit_test(does_not_shrink_for_an_endless_word),
        cmocka_unit_test(leaves_no_column_without_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
