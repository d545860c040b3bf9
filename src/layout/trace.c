/* Enters: the spans and marks of a line. Leaves: what is not text: rules under and through it,
 * images and boxes in it, link areas over it, and where anchors and notes are. Neighbouring atoms
 * with the same rule or link share one rectangle, spaces included. */
#include "layout/decoration.h"
#include "layout/icon.h"
#include "layout/typesetter.h"

static void push_item(struct typesetter *setter, struct item item, uint32_t element)
{
    vector_push(&setter->items, (struct placed){item, element});
}

/* ── Marks ───────────────────────────────────────────────────────────────────────────────────── */

static void set_image(struct typesetter *setter, const struct mark *mark, dimen x)
{
    struct item item = {.kind = ITEM_IMAGE};
    item.image.rect = (struct rect){x, setter->baseline - mark->height, mark->width, mark->height};
    item.image.image = mark->image;
    push_item(setter, item, mark->element);
}

/* A box stands as high as a capital letter; its lines keep a little away from the icon's edge.
 */
static void set_checkbox(struct typesetter *setter, const struct mark *mark, dimen x,
                         const struct text_style *style)
{
    dimen side = style->size * 3 / 4;
    struct fragment box = icon_make(setter->layout->arena, mark->done ? ICON_BOX_DONE : ICON_BOX,
                                    side, style->color, mark->element);
    for (uint32_t i = 0; i < box.count; i++)
        vector_push(&setter->items, placed_at(box.items[i], x, setter->baseline + side / 12));
}

void mark_set(struct typesetter *setter, const struct atom *atom, dimen x)
{
    const struct mark *mark = &setter->paragraph->marks.items[atom->first];
    switch (mark->kind) {
    case MARK_ANCHOR:
        vector_push(&setter->anchors, mark->destination);
        break;
    case MARK_NOTE:
        *setter->last_note = mark->note;
        setter->last_note = &mark->note->next;
        break;
    case MARK_IMAGE:
        run_close(setter);
        set_image(setter, mark, x);
        break;
    case MARK_CHECKBOX:
        run_close(setter);
        set_checkbox(setter, mark, x, &span_of(setter, atom)->style);
        break;
    case MARK_LEADER:
        run_close(setter);
        leader_set(setter, atom, x);
        break;
    case MARK_KERN:
        break;
    }
}

/* ── Rules and links ─────────────────────────────────────────────────────────────────────────── */

/* Neighbours with the same key share one rule or link area; 0: none. */
struct tracing {
    uint64_t (*key)(const struct span *span);
    void (*draw)(struct typesetter *setter, const struct span *span, dimen from, dimen to);
};

static uint64_t underline_key(const struct span *span)
{
    return decoration_key(&span->style, TEXT_LINE_UNDER);
}

static uint64_t strike_key(const struct span *span)
{
    return decoration_key(&span->style, TEXT_LINE_THROUGH);
}

static uint64_t overline_key(const struct span *span)
{
    return decoration_key(&span->style, TEXT_LINE_OVER);
}

static uint64_t link_key(const struct span *span)
{
    return span->link;
}

static void draw_line(struct typesetter *setter, const struct span *span, dimen from, dimen to,
                      enum text_line_place place)
{
    struct placed items[2];
    uint32_t count = decoration_draw(setter->layout->arena, &span->style, place, from, to,
                                     setter->baseline, items);
    for (uint32_t i = 0; i < count; i++)
        vector_push(&setter->items, items[i]);
}

static void trace_underline(struct typesetter *setter, const struct span *span, dimen from,
                            dimen to)
{
    draw_line(setter, span, from, to, TEXT_LINE_UNDER);
}

static void trace_strike(struct typesetter *setter, const struct span *span, dimen from, dimen to)
{
    draw_line(setter, span, from, to, TEXT_LINE_THROUGH);
}

static void trace_overline(struct typesetter *setter, const struct span *span, dimen from, dimen to)
{
    draw_line(setter, span, from, to, TEXT_LINE_OVER);
}

static void trace_link(struct typesetter *setter, const struct span *span, dimen from, dimen to)
{
    const struct paragraph_link *link = &setter->paragraph->links.items[span->link - 1];
    dimen size = span->style.size, baseline = setter->baseline - span->style.raise;
    vector_push(&setter->links, (struct link_area){.rect = {from, baseline - size * 4 / 5,
                                                            to - from, size * 21 / 20},
                                                   .url = link->url,
                                                   .destination = link->destination,
                                                   .element = link->element});
}

/* The key of the k-th atom from the left. The indentation is left out, and the atom at which the
 * line breaks. */
static uint64_t trace_key(const struct typesetter *setter, const struct line *line,
                          const struct tracing *tracing, size_t k, const struct span **span)
{
    uint32_t index = line->first + setter->order.items[k];
    const struct atom *atom = &setter->paragraph->atoms.items[index];
    if (index == line->end || atom->stays)
        return 0;
    const struct span *own = span_of(setter, atom);
    uint64_t value = tracing->key(own);
    if (!*span)
        *span = own;
    return value;
}

static void trace_spans(struct typesetter *setter, const struct line *line,
                        const struct tracing *tracing)
{
    size_t k = 0, count = setter->order.count;
    while (k < count) {
        const struct span *span = NULL;
        uint64_t value = trace_key(setter, line, tracing, k, &span);
        dimen start = setter->places.items[setter->order.items[k]].left, end;
        do
            end = setter->places.items[setter->order.items[k++]].right;
        while (k < count && trace_key(setter, line, tracing, k, &span) == value);
        if (value && end > start)
            tracing->draw(setter, span, start, end);
    }
}

void trace_rules_and_links(struct typesetter *setter, const struct line *line)
{
    static const struct tracing tracings[] = {{underline_key, trace_underline},
                                              {strike_key, trace_strike},
                                              {overline_key, trace_overline},
                                              {link_key, trace_link}};
    for (size_t i = 0; i < sizeof tracings / sizeof *tracings; i++)
        trace_spans(setter, line, &tracings[i]);
}
