/* style/: selectors that the grammar alone would not read (mask.c), and lists of which the PDF
 * knows only some. */
#include "style/reader.h"
#include "style/selector.h"
#include "test_style_fixture.h"

enum { PARAGRAPHS = 6 };

static struct node document, paragraphs[PARAGRAPHS], anchor, words;

static int start(void **state)
{
    document = (struct node){.kind = NODE_DOCUMENT};
    for (int i = 0; i < PARAGRAPHS; i++)
        plant(&document, &paragraphs[i], NODE_PARAGRAPH);
    paragraphs[0].classes = "日本 sm:x a/b 1x";
    paragraphs[0].lang = "de-AT";
    paragraphs[1].id = "x.y";
    plant(&paragraphs[0], &words, NODE_TEXT);
    words.text = "words";
    plant(&paragraphs[0], &anchor, NODE_LINK);
    anchor.link.url = "HTTPS://Example.org";
    anchor.link.kind = LINK_URL;
    return start_style(state);
}

/* Opens a sheet with a rule for the selectors, which are to give so many warnings. */
static void use_rule(const char *selectors, size_t warnings)
{
    use(arena_printf(arena, "%s { color: #123456 }", selectors), warnings);
}

static bool matches(const struct node *node)
{
    struct text_style root = style_root(sheet);
    return style_text(sheet, node, &root).color == 0x123456;
}

/* The paragraphs that a selector matches, "1" for each, "." for the others. */
static void assert_matches(const char *selectors, const char *wanted)
{
    char found[PARAGRAPHS + 1] = {0};
    use_rule(selectors, 0);
    for (int i = 0; i < PARAGRAPHS; i++)
        found[i] = matches(&paragraphs[i]) ? '1' : '.';
    if (strcmp(found, wanted) != 0)
        fail_msg("%s matches %s instead of %s", selectors, found, wanted);
}

static void children_are_counted_in_every_syntax(void **state)
{
    (void)state;
    assert_matches("p:nth-child(2n+1)", "1.1.1.");
    assert_matches("p:nth-child( 2N - 1 )", "1.1.1.");
    assert_matches("p:nth-child(2n-1)", "1.1.1.");
    assert_matches("p:nth-child(+2n)", ".1.1.1");
    assert_matches("p:nth-child(EVEN)", ".1.1.1");
    assert_matches("p:nth-child(n+5)", "....11");
    assert_matches("p:nth-child(n - 3)", "111111");
    assert_matches("p:nth-child(-n+2)", "11....");
    assert_matches("p:nth-child(-2n+5)", "1.1.1.");
    assert_matches("p:nth-child(-2n-1)", "......");
    assert_matches("p:nth-child(+3)", "..1...");
    assert_matches("p:nth-child(-3)", "......");
    assert_matches("p:NTH-last-CHILD(-n+ 1)", ".....1");
    assert_matches("p:not(:nth-child(n+2)):nth-child(n)", "1.....");
    assert_matches("p:nth-child(3n+2 /* two, five */)", ".1..1.");
}

static void what_counts_no_children_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"2 n",
                                        "+ 3",
                                        "2n + -1",
                                        "- n",
                                        "n n",
                                        "foo",
                                        "2m+1",
                                        "1 2",
                                        "n2",
                                        "2n+",
                                        "",
                                        "2.5n",
                                        "--n",
                                        "n+1of",
                                        "9999999999999999999",
                                        "1000000n",
                                        "-99999999999n+1"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        use_rule(arena_printf(arena, "p:nth-child(%s)", wrong[i]), 1);
}

static void names_may_hold_letters_and_escapes(void **state)
{
    (void)state;
    assert_matches(".日本", "1.....");
    assert_matches("p.sm\\:x", "1.....");
    assert_matches(".a\\/b", "1.....");
    assert_matches(".a\\2f b", "1.....");
    assert_matches(".\\31 x", "1.....");
    assert_matches(".\\000031x", "1.....");
    assert_matches("#x\\.y", ".1....");
    assert_matches(".日本語", "......");
}

static void attributes_may_be_compared_without_case(void **state)
{
    (void)state;
    assert_matches("[lang=\"de-at\"]", "......");
    assert_matches("[lang=\"de-at\" i]", "1.....");
    assert_matches("[lang=\"de-at\"i]", "1.....");
    assert_matches("[lang=DE-AT I]", "1.....");
    assert_matches("[lang=de-AT s]", "1.....");
    assert_matches("[lang|=DE i], [lang^=X i], [lang$=Y i]", "1.....");
    assert_matches("[lang$='-at' i]", "1.....");
    assert_matches("[lang*='E-a' i]", "1.....");
    assert_matches("[lang=i]", "......");
    use_rule("[lang i]", 1);
    use_rule("[lang=http://x]", 1);
    use_rule("[lang=\"x\" q]", 1);
}

static void links_are_known(void **state)
{
    (void)state;
    use_rule("a:link", 0);
    assert_true(matches(&anchor));
    use_rule("a[href^=\"https:\" i]", 0);
    assert_true(matches(&anchor));
    assert_false(matches(&paragraphs[0]));
}

static void the_root_is_html_and_body(void **state)
{
    (void)state;
    assert_matches("html > body > p", "111111");
    assert_matches("html body p:first-child", "1.....");
    assert_matches(":root > p, html.x p", "111111");
    assert_matches("p html", "......");
    use_rule("html", 0);
    assert_int_equal(style_root(sheet).color, 0x123456);
}

static void only_what_is_not_supported_is_left_out(void **state)
{
    (void)state;
    use_rule("p:first-child, a:visited, a:hover, p::first-line", 3);
    assert_true(matches(&paragraphs[0]));
    assert_false(matches(&paragraphs[1]));
    use_rule("p:first-child, p:frist-child", 1);
    assert_false(matches(&paragraphs[0]));
}

/* Rules for one element that are never heard are not kept (cascade.c); those that are heard are. */
static void the_later_of_plain_rules_wins(void **state)
{
    (void)state;
    use_rule("p { color: red } p { color: blue; font-style: italic } p", 0);
    assert_true(matches(&paragraphs[0]));
    struct text_style root = style_root(sheet);
    assert_true(style_text(sheet, &paragraphs[0], &root).italic);
    use_rule("p { color: #123456 !important } p { color: blue } q", 0);
    assert_true(matches(&paragraphs[0]));
    use_rule("p { color: red !important } p", 0);
    assert_false(matches(&paragraphs[0]));
    use_rule("p { color: red !important } p { color: #123456 !important } p", 0);
    assert_true(matches(&paragraphs[0]));
}

static void the_mask_is_as_long_as_the_text(void **state)
{
    (void)state;
    static const char *const texts[][2] = {
        {"", ""},
        {"\\", "x"},
        {"é", "xx"},
        {"\"é\\\"\" i]", "\"é\\\"\"  ]"},
        {".\\31 x", ".xxxxx"},
        {".a\\1234567b", ".axxxxxxx7b"},
        {":nth-child(2n+1)", ":nth-child(1111)"},
        {":nth-child(2n", ":nth-child(2n"},
        {":nth-child(\"", ":nth-child(\""},
        {"@MEDIA-X PRINT", "@media-x PRINT"},
        {"[a=b i]]", "[a=b  ]]"},
        {"[i]", "[i]"},
        {"[a=i]", "[a=i]"},
        {"] i]", "]  ]"},
        {"/* é */ é", "/* é */ xx"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *mask = reader_mask(arena, texts[i][0], strlen(texts[i][0]));
        assert_string_equal(mask, texts[i][1]);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end_style)
    const struct CMUnitTest tests[] = {
        TEST(children_are_counted_in_every_syntax),
        TEST(what_counts_no_children_is_refused),
        TEST(names_may_hold_letters_and_escapes),
        TEST(attributes_may_be_compared_without_case),
        TEST(links_are_known),
        TEST(the_root_is_html_and_body),
        TEST(only_what_is_not_supported_is_left_out),
        TEST(the_later_of_plain_rules_wins),
        TEST(the_mask_is_as_long_as_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
