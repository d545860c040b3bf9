/* Enters: strips, one after another. Leaves: the vertical list of a chapter.
 * Strips borrow what hangs on them from the galley's arena; adding to a strip makes a new array. */
#include "layout/galley.h"

#include <string.h>

void galley_clear(struct galley *galley)
{
    galley->strips.count = 0;
    galley->grounds.count = 0;
    galley->is_lowered = false;
    arena_reset(galley->arena);
}

void galley_drop(struct galley *galley)
{
    vector_drop(&galley->strips);
    vector_drop(&galley->grounds);
    arena_drop(galley->arena);
    galley->arena = NULL;
}

int64_t galley_height(const struct strip *strips, size_t count)
{
    int64_t height = 0;
    for (size_t i = 0; i < count; i++)
        height += strips[i].height + (i > 0 ? strips[i].space : 0);
    return height;
}

static void join(struct galley *galley, struct strip *strip, const struct placed *first,
                 uint32_t first_count, const struct placed *second, uint32_t second_count)
{
    struct placed *items =
        ARENA_ARRAY(galley->arena, struct placed, (size_t)first_count + second_count);
    if (first_count)
        memcpy(items, first, first_count * sizeof *items);
    if (second_count)
        memcpy(items + first_count, second, second_count * sizeof *items);
    strip->items = items;
    strip->item_count = first_count + second_count;
}

void strip_add(struct galley *galley, struct strip *strip, const struct placed *items,
               uint32_t count)
{
    join(galley, strip, strip->items, strip->item_count, items, count);
}

void strip_add_behind(struct galley *galley, struct strip *strip, const struct placed *items,
                      uint32_t count)
{
    join(galley, strip, items, count, strip->items, strip->item_count);
}

struct placed placed_at(struct placed placed, dimen x, dimen y)
{
    switch (placed.item.kind) {
    case ITEM_TEXT:
        placed.item.text.x += x;
        placed.item.text.baseline += y;
        break;
    case ITEM_BOX:
        placed.item.box.rect.x += x;
        placed.item.box.rect.y += y;
        break;
    case ITEM_PATH:
        placed.item.path.x += x;
        placed.item.path.y += y;
        break;
    case ITEM_IMAGE:
        placed.item.image.rect.x += x;
        placed.item.image.rect.y += y;
        break;
    default:
        break;
    }
    return placed;
}
