/* Enters: a page being made up. Leaves: its running head and folio, as artifacts.
 * Both stand at the outer edge: the head above the text block, the folio below it. The head of a
 * recto is the section, that of a verso the chapter, or the book's title where there are none.
 * Front matter counts in roman numerals, the body in arabic ones from 1. */
#include "layout/page.h"

static const char *roman(struct layout *layout, size_t number)
{
    static const struct {
        size_t value;
        const char *digits;
    } steps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                 {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                 {5, "v"},    {4, "iv"},   {1, "i"}};
    struct buffer text = {0};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        for (; number >= steps[i].value; number -= steps[i].value)
            buffer_put_string(&text, steps[i].digits);
    const char *copy = arena_copy_string(layout->arena, buffer_string(&text));
    buffer_drop(&text);
    return copy;
}

const char *page_label(struct layout *layout, size_t index)
{
    if (index < layout->front_pages)
        return roman(layout, index + 1);
    return arena_printf(layout->arena, "%zu", index - layout->front_pages + 1);
}

/* At the outer edge. */
static dimen outer_x(const struct page_maker *maker, dimen width)
{
    return maker->spine_at_left ? maker->left + maker->layout->measure - width : maker->left;
}

static void add_head(struct page_maker *maker, const char *text)
{
    struct layout *layout = maker->layout;
    struct text_style style = style_part_text(layout->sheet, PART_RUNNING_HEAD);
    struct fragment head = string_fit(layout, &style, text, ELEMENT_ARTIFACT, layout->measure);
    dimen y = maker->top - 3 * layout->page->unit;
    page_add_furniture(maker, &head, outer_x(maker, head.width), y > style.size ? y : style.size);
}

void furniture_add_folio(struct page_maker *maker)
{
    struct layout *layout = maker->layout;
    struct text_style style = style_part_text(layout->sheet, PART_FOLIO);
    struct fragment folio =
        string_set(layout, &style, page_label(layout, maker->index), ELEMENT_ARTIFACT);
    dimen y = maker->top + layout->depth + 4 * layout->page->unit;
    dimen lowest = layout->page->height - style.size;
    page_add_furniture(maker, &folio, outer_x(maker, folio.width), y < lowest ? y : lowest);
}

void furniture_add(struct page_maker *maker, const char *section, bool is_opening)
{
    const struct layout *layout = maker->layout;
    const char *head = layout->chapter ? layout->chapter : layout->book->meta.title;
    if (maker->recto)
        head = section;
    furniture_add_folio(maker);
    if (!is_opening && head && *head)
        add_head(maker, head);
}
