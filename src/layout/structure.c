/* Enters: the book's tree. Leaves: the elements of the logical structure, and the destinations.
 * Elements are made while blocks are laid out, in the order of the document, so that parents come
 * before children. Every heading, note and link target gets its destination before that; its place
 * is filled in when the page it stands on is made up. */
#include "layout/layout.h"

#include <string.h>

uint32_t element_add(struct layout *layout, enum element_role role, uint32_t parent)
{
    if (layout->measuring)
        return parent;
    vector_push(&layout->elements,
                (struct element){.role = role, .parent = parent, .column_span = 1, .row_span = 1});
    return (uint32_t)layout->elements.count - 1;
}

uint32_t element_add_for(struct layout *layout, enum element_role role, uint32_t parent,
                         const struct node *node)
{
    uint32_t element = element_add(layout, role, parent);
    if (layout->measuring)
        return element;
    layout->elements.items[element].lang = node->lang;
    layout->elements.items[element].node = node;
    return element;
}

static const char *plain_text(struct layout *layout, const struct node *node)
{
    struct buffer text = {0};
    node_put_text(node, &text);
    char *copy = arena_copy_string(layout->arena, buffer_string(&text));
    buffer_drop(&text);
    return copy;
}

/* Without the end of its last line. */
static const char *formula_text(struct layout *layout, const struct node *node)
{
    const char *text = plain_text(layout, node);
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == '\n')
        length--;
    return arena_copy_bytes(layout->arena, text, length);
}

uint32_t element_add_code(struct layout *layout, uint32_t parent, const struct node *node)
{
    if (!layout->measuring && layout->elements.items[parent].role == ELEMENT_CODE)
        return parent;
    if (!node_is_formula(node))
        return element_add_for(layout, ELEMENT_CODE, parent, node);
    uint32_t element = element_add_for(layout, ELEMENT_FORMULA, parent, node);
    if (!layout->measuring)
        layout->elements.items[element].alternative = formula_text(layout, node);
    return element;
}

/* ── Destinations ────────────────────────────────────────────────────────────────────────────── */

uint32_t destination_add(struct layout *layout, const char *name)
{
    vector_push(&layout->destinations, (struct destination){.name = name});
    return (uint32_t)layout->destinations.count - 1;
}

static void reserve_for(struct layout *layout, const struct node *node)
{
    uint32_t known;
    if (node && !node_table_find(&layout->targets, node, &known))
        node_table_put(&layout->targets, node, destination_add(layout, node->id));
}

void destinations_reserve(struct layout *layout)
{
    layout->title_page = destination_add(layout, NULL);
    layout->contents_page = layout->title_page;
    struct walk walk = walk_start(layout->book->root);
    while (walk_next(&walk)) {
        const struct node *node = walk.node;
        if (!walk.entering)
            continue;
        if (node->kind == NODE_HEADING || node->kind == NODE_FOOTNOTE)
            reserve_for(layout, node);
        else if (node->kind == NODE_LINK && node->link.kind == LINK_NODE)
            reserve_for(layout, node->link.target);
    }
    for (size_t i = 0; layout->generated && i < layout->generated->targets.count; i++)
        reserve_for(layout, layout->generated->targets.items[i]);
}

bool destination_of_link(const struct layout *layout, const struct node *link, uint32_t *index)
{
    switch (link->link.kind) {
    case LINK_NODE:
        return link->link.target && node_table_find(&layout->targets, link->link.target, index);
    case LINK_CONTENTS:
        *index = layout->contents_page;
        return true;
    case LINK_TITLE:
        *index = layout->title_page;
        return true;
    default:
        return false;
    }
}

/* ── Outline ─────────────────────────────────────────────────────────────────────────────────── */

bool layout_shows(const struct layout *layout, const struct node *node)
{
    for (; node; node = node->parent)
        if (!style_shows(layout->sheet, node))
            return false;
    return true;
}

void outline_make(struct layout *layout)
{
    int depth = 0;
    for (size_t i = 0; i < layout->book->toc_count; i++) {
        const struct toc_entry *entry = &layout->book->toc[i];
        if (!layout_shows(layout, entry->heading))
            continue;
        uint32_t destination = 0;
        node_table_find(&layout->targets, entry->heading, &destination);
        depth = entry->depth > depth + 1 ? depth + 1 : entry->depth;
        vector_push(&layout->outline,
                    (struct outline_entry){plain_text(layout, entry->heading), depth, destination});
    }
}
