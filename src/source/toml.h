/* TOML, as far as settings are text, numbers, truth and lists of them. */
#ifndef BIFOLIO_SOURCE_TOML_H
#define BIFOLIO_SOURCE_TOML_H

#include "source/input.h"

/* A key with its value. */
struct toml_pair {
    const char *path;    /* with the tables it stands in: "output.html.no-section-label" */
    const char **values; /* the items of a list, or the one value; what is neither is left out */
    size_t count;
    struct position where; /* of the key */
};

typedef void toml_take(void *user, const struct toml_pair *pair);

/* Gives each pair to `take`, in the order of the file; strings are in `arena`. False (reported)
 * when the file is not TOML. */
bool toml_read(struct arena *arena, const struct input *input, struct diag *diag, toml_take *take,
               void *user);

#endif
