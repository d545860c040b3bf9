/* Typographic punctuation: for text that cmark does not see, and back for code that it did. */
#ifndef BIFOLIO_SOURCE_SMART_H
#define BIFOLIO_SOURCE_SMART_H

#include <stdbool.h>

#include "base/arena.h"

/* `text` with curly quotes, dashes and ellipses, in `arena`; `text` itself when there is nothing to
 * change. `opens`: what comes before it is a space, or nothing. */
const char *smart_punctuate(struct arena *arena, const char *text, bool opens);

/* Which typographic marks the text holds, as a set. */
unsigned smart_find(const char *text, const char *end);
/* `text` with all marks but the `kept` ones as they are typed. */
const char *smart_undo(struct arena *arena, const char *text, unsigned kept);

#endif
