/* Tables: what table.c, table_columns.c and table_rows.c share. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_TABLE_H
#define BIFOLIO_LAYOUT_TABLE_H

#include "layout/flow.h"

/* What a column's cells ask for, and what it gets. */
struct column {
    dimen least, most; /* its widest unbreakable part; its width on one line */
    dimen x, width;
    bool has_text, is_numeric, has_unit; /* is_numeric: all its cells are numbers */
    int decimals;                        /* of the number that has most */
};

/* A laid-out cell, or the part of a tall one that stands in a row. */
struct set_cell {
    const struct strip *strips;
    size_t count;
    dimen height;
    dimen x, width; /* x: from the left edge of the table */
    int row_span;
    bool is_ruled; /* a header over several columns that has more headers below */
};

struct set_row {
    const struct node *node;
    struct set_cell *cells;
    size_t count, capacity;
    dimen height;
    bool joined; /* it stays with the row above, into which one of its cells reaches */
};

struct table {
    struct flow *flow;
    const struct node *node;
    uint32_t element;
    enum text_direction direction;
    int scale; /* of the text's size, in thousandths */
    struct column *columns;
    int column_count;
    struct set_row *rows;
    size_t row_count, header_count;
    dimen x, width, padding;                    /* padding: above and below each cell */
    uint32_t color;                             /* of the rules */
    const struct strip *repeat, *repeat_in_row; /* the header, set again above a row, inside one */
};

/* ── Columns (table_columns.c) ───────────────────────────────────────────────────────────────── */

/* Shares `available` out among the columns, `gap` apart: all they want, if there is enough; else
 * what they need and a fair part of the rest; else what they need, but for the widest, which are
 * cut down to one width. */
void columns_fit(struct column *columns, int count, dimen available, dimen gap);
/* By how much (in thousandths) the text must shrink so that the columns fit without a broken word;
 * the least size when even that does not help. */
int columns_scale(const struct column *columns, int count, dimen available, dimen gap);
/* Asks all cells of a table what they need when their text is set at `scale`. */
void columns_measure(struct flow *flow, const struct node *table, struct column *columns,
                     dimen available, dimen gap, int scale);
/* The style of a cell's text, at `scale` thousandths of its size. */
struct text_style cell_style(struct flow *flow, const struct node *cell, int scale);

/* ── Numbers (table_numbers.c) ───────────────────────────────────────────────────────────────── */

/* Finds the columns that hold nothing but numbers. */
void numbers_find(const struct node *table, struct column *columns);
/* Does a cell stand in such a column, without an alignment of its own? */
bool numbers_stand_in(const struct node *cell, const struct column *column);
/* How far a number ends before the right edge of its column. */
dimen numbers_room_after(struct flow *flow, const struct node *cell, const struct column *column,
                         const struct text_style *style);

/* ── Rows (table_rows.c) ─────────────────────────────────────────────────────────────────────── */

/* Settles the rows' heights and adds them to the flow as strips. */
void rows_add(struct table *table);

#endif
