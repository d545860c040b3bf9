/* The second half of the pipeline: from a completed book to files, or to a dump on standard output.
 */
#ifndef BIFOLIO_CLI_EXPORT_H
#define BIFOLIO_CLI_EXPORT_H

#include "cli/cli.h"
#include "cli/sheet.h"
#include "pdf/pdf.h"

/* Writes every output the options name, PDF and EPUB side by side on two threads. */
enum exit_status export_books(const struct options *options, struct book *book,
                              struct sheet_job *reading, struct arena *arena, struct diag *diag);

/* attach.c: the files of the book as attachments of its PDF, in `arena`. False (reported) when one
 * cannot be read any more. */
bool export_list_sources(const struct book *book, const struct stylesheet *sheet,
                         struct arena *arena, struct diag *diag, struct pdf_options *pdf);

/* Prints the stage that --dump names. */
enum exit_status export_dump(const struct options *options, struct book *book,
                             struct sheet_job *reading, struct arena *arena, struct diag *diag);

#endif
