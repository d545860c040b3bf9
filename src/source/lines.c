/* Enters: text and positions as cmark tells them. Leaves: places in the file. cmark's columns are
 * wrong on lines of a paragraph that are indented or quoted otherwise than its first (lazy
 * continuation), so what begins with a known character is looked for near by. */
#include "source/lines.h"

#include <string.h>

enum { SEARCH_RANGE = 80 }; /* columns searched to both sides */

struct lines lines_new(struct arena *arena, const struct input *input)
{
    const char *text = input->text + input->body;
    struct lines lines = {.file = input->path,
                          .text = text,
                          .end = input->text + input->length,
                          .first = input->body_line + 1};
    lines.count = 1;
    for (const char *at = text; (at = memchr(at, '\n', (size_t)(lines.end - at))); at++)
        lines.count++;
    size_t *starts = ARENA_ARRAY(arena, size_t, lines.count + 1);
    size_t line = 0;
    for (const char *at = text; (at = memchr(at, '\n', (size_t)(lines.end - at))); at++)
        starts[++line] = (size_t)(at + 1 - text);
    starts[lines.count] = (size_t)(lines.end - text);
    lines.starts = starts;
    return lines;
}

const char *lines_find(const struct lines *lines, int line, int column, const char **end)
{
    if (line < 1 || column < 1 || (size_t)line > lines->count)
        return NULL;
    const char *start = lines->text + lines->starts[line - 1];
    *end = lines->text + lines->starts[line];
    return column <= *end - start ? start + column - 1 : NULL;
}

struct position lines_locate(const struct lines *lines, int line, int column)
{
    if (line < 1)
        return (struct position){.file = lines->file};
    return (struct position){lines->file, line + lines->first - 1, column};
}

static bool opens(const char *at, const char *openers)
{
    return *at && strchr(openers, *at);
}

struct position lines_locate_opener(const struct lines *lines, int line, int column,
                                    const char *openers)
{
    struct position where = lines_locate(lines, line, column);
    const char *end;
    const char *start = lines_find(lines, line, 1, &end);
    if (!start || column < 1)
        return where;
    const char *at = start + column - 1;
    if (at < end && opens(at, openers))
        return where;
    for (int distance = 1; distance <= SEARCH_RANGE; distance++) {
        const char *left = at - distance, *right = at + distance;
        if (left >= start && left < end && opens(left, openers))
            where.column = column - distance;
        else if (right < end && opens(right, openers))
            where.column = column + distance;
        else
            continue;
        break;
    }
    return where;
}
