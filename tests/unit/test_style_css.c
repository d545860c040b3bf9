/* style/: values, selectors, the cascade, media, custom properties and @page, each by what an
 * author's rules do to nodes. */
#include "test_style_fixture.h"

/* A small tree: a document with a heading and a division, which holds three paragraphs; the second
 * holds emphasis. */
static struct node document, heading, division, paragraphs[3], emphasis, words;

static int start(void **state)
{
    document = (struct node){.kind = NODE_DOCUMENT};
    plant(&document, &heading, NODE_HEADING);
    heading.heading.level = 2;
    heading.id = "first";
    plant(&document, &division, NODE_DIVISION);
    division.classes = "box tall";
    division.lang = "de-AT";
    for (int i = 0; i < 3; i++)
        plant(&division, &paragraphs[i], NODE_PARAGRAPH);
    plant(&paragraphs[1], &words, NODE_TEXT);
    words.text = "a ";
    plant(&paragraphs[1], &emphasis, NODE_EMPHASIS);
    emphasis.title = "one two-three";
    return start_style(state);
}

static struct text_style text_of(const struct node *node)
{
    struct text_style root = style_root(sheet);
    return style_text(sheet, node, &root);
}

static uint32_t color_of(const struct node *node)
{
    return text_of(node).color;
}

/* The left margin that a value gives; the page's measure is 100 %. */
static dimen length(const char *value)
{
    use(arena_printf(arena, "p { margin-left: %s }", value), 0);
    return style_block(sheet, &paragraphs[0]).indent_start;
}

/* Does a selector match the node? */
static bool matches(const char *selector, const struct node *node)
{
    use(arena_printf(arena, "%s { background: #123456 }", selector), 0);
    return style_block(sheet, node).ground == 0x123456;
}

/* ── Values ──────────────────────────────────────────────────────────────────────────────────── */

static void the_built_in_sheet_has_no_mistakes(void **state)
{
    (void)state;
    use("", 0);
    assert_int_equal(diag_count(diag, SEVERITY_ERROR), 0);
}

static void what_is_clear_is_no_ground(void **state)
{
    (void)state;
    use("p { background: rgb(1 2 3 / 0) }", 0);
    assert_false(style_block(sheet, &paragraphs[0]).has_ground);
}

static void lengths_are_exact(void **state)
{
    (void)state;
    assert_int_equal(length("72pt"), length("1in"));
    assert_int_equal(length("96px"), PT(72));
    assert_int_equal(length("2.54cm"), PT(72));
    assert_int_equal(length("25.4mm"), PT(72));
    assert_int_equal(length("+6pc"), PT(72));
    assert_int_equal(length("2rem"), PT(22));
    assert_int_equal(length("2em"), PT(22));
    assert_int_equal(length("0.5rlh"), PT(7.5));
    assert_int_equal(length(".5pt"), 512);
    assert_int_equal(length("0"), 0);
    const struct page_style *page = style_page(sheet);
    dimen measure = page->width - page->inner - page->outer;
    assert_int_equal(length("50%"), measure / 2);
}

static void absurd_lengths_are_bounded(void **state)
{
    (void)state;
    assert_true(length("99999in") <= PT(14400));
    use("p { font-size: 100000pt; line-height: 99999; letter-spacing: -90000pt }", 0);
    assert_true(text_of(&paragraphs[0]).size <= PT(400));
    assert_true(style_block(sheet, &paragraphs[0]).leading <= PT(1000));
    use("p { font-size: 0 } em { font-size: 0.0001em }", 0);
    assert_true(text_of(&paragraphs[0]).size >= PT(1) && text_of(&emphasis).size >= PT(1));
}

static void em_is_of_the_own_text_and_percent_of_the_parents(void **state)
{
    (void)state;
    use("div { font-size: 20pt } p { font-size: 50%; margin-left: 1em; text-indent: 2em }", 0);
    assert_int_equal(style_block(sheet, &paragraphs[0]).indent_start, PT(10));
    assert_int_equal(style_block(sheet, &paragraphs[0]).first_line_indent, PT(20));
}

static void line_height_is_inherited_as_number_or_length(void **state)
{
    (void)state;
    use("div { font-size: 20pt; line-height: 1.5 } p { font-size: 10pt }", 0);
    assert_int_equal(style_block(sheet, &paragraphs[0]).leading, PT(15));
    use("div { font-size: 20pt; line-height: 1.5em } p { font-size: 10pt }", 0);
    assert_int_equal(style_block(sheet, &paragraphs[0]).leading, PT(30));
}

static void spaces_are_rounded_to_the_grid(void **state)
{
    (void)state;
    use("p { margin: 10pt 0 3pt }", 0);
    struct block_style style = style_block(sheet, &paragraphs[0]);
    assert_int_equal(style.space_before, PT(7.5));
    assert_int_equal(style.space_after, 0);
}

static void shorthands_set_all_their_sides(void **state)
{
    (void)state;
    use("p { margin: 15pt 1pt 30pt 2pt; border-left: 3pt solid red; background: #abc }", 0);
    struct block_style style = style_block(sheet, &paragraphs[0]);
    assert_int_equal(style.space_before, PT(15));
    assert_int_equal(style.indent_end, PT(1));
    assert_int_equal(style.space_after, PT(30));
    assert_int_equal(style.indent_start, PT(2));
    assert_int_equal(style.borders[BOX_START].width, PT(3));
    assert_int_equal(style.borders[BOX_START].color, 0xFF0000);
    assert_true(style.has_ground && style.ground == 0xAABBCC);
    use("p { font: italic small-caps bold 10pt/20pt 'Lato', serif }", 0);
    struct text_style text = text_of(&paragraphs[0]);
    assert_true(text.italic && text.features_on >> FEATURE_SMCP & 1 && text.bold &&
                text.family == FAMILY_SANS);
    assert_int_equal(text.size, PT(10));
    assert_int_equal(style_block(sheet, &paragraphs[0]).leading, PT(20));
}

static void a_bar_without_a_colour_has_that_of_the_text(void **state)
{
    (void)state;
    use("div { color: navy } p { border-inline-start: thin solid }", 0);
    assert_int_equal(style_block(sheet, &paragraphs[0]).borders[BOX_START].color, 0x000080);
}

/* ── Selectors ───────────────────────────────────────────────────────────────────────────────── */

static void selectors_match_what_they_say(void **state)
{
    (void)state;
    static const char *const emphasised[] = {"em",
                                             "*",
                                             "EM",
                                             "p em",
                                             "p > em",
                                             "div em",
                                             ".box em",
                                             "div.tall.box p em",
                                             "body em",
                                             "html em",
                                             ":root em",
                                             "div > p > em",
                                             "h2 ~ div em",
                                             "h2 + div em",
                                             "#first + div em",
                                             "p + p em",
                                             "[title]",
                                             "[title='one two-three']",
                                             "em[title~=one]",
                                             "[title^=one]",
                                             "[title$='three']",
                                             "[title*='two-']",
                                             "[lang|=de] em",
                                             "[lang=de-AT] em",
                                             "p:nth-child(2) em",
                                             "p:nth-child(even) em",
                                             "p:nth-child(3n+2) em",
                                             "p:nth-child(-n+2) em",
                                             "p:nth-last-child(2) em",
                                             "em:first-child",
                                             "em:last-child",
                                             "em:not(.x)",
                                             "em:not(.x, #y, p)",
                                             "p:not(:first-child):not(:last-child) em",
                                             "div:not(.small) em",
                                             "p:nth-child( 2 ) em"};
    for (size_t i = 0; i < sizeof emphasised / sizeof *emphasised; i++)
        if (!matches(emphasised[i], &emphasis))
            fail_msg("%s does not match", emphasised[i]);
}

static void selectors_match_nothing_else(void **state)
{
    (void)state;
    static const char *const others[] = {"i",
                                         "div > em",
                                         "p + em",
                                         "em em",
                                         ".bo em",
                                         "#firs + div em",
                                         "div + h2 em",
                                         "p ~ h2 em",
                                         "p:first-child em",
                                         "p:nth-child(odd) em",
                                         "p:nth-child(3n) em",
                                         "p:nth-last-child(1) em",
                                         "[title=one]",
                                         "[title~=tw]",
                                         "[title|=one]",
                                         "[title$=two]",
                                         "[lang|=d] em",
                                         "em:not([title])",
                                         "em:not(em)",
                                         "p:not(:nth-child(2)) em",
                                         ":root",
                                         "[lang^=''] em",
                                         "em:root"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (matches(others[i], &emphasis))
            fail_msg("%s matches", others[i]);
}

static void descendants_are_tried_on_every_ancestor(void **state)
{
    (void)state;
    struct node outer, inner, leaf;
    plant(&division, &outer, NODE_BLOCK_QUOTE);
    plant(&outer, &inner, NODE_BLOCK_QUOTE);
    plant(&inner, &leaf, NODE_PARAGRAPH);
    assert_true(matches("div > blockquote p", &leaf));
    assert_false(matches("div > p", &leaf));
}

static void headings_have_their_depth_as_a_class(void **state)
{
    (void)state;
    use(".heading-1 { color: #000001 } .heading-3 { color: #000003 }", 0);
    style_set_base_level(sheet, 2);
    style_set_chapters(sheet, true);
    assert_int_equal(color_of(&heading), 1);
    style_set_chapters(sheet, false);
    assert_int_equal(color_of(&heading), 3);
    assert_true(matches("h2", &heading));
    assert_false(matches("h1", &heading));
}

static void escapes_in_names_are_read(void **state)
{
    (void)state;
    paragraphs[0].classes = "a:b";
    assert_true(matches(".a\\:b", &paragraphs[0]));
    assert_true(matches(".\\61 \\3a b", &paragraphs[0]));
}

/* ── The cascade ─────────────────────────────────────────────────────────────────────────────── */

static void the_more_specific_rule_wins(void **state)
{
    (void)state;
    use("#first { color: #000004 } h2.x { color: #000003 } .x { color: #000002 }"
        "h2 { color: #000001 } * { color: #000000 }",
        0);
    assert_int_equal(color_of(&heading), 4);
    heading.id = NULL;
    heading.classes = "x";
    assert_int_equal(color_of(&heading), 3);
    heading.classes = NULL;
    assert_int_equal(color_of(&heading), 1);
}

static void the_later_rule_wins_among_equals(void **state)
{
    (void)state;
    use(".tall { color: #000001 } .box { color: #000002; color: #000003 }", 0);
    assert_int_equal(color_of(&division), 3);
}

static void important_wins_over_all(void **state)
{
    (void)state;
    use("h2 { color: #000001 !important } #first { color: #000002 }", 0);
    assert_int_equal(color_of(&heading), 1);
    use("h2 { color: #000001 ! IMPORTANT } h2#first { color: #000002 !important }", 0);
    assert_int_equal(color_of(&heading), 2);
}

static void authors_win_over_the_built_in_sheet(void **state)
{
    (void)state;
    use("h2 { font-family: serif; break-after: auto }", 0);
    assert_int_equal(text_of(&heading).family, FAMILY_SERIF);
    assert_false(style_block(sheet, &heading).keep_with_next);
}

static void initial_inherit_and_unset(void **state)
{
    (void)state;
    use("div { margin-left: 9pt; text-align: center; color: red }"
        "p { margin-left: inherit; color: initial; text-align: unset }",
        0);
    struct block_style style = style_block(sheet, &paragraphs[0]);
    assert_int_equal(style.indent_start, PT(9));
    assert_int_equal(style.align, TEXT_ALIGN_CENTER);
    assert_int_equal(color_of(&paragraphs[0]), 0);
    use("div { margin-left: 9pt } p { margin-left: unset }", 0);
    assert_int_equal(style_block(sheet, &paragraphs[0]).indent_start, 0);
}

/* ── Media, custom properties, @page ─────────────────────────────────────────────────────────── */

static bool applies(const char *query)
{
    use(arena_printf(arena, "@media %s { p { color: #123456 } }", query), 0);
    return color_of(&paragraphs[0]) == 0x123456;
}

static void media_queries_choose(void **state)
{
    (void)state;
    assert_true(applies("print") && applies("all") && applies("PRINT") && applies("only print"));
    assert_true(applies("not screen") && applies("epub, print") && applies("not epub"));
    assert_true(applies("(min-width: 20cm)") && applies("print and (max-width: 210.1mm)"));
    assert_true(applies("(orientation: portrait) and (min-height: 50em)"));
    assert_true(applies("not print and (max-width: 10cm)"));
    assert_false(applies("screen") || applies("epub") || applies("not print"));
    assert_false(applies("print and (max-width: 10cm)") || applies("not all"));
    assert_false(applies("(prefers-color-scheme: dark)") || applies("(orientation: landscape)"));
}

static void custom_properties_replace_each_other(void **state)
{
    (void)state;
    use(":root { --a: 0, 0, 0; --b: rgb(var(--a)); --empty:; }"
        "@media print { :root { --a: 1, 2, 3 } } @media epub { :root { --a: 9, 9, 9 } }"
        "p { color: var(--b) } h2 { color: var(--none, var(--neither, #040506)) }",
        0);
    assert_int_equal(color_of(&paragraphs[0]), 0x010203);
    assert_int_equal(color_of(&heading), 0x040506);
}

static void bad_custom_properties_are_told(void **state)
{
    (void)state;
    use("p { color: var(--none) }", 1);
    use(":root { --a: var(--b); --b: var(--a) } p { color: var(--a) }", 1);
    use("p { --own: 1 }", 1);
    use("p { color: var(--a }", 1);
}

/* Each is twice as long as the one before. */
static void custom_properties_do_not_explode(void **state)
{
    (void)state;
    struct buffer css = {0};
    buffer_put_string(&css, ":root { --v0: 1111111111;");
    for (int i = 1; i < 23; i++)
        buffer_printf(&css, "--v%d: var(--v%d) var(--v%d);", i, i - 1, i - 1);
    buffer_put_string(&css, "} p { color: var(--v22) }");
    use(css.data, 1);
    buffer_drop(&css);
}

static void page_rules_set_paper_and_margins(void **state)
{
    (void)state;
    use("@page { size: 400pt 600pt; margin: 50pt 40pt auto 10% }", 0);
    const struct page_style *page = style_page(sheet);
    assert_int_equal(page->width, PT(400));
    assert_int_equal(page->height, PT(600));
    assert_int_equal(page->top, PT(50));
    assert_int_equal(page->outer, PT(40));
    assert_int_equal(page->inner, PT(40));
    assert_int_equal((page->height - page->top - page->bottom) % (2 * page->unit), 0);
    use("@page { size: a5 landscape } @page :left { margin-left: 3cm; margin-right: 1cm }", 0);
    page = style_page(sheet);
    assert_int_equal(page->width, MM(210));
    assert_int_equal(page->height, MM(148));
    assert_true(page->outer > page->inner);
}

static void margins_that_leave_nothing_are_not_taken(void **state)
{
    (void)state;
    use("@page { margin: 40cm }", 0);
    const struct page_style *page = style_page(sheet);
    assert_true(page->width - page->inner - page->outer > 0);
    assert_true(page->height - page->top - page->bottom > 0);
}

/* The width decides on the body's size, and so @page on both. */
static void a_smaller_page_has_smaller_text(void **state)
{
    (void)state;
    use("@page { size: a5 }", 0);
    assert_int_equal(style_root(sheet).size, PT(11));
    use("@page { size: 90mm 130mm }", 0);
    assert_int_equal(style_root(sheet).size, PT(9));
}

/* ── Parts ───────────────────────────────────────────────────────────────────────────────────── */

static void parts_are_reached_by_selectors(void **state)
{
    (void)state;
    use(".title-page .title { color: #000001 }"
        ".contents .entry-2 { margin-left: 50pt } aside.alert > .alert-title { color: #000003 }",
        0);
    assert_int_equal(style_part_text(sheet, PART_TITLE).color, 1);
    assert_int_equal(style_part_text(sheet, PART_ALERT_LABEL).color, 3);
    assert_int_equal(style_part_block(sheet, PART_CONTENTS_ENTRY_2).indent_start, PT(50));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end_style)
    const struct CMUnitTest tests[] = {
        TEST(the_built_in_sheet_has_no_mistakes),
        TEST(what_is_clear_is_no_ground),
        TEST(lengths_are_exact),
        TEST(absurd_lengths_are_bounded),
        TEST(em_is_of_the_own_text_and_percent_of_the_parents),
        TEST(line_height_is_inherited_as_number_or_length),
        TEST(spaces_are_rounded_to_the_grid),
        TEST(shorthands_set_all_their_sides),
        TEST(a_bar_without_a_colour_has_that_of_the_text),
        TEST(selectors_match_what_they_say),
        TEST(selectors_match_nothing_else),
        TEST(descendants_are_tried_on_every_ancestor),
        TEST(headings_have_their_depth_as_a_class),
        TEST(escapes_in_names_are_read),
        TEST(the_more_specific_rule_wins),
        TEST(the_later_rule_wins_among_equals),
        TEST(important_wins_over_all),
        TEST(authors_win_over_the_built_in_sheet),
        TEST(initial_inherit_and_unset),
        TEST(media_queries_choose),
        TEST(custom_properties_replace_each_other),
        TEST(bad_custom_properties_are_told),
        TEST(custom_properties_do_not_explode),
        TEST(page_rules_set_paper_and_margins),
        TEST(margins_that_leave_nothing_are_not_taken),
        TEST(a_smaller_page_has_smaller_text),
        TEST(parts_are_reached_by_selectors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
