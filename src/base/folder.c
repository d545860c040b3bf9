/* Enters: the path of a folder. Leaves: its entries in natural order: runs of digits count as
 * numbers. The order depends on the names' bytes alone, not on the file system or a locale. */
#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/vector.h"

/* ── Natural order ───────────────────────────────────────────────────────────────────────────── */

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static int fold(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : (unsigned char)byte;
}

/* Compares the numbers that both begin with, and moves behind them. */
static int compare_numbers(const char **left, const char **right)
{
    *left += strspn(*left, "0");
    *right += strspn(*right, "0");
    size_t a = strspn(*left, "0123456789"), b = strspn(*right, "0123456789");
    int order = a != b ? (a > b) - (a < b) : memcmp(*left, *right, a);
    *left += a;
    *right += b;
    return order;
}

static int compare_names(const char *left, const char *right)
{
    const char *a = left, *b = right;
    int order = 0;
    while (!order && (*a || *b))
        order = is_digit(*a) && is_digit(*b) ? compare_numbers(&a, &b) : fold(*a++) - fold(*b++);
    return order ? order : strcmp(left, right);
}

static int compare_entries(const void *left, const void *right)
{
    return compare_names(((const struct folder_entry *)left)->name,
                         ((const struct folder_entry *)right)->name);
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

bool folder_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool is_real_folder(struct arena *arena, const char *folder, const char *name)
{
    struct stat status;
    return lstat(arena_printf(arena, "%s/%s", folder, name), &status) == 0 &&
           S_ISDIR(status.st_mode);
}

bool folder_list(struct arena *arena, const char *path, struct folder_entry **entries,
                 size_t *count, const char **reason)
{
    const char *folder = *path ? path : ".";
    VECTOR(struct folder_entry) found = {0};
    DIR *stream = opendir(folder);
    if (!stream) {
        *reason = strerror(errno);
        return false;
    }
    for (struct dirent *entry; (entry = readdir(stream));)
        if (entry->d_name[0] != '.')
            vector_push(&found,
                        (struct folder_entry){arena_copy_string(arena, entry->d_name),
                                              is_real_folder(arena, folder, entry->d_name)});
    closedir(stream);
    if (found.count)
        qsort(found.items, found.count, sizeof *found.items, compare_entries);
    *count = found.count;
    *entries = ARENA_ARRAY(arena, struct folder_entry, found.count);
    if (found.count)
        memcpy(*entries, found.items, found.count * sizeof *found.items);
    vector_drop(&found);
    return true;
}

const char *folder_real_path(struct arena *arena, const char *path)
{
    char *real = realpath(*path ? path : ".", NULL);
    const char *copy = real ? arena_copy_string(arena, real) : NULL;
    free(real);
    return copy;
}
