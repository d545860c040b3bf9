/* Private to text/: which font shows which part of a text. */
#ifndef BIFOLIO_TEXT_FALLBACK_H
#define BIFOLIO_TEXT_FALLBACK_H

#include "text/fonts.h"

/* The longest run of bytes that one font shows. */
struct text_run {
    unsigned slot;
    size_t length;
    bool missing; /* no font has it: every grapheme becomes a replacement */
};

/* HarfBuzz is quadratic in marks on one base; no word of any language is as long as this. */
enum { RUN_MAX = 1024 };

/* The first run of [text, end), not empty and at most RUN_MAX bytes. Base and marks, ZWJ sequences
 * and flags stay together. What no font has is reported at `where`, once per character. */
struct text_run fallback_next_run(struct fonts *fonts, const struct font_order *order,
                                  hb_language_t language, const char *text, const char *end,
                                  struct position where);
/* True when the font shows every character of the grapheme. */
bool fallback_covers_all(const struct font_slot *slot, const char *text, const char *end);
/* The end of the grapheme (UAX #29) at `text`; long heaps of marks are cut. */
const char *fallback_grapheme_end(const char *text, const char *end);
/* True for characters that show nothing by themselves: format characters, variation selectors,
 * controls. */
bool fallback_is_ignorable(uint32_t character);
/* True when the font can show the character, if need be by another space or hyphen. */
bool fallback_covers(const struct font_slot *slot, uint32_t character);

#endif
