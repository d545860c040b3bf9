/* Enters: the rows of a table, from the top, and the cells of each. Leaves: their elements, which
 * make a rectangle (ISO 14289-1, 7.5; ISO 32000-1, 14.8.4.3.4): every place in it belongs to one
 * cell. Rows end early, and rows and cells can be hidden; where no cell stands an empty one does.
 * Per column the first row in which it is free again is known, as when the table was read. */
#include "layout/table.h"

void table_tags_begin(struct table *table)
{
    table->free_from =
        ARENA_ARRAY(table->flow->galley->arena, size_t, (size_t)table->column_count + 1);
}

uint32_t table_tags_begin_row(struct table *table, size_t row)
{
    table->tagged = 0;
    return element_add_for(table->flow->layout, ELEMENT_TABLE_ROW, table->element,
                           table->rows[row].node);
}

static bool is_free(const struct table *table, size_t row, int column)
{
    return table->free_from[column] <= row;
}

static uint32_t add_cell(struct table *table, enum element_role role, uint32_t parent,
                         const struct node *node, int columns, int rows)
{
    struct layout *layout = table->flow->layout;
    uint32_t element = element_add_for(layout, role, parent, node);
    if (!layout->measuring) {
        layout->elements.items[element].column_span = columns;
        layout->elements.items[element].row_span = rows;
        layout->elements.items[element].heads_row = node->cell.scope == SCOPE_ROW;
    }
    return element;
}

/* Empty cells in the free columns up to `end`, one for neighbours. */
static void fill_gaps(struct table *table, size_t row, uint32_t parent, int end)
{
    static const struct node nobody;
    enum element_role role =
        table->rows[row].node->row.header ? ELEMENT_TABLE_HEADER : ELEMENT_TABLE_CELL;
    while (table->tagged < end) {
        int first = table->tagged;
        while (table->tagged < end && is_free(table, row, table->tagged))
            table->tagged++;
        if (table->tagged > first)
            add_cell(table, role, parent, &nobody, table->tagged - first, 1);
        else
            table->tagged++;
    }
}

/* Rows that are not shown do not count. */
static int count_rows(const struct table *table, size_t row, int span)
{
    size_t end = row + 1;
    while (end < table->row_count && table->rows[end].number < table->rows[row].number + span)
        end++;
    return (int)(end - row);
}

uint32_t table_tags_add_cell(struct table *table, const struct node *cell, size_t row,
                             uint32_t parent)
{
    bool is_header = cell->cell.header || cell->parent->row.header;
    int column = cell->cell.column, columns = cell->cell.column_span;
    int rows = count_rows(table, row, cell->cell.row_span);
    if (columns > table->column_count - column)
        columns = table->column_count - column;
    fill_gaps(table, row, parent, column);
    table->tagged = column + columns;
    for (int i = column; i < column + columns; i++)
        table->free_from[i] = row + (size_t)rows;
    return add_cell(table, is_header ? ELEMENT_TABLE_HEADER : ELEMENT_TABLE_CELL, parent, cell,
                    columns, rows);
}

void table_tags_end_row(struct table *table, size_t row, uint32_t parent)
{
    fill_gaps(table, row, parent, table->column_count);
}
