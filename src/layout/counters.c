/* Enters: what the elements of a book, in order, do to counters. Leaves: their numbers.
 * CSS Lists 3, section 4: a counter is in force for the later siblings of the element that made it
 * and for what these hold; one that a sibling makes anew takes its place, one made deeper hides it
 * until the element around ends. As elements end innermost first, all counters in force are one
 * stack, deeper ones above, in which those of one name are linked; what is made is taken away once,
 * so the whole is linear. */
#include "layout/counters.h"

#include "layout/layout.h"

enum { LEVELS_MAX = 64 };

static struct counter_name *find_name(struct counters *counters, const char *name)
{
    struct counter_name *found = map_find(&counters->names, name);
    if (found)
        return found;
    found = ARENA_NEW(counters->arena, struct counter_name);
    map_put(&counters->names, name, found);
    return found;
}

void counters_reset(struct counters *counters, const char *name, int number, int depth)
{
    struct counter_name *named = find_name(counters, name);
    uint32_t inner = named->innermost;
    if (inner > 0 && counters->open.items[inner - 1].depth == depth) {
        counters->open.items[inner - 1].number = number;
        return;
    }
    vector_push(&counters->open, (struct counter){name, number, depth, inner});
    named->innermost = (uint32_t)counters->open.count;
}

/* The innermost counter; without one the element makes it. */
static struct counter *need(struct counters *counters, const char *name, int depth)
{
    if (find_name(counters, name)->innermost == 0)
        counters_reset(counters, name, 0, depth);
    return &counters->open.items[find_name(counters, name)->innermost - 1];
}

void counters_increment(struct counters *counters, const char *name, int number, int depth)
{
    enum { MOST = 1000000000 };
    struct counter *counter = need(counters, name, depth);
    int64_t sum = (int64_t)counter->number + number;
    counter->number = (int)(sum > MOST ? MOST : sum < -MOST ? -MOST : sum);
}

void counters_set(struct counters *counters, const char *name, int number, int depth)
{
    need(counters, name, depth)->number = number;
}

void counters_change(struct counters *counters, const struct generated_style *style, int depth)
{
    for (const struct counter_change *change = style->reset; change; change = change->next)
        counters_reset(counters, change->name, change->number, depth);
    for (const struct counter_change *change = style->increment; change; change = change->next)
        counters_increment(counters, change->name, change->number, depth);
    for (const struct counter_change *change = style->set; change; change = change->next)
        counters_set(counters, change->name, change->number, depth);
}

void counters_leave(struct counters *counters, int depth)
{
    while (counters->open.count > 0) {
        const struct counter *last = &counters->open.items[counters->open.count - 1];
        if (last->depth <= depth)
            return;
        find_name(counters, last->name)->innermost = last->outer;
        counters->open.count--;
    }
}

static void put_number(struct counters *counters, int number, enum marker numbering,
                       struct buffer *out)
{
    buffer_put_string(out, numbering_write(counters->arena, numbering, number));
}

void counters_put(struct counters *counters, const char *name, enum marker numbering,
                  struct buffer *out)
{
    uint32_t inner = find_name(counters, name)->innermost;
    put_number(counters, inner ? counters->open.items[inner - 1].number : 0, numbering, out);
}

/* Of more levels than anybody would read, the outer ones are an ellipsis. */
void counters_put_all(struct counters *counters, const char *name, const char *separator,
                      enum marker numbering, struct buffer *out)
{
    uint32_t levels[LEVELS_MAX], count = 0, at = find_name(counters, name)->innermost;
    for (; at > 0 && count < LEVELS_MAX; at = counters->open.items[at - 1].outer)
        levels[count++] = at - 1;
    if (at > 0)
        buffer_printf(out, "\xE2\x80\xA6%s", separator);
    if (count == 0)
        put_number(counters, 0, numbering, out);
    while (count-- > 0) {
        put_number(counters, counters->open.items[levels[count]].number, numbering, out);
        buffer_put_string(out, count > 0 ? separator : "");
    }
}

void counters_drop(struct counters *counters)
{
    map_drop(&counters->names);
    vector_drop(&counters->open);
}
