/* The cover of a book that brings none: where its glyphs stand, and the two pictures of them. */
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
    struct cover_colors colors;
    const char *title;
    bool mirrored; /* the rule stands on the right */
    VECTOR(struct cover_glyph) glyphs;
};

/* cover_draw.c: appends it as an SVG of outlines, which needs no fonts, and as a PNG. False when
 * FreeType or what writes PNG refuses. */
bool cover_draw(const struct cover *cover, struct buffer *svg, struct buffer *png);

#endif
