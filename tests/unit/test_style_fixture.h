/* What tests that need a stylesheet share: the built-in one, with another over it, and a few nodes
 * to look at. */
#ifndef BIFOLIO_TEST_STYLE_FIXTURE_H
#define BIFOLIO_TEST_STYLE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "style/style.h"

static struct arena *arena;
static struct diag *diag;
static struct stylesheet *sheet; /* the one opened last */

static inline int start_style(void **state)
{
    (void)state;
    arena = arena_new();
    diag = diag_new();
    sheet = NULL;
    return 0;
}

static inline int end_style(void **state)
{
    (void)state;
    stylesheet_drop(sheet);
    diag_drop(diag);
    arena_drop(arena);
    return 0;
}

#define STYLE_TEST(name) cmocka_unit_test_setup_teardown(name, start_style, end_style)

static inline void open_sheet(const struct style_options *options)
{
    stylesheet_drop(sheet);
    sheet = stylesheet_open(options, arena, diag);
    assert_non_null(sheet);
}

/* Opens the built-in sheet on this paper. */
static inline void open_built_in(dimen width, dimen height)
{
    open_sheet(&(struct style_options){.folder = "styles",
                                       .paper_width = width,
                                       .paper_height = height,
                                       .paper_wins = true,
                                       .for_pdf = true});
}

/* Opens the built-in sheet on A4 with that of this name over it; NULL: with none. */
static inline void open_over(const char *name)
{
    const struct style_name over = {.name = name};
    open_sheet(&(struct style_options){.folder = "styles",
                                       .sheets = &over,
                                       .sheet_count = name ? 1 : 0,
                                       .paper_width = MM(210),
                                       .paper_height = MM(297),
                                       .for_pdf = true});
}

/* Opens the built-in sheet with `css` over it, an author's file; it must hold so many mistakes. */
static inline void use(const char *css, size_t mistakes)
{
    char path[] = "/tmp/bifolio-style-XXXXXX.css";
    FILE *file = fdopen(mkstemps(path, 4), "w");
    assert_non_null(file);
    fputs(css, file);
    fclose(file);
    size_t before = diag_count(diag, SEVERITY_WARNING);
    open_over(path);
    unlink(path);
    assert_int_equal(diag_count(diag, SEVERITY_WARNING) - before, mistakes);
}

static inline void plant(struct node *parent, struct node *node, enum node_kind kind)
{
    *node = (struct node){.kind = kind};
    node_append(parent, node);
}

#endif
