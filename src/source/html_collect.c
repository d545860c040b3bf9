/* Enters: a region (a block with its children, or a table cell). Leaves: its tokens.
 * Only what stands beside raw HTML matters to HTML's rules, so Markdown is told as runs of whole
 * siblings; a paragraph, heading or inline is opened up only when raw HTML is met inside it. Blocks
 * that are regions of their own, and lists and tables, are always whole. The path from the region
 * down to the walk's place is a stack of frames, each with the first sibling not yet told. */
#include "source/html_token.h"

#include <string.h>

#include "source/markdown.h"

enum { MAX_INLINE_DEPTH = 16 }; /* raw HTML deeper in emphasis than this is left out */

struct frame {
    struct node *node;
    struct node *run; /* first child not yet told; NULL: all are */
    bool open;
};

struct collector {
    struct html_region *region;
    VECTOR(struct frame) frames;
    size_t leaf, chunk;
};

static struct token *push_token(struct collector *collector, enum token_kind kind,
                                struct node *node)
{
    struct token token = {
        .kind = kind, .node = node, .where = node->where, .leaf = collector->leaf};
    vector_push(&collector->region->tokens, token);
    return &collector->region->tokens.items[collector->region->tokens.count - 1];
}

/* White space between tags is told as such, for tables pass over it. */
static bool is_blank_run(const struct node *first, const struct node *last)
{
    if (first != last)
        return false;
    if (first->kind == NODE_SOFT_BREAK)
        return true;
    return first->kind == NODE_TEXT && !first->text[strspn(first->text, " \t\n")];
}

/* Tells the frame's children up to, not including, `stop` (NULL: to the end). */
static void tell_run(struct collector *collector, struct frame *frame, struct node *stop)
{
    if (!frame->run || frame->run == stop)
        return;
    struct node *last = stop ? stop->previous : frame->node->last;
    struct token *token = push_token(collector, TOKEN_RUN, frame->run);
    token->last = last;
    if (is_blank_run(token->node, last)) {
        token->kind = TOKEN_RAW;
        token->node = NULL;
        token->tag = (struct tag){.kind = TAG_TEXT, .begin = " "};
        token->tag.end = token->tag.begin + 1;
    }
    frame->run = NULL;
}

/* Opens all frames on the way to raw HTML. */
static void open_frames(struct collector *collector)
{
    for (size_t i = 1; i < collector->frames.count; i++) {
        struct frame *frame = &collector->frames.items[i];
        if (frame->open)
            continue;
        tell_run(collector, frame - 1, frame->node);
        push_token(collector, TOKEN_OPEN, frame->node);
        if (!node_is_inline(frame->node->kind))
            collector->leaf = collector->region->tokens.count;
        frame->open = true;
    }
}

static struct position advance(struct position where, const char *from, const char *to, int indent)
{
    const char *end;
    while ((end = memchr(from, '\n', (size_t)(to - from)))) {
        where.line++;
        where.column = indent;
        from = end + 1;
    }
    where.column += (int)(to - from);
    return where;
}

static void tell_raw(struct collector *collector, struct node *node)
{
    const char *at = node->text, *end = at + strlen(at);
    struct position where = node->where;
    bool is_block = collector->frames.count == 1 && node->parent->kind != NODE_TABLE_CELL;
    int indent = is_block ? node->where.column : 1;
    collector->chunk++;
    while (at < end) {
        struct token *token = push_token(collector, TOKEN_RAW, node);
        token->node = NULL;
        token->chunk = collector->chunk;
        token->where = where;
        at = tag_read(at, end, &token->tag);
        where = advance(where, token->tag.begin, token->tag.end, indent);
    }
}

static bool may_open(const struct node *node)
{
    return node->first && (node_is_inline(node->kind) || node_holds_inlines(node->kind));
}

static void enter(struct collector *collector, struct walk *walk)
{
    struct node *node = walk->node;
    if (node->kind == NODE_RAW_HTML) {
        if (collector->frames.count > MAX_INLINE_DEPTH)
            return;
        open_frames(collector);
        struct frame *frame = &collector->frames.items[collector->frames.count - 1];
        tell_run(collector, frame, node);
        tell_raw(collector, node);
        frame->run = node->next;
    } else if (may_open(node)) {
        vector_push(&collector->frames, (struct frame){node, node->first, false});
    } else {
        walk_skip_children(walk);
    }
}

static void leave(struct collector *collector, struct node *node)
{
    struct frame *frame = &collector->frames.items[collector->frames.count - 1];
    if (node->kind == NODE_RAW_HTML && collector->frames.count > MAX_INLINE_DEPTH) {
        if (frame->run == node)
            frame->run = node->next;
        node_unlink(node);
    }
    if (frame->node != node)
        return;
    collector->frames.count--;
    if (!frame->open)
        return;
    tell_run(collector, frame, NULL);
    push_token(collector, TOKEN_CLOSE, node);
    if (!node_is_inline(node->kind))
        collector->leaf = 0;
    collector->frames.items[collector->frames.count - 1].run = node->next;
}

void html_collect(struct html_region *region)
{
    struct collector collector = {.region = region};
    vector_push(&collector.frames, (struct frame){region->root, region->root->first, true});
    struct walk walk = walk_start(region->root);
    while (walk_next(&walk)) {
        if (walk.node == region->root)
            continue;
        if (walk.entering)
            enter(&collector, &walk);
        else
            leave(&collector, walk.node);
    }
    tell_run(&collector, &collector.frames.items[0], NULL);
    vector_drop(&collector.frames);
}
