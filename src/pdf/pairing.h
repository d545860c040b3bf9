/* Which of a cluster's characters each of its glyphs stands for. */
#ifndef BIFOLIO_PDF_PAIRING_H
#define BIFOLIO_PDF_PAIRING_H

#include <stdbool.h>
#include <stdint.h>

/* Larger clusters are not told apart. */
enum { PDF_PAIRING_MAX = 32 };

struct pdf_cluster_text {
    const char *bytes; /* UTF-8 */
    uint32_t length;
    uint16_t nominals[PDF_PAIRING_MAX]; /* by character: the glyph it has of itself; 0: none */
};

struct pdf_pair {
    uint16_t start, length; /* bytes of pairing.text */
    bool certain;           /* nothing else was left for it to stand for */
};

struct pdf_pairing {
    uint32_t count; /* glyphs */
    bool in_order;  /* the glyphs' texts, one after another, are the cluster's */
    struct pdf_pair pairs[PDF_PAIRING_MAX]; /* by glyph */
    char text[8 * PDF_PAIRING_MAX];
};

/* Pairs `count` glyphs with what they show. False when there is more than PDF_PAIRING_MAX of
 * glyphs or characters. */
bool pdf_pair_glyphs(struct pdf_pairing *pairing, const uint16_t *glyphs, uint32_t count,
                     const struct pdf_cluster_text *text);
/* Deals the characters out to the same glyphs in order, so that these read as the text. */
void pdf_deal_characters(struct pdf_pairing *pairing, const struct pdf_cluster_text *text);

#endif
