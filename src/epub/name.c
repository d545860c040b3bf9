/* Enters: a node and the frame of what it stands in. Leaves: the name of the element it becomes,
 * where that depends on more than its kind.
 *
 * Depth is bounded: XML parsers in reading systems refuse more than 256 open elements, so below
 * a certain depth quotes, lists and emphasis are no longer opened, only what they hold is written.
 */
#include <string.h>

#include "epub/writer.h"

/* How deep elements may be when another one is opened: structures, which need room for their parts;
 * other blocks and inlines; blocks of text, which keep words apart. */
enum { STRUCTURE_DEPTH = 150, ELEMENT_DEPTH = 170, TEXT_DEPTH = 190 };

/* ── Names that depend on the place ──────────────────────────────────────────────────────────── */

/* Within a file no level is skipped on the way down, as those who listen go by the levels. The
 * first heading of a file stays as it was written. */
static int choose_level(struct levels *levels, int written)
{
    while (levels->count > 0 && levels->written[levels->count - 1] >= written)
        levels->count--;
    int level = levels->count > 0 ? levels->given[levels->count - 1] + 1 : written;
    levels->written[levels->count] = written;
    levels->given[levels->count++] = level;
    return level;
}

static const char *name_heading(struct writer *writer, const struct node *node,
                                const struct frame *parent)
{
    static const char *const names[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    int level = node->heading.level < 1 ? 1 : node->heading.level > 6 ? 6 : node->heading.level;
    if (parent->surroundings & IN_HEADER_CELL)
        return "p";
    if (!writer->edition->plain)
        level = choose_level(&writer->levels, level);
    return names[level - 1];
}

static const char *name_cell(struct writer *writer, const struct node *node,
                             const struct frame *parent)
{
    (void)writer, (void)parent;
    return node->cell.header || node->parent->row.header ? "th" : "td";
}

static const char *name_division(struct writer *writer, const struct node *node,
                                 const struct frame *parent)
{
    static const char *const names[] = {
        [EDIT_NONE] = "div", [EDIT_DELETED] = "del", [EDIT_INSERTED] = "ins"};
    (void)writer, (void)parent;
    return names[node->division.edit];
}

static const char *name_list(struct writer *writer, const struct node *node,
                             const struct frame *parent)
{
    (void)writer, (void)parent;
    return node->list.ordered ? "ol" : "ul";
}

/* A link in a link, or one that leads nowhere, is just what it holds. */
static const char *name_link(struct writer *writer, const struct node *node,
                             const struct frame *parent)
{
    if (!(parent->surroundings & IN_LINK) && epub_find_address(writer, node))
        return "a";
    bool holds_blocks = node->first && !node_is_inline(node->first->kind);
    return holds_blocks && !(parent->surroundings & IN_PHRASING) ? "div" : "span";
}

static const char *name_term(struct writer *writer, const struct node *node,
                             const struct frame *parent)
{
    (void)writer, (void)node;
    return parent->surroundings & IN_TERM ? "span" : "dfn";
}

static const char *name_span(struct writer *writer, const struct node *node,
                             const struct frame *parent)
{
    (void)writer, (void)parent;
    return node->overrides_direction ? "bdo" : "span";
}

/* A caption is one only at the head of its table, or at either end of its figure. */
static const char *name_caption(struct writer *writer, const struct node *node,
                                const struct frame *parent)
{
    (void)writer;
    bool in_figure = parent->name && strcmp(parent->name, "figure") == 0;
    if (parent->structure == NODE_TABLE)
        return "caption";
    if (in_figure &&
        (!node->previous || (!node->next && node->parent->first->kind != NODE_CAPTION)))
        return "figcaption";
    return "div";
}

static const char *(*const namers[NODE_KIND_COUNT])(struct writer *, const struct node *,
                                                    const struct frame *) = {
    [NODE_HEADING] = name_heading, [NODE_TABLE_CELL] = name_cell,   [NODE_LIST] = name_list,
    [NODE_LINK] = name_link,       [NODE_TERM] = name_term,         [NODE_CAPTION] = name_caption,
    [NODE_SPAN] = name_span,       [NODE_DIVISION] = name_division,
};

/* ── Names in plain mode ─────────────────────────────────────────────────────────────────────── */

/* What reading systems draw badly is written as HTML writes it only where HTML is asked for. */
static const char *name_plain(const struct node *node, const struct frame *parent)
{
    bool in_details = parent->name && strcmp(parent->name, "details") == 0;
    if (node->kind == NODE_DETAILS)
        return "details";
    if (node->kind == NODE_SUMMARY && in_details && !node->previous)
        return "summary";
    return NULL;
}

/* CommonMark's tight lists: a paragraph is its content. Two in a row would run together. */
static bool is_bare(const struct writer *writer, const struct node *node)
{
    const struct node *item = node->parent;
    return node->kind == NODE_PARAGRAPH && item && item->kind == NODE_LIST_ITEM && item->parent &&
           item->parent->kind == NODE_LIST && item->parent->list.tight && !node->classes &&
           !node->lang && node->direction == DIRECTION_INHERITED && node->align == ALIGN_NONE &&
           !anchors_find(&writer->edition->anchors, node) &&
           !(node->previous && node->previous->kind == NODE_PARAGRAPH) &&
           !(node->next && node->next->kind == NODE_PARAGRAPH);
}

static bool is_too_deep(const struct node *node, const struct frame *parent)
{
    const struct element *element = &epub_elements[node->kind];
    bool is_text = element->content == HOLDS_PHRASING && !node_is_inline(node->kind);
    bool is_part = element->structure != NODE_DOCUMENT && element->structure == parent->structure;
    int limit = is_text || is_part      ? TEXT_DEPTH
                : element->is_structure ? STRUCTURE_DEPTH
                                        : ELEMENT_DEPTH;
    return parent->depth >= limit;
}

const char *epub_choose_name(struct writer *writer, const struct node *node,
                             const struct frame *parent)
{
    const struct element *element = &epub_elements[node->kind];
    const char *plain = writer->edition->plain ? name_plain(node, parent) : NULL;
    if (!element->name || is_too_deep(node, parent) || is_bare(writer, node))
        return NULL;
    if (plain)
        return plain;
    if (parent->surroundings & IN_PHRASING && !node_is_inline(node->kind))
        return "span";
    if (element->structure != NODE_DOCUMENT && element->structure != parent->structure)
        return element->stray;
    if (namers[node->kind])
        return namers[node->kind](writer, node, parent);
    bool is_part = element->structure != NODE_DOCUMENT;
    return parent->surroundings & IN_HEADER_CELL && !is_part ? element->stray : element->name;
}
