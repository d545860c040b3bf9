/* Enters: a word and how it is to look. Leaves: the place of its shaped form. Open addressing with
 * linear probing, at most half full; FNV-1a over the text, mixed with the key. A book says the
 * same few thousand words over and over, so nearly every call ends at the first probe. */
#include "text/cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { FIRST_CAPACITY = 4096 };

struct entry {
    uint64_t hash;
    struct shape_key key;
    const char *text; /* NULL: empty */
    size_t length;
    const struct shaped *shaped;
};

struct shape_cache {
    struct entry *entries;
    size_t count, capacity;
};

struct shape_cache *shape_cache_new(void)
{
    struct shape_cache *cache = memory_new(1, sizeof *cache);
    cache->capacity = FIRST_CAPACITY;
    cache->entries = memory_new(cache->capacity, sizeof *cache->entries);
    return cache;
}

void shape_cache_drop(struct shape_cache *cache)
{
    free(cache->entries);
    free(cache);
}

/* The addresses of language and features are not hashed: they differ from run to run. */
static uint64_t hash_text(struct shape_key key, const char *text, size_t length)
{
    uint64_t hash = UINT64_C(14695981039346656037) ^ key.look ^ (uint64_t)key.on << 32 ^
                    (uint64_t)key.off << 16;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    return hash ^ hash >> 29;
}

static bool is_same(const struct entry *entry, const struct entry *wanted)
{
    return entry->hash == wanted->hash && entry->length == wanted->length &&
           entry->key.look == wanted->key.look && entry->key.language == wanted->key.language &&
           entry->key.features == wanted->key.features && entry->key.on == wanted->key.on &&
           entry->key.off == wanted->key.off &&
           memcmp(entry->text, wanted->text, wanted->length) == 0;
}

/* The entry like `wanted`, or the empty one where it would go. */
static struct entry *find_entry(const struct shape_cache *cache, const struct entry *wanted)
{
    size_t index = (size_t)wanted->hash & (cache->capacity - 1);
    while (cache->entries[index].text && !is_same(&cache->entries[index], wanted))
        index = (index + 1) & (cache->capacity - 1);
    return &cache->entries[index];
}

static void grow(struct shape_cache *cache)
{
    struct shape_cache old = *cache;
    cache->capacity *= 2;
    cache->entries = memory_new(cache->capacity, sizeof *cache->entries);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.entries[i].text)
            *find_entry(cache, &old.entries[i]) = old.entries[i];
    free(old.entries);
}

const struct shaped **shape_cache_find(struct shape_cache *cache, struct arena *arena,
                                       struct shape_key key, const char *text, size_t length)
{
    struct entry wanted = {hash_text(key, text, length), key, text, length, NULL};
    struct entry *entry = find_entry(cache, &wanted);
    if (!entry->text) {
        if (cache->count * 2 >= cache->capacity) {
            grow(cache);
            entry = find_entry(cache, &wanted);
        }
        wanted.text = arena_copy_bytes(arena, text, length);
        *entry = wanted;
        cache->count++;
    }
    return &entry->shaped;
}
