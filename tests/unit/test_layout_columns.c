/* layout: strips → columns. A page of the fixture is 30 units deep. */
#include "layout/columnbreak.h"
#include "test_layout_fixture.h"

enum { DEPTH = 30, MOST_HEIGHT = 8 };

static struct column_set two = {.count = 2, .width = PT(100), .gap = PT(10)};
static struct column_set three = {.count = 3, .width = PT(60), .gap = PT(10)};

static struct strip *add_in(const struct column_set *columns, int32_t penalty, dimen units)
{
    struct strip *strip = add(penalty, units);
    strip->columns = columns;
    return strip;
}

static void add_lines_in(const struct column_set *columns, int count)
{
    for (int i = 0; i < count; i++)
        add_in(columns, 0, 2);
}

/* From the left. */
static int column_of(size_t strip, const struct column_set *columns)
{
    const struct page_style *page = layout.page;
    dimen left = page_of(strip) % 2 == 0 ? page->inner : page->outer;
    return (place_of(strip)->x - left) / (columns->width + columns->gap);
}

/* In units from the top of the text block. */
static dimen height_of(size_t strip)
{
    dimen unit = layout.page->unit;
    return (place_of(strip)->y + unit / 2 - layout.page->top) / unit;
}

static void balances_what_fits_on_a_page(void **state)
{
    (void)state;
    add_lines_in(&two, 11);
    add(0, 2);
    fill();
    assert_int_equal(layout.pages.count, 1);
    assert_int_equal(column_of(5, &two), 0);
    assert_int_equal(column_of(6, &two), 1);
    assert_int_equal(height_of(6), 0);
    assert_int_equal(height_of(11), 12); /* six lines */
}

static void fills_pages_column_by_column(void **state)
{
    (void)state;
    add_lines_in(&two, 70);
    fill();
    assert_int_equal(layout.pages.count, 3);
    assert_int_equal(column_of(14, &two), 0);
    assert_int_equal(column_of(15, &two), 1);
    assert_int_equal(page_of(29), 0);
    assert_int_equal(page_of(30), 1);
    assert_int_equal(column_of(65, &two), 1);
}

static void columns_go_from_right_to_left_in_such_a_book(void **state)
{
    (void)state;
    struct column_set mirrored = two;
    mirrored.mirrored = true;
    add_lines_in(&mirrored, 4);
    fill();
    assert_int_equal(column_of(0, &two), 1);
    assert_int_equal(column_of(2, &two), 0);
}

static void fills_in_turn_where_asked_for(void **state)
{
    (void)state;
    struct column_set in_turn = two;
    in_turn.filled_in_turn = true;
    add_lines_in(&in_turn, 20);
    fill();
    assert_int_equal(column_of(14, &two), 0);
    assert_int_equal(column_of(15, &two), 1);
}

/* The columns above what spans are balanced, those below begin anew. */
static void what_spans_parts_the_columns(void **state)
{
    (void)state;
    add_lines_in(&two, 4);
    add(0, 3);
    add_lines_in(&two, 4);
    fill();
    assert_int_equal(column_of(1, &two), 0);
    assert_int_equal(column_of(2, &two), 1);
    assert_int_equal(height_of(4), 4);
    assert_int_equal(height_of(5), 7);
    assert_int_equal(height_of(7), 7);
}

static void a_forced_break_opens_a_column(void **state)
{
    (void)state;
    add_lines_in(&three, 9);
    galley.strips.items[1].opens_column = true;
    galley.strips.items[1].penalty = PENALTY_WITH_NEXT;
    fill();
    assert_int_equal(column_of(0, &three), 0);
    assert_int_equal(column_of(1, &three), 1);
    assert_int_equal(column_of(8, &three), 2);
}

static void the_last_column_opens_a_page(void **state)
{
    (void)state;
    add_lines_in(&two, 3);
    galley.strips.items[1].opens_column = galley.strips.items[2].opens_column = true;
    fill();
    assert_int_equal(column_of(1, &two), 1);
    assert_int_equal(page_of(2), 1);
}

static void a_break_may_be_forbidden_to_columns_alone(void **state)
{
    (void)state;
    add_lines_in(&two, 4);
    for (size_t i = 1; i < 4; i++)
        galley.strips.items[i].column_penalty = PENALTY_TOGETHER;
    fill();
    assert_int_equal(column_of(3, &two), 0);
}

static void a_break_may_be_forbidden_to_pages_alone(void **state)
{
    (void)state;
    add_lines(13);
    add_lines_in(&two, 6);
    for (size_t i = 14; i < 19; i++)
        galley.strips.items[i].page_penalty = PENALTY_TOGETHER;
    fill();
    assert_int_equal(page_of(12), 0);
    assert_int_equal(page_of(13), 1);
    assert_int_equal(column_of(15, &two), 0);
    assert_int_equal(column_of(16, &two), 1);
}

/* Of five lines of a paragraph two columns on a page take no single one. */
static void no_line_comes_from_a_column_and_goes_on_in_the_next(void **state)
{
    (void)state;
    add_lines_in(&three, 4);
    for (size_t i = 1; i < 4; i++)
        galley.strips.items[i].is_inner = true;
    galley.strips.items[1].penalty = galley.strips.items[3].penalty = PENALTY_LONE_LINE;
    fill();
    assert_int_equal(column_of(1, &three), 0);
    assert_int_equal(column_of(2, &three), 1);
    assert_int_equal(column_of(3, &three), 1);
}

static void is_not_stuck_where_every_break_is_forbidden(void **state)
{
    (void)state;
    add_in(&two, 0, 2);
    for (int i = 0; i < 100; i++)
        add_in(&two, PENALTY_WITH_NEXT, 2);
    fill();
    assert_int_equal(layout.pages.count, 4);
}

static void gives_what_is_taller_than_a_page_a_column(void **state)
{
    (void)state;
    add_in(&two, 0, 2);
    add_in(&two, 0, 50);
    add_in(&two, 0, 2);
    add(0, 2);
    add_in(&two, 0, 50);
    fill();
    assert_int_equal(page_of(4), layout.pages.count - 1);
    for (size_t i = 1; i < 5; i++)
        assert_true(page_of(i) >= page_of(i - 1));
}

static struct note *make_note(size_t lines)
{
    struct strip *strips = ARENA_ARRAY(layout.arena, struct strip, lines);
    for (size_t i = 0; i < lines; i++)
        strips[i] = (struct strip){.height = 2 * layout.page->unit};
    struct note *note = ARENA_NEW(layout.arena, struct note);
    *note = (struct note){.strips = strips, .count = lines, .is_set = true};
    return note;
}

/* Four lines of notes and the gap above them take five lines of both columns. */
static void notes_take_room_of_all_columns(void **state)
{
    (void)state;
    add_lines_in(&two, 40);
    galley.strips.items[12].notes = make_note(4);
    fill();
    assert_int_equal(column_of(9, &two), 0);
    assert_int_equal(column_of(10, &two), 1);
    assert_int_equal(page_of(19), 0);
    assert_int_equal(page_of(20), 1);
}

static void endless_notes_go_on_over_pages(void **state)
{
    (void)state;
    add_lines_in(&two, 4);
    for (size_t i = 0; i < 4; i++)
        galley.strips.items[i].notes = make_note(40);
    fill();
    assert_true(layout.pages.count >= 11 && layout.pages.count <= 20);
}

static void a_ground_goes_on_in_the_next_column(void **state)
{
    (void)state;
    add_lines_in(&two, 8);
    vector_push(
        &galley.grounds,
        (struct ground){
            .first = 1, .end = 7, .width = PT(100), .columns = &two, .box = {.has_ground = true}});
    fill();
    assert_int_equal(count_items(0, ITEM_BOX), 2);
}

static void a_ground_around_columns_is_one(void **state)
{
    (void)state;
    add_lines_in(&two, 8);
    vector_push(
        &galley.grounds,
        (struct ground){.first = 0, .end = 8, .width = PT(210), .box = {.has_ground = true}});
    fill();
    assert_int_equal(count_items(0, ITEM_BOX), 1);
}

/* ── Any strips ──────────────────────────────────────────────────────────────────────────────── */

static uint32_t seed;

static int pick(int below)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 16) % (uint32_t)below);
}

static struct column_task task_of(const struct strip *strips, size_t count)
{
    return (struct column_task){.strips = strips,
                                .end = count,
                                .room = DEPTH * layout.page->unit,
                                .depth = DEPTH * layout.page->unit,
                                .unit = layout.page->unit};
}

static int64_t sum_of(const struct strip *strips, size_t first, size_t after)
{
    return galley_height(strips + first, after - first);
}

/* The least height of two columns, by trying all breaks. */
static int64_t least_height(const struct strip *strips, size_t count)
{
    int64_t least = sum_of(strips, 0, count);
    for (size_t cut = 1; cut < count; cut++) {
        int64_t left = sum_of(strips, 0, cut), right = sum_of(strips, cut, count);
        int64_t height = left > right ? left : right;
        if (strips[cut].penalty < PENALTY_FORBIDDEN && height < least)
            least = height;
    }
    return least;
}

static void balances_as_well_as_can_be(void **state)
{
    (void)state;
    struct column_fits fits = {0};
    for (seed = 1; seed < 400 * 65536u; seed += 65536u) {
        struct strip strips[20] = {0};
        size_t count = 1 + (size_t)pick(20);
        for (size_t i = 0; i < count; i++) {
            strips[i].columns = &two;
            strips[i].height = (1 + pick(MOST_HEIGHT)) * layout.page->unit;
            strips[i].penalty = pick(3) == 0 ? PENALTY_TOGETHER : 0;
        }
        struct column_task task = task_of(strips, count);
        dimen height = 0;
        int64_t cost, least = least_height(strips, count);
        bool fitted = columns_balance(&task, &fits, &height, &cost);
        assert_int_equal(fitted, least <= task.room);
        if (fitted)
            assert_int_equal(height, least);
    }
    vector_drop(&fits.ends);
}

static void add_any_strips(int count)
{
    static const int32_t penalties[] = {0, 0, 0, 50, -200, PENALTY_LONE_LINE, PENALTY_WITH_NEXT};
    const struct column_set *columns = &two;
    for (int i = 0; i < count; i++) {
        if (pick(12) == 0)
            columns = pick(3) == 0 ? NULL : pick(2) ? &two : &three;
        struct strip *strip = add_in(columns, penalties[pick(7)], 1 + pick(MOST_HEIGHT));
        strip->space = pick(3) * layout.page->unit;
        strip->stretch = pick(3) * layout.page->unit;
        strip->opens_column = columns && pick(20) == 0;
        strip->is_inner = pick(2);
        if (pick(15) == 0)
            strip->notes = make_note(1 + (size_t)pick(9));
    }
}

/* Nothing is lost, nothing out of order, nothing below the foot. */
static void places_any_strips_in_their_order(void **state)
{
    (void)state;
    for (uint32_t round = 1; round < 120; round++) {
        size_t first = layout.destinations.count;
        seed = round * 65536u;
        add_any_strips(60);
        struct strip strips[60];
        memcpy(strips, galley.strips.items, sizeof strips);
        fill();
        for (size_t i = 0; i < 60; i++) {
            dimen bottom = height_of(first + i) + strips[i].height / layout.page->unit;
            assert_true(bottom <= DEPTH);
            if (i == 0)
                continue;
            assert_true(page_of(first + i) >= page_of(first + i - 1));
            bool is_side_by_side = strips[i].columns == strips[i - 1].columns &&
                                   page_of(first + i) == page_of(first + i - 1);
            if (is_side_by_side && strips[i].columns)
                assert_true(column_of(first + i, strips[i].columns) >=
                            column_of(first + i - 1, strips[i].columns));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LAYOUT_TEST(balances_what_fits_on_a_page),
        LAYOUT_TEST(fills_pages_column_by_column),
        LAYOUT_TEST(columns_go_from_right_to_left_in_such_a_book),
        LAYOUT_TEST(fills_in_turn_where_asked_for),
        LAYOUT_TEST(what_spans_parts_the_columns),
        LAYOUT_TEST(a_forced_break_opens_a_column),
        LAYOUT_TEST(the_last_column_opens_a_page),
        LAYOUT_TEST(a_break_may_be_forbidden_to_columns_alone),
        LAYOUT_TEST(a_break_may_be_forbidden_to_pages_alone),
        LAYOUT_TEST(no_line_comes_from_a_column_and_goes_on_in_the_next),
        LAYOUT_TEST(is_not_stuck_where_every_break_is_forbidden),
        LAYOUT_TEST(gives_what_is_taller_than_a_page_a_column),
        LAYOUT_TEST(notes_take_room_of_all_columns),
        LAYOUT_TEST(endless_notes_go_on_over_pages),
        LAYOUT_TEST(a_ground_goes_on_in_the_next_column),
        LAYOUT_TEST(a_ground_around_columns_is_one),
        LAYOUT_TEST(balances_as_well_as_can_be),
        LAYOUT_TEST(places_any_strips_in_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
