/* The stylesheet. Reading the program's own takes as long as reading a small book, and nothing of
 * it depends on the book: it has a thread, which begins before the book is read. */
#ifndef BIFOLIO_CLI_SHEET_H
#define BIFOLIO_CLI_SHEET_H

#include "base/diag.h"
#include "book/book.h"
#include "cli/cli.h"
#include "style/style.h"

struct sheet_job;

/* Begins to read the program's sheet, where a sheet is wanted. `arena` holds the job; names of
 * files are put into `names`, which is the job's alone until its end, and outlives `diag`. */
struct sheet_job *sheet_begin(const struct options *options, struct arena *arena,
                              struct arena *names, struct diag *diag);
/* The sheet of this book, once all of it is read: the job's. NULL (reported) when it cannot be;
 * then *status says why the program ends. */
const struct stylesheet *sheet_wait(struct sheet_job *job, const struct options *options,
                                    const struct book *book, enum exit_status *status);
/* Waits and gives the sheet back, before its book. */
void sheet_end(struct sheet_job *job);

#endif
