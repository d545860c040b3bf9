/* book/: UTF-8 that was encoded twice is repaired; real text is not. */
#include "test_book_tree.h"

static void assert_repaired(const char *text, const char *expected)
{
    struct node *paragraph = add_paragraph(book->root, text);
    complete();
    assert_string_equal(paragraph->first->text, expected);
    assert_int_equal(diag_count(diag, SEVERITY_WARNING), strcmp(text, expected) ? 1 : 0);
    tear_down(NULL);
    set_up(NULL);
}

static void assert_kept(const char *text)
{
    assert_repaired(text, text);
}

static void double_encoding_is_undone(void **state)
{
    (void)state;
    assert_repaired("donâ€™t", "don’t");
    assert_repaired("â€œquotedâ€\xC2\x9D", "“quoted”");
    assert_repaired("Back to Top ðŸ‘†", "Back to Top 👆");
    assert_repaired("cafÃ© Ã la carte", "café Ã la carte");
    assert_repaired("cafÃ© Ã\u00A0 la carte", "café à la carte");
    assert_repaired("25Â°C, Â© 2020", "25°C, © 2020");
    assert_repaired("noÂ\u00A0break", "no\u00A0break");
    assert_repaired("âš™ï¸\xC2\x8F Setup", "⚙\uFE0F Setup");
    assert_repaired("â†’ next", "→ next");
    assert_repaired("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет");
    assert_repaired("æ—¥æœ¬èªž", "日本語");
}

static void triple_encoding_is_undone(void **state)
{
    (void)state;
    assert_repaired("cafÃƒÂ©", "café");
}

static void real_text_is_kept(void **state)
{
    (void)state;
    assert_kept("CAFÉ… «CAFÉ» und „groß“, „Fuß“ — IRMÃ” MAÇÃ… AMANHû");
    assert_kept("« café…» naïve à «\u00A0part\u00A0» é”…");
    assert_kept("la lettre «\u00A0Â\u00A0» et Â, Ã; São Paulo, NÃO, Ångström");
    assert_kept("Привет, 日本語, 👆, €5, 25 °C, Tiếng Việt, ÆØÅ");
}

static void code_is_never_touched(void **state)
{
    (void)state;
    struct node *code = add(add(book->root, NODE_PARAGRAPH), NODE_CODE);
    code->text = "donâ€™t";
    complete();
    assert_string_equal(code->text, "donâ€™t");
}

static void one_warning_a_line_with_its_place(void **state)
{
    (void)state;
    struct node *paragraph = add_paragraph(book->root, "donâ€™t, ");
    add_text(add(paragraph, NODE_STRONG), "donâ€™t");
    add_image(paragraph, "")->image.alternative = "itâ€™s";
    complete();
    assert_string_equal(paragraph->last->image.alternative, "it’s");
    assert_found("guide.md:1:1: warning: double-encoded text: \"â€™t,\" is taken as \"’t,\"");
    assert_int_equal(diag_count(diag, SEVERITY_WARNING), 2); /* and the image */
}

static void heading_is_found_by_both_its_ids(void **state)
{
    (void)state;
    struct node *heading = add_heading(book->root, 2, "Whatâ€™s new");
    struct node *before = add_link(add_paragraph(book->root, ""), "#whatâs-new", "x");
    struct node *after = add_link(add_paragraph(book->root, ""), "#whats-new", "x");
    complete();
    assert_ptr_equal(before->link.target, heading);
    assert_ptr_equal(after->link.target, heading);
    assert_not_found("repaired-link");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(double_encoding_is_undone),
        BOOK_TEST(triple_encoding_is_undone),
        BOOK_TEST(real_text_is_kept),
        BOOK_TEST(code_is_never_touched),
        BOOK_TEST(one_warning_a_line_with_its_place),
        BOOK_TEST(heading_is_found_by_both_its_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
