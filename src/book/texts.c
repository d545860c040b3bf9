/* Enters: the tree. Leaves: it with no two text nodes side by side, so that later passes see words
 * and broken characters whole. The merged node keeps the place of its first part. */
#include "book/passes.h"

static void merge_run(struct arena *arena, struct node *first)
{
    struct buffer text = {0};
    buffer_put_string(&text, first->text);
    while (first->next && first->next->kind == NODE_TEXT) {
        buffer_put_string(&text, first->next->text);
        node_unlink(first->next);
    }
    first->text = arena_copy_bytes(arena, text.data, text.length);
    buffer_drop(&text);
}

void merge_texts(struct completion *completion)
{
    struct walk walk = walk_start(completion->book->root);
    while (walk_next(&walk)) {
        struct node *node = walk.node;
        bool starts_run =
            walk.entering && node->kind == NODE_TEXT && node->next && node->next->kind == NODE_TEXT;
        if (starts_run)
            merge_run(completion->book->arena, node);
    }
}
