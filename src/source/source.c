/* Enters: paths. Leaves: one book whose document holds the blocks of all files, in order.
 * Each file goes the same way: read and check, cut off the front matter, parse the Markdown,
 * resolve the HTML in it, and, unless as written, the few things that are neither CommonMark's nor
 * GFM's grammar but GitHub's rendering. All files are read even when one fails, so that everything
 * wrong is told at once. */
#include "source/source.h"

#include "base/file.h"
#include "source/front_matter.h"
#include "source/github.h"
#include "source/html.h"
#include "source/input.h"
#include "source/markdown.h"

static void read_body(struct book *book, const struct input *input,
                      const struct source_options *options)
{
    bool has_html;
    struct markdown_options markdown = {.as_written = options->as_written};
    struct node *document = markdown_parse(book->arena, input, &markdown, book->diag, &has_html);
    if (has_html)
        html_resolve(book->arena, document, &(struct html_options){options->as_written},
                     book->diag);
    if (!options->as_written)
        github_apply(book->arena, document);
    node_move_children(document, book->root);
}

/* False when the file has nothing to show because something is wrong with it. */
static bool read_file(struct book *book, const char *path, bool is_first,
                      const struct source_options *options)
{
    struct input input;
    if (!input_read(book->arena, path, book->diag, &input))
        return false;
    if (!front_matter_read(book->arena, &input, is_first ? &book->meta : NULL, book->diag))
        return false;
    read_body(book, &input, options);
    return true;
}

static bool check_not_empty(const struct book *book, const char *path)
{
    if (book->root->first)
        return true;
    diag_report(book->diag, SEVERITY_ERROR, "empty", (struct position){.file = path},
                "write some Markdown into it", "there is nothing in it to make a book of");
    return false;
}

struct book *source_read(const char *const *paths, size_t count,
                         const struct source_options *options, struct diag *diag)
{
    struct book *book = book_new(diag);
    bool sound = true;
    for (size_t i = 0; i < count; i++)
        sound = read_file(book, paths[i], i == 0, options) && sound;
    if (count > 0) {
        book->folder = file_folder(book->arena, paths[0]);
        book->root->where = (struct position){paths[0], 1, 1};
        sound = sound && check_not_empty(book, paths[0]);
    }
    if (sound)
        return book;
    book_drop(book);
    return NULL;
}
