/* Enters: matched tokens. Leaves: one stream of HTML for gumbo, and where in it each token stands.
 * Raw HTML is printed as it is. A run of Markdown becomes an empty element that HTML's tree
 * construction treats as it would treat the Markdown's own elements: <div> closes an open <p>, as
 * any block does; <wbr> is an inline without content. Opened Markdown is printed with its own tag.
 * Tokens are known again by their place in the stream, so nothing in the source can pass for one.
 */
#include <stdint.h>
#include <string.h>

#include "source/html_token.h"

static const char *markdown_tag(const struct node *node)
{
    static const char *const headings[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    static const char *const inlines[NODE_KIND_COUNT] = {
        [NODE_PARAGRAPH] = "p", [NODE_EMPHASIS] = "em", [NODE_STRONG] = "strong",
        [NODE_DELETED] = "del", [NODE_LINK] = "a",
    };
    if (node->kind == NODE_HEADING)
        return headings[node->heading.level - 1];
    return inlines[node->kind] ? inlines[node->kind] : "span";
}

static void print_end_tag(struct html_region *region, const struct tag *tag)
{
    buffer_printf(&region->stream, "</%.*s>", (int)tag->name_length, tag->name);
}

/* A start tag whose element has no end of its own. */
static bool stays_open(const struct token *token)
{
    const struct element *element = element_find(token->tag.id);
    return token->kind == TOKEN_RAW && token->tag.kind == TAG_START && !token->dropped &&
           !token->matched && !token->closed && !token->self_closed && !element->is_void &&
           !element->end_optional;
}

/* Ends what was opened in the leaf and not closed, the last first. */
static void print_closers(struct html_region *region, size_t leaf, size_t close)
{
    for (size_t i = close; i-- > leaf;)
        if (stays_open(&region->tokens.items[i]))
            print_end_tag(region, &region->tokens.items[i].tag);
}

/* The same for the inlines of a piece of HTML that stands between blocks. Its blocks may well be
 * closed by the end of the region only: <div align="center"> around all that follows. */
static void print_inline_closers(struct html_region *region, size_t last)
{
    const struct token *tokens = region->tokens.items;
    size_t chunk = tokens[last].chunk;
    for (size_t i = last + 1; i-- > 0 && tokens[i].chunk == chunk;)
        if (stays_open(&tokens[i]) && element_find(tokens[i].tag.id)->form != ELEMENT_BLOCK)
            print_end_tag(region, &tokens[i].tag);
}

/* The last token of a piece of HTML between blocks. */
static bool ends_chunk(const struct html_region *region, size_t index)
{
    const struct token *token = &region->tokens.items[index];
    bool is_last = index + 1 == region->tokens.count || token[1].chunk != token->chunk;
    return token->chunk && !token->leaf && is_last && region->root->kind != NODE_TABLE_CELL;
}

static void print_raw(struct html_region *region, const struct token *token)
{
    const struct tag *tag = &token->tag;
    const char *end = tag->cut ? tag->cut : tag->end;
    buffer_put(&region->stream, tag->begin, (size_t)(end - tag->begin));
    if (tag->cut)
        buffer_put_char(&region->stream, '>');
    if (token->self_closed)
        print_end_tag(region, tag);
}

static void print_token(struct html_region *region, size_t index)
{
    struct token *token = &region->tokens.items[index];
    bool is_block = token->node && !node_is_inline(token->node->kind);
    if (token->kind == TOKEN_CLOSE && is_block)
        print_closers(region, token->leaf, index);
    for (size_t i = token->closers; i; i = region->tokens.items[i - 1].next)
        print_end_tag(region, &region->tokens.items[i - 1].tag);
    token->offset = region->stream.length;
    if (!token->node)
        print_raw(region, token);
    else if (token->kind == TOKEN_RUN)
        buffer_put_string(&region->stream, is_block ? "<div></div>" : "<wbr>");
    else
        buffer_printf(&region->stream, token->kind == TOKEN_OPEN ? "<%s>" : "</%s>",
                      markdown_tag(token->node));
}

void html_print(struct html_region *region)
{
    for (size_t i = 0; i < region->tokens.count; i++) {
        if (region->tokens.items[i].dropped)
            region->tokens.items[i].offset = region->stream.length;
        else
            print_token(region, i);
        if (ends_chunk(region, i))
            print_inline_closers(region, i);
    }
}

struct token *html_find_token(struct html_region *region, const char *place)
{
    uintptr_t begin = (uintptr_t)region->stream.data, at = (uintptr_t)place;
    if (at < begin || at >= begin + region->stream.length)
        return NULL;
    size_t offset = (size_t)(at - begin), low = 0, high = region->tokens.count;
    while (high - low > 1) { /* the last token at or before the place */
        size_t middle = low + (high - low) / 2;
        if (region->tokens.items[middle].offset <= offset)
            low = middle;
        else
            high = middle;
    }
    struct token *token = high ? &region->tokens.items[low] : NULL;
    return token && token->offset <= offset ? token : NULL;
}
