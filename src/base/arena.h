/* Memory that lives and dies together: the book has one arena, the pages another. Nothing in an
 * arena is freed by itself. Running out of memory ends the program with one clear line (exit 1);
 * because output only replaces its target once complete, nothing half-written is left behind. */
#ifndef BIFOLIO_BASE_ARENA_H
#define BIFOLIO_BASE_ARENA_H

#include <stddef.h>

struct arena;

/* A new, empty arena. Owned by the caller; give it back with arena_drop(). */
struct arena *arena_new(void);
/* Frees the arena and all that was allocated from it. NULL is allowed. */
void arena_drop(struct arena *arena);
/* Forgets all allocations but keeps the memory for reuse: for scratch arenas. */
void arena_reset(struct arena *arena);

/* `size` zeroed bytes, aligned for any type. Never NULL, also for size 0. */
void *arena_alloc(struct arena *arena, size_t size);
/* `count` zeroed elements of `size` bytes; an overflowing product ends the program. */
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);
/* NUL-terminated copies. */
char *arena_copy_string(struct arena *arena, const char *string);
char *arena_copy_bytes(struct arena *arena, const void *bytes, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc_array((arena), (count), sizeof(type)))

/* realloc() for what cannot live in an arena; ends the program when memory runs out.
 * `count` elements of `size` bytes. The caller frees the result with free(). */
void *memory_resize(void *memory, size_t count, size_t size);
/* The same with nothing to resize; zeroed. */
void *memory_new(size_t count, size_t size);

#endif
