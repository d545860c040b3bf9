/* Enters: the tree with notes at the end of each file. Leaves: only the notes that something in the
 * book refers to, numbered per file from 1 in order of first reference, and each reference with its
 * ordinal. Notes referred to from notes are found by working through a queue of notes. */
#include "book/passes.h"

typedef VECTOR(struct node *) node_list;

static void reset_notes(const struct book *book)
{
    for (struct node *node = book->root->first; node; node = node->next)
        if (node->kind == NODE_FOOTNOTE) {
            node->footnote.number = 0;
            node->footnote.reference_count = 0;
            node->footnote.first_reference = NULL;
        }
}

static void count_reference(struct node *reference, node_list *queue)
{
    struct node *note = reference->reference.footnote;
    if (!note)
        return;
    reference->reference.ordinal = ++note->footnote.reference_count;
    if (note->footnote.first_reference)
        return;
    note->footnote.first_reference = reference;
    vector_push(queue, note);
}

static void count_references(const struct node *root, node_list *queue)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk)) {
        if (!walk.entering)
            continue;
        if (walk.node->kind == NODE_FOOTNOTE_REFERENCE)
            count_reference(walk.node, queue);
        else if (walk.node->kind == NODE_FOOTNOTE && walk.node != root)
            walk_skip_children(&walk);
    }
}

static void number_notes(const struct completion *completion, const node_list *queue)
{
    int *numbers = memory_new(completion->files.count, sizeof *numbers);
    for (size_t i = 0; i < queue->count; i++) {
        struct node *note = queue->items[i];
        note->footnote.number = ++numbers[find_file_of(completion, note)];
    }
    free(numbers);
}

static void drop_unused_notes(struct completion *completion)
{
    for (struct node *node = completion->book->root->first, *next; node; node = next) {
        next = node->next;
        if (node->kind != NODE_FOOTNOTE || node->footnote.reference_count > 0)
            continue;
        retire_anchors(completion, node, LINK_DEAD);
        node_unlink(node);
    }
}

void number_footnotes(struct completion *completion)
{
    node_list queue = {0};
    reset_notes(completion->book);
    count_references(completion->book->root, &queue);
    for (size_t i = 0; i < queue.count; i++)
        count_references(queue.items[i], &queue);
    number_notes(completion, &queue);
    drop_unused_notes(completion);
    vector_drop(&queue);
}
