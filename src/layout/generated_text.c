/* Enters: a list of content, and the element it is for. Leaves: its pieces: text, as far as it is
 * known before there are pages, and what is known later or depends on the line. */
#include <string.h>

#include "layout/generated_builder.h"
#include "layout/layout.h"

enum { BOX_MOST = 16 << 10, PIECE_COST = 64 };

/* ── Pieces ──────────────────────────────────────────────────────────────────────────────────── */

static struct piece *add_piece(struct builder *builder, enum piece_kind kind, const char *text)
{
    struct piece *piece = ARENA_NEW(builder->generated->arena, struct piece);
    piece->kind = kind;
    piece->text = text;
    *builder->end = piece;
    builder->end = &piece->next;
    builder->used += PIECE_COST;
    return piece;
}

static void close_text(struct builder *builder, enum piece_kind kind)
{
    struct buffer *text = &builder->text;
    if (text->length == 0)
        return;
    builder->used += text->length;
    add_piece(builder, kind, arena_copy_bytes(builder->generated->arena, text->data, text->length));
    buffer_clear(text);
}

static void put(struct builder *builder, const char *text)
{
    size_t length = strlen(text);
    builder->box_used += length;
    if (builder->box_used <= BOX_MOST)
        buffer_put(&builder->text, text, length);
}

static void put_content_text(struct builder *builder, const struct content *item)
{
    put(builder, item->text);
}

static bool is_address(const char *name, const char *value)
{
    return strcmp(name, "href") == 0 || strcmp(name, "src") == 0 || strstr(value, "://");
}

static void put_attribute(struct builder *builder, const struct content *item)
{
    char scratch[16];
    const char *value = style_attribute(builder->element, item->text, scratch);
    if (!value)
        return;
    bool is_url = is_address(item->text, value);
    if (is_url)
        close_text(builder, PIECE_TEXT);
    put(builder, value);
    if (is_url)
        close_text(builder, PIECE_ADDRESS);
}

static void put_counter(struct builder *builder, const struct content *item)
{
    struct buffer text = {0};
    if (item->kind == CONTENT_COUNTER)
        counters_put(&builder->counters, item->text, item->numbering, &text);
    else
        counters_put_all(&builder->counters, item->text, item->separator, item->numbering, &text);
    put(builder, buffer_string(&text));
    buffer_drop(&text);
}

static void put_leader(struct builder *builder, const struct content *item)
{
    close_text(builder, PIECE_TEXT);
    add_piece(builder, PIECE_LEADER, item->text);
}

/* ── Quotation marks ─────────────────────────────────────────────────────────────────────────── */

/* A quotation has the marks of the language around it (HTML, 15.3.5). */
static const char *quote_language(const struct builder *builder)
{
    const struct scope *top = builder_scope(builder);
    bool is_own = top->depth == builder->depth && builder->scopes.count > 1;
    return builder->element->kind == NODE_QUOTATION && is_own ? top[-1].lang : top->lang;
}

static const char *listed_quote(const struct content *quotes, int depth, bool closes)
{
    while (depth-- > 0 && quotes->next && quotes->next->next)
        quotes = quotes->next->next;
    return closes ? quotes->next->text : quotes->text;
}

static void put_quote(struct builder *builder, const struct content *item)
{
    const struct scope *scope = builder_scope(builder);
    bool closes = item->quote == QUOTE_CLOSE || item->quote == QUOTE_NO_CLOSE;
    bool is_shown = item->quote == QUOTE_OPEN || item->quote == QUOTE_CLOSE;
    if (closes && builder->quote_depth == 0)
        return;
    builder->quote_depth -= closes;
    if (is_shown && scope->auto_quotes)
        put(builder, quotes_find(quote_language(builder), builder->quote_depth, closes));
    else if (is_shown && scope->quotes)
        put(builder, listed_quote(scope->quotes, builder->quote_depth, closes));
    builder->quote_depth += !closes;
}

/* ── Targets ─────────────────────────────────────────────────────────────────────────────────── */

static const struct node *link_to_id(struct builder *builder, const char *id)
{
    const struct node *target = map_find(&builder->book->ids, id);
    if (!target) {
        diag_report(builder->diag, SEVERITY_WARNING, "target", builder->element->where, NULL,
                    "the stylesheet asks for \"#%s\" here; there is nothing of this name", id);
        return NULL;
    }
    struct node *link = node_new(builder->generated->arena, NODE_LINK, builder->element->where);
    link->link.kind = LINK_NODE;
    link->link.target = (struct node *)(uintptr_t)target;
    vector_push(&builder->generated->targets, target);
    return link;
}

/* A link that leads where an item wants to know something; NULL (reported) when it leads out of the
 * book. Dead links are reported already. */
static const struct node *find_link(struct builder *builder, const struct content *item)
{
    const struct node *element = builder->element;
    char scratch[16];
    const char *value = item->target;
    if (item->attribute && strcmp(item->attribute, "href") == 0 && element->kind == NODE_LINK) {
        if (element->link.kind == LINK_URL)
            diag_report(builder->diag, SEVERITY_WARNING, "target", element->where,
                        "narrow the selector, as in a[href^=\"#\"]",
                        "the stylesheet asks for the page of this link, which leads out of the "
                        "book");
        return element->link.kind == LINK_URL || element->link.kind == LINK_DEAD ? NULL : element;
    }
    if (item->attribute)
        value = style_attribute(element, item->attribute, scratch);
    return value && *value == '#' ? link_to_id(builder, value + 1) : NULL;
}

static void put_target_counter(struct builder *builder, const struct content *item)
{
    const struct node *link = find_link(builder, item);
    bool is_page = strcmp(item->text, "page") == 0;
    if (!link || (!is_page && link->link.kind != LINK_NODE))
        return;
    close_text(builder, PIECE_TEXT);
    struct piece *piece = add_piece(builder, is_page ? PIECE_PAGE : PIECE_TEXT, "");
    piece->link = link;
    piece->numbering = item->numbering;
    if (!is_page)
        vector_push(&builder->requests, (struct request){item, link->link.target, piece, 0});
    else if (!builder->generated->pages)
        builder->generated->pages = page_numbers_new(builder->generated->arena, builder->book);
}

static void put_target_text(struct builder *builder, const struct content *item)
{
    const struct node *link = find_link(builder, item);
    if (link && link->link.kind == LINK_NODE && link->link.target)
        put(builder, node_copy_words(builder->generated->arena, link->link.target));
}

/* ── The list ────────────────────────────────────────────────────────────────────────────────── */

static void (*const writers[])(struct builder *builder, const struct content *item) = {
    [CONTENT_TEXT] = put_content_text,
    [CONTENT_ATTRIBUTE] = put_attribute,
    [CONTENT_COUNTER] = put_counter,
    [CONTENT_COUNTERS] = put_counter,
    [CONTENT_TARGET_COUNTER] = put_target_counter,
    [CONTENT_TARGET_TEXT] = put_target_text,
    [CONTENT_LEADER] = put_leader,
    [CONTENT_QUOTE] = put_quote,
};

const struct piece *builder_write(struct builder *builder, const struct content *item)
{
    const struct piece *first = NULL;
    builder->end = &first;
    builder->box_used = 0;
    for (; item && builder->used < GENERATED_MOST; item = item->next, builder->used++)
        if (writers[item->kind])
            writers[item->kind](builder, item);
    close_text(builder, PIECE_TEXT);
    return first;
}
