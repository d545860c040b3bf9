/* Enters: a table. Leaves: one strip for each row, rules above, under the header and below; the
 * header row comes again after a page break.
 * Each cell is a flow of its own, in a galley of its own; a row is as high as its highest cell, and
 * a cell over several rows makes the last of them higher where it must. A row too tall to be kept
 * whole is sliced: its first slice holds the first strip of each cell, and so on. */
#include "layout/table.h"

#include <string.h>

/* A laid-out cell. */
struct set_cell {
    const struct strip *strips;
    size_t count;
    const struct ground *grounds;
    size_t ground_count;
    dimen height;
    int column, row_span;
};

struct set_row {
    const struct node *node;
    struct set_cell *cells;
    size_t count;
    dimen height;
    bool joined; /* a cell reaches into it from the row above */
};

struct table {
    struct flow *flow;
    const struct node *node;
    uint32_t element;
    struct column *columns;
    int column_count;
    struct set_row *rows;
    size_t row_count, header_count;
    dimen x, width, padding; /* padding: above and below each cell */
    uint32_t color;          /* of the rules */
    const struct strip *repeat;
};

/* What is gathered for a row's strip. */
struct gathering {
    VECTOR(struct placed) items;
    VECTOR(struct link_area) links;
    VECTOR(uint32_t) anchors;
    struct note *notes, **last_note;
};

enum { HEAVY_RULE = POINT * 4 / 5, LIGHT_RULE = POINT * 2 / 5, ROWS_TOGETHER = 2 };

/* ── Cells ───────────────────────────────────────────────────────────────────────────────────── */

static enum text_align cell_align(const struct node *cell, const struct node *table)
{
    enum alignment align = cell->align;
    if (align == ALIGN_NONE && table->table.columns &&
        cell->cell.column < table->table.column_count)
        align = table->table.columns[cell->cell.column];
    if (align == ALIGN_CENTER)
        return TEXT_ALIGN_CENTER;
    return align == ALIGN_RIGHT ? TEXT_ALIGN_END : TEXT_ALIGN_START;
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

static dimen cell_width(const struct table *table, const struct node *cell)
{
    int last = cell->cell.column + cell->cell.column_span - 1;
    if (last >= table->column_count)
        last = table->column_count - 1;
    const struct column *first = &table->columns[cell->cell.column], *end = &table->columns[last];
    dimen width = end->x + end->width - first->x;
    return width > 0 ? width : 1;
}

static struct set_cell set_cell(struct table *table, const struct node *cell, uint32_t row)
{
    struct layout *layout = table->flow->layout;
    struct galley galley = {.arena = table->flow->galley->arena};
    struct text_style style = cell_style(table->flow, cell);
    struct flow flow;
    flow_start(&flow, layout, &galley, cell_width(table, cell), add_cell_element(table, cell, row),
               &style);
    struct frame *frame = flow_top(&flow);
    frame->node = cell;
    frame->leading = style_block(layout->sheet, cell).leading;
    frame->has_align = true;
    frame->align = cell_align(cell, table->node);
    flow_children(&flow, cell);
    flow_end(&flow);
    struct set_cell set = {
        .strips = (const struct strip *)arena_copy_bytes(
            galley.arena, galley.strips.items, galley.strips.count * sizeof(struct strip)),
        .count = galley.strips.count,
        .grounds = (const struct ground *)arena_copy_bytes(
            galley.arena, galley.grounds.items, galley.grounds.count * sizeof(struct ground)),
        .ground_count = galley.grounds.count,
        .height = (dimen)galley_height(galley.strips.items, galley.strips.count),
        .column = cell->cell.column,
        .row_span = cell->cell.row_span,
    };
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
    row->cells = ARENA_ARRAY(table->flow->galley->arena, struct set_cell,
                             count_children(node, NODE_TABLE_CELL));
    row->height = 2 * table->padding;
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

/* Makes the rows under a tall cell high enough for it. */
static void stretch_rows(struct table *table, size_t first, const struct set_cell *cell)
{
    size_t end = first + (size_t)cell->row_span;
    if (end > table->row_count)
        end = table->row_count;
    int64_t height = 0;
    for (size_t i = first; i < end; i++) {
        height += table->rows[i].height;
        table->rows[i].joined |= i > first;
    }
    int64_t missing = cell->height + 2 * table->padding - height;
    if (missing > 0)
        table->rows[end - 1].height += (dimen)missing;
}

static void set_rows(struct table *table)
{
    size_t index = 0;
    for (const struct node *row = table->node->first; row; row = row->next)
        if (row->kind == NODE_TABLE_ROW)
            set_row(table, &table->rows[index++], row);
    for (size_t i = 0; i < table->row_count; i++)
        for (size_t k = 0; k < table->rows[i].count; k++)
            if (table->rows[i].cells[k].row_span > 1)
                stretch_rows(table, i, &table->rows[i].cells[k]);
    while (table->header_count < table->row_count &&
           table->rows[table->header_count].node->row.header)
        table->header_count++;
}

/* ── Strips ──────────────────────────────────────────────────────────────────────────────────── */

static void gather_strip(struct gathering *gathering, const struct strip *strip, dimen x, dimen y)
{
    for (uint32_t i = 0; i < strip->item_count; i++)
        vector_push(&gathering->items, placed_at(strip->items[i], x, y));
    for (uint32_t i = 0; i < strip->link_count; i++) {
        struct link_area area = strip->links[i];
        area.rect.x += x;
        area.rect.y += y;
        vector_push(&gathering->links, area);
    }
    for (uint32_t i = 0; i < strip->anchor_count; i++)
        vector_push(&gathering->anchors, strip->anchors[i]);
    *gathering->last_note = strip->notes;
    while (*gathering->last_note)
        gathering->last_note = &(*gathering->last_note)->next;
}

static void gather_box(struct gathering *gathering, struct rect rect, uint32_t color)
{
    struct placed box = {.element = ELEMENT_ARTIFACT};
    box.item.kind = ITEM_BOX;
    box.item.box.rect = rect;
    box.item.box.color = color;
    vector_push(&gathering->items, box);
}

static dimen cell_x(const struct table *table, const struct set_cell *cell)
{
    return table->x + table->columns[cell->column].x;
}

static void gather_grounds(struct gathering *gathering, const struct table *table,
                           const struct set_cell *cell, dimen y)
{
    for (size_t i = 0; i < cell->ground_count; i++) {
        const struct ground *ground = &cell->grounds[i];
        if (ground->end == ground->first)
            continue;
        dimen top = (dimen)galley_height(cell->strips, ground->first);
        top += ground->first > 0 ? cell->strips[ground->first].space : 0;
        dimen height =
            (dimen)galley_height(cell->strips + ground->first, ground->end - ground->first);
        gather_box(gathering,
                   (struct rect){cell_x(table, cell) + ground->x, y + top, ground->width, height},
                   ground->color);
    }
}

static void gather_cell(struct gathering *gathering, const struct table *table,
                        const struct set_cell *cell)
{
    dimen y = table->padding;
    gather_grounds(gathering, table, cell, y);
    for (size_t i = 0; i < cell->count; i++) {
        y += i > 0 ? cell->strips[i].space : 0;
        gather_strip(gathering, &cell->strips[i], cell_x(table, cell), y);
        y += cell->strips[i].height;
    }
}

static void start_gathering(struct gathering *gathering)
{
    *gathering = (struct gathering){0};
    gathering->last_note = &gathering->notes;
}

static void gather_rules(struct gathering *gathering, const struct table *table, size_t row,
                         dimen height)
{
    bool last = row + 1 == table->row_count, header = row + 1 == table->header_count;
    if (row == 0)
        gather_box(gathering, (struct rect){table->x, 0, table->width, HEAVY_RULE}, table->color);
    if (last)
        gather_box(gathering,
                   (struct rect){table->x, height - HEAVY_RULE, table->width, HEAVY_RULE},
                   table->color);
    else if (header)
        gather_box(gathering,
                   (struct rect){table->x, height - LIGHT_RULE, table->width, LIGHT_RULE},
                   table->color);
}

static void *keep(struct arena *arena, const void *items, size_t count, size_t size)
{
    return count ? arena_copy_bytes(arena, items, count * size) : NULL;
}

/* The gathered items as a strip; ends the gathering. */
static struct strip take_strip(const struct table *table, struct gathering *gathering, dimen height)
{
    struct arena *arena = table->flow->galley->arena;
    struct strip strip = {
        .height = height,
        .items = keep(arena, gathering->items.items, gathering->items.count, sizeof(struct placed)),
        .item_count = (uint32_t)gathering->items.count,
        .links =
            keep(arena, gathering->links.items, gathering->links.count, sizeof(struct link_area)),
        .link_count = (uint32_t)gathering->links.count,
        .anchors =
            keep(arena, gathering->anchors.items, gathering->anchors.count, sizeof(uint32_t)),
        .anchor_count = (uint32_t)gathering->anchors.count,
        .notes = gathering->notes,
    };
    vector_drop(&gathering->items);
    vector_drop(&gathering->links);
    vector_drop(&gathering->anchors);
    return strip;
}

static dimen first_baseline(const struct table *table, const struct set_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i].count)
            return table->padding + row->cells[i].strips[0].baseline;
    return table->padding;
}

static struct strip row_strip(const struct table *table, size_t index)
{
    const struct set_row *row = &table->rows[index];
    struct gathering gathering;
    start_gathering(&gathering);
    for (size_t i = 0; i < row->count; i++)
        gather_cell(&gathering, table, &row->cells[i]);
    gather_rules(&gathering, table, index, row->height);
    struct strip strip = take_strip(table, &gathering, row->height);
    strip.baseline = first_baseline(table, row);
    return strip;
}

/* Slice `k` of a tall row: the k-th strip of each of its cells. */
static struct strip slice_strip(const struct table *table, size_t index, size_t k, bool last)
{
    const struct set_row *row = &table->rows[index];
    struct gathering gathering;
    start_gathering(&gathering);
    dimen height = 0, top = k == 0 ? table->padding : 0;
    for (size_t i = 0; i < row->count; i++) {
        const struct set_cell *cell = &row->cells[i];
        if (k >= cell->count)
            continue;
        dimen space = k > 0 ? cell->strips[k].space : 0;
        gather_strip(&gathering, &cell->strips[k], cell_x(table, cell), top + space);
        if (top + space + cell->strips[k].height > height)
            height = top + space + cell->strips[k].height;
    }
    height += last ? table->padding : 0;
    if (last)
        gather_rules(&gathering, table, index == 0 ? 1 : index, height);
    struct strip strip = take_strip(table, &gathering, height);
    strip.baseline = top + height / 2;
    return strip;
}

static void add_sliced_row(struct table *table, size_t index)
{
    const struct set_row *row = &table->rows[index];
    size_t slices = 1;
    for (size_t i = 0; i < row->count; i++)
        slices = row->cells[i].count > slices ? row->cells[i].count : slices;
    for (size_t k = 0; k < slices; k++) {
        struct strip strip = slice_strip(table, index, k, k + 1 == slices);
        strip.repeat = index >= table->header_count ? table->repeat : NULL;
        flow_add(table->flow, strip);
    }
}

static void add_row(struct table *table, size_t index)
{
    const struct set_row *row = &table->rows[index];
    if (row->height > table->flow->layout->depth / 2) {
        add_sliced_row(table, index);
        return;
    }
    struct strip strip = row_strip(table, index);
    if (index >= table->header_count && index > 0)
        strip.repeat = table->repeat;
    if (row->joined)
        strip.penalty = PENALTY_TOGETHER;
    if (index > 0 && index <= table->header_count)
        strip.penalty = PENALTY_WITH_NEXT;
    flow_add(table->flow, strip);
}

/* The header rows as one strip, to be set again at the top of a page. */
static void make_repeat(struct table *table)
{
    struct gathering gathering;
    dimen height = 0;
    for (size_t i = 0; i < table->header_count; i++)
        height += table->rows[i].height;
    if (height == 0 || height > table->flow->layout->depth / 4 ||
        table->header_count == table->row_count)
        return;
    start_gathering(&gathering);
    height = 0;
    for (size_t i = 0; i < table->header_count; i++) {
        struct strip row = row_strip(table, i);
        row.notes = NULL;
        gather_strip(&gathering, &row, 0, height);
        height += table->rows[i].height;
    }
    struct strip *repeat = ARENA_NEW(table->flow->galley->arena, struct strip);
    *repeat = take_strip(table, &gathering, height);
    table->repeat = repeat;
}

static void add_rows(struct table *table)
{
    struct flow *flow = table->flow;
    size_t first = flow->galley->strips.count;
    make_repeat(table);
    for (size_t i = 0; i < table->row_count; i++)
        add_row(table, i);
    size_t end = flow->galley->strips.count;
    int64_t height = galley_height(flow->galley->strips.items + first, end - first);
    if (height <= flow->layout->depth / 3)
        flow_keep(flow, first, end, PENALTY_TOGETHER);
    size_t opening = first + table->header_count + ROWS_TOGETHER;
    if (end - first > 3) {
        flow_keep(flow, first, opening < end ? opening : end, PENALTY_WITH_NEXT);
        flow_keep(flow, end - ROWS_TOGETHER, end, PENALTY_LONE_LINE);
    }
    flow_fill_grid(flow, first);
}

/* ── The table ───────────────────────────────────────────────────────────────────────────────── */

static void make_columns(struct table *table, dimen gap)
{
    struct flow *flow = table->flow;
    dimen available = flow_width(flow);
    table->columns =
        ARENA_ARRAY(flow->galley->arena, struct column, (size_t)table->column_count + 1);
    columns_measure(flow, table->node, table->columns, available, gap);
    columns_fit(table->columns, table->column_count, available, gap);
    const struct column *last = &table->columns[table->column_count - 1];
    table->width = last->x + last->width < available ? last->x + last->width : available;
    const struct frame *top = flow_top(flow);
    table->x = top->left;
    if (top->has_align && top->align == TEXT_ALIGN_CENTER)
        table->x += (available - table->width) / 2;
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
    };
    table.rows = ARENA_ARRAY(flow->galley->arena, struct set_row, table.row_count + 1);
    layout->table_depth++;
    make_columns(&table, style.size * 3 / 2);
    bool has_caption_above = flow->penalty >= PENALTY_LABEL;
    flow_space(flow, has_caption_above ? block.space_before / 2 : block.space_before);
    set_caption(&table);
    set_rows(&table);
    add_rows(&table);
    flow_space(flow, block.space_after);
    layout->table_depth--;
}
