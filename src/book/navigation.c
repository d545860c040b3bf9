/* Enters: the tree. Leaves: it without blocks that are only links back to the top or the contents.
 * They are a web page's way around; a book has pages and an outline. Only blocks of inlines are
 * looked at, and a division is left out when nothing remains in it, so each node is seen once. */
#include <string.h>

#include "book/passes.h"

bool is_named_contents(struct arena *arena, const struct node *heading)
{
    static const char *const names[] = {"contents", "tableofcontents", "tableofcontent", "toc"};
    const char *key = copy_key(arena, book_slug_text(arena, heading));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(key, names[i]) == 0)
            return true;
    return false;
}

/* ── The way back ────────────────────────────────────────────────────────────────────────────── */

static bool is_contents_or_top(const struct completion *completion, const struct anchor *anchor,
                               const struct node *contents)
{
    const struct node *node = anchor->node;
    return anchor->kind == LINK_TITLE || anchor->kind == LINK_CONTENTS || node == contents ||
           (node->kind == NODE_HEADING && is_named_contents(completion->book->arena, node));
}

static bool leads_back(const struct completion *completion, const struct node *link,
                       const struct node *contents)
{
    struct found found = find_destination(completion, link);
    return found.kind == FOUND_TOP || found.kind == FOUND_CONTENTS || found.is_top ||
           (found.anchor && is_contents_or_top(completion, found.anchor, contents));
}

/* Something that says more than a link does. */
static bool says_more(const struct node *node)
{
    return !node_is_inline(node->kind) || node->kind == NODE_IMAGE || node->kind == NODE_CODE ||
           node->kind == NODE_FOOTNOTE_REFERENCE ||
           (node->kind == NODE_TEXT && has_words(node->text));
}

bool is_way_back(const struct completion *completion, const struct node *block,
                 const struct node *contents)
{
    bool any = false;
    struct walk walk = walk_start(block);
    while (walk_next(&walk)) {
        const struct node *node = walk.node;
        if (!walk.entering || node == block)
            continue;
        if (says_more(node) || (node->kind == NODE_LINK && !leads_back(completion, node, contents)))
            return false;
        if (node->kind == NODE_LINK) {
            any = true;
            walk_skip_children(&walk);
        }
    }
    return any;
}

/* ── Leaving it out ──────────────────────────────────────────────────────────────────────────── */

/* A block without which its parent still makes sense. */
static bool can_go(const struct node *block)
{
    const struct node *parent = block->parent;
    bool is_alone = !block->previous && !block->next;
    return parent && (holds_sections(parent) || (!is_alone && (parent->kind == NODE_LIST_ITEM ||
                                                               parent->kind == NODE_BLOCK_QUOTE)));
}

static bool holds_only_inlines(const struct node *node)
{
    return node->kind == NODE_PARAGRAPH ||
           (node->kind == NODE_DIVISION && node->first && node_is_inline(node->first->kind));
}

static void report_left_out(struct book *book, size_t count, struct position first)
{
    if (count)
        diag_report(book->diag, SEVERITY_NOTE, "navigation", first,
                    "--keep-nav keeps them in the book",
                    count == 1 ? "%zu link back to the top or the contents left out"
                               : "%zu links back to the top or the contents left out",
                    count);
}

void leave_out_navigation(struct completion *completion)
{
    size_t count = 0;
    struct position first = {0};
    struct node *emptied = NULL; /* the parent of the block that went last */
    struct walk walk = walk_start(completion->book->root);
    while (walk_next(&walk)) {
        struct node *node = walk.node;
        bool is_block = !walk.entering && !node_is_inline(node->kind);
        if (!is_block || !can_go(node))
            continue;
        bool is_empty = node == emptied && node->kind == NODE_DIVISION && !node->first;
        bool is_link = holds_only_inlines(node) && is_way_back(completion, node, NULL);
        if (!is_empty && !is_link)
            continue;
        if (is_link && count++ == 0)
            first = node->where;
        emptied = node->parent;
        retire_anchors(completion, node, LINK_CONTENTS);
        node_unlink(node);
    }
    report_left_out(completion->book, count, first);
}
