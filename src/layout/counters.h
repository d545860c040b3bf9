/* Counters of CSS while the elements of a book are met in order. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_COUNTERS_H
#define BIFOLIO_LAYOUT_COUNTERS_H

#include "base/map.h"
#include "base/vector.h"
#include "style/style.h"

/* One of those that bear a name: it is seen from the later siblings of the element that made it,
 * and from what they hold. */
struct counter {
    const char *name;
    int number, depth; /* of the element that made it */
    uint32_t outer;    /* of the same name: index + 1; 0: none */
};

struct counter_name {
    uint32_t innermost; /* index + 1; 0: none is in force */
};

/* Zero-initialise it but for the arena; give it back with counters_drop(). */
struct counters {
    struct arena *arena;
    struct map names; /* → struct counter_name * */
    VECTOR(struct counter) open;
};

void counters_reset(struct counters *counters, const char *name, int number, int depth);
void counters_increment(struct counters *counters, const char *name, int number, int depth);
void counters_set(struct counters *counters, const char *name, int number, int depth);
/* All that a style says, for an element at this depth. */
void counters_change(struct counters *counters, const struct generated_style *style, int depth);
/* An element at this depth ends. */
void counters_leave(struct counters *counters, int depth);
/* Appends the number of the innermost counter, or of all of them, outermost first. */
void counters_put(struct counters *counters, const char *name, enum marker numbering,
                  struct buffer *out);
void counters_put_all(struct counters *counters, const char *name, const char *separator,
                      enum marker numbering, struct buffer *out);
void counters_drop(struct counters *counters);

#endif
