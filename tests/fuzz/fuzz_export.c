/* libFuzzer driver: any bytes as one Markdown file, or behind a NUL as the files of a book's
 * folder, through the whole pipeline, both books thrown away. What it finds becomes a case in
 * tests/pathological.sh or a golden file named after its symptom. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "epub/epub.h"
#include "layout/pages.h"
#include "pdf/pdf.h"
#include "source/source.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t length);

static void write_file(const char *path, const unsigned char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        abort();
}

/* The files are parted by NULs; those that are missing are empty. */
static const char *write_folder(const unsigned char *bytes, size_t length)
{
    static const char *const names[] = {"SUMMARY.md", "a.md", "b.md", "c.rs", "book.toml"};
    static char folder[64];
    char path[128];
    snprintf(folder, sizeof folder, "/tmp/bifolio-fuzz-%ld", (long)getpid());
    mkdir(folder, 0700);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const unsigned char *end = length ? memchr(bytes, 0, length) : NULL;
        size_t size = end ? (size_t)(end - bytes) : length;
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        write_file(path, bytes, size);
        bytes += size + (end != NULL);
        length -= size + (end != NULL);
    }
    return folder;
}

static const char *write_input(const unsigned char *bytes, size_t length)
{
    static char path[64];
    if (length > 0 && *bytes == 0)
        return write_folder(bytes + 1, length - 1);
    snprintf(path, sizeof path, "/tmp/bifolio-fuzz-%ld.md", (long)getpid());
    write_file(path, bytes, length);
    return path;
}

static struct stylesheet *open_sheet(const struct book *book, struct diag *diag)
{
    const struct style_options options = {
        .folder = "styles", .paper_width = MM(148), .paper_height = MM(210), .for_pdf = true};
    struct stylesheet *sheet = stylesheet_open(&options, book->arena, diag);
    if (!sheet)
        abort();
    style_fit_book(sheet, book);
    return sheet;
}

/* A book without a cover is one by its title page; here any bytes do, as no reader looks. */
static const struct epub_cover *find_cover(void *context)
{
    (void)context;
    static char bytes[] = "cover";
    static const struct epub_cover cover = {{bytes, 5, 6}, {bytes, 5, 6}};
    return &cover;
}

static void export_epub(const struct book *book, const struct stylesheet *sheet,
                        const struct pages *pages, struct diag *diag)
{
    struct buffer text = {0};
    style_put_epub(sheet, book->arena, &text);
    const struct epub_options options = {
        .stylesheet = buffer_string(&text),
        .modified = "2000-01-01T00:00:00Z",
        .find_cover = find_cover,
        .printed = pages->printed,
        .printed_count = pages->printed_count,
        .printed_total = pages->page_count,
    };
    struct output *output = output_open("/dev/null", diag);
    if (!epub_write(book, &options, output, diag))
        abort();
    output_commit(output);
    buffer_drop(&text);
}

static void export_pdf(const struct pages *pages, struct diag *diag)
{
    struct output *output = output_open("/dev/null", diag);
    const struct pdf_options options = {0};
    if (!pdf_write(pages, &options, output, diag))
        abort();
    output_commit(output);
}

static void export_both(const struct book *book, struct diag *diag)
{
    struct stylesheet *sheet = open_sheet(book, diag);
    struct fonts *fonts = fonts_open("fonts", diag);
    struct pages *pages = layout_book(book, sheet, fonts, diag);
    export_pdf(pages, diag);
    export_epub(book, sheet, pages, diag);
    pages_drop(pages);
    fonts_drop(fonts);
    stylesheet_drop(sheet);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t length)
{
    const char *path = write_input(bytes, length);
    const struct source_options reading = {.as_written = length % 2};
    const struct book_options completing = {.as_written = length % 2, .toc_depth = 3};
    struct diag *diag = diag_new();
    struct book *book = source_read(&path, 1, &reading, diag);
    if (book) {
        book_complete(book, &completing);
        export_both(book, diag);
    }
    book_drop(book);
    diag_drop(diag);
    return 0;
}
