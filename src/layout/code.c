/* Enters: a code block. Leaves: one strip for each of its rows, on a tinted ground.
 * A line that is too long goes on in further rows, indented by two columns behind a
 * small turned arrow that does not copy: broken after a space or a separator in its last half, or
 * else anywhere. Its first row copies as the whole line, the others as nothing. A block that fits
 * on one page is not split; a few lines stay together otherwise.
 */
#include "layout/code.h"
#include "base/stopwatch.h"
#include "base/utf8.h"
#include "layout/decoration.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_ROW = 60000 };

/* ── Rows ────────────────────────────────────────────────────────────────────────────────────── */

static bool is_separator(char byte)
{
    return code_is_blank(byte) || byte == ',' || byte == ';' || byte == ')' || byte == '(' ||
           byte == '/' || byte == '.' || byte == '|' || byte == '&' || byte == '=' || byte == ']' ||
           byte == '}';
}

/* One past the last cell that fits into `width`, at least one cluster. */
static size_t fill_row(const struct coder *coder, size_t from, dimen width)
{
    const struct cell *cells = coder->cells.items;
    dimen used = 0;
    size_t end = from;
    while (end < coder->cells.count && used + cells[end].glyph.advance <= width &&
           cells[end].start - cells[from].start < LONGEST_ROW)
        used += cells[end++].glyph.advance;
    while (end < coder->cells.count && end > from && cells[end].start == cells[end - 1].start)
        end--;
    if (end > from || from == coder->cells.count)
        return end;
    for (end = from + 1; end < coder->cells.count && cells[end].start == cells[from].start;)
        end++;
    return end;
}

/* Moves the end of a full row back to a good place, if there is one in its last half. */
static size_t find_row_end(const struct coder *coder, size_t from, size_t full)
{
    if (full == coder->cells.count)
        return full;
    for (size_t end = full; end > from + (full - from) / 2; end--)
        if (coder->cells.items[end - 1].start < coder->cells.items[end].start &&
            is_separator(coder->text[coder->cells.items[end].start - 1]))
            return end;
    return full;
}

static uint32_t cell_start(const struct coder *coder, size_t cell)
{
    return cell < coder->cells.count ? coder->cells.items[cell].start
                                     : (uint32_t)coder->line.length;
}

/* The order in which the cells [from, end) stand. */
static void order_row(struct coder *coder, size_t from, size_t end)
{
    coder->row_levels.count = coder->order.count = 0;
    for (size_t i = from; i < end; i++) {
        vector_push(&coder->row_levels, coder->cells.items[i].level);
        vector_push(&coder->order, (uint32_t)(i - from));
    }
    if (coder->levels)
        text_order_line(coder->row_levels.items, end - from, coder->order.items);
}

/* `count` neighbours of a row, all of one look and level; `order` holds their numbers from the cell
 * `first` on. */
struct run {
    size_t first;
    const uint32_t *order;
    size_t count;
    dimen x, width, baseline;
};

typedef void run_visitor(struct coder *coder, const struct run *run);

/* Adds a run as an item. */
static void push_run(struct coder *coder, const struct run *run)
{
    const uint32_t *order = run->order;
    bool backward = run->count > 1 && order[0] > order[1];
    size_t from = run->first + order[backward ? run->count - 1 : 0];
    uint32_t start = cell_start(coder, from), bytes = cell_start(coder, from + run->count) - start;
    struct glyph *glyphs = ARENA_ARRAY(coder->flow->layout->arena, struct glyph, run->count);
    for (size_t i = 0; i < run->count; i++) {
        glyphs[i] = coder->cells.items[run->first + order[i]].glyph;
        glyphs[i].cluster = (uint16_t)(coder->cells.items[run->first + order[i]].start - start);
    }
    struct placed placed = {.element = coder->element};
    placed.item.kind = ITEM_TEXT;
    placed.item.text.font = coder->cells.items[from].font;
    placed.item.text.size = coder->style.size;
    placed.item.text.x = run->x;
    placed.item.text.baseline = run->baseline;
    placed.item.text.color = code_find_style(coder, coder->cells.items[from].class)->color;
    placed.item.text.text = coder->text + start;
    placed.item.text.text_length = bytes;
    placed.item.text.glyphs = glyphs;
    placed.item.text.glyph_count = (uint32_t)run->count;
    vector_push(&coder->items, placed);
}

static void decorate_run(struct coder *coder, const struct run *run)
{
    size_t cell = run->first + run->order[0];
    const struct text_style *style = code_find_style(coder, coder->cells.items[cell].class);
    for (int place = 0; place < TEXT_LINE_PLACES; place++) {
        struct placed items[2];
        if (!decoration_key(style, (enum text_line_place)place))
            continue;
        uint32_t count =
            decoration_draw(coder->flow->layout->arena, style, (enum text_line_place)place, run->x,
                            run->x + run->width, run->baseline, items);
        for (uint32_t i = 0; i < count; i++)
            vector_push(&coder->items, items[i]);
    }
}

/* Do texts of two classes look the same, but for their font? */
static bool look_alike(const struct text_style *left, const struct text_style *right)
{
    bool is_alike = left->color == right->color;
    for (int place = 0; place < TEXT_LINE_PLACES && is_alike; place++)
        is_alike = decoration_key(left, (enum text_line_place)place) ==
                   decoration_key(right, (enum text_line_place)place);
    return is_alike;
}

static bool is_one_run(struct coder *coder, const struct cell *left, const struct cell *right)
{
    return left->font == right->font && left->level == right->level &&
           (left->class == right->class ||
            look_alike(code_find_style(coder, left->class), code_find_style(coder, right->class)));
}

/* Does white space begin here that holds a tab, and is something behind it? Such a piece of the
 * line is an item of its own, as it must be told what it copies as. */
static bool starts_tabs(const struct coder *coder, uint32_t at)
{
    bool has_tab = false;
    if (coder->levels || (at > 0 && code_is_blank(coder->text[at - 1])))
        return false;
    for (; at < coder->ink_end && code_is_blank(coder->text[at]); at++)
        has_tab |= coder->text[at] == '\t';
    return has_tab;
}

/* Visits the runs of the row's cells [from, end) from the left, with the width of each. */
static void walk_runs(struct coder *coder, size_t from, size_t end, dimen x, dimen baseline,
                      run_visitor *visit)
{
    if (from == end)
        return;
    const struct cell *cells = coder->cells.items + from;
    order_row(coder, from, end);
    const uint32_t *order = coder->order.items;
    for (size_t k = 0, next; k < end - from; k = next) {
        struct run run = {.first = from, .order = order + k, .x = x, .baseline = baseline};
        const struct cell *first = &cells[order[k]];
        for (next = k; next < end - from && is_one_run(coder, first, &cells[order[next]]) &&
                       (next == k || !starts_tabs(coder, cells[order[next]].start));)
            run.width += cells[order[next++]].glyph.advance;
        run.count = next - k;
        visit(coder, &run);
        x += run.width;
    }
}

static bool is_space(const struct coder *coder, size_t cell)
{
    return code_is_blank(coder->text[coder->cells.items[cell].start]);
}

/* The lines under, through and over the row: not along its indentation. */
static void decorate_row(struct coder *coder, size_t from, size_t end, dimen x, dimen baseline)
{
    for (; from < end && is_space(coder, from) && !coder->levels; from++)
        x += coder->cells.items[from].glyph.advance;
    walk_runs(coder, from, end, x, baseline, decorate_run);
}

/* Of a page break before a row: best after an empty line, worst inside a line. */
static int32_t row_penalty(const struct coder *coder, bool goes_on)
{
    if (goes_on)
        return PENALTY_INTRODUCED;
    return coder->after_empty_line ? 0 : PENALTY_CODE_LINE;
}

/* ── What a line copies as ───────────────────────────────────────────────────────────────────── */

/* Readers see words and gaps: of spaces they keep one, at the start of a line none, and a word with
 * a hyphen at its end they join with the next line's first. */
static bool needs_text(const struct coder *coder)
{
    const char *text = coder->text;
    size_t length = coder->line.length;
    if (coder->levels)
        return false;
    return utf8_has_wide_space(text, length, true) || memchr(text, '\t', length) ||
           (coder->ink_end > 0 && text[coder->ink_end - 1] == '-');
}

/* What the bytes [from, to) of the line copy as: a space protects a hyphen at its end. */
static const char *copy_piece(const struct coder *coder, size_t from, size_t to)
{
    const char *guard =
        to > from && to == coder->line.length && coder->text[to - 1] == '-' ? " " : "";
    return arena_printf(coder->flow->layout->arena, "%.*s%s", (int)(to - from), coder->text + from,
                        guard);
}

static bool is_of_line(const struct coder *coder, const struct placed *placed)
{
    return placed->item.kind == ITEM_TEXT && placed->element == coder->element;
}

/* Where the next piece begins: at a tab, if the line stands in one row. */
static size_t find_piece_end(const struct coder *coder, size_t item, bool is_whole)
{
    while (is_whole && ++item < coder->items.count) {
        const struct placed *placed = &coder->items.items[item];
        size_t at = (size_t)(placed->item.text.text - coder->text);
        if (is_of_line(coder, placed) && starts_tabs(coder, (uint32_t)at))
            return at;
    }
    return coder->line.length;
}

/* One line was written, and one line is copied: by its first row, or, tab by tab, by its only one.
 */
static void join_rows(struct coder *coder, bool goes_on, bool is_whole)
{
    size_t told = goes_on ? coder->line.length : 0;
    for (size_t i = 0; i < coder->items.count; i++) {
        struct placed *placed = &coder->items.items[i];
        if (!is_of_line(coder, placed))
            continue;
        bool is_first = !goes_on && (size_t)(placed->item.text.text - coder->text) == told;
        size_t end = is_first ? find_piece_end(coder, i, is_whole) : told;
        placed->item.text.line = is_first ? copy_piece(coder, told, end) : "";
        told = end;
    }
}

/* An empty line copies only when there is something in it. One space would count for nothing. */
static void push_blank(struct coder *coder, dimen x, dimen baseline)
{
    const char *copy = coder->line.length > 0 ? coder->text : "  ";
    code_make_blank(coder);
    walk_runs(coder, 0, 1, x, baseline, push_run);
    coder->items.items[0].item.text.line = copy;
    coder->cells.count = 0;
}

/* Items stand from left to right; they come in the order of the text. */
static int compare_items(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    return (a->item.text.text > b->item.text.text) - (a->item.text.text < b->item.text.text);
}

static void order_items(struct coder *coder, size_t first)
{
    if (coder->levels && coder->items.count > first)
        qsort(coder->items.items + first, coder->items.count - first, sizeof *coder->items.items,
              compare_items);
}

/* ── Rows as strips ──────────────────────────────────────────────────────────────────────────── */

static void add_row(struct coder *coder, size_t from, size_t end, bool goes_on)
{
    struct flow *flow = coder->flow;
    dimen baseline = line_baseline(flow->layout, &coder->style, coder->block.leading);
    dimen x = coder->left + (goes_on ? CODE_TURN_COLUMNS * coder->column : 0);
    coder->items.count = 0;
    for (uint32_t i = 0; goes_on && i < coder->wrap_mark.count; i++)
        vector_push(&coder->items, placed_at(coder->wrap_mark.items[i], coder->left, baseline));
    size_t first = coder->items.count;
    walk_runs(coder, from, end, x, baseline, push_run);
    order_items(coder, first);
    if (coder->cells.count == 0)
        push_blank(coder, x, baseline);
    else if (goes_on || end < coder->cells.count || needs_text(coder))
        join_rows(coder, goes_on, !goes_on && end == coder->cells.count);
    if (coder->is_decorated)
        decorate_row(coder, from, end, x, baseline);
    struct strip strip = {.penalty = row_penalty(coder, goes_on),
                          .height = coder->block.leading,
                          .baseline = baseline,
                          .is_inner = coder->line_start > 0 || goes_on,
                          .item_count = (uint32_t)coder->items.count};
    strip.items = (const struct placed *)arena_copy_bytes(
        flow->galley->arena, coder->items.items, coder->items.count * sizeof(struct placed));
    flow_add(flow, strip);
}

static void set_code_line(struct coder *coder, const char *text, size_t bytes)
{
    enum station before = stopwatch_turn(STATION_SHAPE);
    code_shape_line(coder, text, bytes);
    stopwatch_turn(before);
    size_t from = 0;
    do {
        dimen width = coder->width - (from > 0 ? CODE_TURN_COLUMNS * coder->column : 0);
        size_t end = find_row_end(coder, from, fill_row(coder, from, width));
        add_row(coder, from, end, from > 0);
        from = end;
    } while (from < coder->cells.count);
    coder->after_empty_line = coder->cells.count == 0;
}

/* ── The block ───────────────────────────────────────────────────────────────────────────────── */

static void set_code_lines(struct coder *coder)
{
    const char *text = coder->node->code.text ? coder->node->code.text : "";
    do {
        const char *end = strchr(text, '\n');
        size_t bytes = end ? (size_t)(end - text) : strlen(text);
        set_code_line(coder, text, bytes);
        text += bytes + (end != NULL);
        coder->line_start += bytes + (end != NULL);
    } while (*text);
}

static void start_coder(struct coder *coder, struct flow *flow, const struct node *node)
{
    struct layout *layout = flow->layout;
    uint32_t element = element_add_code(layout, flow_top(flow)->element, node);
    const struct frame *frame = flow_push(flow, node, element);
    *coder = (struct coder){.flow = flow,
                            .node = node,
                            .inner = {.kind = NODE_CODE,
                                      .where = node->where,
                                      .parent = (struct node *)(uintptr_t)node},
                            .block = style_block(layout->sheet, node),
                            .left = frame->left,
                            .width = frame->right - frame->left,
                            .element = element,
                            .after_empty_line = true};
    coder->style = style_text(layout->sheet, &coder->inner, &frame->text);
    coder->wrap_mark = preformatted_turn_mark(layout);
    coder->column = text_space_width(layout->fonts, &coder->style);
    if (coder->block.leading <= 0)
        coder->block.leading = coder->style.size * 5 / 4;
}

void code_set(struct flow *flow, const struct node *node)
{
    struct coder coder;
    start_coder(&coder, flow, node);
    size_t first = flow->galley->strips.count;
    set_code_lines(&coder);
    preformatted_keep(flow, &coder.block, first);
    flow_pop(flow);
    buffer_drop(&coder.line);
    vector_drop(&coder.classes);
    vector_drop(&coder.cells);
    vector_drop(&coder.row_levels);
    vector_drop(&coder.order);
    vector_drop(&coder.items);
}
