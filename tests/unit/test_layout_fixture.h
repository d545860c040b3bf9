/* What the tests of layout/ share: an empty book with the real fonts, a layout at work on it, and a
 * galley of strips that tell where they came to stand. A page is 30 units deep. */
#ifndef BIFOLIO_TEST_LAYOUT_FIXTURE_H
#define BIFOLIO_TEST_LAYOUT_FIXTURE_H

#include "test_style_fixture.h"

#include "layout/flow.h"
#include "layout/page.h"

static struct book *book;
static struct fonts *fonts;
static struct layout layout;
static struct galley galley;

static inline int start_layout(void **state)
{
    start_style(state);
    book = book_new(diag);
    book->meta.title = "Book";
    book->meta.lang = "en";
    open_built_in(PT(400), PT(600));
    fonts = fonts_open("fonts", diag);
    assert_non_null(fonts);
    const struct page_style *page = style_page(sheet);
    layout = (struct layout){.book = book,
                             .sheet = sheet,
                             .fonts = fonts,
                             .diag = diag,
                             .page = page,
                             .measure = page->width - page->inner - page->outer,
                             .depth = 30 * page->unit,
                             .has_spreads = true,
                             .arena = arena_new(),
                             .scratch = arena_new(),
                             .typesetter = typesetter_new()};
    element_add(&layout, ELEMENT_DOCUMENT, 0);
    galley = (struct galley){.arena = arena_new()};
    return 0;
}

static inline int end_layout(void **state)
{
    galley_drop(&galley);
    layout_drop_workings(&layout);
    arena_drop(layout.arena);
    fonts_drop(fonts);
    book_drop(book);
    return end_style(state);
}

#define LAYOUT_TEST(name) cmocka_unit_test_setup_teardown(name, start_layout, end_layout)

/* Each strip carries a destination, which then tells its place. */
static inline struct strip make_strip(dimen units)
{
    uint32_t *anchor = ARENA_NEW(layout.arena, uint32_t);
    *anchor = destination_add(&layout, NULL);
    return (struct strip){
        .height = units * layout.page->unit, .anchors = anchor, .anchor_count = 1};
}

static inline struct strip *add(int32_t penalty, dimen units)
{
    vector_push(&galley.strips, make_strip(units));
    struct strip *strip = &galley.strips.items[galley.strips.count - 1];
    strip->penalty = penalty;
    return strip;
}

static inline void add_lines(int count)
{
    for (int i = 0; i < count; i++)
        add(0, 2);
}

static inline void fill(void)
{
    pages_fill(&layout, &galley, layout.pages.count);
}

static inline const struct destination *place_of(size_t strip)
{
    return &layout.destinations.items[strip];
}

static inline uint32_t page_of(size_t strip)
{
    return place_of(strip)->page;
}

static inline size_t count_items(size_t page, enum item_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < layout.pages.items[page].item_count; i++)
        count += layout.pages.items[page].items[i].kind == kind;
    return count;
}

#endif
