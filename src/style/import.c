/* Enters: the path of a sheet. Leaves: its rules and, before them, those it imports. Only files
 * below the folder of the sheet that was named, the book's, and those that the user allows are
 * imported, wherever ".." and symbolic links lead; nothing is fetched from a network. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "style/value.h"

enum { FILES_MAX = 64, BYTES_MAX = 4 << 20 };

static void report(struct sheets *sheets, enum severity severity, struct position where,
                   const char *hint, const char *kind, const char *path, const char *reason)
{
    diag_report(sheets->diag, severity, kind, where, hint, "the %s \"%s\" cannot be read: %s", kind,
                path, reason);
}

static const char *find_real_path(struct sheets *sheets, const char *path)
{
    char *real = realpath(path, NULL);
    const char *copy = real ? arena_copy_string(sheets->arena, real) : NULL;
    free(real);
    return copy;
}

/* What is wrong with the bytes of a sheet; NULL: nothing. */
static const char *find_fault(struct sheets *sheets, const char *bytes, size_t length)
{
    sheets->bytes += length;
    if (++sheets->files > FILES_MAX)
        return "too many stylesheets";
    if (sheets->bytes > BYTES_MAX)
        return "the stylesheets are too large";
    if (memchr(bytes, '\0', length) || !utf8_is_valid(bytes, length, NULL))
        return "it is not UTF-8 text";
    return NULL;
}

void css_note_file(struct sheets *sheets, const char *real)
{
    if (!sheets->program || strncmp(real, sheets->program, strlen(sheets->program)) != 0)
        vector_push(&sheets->author, real);
}

static bool load(struct sheets *sheets, const char *path, const char *real, enum origin origin,
                 const struct media *media, struct position from, enum severity severity)
{
    char *bytes;
    size_t length;
    const char *fault = NULL, *name = arena_copy_string(sheets->names, path);
    if (file_read(sheets->arena, path, &bytes, &length, &fault))
        fault = find_fault(sheets, bytes, length);
    if (fault) {
        report(sheets, severity, from.file ? from : (struct position){.file = name}, NULL,
               "stylesheet", path, fault);
        return false;
    }
    if (origin == ORIGIN_DEFAULT && !sheets->program)
        sheets->program = file_folder(sheets->arena, real);
    css_note_file(sheets, real);
    vector_push(&sheets->open, real);
    css_read(sheets, bytes, length, name, origin, media);
    sheets->open.count--;
    return true;
}

bool css_load(struct sheets *sheets, const char *path, enum origin origin, struct position from,
              enum severity severity)
{
    const char *real = find_real_path(sheets, path);
    return load(sheets, path, real ? real : path, origin, NULL, from, severity);
}

/* ── @import ─────────────────────────────────────────────────────────────────────────────────── */

static bool is_address(const char *url)
{
    size_t scheme = strcspn(url, ":/?#");
    return url[scheme] == ':' || strncmp(url, "//", 2) == 0;
}

/* Sheets name what lies beside them, in the book's folder or in one that was allowed. */
static bool is_below(struct sheets *sheets, const char *real)
{
    const char *folder = file_folder(sheets->arena, sheets->open.items[0]);
    bool below = strncmp(real, folder, strlen(folder)) == 0;
    for (size_t i = 0; i < sheets->roots.count && !below; i++)
        below = strncmp(real, sheets->roots.items[i], strlen(sheets->roots.items[i])) == 0;
    return below;
}

static bool is_open(const struct sheets *sheets, const char *real)
{
    for (size_t i = 0; i < sheets->open.count; i++)
        if (strcmp(sheets->open.items[i], real) == 0)
            return true;
    return false;
}

const char *css_find_file(struct sheets *sheets, struct slice url, const char *from_file,
                          const char *kind, struct position where, const char **real)
{
    struct buffer name = {0};
    slice_unescape(url, &name);
    const char *path = arena_printf(sheets->arena, "%s%s", file_folder(sheets->arena, from_file),
                                    buffer_string(&name));
    bool is_far = is_address(buffer_string(&name)) || *buffer_string(&name) == '/';
    const char *fault = NULL, *hint = "name a file that lies beside it";
    *real = is_far ? NULL : find_real_path(sheets, path);
    if (is_far)
        fault = "only files below the stylesheet's or the book's folder are read";
    else if (!*real)
        fault = "there is no such file", hint = NULL;
    else if (!is_below(sheets, *real))
        fault = "it is outside the stylesheet's and the book's folder";
    if (fault)
        report(sheets, SEVERITY_WARNING, where, hint, kind, buffer_string(&name), fault);
    buffer_drop(&name);
    return fault ? NULL : path;
}

void css_import(struct sheets *sheets, struct slice url, const char *from_file, enum origin origin,
                const struct media *media, struct position where)
{
    const char *real, *path = css_find_file(sheets, url, from_file, "stylesheet", where, &real);
    if (path && is_open(sheets, real))
        report(sheets, SEVERITY_WARNING, where, NULL, "stylesheet", path, "it imports itself");
    else if (path)
        load(sheets, path, real, origin, media, where, SEVERITY_WARNING);
}
