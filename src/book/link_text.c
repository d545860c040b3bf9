/* Enters: the tree, its links resolved and its images loaded. Leaves: links that there is something
 * to read out for. One without a word or a picture cannot be seen or followed: it is reported, and
 * leads nowhere, in both books. A picture that is all a link holds says where it leads, so it is no
 * decoration, whatever its author wrote (WCAG 2, failure F89); where it cannot be shown, the link's
 * address takes the place of a decoration. */
#include <string.h>

#include <utf8proc.h>

#include "book/passes.h"

/* Not white space of any kind, nor what is never seen, such as joiners. */
static bool is_seen(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category != UTF8PROC_CATEGORY_ZS && category != UTF8PROC_CATEGORY_ZL &&
           category != UTF8PROC_CATEGORY_ZP && category != UTF8PROC_CATEGORY_CC &&
           category != UTF8PROC_CATEGORY_CF && (c < 0xFE00 || c > 0xFE0F);
}

bool shows_text(const char *text)
{
    return holds_any(text, is_seen);
}

static bool says_something(const struct node *node)
{
    switch (node->kind) {
    case NODE_TEXT:
    case NODE_CODE:
        return shows_text(node->text);
    case NODE_CODE_BLOCK:
        return shows_text(node->code.text);
    case NODE_IMAGE:
        return shows_text(node->image.alternative);
    default:
        return node->kind == NODE_FOOTNOTE_REFERENCE;
    }
}

bool says_anything(const struct node *node)
{
    struct walk walk = walk_start(node);
    while (walk_next(&walk))
        if (walk.entering && says_something(walk.node))
            return true;
    return false;
}

/* The pictures in a link without words: NULL where there is none such. */
struct pictures {
    struct node *shown, *named, *missing;
};

static struct pictures find_pictures(struct node *link)
{
    struct pictures pictures = {0};
    struct walk walk = walk_start(link);
    while (walk_next(&walk)) {
        struct node *node = walk.node;
        if (!walk.entering || node->kind != NODE_IMAGE)
            continue;
        if (node->image.image)
            pictures.shown = node;
        else if (shows_text(node->image.stand_in))
            pictures.named = node;
        else if (!pictures.missing)
            pictures.missing = node;
    }
    return pictures;
}

/* A book may be unable to show what was read: there the address stands for a decoration. */
static void make_pictures_speak(const struct completion *completion, struct node *link)
{
    struct walk walk = walk_start(link);
    while (walk_next(&walk)) {
        struct node *node = walk.node;
        if (!walk.entering || node->kind != NODE_IMAGE || !node->image.image)
            continue;
        node->image.is_decoration = false;
        if (!shows_text(node->image.stand_in))
            node->image.stand_in = copy_short_address(completion->book->arena, link->link.url);
    }
}

/* It stays, so that it can be followed. */
static void report_missing_picture(const struct completion *completion, const struct node *link,
                                   const char *shown)
{
    diag_report(
        completion->book->diag, SEVERITY_WARNING, "link-text", link->where,
        "write [![where it leads](…)](…)",
        "the link to \"%.200s\" has no text, and its image cannot be shown; the %s is shown",
        link->link.url, shown);
}

void report_empty_link(const struct completion *completion, const struct node *link)
{
    diag_report(completion->book->diag, SEVERITY_WARNING, "empty-link", link->where,
                "write [where it leads](…), or remove it",
                "the link to \"%.200s\" has no text; it is left out",
                link->link.url ? link->link.url : "");
}

static void check_link(struct completion *completion, struct node *link)
{
    if (link->link.kind == LINK_DEAD || says_anything(link))
        return;
    struct pictures pictures = find_pictures(link);
    if (pictures.shown) {
        make_pictures_speak(completion, link);
    } else if (pictures.named) {
        report_missing_picture(completion, link, "image's name");
    } else if (pictures.missing) {
        report_missing_picture(completion, link, "address");
        show_address(completion, link, pictures.missing);
    } else {
        report_empty_link(completion, link);
        link->link.kind = LINK_DEAD;
    }
}

static void check_tree(struct completion *completion, const struct node *root)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk))
        if (walk.entering && walk.node->kind == NODE_LINK)
            check_link(completion, walk.node);
}

void leave_out_empty_links(struct completion *completion)
{
    if (completion->book->title_block)
        check_tree(completion, completion->book->title_block);
    check_tree(completion, completion->book->root);
}
