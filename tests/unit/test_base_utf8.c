/* base/utf8: decoding, encoding and checking, against the bounds of Unicode's table 3-7. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/utf8.h"

static void round_trips_every_scalar_value(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        char bytes[UTF8_MAX];
        size_t length = utf8_encode(c, bytes);
        const char *cursor = bytes;
        assert_int_equal(utf8_next(&cursor, bytes + length), c);
        assert_ptr_equal(cursor, bytes + length);
        assert_true(utf8_is_valid(bytes, length, NULL));
    }
}

static void encodes_what_is_no_scalar_value_as_replacement(void **state)
{
    (void)state;
    char bytes[UTF8_MAX];
    assert_int_equal(utf8_encode(0xD800, bytes), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
    assert_int_equal(utf8_encode(0x110000, bytes), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

static void refuses_ill_formed_sequences(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\x80",
        "\xC0\x80",
        "\xC1\xBF",
        "\xE0\x9F\xBF",
        "\xED\xA0\x80",
        "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xFF",
        "\xC3",
        "\xE2\x82",
        "\xF0\x9F\x91",
        "\xC3(",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        size_t offset = 99;
        assert_false(utf8_is_valid(bad[i], strlen(bad[i]), &offset));
        assert_int_equal(offset, 0);
        const char *cursor = bad[i];
        assert_int_equal(utf8_next(&cursor, bad[i] + strlen(bad[i])), UTF8_REPLACEMENT);
        assert_ptr_equal(cursor, bad[i] + 1);
    }
}

static void tells_where_the_first_bad_byte_is(void **state)
{
    (void)state;
    size_t offset = 0;
    assert_false(utf8_is_valid("caf\xC3\xA9 \xE9t\xC3\xA9", 10, &offset));
    assert_int_equal(offset, 6);
}

static void counts_characters(void **state)
{
    (void)state;
    assert_int_equal(utf8_count("", 0), 0);
    assert_int_equal(utf8_count("\xF0\x9F\x91\x86!", 5), 2);
}

static void sees_spaces_side_by_side(void **state)
{
    (void)state;
    assert_false(utf8_has_wide_space("", 0, true));
    assert_false(utf8_has_wide_space(" a b ", 5, false));
    assert_true(utf8_has_wide_space(" a b ", 5, true));
    assert_true(utf8_has_wide_space("a  b", 4, false));
    assert_true(utf8_has_wide_space("a \xC2\xA0"
                                    "b",
                                    5, false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trips_every_scalar_value),
        cmocka_unit_test(encodes_what_is_no_scalar_value_as_replacement),
        cmocka_unit_test(refuses_ill_formed_sequences),
        cmocka_unit_test(tells_where_the_first_bad_byte_is),
        cmocka_unit_test(counts_characters),
        cmocka_unit_test(sees_spaces_side_by_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
