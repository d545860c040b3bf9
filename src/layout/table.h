/* Column widths of tables. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_TABLE_H
#define BIFOLIO_LAYOUT_TABLE_H

#include "layout/flow.h"

/* What a column's cells ask for, and what it gets. */
struct column {
    dimen least, most; /* its widest unbreakable part; its width on one line */
    dimen x, width;
};

/* Shares `available` out among the columns, `gap` apart: all they want, if there is enough; else
 * what they need and a fair part of the rest; else a fair part of what there is. */
void columns_fit(struct column *columns, int count, dimen available, dimen gap);
/* Asks all cells of a table what they need. */
void columns_measure(struct flow *flow, const struct node *table, struct column *columns,
                     dimen available, dimen gap);
/* The style of a cell's text. */
struct text_style cell_style(struct flow *flow, const struct node *cell);

#endif
