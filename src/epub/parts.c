/* Enters: the book's chapters. Leaves: the parts of which each becomes one file. As a rule a
 * chapter is one part. One that is too much for a small reading device at once is cut before
 * headings, those of the higher levels first, and where there is none between other blocks.
 *
 * Adobe's engine, which many e-ink readers have, refuses files of more than 300 KB; calibre cuts at
 * 260 KB. How much XHTML a block becomes is estimated before it is written. A part is as long as it
 * may be, but a cut is only looked for behind a share of that, so that every block is measured a
 * few times at most. */
#include <string.h>

#include "epub/edition.h"

enum { LONGEST = 200 * 1000, SHORTEST = LONGEST / 4 };

/* About as many bytes as an element's tags have, and a coloured piece of code's. */
enum { ELEMENT_SIZE = 20, PIECE_SIZE = 32 };

/* Where no heading stands. */
enum { NO_LEVEL = 7 };

/* ── How long blocks are ─────────────────────────────────────────────────────────────────────── */

static size_t measure_string(const char *string)
{
    return string ? strlen(string) : 0;
}

static size_t measure_node(const struct node *node)
{
    switch (node->kind) {
    case NODE_TEXT:
        return strlen(node->text);
    case NODE_CODE:
        return strlen(node->text) + ELEMENT_SIZE;
    case NODE_CODE_BLOCK:
        return strlen(node->code.text) + ELEMENT_SIZE + node->code.span_count * PIECE_SIZE;
    case NODE_LINK:
        return measure_string(node->link.url) + ELEMENT_SIZE;
    case NODE_IMAGE:
        return measure_string(node->image.alternative) + 2 * ELEMENT_SIZE;
    default:
        return ELEMENT_SIZE;
    }
}

static size_t measure_alone(const struct node *root)
{
    size_t size = 0;
    struct walk walk = walk_start(root);
    while (walk_next(&walk))
        if (walk.entering)
            size += measure_node(walk.node);
    return size;
}

/* A footnote counts where it is shown: where it is first referred to. */
static size_t measure_block(const struct node *block)
{
    size_t size = 0;
    struct walk walk = walk_start(block);
    while (walk_next(&walk)) {
        const struct node *node = walk.node;
        if (!walk.entering)
            continue;
        if (node->kind == NODE_FOOTNOTE) {
            walk_skip_children(&walk);
            continue;
        }
        size += measure_node(node);
        if (node->kind == NODE_FOOTNOTE_REFERENCE && node->reference.footnote &&
            node->reference.ordinal == 1)
            size += measure_alone(node->reference.footnote);
    }
    return size;
}

/* ── Cutting ─────────────────────────────────────────────────────────────────────────────────── */

static const struct node *opening_heading(const struct node *block)
{
    while (block && block->kind == NODE_DIVISION)
        block = block->first;
    return block && block->kind == NODE_HEADING ? block : NULL;
}

/* How good a cut before this block is: the level of its heading; 0: there may be none. */
static int rate_cut(const struct node *block)
{
    const struct node *heading = opening_heading(block);
    if (block->kind == NODE_FOOTNOTE || opening_heading(block->previous))
        return 0;
    return heading ? heading->heading.level : NO_LEVEL;
}

/* The end of the part that begins with `first`. */
static const struct node *find_end(const struct node *first, const struct node *end)
{
    const struct node *best = NULL;
    int best_level = NO_LEVEL;
    size_t size = 0;
    for (const struct node *block = first; block != end; block = block->next) {
        int level = size >= SHORTEST ? rate_cut(block) : 0;
        if (level > 0 && level <= best_level) {
            best = block;
            best_level = level;
        }
        size += measure_block(block);
        if (size > LONGEST && best)
            return best;
    }
    return end;
}

static void cut_chapter(struct edition *edition, const struct chapter *chapter)
{
    const struct node *first = chapter->first;
    for (size_t count = 1; first != chapter->end; count++) {
        const struct node *end = edition->plain ? chapter->end : find_end(first, chapter->end);
        struct part part = {.first = first, .end = end, .continues = count > 1};
        part.heading = count == 1 ? chapter->heading : opening_heading(first);
        part.title = part.heading ? part.heading : chapter->heading;
        part.file = count == 1 ? arena_printf(edition->arena, "%s.xhtml", chapter->name)
                               : arena_printf(edition->arena, "%s-%zu.xhtml", chapter->name, count);
        vector_push(&edition->parts, part);
        first = end;
    }
}

void parts_cut(struct edition *edition)
{
    for (size_t i = 0; i < edition->book->chapter_count; i++)
        cut_chapter(edition, &edition->book->chapters[i]);
}
