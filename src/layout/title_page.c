/* Enters: the metadata and what stood around the title. Leaves: the title page, page i, and its
 * blank verso.
 * Title, subtitle and authors hang from a line a quarter down the text block, which leaves the eye
 * more room below than above; what surrounded the title in the source follows them; the imprint
 * stands at the foot. */
#include "layout/flow.h"
#include "layout/page.h"

static void set_part(struct flow *flow, enum style_part part, const char *text)
{
    struct layout *layout = flow->layout;
    struct block_style block = style_part_block(layout->sheet, part);
    struct text_style style = style_part_text(layout->sheet, part);
    struct setting setting = {
        .width = layout->measure, .leading = block.leading, .align = block.align};
    if (!text || !*text)
        return;
    uint32_t element = element_add(layout, ELEMENT_PARAGRAPH, flow_top(flow)->element);
    paragraph_start(layout, &style, NULL, element, layout->book->meta.where);
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
    if (meta->version && *meta->version >= '0' && *meta->version <= '9')
        set_part(flow, PART_IMPRINT,
                 arena_printf(flow->layout->arena, "%s %s", term_find(flow->layout, TERM_VERSION),
                              meta->version));
    else
        set_part(flow, PART_IMPRINT, meta->version);
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

/* Places a galley's strips from `y` on, as far as there is room. */
static void place(struct page_maker *maker, const struct galley *galley, dimen y)
{
    for (size_t i = 0; i < galley->strips.count; i++) {
        const struct strip *strip = &galley->strips.items[i];
        y += i > 0 ? strip->space : 0;
        if (y + strip->height > maker->layout->depth)
            break;
        page_add_strip(maker, strip, y);
        y += strip->height;
    }
}

/* Lays out a group and places it: from `y` on, or at the foot of the page when that is negative. */
static void place_group(struct page_maker *maker, void (*const set[])(struct flow *), size_t count,
                        uint32_t element, dimen y)
{
    struct layout *layout = maker->layout;
    struct galley galley = {.arena = arena_new()};
    struct flow flow;
    struct text_style root = style_root(layout->sheet);
    flow_start(&flow, layout, &galley, layout->measure, element, &root);
    for (size_t i = 0; i < count; i++)
        set[i](&flow);
    flow_end(&flow);
    int64_t height = galley_height(galley.strips.items, galley.strips.count);
    if (y < 0)
        y = (dimen)(layout->depth - height);
    place(maker, &galley, y > 0 ? y : 0);
    galley_drop(&galley);
}

void title_page_make(struct layout *layout)
{
    static void (*const head[])(struct flow *) = {set_titles, set_title_block};
    static void (*const foot[])(struct flow *) = {set_imprint};
    struct page_maker maker = {.layout = layout};
    uint32_t element = element_add(layout, ELEMENT_DIVISION, 0);
    page_start(&maker, 0);
    place_group(&maker, head, 2, element,
                layout->depth / 4 / layout->page->unit * layout->page->unit);
    place_group(&maker, foot, 1, element, -1);
    page_finish(&maker);
    page_start(&maker, 1);
    page_finish(&maker);
    page_maker_drop(&maker);
}
