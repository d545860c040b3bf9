/* Cutting strips into columns: what columnbreak.c and columnfit.c share, and what pagebreak.c asks
 * of them. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_COLUMNBREAK_H
#define BIFOLIO_LAYOUT_COLUMNBREAK_H

#include "layout/page.h"

/* ── Columns of one section on one page (columnfit.c) ────────────────────────────────────────── */

/* Strips of one section, from the one that begins the first column to the section's end. */
struct column_task {
    const struct strip *strips;
    size_t first, end;
    dimen room;  /* the columns' greatest height */
    dimen depth; /* of a page: costs are shares of it */
    dimen unit;
    bool must;   /* a column's first strip is taken even when it is too high */
    bool forced; /* forbidden breaks are tried, too */
};

/* The columns on the way to an end. `from` is the one before, in its layer. */
struct column_fit {
    int64_t cost; /* COLUMN_UNREACHED: there is no way */
    size_t end;
    int64_t used, stretch; /* of the last one */
    int64_t deepest;       /* of all so far */
    int64_t reach;         /* likewise, with the glue of those that it fills */
    uint8_t column, from;
};

#define COLUMN_UNREACHED INT64_MAX

enum { COLUMN_BEAM = 5 };

/* The cheapest ends of each column but the last, then all ends of the last one and that of the
 * section, by `end - first - 1`. */
struct column_fits {
    struct {
        struct column_fit fits[COLUMN_BEAM];
        size_t count;
    } layers[COLUMNS_MOST];
    VECTOR(struct column_fit) ends;
};

/* What the first strip of a column needs above it. */
dimen column_opening(const struct strip *strip);
/* Fills the columns one after the other, as far as there is room: where may the page end? */
void columns_fill(const struct column_task *task, struct column_fits *fits);
/* The least height of columns that take all, but for a little more where breaks are better; false
 * when there is not so much room. The way there is that of the section's end in `fits`. */
bool columns_balance(const struct column_task *task, struct column_fits *fits, dimen *height,
                     int64_t *cost);
/* Where the columns of a fit end, and how their glue grows to make them level: as many as the
 * columns are, empty ones at the end. */
void columns_level(const struct column_task *task, const struct column_fits *fits,
                   const struct column_fit *fit, dimen full, struct page_end *ends);

/* ── Pages with columns (columnbreak.c) ──────────────────────────────────────────────────────── */

struct column_breaker;

/* Where columns begin on a page. */
struct column_place {
    size_t start; /* of the page */
    size_t first; /* of the columns */
    int64_t used; /* above them */
    int64_t notes;
    bool forced;
};

/* A page up to the end of its columns. */
struct column_page {
    size_t end;
    int64_t used, notes, cost;
    int64_t room; /* that is left in the last one */
    int count;    /* of columns, when the page ends with them; else 1 */
};

/* NULL when no strip is in columns. */
struct column_breaker *columns_prepare(const struct layout *layout, const struct galley *galley);
void columns_drop(struct column_breaker *breaker);
/* Forget what was found out, when forbidden breaks are tried next. */
void columns_restart(struct column_breaker *breaker);
/* Reports all pages that may end within the columns that begin here. True when the columns fit on
 * the page as a whole, and the page goes on below them: then `whole` says how. */
bool columns_try(struct column_breaker *breaker, const struct column_place *place,
                 void (*report)(void *context, const struct column_page *page), void *context,
                 struct column_page *whole);
/* The ends of all columns on a page of the strips [start, end), appended to `ends`. */
void columns_settle(struct column_breaker *breaker, size_t start, size_t end, int64_t carried,
                    bool forced, page_ends *ends);

#endif
