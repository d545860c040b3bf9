/* Our own small drawings. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_DRAWING_H
#define BIFOLIO_LAYOUT_DRAWING_H

#include "layout/galley.h"

enum drawing {
    DRAWING_NOTE, /* the five kinds of alerts, in their order */
    DRAWING_TIP,
    DRAWING_IMPORTANT,
    DRAWING_WARNING,
    DRAWING_CAUTION,
    DRAWING_BOX,      /* of a task: to do */
    DRAWING_BOX_DONE, /* the same, ticked */
    DRAWING_TURN,     /* before what goes on of a line of code */
    DRAWING_COUNT
};

/* The drawing in a square of `side`, whose lower left corner is at the origin, in `arena`. */
struct fragment drawing_make(struct arena *arena, enum drawing drawing, dimen side, uint32_t color,
                             uint32_t element);

#endif
