/* Enters: a completed book. Leaves: an anchor for every node that has an id or that a link or a
 * footnote leads to, and the footnotes sorted by the part that shows them.
 *
 * Three linear walks. First the targets of links are noted, as some have no id yet. Then part by
 * part every noted node and every node with an id gets its file and its XML name; a reference to
 * a footnote met for the first time assigns the note to that part. Last the notes themselves are
 * walked, in a queue that grows when a note refers to another one. */
#include "epub/anchor.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "epub/edition.h"
#include "epub/xml.h"

/* The anchor of `node`, made when there was none. Valid until the next one is made. */
static struct anchor *note_node(struct anchors *anchors, const struct node *node)
{
    uint32_t number;
    if (!node_table_find(&anchors->numbers, node, &number)) {
        number = (uint32_t)anchors->list.count;
        node_table_put(&anchors->numbers, node, number);
        vector_push(&anchors->list, (struct anchor){.node = node});
    }
    return &anchors->list.items[number];
}

static bool is_noted(const struct anchors *anchors, const struct node *node)
{
    uint32_t number;
    return node_table_find(&anchors->numbers, node, &number);
}

const struct anchor *anchors_find(const struct anchors *anchors, const struct node *node)
{
    uint32_t number;
    if (!node_table_find(&anchors->numbers, node, &number) || !anchors->list.items[number].file)
        return NULL;
    return &anchors->list.items[number];
}

/* ── Ids ─────────────────────────────────────────────────────────────────────────────────────── */

/* An id of our own, free in the book: "footnote-3". */
static const char *make_id(struct anchors *anchors, enum id_stem stem)
{
    static const char *const names[] = {
        [STEM_TARGET] = "target", [STEM_FOOTNOTE] = "footnote", [STEM_REFERENCE] = "noteref"};
    for (;;) {
        const char *id =
            arena_printf(anchors->edition->arena, "%s-%zu", names[stem], ++anchors->made[stem]);
        if (!map_find(&anchors->names, id) && !map_find(&anchors->edition->book->ids, id))
            return id;
    }
}

/* Gives the node its place. `stem` names it when it has no id, or one that is taken. */
static struct anchor *place(struct anchors *anchors, const struct node *node, const char *file,
                            enum id_stem stem)
{
    struct anchor *anchor = note_node(anchors, node);
    if (anchor->file)
        return anchor;
    const char *id = node->id ? epub_xml_name(anchors->edition->arena, node->id) : NULL;
    if (!id || map_find(&anchors->names, id))
        id = make_id(anchors, stem);
    anchor->id = id;
    anchor->file = file;
    map_put(&anchors->names, id, (void *)node);
    return anchor;
}

/* What has no element of its own cannot carry an id. */
static bool can_carry_id(const struct node *node)
{
    return node->kind != NODE_TEXT && node->kind != NODE_SOFT_BREAK &&
           node->kind != NODE_CHECKBOX && node->kind != NODE_FOOTNOTE_REFERENCE;
}

/* ── The walks ───────────────────────────────────────────────────────────────────────────────── */

/* The contents lead to their headings, also to one without an id. */
static void note_headings(struct anchors *anchors)
{
    for (size_t i = 0; i < anchors->edition->book->toc_count; i++)
        note_node(anchors, anchors->edition->book->toc[i].heading);
}

static void note_targets(struct anchors *anchors, const struct node *root)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk)) {
        const struct node *node = walk.node;
        if (walk.entering && node->kind == NODE_LINK && node->link.kind == LINK_NODE &&
            node->link.target && !node->link.target->id)
            note_node(anchors, node->link.target);
    }
}

/* Appends a reference to those of its note, which has its place already. */
static void list_reference(struct anchors *anchors, const struct node *node)
{
    size_t index = anchors->references.count;
    struct note *note =
        &anchors->notes.items[anchors_find(anchors, node->reference.footnote)->note];
    vector_push(&anchors->references, (struct note_reference){.node = node});
    if (note->last != index)
        anchors->references.items[note->last].next = index;
    note->last = index;
}

static void place_reference(struct anchors *anchors, const struct node *node, size_t part)
{
    const char *file = anchors->edition->parts.items[part].file;
    const struct node *footnote = node->reference.footnote;
    if (!footnote)
        return;
    place(anchors, node, file, STEM_REFERENCE);
    if (!anchors_find(anchors, footnote)) {
        place(anchors, footnote, file, STEM_FOOTNOTE)->note = anchors->notes.count;
        vector_push(&anchors->notes, (struct note){.node = footnote,
                                                   .first = anchors->references.count,
                                                   .last = anchors->references.count,
                                                   .part = part,
                                                   .order = anchors->notes.count});
    }
    list_reference(anchors, node);
}

/* Places what `root`, the document or a note, holds. Footnotes stand where they are referred to. */
static void place_nodes(struct anchors *anchors, const struct node *root, size_t part)
{
    bool in_note = root->kind == NODE_FOOTNOTE;
    struct walk walk = walk_start(root);
    while (walk_next(&walk)) {
        const struct node *node = walk.node;
        part = in_note ? part : parts_follow(anchors->edition, part, &walk);
        if (!walk.entering)
            continue;
        if (node->kind == NODE_FOOTNOTE && node != root)
            walk_skip_children(&walk);
        else if (node->kind == NODE_FOOTNOTE_REFERENCE)
            place_reference(anchors, node, part);
        else if ((node->id || is_noted(anchors, node)) && can_carry_id(node))
            place(anchors, node, anchors->edition->parts.items[part].file, STEM_TARGET)->in_note =
                in_note;
    }
}

static void place_parts(struct anchors *anchors)
{
    place_nodes(anchors, anchors->edition->book->root, 0);
    for (size_t i = 0; i < anchors->notes.count; i++)
        place_nodes(anchors, anchors->notes.items[i].node, anchors->notes.items[i].part);
}

/* The title page holds no notes: what it refers to is left out there. */
static void place_title_block(struct anchors *anchors)
{
    if (!anchors->edition->book->title_block)
        return;
    struct walk walk = walk_start(anchors->edition->book->title_block);
    while (walk_next(&walk))
        if (walk.entering && (walk.node->id || is_noted(anchors, walk.node)) &&
            can_carry_id(walk.node))
            place(anchors, walk.node, EPUB_TITLE_FILE, STEM_TARGET);
}

/* ── The whole ───────────────────────────────────────────────────────────────────────────────── */

static int compare_notes(const void *left, const void *right)
{
    const struct note *a = left, *b = right;
    if (a->part != b->part)
        return a->part < b->part ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static void sort_notes(struct anchors *anchors)
{
    if (anchors->notes.count)
        qsort(anchors->notes.items, anchors->notes.count, sizeof *anchors->notes.items,
              compare_notes);
}

void anchors_collect(struct anchors *anchors, const struct edition *edition)
{
    const struct book *book = edition->book;
    *anchors = (struct anchors){.edition = edition};
    note_headings(anchors);
    note_targets(anchors, book->root);
    if (book->title_block)
        note_targets(anchors, book->title_block);
    place_title_block(anchors);
    place_parts(anchors);
    sort_notes(anchors);
}

void anchors_drop(struct anchors *anchors)
{
    vector_drop(&anchors->list);
    node_table_drop(&anchors->numbers);
    map_drop(&anchors->names);
    vector_drop(&anchors->notes);
    vector_drop(&anchors->references);
}
