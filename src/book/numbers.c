/* Enters: the tree. Leaves: the numbers that headings start with ("Q12:", "3.1", "7)") in spans of
 * their own, of class "heading-number", so that styles can set them apart and the contents can hang
 * them. A number alone says nothing ("3 ways to sort"): it has a point in it or behind it, a colon,
 * or a parenthesis. */
#include "book/passes.h"

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Bytes of the number that a text starts with; 0 when there is none, or nothing behind it. */
static size_t number_bytes(const char *text)
{
    const char *end = text;
    bool is_marked = false; /* by a point or the like */
    if (*end >= 'A' && *end <= 'Z')
        end += end[1] == '.' ? 2 : 1;
    if (!is_digit(*end))
        return 0;
    is_marked = end > text && end[-1] == '.';
    for (; is_digit(*end) || (*end == '.' && is_digit(end[1])); end++)
        is_marked = is_marked || *end == '.';
    if (*end == '.' || *end == ':' || *end == ')') {
        is_marked = true;
        end++;
    }
    return is_marked && *end == ' ' && end[1] ? (size_t)(end - text) : 0;
}

/* The text that a heading starts with, in emphasis or a link or not; NULL when it starts otherwise.
 */
static struct node *first_text(const struct node *heading)
{
    struct node *node = heading->first;
    while (node && node->kind != NODE_TEXT && node->kind != NODE_CODE)
        node = node->first;
    return node && node->kind == NODE_TEXT ? node : NULL;
}

static void mark_number(struct arena *arena, const struct node *heading)
{
    struct node *text = first_text(heading);
    size_t bytes = text ? number_bytes(text->text) : 0;
    if (bytes == 0)
        return;
    struct node *span = node_new(arena, NODE_SPAN, text->where);
    struct node *number = node_new(arena, NODE_TEXT, text->where);
    span->classes = HEADING_NUMBER;
    number->text = arena_copy_bytes(arena, text->text, bytes);
    text->text += bytes;
    node_append(span, number);
    node_insert_before(text, span);
}

void mark_heading_numbers(struct completion *completion)
{
    struct walk walk = walk_start(completion->book->root);
    while (walk_next(&walk))
        if (!walk.entering && walk.node->kind == NODE_HEADING)
            mark_number(completion->book->arena, walk.node);
}

const struct node *book_heading_number(const struct node *heading)
{
    const struct node *node = heading->first;
    while (node && !node_has_class(node, HEADING_NUMBER))
        node = node->first;
    return node;
}
