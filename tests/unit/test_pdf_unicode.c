/* pdf/unicode: the CMap from character codes back to text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "pdf/font.h"

static const struct font outlines = {.kind = FONT_TRUETYPE}, pictures = {.kind = FONT_BITMAP};

static void maps_ligatures_planes_and_unknown_glyphs(void **state)
{
    (void)state;
    struct glyph_use glyphs[8] = {
        [0] = {.used = true},
        [2] = {.used = true, .subset_id = 1, .text = "ffi", .text_length = 3},
        [5] = {.used = true, .subset_id = 2, .text = "\xF0\x9F\x9A\x80", .text_length = 4},
        [7] = {.used = true, .subset_id = 3},
    };
    struct font_subset subset = {
        .font = &outlines, .glyphs = glyphs, .use_count = 8, .subset_count = 4};
    struct buffer cmap = {0};
    pdf_put_to_unicode(&subset, 0, &cmap);
    assert_non_null(strstr(buffer_string(&cmap), "3 beginbfchar\n"
                                                 "<01> <006600660069>\n"
                                                 "<02> <D83DDE80>\n"
                                                 "<03> <FFFD>\n"
                                                 "endbfchar\n"));
    buffer_drop(&cmap);
}

/* More glyphs than bytes tell apart. */
static void keeps_blocks_to_a_hundred_entries(void **state)
{
    (void)state;
    enum { COUNT = 301 };
    struct glyph_use glyphs[COUNT];
    for (uint16_t id = 0; id < COUNT; id++)
        glyphs[id] =
            (struct glyph_use){.used = true, .subset_id = id, .text = "a", .text_length = 1};
    struct font_subset subset = {
        .font = &outlines, .glyphs = glyphs, .use_count = COUNT, .subset_count = COUNT};
    struct buffer cmap = {0};
    pdf_put_to_unicode(&subset, 0, &cmap);
    const char *first = strstr(buffer_string(&cmap), "100 beginbfchar\n<0001>");
    assert_non_null(first);
    const char *second = strstr(first, "100 beginbfchar\n<0065>");
    assert_non_null(second);
    assert_non_null(strstr(second, "endbfchar\n100 beginbfchar\n<00C9>"));
    buffer_drop(&cmap);
}

static void divides_bitmap_fonts_into_parts_of_single_bytes(void **state)
{
    (void)state;
    enum { COUNT = 258 };
    struct glyph_use glyphs[COUNT] = {0};
    for (uint16_t id = 1; id < COUNT; id++)
        glyphs[id] = (struct glyph_use){
            .used = true, .subset_id = (uint16_t)(id - 1), .text = "a", .text_length = 1};
    struct font_subset subset = {.font = &pictures, .glyphs = glyphs, .use_count = COUNT};
    struct buffer first = {0}, second = {0};
    pdf_put_to_unicode(&subset, 0, &first);
    pdf_put_to_unicode(&subset, 1, &second);
    assert_non_null(strstr(first.data, "<00> <FF>"));
    assert_non_null(strstr(first.data, "100 beginbfchar\n<01> <0061>\n"));
    assert_non_null(strstr(first.data, "<FF> <0061>\nendbfchar\n"));
    assert_non_null(strstr(second.data, "2 beginbfchar\n<01> <0061>\n<02> <0061>\nendbfchar"));
    buffer_drop(&first);
    buffer_drop(&second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maps_ligatures_planes_and_unknown_glyphs),
        cmocka_unit_test(keeps_blocks_to_a_hundred_entries),
        cmocka_unit_test(divides_bitmap_fonts_into_parts_of_single_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
