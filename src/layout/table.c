/* Enters: a table. Leaves: its cells, laid out: each is a flow of its own, in a galley of its own;
 * and by way of table_rows.c one strip for each row. A table that is too wide for the measure is
 * set smaller, in steps, before a word is broken. */
#include "layout/table.h"

/* SEAM: by how much parts of a ground overlap. */
enum { FULL_SCALE = 1000, SMALLEST_TEXT = POINT / 4, SEAM = POINT / 4 };

/* ── Cells ───────────────────────────────────────────────────────────────────────────────────── */

static enum text_align cell_align(const struct table *table, const struct node *cell)
{
    const struct node *node = table->node;
    enum alignment align = cell->align;
    if (align == ALIGN_NONE && node->table.columns)
        align = node->table.columns[cell->cell.column];
    if (numbers_stand_in(cell, &table->columns[cell->cell.column]))
        return TEXT_ALIGN_RIGHT;
    static const enum text_align aligns[] = {[ALIGN_NONE] = TEXT_ALIGN_START,
                                             [ALIGN_LEFT] = TEXT_ALIGN_LEFT,
                                             [ALIGN_CENTER] = TEXT_ALIGN_CENTER,
                                             [ALIGN_RIGHT] = TEXT_ALIGN_RIGHT};
    return aligns[align];
}

static uint32_t add_cell_element(struct table *table, const struct node *cell, uint32_t row)
{
    struct layout *layout = table->flow->layout;
    bool header = cell->cell.header || cell->parent->row.header;
    uint32_t element =
        element_add_for(layout, header ? ELEMENT_TABLE_HEADER : ELEMENT_TABLE_CELL, row, cell);
    layout->elements.items[element].column_span = cell->cell.column_span;
    layout->elements.items[element].row_span = cell->cell.row_span;
    return element;
}

/* Columns may run from right to left. */
static void place_cell(const struct table *table, const struct node *cell, struct set_cell *set)
{
    int last = cell->cell.column + cell->cell.column_span - 1;
    if (last >= table->column_count)
        last = table->column_count - 1;
    const struct column *start = &table->columns[cell->cell.column], *end = &table->columns[last];
    set->x = start->x < end->x ? start->x : end->x;
    dimen right = start->x < end->x ? end->x + end->width : start->x + start->width;
    set->width = right > set->x ? right - set->x : 1;
}

/* Each strip brings its part of the grounds behind it, for rows may be cut anywhere. */
static void share_grounds(struct galley *galley)
{
    for (size_t i = galley->grounds.count; i-- > 0;) {
        const struct ground *ground = &galley->grounds.items[i];
        for (size_t k = ground->first; k < ground->end; k++) {
            struct strip *strip = &galley->strips.items[k];
            dimen above = k > ground->first ? strip->space + SEAM : 0;
            struct placed box = {.element = ELEMENT_ARTIFACT};
            box.item.kind = ITEM_BOX;
            box.item.box.rect =
                (struct rect){ground->x, -above, ground->width, above + strip->height};
            box.item.box.color = ground->color;
            strip_add_behind(galley, strip, &box, 1);
        }
    }
}

static dimen cell_leading(const struct table *table, const struct node *cell)
{
    dimen leading = cell ? style_block(table->flow->layout->sheet, cell).leading : 0;
    return dimen_scale(leading, table->scale, FULL_SCALE);
}

static void fill_cell(struct table *table, const struct node *cell, uint32_t element,
                      struct galley *galley, dimen width)
{
    struct layout *layout = table->flow->layout;
    struct text_style style = cell_style(table->flow, cell, table->scale);
    const struct column *column = &table->columns[cell->cell.column];
    dimen after = numbers_room_after(table->flow, cell, column, &style);
    struct flow flow;
    flow_start(&flow, layout, galley, after < width ? width - after : width, element, &style);
    struct frame *frame = flow_top(&flow);
    frame->node = cell;
    frame->leading = cell_leading(table, cell);
    frame->direction = flow_direction(cell, flow_direction(cell->parent, table->direction));
    frame->has_align = true;
    frame->align = cell_align(table, cell);
    flow_children(&flow, cell);
    flow_end(&flow);
    share_grounds(galley);
}

static struct set_cell set_cell(struct table *table, const struct node *cell, uint32_t row)
{
    struct galley galley = {.arena = table->flow->galley->arena};
    struct set_cell set = {.row_span = cell->cell.row_span};
    place_cell(table, cell, &set);
    fill_cell(table, cell, add_cell_element(table, cell, row), &galley, set.width);
    set.count = galley.strips.count;
    set.strips = (const struct strip *)arena_copy_bytes(galley.arena, galley.strips.items,
                                                        set.count * sizeof(struct strip));
    set.height = (dimen)galley_height(galley.strips.items, set.count);
    set.is_ruled = set.count > 0 && cell->parent->row.header && cell->cell.column_span > 1;
    vector_drop(&galley.strips);
    vector_drop(&galley.grounds);
    return set;
}

static size_t count_children(const struct node *node, enum node_kind kind)
{
    size_t count = 0;
    for (const struct node *child = node->first; child; child = child->next)
        count += child->kind == kind;
    return count;
}

static void set_row(struct table *table, struct set_row *row, const struct node *node)
{
    struct layout *layout = table->flow->layout;
    uint32_t element = element_add_for(layout, ELEMENT_TABLE_ROW, table->element, node);
    row->node = node;
    row->capacity = count_children(node, NODE_TABLE_CELL);
    row->cells = ARENA_ARRAY(table->flow->galley->arena, struct set_cell, row->capacity);
    row->height = 2 * table->padding + cell_leading(table, node->first);
    for (const struct node *cell = node->first; cell; cell = cell->next) {
        if (cell->kind != NODE_TABLE_CELL || cell->cell.column >= table->column_count)
            continue;
        struct set_cell set = set_cell(table, cell, element);
        dimen height = set.height + 2 * table->padding;
        if (set.row_span <= 1 && height > row->height)
            row->height = height;
        row->cells[row->count++] = set;
    }
}

static void set_rows(struct table *table)
{
    size_t index = 0;
    for (const struct node *row = table->node->first; row; row = row->next)
        if (row->kind == NODE_TABLE_ROW)
            set_row(table, &table->rows[index++], row);
    while (table->header_count < table->row_count &&
           table->rows[table->header_count].node->row.header)
        table->header_count++;
}

/* ── The table ───────────────────────────────────────────────────────────────────────────────── */

/* The columns' widths, at the largest size of text at which no word is broken. */
static void fit_columns(struct table *table, dimen available, dimen gap)
{
    struct flow *flow = table->flow;
    int count = table->column_count;
    numbers_find(table->node, table->columns);
    columns_measure(flow, table->node, table->columns, available, gap, FULL_SCALE);
    table->scale = columns_scale(table->columns, count, available, gap);
    if (table->scale < FULL_SCALE) {
        gap = dimen_scale(gap, table->scale, FULL_SCALE);
        for (int i = 0; i < count; i++)
            table->columns[i].least = table->columns[i].most = 0;
        columns_measure(flow, table->node, table->columns, available, gap, table->scale);
    }
    columns_fit(table->columns, count, available, gap);
}

/* In columns too narrow for a letter, the text becomes as small as it must. */
static void shrink_to_columns(struct table *table, dimen size)
{
    dimen em = dimen_scale(size, table->scale, FULL_SCALE), least = em;
    for (int i = 0; i < table->column_count; i++)
        if (table->columns[i].width < table->columns[i].least && table->columns[i].width < least)
            least = table->columns[i].width;
    if (least < em)
        table->scale =
            (int)((int64_t)FULL_SCALE * (least > SMALLEST_TEXT ? least : SMALLEST_TEXT) / size);
}

/* From right to left the first column is at the right. */
static void mirror_columns(struct table *table)
{
    for (int i = 0; i < table->column_count; i++)
        table->columns[i].x = table->width - table->columns[i].x - table->columns[i].width;
}

static dimen gap_between(const struct text_style *style, dimen available, int count)
{
    dimen gap = style->size * 3 / 2, most = available / count / 4;
    return gap < most ? gap : most;
}

static void make_columns(struct table *table, const struct text_style *style)
{
    struct flow *flow = table->flow;
    int count = table->column_count;
    dimen available = flow_width(flow), gap = gap_between(style, available, count);
    table->columns = ARENA_ARRAY(flow->galley->arena, struct column, (size_t)count + 1);
    fit_columns(table, available, gap);
    shrink_to_columns(table, style->size);
    const struct column *last = &table->columns[count - 1];
    table->width = last->x + last->width < available ? last->x + last->width : available;
    const struct frame *top = flow_top(flow);
    table->x = top->left;
    if (table->direction == TEXT_RIGHT_TO_LEFT)
        mirror_columns(table);
    if (top->has_align && top->align == TEXT_ALIGN_CENTER)
        table->x += (available - table->width) / 2;
    else if (flow_is_mirrored(flow) || (top->has_align && top->align == TEXT_ALIGN_RIGHT))
        table->x += available - table->width;
}

int table_scale(struct flow *flow, const struct node *node)
{
    int count = node->table.column_count;
    struct text_style style = style_text(flow->layout->sheet, node, &flow_top(flow)->text);
    struct table table = {.flow = flow, .node = node, .column_count = count};
    if (count < 1)
        return FULL_SCALE;
    table.columns = ARENA_ARRAY(flow->galley->arena, struct column, (size_t)count + 1);
    dimen available = flow_width(flow);
    fit_columns(&table, available, gap_between(&style, available, count));
    return table.scale;
}

static void set_caption(struct table *table)
{
    const struct node *caption = table->node->first;
    if (!caption || caption->kind != NODE_CAPTION)
        return;
    uint32_t element =
        element_add_for(table->flow->layout, ELEMENT_CAPTION, table->element, caption);
    block_set_paragraph(table->flow, caption, element);
    flow_penalty(table->flow, PENALTY_WITH_NEXT);
}

void table_set(struct flow *flow, const struct node *node)
{
    struct layout *layout = flow->layout;
    if (node->table.column_count < 1)
        return;
    struct block_style block = style_block(layout->sheet, node);
    struct text_style style = style_text(layout->sheet, node, &flow_top(flow)->text);
    struct table table = {
        .flow = flow,
        .node = node,
        .element = element_add_for(layout, ELEMENT_TABLE, flow_top(flow)->element, node),
        .column_count = node->table.column_count,
        .row_count = count_children(node, NODE_TABLE_ROW),
        .padding = layout->page->unit / 3,
        .color = style.color,
        .direction = flow_direction(node, flow_top(flow)->direction),
    };
    table.rows = ARENA_ARRAY(flow->galley->arena, struct set_row, table.row_count + 1);
    layout->table_depth++;
    make_columns(&table, &style);
    bool has_caption_above = flow->penalty >= PENALTY_LABEL;
    flow_space(flow, has_caption_above ? block.space_before / 2 : block.space_before);
    set_caption(&table);
    set_rows(&table);
    rows_add(&table);
    flow_space(flow, block.space_after);
    layout->table_depth--;
}
