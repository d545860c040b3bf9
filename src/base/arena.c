/* Enters: requests for memory. Leaves: zeroed memory, cut in order from large chunks.
 * A bump allocator: a list of chunks, each twice the size of the last up to a limit, so that the
 * number of chunks grows slowly and the waste stays bounded. A request too large for a common chunk
 * gets one of its own. arena_reset() keeps the newest (largest) chunk. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CHUNK = 16 * 1024, LAST_CHUNK = 1024 * 1024 };

struct chunk {
    struct chunk *previous;
    size_t size, used;
    alignas(max_align_t) unsigned char bytes[];
};

struct arena {
    struct chunk *chunk;
};

static _Noreturn void end_out_of_memory(void)
{
    fputs("bifolio: error: out of memory\n", stderr);
    _Exit(1);
}

void *memory_resize(void *memory, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        end_out_of_memory();
    size_t bytes = count * size;
    void *resized = realloc(memory, bytes ? bytes : 1);
    if (!resized)
        end_out_of_memory();
    return resized;
}

/* calloc() would pass by what a thread of glibc keeps at hand, and take fresh pages each time. */
void *memory_new(size_t count, size_t size)
{
    return memset(memory_resize(NULL, count, size), 0, count * size);
}

static void push_chunk(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - sizeof(struct chunk))
        end_out_of_memory();
    struct chunk *chunk = memory_resize(NULL, 1, sizeof *chunk + size);
    chunk->previous = arena->chunk;
    chunk->size = size;
    chunk->used = 0;
    arena->chunk = chunk;
}

struct arena *arena_new(void)
{
    return memory_new(1, sizeof(struct arena));
}

static void drop_chunks(struct chunk *chunk)
{
    while (chunk) {
        struct chunk *previous = chunk->previous;
        free(chunk);
        chunk = previous;
    }
}

void arena_drop(struct arena *arena)
{
    if (!arena)
        return;
    drop_chunks(arena->chunk);
    free(arena);
}

void arena_reset(struct arena *arena)
{
    if (!arena->chunk)
        return;
    drop_chunks(arena->chunk->previous);
    arena->chunk->previous = NULL;
    arena->chunk->used = 0;
}

static size_t round_up(size_t size)
{
    size_t alignment = alignof(max_align_t);
    if (size > SIZE_MAX - alignment)
        end_out_of_memory();
    return (size + alignment - 1) / alignment * alignment;
}

static size_t next_chunk_size(const struct arena *arena, size_t needed)
{
    size_t size = FIRST_CHUNK;
    if (arena->chunk)
        size = arena->chunk->size * 2;
    if (size > LAST_CHUNK)
        size = LAST_CHUNK;
    return needed > size ? needed : size;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size = round_up(size);
    struct chunk *chunk = arena->chunk;
    if (!chunk || chunk->size - chunk->used < size) {
        push_chunk(arena, next_chunk_size(arena, size));
        chunk = arena->chunk;
    }
    void *memory = chunk->bytes + chunk->used;
    chunk->used += size;
    return memset(memory, 0, size);
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        end_out_of_memory();
    return arena_alloc(arena, count * size);
}

char *arena_copy_bytes(struct arena *arena, const void *bytes, size_t length)
{
    if (length == SIZE_MAX)
        end_out_of_memory();
    char *copy = arena_alloc(arena, length + 1);
    if (length)
        memcpy(copy, bytes, length);
    return copy;
}

char *arena_copy_string(struct arena *arena, const char *string)
{
    return arena_copy_bytes(arena, string, strlen(string));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list measure, print;
    va_start(measure, format);
    va_copy(print, measure);
    int length = vsnprintf(NULL, 0, format, measure);
    va_end(measure);
    char *string = arena_alloc(arena, length < 0 ? 1 : (size_t)length + 1);
    if (length > 0)
        vsnprintf(string, (size_t)length + 1, format, print);
    va_end(print);
    return string;
}
