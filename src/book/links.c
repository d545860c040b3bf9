/* Enters: the tree with its ids, chapters and contents. Leaves: every link resolved: to a node, the
 * contents, the title page, a web address, or nowhere; with a warning for each that does not lead
 * where its author meant. A link whose id is wrong only in its punctuation is sent to the right
 * place. */
#include <string.h>

#include "book/passes.h"

static void warn(struct completion *completion, const struct node *link, const char *code,
                 const char *hint, const char *format)
{
    diag_report(completion->book->diag, SEVERITY_WARNING, code, link->where, hint, format,
                link->link.url);
}

/* ── Into the book ───────────────────────────────────────────────────────────────────────────── */

static void lead_to_contents(struct completion *completion, struct node *link)
{
    link->link.kind = completion->book->toc_count ? LINK_CONTENTS : LINK_TITLE;
}

static void lead_to_node(struct completion *completion, struct node *link, struct node *target)
{
    const char *url = link->link.url, *id = target->id;
    bool is_written = id && url && url[0] == '#' && strcmp(url + 1, id) == 0;
    link->link.kind = LINK_NODE;
    link->link.target = target;
    if (id)
        link->link.address = is_written ? url : arena_printf(completion->book->arena, "#%s", id);
}

static void report_dead(struct completion *completion, const struct node *link,
                        const struct found *found)
{
    const char *nearest = find_nearest_name(completion, found->file, found->reference.fragment);
    const char *hint =
        nearest ? arena_printf(completion->book->arena, "the nearest id is \"#%s\"", nearest)
                : "link to the id of a heading: its words in lower case, with "
                  "hyphens for spaces";
    warn(completion, link, "dead-link", hint, "nothing in the book has the id of the link \"%s\"");
}

static void lead_to_anchor(struct completion *completion, struct node *link,
                           const struct found *found)
{
    link->link.kind = found->anchor->kind;
    if (found->anchor->kind == LINK_NODE)
        lead_to_node(completion, link, found->anchor->node);
    else if (found->anchor->kind == LINK_CONTENTS)
        lead_to_contents(completion, link);
    else if (found->anchor->kind == LINK_DEAD)
        report_dead(completion, link, found);
}

static void lead_to_near_anchor(struct completion *completion, struct node *link,
                                const struct found *found)
{
    const char *hint = arena_printf(completion->book->arena, "write \"#%s\"", found->anchor->name);
    warn(completion, link, "repaired-link", hint,
         "nothing has the id of the link \"%s\"; "
         "it leads to the one that differs in punctuation or case only");
    lead_to_anchor(completion, link, found);
}

static void note_file_starts(struct completion *completion)
{
    const struct book *book = completion->book;
    for (size_t i = 0; i < book->chapter_count; i++) {
        const struct chapter *chapter = &book->chapters[i];
        size_t file = find_file_of(completion, chapter->first);
        const struct node *start = chapter->heading ? chapter->heading : chapter->first;
        if (!completion->files.items[file].start)
            completion->files.items[file].start = (struct node *)start;
    }
}

/* "docs/setup.md" → "setup" */
static char *copy_stem(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    return arena_copy_bytes(arena, name, strcspn(name, "."));
}

static void lead_to_file(struct completion *completion, struct node *link,
                         const struct found *found)
{
    struct arena *arena = completion->book->arena;
    const struct source_file *file = &completion->files.items[found->file];
    const struct anchor *opening = file->first_anchor;
    bool is_titled = found->file == 0 && opening && opening->kind == LINK_TITLE;
    struct node *start = is_titled ? NULL : file->start;
    if (!start) {
        link->link.kind = LINK_TITLE;
        return;
    }
    if (!start->id)
        give_id(completion, start, book_slug(arena, copy_stem(arena, file->path)));
    lead_to_node(completion, link, start);
}

static void lead_nowhere(struct completion *completion, struct node *link,
                         const struct found *found)
{
    link->link.kind = LINK_DEAD;
    report_dead(completion, link, found);
}

static void lead_to_top(struct completion *completion, struct node *link, const struct found *found)
{
    (void)completion, (void)found;
    link->link.kind = LINK_TITLE;
}

static void lead_to_list(struct completion *completion, struct node *link,
                         const struct found *found)
{
    (void)found;
    lead_to_contents(completion, link);
}

/* ── Out of the book ─────────────────────────────────────────────────────────────────────────── */

static void lead_outside(struct completion *completion, struct node *link,
                         const struct found *found)
{
    (void)found;
    link->link.kind = LINK_DEAD;
    warn(completion, link, "outside-link",
         "give the file as a further input, or link to its address on the web",
         "the link \"%s\" leads out of the book, to a file that its readers do not have");
}

/* What goes without saying at the start of an address. */
static const char *const silent[] = {"", "https://", "http://", "mailto:"};

/* Is the text the address itself, maybe without what goes without saying? */
static bool shows_address(const struct node *link)
{
    const struct node *child = link->first;
    const char *url = link->link.url;
    if (!child || child->next || (child->kind != NODE_TEXT && child->kind != NODE_CODE))
        return false;
    size_t length = strlen(child->text);
    for (size_t i = 0; length > 0 && i < sizeof silent / sizeof *silent; i++) {
        size_t start = strlen(silent[i]);
        if (strncmp(url, silent[i], start) == 0 && strncmp(url + start, child->text, length) == 0 &&
            (!url[start + length] || strcmp(url + start + length, "/") == 0))
            return true;
    }
    return false;
}

/* For sheets that write addresses beside links. */
static void classify(struct completion *completion, struct node *link)
{
    if (completion->options->as_written || node_has_class(link, "uri"))
        return;
    link->classes =
        link->classes ? arena_printf(completion->book->arena, "%s uri", link->classes) : "uri";
}

char *copy_short_address(struct arena *arena, const char *url)
{
    size_t start = 0;
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (strncmp(url, silent[i], strlen(silent[i])) == 0)
            start = strlen(silent[i]);
    size_t length = strlen(url + start);
    if (length > 1 && url[start + length - 1] == '/')
        length--;
    return arena_copy_bytes(arena, length ? url + start : url, length ? length : strlen(url));
}

void show_address(struct completion *completion, struct node *link, struct node *place)
{
    struct arena *arena = completion->book->arena;
    struct node *text = node_new(arena, NODE_TEXT, place->where);
    text->text = copy_short_address(arena, link->link.url);
    node_insert_before(place, text);
    classify(completion, link);
}

static void lead_elsewhere(struct completion *completion, struct node *link,
                           const struct found *found)
{
    const struct reference *reference = &found->reference;
    link->link.kind = reference->kind == REFERENCE_WEB ? LINK_URL : LINK_DEAD;
    if (reference->kind == REFERENCE_WEB) {
        link->link.url = reference->url;
        if (shows_address(link))
            classify(completion, link);
    } else if (reference->kind == REFERENCE_UNSAFE)
        warn(completion, link, "unsafe-link",
             "use http:, https: or mailto:", "a link may not lead to \"%s\"; its text is kept");
    else if (reference->kind == REFERENCE_RELATIVE)
        warn(completion, link, "dead-link", "give it a target or remove it",
             "the link's target is empty: \"%s\"");
}

/* ── All of them ─────────────────────────────────────────────────────────────────────────────── */

static void resolve_link(struct completion *completion, struct node *link)
{
    static void (*const leads[])(struct completion *, struct node *, const struct found *) = {
        [FOUND_NOTHING] = lead_nowhere,     [FOUND_ANCHOR] = lead_to_anchor,
        [FOUND_NEAR] = lead_to_near_anchor, [FOUND_FILE] = lead_to_file,
        [FOUND_TOP] = lead_to_top,          [FOUND_OUTSIDE] = lead_outside,
        [FOUND_CONTENTS] = lead_to_list,    [FOUND_ELSEWHERE] = lead_elsewhere,
    };
    struct found found = find_destination(completion, link);
    leads[found.kind](completion, link, &found);
}

static void resolve_tree(struct completion *completion, const struct node *root)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk))
        if (walk.entering && walk.node->kind == NODE_LINK &&
            walk.node->link.kind == LINK_UNRESOLVED)
            resolve_link(completion, walk.node);
}

void resolve_links(struct completion *completion)
{
    note_file_starts(completion);
    resolve_tree(completion, completion->left_out);
    if (completion->book->title_block)
        resolve_tree(completion, completion->book->title_block);
    resolve_tree(completion, completion->book->root);
}
