/* Enters: image nodes and the cover's name. Leaves: each image file read once, its nodes pointing
 * to it, book->images in order of first use with the cover first. Only files within the folders of
 * the inputs, and those that the user allows, are read, wherever ".." and symbolic links lead; what
 * is remote is never fetched. An image that cannot be shown is reported where it stands; its
 * alternative text takes its place, or else its name; that of a decoration is left empty.
 */
#include <stdlib.h>
#include <string.h>

#include "base/folder.h"
#include "book/passes.h"
#include "image/image.h"

/* A file that was asked for: read, or not readable. */
struct attempt {
    const struct image *image;
    const char *reason;
};

struct loader {
    struct completion *completion;
    struct map attempts;        /* real path → struct attempt * */
    VECTOR(const char *) roots; /* real paths of the folders images may be in, each once */
    VECTOR(const struct image *) images;
};

/* What is being loaded, from where. */
struct request {
    const char *source; /* as written */
    const char *folder; /* to which it is relative */
    struct position where;
    const char *outcome; /* what becomes of its place where it cannot be shown */
};

/* ── Paths ───────────────────────────────────────────────────────────────────────────────────── */

static void add_root(struct loader *loader, struct map *seen, const char *folder)
{
    if (map_find(seen, folder))
        return;
    map_put(seen, folder, loader);
    const char *real = folder_real_path(loader->completion->book->arena, folder);
    if (real)
        vector_push(&loader->roots, real);
}

static void list_roots(struct loader *loader)
{
    const struct completion *completion = loader->completion;
    struct map seen = {0};
    add_root(loader, &seen, completion->book->folder);
    if (completion->book->home)
        add_root(loader, &seen, completion->book->home);
    for (size_t i = 0; i < completion->files.count; i++)
        add_root(loader, &seen, completion->files.items[i].folder);
    for (size_t i = 0; i < completion->options->resource_path_count; i++)
        add_root(loader, &seen, completion->options->resource_paths[i]);
    map_drop(&seen);
}

static bool is_in_book(const struct loader *loader, const char *real)
{
    for (size_t i = 0; i < loader->roots.count; i++)
        if (path_is_within(real, loader->roots.items[i]))
            return true;
    return false;
}

/* A file that was found. */
struct location {
    const char *path; /* from the current folder, or as the inputs were given */
    const char *real; /* NULL: there is none */
};

/* Beside the source, or else in the folders that the user named, in their order. */
static struct location try_path(struct loader *loader, const struct request *request,
                                const char *source, size_t length)
{
    struct arena *arena = loader->completion->book->arena;
    const struct book_options *options = loader->completion->options;
    const char *path = path_decode(arena, source, length);
    struct location location = {.path = path};
    if (*path != '/')
        location.path = arena_printf(arena, "%s%s", request->folder, path);
    location.real = folder_real_path(arena, location.path);
    for (size_t i = 0; i < options->resource_path_count && !location.real && *path != '/'; i++) {
        location.path = arena_printf(arena, "%s/%s", options->resource_paths[i], path);
        location.real = folder_real_path(arena, location.path);
    }
    return location;
}

/* The file that is meant: the path decoded; without its query when there is no such file. */
static struct location locate(struct loader *loader, const struct request *request,
                              const char *source)
{
    size_t length = strlen(source), bare = strcspn(source, "?#");
    struct location location = try_path(loader, request, source, length);
    return location.real || bare == length ? location : try_path(loader, request, source, bare);
}

/* ── Loading ─────────────────────────────────────────────────────────────────────────────────── */

static void report_image(struct loader *loader, const struct request *request, const char *reason)
{
    diag_report(loader->completion->book->diag, SEVERITY_WARNING, "image", request->where,
                request->outcome, "the image \"%s\" cannot be shown: %s", request->source, reason);
}

static void report_outside(struct loader *loader, const struct request *request)
{
    diag_report(loader->completion->book->diag, SEVERITY_WARNING, "outside-image", request->where,
                "keep it in the folder of the book, or allow its folder with --resource-path",
                "the image \"%s\" is outside the book's folder", request->source);
}

static void report_cleaned(struct loader *loader, const struct request *request)
{
    diag_report(loader->completion->book->diag, SEVERITY_NOTE, "cleaned-image", request->where,
                "nothing in a book acts, or is fetched from elsewhere",
                "the image \"%s\" is shown without its scripts and what refers to outside of it",
                request->source);
}

static void report_html(struct loader *loader, const struct request *request)
{
    diag_report(loader->completion->book->diag, SEVERITY_WARNING, "html-in-image", request->where,
                "have its program write text as text: in Mermaid, htmlLabels: false",
                "the image \"%s\" has text in HTML (foreignObject), which is left out",
                request->source);
}

static void report_remote(struct loader *loader, const struct request *request)
{
    diag_report(loader->completion->book->diag, SEVERITY_NOTE, "remote-image", request->where,
                "save it beside the source to have it in the book",
                "remote image not fetched; %s: %.200s", request->outcome, request->source);
}

static const struct attempt *read_image(struct loader *loader, const struct location *location)
{
    struct arena *arena = loader->completion->book->arena;
    struct attempt *attempt = map_find(&loader->attempts, location->real);
    if (attempt)
        return attempt;
    attempt = ARENA_NEW(arena, struct attempt);
    attempt->image = image_load(arena, location->path, &attempt->reason);
    map_put(&loader->attempts, location->real, attempt);
    if (attempt->image)
        vector_push(&loader->images, attempt->image);
    return attempt;
}

/* A file that is not there is judged by its name alone. */
static bool is_outside(const struct loader *loader, const char *source, const char *real)
{
    if (real)
        return !is_in_book(loader, real);
    if (*source == '/')
        return true;
    const char *joined = path_join(loader->completion->book->arena, "", source);
    return strcmp(joined, "..") == 0 || strncmp(joined, "../", 3) == 0;
}

/* The image of a relative path, or NULL (reported). */
static const struct image *load_file(struct loader *loader, const struct request *request,
                                     const char *source)
{
    bool may_be = *source != '/' || loader->completion->options->resource_path_count > 0;
    struct location location = {0};
    if (may_be)
        location = locate(loader, request, source);
    if (!may_be || is_outside(loader, source, location.real)) {
        report_outside(loader, request);
        return NULL;
    }
    const struct attempt *attempt = location.real ? read_image(loader, &location) : NULL;
    if (attempt && attempt->image && attempt->image->cleaned)
        report_cleaned(loader, request);
    if (attempt && attempt->image && attempt->image->has_html)
        report_html(loader, request);
    if (!attempt || !attempt->image)
        report_image(loader, request, attempt ? attempt->reason : "there is no such file");
    return attempt ? attempt->image : NULL;
}

static const struct image *load(struct loader *loader, const struct request *request)
{
    struct reference reference = parse_reference(loader->completion->book->arena, request->source);
    if (reference.kind == REFERENCE_RELATIVE && *reference.url)
        return load_file(loader, request, reference.url);
    if (reference.kind == REFERENCE_RELATIVE || reference.kind == REFERENCE_NONE)
        report_image(loader, request, "it has no source");
    else
        report_remote(loader, request);
    return NULL;
}

/* ── What stands in its place ────────────────────────────────────────────────────────────────── */

static bool has_control_character(const char *text)
{
    while (*text && (unsigned char)*text >= ' ' && *text != 0x7F)
        text++;
    return *text != '\0';
}

/* The last part of an address, without its query; all of it when there is none. */
static const char *name_file(struct arena *arena, const char *source)
{
    size_t length = strcspn(source, "?#");
    const char *slash = memrchr(source, '/', length);
    const char *start = slash ? slash + 1 : source;
    length -= (size_t)(start - source);
    const char *name = path_decode(arena, start, length);
    if (has_control_character(name))
        name = arena_copy_bytes(arena, start, length);
    return shows_text(name) ? name : source;
}

static const char *find_stand_in(struct arena *arena, const struct node *image)
{
    if (image->image.is_decoration)
        return "";
    if (shows_text(image->image.alternative))
        return image->image.alternative;
    return name_file(arena, image->image.source ? image->image.source : "");
}

/* The title page leaves out what cannot be shown, with or without words. */
static const char *name_outcome(const struct node *image, bool in_title)
{
    if (in_title)
        return "it is left out of the title page";
    if (image->image.is_decoration)
        return "as a decoration, it is left out";
    if (shows_text(image->image.alternative))
        return "its alternative text is shown";
    return image->image.source && shows_text(image->image.source) ? "its name is shown"
                                                                  : "nothing stands in its place";
}

/* ── The book ────────────────────────────────────────────────────────────────────────────────── */

static void load_tree(struct loader *loader, const struct node *root, bool in_title)
{
    struct completion *completion = loader->completion;
    struct walk walk = walk_start(root);
    while (walk_next(&walk)) {
        struct node *node = walk.node;
        if (!walk.entering || node->kind != NODE_IMAGE)
            continue;
        struct request request = {.source = node->image.source ? node->image.source : "",
                                  .where = node->where,
                                  .outcome = name_outcome(node, in_title)};
        request.folder = completion->files.items[find_file_of(completion, node)].folder;
        node->image.image = load(loader, &request);
        node->image.stand_in = find_stand_in(completion->book->arena, node);
    }
}

static void load_cover(struct loader *loader)
{
    struct book *book = loader->completion->book;
    struct request request = {.source = book->meta.cover,
                              .where = book->meta.where,
                              .outcome = "the cover does without it"};
    request.folder = book->meta.cover_folder ? book->meta.cover_folder : book->folder;
    if (request.source)
        book->cover = load(loader, &request);
}

static void set_images(struct book *book, const struct image **images, size_t count)
{
    book->images = ARENA_ARRAY(book->arena, const struct image *, count);
    book->image_count = count;
    if (count)
        memcpy(book->images, images, count * sizeof *images);
}

void load_images(struct completion *completion)
{
    struct loader loader = {.completion = completion};
    list_roots(&loader);
    load_cover(&loader);
    if (completion->book->title_block)
        load_tree(&loader, completion->book->title_block, true);
    load_tree(&loader, completion->book->root, false);
    set_images(completion->book, loader.images.items, loader.images.count);
    vector_drop(&loader.images);
    map_drop(&loader.attempts);
    vector_drop(&loader.roots);
}
