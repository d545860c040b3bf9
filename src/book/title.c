/* Enters: the tree, and a title if the front matter has one. Leaves: meta.title, and the tree
 * without the heading that said it.
 *
 * A book's title is its only first-level heading, when that comes before every other. A guide made
 * for GitHub puts it between a logo, a tagline and badges, often in raw HTML: what has no words of
 * its own (pictures, linked pictures) goes with it into book->title_block, and a short line right
 * below it becomes the subtitle. With other first-level headings about, the first one is a chapter
 * like the rest, unless it is decorated in this way. With several files, first-level headings in
 * the others make it a chapter, too. */
#include <string.h>

#include "book/passes.h"

enum { LONGEST_SUBTITLE = 160 };

bool holds_sections(const struct node *node)
{
    return node->kind == NODE_DOCUMENT || node->kind == NODE_DIVISION || node->kind == NODE_DETAILS;
}

/* ── Which heading ───────────────────────────────────────────────────────────────────────────── */

static struct node *find_first_heading(const struct completion *completion)
{
    struct walk walk = walk_start(completion->book->root);
    while (walk_next(&walk)) {
        if (walk.entering && walk.node->kind == NODE_HEADING)
            return walk.node;
        if (walk.entering && !holds_sections(walk.node))
            walk_skip_children(&walk);
    }
    return NULL;
}

static bool is_inline_or_wrapper(const struct node *node)
{
    return node_is_inline(node->kind) || node->kind == NODE_DIVISION ||
           node->kind == NODE_PARAGRAPH || node->kind == NODE_FIGURE;
}

/* True for a block without words: pictures, badges, empty anchors, and marks between them. */
static bool is_wordless(const struct node *block, bool *has_image)
{
    struct walk walk = walk_start(block);
    while (walk_next(&walk)) {
        const struct node *node = walk.node;
        if (!is_inline_or_wrapper(node) || node->kind == NODE_CODE ||
            (node->kind == NODE_TEXT && has_words(node->text)))
            return false;
        *has_image = *has_image || node->kind == NODE_IMAGE;
    }
    return true;
}

/* True when a picture stands above the heading, or the heading is centred: then it was dressed as
 * a title, whatever other headings there are. */
static bool is_decorated(const struct node *heading)
{
    bool has_image = false;
    if (heading->align == ALIGN_CENTER || heading->parent->align == ALIGN_CENTER)
        return true;
    for (const struct node *node = heading->previous; node; node = node->previous)
        if (!is_wordless(node, &has_image))
            return false;
    return has_image;
}

static size_t count_elsewhere(const struct completion *completion, size_t file)
{
    size_t count = 0;
    for (size_t i = 0; i < completion->files.count; i++)
        count += i == file ? 0 : completion->files.items[i].headings[1];
    return count;
}

/* The heading that is the book's title, by its place; what it says is not yet asked. */
static struct node *find_title(const struct completion *completion)
{
    struct node *heading = find_first_heading(completion);
    if (!heading || heading->heading.level != 1 || find_file_of(completion, heading) != 0 ||
        count_elsewhere(completion, 0) > 0)
        return NULL;
    bool is_only = completion->files.items[0].headings[1] == 1;
    return is_only || is_decorated(heading) ? heading : NULL;
}

/* ── Subtitle ────────────────────────────────────────────────────────────────────────────────── */

static bool is_emphasised(const struct node *paragraph)
{
    const struct node *only = paragraph->first;
    return only && !only->next &&
           (only->kind == NODE_STRONG || only->kind == NODE_EMPHASIS || only->kind == NODE_BOLD ||
            only->kind == NODE_ITALIC);
}

static bool has_link_or_image(const struct node *block)
{
    struct walk walk = walk_start(block);
    while (walk_next(&walk))
        if (walk.node->kind == NODE_LINK || walk.node->kind == NODE_IMAGE)
            return true;
    return false;
}

/* A line set as a title's second line: in the same division as the title, or centred, or in bold
 * or italics as a whole. */
static bool is_tagline(const struct node *node)
{
    bool is_centred = node->align == ALIGN_CENTER || node->parent->align == ALIGN_CENTER;
    if (node->kind == NODE_HEADING)
        return is_centred;
    return node->kind == NODE_PARAGRAPH &&
           (is_centred || node->parent->kind == NODE_DIVISION || is_emphasised(node));
}

static const char *copy_subtitle(struct arena *arena, const struct node *node)
{
    if (!node || !is_tagline(node) || has_link_or_image(node))
        return NULL;
    const char *text = node_copy_words(arena, node);
    size_t length = strlen(text);
    bool is_short = length > 0 && length <= LONGEST_SUBTITLE;
    return is_short && text[length - 1] != ':' ? text : NULL;
}

/* ── Lifting ─────────────────────────────────────────────────────────────────────────────────── */

static void take_out(struct completion *completion, struct node *node)
{
    retire_anchors(completion, node, LINK_TITLE);
    node_unlink(node);
}

/* Moves a wordless block to an end of the title block; false when the block has words. */
static bool move_decoration(struct completion *completion, struct node *node, bool to_front)
{
    bool has_image = false;
    if (!node || !is_wordless(node, &has_image))
        return false;
    struct node *block = completion->book->title_block;
    take_out(completion, node);
    if (to_front && block->first)
        node_insert_before(block->first, node);
    else
        node_append(block, node);
    return true;
}

/* What stands above the heading, in its container and in those around it. */
static void move_decorations_above(struct completion *completion, const struct node *heading)
{
    for (const struct node *node = heading; node->kind != NODE_DOCUMENT; node = node->parent)
        while (move_decoration(completion, node->previous, true))
            continue;
}

static void move_decorations_below(struct completion *completion, const struct node *heading)
{
    while (move_decoration(completion, heading->next, false))
        continue;
}

static void take_subtitle(struct completion *completion, struct node *node)
{
    struct metadata *meta = &completion->book->meta;
    const char *subtitle = copy_subtitle(completion->book->arena, node);
    if (!subtitle || (meta->subtitle && strcmp(meta->subtitle, subtitle) != 0))
        return;
    meta->subtitle = subtitle;
    completion->subtitle_where = node->where;
    take_out(completion, node);
}

static void take_heading(struct completion *completion, struct node *heading)
{
    struct node *container = heading->parent;
    take_out(completion, heading);
    while (!container->first && container->kind != NODE_DOCUMENT) {
        struct node *parent = container->parent;
        take_out(completion, container);
        container = parent;
    }
}

static void lift(struct completion *completion, struct node *heading)
{
    struct book *book = completion->book;
    book->title_block = node_new(book->arena, NODE_DIVISION, heading->where);
    book->title_block->align = heading->parent->align;
    move_decorations_above(completion, heading);
    move_decorations_below(completion, heading);
    take_subtitle(completion, heading->next);
    move_decorations_below(completion, heading);
    take_heading(completion, heading);
    if (!book->title_block->first)
        book->title_block = NULL;
}

static bool says(struct arena *arena, const char *title, const char *text)
{
    return strcmp(copy_key(arena, title), copy_key(arena, text)) == 0;
}

/* The title's heading if it says what the front matter says, or that says nothing; or NULL. */
static struct node *find_fitting_title(const struct completion *completion)
{
    const struct book *book = completion->book;
    struct node *heading = find_title(completion);
    const char *text = heading ? node_copy_words(book->arena, heading) : "";
    bool is_fitting =
        has_words(text) && (!book->meta.title || says(book->arena, book->meta.title, text));
    return is_fitting ? heading : NULL;
}

void take_title(struct completion *completion)
{
    struct book *book = completion->book;
    const struct node *heading = find_fitting_title(completion);
    if (!heading || book->meta.title)
        return;
    book->meta.title = node_copy_words(book->arena, heading);
    completion->title_where = book->meta.heading = heading->where;
}

void lift_title(struct completion *completion)
{
    struct node *heading = find_fitting_title(completion);
    take_title(completion);
    if (heading)
        lift(completion, heading);
}

/* ── Decorations that cannot be shown ────────────────────────────────────────────────────────── */

static bool bears_image(const struct node *node)
{
    if (node->kind == NODE_IMAGE)
        return node->image.image;
    for (const struct node *child = node->first; child; child = child->next)
        if (child->kind == NODE_IMAGE || child->first)
            return true; /* what is left by now bears one */
    return false;
}

/* "[build status]" is no ornament: badges that are not there, and what held them, leave the title
 * page. That they are missing was told when they were looked for. */
void leave_out_missing_decorations(struct completion *completion)
{
    struct node *block = completion->book->title_block;
    if (!block)
        return;
    struct walk walk = walk_start(block);
    while (walk_next(&walk))
        if (!walk.entering && walk.node != block && walk.node->kind != NODE_TEXT &&
            !bears_image(walk.node))
            node_unlink(walk.node);
    if (!bears_image(block))
        completion->book->title_block = NULL;
}
