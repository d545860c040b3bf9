/* Enters: options, later a book. Leaves: the stylesheet: the program's, over it what the front
 * matter names and the command line. */
#include "cli/sheet.h"

#include "base/stopwatch.h"
#include "base/task.h"

struct sheet_job {
    const char *folder; /* NULL (reported): it is not there */
    enum book_kind books;
    struct arena *names;
    struct diag *diag;
    struct task reading;
    struct stylesheet *sheet; /* NULL: it was not begun */
};

static void *read_program(void *argument)
{
    struct sheet_job *job = argument;
    enum station before = stopwatch_turn(STATION_STYLE);
    job->sheet = stylesheet_begin(job->folder, job->books, job->names, job->diag);
    stopwatch_turn(before);
    return NULL;
}

/* The books that will have a look; 0: none. Outputs that nobody names are one of each kind. */
static enum book_kind list_books(const struct options *options)
{
    enum book_kind pdf = cli_wants_pages(options) ? FOR_PDF : 0;
    if (options->dump)
        return pdf;
    return pdf | (options->output_count == 0 || cli_wants(options, false) ? FOR_EPUB : 0);
}

struct sheet_job *sheet_begin(const struct options *options, struct arena *arena,
                              struct arena *names, struct diag *diag)
{
    struct sheet_job *job = ARENA_NEW(arena, struct sheet_job);
    *job = (struct sheet_job){.names = names, .diag = diag, .books = list_books(options)};
    if (job->books)
        job->folder = cli_find_resources(arena, "styles", diag);
    if (job->folder)
        task_start(&job->reading, read_program, job);
    return job;
}

/* What the front matter names comes first, so that the command line wins. */
static struct style_name *list_styles(const struct options *options, const struct book *book,
                                      struct arena *arena, size_t *count)
{
    const struct metadata *meta = &book->meta;
    *count = 0;
    struct style_name *names =
        ARENA_ARRAY(arena, struct style_name, meta->style_count + options->style_count);
    for (size_t i = 0; i < meta->style_count; i++)
        names[(*count)++] = (struct style_name){
            .name = meta->styles[i], .folder = meta->style_folder, .where = meta->where};
    for (size_t i = 0; i < options->style_count; i++)
        names[(*count)++] = (struct style_name){.name = options->styles[i]};
    return names;
}

static bool finish(struct sheet_job *job, const struct options *options, const struct book *book)
{
    struct style_options style = {
        .folder = job->folder,
        .paper_width = options->paper_width,
        .paper_height = options->paper_height,
        .paper_wins = options->has_paper,
        .for_pdf = options->dump || cli_wants(options, true),
        .book_folder = book->folder,
        .resource_paths = options->resource_paths,
        .resource_path_count = options->resource_path_count,
    };
    style.sheets = list_styles(options, book, job->names, &style.sheet_count);
    bool good = stylesheet_finish(job->sheet, &style);
    if (good)
        style_fit_book(job->sheet, book);
    return good;
}

const struct stylesheet *sheet_wait(struct sheet_job *job, const struct options *options,
                                    const struct book *book, enum exit_status *status)
{
    task_join(&job->reading);
    *status = job->sheet ? EXIT_BAD_INPUT : EXIT_NOT_WRITTEN;
    if (!job->sheet)
        return NULL;
    stopwatch_turn(STATION_STYLE);
    bool good = finish(job, options, book);
    stopwatch_turn(STATION_NONE);
    if (good)
        *status = EXIT_DONE;
    return good ? job->sheet : NULL;
}

void sheet_end(struct sheet_job *job)
{
    task_join(&job->reading);
    stylesheet_drop(job->sheet);
}
