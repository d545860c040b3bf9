/* Enters: tables whose cells are complete. Leaves: for each header cell whether it heads its row or
 * its column, where its author did not say. Read as those who see the table do: cells over or
 * beside data are told apart by the rows they stand in (after the HTML standard, 4.9.12.2, "auto";
 * but a cell that holds nothing, as in the corner over a column of names, holds no data). */
#include "book/passes.h"

static bool is_header(const struct node *row, const struct node *cell)
{
    return row->row.header || cell->cell.header;
}

static bool has_data(const struct node *row)
{
    for (const struct node *cell = row->first; cell; cell = cell->next)
        if (!is_header(row, cell) && says_anything(cell))
            return true;
    return false;
}

static void choose_scopes(const struct node *row)
{
    enum header_scope scope = !row->row.header && has_data(row) ? SCOPE_ROW : SCOPE_COLUMN;
    for (struct node *cell = row->first; cell; cell = cell->next)
        if (is_header(row, cell) && cell->cell.scope == SCOPE_UNSAID)
            cell->cell.scope = scope;
}

void choose_header_scopes(struct completion *completion)
{
    struct walk walk = walk_start(completion->book->root);
    while (walk_next(&walk))
        if (walk.entering && walk.node->kind == NODE_TABLE_ROW)
            choose_scopes(walk.node);
}
