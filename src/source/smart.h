/* Typographic punctuation for text that cmark does not see. */
#ifndef BIFOLIO_SOURCE_SMART_H
#define BIFOLIO_SOURCE_SMART_H

#include <stdbool.h>

#include "base/arena.h"

/* `text` with curly quotes, dashes and ellipses, in `arena`; `text` itself when there is nothing to
 * change. `opens`: what comes before it is a space, or nothing. */
const char *smart_punctuate(struct arena *arena, const char *text, bool opens);

#endif
