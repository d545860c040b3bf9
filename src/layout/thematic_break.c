/* Enters: a thematic break. Leaves: a rule, in the middle of a line's height: its upper border, or
 * the lower one where there is none above, or else its ground, as high as its height says. */
#include "layout/box.h"
#include "layout/flow.h"

static struct border rule_of(const struct block_style *block)
{
    const struct border *top = &block->borders[BOX_TOP], *bottom = &block->borders[BOX_BOTTOM];
    if (top->width > 0 || bottom->width > 0)
        return top->width > 0 ? *top : *bottom;
    if (!block->has_ground || !block->height.is_set)
        return (struct border){.width = 0};
    return (struct border){
        .style = LINE_SOLID, .width = block->height.length, .color = block->ground};
}

void thematic_break_set(struct flow *flow, const struct node *node)
{
    const struct layout *layout = flow->layout;
    struct block_style block = style_block(layout->sheet, node);
    struct border border = rule_of(&block);
    dimen unit = layout->page->unit, left, right, height = 2 * unit;
    if (border.width > height)
        height = (border.width + unit - 1) / unit * unit;
    height = height < layout->depth ? height : layout->depth;
    border.width = border.width < height ? border.width : height;
    flow_place_box(flow, &block, 0, &left, &right);
    dimen top = border.width > unit ? (height - border.width) / 2 : height / 2;
    struct fragment rule = box_paint_rule(layout->arena, &border,
                                          (struct rect){left, top, right - left, border.width});
    flow_space(flow, block.space_before);
    flow_add(flow, (struct strip){.height = height,
                                  .baseline = height / 2,
                                  .items = rule.items,
                                  .item_count = rule.count});
    flow_space(flow, block.space_after);
}
