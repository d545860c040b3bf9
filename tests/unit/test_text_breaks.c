/* text/breaks: where a line may or must end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "text/text.h"

/* The text with '|' where a line may and '$' where it must end, the end itself left out. */
static const char *show(const char *text, bool url)
{
    static char shown[512];
    unsigned char breaks[256];
    size_t length = strlen(text), end = 0;
    text_find_breaks(text, length, "en", breaks);
    if (url)
        text_find_url_breaks(text, length, breaks);
    for (size_t i = 0; i < length; i++) {
        shown[end++] = text[i];
        if (i + 1 < length && breaks[i] != BREAK_NONE)
            shown[end++] = breaks[i] == BREAK_REQUIRED ? '$' : '|';
    }
    shown[end] = '\0';
    return shown;
}

static void breaks_at_spaces_and_hyphens(void **state)
{
    (void)state;
    assert_string_equal(show("to be well-known", false), "to |be |well-|known");
    assert_string_equal(show("one\ntwo", false), "one\n$two");
    assert_string_equal(show("\u4E2D\u6587", false), "\u4E2D|\u6587");
    assert_string_equal(show("10\u00A0000", false), "10\u00A0000");
}

static void keeps_emoji_whole(void **state)
{
    (void)state;
    static const char *const whole[] = {
        "\U0001F468\u200D\U0001F469\u200D\U0001F467", /* a family */
        "\U0001F44D\U0001F3FF",                       /* a dark thumb */
        "\U0001F1E9\U0001F1EA",                       /* a flag */
        "\u2764\uFE0F\u200D\U0001F525",               /* a burning heart */
        "1\uFE0F\u20E3",                              /* a keycap */
    };
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        assert_string_equal(show(whole[i], false), whole[i]);
    assert_string_equal(show("\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7", false),
                        "\U0001F1E9\U0001F1EA|\U0001F1EB\U0001F1F7");
}

/* libthai is there when tests are run: .ci/dependencies.sh installs it. */
static void breaks_thai_between_words(void **state)
{
    (void)state;
    assert_string_equal(show("\u0E20\u0E32\u0E29\u0E32\u0E44\u0E17\u0E22", false),
                        "\u0E20\u0E32\u0E29\u0E32|\u0E44\u0E17\u0E22");
    assert_string_equal(show("a\u0E20\u0E32\u0E29\u0E32b", false), "a\u0E20\u0E32\u0E29\u0E32b");
    enum { LENGTH = 30000 };
    char *long_text = test_malloc(LENGTH);
    unsigned char *breaks = test_malloc(LENGTH);
    for (size_t i = 0; i < LENGTH; i++)
        long_text[i] = "\xE0\xB8\x81"[i % 3];
    text_find_breaks(long_text, LENGTH, "th", breaks);
    for (size_t i = 0; i < LENGTH; i++)
        assert_true(i % 3 == 2 || breaks[i] == BREAK_NONE);
    assert_int_equal(breaks[LENGTH - 1], BREAK_ALLOWED);
    test_free(long_text);
    test_free(breaks);
}

static void takes_no_break_that_reads_badly(void **state)
{
    (void)state;
    static const char *const whole[] = {"I/O", "and/or", "-v", "--strict", "e-mail", "1/2", "x-y"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        assert_string_equal(show(whole[i], false), whole[i]);
    assert_string_equal(show("client/server", false), "client/|server");
    assert_string_equal(show("yes\u2014no", false), "yes\u2014|no");
}

static void breaks_urls_after_their_marks(void **state)
{
    (void)state;
    assert_string_equal(show("https://ab.cd/ef/gh?ij=kl", true), "https://|ab.|cd/|ef/|gh?|ij=|kl");
    assert_string_equal(show("asyncio.gather()", true), "asyncio.|gather()");
    assert_string_equal(show("__init__", true), "__init__");
    assert_string_equal(show("3.14", true), "3.14");
}

/* libunibreak's assertions end the program at these. */
static void survives_flags_and_the_librarys_own_end_mark(void **state)
{
    (void)state;
    assert_string_equal(show("a \U0001F1E6\U0001F1F9 b", false), "a |\U0001F1E6\U0001F1F9 |b");
    assert_string_equal(show("a\uFFFF b\uFFFE\uFFFF", false), "a\uFFFF |b\uFFFE\uFFFF");
}

static void marks_the_end_of_the_text(void **state)
{
    (void)state;
    unsigned char breaks[4];
    text_find_breaks("abc", 3, NULL, breaks);
    assert_int_equal(breaks[2], BREAK_ALLOWED);
    text_find_breaks("ab\n", 3, NULL, breaks);
    assert_int_equal(breaks[2], BREAK_REQUIRED);
}

/* Where code may be divided, as a bar: "os.|path". */
static const char *divide_code(const char *text)
{
    static char divided[128];
    char *out = divided;
    for (size_t i = 0; text[i]; i++) {
        if (i > 0 && text_divides_code(text, strlen(text), i))
            *out++ = '|';
        *out++ = text[i];
    }
    *out = '\0';
    return divided;
}

static void names_in_code_stay_whole_unless_they_are_long(void **state)
{
    (void)state;
    assert_string_equal(divide_code("__slots__"), "__slots__");
    assert_string_equal(divide_code("if __name__ == \"__main__\":"),
                        "if __name__ == \"__main__\":");
    assert_string_equal(divide_code("add_note()"), "add_note()");
    assert_string_equal(divide_code("make_directory"), "make_|directory");
    assert_string_equal(divide_code("os.path.join(a, b)"), "os.|path.|join(|a, b)");
    assert_string_equal(divide_code("--dry-run"), "--dry-run");
}

/* A megabyte of the marks that are looked at twice. */
static void stays_linear_on_hostile_text(void **state)
{
    (void)state;
    enum { LENGTH = 1 << 20 };
    char *text = malloc(LENGTH);
    unsigned char *breaks = malloc(LENGTH);
    memset(text, 'a', LENGTH);
    for (size_t i = 1; i < LENGTH; i += 2)
        text[i] = i % 4 == 1 ? '-' : '/';
    text_find_breaks(text, LENGTH, NULL, breaks);
    text_find_url_breaks(text, LENGTH, breaks);
    assert_int_equal(breaks[LENGTH - 1], BREAK_ALLOWED);
    free(breaks);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breaks_at_spaces_and_hyphens),
        cmocka_unit_test(keeps_emoji_whole),
        cmocka_unit_test(breaks_thai_between_words),
        cmocka_unit_test(takes_no_break_that_reads_badly),
        cmocka_unit_test(breaks_urls_after_their_marks),
        cmocka_unit_test(names_in_code_stay_whole_unless_they_are_long),
        cmocka_unit_test(survives_flags_and_the_librarys_own_end_mark),
        cmocka_unit_test(marks_the_end_of_the_text),
        cmocka_unit_test(stays_linear_on_hostile_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
