/* pdf/color_font: emoji in the written file, as other tools read it. */
#include "test_pdf_fixture.h"

static void emoji_copy_as_what_was_written(void **state)
{
    struct fixture *fixture = *state;
    uint32_t paragraph =
        fixture_element(fixture, ELEMENT_PARAGRAPH, fixture_element(fixture, ELEMENT_DOCUMENT, 0));
    fixture_tag(fixture, paragraph);
    fixture_line(fixture, "party \U0001F389 again \U0001F389 flag \U0001F1E9\U0001F1EA end");
    fixture_line(fixture, "family \U0001F468\u200D\U0001F469\u200D\U0001F467 end");
    fixture_end_tag(fixture);
    fixture_end_page(fixture, "1");
    fixture_write(fixture);
    assert_says(fixture, "qpdf --check '%s' 2>&1", "No syntax or stream encoding errors");
    assert_says(fixture, "pdftotext '%s' - 2>&1",
                "party \U0001F389 again \U0001F389 flag \U0001F1E9\U0001F1EA end\n"
                "family \U0001F468\u200D\U0001F469\u200D\U0001F467 end\n");
    assert_says(fixture, "mutool draw -q -F text '%s' 2>/dev/null",
                "party \U0001F389 again \U0001F389 flag \U0001F1E9\U0001F1EA end \n");
    assert_says(fixture, "mutool draw -q -F text '%s' 2>/dev/null",
                "family \U0001F468\u200D\U0001F469\u200D\U0001F467 end");
    assert_string_equal(
        fixture_ask(fixture, "mutool draw -q -F text '%s' 2>&1 >/dev/null | grep cmap"), "");
    assert_says(fixture, "pdffonts '%s' 2>&1", "+NotoColorEmoji");
    /* three pictures, each with its mask, though one is shown twice */
    assert_string_equal(
        fixture_ask(fixture, "qpdf --qdf --object-streams=disable '%s' - | grep -ac '/SMask'"),
        "3\n");
}

/* More than a Type 3 font has codes for. */
static void hundreds_of_emoji_are_divided_among_fonts(void **state)
{
    struct fixture *fixture = *state;
    uint32_t paragraph =
        fixture_element(fixture, ELEMENT_PARAGRAPH, fixture_element(fixture, ELEMENT_DOCUMENT, 0));
    fixture_tag(fixture, paragraph);
    for (uint32_t i = 0; i < 300; i += 10) {
        struct buffer line = {0};
        for (uint32_t k = i; k < i + 10; k++)
            buffer_put_code_point(&line, (k < 200 ? 0x1F400 : 0x1F600 - 200) + k);
        fixture_line(fixture, arena_copy_string(fixture->arena, line.data));
        buffer_drop(&line);
    }
    fixture_end_tag(fixture);
    fixture_end_page(fixture, "1");
    fixture_write(fixture);
    assert_says(fixture, "qpdf --check '%s' 2>&1", "No syntax or stream encoding errors");
    assert_string_equal(fixture_ask(fixture, "pdffonts '%s' | grep -c 'Type 3'"), "2\n");
    const char *text = fixture_ask(fixture, "pdftotext '%s' -");
    for (uint32_t k = 0; k < 300; k++) {
        struct buffer one = {0};
        buffer_put_code_point(&one, (k < 200 ? 0x1F400 : 0x1F600 - 200) + k);
        if (k != 0x3F && k != 0x41 && !strstr(text, one.data))
            fail_msg("emoji %u is not copied", k);
        buffer_drop(&one);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PDF_TEST(emoji_copy_as_what_was_written),
        PDF_TEST(hundreds_of_emoji_are_divided_among_fonts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
