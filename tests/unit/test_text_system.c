/* text/system: fonts of the machine. tests/fontconfig.conf shows it the book's own fonts, whichever
 * others there are. */
#include "test_text_fixture.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_not_started_for_what_the_book_has),
        cmocka_unit_test(finds_a_font_that_is_like_the_style),
        cmocka_unit_test(names_a_font_once),
        cmocka_unit_test(finds_nothing_for_what_no_font_has),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
