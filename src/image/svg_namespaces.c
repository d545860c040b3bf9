/* Enters: the prefixes that elements declare. Leaves: what a name with a prefix belongs to. Expat
 * would refuse a prefix that nobody declared; editors leave such behind, and what is meant is
 * plain.
 */
#include <string.h>

#include "image/svg.h"

struct known_name {
    const char *name;
    enum svg_namespace space;
};

static enum svg_namespace look_up(const struct known_name *known, const char *name)
{
    for (; known->name; known++)
        if (strcmp(name, known->name) == 0)
            return known->space;
    return SVG_SPACE_FOREIGN;
}

static enum svg_namespace find_namespace(const char *uri)
{
    static const struct known_name known[] = {{"", SVG_SPACE_NONE},
                                              {"http://www.w3.org/2000/svg", SVG_SPACE_SVG},
                                              {"http://www.w3.org/1999/xlink", SVG_SPACE_XLINK},
                                              {"http://www.w3.org/1999/xhtml", SVG_SPACE_XHTML},
                                              {NULL, SVG_SPACE_FOREIGN}};
    return look_up(known, uri);
}

/* What is meant by a prefix that nobody declared. */
static enum svg_namespace guess_namespace(const char *prefix)
{
    static const struct known_name known[] = {{"", SVG_SPACE_NONE},
                                              {"svg", SVG_SPACE_SVG},
                                              {"xlink", SVG_SPACE_XLINK},
                                              {"xml", SVG_SPACE_XML},
                                              {NULL, SVG_SPACE_FOREIGN}};
    return look_up(known, prefix);
}

static struct svg_prefix *find_prefix(struct svg_namespaces *spaces, const char *name)
{
    struct svg_prefix *prefix = map_find(&spaces->map, name);
    if (prefix)
        return prefix;
    prefix = ARENA_NEW(spaces->arena, struct svg_prefix);
    prefix->name = arena_copy_string(spaces->arena, name);
    prefix->space = guess_namespace(name);
    map_put(&spaces->map, prefix->name, prefix);
    return prefix;
}

static void declare(struct svg_namespaces *spaces, const char *name, const char *uri, size_t depth)
{
    struct svg_prefix *prefix = find_prefix(spaces, name);
    vector_push(&spaces->changes, (struct svg_change){prefix, prefix->space, depth});
    prefix->space = find_namespace(uri);
}

void svg_namespaces_open(struct svg_namespaces *spaces, const char **attributes, size_t depth)
{
    for (size_t i = 0; attributes[i]; i += 2) {
        if (strcmp(attributes[i], "xmlns") == 0)
            declare(spaces, "", attributes[i + 1], depth);
        else if (strncmp(attributes[i], "xmlns:", 6) == 0)
            declare(spaces, attributes[i] + 6, attributes[i + 1], depth);
    }
}

void svg_namespaces_close(struct svg_namespaces *spaces, size_t depth)
{
    while (spaces->changes.count > 0) {
        struct svg_change *last = &spaces->changes.items[spaces->changes.count - 1];
        if (last->depth < depth)
            return;
        last->prefix->space = last->before;
        spaces->changes.count--;
    }
}

/* The prefix of a name, with what it stands for. */
static struct svg_prefix *prefix_of(struct svg_namespaces *spaces, const char *name)
{
    const char *colon = strchr(name, ':');
    buffer_clear(&spaces->name);
    buffer_put(&spaces->name, name, colon ? (size_t)(colon - name) : 0);
    return find_prefix(spaces, buffer_string(&spaces->name));
}

void svg_namespaces_adopt(struct svg_namespaces *spaces, const char *root)
{
    struct svg_prefix *prefix = prefix_of(spaces, root);
    bool is_declared = false;
    for (size_t i = 0; i < spaces->changes.count && !is_declared; i++)
        is_declared = spaces->changes.items[i].prefix == prefix;
    if (!is_declared && strcmp(svg_local_name(root), "svg") == 0)
        prefix->space = SVG_SPACE_SVG;
}

enum svg_namespace svg_namespace_of(struct svg_namespaces *spaces, const char *name)
{
    return prefix_of(spaces, name)->space;
}

void svg_namespaces_drop(struct svg_namespaces *spaces)
{
    map_drop(&spaces->map);
    vector_drop(&spaces->changes);
    buffer_drop(&spaces->name);
}

const char *svg_local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}
