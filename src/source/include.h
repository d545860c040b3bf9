/* mdBook's {{#include file}} and its relatives. */
#ifndef BIFOLIO_SOURCE_INCLUDE_H
#define BIFOLIO_SOURCE_INCLUDE_H

#include "source/input.h"
#include "source/manifest.h"

/* What the chapters of a book share. */
struct includes {
    struct arena *arena;
    struct diag *diag;
    const struct manifest *manifest;
    VECTOR(const char *) paths;          /* of the files that were read */
    struct map files;                    /* real path → struct input * */
    size_t count, bytes_put, bytes_read; /* so far, of what is included */
    bool is_exhausted;                   /* reported */
};

/* Puts what the directives of a chapter name in their place. *origins then tells where its lines
 * come from, as diag_map_lines() takes it; where nothing was put, *count is 0 and the input as it
 * was. What cannot be included is reported and stays as written. */
void include_expand(struct includes *includes, struct input *input, struct line_origin **origins,
                    size_t *count);

void include_drop(struct includes *includes);

#endif
