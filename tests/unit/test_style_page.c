/* style/page: margins, measure and sizes that follow from the paper. */
#include "test_style_fixture.h"

static const struct page_style *page_of(dimen width, dimen height)
{
    open_built_in(width, height);
    return style_page(sheet);
}

static dimen measure_of(const struct page_style *page)
{
    return page->width - page->inner - page->outer;
}

static void common_papers_get_a_readable_measure(void **state)
{
    (void)state;
    static const dimen papers[][2] = {
        {MM(210), MM(297)}, {PT(612), PT(792)}, {PT(612), PT(1008)}, {MM(148), MM(210)}};
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        const struct page_style *page = page_of(papers[i][0], papers[i][1]);
        dimen size = style_root(sheet).size;
        assert_true(size >= PT(10) && size <= PT(11));
        /* Libertine: 0.414 em a character. */
        dimen characters = dimen_scale(measure_of(page), 1000, 414 * (int64_t)size);
        assert_true(characters >= 62 && characters <= 74);
        assert_true(page->inner < page->outer && page->top < page->bottom);
        assert_true(2 * page->unit * 100 >= size * 136 && 2 * page->unit * 100 <= size * 142);
    }
}

static void the_text_block_is_whole_lines_high(void **state)
{
    (void)state;
    const struct page_style *page = page_of(MM(210), MM(297));
    assert_int_equal((page->height - page->top - page->bottom) % (2 * page->unit), 0);
}

static void eighty_columns_of_code_fit_the_measure(void **state)
{
    (void)state;
    const struct page_style *page = page_of(MM(210), MM(297));
    struct node block = {.kind = NODE_CODE_BLOCK};
    struct text_style root = style_root(sheet), code = style_text(sheet, &block, &root);
    dimen room = measure_of(page) - 2 * style_block(sheet, &block).padding[BOX_START];
    dimen columns = 80 * dimen_scale(code.size, 600, 1000);
    assert_int_equal(code.family, FAMILY_MONO);
    assert_true(columns <= room && room - columns < PT(1));
}

static void absurd_papers_still_have_a_text_block(void **state)
{
    (void)state;
    static const dimen papers[][2] = {{0, 0},
                                      {1, 1},
                                      {PT(1), PT(1000)},
                                      {PT(1000), PT(1)},
                                      {PT(30), PT(20)},
                                      {DIMEN_MAX, DIMEN_MAX},
                                      {-5, -5}};
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        const struct page_style *page = page_of(papers[i][0], papers[i][1]);
        assert_true(page->inner >= 0 && page->outer >= 0 && page->top >= 0 && page->bottom >= 0);
        assert_true(measure_of(page) > 0);
        assert_true(page->height - page->top - page->bottom > 0);
        assert_true(page->unit > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STYLE_TEST(common_papers_get_a_readable_measure),
        STYLE_TEST(the_text_block_is_whole_lines_high),
        STYLE_TEST(eighty_columns_of_code_fit_the_measure),
        STYLE_TEST(absurd_papers_still_have_a_text_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
