/* Lines of code that a reader need not see. */
#ifndef BIFOLIO_SOURCE_HIDDEN_H
#define BIFOLIO_SOURCE_HIDDEN_H

#include "base/map.h"
#include "book/book.h"

/* Leaves out the hidden lines of all code blocks: in Rust those that rustdoc hides, in other
 * languages those with the prefix that `prefixes` (language → text) or "hidelines=" in the info
 * string names. What else the info string says of the code becomes its classes. */
void hide_code_lines(struct arena *arena, struct node *document, const struct map *prefixes);

#endif
