/* Text → glyphs: fonts and fallback, bidi, shaping with a word cache, break opportunities,
 * hyphenation.
 * The only folder that includes HarfBuzz (but for hb-subset, in pdf/), FriBidi and libunibreak.
 */
#ifndef BIFOLIO_TEXT_TEXT_H
#define BIFOLIO_TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/geometry.h"
#include "style/style.h"

/* What the glyphs of a font are made of. */
enum font_kind {
    FONT_TRUETYPE, /* 'glyf' */
    FONT_CFF,      /* 'CFF ' */
    FONT_BITMAP    /* pictures, as PNG files: emoji */
};

/* A loaded font file; alive as long as the fonts it came from. */
struct font {
    const char *path;
    const unsigned char *bytes; /* the whole file, mapped */
    size_t length;
    unsigned face_index; /* in a collection */
    unsigned instance;   /* of a variable font: 1 + its named instance; 0: as it is by default */
    unsigned index;      /* dense, from 0, in order of first use: for the writer's tables */
    const char *postscript_name;
    enum font_kind kind;
    int units_per_em;      /* of all lengths here, and of the glyphs' */
    int file_units_per_em; /* as the file says; a font is drawn larger than it says when there are
                            * more of them than of the former */
    int ascent, descent, cap_height, x_height; /* font units; descent is negative */
    int italic_angle, bbox[4], stem_weight;    /* as a PDF font descriptor wants them */
    uint16_t space;                            /* its glyph for U+0020; 0: none */
    bool fixed_pitch, serif, italic, bold;
};

/* The fonts of a book: those of the fonts folder, opened when first used. */
struct fonts;

/* `folder` holds the font files and the table that says which is which. NULL (reported) when it is
 * missing or incomplete. Give it back with fonts_drop(). */
struct fonts *fonts_open(const char *folder, struct diag *diag);
void fonts_drop(struct fonts *fonts);
/* Makes a family of each that the sheet brings, before any text is shaped. A file that the PDF
 * cannot use is reported where it is named, and passed over. The faces are borrowed. */
void fonts_add_faces(struct fonts *fonts, const struct font_face *faces, size_t count);
/* All fonts used so far: array of *count, index by font.index. */
const struct font *const *fonts_used(const struct fonts *fonts, size_t *count);
/* The first-choice font for a style, for metrics. */
const struct font *fonts_find(struct fonts *fonts, const struct text_style *style);

/* A glyph of a shaped piece, in font units. */
struct shaped_glyph {
    uint16_t id;
    uint16_t cluster; /* byte offset of its first character in the piece's text */
    int16_t x_offset, y_offset;
    int32_t advance;
};

/* A shaped piece of text: one word (or run without spaces), one font. In the cache: immutable,
 * alive as long as the fonts. Glyphs are in visual order. */
struct shaped {
    const struct font *font;
    const struct shaped_glyph *glyphs;
    uint32_t glyph_count;
    uint32_t text_length; /* bytes of text it covers; at most 1,024 */
    int64_t advance;      /* sum of the glyphs', font units; letter-spacing not included */
    bool right_to_left;
    const struct shaped *next; /* the rest of the text, when a fallback font took over; or NULL */
};

/* Shapes `length` bytes of well-formed UTF-8 without spaces or line ends, from the cache when it
 * was seen before in this font. `lang` is BCP 47 or NULL. A character no font has is reported once
 * per character, at `where`, and shown as a replacement. Never NULL for length > 0. Cost is linear
 * in `length`; longer texts than 1,024 bytes come as several pieces. */
const struct shaped *text_shape(struct fonts *fonts, const struct text_style *style,
                                const char *lang, const char *text, size_t length,
                                struct position where);
/* Bidirectional text (UAX #9). AUTO: as the first letter that has a direction; for
 * text_shape_run(), as in a line that runs from left to right. */
enum text_direction { TEXT_DIRECTION_AUTO, TEXT_LEFT_TO_RIGHT, TEXT_RIGHT_TO_LEFT };
/* The same for a text that the bidirectional algorithm gave a direction: brackets are mirrored. The
 * pieces are in the order of the text, whichever the direction. */
const struct shaped *text_shape_run(struct fonts *fonts, const struct text_style *style,
                                    const char *lang, enum text_direction direction,
                                    const char *text, size_t length, struct position where);
/* True when a character of the text runs from right to left; otherwise there is no need to look for
 * levels: all are 0. */
bool text_has_right_to_left(const char *text, size_t length);
/* The direction of a language's script, AUTO when it has no other than left to right. */
enum text_direction text_direction_of(const char *lang);
/* The embedding level of each byte's character; what has an odd one runs from right to left. Gives
 * back the level of the paragraph: 0 or 1. */
unsigned char text_find_levels(const char *text, size_t length, enum text_direction direction,
                               unsigned char *levels);
/* The order of a line's units, by their levels: order[k] is the k-th from the left. */
void text_order_line(const unsigned char *levels, size_t count, uint32_t *order);
/* Width of a text, all its pieces, at the style's size: the sum of text_glyph_advance(), at most
 * DIMEN_MAX. */
dimen text_width(const struct shaped *shaped, const struct text_style *style);
/* How far a piece's glyph moves the pen: its advance, and letter-spacing after each character. */
dimen text_glyph_advance(const struct shaped *shaped, size_t index, const struct text_style *style);
/* How far the ink of a glyph reaches out of the room it takes, in font units; negative: it does not
 * fill it. `font` is one of `fonts`. */
struct overhang {
    int16_t left, right;
    bool is_known;
};
struct overhang text_overhang(struct fonts *fonts, const struct font *font, uint16_t glyph);
/* Width of the space between words. */
dimen text_space_width(struct fonts *fonts, const struct text_style *style);

/* Break opportunities (UAX #14, less those that no compositor would take: "I/|O", "-|v", before a
 * dash). breaks[i] says what may happen after byte i of the text; after its last byte it is
 * BREAK_REQUIRED only when that ends a line, else BREAK_ALLOWED. */
enum text_break { BREAK_NONE, BREAK_ALLOWED, BREAK_REQUIRED };
void text_find_breaks(const char *text, size_t length, const char *lang, unsigned char *breaks);
/* Adds to what text_find_breaks() found: where a long unbroken URL, path or dotted name may be
 * broken without a hyphen, after / . - _ ? & = and their like. For links and inline code. */
void text_find_url_breaks(const char *text, size_t length, unsigned char *breaks);
/* May inline code go on in the next line from `at` on, which is more than 0? */
bool text_divides_code(const char *text, size_t length, size_t at);

/* From now on `divided`, "Post-greSQL", says where this word is divided, in any language and case
 * but all capitals. False when it is no word of letters and hyphens between them. */
bool text_add_hyphenation(struct fonts *fonts, const char *divided);
/* Hyphenation by language: sets hyphens[i] to 1 where a hyphen may follow byte i of `word` (letters
 * only), 0 elsewhere. False when there are no patterns for the language, or the word is too short
 * or all capitals. */
bool text_hyphenate(struct fonts *fonts, const char *lang, const char *word, size_t length,
                    unsigned char *hyphens);

#endif
