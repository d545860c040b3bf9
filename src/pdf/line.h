/* A text item on its way into the page's stream: from glyphs with advances to TJ operators. Private
 * to the painting of text. */
#ifndef BIFOLIO_PDF_LINE_H
#define BIFOLIO_PDF_LINE_H

#include "pdf/font.h"
#include "pdf/paint.h"

/* A text item being painted. */
struct line {
    struct painter *painter;
    const struct font_subset *subset;
    const struct item *item;
    int64_t wanted;  /* where the layout has its pen, from the item's start, 1/1024 pt */
    uint32_t hyphen; /* in the item's text: one at the end of a line; UINT32_MAX: none */
    bool is_set;     /* the reader's pen is set down, in the marked content it belongs to */
    bool in_array, in_string;
};

/* a / b rounded to the nearest, for b > 0. */
static inline int64_t line_divide(int64_t a, int64_t b)
{
    return (a >= 0 ? a + b / 2 : a - b / 2) / b;
}

/* Makes the reader's pen write as the item is written, and on its baseline, inside the marked
 * content now open. */
void line_set_pen(struct line *line);
/* Shows a glyph of the item, in one of its meanings, where the layout has it. */
void line_show(struct line *line, const struct glyph *glyph, const struct glyph_use *use);
/* Shows a glyph where the reader's pen is: choose its part of the font, put it. */
void line_choose_part(struct line *line, unsigned part);
void line_put(struct line *line, const struct glyph_use *use);
/* Ends the array of strings; ends the item. */
void line_close(struct line *line);
void line_end(struct line *line);

/* misread.c: does the item stand on the line of the text before it? */
bool line_goes_on(const struct painter *painter, const struct item *item);
/* Where in the item's text a hyphen ends a line that is none of the line's own; UINT32_MAX:
 * nowhere. */
uint32_t line_find_hyphen(const struct painter *painter, const struct item *item);
/* Would readers copy the item as another text than its own? */
bool line_is_misread(const struct line *line);

/* How many columns the glyph takes when it is a tab; 0 when it is none. */
int64_t line_count_columns(const struct line *line, const struct glyph *glyph);
/* Shows a tab of several columns. */
void line_show_tab(struct line *line, const struct glyph *glyph, int64_t columns);
/* Shows what stands for the columns of the tabs that the item begins with. */
void line_show_columns(struct line *line);

#endif
