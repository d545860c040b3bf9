/* Enters: rows of cells with spans. Leaves: every cell's column. This is the HTML standard's
 * algorithm for forming a table (4.9.12), with one number per column, the first row in which it is
 * free again, instead of a grid. */
#include "source/table.h"

#include "base/vector.h"

typedef VECTOR(int) free_rows;

static int count_rows(const struct node *table)
{
    int count = 0;
    for (const struct node *row = table->first; row; row = row->next)
        count += row->kind == NODE_TABLE_ROW;
    return count;
}

static bool is_taken(const free_rows *columns, int column, int row)
{
    return (size_t)column < columns->count && columns->items[column] > row;
}

static void take(free_rows *columns, struct node *cell, int row)
{
    int end = cell->cell.column + cell->cell.column_span;
    while (columns->count < (size_t)end)
        vector_push(columns, 0);
    for (int column = cell->cell.column; column < end; column++)
        columns->items[column] = row + cell->cell.row_span;
}

static void place_cells(free_rows *columns, struct node *row, int index, int row_count)
{
    int column = 0;
    bool header = row->first != NULL;
    for (struct node *cell = row->first; cell; cell = cell->next) {
        while (is_taken(columns, column, index))
            column++;
        cell->cell.column = column;
        if (cell->cell.row_span > row_count - index)
            cell->cell.row_span = row_count - index;
        int span = 1; /* as far as the columns are free */
        while (span < cell->cell.column_span && column + span < TABLE_MAX_SPAN &&
               !is_taken(columns, column + span, index))
            span++;
        cell->cell.column_span = span;
        take(columns, cell, index);
        column += span;
        header = header && cell->cell.header;
    }
    row->row.header = row->row.header || header;
}

/* Columns at the end in which no cell begins hold nothing: colspan="100" means "all there are". */
static int count_columns(const struct node *table)
{
    int count = 0;
    for (const struct node *row = table->first; row; row = row->next)
        for (const struct node *cell = row->kind == NODE_TABLE_ROW ? row->first : NULL; cell;
             cell = cell->next)
            count = cell->cell.column >= count ? cell->cell.column + 1 : count;
    return count;
}

static void cut_spans(struct node *table, int column_count)
{
    for (struct node *row = table->first; row; row = row->next)
        for (struct node *cell = row->kind == NODE_TABLE_ROW ? row->first : NULL; cell;
             cell = cell->next)
            if (cell->cell.column_span > column_count - cell->cell.column)
                cell->cell.column_span = column_count - cell->cell.column;
}

void table_finish(struct arena *arena, struct node *table)
{
    free_rows columns = {0};
    int row_count = count_rows(table), index = 0;
    for (struct node *row = table->first; row; row = row->next)
        if (row->kind == NODE_TABLE_ROW)
            place_cells(&columns, row, index++, row_count);
    vector_drop(&columns);
    int count = count_columns(table);
    cut_spans(table, count);
    table->table.column_count = count;
    table->table.columns = ARENA_ARRAY(arena, enum alignment, (size_t)count);
}
