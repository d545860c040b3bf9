/* Private to text/: which graphemes are emoji. */
#ifndef BIFOLIO_TEXT_EMOJI_H
#define BIFOLIO_TEXT_EMOJI_H

#include <stdbool.h>
#include <stdint.h>

/* True when the grapheme [text, end), not empty, is to be shown as an emoji, not as text. */
bool emoji_is_wanted(const char *text, const char *end);
/* True for what an emoji font may show when no font of text has it. */
bool emoji_is_pictograph(uint32_t character);

#endif
