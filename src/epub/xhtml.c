/* Enters: a run of the tree. Leaves: its XHTML, well formed and valid whatever the tree holds.
 *
 * The tree is walked once, without recursion; a stack of frames remembers what was opened for each
 * node on the way in and must be closed on the way out. epub_elements tells how each kind is
 * written, name.c what it is called in its place. What is open at the end of a part is closed there
 * and opened again in the next one. HTML's content models are kept by three repairs, none of which
 * loses a word:
 *   - a node that needs a parent (an item, a row, a cell, a term) and has another is a <div>;
 *   - a child that a list, table, row or definition list may not hold gets the element it needs
 *     around it; missing terms and definitions are added, empty;
 *   - a block in a place for phrasing is a <span class="block">, a link in a link a <span>.
 */
#include <stdio.h>
#include <string.h>

#include "epub/writer.h"
#include "epub/xml.h"

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
    buffer_printf(writer->out, "<%s class=\"alert-title\"", name);
    epub_put_term_language(writer->edition, writer->out);
    buffer_printf(writer->out, ">%s</%s>\n",
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

bool epub_is_repeated(const struct writer *writer, const struct node *node)
{
    const struct cut *start = writer->part ? &writer->part->start : NULL;
    return writer->resumed || writer->repeats ||
           (start && start->offset > 0 && start->node == node);
}

/* Where a part begins, page breaks stand before its section. */
static bool is_opening(const struct writer *writer, const struct node *node)
{
    return writer->part && writer->part->start.node == node;
}

static void put_page_breaks(struct writer *writer, const struct node *node)
{
    if (!epub_is_repeated(writer, node))
        epub_put_page_breaks(writer->edition, node, writer->out);
}

/* Opens the element of a node, which gets a frame. Returns what surrounds it in its place. */
static unsigned open_node(struct writer *writer, const struct node *node)
{
    struct frame *parent = &writer->frames.items[writer->frames.count - 1];
    bool in_structure = parent->structure != NODE_DOCUMENT;
    struct frame place = in_structure ? enter_structure(writer, node, parent) : *parent;
    const char *name = epub_choose_name(writer, node, &place);
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
    if (epub_has_breaks_before(node) && !is_opening(writer, node))
        put_page_breaks(writer, node);
    unsigned surroundings = open_node(writer, node);
    if (!epub_has_breaks_before(node))
        put_page_breaks(writer, node);
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
    if (!(writer->frames.items[writer->frames.count - 1].surroundings & IN_LINK))
        epub_put_postponed(writer);
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
    vector_drop(&writer->postponed);
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

/* Code that is cut is entered in both parts. */
static bool is_at_end(const struct part *part, const struct walk *walk)
{
    return walk->node == part->end.node && walk->entering == (part->end.offset == 0);
}

static void put_run(struct writer *writer)
{
    const struct part *part = writer->part;
    const struct node *root = writer->edition->book->root;
    struct walk walk = walk_start_within(root, part->start.node);
    resume(writer, part->start.node);
    while (walk_next(&walk) && walk.node != root) {
        bool is_end = is_at_end(part, &walk);
        if (!walk.entering)
            leave(writer, walk.node);
        else if (!is_end)
            enter(writer, &walk);
        if (is_end) {
            suspend(writer, walk.node);
            return;
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
