/* What the tests of chapters in EPUBs share: trees built by hand, and the XHTML made of them. */
#ifndef BIFOLIO_TEST_EPUB_FIXTURE_H
#define BIFOLIO_TEST_EPUB_FIXTURE_H

#include "test_book_tree.h"

#include "epub/epub.h"

static struct chapter chapters[2]; /* each test cuts them itself */

/* The XHTML of so many of `chapters`, in the book's arena. */
static inline char *dump_chapters(size_t count)
{
    struct buffer text = {0};
    book->chapters = chapters;
    book->chapter_count = count;
    epub_dump_xhtml(book, &text);
    char *copy = arena_copy_bytes(book->arena, buffer_string(&text), text.length);
    buffer_drop(&text);
    return copy;
}

#endif
