/* Paths by their letters alone. */
#ifndef BIFOLIO_BASE_PATH_H
#define BIFOLIO_BASE_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* %41 → A. Never puts a NUL or ill-formed UTF-8 into the result: then the text stays as it is. */
char *path_decode(struct arena *arena, const char *text, size_t length);

/* folder + path without ".", "..", and doubled slashes; `folder` is "" or ends in '/'. An absolute
 * path stands for itself. */
char *path_join(struct arena *arena, const char *folder, const char *path);

/* A path of a folder as what names in it stand behind: "" for the current one, or with its slash.
 */
const char *path_as_folder(struct arena *arena, const char *path);

/* Is a file in a folder, or the folder itself? Both are real paths. */
bool path_is_within(const char *real, const char *folder);

#endif
