/* Files → struct book: reading, checking, and parsing Markdown (cmark-gfm), the HTML in it (gumbo)
 * and front matter (libyaml). The only folder that knows these libraries. */
#ifndef BIFOLIO_SOURCE_SOURCE_H
#define BIFOLIO_SOURCE_SOURCE_H

#include "book/book.h"

struct source_options {
    bool as_written; /* no smart punctuation, emoji shortcodes, alerts or heading attributes, and no
                        links made of bare URLs: CommonMark's reading, with GFM's tables, task
                        lists, strikethrough and footnotes */
};

/* Reads the files, in order, into one book whose tree is built but not completed: its document
 * holds the blocks of all files, each with its own positions. NULL when any file cannot be read, is
 * not UTF-8, or the front matter is broken; everything wrong is reported to `diag`, which the book
 * borrows. Give the book back with book_drop(). `paths` must outlive the book. */
struct book *source_read(const char *const *paths, size_t count,
                         const struct source_options *options, struct diag *diag);

#endif
