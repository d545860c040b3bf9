/* Fonts: which glyphs the pages use and what text they stand for, subsets, embedding. */
#ifndef BIFOLIO_PDF_FONT_H
#define BIFOLIO_PDF_FONT_H

#include <stdbool.h>
#include <stdint.h>

#include <hb-subset.h>

#include "pdf/writer.h"

/* A glyph of a font as the pages use it. */
struct glyph_use {
    const char *text; /* UTF-8 it stands for when copied; NULL: nothing known yet */
    uint16_t text_length;
    bool used, certain; /* certain: it alone stood for `text` somewhere; otherwise a guess */
    uint16_t subset_id; /* its id in the embedded subset */
    uint16_t width;     /* thousandths of the em, as the W array says */
};

struct font_subset {
    const struct font *font; /* NULL: no page uses the font */
    hb_face_t *face;
    hb_subset_plan_t *plan;
    hb_face_t *subset;
    struct glyph_use *glyphs; /* by the glyph's id in the whole font */
    uint32_t glyph_count;
    uint16_t space;        /* the glyph of U+0020; 0: none */
    uint16_t hyphens[2];   /* those of U+002D and U+2010 */
    uint32_t subset_count; /* glyphs in the subset */
    uint32_t object;       /* number of the Type0 font */
};

/* The use of a glyph. An id the font does not have is .notdef. */
static inline struct glyph_use *pdf_find_glyph(const struct font_subset *subset, uint16_t id)
{
    return &subset->glyphs[id < subset->glyph_count ? id : 0];
}

static inline bool pdf_is_hyphen(const struct font_subset *subset, uint16_t id)
{
    return id != 0 && (id == subset->hyphens[0] || id == subset->hyphens[1]);
}

/* Walks all pages and notes the glyphs of each font and their text (usage.c). */
void pdf_collect_glyphs(struct pdf_writer *writer);
/* Decides the glyphs of each subset and their new ids. False (reported) when HarfBuzz refuses. */
bool pdf_plan_subsets(struct pdf_writer *writer);
/* Cuts one planned font down: takes the time, touches only `subset`. */
void pdf_cut_subset(struct font_subset *subset);
/* Adds all fonts to the file. False (reported) when one could not be cut down. */
bool pdf_embed_fonts(struct pdf_writer *writer);
/* Appends a font's resources entries, "/F0 12 0 R…". */
void pdf_put_font_resources(const struct pdf_writer *writer, struct buffer *entries);
void pdf_drop_fonts(struct pdf_writer *writer);

/* Appends a ToUnicode CMap for the subset (unicode.c). */
void pdf_put_to_unicode(const struct font_subset *subset, struct buffer *cmap);

#endif
