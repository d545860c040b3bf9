/* Enters: keys with values, in any order. Leaves: a balanced tree of nodes with at most FAN_OUT
 * entries or kids each, built level by level from the leaves. A node other than the root tells the
 * first and last key below it, so that a reader finds any key in a few steps. */
#include "pdf/tree.h"

#include <stdlib.h>
#include <string.h>

#include "pdf/syntax.h"

enum { FAN_OUT = 64 };

/* A node: entries [first, end) below it. */
struct node_range {
    uint32_t object;
    size_t first, end;
};

static int compare_keys(const struct tree_entry *a, const struct tree_entry *b)
{
    return a->name ? strcmp(a->name, b->name) : (a->number > b->number) - (a->number < b->number);
}

/* Entries with one key keep the order of their values' addresses in the array being sorted. */
static int compare_entries(const void *left, const void *right)
{
    const struct tree_entry *const *a = left, *const *b = right;
    int by_key = compare_keys(*a, *b);
    return by_key ? by_key : (*a > *b) - (*a < *b);
}

/* Sorts stably and keeps the first entry of each key. */
static void sort_entries(struct tree *tree)
{
    size_t count = tree->entries.count, kept = 0;
    const struct tree_entry **order = memory_resize(NULL, count, sizeof *order);
    struct tree_entry *sorted = memory_resize(NULL, count, sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        order[i] = &tree->entries.items[i];
    qsort(order, count, sizeof *order, compare_entries);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || compare_keys(&sorted[kept - 1], order[i]) != 0)
            sorted[kept++] = *order[i];
    memcpy(tree->entries.items, sorted, kept * sizeof *sorted);
    tree->entries.count = kept;
    free(order);
    free(sorted);
}

static void put_key(const struct tree_entry *entry, struct buffer *entries)
{
    if (entry->name)
        pdf_put_bytes(entries, entry->name, strlen(entry->name));
    else
        pdf_put_integer(entries, entry->number);
}

static void put_limits(const struct tree *tree, const struct node_range *node,
                       struct buffer *entries)
{
    buffer_put_string(entries, "/Limits[");
    put_key(&tree->entries.items[node->first], entries);
    buffer_put_char(entries, ' ');
    put_key(&tree->entries.items[node->end - 1], entries);
    buffer_put_char(entries, ']');
}

static void put_leaf(const struct tree *tree, const struct node_range *node, struct buffer *entries)
{
    buffer_put_string(entries, tree->entries.items[0].name ? "/Names[" : "/Nums[");
    for (size_t i = node->first; i < node->end; i++) {
        put_key(&tree->entries.items[i], entries);
        buffer_put_char(entries, ' ');
        buffer_put_string(entries, tree->entries.items[i].value);
        buffer_put_char(entries, '\n');
    }
    buffer_put_char(entries, ']');
}

static void put_kids(const struct node_range *kids, size_t count, struct buffer *entries)
{
    buffer_put_string(entries, "/Kids[");
    for (size_t i = 0; i < count; i++) {
        pdf_put_reference(entries, kids[i].object);
        buffer_put_char(entries, i + 1 < count ? ' ' : ']');
    }
}

static size_t minimum(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t add_leaves(struct pdf_writer *writer, const struct tree *tree,
                         struct node_range *nodes)
{
    size_t count = 0, total = tree->entries.count;
    for (size_t first = 0; first < total; first += FAN_OUT) {
        struct node_range *node = &nodes[count++];
        *node = (struct node_range){.first = first, .end = minimum(first + FAN_OUT, total)};
        buffer_clear(&writer->scratch);
        if (total > FAN_OUT)
            put_limits(tree, node, &writer->scratch);
        put_leaf(tree, node, &writer->scratch);
        node->object = pdf_object_add(writer->file, &writer->scratch);
    }
    return count;
}

/* Replaces a level of nodes by the level above it. */
static size_t add_level(struct pdf_writer *writer, const struct tree *tree,
                        struct node_range *nodes, size_t count)
{
    size_t above = 0;
    for (size_t first = 0; first < count; first += FAN_OUT) {
        size_t kids = minimum(FAN_OUT, count - first);
        struct node_range node = {.first = nodes[first].first, .end = nodes[first + kids - 1].end};
        buffer_clear(&writer->scratch);
        if (count > FAN_OUT)
            put_limits(tree, &node, &writer->scratch);
        put_kids(&nodes[first], kids, &writer->scratch);
        node.object = pdf_object_add(writer->file, &writer->scratch);
        nodes[above++] = node;
    }
    return above;
}

uint32_t pdf_add_tree(struct pdf_writer *writer, struct tree *tree)
{
    uint32_t root = 0;
    if (tree->entries.count > 0) {
        sort_entries(tree);
        size_t leaves = (tree->entries.count + FAN_OUT - 1) / FAN_OUT;
        struct node_range *nodes = memory_resize(NULL, leaves, sizeof *nodes);
        size_t count = add_leaves(writer, tree, nodes);
        while (count > 1)
            count = add_level(writer, tree, nodes, count);
        root = nodes[0].object;
        free(nodes);
    }
    vector_drop(&tree->entries);
    return root;
}
