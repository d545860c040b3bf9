/* The attributes of an HTML element that a book keeps. */
#ifndef BIFOLIO_SOURCE_ATTRIBUTE_H
#define BIFOLIO_SOURCE_ATTRIBUTE_H

#include <gumbo.h>

#include "book/book.h"

/* The value of an attribute, or NULL. */
const char *attribute_find(const GumboElement *element, const char *name);
/* The same as a number from `least` to `most`, else `otherwise`. A unit "px" is passed over. */
int attribute_number(const GumboElement *element, const char *name, int least, int most,
                     int otherwise);
/* `words` parted by single spaces, in `arena`; NULL when there are none. */
const char *attribute_copy_words(struct arena *arena, const char *words);
/* Copies id, class, lang, title and alignment to a node. */
void attribute_apply(struct arena *arena, const GumboElement *element, struct node *node);

#endif
