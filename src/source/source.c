/* Enters: paths. Leaves: one book whose document holds the blocks of all files, in order.
 * A folder, or its SUMMARY.md, stands for the files of its book. Each file goes the same way: read
 * and check, cut off the front matter, put in what it includes, parse the Markdown, resolve the
 * HTML in it, and, unless as written, the few things that are neither CommonMark's nor GFM's
 * grammar but GitHub's rendering; a chapter of a folder's book is then fitted to its place. All
 * files are read even when one fails, so that everything wrong is told at once; and before any is
 * parsed, so that no line of one is told of that came into it from another while that is still
 * read. */
#include "source/source.h"

#include "base/file.h"
#include "source/fit.h"
#include "source/front_matter.h"
#include "source/github.h"
#include "source/hidden.h"
#include "source/html.h"
#include "source/include.h"
#include "source/input.h"
#include "source/manifest.h"
#include "source/markdown.h"
#include "source/metadata_key.h"

/* A file, or a title, on its way into the book. */
struct part {
    struct manifest_item item;
    const struct manifest *manifest; /* of its folder; NULL: the file was named itself */
    struct input input;
    const char *title; /* of the chapter, as its front matter says */
    struct line_origin *origins;
    size_t origin_count; /* 0: nothing is included */
    bool is_read;
};

struct reading {
    struct book *book;
    const struct source_options *options;
    struct manifest *manifests; /* one for each path that is a folder */
    size_t manifest_count;
    struct includes includes;
    VECTOR(struct part) parts;
};

/* ── What there is to read ───────────────────────────────────────────────────────────────────── */

static bool list_folder(struct reading *reading, const char *path)
{
    struct book *book = reading->book;
    struct manifest *manifest = &reading->manifests[reading->manifest_count++];
    struct metadata meta = {0};
    bool is_sound = manifest_read(book->arena, path, &meta, book->diag, manifest);
    metadata_fill(&book->meta, &meta);
    for (size_t i = 0; i < manifest->items.count; i++)
        vector_push(&reading->parts,
                    (struct part){.item = manifest->items.items[i], .manifest = manifest});
    return is_sound;
}

static bool list_parts(struct reading *reading, const char *const *paths, size_t count)
{
    bool is_sound = true;
    reading->manifests = ARENA_ARRAY(reading->book->arena, struct manifest, count);
    for (size_t i = 0; i < count; i++)
        if (manifest_is_named(paths[i]))
            is_sound = list_folder(reading, paths[i]) && is_sound;
        else
            vector_push(&reading->parts, (struct part){.item = {.path = paths[i]}});
    return is_sound;
}

static void set_place(struct book *book, const struct reading *reading, const char *path)
{
    const struct manifest *manifest = reading->manifest_count ? reading->manifests : NULL;
    const struct part *first = reading->parts.count ? reading->parts.items : NULL;
    book->folder = file_folder(book->arena, path);
    book->root->where = (struct position){path, 1, 1};
    if (!first || first->manifest != manifest || !manifest)
        return;
    book->folder = manifest->folder;
    book->home = manifest->home;
    book->summary = manifest->summary;
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

/* The first file speaks for the book, as far as nobody else does. */
static void take_front_matter(struct book *book, struct part *part, const struct metadata *front,
                              bool is_first)
{
    bool has_title = book->meta.title;
    if (is_first)
        metadata_fill(&book->meta, front);
    part->title = is_first && !has_title ? NULL : front->title;
}

static bool has_directives(const struct part *part)
{
    return part->manifest && part->manifest->summary;
}

/* False (reported) when something is wrong with the file. */
static bool read_part(struct reading *reading, struct part *part, bool is_first)
{
    struct book *book = reading->book;
    struct metadata front = {0};
    if (!input_read(book->arena, part->item.path, book->diag, &part->input) ||
        !front_matter_read(book->arena, &part->input, &front, book->diag))
        return false;
    take_front_matter(book, part, &front, is_first);
    reading->includes.manifest = part->manifest;
    if (has_directives(part))
        include_expand(&reading->includes, &part->input, &part->origins, &part->origin_count);
    return true;
}

static bool read_parts(struct reading *reading)
{
    bool is_sound = true, is_first = true;
    for (size_t i = 0; i < reading->parts.count; i++) {
        struct part *part = &reading->parts.items[i];
        if (!part->item.path)
            continue;
        part->item.opens_book = is_first;
        part->is_read = read_part(reading, part, is_first);
        is_sound = is_sound && part->is_read;
        is_first = false;
    }
    for (size_t i = 0; i < reading->parts.count; i++) {
        const struct part *part = &reading->parts.items[i];
        if (part->origin_count)
            diag_map_lines(reading->book->diag, part->item.path, part->origins, part->origin_count);
    }
    return is_sound;
}

static void add_source(struct book *book, const char *path)
{
    if (path)
        book->sources[book->source_count++] = path;
}

static void list_sources(const struct reading *reading)
{
    struct book *book = reading->book;
    size_t most =
        reading->parts.count + 2 * reading->manifest_count + reading->includes.paths.count;
    book->sources = ARENA_ARRAY(book->arena, const char *, most);
    for (size_t i = 0; i < reading->parts.count; i++)
        add_source(book, reading->parts.items[i].item.path);
    for (size_t i = 0; i < reading->manifest_count; i++) {
        add_source(book, reading->manifests[i].summary);
        add_source(book, reading->manifests[i].config);
    }
    for (size_t i = 0; i < reading->includes.paths.count; i++)
        add_source(book, reading->includes.paths.items[i]);
}

/* ── Building ────────────────────────────────────────────────────────────────────────────────── */

static struct node *parse_part(const struct reading *reading, const struct part *part)
{
    struct book *book = reading->book;
    bool has_html, as_written = reading->options->as_written;
    struct markdown_options markdown = {.as_written = as_written};
    struct node *document =
        markdown_parse(book->arena, &part->input, &markdown, book->diag, &has_html);
    if (has_html)
        html_resolve(book->arena, document, &(struct html_options){as_written}, book->diag);
    if (!as_written)
        github_apply(book->arena, document);
    return document;
}

static void build_part(const struct reading *reading, const struct part *part)
{
    struct book *book = reading->book;
    if (!part->item.path) {
        node_append(book->root, fit_title(book->arena, &part->item));
        return;
    }
    struct node *document = parse_part(reading, part);
    if (has_directives(part))
        hide_code_lines(book->arena, document, &part->manifest->hidden);
    if (part->manifest)
        fit_chapter(book->arena, document, &part->item, part->title);
    node_move_children(document, book->root);
}

static bool check_not_empty(const struct book *book, const char *path)
{
    if (book->root->first)
        return true;
    diag_report(book->diag, SEVERITY_ERROR, "empty", (struct position){.file = path},
                "write some Markdown into it", "there is nothing in it to make a book of");
    return false;
}

static bool read_book(struct reading *reading, const char *const *paths, size_t count)
{
    bool is_sound = list_parts(reading, paths, count);
    if (count == 0)
        return true;
    set_place(reading->book, reading, paths[0]);
    is_sound = read_parts(reading) && is_sound;
    list_sources(reading);
    for (size_t i = 0; i < reading->parts.count; i++)
        if (reading->parts.items[i].is_read || !reading->parts.items[i].item.path)
            build_part(reading, &reading->parts.items[i]);
    return is_sound && check_not_empty(reading->book, paths[0]);
}

struct book *source_read(const char *const *paths, size_t count,
                         const struct source_options *options, struct diag *diag)
{
    struct book *book = book_new(diag);
    struct reading reading = {.book = book, .options = options};
    reading.includes = (struct includes){.arena = book->arena, .diag = diag};
    bool is_sound = read_book(&reading, paths, count);
    for (size_t i = 0; i < reading.manifest_count; i++)
        manifest_drop(&reading.manifests[i]);
    include_drop(&reading.includes);
    vector_drop(&reading.parts);
    if (is_sound)
        return book;
    book_drop(book);
    return NULL;
}
