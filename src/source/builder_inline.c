/* Enters: text, inlines and inline elements. Leaves: leaves of the tree, the blocks that hold
 * inlines. White space of HTML text collapses across elements as CSS 2.2 (16.6.1) has it: a space
 * is only written when something follows it. An element that is empty but for its id is an anchor:
 * it moves into the next text, so that it makes no empty paragraph of its own and stays with the
 * heading that it was put before. */
#include <string.h>

#include "source/builder_place.h"
#include "source/preformatted.h"

/* ── Anchors ─────────────────────────────────────────────────────────────────────────────────── */

static bool is_anchor(const struct node *node)
{
    return node->kind == NODE_SPAN && node->id && !node->first;
}

/* The same element for another leaf; an id stands only once. */
static struct node *copy_element(struct arena *arena, const struct node *element)
{
    struct node *copy = node_new(arena, element->kind, element->where);
    *copy = *element;
    copy->id = NULL;
    copy->parent = copy->previous = copy->next = copy->first = copy->last = NULL;
    return copy;
}

/* Where the next inline goes: into copies of the open inline elements. */
static struct node *find_parent(struct builder *builder)
{
    struct node *parent = builder->leaf;
    for (size_t i = 0; i < builder->inlines.count; i++) {
        struct builder_inline *wrapper = &builder->inlines.items[i];
        if (!wrapper->made) {
            wrapper->made = wrapper->node;
            if (wrapper->used)
                wrapper->made = copy_element(builder->arena, wrapper->node);
            wrapper->used = true;
            node_append(parent, wrapper->made);
        }
        parent = wrapper->made;
    }
    return parent;
}

void builder_keep_id(struct builder *builder, const char *id, struct position where)
{
    struct node *anchor = node_new(builder->arena, NODE_SPAN, where);
    anchor->id = id;
    if (builder->as_written)
        builder_put_inline(builder, anchor);
    else if (builder->leaf)
        node_append(find_parent(builder), anchor);
    else
        vector_push(&builder->anchors, anchor);
}

static void put_anchors_first(struct builder *builder, struct node *leaf)
{
    struct node *first = leaf->first;
    for (size_t i = 0; i < builder->anchors.count; i++) {
        if (first)
            node_insert_before(first, builder->anchors.items[i]);
        else
            node_append(leaf, builder->anchors.items[i]);
    }
    builder->anchors.count = 0;
}

void builder_give_anchors(struct builder *builder, struct node *block)
{
    const struct node *parent = builder->block;
    bool is_leaf = block && node_holds_inlines(block->kind) && block->kind != NODE_PREFORMATTED;
    bool among_inlines = !block && parent->kind == NODE_TABLE_CELL &&
                         (!parent->first || node_is_inline(parent->first->kind));
    if (is_leaf)
        put_anchors_first(builder, block);
    for (size_t i = 0; i < builder->anchors.count && !is_leaf; i++) {
        struct node *anchor = builder->anchors.items[i];
        if (!among_inlines) {
            anchor->kind = NODE_DIVISION;
            anchor->division.edit = EDIT_NONE;
        }
        if (block)
            node_insert_before(block, anchor);
        else
            node_append(builder->block, anchor);
    }
    builder->anchors.count = 0;
}

/* ── Leaves ──────────────────────────────────────────────────────────────────────────────────── */

bool builder_leaf_is_rigid(const struct builder *builder)
{
    return builder->leaf && !builder->leaf_implied && builder->leaf->kind != NODE_PARAGRAPH;
}

void builder_open_leaf(struct builder *builder, struct node *leaf, bool implied)
{
    builder->leaf = leaf;
    builder->leaf_implied = implied;
    builder->leaf_visible = leaf->first != NULL;
    builder->space_pending = false;
    builder->space_before = !leaf->first;
    if (builder->leaf_visible)
        put_anchors_first(builder, leaf);
}

/* The anchors that wait move in with the first thing that is seen, not before: a row of leaves that
 * show nothing would hand all of them on, again and again. */
static void make_leaf_visible(struct builder *builder)
{
    if (!builder->leaf_visible)
        put_anchors_first(builder, builder->leaf);
    builder->leaf_visible = true;
}

/* Takes out a leaf that shows nothing, and keeps its anchors for the next. */
static void remove_leaf(struct builder *builder, struct node *leaf)
{
    struct walk walk = walk_start(leaf);
    while (walk_next(&walk)) {
        struct node *node = walk.node;
        if (walk.entering || node == leaf || !is_anchor(node))
            continue;
        node_unlink(node);
        vector_push(&builder->anchors, node);
    }
    if (leaf->id)
        builder_keep_id(builder, leaf->id, leaf->where);
    node_unlink(leaf);
}

void builder_close_leaf(struct builder *builder)
{
    struct node *leaf = builder->leaf;
    if (!leaf)
        return;
    builder->leaf = NULL;
    for (size_t i = 0; i < builder->inlines.count; i++)
        builder->inlines.items[i].made = NULL;
    if (builder->leaf_visible && leaf->kind == NODE_PREFORMATTED)
        preformatted_settle(builder->arena, leaf);
    if (builder->leaf_visible)
        return;
    if (leaf->kind == NODE_TABLE_CELL)
        put_anchors_first(builder, leaf);
    else
        remove_leaf(builder, leaf);
}

/* Text needs a leaf: the cell itself, or a paragraph. */
static void ensure_leaf(struct builder *builder, struct position where)
{
    struct node *block = builder->block;
    if (builder->leaf)
        return;
    if (block->kind == NODE_TABLE_CELL && (!block->first || node_is_inline(block->first->kind))) {
        builder_open_leaf(builder, block, true);
        return;
    }
    struct node *paragraph = node_new(builder->arena, NODE_PARAGRAPH, where);
    while (!builder_place(builder, paragraph)) /* never in a tree of gumbo's */
        builder->block = builder->block->parent;
    node_append(builder->block, paragraph);
    builder_open_leaf(builder, paragraph, true);
}

/* ── Text ────────────────────────────────────────────────────────────────────────────────────── */

static const char space[] = " \t\n\f\r";

static void put_text_node(struct builder *builder, const char *text, struct position where)
{
    struct node *node =
        node_new(builder->arena, builder->code_depth ? NODE_CODE : NODE_TEXT, where);
    node->text = text;
    node_append(find_parent(builder), node);
    if (!builder_keeps_space(builder) || text[strspn(text, space)])
        make_leaf_visible(builder);
}

/* Text in a <pre>; a line that is to end may do so by itself. */
static void put_kept_text(struct builder *builder, const char *text, struct position where)
{
    if (*text == '\n')
        builder->space_pending = false;
    builder_flush_space(builder);
    put_text_node(builder, arena_copy_string(builder->arena, text), where);
    builder->space_before = text[strlen(text) - 1] == '\n';
}

void builder_put_text(struct builder *builder, const char *text, struct position where)
{
    size_t leading = strspn(text, space);
    if (*text && builder_keeps_space(builder)) {
        put_kept_text(builder, text, where);
        return;
    }
    if (text[leading])
        ensure_leaf(builder, where);
    if (leading && builder->leaf && !builder->space_before)
        builder->space_pending = true;
    text += leading;
    if (!*text)
        return;
    char *collapsed = arena_alloc(builder->arena, strlen(text) + 2), *end = collapsed;
    while (*text) {
        size_t word = strcspn(text, space), gap = strspn(text + word, space);
        if (builder->space_pending)
            *end++ = ' ';
        memcpy(end, text, word);
        end += word;
        builder->space_pending = gap > 0;
        text += word + gap;
    }
    builder->space_before = false;
    put_text_node(builder, collapsed, where);
}

void builder_flush_space(struct builder *builder)
{
    if (!builder->space_pending || !builder->leaf)
        return;
    int code_depth = builder->code_depth;
    builder->code_depth = 0;
    put_text_node(builder, builder_keeps_space(builder) ? "\n" : " ", builder->leaf->where);
    builder->code_depth = code_depth;
    builder->space_pending = false;
    builder->space_before = true;
}

/* ── Inlines ─────────────────────────────────────────────────────────────────────────────────── */

bool builder_inside_link(const struct builder *builder)
{
    for (size_t i = 0; i < builder->inlines.count; i++)
        if (builder->inlines.items[i].node->kind == NODE_LINK)
            return true;
    return false;
}

/* Links do not nest: the outer one stays. */
static void unlink_links(struct node *root)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk))
        if (walk.entering && walk.node->kind == NODE_LINK)
            walk.node->kind = NODE_SPAN;
}

/* The end of a line in a <pre>. */
static void make_line_ends(struct node *root)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk)) {
        bool is_break = walk.node->kind == NODE_SOFT_BREAK || walk.node->kind == NODE_HARD_BREAK;
        if (!walk.entering || !is_break)
            continue;
        walk.node->kind = NODE_TEXT;
        walk.node->text = "\n";
    }
}

/* <code> around Markdown: its text becomes code. */
static void make_code(struct node *root)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk)) {
        if (!walk.entering)
            continue;
        if (walk.node->kind == NODE_SOFT_BREAK)
            walk.node->text = " ";
        if (walk.node->kind == NODE_TEXT || walk.node->kind == NODE_SOFT_BREAK)
            walk.node->kind = NODE_CODE;
    }
}

static void put_kept_inline(struct builder *builder, struct node *node)
{
    make_line_ends(node);
    if (node->kind == NODE_TEXT) {
        builder_put_text(builder, node->text, node->where);
        return;
    }
    builder_flush_space(builder);
    if (builder_inside_link(builder))
        unlink_links(node);
    if (builder->code_depth)
        make_code(node);
    node_append(find_parent(builder), node);
    builder->space_before = false;
    make_leaf_visible(builder);
}

void builder_put_inline(struct builder *builder, struct node *node)
{
    if (builder_keeps_space(builder)) {
        put_kept_inline(builder, node);
        return;
    }
    bool is_break = node->kind == NODE_HARD_BREAK && !builder->as_written;
    ensure_leaf(builder, node->where);
    if (node->kind == NODE_SOFT_BREAK && builder->space_before && !builder->as_written)
        return;
    if (builder->space_pending && node->kind != NODE_HARD_BREAK)
        put_text_node(builder, " ", node->where);
    builder->space_pending = false;
    if (builder_inside_link(builder))
        unlink_links(node);
    if (builder->code_depth)
        make_code(node);
    node_append(find_parent(builder), node);
    builder->space_before = node->kind == NODE_HARD_BREAK;
    if (!is_break)
        make_leaf_visible(builder);
}

/* ── Blocks in a text ────────────────────────────────────────────────────────────────────────── */

void builder_part(struct builder *builder)
{
    builder->space_pending = !builder->space_before;
}

bool builder_keeps_space(const struct builder *builder)
{
    return builder->leaf && builder->leaf->kind == NODE_PREFORMATTED;
}

void builder_end_preformatted(struct builder *builder)
{
    if (builder_keeps_space(builder))
        builder_close_leaf(builder);
}

void builder_put_lines(struct builder *builder, struct node *block)
{
    struct walk walk = walk_start(block);
    while (walk_next(&walk)) {
        struct node *node = walk.node;
        builder_part(builder);
        if (walk.entering && node->id)
            builder_keep_id(builder, node->id, node->where);
        if (walk.entering && node->kind == NODE_CODE_BLOCK)
            builder_put_text(builder, node->code.text, node->where);
        while (walk.entering && node->first && node_is_inline(node->first->kind)) {
            struct node *child = node->first;
            node_unlink(child);
            builder_put_inline(builder, child);
        }
    }
}

/* ── Inline elements around blocks ───────────────────────────────────────────────────────────── */

static void wrap_children(struct builder *builder, struct node *leaf)
{
    struct node content = {.kind = leaf->kind};
    node_move_children(leaf, &content);
    builder->leaf = leaf;
    struct node *parent = find_parent(builder);
    builder->leaf = NULL;
    node_move_children(&content, parent);
    for (size_t i = 0; i < builder->inlines.count; i++)
        builder->inlines.items[i].made = NULL;
}

void builder_push_down(struct builder *builder, struct node *block)
{
    if (builder_inside_link(builder))
        unlink_links(block);
    struct walk walk = walk_start(block);
    while (walk_next(&walk)) {
        struct node *node = walk.node;
        bool is_leaf =
            node_holds_inlines(node->kind) ||
            (node->kind == NODE_TABLE_CELL && node->first && node_is_inline(node->first->kind));
        if (!walk.entering && is_leaf && node->first)
            wrap_children(builder, node);
    }
}
