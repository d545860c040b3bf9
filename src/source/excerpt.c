/* Enters: a text and what is wanted of it. Leaves: its lines, by the rules of mdBook: "2" is a
 * line, "2:5", "2:", ":5" are ranges, anything else is an anchor, whose part lies between a line
 * with "ANCHOR: name" and one with "ANCHOR_END: name"; lines with anchors are never taken. */
#include "source/excerpt.h"

#include <stdlib.h>
#include <string.h>

/* ── What is wanted ──────────────────────────────────────────────────────────────────────────── */

/* True for a number, which is then in *number; it is cut where no text has as many lines. */
static bool read_number(const char *text, size_t length, size_t *number)
{
    if (length == 0 || strspn(text, "0123456789") < length)
        return false;
    *number = length > 9 ? 999999999 : (size_t)strtoul(text, NULL, 10);
    return true;
}

struct excerpt excerpt_parse(struct arena *arena, const char *selector)
{
    struct excerpt excerpt = {0};
    size_t length = strcspn(selector, ":");
    bool has_end = selector[length] == ':';
    bool has_first = read_number(selector, length, &excerpt.first);
    if (length > 0 && !has_first) {
        excerpt.anchor = arena_copy_bytes(arena, selector, length);
        return excerpt;
    }
    if (has_first && excerpt.first == 0) /* as if lines counted from 0 */
        excerpt.first = 1;
    const char *end = selector + length + has_end;
    if (has_end && read_number(end, strcspn(end, ":"), &excerpt.last) && excerpt.last == 0)
        excerpt.last = 1;
    else if (!has_end)
        excerpt.last = excerpt.first;
    return excerpt;
}

/* ── Taking it ───────────────────────────────────────────────────────────────────────────────── */

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '-' ||
           (unsigned char)byte >= 0x80;
}

/* The name behind a mark in the line, and its length; NULL: there is none. */
static const char *find_mark(const char *line, const char *end, const char *mark, size_t *length)
{
    const char *at = line;
    size_t bytes = strlen(mark);
    while ((at = memmem(at, (size_t)(end - at), mark, bytes))) {
        at += bytes;
        while (at < end && (*at == ' ' || *at == '\t'))
            at++;
        for (*length = 0; at + *length < end && is_name_byte(at[*length]);)
            ++*length;
        if (*length > 0)
            return at;
    }
    return NULL;
}

static bool is_named(const char *name, size_t length, const char *anchor)
{
    return name && strlen(anchor) == length && memcmp(name, anchor, length) == 0;
}

/* Adds a line to the last part when it goes on there. */
static void add_line(excerpt_parts *parts, const char *line, const char *end, int number)
{
    size_t count = parts->count;
    if (count > 0 && parts->items[count - 1].end == line)
        parts->items[count - 1].end = end;
    else
        vector_push(parts, (struct excerpt_lines){line, end, number});
}

static bool take_anchor(const struct excerpt *excerpt, const char *text, const char *end,
                        excerpt_parts *parts)
{
    bool is_inside = false, is_found = false, is_done = false;
    int number = 1;
    for (const char *line = text, *next; line < end && !is_done; line = next, number++) {
        const char *line_end = memchr(line, '\n', (size_t)(end - line));
        next = line_end ? line_end + 1 : end;
        size_t length;
        const char *name = find_mark(line, next, "ANCHOR:", &length);
        if (name) {
            is_inside = is_inside || is_named(name, length, excerpt->anchor);
            is_found = is_found || is_inside;
        } else if ((name = find_mark(line, next, "ANCHOR_END:", &length))) {
            bool ends = is_inside && is_named(name, length, excerpt->anchor);
            is_inside = is_inside && !ends;
            is_done = ends && !excerpt->every;
        } else if (is_inside) {
            add_line(parts, line, next, number);
        }
    }
    return is_found;
}

static bool take_range(const struct excerpt *excerpt, const char *text, const char *end,
                       excerpt_parts *parts)
{
    size_t number = 1;
    for (const char *line = text, *next; line < end; line = next, number++) {
        const char *line_end = memchr(line, '\n', (size_t)(end - line));
        next = line_end ? line_end + 1 : end;
        if (excerpt->last > 0 && number > excerpt->last)
            break;
        if (number >= excerpt->first)
            add_line(parts, line, next, (int)number);
    }
    return number > excerpt->first;
}

bool excerpt_take(const struct excerpt *excerpt, const char *text, const char *end,
                  excerpt_parts *parts)
{
    bool is_found = excerpt->anchor ? take_anchor(excerpt, text, end, parts)
                                    : take_range(excerpt, text, end, parts);
    struct excerpt_lines *last = parts->count ? &parts->items[parts->count - 1] : NULL;
    if (last && last->end > last->text && last->end[-1] == '\n')
        last->end--;
    return is_found;
}
