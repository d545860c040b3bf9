/* Where the lines of a text begin: to look up, and mend, a position that a parser gives. */
#ifndef BIFOLIO_SOURCE_LINES_H
#define BIFOLIO_SOURCE_LINES_H

#include "base/arena.h"
#include "base/diag.h"
#include "source/input.h"

struct lines {
    const char *file;
    const char *text, *end;
    const size_t *starts; /* offset of each line, and of the end */
    size_t count;
    int first; /* number of the first line, from 1 */
};

/* The lines of the body of `input`. */
struct lines lines_new(struct arena *arena, const struct input *input);

/* The text at a position of cmark's (line and column from 1, line 1 is the body's first), up to
 * *end, the end of that line; NULL when there is no such place. */
const char *lines_find(const struct lines *lines, int line, int column, const char **end);

/* The place in the file for a position of cmark's. */
struct position lines_locate(const struct lines *lines, int line, int column);

/* The same for something that begins with one of `openers`: cmark takes every line of a paragraph
 * for indented as its first, so the column is moved to the nearest opener. */
struct position lines_locate_opener(const struct lines *lines, int line, int column,
                                    const char *openers);

#endif
