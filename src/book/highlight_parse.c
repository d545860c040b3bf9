/* Enters: the text of a code block. Leaves: its tree, or nothing when the text is too tangled.
 * What tree-sitter does about errors is quadratic in some texts, and so is a query in very deep
 * trees and in very wide errors; with more than 65,535 tokens in one error it (0.20.7) writes over
 * memory, which highlight.c's limit of length keeps away. A clock would give other books on slower
 * machines, so the work is counted: the bytes that the parser allocates, how often it asks for a
 * piece of the text, and what the tree looks like. */
#include "book/highlight.h"

#include <stdlib.h>

enum {
    CHUNK = 256, /* of the text, for each time the parser asks */
    FREE_BYTES = 2 << 20,
    BYTES_PER_BYTE = 200,
    FREE_READS = 1000,
    BYTES_PER_READ = 4,
    DEEPEST_TREE = 500,
    MOST_ERROR_PAIRS = 16 << 20,
    ERROR_SYMBOL = UINT16_MAX,
};

/* Of the block that this thread parses. */
static _Thread_local struct budget {
    size_t bytes, reads;
    size_t exhausted; /* is not 0: the parser stops */
} budget;

/* ── Counting ────────────────────────────────────────────────────────────────────────────────── */

static void spend(size_t *left, size_t amount)
{
    if (amount > *left)
        budget.exhausted = 1;
    *left -= amount > *left ? *left : amount;
}

static void *allocate(size_t size)
{
    spend(&budget.bytes, size);
    return memory_resize(NULL, size ? size : 1, 1);
}

static void *allocate_array(size_t count, size_t size)
{
    spend(&budget.bytes, count * size);
    return memory_new(count, size);
}

static void *reallocate(void *memory, size_t size)
{
    spend(&budget.bytes, size);
    return memory_resize(memory, size ? size : 1, 1);
}

void count_code_allocations(void)
{
    ts_set_allocator(allocate, allocate_array, reallocate, free);
}

static const char *read_chunk(void *payload, uint32_t at, TSPoint where, uint32_t *length)
{
    const struct painting *painting = payload;
    uint32_t end = (at / CHUNK + 1) * CHUNK;
    (void)where;
    spend(&budget.reads, 1);
    if (end > painting->length)
        end = painting->length;
    *length = at < end ? end - at : 0;
    return at < end ? painting->text + at : "";
}

/* ── The tree ────────────────────────────────────────────────────────────────────────────────── */

/* Steps on in depth-first order; false at the end. */
static bool step(TSTreeCursor *cursor, uint32_t *depth)
{
    if (ts_tree_cursor_goto_first_child(cursor)) {
        ++*depth;
        return true;
    }
    while (!ts_tree_cursor_goto_next_sibling(cursor)) {
        if (!ts_tree_cursor_goto_parent(cursor))
            return false;
        --*depth;
    }
    return true;
}

/* At each token in an error that is a mere sign, a query looks for the next that is more. */
static uint64_t count_pairs(TSNode error)
{
    uint64_t signs = ts_node_child_count(error) - ts_node_named_child_count(error);
    return signs * signs;
}

static bool is_tangled(TSNode root)
{
    uint64_t pairs = 0;
    uint32_t depth = 0;
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    do {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        if (ts_node_symbol(node) == ERROR_SYMBOL)
            pairs += count_pairs(node);
    } while (depth <= DEEPEST_TREE && pairs <= MOST_ERROR_PAIRS && step(&cursor, &depth));
    ts_tree_cursor_delete(&cursor);
    return depth > DEEPEST_TREE || pairs > MOST_ERROR_PAIRS;
}

/* ── Parsing ─────────────────────────────────────────────────────────────────────────────────── */

TSTree *parse_code(TSParser *parser, const code_range_list *ranges, struct painting *painting)
{
    TSInput input = {.payload = painting, .read = read_chunk, .encoding = TSInputEncodingUTF8};
    budget = (struct budget){.bytes = FREE_BYTES + (size_t)painting->length * BYTES_PER_BYTE,
                             .reads = FREE_READS + painting->length / BYTES_PER_READ};
    ts_parser_reset(parser);
    ts_parser_set_cancellation_flag(parser, &budget.exhausted);
    ts_parser_set_included_ranges(parser, ranges->items, (uint32_t)ranges->count);
    TSTree *tree = ts_parser_parse(parser, NULL, input);
    if (tree && (budget.exhausted || is_tangled(ts_tree_root_node(tree)))) {
        ts_tree_delete(tree);
        tree = NULL;
    }
    return tree;
}
