/* A chapter's tree → its place in a book of many files. */
#ifndef BIFOLIO_SOURCE_FIT_H
#define BIFOLIO_SOURCE_FIT_H

#include "source/manifest.h"

/* Shifts the headings of a file's document below the chapters that it stands below, gives it a
 * heading when it opens with none (`title`, or what the list calls it, or its name), and numbers
 * it. */
void fit_chapter(struct arena *arena, struct node *document, const struct manifest_item *item,
                 const char *title);

/* The heading that a title without a file is: of a part, or of a chapter yet to be written. */
struct node *fit_title(struct arena *arena, const struct manifest_item *item);

#endif
