/* Paths being drawn, and dashes. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_DASH_H
#define BIFOLIO_LAYOUT_DASH_H

#include "layout/galley.h"

struct path {
    VECTOR(struct path_step) steps;
    bool is_open; /* the next point is reached by a line */
};

void path_put(struct path *path, struct path_step step);
/* To a point: by a line, or by a move behind a closed part. */
void path_go(struct path *path, dimen x, dimen y);
void path_close(struct path *path);
/* The path, filled, its steps in `arena`; the caller still drops `path`. */
struct item path_item(struct arena *arena, const struct path *path, uint32_t color);

/* Dashes along the longer side of a rectangle (not empty), or dots, as large as it is thick. */
struct item dash_item(struct arena *arena, struct rect rect, bool dotted, uint32_t color);

#endif
