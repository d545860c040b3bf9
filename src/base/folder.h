/* What lies in a folder. */
#ifndef BIFOLIO_BASE_FOLDER_H
#define BIFOLIO_BASE_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct folder_entry {
    const char *name;
    bool is_folder; /* and no link to one */
};

/* The files and folders in a folder, hidden ones left out, in the order in which a reader counts: 2
 * before 10, letters without regard to case. In `arena`. False when it cannot be read; *reason is
 * then a static text. */
bool folder_list(struct arena *arena, const char *path, struct folder_entry **entries,
                 size_t *count, const char **reason);

bool folder_exists(const char *path);

/* Where a path leads, links followed, in `arena`; "" is the current folder. NULL: nowhere. */
const char *folder_real_path(struct arena *arena, const char *path);

#endif
