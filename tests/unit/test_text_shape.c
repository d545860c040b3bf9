/* text/shape, fallback, fonts: glyphs for words, with the book's real fonts. */
#include "test_text_fixture.h"

#include "base/utf8.h"

static const struct text_style serif = {.family = FAMILY_SERIF, .size = PT(10)};
static const struct text_style mono = {.family = FAMILY_MONO, .size = PT(10)};
static const struct position here = {"guide.md", 7, 3};

static const struct shaped *shape(const struct text_style *style, const char *text)
{
    return text_shape(fonts, style, "en", text, strlen(text), here);
}

static size_t warnings(void)
{
    return diag_count(diag, SEVERITY_WARNING);
}

static void joins_ligatures_under_one_cluster(void **state)
{
    (void)state;
    const struct shaped *office = shape(&serif, "office");
    assert_true(office->glyph_count < 6);
    assert_int_equal(office->glyphs[1].cluster, 1);
    assert_int_equal(office->glyphs[2].cluster, 4);
    assert_int_equal(office->text_length, 6);
    assert_null(office->next);
}

static void leaves_letterspaced_text_and_code_without_ligatures(void **state)
{
    (void)state;
    struct text_style spaced = serif;
    spaced.letter_spacing = PT(0.5);
    assert_int_equal(shape(&spaced, "office")->glyph_count, 6);
    const struct shaped *arrow = shape(&mono, "->"), *dash = shape(&mono, "-");
    assert_int_equal(arrow->glyph_count, 2);
    assert_int_equal(arrow->glyphs[0].id, dash->glyphs[0].id);
}

static void kerns(void **state)
{
    (void)state;
    int64_t apart = shape(&serif, "A")->advance + shape(&serif, "V")->advance;
    assert_true(shape(&serif, "AV")->advance < apart);
}

static void sets_figures_and_small_capitals(void **state)
{
    (void)state;
    struct text_style old = serif, tabular = serif, capitals = serif;
    old.features_on = 1u << FEATURE_ONUM;
    tabular.features_on = 1u << FEATURE_TNUM;
    capitals.features_on = 1u << FEATURE_SMCP;
    assert_int_not_equal(shape(&serif, "3")->glyphs[0].id, shape(&old, "3")->glyphs[0].id);
    assert_int_equal(shape(&tabular, "1")->advance, shape(&tabular, "8")->advance);
    assert_int_not_equal(shape(&serif, "a")->glyphs[0].id, shape(&capitals, "a")->glyphs[0].id);
}

static void shapes_a_word_once(void **state)
{
    (void)state;
    char other[] = "other";
    const struct shaped *first = shape(&serif, "other");
    struct text_style large = serif;
    large.size = PT(20);
    large.color = 0xFF0000;
    assert_ptr_equal(shape(&serif, other), first);
    assert_ptr_equal(shape(&large, other), first);
    struct text_style bold = serif;
    bold.bold = true;
    assert_ptr_not_equal(shape(&bold, other), first);
    dimen rounding = text_width(first, &large) - 2 * text_width(first, &serif);
    assert_true(rounding >= 0 && rounding <= 10);
}

/* The cache grows far past its first size and still finds what it had. */
static void keeps_every_word_in_the_cache(void **state)
{
    (void)state;
    enum { COUNT = 9000 };
    static const struct shaped *words[COUNT];
    char word[16];
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < COUNT; i++) {
            snprintf(word, sizeof word, "w%d", i);
            const struct shaped *shaped = shape(&serif, word);
            if (round == 0)
                words[i] = shaped;
            assert_ptr_equal(shaped, words[i]);
        }
}

static void adds_letter_spacing_after_each_character(void **state)
{
    (void)state;
    struct text_style spaced = serif;
    spaced.letter_spacing = PT(1);
    const struct shaped *abc = shape(&spaced, "abc");
    assert_int_equal(text_width(abc, &spaced), text_width(abc, &serif) + 3 * PT(1));
    dimen sum = 0;
    for (size_t i = 0; i < abc->glyph_count; i++)
        sum += text_glyph_advance(abc, i, &spaced);
    assert_int_equal(sum, text_width(abc, &spaced));
}

static size_t count_pieces(const struct shaped *shaped, size_t *bytes)
{
    size_t count = 0;
    for (*bytes = 0; shaped; shaped = shaped->next, count++) {
        *bytes += shaped->text_length;
        for (size_t i = 0; i < shaped->glyph_count; i++)
            assert_int_not_equal(shaped->glyphs[i].id, 0);
    }
    return count;
}

static void falls_back_for_what_the_font_lacks(void **state)
{
    (void)state;
    size_t before = warnings(), bytes;
    const struct shaped *mixed = shape(&serif, "done\u2713then");
    assert_int_equal(count_pieces(mixed, &bytes), 3);
    assert_int_equal(bytes, strlen("done\u2713then"));
    assert_ptr_not_equal(mixed->next->font, mixed->font);
    assert_ptr_equal(mixed->next->next->font, mixed->font);
    assert_int_equal(warnings(), before);
}

static void draws_boxes_and_signs_of_guides(void **state)
{
    (void)state;
    size_t before = warnings(), bytes;
    assert_int_equal(count_pieces(shape(&mono, "\u251C\u2500\u2500\u2514\u2502"), &bytes), 1);
    count_pieces(shape(&serif, "\u2192\u2190\u2713\u2610\u2611\u25CF\u25D0\u25CB\u2264\u221E"),
                 &bytes);
    count_pieces(shape(&mono, "\u2192\u2713\u2717\u25CB\u2605"), &bytes);
    count_pieces(shape(&serif, "Ж\u03A9\u00E9\u0151\u20AC\u2011\u00A0\u202F"), &bytes);
    assert_int_equal(warnings(), before);
}

static void keeps_marks_with_their_base(void **state)
{
    (void)state;
    size_t bytes;
    const struct shaped *accented = shape(&serif, "xe\u0301\u0323x");
    count_pieces(accented, &bytes);
    for (const struct shaped *piece = accented; piece; piece = piece->next)
        assert_true(piece->text_length != 2); /* no mark alone */
    const struct shaped *check = shape(&serif, "\u2713\u0301");
    assert_int_equal(check->text_length, 5);
}

/* No font here has both, and JetBrains Mono has neither. */
static void shows_a_mark_that_the_font_of_its_base_lacks(void **state)
{
    (void)state;
    size_t before = warnings(), bytes;
    const struct shaped *rocket = shape(&mono, "\U0001F680\u033E!");
    assert_int_equal(count_pieces(rocket, &bytes), 3);
    assert_int_equal(bytes, 7);
    assert_int_equal(rocket->text_length, 4);
    const struct shaped *mark = rocket->next;
    assert_int_equal(mark->text_length, 2);
    assert_int_equal(mark->glyph_count, 2); /* the first is a dotted circle */
    assert_true(mark->glyphs[0].advance > 0);
    assert_int_equal(mark->glyphs[1].cluster, 0);
    assert_int_equal(warnings(), before);
}

static void a_lone_mark_that_no_font_has_is_reported_and_replaced(void **state)
{
    (void)state;
    size_t before = warnings(), bytes;
    const struct shaped *quoted = shape(&mono, "'\u094D'");
    assert_int_equal(warnings(), before + 1);
    assert_int_equal(count_pieces(quoted, &bytes), 3);
    assert_int_equal(bytes, 5);
    assert_int_equal(quoted->next->text_length, 3);
    assert_int_equal(quoted->next->glyph_count, 1);
    assert_true(quoted->next->advance > 0);
    shape(&serif, "'\u094D'");
    assert_int_equal(warnings(), before + 1);
}

static void reports_a_missing_character_once_and_shows_a_replacement(void **state)
{
    (void)state;
    size_t before = warnings(), bytes;
    const struct shaped *first = shape(&serif, "\u4E2D");
    assert_int_equal(warnings(), before + 1);
    assert_int_equal(first->glyph_count, 1);
    assert_int_not_equal(first->glyphs[0].id, 0);
    assert_true(first->advance > 0);
    const struct shaped *mixed = shape(&mono, "a\u4E2D\u4E2Db");
    assert_int_equal(count_pieces(mixed, &bytes), 3);
    assert_int_equal(mixed->next->glyph_count, 2);
    assert_int_equal(mixed->next->glyphs[1].cluster, 3);
    assert_int_equal(warnings(), before + 1);
}

static void shows_nothing_for_ignorable_characters(void **state)
{
    (void)state;
    static const char *const texts[] = {"\u200B", "\u200D", "\uFEFF",   "\u00AD",
                                        "\uFE0F", "\x01",   "\xC2\x85", "\u2060"};
    size_t before = warnings();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct shaped *shaped = shape(&serif, texts[i]);
        assert_non_null(shaped);
        assert_int_equal(shaped->glyph_count, 0);
        assert_int_equal(shaped->text_length, strlen(texts[i]));
    }
    const struct shaped *hyphenated = shape(&serif, "a\u00ADb");
    assert_int_equal(hyphenated->glyph_count, 2);
    assert_int_equal(hyphenated->glyphs[1].cluster, 3);
    assert_int_equal(warnings(), before);
}

/* HarfBuzz shows a space that the font lacks by another one, but not before such a selector. */
static void a_space_before_a_variation_selector_is_not_missing(void **state)
{
    (void)state;
    static const char *const texts[] = {"\u00A0\uFE0F", "\u2003\uFE0F", "\u3000\uFE0E",
                                        "\u2011\uFE0F"};
    size_t before = warnings(), bytes;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_int_equal(count_pieces(shape(&serif, texts[i]), &bytes), 1);
        assert_int_equal(count_pieces(shape(&mono, texts[i]), &bytes), 1);
        assert_int_equal(bytes, strlen(texts[i]));
    }
    assert_int_equal(warnings(), before);
}

static void cuts_texts_too_long_for_one_piece(void **state)
{
    (void)state;
    enum { LENGTH = 1000 * 1000 };
    char *text = malloc(LENGTH + 1);
    memset(text, 'x', LENGTH);
    memcpy(text + 1023, "\u00E9", 2); /* not to be cut in two */
    size_t bytes;
    const struct shaped *shaped = text_shape(fonts, &serif, NULL, text, LENGTH, here);
    assert_int_equal(count_pieces(shaped, &bytes), (LENGTH + 1023) / 1024);
    assert_int_equal(bytes, LENGTH);
    for (const struct shaped *piece = shaped; piece; piece = piece->next)
        assert_true(piece->text_length <= 1024);
    struct text_style huge = serif;
    huge.size = PT(1000);
    assert_int_equal(text_width(shaped, &huge), DIMEN_MAX);
    free(text);
}

static void survives_heaps_of_marks(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_put_char(&text, 'o');
    for (int i = 0; i < 50000; i++)
        buffer_put_code_point(&text, 0x0300 + (uint32_t)i % 5);
    size_t bytes;
    count_pieces(text_shape(fonts, &serif, NULL, text.data, text.length, here), &bytes);
    assert_int_equal(bytes, text.length);
    buffer_drop(&text);
}

static void knows_right_to_left(void **state)
{
    (void)state;
    const struct shaped *shalom = shape(&serif, "\u05E9\u05DC\u05D5\u05DD");
    assert_true(shalom->right_to_left);
    assert_int_equal(shalom->glyphs[0].cluster, 6);
    assert_false(shape(&serif, "peace")->right_to_left);
}

static void tells_what_a_font_descriptor_needs(void **state)
{
    (void)state;
    struct text_style italic = serif;
    italic.italic = true;
    const struct font *font = fonts_find(fonts, &italic);
    assert_true(font->serif && font->italic && !font->bold && font->kind == FONT_CFF &&
                !font->fixed_pitch);
    assert_true(font->italic_angle < 0);
    assert_true(font->ascent > 0 && font->descent < 0 && font->units_per_em == 1000);
    assert_true(font->x_height > 300 && font->cap_height > font->x_height);
    assert_true(font->bbox[2] > font->bbox[0] && font->bbox[3] > font->bbox[1]);
    assert_non_null(strstr(font->postscript_name, "Libertine"));
    const struct font *code = fonts_find(fonts, &mono);
    assert_true(code->fixed_pitch && code->kind == FONT_TRUETYPE && !code->serif);
}

static void numbers_fonts_in_order_of_first_use(void **state)
{
    (void)state;
    size_t count;
    const struct font *const *used = fonts_used(fonts, &count);
    assert_true(count >= 3);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(used[i]->index, i);
}

static void wants_the_folder_complete(void **state)
{
    (void)state;
    struct diag *own = diag_new();
    assert_null(fonts_open("/nonexistent", own));
    assert_int_equal(diag_count(own, SEVERITY_ERROR), 1);
    diag_drop(own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_ligatures_under_one_cluster),
        cmocka_unit_test(leaves_letterspaced_text_and_code_without_ligatures),
        cmocka_unit_test(kerns),
        cmocka_unit_test(sets_figures_and_small_capitals),
        cmocka_unit_test(shapes_a_word_once),
        cmocka_unit_test(keeps_every_word_in_the_cache),
        cmocka_unit_test(adds_letter_spacing_after_each_character),
        cmocka_unit_test(falls_back_for_what_the_font_lacks),
        cmocka_unit_test(draws_boxes_and_signs_of_guides),
        cmocka_unit_test(keeps_marks_with_their_base),
        cmocka_unit_test(shows_a_mark_that_the_font_of_its_base_lacks),
        cmocka_unit_test(a_lone_mark_that_no_font_has_is_reported_and_replaced),
        cmocka_unit_test(reports_a_missing_character_once_and_shows_a_replacement),
        cmocka_unit_test(shows_nothing_for_ignorable_characters),
        cmocka_unit_test(a_space_before_a_variation_selector_is_not_missing),
        cmocka_unit_test(cuts_texts_too_long_for_one_piece),
        cmocka_unit_test(survives_heaps_of_marks),
        cmocka_unit_test(knows_right_to_left),
        cmocka_unit_test(tells_what_a_font_descriptor_needs),
        cmocka_unit_test(numbers_fonts_in_order_of_first_use),
        cmocka_unit_test(wants_the_folder_complete),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
