/* Paths along rounded rectangles. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_OUTLINE_H
#define BIFOLIO_LAYOUT_OUTLINE_H

#include "layout/dash.h"

/* A rectangle, and the radii of its corners, from the top left one on, with the clock. */
struct outline {
    struct rect rect;
    dimen x[4], y[4];
};

/* The outer edge of a box. */
struct outline outline_of(const struct box *box, struct rect rect);
/* The edge moved inwards by so many thirds of each border. */
struct outline outline_inset(const struct outline *outer, const struct box *box, int thirds);

/* The whole of it. */
void outline_put(struct path *path, const struct outline *outline);
/* What lies between two of them: along `count` neighbouring sides with all their corners, along one
 * side from the middle of its corners, or only in these halves of its corners. */
void outline_put_sides(struct path *path, const struct outline *outer, const struct outline *inner,
                       int first, int count);
void outline_put_band(struct path *path, const struct outline *outer, const struct outline *inner,
                      int side);
void outline_put_bends(struct path *path, const struct outline *outer, const struct outline *inner,
                       int side);

#endif
