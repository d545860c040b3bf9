/* Enters: the tree of a file, as if it were a book of its own. Leaves: the same with its headings
 * as deep as the list of chapters has it. Authors write a chapter's first heading as "#" or, as the
 * Rust Book does, already as deep as it stands: the shallowest level of a file becomes that of its
 * place. */
#include "source/fit.h"

#include <string.h>

#include "base/utf8.h"

enum { DEEPEST_LEVEL = 6 };

/* ── Its own heading ─────────────────────────────────────────────────────────────────────────── */

static bool may_hold_sections(const struct node *node)
{
    return node->kind == NODE_DOCUMENT || node->kind == NODE_DIVISION || node->kind == NODE_DETAILS;
}

static int find_shallowest(const struct node *document)
{
    int shallowest = DEEPEST_LEVEL + 1;
    struct walk walk = walk_start(document);
    while (walk_next(&walk)) {
        const struct node *node = walk.node;
        if (walk.entering && !may_hold_sections(node))
            walk_skip_children(&walk);
        if (node->kind == NODE_HEADING && node->heading.level < shallowest)
            shallowest = node->heading.level;
    }
    return shallowest;
}

static bool is_word(const struct node *node)
{
    return node->kind == NODE_CODE_BLOCK || node->kind == NODE_CODE ||
           (node->kind == NODE_TEXT && node->text[strspn(node->text, " \t")]);
}

/* The heading that a document opens with, at most pictures before it; or NULL. */
static struct node *find_opening(const struct node *document, int level)
{
    struct walk walk = walk_start(document);
    while (walk_next(&walk)) {
        struct node *node = walk.node;
        if (walk.entering && node->kind == NODE_HEADING)
            return node->heading.level == level && node->first ? node : NULL;
        if (walk.entering && is_word(node))
            return NULL;
    }
    return NULL;
}

/* "docs/02-first_steps.md" → "first steps". File systems take any bytes for a name. */
static const char *name_file(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.'), *end = dot && dot > name ? dot : name + strlen(name);
    const char *words = name + strspn(name, "0123456789-_. ");
    struct buffer text = {0};
    for (name = words < end ? words : name; name < end;) {
        uint32_t c = utf8_next(&name, end);
        buffer_put_code_point(&text, c == '-' || c == '_' ? ' ' : c);
    }
    const char *copy = arena_copy_string(arena, buffer_string(&text));
    buffer_drop(&text);
    return copy;
}

static struct node *make_heading(struct arena *arena, struct position where)
{
    struct node *heading = node_new(arena, NODE_HEADING, where);
    heading->heading.level = 1;
    return heading;
}

static void add_text(struct arena *arena, struct node *parent, const char *text)
{
    struct node *node = node_new(arena, NODE_TEXT, parent->where);
    node->text = text;
    node_append(parent, node);
}

static struct node *add_heading(struct arena *arena, struct node *document,
                                const struct manifest_item *item, const char *title)
{
    struct node *heading = make_heading(arena, (struct position){item->path, 1, 1});
    if (title || !item->title || !item->title->first)
        add_text(arena, heading, title ? title : name_file(arena, item->path));
    else
        node_move_children(item->title, heading);
    if (document->first)
        node_insert_before(document->first, heading);
    else
        node_append(document, heading);
    return heading;
}

/* ── Levels ──────────────────────────────────────────────────────────────────────────────────── */

static int cut_level(int level)
{
    return level < 1 ? 1 : level > DEEPEST_LEVEL ? DEEPEST_LEVEL : level;
}

static void set_level(struct node *heading, int level, bool in_part)
{
    heading->heading.level = cut_level(level);
    heading->heading.beyond = level > DEEPEST_LEVEL ? level - DEEPEST_LEVEL : 0;
    heading->heading.in_part = in_part;
}

static void shift_headings(struct node *document, int by, bool in_part)
{
    struct walk walk = walk_start(document);
    while (walk_next(&walk))
        if (walk.entering && walk.node->kind == NODE_HEADING)
            set_level(walk.node, walk.node->heading.level + by, in_part);
}

/* ── Numbers ─────────────────────────────────────────────────────────────────────────────────── */

static bool is_number(const char *word)
{
    size_t length = strcspn(word, " ");
    bool is_letter = *word >= 'A' && *word <= 'Z';
    bool ends = length == 2 && strchr(":.)", word[1]);
    return (*word >= '0' && *word <= '9') || (is_letter && ends);
}

/* "3. Tools", "Chapter 3", "Appendix B: Tools" say their number themselves. */
static bool is_numbered(struct arena *arena, const struct node *heading)
{
    const char *text = node_copy_words(arena, heading), *space = strchr(text, ' ');
    return is_number(text) || (space && is_number(space + 1));
}

static void put_number(struct arena *arena, struct node *heading, const char *number)
{
    struct node *span = node_new(arena, NODE_SPAN, heading->where);
    struct node *space = node_new(arena, NODE_TEXT, heading->where);
    if (!heading->heading.written)
        heading->heading.written = book_slug_text(arena, heading);
    span->classes = HEADING_NUMBER;
    space->text = " ";
    add_text(arena, span, number);
    node_insert_before(heading->first, span);
    node_insert_after(span, space);
}

/* What stands before the heading would stand before the page that it opens. */
static void bring_forward(struct node *document, struct node *heading)
{
    if (heading->parent != document || heading == document->first)
        return;
    node_unlink(heading);
    node_insert_before(document->first, heading);
}

/* ── The whole ───────────────────────────────────────────────────────────────────────────────── */

void fit_chapter(struct arena *arena, struct node *document, const struct manifest_item *item,
                 const char *title)
{
    int shallowest = find_shallowest(document), depth = item->depth + 1;
    struct node *opening = find_opening(document, shallowest);
    if (opening) {
        shift_headings(document, depth - shallowest, item->in_part);
    } else {
        shift_headings(document, depth + 1 - shallowest, item->in_part);
        opening = add_heading(arena, document, item, title);
        set_level(opening, depth, item->in_part);
    }
    if (!item->opens_book)
        bring_forward(document, opening);
    if (item->number && opening->first && !is_numbered(arena, opening))
        put_number(arena, opening, item->number);
}

struct node *fit_title(struct arena *arena, const struct manifest_item *item)
{
    struct node *heading = make_heading(arena, item->where);
    node_move_children(item->title, heading);
    set_level(heading, item->depth + 1, item->in_part);
    if (item->is_part)
        heading->classes = HEADING_PART;
    if (item->number && heading->first)
        put_number(arena, heading, item->number);
    return heading;
}
