/* What the tests of layout/ share: an empty book with the real fonts, and a layout at work on it.
 */
#ifndef BIFOLIO_TEST_LAYOUT_FIXTURE_H
#define BIFOLIO_TEST_LAYOUT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "layout/flow.h"
#include "layout/page.h"
#include "test_style_fixture.h"

static struct diag *diag;
static struct book *book;
static struct stylesheet *sheet;
static struct fonts *fonts;
static struct layout layout;

static int start_layout(void **state)
{
    (void)state;
    diag = diag_new();
    book = book_new(diag);
    book->meta.title = "Book";
    book->meta.lang = "en";
    sheet = open_built_in(PT(400), PT(600), book->arena, diag);
    fonts = fonts_open("fonts", diag);
    if (!fonts || !sheet)
        return -1;
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
    return 0;
}

static int end_layout(void **state)
{
    (void)state;
    layout_drop_workings(&layout);
    arena_drop(layout.arena);
    fonts_drop(fonts);
    stylesheet_drop(sheet);
    book_drop(book);
    diag_drop(diag);
    return 0;
}

#endif
