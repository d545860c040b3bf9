/* Enters: a piece of text: its style, where it begins, ends and stands. Leaves: the line under,
 * through or over it. Decorations are no part of what is read, so they are artifacts. */
#include "layout/decoration.h"

#include "layout/dash.h"

static uint32_t line_color(const struct text_style *style)
{
    return style->lines.has_color ? style->lines.color : style->color;
}

uint64_t decoration_key(const struct text_style *style, enum text_line_place place)
{
    const bool is_drawn[] = {[TEXT_LINE_UNDER] = style->underlined,
                             [TEXT_LINE_THROUGH] = style->struck,
                             [TEXT_LINE_OVER] = style->overlined};
    uint64_t look = (uint64_t)style->lines.style << 24 | (uint64_t)style->lines.thickness << 28;
    return is_drawn[place] ? (look | line_color(style)) + 1 : 0;
}

/* How far the line's upper edge is below the baseline. */
static dimen find_depth(enum text_line_place place, dimen size)
{
    return place == TEXT_LINE_UNDER     ? size / 8
           : place == TEXT_LINE_THROUGH ? -size * 5 / 18
                                        : -size * 4 / 5;
}

static struct placed make_box(struct rect rect, uint32_t color)
{
    struct placed placed = {.element = ELEMENT_ARTIFACT, .item = {.kind = ITEM_BOX}};
    placed.item.box.rect = rect;
    placed.item.box.color = color;
    return placed;
}

uint32_t decoration_draw(struct arena *arena, const struct text_style *style,
                         enum text_line_place place, dimen from, dimen to, dimen baseline,
                         struct placed items[2])
{
    dimen thickness = style->lines.thickness > 0 ? style->lines.thickness : style->size / 18;
    dimen y = baseline - style->raise + find_depth(place, style->size);
    struct rect rect = {from, y, to - from, thickness > 0 ? thickness : 1};
    enum line_style look = style->lines.style;
    uint32_t color = line_color(style);
    items[0] = make_box(rect, color);
    if (look == LINE_DASHED || look == LINE_DOTTED)
        items[0].item = dash_item(arena, rect, look == LINE_DOTTED, color);
    rect.y += 2 * rect.height;
    items[1] = make_box(rect, color);
    return look == LINE_DOUBLE ? 2 : 1;
}
