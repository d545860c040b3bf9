/* A hash map from strings to pointers. Keys are borrowed: they must outlive the map. There is no
 * iteration on purpose: nothing in the output may depend on the order of a hash table. */
#ifndef BIFOLIO_BASE_MAP_H
#define BIFOLIO_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>

struct map_slot {
    const char *key;
    void *value;
    size_t hash;
};

/* Zero-initialise it; give it back with map_drop(). */
struct map {
    struct map_slot *slots;
    size_t count, capacity;
};

/* The value of `key`, or NULL. */
void *map_find(const struct map *map, const char *key);
/* Binds `key` to `value` (not NULL), replacing what was bound before. */
void map_put(struct map *map, const char *key, void *value);
void map_drop(struct map *map);

#endif
