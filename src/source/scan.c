/* Enters: a folder. Leaves: the Markdown files in it and in the folders below it as the chapters of
 * a book: in each folder README or index first, then files and folders together in natural order.
 * What lies in a folder that has such a first file stands below it. Hidden folders and node_modules
 * are left out; links to folders are not followed, links to files only within the book. */
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/folder.h"
#include "source/manifest.h"

enum { DEEPEST_FOLDER = 32 };

struct scan {
    struct arena *arena;
    struct diag *diag;
    struct manifest *manifest;
};

/* Length of a name without ".md" or ".markdown"; 0: it has neither. */
static size_t stem_length(const char *name)
{
    const char *dot = strrchr(name, '.');
    bool is_markdown = dot && (strcasecmp(dot, ".md") == 0 || strcasecmp(dot, ".markdown") == 0);
    return is_markdown ? (size_t)(dot - name) : 0;
}

static bool is_stem(const char *name, const char *stem)
{
    size_t length = stem_length(name);
    return length == strlen(stem) && strncasecmp(name, stem, length) == 0;
}

static void add_file(struct scan *scan, const char *folder, const char *name, int depth)
{
    const char *path = arena_printf(scan->arena, "%s%s", folder, name), *reason;
    if (!manifest_find_file(scan->manifest, scan->arena, path, &reason)) {
        diag_report(scan->diag, SEVERITY_WARNING, "book-folder", (struct position){.file = path},
                    NULL, "the file is left out: %s", reason);
        return;
    }
    vector_push(&scan->manifest->items,
                (struct manifest_item){.path = path, .depth = depth, .where = {.file = path}});
}

/* README before index; the one that there is, or `count`. */
static size_t find_first(const struct folder_entry *entries, size_t count)
{
    static const char *const stems[] = {"readme", "index"};
    for (size_t k = 0; k < sizeof stems / sizeof *stems; k++)
        for (size_t i = 0; i < count; i++)
            if (!entries[i].is_folder && is_stem(entries[i].name, stems[k]))
                return i;
    return count;
}

/* `depth` is how deep the folder's first file stands, and what has none. Recursion ends at
 * DEEPEST_FOLDER. */
static void scan_one(struct scan *scan, const char *folder, int depth, int level)
{
    struct folder_entry *entries;
    size_t count;
    const char *reason;
    if (!folder_list(scan->arena, folder, &entries, &count, &reason)) {
        diag_report(scan->diag, SEVERITY_WARNING, "book-folder", (struct position){.file = folder},
                    NULL, "the folder is left out: %s", reason);
        return;
    }
    size_t first = find_first(entries, count);
    if (first < count)
        add_file(scan, folder, entries[first].name, depth);
    depth += first < count && level > 0;
    for (size_t i = 0; i < count; i++) {
        const char *name = entries[i].name;
        if (!entries[i].is_folder && i != first && stem_length(name) > 0)
            add_file(scan, folder, name, depth);
        else if (entries[i].is_folder && level < DEEPEST_FOLDER &&
                 strcmp(name, "node_modules") != 0)
            scan_one(scan, arena_printf(scan->arena, "%s%s/", folder, name), depth, level + 1);
    }
}

bool scan_folder(struct arena *arena, struct diag *diag, struct manifest *manifest)
{
    struct scan scan = {.arena = arena, .diag = diag, .manifest = manifest};
    struct position where = {.file = *manifest->folder ? manifest->folder : "."};
    scan_one(&scan, manifest->folder, 0, 0);
    size_t count = manifest->items.count;
    if (count > 0)
        diag_report(diag, SEVERITY_NOTE, "no-summary", where,
                    "list them in a SUMMARY.md to choose what is in the book, and its order",
                    "there is no SUMMARY.md: %zu Markdown file%s taken in the order of their names",
                    count, count == 1 ? "" : "s");
    else
        diag_report(diag, SEVERITY_ERROR, "book-folder", where,
                    "name a folder with Markdown files, or a file",
                    "there is no Markdown file in the folder");
    return count > 0;
}
