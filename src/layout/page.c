/* Enters: strips and their places in the text block. Leaves: a finished page in the list of pages.
 * Items are moved to their place on the paper; neighbours that belong to the same element are
 * enclosed in one pair of tags, so that the writer can mark them as one piece of content. */
#include "layout/page.h"

#include <string.h>

bool page_spine_is_left(const struct layout *layout, bool recto)
{
    return recto != book_runs_right_to_left(layout->book->meta.lang);
}

const struct page_look *page_look_for(const struct layout *layout, size_t index, bool is_blank)
{
    bool recto = index % 2 == 0;
    unsigned flags = (recto ? 0 : PAGE_VERSO) |
                     (page_spine_is_left(layout, recto) ? 0 : PAGE_LEFT) |
                     (index == 0 ? PAGE_FIRST : 0);
    if (is_blank) /* it belongs to none of its neighbours */
        return style_page_look(layout->sheet, NULL, flags | PAGE_BLANK);
    return style_page_look(layout->sheet, layout->run.name,
                           flags | (layout->run.opens ? PAGE_OPENS : 0));
}

/* A blank page is labelled like the one before it. */
static void number_page(struct page_maker *maker, bool is_blank)
{
    struct layout *layout = maker->layout;
    size_t index = maker->index;
    int number;
    if (pages_find_number(maker->look->counters, &number))
        pages_number(layout, index, number);
    while (layout->numbers.count <= index)
        vector_push(&layout->numbers, (struct page_number){0});
    struct page_number *here = &layout->numbers.items[index];
    here->numbering = is_blank && index > 0 ? here[-1].numbering : maker->look->numbering;
    here->number = layout->run.number + (int)(index - layout->run.numbered);
}

void page_start(struct page_maker *maker, size_t index, bool is_blank)
{
    maker->index = index;
    maker->recto = index % 2 == 0;
    maker->spine_at_left = page_spine_is_left(maker->layout, maker->recto);
    maker->look = page_look_for(maker->layout, index, is_blank);
    maker->left = maker->look->left;
    maker->top = maker->look->top;
    maker->items.count = maker->links.count = 0;
    while (maker->layout->pages.count <= index)
        vector_push(&maker->layout->pages, (struct page){.label = ""});
    number_page(maker, is_blank);
    if (!is_blank)
        maker->layout->run.opens = false;
}

void page_add(struct page_maker *maker, struct placed placed)
{
    vector_push(&maker->items, placed_at(placed, maker->left, maker->top));
}

/* How far left text stands on a strip, as its label does, measured from the text block's edge. */
static dimen strip_left(const struct strip *strip)
{
    dimen left = 0;
    for (uint32_t i = 0; i < strip->item_count; i++)
        if (strip->items[i].item.kind == ITEM_TEXT && strip->items[i].item.text.x < left)
            left = strip->items[i].item.text.x;
    return left;
}

static void place_anchors(struct page_maker *maker, const struct strip *strip, dimen y)
{
    dimen left = strip->anchor_count > 0 ? strip_left(strip) : 0;
    dimen above = maker->top + y - maker->layout->page->unit / 2;
    for (uint32_t i = 0; i < strip->anchor_count; i++) {
        struct destination *destination = &maker->layout->destinations.items[strip->anchors[i]];
        destination->page = (uint32_t)maker->index;
        destination->x = maker->left + left;
        destination->y = above > 0 ? above : 0;
    }
}

void page_add_strip(struct page_maker *maker, const struct strip *strip, dimen y)
{
    for (uint32_t i = 0; i < strip->item_count; i++)
        page_add(maker, placed_at(strip->items[i], 0, y));
    for (uint32_t i = 0; i < strip->link_count; i++) {
        struct link_area area = strip->links[i];
        area.rect.x += maker->left;
        area.rect.y += maker->top + y;
        vector_push(&maker->links, area);
    }
    place_anchors(maker, strip, y);
}

void page_add_furniture(struct page_maker *maker, const struct fragment *fragment, dimen x, dimen y)
{
    for (uint32_t i = 0; i < fragment->count; i++) {
        struct placed placed = placed_at(fragment->items[i], x, y);
        placed.element = ELEMENT_ARTIFACT;
        vector_push(&maker->items, placed);
    }
}

static size_t count_groups(const struct placed *placed, size_t count)
{
    size_t groups = 0;
    for (size_t i = 0; i < count; i++)
        groups += i == 0 || placed[i].element != placed[i - 1].element;
    return groups;
}

static size_t put_tag(struct item *items, size_t count, enum item_kind kind, uint32_t element)
{
    items[count].kind = kind;
    items[count].tag.element = element;
    return count + 1;
}

const struct item *page_tag_items(struct layout *layout, const struct placed *placed, size_t count,
                                  size_t *total)
{
    size_t most = count + 2 * count_groups(placed, count), n = 0;
    struct item *items = ARENA_ARRAY(layout->arena, struct item, most);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || placed[i].element != placed[i - 1].element)
            n = put_tag(items, n, ITEM_TAG_BEGIN, placed[i].element);
        items[n++] = placed[i].item;
        if (i + 1 == count || placed[i].element != placed[i + 1].element)
            n = put_tag(items, n, ITEM_TAG_END, placed[i].element);
    }
    *total = n;
    return items;
}

void page_move_behind(struct page_maker *maker, size_t first)
{
    size_t added = maker->items.count - first;
    if (added == 0 || first == 0)
        return;
    struct placed *items = maker->items.items;
    struct placed *copy = memory_resize(NULL, added, sizeof *copy);
    memcpy(copy, items + first, added * sizeof *copy);
    memmove(items + added, items, first * sizeof *items);
    memcpy(items, copy, added * sizeof *copy);
    free(copy);
}

void page_finish(struct page_maker *maker)
{
    struct layout *layout = maker->layout;
    struct page *page = &layout->pages.items[maker->index];
    page->items = page_tag_items(layout, maker->items.items, maker->items.count, &page->item_count);
    page->link_count = maker->links.count;
    if (maker->links.count)
        page->links = (const struct link_area *)arena_copy_bytes(
            layout->arena, maker->links.items, maker->links.count * sizeof(struct link_area));
    const struct page_number *number = &layout->numbers.items[maker->index];
    page->label = numbering_write(layout->arena, number->numbering, number->number);
}

void page_maker_drop(struct page_maker *maker)
{
    vector_drop(&maker->items);
    vector_drop(&maker->links);
}
