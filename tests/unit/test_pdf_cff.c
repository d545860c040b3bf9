/* pdf/cff: CIDs become glyph numbers, in programs made by hand, and broken ones hurt nobody. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "pdf/cff.h"

enum { MOST = 128 };

struct program {
    unsigned char bytes[MOST];
    size_t length, charset;
};

static void put(struct program *program, const void *bytes, size_t length)
{
    memcpy(program->bytes + program->length, bytes, length);
    program->length += length;
}

/* A program of five glyphs: header, a name, a Top DICT with or without ROS, no strings, no
 * subroutines, charstrings of one byte each, and the charset. */
static struct program make(const char *ros, size_t ros_length, const char *charset, size_t length)
{
    static const char before[] = "\1\0\4\1\0\1\1\1\2A\0\1\1\1";
    static const char after[] = "\0\0\0\0\0\5\1\1\2\3\4\5\6\x0E\x0E\x0E\x0E\x0E";
    struct program program = {.length = 0};
    size_t top_length = ros_length + 3 + 1 + 3 + 1, top_end = sizeof before - 1 + 1 + top_length;
    size_t charstrings = top_end + 4;
    program.charset = top_end + sizeof after - 1;
    unsigned char last = (unsigned char)(1 + top_length);
    unsigned char offsets[] = {28, 0, (unsigned char)program.charset, 15,
                               28, 0, (unsigned char)charstrings,     17};
    put(&program, before, sizeof before - 1);
    put(&program, &last, 1);
    put(&program, ros, ros_length);
    put(&program, offsets, sizeof offsets);
    put(&program, after, sizeof after - 1);
    put(&program, charset, length);
    return program;
}

/* Two names and a number, "1.5" before them for the reader of real numbers. */
static const char cid_keyed[] = "\x1E\x1A\x5F\x0C\x07\xF8\x1B\xF8\x1C\x8B\x0C\x1E";
#define CID_KEYED cid_keyed, sizeof cid_keyed - 1
#define BYTES(text) text, sizeof text - 1

static void assert_charset(struct program *program, const char *expected, size_t length)
{
    assert_true(pdf_cff_number_glyphs(program->bytes, program->length));
    assert_memory_equal(program->bytes + program->charset, expected, length);
    assert_int_equal(program->charset + length, program->length);
}

static void numbers_glyphs_in_all_formats_of_charset(void **state)
{
    (void)state;
    struct program list = make(CID_KEYED, BYTES("\0\0\x22\1\0\1\5\x7F\0"));
    assert_charset(&list, BYTES("\0\0\1\0\2\0\3\0\4"));
    struct program ranges = make(CID_KEYED, BYTES("\1\0\x22\0\1\0\2"));
    assert_charset(&ranges, BYTES("\1\0\1\0\0\2\2"));
    struct program long_ranges = make(CID_KEYED, BYTES("\2\0\x22\0\2\1\0\0\0"));
    assert_charset(&long_ranges, BYTES("\2\0\1\0\2\0\4\0\0"));
}

static void leaves_names_as_they_are(void **state)
{
    (void)state;
    struct program named = make("", 0, BYTES("\0\0\x22\1\0\1\5\x7F\0"));
    assert_charset(&named, BYTES("\0\0\x22\1\0\1\5\x7F\0"));
}

static void refuses_what_makes_no_sense(void **state)
{
    (void)state;
    struct program whole = make(CID_KEYED, BYTES("\0\0\x22\1\0\1\5\x7F\0"));
    for (size_t length = 0; length < whole.length; length++) {
        struct program cut = whole;
        assert_false(pdf_cff_number_glyphs(cut.bytes, length));
    }
    struct program odd = make(CID_KEYED, BYTES("\7\0\x22\1\0\1\5\x7F\0"));
    assert_false(pdf_cff_number_glyphs(odd.bytes, odd.length));
}

static void survives_any_byte(void **state)
{
    (void)state;
    struct program whole = make(CID_KEYED, BYTES("\1\0\x22\0\1\0\2"));
    for (size_t i = 0; i < whole.length; i++)
        for (unsigned value = 0; value < 256; value++) {
            struct program changed = whole;
            changed.bytes[i] = (unsigned char)value;
            pdf_cff_number_glyphs(changed.bytes, changed.length);
            assert_int_equal(changed.length, whole.length);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_glyphs_in_all_formats_of_charset),
        cmocka_unit_test(leaves_names_as_they_are),
        cmocka_unit_test(refuses_what_makes_no_sense),
        cmocka_unit_test(survives_any_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
