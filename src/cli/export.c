/* Enters: a completed book. Leaves: files. The EPUB and the PDF need nothing of each other and both
 * only read the book, so each kind of output has a thread. Every file is opened before the work and
 * committed after it: an unwritable folder is told at once, and a failure leaves old files whole.
 */
#include "cli/export.h"

#include <pthread.h>
#include <stdio.h>

#include "base/file.h"
#include "base/stopwatch.h"
#include "epub/epub.h"
#include "layout/pages.h"
#include "pdf/pdf.h"

/* What one thread works on; each has an arena of its own. */
struct job {
    const struct options *options;
    const struct book *book;
    struct diag *diag;
    struct arena *arena;
    bool pdf;     /* which kind of output this job writes */
    size_t pages; /* of the PDF, for the report */
    enum exit_status status;
};

/* The laid-out pages with all they borrow from. */
struct layout {
    struct stylesheet *sheet;
    struct fonts *fonts;
    struct pages *pages;
};

static bool lay_out(struct job *job, struct layout *layout)
{
    const char *folder = cli_find_resources(job->arena, "fonts", job->diag);
    *layout = (struct layout){0};
    stopwatch_turn(STATION_BLOCKS);
    if (folder)
        layout->fonts = fonts_open(folder, job->diag);
    if (!layout->fonts)
        return false;
    layout->sheet = stylesheet_new(job->options->paper_width, job->options->paper_height);
    style_fit_book(layout->sheet, job->book);
    layout->pages = layout_book(job->book, layout->sheet, layout->fonts, job->diag);
    stopwatch_turn(STATION_NONE);
    return true;
}

static void drop_layout(struct layout *layout)
{
    pages_drop(layout->pages);
    fonts_drop(layout->fonts);
    stylesheet_drop(layout->sheet);
}

static bool write_epub(struct job *job, struct output *output)
{
    const char *folder = cli_find_resources(job->arena, "styles", job->diag);
    if (!folder)
        return false;
    const struct epub_options options = {
        .stylesheet = arena_printf(job->arena, "%s/book.css", folder),
        .modified = cli_modified(job->arena, job->options),
    };
    return epub_write(job->book, &options, output, job->diag);
}

/* Writes one file; `layout` is NULL for an EPUB. */
static bool write_output(struct job *job, const char *path, const struct layout *layout)
{
    struct output *output = output_open(path, job->diag);
    if (!output)
        return false;
    stopwatch_turn(layout ? STATION_WRITE : STATION_EPUB);
    bool written = layout ? pdf_write(layout->pages, output, job->diag) : write_epub(job, output);
    if (written)
        written = output_commit(output);
    else
        output_abandon(output);
    stopwatch_turn(STATION_NONE);
    return written;
}

static bool is_wanted(const struct job *job)
{
    for (size_t i = 0; i < job->options->output_count; i++)
        if (cli_is_pdf(job->options->outputs[i]) == job->pdf)
            return true;
    return false;
}

static void write_outputs(struct job *job, const struct layout *layout)
{
    for (size_t i = 0; i < job->options->output_count; i++) {
        const char *path = job->options->outputs[i];
        if (cli_is_pdf(path) == job->pdf && !write_output(job, path, layout))
            job->status = EXIT_NOT_WRITTEN;
    }
}

static void *run_pdf(void *argument)
{
    struct job *job = argument;
    struct layout layout;
    if (!is_wanted(job))
        return NULL;
    job->status = EXIT_NOT_WRITTEN;
    if (lay_out(job, &layout)) {
        job->status = EXIT_DONE;
        job->pages = layout.pages->page_count;
        write_outputs(job, &layout);
    }
    drop_layout(&layout);
    return NULL;
}

static void *run_epub(void *argument)
{
    write_outputs(argument, NULL);
    return NULL;
}

/* Runs both jobs at once; without a second thread, one after the other. */
static void run_jobs(struct job *pdf, struct job *epub)
{
    pthread_t thread;
    bool parallel = pthread_create(&thread, NULL, run_epub, epub) == 0;
    run_pdf(pdf);
    if (parallel)
        pthread_join(thread, NULL);
    else
        run_epub(epub);
}

static void list_outputs(const struct job *pdf)
{
    for (size_t i = 0; i < pdf->options->output_count; i++) {
        const char *path = pdf->options->outputs[i];
        if (cli_is_pdf(path))
            printf("%s (%zu pages)\n", path, pdf->pages);
        else
            printf("%s\n", path);
    }
}

enum exit_status export_books(const struct options *options, const struct book *book,
                              struct arena *arena, struct diag *diag)
{
    struct job pdf = {.options = options, .book = book, .diag = diag, .pdf = true};
    struct job epub = pdf;
    pdf.arena = arena;
    epub.pdf = false;
    epub.arena = arena_new();
    run_jobs(&pdf, &epub);
    arena_drop(epub.arena);
    enum exit_status status = pdf.status ? pdf.status : epub.status;
    if (!options->quiet && status == EXIT_DONE)
        list_outputs(&pdf);
    return status;
}

static bool dump_layout(struct job *job, struct buffer *text)
{
    struct layout layout;
    bool done = lay_out(job, &layout);
    if (done && job->options->dump == DUMP_PAGES)
        pages_dump(layout.pages, text);
    else if (done)
        pages_dump_tags(layout.pages, text);
    drop_layout(&layout);
    return done;
}

enum exit_status export_dump(const struct options *options, const struct book *book,
                             struct arena *arena, struct diag *diag)
{
    struct job job = {.options = options, .book = book, .diag = diag, .arena = arena};
    struct buffer text = {0};
    bool done = true;
    if (options->dump == DUMP_BOOK)
        book_dump(book, &text);
    else if (options->dump == DUMP_XHTML && options->as_written)
        epub_dump_plain(book, &text);
    else if (options->dump == DUMP_XHTML)
        epub_dump_xhtml(book, &text);
    else
        done = dump_layout(&job, &text);
    bool printed = fwrite(buffer_string(&text), 1, text.length, stdout) == text.length;
    buffer_drop(&text);
    return done && printed ? EXIT_DONE : EXIT_NOT_WRITTEN;
}
