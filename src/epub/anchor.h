/* Where in the EPUB each node that something leads to stands: its file and its id there; and which
 * part shows which footnotes. */
#ifndef BIFOLIO_EPUB_ANCHOR_H
#define BIFOLIO_EPUB_ANCHOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "base/vector.h"
#include "book/book.h"

/* Files that are not chapters. */
#define EPUB_TITLE_FILE "title.xhtml"
#define EPUB_NAV_FILE "nav.xhtml"

struct anchor {
    const struct node *node;
    const char *file; /* NULL: not placed in any file */
    const char *id;   /* an XML name, unique in the book */
    bool in_note;     /* shown after the part's text, among the footnotes */
    size_t note;      /* of a footnote: its index, while notes are being found */
};

/* A reference to a footnote. */
struct note_reference {
    const struct node *node;
    size_t next; /* index of the next one to the same note; 0: it is the last */
};

/* A footnote, shown at the end of the part that refers to it first. */
struct note {
    const struct node *node;
    size_t first, last; /* of the references to it */
    size_t part;
    size_t order; /* in which it was met */
};

/* What an id is made up for. */
enum id_stem { STEM_TARGET, STEM_FOOTNOTE, STEM_REFERENCE, STEM_COUNT };

struct edition;

struct anchors {
    const struct edition *edition;
    VECTOR(struct anchor) list;
    struct node_table numbers; /* node → index of its anchor */
    struct map names;          /* the ids given so far → their anchor's node */
    size_t made[STEM_COUNT];   /* how many ids of each kind were made up */
    VECTOR(struct note) notes; /* by part, then in order of first reference */
    VECTOR(struct note_reference) references;
};

/* Finds them all, once the edition has its parts. `anchors` borrows the edition; anchors_drop()
 * gives back the rest. */
void anchors_collect(struct anchors *anchors, const struct edition *edition);
void anchors_drop(struct anchors *anchors);

/* The anchor of a node; NULL when nothing leads there or it is in no file. */
const struct anchor *anchors_find(const struct anchors *anchors, const struct node *node);

#endif
