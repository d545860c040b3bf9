/* text/system: fonts of the machine. tests/fontconfig.conf shows it the book's own fonts, whichever
 * others there are. */
#include "test_text_fixture.h"

#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "text/system.h"

static const struct position here = {"guide.md", 7, 3};
static unsigned find(enum font_family family, const char *text)
{
    return system_find_slot(fonts, (unsigned)family * STYLES_PER_FAMILY, NULL, text,
                            text + strlen(text), here);
}

static const char *name_of(unsigned slot)
{
    return strrchr(fonts->slots[slot].font.path, '/') + 1;
}

static void is_not_started_for_what_the_book_has(void **state)
{
    (void)state;
    struct text_style style = {.family = FAMILY_SERIF, .size = PT(10)};
    text_shape(fonts, &style, "en", "plain \u05D0", 8, here);
    assert_null(fonts->system);
}

static void finds_a_font_that_is_like_the_style(void **state)
{
    (void)state;
    assert_string_equal(name_of(find(FAMILY_SANS, "\u0633")), "DejaVuSans.ttf");
    assert_string_equal(name_of(find(FAMILY_MONO, "\u0633")), "DejaVuSansMono.ttf");
}

static void names_a_font_once(void **state)
{
    (void)state;
    unsigned slot = find(FAMILY_SANS, "\u0633");
    size_t notes = diag_count(diag, SEVERITY_NOTE);
    assert_int_equal(find(FAMILY_SANS, "\u0645"), slot);
    assert_int_equal(find(FAMILY_SERIF, "\u0645"), slot);
    assert_int_equal(diag_count(diag, SEVERITY_NOTE), notes);
}

static void finds_nothing_for_what_no_font_has(void **state)
{
    (void)state;
    assert_int_equal(find(FAMILY_SERIF, "\U00012000"), SLOT_MAX);
}

/* A copy of a sound font, cut to `length` (0: whole), with this fsType. */
static void write_font(const char *path, size_t length, unsigned char high, unsigned char low)
{
    struct arena *arena = arena_new();
    char *bytes;
    size_t whole;
    const char *reason;
    assert_true(file_read(arena, "fonts/DejaVuSansMono.ttf", &bytes, &whole, &reason));
    unsigned tables = (unsigned char)bytes[5];
    for (unsigned i = 0; i < tables; i++) {
        const unsigned char *entry = (unsigned char *)bytes + 12 + 16 * i;
        if (memcmp(entry, "OS/2", 4) != 0)
            continue;
        size_t offset =
            (size_t)entry[8] << 24 | (size_t)entry[9] << 16 | (size_t)entry[10] << 8 | entry[11];
        bytes[offset + 8] = (char)high;
        bytes[offset + 9] = (char)low;
    }
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length ? length : whole, file), length ? length : whole);
    fclose(file);
    arena_drop(arena);
}

static void passes_over_fonts_that_may_not_be_embedded(void **state)
{
    (void)state;
    static const struct {
        size_t length;
        unsigned char high, low;
        bool fits;
    } cases[] = {
        {0, 0, 0, true},  {0, 0, 4, true}, {0, 0, 8, true},  {0, 0, 2, false},    {0, 1, 0, false},
        {0, 2, 0, false}, {0, 0, 6, true}, {1, 0, 0, false}, {3000, 0, 0, false},
    };
    char path[64];
    snprintf(path, sizeof path, "/tmp/test_text_system_%ld.ttf", (long)getpid());
    struct font font = {.path = path};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_font(path, cases[i].length, cases[i].high, cases[i].low);
        if (font_is_embeddable(&font) != cases[i].fits)
            fail_msg("case %zu", i);
    }
    unlink(path);
    assert_false(font_is_embeddable(&font));
    assert_null(font.bytes);
}

static void scales_to_columns_what_is_wide(void **state)
{
    (void)state;
    struct text_style mono = {.family = FAMILY_MONO, .size = PT(10)};
    dimen column = text_width(text_shape(fonts, &mono, "en", "a", 1, here), &mono);
    unsigned wide = fonts->emoji_slot + 1;
    assert_true(fonts->slots[wide].wide != 0);
    const struct font *font = &font_open_slot(fonts, wide)->font;
    assert_true(font->units_per_em != font->file_units_per_em);
    assert_int_equal(text_width(text_shape(fonts, &mono, "en", "\U0001F600", 4, here), &mono),
                     2 * column);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_not_started_for_what_the_book_has),
        cmocka_unit_test(finds_a_font_that_is_like_the_style),
        cmocka_unit_test(names_a_font_once),
        cmocka_unit_test(finds_nothing_for_what_no_font_has),
        cmocka_unit_test(passes_over_fonts_that_may_not_be_embedded),
        cmocka_unit_test(scales_to_columns_what_is_wide),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
