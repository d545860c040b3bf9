/* Enters: the styles of blocks that are set in columns, and of what spans them. Leaves: strips that
 * know in which columns they stand.
 * A column is a narrow page: its text is laid out once, in the measure of the leftmost column; the
 * page breaker (pagebreak.c, columnbreak.c) cuts the strips into columns, and makeup.c moves each
 * of them to its place. What spans, and any block outside, stands in the whole width and so cuts
 * the columns into sections, which end level (CSS Multi-column Layout 1). Notes belong to the page
 * and stand at its foot, below all columns. Grounds around columns are parted from those within:
 * their padding is that of the section, not of each column, so it stands on strips of its own.
 * Columns in columns are set as one: half a column of text is too narrow to be read. */
#include "layout/box.h"
#include "layout/flow.h"

#include <string.h>

enum { SMALLEST_TABLE = 860, LABEL_LINES = 6 };

/* ── Columns ─────────────────────────────────────────────────────────────────────────────────── */

dimen columns_width(const struct column_set *columns)
{
    return columns->count * columns->width + (columns->count - 1) * columns->gap;
}

/* A strip with nothing but the padding that waits, or is to come. */
static void add_empty_strip(struct flow *flow)
{
    int owed_lines = flow->owed_lines;
    flow->owed_lines = 0;
    flow_add(flow, (struct strip){0});
    flow->owed_lines = owed_lines;
}

static bool refuses(struct flow *flow, const struct frame *frame, const struct node *node)
{
    struct layout *layout = flow->layout;
    if (flow->is_book && !frame->columns)
        return false;
    if (!layout->measuring && !layout->told_of_columns)
        diag_report(layout->diag, SEVERITY_WARNING, "css-unsupported", node->where, NULL,
                    "columns in columns, in notes and in cells of tables are set as one");
    layout->told_of_columns = true;
    return true;
}

dimen columns_open(struct flow *flow, struct frame *frame, const struct column_style *style)
{
    dimen width, room = frame->right - frame->left;
    int count = style_columns(style, room, &width);
    if (count < 2)
        return room;
    if (flow->lead > 0) {
        add_empty_strip(flow);
        flow_penalty(flow, PENALTY_WITH_NEXT);
        flow->close_up = true; /* the first margin collapsed with that around the padding */
    }
    struct column_set *columns = ARENA_NEW(flow->layout->arena, struct column_set);
    *columns = (struct column_set){.count = count,
                                   .left = frame->left,
                                   .width = width,
                                   .gap = style->gap,
                                   .padding = flow->head,
                                   .rule_width = style->rule_width,
                                   .rule_color = style->rule_color,
                                   .filled_in_turn = style->filled_in_turn,
                                   .mirrored = frame->direction == TEXT_RIGHT_TO_LEFT};
    frame->columns = columns;
    frame->right = frame->left + width;
    frame->room = width;
    return width;
}

void columns_begin(struct flow *flow, struct frame *frame, const struct column_style *style,
                   const struct node *node)
{
    dimen width;
    if (style_columns(style, frame->right - frame->left, &width) > 1 && !refuses(flow, frame, node))
        columns_open(flow, frame, style);
}

void columns_end_ground(struct flow *flow, const struct ground *ground)
{
    size_t count = flow->galley->strips.count;
    if (count == ground->first || ground->columns == flow->galley->strips.items[count - 1].columns)
        return;
    dimen space = flow->space;
    flow->space = 0;
    flow_penalty(flow, PENALTY_WITH_NEXT);
    add_empty_strip(flow);
    flow->space = space;
}

/* ── What spans ──────────────────────────────────────────────────────────────────────────────── */

/* The columns of its longest line, tabs expanded. */
static int64_t longest_line(const char *text, int tab_size)
{
    int64_t longest = 0, column = 0;
    for (; text && *text; text++) {
        if (*text == '\n')
            column = 0;
        else if (*text == '\t')
            column += tab_size - column % tab_size;
        else
            column += ((unsigned char)*text & 0xC0) != 0x80;
        longest = column > longest ? column : longest;
    }
    return longest;
}

static bool is_wide_code(struct flow *flow, const struct node *node)
{
    struct layout *layout = flow->layout;
    struct text_style style = style_text(layout->sheet, node, &flow_top(flow)->text);
    struct block_style block = style_block(layout->sheet, node);
    struct buffer text = {0};
    node_put_text(node, &text);
    int64_t width = longest_line(buffer_string(&text), style.tab_size) *
                    text_space_width(layout->fonts, &style);
    buffer_drop(&text);
    return width + box_inset(&block, BOX_START) + box_inset(&block, BOX_END) + block.indent_start +
               block.indent_end >
           flow_width(flow);
}

static bool is_wide(struct flow *flow, const struct node *node)
{
    if (node->kind == NODE_CODE_BLOCK || node->kind == NODE_PREFORMATTED)
        return is_wide_code(flow, node);
    if (node->kind == NODE_TABLE)
        return table_scale(flow, node) < SMALLEST_TABLE;
    return node->kind == NODE_PARAGRAPH && image_is_wide(flow, node);
}

/* Where the paragraph whose last strip is before `end` begins. */
static size_t start_of_last(const struct strip *strips, size_t end)
{
    size_t first = end - 1;
    while (first > 0 && strips[first].space == 0 && strips[first - 1].columns)
        first--;
    return first;
}

/* A label that must not be parted from what spans stands above it, not somewhere in the columns,
 * and so does a heading above the label; their lines are no longer than a column. */
static void release_label(struct flow *flow)
{
    struct strip *strips = flow->galley->strips.items;
    size_t count = flow->galley->strips.count, first = count;
    if (flow->penalty < PENALTY_LABEL || count == 0 || !strips[count - 1].columns)
        return;
    do
        first = start_of_last(strips, first);
    while (first > 0 && strips[first - 1].columns && strips[first].penalty >= PENALTY_WITH_NEXT);
    if (count - first <= LABEL_LINES)
        for (size_t i = first; i < count; i++)
            strips[i].columns = NULL;
}

/* A frame over all columns, as long as the block is laid out. */
static void push_span(struct flow *flow, const struct node *node)
{
    struct frame frame = *flow_top(flow);
    const struct column_set *columns = frame.columns;
    release_label(flow);
    frame.node = flow->layout->book->root;
    frame.spanning = node;
    frame.columns = NULL;
    frame.left = columns->left;
    frame.right = columns->left + columns_width(columns);
    frame.room = frame.right - frame.left;
    frame.first = flow->galley->strips.count;
    frame.ground = 0;
    frame.above = frame.below = frame.borders_around = 0;
    frame.is_resumed = false;
    frame.together = frame.keeps_page = frame.keeps_column = false;
    vector_push(&flow->frames, frame);
}

/* An item stays with its list. */
void columns_enter(struct flow *flow, const struct node *node)
{
    if (!flow_top(flow)->columns)
        return;
    struct block_style block = style_block(flow->layout->sheet, node);
    flow->opens_column |= block.opens_column;
    if (node->kind != NODE_LIST_ITEM &&
        (block.span == SPAN_ALL || (block.span == SPAN_WIDE && is_wide(flow, node))))
        push_span(flow, node);
}

void columns_leave(struct flow *flow, const struct node *node)
{
    struct frame *top = flow_top(flow);
    if (top->spanning == node)
        flow->frames.count--;
    else if (top->columns && style_block(flow->layout->sheet, node).closes_column)
        flow->opens_column = true;
}
