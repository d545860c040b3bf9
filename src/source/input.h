/* A source file as the parsers want it: well-formed UTF-8, no byte order mark, lines ending in \n.
 */
#ifndef BIFOLIO_SOURCE_INPUT_H
#define BIFOLIO_SOURCE_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

struct input {
    const char *path; /* as the user gave it */
    const char *text; /* `length` bytes and a NUL, in the arena; no NUL among them */
    size_t length;
    size_t body;    /* where the Markdown begins: after the front matter, else 0 */
    int body_line;  /* lines before it */
    bool has_front; /* there was front matter */
};

/* Reads and checks a file. False (reported) when it cannot be read or is not UTF-8. */
bool input_read(struct arena *arena, const char *path, struct diag *diag, struct input *input);

/* True when there is nothing but white space from `offset` on. */
bool input_is_blank(const struct input *input, size_t offset);

#endif
