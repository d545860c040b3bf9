/* Enters: the styles of a table, its groups of rows, rows and cells. Leaves: the room beside the
 * columns, grounds, and rules.
 * Borders collapse (CSS 2.2, 17.6.2): of those that meet at an edge the widest is drawn, then the
 * one whose kind is stronger, then that of the cell before that of the row, the group, the table. A
 * level rule lies in the padding of the row above it, the first one in the first row's; an upright
 * one in the middle between two columns. What is the same in neighbouring columns is one rule. */
#include "layout/box.h"
#include "layout/table.h"

enum { HEADER_GROUP, BODY_GROUP };

/* ── Looks ───────────────────────────────────────────────────────────────────────────────────── */

static struct look look_of(const struct block_style *style)
{
    struct look look = {.has_ground = style->has_ground, .ground = style->ground};
    for (int i = 0; i < BOX_SIDES; i++)
        look.borders[i] = style->borders[i];
    return look;
}

static bool has_border(const struct look *look)
{
    for (int i = 0; i < BOX_SIDES; i++)
        if (look->borders[i].width > 0)
            return true;
    return false;
}

static struct cell_look cell_look_of(const struct stylesheet *sheet, const struct node *cell)
{
    struct block_style style = style_block(sheet, cell);
    struct cell_look look = {.look = look_of(&style),
                             .leading = style.leading,
                             .cell_align = style.cell_align,
                             .align = style.align,
                             .width = style.width,
                             .is_hidden = !style_shows(sheet, cell)};
    for (int i = 0; i < BOX_SIDES; i++)
        look.paddings[i] =
            style.padding[i] + (i % 2 ? style.borders[i].width : 0); /* upright borders */
    return look;
}

static void find_row_looks(struct table *table, struct set_row *row)
{
    const struct stylesheet *sheet = table->flow->layout->sheet;
    struct block_style style = style_block(sheet, row->node);
    struct cell_look *look =
        ARENA_ARRAY(table->flow->galley->arena, struct cell_look, row->capacity);
    row->look = look_of(&style);
    row->looks = look;
    for (const struct node *cell = row->node->first; cell; cell = cell->next) {
        if (cell->kind != NODE_TABLE_CELL)
            continue;
        *look = cell_look_of(sheet, cell);
        table->has_cell_borders = table->has_cell_borders || has_border(&look->look);
        look++;
    }
}

void rules_find_looks(struct table *table)
{
    const struct stylesheet *sheet = table->flow->layout->sheet;
    struct block_style style = style_block(sheet, table->node);
    table->look = look_of(&style);
    for (size_t i = 0; i < table->row_count; i++) {
        find_row_looks(table, &table->rows[i]);
        if (i != 0 && i != table->header_count)
            continue;
        struct block_style group = style_block(sheet, style_row_group(sheet, table->rows[i].node));
        table->groups[i < table->header_count ? HEADER_GROUP : BODY_GROUP] = look_of(&group);
    }
}

/* ── Gaps ────────────────────────────────────────────────────────────────────────────────────── */

static void widen_gaps(struct table *table, const struct set_row *row)
{
    const struct cell_look *look = row->looks;
    for (const struct node *cell = row->node->first; cell; cell = cell->next) {
        if (cell->kind != NODE_TABLE_CELL)
            continue;
        const struct cell_look *own = look++;
        int first = cell->cell.column, last = first + cell->cell.column_span - 1;
        if (first >= table->column_count || own->is_hidden)
            continue;
        struct column *start = &table->columns[first];
        struct column *end =
            &table->columns[last < table->column_count ? last : table->column_count - 1];
        if (own->paddings[BOX_START] > start->before)
            start->before = own->paddings[BOX_START];
        if (own->paddings[BOX_END] > end->after)
            end->after = own->paddings[BOX_END];
    }
}

/* What stands between two columns is at most a quarter of their share of the room. */
static void limit_gap(dimen *after, dimen *before, dimen most)
{
    int64_t gap = (int64_t)*after + *before;
    if (gap <= most)
        return;
    *after = (dimen)(*after * (int64_t)most / gap);
    *before = *before > 0 ? most - *after : 0;
}

void rules_find_gaps(struct table *table, dimen available)
{
    int count = table->column_count;
    dimen most = available / count / 4, none = 0;
    for (size_t i = 0; i < table->row_count; i++)
        widen_gaps(table, &table->rows[i]);
    limit_gap(&none, &table->columns[0].before, most);
    for (int i = 0; i + 1 < count; i++)
        limit_gap(&table->columns[i].after, &table->columns[i + 1].before, most);
    limit_gap(&table->columns[count - 1].after, &none, most);
}

/* ── What meets at an edge ───────────────────────────────────────────────────────────────────── */

static bool is_same(const struct border *a, const struct border *b)
{
    return a->width == b->width &&
           (a->width == 0 || (a->style == b->style && a->color == b->color));
}

static void consider(struct border *best, const struct look *look, enum box_side side)
{
    if (!look)
        return;
    const struct border *border = &look->borders[side];
    if (border->width > best->width ||
        (border->width == best->width && border->style > best->style))
        *best = *border;
}

static const struct cell_look *cover_at(const struct table *table, size_t row, int column)
{
    const struct cell_look **cover = row < table->row_count ? table->rows[row].cover : NULL;
    return cover && column >= 0 && column < table->column_count ? cover[column] : NULL;
}

static const struct look *group_of(const struct table *table, size_t row)
{
    return &table->groups[row < table->header_count ? HEADER_GROUP : BODY_GROUP];
}

/* The rule above row `row` in a column; below the last one for the number of rows. */
static struct border level_border(const struct table *table, size_t row, int column)
{
    struct border best = {0};
    const struct cell_look *below = cover_at(table, row, column);
    const struct cell_look *above = row > 0 ? cover_at(table, row - 1, column) : NULL;
    bool is_first = row == 0, is_last = row == table->row_count;
    if (above && above == below)
        return best;
    consider(&best, above ? &above->look : NULL, BOX_BOTTOM);
    consider(&best, below ? &below->look : NULL, BOX_TOP);
    consider(&best, is_first ? NULL : &table->rows[row - 1].look, BOX_BOTTOM);
    consider(&best, is_last ? NULL : &table->rows[row].look, BOX_TOP);
    if (is_first || is_last || row == table->header_count) {
        consider(&best, is_first ? NULL : group_of(table, row - 1), BOX_BOTTOM);
        consider(&best, is_last ? NULL : group_of(table, row), BOX_TOP);
    }
    consider(&best, is_first ? &table->look : NULL, BOX_TOP);
    consider(&best, is_last ? &table->look : NULL, BOX_BOTTOM);
    return best;
}

/* The rule before a column of a row; behind the last one for the number of columns. */
static struct border upright_border(const struct table *table, size_t row, int column)
{
    struct border best = {0};
    const struct cell_look *behind = cover_at(table, row, column);
    const struct cell_look *before = cover_at(table, row, column - 1);
    bool is_first = column == 0, is_last = column == table->column_count;
    if (before && before == behind)
        return best;
    consider(&best, before ? &before->look : NULL, BOX_END);
    consider(&best, behind ? &behind->look : NULL, BOX_START);
    if (is_first || is_last) {
        enum box_side side = is_first ? BOX_START : BOX_END;
        consider(&best, &table->rows[row].look, side);
        consider(&best, group_of(table, row), side);
        consider(&best, &table->look, side);
    }
    return best;
}

/* Columns differ only where cells have borders. */
static int columns_asked(const struct table *table)
{
    return table->has_cell_borders ? table->column_count : 1;
}

static dimen widest_rule(const struct table *table, size_t row)
{
    dimen widest = 0;
    for (int i = 0; i < columns_asked(table); i++) {
        struct border border = level_border(table, row, i);
        widest = border.width > widest ? border.width : widest;
    }
    return widest;
}

/* ── Settling ────────────────────────────────────────────────────────────────────────────────── */

static void cover_row(struct table *table, size_t index, int *left)
{
    struct set_row *row = &table->rows[index];
    size_t count = (size_t)table->column_count;
    row->cover = ARENA_ARRAY(table->flow->galley->arena, const struct cell_look *, count);
    for (size_t i = 0; i < count; i++) {
        bool goes_on = index > 0 && left[i] > 0;
        row->cover[i] = goes_on ? table->rows[index - 1].cover[i] : NULL;
        left[i] -= goes_on;
    }
    for (size_t k = 0; k < row->count; k++)
        for (int i = row->cells[k].column; i < row->cells[k].end; i++) {
            row->cover[i] = row->cells[k].look;
            left[i] = row->cells[k].row_span - 1;
        }
}

/* A rule is no wider than the padding it lies in: the row grows where it would be. */
static void make_room(struct set_row *row, dimen above, dimen below)
{
    for (size_t i = 0; i < row->count; i++) {
        struct set_cell *cell = &row->cells[i];
        cell->above = cell->above > above ? cell->above : above;
        cell->below = cell->below > below ? cell->below : below;
        dimen height = cell->above + cell->height + cell->below;
        if (cell->row_span <= 1 && height > row->height)
            row->height = height;
    }
}

/* The rule below a header over several columns is drawn with the cell, not at the edge. */
static void take_spanner(struct table *table, struct set_cell *cell)
{
    struct cell_look *look = ARENA_NEW(table->flow->galley->arena, struct cell_look);
    *look = *cell->look;
    cell->spanner = look->look.borders[BOX_BOTTOM];
    look->look.borders[BOX_BOTTOM] = (struct border){0};
    cell->look = look;
}

void rules_settle(struct table *table)
{
    for (size_t i = 0; i < table->header_count; i++)
        for (size_t k = 0; k < table->rows[i].count; k++)
            if (table->rows[i].cells[k].is_ruled)
                take_spanner(table, &table->rows[i].cells[k]);
    int *left = ARENA_ARRAY(table->flow->galley->arena, int, (size_t)table->column_count);
    for (size_t i = 0; i < table->row_count && table->has_cell_borders; i++)
        cover_row(table, i, left);
    for (size_t i = 0; i < table->row_count; i++)
        make_room(&table->rows[i], i == 0 ? widest_rule(table, 0) : 0, widest_rule(table, i + 1));
}

/* ── Painting ────────────────────────────────────────────────────────────────────────────────── */

struct edges {
    dimen left, right;
};

/* The columns [column, end) with the room beside them, on paper. */
static struct edges edges_of(const struct table *table, int column, int end)
{
    const struct column *first = &table->columns[column], *last = &table->columns[end - 1];
    bool mirrored = table->direction == TEXT_RIGHT_TO_LEFT;
    struct edges edges = {first->x - first->before, last->x + last->width + last->after};
    if (mirrored)
        edges = (struct edges){last->x - last->after, first->x + first->width + first->before};
    bool starts = column == 0, ends = end == table->column_count;
    if (mirrored ? ends : starts)
        edges.left = 0;
    if (mirrored ? starts : ends)
        edges.right = table->width;
    return (struct edges){table->x + edges.left, table->x + edges.right};
}

static void put_rule(struct gathering *gathering, const struct table *table,
                     const struct border *border, struct rect rect)
{
    if (border->width > 0)
        gather_fragment(gathering, box_paint_rule(table->flow->layout->arena, border, rect));
}

/* The rule above row `row`, at `y` or, when it lies above that, ending there. */
static void put_level_rules(struct gathering *gathering, const struct table *table, size_t row,
                            dimen y, bool ends)
{
    int count = table->column_count, asked = columns_asked(table);
    for (int i = 0, end; i < count; i = end) {
        struct border border = level_border(table, row, i), next;
        for (end = i + 1; end < asked; end++) {
            next = level_border(table, row, end);
            if (!is_same(&border, &next))
                break;
        }
        end = asked == 1 ? count : end;
        struct edges edges = edges_of(table, i, end);
        put_rule(gathering, table, &border,
                 (struct rect){edges.left, ends ? y - border.width : y, edges.right - edges.left,
                               border.width});
    }
}

static void put_upright_rule(struct gathering *gathering, const struct table *table, size_t row,
                             int column, struct edges range)
{
    struct border border = upright_border(table, row, column);
    int last = column < table->column_count ? column : column - 1;
    struct edges edges = edges_of(table, last, last + 1);
    bool mirrored = table->direction == TEXT_RIGHT_TO_LEFT;
    bool at_left = (column == last) != mirrored;
    bool is_inner = column > 0 && column < table->column_count;
    dimen x = at_left ? edges.left : edges.right;
    if (is_inner)
        x -= border.width / 2;
    else if (!at_left)
        x -= border.width;
    put_rule(gathering, table, &border,
             (struct rect){x, range.left, border.width, range.right - range.left});
}

void rules_gather(struct gathering *gathering, const struct table *table, size_t row, dimen top,
                  dimen bottom, unsigned cut)
{
    int step = table->has_cell_borders ? 1 : table->column_count;
    for (int i = 0; i <= table->column_count; i += step)
        put_upright_rule(gathering, table, row, i, (struct edges){top, bottom});
    if (row == 0 && !(cut & BOX_CUT_ABOVE))
        put_level_rules(gathering, table, 0, top, false);
    if (!(cut & BOX_CUT_BELOW))
        put_level_rules(gathering, table, row + 1, bottom, true);
}

static void put_ground(struct gathering *gathering, const struct look *look, struct rect rect)
{
    struct placed placed = {.element = ELEMENT_ARTIFACT};
    placed.item.kind = ITEM_BOX;
    placed.item.box.rect = rect;
    placed.item.box.color = look->ground;
    if (look->has_ground && rect.width > 0 && rect.height > 0)
        gather_fragment(gathering, (struct fragment){.items = &placed, .count = 1});
}

/* Where a cell that begins in row `index` ends, no lower than `deepest`. */
static dimen foot_of(const struct table *table, size_t index, const struct set_cell *cell,
                     dimen bottom, dimen deepest)
{
    int64_t foot = bottom;
    for (int k = 1; k < cell->row_span && foot < deepest; k++)
        foot += table->rows[index + (size_t)k].height;
    return foot < deepest ? (dimen)foot : deepest;
}

/* A row's ground is behind the cells that begin in it, however low they reach. */
static void put_row_ground(struct gathering *gathering, const struct table *table, size_t index,
                           struct rect whole, dimen deepest)
{
    const struct set_row *row = &table->rows[index];
    dimen bottom = whole.y + whole.height;
    if (!row->look.has_ground)
        return;
    if (!row->joined)
        put_ground(gathering, &row->look, whole);
    for (size_t i = 0; i < row->count; i++) {
        const struct set_cell *cell = &row->cells[i];
        struct edges edges = edges_of(table, cell->column, cell->end);
        dimen top = row->joined ? whole.y : bottom;
        dimen foot = foot_of(table, index, cell, bottom, deepest);
        put_ground(gathering, &row->look,
                   (struct rect){edges.left, top, edges.right - edges.left, foot - top});
    }
}

void rules_gather_grounds(struct gathering *gathering, const struct table *table, size_t index,
                          dimen top, dimen bottom, dimen deepest)
{
    const struct set_row *row = &table->rows[index];
    struct rect whole = {table->x, top, table->width, bottom - top};
    put_ground(gathering, group_of(table, index), whole);
    put_row_ground(gathering, table, index, whole, deepest);
    for (size_t i = 0; i < row->count; i++) {
        const struct set_cell *cell = &row->cells[i];
        struct edges edges = edges_of(table, cell->column, cell->end);
        if (cell->look->look.has_ground)
            put_ground(gathering, &cell->look->look,
                       (struct rect){edges.left, top, edges.right - edges.left,
                                     foot_of(table, index, cell, bottom, deepest) - top});
    }
}
