/* Enters: the inlines of a block. Leaves: the paragraph's text, spans that say how each stretch of
 * it looks, and marks for all that is not text (spans.c).
 * One walk; entering an inline element opens a span with the style inherited from the span around
 * it, leaving it goes back. What each kind does besides is in a table. */
#include "base/stopwatch.h"
#include "layout/layout.h"

#include <stdio.h>

#include "layout/flow.h"

static const char OBJECT[] = "\xEF\xBF\xBC"; /* U+FFFC object replacement character */

/* Code keeps its spaces, as many as there are, and where line ends are kept, these, too. */
static void put_code(struct paragraph *paragraph, const char *text)
{
    enum white_space white_space = span_open(paragraph)->style.white_space;
    if (white_space == WHITE_PRE || white_space == WHITE_PRE_WRAP) {
        text_put_words(paragraph, text, white_space);
        return;
    }
    for (; *text; text++)
        buffer_put_char(&paragraph->buffer, text_is_space(*text) ? ' ' : *text);
}

/* ── What the kinds do ───────────────────────────────────────────────────────────────────────── */

static void enter_text(struct layout *layout, const struct node *node)
{
    const struct span *span = span_open(&layout->paragraph);
    if (span->style.transform == TRANSFORM_NONE)
        text_put_words(&layout->paragraph, node->text, span->style.white_space);
    else
        text_put_transformed(&layout->paragraph, node->text, &span->style,
                             span->lang ? span->lang : layout->book->meta.lang);
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
    struct span span = *span_open(&layout->paragraph);
    const struct text_style around = span.style;
    struct inline_box box;
    if (node->kind == NODE_KEYBOARD && holds_keys(node))
        return span;
    span.where = node->where;
    span.key = span.key || node->kind == NODE_KEYBOARD;
    if (style_inline(layout->sheet, node, &around, &span.style, &box))
        span.box = text_box_add(&layout->paragraph, &box, &span);
    span.key =
        span.key || span.style.white_space == WHITE_NOWRAP || span.style.white_space == WHITE_PRE;
    if (node->lang && node->kind != NODE_LINK) {
        span.lang = node->lang;
        if (node->kind != NODE_CODE)
            span.element = element_add_for(layout, ELEMENT_SPAN, span.element, node);
    }
    return span;
}

static void put_generated(struct layout *layout, const struct node *element, bool after);

static void enter_code(struct layout *layout, const struct node *node)
{
    struct span span = span_for(layout, node);
    span.is_code = true;
    span.element = element_add_code(layout, span.element, node);
    span_push(layout, span);
    put_generated(layout, node, false);
    put_code(&layout->paragraph, node->text);
    put_generated(layout, node, true);
    span_pop(&layout->paragraph);
}

static void enter_soft_break(struct layout *layout, const struct node *node)
{
    (void)node;
    text_put_words(&layout->paragraph, "\n", span_open(&layout->paragraph)->style.white_space);
}

static void enter_hard_break(struct layout *layout, const struct node *node)
{
    (void)node;
    text_put_words(&layout->paragraph, "\n", WHITE_PRE_LINE);
}

/* What stands for an image that cannot be shown, in brackets. */
static void put_alternative(struct layout *layout, const struct node *node)
{
    const char *text = node->image.stand_in;
    if (!text || !*text)
        return;
    struct span span = span_for(layout, node);
    span_push(layout, span);
    buffer_put_char(&layout->paragraph.buffer, '[');
    text_put_words(&layout->paragraph, text, WHITE_NORMAL);
    text_trim_spaces(&layout->paragraph.buffer);
    buffer_put_char(&layout->paragraph.buffer, ']');
    span_pop(&layout->paragraph);
}

static void enter_image(struct layout *layout, const struct node *node)
{
    struct span span = *span_open(&layout->paragraph);
    dimen width, height;
    if (!image_size(layout, node, layout->measure, layout->depth / 2, &width, &height)) {
        put_alternative(layout, node);
        return;
    }
    struct mark *mark = mark_add(&layout->paragraph, MARK_IMAGE);
    mark->element = image_add_figure(layout, node, span.element);
    mark->image = node->image.image;
    mark->width = width;
    mark->height = height;
    buffer_put_string(&layout->paragraph.buffer, OBJECT);
}

static void enter_checkbox(struct layout *layout, const struct node *node)
{
    struct mark *mark = mark_add(&layout->paragraph, MARK_CHECKBOX);
    mark->element = span_open(&layout->paragraph)->element;
    mark->done = node->checkbox.done;
    buffer_put_string(&layout->paragraph.buffer, OBJECT);
}

static uint32_t add_link(struct paragraph *paragraph, struct paragraph_link link)
{
    vector_push(&paragraph->links, link);
    return (uint32_t)paragraph->links.count;
}

/* A note is no part of a line: it stands in the nearest element that holds blocks. */
static uint32_t find_note_parent(const struct layout *layout, uint32_t element)
{
    static const bool holds_blocks[ELEMENT_ROLE_COUNT] = {
        [ELEMENT_DOCUMENT] = true,     [ELEMENT_SECTION] = true,    [ELEMENT_DIVISION] = true,
        [ELEMENT_BLOCK_QUOTE] = true,  [ELEMENT_LIST_BODY] = true,  [ELEMENT_NOTE] = true,
        [ELEMENT_TABLE_HEADER] = true, [ELEMENT_TABLE_CELL] = true,
    };
    while (!holds_blocks[layout->elements.items[element].role])
        element = layout->elements.items[element].parent;
    return element;
}

static void enter_reference(struct layout *layout, const struct node *node)
{
    struct paragraph *paragraph = &layout->paragraph;
    struct span span = span_for(layout, node);
    const struct node *footnote = node->reference.footnote;
    if (!layout->measuring) {
        uint32_t parent = find_note_parent(layout, span.element);
        span.element = element_add(layout, ELEMENT_LINK, span.element);
        struct note *note = note_find(layout, footnote, parent);
        span.link =
            add_link(paragraph, (struct paragraph_link){NULL, note->destination, span.element});
        if (!note->marked)
            mark_add(&layout->paragraph, MARK_NOTE)->note = note;
        note->marked = true;
    }
    char number[16];
    snprintf(number, sizeof number, "%d", generated_note_number(layout, footnote));
    span_push(layout, span);
    put_generated(layout, node, false);
    buffer_put_string(&paragraph->buffer, number);
    put_generated(layout, node, true);
    span_pop(paragraph);
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
    span_push(layout, span);
}

static void enter_span(struct layout *layout, const struct node *node)
{
    span_push(layout, span_for(layout, node));
}

static void leave_span(struct layout *layout, const struct node *node)
{
    (void)node;
    span_pop(&layout->paragraph);
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
        mark_add(&layout->paragraph, MARK_ANCHOR)->destination = destination;
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
    text_trim_spaces(buffer);
    if (buffer->length > 0 && buffer->data[buffer->length - 1] != '\n')
        buffer_put_char(buffer, '\n');
}

static void visit(struct layout *layout, const struct node *node, bool entering)
{
    static const struct handler span = {enter_span, leave_span};
    struct handler handler = handlers[node->kind].enter ? handlers[node->kind] : span;
    bool is_generated = node->kind == NODE_GENERATED;
    if (handler.leave || is_generated)
        end_line(layout, node);
    if (entering) {
        put_anchor(layout, node);
        handler.enter(layout, node);
    }
    if (is_generated)
        end_line(layout, node);
    if (!handler.leave)
        return;
    if (!entering)
        put_generated(layout, node, true);
    put_direction(layout, node, entering);
    if (entering)
        put_generated(layout, node, false);
    else
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
    paragraph->counted = paragraph->column = 0;
    paragraph->spans.count = paragraph->stretches.count = paragraph->marks.count = 0;
    paragraph->boxes.count = paragraph->links.count = paragraph->atoms.count =
        paragraph->lines.count = 0;
    paragraph->open.count = 0;
    paragraph->has_leader = false;
    paragraph->outside = NULL;
    paragraph->lang = lang;
    paragraph->direction = TEXT_DIRECTION_AUTO;
    span_push(layout,
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
    if (node == layout->paragraph.outside)
        return false;
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
    span_push(layout, span_for(layout, node));
}

void paragraph_put(struct layout *layout, const char *text)
{
    buffer_put_string(&layout->paragraph.buffer, text);
}

/* No space and no forced break at the end. */
static void trim(struct buffer *text)
{
    while (text->length > 0 && text_ends_in_space(text))
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
