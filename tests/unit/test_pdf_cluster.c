/* pdf/cluster: which glyphs stand for which text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "pdf/cluster.h"

enum { MAX_GLYPHS = 8 };

/* Walks a text whose glyphs begin at the bytes `starts`; writes "[glyphs:text+spaces]…". */
static void assert_clusters_in(const struct font *font, const char *text, const uint16_t *starts,
                               uint32_t count, const char *expected)
{
    struct glyph glyphs[MAX_GLYPHS] = {0};
    unsigned char scratch[64];
    struct buffer seen = {0};
    for (uint32_t i = 0; i < count; i++)
        glyphs[i].cluster = starts[i];
    struct item item = {.kind = ITEM_TEXT,
                        .text = {.font = font,
                                 .text = text,
                                 .text_length = (uint32_t)strlen(text),
                                 .glyphs = glyphs,
                                 .glyph_count = count}};
    struct clusters walk = pdf_cluster_walk(&item, scratch);
    struct cluster cluster;
    while (pdf_cluster_next(&walk, &cluster))
        buffer_printf(&seen, "[%u:%.*s+%u]", cluster.end - cluster.first, (int)cluster.length,
                      cluster.text, cluster.spaces);
    assert_string_equal(buffer_string(&seen), expected);
    buffer_drop(&seen);
}

static void assert_clusters(const char *text, const uint16_t *starts, uint32_t count,
                            const char *expected)
{
    static const struct font serif = {.kind = FONT_CFF};
    assert_clusters_in(&serif, text, starts, count, expected);
}

static void gives_a_ligature_all_its_letters(void **state)
{
    (void)state;
    assert_clusters("office", (uint16_t[]){0, 1, 4, 5}, 4, "[1:o+0][1:ffi+0][1:c+0][1:e+0]");
}

static void reads_right_to_left_text_backwards(void **state)
{
    (void)state;
    assert_clusters("abcd", (uint16_t[]){3, 1, 0}, 3, "[1:d+0][1:bc+0][1:a+0]");
}

static void turns_the_letters_of_a_ligature_read_from_right_to_left(void **state)
{
    (void)state;
    struct glyph glyphs[] = {{.cluster = 5}, {.cluster = 0}};
    struct item item = {.kind = ITEM_TEXT, .text = {.glyphs = glyphs, .glyph_count = 2}};
    struct cluster ligature = {.text = "\xD9\x84\xD8\xA7", .length = 4};
    char turned[PDF_TURNED_MAX];
    const char *meaning = pdf_cluster_meaning(&item, &ligature, turned);
    assert_memory_equal(meaning, "\xD8\xA7\xD9\x84", 4);
    item.text.glyph_count = 1; /* it stands alone: nobody turns it */
    assert_ptr_equal(pdf_cluster_meaning(&item, &ligature, turned), ligature.text);
}

static void keeps_glyphs_of_one_character_together(void **state)
{
    (void)state;
    assert_clusters("e\xCC\x81x", (uint16_t[]){0, 0, 3}, 3, "[2:e\xCC\x81+0][1:x+0]");
}

static void counts_spaces_without_glyphs(void **state)
{
    (void)state;
    assert_clusters("to  be ", (uint16_t[]){0, 1, 4, 5}, 4, "[1:t+0][1:o+2][1:b+0][1:e+1]");
}

static void leaves_a_space_its_own_glyph(void **state)
{
    (void)state;
    assert_clusters("a b", (uint16_t[]){0, 1, 2}, 3, "[1:a+0][1: +0][1:b+0]");
    assert_clusters("a\xC2\xA0"
                    "b",
                    (uint16_t[]){0, 1, 3}, 3, "[1:a+0][1: +0][1:b+0]");
}

static void drops_soft_hyphens_and_zero_width_spaces(void **state)
{
    (void)state;
    assert_clusters("a\xC2\xAD"
                    "b\xE2\x80\x8B",
                    (uint16_t[]){0, 3}, 2, "[1:a+0][1:b+0]");
}

static void survives_glyphs_past_the_text(void **state)
{
    (void)state;
    assert_clusters("ab", (uint16_t[]){0, 9, 1}, 3, "[1:a+0][1:+0][1:b+0]");
}

static void keeps_no_break_spaces_in_code(void **state)
{
    (void)state;
    static const struct font mono = {.kind = FONT_TRUETYPE, .fixed_pitch = true};
    assert_clusters_in(&mono,
                       "a\xC2\xA0"
                       "b",
                       (uint16_t[]){0, 1, 3}, 3, "[1:a+0][1:\xC2\xA0+0][1:b+0]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_a_ligature_all_its_letters),
        cmocka_unit_test(turns_the_letters_of_a_ligature_read_from_right_to_left),
        cmocka_unit_test(reads_right_to_left_text_backwards),
        cmocka_unit_test(keeps_glyphs_of_one_character_together),
        cmocka_unit_test(counts_spaces_without_glyphs),
        cmocka_unit_test(leaves_a_space_its_own_glyph),
        cmocka_unit_test(keeps_no_break_spaces_in_code),
        cmocka_unit_test(drops_soft_hyphens_and_zero_width_spaces),
        cmocka_unit_test(survives_glyphs_past_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
