/* What a stylesheet writes before and after the text of elements. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_GENERATED_H
#define BIFOLIO_LAYOUT_GENERATED_H

#include "base/vector.h"
#include "style/style.h"

struct layout;

enum piece_kind {
    PIECE_TEXT,
    PIECE_ADDRESS, /* text that is broken as a URL is */
    PIECE_PAGE,    /* the number of the page to which `link` leads */
    PIECE_LEADER   /* `text` again and again */
};

struct piece {
    enum piece_kind kind;
    const char *text;
    const struct node *link;
    enum marker numbering;
    const struct piece *next;
};

/* Of one element, each a NODE_GENERATED, or a NODE_FOOTNOTE_REFERENCE that leads to a note with
 * one; NULL: nothing. */
struct boxes {
    const struct node *before, *after;
};

struct generated {
    struct arena *arena;
    struct node_table elements; /* → index into `boxes` */
    VECTOR(struct boxes) boxes;
    struct node_table note_numbers; /* of all notes, when some are generated */
    VECTOR(const struct node *) targets;
    struct page_numbers *pages; /* NULL: no number of a page is asked for */
};

/* Works out all that the sheet generates in the book; NULL: nothing. Mistakes are reported. Give it
 * back with generated_drop(). */
struct generated *generated_make(const struct book *book, const struct stylesheet *sheet,
                                 struct diag *diag);
void generated_drop(struct generated *generated);
/* What stands before or after an element's text, or NULL. */
const struct node *generated_find(const struct layout *layout, const struct node *element,
                                  bool after);
bool generated_is_around(const struct layout *layout, const struct node *element);
/* Does what stands before or after an item belong to its first or last paragraph? */
bool generated_joins(const struct node *item, bool after);
/* The number of a note. */
int generated_note_number(const struct layout *layout, const struct node *footnote);

/* Appends a box to the paragraph at work (generated_set.c). */
void generated_set(struct layout *layout, const struct node *box);

/* ── Quotation marks (quotes.c) ──────────────────────────────────────────────────────────────── */

/* That of a language at a depth, 0 the outermost. */
const char *quotes_find(const char *lang, int depth, bool closes);

/* ── Page numbers (page_numbers.c) ───────────────────────────────────────────────────────────── */

/* Where the targets are, for all passes over the book; in the arena. */
struct page_numbers *page_numbers_new(struct arena *arena, const struct book *book);
/* The number of the page a piece asks for, as far as it is known or can be guessed; NULL when it
 * leads nowhere. In the pages' arena. */
const char *page_numbers_find(struct layout *layout, const struct piece *piece);
/* How wide the number is made, at least; 0: as wide as it is. */
dimen page_numbers_width(struct layout *layout, const struct text_style *style,
                         enum marker numbering);
/* After a pass: must there be another one? */
bool page_numbers_must_change(struct layout *layout);
void page_numbers_drop(struct page_numbers *pages);

#endif
