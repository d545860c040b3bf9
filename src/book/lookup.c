/* Enters: a link. Leaves: the place in the book it wants, found exactly, or but for punctuation,
 * or not at all; then, the name most like it.
 *
 * Within a file a name is looked up first among the file's own, then in the whole book; a path is
 * looked up among the input files, also when it ends in ".html" or nothing where the input ends in
 * ".md", as links in a book made for the web do. Nearness of names is Levenshtein's distance,
 * computed in a band as wide as the distance allowed; a budget bounds it over the whole book. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "book/passes.h"

enum { LONGEST_NAME = 120, BAND = 24 };

/* ── Files ───────────────────────────────────────────────────────────────────────────────────── */

static const size_t *find_file_number(const struct completion *completion, const char *path)
{
    static const char *const web_endings[] = {".html", ".htm", "", "/index.html"};
    static const char *const endings[] = {".md", ".markdown", "/README.md", "/index.md"};
    struct arena *arena = completion->book->arena;
    const size_t *number = map_find(&completion->files_by_normal, path);
    size_t length = strlen(path);
    for (size_t i = 0; !number && i < sizeof web_endings / sizeof *web_endings; i++) {
        size_t ending = strlen(web_endings[i]);
        if (length < ending || strcasecmp(path + length - ending, web_endings[i]) != 0)
            continue;
        for (size_t j = 0; !number && j < sizeof endings / sizeof *endings; j++) {
            const char *guess =
                arena_printf(arena, "%.*s%s", (int)(length - ending), path, endings[j]);
            number = map_find(&completion->files_by_normal, guess);
        }
    }
    return number;
}

/* The file that `path` means in a link of the file `from`, as a path from the root. A path from the
 * root is taken from the book's folder: a book has no other root. */
static const char *find_path(const struct completion *completion, size_t from, const char *path)
{
    struct arena *arena = completion->book->arena;
    const struct source_file *file = &completion->files.items[from];
    const char *joined = *path == '/' ? path_join(arena, completion->book->folder, path + 1)
                                      : path_join(arena, file->folder, path);
    return path_from_root(completion, joined);
}

static bool is_summary(const struct completion *completion, const char *path)
{
    const char *summary = completion->book->summary;
    return summary && strcmp(path, path_from_root(completion, summary)) == 0;
}

/* ── Fragments ───────────────────────────────────────────────────────────────────────────────── */

static const char *skip_github_prefix(const char *name)
{
    static const char prefix[] = "user-content-";
    return strncmp(name, prefix, sizeof prefix - 1) == 0 ? name + sizeof prefix - 1 : name;
}

static struct anchor *find_exactly(const struct completion *completion, const struct found *found)
{
    const struct map *own = &completion->files.items[found->file].anchors;
    const char *name = found->reference.fragment;
    struct anchor *anchor = map_find(own, name);
    return anchor || *found->reference.path ? anchor : map_find(&completion->anchors_by_name, name);
}

/* The anchor that stands for this one now. Shortens the way there for the next time. */
static struct anchor *follow(struct anchor *anchor)
{
    while (anchor->moved_to) {
        if (anchor->moved_to->moved_to)
            anchor->moved_to = anchor->moved_to->moved_to;
        anchor = anchor->moved_to;
    }
    return anchor;
}

static void set_anchor(struct found *found, struct anchor *anchor)
{
    if (!anchor)
        return;
    found->is_top = anchor->is_top;
    found->anchor = follow(anchor);
}

static struct anchor *find_loosely(const struct completion *completion, const struct found *found)
{
    const char *key = copy_key(completion->book->arena, found->reference.fragment);
    struct anchor *anchor = map_find(&completion->files.items[found->file].keys, key);
    return anchor || *found->reference.path ? anchor : map_find(&completion->anchors_by_key, key);
}

static enum found_kind find_fragment(const struct completion *completion, struct found *found)
{
    const char *fragment = found->reference.fragment;
    bool is_same_file = !*found->reference.path;
    if (!fragment)
        return FOUND_FILE;
    if (!*fragment)
        return is_same_file ? FOUND_TOP : FOUND_FILE;
    set_anchor(found, find_exactly(completion, found));
    if (!found->anchor) {
        found->reference.fragment = skip_github_prefix(fragment);
        set_anchor(found, find_exactly(completion, found));
    }
    if (found->anchor)
        return FOUND_ANCHOR;
    if (strcasecmp(fragment, "top") == 0)
        return is_same_file ? FOUND_TOP : FOUND_FILE;
    set_anchor(found, find_loosely(completion, found));
    return found->anchor ? FOUND_NEAR : FOUND_NOTHING;
}

struct found find_destination(const struct completion *completion, const struct node *link)
{
    struct found found = {.file = find_file_of(completion, link)};
    found.reference = parse_reference(completion->book->arena, link->link.url);
    bool is_empty = found.reference.url && !*found.reference.url;
    if (found.reference.kind != REFERENCE_RELATIVE || is_empty) {
        found.kind = FOUND_ELSEWHERE;
        return found;
    }
    const char *path = found.reference.path;
    if (*path)
        path = find_path(completion, found.file, path);
    const size_t *number = *path ? find_file_number(completion, path) : NULL;
    if (*path && (!number || is_summary(completion, path))) {
        found.kind = is_summary(completion, path) ? FOUND_CONTENTS : FOUND_OUTSIDE;
        return found;
    }
    if (number)
        found.file = *number - 1;
    found.kind = find_fragment(completion, &found);
    return found;
}

/* ── Nearest names ───────────────────────────────────────────────────────────────────────────── */

static int least(int a, int b, int c)
{
    int least_two = a < b ? a : b;
    return least_two < c ? least_two : c;
}

/* Levenshtein's distance in bytes if it is at most `limit` (at most BAND), else limit + 1. */
static int measure_distance(const char *a, int a_length, const char *b, int b_length, int limit)
{
    int row[LONGEST_NAME + 2];
    if (abs(a_length - b_length) > limit)
        return limit + 1;
    for (int j = 0; j <= b_length; j++)
        row[j] = j <= limit ? j : limit + 1;
    for (int i = 1; i <= a_length; i++) {
        int from = i > limit ? i - limit : 1, to = i + limit < b_length ? i + limit : b_length;
        int diagonal = row[from - 1], best = limit + 1;
        row[from - 1] = from == 1 && i <= limit ? i : limit + 1;
        for (int j = from; j <= to; j++) {
            int above = j == i + limit ? limit + 1 : row[j];
            int change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = least(above + 1, row[j - 1] + 1, change);
            best = row[j] < best ? row[j] : best;
        }
        if (best > limit)
            return limit + 1;
    }
    return row[b_length] <= limit ? row[b_length] : limit + 1;
}

const char *find_nearest_name(struct completion *completion, size_t file, const char *name)
{
    const char *nearest = NULL;
    int length = (int)strnlen(name, LONGEST_NAME + 1);
    int limit = length / 2 < BAND ? length / 2 : BAND;
    if (length > LONGEST_NAME)
        return NULL;
    for (size_t i = 0; i < completion->anchors.count && completion->nearest_budget > 0; i++) {
        const struct anchor *anchor = completion->anchors.items[i];
        int anchor_length = (int)strnlen(anchor->name, LONGEST_NAME + 1);
        completion->nearest_budget--;
        if (anchor->file != file || !anchor_length || anchor_length > LONGEST_NAME || limit < 1)
            continue;
        completion->nearest_budget -= (long)length * (2 * limit + 1);
        int distance = measure_distance(name, length, anchor->name, anchor_length, limit);
        if (distance <= limit) {
            nearest = anchor->name;
            limit = distance - 1;
        }
    }
    return nearest;
}
