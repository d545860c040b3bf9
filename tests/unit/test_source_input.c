/* source/: what a file must be, and the front matter. */
#include "test_source_helper.h"

static void refuses_what_cannot_be_read(void **state)
{
    (void)state;
    static const char *const paths[] = {"/nonexistent/guide.md", "/dev/null"};
    for (size_t i = 0; i < 2; i++) {
        struct diag *diag = diag_new();
        assert_null(source_read(&paths[i], 1, &(struct source_options){0}, diag));
        assert_int_equal(diag_count(diag, SEVERITY_ERROR), 1);
        diag_drop(diag);
    }
}

static void tells_everything_wrong_at_once(void **state)
{
    (void)state;
    const char *const paths[] = {"/nonexistent/a.md", "/nonexistent/b.md"};
    struct diag *diag = diag_new();
    assert_null(source_read(paths, 2, &(struct source_options){0}, diag));
    assert_int_equal(diag_count(diag, SEVERITY_ERROR), 2);
    diag_drop(diag);
}

static void tells_the_place_of_a_bad_byte(void **state)
{
    (void)state;
    static const char latin[] = "# Hello\n\ncaf\xE9 au lait\n";
    check_message(latin, sizeof latin - 1, false, ":3:4: error: not UTF-8: byte 0xE9");
    check_message("\xFF\xFE#\0", 4, false, "UTF-16");
}

static void refuses_an_empty_document(void **state)
{
    (void)state;
    check_message("", 0, false, "[empty]");
    check_message(" \n\t\n\n", 5, false, "[empty]");
    check_message("---\ntitle: x\n---\n", 17, false, "[empty]");
    check_message("[a]: /url\n", 10, false, "[empty]");
    check_message("<!-- nothing -->\n", 17, false, "[empty]");
}

static void passes_over_byte_order_mark_and_carriage_returns(void **state)
{
    (void)state;
    check_outline("\xEF\xBB\xBF# A\r\n\r\nb\r\nc\rd\r\n\r\n    e\r\n    f\r\n",
                  "(heading(text 'A'))(paragraph(text 'b')(soft_break)(text 'c')(soft_break)"
                  "(text 'd'))(code_block 'e\nf\n')");
}

static void shows_nul_as_replacement_character_with_a_warning(void **state)
{
    (void)state;
    struct reading reading = read_bytes("a\nb\0c\0", 6, false);
    assert_non_null(strstr(reading.messages, ":2:2: warning: 2 NUL bytes"));
    assert_string_equal(buffer_string(&reading.outline),
                        "(paragraph(text 'a')(soft_break)(text 'b\xEF\xBF\xBD"
                        "c\xEF\xBF\xBD'))");
    drop_reading(&reading);
}

static void reads_front_matter(void **state)
{
    (void)state;
    struct reading reading = read_text("---\ntitle: 'A: b'\nlanguage: de\nauthors:\n  - Ann\n"
                                       "  - name: Bob\n    mail: x\nversion: 1.10\ndate: null\n"
                                       "...\n# H\n");
    const struct metadata *meta = &reading.book->meta;
    assert_string_equal(meta->title, "A: b");
    assert_string_equal(meta->lang, "de");
    assert_string_equal(meta->version, "1.10");
    assert_null(meta->date);
    assert_int_equal(meta->author_count, 2);
    assert_string_equal(meta->authors[1], "Bob");
    assert_int_equal(reading.book->root->first->where.line, 11);
    drop_reading(&reading);
}

static void leaves_thematic_breaks_alone(void **state)
{
    (void)state;
    check_outline("---\nText\n---\n", "(thematic_break)(heading(text 'Text'))");
    check_outline("---\n* item: x\n\n---\n",
                  "(thematic_break)(list(list_item(paragraph(text 'item: x'))))(thematic_break)");
    check_outline("---\ntitle: x\n", "(thematic_break)(paragraph(text 'title: x'))");
    check_outline("a\n\n---\ntitle: x\n---\n", "(paragraph(text 'a'))(thematic_break)"
                                               "(heading(text 'title: x'))");
}

static void tells_where_front_matter_is_broken(void **state)
{
    (void)state;
    static const char broken[] = "---\ntitle: ok\nauthor: \"open\ndate: x\n---\n# H\n";
    check_message(broken, sizeof broken - 1, false, "error: broken front matter");
    static const char colon[] = "---\ntitle: a: b\n---\n# H\n";
    check_message(colon, sizeof colon - 1, false, ":2:9: error: broken front matter");
    static const char unknown[] = "---\ntitle: a\ntags: [b]\n---\n# H\n";
    check_message(unknown, sizeof unknown - 1, true, ":3:1: note: the key \"tags\"");
    static const char list[] = "---\ntitle: [b]\n---\n# H\n";
    check_message(list, sizeof list - 1, true, ":2:8: warning: this value must be text");
}

static void survives_alias_bombs_and_loops(void **state)
{
    (void)state;
    check_outline("---\na: &a [x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nauthor: [*c,*c]\n---\nx\n",
                  "(paragraph(text 'x'))");
    struct buffer deep = {0};
    buffer_put_string(&deep, "---\ntitle: ");
    for (int i = 0; i < 100000; i++)
        buffer_put_char(&deep, '[');
    buffer_put_string(&deep, "\n---\nx\n");
    check_message(deep.data, deep.length, false, "too many brackets");
    buffer_drop(&deep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_cannot_be_read),
        cmocka_unit_test(tells_everything_wrong_at_once),
        cmocka_unit_test(tells_the_place_of_a_bad_byte),
        cmocka_unit_test(refuses_an_empty_document),
        cmocka_unit_test(passes_over_byte_order_mark_and_carriage_returns),
        cmocka_unit_test(shows_nul_as_replacement_character_with_a_warning),
        cmocka_unit_test(reads_front_matter),
        cmocka_unit_test(leaves_thematic_breaks_alone),
        cmocka_unit_test(tells_where_front_matter_is_broken),
        cmocka_unit_test(survives_alias_bombs_and_loops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
