/* Enters: the tree. Leaves: it without blocks in which nothing can be seen, such as a line of bare
 * anchors (`<a id="old-name"></a>`) or a heading without a word: they would leave a gap, and part a
 * heading from the start of its chapter. Their ids go on leading to the block that follows, or else
 * to the one before, or the one around. Once images are loaded, a decoration that cannot be shown
 * is nothing to be seen, either. A block is judged when the walk leaves its parent, when what it
 * holds has been judged already, so that each node is looked at once. */
#include <string.h>

#include "book/passes.h"

typedef VECTOR(struct anchor *) anchor_list;

static bool has_ink(const char *text)
{
    while (*text && ((unsigned char)*text <= ' ' || *text == 0x7F))
        text++;
    return *text != '\0';
}

/* Then its address is shown, if it holds nothing else. */
static bool is_in_link(const struct node *node)
{
    while (node && node_is_inline(node->kind) && node->kind != NODE_LINK)
        node = node->parent;
    return node && node->kind == NODE_LINK;
}

static bool can_be_seen(const struct node *node)
{
    switch (node->kind) {
    case NODE_TEXT:
        return has_ink(node->text);
    case NODE_IMAGE:
        return node->image.image || !node->image.stand_in || *node->image.stand_in ||
               is_in_link(node);
    case NODE_CODE:
    case NODE_FOOTNOTE_REFERENCE:
    case NODE_CHECKBOX:
        return true;
    default:
        return !node_is_inline(node->kind);
    }
}

static bool is_empty(const struct node *block)
{
    if (block->kind != NODE_PARAGRAPH && block->kind != NODE_DIVISION &&
        block->kind != NODE_HEADING)
        return false;
    struct walk walk = walk_start(block);
    while (walk_next(&walk))
        if (walk.node != block && can_be_seen(walk.node))
            return false;
    return true;
}

static void collect_anchors(const struct completion *completion, const struct node *block,
                            anchor_list *anchors)
{
    struct walk walk = walk_start(block);
    while (walk_next(&walk)) {
        struct anchor *anchor = walk.entering ? find_node_anchor(completion, walk.node) : NULL;
        if (anchor)
            vector_push(anchors, anchor);
    }
}

/* A link in a block that is left out has no text, and its author meant it to lead somewhere. */
static void report_links(const struct completion *completion, const struct node *block)
{
    struct walk walk = walk_start(block);
    while (walk_next(&walk))
        if (walk.entering && walk.node->kind == NODE_LINK)
            report_empty_link(completion, walk.node);
}

/* From now on these anchors lead to `node`, which gets the first one's id if it has none. */
static void move_anchors(const struct completion *completion, anchor_list *anchors,
                         struct node *node)
{
    size_t moved = 0;
    if (anchors->count && !node->id) {
        struct anchor *first = anchors->items[moved++];
        node->id = first->node->id;
        first->node = node;
    }
    for (; moved < anchors->count; moved++)
        anchors->items[moved]->moved_to = find_node_anchor(completion, node);
    anchors->count = 0;
}

static void leave_out(struct completion *completion, struct node *parent)
{
    anchor_list anchors = {0};
    for (struct node *block = parent->first, *next; block; block = next) {
        next = block->next;
        if (!is_empty(block)) {
            move_anchors(completion, &anchors, block);
            continue;
        }
        collect_anchors(completion, block, &anchors);
        report_links(completion, block);
        node_unlink(block);
    }
    move_anchors(completion, &anchors, parent->last ? parent->last : parent);
    vector_drop(&anchors);
}

void leave_out_empty_blocks(struct completion *completion)
{
    struct walk walk = walk_start(completion->book->root);
    while (walk_next(&walk)) {
        if (!holds_sections(walk.node))
            walk_skip_children(&walk);
        else if (!walk.entering)
            leave_out(completion, walk.node);
    }
}
