/* Enters: a table. Leaves: its cells, laid out: each is a flow of its own, in a galley of its own;
 * and by way of table_rows.c one strip for each row. A table that is too wide for the measure is
 * set smaller, in steps, before a word is broken. */
#include "layout/table.h"

#include "layout/box.h"

enum { FULL_SCALE = 1000, SMALLEST_TEXT = POINT / 4 };

/* ── Cells ───────────────────────────────────────────────────────────────────────────────────── */

/* What the style asks for comes first, then what is written beside the table. */
static enum text_align cell_align(const struct table *table, const struct node *cell,
                                  const struct cell_look *look)
{
    const struct node *node = table->node;
    enum alignment align = cell->align;
    if (look->align != TEXT_ALIGN_START && look->align != TEXT_ALIGN_JUSTIFY)
        return look->align;
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

/* Columns may run from right to left. */
static void place_cell(const struct table *table, const struct node *cell, struct set_cell *set)
{
    int last = cell->cell.column + cell->cell.column_span - 1;
    if (last >= table->column_count)
        last = table->column_count - 1;
    const struct column *start = &table->columns[cell->cell.column], *end = &table->columns[last];
    dimen shift = set->look->paddings[BOX_START] - start->before;
    bool mirrored = table->direction == TEXT_RIGHT_TO_LEFT;
    set->x = start->x < end->x ? start->x : end->x;
    dimen right = start->x < end->x ? end->x + end->width : start->x + start->width;
    *(mirrored ? &right : &set->x) += mirrored ? -shift : shift;
    set->width = right > set->x ? right - set->x : 1;
    set->column = cell->cell.column;
    set->end = last + 1;
}

static dimen scale_leading(const struct table *table, dimen leading)
{
    return dimen_scale(leading, table->scale, FULL_SCALE);
}

static void fill_cell(struct table *table, const struct node *cell, const struct cell_look *look,
                      uint32_t element, struct galley *galley, dimen width)
{
    struct layout *layout = table->flow->layout;
    struct text_style style = cell_style(table->flow, cell, table->scale);
    const struct column *column = &table->columns[cell->cell.column];
    dimen after = numbers_room_after(table->flow, cell, column, &style);
    struct flow flow;
    flow_start(&flow, layout, galley, after < width ? width - after : width, element, &style);
    struct frame *frame = flow_top(&flow);
    frame->node = cell;
    frame->leading = scale_leading(table, look->leading);
    frame->direction = flow_direction(cell, flow_direction(cell->parent, table->direction));
    frame->has_align = true;
    frame->align = cell_align(table, cell, look);
    flow_children(&flow, cell);
    flow_end(&flow);
    galley_share_grounds(galley, layout->arena);
}

static struct set_cell set_cell(struct table *table, const struct node *cell,
                                const struct cell_look *look, uint32_t element)
{
    struct galley galley = {.arena = table->flow->galley->arena};
    struct set_cell set = {.look = look,
                           .row_span = cell->cell.row_span,
                           .above = look->paddings[BOX_TOP],
                           .below = look->paddings[BOX_BOTTOM]};
    place_cell(table, cell, &set);
    fill_cell(table, cell, look, element, &galley, set.width);
    set.count = galley.strips.count;
    set.strips = (const struct strip *)arena_copy_bytes(galley.arena, galley.strips.items,
                                                        set.count * sizeof(struct strip));
    set.height = (dimen)galley_height(galley.strips.items, set.count);
    set.is_ruled = set.count > 0 && cell->parent->row.header && cell->cell.column_span > 1;
    vector_drop(&galley.strips);
    vector_drop(&galley.grounds);
    return set;
}

static size_t count_cells(const struct node *row)
{
    size_t count = 0;
    for (const struct node *cell = row->first; cell; cell = cell->next)
        count += cell->kind == NODE_TABLE_CELL;
    return count;
}

/* A row is at least one line high. */
static dimen least_height(const struct table *table, const struct set_row *row)
{
    const struct cell_look *look = row->looks;
    if (row->capacity == 0)
        return 2 * table->flow->layout->page->unit / 3;
    return look->paddings[BOX_TOP] + look->paddings[BOX_BOTTOM] +
           scale_leading(table, look->leading);
}

static void set_row(struct table *table, size_t index)
{
    struct set_row *row = &table->rows[index];
    uint32_t element = table_tags_begin_row(table, index);
    const struct cell_look *look = row->looks;
    row->cells = ARENA_ARRAY(table->flow->galley->arena, struct set_cell, row->capacity);
    row->height = least_height(table, row);
    for (const struct node *cell = row->node->first; cell; cell = cell->next) {
        if (cell->kind != NODE_TABLE_CELL)
            continue;
        const struct cell_look *own = look++;
        if (cell->cell.column >= table->column_count || own->is_hidden)
            continue;
        struct set_cell set =
            set_cell(table, cell, own, table_tags_add_cell(table, cell, index, element));
        dimen height = set.height + set.above + set.below;
        if (set.row_span <= 1 && height > row->height)
            row->height = height;
        row->cells[row->count++] = set;
    }
    table_tags_end_row(table, index, element);
}

/* The rows that are shown, without their cells. */
static void find_rows(struct table *table)
{
    const struct stylesheet *sheet = table->flow->layout->sheet;
    size_t count = 0;
    int number = 0;
    for (const struct node *row = table->node->first; row; row = row->next)
        count += row->kind == NODE_TABLE_ROW;
    table->rows = ARENA_ARRAY(table->flow->galley->arena, struct set_row, count + 1);
    for (const struct node *row = table->node->first; row; row = row->next) {
        if (row->kind != NODE_TABLE_ROW)
            continue;
        if (style_shows(sheet, row) && style_shows(sheet, style_row_group(sheet, row)))
            table->rows[table->row_count++] =
                (struct set_row){.node = row, .number = number, .capacity = count_cells(row)};
        number++;
    }
    while (table->header_count < table->row_count &&
           table->rows[table->header_count].node->row.header)
        table->header_count++;
}

/* ── The table ───────────────────────────────────────────────────────────────────────────────── */

/* The room beside the columns becomes smaller with the text; that between two as a whole. */
static void scale_gaps(struct column *columns, int count, int scale)
{
    for (int i = 0; i < count; i++) {
        dimen next = i + 1 < count ? columns[i + 1].before : 0;
        dimen gap = dimen_scale(columns[i].after + next, scale, FULL_SCALE);
        columns[i].after = dimen_scale(columns[i].after, scale, FULL_SCALE);
        if (i == 0)
            columns[i].before = dimen_scale(columns[i].before, scale, FULL_SCALE);
        if (i + 1 < count)
            columns[i + 1].before = gap - columns[i].after;
    }
}

/* The columns' widths, at the largest size of text at which no word is broken. */
static void fit_columns(struct table *table, dimen available)
{
    int count = table->column_count;
    numbers_find(table->node, table->columns);
    columns_measure(table, available, FULL_SCALE);
    table->scale = columns_scale(table->columns, count, available);
    if (table->scale < FULL_SCALE) {
        scale_gaps(table->columns, count, table->scale);
        for (int i = 0; i < count; i++)
            table->columns[i].least = table->columns[i].most = 0;
        columns_measure(table, available, table->scale);
    }
    columns_fit(table->columns, count, available);
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

/* The room for a table of this style, and how wide it must be. */
struct table_room {
    dimen left, right, least;
};

static struct table_room find_room(struct flow *flow, const struct block_style *block)
{
    struct block_style widest = *block;
    struct table_room room;
    dimen around = flow_width(flow);
    widest.width.is_set = widest.least_width.is_set = widest.most_width.is_set = false;
    flow_place_box(flow, &widest, 0, &room.left, &room.right);
    if (room.right <= room.left) {
        room.left = flow_top(flow)->left;
        room.right = flow_top(flow)->right;
    }
    dimen most = box_width(block, room.right - room.left, around);
    bool is_asked = block->width.is_set || block->least_width.is_set;
    room.least = !is_asked             ? 0
                 : block->width.is_set ? most
                                       : box_length(&block->least_width, around);
    return room;
}

/* A table that is narrower than its room stands where its margins or what it stands in say. */
static void place_table(struct table *table, const struct block_style *block,
                        const struct table_room *room)
{
    const struct frame *top = flow_top(table->flow);
    dimen free = room->right - room->left - table->width;
    bool mirrored = flow_is_mirrored(table->flow);
    table->x = room->left;
    if (block->auto_start && free > 0)
        table->x += block->auto_end ? free / 2 : mirrored ? 0 : free;
    else if (top->has_align && top->align == TEXT_ALIGN_CENTER)
        table->x += free / 2;
    else if (mirrored || (top->has_align && top->align == TEXT_ALIGN_RIGHT))
        table->x += free;
}

static void make_columns(struct table *table, const struct block_style *block,
                         const struct text_style *style)
{
    struct flow *flow = table->flow;
    int count = table->column_count;
    struct table_room room = find_room(flow, block);
    dimen available = box_width(block, room.right - room.left, flow_width(flow));
    available = available > count ? available : room.right - room.left;
    table->columns = ARENA_ARRAY(flow->galley->arena, struct column, (size_t)count + 1);
    rules_find_looks(table);
    rules_find_gaps(table, available);
    fit_columns(table, available);
    shrink_to_columns(table, style->size);
    if (room.least > 0)
        columns_stretch(table->columns, count, room.least < available ? room.least : available);
    const struct column *last = &table->columns[count - 1];
    dimen width = last->x + last->width + last->after;
    table->width = width < available ? width : available;
    if (table->direction == TEXT_RIGHT_TO_LEFT)
        mirror_columns(table);
    place_table(table, block, &room);
}

int table_scale(struct flow *flow, const struct node *node)
{
    struct table table = {.flow = flow, .node = node, .column_count = node->table.column_count};
    dimen available = flow_width(flow);
    if (table.column_count < 1 || available < table.column_count)
        return FULL_SCALE;
    find_rows(&table);
    table.columns = ARENA_ARRAY(flow->galley->arena, struct column, (size_t)table.column_count + 1);
    flow->layout->table_depth++;
    rules_find_looks(&table);
    rules_find_gaps(&table, available);
    fit_columns(&table, available);
    flow->layout->table_depth--;
    return table.scale;
}

static void set_caption(struct table *table)
{
    const struct node *caption = table->node->first;
    if (!caption || caption->kind != NODE_CAPTION ||
        !style_shows(table->flow->layout->sheet, caption))
        return;
    uint32_t element =
        element_add_for(table->flow->layout, ELEMENT_CAPTION, table->element, caption);
    block_set_paragraph(table->flow, caption, element);
    flow_penalty(table->flow, PENALTY_WITH_NEXT);
}

/* The rows stand in a frame when the table has a ground. */
static bool begin_ground(struct table *table, const struct block_style *block)
{
    struct flow *flow = table->flow;
    struct frame frame = *flow_top(flow);
    frame.node = table->node;
    frame.together = false;
    frame.ground = 0;
    frame.space_after = frame.above = frame.below = frame.borders_around = 0;
    frame.first = flow->galley->strips.count;
    if (!block->has_ground)
        return false;
    vector_push(&flow->frames, frame);
    struct ground ground = {.x = table->x, .width = table->width};
    ground.box.has_ground = true;
    ground.box.ground = block->ground;
    flow_begin_ground(flow, flow_top(flow), ground);
    return true;
}

static void add_rows(struct table *table, const struct block_style *block)
{
    table_tags_begin(table);
    for (size_t i = 0; i < table->row_count; i++)
        set_row(table, i);
    bool has_ground = begin_ground(table, block);
    rows_add(table);
    if (has_ground)
        flow_pop(table->flow);
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
        .direction = flow_direction(node, flow_top(flow)->direction),
    };
    find_rows(&table);
    layout->table_depth++;
    make_columns(&table, &block, &style);
    bool has_caption_above = flow->penalty >= PENALTY_LABEL;
    flow_space(flow, has_caption_above ? block.space_before / 2 : block.space_before);
    set_caption(&table);
    add_rows(&table, &block);
    flow_space(flow, block.space_after);
    layout->table_depth--;
}
