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

/* Parts the columns by a gap. */
static struct column *apart(struct column *columns, int count, dimen gap)
{
    for (int i = 0; i + 1 < count; i++)
        columns[i].after = gap;
    return columns;
}

static void gives_every_column_what_it_wants_when_there_is_room(void **state)
{
    (void)state;
    struct column columns[] = {{.least = PT(20), .most = PT(50)},
                               {.least = PT(30), .most = PT(70)}};
    columns_fit(apart(columns, 2, PT(10)), 2, PT(300));
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
    columns_fit(apart(columns, 3, PT(10)), 3, PT(300));
    assert_int_equal(columns[0].width, PT(40));
    assert_int_equal(columns[1].width, PT(60));
    assert_in_range(total(columns, 3), PT(298), PT(300));
}

static void never_goes_below_what_a_column_needs(void **state)
{
    (void)state;
    struct column columns[] = {{.least = PT(150), .most = PT(160)},
                               {.least = PT(10), .most = PT(5000)}};
    columns_fit(apart(columns, 2, PT(10)), 2, PT(200));
    assert_true(columns[0].width >= PT(150));
    assert_true(total(columns, 2) <= PT(200));
}

static void cuts_the_widest_columns_when_not_even_the_least_fits(void **state)
{
    (void)state;
    struct column columns[] = {{.least = PT(40), .most = PT(60)},
                               {.least = PT(200), .most = PT(200)},
                               {.least = PT(400), .most = PT(900)}};
    columns_fit(apart(columns, 3, PT(10)), 3, PT(320));
    assert_int_equal(columns[0].width, PT(40));
    assert_int_equal(columns[1].width, PT(130));
    assert_int_equal(columns[2].width, PT(130));
}

static void shrinks_the_text_in_steps_as_far_as_needed(void **state)
{
    (void)state;
    struct column columns[] = {{.least = PT(100)}, {.least = PT(190)}};
    assert_int_equal(columns_scale(apart(columns, 2, PT(10)), 2, PT(300)), 1000);
    assert_int_equal(columns_scale(apart(columns, 2, PT(10)), 2, PT(299)), 930);
    assert_int_equal(columns_scale(apart(columns, 2, PT(10)), 2, PT(211)), 700);
    struct column many[10] = {{.least = PT(90)}};
    for (int i = 1; i < 10; i++)
        many[i] = many[0];
    assert_int_equal(columns_scale(apart(many, 10, PT(5)), 10, PT(300)), 700);
}

static void does_not_shrink_for_an_endless_word(void **state)
{
    (void)state;
    struct column columns[] = {{.least = PT(40)}, {.least = PT(5000)}};
    assert_int_equal(columns_scale(apart(columns, 2, PT(10)), 2, PT(300)), 1000);
}

static void leaves_no_column_without_width(void **state)
{
    (void)state;
    struct column columns[500] = {{.least = PT(10), .most = PT(10)}};
    columns_fit(apart(columns, 500, PT(10)), 500, PT(300));
    for (int i = 0; i < 500; i++) {
        assert_true(columns[i].width > 0);
        assert_in_range(columns[i].x, 0, PT(300));
    }
}

static void stretches_columns_by_what_they_want(void **state)
{
    (void)state;
    struct column columns[] = {{.most = PT(30), .width = PT(30)},
                               {.most = PT(60), .width = PT(60)}};
    columns_stretch(apart(columns, 2, PT(10)), 2, PT(190));
    assert_int_equal(total(columns, 2), PT(190));
    assert_in_range(columns[0].width, PT(59.9), PT(60.1));
    columns_stretch(columns, 2, PT(100)); /* never narrower */
    assert_int_equal(total(columns, 2), PT(190));
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
        cmocka_unit_test(stretches_columns_by_what_they_want),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
