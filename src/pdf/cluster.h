/* Clusters: the smallest groups of glyphs for which a text is known. */
#ifndef BIFOLIO_PDF_CLUSTER_H
#define BIFOLIO_PDF_CLUSTER_H

#include <stdbool.h>
#include <stdint.h>

#include "layout/pages.h"

struct cluster {
    uint32_t first, end;    /* glyphs [first, end) of the item */
    const char *text;       /* what they stand for, without what has no ink at its end */
    uint32_t length;        /* of `text`; 0: nothing */
    uint32_t start, finish; /* bytes [start, finish) of the item's text, all of it */
    uint32_t spaces;        /* spaces at its end that have no glyph of their own */
};

struct clusters {
    const struct item *item;
    uint32_t next;         /* glyph the next cluster begins with */
    unsigned char *starts; /* by byte of the text: 1 where a cluster begins */
};

/* Starts a walk over an ITEM_TEXT's clusters in the order of its glyphs. `scratch` has at least
 * text_length bytes and is used until the walk ends. */
struct clusters pdf_cluster_walk(const struct item *item, unsigned char *scratch);
bool pdf_cluster_next(struct clusters *walk, struct cluster *cluster);

/* Is the item read from right to left? A single glyph goes both ways. */
bool pdf_is_backward(const struct item *item);

enum { PDF_TURNED_MAX = 32 };

/* What a glyph is copied as that alone makes up the cluster, cluster->length bytes: its text or, in
 * an item read from right to left, that from its last character to its first, written to `turned`:
 * readers turn such items round character by character, the letters of a ligature as well. */
const char *pdf_cluster_meaning(const struct item *item, const struct cluster *cluster,
                                char turned[PDF_TURNED_MAX]);

#endif
