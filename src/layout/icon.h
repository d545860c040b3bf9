/* Our own icons. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_ICON_H
#define BIFOLIO_LAYOUT_ICON_H

#include "layout/galley.h"

enum icon {
    ICON_NOTE, /* the five kinds of alerts, in their order */
    ICON_TIP,
    ICON_IMPORTANT,
    ICON_WARNING,
    ICON_CAUTION,
    ICON_BOX,      /* of a task: to do */
    ICON_BOX_DONE, /* the same, ticked */
    ICON_TURN,     /* before what goes on of a line of code */
    ICON_COUNT
};

/* The icon in a square of `side`, whose lower left corner is at the origin, in `arena`. */
struct fragment icon_make(struct arena *arena, enum icon icon, dimen side, uint32_t color,
                          uint32_t element);

#endif
