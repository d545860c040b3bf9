/* Enters: nodes and their numbers. Leaves: the number of a node.
 * Open addressing with linear probing over a power of two, at most half full; the hash is the
 * address times an odd constant (Fibonacci hashing, Knuth vol. 3, 6.4). */
#include "book/book.h"

#include <stdlib.h>

static size_t probe(const struct node_table *table, const struct node *node)
{
    uint64_t hash = (uint64_t)(uintptr_t)node * UINT64_C(0x9E3779B97F4A7C15);
    size_t slot = (size_t)(hash >> 20) & (table->capacity - 1);
    while (table->slots[slot].node && table->slots[slot].node != node)
        slot = (slot + 1) & (table->capacity - 1);
    return slot;
}

static void grow(struct node_table *table)
{
    struct node_table old = *table;
    table->capacity = old.capacity ? old.capacity * 2 : 64;
    table->slots = memory_new(table->capacity, sizeof *table->slots);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i].node)
            table->slots[probe(table, old.slots[i].node)] = old.slots[i];
    free(old.slots);
}

void node_table_put(struct node_table *table, const struct node *node, uint32_t number)
{
    if (table->count * 2 >= table->capacity)
        grow(table);
    size_t slot = probe(table, node);
    if (!table->slots[slot].node)
        table->count++;
    table->slots[slot] = (struct node_table_slot){node, number};
}

bool node_table_find(const struct node_table *table, const struct node *node, uint32_t *number)
{
    *number = 0;
    if (table->capacity == 0)
        return false;
    size_t slot = probe(table, node);
    *number = table->slots[slot].number;
    return table->slots[slot].node != NULL;
}

void node_table_drop(struct node_table *table)
{
    free(table->slots);
    *table = (struct node_table){0};
}
