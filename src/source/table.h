/* Tables of HTML: columns and spans. */
#ifndef BIFOLIO_SOURCE_TABLE_H
#define BIFOLIO_SOURCE_TABLE_H

#include "book/book.h"

enum { TABLE_MAX_SPAN = 1000 };

/* Gives every cell its column, cuts spans to the table, counts the columns, and makes rows of
 * nothing but header cells header rows. */
void table_finish(struct arena *arena, struct node *table);

#endif
