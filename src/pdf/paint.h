/* Painting: the items of a page as a content stream (ISO 32000-1, 8 and 9). */
#ifndef BIFOLIO_PDF_PAINT_H
#define BIFOLIO_PDF_PAINT_H

#include "pdf/writer.h"

/* Paints all pages, deflated, on as many threads as there are processors, and cuts the font
 * subsets down beside that (workers.c). */
void pdf_paint_pages(struct pdf_writer *writer);

/* ── For the painters ────────────────────────────────────────────────────────────────────────── */

/* What painter.open is besides an element or ELEMENT_ARTIFACT. */
#define PAINT_NOTHING (UINT32_MAX - 1)  /* no marked content */
#define PAINT_REPLACED (UINT32_MAX - 2) /* marked content with a text of its own */
#define PAINT_LINE (UINT32_MAX - 3)     /* the same, for part of a line of code in several rows */
#define PAINT_SILENT (UINT32_MAX - 4)   /* an artifact, and in it a text that is empty */

/* The graphics state as the page's stream has left it, so that only changes are written. */
struct painter {
    const struct pdf_writer *writer;
    struct painted_page *painted;
    struct buffer *out;
    const struct item *next, *end; /* the items after this one */
    VECTOR(uint32_t) tags;         /* elements begun and not ended */
    uint32_t open; /* what marked content is open: an element, or one of the above */
    uint32_t color;
    const struct font *font;
    unsigned part; /* of the font */
    int64_t size;  /* hundredths of a point */
    int64_t rise;  /* likewise */
    int expansion; /* of glyphs, per mille */
    bool in_text;
    bool is_reversed;       /* what is open is for text that is read from right to left */
    bool is_mark_in_text;   /* and was opened in the text object now begun */
    bool is_placed;         /* the pen has been moved since the text began */
    int64_t x, y;           /* where the current line of text begins, hundredths of a point */
    int64_t pen;            /* where a reader has its pen in that line, of the page: line.c */
    unsigned char *scratch; /* for walks over clusters */
    size_t scratch_size;
};

/* Paints one page: content operators to `out`, marks and images to `painted`. */
void pdf_paint_page(struct painter *painter, const struct page *page);
void pdf_paint_color(struct painter *painter, uint32_t color);
/* y measured upwards from the foot of the page, hundredths of a point. */
int64_t pdf_paint_flip(const struct painter *painter, dimen y);

/* mark.c: the innermost element begun, or ELEMENT_ARTIFACT. */
uint32_t pdf_paint_owner(const struct painter *painter);
/* Opens the marked content that the shape, or the text, that comes next belongs to. */
void pdf_paint_mark_shape(struct painter *painter, uint32_t element);
void pdf_paint_mark(struct painter *painter, uint32_t element);
/* The same for text whose glyphs stand in the reverse of the order in which they are read. */
void pdf_paint_mark_reversed(struct painter *painter, uint32_t element);
/* The same for text that copies as `text` whatever its glyphs say. */
void pdf_paint_mark_text(struct painter *painter, uint32_t element, const char *text,
                         uint32_t length);
/* Opens an artifact with glyphs that do not copy. */
void pdf_paint_mark_silent(struct painter *painter);
void pdf_paint_close_mark(struct painter *painter);

/* paint_text.c */
void pdf_paint_text(struct painter *painter, const struct item *item);

/* line.c: a text object, within which all text is shown. */
void pdf_paint_begin_text(struct painter *painter);
void pdf_paint_end_text(struct painter *painter);

#endif
