/* style/: the sheet that the EPUB gets: what is for print alone left out, what old readers do not
 * know replaced. */
#include "test_style_fixture.h"

static const char *epub_of(const char *css)
{
    struct buffer text = {0};
    use(css, 0);
    style_put_epub(sheet, arena, &text);
    const char *copy = arena_copy_bytes(arena, buffer_string(&text), text.length);
    buffer_drop(&text);
    return copy;
}

static void the_epub_has_no_rules_for_print(void **state)
{
    (void)state;
    const char *text = epub_of("@media print { .only-print { color: red } } @page { margin: 1cm }"
                               "@media epub { .only-epub { float: left } } .both { color: red }");
    assert_null(strstr(text, ".only-print"));
    assert_null(strstr(text, "@page"));
    assert_null(strstr(text, "rlh"));
    assert_non_null(strstr(text, "\n.only-epub {\n    float: left;\n}\n"));
    assert_non_null(strstr(text, "\n.both {\n    color: red;\n}\n"));
}

static void the_epub_has_nothing_that_only_pages_have(void **state)
{
    (void)state;
    const char *text = epub_of("h1 { string-set: a content(); page: b; color: red }"
                               "@media epub { i::after { content: leader('.') }"
                               "b::after { content: target-counter(attr(href), page) } }");
    assert_null(strstr(text, "string-set"));
    assert_null(strstr(text, "page: b"));
    assert_null(strstr(text, "leader"));
    assert_null(strstr(text, "target-counter"));
    assert_non_null(strstr(text, "\nh1 {\n    color: red;\n}\n"));
}

static void the_epub_has_no_custom_properties(void **state)
{
    (void)state;
    const char *text = epub_of(":root { --c: #010101 } @media epub { :root { --c: #020202 } }"
                               "a, b { color: var(--c) !important }");
    assert_null(strstr(text, "--"));
    assert_null(strstr(text, "var("));
    assert_non_null(strstr(text, "\na,\nb {\n    color: #020202 !important;\n}\n"));
}

static void the_epub_leaves_readers_their_decisions(void **state)
{
    (void)state;
    const char *text = epub_of("@media (prefers-color-scheme: dark), print { p { color: red } }"
                               "@media epub and (min-width: 30em) { q { color: red } }"
                               "@media screen { u { color: red } }"
                               "@media not print { i { color: red } }");
    assert_non_null(strstr(text, "\n@media (prefers-color-scheme: dark) {\n    p {\n"
                                 "        color: red;\n    }\n}\n"));
    assert_non_null(strstr(text, "\n@media (min-width: 30em) {\n"));
    assert_non_null(strstr(text, "\n@media screen {\n"));
    assert_non_null(strstr(text, "\ni {\n    color: red;\n}\n"));
}

/* Readers decide what they support; a block with nothing in it makes old ones stop. */
static void the_epub_keeps_supports(void **state)
{
    (void)state;
    const char *text =
        epub_of("@media epub { @supports (color: oklch(from red l c h)) { b { color: red } } }"
                "@media epub { @supports (display: grid) { @media (hover) { u { top: 0 } } } }"
                "@media epub { @supports (display: flex) { } }");
    assert_non_null(strstr(text, "\n@media all {\n    @supports (color: oklch(from red l c h)) {\n"
                                 "        b {\n            color: red;\n        }\n    }\n}\n"));
    assert_non_null(strstr(text, "\n    @supports (display: grid) {\n        @media (hover) {\n"));
    assert_null(strstr(text, "flex"));
}

static void the_epub_has_new_colours_in_old_syntaxes(void **state)
{
    (void)state;
    const char *text = epub_of(":root { --hot: oklch(50% 0.2 0) }"
                               "b { color: var(--hot); border: 1px solid #0008 }"
                               "@media epub { @supports (color: lab(0 0 0)) {"
                               "  u { color: lab(50% 50 0) } } }");
    assert_non_null(strstr(text, "color: #b4065f;"));
    assert_non_null(strstr(text, "border: 1px solid rgba(0, 0, 0, 0.5333);"));
    assert_non_null(strstr(text, "color: lab(50% 50 0);"));
}

static void mistyped_names_are_told_for_the_epub_too(void **state)
{
    (void)state;
    epub_of("@media epub { b { colr: red; display: flex; -webkit-x: 1; --a: 1 } }"
            "@media screen { b { margn: 1em } }"
            "@media epub { @supports (new: 1) { b { new: 1 } } }");
    assert_int_equal(diag_count(diag, SEVERITY_WARNING), 2);
}

/* Readers would fetch it. Each is told of where it stands. */
static void the_epub_names_no_file_however_it_is_written(void **state)
{
    (void)state;
    static const char *const values[] = {"\\75rl(http://x/)",
                                         "u\\72l('http://x/')",
                                         "\\000055 RL(http://x/)",
                                         "src(\"http://x/\")",
                                         "image(\"http://x/\")",
                                         "image-set('http://x/' 1x)",
                                         "-webkit-image-s\\65t('http://x/' 1x)",
                                         "cross-fade(red, Url( http://x/ ))",
                                         "/* ( */ url(http://x/)",
                                         "var(--u)(http://x/)"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        size_t before = diag_count(diag, SEVERITY_WARNING);
        const char *css = arena_printf(arena,
                                       ":root { --u: url } @media epub { @supports (top: 0) {"
                                       "b { mask: %s } } }",
                                       values[i]);
        assert_null(strstr(epub_of(css), "http"));
        assert_int_equal(diag_count(diag, SEVERITY_WARNING), before + 1);
    }
    assert_null(strstr(
        epub_of("@media epub { @supports (mask: u\\72l(http://x/)) { b { top: 0 } } }"), "http"));
    assert_non_null(strstr(epub_of("@media epub { b { content: 'url(http://x/)' } }"), "http"));
}

static struct buffer built_in_for(bool pdf)
{
    struct buffer text = {0};
    open_sheet(&(struct style_options){
        .folder = "styles", .paper_width = MM(210), .paper_height = MM(297), .for_pdf = pdf});
    style_put_epub(sheet, arena, &text);
    return text;
}

/* Then what is for print alone is not even read. */
static void the_epub_made_alone_has_the_same_sheet(void **state)
{
    (void)state;
    struct buffer both = built_in_for(true), alone = built_in_for(false);
    assert_string_equal(buffer_string(&both), buffer_string(&alone));
    assert_true(alone.length > 1000);
    buffer_drop(&both);
    buffer_drop(&alone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STYLE_TEST(the_epub_made_alone_has_the_same_sheet),
        STYLE_TEST(the_epub_has_no_rules_for_print),
        STYLE_TEST(the_epub_has_nothing_that_only_pages_have),
        STYLE_TEST(the_epub_has_no_custom_properties),
        STYLE_TEST(the_epub_leaves_readers_their_decisions),
        STYLE_TEST(the_epub_keeps_supports),
        STYLE_TEST(the_epub_has_new_colours_in_old_syntaxes),
        STYLE_TEST(the_epub_names_no_file_however_it_is_written),
        STYLE_TEST(mistyped_names_are_told_for_the_epub_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
