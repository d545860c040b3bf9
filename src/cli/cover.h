/* The cover of a book that brings none, drawn on a thread of its own while the rest is made. */
#ifndef BIFOLIO_CLI_COVER_H
#define BIFOLIO_CLI_COVER_H

#include "base/arena.h"
#include "base/diag.h"
#include "book/book.h"
#include "epub/epub.h"
#include "style/style.h"

struct cover_job;

/* Begins to draw; `arena` holds the job, all else is borrowed. */
struct cover_job *cover_begin(struct arena *arena, const struct book *book,
                              const struct stylesheet *sheet, struct diag *diag);
/* The cover of a struct cover_job, once it is drawn; NULL (reported) when it cannot be. One thread
 * may ask, and again: an epub_options.find_cover. */
const struct epub_cover *cover_wait(void *job);
/* Waits and gives it back. NULL is allowed. */
void cover_end(struct cover_job *job);

#endif
