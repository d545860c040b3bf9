/* Enters: what was gathered in a <pre>. Leaves: the same, if links, emphasis and the like are in
 * it; else a block of code, which is text alone. <code> in it says nothing that <pre> does not, and
 * of code whose language is named, spans say no more than its colours will. */
#include "source/preformatted.h"

static bool is_formatting(const struct node *node, const struct node *pre)
{
    if (node->kind == NODE_SPAN)
        return !pre->code.language;
    return node->kind != NODE_TEXT && node->kind != NODE_CODE;
}

static bool has_formatting(const struct node *pre)
{
    struct walk walk = walk_start(pre);
    while (walk_next(&walk))
        if (walk.node != pre && is_formatting(walk.node, pre))
            return true;
    return false;
}

void preformatted_settle(struct arena *arena, struct node *node)
{
    struct buffer text = {0};
    if (has_formatting(node))
        return;
    node_put_text(node, &text);
    if (text.length == 0 || text.data[text.length - 1] != '\n')
        buffer_put_char(&text, '\n');
    node->kind = NODE_CODE_BLOCK;
    node->code.text = arena_copy_bytes(arena, text.data, text.length);
    node->first = node->last = NULL;
    buffer_drop(&text);
}
