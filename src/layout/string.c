/* Enters: a string and a style. Leaves: one line of placed items: for labels, folios, running heads
 * and marks. It goes the way of a paragraph, without breaking. */
#include "layout/layout.h"

#include <string.h>

struct fragment string_set(struct layout *layout, const struct text_style *style, const char *text,
                           uint32_t element)
{
    paragraph_start(layout, style, NULL, element, (struct position){0});
    paragraph_put(layout, text);
    paragraph_finish(layout, DIMEN_MAX);
    return line_set_natural(layout);
}

/* How many bytes of the paragraph at work fit, cut before a word. */
static uint32_t fitting_bytes(const struct paragraph *paragraph, dimen width)
{
    int64_t used = 0;
    uint32_t bytes = 0;
    for (size_t i = 0; i < paragraph->atoms.count; i++) {
        const struct atom *atom = &paragraph->atoms.items[i];
        if (atom->kind == ATOM_GLUE)
            bytes = atom->start;
        used += atom->width;
        if (used > width)
            break;
    }
    return bytes;
}

struct fragment string_fit(struct layout *layout, const struct text_style *style, const char *text,
                           uint32_t element, dimen width)
{
    struct fragment whole = string_set(layout, style, text, element);
    if (whole.width <= width)
        return whole;
    uint32_t bytes = fitting_bytes(&layout->paragraph, width - 2 * style->size);
    char *shortened =
        arena_printf(layout->arena, "%.*s\xE2\x80\xA6", (int)bytes, layout->paragraph.text);
    return string_set(layout, style, shortened, element);
}

void fragment_hide(struct fragment *fragment)
{
    struct placed *items = (struct placed *)fragment->items;
    for (uint32_t i = 0; i < fragment->count; i++) {
        items[i].element = ELEMENT_ARTIFACT;
        if (items[i].item.kind == ITEM_TEXT) {
            items[i].item.text.text = "";
            items[i].item.text.text_length = 0;
        }
    }
}
