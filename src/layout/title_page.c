/* Enters: the metadata and what stood around the title. Leaves: the title page; more pages
 * when there is more to say than one holds.
 * Title, subtitle and authors hang as far down the text block as the margin of the first one says;
 * what surrounded the title in the source follows them; the imprint stands at the foot. Ground and
 * border of the section go down the whole text block. */
#include "layout/box.h"
#include "layout/flow.h"
#include "layout/page.h"

static void set_part(struct flow *flow, enum style_part part, const char *text)
{
    struct layout *layout = flow->layout;
    struct block_style block = style_part_block(layout->sheet, part);
    struct text_style style = style_part_text(layout->sheet, part);
    const struct frame *top = flow_top(flow);
    dimen left = flow_is_mirrored(flow) ? block.indent_end : block.indent_start;
    struct setting setting = {.x = top->left + left,
                              .width =
                                  top->right - top->left - block.indent_start - block.indent_end,
                              .leading = block.leading,
                              .align = block.align,
                              .balanced = true};
    if (setting.width < style.size) {
        setting.x = top->left;
        setting.width = top->right - top->left;
    }
    if (!text || !*text || !style_part_shows(layout->sheet, part))
        return;
    uint32_t element = element_add(layout, ELEMENT_PARAGRAPH, flow_top(flow)->element);
    const struct metadata *meta = &layout->book->meta;
    strings_set(layout,
                strings_read(layout, style_part_paging(layout->sheet, part).strings, NULL, text), 0,
                true);
    paragraph_start(layout, &style, NULL, element,
                    meta->heading.line ? meta->heading : meta->where);
    layout->paragraph.direction = flow_top(flow)->direction;
    paragraph_put(layout, text);
    paragraph_finish(layout, setting.width);
    lines_break(layout, &layout->paragraph, &setting);
    flow_space(flow, block.space_before);
    for (size_t i = 0; i < layout->paragraph.lines.count; i++)
        flow_add(flow, line_set(layout, flow->galley, i, &setting));
    flow_space(flow, block.space_after);
}

static void set_imprint(struct flow *flow)
{
    const struct metadata *meta = &flow->layout->book->meta;
    set_part(flow, PART_IMPRINT, book_version(flow->layout->arena, meta));
    set_part(flow, PART_IMPRINT, meta->date);
    set_part(flow, PART_IMPRINT, meta->publisher);
    set_part(flow, PART_IMPRINT, meta->rights);
}

static void set_titles(struct flow *flow)
{
    const struct metadata *meta = &flow->layout->book->meta;
    set_part(flow, PART_TITLE, meta->title);
    set_part(flow, PART_SUBTITLE, meta->subtitle);
    for (size_t i = 0; i < meta->author_count; i++)
        set_part(flow, PART_AUTHOR, meta->authors[i]);
}

/* What stood around the title, aligned as the title is. */
static void set_title_block(struct flow *flow)
{
    struct layout *layout = flow->layout;
    struct frame *top = flow_top(flow);
    if (!layout->book->title_block)
        return;
    top->has_align = true;
    top->align = style_part_block(layout->sheet, PART_TITLE).align;
    flow_space(flow, 4 * layout->page->unit);
    flow_children(flow, layout->book->title_block);
}

/* The title pages being made: nearly always one. */
struct title_page {
    struct page_maker maker;
    dimen y; /* where what was placed last ends */
    uint32_t element;
};

/* Behind all that stands on the page, when anything does. */
static void paint_section(struct page_maker *maker)
{
    const struct layout *layout = maker->layout;
    struct block_style block = style_part_block(layout->sheet, PART_TITLE_PAGE);
    bool mirrored = book_runs_right_to_left(layout->book->meta.lang);
    struct box box = box_of(&block, mirrored);
    dimen left = mirrored ? block.indent_end : block.indent_start;
    dimen width = layout->measure - block.indent_start - block.indent_end;
    size_t first = maker->items.count;
    if (first == 0 || width <= 0 || !box_is_visible(&box))
        return;
    struct fragment items =
        box_paint(layout->arena, &box, (struct rect){left, 0, width, layout->depth}, 0);
    for (uint32_t i = 0; i < items.count; i++)
        page_add(maker, items.items[i]);
    page_move_behind(maker, first);
}

static void finish_page(struct title_page *title)
{
    paint_section(&title->maker);
    furniture_add(&title->maker);
    page_finish(&title->maker);
}

static void turn_page(struct title_page *title)
{
    finish_page(title);
    page_start(&title->maker, title->maker.index + 1, false);
    title->y = 0;
}

/* Places a galley's strips from `y` on; what finds no room goes to the next page. */
static void place(struct title_page *title, const struct galley *galley, dimen y)
{
    title->y = y;
    for (size_t i = 0; i < galley->strips.count; i++) {
        const struct strip *strip = &galley->strips.items[i];
        if (title->y > 0 && title->y + strip->space + strip->height > title->maker.layout->depth)
            turn_page(title);
        else
            title->y += i > 0 ? strip->space : 0;
        page_add_strip(&title->maker, strip, title->y);
        title->y += strip->height;
    }
}

/* The room that border and padding of the section leave; where that is too little, all. */
static void indent(const struct layout *layout, struct frame *frame, bool mirrored)
{
    struct block_style block = style_part_block(layout->sheet, PART_TITLE_PAGE);
    dimen start = block.indent_start + box_inset(&block, BOX_START);
    dimen end = block.indent_end + box_inset(&block, BOX_END);
    if (layout->measure - start - end < layout->measure * 2 / 5)
        return;
    frame->left = mirrored ? end : start;
    frame->right = layout->measure - (mirrored ? start : end);
}

static void set_group(struct title_page *title, struct galley *galley,
                      void (*const set[])(struct flow *), size_t count)
{
    struct layout *layout = title->maker.layout;
    struct flow flow;
    struct text_style root = style_root(layout->sheet);
    galley->arena = arena_new();
    flow_start(&flow, layout, galley, layout->measure, title->element, &root);
    indent(layout, &flow.frames.items[0], flow_is_mirrored(&flow));
    for (size_t i = 0; i < count; i++)
        set[i](&flow);
    flow_end(&flow);
}

/* As low as the first part asks, or higher when that leaves too little room for the rest. */
static void place_head(struct title_page *title, const struct galley *head,
                       const struct galley *foot)
{
    const struct layout *layout = title->maker.layout;
    int64_t used = galley_height(head->strips.items, head->strips.count);
    if (foot->strips.count > 0)
        used += galley_height(foot->strips.items, foot->strips.count) + 2 * layout->page->unit;
    int64_t room = layout->depth - used;
    dimen y = title->maker.look->drop;
    if (head->strips.count > 0)
        y += head->strips.items[0].space;
    place(title, head, room >= y ? y : room > 0 ? (dimen)room : 0);
}

/* At the foot, of the next page when the head left no room for it. */
static void place_foot(struct title_page *title, const struct galley *foot)
{
    const struct layout *layout = title->maker.layout;
    int64_t y = layout->depth - galley_height(foot->strips.items, foot->strips.count);
    if (foot->strips.count > 0 && y < title->y + layout->page->unit)
        turn_page(title);
    place(title, foot, y > 0 ? (dimen)y : 0);
}

static void place_all(struct title_page *title)
{
    static void (*const in_head[])(struct flow *) = {set_titles, set_title_block};
    static void (*const in_foot[])(struct flow *) = {set_imprint};
    struct galley head = {0}, foot = {0};
    set_group(title, &head, in_head, 2);
    set_group(title, &foot, in_foot, 1);
    place_head(title, &head, &foot);
    place_foot(title, &foot);
    galley_drop(&head);
    galley_drop(&foot);
}

static void open_pages(struct layout *layout)
{
    struct paging paging = style_part_paging(layout->sheet, PART_TITLE_PAGE);
    int number;
    pages_name(layout, paging.page, true);
    if (pages_find_number(paging.counters, &number))
        pages_number(layout, 0, number);
}

void title_page_make(struct layout *layout)
{
    if (!style_part_shows(layout->sheet, PART_TITLE_PAGE))
        return;
    struct title_page title = {.maker = {.layout = layout},
                               .element = element_add(layout, ELEMENT_DIVISION, 0)};
    open_pages(layout);
    page_start(&title.maker, 0, false);
    place_all(&title);
    finish_page(&title);
    page_maker_drop(&title.maker);
}
