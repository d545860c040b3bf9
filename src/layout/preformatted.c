/* Enters: a <pre> with formatting in it. Leaves: its lines, as strips on the ground that code has.
 * It is set as a paragraph whose white space is kept (the style says so), so all that may stand in
 * a paragraph may stand in it. Then its lines are made to look and to copy as those of code do:
 * what goes on of a line that was too long stands behind a small turned arrow and, where one
 * element holds all of the line, copies with it; an empty line copies, too. */
#include "layout/flow.h"
#include "layout/icon.h"

/* Its lines, once they are set. */
struct rows {
    struct flow *flow;
    const struct paragraph *paragraph;
    struct strip *strips; /* one for each of the paragraph's lines */
    uint32_t element;
    dimen left;
};

/* ── Where pages break ───────────────────────────────────────────────────────────────────────── */

/* What is shown at the foot of a page where the block goes on. */
static const struct fragment *set_continued(struct layout *layout)
{
    struct text_style style = style_part_text(layout->sheet, PART_CODE_LANGUAGE);
    struct fragment *mark = ARENA_NEW(layout->arena, struct fragment);
    *mark = string_set(layout, &style, term_find(layout, TERM_CONTINUED), ELEMENT_ARTIFACT);
    fragment_hide(mark);
    return mark;
}

void preformatted_keep(struct flow *flow, const struct block_style *block, size_t first)
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

/* ── Lines ───────────────────────────────────────────────────────────────────────────────────── */

/* Of spaces readers keep one, at the start of a line none, and one space counts for nothing. */
static void fill_empty(const struct rows *rows, struct strip *strip)
{
    const struct span *span = &rows->paragraph->spans.items[0];
    if (!span->blank || span->blank->glyph_count == 0)
        return;
    struct glyph *glyph = ARENA_NEW(rows->flow->layout->arena, struct glyph);
    struct placed *placed = ARENA_NEW(rows->flow->galley->arena, struct placed);
    *glyph = (struct glyph){.id = span->blank->glyphs[0].id, .advance = span->space};
    placed->element = rows->element;
    placed->item.kind = ITEM_TEXT;
    placed->item.text.font = span->blank->font;
    placed->item.text.size = span->style.size;
    placed->item.text.x = rows->left;
    placed->item.text.baseline = strip->baseline;
    placed->item.text.color = span->style.color;
    placed->item.text.text = " ";
    placed->item.text.text_length = 1;
    placed->item.text.line = "  ";
    placed->item.text.glyphs = glyph;
    placed->item.text.glyph_count = 1;
    strip->items = placed;
    strip->item_count = 1;
}

struct fragment preformatted_turn_mark(struct layout *layout)
{
    struct text_style style = style_part_text(layout->sheet, PART_WRAP_MARK);
    return icon_make(layout->arena, ICON_TURN, style.size * 4 / 5, style.color, ELEMENT_ARTIFACT);
}

/* Puts the mark of a turned line before what goes on of it. */
static void mark_turn(const struct rows *rows, struct strip *strip)
{
    struct fragment mark = preformatted_turn_mark(rows->flow->layout);
    struct placed *items =
        ARENA_ARRAY(rows->flow->galley->arena, struct placed, mark.count + strip->item_count);
    for (uint32_t i = 0; i < mark.count; i++)
        items[i] = placed_at(mark.items[i], rows->left, strip->baseline);
    for (uint32_t i = 0; i < strip->item_count; i++)
        items[mark.count + i] = strip->items[i];
    strip->items = items;
    strip->item_count += mark.count;
}

/* Does something stand in these rows that must be read as what it is: a link, a picture? */
static bool holds_elements(const struct rows *rows, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++)
        for (uint32_t k = 0; k < rows->strips[i].item_count; k++) {
            const struct placed *placed = &rows->strips[i].items[k];
            if (placed->element != rows->element && placed->element != ELEMENT_ARTIFACT)
                return true;
        }
    return false;
}

/* The text of a line in several rows, as it was written. A space protects a hyphen at its end. */
static const char *copy_line(const struct rows *rows, size_t from, size_t end)
{
    const struct paragraph *paragraph = rows->paragraph;
    uint32_t last = paragraph->lines.items[end - 1].end;
    uint32_t start = paragraph->atoms.items[paragraph->lines.items[from].first].start;
    uint32_t stop =
        last < paragraph->atoms.count ? paragraph->atoms.items[last].start : paragraph->length;
    const char *guard = paragraph->text[stop - 1] == '-' ? " " : "";
    return arena_printf(rows->flow->layout->arena, "%.*s%s", (int)(stop - start),
                        paragraph->text + start, guard);
}

/* One line was written, and one line is copied: the first piece of it has it all. */
static void join_rows(const struct rows *rows, size_t from, size_t end)
{
    const char *whole = copy_line(rows, from, end);
    for (size_t i = from; i < end; i++) {
        struct strip *strip = &rows->strips[i];
        struct placed *items = (struct placed *)arena_copy_bytes(
            rows->flow->galley->arena, strip->items, strip->item_count * sizeof *items);
        for (uint32_t k = 0; k < strip->item_count; k++) {
            if (items[k].item.kind != ITEM_TEXT || items[k].element != rows->element)
                continue;
            items[k].item.text.line = whole;
            whole = "";
        }
        strip->items = items;
    }
}

static void finish_line(const struct rows *rows, size_t from, size_t end)
{
    if (end - from > 1 && !holds_elements(rows, from, end))
        join_rows(rows, from, end);
    for (size_t i = from + 1; i < end; i++)
        mark_turn(rows, &rows->strips[i]);
    if (rows->strips[from].item_count == 0)
        fill_empty(rows, &rows->strips[from]);
}

static void finish_lines(const struct rows *rows)
{
    size_t from = 0;
    for (size_t i = 0; i < rows->paragraph->lines.count; i++) {
        if (!rows->paragraph->lines.items[i].natural)
            continue;
        finish_line(rows, from, i + 1);
        from = i + 1;
    }
}

/* ── The block ───────────────────────────────────────────────────────────────────────────────── */

void preformatted_start(struct layout *layout, struct setting *setting)
{
    struct span *span = span_open(&layout->paragraph);
    span->is_code = true;
    setting->turn = CODE_TURN_COLUMNS * span->space;
}

/* It runs from left to right, whatever is around it, as code does; nor is it aligned. */
void preformatted_set(struct flow *flow, const struct node *node)
{
    struct layout *layout = flow->layout;
    struct block_style block = style_block(layout->sheet, node);
    uint32_t element = element_add_for(layout, ELEMENT_CODE, flow_top(flow)->element, node);
    struct frame *frame = flow_push(flow, node, element);
    size_t first = flow->galley->strips.count;
    if (node->direction == DIRECTION_INHERITED)
        frame->direction = TEXT_LEFT_TO_RIGHT;
    frame->has_align = false;
    frame->leading = 0;
    dimen left = frame->left;
    block_set_paragraph(flow, node, element);
    finish_lines(&(struct rows){.flow = flow,
                                .paragraph = &layout->paragraph,
                                .strips = flow->galley->strips.items + first,
                                .element = element,
                                .left = left});
    preformatted_keep(flow, &block, first);
    flow_pop(flow);
}
