/* Private to text/: the fonts of the machine, for what the book's own fonts lack. */
#ifndef BIFOLIO_TEXT_SYSTEM_H
#define BIFOLIO_TEXT_SYSTEM_H

#include "text/fonts.h"

struct system_fonts;

/* A slot with a font of the machine that shows the grapheme [text, end), or at least its `base`, in
 * a style like that of the slot `wanted`; SLOT_MAX when there is none. Starts fontconfig when
 * called first. Each font is named in a note at `where`, once. */
unsigned system_find_slot(struct fonts *fonts, unsigned wanted, hb_language_t language,
                          const char *text, const char *end, struct position where);
void system_drop(struct system_fonts *system);

#endif
