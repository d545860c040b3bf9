/* Enters: lists of definitions. Leaves: in the structure a list, each item of which holds terms and
 * what is said of them; on the page terms that stand close to one another and to their definition.
 */
#include "layout/flow.h"

static bool follows_term(const struct node *node)
{
    return node->previous && node->previous->kind == NODE_DEFINITION_TERM;
}

/* A term behind a definition begins the next item. */
static uint32_t add_element(struct flow *flow, const struct node *node)
{
    struct frame *list = flow_top(flow);
    bool is_term = node->kind == NODE_DEFINITION_TERM;
    if (!list->entry || (is_term && list->is_defined))
        list->entry = element_add(flow->layout, ELEMENT_LIST_ITEM, list->element);
    list->is_defined = !is_term;
    return element_add_for(flow->layout, is_term ? ELEMENT_LABEL : ELEMENT_LIST_BODY, list->entry,
                           node);
}

/* An image that stands alone belongs to the element, too. */
static void set_text(struct flow *flow, const struct node *node, uint32_t element)
{
    uint32_t around = flow_top(flow)->element;
    flow_top(flow)->element = element;
    if (!image_set_alone(flow, node))
        block_set_paragraph(flow, node, element);
    flow_top(flow)->element = around;
}

void definition_set_term(struct flow *flow, const struct node *node)
{
    if (follows_term(node))
        flow->close_up = true;
    set_text(flow, node, add_element(flow, node));
    flow_penalty(flow, PENALTY_WITH_NEXT);
}

void definition_enter(struct flow *flow, const struct node *node)
{
    flow_push(flow, node, add_element(flow, node));
    if (follows_term(node))
        flow->close_up = true;
}

void definition_enter_list(struct flow *flow, const struct node *node)
{
    struct layout *layout = flow->layout;
    uint32_t element = element_add_for(layout, ELEMENT_LIST, flow_top(flow)->element, node);
    if (!layout->measuring)
        layout->elements.items[element].numbering = "None";
    flow_push(flow, node, element)->entry = 0;
}
