/* A completed book → EPUB 3: XHTML chapters, nav, NCX, package, stylesheet, images, cover, zip. */
#ifndef BIFOLIO_EPUB_EPUB_H
#define BIFOLIO_EPUB_EPUB_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"
#include "book/book.h"

struct cover_colors; /* style/style.h */
struct fonts;        /* text/text.h */

/* A font's file. */
struct epub_font {
    const char *path; /* where it is */
    const char *file; /* its name in the EPUB, as the stylesheet knows it: "fonts/font-1.otf" */
    const char *type; /* media type */
};

/* The cover of a book that brings none, as SVG and as PNG. Give both back with buffer_drop(). */
struct epub_cover {
    struct buffer svg, png;
};

struct epub_options {
    const char *stylesheet;        /* its text */
    const char *shown_fields;      /* in the contents, as book_next_shown_field() takes it */
    const struct epub_font *fonts; /* that the stylesheet names */
    size_t font_count;
    /* The cover of a book without one, asked for last, as it may be drawn meanwhile; NULL
     * (reported): there is none after all, and no EPUB. */
    const struct epub_cover *(*find_cover)(void *context);
    void *cover_context;
    const char *modified;               /* dcterms:modified, "2025-01-31T00:00:00Z" */
    const struct printed_page *printed; /* the pages of the PDF; none when there is no PDF */
    size_t printed_count;
    size_t printed_total; /* of its pages, blank ones and front matter included */
};

/* Sketches a cover from title, subtitle and authors: all of it but the colours. It needs nothing of
 * the rest of the book, and may be drawn beside it. NULL when a library refuses. Give it back with
 * epub_drop_sketch(), before the book; NULL is allowed. */
struct cover_sketch;
struct cover_sketch *epub_sketch_cover(const struct book *book, struct fonts *fonts);
void epub_drop_sketch(struct cover_sketch *sketch);
/* Makes the pictures of it. False when a library refuses. */
bool epub_color_cover(const struct cover_sketch *sketch, const struct cover_colors *colors,
                      struct epub_cover *cover);

/* Writes the book to `output`, which the caller then commits. False (reported) when libzip refused.
 * Same book and options, same bytes. */
bool epub_write(const struct book *book, const struct epub_options *options, struct output *output,
                struct diag *diag);

/* The chapters' XHTML bodies, in order, as one text: --dump xhtml. */
void epub_dump_xhtml(const struct book *book, struct buffer *text);

/* The same as CommonMark's reference implementation prints it, for --dump xhtml --as-written:
 * without sections, ids of headings and file names, links as they were written. */
void epub_dump_plain(const struct book *book, struct buffer *text);

#endif
