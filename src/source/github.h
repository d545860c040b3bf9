/* What GitHub and its kin make of Markdown beyond its grammar: alerts, emoji shortcodes, and
 * headings that name their id. Not done when a book is to be taken as written. */
#ifndef BIFOLIO_SOURCE_GITHUB_H
#define BIFOLIO_SOURCE_GITHUB_H

#include "book/book.h"

/* All three, over a whole document. */
void github_apply(struct arena *arena, struct node *document);

/* `text` with its shortcodes (":rocket:") replaced, in `arena`; `text` itself when it has none. */
const char *emoji_replace(struct arena *arena, const char *text);

/* Takes "{#id .class lang=xx}" off a heading's end. */
void heading_read_attributes(struct arena *arena, struct node *heading);

#endif
