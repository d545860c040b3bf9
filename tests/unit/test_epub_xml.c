/* Strings of the tree in XML: nothing that a document may hold makes it ill-formed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "epub/xml.h"

static void assert_text(const char *text, const char *expected)
{
    struct buffer out = {0};
    epub_put_text(&out, text);
    assert_string_equal(buffer_string(&out), expected);
    buffer_drop(&out);
}

static void text_is_escaped(void **state)
{
    (void)state;
    assert_text("a < b && c > \"d\"", "a &lt; b &amp;&amp; c &gt; \"d\"");
    assert_text("]]>", "]]&gt;");
    assert_text("naïve 漢字", "naïve 漢字");
}

static void characters_xml_forbids_are_dropped(void **state)
{
    (void)state;
    assert_text("a\x01\x0B\x1F"
                "b\xEF\xBF\xBF",
                "ab");
    assert_text("tab\tline\nend", "tab\tline\nend");
    assert_text("a\rb", "a&#13;b");
    assert_text("bad \xFF byte", "bad \xEF\xBF\xBD byte");
}

static void attributes_are_quoted(void **state)
{
    (void)state;
    struct buffer out = {0};
    epub_put_attribute(&out, "title", "say \"<hi>\"");
    assert_string_equal(buffer_string(&out), " title=\"say &quot;&lt;hi&gt;&quot;\"");
    buffer_drop(&out);
}

static void ids_become_names(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(epub_xml_name(arena, "q1-what-is-it"), "q1-what-is-it");
    assert_string_equal(epub_xml_name(arena, "größe"), "größe");
    assert_string_equal(epub_xml_name(arena, "a b:c"), "a.20b.3Ac");
    assert_string_equal(epub_xml_name(arena, "60-questions"), "n.-60-questions");
    assert_null(epub_xml_name(arena, ""));
    arena_drop(arena);
}

static void different_ids_stay_different(void **state)
{
    (void)state;
    static const char *const ids[] = {"a b",        "a.20b", "a-20b", "1",     "n.-1", "n1",
                                      "-1",         ".1",    ".-1",   "n..-1", "A b",  "\x01",
                                      "a\xC2\xA0z", ".01",   "n.01",  "\"",    "'",    "a.2E20b"};
    enum { COUNT = sizeof ids / sizeof *ids };
    const char *names[COUNT];
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT; i++) {
        names[i] = epub_xml_name(arena, ids[i]);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(names[i], names[j]);
    }
    arena_drop(arena);
}

static void language_tags_are_checked(void **state)
{
    (void)state;
    static const char *const good[] = {"en",       "de-AT",   "zh-Hant-TW", "es-419",
                                       "sl-rozaj", "de-1996", "haw"};
    static const char *const bad[] = {"",           "e",     "-en",     "en-",
                                      "en--us",     "en_US", "bad tag", "x-klingon",
                                      "en-US-GB-x", "12",    "\"><b>",  "englishlanguage"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(epub_is_language(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(epub_is_language(bad[i]));
}

static void what_xml_forbids_is_nothing(void **state)
{
    (void)state;
    static const char *const blank[] = {NULL, "", " \t\r\n", "\x01\x1f",
                                        "\xEF\xBF\xBE \xEF\xBF\xBF"};
    for (size_t i = 0; i < sizeof blank / sizeof *blank; i++)
        assert_true(epub_is_blank(blank[i]));
    assert_false(epub_is_blank("\x01 a"));
    assert_false(epub_is_blank("\xC2\xA0"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_xml_forbids_is_nothing),
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(characters_xml_forbids_are_dropped),
        cmocka_unit_test(attributes_are_quoted),
        cmocka_unit_test(ids_become_names),
        cmocka_unit_test(different_ids_stay_different),
        cmocka_unit_test(language_tags_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
