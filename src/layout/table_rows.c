/* Enters: a table whose cells are laid out. Leaves: one strip for each row, rules above, under the
 * header and below; the header rows come again after a page break.
 * A row is as high as its highest cell. Rows that share a cell become one strip, as long as that is
 * not too tall to be kept whole; then the cell's strips are dealt out among its rows. A row too
 * tall itself is sliced: its first slice holds the first strip of each cell, and so on. */
#include "layout/box.h"
#include "layout/table.h"

/* What is gathered for a row's strip. */
struct gathering {
    VECTOR(struct placed) items;
    VECTOR(struct link_area) links;
    VECTOR(uint32_t) anchors;
    struct note *notes, **last_note;
};

enum { ROWS_TOGETHER = 2 };

static dimen cell_height(const struct set_cell *cell)
{
    return cell->above + cell->height + cell->below;
}

/* ── Cells over several rows ─────────────────────────────────────────────────────────────────── */

/* Makes the last of the rows under a tall cell high enough for it. */
static void stretch_rows(struct table *table, size_t first, const struct set_cell *cell)
{
    size_t end = first + (size_t)cell->row_span;
    int64_t height = 0;
    for (size_t i = first; i < end; i++)
        height += table->rows[i].height;
    int64_t missing = cell_height(cell) - height;
    if (missing > 0)
        table->rows[end - 1].height += (dimen)missing;
}

static void push_cell(struct table *table, struct set_row *row, struct set_cell cell)
{
    if (row->count == row->capacity) {
        struct set_cell *cells = row->cells;
        row->capacity = 2 * row->capacity + 4;
        row->cells = ARENA_ARRAY(table->flow->galley->arena, struct set_cell, row->capacity);
        for (size_t i = 0; i < row->count; i++)
            row->cells[i] = cells[i];
    }
    row->cells[row->count++] = cell;
    if (cell_height(&cell) > row->height)
        row->height = cell_height(&cell);
}

/* How many of the strips fit into `room`. */
static size_t count_fitting(const struct strip *strips, size_t count, dimen room)
{
    size_t fitting = 0;
    while (fitting < count && galley_height(strips, fitting + 1) <= room)
        fitting++;
    return fitting;
}

/* Deals a cell's strips out among its rows: the first has one at least, the last takes the rest. */
static void deal_out(struct table *table, size_t first, size_t index)
{
    struct set_cell whole = table->rows[first].cells[index], part = whole;
    size_t end = first + (size_t)whole.row_span, done = 0;
    part.row_span = 1;
    for (size_t i = first; i < end; i++) {
        struct set_row *row = &table->rows[i];
        part.strips = whole.strips + done;
        part.count =
            count_fitting(part.strips, whole.count - done, row->height - whole.above - whole.below);
        if (i == first && part.count == 0 && whole.count > 0)
            part.count = 1;
        if (i + 1 == end)
            part.count = whole.count - done;
        part.height = (dimen)galley_height(part.strips, part.count);
        done += part.count;
        if (i > first && (part.count > 0 || whole.look->look.has_ground))
            push_cell(table, row, part);
        else if (i == first)
            row->cells[index] = part;
        if (cell_height(&part) > row->height)
            row->height = cell_height(&part);
    }
}

/* The height of rows [first, end) with the cells that reach over them. */
static int64_t group_height(const struct table *table, size_t first, size_t end)
{
    int64_t top = 0, height = 0;
    for (size_t i = first; i < end; top += table->rows[i++].height)
        for (size_t k = 0; k < table->rows[i].count; k++) {
            int64_t bottom = top + cell_height(&table->rows[i].cells[k]);
            height = bottom > height ? bottom : height;
        }
    return height > top ? height : top;
}

static bool is_too_tall(const struct table *table, int64_t height)
{
    return height > table->flow->layout->depth / 2;
}

static void settle_group(struct table *table, size_t first, size_t end)
{
    bool split = is_too_tall(table, group_height(table, first, end));
    for (size_t i = first; i < end; i++) {
        size_t count = table->rows[i].count; /* parts of cells above may be added */
        for (size_t k = 0; k < count; k++) {
            if (table->rows[i].cells[k].row_span <= 1)
                continue;
            if (split)
                deal_out(table, i, k);
            else
                stretch_rows(table, i, &table->rows[i].cells[k]);
        }
    }
    for (size_t i = first + 1; i < end; i++)
        table->rows[i].joined = !split;
}

/* The cells of the header stay in it, and no cell reaches below the table. */
static void cut_row_spans(struct table *table)
{
    for (size_t i = 0; i < table->row_count; i++) {
        size_t end = i < table->header_count ? table->header_count : table->row_count;
        for (size_t k = 0; k < table->rows[i].count; k++) {
            struct set_cell *cell = &table->rows[i].cells[k];
            if ((size_t)cell->row_span > end - i)
                cell->row_span = (int)(end - i);
            cell->is_ruled = cell->is_ruled && i + (size_t)cell->row_span < table->header_count;
        }
    }
}

/* Groups of rows that share cells, from the top. */
static void settle_rows(struct table *table)
{
    for (size_t first = 0, end; first < table->row_count; first = end) {
        end = first + 1;
        for (size_t i = first; i < end; i++)
            for (size_t k = 0; k < table->rows[i].count; k++)
                if (i + (size_t)table->rows[i].cells[k].row_span > end)
                    end = i + (size_t)table->rows[i].cells[k].row_span;
        if (end > first + 1)
            settle_group(table, first, end);
    }
}

/* ── Gathering ───────────────────────────────────────────────────────────────────────────────── */

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

void gather_fragment(struct gathering *gathering, struct fragment fragment)
{
    for (uint32_t i = 0; i < fragment.count; i++)
        vector_push(&gathering->items, fragment.items[i]);
}

/* `room` is the height of the rows it stands in. */
static void gather_cell(struct gathering *gathering, const struct table *table,
                        const struct set_cell *cell, dimen y, dimen room)
{
    dimen free = room - cell_height(cell);
    if (free > 0 && cell->look->cell_align != CELL_TOP)
        y += cell->look->cell_align == CELL_MIDDLE ? free / 2 : free;
    y += cell->above;
    for (size_t i = 0; i < cell->count; i++) {
        y += i > 0 ? cell->strips[i].space : 0;
        gather_strip(gathering, &cell->strips[i], table->x + cell->x, y);
        y += cell->strips[i].height;
    }
}

static void start_gathering(struct gathering *gathering)
{
    *gathering = (struct gathering){0};
    gathering->last_note = &gathering->notes;
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

/* ── Strips ──────────────────────────────────────────────────────────────────────────────────── */

/* The most that cells keep free above their text, or below it. */
static dimen padding_of(const struct set_row *row, bool below)
{
    dimen most = 0;
    for (size_t i = 0; i < row->count; i++) {
        dimen padding = below ? row->cells[i].below : row->cells[i].above;
        most = padding > most ? padding : most;
    }
    return most;
}

static dimen first_baseline(const struct set_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i].count)
            return row->cells[i].above + row->cells[i].strips[0].baseline;
    return padding_of(row, false);
}

static dimen height_of(const struct table *table, size_t first, size_t end)
{
    int64_t height = 0;
    for (size_t i = first; i < end; i++)
        height += table->rows[i].height;
    return height < DIMEN_MAX ? (dimen)height : DIMEN_MAX;
}

/* A header over several columns that has more headers below has a rule as wide as its text's
 * columns, so that neighbours' rules stay apart. */
static void gather_spanner(struct gathering *gathering, const struct table *table,
                           const struct set_cell *cell, dimen bottom)
{
    const struct border *border = &cell->spanner;
    struct rect rect = {table->x + cell->x, bottom - border->width, cell->width, border->width};
    if (cell->is_ruled)
        gather_fragment(gathering, box_paint_rule(table->flow->layout->arena, border, rect));
}

static void gather_row(struct gathering *gathering, const struct table *table, size_t index,
                       size_t end, dimen y)
{
    const struct set_row *row = &table->rows[index];
    for (size_t i = 0; i < row->count; i++) {
        const struct set_cell *cell = &row->cells[i];
        size_t last = index + (size_t)(cell->row_span > 1 ? cell->row_span : 1);
        gather_cell(gathering, table, cell, y, height_of(table, index, last < end ? last : end));
        gather_spanner(gathering, table, cell, y + row->height);
    }
    rules_gather(gathering, table, index, y, y + row->height, 0);
}

/* Rows [first, end) in one piece. */
static struct strip rows_strip(const struct table *table, size_t first, size_t end)
{
    struct gathering gathering;
    dimen height = 0, all = height_of(table, first, end);
    start_gathering(&gathering);
    for (size_t i = first; i < end; i++) {
        rules_gather_grounds(&gathering, table, i, height, height + table->rows[i].height, all);
        height += table->rows[i].height;
    }
    height = 0;
    for (size_t i = first; i < end; i++) {
        gather_row(&gathering, table, i, end, height);
        height += table->rows[i].height;
    }
    struct strip strip = take_strip(table, &gathering, height);
    strip.baseline = first_baseline(&table->rows[first]);
    return strip;
}

/* Slice `k` of a tall row: the k-th strip of each of its cells. */
static struct strip slice_strip(const struct table *table, size_t index, size_t k, bool last)
{
    const struct set_row *row = &table->rows[index];
    struct gathering gathering;
    dimen height = 0, top = k == 0 ? padding_of(row, false) : 0;
    for (size_t i = 0; i < row->count; i++) {
        const struct set_cell *cell = &row->cells[i];
        if (k < cell->count &&
            top + cell->strips[k].height + (k > 0 ? cell->strips[k].space : 0) > height)
            height = top + cell->strips[k].height + (k > 0 ? cell->strips[k].space : 0);
    }
    height += last ? padding_of(row, true) : 0;
    start_gathering(&gathering);
    rules_gather_grounds(&gathering, table, index, 0, height, height);
    for (size_t i = 0; i < row->count; i++) {
        const struct set_cell *cell = &row->cells[i];
        if (k < cell->count)
            gather_strip(&gathering, &cell->strips[k], table->x + cell->x,
                         top + (k > 0 ? cell->strips[k].space : 0));
    }
    rules_gather(&gathering, table, index, 0, height,
                 (k == 0 ? 0 : BOX_CUT_ABOVE) | (last ? 0 : BOX_CUT_BELOW));
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
        if (index >= table->header_count)
            strip.repeat = k > 0 ? table->repeat_in_row : table->repeat;
        flow_add(table->flow, strip);
    }
}

/* Adds the row, and what is joined to it; gives back the next one. */
static size_t add_row(struct table *table, size_t index)
{
    size_t end = index + 1;
    while (end < table->row_count && table->rows[end].joined)
        end++;
    if (end == index + 1 && is_too_tall(table, table->rows[index].height)) {
        add_sliced_row(table, index);
        return end;
    }
    struct strip strip = rows_strip(table, index, end);
    if (index >= table->header_count && index > 0)
        strip.repeat = table->repeat;
    if (index > 0 && index <= table->header_count)
        strip.penalty = PENALTY_WITH_NEXT;
    flow_add(table->flow, strip);
    return end;
}

/* The header rows as one strip, to be set again at the top of a page. */
static void make_repeat(struct table *table)
{
    int64_t height = 0;
    for (size_t i = 0; i < table->header_count; i++)
        height += table->rows[i].height;
    if (height == 0 || height > table->flow->layout->depth / 4 ||
        table->header_count == table->row_count)
        return;
    struct strip *repeat = ARENA_NEW(table->flow->galley->arena, struct strip);
    *repeat = rows_strip(table, 0, table->header_count);
    repeat->notes = NULL;
    table->repeat = repeat;
    struct strip *inside = ARENA_NEW(table->flow->galley->arena, struct strip);
    *inside = *repeat;
    inside->height += padding_of(&table->rows[table->header_count - 1], true);
    table->repeat_in_row = inside;
}

void rows_add(struct table *table)
{
    struct flow *flow = table->flow;
    cut_row_spans(table);
    rules_settle(table);
    settle_rows(table);
    size_t first = flow->galley->strips.count;
    make_repeat(table);
    for (size_t i = 0; i < table->row_count;)
        i = add_row(table, i);
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
