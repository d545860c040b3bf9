/* Boxes of blocks: ground, borders, corners. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_BOX_H
#define BIFOLIO_LAYOUT_BOX_H

#include "layout/galley.h"

/* A block's box on paper: `mirrored` when its lines begin at the right. */
struct box box_of(const struct block_style *style, bool mirrored);
bool box_is_visible(const struct box *box);
/* Has the block anything that needs a frame: a ground, borders, padding, a width? */
bool box_is_needed(const struct block_style *style);
/* Border and padding of a side. */
dimen box_inset(const struct block_style *style, enum box_side side);

/* What is asked for where there is so much around; it must be set. */
dimen box_length(const struct asked_length *asked, dimen around);
/* How wide a block asks to be, in so much room inside what is `around` it: `room` if it asks for
 * nothing, and never wider. */
dimen box_width(const struct block_style *style, dimen room, dimen around);

enum { BOX_CUT_ABOVE = 1, BOX_CUT_BELOW = 2 };

/* The items of a box whose border edge is `rect`, in `arena`, which lives as long as the pages;
 * where it is cut it is open: without border and corners. All are artifacts. */
struct fragment box_paint(struct arena *arena, const struct box *box, struct rect rect,
                          unsigned cut);

/* A border as a rule along `rect`, which is as thick as it. Appends nothing when it has none. */
struct fragment box_paint_rule(struct arena *arena, const struct border *border, struct rect rect);

#endif
