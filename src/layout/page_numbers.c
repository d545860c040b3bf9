/* Enters: pieces that ask on which page something is, while the pages are laid out; then the pages.
 * Leaves: the numbers, right in the end.
 * The number stands in the text, so the text must be laid out with it before the page is known. The
 * first pass guesses, by the text before the target; each pass after it takes what the one before
 * found. As a rule the second one finds the same. Where the third does not, either, each number
 * takes the room of the widest one, so that none moves anything any more: what the fifth prints is
 * what the fourth found, and it is right. */
#include <limits.h>
#include <string.h>

#include "layout/generated.h"
#include "layout/layout.h"
#include "layout/page.h"

enum { PASSES_MOST = 5, PASSES_FREE = 3 };

static const struct page_number NOT_ASKED = {.number = INT_MIN};

struct page_numbers {
    struct node_table places;         /* what may be a target → bytes of text before it */
    VECTOR(struct page_number) asked; /* by destination: that of the page it was taken to be on */
    VECTOR(struct page_number) found; /* likewise: by the pass before; empty in the first one */
    const char *longest[MARKER_TEXT + 1]; /* number, by how it is written */
    int passes;
};

struct page_numbers *page_numbers_new(struct arena *arena, const struct book *book)
{
    struct page_numbers *pages = ARENA_NEW(arena, struct page_numbers);
    struct walk walk = walk_start(book->root);
    size_t bytes = 0;
    while (walk_next(&walk)) {
        if (!walk.entering)
            continue;
        if (walk.node->kind == NODE_TEXT || walk.node->kind == NODE_CODE)
            bytes += strlen(walk.node->text);
        else if (walk.node->kind == NODE_CODE_BLOCK && walk.node->code.text)
            bytes += strlen(walk.node->code.text);
        if (walk.node->id)
            node_table_put(&pages->places, walk.node,
                           bytes < UINT32_MAX ? (uint32_t)bytes : UINT32_MAX);
    }
    return pages;
}

void page_numbers_drop(struct page_numbers *pages)
{
    if (!pages)
        return;
    node_table_drop(&pages->places);
    vector_drop(&pages->asked);
    vector_drop(&pages->found);
}

/* Letters are about half as wide as they are high; a third of a page stays white. */
static struct page_number guess_page(const struct layout *layout, const struct node *target)
{
    struct text_style root = style_root(layout->sheet);
    int64_t letters = layout->measure / (root.size * 9 / 20 + 1) + 1;
    int64_t lines = layout->depth / (2 * layout->page->unit + 1) + 1;
    uint32_t bytes = 0;
    node_table_find(&layout->generated->pages->places, target, &bytes);
    return (struct page_number){(int)((int64_t)bytes * 3 / (letters * lines * 2)) + 1,
                                MARKER_DECIMAL};
}

static struct page_number find_page(struct layout *layout, const struct node *link,
                                    uint32_t destination)
{
    const struct page_numbers *pages = layout->generated->pages;
    if (destination < pages->found.count)
        return pages->found.items[destination];
    if (link->link.kind == LINK_NODE)
        return guess_page(layout, link->link.target);
    return (struct page_number){1, MARKER_DECIMAL};
}

/* As it is printed on the page, or as the sheet asks for. */
static const char *write_page(struct layout *layout, struct page_number page, enum marker numbering)
{
    return numbering_write(layout->arena, numbering == MARKER_DECIMAL ? page.numbering : numbering,
                           page.number);
}

const char *page_numbers_find(struct layout *layout, const struct piece *piece)
{
    struct page_numbers *pages = layout->generated->pages;
    uint32_t destination;
    if (!destination_of_link(layout, piece->link, &destination))
        return NULL;
    struct page_number page = find_page(layout, piece->link, destination);
    while (pages->asked.count <= destination)
        vector_push(&pages->asked, NOT_ASKED);
    pages->asked.items[destination] = page;
    return write_page(layout, page, piece->numbering);
}

static const char *find_longer(const char *left, const char *right)
{
    return strlen(right) > strlen(left) ? right : left;
}

/* The longest of all numbers that were printed and those that were found instead. */
static const char *find_longest(struct layout *layout, enum marker numbering)
{
    const struct page_numbers *pages = layout->generated->pages;
    const char *longest = "";
    for (size_t i = 0; i < pages->asked.count && i < pages->found.count; i++) {
        if (pages->asked.items[i].number == NOT_ASKED.number)
            continue;
        longest = find_longer(longest, write_page(layout, pages->asked.items[i], numbering));
        longest = find_longer(longest, write_page(layout, pages->found.items[i], numbering));
    }
    return arena_copy_string(layout->generated->arena, longest);
}

dimen page_numbers_width(struct layout *layout, const struct text_style *style,
                         enum marker numbering)
{
    const struct position nowhere = {0};
    if (layout->generated->pages->passes < PASSES_FREE)
        return 0;
    const char *number = layout->generated->pages->longest[numbering];
    size_t length = strlen(number);
    if (length == 0)
        return 0;
    dimen widest =
        text_width(text_shape(layout->fonts, style, NULL, number, length, nowhere), style);
    for (char digit = '0'; numbering == MARKER_DECIMAL && digit <= '9'; digit++) {
        const struct shaped *shaped = text_shape(layout->fonts, style, NULL, &digit, 1, nowhere);
        dimen width = text_width(shaped, style) * (dimen)length;
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* Of the page where something came to stand. */
static struct page_number number_at(const struct layout *layout, size_t destination)
{
    size_t page = layout->destinations.items[destination].page;
    return page < layout->numbers.count ? layout->numbers.items[page] : NOT_ASKED;
}

/* Were all numbers right that were printed? */
static bool holds(const struct layout *layout)
{
    const struct page_numbers *pages = layout->generated->pages;
    for (size_t i = 0; i < pages->asked.count; i++) {
        struct page_number asked = pages->asked.items[i], found = number_at(layout, i);
        if (asked.number != NOT_ASKED.number &&
            (asked.number != found.number || asked.numbering != found.numbering))
            return false;
    }
    return true;
}

bool page_numbers_must_change(struct layout *layout)
{
    if (!layout->generated || !layout->generated->pages)
        return false;
    struct page_numbers *pages = layout->generated->pages;
    pages->passes++;
    if (holds(layout))
        return false;
    if (pages->passes == PASSES_MOST) {
        diag_report(layout->diag, SEVERITY_WARNING, "page-numbers", (struct position){0}, NULL,
                    "some numbers of pages in the text are off by one: the pages move with them");
        return false;
    }
    pages->found.count = 0;
    for (size_t i = 0; i < layout->destinations.count; i++)
        vector_push(&pages->found, number_at(layout, i));
    for (int i = 0; i <= MARKER_TEXT && pages->passes == PASSES_FREE; i++)
        pages->longest[i] = find_longest(layout, (enum marker)i);
    return true;
}
