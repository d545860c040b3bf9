/* Enters: pieces that ask on which page something is, while the pages are laid out; then the pages.
 * Leaves: the numbers, right in the end.
 * The number stands in the text, so the text must be laid out with it before the page is known. The
 * first pass guesses, by the text before the target; each pass after it takes what the one before
 * found. As a rule the second one finds the same. If the third must be made, all numbers take the
 * room of the widest one, so that no number moves anything any more: what the fourth prints is what
 * the third found, and it is right. */
#include <stdio.h>
#include <string.h>

#include "layout/generated.h"
#include "layout/layout.h"
#include "layout/page.h"

enum { PASSES_MOST = 4, PASSES_FREE = 2 };

static const uint32_t NOT_ASKED = UINT32_MAX;

struct page_numbers {
    struct node_table places; /* what may be a target → bytes of text before it */
    VECTOR(uint32_t) asked;   /* by destination: the page that was taken for it */
    VECTOR(uint32_t) found;   /* likewise: by the pass before; empty in the first one */
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
static uint32_t guess_page(const struct layout *layout, const struct node *target)
{
    struct text_style root = style_root(layout->sheet);
    int64_t letters = layout->measure / (root.size * 9 / 20 + 1) + 1;
    int64_t lines = layout->depth / (2 * layout->page->unit + 1) + 1;
    uint32_t bytes;
    node_table_find(&layout->generated->pages->places, target, &bytes);
    return (uint32_t)(layout->front_pages + (size_t)(bytes * 3 / (letters * lines * 2)));
}

/* The page from 0 on. */
static uint32_t find_page(struct layout *layout, const struct node *link, uint32_t destination)
{
    const struct page_numbers *pages = layout->generated->pages;
    if (destination < pages->found.count)
        return pages->found.items[destination];
    if (link->link.kind == LINK_NODE)
        return guess_page(layout, link->link.target);
    return link->link.kind == LINK_TITLE ? 0 : 2;
}

const char *page_numbers_find(struct layout *layout, const struct piece *piece)
{
    struct page_numbers *pages = layout->generated->pages;
    uint32_t destination;
    if (!destination_of_link(layout, piece->link, &destination))
        return NULL;
    uint32_t page = find_page(layout, piece->link, destination);
    while (pages->asked.count <= destination)
        vector_push(&pages->asked, NOT_ASKED);
    pages->asked.items[destination] = page;
    if (piece->numbering == NUMBERING_DIGITS || page < layout->front_pages)
        return page_label(layout, page);
    return numbering_write(layout->arena, piece->numbering, (int)(page - layout->front_pages + 1));
}

static dimen width_of_digits(struct layout *layout, const struct text_style *style, size_t count)
{
    dimen widest = 0;
    for (char digit = '0'; digit <= '9'; digit++) {
        dimen width = text_width(
            text_shape(layout->fonts, style, NULL, &digit, 1, (struct position){0}), style);
        widest = width > widest ? width : widest;
    }
    return widest * (dimen)count;
}

dimen page_numbers_width(struct layout *layout, const struct text_style *style)
{
    const struct page_numbers *pages = layout->generated->pages;
    char number[16];
    uint32_t last = 0;
    if (pages->passes < PASSES_FREE)
        return 0;
    for (size_t i = 0; i < pages->found.count; i++)
        last = pages->found.items[i] > last ? pages->found.items[i] : last;
    int digits = snprintf(number, sizeof number, "%u", (unsigned)last + 1);
    return width_of_digits(layout, style, (size_t)digits);
}

/* Were all numbers right that were printed? */
static bool holds(const struct layout *layout)
{
    const struct page_numbers *pages = layout->generated->pages;
    for (size_t i = 0; i < pages->asked.count; i++)
        if (pages->asked.items[i] != NOT_ASKED &&
            pages->asked.items[i] != layout->destinations.items[i].page)
            return false;
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
                    "some numbers of pages in the text are off by one: pages move with them");
        return false;
    }
    pages->found.count = 0;
    for (size_t i = 0; i < layout->destinations.count; i++)
        vector_push(&pages->found, layout->destinations.items[i].page);
    return true;
}
