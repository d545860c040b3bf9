/* Enters: the tree. Leaves: it without thematic breaks that only repeat what the page shows anyway:
 * at the start or the end of the document, a file or a section (that is, beside a heading), and the
 * second of two in a row. Once backwards for what follows a break, once forwards for what precedes
 * it. */
#include <string.h>

#include "book/passes.h"

static bool is_same_file(const struct node *a, const struct node *b)
{
    return a->where.file == b->where.file ||
           (a->where.file && b->where.file && strcmp(a->where.file, b->where.file) == 0);
}

static bool opens_with_heading(const struct node *node)
{
    while (node->kind == NODE_DIVISION && node->first)
        node = node->first;
    return node->kind == NODE_HEADING;
}

static bool is_last(const struct node *rule)
{
    const struct node *next = rule->next;
    if (!next)
        return rule->parent->kind == NODE_DOCUMENT;
    return next->kind == NODE_THEMATIC_BREAK || next->kind == NODE_FOOTNOTE ||
           opens_with_heading(next) || !is_same_file(rule, next);
}

static bool is_first(const struct node *rule)
{
    const struct node *previous = rule->previous;
    if (!previous)
        return rule->parent->kind == NODE_DOCUMENT;
    return previous->kind == NODE_HEADING || !is_same_file(rule, previous);
}

static void leave_out(struct node *parent)
{
    for (struct node *node = parent->last, *previous; node; node = previous) {
        previous = node->previous;
        if (node->kind == NODE_THEMATIC_BREAK && is_last(node))
            node_unlink(node);
    }
    for (struct node *node = parent->first, *next; node; node = next) {
        next = node->next;
        if (node->kind == NODE_THEMATIC_BREAK && is_first(node))
            node_unlink(node);
    }
}

void leave_out_breaks(struct completion *completion)
{
    struct walk walk = walk_start(completion->book->root);
    while (walk_next(&walk)) {
        if (!walk.entering)
            continue;
        if (holds_sections(walk.node))
            leave_out(walk.node);
        else
            walk_skip_children(&walk);
    }
}
