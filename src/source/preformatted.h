/* What a <pre> is: code, or text with formatting in it. */
#ifndef BIFOLIO_SOURCE_PREFORMATTED_H
#define BIFOLIO_SOURCE_PREFORMATTED_H

#include "book/book.h"

/* A NODE_PREFORMATTED that holds nothing but text becomes a NODE_CODE_BLOCK. */
void preformatted_settle(struct arena *arena, struct node *node);

#endif
