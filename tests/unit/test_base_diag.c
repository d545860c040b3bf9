/* base/diag: what is printed, in which order, and how much of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"

static const struct position nowhere = {0};

/* What diag_print() writes; the caller frees it. */
static char *print(struct diag *diag, enum severity least, bool all)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    diag_print(diag, stream, least, all);
    fclose(stream);
    return text;
}

static void prints_place_severity_code_and_hint(void **state)
{
    (void)state;
    struct diag *diag = diag_new();
    diag_report(diag, SEVERITY_WARNING, "dead-link", (struct position){"a.md", 3, 14},
                "did you mean #two?", "no heading has the id '%s'", "to");
    char *text = print(diag, SEVERITY_NOTE, false);
    assert_string_equal(text, "a.md:3:14: warning: no heading has the id 'to' [dead-link]\n"
                              "    hint: did you mean #two?\n");
    free(text);
    diag_drop(diag);
}

static void leaves_out_what_is_unknown_of_a_place(void **state)
{
    (void)state;
    struct diag *diag = diag_new();
    diag_report(diag, SEVERITY_ERROR, "x", nowhere, NULL, "one");
    diag_report(diag, SEVERITY_ERROR, "x", (struct position){"a.md", 0, 0}, NULL, "two");
    diag_report(diag, SEVERITY_ERROR, "x", (struct position){"a.md", 7, 0}, NULL, "three");
    char *text = print(diag, SEVERITY_NOTE, false);
    assert_string_equal(text, "bifolio: error: one [x]\n"
                              "a.md: error: two [x]\n"
                              "a.md:7: error: three [x]\n");
    free(text);
    diag_drop(diag);
}

static void tells_where_lines_of_a_text_came_from(void **state)
{
    (void)state;
    struct diag *diag = diag_new();
    const struct line_origin origins[] = {{1, "a.md", 4, 0}, {3, "b.txt", 7, 2}, {5, "a.md", 7, 0}};
    diag_map_lines(diag, "a.md", origins, 3);
    for (int line = 0; line <= 6; line++)
        diag_report(diag, SEVERITY_NOTE, "n", (struct position){"a.md", line, 3}, NULL, "%d", line);
    diag_report(diag, SEVERITY_NOTE, "n", (struct position){"b.txt", 1, 1}, NULL, "own");
    char *text = print(diag, SEVERITY_NOTE, true);
    assert_string_equal(text, "a.md: note: 0 [n]\n"
                              "a.md:4:3: note: 1 [n]\n"
                              "a.md:5:3: note: 2 [n]\n"
                              "a.md:7:3: note: 5 [n]\n"
                              "a.md:8:3: note: 6 [n]\n"
                              "b.txt:1:1: note: own [n]\n"
                              "b.txt:7:1: note: 3 [n]\n"
                              "b.txt:8:1: note: 4 [n]\n");
    free(text);
    diag_drop(diag);
}

static void sorts_by_place_and_keeps_the_order_of_reports(void **state)
{
    (void)state;
    struct diag *diag = diag_new();
    diag_report(diag, SEVERITY_NOTE, "n", (struct position){"b.md", 1, 1}, NULL, "first file");
    diag_report(diag, SEVERITY_NOTE, "n", (struct position){"a.md", 9, 1}, NULL, "line 9");
    diag_report(diag, SEVERITY_NOTE, "n", (struct position){"a.md", 2, 5}, NULL, "2:5 one");
    diag_report(diag, SEVERITY_NOTE, "n", (struct position){"a.md", 2, 5}, NULL, "2:5 two");
    diag_report(diag, SEVERITY_NOTE, "n", (struct position){"a.md", 2, 1}, NULL, "2:1");
    char *text = print(diag, SEVERITY_NOTE, false);
    const char *order[] = {"first file", "2:1", "2:5 one", "2:5 two", "line 9"};
    const char *cursor = text;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        cursor = strstr(cursor, order[i]);
        assert_non_null(cursor);
    }
    free(text);
    diag_drop(diag);
}

static void counts_and_filters_by_severity(void **state)
{
    (void)state;
    struct diag *diag = diag_new();
    diag_report(diag, SEVERITY_NOTE, "n", nowhere, NULL, "quiet");
    diag_report(diag, SEVERITY_WARNING, "w", nowhere, NULL, "loud");
    assert_int_equal(diag_count(diag, SEVERITY_NOTE), 1);
    assert_int_equal(diag_count(diag, SEVERITY_WARNING), 1);
    assert_int_equal(diag_count(diag, SEVERITY_ERROR), 0);
    char *text = print(diag, SEVERITY_WARNING, false);
    assert_null(strstr(text, "quiet"));
    assert_non_null(strstr(text, "loud"));
    free(text);
    diag_drop(diag);
}

static size_t count_lines(const char *text)
{
    size_t lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static void cuts_a_flood_of_one_code(void **state)
{
    (void)state;
    struct diag *diag = diag_new();
    for (int i = 0; i < 100; i++)
        diag_report(diag, SEVERITY_WARNING, "flood", nowhere, NULL, "number %d", i);
    char *cut = print(diag, SEVERITY_NOTE, false), *all = print(diag, SEVERITY_NOTE, true);
    assert_int_equal(count_lines(cut), 21);
    assert_non_null(strstr(cut, "80 more of [flood]"));
    assert_int_equal(count_lines(all), 100);
    free(cut);
    free(all);
    diag_drop(diag);
}

static void makes_control_characters_visible(void **state)
{
    (void)state;
    struct diag *diag = diag_new();
    diag_report(diag, SEVERITY_NOTE, "c", nowhere, NULL, "a\x1B[31m\nb");
    char *text = print(diag, SEVERITY_NOTE, false);
    assert_string_equal(text, "bifolio: note: a\\x1B[31m\\x0Ab [c]\n");
    free(text);
    diag_drop(diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prints_place_severity_code_and_hint),
        cmocka_unit_test(leaves_out_what_is_unknown_of_a_place),
        cmocka_unit_test(tells_where_lines_of_a_text_came_from),
        cmocka_unit_test(sorts_by_place_and_keeps_the_order_of_reports),
        cmocka_unit_test(counts_and_filters_by_severity),
        cmocka_unit_test(cuts_a_flood_of_one_code),
        cmocka_unit_test(makes_control_characters_visible),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
