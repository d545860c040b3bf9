/* pdf/pairing: what each glyph of a cluster is copied as. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buffer.h"
#include "pdf/pairing.h"

/* Glyphs are named after the characters they show: the n-th of the text is n + 1. Others stand for
 * what no character has of itself. */
enum { RING = 101, BAR, LIGATURE };

static struct pdf_cluster_text find_text(const char *bytes)
{
    struct pdf_cluster_text text = {.bytes = bytes, .length = (uint32_t)strlen(bytes)};
    for (uint16_t i = 0; i < PDF_PAIRING_MAX; i++)
        text.nominals[i] = (uint16_t)(i + 1);
    return text;
}

/* Writes "[what the first glyph stands for][what the second does]…", a guess with a "?", and "·"
 * for nothing. */
static void assert_pairs(const struct pdf_pairing *pairing, const char *expected)
{
    struct buffer seen = {0};
    for (uint32_t i = 0; i < pairing->count; i++) {
        const struct pdf_pair *pair = &pairing->pairs[i];
        const char *text = pairing->text + pair->start;
        bool is_nothing = pair->length == 3 && memcmp(text, "\xE2\x81\xA0", 3) == 0;
        buffer_printf(&seen, "[%.*s%s]", is_nothing ? 2 : pair->length, is_nothing ? "·" : text,
                      pair->certain ? "" : "?");
    }
    assert_string_equal(buffer_string(&seen), expected);
    buffer_drop(&seen);
}

/* What the glyphs show, and what they are dealt when that is not in order. */
static void assert_pairing(const char *bytes, const uint16_t *glyphs, uint32_t count,
                           const char *shown, const char *dealt)
{
    struct pdf_pairing pairing;
    struct pdf_cluster_text text = find_text(bytes);
    assert_true(pdf_pair_glyphs(&pairing, glyphs, count, &text));
    assert_pairs(&pairing, shown);
    assert_int_equal(pairing.in_order, dealt == NULL);
    if (!dealt)
        return;
    pdf_deal_characters(&pairing, &text);
    assert_pairs(&pairing, dealt);
}

static void leaves_glyphs_in_order_what_they_show(void **state)
{
    (void)state;
    assert_pairing("हाँ", (uint16_t[]){1, 2, 3}, 3, "[ह][ा][ँ]", NULL);
}

/* Not "ि" for the consonant: that would be wrong in the next syllable. */
static void knows_a_vowel_that_stands_before_its_consonant(void **state)
{
    (void)state;
    assert_pairing("हि", (uint16_t[]){2, 1}, 2, "[ि][ह]", "[ह][ि]");
}

static void gives_a_ligature_what_the_others_leave(void **state)
{
    (void)state;
    assert_pairing("हूँ", (uint16_t[]){LIGATURE, 3}, 2, "[हू][ँ]", NULL);
    assert_pairing("द्धि", (uint16_t[]){4, LIGATURE}, 2, "[ि][द्ध]", "[द्][धि]");
}

static void knows_two_glyphs_of_one_character(void **state)
{
    (void)state;
    assert_pairing("คำ", (uint16_t[]){1, RING, BAR}, 3, "[ค][ำ?][·?]", "[ค][ำ][·]");
    assert_pairing("น้ำ", (uint16_t[]){1, RING, 2, BAR}, 4, "[น][ำ?][้][·?]", "[น][้][ำ][·]");
}

static void keeps_marks_with_what_is_before_them(void **state)
{
    (void)state;
    assert_pairing("പ്രി", (uint16_t[]){LIGATURE, 1, 4}, 3, "[്ര][പ][ി]", "[പ്][ര][ി]");
}

static void pairs_one_character_once(void **state)
{
    (void)state;
    struct pdf_pairing pairing;
    struct pdf_cluster_text text = {.bytes = "aa", .length = 2, .nominals = {7, 7}};
    assert_true(pdf_pair_glyphs(&pairing, (uint16_t[]){7, 7, 7}, 3, &text));
    assert_pairs(&pairing, "[a][a][·]");
    assert_false(pairing.in_order);
}

static void refuses_what_is_too_large(void **state)
{
    (void)state;
    uint16_t glyphs[PDF_PAIRING_MAX + 1] = {0};
    char many[PDF_PAIRING_MAX + 2];
    memset(many, 'a', sizeof many);
    many[PDF_PAIRING_MAX + 1] = '\0';
    struct pdf_pairing pairing;
    struct pdf_cluster_text text = find_text("a"), long_text = find_text(many);
    assert_false(pdf_pair_glyphs(&pairing, glyphs, PDF_PAIRING_MAX + 1, &text));
    assert_false(pdf_pair_glyphs(&pairing, glyphs, 2, &long_text));
    long_text.length--;
    assert_true(pdf_pair_glyphs(&pairing, glyphs, PDF_PAIRING_MAX, &long_text));
    pdf_deal_characters(&pairing, &long_text);
    assert_true(pairing.in_order);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_glyphs_in_order_what_they_show),
        cmocka_unit_test(knows_a_vowel_that_stands_before_its_consonant),
        cmocka_unit_test(gives_a_ligature_what_the_others_leave),
        cmocka_unit_test(knows_two_glyphs_of_one_character),
        cmocka_unit_test(keeps_marks_with_what_is_before_them),
        cmocka_unit_test(pairs_one_character_once),
        cmocka_unit_test(refuses_what_is_too_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
