/* What tests that need a stylesheet share: the built-in one, with another over it. */
#ifndef BIFOLIO_TEST_STYLE_FIXTURE_H
#define BIFOLIO_TEST_STYLE_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "style/style.h"

/* The built-in sheet on this paper; NULL when it cannot be read. */
static inline struct stylesheet *open_built_in(dimen width, dimen height, struct arena *names,
                                               struct diag *diag)
{
    const struct style_options options = {.folder = "styles",
                                          .paper_width = width,
                                          .paper_height = height,
                                          .paper_wins = true,
                                          .for_pdf = true};
    return stylesheet_open(&options, names, diag);
}

/* The built-in sheet on A4 with `css` over it, as an author's file. */
static inline struct stylesheet *open_over(const char *css, struct arena *names, struct diag *diag)
{
    char path[] = "/tmp/bifolio-style-XXXXXX.css";
    int file = mkstemps(path, 4);
    FILE *stream = file >= 0 ? fdopen(file, "w") : NULL;
    if (!stream)
        return NULL;
    fputs(css, stream);
    fclose(stream);
    const struct style_name name = {.name = path};
    const struct style_options options = {.folder = "styles",
                                          .sheets = &name,
                                          .sheet_count = 1,
                                          .paper_width = MM(210),
                                          .paper_height = MM(297),
                                          .for_pdf = true};
    struct stylesheet *sheet = stylesheet_open(&options, names, diag);
    unlink(path);
    return sheet;
}

#endif
