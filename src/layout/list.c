/* Enters: lists and their items. Leaves: frames indented by the label column, and labels that wait
 * for the first line of their item.
 * The column is as wide as the list's widest label needs, at least as wide as the style says; the
 * labels hang in it, flush right. A task's box takes the place of its bullet. */
#include "layout/flow.h"

/* The part is as large as it would be in the body; here, as much larger or smaller than the item.
 */
static struct text_style label_style(struct flow *flow)
{
    const struct stylesheet *sheet = flow->layout->sheet;
    struct text_style style = style_part_text(sheet, PART_LIST_LABEL);
    style.size = dimen_scale(flow_top(flow)->text.size, style.size, style_root(sheet).size);
    return style;
}

/* What stands before an item with this number; "" when nothing does. */
static const char *label_text(struct layout *layout, const struct node *list,
                              const struct block_style *style, int number)
{
    struct arena *arena = layout->arena;
    if (style->marker == MARKER_TEXT) {
        struct buffer text = {0};
        style_put_string(style->marker_text, &text);
        const char *copy = arena_copy_string(arena, buffer_string(&text));
        buffer_drop(&text);
        return copy;
    }
    const char *text = numbering_write(arena, style->marker, number);
    bool is_number = style->marker >= MARKER_DECIMAL;
    return is_number ? arena_printf(arena, "%s%c", text, list->list.delimiter == ')' ? ')' : '.')
                     : text;
}

static dimen text_width_of(struct flow *flow, const char *text)
{
    struct text_style style = label_style(flow);
    return string_set(flow->layout, &style, text, ELEMENT_ARTIFACT).width;
}

static int next_number(const struct node *item, int number)
{
    return item->item.value ? item->item.value : number;
}

/* Of numbers in digits the largest is the widest; of others, all are asked. */
static dimen widest_number(struct flow *flow, const struct node *list,
                           const struct block_style *style)
{
    struct layout *layout = flow->layout;
    bool digits = style->marker == MARKER_DECIMAL || style->marker == MARKER_LEADING_ZERO;
    int number = list->list.start, largest = number;
    dimen widest = 0;
    for (const struct node *item = list->first; item; item = item->next, number++) {
        number = next_number(item, number);
        largest = number > largest ? number : largest;
        dimen width = digits ? 0 : text_width_of(flow, label_text(layout, list, style, number));
        widest = width > widest ? width : widest;
    }
    return digits ? text_width_of(flow, label_text(layout, list, style, largest)) : widest;
}

/* The label column: the widest label, and a gap. */
static dimen measure_labels(struct flow *flow, const struct node *node)
{
    struct text_style style = label_style(flow);
    struct block_style block = style_block(flow->layout->sheet, node);
    dimen width = block.marker >= MARKER_DECIMAL && block.marker != MARKER_TEXT
                      ? widest_number(flow, node, &block)
                      : text_width_of(flow, label_text(flow->layout, node, &block, 1));
    for (const struct node *item = node->first; item; item = item->next)
        if (item->item.task)
            return width > style.size * 3 / 4 ? width : style.size * 3 / 4;
    return width;
}

/* As ISO 32000-1, table 347, has them: no zeros in front, no Greek, no strings. */
static const char *numbering_name(const struct node *list, enum marker marker)
{
    static const char *const names[] = {
        [MARKER_NONE] = "None",
        [MARKER_DISC] = "Disc",
        [MARKER_CIRCLE] = "Circle",
        [MARKER_SQUARE] = "Square",
        [MARKER_LETTERS] = "LowerAlpha",
        [MARKER_CAPITALS] = "UpperAlpha",
        [MARKER_ROMAN] = "LowerRoman",
        [MARKER_CAPITAL_ROMAN] = "UpperRoman",
        [MARKER_TEXT] = NULL,
    };
    if (names[marker])
        return names[marker];
    return list->list.ordered || marker != MARKER_TEXT ? "Decimal" : "Disc";
}

void list_enter(struct flow *flow, const struct node *node)
{
    struct layout *layout = flow->layout;
    uint32_t element = element_add_for(layout, ELEMENT_LIST, flow_top(flow)->element, node);
    if (!layout->measuring)
        layout->elements.items[element].numbering =
            numbering_name(node, style_block(layout->sheet, node).marker);
    struct frame *frame = flow_push(flow, node, element);
    frame->tight = node->list.tight;
    frame->number = node->list.start;
    frame->label_width = 0;
    dimen width = measure_labels(flow, node);
    flow_top(flow)->label_width = width + frame->text.size / 2;
}

/* The box of a task as a label. */
static struct fragment set_box(struct flow *flow, const struct node *item, uint32_t element)
{
    struct layout *layout = flow->layout;
    struct text_style style = label_style(flow);
    struct node box = {.kind = NODE_CHECKBOX, .checkbox = {item->item.done}};
    struct node holder = {.kind = NODE_PARAGRAPH, .first = &box, .last = &box};
    box.parent = &holder;
    if (!layout->measuring)
        layout->elements.items[element].alternative = item->item.done ? "done" : "to do";
    paragraph_start(layout, &style, NULL, element, item->where);
    paragraph_collect(layout, &holder);
    paragraph_finish(layout, DIMEN_MAX);
    return line_set_natural(layout);
}

static struct fragment set_label(struct flow *flow, const struct node *item,
                                 const struct block_style *block, int number, uint32_t element)
{
    struct text_style style = label_style(flow);
    if (item->item.task)
        return set_box(flow, item, element);
    const char *text = label_text(flow->layout, item->parent, block, number);
    if (!*text)
        return (struct fragment){0};
    paragraph_start(flow->layout, &style, NULL, element, item->where);
    flow->layout->paragraph.direction = flow_top(flow)->direction;
    paragraph_put(flow->layout, text);
    paragraph_finish(flow->layout, DIMEN_MAX);
    return line_set_natural(flow->layout);
}

/* Labels that would lie on one another get lines of their own. */
static void make_room(struct flow *flow, dimen x, dimen width)
{
    if (flow->labels.count == 0)
        return;
    const struct label *last = &flow->labels.items[flow->labels.count - 1];
    if (x < last->x + last->fragment.width && last->x < x + width)
        flow_settle_labels(flow);
}

/* Does an item begin with a line of text, which a label can stand in? */
static bool holds_text(const struct node *item)
{
    const struct node *first = item->first;
    return first && (node_is_inline(first->kind) || first->kind == NODE_PARAGRAPH);
}

/* The item begins behind its list's label column, as long as its lines stay long enough. */
static void indent_item(struct frame *frame, dimen left, dimen right, dimen column, bool mirrored)
{
    dimen least = frame->room * 2 / 5;
    if (!mirrored && frame->left < left + column && frame->right - left - column >= least)
        frame->left = left + column;
    if (mirrored && frame->right > right - column && right - column - frame->left >= least)
        frame->right = right - column;
}

/* Labels hang half an em before the item's lines; of an item that could not be indented any more,
 * before its list's. */
static dimen place_at_left(const struct frame *item, dimen left, dimen width)
{
    dimen x = item->left - item->text.size / 2 - width;
    return x < left && item->left > left ? left : x;
}

static dimen place_at_right(const struct frame *item, dimen right, dimen width)
{
    dimen x = item->right + item->text.size / 2;
    return x + width > right && item->right < right ? right - width : x;
}

/* The label of an item in front of its first line, or hanging before that. */
static void add_label(struct flow *flow, struct label label, dimen left, dimen right, bool inside)
{
    const struct frame *top = flow_top(flow);
    bool mirrored = flow_is_mirrored(flow);
    dimen width = label.fragment.width;
    if (inside) {
        flow_settle_labels(flow);
        label.x = mirrored ? top->right - width : top->left;
        flow->label_room = width + top->text.size / 2;
    } else {
        label.x = mirrored ? place_at_right(top, right, width) : place_at_left(top, left, width);
        make_room(flow, label.x, width);
    }
    vector_push(&flow->labels, label);
}

void item_enter(struct flow *flow, const struct node *node)
{
    struct layout *layout = flow->layout;
    struct block_style block = style_block(layout->sheet, node);
    struct frame *list = flow_top(flow);
    int number = next_number(node, list->number);
    list->number = number + 1;
    bool is_second = node->previous && !node->previous->previous;
    if (is_second || (!node->next && node->previous))
        flow_penalty(flow, PENALTY_LONE_ITEM);
    dimen column = list->label_width, left = list->left, right = list->right;
    uint32_t item = element_add_for(layout, ELEMENT_LIST_ITEM, list->element, node);
    uint32_t label_element = element_add(layout, ELEMENT_LABEL, item);
    uint32_t body = element_add(layout, ELEMENT_LIST_BODY, item);
    bool tight = list->tight, mirrored = flow_is_mirrored(flow);
    struct frame *frame = flow_push(flow, node, body);
    frame->tight = tight;
    if (style_is_block(layout->sheet, node))
        return;
    bool inside = block.marker_inside && holds_text(node);
    if (!inside)
        indent_item(frame, left, right, column, mirrored);
    struct fragment label = set_label(flow, node, &block, number, label_element);
    if (label.count > 0)
        add_label(flow, (struct label){.fragment = label}, left, right, inside);
}
