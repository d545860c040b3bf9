/* Enters: a node. Leaves: it and all it holds, depth first, each node once on the way in and once
 * on the way out, with no stack but the tree's own links. Where to go after an exit is settled
 * before the exit is told, so the node may then be unlinked; where to go after an entry is settled
 * only when the next step is asked for, so the children may change meanwhile. */
#include "book/book.h"

struct walk walk_start_within(const struct node *root, const struct node *first)
{
    return (struct walk){
        .root = (struct node *)root, .upcoming = (struct node *)first, .upcoming_entering = true};
}

struct walk walk_start(const struct node *root)
{
    return walk_start_within(root, root);
}

static void plan(struct walk *walk, struct node *node, bool entering)
{
    walk->upcoming = node;
    walk->upcoming_entering = entering;
}

static void plan_after_entry(struct walk *walk)
{
    struct node *first = walk->node->first;
    plan(walk, first ? first : walk->node, first != NULL);
}

static void plan_after_exit(struct walk *walk)
{
    struct node *node = walk->node;
    if (node == walk->root)
        plan(walk, NULL, false);
    else if (node->next)
        plan(walk, node->next, true);
    else
        plan(walk, node->parent, false);
}

bool walk_next(struct walk *walk)
{
    if (walk->entering && !walk->upcoming)
        plan_after_entry(walk);
    if (!walk->upcoming)
        return false;
    walk->node = walk->upcoming;
    walk->entering = walk->upcoming_entering;
    if (walk->entering)
        plan(walk, NULL, false);
    else
        plan_after_exit(walk);
    return true;
}

void walk_skip_children(struct walk *walk)
{
    if (walk->entering)
        plan(walk, walk->node, false);
}
