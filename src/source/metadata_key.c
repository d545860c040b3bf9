/* Enters: keys and values. Leaves: metadata. A table pairs the names with what they fill in. */
#include "source/metadata_key.h"

#include <string.h>

#define TEXT(member) .at = offsetof(struct metadata, member)
#define LIST(items, items_count)                                                                   \
    .is_list = true, .at = offsetof(struct metadata, items),                                       \
    .count = offsetof(struct metadata, items_count)

static const struct metadata_key keys[] = {
    {"title", TEXT(title)},
    {"subtitle", TEXT(subtitle)},
    {"lang", TEXT(lang)},
    {"language", TEXT(lang)},
    {"date", TEXT(date)},
    {"description", TEXT(description)},
    {"version", TEXT(version)},
    {"edition", TEXT(version)},
    {"publisher", TEXT(publisher)},
    {"rights", TEXT(rights)},
    {"cover", TEXT(cover), .folder = offsetof(struct metadata, cover_folder)},
    {"identifier", TEXT(identifier)},
    {"series", TEXT(series)},
    {"series-number", TEXT(series_number)},
    {"author", .is_person = true, LIST(authors, author_count)},
    {"authors", .is_person = true, LIST(authors, author_count)},
    {"subject", LIST(subjects, subject_count)},
    {"subjects", LIST(subjects, subject_count)},
    {"keywords", LIST(subjects, subject_count)},
    {"style", LIST(styles, style_count), .folder = offsetof(struct metadata, style_folder)},
    {"hyphenation", .is_divided = true, LIST(hyphenations, hyphenation_count)},
    {"index", .is_titled = true, LIST(indexes, index_count)},
};

enum { KEYS = sizeof keys / sizeof *keys };

const struct metadata_key *metadata_key_find(const char *name)
{
    for (size_t i = 0; i < KEYS; i++)
        if (strcmp(keys[i].name, name) == 0)
            return &keys[i];
    return NULL;
}

/* "Post-greSQL": letters, and hyphens between them. */
bool metadata_key_accepts(const struct metadata_key *key, const char *value, struct position where,
                          struct diag *diag)
{
    if (!key->is_divided || !strpbrk(value, " \t\n.,;:/_0123456789"))
        return true;
    diag_report(diag, SEVERITY_WARNING, "front-matter", where,
                "write a list of words: hyphenation: [Post-greSQL, data-base]",
                "\"%s\" is no word with hyphens; it is left out", value);
    return false;
}

/* ── Members by their offsets ────────────────────────────────────────────────────────────────── */

static const char **text_at(const struct metadata *meta, const struct metadata_key *key)
{
    return (const char **)(void *)((char *)(uintptr_t)meta + key->at);
}

static const char ***list_at(const struct metadata *meta, const struct metadata_key *key)
{
    return (const char ***)(void *)((char *)(uintptr_t)meta + key->at);
}

static size_t *count_at(const struct metadata *meta, const struct metadata_key *key)
{
    return (size_t *)(void *)((char *)(uintptr_t)meta + key->count);
}

static const char **folder_at(const struct metadata *meta, const struct metadata_key *key)
{
    return (const char **)(void *)((char *)(uintptr_t)meta + key->folder);
}

void metadata_set(struct metadata *meta, const struct metadata_key *key, const char **values,
                  size_t count, const char *folder)
{
    if (key->folder && count > 0)
        *folder_at(meta, key) = folder;
    if (key->is_list) {
        *list_at(meta, key) = values;
        *count_at(meta, key) = count;
    } else if (count > 0) {
        *text_at(meta, key) = values[0];
    }
}

void metadata_add(struct arena *arena, struct metadata *meta, const struct metadata_key *key,
                  const char *value)
{
    size_t count = *count_at(meta, key);
    const char **values = ARENA_ARRAY(arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        values[i] = (*list_at(meta, key))[i];
    values[count] = value;
    metadata_set(meta, key, values, count + 1, NULL);
}

static bool is_set(const struct metadata *meta, const struct metadata_key *key)
{
    return key->is_list ? *count_at(meta, key) > 0 : *text_at(meta, key) != NULL;
}

void metadata_fill(struct metadata *meta, const struct metadata *from)
{
    for (size_t i = 0; i < KEYS; i++) {
        const struct metadata_key *key = &keys[i];
        const char *folder = key->folder ? *folder_at(from, key) : NULL;
        if (is_set(meta, key) || !is_set(from, key))
            continue;
        if (key->is_list)
            metadata_set(meta, key, *list_at(from, key), *count_at(from, key), folder);
        else
            metadata_set(meta, key, text_at(from, key), 1, folder);
    }
    if (!meta->where.file)
        meta->where = from->where;
}
