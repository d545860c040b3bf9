/* Enters: a block whose text starts with something that is to stand outside (`float:
 * -bifolio-outside`), as the number of a question. Leaves: a label in the margin, which waits for
 * the block's first line. Where it does not fit there, or another column is, it stays in the text.
 */
#include "layout/flow.h"

#define NO_BREAK_SPACE "\xC2\xA0"

/* The space behind it stays with it, for those who listen or copy. */
static struct fragment set_first(struct flow *flow, const struct node *node, uint32_t element,
                                 const struct text_style *text)
{
    struct layout *layout = flow->layout;
    paragraph_start(layout, text, node->lang, element, node->where);
    layout->paragraph.direction = flow_direction(node, flow_top(flow)->direction);
    paragraph_open(layout, node->first);
    paragraph_collect(layout, node->first);
    paragraph_put(layout, NO_BREAK_SPACE);
    paragraph_finish(layout, DIMEN_MAX);
    return line_set_natural(layout);
}

static bool is_asked_for(struct flow *flow, const struct node *node)
{
    const struct node *first = node->first;
    return flow->is_book && !flow_top(flow)->columns && first && first->kind == NODE_SPAN &&
           first->next && style_hangs(flow->layout->sheet, first);
}

const struct node *outside_set(struct flow *flow, const struct node *node,
                               const struct setting *setting, uint32_t element,
                               const struct text_style *text)
{
    const struct page_style *page = flow->layout->page;
    dimen gap = text->size / 4, margin = page->inner < page->outer ? page->inner : page->outer;
    if (!is_asked_for(flow, node))
        return NULL;
    struct fragment fragment = set_first(flow, node, element, text);
    dimen left = setting->x - gap - fragment.width, right = setting->x + setting->width + gap;
    bool mirrored = flow_is_mirrored(flow);
    dimen over = mirrored ? right + fragment.width - flow->layout->measure : -left;
    if (over > margin - text->size)
        return NULL;
    vector_push(&flow->labels, (struct label){fragment, mirrored ? right : left});
    return node->first;
}
