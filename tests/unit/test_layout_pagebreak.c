/* layout: strips → pages. A page of the fixture is 30 units deep; strips are 2 units high. */
#include "test_layout_fixture.h"

static void fills_pages_to_the_last_line(void **state)
{
    (void)state;
    add_lines(40);
    fill();
    assert_int_equal(layout.pages.count, 3);
    assert_int_equal(page_of(14), 0);
    assert_int_equal(page_of(15), 1);
    assert_int_equal(page_of(30), 2);
}

static void leaves_no_single_line_to_the_last_page(void **state)
{
    (void)state;
    add_lines(31);
    fill();
    assert_int_equal(layout.pages.count, 3);
    assert_int_equal(page_of(28), 2);
}

/* First fit would fill the first page and leave the second one, before the block, half empty. */
static void spreads_what_is_missing_over_the_pages(void **state)
{
    (void)state;
    add_lines(22);
    for (int i = 0; i < 14; i++)
        add(i > 0 ? PENALTY_TOGETHER : 0, 2);
    fill();
    assert_int_equal(layout.pages.count, 3);
    assert_int_equal(page_of(10), 0);
    assert_int_equal(page_of(11), 1);
    assert_int_equal(page_of(22), 2);
}

static void prefers_an_empty_foot_to_a_forbidden_break(void **state)
{
    (void)state;
    add(0, 2);
    for (int i = 0; i < 15; i++)
        add(i > 0 ? PENALTY_TOGETHER : 0, 2);
    fill();
    assert_int_equal(page_of(0), 0);
    assert_int_equal(page_of(1), 1);
    assert_int_equal(page_of(15), 1);
}

static void drops_the_space_at_the_top_of_a_page(void **state)
{
    (void)state;
    add_lines(15);
    add(0, 2)->space = 5 * layout.page->unit;
    add_lines(5);
    fill();
    assert_int_equal(place_of(15)->y, place_of(0)->y);
}

static void takes_a_heading_along_to_what_it_heads(void **state)
{
    (void)state;
    add_lines(13);
    add(0, 2);                 /* heading */
    add(PENALTY_WITH_NEXT, 2); /* first line */
    add(PENALTY_LONE_LINE, 2); /* second line */
    fill();
    assert_int_equal(page_of(12), 0);
    assert_int_equal(page_of(13), 1);
}

static void leaves_no_last_line_alone(void **state)
{
    (void)state;
    add_lines(15);
    add(PENALTY_LONE_LINE, 2);
    fill();
    assert_int_equal(page_of(13), 0);
    assert_int_equal(page_of(14), 1);
}

static void moves_a_block_that_fits_on_the_next_page(void **state)
{
    (void)state;
    add_lines(10);
    add(0, 2);
    for (int i = 0; i < 9; i++)
        add(PENALTY_TOGETHER, 2);
    fill();
    assert_int_equal(page_of(9), 0);
    assert_int_equal(page_of(10), 1);
    assert_int_equal(page_of(19), 1);
}

static void is_not_stuck_where_every_break_is_forbidden(void **state)
{
    (void)state;
    add(0, 2);
    for (int i = 0; i < 100; i++)
        add(PENALTY_WITH_NEXT, 2);
    fill();
    assert_int_equal(layout.pages.count, 7);
}

static void gives_what_is_taller_than_a_page_a_page(void **state)
{
    (void)state;
    add(0, 2);
    add(0, 50);
    add(0, 2);
    fill();
    assert_int_equal(page_of(1), 1);
    assert_int_equal(page_of(2), 2);
}

static struct note *make_note(size_t lines)
{
    struct strip *strips = ARENA_ARRAY(layout.arena, struct strip, lines);
    for (size_t i = 0; i < lines; i++)
        strips[i] = make_strip(2);
    struct note *note = ARENA_NEW(layout.arena, struct note);
    *note = (struct note){.strips = strips, .count = lines, .is_set = true};
    return note;
}

/* A line with the mark of a note: its place comes before those of the note's lines. */
static void add_mark(size_t lines)
{
    struct strip *strip = add(0, 2);
    strip->notes = make_note(lines);
}

static void sets_a_note_at_the_foot_of_the_page_of_its_mark(void **state)
{
    (void)state;
    add_mark(2);
    add_lines(13);
    fill();
    assert_int_equal(page_of(1), 0); /* the note's first line */
    assert_true(place_of(1)->y > place_of(12)->y);
    assert_int_equal(page_of(15), 1);
}

static void carries_the_rest_of_a_long_note_over(void **state)
{
    (void)state;
    add_mark(40);
    fill();
    assert_int_equal(layout.pages.count, 3);
    assert_int_equal(page_of(1), 0);
    assert_int_equal(page_of(40), 2);
}

/* The rest of the first note takes more than the next page can give; its text goes on all the same,
 * but a strip with a mark waits until its note, which comes behind, has room. */
static void a_note_behind_a_long_one_begins_on_the_page_of_its_mark(void **state)
{
    (void)state;
    add_mark(30);
    add_lines(3);
    add_mark(3);
    add_lines(10);
    fill();
    assert_int_equal(page_of(31), 1); /* the line behind the first mark's */
    assert_int_equal(page_of(34), 2); /* the second mark's line */
    assert_int_equal(page_of(35), 2); /* its note */
}

static void leaves_no_last_line_of_a_note_alone(void **state)
{
    (void)state;
    struct note *note = make_note(14);
    ((struct strip *)note->strips)[13].penalty = PENALTY_LONE_LINE;
    add(0, 2)->notes = note;
    add_lines(3);
    fill();
    assert_int_equal(page_of(11), 0);
    assert_int_equal(page_of(12), 1);
    assert_int_equal(page_of(13), 1);
}

static void continues_a_ground_on_the_next_page(void **state)
{
    (void)state;
    add_lines(20);
    vector_push(
        &galley.grounds,
        (struct ground){.first = 5, .end = 20, .width = PT(100), .box = {true, 0, {{0}}, {0}}});
    fill();
    assert_int_equal(count_items(0, ITEM_BOX), 1);
    assert_int_equal(count_items(1, ITEM_BOX), 1);
}

static void says_where_a_ground_is_continued(void **state)
{
    (void)state;
    struct placed word = {.element = ELEMENT_ARTIFACT, .item = {.kind = ITEM_TEXT}};
    struct fragment mark = {.items = &word, .count = 1, .width = PT(10)};
    add_lines(25);
    vector_push(&galley.grounds,
                (struct ground){.first = 5, .end = 25, .tail = PT(5), .continued = &mark});
    fill();
    assert_int_equal(count_items(0, ITEM_TEXT), 2); /* and the folio */
}

static void breaks_before_a_section_when_it_costs_little(void **state)
{
    (void)state;
    add_lines(14);
    add(PENALTY_NEW_SECTION, 2);
    add_lines(10);
    fill();
    assert_int_equal(page_of(13), 0);
    assert_int_equal(page_of(14), 1);
}

static void repeats_the_header_of_a_table(void **state)
{
    (void)state;
    struct placed box = {.element = 0, .item = {.kind = ITEM_BOX}};
    struct strip header = {.height = 2 * layout.page->unit, .items = &box, .item_count = 1};
    for (int i = 0; i < 20; i++)
        add(0, 2)->repeat = i > 0 ? &header : NULL;
    fill();
    assert_int_equal(count_items(0, ITEM_BOX), 0);
    assert_int_equal(count_items(1, ITEM_BOX), 1);
    assert_true(place_of(15)->y > place_of(0)->y);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LAYOUT_TEST(fills_pages_to_the_last_line),
        LAYOUT_TEST(leaves_no_single_line_to_the_last_page),
        LAYOUT_TEST(spreads_what_is_missing_over_the_pages),
        LAYOUT_TEST(prefers_an_empty_foot_to_a_forbidden_break),
        LAYOUT_TEST(drops_the_space_at_the_top_of_a_page),
        LAYOUT_TEST(takes_a_heading_along_to_what_it_heads),
        LAYOUT_TEST(leaves_no_last_line_alone),
        LAYOUT_TEST(moves_a_block_that_fits_on_the_next_page),
        LAYOUT_TEST(is_not_stuck_where_every_break_is_forbidden),
        LAYOUT_TEST(gives_what_is_taller_than_a_page_a_page),
        LAYOUT_TEST(sets_a_note_at_the_foot_of_the_page_of_its_mark),
        LAYOUT_TEST(carries_the_rest_of_a_long_note_over),
        LAYOUT_TEST(a_note_behind_a_long_one_begins_on_the_page_of_its_mark),
        LAYOUT_TEST(leaves_no_last_line_of_a_note_alone),
        LAYOUT_TEST(continues_a_ground_on_the_next_page),
        LAYOUT_TEST(says_where_a_ground_is_continued),
        LAYOUT_TEST(breaks_before_a_section_when_it_costs_little),
        LAYOUT_TEST(repeats_the_header_of_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
