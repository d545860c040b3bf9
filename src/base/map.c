/* Enters: keys and values. Leaves: values by key. Open addressing with linear probing, at most half
 * full; the hash is FNV-1a with a final mix, so that the low bits depend on every byte. */
#include "base/map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static size_t hash_string(const char *key)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * UINT64_C(1099511628211);
    return (size_t)(hash ^ hash >> 29);
}

/* The slot that holds `key`, or the empty one where it would go. */
static struct map_slot *find_slot(const struct map *map, const char *key, size_t hash)
{
    size_t index = hash & (map->capacity - 1);
    while (map->slots[index].key &&
           (map->slots[index].hash != hash || strcmp(map->slots[index].key, key) != 0))
        index = (index + 1) & (map->capacity - 1);
    return &map->slots[index];
}

static void grow(struct map *map)
{
    struct map old = *map;
    map->capacity = old.capacity ? old.capacity * 2 : 16;
    map->slots = memory_new(map->capacity, sizeof *map->slots);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i].key)
            *find_slot(map, old.slots[i].key, old.slots[i].hash) = old.slots[i];
    free(old.slots);
}

void *map_find(const struct map *map, const char *key)
{
    return map->count ? find_slot(map, key, hash_string(key))->value : NULL;
}

void map_put(struct map *map, const char *key, void *value)
{
    if (map->count * 2 >= map->capacity)
        grow(map);
    size_t hash = hash_string(key);
    struct map_slot *slot = find_slot(map, key, hash);
    if (!slot->key)
        map->count++;
    *slot = (struct map_slot){.key = key, .value = value, .hash = hash};
}

void map_drop(struct map *map)
{
    free(map->slots);
    *map = (struct map){0};
}
