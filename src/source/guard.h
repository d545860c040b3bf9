/* Input that would make cmark-gfm's tables explode. */
#ifndef BIFOLIO_SOURCE_GUARD_H
#define BIFOLIO_SOURCE_GUARD_H

#include "base/diag.h"
#include "source/input.h"

/* False (reported) when the tables of a text must not be parsed. */
bool guard_tables(const struct input *input, struct diag *diag);

#endif
