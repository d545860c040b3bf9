/* Enters: blocks, as the walk over the tree meets them. Leaves: strips in a galley.
 * The blocks around the one at work are frames on an explicit stack, so depth costs no call stack;
 * indents stop growing when the lines would become too short, so 10,000 nested quotes still have
 * lines. Between strips everything waits in the flow: collapsing space, penalties, paddings,
 * labels and anchors; flow_add() hands it to the next strip. */
#include "layout/flow.h"
#include "layout/box.h"

#include <string.h>

void flow_start(struct flow *flow, struct layout *layout, struct galley *galley, dimen width,
                uint32_t element, const struct text_style *text)
{
    *flow = (struct flow){.layout = layout, .galley = galley};
    vector_push(&flow->frames,
                (struct frame){.text = *text,
                               .element = element,
                               .right = width,
                               .room = width,
                               .direction = text_direction_of(layout->book->meta.lang),
                               .first = galley->strips.count});
}

void flow_end(struct flow *flow)
{
    flow_settle_labels(flow);
    vector_drop(&flow->frames);
    vector_drop(&flow->anchors);
    vector_drop(&flow->labels);
}

void flow_children(struct flow *flow, const struct node *parent)
{
    if (parent->first && node_is_inline(parent->first->kind)) {
        block_set_paragraph(flow, parent, flow_top(flow)->element);
        return;
    }
    struct walk walk = walk_start(parent);
    block_set_generated(flow, parent, false);
    while (walk_next(&walk)) {
        if (walk.node == parent)
            continue;
        if (!walk.entering)
            block_leave(flow, walk.node);
        else if (!block_enter(flow, walk.node))
            walk_skip_children(&walk);
    }
    block_set_generated(flow, parent, true);
}

struct frame *flow_top(struct flow *flow)
{
    return &flow->frames.items[flow->frames.count - 1];
}

bool flow_is_mirrored(struct flow *flow)
{
    return flow_top(flow)->direction == TEXT_RIGHT_TO_LEFT;
}

enum text_direction flow_direction(const struct node *node, enum text_direction around)
{
    static const enum text_direction directions[] = {
        [DIRECTION_AUTO] = TEXT_DIRECTION_AUTO,
        [DIRECTION_LEFT_TO_RIGHT] = TEXT_LEFT_TO_RIGHT,
        [DIRECTION_RIGHT_TO_LEFT] = TEXT_RIGHT_TO_LEFT,
    };
    if (node->direction != DIRECTION_INHERITED)
        return directions[node->direction];
    return book_runs_right_to_left(node->lang) ? TEXT_RIGHT_TO_LEFT : around;
}

dimen flow_width(struct flow *flow)
{
    const struct frame *top = flow_top(flow);
    return top->right - top->left;
}

void flow_space(struct flow *flow, dimen space)
{
    if (space > flow->space)
        flow->space = space;
    if (-space > flow->pull)
        flow->pull = -space;
}

void flow_stretch(struct flow *flow, int units)
{
    dimen stretch = units * flow->layout->page->unit;
    if (stretch > flow->stretch)
        flow->stretch = stretch;
}

void flow_penalty(struct flow *flow, int32_t penalty)
{
    if (penalty > flow->penalty)
        flow->penalty = penalty;
}

/* ── Frames ──────────────────────────────────────────────────────────────────────────────────── */

enum { MOST_BOXES = 32 }; /* in one another */

/* Lines stay at least two fifths as long as there is room; where a width is asked for, an eighth of
 * the flow's. */
static bool leaves_room(const struct flow *flow, const struct frame *frame, dimen width,
                        bool is_asked)
{
    return width >= (is_asked ? flow->frames.items[0].right / 8 : frame->room * 2 / 5);
}

/* Border and padding above or below. A border takes part of its padding when the lines inside then
 * stand on the grid. All paddings together leave half a page for what they surround. */
static dimen find_inset(const struct flow *flow, const struct block_style *block,
                        enum box_side side)
{
    dimen inset = box_inset(block, side), most = flow->layout->depth / 4 - flow->below;
    dimen off = inset % flow->layout->page->unit;
    if (off <= block->borders[side].width && off <= block->padding[side])
        inset -= off;
    return inset < most ? inset : most > 0 ? most : 0;
}

void flow_begin_ground(struct flow *flow, struct frame *frame, struct ground ground)
{
    ground.first = ground.end = flow->galley->strips.count;
    ground.above = flow->lead;
    ground.columns = frame->columns;
    vector_push(&flow->galley->grounds, ground);
    frame->ground = (uint32_t)flow->galley->grounds.count;
    flow->boxes++;
    flow->lead += frame->above;
    flow->lead_head += ground.head;
    flow->head += ground.head;
    flow->tail += ground.tail;
    flow->below += frame->below;
}

/* Text may stand out into the margins, but not over the paper's edge, and of a column into half of
 * the gap; in cells and notes not at all. */
static dimen farthest_out(const struct flow *flow)
{
    const struct page_style *page = flow->layout->page;
    dimen margin = page->inner < page->outer ? page->inner : page->outer;
    const struct column_set *columns = flow->frames.items[flow->frames.count - 1].columns;
    if (columns && margin > columns->gap / 2)
        margin = columns->gap / 2;
    return flow->is_book && margin > 0 ? margin : 0;
}

/* The right edge of what text may stand out of. */
static dimen rightmost(const struct flow *flow)
{
    const struct column_set *columns = flow->frames.items[flow->frames.count - 1].columns;
    if (columns)
        return columns->left + columns->width;
    return flow->is_book ? flow->layout->measure : flow->frames.items[0].right;
}

void flow_place_box(struct flow *flow, const struct block_style *block, dimen inside, dimen *left,
                    dimen *right)
{
    const struct frame *top = flow_top(flow);
    bool mirrored = top->direction == TEXT_RIGHT_TO_LEFT;
    dimen around = top->right - top->left;
    dimen start = block->indent_start, end = block->indent_end, out = farthest_out(flow);
    dimen room = around - start - end - inside, width = box_width(block, room, around);
    dimen free = room - width;
    if (block->auto_start)
        start += block->auto_end ? free / 2 : free;
    end = around - start - inside - width;
    *left = top->left + (mirrored ? end : start);
    *right = top->right - (mirrored ? start : end);
    *left = *left < -out ? -out : *left;
    *right = *right > rightmost(flow) + out ? rightmost(flow) + out : *right;
}

static struct ground make_ground(const struct frame *frame, const struct block_style *block,
                                 dimen left, dimen right)
{
    return (struct ground){.x = left,
                           .width = right - left,
                           .head = block->clones ? frame->above : 0,
                           .tail = block->clones ? frame->below : 0,
                           .clones = block->clones,
                           .box = box_of(block, frame->direction == TEXT_RIGHT_TO_LEFT)};
}

static void indent(struct flow *flow, struct frame *frame, const struct block_style *block)
{
    bool mirrored = frame->direction == TEXT_RIGHT_TO_LEFT;
    bool is_asked = block->width.is_set || block->most_width.is_set;
    dimen before = box_inset(block, mirrored ? BOX_END : BOX_START);
    dimen after = box_inset(block, mirrored ? BOX_START : BOX_END), left, right;
    flow_place_box(flow, block, before + after, &left, &right);
    dimen width = right - left - before - after;
    if (!leaves_room(flow, frame, width, is_asked))
        return;
    frame->left = left + before;
    frame->right = right - after;
    if (is_asked)
        frame->room = width;
    if (!box_is_needed(block))
        return;
    frame->above = find_inset(flow, block, BOX_TOP);
    frame->below = find_inset(flow, block, BOX_BOTTOM);
    frame->borders_around = block->borders[BOX_TOP].width + block->borders[BOX_BOTTOM].width;
    struct ground ground = make_ground(frame, block, left, right);
    if (flow->boxes < MOST_BOXES &&
        (box_is_visible(&ground.box) || frame->above > 0 || frame->below > 0))
        flow_begin_ground(flow, frame, ground);
}

static enum text_align align_of(enum alignment align)
{
    static const enum text_align aligns[] = {
        [ALIGN_LEFT] = TEXT_ALIGN_LEFT,
        [ALIGN_CENTER] = TEXT_ALIGN_CENTER,
        [ALIGN_RIGHT] = TEXT_ALIGN_RIGHT,
    };
    return aligns[align];
}

struct frame *flow_push(struct flow *flow, const struct node *node, uint32_t element)
{
    struct frame frame = *flow_top(flow);
    struct block_style block = style_block(flow->layout->sheet, node);
    bool tight = frame.tight && (node->kind == NODE_LIST_ITEM || node->kind == NODE_LIST ||
                                 node->kind == NODE_PARAGRAPH);
    frame.node = node;
    frame.text = style_text(flow->layout->sheet, node, &frame.text);
    frame.lang = node->lang ? node->lang : frame.lang;
    frame.direction = flow_direction(node, frame.direction);
    frame.element = element;
    frame.space_after = tight ? 0 : block.space_after;
    frame.tight = false;
    frame.together = block.keep_together;
    frame.keeps_page = block.keep_on_page;
    frame.keeps_column = block.keep_in_column;
    frame.spanning = NULL;
    frame.ground = 0;
    frame.above = frame.below = frame.borders_around = 0;
    frame.is_resumed = false;
    if (flow->paging_of == node && flow->paging.page && node->kind != NODE_HEADING)
        frame.page = flow->paging.page;
    if (node->align != ALIGN_NONE) {
        frame.has_align = true;
        frame.align = align_of(node->align);
    }
    if (!tight)
        flow_space(flow, block.space_before);
    frame.first = flow->galley->strips.count;
    indent(flow, &frame, &block);
    columns_begin(flow, &frame, &block.columns, node);
    vector_push(&flow->frames, frame);
    return flow_top(flow);
}

static void shift_items(struct flow *flow, struct strip *strip, dimen y)
{
    struct placed *items = ARENA_ARRAY(flow->galley->arena, struct placed, strip->item_count);
    struct link_area *links = ARENA_ARRAY(flow->galley->arena, struct link_area, strip->link_count);
    for (uint32_t i = 0; i < strip->item_count; i++)
        items[i] = placed_at(strip->items[i], 0, y);
    for (uint32_t i = 0; i < strip->link_count; i++) {
        links[i] = strip->links[i];
        links[i].rect.y += y;
    }
    strip->items = items;
    strip->links = links;
    strip->baseline += y;
    strip->height += y;
}

/* The grounds in ground `index` that begin with the same strip stand `y` lower in it. */
static void lower_inner(struct flow *flow, size_t index, dimen y)
{
    struct ground *grounds = flow->galley->grounds.items;
    for (size_t i = index + 1; i < flow->galley->grounds.count; i++) {
        if (grounds[i].first != grounds[index].first)
            return;
        grounds[i].above += y;
    }
}

/* Those that end with the last strip so far end so much higher above its foot. */
static void raise_inner(struct flow *flow, size_t index, dimen y)
{
    struct ground *grounds = flow->galley->grounds.items;
    for (size_t i = index + 1; i < flow->galley->grounds.count; i++)
        if (grounds[i].end == flow->galley->strips.count)
            grounds[i].below += y;
}

/* Makes a box fill the vertical grid, as much above as below: borders are taken from the paddings
 * where these are wide enough, or else the box grows. */
static void fill_grid(struct flow *flow, const struct frame *frame)
{
    struct galley *galley = flow->galley;
    size_t count = galley->strips.count, first = frame->first;
    if (count == first)
        return;
    for (size_t i = first; i < count; i++)
        if (galley->strips.items[i].columns != flow_top(flow)->columns)
            return;
    dimen unit = flow->layout->page->unit;
    dimen rest = (dimen)(galley_height(galley->strips.items + first, count - first) % unit);
    dimen paddings = frame->above + frame->below - frame->borders_around;
    bool shrinks = rest <= frame->borders_around && rest <= paddings;
    dimen growth = rest == 0 ? 0 : shrinks ? -rest : unit - rest;
    dimen above = shrinks ? (dimen)((int64_t)growth * frame->above / (frame->above + frame->below))
                          : growth / 2;
    if (growth == 0)
        return;
    shift_items(flow, &galley->strips.items[first], above);
    lower_inner(flow, frame->ground - 1, above);
    galley->strips.items[count - 1].height += growth - above;
    raise_inner(flow, frame->ground - 1, growth - above);
}

static void end_ground(struct flow *flow, const struct frame *frame)
{
    struct ground *ground = &flow->galley->grounds.items[frame->ground - 1];
    columns_end_ground(flow, ground);
    size_t count = flow->galley->strips.count;
    flow->boxes--;
    flow->head -= ground->head;
    flow->tail -= ground->tail;
    flow->below -= frame->below;
    ground->end = count;
    if (count == ground->first && frame->is_resumed)
        return;
    if (count == ground->first) {
        flow->lead -= frame->above;
        flow->lead_head -= ground->head;
        return;
    }
    flow->galley->strips.items[count - 1].height += frame->below;
    flow->galley->strips.items[count - 1].tail -= ground->tail;
    raise_inner(flow, frame->ground - 1, frame->below);
    if (frame->above + frame->below > 0)
        fill_grid(flow, frame);
}

/* Breaks that its style forbids. */
static void keep_frame(struct flow *flow, const struct frame *frame)
{
    size_t end = flow->galley->strips.count;
    if (frame->together)
        flow_keep(flow, frame->first, end, PENALTY_TOGETHER);
    struct strip *strips = flow->galley->strips.items;
    for (size_t i = frame->first + 1; i < end && frame->keeps_page; i++)
        strips[i].page_penalty = PENALTY_TOGETHER;
    for (size_t i = frame->first + 1; i < end && frame->keeps_column; i++)
        strips[i].column_penalty = PENALTY_TOGETHER;
}

void flow_pop(struct flow *flow)
{
    struct frame frame = *flow_top(flow);
    if (frame.node && frame.node->kind == NODE_LIST_ITEM)
        flow_settle_labels(flow);
    flow->frames.count--;
    if (frame.ground)
        end_ground(flow, &frame);
    keep_frame(flow, &frame);
    flow_space(flow, frame.space_after);
}

/* ── Strips ──────────────────────────────────────────────────────────────────────────────────── */

void flow_keep(struct flow *flow, size_t first, size_t end, int32_t penalty)
{
    struct strip *strips = flow->galley->strips.items;
    if (end <= first || galley_height(strips + first, end - first) > flow->layout->depth)
        return;
    for (size_t i = first + 1; i < end; i++) {
        bool is_inner = strips[i].columns != flow_top(flow)->columns; /* it may go on beside */
        int32_t *here = is_inner ? &strips[i].page_penalty : &strips[i].penalty;
        if (*here < penalty)
            *here = penalty;
    }
}

void flow_fill_grid(struct flow *flow, size_t first)
{
    size_t count = flow->galley->strips.count;
    if (count == first)
        return;
    dimen unit = flow->layout->page->unit;
    int64_t height = galley_height(flow->galley->strips.items + first, count - first);
    dimen rest = (dimen)(height % unit);
    if (rest)
        flow->galley->strips.items[count - 1].height += unit - rest;
}

static void take_anchors(struct flow *flow, struct strip *strip)
{
    size_t count = flow->anchors.count + strip->anchor_count;
    if (flow->anchors.count == 0)
        return;
    uint32_t *anchors = ARENA_ARRAY(flow->galley->arena, uint32_t, count);
    memcpy(anchors, flow->anchors.items, flow->anchors.count * sizeof *anchors);
    if (strip->anchor_count)
        memcpy(anchors + flow->anchors.count, strip->anchors,
               strip->anchor_count * sizeof *anchors);
    strip->anchors = anchors;
    strip->anchor_count = (uint32_t)count;
    flow->anchors.count = 0;
}

static void take_labels(struct flow *flow, struct strip *strip)
{
    for (size_t i = flow->labels.count; i-- > 0;) {
        const struct label *label = &flow->labels.items[i];
        struct placed *items =
            ARENA_ARRAY(flow->layout->scratch, struct placed, label->fragment.count);
        for (uint32_t k = 0; k < label->fragment.count; k++)
            items[k] = placed_at(label->fragment.items[k], label->x, strip->baseline);
        strip_add_behind(flow->galley, strip, items, label->fragment.count);
    }
    flow->labels.count = 0;
}

void flow_add(struct flow *flow, struct strip strip)
{
    if (flow->lead)
        shift_items(flow, &strip, flow->lead);
    if (flow->penalty > strip.penalty)
        strip.penalty = flow->penalty;
    strip.space = flow->close_up || flow->pull > flow->space ? 0 : flow->space - flow->pull;
    /* What is kept together stays as close as it is. */
    strip.stretch = strip.space > 0 && strip.penalty < PENALTY_LABEL ? flow->stretch : 0;
    strip.head = flow->head - flow->lead_head;
    strip.tail = flow->tail;
    strip.columns = flow_top(flow)->columns;
    strip.opens_column = flow->opens_column && strip.columns;
    strip.opens_page = flow->opens_page;
    strip.strings = flow->strings;
    strip.has_number = flow->has_number;
    strip.number = flow->number;
    take_anchors(flow, &strip);
    take_labels(flow, &strip);
    flow->lead = flow->lead_head = flow->space = flow->pull = flow->stretch = 0;
    flow->penalty = 0;
    if (flow->owed_lines > 0 && --flow->owed_lines > 0)
        flow->penalty = PENALTY_WITH_NEXT;
    flow->close_up = flow->opens_page = flow->opens_column = flow->has_number = false;
    flow->strings = NULL;
    vector_push(&flow->galley->strips, strip);
}

void flow_settle_labels(struct flow *flow)
{
    if (flow->labels.count == 0)
        return;
    struct frame *top = flow_top(flow);
    dimen leading = 2 * flow->layout->page->unit;
    flow_add(flow, (struct strip){.height = leading,
                                  .baseline = line_baseline(flow->layout, &top->text, leading)});
}
