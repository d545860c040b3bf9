/* Enters: a run of the tree. Leaves: its XHTML, well formed and valid whatever the tree holds.
 *
 * The tree is walked once, without recursion; a stack of frames remembers what was opened for each
 * node on the way in and must be closed on the way out. epub_elements tells how each kind is
 * written; this file settles what depends on the place. HTML's content models are kept by three
 * repairs, none of which loses a word:
 *   - a node that needs a parent (an item, a row, a cell, a term) and has another is a <div>;
 *   - a child that a list, table, row or definition list may not hold gets the element it needs
 *     around it; missing terms and definitions are added, empty;
 *   - a block in a place for phrasing is a <span class="block">, a link in a link a <span>.
 * Depth is bounded: XML parsers in reading systems refuse more than 256 open elements, so below
 * a certain depth quotes, lists and emphasis are no longer opened, only what they hold is written.
 */
#include <stdio.h>
#include <string.h>

#include "epub/writer.h"
#include "epub/xml.h"

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

/* The element a node becomes; NULL: none, what it holds stands for itself. */
static const char *choose_name(struct writer *writer, const struct node *node,
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

/* ── Structures ──────────────────────────────────────────────────────────────────────────────── */

/* What a child that does not fit gets around it. */
struct wrapper {
    const char *start, *end;
    int depth;
};

static const struct wrapper wrappers[NODE_KIND_COUNT] = {
    [NODE_LIST] = {"<li>", "</li>", 1},
    [NODE_DEFINITION_LIST] = {"<dd>", "</dd>", 1},
    [NODE_TABLE] = {"<tr><td>", "</td></tr>", 2},
    [NODE_TABLE_ROW] = {"<td>", "</td>", 1},
};

static bool fits(const struct node *node, const struct frame *parent)
{
    if (parent->structure == NODE_TABLE && node->kind == NODE_CAPTION)
        return parent->progress == AT_START;
    return epub_elements[node->kind].structure == parent->structure;
}

/* A definition needs a term before it, and a term a definition after it. */
static void advance_definition_list(struct writer *writer, const struct node *node,
                                    struct frame *list)
{
    bool is_term = node->kind == NODE_DEFINITION_TERM;
    if (!is_term && list->progress == AT_START)
        buffer_put_string(writer->out, "<dt></dt>");
    list->progress = is_term ? AFTER_TERM : AFTER_DEFINITION;
}

/* The header rows at the top make the <thead>, all others the <tbody>. */
static void advance_table(struct writer *writer, const struct node *node, struct frame *table)
{
    bool header = node->kind == NODE_TABLE_ROW && node->row.header;
    bool is_caption = node->kind == NODE_CAPTION && table->progress == AT_START;
    if (!is_caption && table->progress <= AFTER_CAPTION && !writer->edition->plain)
        epub_put_columns(writer, node->parent);
    if (is_caption) {
        table->progress = AFTER_CAPTION;
    } else if (header && table->progress <= AFTER_CAPTION) {
        buffer_put_string(writer->out, "<thead>\n");
        table->progress = IN_HEAD;
    } else if (!header && table->progress != IN_BODY) {
        buffer_put_string(writer->out,
                          table->progress == IN_HEAD ? "</thead>\n<tbody>\n" : "<tbody>\n");
        table->progress = IN_BODY;
    }
}

static void advance(struct writer *writer, const struct node *node, struct frame *parent)
{
    epub_start_line(writer->out);
    if (parent->structure == NODE_TABLE)
        advance_table(writer, node, parent);
    else if (parent->structure == NODE_DEFINITION_LIST)
        advance_definition_list(writer, node, parent);
}

/* Closes what a structure opened of itself. */
static void finish(struct writer *writer, const struct frame *frame)
{
    if (frame->structure == NODE_TABLE && frame->progress == IN_HEAD)
        buffer_put_string(writer->out, "</thead>\n");
    else if (frame->structure == NODE_TABLE && frame->progress == IN_BODY)
        buffer_put_string(writer->out, "</tbody>\n");
    else if (frame->structure == NODE_DEFINITION_LIST && frame->progress == AFTER_TERM)
        buffer_put_string(writer->out, "<dd></dd>");
}

/* ── Entering and leaving ────────────────────────────────────────────────────────────────────── */

static unsigned surround(const struct node *node, const char *name, unsigned surroundings)
{
    const struct element *element = &epub_elements[node->kind];
    surroundings |= element->surrounds;
    if (element->content == HOLDS_PHRASING || (name && strcmp(name, "span") == 0) ||
        (name && strcmp(name, "summary") == 0))
        surroundings |= IN_PHRASING;
    if (name && strcmp(name, "th") == 0)
        surroundings |= IN_HEADER_CELL;
    return surroundings;
}

static bool has_lines(const struct node *node, const char *name)
{
    return name && epub_elements[node->kind].has_lines && strcmp(name, "span") != 0;
}

static void put_start(struct writer *writer, const struct node *node, const char *name)
{
    bool block = !node_is_inline(node->kind) && strcmp(name, "span") != 0;
    if (block)
        epub_start_line(writer->out);
    buffer_put_char(writer->out, '<');
    buffer_put_string(writer->out, name);
    epub_put_attributes(writer, node, name);
    buffer_put_char(writer->out, '>');
    if (has_lines(node, name))
        buffer_put_char(writer->out, '\n');
}

static void put_alert_title(struct writer *writer, const struct node *node, bool phrasing)
{
    static const enum term titles[] = {[ALERT_NOTE] = TERM_NOTE,
                                       [ALERT_TIP] = TERM_TIP,
                                       [ALERT_IMPORTANT] = TERM_IMPORTANT,
                                       [ALERT_WARNING] = TERM_WARNING,
                                       [ALERT_CAUTION] = TERM_CAUTION};
    const char *name = phrasing ? "span" : "p";
    buffer_printf(writer->out, "<%s class=\"alert-title\">%s</%s>\n", name,
                  edition_term(writer->edition, titles[node->alert.kind]), name);
}

/* What is written before a node's own children. */
static void put_openings(struct writer *writer, const struct node *node, unsigned surroundings)
{
    bool first = node->kind == NODE_PARAGRAPH && node->parent && !node->previous;
    bool deferred = node->first && node->first->kind == NODE_PARAGRAPH;
    if (node->kind == NODE_ALERT)
        put_alert_title(writer, node, surroundings & IN_PHRASING);
    if (first && epub_has_lead(node->parent))
        epub_put_lead(writer, node->parent);
    if (!epub_has_lead(node) || deferred)
        return;
    bool paragraph = node->kind == NODE_FOOTNOTE && !(surroundings & IN_PHRASING);
    buffer_put_string(writer->out, paragraph ? "<p>" : "");
    epub_put_lead(writer, node);
    buffer_put_string(writer->out, paragraph ? "</p>\n" : "");
}

static bool is_blank(const struct node *node)
{
    return node->kind == NODE_SOFT_BREAK ||
           (node->kind == NODE_TEXT && node->text[strspn(node->text, " \t\r\n")] == '\0');
}

/* Footnotes are written where they are referred to, not where they stand. */
static bool is_left_out(const struct writer *writer, const struct node *node,
                        const struct frame *parent)
{
    bool own = writer->note && writer->note->node == node;
    return (node->kind == NODE_FOOTNOTE && !own) ||
           (parent->structure != NODE_DOCUMENT && is_blank(node));
}

/* Opens what a misfit needs around it. Returns the place where the node then stands. */
static struct frame enter_structure(struct writer *writer, const struct node *node,
                                    struct frame *parent)
{
    const struct wrapper *wrapper = &wrappers[parent->structure];
    bool fitting = fits(node, parent);
    advance(writer, node, parent);
    struct frame place = *parent;
    place.wrapper_end = NULL;
    if (fitting)
        return place;
    buffer_put_string(writer->out, wrapper->start);
    return (struct frame){.wrapper_end = wrapper->end,
                          .surroundings = parent->surroundings,
                          .depth = parent->depth + wrapper->depth};
}

/* The frame of a node in its place; `wrapper_end` closes what was opened for it already. */
static struct frame make_frame(const struct node *node, const char *name, const struct frame *place,
                               const char *wrapper_end)
{
    bool is_structure = name && epub_elements[node->kind].is_structure &&
                        strcmp(name, "span") != 0 && strcmp(name, "div") != 0;
    return (struct frame){.name = name,
                          .wrapper_end = wrapper_end,
                          .structure = is_structure ? node->kind : NODE_DOCUMENT,
                          .surroundings = surround(node, name, place->surroundings),
                          .depth = place->depth + (name != NULL)};
}

/* Opens the element of a node, which gets a frame. Returns what surrounds it in its place. */
static unsigned open_node(struct writer *writer, const struct node *node)
{
    struct frame *parent = &writer->frames.items[writer->frames.count - 1];
    bool in_structure = parent->structure != NODE_DOCUMENT;
    struct frame place = in_structure ? enter_structure(writer, node, parent) : *parent;
    const char *name = choose_name(writer, node, &place);
    struct frame frame = make_frame(node, name, &place, in_structure ? place.wrapper_end : NULL);
    vector_push(&writer->frames, frame);
    if (name)
        put_start(writer, node, name);
    else if (!node_is_inline(node->kind) && !(frame.surroundings & IN_PHRASING))
        epub_start_line(writer->out);
    return place.surroundings;
}

static void enter(struct writer *writer, struct walk *walk)
{
    const struct node *node = walk->node;
    if (is_left_out(writer, node, &writer->frames.items[writer->frames.count - 1])) {
        walk_skip_children(walk);
        vector_push(&writer->frames, (struct frame){0});
        return;
    }
    unsigned surroundings = open_node(writer, node);
    if (!writer->repeats)
        epub_put_page_breaks(writer->edition, node, writer->out);
    put_openings(writer, node, writer->frames.items[writer->frames.count - 1].surroundings);
    if (epub_elements[node->kind].put)
        epub_elements[node->kind].put(writer, node, surroundings);
}

static void leave(struct writer *writer, const struct node *node)
{
    struct frame frame = writer->frames.items[--writer->frames.count];
    if (has_lines(node, frame.name))
        epub_start_line(writer->out);
    finish(writer, &frame);
    if (frame.name)
        buffer_printf(writer->out, "</%s>", frame.name);
    if (frame.wrapper_end)
        buffer_put_string(writer->out, frame.wrapper_end);
    if ((frame.name && !node_is_inline(node->kind)) || frame.wrapper_end)
        buffer_put_char(writer->out, '\n');
}

static void put_tree(struct writer *writer, const struct node *root)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk)) {
        if (walk.entering)
            enter(writer, &walk);
        else
            leave(writer, walk.node);
    }
}

/* ── Runs of the book ────────────────────────────────────────────────────────────────────────── */

static struct writer start(const struct edition *edition, const char *file, struct buffer *out)
{
    struct writer writer = {.edition = edition, .file = file, .out = out};
    vector_push(&writer.frames, (struct frame){.depth = 4}); /* html, body, section, notes */
    return writer;
}

static void stop(struct writer *writer)
{
    vector_drop(&writer->frames);
    buffer_drop(&writer->scratch);
}

void epub_put_blocks(const struct edition *edition, const struct node *root, const char *file,
                     struct buffer *out)
{
    struct writer writer = start(edition, file, out);
    put_tree(&writer, root);
    stop(&writer);
}

/* The first note of a part: they are sorted by part. */
static size_t find_notes(const struct anchors *anchors, size_t part)
{
    size_t low = 0, high = anchors->notes.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (anchors->notes.items[middle].part < part)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void put_notes(struct writer *writer, size_t part)
{
    const struct anchors *anchors = &writer->edition->anchors;
    size_t first = find_notes(anchors, part), i = first;
    for (; i < anchors->notes.count && anchors->notes.items[i].part == part; i++) {
        if (i == first)
            buffer_put_string(writer->out,
                              "<section class=\"footnotes\" epub:type=\"footnotes\">\n");
        writer->note = &anchors->notes.items[i];
        put_tree(writer, writer->note->node);
    }
    if (i > first)
        buffer_put_string(writer->out, "</section>\n");
    writer->note = NULL;
}

/* The header rows at the top of a table that goes on. */
static void repeat_header(struct writer *writer, const struct node *table)
{
    writer->repeats = true;
    for (const struct node *row = table->first;
         row->kind == NODE_CAPTION || (row->kind == NODE_TABLE_ROW && row->row.header);
         row = row->next)
        if (row->kind == NODE_TABLE_ROW)
            put_tree(writer, row);
    writer->repeats = false;
}

/* Opens again what is around the place at which a part begins. */
static void resume(struct writer *writer, const struct node *first)
{
    VECTOR(const struct node *) around = {0};
    for (const struct node *node = first; node->kind != NODE_DOCUMENT; node = node->parent)
        vector_push(&around, node);
    for (size_t i = around.count; i-- > 1;) {
        writer->resumed = around.items[i - 1];
        open_node(writer, around.items[i]);
        writer->resumed = NULL;
        if (around.items[i]->kind == NODE_TABLE)
            repeat_header(writer, around.items[i]);
    }
    vector_drop(&around);
}

/* Closes what is open where a part ends. */
static void suspend(struct writer *writer, const struct node *end)
{
    for (const struct node *node = end->parent; node->kind != NODE_DOCUMENT; node = node->parent)
        leave(writer, node);
}

static void put_run(struct writer *writer)
{
    const struct part *part = writer->part;
    const struct node *root = writer->edition->book->root;
    struct walk walk = walk_start_within(root, part->start.node);
    resume(writer, part->start.node);
    while (walk_next(&walk) && walk.node != root) {
        if (!walk.entering) {
            leave(writer, walk.node);
        } else if (walk.node == part->end.node) {
            suspend(writer, walk.node);
            return;
        } else {
            enter(writer, &walk);
        }
    }
}

void epub_put_part(const struct edition *edition, size_t part, struct buffer *out)
{
    const struct part *run = &edition->parts.items[part];
    struct writer writer = start(edition, run->file, out);
    writer.part = run;
    put_run(&writer);
    epub_put_loose_page_breaks(edition, run->file, out);
    put_notes(&writer, part);
    stop(&writer);
}
