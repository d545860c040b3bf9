/* Part of a file, as an include names it behind the path: "from:to", "anchor". */
#ifndef BIFOLIO_SOURCE_EXCERPT_H
#define BIFOLIO_SOURCE_EXCERPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/vector.h"

struct excerpt {
    const char *anchor; /* NULL: lines by number */
    size_t first, last; /* from 1, both taken; 0: from the start, to the end */
    bool every;         /* all parts with the anchor's name, not the first one only */
};

/* Whole lines of a text; the last one without its line end. */
struct excerpt_lines {
    const char *text, *end;
    int line; /* number of the first one */
};

typedef VECTOR(struct excerpt_lines) excerpt_parts;

/* `selector` is what stands behind the path's ':', or "". */
struct excerpt excerpt_parse(struct arena *arena, const char *selector);

/* Adds the parts of the text that are meant. False when there is no such anchor or line. */
bool excerpt_take(const struct excerpt *excerpt, const char *text, const char *end,
                  excerpt_parts *parts);

#endif
