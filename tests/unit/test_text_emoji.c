/* text/emoji, fallback, shape: emoji come from their own font, each sequence as one glyph. */
#include "test_text_fixture.h"

#include "text/emoji.h"

static const struct text_style serif = {.family = FAMILY_SERIF, .size = PT(10)};
static const struct text_style mono = {.family = FAMILY_MONO, .size = PT(10)};
static const struct position here = {"guide.md", 7, 3};

static const struct shaped *shape(const struct text_style *style, const char *text)
{
    return text_shape(fonts, style, "en", text, strlen(text), here);
}

static bool is_wanted(const char *text)
{
    return emoji_is_wanted(text, text + strlen(text));
}

static void opens_no_emoji_font_for_a_book_without(void **state)
{
    (void)state;
    shape(&serif, "\u00A9\u2713\u201Cplain\u201D\u2014\u05D0");
    size_t count;
    const struct font *const *used = fonts_used(fonts, &count);
    for (size_t i = 0; i < count; i++)
        assert_int_not_equal(used[i]->kind, FONT_BITMAP);
}

static void tells_emoji_from_text(void **state)
{
    (void)state;
    static const char *const emoji[] = {
        "\U0001F389",    "\u231A",     "\u2764\uFE0F",          "\u00A9\uFE0F",
        "1\uFE0F\u20E3", "#\u20E3",    "\u270D\U0001F3FD",      "\U0001F1E9",
        "\U0001FAE8",    "\U0001F004", "\u2764\u200D\U0001F525"};
    static const char *const text[] = {"a",      "1",      "1\uFE0F",      "\u00A9",       "\u2764",
                                       "\u2713", "\u2194", "\u231A\uFE0E", "\u0915\u200D", "\u26A0",
                                       "\u4E2D", "e\u0301"};
    for (size_t i = 0; i < sizeof emoji / sizeof *emoji; i++)
        if (!is_wanted(emoji[i]))
            fail_msg("emoji %zu is taken for text", i);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        if (is_wanted(text[i]))
            fail_msg("text %zu is taken for an emoji", i);
}

static void shows_each_sequence_as_one_glyph(void **state)
{
    (void)state;
    static const char *const sequences[] = {
        "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466",
        "\U0001F469\U0001F3FD\u200D\U0001F680",
        "\U0001F1E9\U0001F1EA",
        "\U0001F44D\U0001F3FF",
        "1\uFE0F\u20E3",
        "\u2764\uFE0F",
        "\U0001F3F3\uFE0F\u200D\U0001F308",
        "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F",
    };
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
        const struct shaped *shaped = shape(&serif, sequences[i]);
        assert_int_equal(shaped->font->kind, FONT_BITMAP);
        assert_int_equal(shaped->glyph_count, 1);
        assert_int_not_equal(shaped->glyphs[0].id, 0);
        assert_int_equal(shaped->text_length, strlen(sequences[i]));
    }
    assert_int_equal(diag_count(diag, SEVERITY_WARNING), 0);
}

static void leaves_signs_of_text_to_the_fonts_of_text(void **state)
{
    (void)state;
    static const char *const signs[] = {"\u00A9", "\u2122", "\u2194",
                                        "\u2713", "\u2764", "\u2764\uFE0E"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        assert_int_not_equal(shape(&serif, signs[i])->font->kind, FONT_BITMAP);
}

static void helps_out_for_signs_that_no_font_of_text_has(void **state)
{
    (void)state;
    assert_int_equal(shape(&serif, "\U0001F577")->font->kind, FONT_BITMAP);
    assert_int_equal(diag_count(diag, SEVERITY_WARNING), 0);
}

static void stands_like_text_of_its_size(void **state)
{
    (void)state;
    struct text_style bold = serif;
    bold.bold = bold.italic = true;
    bold.features_on = 1u << FEATURE_SMCP;
    const struct shaped *party = shape(&bold, "\U0001F389");
    dimen width = text_width(party, &bold);
    assert_true(width > PT(9) && width < PT(12));
    assert_int_equal(party->font->units_per_em, party->font->ascent - party->font->descent);
}

static void takes_two_columns_of_code(void **state)
{
    (void)state;
    dimen column = text_width(shape(&mono, "a"), &mono);
    assert_int_equal(text_width(shape(&mono, "\U0001F389"), &mono), 2 * column);
    assert_int_equal(text_width(shape(&mono, "\U0001F1E9\U0001F1EA"), &mono), 2 * column);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opens_no_emoji_font_for_a_book_without),
        cmocka_unit_test(tells_emoji_from_text),
        cmocka_unit_test(shows_each_sequence_as_one_glyph),
        cmocka_unit_test(leaves_signs_of_text_to_the_fonts_of_text),
        cmocka_unit_test(helps_out_for_signs_that_no_font_of_text_has),
        cmocka_unit_test(stands_like_text_of_its_size),
        cmocka_unit_test(takes_two_columns_of_code),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
