/* Enters: the book's chapters. Leaves: the parts of which each becomes one file. As a rule a
 * chapter is one part. One that is too much for a small reading device at once is cut before
 * headings, those of the higher levels first, and where there is none between other blocks. Where
 * that is not enough it is cut in what holds blocks, too: in quotes, between the items of a list or
 * the rows of a table, and between lines of code.
 *
 * Adobe's engine, which many e-ink readers have, refuses files of more than 300 KB; calibre cuts at
 * 260 KB. How much XHTML a block becomes is estimated before it is written. A part is as long as it
 * may be, but a cut is only looked for behind a share of that, so that every block is measured a
 * few times at most; only before a block that is too long on its own may a part be shorter. What
 * would fit one part is never cut inside: it begins before SHORTEST and ends before MOST, or there
 * is a place before it. */
#include <string.h>

#include "epub/edition.h"
#include "epub/writer.h"

/* MOST: what a part comes to rather than that a list or a quote is cut. */
enum { LONGEST = 200 * 1000, SHORTEST = LONGEST / 4, MOST = LONGEST + SHORTEST };

/* What each part opens again may be so much, and so many nodes. */
enum { REPEATED_MOST = SHORTEST / 4, DEEPEST_CUT = 2 * DEEPEST_CHAPTER };

/* How bad a cut is: the level of the heading behind it, or no heading stands there, and that it is
 * in so many quotes, lists …; or it makes a short part. */
enum { NO_LEVEL = 7, MAKES_SHORT = NO_LEVEL + DEEPEST_CUT + 2 };

/* A search for the end of a part. */
struct search {
    struct cut start;
    const struct node *shut;   /* the node around the place in which nothing may be cut */
    size_t size;               /* of the part so far */
    size_t costs[DEEPEST_CUT]; /* of what is open at the place: what opening it again takes */
    int depth;                 /* how many are open */
    int structures;            /* how many of them are to be seen */
    size_t repeated;           /* the sum of the costs */
    int reach;                 /* how many rows from the place on cells of rows above reach into */
    struct cut best;
    int best_rate;
};

/* ── How long blocks are ─────────────────────────────────────────────────────────────────────── */

static size_t measure_whole(const struct node *node)
{
    size_t size = epub_measure_node(node);
    if (node->kind == NODE_CODE_BLOCK)
        size += epub_measure_code(node, 0, strlen(node->code.text));
    return size;
}

static size_t measure_alone(const struct node *root)
{
    size_t size = 0;
    struct walk walk = walk_start(root);
    while (walk_next(&walk))
        if (walk.entering)
            size += measure_whole(walk.node);
    return size;
}

/* A footnote counts where it is shown: where it is first referred to. */
static size_t measure_note(const struct node *node)
{
    bool is_shown = node->kind == NODE_FOOTNOTE_REFERENCE && node->reference.footnote &&
                    node->reference.ordinal == 1;
    return is_shown ? measure_alone(node->reference.footnote) : 0;
}

static bool is_header(const struct node *row)
{
    return row->kind == NODE_TABLE_ROW && row->row.header;
}

/* What opening a node again takes: a table repeats the header rows at its top. */
static size_t measure_repeated(const struct node *node)
{
    size_t size = epub_measure_node(node);
    const struct node *row = node->kind == NODE_TABLE ? node->first : NULL;
    for (; row && (is_header(row) || row->kind == NODE_CAPTION); row = row->next)
        size += is_header(row) ? measure_alone(row) : 0;
    return size;
}

/* ── Where a cut may be ──────────────────────────────────────────────────────────────────────── */

static const struct node *opening_heading(const struct node *block)
{
    while (block && block->kind == NODE_DIVISION)
        block = block->first;
    return block && block->kind == NODE_HEADING ? block : NULL;
}

static bool ends_with_heading(const struct node *block)
{
    while (block->kind == NODE_DIVISION && block->last)
        block = block->last;
    return block->kind == NODE_HEADING;
}

/* What may be closed at the end of a part and opened again in the next one. */
static bool is_divisible(enum node_kind kind)
{
    return kind == NODE_DIVISION || kind == NODE_DETAILS || kind == NODE_BLOCK_QUOTE ||
           kind == NODE_ALERT || kind == NODE_FIGURE || kind == NODE_LIST ||
           kind == NODE_LIST_ITEM || kind == NODE_DEFINITION_LIST || kind == NODE_TABLE;
}

/* What belongs to the block before it, or to the one behind it. */
static bool may_part(const struct search *search, const struct node *previous,
                     const struct node *node)
{
    if (node_is_inline(node->kind) || node->kind == NODE_FOOTNOTE || node->kind == NODE_CAPTION)
        return false;
    if (node->parent->kind == NODE_DEFINITION_LIST)
        return node->kind == NODE_DEFINITION_TERM && previous->kind != NODE_DEFINITION_TERM;
    if (node->parent->kind == NODE_TABLE)
        return node->kind == NODE_TABLE_ROW && previous->kind == NODE_TABLE_ROW &&
               !is_header(previous) && search->reach == 0;
    return previous->kind != NODE_SUMMARY && previous->kind != NODE_CAPTION &&
           !ends_with_heading(previous);
}

static void offer(struct search *search, struct cut cut, int rate)
{
    if (search->size < SHORTEST)
        rate = MAKES_SHORT;
    if (rate > search->best_rate)
        return;
    search->best = cut;
    search->best_rate = rate;
}

static void offer_node(struct search *search, const struct node *node)
{
    const struct node *heading = search->structures == 0 ? opening_heading(node) : NULL;
    if (node != search->start.node && node->previous && may_part(search, node->previous, node))
        offer(search, (struct cut){.node = node},
              heading ? heading->heading.level : NO_LEVEL + search->structures);
}

static bool is_full(const struct search *search)
{
    return search->best.node && search->size > (search->best_rate <= NO_LEVEL ? LONGEST : MOST);
}

/* Goes through the lines of a block of code until the part is full. Code is cut as what holds
 * blocks is. */
static void enter_code(struct search *search, const struct node *node)
{
    const char *text = node->code.text;
    size_t from = node == search->start.node ? search->start.offset : 0;
    for (size_t at = from, end; text[at] && !is_full(search); at = end) {
        end = at + strcspn(text + at, "\n");
        end += text[end] == '\n';
        if (at > from && !search->shut)
            offer(search, (struct cut){node, at}, NO_LEVEL + search->structures + 1);
        search->size += epub_measure_code(node, at, end);
    }
}

/* ── The search ──────────────────────────────────────────────────────────────────────────────── */

static void open(struct search *search, const struct node *node, size_t cost)
{
    search->costs[search->depth++] = cost;
    search->repeated += cost;
    search->structures += node->kind != NODE_DIVISION;
}

static int find_reach(int reach, const struct node *row)
{
    reach -= reach > 0;
    for (const struct node *cell = row->first; cell; cell = cell->next)
        if (cell->kind == NODE_TABLE_CELL && cell->cell.row_span - 1 > reach)
            reach = cell->cell.row_span - 1;
    return reach;
}

static bool may_open(const struct search *search, const struct node *node, size_t cost)
{
    return is_divisible(node->kind) && search->depth < DEEPEST_CUT &&
           search->repeated + cost <= REPEATED_MOST;
}

static void enter(struct search *search, const struct node *node)
{
    if (!search->shut)
        offer_node(search, node);
    search->size += epub_measure_node(node) + measure_note(node);
    if (node->kind == NODE_CODE_BLOCK)
        enter_code(search, node);
    if (search->shut)
        return;
    size_t cost = measure_repeated(node);
    if (may_open(search, node, cost))
        open(search, node, cost);
    else
        search->shut = node;
    search->reach = node->kind == NODE_TABLE_ROW ? find_reach(search->reach, node) : 0;
}

static void leave(struct search *search, const struct node *node)
{
    if (node == search->shut) {
        search->shut = NULL;
    } else if (!search->shut) {
        search->repeated -= search->costs[--search->depth];
        search->structures -= node->kind != NODE_DIVISION;
    }
}

/* What the part opens again. */
static void open_around(struct search *search, const struct node *start)
{
    const struct node *around[DEEPEST_CUT];
    int count = 0;
    for (const struct node *node = start->parent; node->kind != NODE_DOCUMENT; node = node->parent)
        around[count++] = node;
    while (count-- > 0)
        open(search, around[count], measure_repeated(around[count]));
    search->size = search->repeated;
}

/* The end of the part that begins at `start`. */
static struct cut find_end(const struct node *root, struct cut start, struct cut end)
{
    struct search search = {.start = start, .best_rate = MAKES_SHORT};
    open_around(&search, start.node);
    struct walk walk = walk_start_within(root, start.node);
    while (walk_next(&walk) && walk.node != root && !(walk.entering && walk.node == end.node)) {
        if (!walk.entering)
            leave(&search, walk.node);
        else
            enter(&search, walk.node);
        if (walk.entering && walk.node->kind == NODE_FOOTNOTE)
            walk_skip_children(&walk);
        if (is_full(&search))
            return search.best;
    }
    return end;
}

/* ── Parts ───────────────────────────────────────────────────────────────────────────────────── */

/* Goes back to the last item of which the number is known. */
static int find_item_number(const struct edition *edition, const struct node *item)
{
    uint32_t number;
    uint32_t steps = 0;
    for (;; item = item->previous, steps++) {
        if (item->kind == NODE_LIST_ITEM && item->item.value)
            return (int)((uint32_t)item->item.value + steps);
        if (node_table_find(&edition->item_numbers, item, &number))
            return (int)(number + steps);
        if (!item->previous)
            return (int)((uint32_t)item->parent->list.start + steps);
    }
}

/* The lists that go on with this node. */
static void number_items(struct edition *edition, const struct node *node)
{
    for (; node->parent; node = node->parent)
        if (node->parent->kind == NODE_LIST && node->parent->list.ordered)
            node_table_put(&edition->item_numbers, node, (uint32_t)find_item_number(edition, node));
}

/* What parts of one table share: measuring it each time would take too long. */
static const struct columns *find_columns(const struct edition *edition, const struct part *part)
{
    const struct node *table = part->start.node->parent;
    const struct part *last =
        edition->parts.count ? &edition->parts.items[edition->parts.count - 1] : NULL;
    if (table->kind != NODE_TABLE)
        return NULL;
    return last && last->start.node->parent == table ? last->columns
                                                     : epub_measure_columns(edition->arena, table);
}

static void add_part(struct edition *edition, const struct chapter *chapter, struct part part,
                     size_t count)
{
    part.continues = count > 1;
    part.columns = find_columns(edition, &part);
    part.heading = part.continues ? opening_heading(part.start.node) : chapter->heading;
    part.title = part.heading ? part.heading : chapter->heading;
    part.file = part.continues ? arena_printf(edition->arena, "%s-%zu.xhtml", chapter->name, count)
                               : arena_printf(edition->arena, "%s.xhtml", chapter->name);
    vector_push(&edition->parts, part);
}

static void cut_chapter(struct edition *edition, const struct chapter *chapter)
{
    struct cut start = {.node = chapter->first}, end = {.node = chapter->end};
    for (size_t count = 1; start.node != end.node; count++) {
        struct part part = {.start = start, .end = find_end(edition->book->root, start, end)};
        add_part(edition, chapter, part, count);
        start = part.end;
        if (start.node)
            number_items(edition, start.node);
    }
}

/* Plain text has no files. */
static void take_whole(struct edition *edition)
{
    const struct chapter *chapter = &edition->book->chapters[0];
    add_part(edition, chapter, (struct part){.start = {.node = chapter->first}}, 1);
}

void parts_cut(struct edition *edition)
{
    if (edition->plain) {
        take_whole(edition);
        return;
    }
    for (size_t i = 0; i < edition->book->chapter_count; i++)
        cut_chapter(edition, &edition->book->chapters[i]);
}

/* A node belongs to the part in which it begins: it is left in the one in which it ends. */
size_t parts_follow(const struct edition *edition, size_t part, const struct walk *walk)
{
    for (; part + 1 < edition->parts.count; part++) {
        const struct cut *next = &edition->parts.items[part + 1].start;
        if (next->node != walk->node || (next->offset == 0) != walk->entering)
            break;
    }
    return part;
}
