/* The whole pipeline: source → book → (pages → PDF) and (EPUB), side by side. */
#include <stdio.h>

#include "base/stopwatch.h"
#include "cli/cli.h"
#include "cli/export.h"
#include "image/image.h"
#include "source/source.h"

/* Reads the inputs and completes the tree; NULL (reported) when they give no book. */
static struct book *read_book(const struct options *options, struct diag *diag)
{
    const struct source_options reading = {.as_written = options->as_written};
    const struct book_options completing = {
        .as_written = options->as_written,
        .keep_nav = options->keep_nav,
        .toc_depth = options->toc_depth,
        .resource_paths = options->resource_paths,
        .resource_path_count = options->resource_path_count,
    };
    stopwatch_turn(STATION_PARSE);
    struct book *book = source_read(options->inputs, options->input_count, &reading, diag);
    if (!book)
        return NULL;
    stopwatch_turn(STATION_PASSES);
    cli_override_metadata(options, book);
    book_begin(book, &completing);
    stopwatch_turn(STATION_NONE);
    return book;
}

static enum exit_status export(struct options *options, struct book *book, struct sheet_job *sheet,
                               struct arena *arena, struct diag *diag) {
    cli_name_outputs(options, book, arena);
    return options->dump ? export_dump(options, book, sheet, arena, diag)
                         : export_books(options, book, sheet, arena, diag);
}

/* `names` is for the thread that reads the stylesheet. Pages may need drawings, and the process
 * that makes them is forked before there is any thread. */
static enum exit_status run(struct options *options, struct arena *arena, struct arena *names,
                            struct diag *diag)
{
    if (cli_wants_pages(options))
        image_begin_drawing();
    struct sheet_job *sheet = sheet_begin(options, arena, names, diag);
    struct book *book = read_book(options, diag);
    enum exit_status status = book ? export(options, book, sheet, arena, diag) : EXIT_BAD_INPUT;
    sheet_end(sheet);
    book_drop(book);
    image_end_drawing();
    return status;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new(), *names = arena_new();
    struct options options;
    enum exit_status status;
    if (cli_parse(argc, argv, arena, &options, &status)) {
        struct diag *diag = diag_new();
        if (options.times)
            stopwatch_start();
        status = run(&options, arena, names, diag);
        status = cli_finish(&options, diag, status);
        stopwatch_print(stderr);
        diag_drop(diag);
    }
    arena_drop(names);
    arena_drop(arena);
    if (fflush(stdout) != 0 && status == EXIT_DONE)
        status = EXIT_NOT_WRITTEN;
    return (int)status;
}
