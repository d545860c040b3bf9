/* Enters: finished pages. Leaves: for each page that is not blank, which block of the text is the
 * first to begin there, or that it is of the title or the contents, so that the EPUB can tell its
 * readers where the pages of the printed book begin. A page on which none begins, in the midst of a
 * long block, has the one after it. Notes stand elsewhere in the EPUB and do not count. */
#include "layout/layout.h"

/* Not so in a note and outside of the body. */
static bool is_in_text(const struct node *node)
{
    while (node && node->kind != NODE_DOCUMENT && node->kind != NODE_FOOTNOTE)
        node = node->parent;
    return node && node->kind == NODE_DOCUMENT;
}

/* The nearest block around a node, or it itself. */
static const struct node *nearest_block(const struct node *node)
{
    while (node && node_is_inline(node->kind))
        node = node->parent;
    return node;
}

/* Does an element only belong to the block of the one around it? So does a piece of a paragraph,
 * such as a link, or what stands for no node, such as a label; but no image that stands alone for
 * its paragraph. */
static bool is_piece(const struct pages *pages, const struct element *element)
{
    const struct node *node = element->node, *outer = pages->elements[element->parent].node;
    if (!node || !node_is_inline(node->kind))
        return !node;
    return outer && (node_is_inline(outer->kind) || outer == nearest_block(node));
}

/* The outermost element of the block that an element belongs to. */
static uint32_t find_opening(const struct pages *pages, uint32_t index)
{
    while (pages->elements[index].parent != index && is_piece(pages, &pages->elements[index]))
        index = pages->elements[index].parent;
    return index;
}

/* Structures begin where the first block in them does. */
static bool is_structure(enum node_kind kind)
{
    return kind == NODE_LIST || kind == NODE_DEFINITION_LIST || kind == NODE_TABLE ||
           kind == NODE_TABLE_ROW || kind == NODE_FIGURE || kind == NODE_DOCUMENT;
}

/* Marks the elements that begin on the page. The first one's block; NULL: none begins. `last` is
 * the last block that began: two images may stand for one paragraph. */
static const struct node *find_first(const struct pages *pages, const struct page *page,
                                     bool *has_begun, const struct node **last)
{
    const struct node *first = NULL;
    for (size_t i = 0; i < page->item_count; i++) {
        const struct item *item = &page->items[i];
        if (item->kind != ITEM_TAG_BEGIN || item->tag.element == ELEMENT_ARTIFACT)
            continue;
        uint32_t opening = find_opening(pages, item->tag.element);
        const struct node *block = nearest_block(pages->elements[opening].node);
        if (has_begun[opening])
            continue;
        has_begun[opening] = true;
        if (!first && block && block != *last && !is_structure(block->kind) && is_in_text(block))
            first = block;
        *last = block;
    }
    return first;
}

/* A page on which no block begins has the next one that does; those at the end have none. */
static void complete(struct printed_page *printed, size_t count)
{
    const struct node *next = NULL;
    for (size_t i = count; i-- > 0;) {
        next = printed[i].first ? printed[i].first : next;
        printed[i].first = next;
        if (printed[i].place == PRINTED_TEXT && !next)
            printed[i].place = PRINTED_END;
    }
}

/* Before the text: of the contents when anything on the page is. */
static enum printed_place find_front(const struct pages *pages, const struct page *page)
{
    for (size_t i = 0; i < page->item_count; i++) {
        const struct item *item = &page->items[i];
        if (item->kind != ITEM_TAG_BEGIN || item->tag.element == ELEMENT_ARTIFACT)
            continue;
        for (uint32_t e = item->tag.element; e != pages->elements[e].parent;
             e = pages->elements[e].parent)
            if (pages->elements[e].role == ELEMENT_CONTENTS)
                return PRINTED_CONTENTS;
    }
    return PRINTED_TITLE;
}

void list_printed(struct pages *pages)
{
    bool *has_begun = ARENA_ARRAY(pages->arena, bool, pages->element_count), in_text = false;
    struct printed_page *printed =
        ARENA_ARRAY(pages->arena, struct printed_page, pages->page_count);
    const struct node *last = NULL;
    size_t count = 0;
    for (size_t i = 0; i < pages->page_count; i++) {
        const struct page *page = &pages->pages[i];
        const struct node *first = find_first(pages, page, has_begun, &last);
        in_text = in_text || first;
        if (page->item_count > 0)
            printed[count++] = (struct printed_page){
                in_text ? PRINTED_TEXT : find_front(pages, page), page->label, first};
    }
    complete(printed, count);
    pages->printed = printed;
    pages->printed_count = count;
}
