/* Enters: the tree and its chapters. Leaves: book->toc, the generated contents. Headings of the
 * document and of its divisions are in it; those in quotes, lists, tables and notes are not. The
 * depth of an entry is the number of shallower headings it stands under, plus one: levels that an
 * author skipped are no gaps, and an entry is never more than one deeper than the one before. Parts
 * are a level of their own above the others, which the option that limits the depth does not count.
 */
#include <string.h>

#include "book/passes.h"

int book_enter_heading(struct open_headings *open, const struct node *heading)
{
    int rank = heading->heading.level + heading->heading.beyond + heading->heading.in_part;
    while (open->count > 0 && open->ranks[open->count - 1] >= rank)
        open->count--;
    if (open->count == MOST_OPEN_HEADINGS)
        return open->count + 1;
    open->ranks[open->count++] = rank;
    return open->count;
}

static bool has_text(struct arena *arena, const struct node *heading)
{
    return heading->first && *node_copy_words(arena, heading);
}

void build_contents(struct completion *completion)
{
    struct book *book = completion->book;
    VECTOR(struct toc_entry) entries = {0};
    struct open_headings open = {0};
    size_t chapter = 0;
    struct walk walk = walk_start(book->root);
    while (walk_next(&walk)) {
        const struct node *node = walk.node;
        if (!walk.entering)
            continue;
        if (chapter + 1 < book->chapter_count && node == book->chapters[chapter + 1].first)
            chapter++;
        if (!holds_sections(node))
            walk_skip_children(&walk);
        if (node->kind != NODE_HEADING || !has_text(book->arena, node))
            continue;
        int depth = book_enter_heading(&open, node);
        if (depth <= completion->options->toc_depth + node->heading.in_part &&
            completion->options->toc_depth > 0)
            vector_push(&entries,
                        (struct toc_entry){.heading = node, .depth = depth, .chapter = chapter});
    }
    book->toc = ARENA_ARRAY(book->arena, struct toc_entry, entries.count);
    book->toc_count = entries.count;
    if (entries.count)
        memcpy(book->toc, entries.items, entries.count * sizeof *entries.items);
    vector_drop(&entries);
}
