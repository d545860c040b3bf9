/* The keys by which a book says what it is, in front matter and in book.toml. */
#ifndef BIFOLIO_SOURCE_METADATA_KEY_H
#define BIFOLIO_SOURCE_METADATA_KEY_H

#include "book/book.h"

struct metadata_key {
    const char *name;
    bool is_list;     /* a single value is a list of one */
    bool is_person;   /* may be a mapping with a name */
    bool is_divided;  /* words, and where they may be divided */
    bool is_titled;   /* names, which may be mapped to titles: "name: Title" */
    size_t at, count; /* offsets in struct metadata */
    size_t folder; /* likewise, of the folder that the value's paths are relative to; 0: no path */
};

/* NULL: the key means nothing. */
const struct metadata_key *metadata_key_find(const char *name);

/* False (reported) when a value is none that this key can have. */
bool metadata_key_accepts(const struct metadata_key *key, const char *value, struct position where,
                          struct diag *diag);

/* Sets a key: to all values of a list, or to the first one of text. They outlive `meta`, as does
 * `folder`, that of the file which names them: "" or ending in '/'. */
void metadata_set(struct metadata *meta, const struct metadata_key *key, const char **values,
                  size_t count, const char *folder);

/* Adds one value to a list. */
void metadata_add(struct arena *arena, struct metadata *meta, const struct metadata_key *key,
                  const char *value);

/* Takes over what `meta` does not say yet. */
void metadata_fill(struct metadata *meta, const struct metadata *from);

#endif
