/* The cover of a book that brings none. Drawing it takes as long as writing a small book: one half
 * of it is done beside the stylesheet and the colours of code, the other beside the writing. */
#ifndef BIFOLIO_CLI_COVER_H
#define BIFOLIO_CLI_COVER_H

#include "base/arena.h"
#include "base/diag.h"
#include "book/book.h"
#include "epub/epub.h"
#include "style/style.h"

struct cover_job;

/* Begins to draw; `arena` holds the job, all else is borrowed. */
struct cover_job *cover_begin(struct arena *arena, const struct book *book, struct diag *diag);
/* Says which colours it has. */
void cover_color(struct cover_job *job, struct cover_colors colors);
/* The cover of a struct cover_job that was coloured, once it is drawn; NULL (reported) when it
 * cannot be. One thread may ask, and again: an epub_options.find_cover. */
const struct epub_cover *cover_wait(void *job);
/* Waits and gives it back. NULL is allowed. */
void cover_end(struct cover_job *job);

#endif
