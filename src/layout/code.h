/* A line of code: from its text (code_line.c) to rows of the page (code.c). Private to layout/. */
#ifndef BIFOLIO_LAYOUT_CODE_H
#define BIFOLIO_LAYOUT_CODE_H

#include "layout/flow.h"

/* A shaped glyph of a line; `start` is the offset of its cluster in the line. Cells are in the
 * order of the text, also those that run from right to left; code.c says how a row's stand. */
struct cell {
    const struct font *font;
    struct glyph glyph;
    uint32_t start;
    unsigned char level; /* odd: from right to left */
    unsigned char class; /* enum code_class */
};

/* A block of code at work. */
struct coder {
    struct flow *flow;
    const struct node *node;
    struct node inner; /* the <code> in the <pre> */
    struct text_style style;
    struct text_style styles[CODE_CLASS_COUNT]; /* of those in `styled` */
    bool styled[CODE_CLASS_COUNT];
    struct block_style block;
    dimen left, width, column;
    uint32_t element;
    struct fragment wrap_mark;
    bool after_empty_line;
    bool is_decorated;             /* some of it has lines under, through or over it */
    struct buffer line;            /* without carriage returns */
    VECTOR(unsigned char) classes; /* of its bytes */
    size_t line_start;             /* in the block's text */
    size_t span;                   /* of the node: the first that has not ended */
    const char *text;              /* the line, in the pages' arena */
    uint32_t ink_end;              /* in it: there are but spaces and tabs from here on */
    VECTOR(struct cell) cells;
    unsigned char *levels; /* of the line's bytes; NULL: all run from left to right */
    VECTOR(unsigned char) row_levels;
    VECTOR(uint32_t) order; /* of a row: which of its cells is the k-th from the left */
    VECTOR(struct placed) items;
};

/* Fills in the line's text, classes, levels and cells. */
void code_shape_line(struct coder *coder, const char *text, size_t bytes);
/* Is it a space or a tab? */
bool code_is_blank(char byte);
/* Makes an empty line one of a single space. */
void code_make_blank(struct coder *coder);
/* The style of a class is that of a span of this class in the block. */
const struct text_style *code_find_style(struct coder *coder, enum code_class class);

#endif
