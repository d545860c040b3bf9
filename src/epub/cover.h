/* The cover of a book that brings none: where its glyphs stand, and the sketch of its two pictures.
 */
#ifndef BIFOLIO_EPUB_COVER_H
#define BIFOLIO_EPUB_COVER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/geometry.h"
#include "base/vector.h"
#include "epub/edition.h"
#include "style/style.h"
#include "text/text.h"

/* In pixels. The rule stands along the text, as on the title page. */
enum {
    COVER_WIDTH = 1600,
    COVER_HEIGHT = 2400,
    COVER_RULE_X = 150,
    COVER_RULE_Y = 210,
    COVER_RULE_WIDTH = 16,
    COVER_RULE_HEIGHT = COVER_HEIGHT - 2 * COVER_RULE_Y
};

/* How much of the ink is in a colour that stands back, of 255. */
enum { SHADE_FULL = 255, SHADE_QUIET = 217, SHADE_RULE = 128 };

struct cover_glyph {
    const struct font *font;
    dimen x, y, size; /* of its origin; 1/1024 of a pixel */
    uint16_t id;
    unsigned char shade;
};

struct cover {
    bool mirrored; /* the rule stands on the right */
    VECTOR(struct cover_glyph) glyphs;
};

/* Neighbouring glyphs of one shade: one path of the SVG. */
struct cover_run {
    unsigned char shade;
    size_t start; /* in `paths` */
};

struct cover_sketch {
    const char *title; /* the book's */
    int rule_left;
    unsigned char *rows; /* pixels as image_put_png() takes them: shades */
    struct buffer paths; /* quarters of a pixel */
    VECTOR(struct cover_run) runs;
};

/* cover_draw.c: the glyphs into an empty sketch. False when FreeType refuses. */
bool cover_draw(const struct cover *cover, struct cover_sketch *sketch);

#endif
