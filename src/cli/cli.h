/* The command line: what the user asked for, where the program's own files are, and what is
 * printed. main.c puts the pipeline together from these. */
#ifndef BIFOLIO_CLI_CLI_H
#define BIFOLIO_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/geometry.h"
#include "book/book.h"

struct stylesheet; /* style/style.h */

enum exit_status { EXIT_DONE, EXIT_BAD_INPUT, EXIT_BAD_USAGE, EXIT_NOT_WRITTEN };

enum dump_kind { DUMP_NOTHING, DUMP_BOOK, DUMP_PAGES, DUMP_TAGS, DUMP_XHTML };

/* Strings point into argv. */
struct options {
    const char *const *inputs;
    size_t input_count;
    const char **outputs;                               /* in `arena` */
    size_t output_count;                                /* 0: both books, named after the title */
    const char *title, *author, *lang, *date, *edition; /* NULL: as the front matter says */
    const char **styles;                                /* in `arena` */
    size_t style_count;
    const char **resource_paths; /* in `arena`: folders outside the book's that it may take from */
    size_t resource_path_count;
    dimen paper_width, paper_height;
    bool has_paper; /* it was named */
    int toc_depth;
    enum dump_kind dump;
    bool strict, as_written, keep_nav, no_page_list, attach_source, times, quiet, verbose;
};

/* Reads the command line. False when there is nothing to run: --help or --version was answered
 * (*status is EXIT_DONE), or the usage was wrong and has been explained (EXIT_BAD_USAGE). */
bool cli_parse(int argc, char **argv, struct arena *arena, struct options *options,
               enum exit_status *status);

/* Puts what the command line says of the book over what its front matter says. */
void cli_override_metadata(const struct options *options, struct book *book);

/* The folder of this name ("fonts", "styles") that belongs to the program: in share/bifolio beside
 * the binary's folder when installed, or beside it in a build tree. NULL (reported) when there is
 * none. */
const char *cli_find_resources(struct arena *arena, const char *name, struct diag *diag);

/* "PREFIX.pdf" …: the output paths. Names made from the title when the user gave none. */
void cli_name_outputs(struct options *options, const struct book *book, struct arena *arena);
bool cli_is_pdf(const char *path);
/* Is there an output of this kind? */
bool cli_wants(const struct options *options, bool pdf);
/* Are pages asked for, before the outputs have their names or after? */
bool cli_wants_pages(const struct options *options);

/* When the book changed last, as EPUB wants it ("2025-01-31T00:00:00Z"): SOURCE_DATE_EPOCH (one
 * that is no time is reported), or else the time of the newest file that it was read from: text,
 * image, stylesheet or font; the program's own do not count. */
const char *cli_modified(struct arena *arena, const struct book *book,
                         const struct stylesheet *sheet, struct diag *diag);

/* Prints the diagnostics and turns them into the status: `status` unless it is EXIT_DONE and there
 * were errors, or warnings under --strict. */
enum exit_status cli_finish(const struct options *options, struct diag *diag,
                            enum exit_status status);

#endif
