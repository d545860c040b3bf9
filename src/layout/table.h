/* Tables: what table.c, table_columns.c and table_rows.c share. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_TABLE_H
#define BIFOLIO_LAYOUT_TABLE_H

#include "layout/flow.h"

/* What a column's cells ask for, and what it gets. */
struct column {
    dimen least, most; /* its widest unbreakable part; its width on one line */
    dimen x, width;
    dimen before, after; /* room at its sides that no text enters; before: where lines begin */
    bool has_text, is_numeric, has_unit; /* is_numeric: all its cells are numbers */
    int decimals;                        /* of the number that has most */
};

/* What is seen of the box of a table, a group of rows, a row, a cell. */
struct look {
    bool has_ground;
    uint32_t ground;
    struct border borders[BOX_SIDES];
};

/* What a cell's style says of it. */
struct cell_look {
    struct look look;
    dimen paddings[BOX_SIDES]; /* with borders at the sides */
    dimen leading;
    enum cell_align cell_align;
    enum text_align align;
    struct asked_length width;
    bool is_hidden;
};

/* A laid-out cell, or the part of a tall one that stands in a row. */
struct set_cell {
    const struct cell_look *look;
    const struct strip *strips;
    size_t count;
    dimen height;
    dimen x, width;     /* x: from the left edge of the table */
    dimen above, below; /* paddings */
    int column, end;    /* its columns: [column, end) */
    int row_span;
    bool is_ruled;         /* a header over several columns that has more headers below */
    struct border spanner; /* its rule */
};

struct set_row {
    const struct node *node;
    int number; /* among all rows, from 0, those counted that are not shown */
    struct look look;
    struct cell_look *looks;        /* of its cells, in their order */
    const struct cell_look **cover; /* by column: what stands there; NULL: none has borders */
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
    dimen x, width;
    struct look look, groups[2]; /* groups: header, body */
    bool has_cell_borders;
    const struct strip *repeat, *repeat_in_row; /* the header, set again above a row, inside one */
    size_t *free_from; /* by column: the first row with a place for another element */
    int tagged;        /* so many columns of the row have their elements */
};

/* ── Elements (table_tags.c) ─────────────────────────────────────────────────────────────────── */

void table_tags_begin(struct table *table);
/* The element of row `row`; of a cell in it, left to right; then the end of the row. */
uint32_t table_tags_begin_row(struct table *table, size_t row);
uint32_t table_tags_add_cell(struct table *table, const struct node *cell, size_t row,
                             uint32_t parent);
void table_tags_end_row(struct table *table, size_t row, uint32_t parent);

/* ── Columns (table_columns.c) ───────────────────────────────────────────────────────────────── */

/* Shares `available` out among the columns and the room beside them: all they want, if there is
 * enough; else what they need and a fair part of the rest; else what they need, but for the widest,
 * which are cut down to one width. */
void columns_fit(struct column *columns, int count, dimen available);
/* Makes the columns wider, each in proportion to what it wants, until they take `width`. */
void columns_stretch(struct column *columns, int count, dimen width);
/* By how much (in thousandths) the text must shrink so that the columns fit without a broken word;
 * the least size when even that does not help. */
int columns_scale(const struct column *columns, int count, dimen available);
/* Asks all cells of a table what they need when their text is set at `scale`. */
void columns_measure(struct table *table, dimen available, int scale);
/* The style of a cell's text, at `scale` thousandths of its size. */
struct text_style cell_style(struct flow *flow, const struct node *cell, int scale);

/* ── Looks and rules (table_rules.c) ─────────────────────────────────────────────────────────── */

/* Asks the style of all rows and cells; the rows that are shown are there already. */
void rules_find_looks(struct table *table);
/* The room beside the columns: what the cells' paddings ask for, as long as it is small. */
void rules_find_gaps(struct table *table, dimen available);
/* When cells are set: what stands where, and rows high enough for the rules around them. */
void rules_settle(struct table *table);

/* Items of a strip that is being made (table_rows.c). */
struct gathering;
void gather_fragment(struct gathering *gathering, struct fragment fragment);
/* The grounds of row `row`, from `top` to `bottom`; cells over several rows reach down to
 * `deepest`. */
void rules_gather_grounds(struct gathering *gathering, const struct table *table, size_t row,
                          dimen top, dimen bottom, dimen deepest);
/* The rules of a row between `top` and `bottom`; `cut` (of box.h) tells where it goes on. */
void rules_gather(struct gathering *gathering, const struct table *table, size_t row, dimen top,
                  dimen bottom, unsigned cut);

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
