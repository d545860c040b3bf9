/* What every part of one EPUB shares while it is written. */
#ifndef BIFOLIO_EPUB_EDITION_H
#define BIFOLIO_EPUB_EDITION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "base/vector.h"
#include "book/book.h"
#include "epub/anchor.h"
#include "epub/epub.h"
#include "image/image.h"

/* The beginning of a page of the printed book, written at the block that is the first there. */
struct page_mark {
    const char *label, *file, *id;
    const struct node *block; /* NULL: at the end of the file, or where it begins */
};

/* A place between blocks of the document, however deep, or between lines of code. */
struct cut {
    const struct node *node; /* it is before this one; NULL: the end */
    size_t offset;           /* into the text of the node, a block of code; 0: before it */
};

struct columns; /* table.c */

/* What becomes one file: a chapter, or a piece of a long one. What is open at its ends is closed
 * there and opened again in the next part. */
struct part {
    struct cut start, end;
    const struct node *heading; /* it opens with; NULL: with none */
    const struct node *title;   /* the heading that tells what it is about; NULL: none does */
    const char *file;
    bool continues;                /* the chapter of the part before it */
    const struct columns *columns; /* of the table in which it begins; NULL: it does in none */
};

struct edition {
    const struct book *book;
    const struct epub_options *options; /* NULL when only bodies are wanted */
    struct arena *arena;
    VECTOR(struct part) parts;
    struct node_table item_numbers; /* of the items of ordered lists at which parts begin */
    struct anchors anchors;
    struct map image_files;        /* path of an image → "images/image-001.png" */
    struct page_mark *page_breaks; /* where the pages of the printed book begin, in order */
    size_t page_break_count;
    struct node_table page_break_numbers; /* block → index of its first page break */
    struct node_table page_breaks_before; /* heading → how many there are before it */
    const char *title;                    /* never empty */
    const char *language;                 /* a well-formed tag */
    const char *identifier;
    bool plain; /* bodies as CommonMark's reference implementation prints them */
};

/* edition.c. The edition borrows book and options; give it back with edition_drop(). */
void edition_start(struct edition *edition, const struct book *book,
                   const struct epub_options *options, bool plain);
void edition_drop(struct edition *edition);

/* Never empty, and a well-formed tag. */
const char *edition_title(const struct book *book);
const char *edition_language(const struct book *book);

/* A word in the language of the book, or in English where that is not known. */
const char *edition_term(const struct edition *edition, enum term term);
/* Appends ` lang="en" xml:lang="en"` when the words are English in a book that is not. */
void epub_put_term_language(const struct edition *edition, struct buffer *out);

/* The file of an image in the book; NULL when it is not packed. */
const char *edition_image_file(const struct edition *edition, const struct image *image);

/* parts.c: fills in the parts. */
void parts_cut(struct edition *edition);
/* The part in which a walk over the document is; it was in `part` a step before. */
size_t parts_follow(const struct edition *edition, size_t part, const struct walk *walk);

/* xhtml.c: a part's content with its footnotes, without the <body>. */
void epub_put_part(const struct edition *edition, size_t part, struct buffer *out);
/* xhtml.c: what `root` holds and itself, as part of `file`. */
void epub_put_blocks(const struct edition *edition, const struct node *root, const char *file,
                     struct buffer *out);

/* page_list.c: finds the files of the pages; then the page breaks of a block, and the lists. */
void page_breaks_collect(struct edition *edition);
void epub_put_page_breaks(const struct edition *edition, const struct node *block,
                          struct buffer *out);
/* Do they stand before the block, as its name is read out from what it holds? Else within it. */
bool epub_has_breaks_before(const struct node *block);
/* Those of `file` that stand at no block. */
void epub_put_loose_page_breaks(const struct edition *edition, const char *file,
                                struct buffer *out);
void epub_put_page_list(const struct edition *edition, struct buffer *out);
/* How many page breaks stand before a heading; NULL: before all. */
size_t epub_count_page_breaks(const struct edition *edition, const struct node *heading);
/* For each entry of the contents, `before` says how many page breaks stand before it. */
void epub_put_ncx_page_list(const struct edition *edition, const size_t *before, size_t count,
                            struct buffer *out);
/* The greatest number of a page; 0: there is none. */
size_t epub_find_last_page(const struct edition *edition);

/* words.c: the words of a heading, but for those of a node in it, each in its language. */
void epub_put_words(const struct node *root, const struct node *omitted, struct buffer *out);
/* Appends lang and dir of what a node holds, where they are others than the book's. */
void epub_put_voice(const struct node *node, struct buffer *out);

/* document.c: a whole XHTML file around `body`, named after a heading; NULL: after the book. `type`
 * is the body's epub:type or NULL. */
void epub_put_document(const struct edition *edition, const struct node *title, const char *type,
                       const char *body, struct buffer *out);
/* A part's content in its <section>. */
void epub_put_section(const struct edition *edition, size_t part, struct buffer *out);
void epub_put_title_page(const struct edition *edition, struct buffer *out);
void epub_put_part_document(const struct edition *edition, size_t part, struct buffer *out);

/* nav.c: the navigation document, and the same for EPUB 2 readers. */
void epub_put_nav(const struct edition *edition, struct buffer *out);
void epub_put_ncx(const struct edition *edition, struct buffer *out);

/* cover.c: the page that shows the cover image. */
void epub_put_cover_page(const struct edition *edition, const char *image_file, struct buffer *out);

/* metadata.c */
/* "urn:uuid:…": the same for the same title, authors and language, on every machine, for ever. */
const char *epub_make_identifier(const struct book *book, struct arena *arena);

#endif
