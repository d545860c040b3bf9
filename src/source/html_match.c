/* Enters: a region's tokens. Leaves: the same, with start and end tags matched and what gumbo must
 * not see marked as dropped.
 * A stack of open elements, as a cautious author would close them, decides. An inline element that
 * is opened in a paragraph or heading and not closed there ends with it, so that a forgotten </b>
 * does not embolden the rest of the book. An end tag that closes nothing is dropped, so that it
 * cannot close what stands outside; one that ends a block ends the inlines opened in it as well.
 * Depth is limited, for gumbo's rules look through its whole stack at every tag: a limit makes them
 * linear. Elements whose end tags may be left out do not count, since they cannot nest but in
 * others that do. */
#include "source/html_token.h"

#include <string.h>

#include "source/markdown.h"

enum { MAX_DEPTH = 150, MAX_INLINE_NESTING = 24 };

struct open_element {
    size_t token;
    bool is_inline;
    bool told; /* its token and those below know that they hold blocks */
};

struct matcher {
    struct html_region *region;
    VECTOR(struct open_element) stack;
    size_t inline_depth;
    bool too_deep; /* reported */
    /* For each element: no end tag of it comes before this token. */
    size_t searched[GUMBO_TAG_LAST + 1];
};

static struct token *token_at(const struct matcher *matcher, size_t index)
{
    return &matcher->region->tokens.items[index];
}

/* ── The stack ───────────────────────────────────────────────────────────────────────────────── */

static void pop_to(struct matcher *matcher, size_t depth)
{
    while (matcher->stack.count > depth)
        if (matcher->stack.items[--matcher->stack.count].is_inline)
            matcher->inline_depth--;
}

/* Where on the stack an element like `tag` is open, plus 1; 0: nowhere. */
static size_t find_open(const struct matcher *matcher, const struct tag *tag)
{
    for (size_t depth = matcher->stack.count; depth > 0; depth--)
        if (tag_same_element(&token_at(matcher, matcher->stack.items[depth - 1].token)->tag, tag))
            return depth;
    return 0;
}

static void note_block(struct matcher *matcher)
{
    for (size_t depth = matcher->stack.count; depth > 0; depth--) {
        struct open_element *open = &matcher->stack.items[depth - 1];
        if (open->told)
            return;
        open->told = true;
        token_at(matcher, open->token)->holds_blocks = true;
    }
}

static void report_depth(struct matcher *matcher, const struct token *token)
{
    if (!matcher->too_deep)
        diag_report(matcher->region->diag, SEVERITY_WARNING, "html-depth", token->where,
                    "close the elements around it, or nest less",
                    "HTML is nested too deep here; deeper tags are left out");
    matcher->too_deep = true;
}

static void push_open(struct matcher *matcher, size_t index)
{
    struct token *token = token_at(matcher, index);
    bool is_inline = element_find(token->tag.id)->form != ELEMENT_BLOCK;
    if (matcher->stack.count >= MAX_DEPTH ||
        (is_inline && matcher->inline_depth >= MAX_INLINE_NESTING)) {
        token->dropped = true;
        report_depth(matcher, token);
        return;
    }
    matcher->inline_depth += is_inline;
    vector_push(&matcher->stack, (struct open_element){.token = index, .is_inline = is_inline});
}

/* ── Elements left out with all they hold ────────────────────────────────────────────────────── */

/* The end tag for a start tag, within the same leaf or, outside leaves, the same piece of HTML. */
static size_t find_end(struct matcher *matcher, size_t start)
{
    const struct token *opener = token_at(matcher, start);
    size_t index = start + 1;
    if (index <= matcher->searched[opener->tag.id])
        return 0;
    for (; index < matcher->region->tokens.count; index++) {
        const struct token *token = token_at(matcher, index);
        if (token->leaf != opener->leaf || (!opener->leaf && token->chunk != opener->chunk))
            break;
        if (token->kind == TOKEN_RAW && token->tag.kind == TAG_END &&
            tag_same_element(&token->tag, &opener->tag))
            return index;
    }
    matcher->searched[opener->tag.id] = index;
    return 0;
}

/* The text between `open` and `close` in a piece of raw HTML; NULL when there is none. */
static const char *copy_between(struct arena *arena, const struct tag *tag, const char *open,
                                const char *close)
{
    size_t length = (size_t)(tag->end - tag->begin);
    const char *start = memmem(tag->begin, length, open, strlen(open));
    if (!start)
        return NULL;
    start += strlen(open);
    const char *end = memmem(start, (size_t)(tag->end - start), close, strlen(close));
    return end && end > start ? arena_copy_bytes(arena, start, (size_t)(end - start)) : NULL;
}

/* A drawing is left out, but not what it is called: that stands in its place. */
static void keep_drawing_name(struct matcher *matcher, size_t start, size_t end)
{
    struct arena *arena = matcher->region->arena;
    struct token *opener = token_at(matcher, start);
    const char *name = copy_between(arena, &opener->tag, "aria-label=\"", "\"");
    for (size_t index = start + 1; index < end && !name; index++) {
        const struct token *token = token_at(matcher, index);
        bool is_title = token->kind == TOKEN_RAW && token->tag.id == GUMBO_TAG_TITLE;
        if (is_title && token->tag.kind == TAG_NOTHING)
            name = copy_between(arena, &token->tag, ">", "<");
        else if (is_title && token[1].kind == TOKEN_RUN && token[1].node->kind == NODE_TEXT)
            name = token[1].node->text;
    }
    if (!name)
        return;
    opener->node = opener->last = node_new(arena, NODE_TEXT, opener->where);
    opener->node->text = name;
    opener->kind = TOKEN_RUN;
    opener->dropped = false;
}

/* Returns the last token dropped. Markdown's own OPEN and CLOSE stay, for they come in pairs. */
static size_t skip_element(struct matcher *matcher, size_t start)
{
    struct token *opener = token_at(matcher, start);
    size_t end = find_end(matcher, start);
    diag_report(matcher->region->diag, SEVERITY_NOTE, "html-left-out", opener->where, NULL,
                "the element <%.*s> is left out", (int)opener->tag.name_length, opener->tag.name);
    for (size_t index = start; index <= end; index++)
        if (token_at(matcher, index)->kind <= TOKEN_RUN)
            token_at(matcher, index)->dropped = true;
    opener->dropped = true;
    if (end && opener->tag.id == GUMBO_TAG_SVG)
        keep_drawing_name(matcher, start, end);
    return end ? end : start;
}

/* ── Tags ────────────────────────────────────────────────────────────────────────────────────── */

static bool is_checkbox(const struct tag *tag)
{
    return tag->id == GUMBO_TAG_INPUT &&
           memmem(tag->begin, (size_t)(tag->end - tag->begin), "checkbox", 8);
}

/* Returns the last token that this one takes with it. */
static size_t match_start(struct matcher *matcher, size_t index)
{
    struct token *token = token_at(matcher, index);
    const struct element *element = element_find(token->tag.id);
    if (element->form == ELEMENT_SKIPPED)
        return skip_element(matcher, index);
    if (element->form == ELEMENT_BLOCK)
        note_block(matcher);
    token->dropped = element->form == ELEMENT_IGNORED ||
                     (token->tag.id == GUMBO_TAG_INPUT && !is_checkbox(&token->tag));
    if (token->dropped || element->is_void || element->end_optional)
        return index;
    token->self_closed = token->tag.self_closing && !matcher->region->options->as_written;
    if (token->self_closed)
        return index;
    size_t depth = token->tag.id == GUMBO_TAG_A ? find_open(matcher, &token->tag) : 0;
    if (depth) /* links do not nest: a second <a> ends the first */
        pop_to(matcher, depth - 1);
    push_open(matcher, index);
    return index;
}

/* Has the inlines above `depth` on the stack closed before the end tag `token`. */
static void close_inlines(struct matcher *matcher, struct token *token, size_t depth)
{
    size_t *link = &token->closers;
    for (size_t i = matcher->stack.count; i > depth; i--) {
        if (!matcher->stack.items[i - 1].is_inline)
            continue;
        *link = matcher->stack.items[i - 1].token + 1;
        struct token *inner = token_at(matcher, *link - 1);
        inner->closed = true;
        link = &inner->next;
    }
}

static void match_end(struct matcher *matcher, size_t index)
{
    struct token *token = token_at(matcher, index);
    const struct element *element = element_find(token->tag.id);
    token->dropped = element->form == ELEMENT_IGNORED || element->form == ELEMENT_SKIPPED;
    if (token->dropped || element->is_void || element->end_optional)
        return;
    size_t depth = find_open(matcher, &token->tag);
    token->dropped = depth == 0;
    if (depth == 0)
        return;
    token_at(matcher, matcher->stack.items[depth - 1].token)->matched = true;
    if (element->form == ELEMENT_BLOCK)
        close_inlines(matcher, token, depth);
    pop_to(matcher, depth - 1);
}

/* At the end of a paragraph or heading its inline elements end. */
static void leave_leaf(struct matcher *matcher, size_t leaf)
{
    size_t kept = matcher->stack.count;
    while (kept > 0 && token_at(matcher, matcher->stack.items[kept - 1].token)->leaf == leaf)
        kept--;
    size_t count = matcher->stack.count;
    for (size_t i = kept; i < count; i++)
        if (!matcher->stack.items[i].is_inline)
            matcher->stack.items[kept++] = matcher->stack.items[i];
        else
            matcher->inline_depth--;
    matcher->stack.count = kept;
}

static void report_broken(struct matcher *matcher, struct token *token)
{
    token->dropped = true;
    diag_report(matcher->region->diag, SEVERITY_WARNING, "broken-tag", token->where,
                "end the tag with >", "this HTML tag has no end; it is left out");
}

static size_t match_raw(struct matcher *matcher, size_t index)
{
    struct token *token = token_at(matcher, index);
    if (token->tag.kind == TAG_START)
        return match_start(matcher, index);
    if (token->tag.kind == TAG_END)
        match_end(matcher, index);
    else if (token->tag.kind == TAG_BROKEN)
        report_broken(matcher, token);
    else
        token->dropped = token->tag.kind == TAG_NOTHING;
    return index;
}

/* ── What was never closed ───────────────────────────────────────────────────────────────────── */

static void report_unclosed(struct matcher *matcher, const struct token *token)
{
    const struct element *element = element_find(token->tag.id);
    int length = (int)token->tag.name_length;
    const char *name = token->tag.name;
    if (token->tag.id == GUMBO_TAG_UNKNOWN)
        diag_report(matcher->region->diag, SEVERITY_WARNING, "unknown-tag", token->where,
                    "if it is no HTML, write it between backticks or with &lt;",
                    "<%.*s> is taken for an HTML tag and not shown", length, name);
    else if (element->form == ELEMENT_BLOCK)
        diag_report(matcher->region->diag, SEVERITY_WARNING, "unclosed-tag", token->where,
                    "add its end tag", "<%.*s> is never closed", length, name);
}

static void report_all_unclosed(struct matcher *matcher)
{
    for (size_t i = 0; i < matcher->region->tokens.count; i++) {
        const struct token *token = token_at(matcher, i);
        const struct element *element = element_find(token->tag.id);
        if (token->kind == TOKEN_RAW && token->tag.kind == TAG_START && !token->matched &&
            !token->dropped && !token->self_closed && !element->is_void && !element->end_optional)
            report_unclosed(matcher, token);
    }
}

void html_match(struct html_region *region)
{
    struct matcher matcher = {.region = region};
    for (size_t i = 0; i < region->tokens.count; i++) {
        struct token *token = &region->tokens.items[i];
        bool is_block = token->node && !node_is_inline(token->node->kind);
        if (is_block && token->kind != TOKEN_CLOSE)
            note_block(&matcher);
        if (token->kind == TOKEN_RAW)
            i = match_raw(&matcher, i);
        else if (token->kind == TOKEN_CLOSE && is_block)
            leave_leaf(&matcher, token->leaf);
    }
    report_all_unclosed(&matcher);
    vector_drop(&matcher.stack);
}
