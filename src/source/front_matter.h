/* YAML front matter: what the book says about itself. */
#ifndef BIFOLIO_SOURCE_FRONT_MATTER_H
#define BIFOLIO_SOURCE_FRONT_MATTER_H

#include "book/book.h"
#include "source/input.h"

/* Finds a mapping between "---" and "---" or "..." at the very start of the text, sets input->body
 * behind it, and fills `meta` (in `arena`), when that is not NULL. False (reported) when it is
 * meant as front matter but is not YAML. */
bool front_matter_read(struct arena *arena, struct input *input, struct metadata *meta,
                       struct diag *diag);

#endif
