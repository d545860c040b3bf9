/* Enters: a tree with pieces of raw HTML. Leaves: the tree without them.
 * Raw HTML acts within its region: the block (document, quote, list item, note) whose child it or
 * its paragraph is, or its table cell; it cannot reach out of that. Each region with HTML in it is
 * taken apart into tokens (collect), tags are matched (match), a stream of HTML with placeholders
 * for the Markdown is printed (print) and given to gumbo, which builds the tree as every browser
 * would; that tree is turned into nodes (build). gumbo's memory comes from a scratch arena with a
 * limit: HTML whose repair would blow up without bounds is left out instead. */
#include "source/html.h"

#include <setjmp.h>
#include <stdint.h>

#include "source/html_token.h"
#include "source/markdown.h"

enum { MEMORY_BASE = 64 << 20, MEMORY_PER_BYTE = 128 };

/* ── gumbo within limits ─────────────────────────────────────────────────────────────────────── */

struct budget {
    struct arena *arena;
    size_t left;
    jmp_buf exhausted;
};

static void *allocate(void *userdata, size_t size)
{
    struct budget *budget = userdata;
    if (size > budget->left)
        longjmp(budget->exhausted, 1);
    budget->left -= size;
    return arena_alloc(budget->arena, size);
}

static void deallocate(void *userdata, void *memory)
{
    (void)userdata;
    (void)memory;
}

/* The root of gumbo's tree in the scratch arena; NULL when it would grow too large. */
static const GumboNode *parse_stream(struct html_region *region)
{
    struct budget budget = {.arena = region->scratch};
    budget.left = MEMORY_BASE + region->stream.length * (size_t)MEMORY_PER_BYTE;
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = deallocate;
    options.userdata = &budget;
    options.max_errors = 0;
    options.fragment_context = GUMBO_TAG_BODY;
    if (setjmp(budget.exhausted))
        return NULL;
    return gumbo_parse_with_options(&options, region->stream.data, region->stream.length)->root;
}

/* ── Regions ─────────────────────────────────────────────────────────────────────────────────── */

static void drop_raw_html(struct node *root)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk))
        if (!walk.entering && walk.node->kind == NODE_RAW_HTML)
            node_unlink(walk.node);
}

/* False when its HTML is nothing but comments and other things that no reader sees, and takes no
 * Markdown with it. */
static bool says_something(const struct html_region *region)
{
    for (size_t i = 0; i < region->tokens.count; i++) {
        const struct token *token = &region->tokens.items[i];
        if (token->dropped && token->kind == TOKEN_RUN)
            return true;
        if (token->kind != TOKEN_RAW || token->dropped)
            continue;
        for (const char *at = token->tag.begin; at < token->tag.end; at++)
            if (*at != ' ' && *at != '\t' && *at != '\n')
                return true;
    }
    return false;
}

/* What is left without tags is one flat row of text and placeholders. */
static void drop_tags(struct html_region *region)
{
    diag_report(region->diag, SEVERITY_WARNING, "html-size", region->root->where,
                "close the elements that it opens",
                "the HTML here repeats itself without end; its tags are left out");
    for (size_t i = 0; i < region->tokens.count; i++)
        if (region->tokens.items[i].tag.kind == TAG_START ||
            region->tokens.items[i].tag.kind == TAG_END)
            region->tokens.items[i].dropped = true;
    buffer_clear(&region->stream);
    arena_reset(region->scratch);
    html_print(region);
}

static void resolve_region(struct html_region *region)
{
    html_collect(region);
    html_match(region);
    if (!says_something(region)) {
        drop_raw_html(region->root);
        return;
    }
    html_print(region);
    const GumboNode *root = parse_stream(region);
    if (!root) {
        drop_tags(region);
        root = parse_stream(region);
    }
    if (root)
        html_build(region, root);
    else
        drop_raw_html(region->root);
}

static bool is_region(enum node_kind kind)
{
    return kind == NODE_DOCUMENT || kind == NODE_BLOCK_QUOTE || kind == NODE_LIST_ITEM ||
           kind == NODE_FOOTNOTE || kind == NODE_TABLE_CELL;
}

static void resolve_root(struct html_region *region, struct node *root)
{
    region->root = root;
    region->tokens.count = 0;
    buffer_clear(&region->stream);
    resolve_region(region);
    arena_reset(region->scratch);
    if (root->kind == NODE_BLOCK_QUOTE && !root->first)
        node_unlink(root);
}

void html_resolve(struct arena *arena, struct node *document, const struct html_options *options,
                  struct diag *diag)
{
    struct html_region region = {
        .arena = arena, .scratch = arena_new(), .diag = diag, .options = options};
    VECTOR(bool) has_html = {0}; /* of each region that the walk is in */
    struct walk walk = walk_start(document);
    while (walk_next(&walk)) {
        enum node_kind kind = walk.node->kind;
        if (is_region(kind) && walk.entering)
            vector_push(&has_html, false);
        else if (is_region(kind) && has_html.count > 0 && has_html.items[--has_html.count])
            resolve_root(&region, walk.node);
        else if (kind == NODE_RAW_HTML && has_html.count > 0)
            has_html.items[has_html.count - 1] = true;
    }
    vector_drop(&has_html);
    vector_drop(&region.tokens);
    buffer_drop(&region.stream);
    arena_drop(region.scratch);
}
