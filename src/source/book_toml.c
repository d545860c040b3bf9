/* Enters: book.toml. Leaves: the book's metadata, and how it is to be read. The [book] table is
 * mdBook's; [output.bifolio] may hold every key of front matter, and wins. Other tables are for
 * other programs, but for what [output.html] says of how code and numbers are shown. */
#include <string.h>

#include "base/path.h"
#include "source/input.h"
#include "source/manifest.h"
#include "source/metadata_key.h"
#include "source/toml.h"

struct config {
    struct arena *arena;
    struct diag *diag;
    struct manifest *manifest;
    struct metadata *meta, *own; /* what [book] says; what [output.bifolio] says */
};

/* What comes behind the prefix, or NULL. */
static const char *behind(const char *path, const char *prefix)
{
    size_t length = strlen(prefix);
    return strncmp(path, prefix, length) == 0 ? path + length : NULL;
}

static void set_metadata(const struct config *config, struct metadata *meta, const char *name,
                         const struct toml_pair *pair)
{
    const char *titled = strchr(name, '.');
    size_t count = 0, length = titled ? (size_t)(titled - name) : strlen(name);
    const struct metadata_key *key =
        metadata_key_find(arena_copy_bytes(config->arena, name, length));
    if (key && titled && key->is_titled && pair->count > 0) {
        metadata_add(config->arena, meta, key,
                     arena_printf(config->arena, "%s: %s", titled + 1, pair->values[0]));
        return;
    }
    if (!key || titled) {
        diag_report(config->diag, SEVERITY_NOTE, "toml", pair->where, NULL,
                    "the key \"%s\" means nothing to bifolio", name);
        return;
    }
    for (size_t i = 0; i < pair->count; i++)
        if (*pair->values[i] &&
            metadata_key_accepts(key, pair->values[i], pair->where, config->diag))
            pair->values[count++] = pair->values[i];
    metadata_set(meta, key, pair->values, count, config->manifest->home);
}

/* Keys of [book] that say what the book is; others say how mdBook is to build it. */
static bool is_of_book(const char *name)
{
    static const char *const names[] = {"title", "author", "authors", "language", "description"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void take_pair(void *user, const struct toml_pair *pair)
{
    struct config *config = user;
    struct manifest *manifest = config->manifest;
    const char *first = pair->count > 0 ? pair->values[0] : "", *name;
    if ((name = behind(pair->path, "output.bifolio.")))
        set_metadata(config, config->own, name, pair);
    else if ((name = behind(pair->path, "output.html.code.hidelines.")) && *first)
        map_put(&manifest->hidden, name, (void *)(uintptr_t)first);
    else if (strcmp(pair->path, "output.html.no-section-label") == 0)
        manifest->no_numbers = strcmp(first, "true") == 0;
    else if (strcmp(pair->path, "book.src") == 0)
        manifest->source = first;
    else if ((name = behind(pair->path, "book.")) && is_of_book(name))
        set_metadata(config, config->meta, name, pair);
}

bool book_toml_read(struct arena *arena, struct diag *diag, struct manifest *manifest,
                    struct metadata *meta)
{
    struct input input;
    struct metadata own = {0};
    struct config config = {
        .arena = arena, .diag = diag, .manifest = manifest, .meta = meta, .own = &own};
    if (!input_read(arena, manifest->config, diag, &input) ||
        !toml_read(arena, &input, diag, take_pair, &config))
        return false;
    meta->where = (struct position){manifest->config, 1, 1};
    metadata_fill(&own, meta);
    own.where = meta->where;
    *meta = own;
    return true;
}
