/* Nodes of the tree → numbers. By address, so it is only ever asked, never iterated. */
#ifndef BIFOLIO_LAYOUT_NODE_TABLE_H
#define BIFOLIO_LAYOUT_NODE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct node;

/* Zero-initialise it; give it back with node_table_drop(). */
struct node_table {
    struct node_table_slot {
        const struct node *node;
        uint32_t number;
    } * slots;
    size_t count, capacity;
};

void node_table_put(struct node_table *table, const struct node *node, uint32_t number);
bool node_table_find(const struct node_table *table, const struct node *node, uint32_t *number);
void node_table_drop(struct node_table *table);

#endif
