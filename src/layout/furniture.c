/* Enters: a page being made up, whose number and named strings are known. Leaves: its ground and
 * its margin boxes, as artifacts (CSS Paged Media 3, section 5). The boxes of an edge share it: the
 * middle one gets what its text takes, those beside it the same room each; without it the outer
 * ones share by their texts; one alone has it all. A text is one line, shortened where it is too
 * long. How many pages there are is known last of all: boxes that say so are filled in when all
 * pages are made. */
#include "layout/page.h"

#include <string.h>

/* A box of a page on its way. */
struct furnished {
    const struct margin_box_style *style;
    const char *text;
    struct fragment fragment;
    dimen start, room; /* its part of the edge */
};

/* ── Text ────────────────────────────────────────────────────────────────────────────────────── */

static void put_counter(struct page_maker *maker, const struct content *item, struct buffer *out)
{
    struct layout *layout = maker->layout;
    if (strcmp(item->text, "pages") == 0)
        buffer_put_char(out, PAGES_MARK);
    else
        buffer_put_string(out, numbering_write(layout->arena, item->numbering,
                                               layout->numbers.items[maker->index].number));
}

static const char *write_text(struct page_maker *maker, const struct content *item)
{
    struct buffer text = {0};
    for (; item; item = item->next) {
        if (item->kind == CONTENT_COUNTER)
            put_counter(maker, item, &text);
        else if (item->kind == CONTENT_STRING)
            buffer_put_string(&text,
                              string_find(maker->layout, item->text, item->pick, maker->index));
        else
            buffer_put_string(&text, item->text);
    }
    const char *copy = arena_copy_string(maker->layout->arena, buffer_string(&text));
    buffer_drop(&text);
    return copy;
}

/* The text with the number of pages, or room for it. */
static const char *fill_in(struct layout *layout, const char *text, const char *pages)
{
    struct buffer filled = {0};
    for (; *text; text++) {
        if (*text == PAGES_MARK)
            buffer_put_string(&filled, pages);
        else
            buffer_put_char(&filled, *text);
    }
    const char *copy = arena_copy_string(layout->arena, buffer_string(&filled));
    buffer_drop(&filled);
    return copy;
}

static dimen edges_width(const struct margin_box_style *style)
{
    return style->margins[SIDE_LEFT] + style->margins[SIDE_RIGHT] + style->paddings[SIDE_LEFT] +
           style->paddings[SIDE_RIGHT];
}

static dimen natural_width(const struct furnished *box)
{
    dimen width = box->style ? box->fragment.width + edges_width(box->style) : 0;
    return width > 0 ? width : 0; /* margins may be negative */
}

static void set_text(struct page_maker *maker, struct furnished *box, dimen width)
{
    const char *text = fill_in(maker->layout, box->text, "000");
    dimen room = width - edges_width(box->style);
    if (*text)
        box->fragment = string_fit(maker->layout, &box->style->text, text, ELEMENT_ARTIFACT,
                                   room > 0 ? room : 0);
}

/* ── Sharing an edge ─────────────────────────────────────────────────────────────────────────── */

static dimen larger(dimen a, dimen b)
{
    return a > b ? a : b;
}

/* Two boxes: each what its text takes and its part of the rest; or else half, as far as needed. */
static void share_by_two(struct furnished boxes[3], dimen width)
{
    int64_t left = natural_width(&boxes[0]), right = natural_width(&boxes[2]);
    dimen share = left + right > 0 ? (dimen)(width * left / (left + right)) : width / 2;
    if (left + right > width)
        share = left < width / 2    ? (dimen)left
                : right < width / 2 ? (dimen)(width - right)
                                    : width / 2;
    boxes[0].room = share;
    boxes[2].start = share;
    boxes[2].room = width - share;
}

static void share_by_three(struct furnished boxes[3], dimen width)
{
    dimen sides = larger(natural_width(&boxes[0]), natural_width(&boxes[2]));
    dimen most = larger(width - 2 * sides, width / 3), middle = natural_width(&boxes[1]);
    if (!boxes[0].style && !boxes[2].style)
        middle = most = width;
    boxes[1].room = middle < most ? middle : most;
    boxes[0].room = boxes[2].room = (width - boxes[1].room) / 2;
    boxes[1].start = boxes[0].room;
    boxes[2].start = width - boxes[2].room;
}

static void share(struct page_maker *maker, struct furnished boxes[3], dimen width)
{
    for (int i = 0; i < 3; i++)
        if (boxes[i].style)
            set_text(maker, &boxes[i], width);
    if (boxes[1].style)
        share_by_three(boxes, width);
    else
        share_by_two(boxes, width);
    for (int i = 0; i < 3; i++)
        if (boxes[i].style && natural_width(&boxes[i]) > boxes[i].room)
            set_text(maker, &boxes[i], boxes[i].room);
}

/* ── Placing ─────────────────────────────────────────────────────────────────────────────────── */

static void add_rect(struct page_maker *maker, struct rect rect, uint32_t color)
{
    struct placed box = {.element = ELEMENT_ARTIFACT};
    box.item.kind = ITEM_BOX;
    box.item.box.rect = rect;
    box.item.box.color = color;
    if (rect.width > 0 && rect.height > 0)
        vector_push(&maker->items, box);
}

static struct rect shrink(struct rect rect, const dimen by[SIDES])
{
    rect.x += by[SIDE_LEFT];
    rect.y += by[SIDE_TOP];
    rect.width = larger(rect.width - by[SIDE_LEFT] - by[SIDE_RIGHT], 0);
    rect.height = larger(rect.height - by[SIDE_TOP] - by[SIDE_BOTTOM], 0);
    return rect;
}

/* Ground and borders behind everything; gives back the room for the text. */
static struct rect paint(struct page_maker *maker, const struct margin_box_style *style,
                         struct rect rect)
{
    size_t first = maker->items.count;
    rect = shrink(rect, style->margins);
    if (style->has_ground)
        add_rect(maker, rect, style->ground);
    add_rect(maker, (struct rect){rect.x, rect.y, rect.width, style->top.width}, style->top.color);
    add_rect(maker,
             (struct rect){rect.x, rect.y + rect.height - style->bottom.width, rect.width,
                           style->bottom.width},
             style->bottom.color);
    page_move_behind(maker, first);
    const dimen borders[SIDES] = {
        [SIDE_TOP] = style->top.width, [SIDE_BOTTOM] = style->bottom.width};
    return shrink(shrink(rect, borders), style->paddings);
}

static dimen find_baseline(const struct page_maker *maker, const struct margin_box_style *style,
                           struct rect room)
{
    struct layout *layout = maker->layout;
    dimen line = line_baseline(layout, &style->text, style->leading), y = 0;
    bool is_above = room.y < maker->top, is_below = room.y >= maker->top + layout->depth;
    dimen lowest = layout->page->height - style->text.size;
    if (style->place == BOX_PLACE_BASELINE && (is_above || is_below))
        y = is_above ? room.y + room.height : room.y;
    else if (style->place == BOX_PLACE_TOP)
        y = room.y + line;
    else if (style->place == BOX_PLACE_BOTTOM)
        y = room.y + room.height - style->leading + line;
    else
        y = room.y + (room.height - style->leading) / 2 + line;
    return y < style->text.size ? style->text.size : y < lowest ? y : lowest;
}

static dimen find_x(const struct layout *layout, const struct margin_box_style *style,
                    struct rect room, dimen width)
{
    bool mirrored = book_runs_right_to_left(layout->book->meta.lang);
    bool at_end = style->align == TEXT_ALIGN_END;
    if (style->align == TEXT_ALIGN_CENTER)
        return room.x + (room.width - width) / 2;
    bool at_right =
        style->align == TEXT_ALIGN_RIGHT || (style->align != TEXT_ALIGN_LEFT && at_end != mirrored);
    return at_right ? room.x + room.width - width : room.x;
}

static void place(struct page_maker *maker, const struct furnished *box, struct rect rect)
{
    struct layout *layout = maker->layout;
    struct rect room = paint(maker, box->style, rect);
    dimen baseline = find_baseline(maker, box->style, room);
    if (strchr(box->text, PAGES_MARK)) {
        vector_push(&layout->late_boxes,
                    (struct late_box){maker->index, box->style, box->text, room, baseline});
        return;
    }
    page_add_furniture(maker, &box->fragment, find_x(layout, box->style, room, box->fragment.width),
                       baseline);
}

/* ── The edges of a page ─────────────────────────────────────────────────────────────────────── */

/* A box that says nothing is none, unless it is told to say just that. */
static struct furnished furnish(struct page_maker *maker, int which)
{
    const struct margin_box_style *style = &maker->look->boxes[which];
    struct furnished box = {.style = style->is_shown ? style : NULL};
    if (box.style)
        box.text = write_text(maker, style->content);
    return box;
}

static void add_edge(struct page_maker *maker, int first, struct rect edge)
{
    struct furnished boxes[3];
    bool any = false;
    for (int i = 0; i < 3; i++) {
        boxes[i] = furnish(maker, first + i);
        any |= boxes[i].style != NULL;
    }
    if (!any)
        return;
    share(maker, boxes, edge.width);
    for (int i = 0; i < 3; i++)
        if (boxes[i].style)
            place(maker, &boxes[i],
                  (struct rect){edge.x + boxes[i].start, edge.y, boxes[i].room, edge.height});
}

/* The boxes at the sides share the height: one alone has it all, or else thirds. */
static void add_side(struct page_maker *maker, int first, struct rect side)
{
    int count = 0;
    for (int i = 0; i < 3; i++)
        count += maker->look->boxes[first + i].is_shown;
    for (int i = 0; i < 3; i++) {
        struct furnished box = furnish(maker, first + i);
        struct rect rect = side;
        if (count > 1) {
            rect.y += side.height / 3 * i;
            rect.height = side.height / 3;
        }
        if (!box.style)
            continue;
        set_text(maker, &box, rect.width);
        place(maker, &box, rect);
    }
}

static void add_corner(struct page_maker *maker, int which, struct rect rect)
{
    struct furnished box = furnish(maker, which);
    if (!box.style)
        return;
    set_text(maker, &box, rect.width);
    place(maker, &box, rect);
}

void furniture_add(struct page_maker *maker)
{
    const struct layout *layout = maker->layout;
    dimen left = maker->left, right = left + layout->measure, width = layout->page->width;
    dimen top = maker->top, bottom = top + layout->depth, height = layout->page->height;
    size_t first = 0;
    add_edge(maker, BOX_BOTTOM_LEFT, (struct rect){left, bottom, right - left, height - bottom});
    add_edge(maker, BOX_TOP_LEFT, (struct rect){left, 0, right - left, top});
    add_corner(maker, BOX_BOTTOM_LEFT_CORNER, (struct rect){0, bottom, left, height - bottom});
    add_corner(maker, BOX_BOTTOM_RIGHT_CORNER,
               (struct rect){right, bottom, width - right, height - bottom});
    add_corner(maker, BOX_TOP_LEFT_CORNER, (struct rect){0, 0, left, top});
    add_corner(maker, BOX_TOP_RIGHT_CORNER, (struct rect){right, 0, width - right, top});
    add_side(maker, BOX_LEFT_TOP, (struct rect){0, top, left, bottom - top});
    add_side(maker, BOX_RIGHT_TOP, (struct rect){right, top, width - right, bottom - top});
    if (!maker->look->has_ground)
        return;
    first = maker->items.count;
    add_rect(maker, (struct rect){0, 0, width, height}, maker->look->ground);
    page_move_behind(maker, first);
}

/* ── How many pages there are ────────────────────────────────────────────────────────────────── */

static void append(struct layout *layout, struct page *page, const struct fragment *fragment,
                   dimen x, dimen y)
{
    struct placed *placed = ARENA_ARRAY(layout->scratch, struct placed, fragment->count);
    size_t total;
    for (uint32_t i = 0; i < fragment->count; i++) {
        placed[i] = placed_at(fragment->items[i], x, y);
        placed[i].element = ELEMENT_ARTIFACT;
    }
    const struct item *added = page_tag_items(layout, placed, fragment->count, &total);
    struct item *items = ARENA_ARRAY(layout->arena, struct item, page->item_count + total);
    if (page->item_count)
        memcpy(items, page->items, page->item_count * sizeof *items);
    if (total)
        memcpy(items + page->item_count, added, total * sizeof *items);
    page->items = items;
    page->item_count += total;
}

void furniture_finish(struct layout *layout)
{
    const char *pages = arena_printf(layout->arena, "%zu", layout->pages.count);
    for (size_t i = 0; i < layout->late_boxes.count; i++) {
        const struct late_box *late = &layout->late_boxes.items[i];
        const char *text = fill_in(layout, late->text, pages);
        struct fragment fragment = string_fit(layout, &late->style->text, text, ELEMENT_ARTIFACT,
                                              larger(late->room.width, 0));
        append(layout, &layout->pages.items[late->page], &fragment,
               find_x(layout, late->style, late->room, fragment.width), late->baseline);
    }
}
