/* Growing arrays of any type:  VECTOR(struct glyph) glyphs = {0};  vector_push(&glyphs, glyph);
 * `items` moves when it grows: keep indices, not pointers. Give it back with vector_drop(). */
#ifndef BIFOLIO_BASE_VECTOR_H
#define BIFOLIO_BASE_VECTOR_H

#include <stdlib.h>

#include "base/arena.h"

#define VECTOR(type)                                                                               \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count, capacity;                                                                    \
    }

/* Makes room for one more element. */
#define vector_reserve(vector)                                                                     \
    do {                                                                                           \
        if ((vector)->count == (vector)->capacity) {                                               \
            (vector)->capacity = (vector)->capacity ? (vector)->capacity * 2 : 8;                  \
            (vector)->items =                                                                      \
                memory_resize((vector)->items, (vector)->capacity, sizeof *(vector)->items);       \
        }                                                                                          \
    } while (0)

#define vector_push(vector, ...)                                                                   \
    do {                                                                                           \
        vector_reserve(vector);                                                                    \
        (vector)->items[(vector)->count++] = (__VA_ARGS__);                                        \
    } while (0)

#define vector_drop(vector)                                                                        \
    do {                                                                                           \
        free((vector)->items);                                                                     \
        (vector)->items = NULL;                                                                    \
        (vector)->count = 0;                                                                       \
        (vector)->capacity = 0;                                                                    \
    } while (0)

#endif
