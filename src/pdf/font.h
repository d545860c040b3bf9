/* Fonts: which glyphs the pages use and what text they stand for, subsets, embedding. */
#ifndef BIFOLIO_PDF_FONT_H
#define BIFOLIO_PDF_FONT_H

#include <stdbool.h>
#include <stdint.h>

#include <hb-subset.h>

#include "pdf/cluster.h"
#include "pdf/pairing.h"
#include "pdf/writer.h"

/* A glyph of a font as the pages use it, in one of its meanings. */
struct glyph_use {
    const char *text; /* UTF-8 it stands for when copied; NULL: nothing known yet */
    uint16_t text_length;
    bool used, certain; /* certain: it alone stood for `text` somewhere; otherwise a guess */
    uint16_t subset_id; /* its id in the embedded subset */
    uint16_t width;     /* thousandths of the em, as the W array says */
    uint16_t turn;      /* which of the glyph's meanings it is, from 0 on */
    uint32_t next;      /* the next meaning's place among the uses; 0: there is none */
    uint32_t picture;   /* of a bitmap font: 1 + the number of its image; 0: it shows nothing */
};

enum { PDF_FONT_NAME_SIZE = 128 };

struct font_subset {
    const struct font *font; /* NULL: no page uses the font */
    hb_face_t *face;
    hb_font_t *characters; /* knows the glyph that a character has of itself */
    hb_subset_plan_t *plan;
    hb_face_t *subset;
    struct glyph_use *glyphs; /* by the glyph's id in the whole font, then their other meanings */
    uint32_t glyph_count;     /* of the whole font */
    uint32_t use_count;       /* with the other meanings */
    uint16_t space;           /* the glyph of U+0020; 0: none */
    uint16_t hyphens[2];      /* those of U+002D and U+2010 */
    uint32_t subset_count;    /* glyphs in the subset */
    uint32_t *objects;        /* numbers of the parts in the file: fonts of Type 0 or 3 */
    unsigned part_count;      /* 0 until embedded */
};

/* Codes of a Type 3 font are single bytes: so many glyphs make one part of it, from code 1 on. */
enum { PDF_PART_GLYPHS = 255 };

/* The use of a glyph. An id the font does not have is .notdef. */
static inline struct glyph_use *pdf_find_glyph(const struct font_subset *subset, uint16_t id)
{
    return &subset->glyphs[id < subset->glyph_count ? id : 0];
}

static inline bool pdf_is_hyphen(const struct font_subset *subset, uint16_t id)
{
    return id != 0 && (id == subset->hyphens[0] || id == subset->hyphens[1]);
}

/* The part of the font that shows the glyph in this meaning. Outlines have a part for each turn of
 * meanings: the same glyphs with another ToUnicode map. (Two codes of one font will not do: MuPDF
 * asks what the glyph means, not its code.) */
static inline unsigned pdf_find_part(const struct font_subset *subset, const struct glyph_use *use)
{
    return subset->font->kind == FONT_BITMAP ? use->subset_id / PDF_PART_GLYPHS : use->turn;
}

/* How many bytes a code has. One where it will do: pages become a tenth smaller. */
static inline unsigned pdf_code_size(const struct font_subset *subset)
{
    return subset->font->kind == FONT_BITMAP || subset->subset_count <= 256 ? 1 : 2;
}

/* What shows the glyph in its part. */
static inline uint16_t pdf_find_code(const struct font_subset *subset, const struct glyph_use *use)
{
    return subset->font->kind == FONT_BITMAP ? 1 + use->subset_id % PDF_PART_GLYPHS
                                             : use->subset_id;
}

static inline bool pdf_glyph_is_in_part(const struct font_subset *subset, uint32_t id,
                                        unsigned part)
{
    const struct glyph_use *use = &subset->glyphs[id];
    return use->used && pdf_find_part(subset, use) == part;
}

/* An emoji copies as its first character; each of the others is shown by a glyph that has no width
 * and no ink, as readers know best what to do with codes that mean one character each. These are
 * meanings of this glyph of a bitmap font. */
enum { PDF_SILENT = 0 };

/* The use of a glyph that copies as [text, text + length), or as its first character when that is
 * too long for one code. NULL when there is none. */
const struct glyph_use *pdf_find_meaning(const struct font_subset *subset, uint16_t id,
                                         const char *text, uint32_t length);

/* What each glyph of a cluster of several stands for. False when the cluster is too large to tell.
 */
bool pdf_pair_cluster(const struct font_subset *subset, const struct item *item,
                      const struct cluster *cluster, struct pdf_pairing *pairing);

/* Walks all pages and notes the glyphs of each font and their text (usage.c). */
void pdf_collect_glyphs(struct pdf_writer *writer);
/* Decides the glyphs of each subset and their new ids. False (reported) when HarfBuzz refuses. */
bool pdf_plan_subsets(struct pdf_writer *writer);
/* Cuts one planned font down: takes the time, touches only `subset`. */
void pdf_cut_subset(struct font_subset *subset);
/* Adds all fonts to the file. False (reported) when one could not be cut down. */
bool pdf_embed_fonts(struct pdf_writer *writer);
/* Appends the fonts' resources entries, "/F0 12 0 R/F0.1 13 0 R…": font.index, part. */
void pdf_put_font_resources(const struct pdf_writer *writer, struct buffer *entries);
void pdf_drop_fonts(struct pdf_writer *writer);

/* "ABCDEF+Name" into `name`. */
void pdf_name_subset(const struct font_subset *subset, char name[PDF_FONT_NAME_SIZE]);
/* Appends a ToUnicode CMap for a part of the subset (unicode.c). */
void pdf_put_to_unicode(const struct font_subset *subset, unsigned part, struct buffer *cmap);

/* For bitmap fonts (color_font.c): numbers the glyphs and lists their pictures among the writer's
 * images; then, when those are added, adds the fonts. */
void pdf_plan_pictures(struct pdf_writer *writer, struct font_subset *subset);
void pdf_embed_pictures(struct pdf_writer *writer, struct font_subset *subset);

#endif
