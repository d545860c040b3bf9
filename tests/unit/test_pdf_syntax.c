/* pdf/syntax: numbers, names and strings as PDF writes them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <string.h>

#include "pdf/syntax.h"

static void assert_put(struct buffer *buffer, const char *expected)
{
    assert_string_equal(buffer_string(buffer), expected);
    buffer_drop(buffer);
}

static void assert_decimal(int64_t value, int decimals, const char *expected)
{
    struct buffer buffer = {0};
    pdf_put_decimal(&buffer, value, decimals);
    assert_put(&buffer, expected);
}

static void writes_decimals_as_short_as_they_go(void **state)
{
    (void)state;
    assert_decimal(1250, 2, "12.5");
    assert_decimal(1200, 2, "12");
    assert_decimal(1000, 2, "10");
    assert_decimal(5, 2, ".05");
    assert_decimal(-50, 2, "-.5");
    assert_decimal(-105, 1, "-10.5");
    assert_decimal(0, 3, "0");
    assert_decimal(10001, 4, "1.0001");
    assert_decimal(INT64_MIN, 0, "-9223372036854775808");
}

static void ignores_the_locale(void **state)
{
    (void)state;
    setlocale(LC_ALL, "de_DE.UTF-8");
    assert_decimal(15, 1, "1.5");
    setlocale(LC_ALL, "C");
}

static void rounds_positions_to_the_nearest_hundredth(void **state)
{
    (void)state;
    assert_int_equal(pdf_position(PT(72)), 7200);
    assert_int_equal(pdf_position(5), 0);
    assert_int_equal(pdf_position(6), 1);
    assert_int_equal(pdf_position(-6), -1);
    assert_int_equal(pdf_position(PT(10.5) + 1), 1050);
    assert_true(pdf_position(DIMEN_MAX) > 0);
}

static void escapes_what_may_not_stand_in_a_name(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    pdf_put_name(&buffer, "A b(c)/d#\xC3\xA9");
    assert_put(&buffer, "/A#20b#28c#29#2Fd#23#C3#A9");
}

static void escapes_brackets_backslashes_and_returns_in_strings(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    pdf_put_bytes(&buffer, "a(b)\\c\r\n\x80", 9);
    assert_put(&buffer, "(a\\(b\\)\\\\c\\r\n\x80)");
}

static void writes_ascii_text_as_it_is(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    pdf_put_text(&buffer, "It's a (plain) title");
    assert_put(&buffer, "(It's a \\(plain\\) title)");
}

static void writes_other_text_as_utf16_with_surrogates(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    pdf_put_text(&buffer, "\xC3\x9C\xF0\x9F\x9A\x80(");
    static const char expected[] = "(\xFE\xFF\0\xDC\xD8=\xDE\x80\0\\()";
    assert_int_equal(buffer.length, sizeof expected - 1);
    assert_memory_equal(buffer.data, expected, sizeof expected - 1);
    buffer_drop(&buffer);
}

static void cuts_text_no_string_can_hold(void **state)
{
    (void)state;
    struct buffer text = {0}, buffer = {0};
    for (int i = 0; i < 100000; i++)
        buffer_put_string(&text, "\xE2\x82\xAC");
    pdf_put_text(&buffer, buffer_string(&text));
    assert_true(buffer.length < 32767 * 2);
    buffer_clear(&buffer);
    buffer_clear(&text);
    for (int i = 0; i < 100000; i++)
        buffer_put_char(&text, 'a');
    pdf_put_text(&buffer, buffer_string(&text));
    assert_true(buffer.length < 32767);
    buffer_drop(&text);
    buffer_drop(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_decimals_as_short_as_they_go),
        cmocka_unit_test(ignores_the_locale),
        cmocka_unit_test(rounds_positions_to_the_nearest_hundredth),
        cmocka_unit_test(escapes_what_may_not_stand_in_a_name),
        cmocka_unit_test(escapes_brackets_backslashes_and_returns_in_strings),
        cmocka_unit_test(writes_ascii_text_as_it_is),
        cmocka_unit_test(writes_other_text_as_utf16_with_surrogates),
        cmocka_unit_test(cuts_text_no_string_can_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
