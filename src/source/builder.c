/* Enters: opens, closes and contents in the order of an HTML tree, which may nest anything in
 * anything. Leaves: a tree that keeps the rules of book.h.
 * The open blocks are the path from builder.block to the root. What a block needs around it (an
 * item its list, bare text in a list an item) is implied and ends as soon as something comes that
 * does not fit. Inline elements are not put into the tree when they open but copied into each leaf
 * where something appears under them, so that they may reach over blocks. */
#include "source/builder.h"

#include "source/builder_place.h"
#include "source/table.h"

struct builder builder_new(struct arena *arena, struct node *root, bool as_written)
{
    return (struct builder){.arena = arena, .block = root, .as_written = as_written};
}

/* ── Where a block may stand ─────────────────────────────────────────────────────────────────── */

/* The only kind of block that may hold a kind; NODE_DOCUMENT: no such rule. */
static enum node_kind required_parent(enum node_kind kind)
{
    static const enum node_kind parents[NODE_KIND_COUNT] = {
        [NODE_LIST_ITEM] = NODE_LIST,
        [NODE_DEFINITION_TERM] = NODE_DEFINITION_LIST,
        [NODE_DEFINITION] = NODE_DEFINITION_LIST,
        [NODE_TABLE_ROW] = NODE_TABLE,
        [NODE_TABLE_CELL] = NODE_TABLE_ROW,
        [NODE_SUMMARY] = NODE_DETAILS,
    };
    return parents[kind];
}

static bool accepts(const struct node *parent, enum node_kind kind)
{
    enum node_kind required = required_parent(kind);
    if (required != NODE_DOCUMENT)
        return parent->kind == required;
    if (kind == NODE_CAPTION)
        return parent->kind == NODE_TABLE || parent->kind == NODE_FIGURE;
    return parent->kind != NODE_LIST && parent->kind != NODE_DEFINITION_LIST &&
           parent->kind != NODE_TABLE && parent->kind != NODE_TABLE_ROW;
}

static bool is_implied(const struct builder *builder)
{
    size_t count = builder->entries.count;
    return count > 0 && builder->entries.items[count - 1].kind == ENTRY_IMPLIED;
}

static void push_entry(struct builder *builder, enum builder_entry_kind kind, struct node *node)
{
    vector_push(&builder->entries, (struct builder_entry){kind, node});
}

static void append_block(struct builder *builder, struct node *node)
{
    struct node *parent = builder->block;
    bool mixed =
        parent->kind == NODE_TABLE_CELL && parent->first && node_is_inline(parent->first->kind);
    if (mixed) { /* a cell holds inlines or blocks, not both */
        struct node *paragraph = node_new(builder->arena, NODE_PARAGRAPH, parent->first->where);
        node_move_children(parent, paragraph);
        node_append(parent, paragraph);
    }
    if (node->kind == NODE_CAPTION && parent->kind == NODE_TABLE && parent->first)
        node_insert_before(parent->first, node);
    else
        node_append(parent, node);
}

static void imply(struct builder *builder, enum node_kind kind, struct position where)
{
    struct node *node = node_new(builder->arena, kind, where);
    if (kind == NODE_LIST) {
        node->list.tight = true;
        node->list.start = 1;
        node->list.delimiter = '.';
    }
    append_block(builder, node);
    push_entry(builder, ENTRY_IMPLIED, node);
    builder->block = node;
}

/* ── Ending blocks ───────────────────────────────────────────────────────────────────────────── */

static bool is_worth_nothing_when_empty(enum node_kind kind)
{
    return kind != NODE_LIST_ITEM && kind != NODE_TABLE_ROW && kind != NODE_TABLE_CELL;
}

static void finish_block(struct builder *builder, struct node *node)
{
    builder_close_leaf(builder);
    builder->block = node->parent;
    if (node->first && node->kind == NODE_TABLE)
        table_finish(builder->arena, node);
    if (node->first || !is_worth_nothing_when_empty(node->kind) ||
        (builder->as_written && node->kind == NODE_DIVISION))
        return;
    node_unlink(node);
    if (node->id)
        builder_keep_id(builder, node->id, node->where);
}

static void close_implied(struct builder *builder)
{
    while (is_implied(builder))
        finish_block(builder, builder->entries.items[--builder->entries.count].node);
}

/* ── Finding a place ─────────────────────────────────────────────────────────────────────────── */

/* A summary or caption where there can be none is a paragraph. */
static void settle_kind(const struct builder *builder, struct node *node)
{
    const struct node *block = builder->block;
    bool misplaced = node->kind == NODE_SUMMARY && (block->kind != NODE_DETAILS || block->first);
    if (node->kind == NODE_CAPTION) /* its place is the first or the last */
        misplaced = !accepts(block, NODE_CAPTION) ||
                    (block->first &&
                     (block->first->kind == NODE_CAPTION || block->last->kind == NODE_CAPTION));
    if (misplaced)
        node->kind = NODE_PARAGRAPH;
}

bool builder_place(struct builder *builder, struct node *node)
{
    settle_kind(builder, node);
    enum node_kind kind = node->kind;
    while (is_implied(builder) && !accepts(builder->block, kind) &&
           (required_parent(builder->block->kind) == NODE_DOCUMENT ||
            accepts(builder->block->parent, kind)))
        finish_block(builder, builder->entries.items[--builder->entries.count].node);
    if (accepts(builder->block, kind))
        return true;
    if (builder->block->kind == NODE_LIST)
        imply(builder, NODE_LIST_ITEM, node->where);
    else if (builder->block->kind == NODE_DEFINITION_LIST && kind != NODE_DIVISION)
        imply(builder, NODE_DEFINITION, node->where);
    enum node_kind required = required_parent(kind);
    if ((required == NODE_LIST || required == NODE_DEFINITION_LIST) &&
        accepts(builder->block, required))
        imply(builder, required, node->where);
    return accepts(builder->block, kind);
}

/* ── Opening and closing ─────────────────────────────────────────────────────────────────────── */

/* A paragraph of its own makes a list loose. */
static void loosen_list(const struct builder *builder, const struct node *node)
{
    struct node *list = builder->block->parent;
    if (node->kind == NODE_PARAGRAPH && builder->block->kind == NODE_LIST_ITEM && list)
        list->list.tight = false;
}

/* In a heading or the like a block is what it holds, and a <pre> is code. */
static void open_content(struct builder *builder, enum node_kind kind)
{
    builder_part(builder);
    if (kind == NODE_PREFORMATTED && !builder_keeps_space(builder))
        builder_open_code(builder, NULL);
    else
        push_entry(builder, ENTRY_CONTENT, NULL);
}

void builder_open_block(struct builder *builder, struct node *node)
{
    if (builder_leaf_is_rigid(builder)) {
        open_content(builder, node->kind);
        return;
    }
    builder_close_leaf(builder);
    if (!builder_place(builder, node)) {
        builder_open_nothing(builder);
        return;
    }
    append_block(builder, node);
    loosen_list(builder, node);
    push_entry(builder, ENTRY_BLOCK, node);
    if (node->kind == NODE_PREFORMATTED) /* which may be code, where no anchor stands */
        builder_give_anchors(builder, node);
    if (node_holds_inlines(node->kind))
        builder_open_leaf(builder, node, false);
    else
        builder->block = node;
}

void builder_open_inline(struct builder *builder, struct node *node)
{
    builder_flush_space(builder);
    if (node->kind == NODE_LINK && builder_inside_link(builder))
        node->kind = NODE_SPAN;
    push_entry(builder, ENTRY_INLINE, node);
    vector_push(&builder->inlines, (struct builder_inline){.node = node});
}

void builder_open_code(struct builder *builder, struct node *span)
{
    builder_flush_space(builder);
    push_entry(builder, ENTRY_CODE, span);
    builder->code_depth++;
    if (span)
        vector_push(&builder->inlines, (struct builder_inline){.node = span});
}

void builder_open_nothing(struct builder *builder)
{
    push_entry(builder, ENTRY_NOTHING, NULL);
}

static void close_inline(struct builder *builder)
{
    struct builder_inline closed = builder->inlines.items[--builder->inlines.count];
    if (closed.used)
        return;
    if (builder->as_written && closed.node->kind == NODE_LINK)
        builder_put_inline(builder, closed.node);
    else if (closed.node->id)
        builder_keep_id(builder, closed.node->id, closed.node->where);
}

void builder_close(struct builder *builder)
{
    close_implied(builder);
    struct builder_entry entry = builder->entries.items[--builder->entries.count];
    if (entry.kind == ENTRY_CODE)
        builder->code_depth--;
    if (entry.kind == ENTRY_INLINE || (entry.kind == ENTRY_CODE && entry.node))
        close_inline(builder);
    else if (entry.kind == ENTRY_CONTENT)
        builder_part(builder);
    else if (entry.kind == ENTRY_BLOCK && !node_holds_inlines(entry.node->kind))
        finish_block(builder, entry.node);
    else if (entry.kind == ENTRY_BLOCK && builder->leaf == entry.node)
        builder_close_leaf(builder);
}

void builder_put_block(struct builder *builder, struct node *node)
{
    if (builder_keeps_space(builder)) {
        builder_put_lines(builder, node);
        return;
    }
    if (builder_leaf_is_rigid(builder) && node_holds_inlines(node->kind)) {
        builder_part(builder);
        while (node->first) {
            struct node *child = node->first;
            node_unlink(child);
            builder_put_inline(builder, child);
        }
        return;
    }
    builder_close_leaf(builder);
    while (!builder_place(builder, node)) /* never in a tree of gumbo's */
        builder->block = builder->block->parent;
    append_block(builder, node);
    builder_give_anchors(builder, node);
    if (builder->inlines.count)
        builder_push_down(builder, node);
}

bool builder_is_between_blocks(const struct builder *builder)
{
    return (!builder->leaf || (builder->leaf_implied && !builder->leaf_visible)) &&
           accepts(builder->block, NODE_DIVISION);
}

bool builder_at_item_start(const struct builder *builder)
{
    const struct node *block = builder->block, *leaf = builder->leaf;
    if (block->kind != NODE_LIST_ITEM)
        return false;
    return leaf ? block->first == leaf && !builder->leaf_visible : !block->first;
}

void builder_finish(struct builder *builder)
{
    close_implied(builder); /* all else was closed by its own close */
    builder_close_leaf(builder);
    builder_give_anchors(builder, NULL);
    vector_drop(&builder->entries);
    vector_drop(&builder->inlines);
    vector_drop(&builder->anchors);
}
