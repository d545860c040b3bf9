/* Enters: the tree and its chapters. Leaves: book->toc, the generated contents. Headings of the
 * document and of its divisions are in it; those in quotes, lists, tables and notes are not. The
 * depth of an entry is the number of shallower headings it stands under, plus one: levels that an
 * author skipped are no gaps, and an entry is never more than one deeper than the one before. Parts
 * are a level of their own above the others, which the option that limits the depth does not count.
 */
#include <string.h>

#include "book/passes.h"

/* The ranks of the headings that the current place stands under: their levels, one deeper in a
 * part. */
struct outline {
    int ranks[HEADING_LEVELS + 1];
    int depth;
};

static int enter_heading(struct outline *outline, const struct node *heading)
{
    int rank = heading->heading.level + heading->heading.in_part;
    while (outline->depth > 0 && outline->ranks[outline->depth - 1] >= rank)
        outline->depth--;
    outline->ranks[outline->depth++] = rank;
    return outline->depth;
}

static bool has_text(struct arena *arena, const struct node *heading)
{
    return heading->first && *node_copy_words(arena, heading);
}

void build_contents(struct completion *completion)
{
    struct book *book = completion->book;
    VECTOR(struct toc_entry) entries = {0};
    struct outline outline = {0};
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
        int depth = enter_heading(&outline, node);
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
