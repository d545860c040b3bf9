/* Enters: a completed book. Leaves: the files it was read from, to be carried in the PDF. The tree
 * knows them: every block says where it stood. They are named by their paths from the folder that
 * all of them are in. */
#include <string.h>

#include "base/file.h"
#include "base/map.h"
#include "base/vector.h"
#include "cli/export.h"

typedef VECTOR(const char *) path_vector;

static bool is_markdown(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && (strcasecmp(dot, ".md") == 0 || strcasecmp(dot, ".markdown") == 0);
}

/* Markdown, each file once; when nothing is called so, what there is. */
static void list_paths(const struct book *book, path_vector *paths)
{
    struct map seen = {0};
    for (int all = 0; all < 2 && paths->count == 0; all++)
        for (size_t i = 0; i < book->source_count; i++) {
            const char *path = book->sources[i];
            if ((!all && !is_markdown(path)) || map_find(&seen, path))
                continue;
            map_put(&seen, path, &seen);
            vector_push(paths, path);
        }
    map_drop(&seen);
}

/* How many bytes of the paths name folders that all have in common. */
static size_t measure_common(const path_vector *paths)
{
    const char *first = paths->items[0], *slash = strrchr(first, '/');
    size_t length = slash ? (size_t)(slash - first) + 1 : 0;
    for (size_t i = 1; i < paths->count; i++) {
        size_t same = 0;
        while (same < length && paths->items[i][same] == first[same])
            same++;
        while (same > 0 && first[same - 1] != '/')
            same--;
        length = same;
    }
    return length;
}

static bool read_attachment(struct arena *arena, const char *path,
                            struct pdf_attachment *attachment, struct diag *diag)
{
    char *bytes;
    const char *reason;
    if (!file_read(arena, path, &bytes, &attachment->length, &reason)) {
        diag_report(diag, SEVERITY_ERROR, "attach-source", (struct position){.file = path}, NULL,
                    "cannot be attached to the PDF: %s", reason);
        return false;
    }
    attachment->bytes = bytes;
    return true;
}

bool export_list_sources(const struct book *book, const struct stylesheet *sheet,
                         struct arena *arena, struct diag *diag, struct pdf_options *pdf)
{
    path_vector paths = {0};
    list_paths(book, &paths);
    size_t common = paths.count ? measure_common(&paths) : 0;
    struct pdf_attachment *attachments = ARENA_ARRAY(arena, struct pdf_attachment, paths.count + 1);
    const char *modified = cli_modified(arena, book, sheet, diag);
    bool read = true;
    for (size_t i = 0; i < paths.count && read; i++) {
        attachments[i] = (struct pdf_attachment){.name = paths.items[i] + common,
                                                 .description = "The source of this book",
                                                 .media_type = "text/markdown",
                                                 .modified = modified};
        read = read_attachment(arena, paths.items[i], &attachments[i], diag);
    }
    pdf->attachments = attachments;
    pdf->attachment_count = paths.count;
    vector_drop(&paths);
    return read;
}
