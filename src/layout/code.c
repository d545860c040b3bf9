/* Enters: a code block. Leaves: one strip for each of its rows, on a tinted ground.
 * Tabs are expanded to columns; every space is a glyph, so that what is copied has its
 * indentation. A line that is too long goes on in further rows, indented by two columns behind a
 * small turned arrow that does not copy: broken after a space or a separator in its last half, or
 * else anywhere. Its first row copies as the whole line, the others as nothing. Pieces that
 * highlighting gave a class look as a span of this class would. A block that fits on one page is
 * not split; a few lines stay together otherwise.
 */
#include "base/stopwatch.h"
#include "base/utf8.h"
#include "layout/flow.h"
#include "layout/icon.h"

#include <string.h>

enum { HANG_COLUMNS = 2, LONGEST_ROW = 60000 };

/* A shaped glyph of a line; `start` is the offset of its cluster in the line. Cells are in the
 * order of the text, also those that run from right to left; order_row() says how a row's stand. */
struct cell {
    const struct font *font;
    struct glyph glyph;
    uint32_t start;
    unsigned char level; /* odd: from right to left */
    unsigned char class; /* enum code_class */
};

struct coder {
    struct flow *flow;
    const struct node *node;
    struct node inner; /* the <code> in the <pre> */
    struct text_style style;
    struct text_style styles[CODE_CLASS_COUNT]; /* of those in `styled` */
    bool styled[CODE_CLASS_COUNT];
    struct block_style block;
    dimen left, width, column;
    uint32_t element;
    struct fragment wrap_mark;
    bool after_empty_line;
    struct buffer line;            /* with tabs expanded */
    VECTOR(unsigned char) classes; /* of its bytes */
    size_t line_start;             /* in the block's text */
    size_t span;                   /* of the node: the first that has not ended */
    const char *text;              /* the line, in the pages' arena */
    VECTOR(struct cell) cells;
    unsigned char *levels; /* of the line's bytes; NULL: all run from left to right */
    VECTOR(unsigned char) row_levels;
    VECTOR(uint32_t) order; /* of a row: which of its cells is the k-th from the left */
    VECTOR(struct placed) items;
};

/* ── Shaping a line ──────────────────────────────────────────────────────────────────────────── */

/* The class of the byte of the block at `at`; asked in the order of the text. */
static enum code_class find_class(struct coder *coder, size_t at)
{
    const struct code_span *spans = coder->node->code.spans;
    size_t count = coder->node->code.span_count;
    while (coder->span < count && spans[coder->span].end <= at)
        coder->span++;
    return coder->span < count && spans[coder->span].start <= at ? spans[coder->span].class
                                                                 : CODE_PLAIN;
}

static void put_line_byte(struct coder *coder, char byte, enum code_class class)
{
    buffer_put_char(&coder->line, byte);
    vector_push(&coder->classes, (unsigned char)class);
}

static void expand_tabs(struct coder *coder, const char *text, size_t length)
{
    size_t column = 0;
    buffer_clear(&coder->line);
    coder->classes.count = 0;
    for (size_t i = 0; i < length; i++) {
        enum code_class class = find_class(coder, coder->line_start + i);
        if (text[i] == '\t') {
            do
                put_line_byte(coder, ' ', class);
            while (++column % (size_t)coder->style.tab_size != 0);
        } else if (text[i] != '\r') {
            put_line_byte(coder, text[i], class);
            column += ((unsigned char)text[i] & 0xC0) != 0x80;
        }
    }
}

/* ── Styles ──────────────────────────────────────────────────────────────────────────────────── */

/* The style of a class is that of a span of this class in the block. */
static const struct text_style *find_style(struct coder *coder, enum code_class class)
{
    if (coder->styled[class])
        return &coder->styles[class];
    const struct node span = {.kind = NODE_SPAN,
                              .where = coder->node->where,
                              .classes = code_class_name(class),
                              .parent = &coder->inner};
    coder->styles[class] = class == CODE_PLAIN
                               ? coder->style
                               : style_text(coder->flow->layout->sheet, &span, &coder->style);
    coder->styles[class].size = coder->style.size;
    coder->styled[class] = true;
    return &coder->styles[class];
}

static unsigned char level_at(const struct coder *coder, uint32_t at)
{
    return coder->levels ? coder->levels[at] : 0;
}

static void push_space(struct coder *coder, uint32_t start)
{
    enum code_class class = coder->classes.items[start];
    const struct shaped *blank = text_shape(coder->flow->layout->fonts, find_style(coder, class),
                                            NULL, " ", 1, coder->node->where);
    struct cell cell = {.font = blank->font,
                        .glyph = {.id = blank->glyphs[0].id, .advance = coder->column},
                        .start = start,
                        .level = level_at(coder, start),
                        .class = (unsigned char)class};
    vector_push(&coder->cells, cell);
}

static void reverse_cells(struct cell *cells, size_t count)
{
    for (size_t i = 0, k = count; i + 1 < k--; i++) {
        struct cell cell = cells[i];
        cells[i] = cells[k];
        cells[k] = cell;
    }
}

static void push_piece(struct coder *coder, const struct shaped *shaped, uint32_t start)
{
    int64_t units = 0;
    dimen before = 0;
    size_t first = coder->cells.count;
    enum code_class class = coder->classes.items[start];
    for (uint32_t i = 0; i < shaped->glyph_count; i++) {
        const struct shaped_glyph *glyph = &shaped->glyphs[i];
        units += glyph->advance;
        dimen after = atoms_scale(shaped, find_style(coder, class), units);
        struct cell cell = {.font = shaped->font,
                            .glyph = {.id = glyph->id,
                                      .x_offset = glyph->x_offset,
                                      .y_offset = glyph->y_offset,
                                      .advance = after - before},
                            .start = start + glyph->cluster,
                            .level = level_at(coder, start + glyph->cluster),
                            .class = (unsigned char)class};
        before = after;
        vector_push(&coder->cells, cell);
    }
    if (shaped->right_to_left)
        reverse_cells(coder->cells.items + first, coder->cells.count - first);
}

static void push_word(struct coder *coder, uint32_t start, uint32_t bytes)
{
    enum text_direction direction =
        level_at(coder, start) & 1 ? TEXT_RIGHT_TO_LEFT : TEXT_LEFT_TO_RIGHT;
    const struct shaped *shaped =
        text_shape_run(coder->flow->layout->fonts, find_style(coder, coder->classes.items[start]),
                       NULL, direction, coder->text + start, bytes, coder->node->where);
    for (; shaped; shaped = shaped->next) {
        push_piece(coder, shaped, start);
        start += shaped->text_length;
    }
}

/* Where the word ends that starts at `at`: at a space, or where the direction or class changes. */
static uint32_t find_code_end(const struct coder *coder, uint32_t at, uint32_t end)
{
    unsigned char level = level_at(coder, at), class = coder->classes.items[at];
    while (at < end && coder->text[at] != ' ' && level_at(coder, at) == level &&
           coder->classes.items[at] == class)
        at++;
    return at;
}

/* A line of code runs from left to right whatever it begins with. */
static void find_code_levels(struct coder *coder, size_t length)
{
    coder->levels = NULL;
    if (!text_has_right_to_left(coder->text, length))
        return;
    arena_reset(coder->flow->layout->scratch);
    coder->levels = arena_alloc(coder->flow->layout->scratch, length);
    text_find_levels(coder->text, length, TEXT_LEFT_TO_RIGHT, coder->levels);
}

static void shape_line(struct coder *coder, const char *text, size_t bytes)
{
    struct layout *layout = coder->flow->layout;
    expand_tabs(coder, text, bytes);
    coder->text = arena_copy_bytes(layout->arena, buffer_string(&coder->line), coder->line.length);
    coder->cells.count = 0;
    uint32_t at = 0, end = (uint32_t)coder->line.length;
    find_code_levels(coder, end);
    while (at < end) {
        uint32_t start = at;
        at = find_code_end(coder, at, end);
        if (at > start)
            push_word(coder, start, at - start);
        else
            push_space(coder, at++);
    }
}

/* ── Rows ────────────────────────────────────────────────────────────────────────────────────── */

static bool is_separator(char byte)
{
    return byte == ' ' || byte == ',' || byte == ';' || byte == ')' || byte == '(' || byte == '/' ||
           byte == '.' || byte == '|' || byte == '&' || byte == '=' || byte == ']' || byte == '}';
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

/* `count` neighbours of a row, all of one font, level and colour, as an item; `order` holds their
 * numbers from the cell `first` on. */
static void push_run(struct coder *coder, size_t first, const uint32_t *order, size_t count,
                     dimen x, dimen baseline)
{
    bool backward = count > 1 && order[0] > order[1];
    size_t from = first + order[backward ? count - 1 : 0];
    uint32_t start = cell_start(coder, from), bytes = cell_start(coder, from + count) - start;
    struct glyph *glyphs = ARENA_ARRAY(coder->flow->layout->arena, struct glyph, count);
    for (size_t i = 0; i < count; i++) {
        glyphs[i] = coder->cells.items[first + order[i]].glyph;
        glyphs[i].cluster = (uint16_t)(coder->cells.items[first + order[i]].start - start);
    }
    struct placed placed = {.element = coder->element};
    placed.item.kind = ITEM_TEXT;
    placed.item.text.font = coder->cells.items[from].font;
    placed.item.text.size = coder->style.size;
    placed.item.text.x = x;
    placed.item.text.baseline = baseline;
    placed.item.text.color = find_style(coder, coder->cells.items[from].class)->color;
    placed.item.text.text = coder->text + start;
    placed.item.text.text_length = bytes;
    placed.item.text.glyphs = glyphs;
    placed.item.text.glyph_count = (uint32_t)count;
    vector_push(&coder->items, placed);
}

static bool is_one_run(struct coder *coder, const struct cell *left, const struct cell *right)
{
    return left->font == right->font && left->level == right->level &&
           (left->class == right->class ||
            find_style(coder, left->class)->color == find_style(coder, right->class)->color);
}

static void push_runs(struct coder *coder, size_t from, size_t end, dimen x, dimen baseline)
{
    const struct cell *cells = coder->cells.items + from;
    order_row(coder, from, end);
    const uint32_t *order = coder->order.items;
    for (size_t k = 0, next; k < end - from; k = next) {
        const struct cell *first = &cells[order[k]];
        dimen width = 0;
        for (next = k; next < end - from && is_one_run(coder, first, &cells[order[next]]);)
            width += cells[order[next++]].glyph.advance;
        push_run(coder, from, order + k, next - k, x, baseline);
        x += width;
    }
}

/* An empty line copies only when there is something in it. One space would count for nothing. What
 * an empty line has been made of (a zero-width space, say) is forgotten. */
static void push_blank(struct coder *coder, dimen x, dimen baseline)
{
    buffer_clear(&coder->line);
    coder->classes.count = 0;
    vector_push(&coder->classes, CODE_PLAIN);
    buffer_put_char(&coder->line, ' ');
    coder->text = " ";
    push_space(coder, 0);
    push_runs(coder, 0, 1, x, baseline);
    coder->items.items[0].item.text.line = "  ";
    coder->cells.count = 0;
}

/* Of a page break before a row: best after an empty line, worst inside a line. */
static int32_t row_penalty(const struct coder *coder, bool goes_on)
{
    if (goes_on)
        return PENALTY_INTRODUCED;
    return coder->after_empty_line ? 0 : PENALTY_CODE_LINE;
}

/* Readers see words and gaps: of spaces they keep one, at the start of a line none, and a word with
 * a hyphen at its end they join with the next line's first. */
static bool needs_text(const struct coder *coder)
{
    const char *text = coder->text;
    size_t length = coder->line.length;
    if (coder->levels)
        return false;
    return utf8_has_wide_space(text, length, true) || (length > 0 && text[length - 1] == '-');
}

/* What a line copies as: a space protects a hyphen at its end. */
static const char *find_copy(const struct coder *coder)
{
    bool ends_in_hyphen = coder->line.length > 0 && coder->text[coder->line.length - 1] == '-';
    return ends_in_hyphen ? arena_printf(coder->flow->layout->arena, "%s ", coder->text)
                          : coder->text;
}

/* One line was written, and one line is copied. */
static void join_rows(struct coder *coder, bool goes_on)
{
    const char *whole = goes_on ? "" : find_copy(coder);
    for (size_t i = 0; i < coder->items.count; i++) {
        struct placed *placed = &coder->items.items[i];
        if (placed->item.kind != ITEM_TEXT || placed->element != coder->element)
            continue;
        placed->item.text.line = whole;
        whole = "";
    }
}

static void add_row(struct coder *coder, size_t from, size_t end, bool goes_on)
{
    struct flow *flow = coder->flow;
    dimen baseline = line_baseline(flow->layout, &coder->style, coder->block.leading);
    dimen x = coder->left + (goes_on ? HANG_COLUMNS * coder->column : 0);
    coder->items.count = 0;
    for (uint32_t i = 0; goes_on && i < coder->wrap_mark.count; i++)
        vector_push(&coder->items, placed_at(coder->wrap_mark.items[i], coder->left, baseline));
    push_runs(coder, from, end, x, baseline);
    if (coder->cells.count == 0)
        push_blank(coder, x, baseline);
    else if (goes_on || end < coder->cells.count || needs_text(coder))
        join_rows(coder, goes_on);
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
    shape_line(coder, text, bytes);
    stopwatch_turn(before);
    size_t from = 0;
    do {
        dimen width = coder->width - (from > 0 ? HANG_COLUMNS * coder->column : 0);
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

/* What is shown at the foot of a page where the block goes on. */
static const struct fragment *set_continued(struct layout *layout)
{
    struct text_style style = style_part_text(layout->sheet, PART_CODE_LANGUAGE);
    struct fragment *mark = ARENA_NEW(layout->arena, struct fragment);
    *mark = string_set(layout, &style, term_find(layout, TERM_CONTINUED), ELEMENT_ARTIFACT);
    fragment_hide(mark);
    return mark;
}

/* A block that fits on one page stays whole; a longer one keeps its first and last lines. */
static void keep_lines(struct flow *flow, const struct block_style *block, size_t first)
{
    struct galley *galley = flow->galley;
    size_t count = galley->strips.count;
    int64_t height = galley_height(galley->strips.items + first, count - first);
    if (height + flow->below <= flow->layout->depth) {
        flow_keep(flow, first, count, PENALTY_TOGETHER);
        return;
    }
    size_t lines = count - first, orphans = (size_t)block->orphans, widows = (size_t)block->widows;
    flow_keep(flow, first, orphans < lines ? first + orphans : count, PENALTY_LONE_LINE);
    flow_keep(flow, widows < lines ? count - widows : first, count, PENALTY_LONE_LINE);
    if (flow_top(flow)->ground)
        galley->grounds.items[flow_top(flow)->ground - 1].continued = set_continued(flow->layout);
}

static void start_coder(struct coder *coder, struct flow *flow, const struct node *node)
{
    struct layout *layout = flow->layout;
    uint32_t element = element_add_for(layout, ELEMENT_CODE, flow_top(flow)->element, node);
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
    struct text_style mark = style_part_text(layout->sheet, PART_WRAP_MARK);
    coder->wrap_mark =
        icon_make(layout->arena, ICON_TURN, mark.size * 4 / 5, mark.color, ELEMENT_ARTIFACT);
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
    keep_lines(flow, &coder.block, first);
    flow_pop(flow);
    buffer_drop(&coder.line);
    vector_drop(&coder.classes);
    vector_drop(&coder.cells);
    vector_drop(&coder.row_levels);
    vector_drop(&coder.order);
    vector_drop(&coder.items);
}
