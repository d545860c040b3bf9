/* Enters: the elements, and what of the painted pages each of them owns. Leaves: the order in which
 * they are read.
 *
 * An element's pieces and its children are merged: a child stands where its own content first
 * appeared, children among themselves in the order of the document, so that a note at the foot of a
 * page stays where the text has it; within a line of text it comes when that has ended. */
#include "layout/reading.h"

#include <string.h>

#define NONE UINT32_MAX

struct reading {
    const struct element *elements;
    size_t element_count;
    uint32_t *pieces;       /* their indices, which are times too, grouped by element */
    uint32_t *pieces_start; /* by element; pieces_start[element_count] is the number of pieces */
    uint32_t *first_child, *last_child, *next_sibling, *first_seen; /* by element */
    bool *is_empty; /* by element: it and what is in it is not read */
};

/* Sorts the pieces by element, keeping their order: counting sort. */
static void group_pieces(struct reading *reading, struct arena *arena, const reading_pieces *pieces)
{
    uint32_t *starts = ARENA_ARRAY(arena, uint32_t, reading->element_count + 2);
    reading->pieces = ARENA_ARRAY(arena, uint32_t, pieces->count);
    for (size_t i = 0; i < pieces->count; i++)
        starts[pieces->items[i].element + 2]++;
    for (size_t e = 0; e < reading->element_count; e++)
        starts[e + 2] += starts[e + 1];
    for (size_t i = 0; i < pieces->count; i++)
        reading->pieces[starts[pieces->items[i].element + 1]++] = (uint32_t)i;
    reading->pieces_start = starts;
}

/* What is only there for its words, which may be hidden. */
static bool needs_content(enum element_role role)
{
    return role == ELEMENT_PARAGRAPH || role == ELEMENT_HEADING || role == ELEMENT_CAPTION ||
           role == ELEMENT_REFERENCE || role == ELEMENT_LINK || role == ELEMENT_CODE ||
           role == ELEMENT_SPAN;
}

/* Children come after their parents, so one pass from the last element to the first does. */
static void find_empty(struct reading *reading, struct arena *arena)
{
    bool *has_kids = ARENA_ARRAY(arena, bool, reading->element_count);
    reading->is_empty = ARENA_ARRAY(arena, bool, reading->element_count);
    for (size_t e = reading->element_count; e-- > 0;) {
        has_kids[e] |= reading->pieces_start[e] < reading->pieces_start[e + 1];
        reading->is_empty[e] = !has_kids[e] && needs_content(reading->elements[e].role);
        has_kids[reading->elements[e].parent] |= !reading->is_empty[e];
    }
}

/* A note among the words of a cell or a paragraph. */
static bool is_put_off(const struct reading *reading, uint32_t element)
{
    uint32_t parent = reading->elements[element].parent;
    return reading->elements[element].role == ELEMENT_NOTE &&
           reading->pieces_start[parent] < reading->pieces_start[parent + 1];
}

static void link_child(struct reading *reading, uint32_t element)
{
    uint32_t parent = reading->elements[element].parent;
    if (reading->is_empty[element])
        return;
    if (reading->last_child[parent] == NONE)
        reading->first_child[parent] = element;
    else
        reading->next_sibling[reading->last_child[parent]] = element;
    reading->last_child[parent] = element;
}

static void link_children(struct reading *reading)
{
    for (uint32_t e = 1; e < reading->element_count; e++)
        if (!is_put_off(reading, e))
            link_child(reading, e);
    for (uint32_t e = 1; e < reading->element_count; e++)
        if (is_put_off(reading, e))
            link_child(reading, e);
}

static uint32_t find_first_content(const struct reading *reading, const reading_pieces *pieces,
                                   size_t element)
{
    for (uint32_t i = reading->pieces_start[element]; i < reading->pieces_start[element + 1]; i++)
        if (pieces->items[reading->pieces[i]].is_content)
            return reading->pieces[i];
    return NONE;
}

/* When an element's content, or that of anything in it, first appears. Children come after their
 * parents, so one pass from the last element to the first does. */
static void find_first_seen(struct reading *reading, const reading_pieces *pieces)
{
    uint32_t *seen = reading->first_seen;
    for (size_t e = reading->element_count; e-- > 0;) {
        uint32_t first = find_first_content(reading, pieces, e),
                 parent = reading->elements[e].parent;
        if (first < seen[e])
            seen[e] = first;
        if (seen[e] < seen[parent])
            seen[parent] = seen[e];
    }
}

static uint32_t *new_links(struct arena *arena, size_t count)
{
    uint32_t *links = ARENA_ARRAY(arena, uint32_t, count);
    memset(links, 0xFF, count * sizeof *links); /* NONE */
    return links;
}

/* A child that appears late, or never, does not keep those after it from their places. */
static void hurry_late(struct reading *reading, struct arena *arena)
{
    uint32_t *seen = reading->first_seen, *next = new_links(arena, reading->element_count);
    for (size_t e = reading->element_count; e-- > 1;) {
        uint32_t parent = reading->elements[e].parent;
        if (is_put_off(reading, (uint32_t)e))
            seen[e] = NONE;
        else if (seen[e] < next[parent])
            next[parent] = seen[e];
        else
            seen[e] = next[parent];
    }
}

struct reading *reading_new(struct arena *arena, const struct pages *pages,
                            const reading_pieces *pieces)
{
    struct reading *reading = ARENA_NEW(arena, struct reading);
    size_t count = pages->element_count;
    *reading = (struct reading){.elements = pages->elements,
                                .element_count = count,
                                .first_child = new_links(arena, count),
                                .last_child = new_links(arena, count),
                                .next_sibling = new_links(arena, count),
                                .first_seen = new_links(arena, count)};
    group_pieces(reading, arena, pieces);
    find_empty(reading, arena);
    link_children(reading);
    find_first_seen(reading, pieces);
    hurry_late(reading, arena);
    return reading;
}

struct reading_walk reading_walk(const struct reading *reading, uint32_t element)
{
    return (struct reading_walk){reading, reading->pieces_start[element],
                                 reading->pieces_start[element + 1], reading->first_child[element]};
}

bool reading_next(struct reading_walk *walk, struct reading_kid *kid)
{
    const struct reading *reading = walk->reading;
    bool has_piece = walk->piece < walk->end, has_child = walk->child != NONE;
    if (!has_piece && !has_child)
        return false;
    kid->is_child = !has_piece ||
                    (has_child && reading->pieces[walk->piece] >= reading->first_seen[walk->child]);
    kid->index = kid->is_child ? walk->child : reading->pieces[walk->piece];
    if (kid->is_child)
        walk->child = reading->next_sibling[walk->child];
    else
        walk->piece++;
    return true;
}
