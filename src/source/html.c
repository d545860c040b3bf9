/* Enters: a tree with pieces of raw HTML. Leaves: the tree without them. */
#include "source/html.h"

#include "source/markdown.h"

void html_resolve(struct arena *arena, struct node *document, const struct html_options *options,
                  struct diag *diag)
{
    (void)arena;
    (void)options;
    (void)diag;
    struct walk walk = walk_start(document);
    while (walk_next(&walk))
        if (!walk.entering && walk.node->kind == NODE_RAW_HTML)
            node_unlink(walk.node);
}
