/* Enters: the cleaned tree. Leaves: book->chapters, runs of the document's children that become one
 * XHTML file each and open a page: a new one at every further input file and at every heading that
 * is at least as high as the shallowest level of which there are two. Where the document itself has
 * no two, as a division (a <div> for its width or direction) is around most of it, they are the
 * headings in that division. */
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"
#include "book/passes.h"

enum { LONGEST_NAME = 48 };

/* The heading a block opens with: itself, or the first in a division. */
static const struct node *opening_heading(const struct node *block)
{
    while (block && block->kind == NODE_DIVISION)
        block = block->first;
    return block && block->kind == NODE_HEADING ? block : NULL;
}

/* ── Where chapters may begin ────────────────────────────────────────────────────────────────── */

/* What chapters are made of. */
struct splitting {
    const struct completion *completion;
    const struct node *around; /* the document, or the division around most of it */
    int level;                 /* headings of this level or a higher one open chapters; 0: none */
};

static int find_split_level(const struct node *around)
{
    size_t counts[HEADING_LEVELS + 1] = {0};
    for (const struct node *block = around->first; block; block = block->next) {
        const struct node *heading = opening_heading(block);
        if (heading)
            counts[heading->heading.level]++;
    }
    for (int level = 1; level <= HEADING_LEVELS; level++)
        if (counts[level] > 1)
            return level;
    return 0;
}

/* What a division holds is that of the only one in it. */
static size_t count_blocks(const struct node *node)
{
    while (node->first && node->first == node->last && node->first->kind == NODE_DIVISION)
        node = node->first;
    size_t count = 0;
    for (const struct node *child = node->first; child; child = child->next)
        count++;
    return count;
}

/* The division that holds more blocks than stand beside it; NULL: none does. */
static const struct node *find_wrapper(const struct node *around)
{
    const struct node *wrapper = NULL;
    size_t siblings = 0, most = 0;
    for (const struct node *block = around->first; block; block = block->next, siblings++) {
        size_t count = block->kind == NODE_DIVISION ? count_blocks(block) : 0;
        if (count > most) {
            wrapper = block;
            most = count;
        }
    }
    return most >= siblings ? wrapper : NULL;
}

static struct splitting find_splitting(const struct completion *completion)
{
    const struct node *around = completion->book->root;
    int level = find_split_level(around);
    for (int depth = 0; around && !level && depth < DEEPEST_CHAPTER; depth++) {
        around = find_wrapper(around);
        level = around ? find_split_level(around) : 0;
    }
    return (struct splitting){completion, level ? around : completion->book->root, level};
}

/* Is it the division in which chapters begin, or one around that? */
static bool holds_chapters(const struct splitting *splitting, const struct node *block)
{
    const struct node *around = splitting->around;
    while (around && around != block)
        around = around->parent;
    return around && block->kind == NODE_DIVISION;
}

/* The next one at which a chapter may begin. */
static const struct node *next_block(const struct splitting *splitting, const struct node *block)
{
    if (holds_chapters(splitting, block))
        return block->first;
    while (!block->next && block->parent)
        block = block->parent;
    return block->next;
}

/* What a division begins with opens a chapter with it. */
static bool opens_chapter(const struct splitting *splitting, const struct node *block)
{
    const struct node *heading = opening_heading(block);
    const struct node *previous = block->previous;
    if (!previous)
        return block->parent->kind == NODE_DOCUMENT;
    return (heading && heading->heading.level <= splitting->level) ||
           find_file_of(splitting->completion, previous) !=
               find_file_of(splitting->completion, block);
}

/* ── Names ───────────────────────────────────────────────────────────────────────────────────── */

static char *fold_to_plain_letters(const char *text)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_map((const utf8proc_uint8_t *)text, 0, &folded,
                 UTF8PROC_NULLTERM | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                     UTF8PROC_STRIPMARK);
    return (char *)folded;
}

/* What stands between words; an apostrophe and a letter that is not ASCII do not. */
static bool parts_words(uint32_t c)
{
    return c != '\'' && c != 0x2019 && !is_letter_or_digit(c);
}

/* Text in plain letters: "Änderungen & Grüße" → "anderungen-grusse", behind a '-'. At `limit` bytes
 * of name it is cut, between words if it can be. */
static void put_ascii_words(struct buffer *name, const char *text, size_t limit)
{
    char *folded = fold_to_plain_letters(text);
    const char *cursor = folded ? folded : "", *end = cursor + strlen(cursor);
    size_t word_end = 0;
    bool is_between = true;
    while (cursor < end && name->length < limit) {
        uint32_t c = utf8_next(&cursor, end);
        bool is_plain = c < 0x80 && is_letter_or_digit(c);
        if (is_plain && is_between) {
            word_end = name->length;
            buffer_put_char(name, '-');
        }
        if (is_plain)
            buffer_put_char(name, (char)c);
        is_between = !is_plain && (is_between || parts_words(c));
    }
    bool is_cut = cursor < end && is_letter_or_digit((unsigned char)*cursor);
    if (is_cut && strchr(name->data, '-') < name->data + word_end)
        name->data[name->length = word_end] = '\0';
    free(folded);
}

static void put_words(struct completion *completion, struct buffer *name,
                      const struct chapter *chapter)
{
    const struct book *book = completion->book;
    const char *text = book->chapter_count == 1 ? book->meta.title : "front";
    if (chapter->heading)
        text = book_slug_text(book->arena, chapter->heading);
    put_ascii_words(name, text, LONGEST_NAME - 1);
}

static int count_digits(size_t number)
{
    int digits = 1;
    for (; number >= 10; number /= 10)
        digits++;
    return digits;
}

static void name_chapters(struct completion *completion)
{
    struct book *book = completion->book;
    int width = count_digits(book->chapter_count);
    for (size_t i = 0; i < book->chapter_count; i++) {
        struct buffer name = {0};
        buffer_printf(&name, "ch%0*zu", width < 2 ? 2 : width, i + 1);
        put_words(completion, &name, &book->chapters[i]);
        book->chapters[i].name = arena_copy_string(book->arena, name.data);
        buffer_drop(&name);
    }
}

/* ── Splitting ───────────────────────────────────────────────────────────────────────────────── */

static void set_chapters(struct book *book, const struct chapter *chapters, size_t count)
{
    book->chapters = ARENA_ARRAY(book->arena, struct chapter, count);
    book->chapter_count = count;
    for (size_t i = 0; i < count; i++) {
        book->chapters[i] = chapters[i];
        if (i > 0)
            book->chapters[i - 1].end = chapters[i].first;
    }
}

/* Where everything was left out, an empty paragraph stands for the book, so that there is always a
 * chapter, and something in it. */
static void fill_empty_document(struct book *book)
{
    if (!book->root->first)
        node_append(book->root, node_new(book->arena, NODE_PARAGRAPH, book->root->where));
}

void split_chapters(struct completion *completion)
{
    struct book *book = completion->book;
    VECTOR(struct chapter) chapters = {0};
    fill_empty_document(book);
    struct splitting splitting = find_splitting(completion);
    for (const struct node *block = book->root->first; block; block = next_block(&splitting, block))
        if (opens_chapter(&splitting, block))
            vector_push(&chapters,
                        (struct chapter){.first = block, .heading = opening_heading(block)});
    set_chapters(book, chapters.items, chapters.count);
    vector_drop(&chapters);
    name_chapters(completion);
}
