/* Enters: SUMMARY.md. Leaves: the chapters it lists, in order, as mdBook reads it: a first "#
 * Title" is the list's own; links in paragraphs are chapters without a number, those in lists are
 * numbered, and a list in a list holds what stands below a chapter; any other "# Title" heads a
 * part, which ends with the next one or with a paragraph. A link to nowhere is a chapter yet to be
 * written. The file is read by cmark like all Markdown; its tree is walked once. */
#include <string.h>

#include "base/path.h"
#include "source/html.h"
#include "source/input.h"
#include "source/manifest.h"
#include "source/markdown.h"

enum { DEEPEST_NUMBER = 6 };

/* A list that the walk is in. */
struct list {
    int count;
    const char *number; /* of its latest item */
};

struct reader {
    struct arena *arena;
    struct diag *diag;
    struct manifest *manifest;
    struct metadata *meta;
    struct map seen; /* real path of a chapter → itself */
    VECTOR(struct list) lists;
    bool in_part, is_sound, has_begun;
};

/* ── Chapters ────────────────────────────────────────────────────────────────────────────────── */

/* The number of the item at hand, made when its first link comes. */
static const char *count_item(struct reader *reader)
{
    size_t depth = reader->lists.count;
    if (depth == 0 || depth > DEEPEST_NUMBER || reader->manifest->no_numbers)
        return NULL;
    struct list *list = &reader->lists.items[depth - 1];
    const char *above = depth > 1 ? list[-1].number : NULL;
    list->count++;
    list->number = above ? arena_printf(reader->arena, "%s.%d", above, list->count)
                         : arena_printf(reader->arena, "%d", list->count);
    return list->number;
}

static void add_item(struct reader *reader, const char *path, struct node *title)
{
    size_t depth = reader->lists.count;
    struct manifest_item item = {.path = path,
                                 .title = title,
                                 .where = title->where,
                                 .number = count_item(reader),
                                 .depth = depth > 0 ? (int)depth - 1 : 0,
                                 .in_part = reader->in_part && depth > 0};
    vector_push(&reader->manifest->items, item);
}

static void report(struct reader *reader, enum severity severity, const struct node *node,
                   const char *hint, const char *format, const char *what)
{
    reader->is_sound = reader->is_sound && severity != SEVERITY_ERROR;
    diag_report(reader->diag, severity, "summary", node->where, hint, format, what);
}

/* A file may be in the book once, and must be in the book's folder. */
static void add_file(struct reader *reader, struct node *link, const char *path)
{
    const char *reason, *real = manifest_find_file(reader->manifest, reader->arena, path, &reason);
    if (!real) {
        report(reader, SEVERITY_ERROR, link,
               arena_printf(reader->arena, "the chapter would be \"%s\"", path),
               "this chapter cannot be read: %s", reason);
    } else if (map_find(&reader->seen, real)) {
        report(reader, SEVERITY_WARNING, link, "list each chapter once",
               "\"%s\" is listed before; it is left out here", link->link.url);
    } else {
        map_put(&reader->seen, real, reader);
        add_item(reader, path, link);
    }
}

static bool is_address(const char *url)
{
    size_t scheme = strcspn(url, ":/?#");
    return url[scheme] == ':' && scheme > 1;
}

static void add_chapter(struct reader *reader, struct node *link)
{
    const char *url = link->link.url;
    size_t length = strcspn(url, "?#");
    reader->in_part = reader->in_part && reader->lists.count > 0;
    if (!*url)
        add_item(reader, NULL, link);
    else if (is_address(url) || length == 0)
        report(reader, SEVERITY_WARNING, link, "list the chapters' own files",
               "\"%s\" is no file of this book; it is left out", url);
    else
        add_file(reader, link,
                 path_join(reader->arena, reader->manifest->folder,
                           path_decode(reader->arena, url, length)));
}

/* ── The list ────────────────────────────────────────────────────────────────────────────────── */

/* The list's own title may be the book's, if nobody says it; most are called "Summary". */
static void take_title(struct reader *reader, const struct node *heading)
{
    const char *title = node_copy_words(reader->arena, heading);
    if (!reader->meta->title && *title && strcmp(title, "Summary") != 0)
        reader->meta->title = title;
}

static void begin_part(struct reader *reader, struct node *heading)
{
    struct manifest_item part = {.title = heading, .where = heading->where, .is_part = true};
    reader->in_part = true;
    vector_push(&reader->manifest->items, part);
}

/* True when the heading is one of level 1: others are lines like any other, for "---" below a line
 * makes it one by mistake. */
static bool take_heading(struct reader *reader, struct node *heading)
{
    if (heading->heading.level != 1 || heading->parent->kind != NODE_DOCUMENT)
        return false;
    if (reader->has_begun)
        begin_part(reader, heading);
    else
        take_title(reader, heading);
    return true;
}

static bool has_link(const struct node *block)
{
    struct walk walk = walk_start(block);
    while (walk_next(&walk))
        if (walk.node->kind == NODE_LINK)
            return true;
    return false;
}

static void check_line(struct reader *reader, const struct node *line)
{
    if (line->parent->kind == NODE_LIST_ITEM && !has_link(line))
        report(reader, SEVERITY_WARNING, line, "write [Title](file.md), or [Title]() for a draft",
               "\"%s\" is no link to a chapter; it is left out",
               node_copy_words(reader->arena, line));
}

static void enter(struct reader *reader, struct walk *walk)
{
    struct node *node = walk->node;
    if (node->kind == NODE_LIST)
        vector_push(&reader->lists, (struct list){0});
    else if (node->kind == NODE_LINK)
        add_chapter(reader, node);
    else if (node->kind == NODE_PARAGRAPH)
        check_line(reader, node);
    bool is_title = node->kind == NODE_HEADING && take_heading(reader, node);
    if (is_title || node->kind == NODE_LINK)
        walk_skip_children(walk);
    reader->has_begun = reader->has_begun || is_title || node->kind == NODE_LINK;
}

/* Top-level lists go on counting where the one before stopped, over parts and all. */
static void read_tree(struct reader *reader, const struct node *root)
{
    int counted = 0;
    struct walk walk = walk_start(root);
    while (walk_next(&walk)) {
        if (walk.entering) {
            enter(reader, &walk);
            if (walk.node->kind == NODE_LIST && reader->lists.count == 1)
                reader->lists.items[0].count = counted;
        } else if (walk.node->kind == NODE_LIST) {
            if (reader->lists.count == 1)
                counted = reader->lists.items[0].count;
            reader->lists.count--;
        }
    }
}

/* Drafts with nothing below them say nothing to a reader. */
static void drop_drafts(struct reader *reader)
{
    struct manifest *manifest = reader->manifest;
    size_t kept = manifest->items.count;
    for (size_t i = manifest->items.count; i-- > 0;) {
        struct manifest_item item = manifest->items.items[i];
        bool is_draft = !item.path && !item.is_part;
        bool holds_others = kept < manifest->items.count &&
                            manifest->items.items[kept].depth > item.depth &&
                            !manifest->items.items[kept].is_part;
        if (is_draft && !holds_others)
            report(reader, SEVERITY_NOTE, item.title, NULL,
                   "the draft \"%s\" is left out: it has no file yet",
                   node_copy_words(reader->arena, item.title));
        else
            manifest->items.items[--kept] = item;
    }
    manifest->items.count -= kept;
    memmove(manifest->items.items, manifest->items.items + kept,
            manifest->items.count * sizeof *manifest->items.items);
}

bool summary_read(struct arena *arena, struct diag *diag, struct manifest *manifest,
                  struct metadata *meta)
{
    struct input input;
    bool has_html;
    if (!input_read(arena, manifest->summary, diag, &input))
        return false;
    struct reader reader = {
        .arena = arena, .diag = diag, .manifest = manifest, .meta = meta, .is_sound = true};
    struct node *root =
        markdown_parse(arena, &input, &(struct markdown_options){0}, diag, &has_html);
    if (has_html)
        html_resolve(arena, root, &(struct html_options){0}, diag);
    read_tree(&reader, root);
    if (manifest->items.count > 0)
        drop_drafts(&reader);
    if (manifest->items.count == 0 && reader.is_sound)
        report(&reader, SEVERITY_ERROR, root, "list them: - [Title](file.md)", "%s",
               "there is no chapter in the list");
    map_drop(&reader.seen);
    vector_drop(&reader.lists);
    return reader.is_sound;
}
