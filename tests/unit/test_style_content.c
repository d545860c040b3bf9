/* style/content: lists of content, named strings, counters; and the cascade of pages that shows
 * them. */
#include "style/content.h"
#include "test_style_fixture.h"

/* ── Parsing ─────────────────────────────────────────────────────────────────────────────────── */

static bool parse(bool (*take)(struct scanner *scanner, struct value *value), const char *text,
                  struct value *value)
{
    struct scanner scanner = scanner_start((struct slice){text, strlen(text)});
    scanner.arena = arena;
    return take(&scanner, value) && scanner_at_end(&scanner);
}

static void items_are_kept_in_order(void **state)
{
    (void)state;
    struct value value;
    assert_true(parse(content_parse,
                      "\"\\201C a\\\"b\" attr(title) counter(page, lower-roman) "
                      "counters(item, '.') string(head, last) content() open-quote leader(dotted) "
                      "target-counter(attr(href url), page)",
                      &value));
    static const enum content_kind kinds[] = {
        CONTENT_TEXT,    CONTENT_ATTRIBUTE, CONTENT_COUNTER, CONTENT_COUNTERS,      CONTENT_STRING,
        CONTENT_ELEMENT, CONTENT_QUOTE,     CONTENT_LEADER,  CONTENT_TARGET_COUNTER};
    const struct content *item = value.content;
    assert_string_equal(item->text, "\xE2\x80\x9C"
                                    "a\"b");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++, item = item->next) {
        assert_non_null(item);
        assert_int_equal(item->kind, kinds[i]);
    }
    assert_null(item);
    assert_int_equal(value.content->next->next->numbering, MARKER_ROMAN);
    assert_int_equal(value.content->next->next->next->next->pick, PICK_LAST);
}

static void what_is_no_list_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "red",
                                      "counter()",
                                      "counter(none)",
                                      "counter(page, klingon)",
                                      "counter(page",
                                      "string(a, middle)",
                                      "leader('')",
                                      "target-counter(href, page)",
                                      "counters(item)",
                                      "'a' normal",
                                      "'a', 'b'"};
    struct value value;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (parse(content_parse, bad[i], &value))
            fail_msg("taken: %s", bad[i]);
}

static void strings_and_counters_are_lists(void **state)
{
    (void)state;
    struct value value;
    assert_true(parse(content_parse_strings, "a content(text) ': ', b attr(id)", &value));
    assert_string_equal(value.strings->name, "a");
    assert_string_equal(value.strings->content->next->text, ": ");
    assert_string_equal(value.strings->next->name, "b");
    assert_false(parse(content_parse_strings, "a", &value));
    assert_false(parse(content_parse_strings, "a content(),", &value));
    assert_false(parse(content_parse_strings, "a counter(page)", &value));
    assert_true(parse(content_parse_counters, "page item -3", &value));
    assert_int_equal(value.counters->number, 0);
    assert_int_equal(value.counters->next->number, -3);
    assert_true(parse(content_parse_increments, "page", &value));
    assert_int_equal(value.counters->number, 1);
    assert_false(parse(content_parse_counters, "page 1.5", &value));
    assert_false(parse(content_parse_counters, "page 99999999", &value));
}

/* ── The cascade of pages ────────────────────────────────────────────────────────────────────── */

static const char *shown(const char *name, unsigned flags)
{
    const struct margin_box_style *box =
        &style_page_look(sheet, name, flags)->boxes[BOX_TOP_CENTER];
    return box->is_shown ? box->content->text : NULL;
}

static void names_count_more_than_pseudo_classes_and_these_than_sides(void **state)
{
    (void)state;
    use("@page a { @top-center { content: 'a' } } @page :first { @top-center { content: 'first' } }"
        "@page :left { @top-center { content: 'left' } } @page { @top-center { content: 'any' } }"
        "@page a:first { @top-center { content: 'a first' } }",
        0);
    assert_string_equal(shown(NULL, 0), "any");
    assert_string_equal(shown(NULL, PAGE_LEFT), "left");
    assert_string_equal(shown(NULL, PAGE_LEFT | PAGE_FIRST), "first");
    assert_string_equal(shown(NULL, PAGE_OPENS), "any");
    assert_string_equal(shown("a", PAGE_LEFT | PAGE_FIRST), "a");
    assert_string_equal(shown("a", PAGE_OPENS), "a first");
    assert_string_equal(shown("b", 0), "any");
}

static void importance_wins_and_none_takes_away(void **state)
{
    (void)state;
    use("@page { @top-center { content: 'kept' !important } }"
        "@page :verso, :blank { @top-center { content: none } }"
        "@page { @bottom-center { content: 'x'; color: red } } @page { color: #00ff00 }"
        "@page { @bottom-left { content: 'y' } }",
        0);
    assert_string_equal(shown(NULL, PAGE_VERSO), "kept");
    const struct page_look *look = style_page_look(sheet, NULL, 0);
    assert_int_equal(look->boxes[BOX_BOTTOM_CENTER].text.color, 0xFF0000);
    assert_int_equal(look->boxes[BOX_BOTTOM_LEFT].text.color, 0x00FF00);
}

static void the_same_margins_on_both_sides_do_not_mirror(void **state)
{
    (void)state;
    use("@page { margin: 2cm 30mm 2cm 20mm }", 0);
    assert_int_equal(style_page_look(sheet, NULL, 0)->left, MM(20));
    assert_int_equal(style_page_look(sheet, NULL, PAGE_LEFT)->left, MM(20));
    use("@page { margin: auto }", 0);
    const struct page_style *page = style_page(sheet);
    assert_int_equal(style_page_look(sheet, NULL, 0)->left, page->inner);
    assert_int_equal(style_page_look(sheet, NULL, PAGE_LEFT)->left, page->outer);
}

static void a_text_block_that_would_be_narrower_is_told_once(void **state)
{
    (void)state;
    use("@page { margin: 2cm 30mm 2cm 20mm } @page :left { margin-left: 60mm; margin-right: 60mm }",
        0);
    size_t before = diag_count(diag, SEVERITY_WARNING);
    style_page_look(sheet, NULL, PAGE_LEFT);
    style_page_look(sheet, NULL, PAGE_LEFT | PAGE_VERSO);
    assert_int_equal(diag_count(diag, SEVERITY_WARNING) - before, 1);
}

static void the_first_page_begins_lower(void **state)
{
    (void)state;
    use("@page { margin: 2cm } @page a:first { margin-top: 6cm }", 0);
    const struct page_look *look = style_page_look(sheet, "a", PAGE_OPENS);
    dimen unit = style_page(sheet)->unit;
    assert_int_equal(look->top, MM(20));
    assert_int_equal(look->drop % unit, 0);
    assert_true(look->drop > MM(40) - unit && look->drop < MM(40) + unit);
    assert_int_equal(style_page_look(sheet, "a", 0)->drop, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STYLE_TEST(items_are_kept_in_order),
        STYLE_TEST(what_is_no_list_is_refused),
        STYLE_TEST(strings_and_counters_are_lists),
        STYLE_TEST(names_count_more_than_pseudo_classes_and_these_than_sides),
        STYLE_TEST(importance_wins_and_none_takes_away),
        STYLE_TEST(the_same_margins_on_both_sides_do_not_mirror),
        STYLE_TEST(a_text_block_that_would_be_narrower_is_told_once),
        STYLE_TEST(the_first_page_begins_lower),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
