/* layout: facing pages. A page of the fixture is 30 units deep; strips are 2 units high. */
#include "test_layout_fixture.h"

static dimen units(int count)
{
    return count * layout.page->unit;
}

/* Glue that may grow, above a block of so many lines that stay together. */
static void add_block(int lines, int stretch)
{
    for (int i = 0; i < lines; i++)
        add(i > 0 ? PENALTY_TOGETHER : 0, 2);
    struct strip *first = &galley.strips.items[galley.strips.count - (size_t)lines];
    first->space = units(1);
    first->stretch = units(stretch);
}

/* Of a strip's foot, below the top of the text block. */
static dimen foot_of(size_t strip)
{
    return place_of(strip)->y + layout.page->unit / 2 + galley.strips.items[strip].height -
           layout.page->top;
}

static void fills_both_pages_when_it_can(void **state)
{
    (void)state;
    struct foot verso = {units(27), units(3)}, recto = {units(29), units(4)};
    struct spread spread = spread_level(&verso, &recto, units(30), units(1));
    assert_int_equal(spread.verso_extra, units(3));
    assert_int_equal(spread.recto_extra, units(1));
    assert_int_equal(spread.apart, 0);
}

static void brings_the_shorter_page_to_the_depth_of_the_longer(void **state)
{
    (void)state;
    struct foot verso = {units(24), units(3)}, recto = {units(26), 0};
    struct spread spread = spread_level(&verso, &recto, units(30), units(1));
    assert_int_equal(spread.verso_extra, units(2));
    assert_int_equal(spread.recto_extra, 0);
    assert_int_equal(spread.apart, 0);
}

static void leaves_pages_alone_that_cannot_be_levelled(void **state)
{
    (void)state;
    struct foot verso = {units(20), units(3)}, recto = {units(26), 0};
    struct spread spread = spread_level(&verso, &recto, units(30), units(1));
    assert_int_equal(spread.verso_extra, 0);
    assert_int_equal(spread.recto_extra, 0);
    assert_int_equal(spread.apart, units(6));
}

static void grows_by_whole_units_only(void **state)
{
    (void)state;
    struct foot verso = {units(20) + 7, units(9)}, recto = {units(24), 0};
    struct spread spread = spread_level(&verso, &recto, units(30), units(1));
    assert_int_equal(spread.verso_extra, units(3));
    assert_int_equal(spread.apart, units(1) - 7);
}

static void fills_a_page_that_faces_none(void **state)
{
    (void)state;
    assert_int_equal(spread_fill(&(struct foot){units(28), units(2)}, units(30), units(1)),
                     units(2));
    assert_int_equal(spread_fill(&(struct foot){units(28), units(1)}, units(30), units(1)), 0);
    assert_int_equal(spread_fill(&(struct foot){units(31), units(1)}, units(30), units(1)), 0);
}

/* The verso lacks two lines, as the block behind it does not fit; its glue takes them. */
static void a_spread_ends_level_by_the_glue_above_a_block(void **state)
{
    (void)state;
    vector_push(&layout.pages, (struct page){.label = ""}); /* so that a verso is first */
    add_lines(5);
    add_block(7, 6);
    size_t verso_end = galley.strips.count - 1;
    add_block(14, 0);
    add(0, 2)->penalty = PENALTY_LONE_LINE;
    size_t recto_end = galley.strips.count - 1;
    add_block(10, 0);
    add_lines(9);
    fill();
    galley.strips.count = recto_end + 1; /* cleared, but not gone */
    assert_int_equal(page_of(verso_end), 1);
    assert_int_equal(page_of(verso_end + 1), 2);
    assert_int_equal(page_of(recto_end), 2);
    assert_int_equal(foot_of(verso_end), foot_of(recto_end));
    assert_int_equal(place_of(4)->y - place_of(3)->y, units(2)); /* lines stay as they were */
    assert_true(place_of(5)->y - place_of(4)->y > units(3));
}

/* Two lines are missing on three pages: the two that face each other lack one each. */
static void a_spread_is_cut_where_it_ends_level(void **state)
{
    (void)state;
    add_lines(43);
    add_block(15, 0);
    add_lines(3);
    fill();
    assert_int_equal(page_of(14), 0);
    assert_int_equal(page_of(15), 1);
    assert_int_equal(page_of(28), 1);
    assert_int_equal(page_of(29), 2);
    assert_int_equal(page_of(43), 3);
}

static void lines_stand_on_the_grid_again_below_what_does_not(void **state)
{
    (void)state;
    add(0, 2);
    galley.strips.items[0].height += 300;
    add(0, 2)->space = units(1);
    fill();
    assert_int_equal((place_of(1)->y - place_of(0)->y) % units(1), 0);
    assert_int_equal(place_of(1)->y - place_of(0)->y, units(4));
}

static void a_grown_chapter_ends_where_it_ends(void **state)
{
    (void)state;
    add_lines(5);
    add_block(5, 8);
    fill();
    assert_int_equal(place_of(5)->y - place_of(4)->y, units(3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LAYOUT_TEST(fills_both_pages_when_it_can),
        LAYOUT_TEST(brings_the_shorter_page_to_the_depth_of_the_longer),
        LAYOUT_TEST(leaves_pages_alone_that_cannot_be_levelled),
        LAYOUT_TEST(grows_by_whole_units_only),
        LAYOUT_TEST(fills_a_page_that_faces_none),
        LAYOUT_TEST(a_spread_ends_level_by_the_glue_above_a_block),
        LAYOUT_TEST(a_spread_is_cut_where_it_ends_level),
        LAYOUT_TEST(lines_stand_on_the_grid_again_below_what_does_not),
        LAYOUT_TEST(a_grown_chapter_ends_where_it_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
