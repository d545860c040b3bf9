/* Enters: kinds, positions, and where a node shall hang. Leaves: the tree, and answers about it.
 * Nodes are cut from the book's arena and never freed singly. A node's parent, its siblings and
 * its parent's ends are kept right by all that links or unlinks here, each in constant time but
 * for what must name a new parent to every child. What a kind is called and may hold stands in one
 * table. */
#include <string.h>

#include "book/book.h"

enum kind_class { HOLDS_BLOCKS, HOLDS_INLINES, BLOCK_LEAF, INLINE };

static const struct kind_entry {
    const char *name;
    enum kind_class class;
} kinds[NODE_KIND_COUNT] = {
    [NODE_DOCUMENT] = {"document", HOLDS_BLOCKS},
    [NODE_BLOCK_QUOTE] = {"block_quote", HOLDS_BLOCKS},
    [NODE_ALERT] = {"alert", HOLDS_BLOCKS},
    [NODE_LIST] = {"list", HOLDS_BLOCKS},
    [NODE_LIST_ITEM] = {"list_item", HOLDS_BLOCKS},
    [NODE_DEFINITION_LIST] = {"definition_list", HOLDS_BLOCKS},
    [NODE_DEFINITION] = {"definition", HOLDS_BLOCKS},
    [NODE_DIVISION] = {"division", HOLDS_BLOCKS},
    [NODE_DETAILS] = {"details", HOLDS_BLOCKS},
    [NODE_FIGURE] = {"figure", HOLDS_BLOCKS},
    [NODE_TABLE] = {"table", HOLDS_BLOCKS},
    [NODE_TABLE_ROW] = {"table_row", HOLDS_BLOCKS},
    [NODE_TABLE_CELL] = {"table_cell", HOLDS_BLOCKS},
    [NODE_FOOTNOTE] = {"footnote", HOLDS_BLOCKS},
    [NODE_PARAGRAPH] = {"paragraph", HOLDS_INLINES},
    [NODE_HEADING] = {"heading", HOLDS_INLINES},
    [NODE_SUMMARY] = {"summary", HOLDS_INLINES},
    [NODE_CAPTION] = {"caption", HOLDS_INLINES},
    [NODE_DEFINITION_TERM] = {"definition_term", HOLDS_INLINES},
    [NODE_PREFORMATTED] = {"preformatted", HOLDS_INLINES},
    [NODE_CODE_BLOCK] = {"code_block", BLOCK_LEAF},
    [NODE_THEMATIC_BREAK] = {"thematic_break", BLOCK_LEAF},
    [NODE_TEXT] = {"text", INLINE},
    [NODE_CODE] = {"code", INLINE},
    [NODE_SOFT_BREAK] = {"soft_break", INLINE},
    [NODE_HARD_BREAK] = {"hard_break", INLINE},
    [NODE_IMAGE] = {"image", INLINE},
    [NODE_FOOTNOTE_REFERENCE] = {"footnote_reference", INLINE},
    [NODE_CHECKBOX] = {"checkbox", INLINE},
    [NODE_LINK] = {"link", INLINE},
    [NODE_EMPHASIS] = {"emphasis", INLINE},
    [NODE_STRONG] = {"strong", INLINE},
    [NODE_DELETED] = {"deleted", INLINE},
    [NODE_INSERTED] = {"inserted", INLINE},
    [NODE_ITALIC] = {"italic", INLINE},
    [NODE_BOLD] = {"bold", INLINE},
    [NODE_UNDERLINED] = {"underlined", INLINE},
    [NODE_SMALL] = {"small", INLINE},
    [NODE_MARK] = {"mark", INLINE},
    [NODE_KEYBOARD] = {"keyboard", INLINE},
    [NODE_SAMPLE] = {"sample", INLINE},
    [NODE_VARIABLE] = {"variable", INLINE},
    [NODE_QUOTATION] = {"quotation", INLINE},
    [NODE_CITATION] = {"citation", INLINE},
    [NODE_ABBREVIATION] = {"abbreviation", INLINE},
    [NODE_TERM] = {"term", INLINE},
    [NODE_SUBSCRIPT] = {"subscript", INLINE},
    [NODE_SUPERSCRIPT] = {"superscript", INLINE},
    [NODE_SPAN] = {"span", INLINE},
    [NODE_GENERATED] = {"generated", INLINE},
};

/* ── Building ────────────────────────────────────────────────────────────────────────────────── */

struct book *book_new(struct diag *diag)
{
    struct arena *arena = arena_new();
    struct book *book = ARENA_NEW(arena, struct book);
    book->arena = arena;
    book->diag = diag;
    book->root = node_new(arena, NODE_DOCUMENT, (struct position){0});
    book->folder = "";
    return book;
}

void book_drop(struct book *book)
{
    if (!book)
        return;
    book_wait(book);
    map_drop(&book->ids);
    arena_drop(book->arena);
}

struct node *node_new(struct arena *arena, enum node_kind kind, struct position where)
{
    struct node *node = ARENA_NEW(arena, struct node);
    node->kind = kind;
    node->where = where;
    return node;
}

/* Hangs a loose node between two neighbours; NULL stands for the parent's end. */
static void link_between(struct node *parent, struct node *previous, struct node *next,
                         struct node *node)
{
    node->parent = parent;
    node->previous = previous;
    node->next = next;
    *(previous ? &previous->next : &parent->first) = node;
    *(next ? &next->previous : &parent->last) = node;
}

void node_append(struct node *parent, struct node *child)
{
    link_between(parent, parent->last, NULL, child);
}

void node_insert_before(struct node *sibling, struct node *node)
{
    link_between(sibling->parent, sibling->previous, sibling, node);
}

void node_insert_after(struct node *sibling, struct node *node)
{
    link_between(sibling->parent, sibling, sibling->next, node);
}

void node_unlink(struct node *node)
{
    struct node *parent = node->parent;
    if (!parent)
        return;
    *(node->previous ? &node->previous->next : &parent->first) = node->next;
    *(node->next ? &node->next->previous : &parent->last) = node->previous;
    node->parent = node->previous = node->next = NULL;
}

void node_unwrap(struct node *node)
{
    while (node->first) {
        struct node *child = node->first;
        node_unlink(child);
        node_insert_before(node, child);
    }
    node_unlink(node);
}

void node_move_children(struct node *from, struct node *to)
{
    while (from->first) {
        struct node *child = from->first;
        node_unlink(child);
        node_append(to, child);
    }
}

/* ── Asking ──────────────────────────────────────────────────────────────────────────────────── */

const char *node_kind_name(enum node_kind kind)
{
    return kinds[kind].name;
}

bool node_is_inline(enum node_kind kind)
{
    return kinds[kind].class == INLINE;
}

bool node_holds_inlines(enum node_kind kind)
{
    return kinds[kind].class == HOLDS_INLINES;
}

bool node_has_class(const struct node *node, const char *name)
{
    size_t length = strlen(name);
    const char *word = node->classes;
    while (word && length) {
        size_t word_length = strcspn(word, " ");
        if (word_length == length && memcmp(word, name, length) == 0)
            return true;
        word = word[word_length] ? word + word_length + 1 : NULL;
    }
    return false;
}

static bool ends_in(const struct node *text, bool at_start, char byte)
{
    if (!text || text->kind != NODE_TEXT || !*text->text)
        return false;
    return text->text[at_start ? 0 : strlen(text->text) - 1] == byte;
}

bool node_is_formula(const struct node *node)
{
    static const char white[] = " \t\r\n";
    if (node->kind == NODE_CODE)
        return node->text[strspn(node->text, white)] && ends_in(node->previous, false, '$') &&
               ends_in(node->next, true, '$');
    return node->kind == NODE_CODE_BLOCK && node->code.language && node->code.text &&
           strcmp(node->code.language, "math") == 0 &&
           node->code.text[strspn(node->code.text, white)];
}

const char *node_language(const struct book *book, const struct node *node)
{
    for (; node; node = node->parent)
        if (node->lang)
            return node->lang;
    return book->meta.lang;
}

static void put_leaf_text(const struct node *node, struct buffer *text)
{
    if (node->kind == NODE_TEXT || node->kind == NODE_CODE)
        buffer_put_string(text, node->text);
    else if (node->kind == NODE_CODE_BLOCK)
        buffer_put_string(text, node->code.text);
    else if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_HARD_BREAK)
        buffer_put_char(text, ' ');
    else if (node->kind == NODE_IMAGE)
        buffer_put_string(text, node->image.alternative);
}

void node_put_text(const struct node *node, struct buffer *text)
{
    struct walk walk = walk_start(node);
    while (walk_next(&walk)) {
        bool parts_blocks = walk.node != node && walk.node->next;
        if (walk.entering)
            put_leaf_text(walk.node, text);
        else if (parts_blocks && !node_is_inline(walk.node->kind))
            buffer_put_char(text, ' ');
    }
}

static bool is_blank(char byte)
{
    return ((unsigned char)byte <= ' ' || byte == 0x7F) && byte;
}

char *node_copy_words(struct arena *arena, const struct node *node)
{
    struct buffer text = {0}, words = {0};
    node_put_text(node, &text);
    bool is_inside = false; /* of a word */
    for (const char *at = buffer_string(&text); *at; at++) {
        bool starts = !is_blank(*at) && !is_inside;
        is_inside = !is_blank(*at);
        if (starts && words.length)
            buffer_put_char(&words, ' ');
        if (is_inside)
            buffer_put_char(&words, *at);
    }
    char *copy = arena_copy_string(arena, buffer_string(&words));
    buffer_drop(&text);
    buffer_drop(&words);
    return copy;
}

static bool is_white_space(const struct node *node)
{
    if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_HARD_BREAK)
        return true;
    return node->kind == NODE_TEXT && node->text[0] == ' ' && node->text[1] == '\0';
}

struct node *node_only_child(const struct node *node)
{
    struct node *only = NULL;
    for (struct node *child = node->first; child; child = child->next) {
        if (is_white_space(child))
            continue;
        if (only)
            return NULL;
        only = child;
    }
    return only;
}
