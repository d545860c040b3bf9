/* Enters: the ids of an SVG. Leaves: unique ones that XML, CSS and addresses take as they are, and
 * references to them. What is no plain name becomes "id-1", "id-2" …; the others stay. */
#include <string.h>

#include "image/svg.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"
#define SPACES " \t\r\n"

static enum svg_role find_role(const char *element)
{
    if (strcmp(element, "linearGradient") == 0 || strcmp(element, "radialGradient") == 0 ||
        strcmp(element, "pattern") == 0)
        return SVG_PAINT;
    if (strcmp(element, "clipPath") == 0)
        return SVG_CLIP_PATH;
    return strcmp(element, "symbol") == 0 ? SVG_SYMBOL : SVG_ANYTHING;
}

void svg_ids_add(struct svg_ids *ids, const char *name, const char *element)
{
    if (!*name || map_find(&ids->map, name))
        return;
    struct svg_id *id = ARENA_NEW(ids->arena, struct svg_id);
    id->name = arena_copy_string(ids->arena, name);
    id->role = find_role(element);
    map_put(&ids->map, id->name, id);
    vector_push(&ids->list, id);
}

static bool is_plain(const char *name)
{
    return strchr(LETTERS, *name) && !name[strspn(name, LETTERS "0123456789-.")];
}

void svg_ids_settle(struct svg_ids *ids)
{
    size_t number = 0;
    for (size_t i = 0; i < ids->list.count; i++) {
        struct svg_id *id = ids->list.items[i];
        id->written = id->name;
        if (is_plain(id->name))
            continue;
        do
            id->written = arena_printf(ids->arena, "id-%zu", ++number);
        while (map_find(&ids->map, id->written));
    }
}

void svg_ids_drop(struct svg_ids *ids)
{
    map_drop(&ids->map);
    vector_drop(&ids->list);
}

/* ── References ──────────────────────────────────────────────────────────────────────────────── */

struct svg_id *svg_ids_find(const struct svg_ids *ids, const char *name)
{
    return map_find(&ids->map, name);
}

const struct svg_id *svg_ids_refer(const struct svg_ids *ids, const char *reference)
{
    reference += strspn(reference, SPACES);
    if (*reference != '#')
        return NULL;
    const struct svg_id *id = svg_ids_find(ids, reference + 1);
    if (!id) {
        struct buffer name = {0};
        svg_put_decoded(reference + 1, strlen(reference + 1), &name);
        id = svg_ids_find(ids, buffer_string(&name));
        buffer_drop(&name);
    }
    return id;
}

/* A name as it is written now; one that no element has, as it was. */
static void put_name(const struct svg_ids *ids, const char *name, size_t length, struct buffer *out)
{
    struct buffer copy = {0};
    buffer_put(&copy, name, length);
    const struct svg_id *id = svg_ids_find(ids, buffer_string(&copy));
    buffer_put_string(out, id ? id->written : buffer_string(&copy));
    buffer_drop(&copy);
}

void svg_ids_put_list(const struct svg_ids *ids, const char *names, struct buffer *out)
{
    for (const char *c = names + strspn(names, SPACES); *c; c += strspn(c, SPACES)) {
        size_t length = strcspn(c, SPACES);
        if (out->length > 0)
            buffer_put_char(out, ' ');
        put_name(ids, c, length, out);
        c += length;
    }
}

void svg_ids_put_times(const struct svg_ids *ids, const char *times, struct buffer *out)
{
    while (*times) {
        size_t space = strspn(times, SPACES ";"), length;
        buffer_put(out, times, space);
        times += space;
        length = strcspn(times, SPACES ";.+(");
        if (times[length] == '.')
            put_name(ids, times, length, out);
        else
            buffer_put(out, times, length);
        times += length;
        length = strcspn(times, ";");
        buffer_put(out, times, length);
        times += length;
    }
}
