/* Enters: strips and their places in the text block. Leaves: a finished page in the list of pages.
 * Items are moved to their place on the paper; neighbours that belong to the same element are
 * enclosed in one pair of tags, so that the writer can mark them as one piece of content. */
#include "layout/page.h"

#include <string.h>

bool page_spine_is_left(const struct layout *layout, bool recto)
{
    return recto != book_runs_right_to_left(layout->book->meta.lang);
}

void page_start(struct page_maker *maker, size_t index)
{
    const struct page_style *page = maker->layout->page;
    maker->index = index;
    maker->recto = index % 2 == 0;
    maker->spine_at_left = page_spine_is_left(maker->layout, maker->recto);
    maker->left = maker->spine_at_left ? page->inner : page->outer;
    maker->top = page->top;
    maker->items.count = maker->links.count = 0;
    while (maker->layout->pages.count <= index)
        vector_push(&maker->layout->pages, (struct page){.label = ""});
}

void page_add(struct page_maker *maker, struct placed placed)
{
    vector_push(&maker->items, placed_at(placed, maker->left, maker->top));
}

static void place_anchors(struct page_maker *maker, const struct strip *strip, dimen y)
{
    dimen above = maker->top + y - maker->layout->page->unit / 2;
    for (uint32_t i = 0; i < strip->anchor_count; i++) {
        struct destination *destination = &maker->layout->destinations.items[strip->anchors[i]];
        destination->page = (uint32_t)maker->index;
        destination->x = maker->left;
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

static size_t count_groups(const struct page_maker *maker)
{
    size_t groups = 0;
    for (size_t i = 0; i < maker->items.count; i++)
        groups += i == 0 || maker->items.items[i].element != maker->items.items[i - 1].element;
    return groups;
}

static size_t put_tag(struct item *items, size_t count, enum item_kind kind, uint32_t element)
{
    items[count].kind = kind;
    items[count].tag.element = element;
    return count + 1;
}

static const struct item *tag_items(const struct page_maker *maker, size_t *count)
{
    size_t total = maker->items.count + 2 * count_groups(maker), n = 0;
    struct item *items = ARENA_ARRAY(maker->layout->arena, struct item, total);
    for (size_t i = 0; i < maker->items.count; i++) {
        const struct placed *placed = &maker->items.items[i];
        if (i == 0 || placed->element != placed[-1].element)
            n = put_tag(items, n, ITEM_TAG_BEGIN, placed->element);
        items[n++] = placed->item;
        if (i + 1 == maker->items.count || placed->element != placed[1].element)
            n = put_tag(items, n, ITEM_TAG_END, placed->element);
    }
    *count = n;
    return items;
}

void page_finish(struct page_maker *maker)
{
    struct layout *layout = maker->layout;
    struct page *page = &layout->pages.items[maker->index];
    page->items = tag_items(maker, &page->item_count);
    page->link_count = maker->links.count;
    if (maker->links.count)
        page->links = (const struct link_area *)arena_copy_bytes(
            layout->arena, maker->links.items, maker->links.count * sizeof(struct link_area));
    page->label = page_label(layout, maker->index);
}

void page_maker_drop(struct page_maker *maker)
{
    vector_drop(&maker->items);
    vector_drop(&maker->links);
}
