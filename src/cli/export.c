/* Enters: a completed book. Leaves: files. Both kinds of output only read the book, and the EPUB
 * asks only which blocks begin the PDF's pages, so each kind has a thread. Every file is opened
 * before the work and committed after it: an unwritable folder is told at once, and a failure
 * leaves old files whole.
 */
#include "cli/export.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/stopwatch.h"
#include "base/task.h"
#include "cli/cover.h"
#include "epub/epub.h"
#include "layout/pages.h"
#include "pdf/pdf.h"

/* What one thread works on; each has an arena of its own. */
struct job {
    const struct options *options;
    const struct book *book;
    const struct stylesheet *sheet;
    struct diag *diag;
    struct arena *arena;
    bool pdf;                    /* which kind of output this job writes */
    const struct pages *printed; /* that an EPUB may refer to; NULL: none */
    struct cover_job *cover;     /* of an EPUB */
    size_t pages;                /* of the PDF, for the report */
    enum exit_status status;
};

/* The laid-out pages with all they borrow from. */
struct layout {
    struct fonts *fonts;
    struct pages *pages;
    struct pdf_options pdf;
};

/* ── Jobs ────────────────────────────────────────────────────────────────────────────────────── */

static bool lay_out(struct job *job, struct layout *layout)
{
    const char *folder = cli_find_resources(job->arena, "fonts", job->diag);
    stopwatch_turn(STATION_BLOCKS);
    if (folder)
        layout->fonts = fonts_open(folder, job->diag);
    if (!layout->fonts)
        return false;
    size_t face_count;
    const struct font_face *faces = style_font_faces(job->sheet, &face_count);
    fonts_add_faces(layout->fonts, faces, face_count);
    layout->pages = layout_book(job->book, job->sheet, layout->fonts, job->diag);
    stopwatch_turn(STATION_NONE);
    return true;
}

static void drop_layout(struct layout *layout)
{
    pages_drop(layout->pages);
    fonts_drop(layout->fonts);
}

/* Each file once, whatever faces it has. */
static struct epub_font *list_fonts(const struct job *job, size_t *count)
{
    size_t face_count;
    const struct font_face *faces = style_font_faces(job->sheet, &face_count);
    struct epub_font *fonts = ARENA_ARRAY(job->arena, struct epub_font, face_count + 1);
    *count = 0;
    for (size_t i = 0; i < face_count; i++) {
        bool is_known = !faces[i].packed_path;
        for (size_t k = 0; k < *count && !is_known; k++)
            is_known = strcmp(fonts[k].file, faces[i].packed_name) == 0;
        if (!is_known)
            fonts[(*count)++] = (struct epub_font){faces[i].packed_path, faces[i].packed_name,
                                                   faces[i].packed_type};
    }
    return fonts;
}

static void list_pages(const struct job *job, struct epub_options *options)
{
    if (!job->printed)
        return;
    options->printed = job->printed->printed;
    options->printed_count = job->printed->printed_count;
    options->printed_total = job->printed->page_count;
}

static bool write_epub(struct job *job, struct output *output)
{
    struct buffer sheet = {0};
    style_put_epub(job->sheet, job->arena, &sheet);
    struct epub_options options = {
        .stylesheet = buffer_string(&sheet),
        .shown_fields = style_shown_fields_epub(job->sheet, job->arena),
        .modified = cli_modified(job->arena, job->book, job->sheet, job->diag),
        .find_cover = cover_wait,
        .cover_context = job->cover,
    };
    options.fonts = list_fonts(job, &options.font_count);
    list_pages(job, &options);
    bool written = epub_write(job->book, &options, output, job->diag);
    buffer_drop(&sheet);
    return written;
}

/* Writes one file; `layout` is NULL for an EPUB. */
static bool write_output(struct job *job, const char *path, const struct layout *layout)
{
    struct output *output = output_open(path, job->diag);
    if (!output)
        return false;
    stopwatch_turn(layout ? STATION_WRITE : STATION_EPUB);
    bool written = layout ? pdf_write(layout->pages, &layout->pdf, output, job->diag)
                          : write_epub(job, output);
    if (written)
        written = output_commit(output);
    else
        output_abandon(output);
    stopwatch_turn(STATION_NONE);
    return written;
}

static void write_outputs(struct job *job, const struct layout *layout)
{
    for (size_t i = 0; i < job->options->output_count; i++) {
        const char *path = job->options->outputs[i];
        if (cli_is_pdf(path) == job->pdf && !write_output(job, path, layout))
            job->status = EXIT_NOT_WRITTEN;
    }
}

/* Lays the book out for its PDFs. */
static void begin_pdf(struct job *job, struct layout *layout)
{
    if (!cli_wants(job->options, true))
        return;
    job->status = EXIT_NOT_WRITTEN;
    if (job->options->attach_source &&
        !export_list_sources(job->book, job->sheet, job->arena, job->diag, &layout->pdf))
        return;
    layout->pdf.packer = pdf_packer_start(job->book->images, job->book->image_count);
    if (lay_out(job, layout)) {
        job->status = EXIT_DONE;
        job->pages = layout->pages->page_count;
    }
}

static void end_pdf(struct job *job, struct layout *layout)
{
    if (layout->pages)
        write_outputs(job, layout);
    if (layout->pdf.packer)
        pdf_packer_end(layout->pdf.packer);
}

static void *run_epub(void *argument)
{
    write_outputs(argument, NULL);
    return NULL;
}

/* Runs both jobs at once; without a second thread, one after the other. An EPUB that names the
 * pages of the PDF begins when they are laid out. */
static void run_jobs(struct job *pdf, struct job *epub)
{
    struct task task = {0};
    struct layout layout = {0};
    bool waits = cli_wants(pdf->options, true) && !pdf->options->no_page_list;
    if (!waits)
        task_start(&task, run_epub, epub);
    begin_pdf(pdf, &layout);
    if (waits) {
        epub->printed = layout.pages;
        task_start(&task, run_epub, epub);
    }
    end_pdf(pdf, &layout);
    task_join(&task);
    drop_layout(&layout);
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

static enum exit_status write_books(struct job *pdf, struct book *book, struct cover_job *cover)
{
    struct job epub = *pdf;
    epub.pdf = false;
    epub.arena = arena_new();
    epub.cover = cover;
    book_check_duties(book);
    book_wait(book);
    if (cover)
        cover_color(cover, style_cover_colors(pdf->sheet, pdf->arena));
    run_jobs(pdf, &epub);
    arena_drop(epub.arena);
    return pdf->status ? pdf->status : epub.status;
}

enum exit_status export_books(const struct options *options, struct book *book,
                              struct sheet_job *reading, struct arena *arena, struct diag *diag)
{
    struct job pdf = {.options = options, .book = book, .diag = diag, .arena = arena, .pdf = true};
    struct cover_job *cover = NULL;
    enum exit_status status;
    if (cli_wants(options, false) && !book->cover)
        cover = cover_begin(arena, book, diag);
    pdf.sheet = sheet_wait(reading, options, book, &status);
    if (pdf.sheet)
        status = write_books(&pdf, book, cover);
    cover_end(cover);
    if (!options->quiet && status == EXIT_DONE)
        list_outputs(&pdf);
    return status;
}

static bool dump_layout(struct job *job, struct sheet_job *reading, struct buffer *text)
{
    struct layout layout = {0};
    job->sheet = sheet_wait(reading, job->options, job->book, &job->status);
    bool done = job->sheet && lay_out(job, &layout);
    if (job->sheet && !done)
        job->status = EXIT_NOT_WRITTEN;
    if (done && job->options->dump == DUMP_PAGES)
        pages_dump(layout.pages, text);
    else if (done)
        pages_dump_tags(layout.pages, text);
    drop_layout(&layout);
    return done;
}

enum exit_status export_dump(const struct options *options, struct book *book,
                             struct sheet_job *reading, struct arena *arena, struct diag *diag)
{
    struct job job = {.options = options, .book = book, .diag = diag, .arena = arena};
    struct buffer text = {0};
    bool done = true;
    book_wait(book);
    if (options->dump == DUMP_BOOK)
        book_dump(book, &text);
    else if (options->dump == DUMP_XHTML && options->as_written)
        epub_dump_plain(book, &text);
    else if (options->dump == DUMP_XHTML)
        epub_dump_xhtml(book, &text);
    else
        done = dump_layout(&job, reading, &text);
    bool printed = fwrite(buffer_string(&text), 1, text.length, stdout) == text.length;
    buffer_drop(&text);
    if (!done)
        return job.status;
    return printed ? EXIT_DONE : EXIT_NOT_WRITTEN;
}
