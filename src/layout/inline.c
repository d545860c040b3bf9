/* Enters: the inlines of a block. Leaves: the paragraph's text with white space collapsed, spans
 * that say how each stretch of it looks, and marks for all that is not text.
 * One walk; entering an inline element opens a span with the style inherited from the span around
 * it, leaving it goes back. What each kind does besides is in a table. */
#include "base/stopwatch.h"
#include "layout/layout.h"

#include <stdio.h>

#include "layout/flow.h"

static const char OBJECT[] = "\xEF\xBF\xBC"; /* U+FFFC object replacement character */

/* ── Spans and text ──────────────────────────────────────────────────────────────────────────── */

static struct span *open_span(struct paragraph *paragraph)
{
    return &paragraph->spans.items[paragraph->open.items[paragraph->open.count - 1]];
}

/* From here on, text belongs to the innermost open span. */
static void begin_stretch(struct paragraph *paragraph)
{
    uint32_t span = paragraph->open.items[paragraph->open.count - 1];
    vector_push(&paragraph->stretches, (struct stretch){(uint32_t)paragraph->buffer.length, span});
}

static struct mark *add_mark(struct paragraph *paragraph, enum mark_kind kind)
{
    uint32_t at = (uint32_t)paragraph->buffer.length;
    vector_push(&paragraph->marks,
                (struct mark){.kind = kind,
                              .at = at,
                              .span = paragraph->open.items[paragraph->open.count - 1]});
    return &paragraph->marks.items[paragraph->marks.count - 1];
}

static struct mark *put_mark(struct layout *layout, enum mark_kind kind)
{
    return add_mark(&layout->paragraph, kind);
}

static void put_kern(struct paragraph *paragraph, dimen kern)
{
    if (kern)
        add_mark(paragraph, MARK_KERN)->kern = kern;
}

/* The border and padding at an end of the box that the innermost span has. */
static void put_edge(struct paragraph *paragraph, enum box_side side)
{
    uint32_t number = open_span(paragraph)->box;
    const struct inline_box *box = &paragraph->boxes.items[number - 1].look;
    struct mark *mark = add_mark(paragraph, MARK_KERN);
    mark->kern = box->borders[side].width + box->padding[side];
    mark->edge_of = number;
    mark->side = side;
}

/* The span of an element opens with the edge of its box, if it has one of its own … */
static void push_span(struct layout *layout, struct span span)
{
    struct paragraph *paragraph = &layout->paragraph;
    bool has_box = paragraph->open.count > 0 && span.box != open_span(paragraph)->box;
    if (has_box)
        put_kern(paragraph, paragraph->boxes.items[span.box - 1].look.margin_start);
    span.space = text_space_width(layout->fonts, &span.style);
    span.blank = text_shape(layout->fonts, &span.style, NULL, " ", 1, span.where);
    vector_push(&paragraph->open, (uint32_t)paragraph->spans.count);
    vector_push(&paragraph->spans, span);
    begin_stretch(paragraph);
    if (has_box)
        put_edge(paragraph, BOX_START);
}

/* … and closes with it. */
static void pop_span(struct paragraph *paragraph)
{
    uint32_t around = paragraph->open.items[paragraph->open.count - 2];
    uint32_t box = open_span(paragraph)->box;
    bool has_box = box != paragraph->spans.items[around].box;
    if (has_box)
        put_edge(paragraph, BOX_END);
    paragraph->open.count--;
    begin_stretch(paragraph);
    if (has_box)
        put_kern(paragraph, paragraph->boxes.items[box - 1].look.margin_end);
}

static bool ends_in_space(const struct buffer *text)
{
    return text->length == 0 || text->data[text->length - 1] == ' ' ||
           text->data[text->length - 1] == '\n';
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r' || byte == '\f';
}

static void put_space(struct buffer *text)
{
    if (!ends_in_space(text))
        buffer_put_char(text, ' ');
}

static void put_collapsed(struct buffer *buffer, const char *text)
{
    while (*text) {
        const char *start = text;
        while (*text && !is_space(*text))
            text++;
        buffer_put(buffer, start, (size_t)(text - start));
        if (*text)
            put_space(buffer);
        while (is_space(*text))
            text++;
    }
}

/* Code keeps its spaces, as many as there are. */
static void put_code(struct buffer *buffer, const char *text)
{
    for (; *text; text++)
        buffer_put_char(buffer, is_space(*text) ? ' ' : *text);
}

static void trim_spaces(struct buffer *text)
{
    while (text->length > 0 && text->data[text->length - 1] == ' ')
        text->length--;
}

/* ── What the kinds do ───────────────────────────────────────────────────────────────────────── */

static void enter_text(struct layout *layout, const struct node *node)
{
    put_collapsed(&layout->paragraph.buffer, node->text);
}

/* <kbd> around keys is what is typed, not a key itself. */
static bool holds_keys(const struct node *node)
{
    for (const struct node *child = node->first; child; child = child->next)
        if (child->kind == NODE_KEYBOARD)
            return true;
    return false;
}

static struct span span_for(struct layout *layout, const struct node *node)
{
    struct span span = *open_span(&layout->paragraph);
    const struct text_style around = span.style;
    struct inline_box box;
    if (node->kind == NODE_KEYBOARD && holds_keys(node))
        return span;
    span.where = node->where;
    span.key = span.key || node->kind == NODE_KEYBOARD;
    if (style_inline(layout->sheet, node, &around, &span.style, &box))
        span.box = text_box_add(&layout->paragraph, &box, &span);
    if (node->lang && node->kind != NODE_LINK) {
        span.lang = node->lang;
        span.element = element_add_for(layout, ELEMENT_SPAN, span.element, node);
    }
    return span;
}

static void put_generated(struct layout *layout, const struct node *element, bool after);

static void enter_code(struct layout *layout, const struct node *node)
{
    struct span span = span_for(layout, node);
    span.is_code = true;
    push_span(layout, span);
    put_generated(layout, node, false);
    put_code(&layout->paragraph.buffer, node->text);
    put_generated(layout, node, true);
    pop_span(&layout->paragraph);
}

static void enter_soft_break(struct layout *layout, const struct node *node)
{
    (void)node;
    put_space(&layout->paragraph.buffer);
}

static void enter_hard_break(struct layout *layout, const struct node *node)
{
    (void)node;
    trim_spaces(&layout->paragraph.buffer);
    buffer_put_char(&layout->paragraph.buffer, '\n');
}

/* An image that cannot be shown is its alternative text, in brackets. */
static void put_alternative(struct layout *layout, const struct node *node)
{
    struct span span = span_for(layout, node);
    const char *text = node->image.alternative;
    if (!text || !*text)
        text = node->image.source;
    push_span(layout, span);
    buffer_put_char(&layout->paragraph.buffer, '[');
    put_collapsed(&layout->paragraph.buffer, text ? text : "");
    trim_spaces(&layout->paragraph.buffer);
    buffer_put_char(&layout->paragraph.buffer, ']');
    pop_span(&layout->paragraph);
}

static void enter_image(struct layout *layout, const struct node *node)
{
    struct span span = *open_span(&layout->paragraph);
    dimen width, height;
    if (!image_size(layout, node, layout->measure, layout->depth / 2, &width, &height)) {
        put_alternative(layout, node);
        return;
    }
    uint32_t figure = element_add_for(layout, ELEMENT_FIGURE, span.element, node);
    if (!layout->measuring)
        layout->elements.items[figure].alternative = node->image.alternative;
    struct mark *mark = put_mark(layout, MARK_IMAGE);
    mark->element = figure;
    mark->image = node->image.image;
    mark->width = width;
    mark->height = height;
    buffer_put_string(&layout->paragraph.buffer, OBJECT);
}

static void enter_checkbox(struct layout *layout, const struct node *node)
{
    struct mark *mark = put_mark(layout, MARK_CHECKBOX);
    mark->element = open_span(&layout->paragraph)->element;
    mark->done = node->checkbox.done;
    buffer_put_string(&layout->paragraph.buffer, OBJECT);
}

static uint32_t add_link(struct paragraph *paragraph, struct paragraph_link link)
{
    vector_push(&paragraph->links, link);
    return (uint32_t)paragraph->links.count;
}

static void enter_reference(struct layout *layout, const struct node *node)
{
    struct paragraph *paragraph = &layout->paragraph;
    struct span span = span_for(layout, node);
    const struct node *footnote = node->reference.footnote;
    if (!layout->measuring) {
        uint32_t above = layout->elements.items[span.element].parent;
        span.element = element_add(layout, ELEMENT_LINK, span.element);
        struct note *note = note_find(layout, footnote, above);
        span.link =
            add_link(paragraph, (struct paragraph_link){NULL, note->destination, span.element});
        if (!note->marked)
            put_mark(layout, MARK_NOTE)->note = note;
        note->marked = true;
    }
    char number[16];
    snprintf(number, sizeof number, "%d", generated_note_number(layout, footnote));
    push_span(layout, span);
    put_generated(layout, node, false);
    buffer_put_string(&paragraph->buffer, number);
    put_generated(layout, node, true);
    pop_span(paragraph);
}

static void enter_link(struct layout *layout, const struct node *node)
{
    struct span span = span_for(layout, node);
    uint32_t destination = 0;
    bool inside = destination_of_link(layout, node, &destination);
    if (!layout->measuring && (inside || node->link.kind == LINK_URL)) {
        span.element = element_add_for(layout, ELEMENT_LINK, span.element, node);
        span.link =
            add_link(&layout->paragraph, (struct paragraph_link){inside ? NULL : node->link.url,
                                                                 destination, span.element});
    }
    push_span(layout, span);
}

static void enter_span(struct layout *layout, const struct node *node)
{
    push_span(layout, span_for(layout, node));
}

static void leave_span(struct layout *layout, const struct node *node)
{
    (void)node;
    pop_span(&layout->paragraph);
}

/* Kinds that are not here open a span. */
static const struct handler {
    void (*enter)(struct layout *layout, const struct node *node);
    void (*leave)(struct layout *layout, const struct node *node);
} handlers[NODE_KIND_COUNT] = {
    [NODE_TEXT] = {enter_text, NULL},
    [NODE_CODE] = {enter_code, NULL},
    [NODE_SOFT_BREAK] = {enter_soft_break, NULL},
    [NODE_HARD_BREAK] = {enter_hard_break, NULL},
    [NODE_IMAGE] = {enter_image, NULL},
    [NODE_FOOTNOTE_REFERENCE] = {enter_reference, NULL},
    [NODE_CHECKBOX] = {enter_checkbox, NULL},
    [NODE_LINK] = {enter_link, leave_span},
    [NODE_GENERATED] = {generated_set, NULL},
};

static void put_anchor(struct layout *layout, const struct node *node)
{
    uint32_t destination;
    if (!layout->measuring && node_table_find(&layout->targets, node, &destination))
        put_mark(layout, MARK_ANCHOR)->destination = destination;
}

/* What has a direction of its own is isolated from the text around it (UAX #9, 2.7). */
static void put_direction(struct layout *layout, const struct node *node, bool entering)
{
    enum { LRI = 0x2066, RLI, FSI, PDI, PDF = 0x202C, LRO, RLO };
    static const uint32_t isolates[] = {
        [DIRECTION_AUTO] = FSI, [DIRECTION_LEFT_TO_RIGHT] = LRI, [DIRECTION_RIGHT_TO_LEFT] = RLI};
    struct buffer *buffer = &layout->paragraph.buffer;
    uint32_t override = node->direction == DIRECTION_RIGHT_TO_LEFT ? RLO : LRO;
    if (node->direction == DIRECTION_INHERITED)
        return;
    if (entering)
        buffer_put_code_point(buffer, isolates[node->direction]);
    if (node->overrides_direction)
        buffer_put_code_point(buffer, entering ? override : PDF);
    if (!entering)
        buffer_put_code_point(buffer, PDI);
}

/* An inline element that is shown as a block begins and ends a line. */
static void end_line(struct layout *layout, const struct node *node)
{
    struct buffer *buffer = &layout->paragraph.buffer;
    if (!style_is_block(layout->sheet, node))
        return;
    trim_spaces(buffer);
    if (buffer->length > 0 && buffer->data[buffer->length - 1] != '\n')
        buffer_put_char(buffer, '\n');
}

static void visit(struct layout *layout, const struct node *node, bool entering)
{
    static const struct handler span = {enter_span, leave_span};
    struct handler handler = handlers[node->kind].enter ? handlers[node->kind] : span;
    if (handler.leave)
        end_line(layout, node);
    if (entering) {
        put_anchor(layout, node);
        handler.enter(layout, node);
    }
    if (!entering && handler.leave)
        put_generated(layout, node, true);
    if (handler.leave)
        put_direction(layout, node, entering);
    if (entering && handler.leave)
        put_generated(layout, node, false);
    if (!entering && handler.leave)
        handler.leave(layout, node);
}

static void put_generated(struct layout *layout, const struct node *element, bool after)
{
    const struct node *box = generated_find(layout, element, after);
    if (box)
        visit(layout, box, true);
}

/* ── The paragraph at work ───────────────────────────────────────────────────────────────────── */

void paragraph_start(struct layout *layout, const struct text_style *style, const char *lang,
                     uint32_t element, struct position where)
{
    struct paragraph *paragraph = &layout->paragraph;
    arena_reset(layout->scratch);
    buffer_clear(&paragraph->buffer);
    paragraph->spans.count = paragraph->stretches.count = paragraph->marks.count = 0;
    paragraph->boxes.count = paragraph->links.count = paragraph->atoms.count =
        paragraph->lines.count = 0;
    paragraph->open.count = 0;
    paragraph->has_leader = false;
    paragraph->lang = lang;
    paragraph->direction = TEXT_DIRECTION_AUTO;
    push_span(layout,
              (struct span){.style = *style, .lang = lang, .where = where, .element = element});
}

/* In a tight list the paragraph is none to CSS: what stands before or after the item is in it. */
static void put_item_generated(struct layout *layout, const struct node *paragraph, bool after)
{
    const struct node *item = paragraph->parent;
    bool is_at_end = after ? !paragraph->next : !paragraph->previous;
    if (item && is_at_end && generated_joins(item, after))
        put_generated(layout, item, after);
}

static bool is_shown(const struct layout *layout, const struct node *node)
{
    return node->kind == NODE_TEXT || style_shows(layout->sheet, node);
}

void paragraph_collect(struct layout *layout, const struct node *parent)
{
    struct walk walk = walk_start(parent);
    put_item_generated(layout, parent, false);
    put_generated(layout, parent, false);
    while (walk_next(&walk)) {
        if (walk.node == parent)
            continue;
        if (is_shown(layout, walk.node))
            visit(layout, walk.node, walk.entering);
        else if (walk.entering)
            walk_skip_children(&walk);
    }
    put_generated(layout, parent, true);
    put_item_generated(layout, parent, true);
}

void paragraph_collect_box(struct layout *layout, const struct node *box)
{
    visit(layout, box, true);
}

void paragraph_open(struct layout *layout, const struct node *node)
{
    push_span(layout, span_for(layout, node));
}

void paragraph_close(struct layout *layout)
{
    pop_span(&layout->paragraph);
}

void paragraph_put_words(struct layout *layout, const char *text)
{
    put_collapsed(&layout->paragraph.buffer, text);
}

void paragraph_put_address(struct layout *layout, const char *text)
{
    struct span span = *open_span(&layout->paragraph);
    span.is_address = true;
    span.style.hyphenate = false;
    push_span(layout, span);
    put_collapsed(&layout->paragraph.buffer, text);
    pop_span(&layout->paragraph);
}

void paragraph_put_kern(struct layout *layout, dimen kern)
{
    put_kern(&layout->paragraph, kern);
}

void paragraph_put_leader(struct layout *layout, const char *text)
{
    put_space(&layout->paragraph.buffer);
    put_mark(layout, MARK_LEADER)->leader = text;
    layout->paragraph.has_leader = true;
}

void paragraph_put(struct layout *layout, const char *text)
{
    buffer_put_string(&layout->paragraph.buffer, text);
}

/* No space and no forced break at the end. */
static void trim(struct buffer *text)
{
    while (text->length > 0 && ends_in_space(text))
        text->length--;
}

void paragraph_finish(struct layout *layout, dimen width)
{
    struct paragraph *paragraph = &layout->paragraph;
    struct buffer *buffer = &paragraph->buffer;
    trim(buffer);
    paragraph->length = (uint32_t)buffer->length;
    paragraph->text = buffer_string(buffer);
    if (!layout->measuring)
        paragraph->text = arena_copy_bytes(layout->arena, paragraph->text, buffer->length);
    for (size_t i = 0; i < paragraph->marks.count; i++) {
        struct mark *mark = &paragraph->marks.items[i];
        if (mark->kind == MARK_IMAGE && mark->width > width) {
            mark->height = dimen_scale(mark->height, width, mark->width);
            mark->width = width;
        }
    }
    enum station before = stopwatch_turn(STATION_SHAPE);
    atoms_make(layout, paragraph);
    stopwatch_turn(before);
}

void paragraph_drop(struct paragraph *paragraph)
{
    buffer_drop(&paragraph->buffer);
    vector_drop(&paragraph->spans);
    vector_drop(&paragraph->stretches);
    vector_drop(&paragraph->marks);
    vector_drop(&paragraph->links);
    vector_drop(&paragraph->boxes);
    vector_drop(&paragraph->atoms);
    vector_drop(&paragraph->spare);
    vector_drop(&paragraph->lines);
    vector_drop(&paragraph->open);
}
