/* The order in which the logical structure is read: what an element holds of its own, and its
 * children, merged; without paragraphs, links and the like of which nothing is to be seen. Part of
 * the seam of laid-out pages: who writes or dumps the structure asks it here. */
#ifndef BIFOLIO_LAYOUT_READING_H
#define BIFOLIO_LAYOUT_READING_H

#include "base/vector.h"
#include "layout/pages.h"

/* Something on the pages that an element owns. */
struct reading_piece {
    uint32_t element;
    bool is_content; /* false: says nothing of where the element stands, as an annotation */
};

typedef VECTOR(struct reading_piece) reading_pieces;

struct reading;

/* `pieces` are in painting order; they are not needed afterwards. In time linear in the elements
 * and pieces. */
struct reading *reading_new(struct arena *arena, const struct pages *pages,
                            const reading_pieces *pieces);

/* What comes next in an element: one of its children, or one of its own pieces. */
struct reading_kid {
    bool is_child;
    uint32_t index; /* an element's, or a piece's */
};

struct reading_walk {
    const struct reading *reading;
    uint32_t piece, end, child;
};

struct reading_walk reading_walk(const struct reading *reading, uint32_t element);
/* False when there is nothing more in the element. */
bool reading_next(struct reading_walk *walk, struct reading_kid *kid);

#endif
