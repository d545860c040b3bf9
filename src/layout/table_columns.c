/* Enters: a table and the room there is. Leaves: the widths of its columns.
 * Every cell tells its minimum width, that of its widest unbreakable part, and its preferred width,
 * that of its longest line (CSS 2.2, 17.5.2.2). Where not all columns can have what they prefer,
 * each gets in proportion to the cube root of its preferred width, but no less than its minimum
 * and no more than it prefers: short columns stay on one line, and long ones, whose area has to
 * be found in lines anyway, share the rest. Where even the minima do not fit, the text is set
 * smaller; where that is not enough, the widest columns are cut down to one width, and words in
 * them are broken. */
#include "layout/box.h"
#include "layout/table.h"

#include <string.h>

enum { FULL_SCALE = 1000, HOPELESS_PARTS = 3 };

static int64_t sum_of(const struct column *columns, int count, bool most)
{
    int64_t sum = 0;
    for (int i = 0; i < count; i++)
        sum += most ? columns[i].most : columns[i].least;
    return sum;
}

static int64_t cube_root(int64_t value)
{
    int64_t root = 0;
    for (int64_t bit = (int64_t)1 << 14; bit; bit >>= 1)
        if ((root + bit) * (root + bit) * (root + bit) <= value)
            root += bit;
    return root;
}

/* The width of a column at this level of the water: between what it needs and what it wants. */
static dimen width_at(const struct column *column, int64_t level)
{
    int64_t width = cube_root(column->most) * level / POINT;
    if (width < column->least)
        return column->least;
    return width < column->most ? (dimen)width : column->most;
}

/* Of columns that cannot have what they need, only the widest are cut. */
static dimen cut_width_at(const struct column *column, int64_t level)
{
    return column->least < level ? column->least : (dimen)level;
}

/* The highest level at which all columns fit into `room`. */
static int64_t find_level(const struct column *columns, int count, int64_t room,
                          dimen (*measure)(const struct column *column, int64_t level))
{
    int64_t low = 0, high = (int64_t)1 << 32;
    while (low + 1 < high) {
        int64_t middle = (low + high) / 2, sum = 0;
        for (int i = 0; i < count; i++)
            sum += measure(&columns[i], middle);
        if (sum <= room)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* What stands beside the columns [0, count), in all. */
static int64_t gaps_of(const struct column *columns, int count)
{
    int64_t sum = 0;
    for (int i = 0; i < count; i++)
        sum += (int64_t)columns[i].before + columns[i].after;
    return sum;
}

static void place_columns(struct column *columns, int count, dimen available)
{
    int64_t x = 0;
    for (int i = 0; i < count; i++) {
        x += columns[i].before;
        columns[i].x = (dimen)(x < available ? x : available);
        x += (int64_t)columns[i].width + columns[i].after;
    }
}

void columns_fit(struct column *columns, int count, dimen available)
{
    int64_t room = available - gaps_of(columns, count);
    if (room < count)
        room = count;
    bool cut = sum_of(columns, count, false) > room;
    dimen (*measure)(const struct column *, int64_t) = cut ? cut_width_at : width_at;
    int64_t level = find_level(columns, count, room, measure);
    for (int i = 0; i < count; i++) {
        columns[i].width = measure(&columns[i], level);
        if (columns[i].width < 1)
            columns[i].width = 1;
    }
    place_columns(columns, count, available);
}

void columns_stretch(struct column *columns, int count, dimen width)
{
    int64_t total = 0, wanted = 0, passed = 0, extra = width - gaps_of(columns, count);
    for (int i = 0; i < count; i++) {
        extra -= columns[i].width;
        wanted += (int64_t)columns[i].most + 1;
    }
    if (extra <= 0)
        return;
    for (int i = 0; i < count; i++) {
        passed += (int64_t)columns[i].most + 1;
        int64_t given = extra * passed / wanted;
        columns[i].width += (dimen)(given - total);
        total = given;
    }
    place_columns(columns, count, width);
}

/* Do the columns fit at this scale, if none needs more than `most`? */
static bool fits(const struct column *columns, int count, dimen available, dimen most, int scale)
{
    int64_t sum = gaps_of(columns, count);
    for (int i = 0; i < count; i++)
        sum += columns[i].least < most ? columns[i].least : most;
    return sum * scale <= (int64_t)available * FULL_SCALE;
}

/* A smaller size helps no endless word: a column that needs more than a third of the measure is not
 * asked when not all can be helped. */
int columns_scale(const struct column *columns, int count, dimen available)
{
    static const int scales[] = {FULL_SCALE, 930, 860, 780, 700};
    enum { SCALES = sizeof scales / sizeof *scales };
    for (int i = 0; i < SCALES; i++)
        if (fits(columns, count, available, DIMEN_MAX, scales[i]))
            return scales[i];
    for (int i = 0; i < SCALES; i++)
        if (fits(columns, count, available, available / HOPELESS_PARTS, scales[i]))
            return scales[i];
    return scales[SCALES - 1];
}

/* A table in a table has no larger text than the one around it. */
struct text_style cell_style(struct flow *flow, const struct node *cell, int scale)
{
    const struct stylesheet *sheet = flow->layout->sheet;
    const struct text_style *around = &flow_top(flow)->text;
    struct text_style table = style_text(sheet, cell->parent->parent, around);
    if (flow->layout->table_depth > 1 && table.size > around->size)
        table.size = around->size;
    table.size = dimen_scale(table.size, scale, FULL_SCALE);
    struct text_style group = style_text(sheet, style_row_group(sheet, cell->parent), &table);
    struct text_style row = style_text(sheet, cell->parent, &group);
    return style_text(sheet, cell, &row);
}

/* ── Asking the cells ────────────────────────────────────────────────────────────────────────── */

struct demand {
    dimen least, most;
};

static void widen(struct demand *demand, dimen least, dimen most)
{
    demand->least = least > demand->least ? least : demand->least;
    demand->most = most > demand->most ? most : demand->most;
}

static void measure_inlines(struct layout *layout, const struct node *node,
                            const struct text_style *style, struct demand *demand)
{
    dimen least, most;
    paragraph_start(layout, style, NULL, 0, node->where);
    paragraph_collect(layout, node);
    paragraph_finish(layout, layout->measure);
    atoms_measure(&layout->paragraph, &least, &most);
    if (style->white_space == WHITE_NOWRAP || style->white_space == WHITE_PRE)
        least = most < layout->measure / 2 ? most : least;
    widen(demand, least, most);
}

static void widen_for_code(const struct layout *layout, const struct block_style *block,
                           int64_t longest, struct demand *demand)
{
    int64_t most = longest + box_inset(block, BOX_START) + box_inset(block, BOX_END);
    dimen width = most < layout->measure ? (dimen)most : layout->measure;
    widen(demand, width / 2, width);
}

/* Code would like to have its longest line on one row. */
static void measure_code(struct layout *layout, const struct node *node,
                         const struct text_style *style, struct demand *demand)
{
    struct text_style code = style_text(layout->sheet, node, style);
    struct block_style block = style_block(layout->sheet, node);
    size_t longest = 0;
    for (const char *line = node->code.text; line && *line;) {
        size_t bytes = strcspn(line, "\n");
        longest = bytes > longest ? bytes : longest;
        line += bytes + (line[bytes] == '\n');
    }
    widen_for_code(layout, &block, (int64_t)longest * text_space_width(layout->fonts, &code),
                   demand);
}

/* So would a <pre> with formatting in it. */
static void measure_preformatted(struct layout *layout, const struct node *node,
                                 const struct text_style *style, struct demand *demand)
{
    struct text_style text = style_text(layout->sheet, node, style);
    struct block_style block = style_block(layout->sheet, node);
    struct demand lines = {0};
    measure_inlines(layout, node, &text, &lines);
    widen_for_code(layout, &block, lines.most, demand);
}

static struct demand measure_cell(struct flow *flow, const struct node *cell,
                                  const struct column *column, int scale)
{
    struct layout *layout = flow->layout;
    struct text_style style = cell_style(flow, cell, scale);
    struct demand demand = {0};
    struct walk walk = walk_start(cell);
    while (walk_next(&walk)) {
        if (!walk.entering)
            continue;
        if (walk.node->kind == NODE_CODE_BLOCK) {
            measure_code(layout, walk.node, &style, &demand);
        } else if (walk.node->kind == NODE_PREFORMATTED) {
            measure_preformatted(layout, walk.node, &style, &demand);
            walk_skip_children(&walk);
        } else if (walk.node->first && node_is_inline(walk.node->first->kind)) {
            measure_inlines(layout, walk.node, &style, &demand);
            walk_skip_children(&walk);
        }
    }
    if (cell->first && !node_is_inline(cell->first->kind))
        widen(&demand, demand.least + 2 * style.size, demand.most + 3 * style.size);
    dimen missing = numbers_room_after(flow, cell, column, &style);
    widen(&demand, demand.least + missing, demand.most + missing);
    return demand;
}

/* A cell that asks for a width has it where there is room; one that begins farther left or right
 * than others of its column needs less or more of it. */
static void ask_look(struct demand *demand, const struct cell_look *look,
                     const struct column *column, dimen available)
{
    dimen before = look->paddings[BOX_START] - column->before;
    demand->least = demand->least + before > 0 ? demand->least + before : 0;
    demand->most = demand->most + before > 0 ? demand->most + before : 0;
    if (look->width.is_set) {
        dimen width = box_length(&look->width, available);
        demand->most = width > demand->least ? width : demand->least;
    }
}

/* A cell over several columns asks each for its part. */
static void spread(struct column *columns, int span, struct demand demand)
{
    int64_t gaps = gaps_of(columns, span) - columns[0].before - columns[span - 1].after;
    int64_t least = sum_of(columns, span, false) + gaps;
    int64_t most = sum_of(columns, span, true) + gaps;
    for (int i = 0; i < span; i++) {
        if (demand.least > least)
            columns[i].least += (dimen)((demand.least - least + span - 1) / span);
        if (demand.most > most)
            columns[i].most += (dimen)((demand.most - most + span - 1) / span);
        if (columns[i].most < columns[i].least)
            columns[i].most = columns[i].least;
    }
}

static void measure_row(struct table *table, const struct set_row *row, dimen available, int scale)
{
    struct column *columns = table->columns;
    int count = table->column_count;
    const struct cell_look *look = row->looks;
    for (const struct node *cell = row->node->first; cell; cell = cell->next) {
        int column = cell->cell.column, span = cell->cell.column_span;
        if (cell->kind != NODE_TABLE_CELL)
            continue;
        const struct cell_look *own = look++;
        if (column >= count || own->is_hidden)
            continue;
        struct demand demand = measure_cell(table->flow, cell, &columns[column], scale);
        ask_look(&demand, own, &columns[column], available);
        demand.least = demand.least < 4 * available ? demand.least : 4 * available;
        demand.most = demand.most < 2 * available ? demand.most : 2 * available;
        spread(columns + column, span < count - column ? span : count - column, demand);
    }
}

void columns_measure(struct table *table, dimen available, int scale)
{
    bool measuring = table->flow->layout->measuring;
    table->flow->layout->measuring = true;
    for (size_t i = 0; i < table->row_count; i++)
        measure_row(table, &table->rows[i], available, scale);
    table->flow->layout->measuring = measuring;
}
