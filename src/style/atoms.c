/* Enters: names in selectors. Leaves: small numbers, the same for the same name: an open-addressed
 * table with FNV-1a as its hash. */
#include <string.h>

#include "style/selector.h"

enum { SLOTS = 4096, ATOMS_MAX = SLOTS / 2 };

struct atoms {
    struct slice names[SLOTS];
    atom numbers[SLOTS];
    size_t count;
};

struct atoms *atoms_new(struct arena *arena)
{
    return ARENA_NEW(arena, struct atoms);
}

/* The slot of a name, or the empty one where it would be. */
static size_t find_slot(const struct atoms *atoms, struct slice name)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < name.length; i++)
        hash = (hash ^ (unsigned char)name.start[i]) * 16777619u;
    size_t slot = hash % SLOTS;
    while (atoms->numbers[slot] && (atoms->names[slot].length != name.length ||
                                    memcmp(atoms->names[slot].start, name.start, name.length) != 0))
        slot = (slot + 1) % SLOTS;
    return slot;
}

atom atoms_find(const struct atoms *atoms, struct slice name)
{
    return atoms->numbers[find_slot(atoms, name)];
}

atom atoms_add(struct atoms *atoms, struct slice name)
{
    size_t slot = find_slot(atoms, name);
    if (!atoms->numbers[slot] && atoms->count < ATOMS_MAX) {
        atoms->names[slot] = name;
        atoms->numbers[slot] = (atom)++atoms->count;
    }
    return atoms->numbers[slot];
}
