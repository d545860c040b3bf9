/* Enters: the path of a folder or of a SUMMARY.md. Leaves: the list of the book's chapters.
 * A book is a folder with book.toml, which may say in what folder of it the chapters lie ("src", if
 * it says nothing), or one with SUMMARY.md, in it or in its src. Where there is no SUMMARY.md, the
 * Markdown files there are make the list. */
#include "source/manifest.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/path.h"

static const char summary_name[] = "SUMMARY.md", config_name[] = "book.toml",
                  usual_source[] = "src";

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool manifest_is_named(const char *path)
{
    bool is_summary = strcmp(file_name(path), summary_name) == 0 && access(path, F_OK) == 0;
    return is_summary || folder_exists(path);
}

/* The file of this name in the folder; NULL: there is none. */
static const char *find_file(struct arena *arena, const char *folder, const char *name)
{
    const char *path = arena_printf(arena, "%s%s", folder, name);
    return access(path, F_OK) == 0 && !folder_exists(path) ? path : NULL;
}

static const char *find_folder(struct arena *arena, const char *folder, const char *name)
{
    return path_as_folder(arena, path_join(arena, folder, name));
}

static bool is_same_folder(struct arena *arena, const char *left, const char *right)
{
    const char *a = folder_real_path(arena, left), *b = folder_real_path(arena, right);
    return a && b && strcmp(a, b) == 0;
}

const char *manifest_find_file(const struct manifest *manifest, struct arena *arena,
                               const char *path, const char **reason)
{
    const char *real = folder_real_path(arena, path);
    *reason = !real ? strerror(errno) : "it is outside the book's folder";
    return real && manifest->real && path_is_within(real, manifest->real) ? real : NULL;
}

/* ── The folder of the chapters ──────────────────────────────────────────────────────────────── */

static bool refuse(struct diag *diag, const char *file, const char *hint, const char *message)
{
    diag_report(diag, SEVERITY_ERROR, "book-folder", (struct position){.file = file}, hint, "%s",
                message);
    return false;
}

/* The folder that book.toml names must lie in the book's. */
static bool enter_source(struct arena *arena, struct diag *diag, struct manifest *manifest)
{
    const char *reason, *folder = find_folder(arena, manifest->home, manifest->source);
    if (!folder_exists(*folder ? folder : "."))
        return refuse(diag, manifest->config, "set src in its [book] table",
                      "the folder of the chapters (src) is not there");
    if (!manifest_find_file(manifest, arena, folder, &reason))
        return refuse(diag, manifest->config, "set src in its [book] table",
                      "the folder of the chapters (src) is outside the book's folder");
    manifest->folder = folder;
    return true;
}

/* A folder that the user named: with or without book.toml. */
static bool enter_home(struct arena *arena, struct diag *diag, struct manifest *manifest,
                       struct metadata *meta)
{
    const char *home = manifest->home, *source = find_folder(arena, home, usual_source);
    manifest->config = find_file(arena, home, config_name);
    if (manifest->config) {
        manifest->source = usual_source;
        return book_toml_read(arena, diag, manifest, meta) && enter_source(arena, diag, manifest);
    }
    bool has_source =
        !find_file(arena, home, summary_name) && find_file(arena, source, summary_name);
    manifest->folder = has_source ? source : home;
    return true;
}

/* The folder of a SUMMARY.md may be the one that the book.toml above it means. */
static bool enter_above(struct arena *arena, struct diag *diag, struct manifest *manifest,
                        struct metadata *meta)
{
    const char *folder = manifest->home, *above = find_folder(arena, folder, "..");
    struct manifest outer = {
        .home = above, .source = usual_source, .real = folder_real_path(arena, above)};
    struct metadata outer_meta = {0};
    outer.config = find_file(arena, above, config_name);
    bool is_read = outer.config && book_toml_read(arena, diag, &outer, &outer_meta);
    if (outer.config && !is_read)
        return false;
    if (!is_read || !is_same_folder(arena, find_folder(arena, outer.home, outer.source), folder)) {
        manifest_drop(&outer);
        return true;
    }
    outer.folder = folder;
    *manifest = outer;
    *meta = outer_meta;
    return true;
}

/* ── The whole ───────────────────────────────────────────────────────────────────────────────── */

static const char *find_home(struct arena *arena, const char *path)
{
    return path_as_folder(arena, folder_exists(path) ? path : file_folder(arena, path));
}

bool manifest_read(struct arena *arena, const char *path, struct metadata *meta, struct diag *diag,
                   struct manifest *manifest)
{
    *manifest = (struct manifest){.home = find_home(arena, path)};
    manifest->real = folder_real_path(arena, manifest->home);
    if (!enter_home(arena, diag, manifest, meta))
        return false;
    bool is_listed = find_file(arena, manifest->folder, summary_name);
    if (!manifest->config && is_listed && manifest->folder == manifest->home &&
        !enter_above(arena, diag, manifest, meta))
        return false;
    manifest->summary = find_file(arena, manifest->folder, summary_name);
    return manifest->summary ? summary_read(arena, diag, manifest, meta)
                             : scan_folder(arena, diag, manifest);
}

void manifest_drop(struct manifest *manifest)
{
    map_drop(&manifest->hidden);
    vector_drop(&manifest->items);
}
