/* style/style: what nodes and parts look like. */
#include "test_style_fixture.h"

static struct text_style root;

static int make_sheet(void **state)
{
    start_style(state);
    open_built_in(MM(210), MM(297));
    root = style_root(sheet);
    return 0;
}

static struct text_style text_of(enum node_kind kind, const struct text_style *parent)
{
    struct node node = {.kind = kind};
    return style_text(sheet, &node, parent);
}

static struct node heading(int level)
{
    return (struct node){.kind = NODE_HEADING, .heading = {.level = level}};
}

static void emphasis_in_emphasis_stands_upright(void **state)
{
    (void)state;
    struct text_style outer = text_of(NODE_EMPHASIS, &root);
    struct text_style strong = text_of(NODE_STRONG, &outer);
    struct text_style inner = text_of(NODE_EMPHASIS, &strong);
    assert_true(outer.italic && !outer.bold);
    assert_true(strong.italic && strong.bold);
    assert_true(!inner.italic && inner.bold);
}

static void code_is_never_hyphenated_and_keeps_its_x_height(void **state)
{
    (void)state;
    struct text_style code = text_of(NODE_CODE, &root);
    assert_int_equal(code.family, FAMILY_MONO);
    assert_false(code.hyphenate);
    assert_true(code.size < root.size);
    struct text_style within = text_of(NODE_CODE, &code);
    assert_int_equal(within.size, code.size);
}

static void raised_text_adds_up(void **state)
{
    (void)state;
    struct text_style once = text_of(NODE_SUPERSCRIPT, &root);
    struct text_style twice = text_of(NODE_SUPERSCRIPT, &once);
    struct text_style lowered = text_of(NODE_SUBSCRIPT, &root);
    assert_true(once.raise > 0 && twice.raise > once.raise && lowered.raise < 0);
    assert_true(twice.size < once.size && once.size < root.size);
}

/* Ten thousand <small>s must not come to nothing. */
static void no_text_shrinks_to_nothing(void **state)
{
    (void)state;
    struct text_style style = root;
    for (int i = 0; i < 10000; i++)
        style = text_of(NODE_SMALL, &style);
    assert_true(style.size >= PT(1));
}

static void tables_have_tabular_figures(void **state)
{
    (void)state;
    struct text_style table = text_of(NODE_TABLE, &root);
    assert_true(table.features_on >> FEATURE_TNUM & 1);
    assert_int_equal(table.family, FAMILY_SANS);
    struct node cell = {.kind = NODE_TABLE_CELL, .cell = {.header = true}};
    assert_true(style_text(sheet, &cell, &table).bold);
}

static void chips_are_small_and_quiet_within_headings(void **state)
{
    (void)state;
    struct node node = heading(1);
    struct node span = {.kind = NODE_SPAN, .classes = "badge advanced"};
    struct text_style title = style_text(sheet, &node, &root);
    struct text_style chip = style_text(sheet, &span, &title);
    assert_true(title.bold && !chip.bold);
    assert_true(chip.size < root.size);
    assert_int_not_equal(chip.color, title.color);
}

static void headings_shrink_with_their_level(void **state)
{
    (void)state;
    dimen last = DIMEN_MAX;
    style_set_base_level(sheet, 1);
    style_set_chapters(sheet, true);
    for (int level = 1; level <= 6; level++) {
        struct node node = heading(level);
        struct text_style style = style_text(sheet, &node, &root);
        assert_true(style.size <= last);
        assert_true(style_block(sheet, &node).keep_with_next);
        assert_int_equal(style_paging(sheet, &node).before == PAGE_BREAK_ANY, level == 1);
        last = style.size;
    }
    style_set_chapters(sheet, false);
    style_set_base_level(sheet, 3);
}

static void the_books_shallowest_level_decides_the_size(void **state)
{
    (void)state;
    struct node first = heading(1), third = heading(3), fourth = heading(4);
    style_set_base_level(sheet, 1);
    dimen size = style_text(sheet, &first, &root).size;
    assert_true(style_text(sheet, &third, &root).size < size);
    style_set_base_level(sheet, 3);
    assert_int_equal(style_text(sheet, &third, &root).size, size);
    assert_true(style_text(sheet, &fourth, &root).size < size);
    assert_int_equal(style_paging(sheet, &third).before, PAGE_BREAK_NONE);
}

static void spaces_are_multiples_of_the_unit(void **state)
{
    (void)state;
    dimen unit = style_page(sheet)->unit;
    for (int kind = 0; kind < NODE_TEXT; kind++) {
        struct node node = {.kind = (enum node_kind)kind};
        struct block_style style = style_block(sheet, &node);
        assert_int_equal(style.space_before % unit, 0);
        assert_int_equal(style.space_after % unit, 0);
        assert_true(style.leading > 0);
    }
}

static void every_part_has_a_size_and_a_leading(void **state)
{
    (void)state;
    for (int part = 0; part < PART_COUNT; part++) {
        struct text_style text = style_part_text(sheet, (enum style_part)part);
        struct block_style block = style_part_block(sheet, (enum style_part)part);
        assert_true(text.size >= PT(6));
        assert_true(block.leading >= text.size);
    }
    assert_true(style_part_text(sheet, PART_CONTENTS_ENTRY_1).features_on >> FEATURE_TNUM & 1);
    assert_true(
        style_page_look(sheet, NULL, 0)->boxes[BOX_TOP_RIGHT].text.features_on >> FEATURE_SMCP & 1);
}

static void each_alert_has_its_own_bar(void **state)
{
    (void)state;
    struct node note = {.kind = NODE_ALERT, .alert = {.kind = ALERT_NOTE}};
    struct node caution = {.kind = NODE_ALERT, .alert = {.kind = ALERT_CAUTION}};
    assert_true(style_block(sheet, &note).borders[BOX_START].width > 0);
    assert_int_not_equal(style_block(sheet, &note).borders[BOX_START].color,
                         style_block(sheet, &caution).borders[BOX_START].color);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(emphasis_in_emphasis_stands_upright),
        cmocka_unit_test(code_is_never_hyphenated_and_keeps_its_x_height),
        cmocka_unit_test(raised_text_adds_up),
        cmocka_unit_test(no_text_shrinks_to_nothing),
        cmocka_unit_test(tables_have_tabular_figures),
        cmocka_unit_test(chips_are_small_and_quiet_within_headings),
        cmocka_unit_test(headings_shrink_with_their_level),
        cmocka_unit_test(the_books_shallowest_level_decides_the_size),
        cmocka_unit_test(spaces_are_multiples_of_the_unit),
        cmocka_unit_test(every_part_has_a_size_and_a_leading),
        cmocka_unit_test(each_alert_has_its_own_bar),
    };
    return cmocka_run_group_tests(tests, make_sheet, end_style);
}
