/* Enters: the tree with the ids its author wrote. Leaves: an id on every heading, unique in the
 * book, and for each file the names by which its links may call these nodes.
 *
 * A link knows the name a node has in its file on GitHub; the book needs ids that are unique over
 * all files. So an anchor holds both: `name`, given by GitHub's rules within the file (the slug, or
 * "-1", "-2" … behind it for repeats), and node->id, which is the same name unless another node of
 * the book has it. Ids as written have the first claim, then headings in order, then the rest get
 * numbers. Counters per name keep hostile repeats linear. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "book/passes.h"

/* ── Files ───────────────────────────────────────────────────────────────────────────────────── */

char *path_from_root(const struct completion *completion, const char *path)
{
    return path_join(completion->book->arena, completion->current_folder, path);
}

static const char *find_current_folder(struct arena *arena)
{
    char *folder = getcwd(NULL, 0);
    const char *copy = folder ? arena_printf(arena, "%s/", folder) : "";
    free(folder);
    return copy;
}

static size_t add_file(struct completion *completion, const char *path)
{
    struct arena *arena = completion->book->arena;
    struct source_file file = {.path = path, .folder = file_folder(arena, path)};
    vector_push(&completion->files, file);
    size_t *number = ARENA_NEW(arena, size_t);
    *number = completion->files.count;
    map_put(&completion->files_by_path, path, number);
    map_put(&completion->files_by_normal, path_from_root(completion, path), number);
    return *number - 1;
}

static const char *path_of(const struct node *node)
{
    return node->where.file ? node->where.file : "";
}

static void list_files(struct completion *completion)
{
    const char *last = NULL;
    completion->current_folder = find_current_folder(completion->book->arena);
    for (const struct node *node = completion->book->root->first; node; node = node->next) {
        const char *path = path_of(node);
        if (path != last && !map_find(&completion->files_by_path, path))
            add_file(completion, path);
        last = path;
    }
    if (completion->files.count == 0)
        add_file(completion, path_of(completion->book->root));
}

size_t find_file_of(const struct completion *completion, const struct node *node)
{
    if (completion->files.count == 1)
        return 0;
    const size_t *number = map_find(&completion->files_by_path, path_of(node));
    return number ? *number - 1 : 0;
}

void drop_files(struct completion *completion)
{
    for (size_t i = 0; i < completion->files.count; i++) {
        map_drop(&completion->files.items[i].anchors);
        map_drop(&completion->files.items[i].keys);
        map_drop(&completion->files.items[i].slugs);
    }
    vector_drop(&completion->files);
    map_drop(&completion->files_by_path);
    map_drop(&completion->files_by_normal);
}

/* ── Names in a file ─────────────────────────────────────────────────────────────────────────── */

/* The counter of a name, made at 0 when there is none yet. */
static size_t *count_of(struct arena *arena, struct map *counts, const char *name)
{
    size_t *count = map_find(counts, name);
    if (!count) {
        count = ARENA_NEW(arena, size_t);
        map_put(counts, name, count);
    }
    return count;
}

/* GitHub's numbering: the second "usage" of a file is "usage-1", unless that is a slug, too. */
static const char *number_slug(struct arena *arena, struct map *slugs, const char *slug)
{
    const char *name = slug;
    if (map_find(slugs, slug)) {
        size_t *repeats = count_of(arena, slugs, slug);
        do
            name = arena_printf(arena, "%s-%zu", slug, ++*repeats);
        while (map_find(slugs, name));
    }
    count_of(arena, slugs, name);
    return name;
}

static void bind_if_free(struct map *map, const char *name, struct anchor *anchor)
{
    if (*name && !map_find(map, name))
        map_put(map, name, anchor);
}

void add_anchor_name(struct completion *completion, struct anchor *anchor, const char *name)
{
    struct source_file *file = &completion->files.items[anchor->file];
    const char *key = copy_key(completion->book->arena, name);
    bind_if_free(&file->anchors, name, anchor);
    bind_if_free(&file->keys, key, anchor);
    bind_if_free(&completion->anchors_by_name, name, anchor);
    bind_if_free(&completion->anchors_by_key, key, anchor);
}

/* Smart punctuation makes "--" a dash, which the slug drops; GitHub sees the hyphens. */
static void add_hyphen_name(struct completion *completion, struct anchor *anchor, const char *text)
{
    static const char en_dash[] = "\u2013", em_dash[] = "\u2014";
    if (!strstr(text, en_dash) && !strstr(text, em_dash))
        return;
    struct buffer hyphens = {0};
    while (*text) {
        bool is_en = strncmp(text, en_dash, 3) == 0, is_em = strncmp(text, em_dash, 3) == 0;
        if (is_en || is_em)
            buffer_put_string(&hyphens, is_en ? "--" : "---");
        else
            buffer_put_char(&hyphens, *text);
        text += is_en || is_em ? 3 : 1;
    }
    add_anchor_name(completion, anchor,
                    book_slug(completion->book->arena, buffer_string(&hyphens)));
    buffer_drop(&hyphens);
}

static struct anchor *add_anchor(struct completion *completion, struct node *node, size_t file,
                                 const char *name)
{
    struct anchor *anchor = ARENA_NEW(completion->book->arena, struct anchor);
    *anchor = (struct anchor){.name = name, .node = node, .file = file, .kind = LINK_NODE};
    vector_push(&completion->anchors, anchor);
    anchor->order = completion->anchors.count;
    if (!completion->files.items[file].first_anchor)
        completion->files.items[file].first_anchor = anchor;
    return anchor;
}

static const char *text_for_slug(struct arena *arena, const struct node *heading)
{
    return heading->heading.written ? heading->heading.written : book_slug_text(arena, heading);
}

static void add_heading(struct completion *completion, struct node *node, size_t file)
{
    struct arena *arena = completion->book->arena;
    struct map *slugs = &completion->files.items[file].slugs;
    const char *name = node->id;
    if (!name)
        name = number_slug(arena, slugs, book_slug(arena, text_for_slug(arena, node)));
    add_anchor(completion, node, file, name);
    completion->files.items[file].headings[node->heading.level]++;
}

static bool is_content(const struct node *node)
{
    enum node_kind kind = node->kind;
    return kind == NODE_IMAGE || kind == NODE_CODE_BLOCK || kind == NODE_CODE ||
           (kind == NODE_TEXT && has_words(node->text));
}

/* Every node with a name, in document order. */
static void collect_anchors(struct completion *completion)
{
    bool is_top = true;
    size_t file = 0;
    struct walk walk = walk_start(completion->book->root);
    while (walk_next(&walk)) {
        struct node *node = walk.node;
        if (!walk.entering)
            continue;
        if (node->parent == completion->book->root)
            file = find_file_of(completion, node);
        if (node->kind == NODE_HEADING)
            add_heading(completion, node, file);
        else if (node->id)
            add_anchor(completion, node, file, node->id)->is_top = is_top;
        is_top = is_top && !is_content(node);
    }
}

/* Ids as written are found first, then slugs: who writes an id means it. */
static void publish_names(struct completion *completion)
{
    struct arena *arena = completion->book->arena;
    for (size_t i = 0; i < completion->anchors.count; i++)
        if (completion->anchors.items[i]->node->id)
            add_anchor_name(completion, completion->anchors.items[i],
                            completion->anchors.items[i]->name);
    for (size_t i = 0; i < completion->anchors.count; i++) {
        struct anchor *anchor = completion->anchors.items[i];
        if (anchor->node->id)
            continue;
        add_anchor_name(completion, anchor, anchor->name);
        add_hyphen_name(completion, anchor, text_for_slug(arena, anchor->node));
    }
}

/* ── Ids in the book ─────────────────────────────────────────────────────────────────────────── */

static void set_id(struct completion *completion, struct anchor *anchor, const char *id)
{
    anchor->node->id = id;
    map_put(&completion->anchors_by_id, id, anchor);
}

static bool is_free(const struct completion *completion, const char *id)
{
    return *id && !map_find(&completion->anchors_by_id, id);
}

static void set_numbered_id(struct completion *completion, struct anchor *anchor, const char *base)
{
    struct arena *arena = completion->book->arena;
    const char *id = *base ? base : "section";
    size_t *count = count_of(arena, &completion->id_counts, id);
    for (base = id; !is_free(completion, id);)
        id = arena_printf(arena, "%s-%zu", base, ++*count);
    set_id(completion, anchor, id);
}

static void report_duplicate(struct completion *completion, const struct anchor *anchor)
{
    const struct anchor *first = map_find(&completion->anchors_by_id, anchor->name);
    if (!first || first->file != anchor->file)
        return;
    diag_report(completion->book->diag, SEVERITY_WARNING, "duplicate-id", anchor->node->where,
                "give each its own id; links lead to the first", "the id \"%s\" is used before",
                anchor->name);
}

static void claim_written_ids(struct completion *completion)
{
    for (size_t i = 0; i < completion->anchors.count; i++) {
        struct anchor *anchor = completion->anchors.items[i];
        if (!anchor->node->id)
            continue;
        if (is_free(completion, anchor->name)) {
            set_id(completion, anchor, anchor->name);
        } else {
            report_duplicate(completion, anchor);
            anchor->node->id = NULL;
        }
    }
}

static void claim_free_slugs(struct completion *completion)
{
    for (size_t i = 0; i < completion->anchors.count; i++) {
        struct anchor *anchor = completion->anchors.items[i];
        if (!anchor->node->id && is_free(completion, anchor->name))
            set_id(completion, anchor, anchor->name);
    }
}

static void number_the_rest(struct completion *completion)
{
    for (size_t i = 0; i < completion->anchors.count; i++) {
        struct anchor *anchor = completion->anchors.items[i];
        if (!anchor->node->id)
            set_numbered_id(completion, anchor, anchor->name);
    }
}

void assign_ids(struct completion *completion)
{
    list_files(completion);
    collect_anchors(completion);
    publish_names(completion);
    claim_written_ids(completion);
    claim_free_slugs(completion);
    number_the_rest(completion);
}

void give_id(struct completion *completion, struct node *node, const char *wanted)
{
    struct anchor *anchor = add_anchor(completion, node, find_file_of(completion, node), "");
    set_numbered_id(completion, anchor, wanted);
}

/* ── Later ───────────────────────────────────────────────────────────────────────────────────── */

struct anchor *find_node_anchor(const struct completion *completion, const struct node *node)
{
    return node->id ? map_find(&completion->anchors_by_id, node->id) : NULL;
}

void retire_anchors(struct completion *completion, const struct node *root, enum link_kind kind)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk)) {
        struct anchor *anchor = walk.entering ? find_node_anchor(completion, walk.node) : NULL;
        if (anchor)
            anchor->kind = kind;
    }
}

void publish_ids(struct completion *completion)
{
    struct walk walk = walk_start(completion->book->root);
    while (walk_next(&walk))
        if (walk.entering && walk.node->id)
            map_put(&completion->book->ids, walk.node->id, walk.node);
}
