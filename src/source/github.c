/* Enters: the tree of a file. Leaves: the same with quotes that begin with "[!NOTE]" or the like
 * made alerts, shortcodes made emoji (in text only, not in code or URLs), and attributes at a
 * heading's end read. One walk; a heading is read before its text changes. */
#include "source/github.h"

#include <string.h>
#include <strings.h>

static bool find_alert(const char *text, enum alert_kind *kind)
{
    static const char *const markers[] = {
        [ALERT_NOTE] = "[!NOTE]",           [ALERT_TIP] = "[!TIP]",
        [ALERT_IMPORTANT] = "[!IMPORTANT]", [ALERT_WARNING] = "[!WARNING]",
        [ALERT_CAUTION] = "[!CAUTION]",
    };
    for (size_t i = 0; i < sizeof markers / sizeof *markers; i++) {
        size_t length = strlen(markers[i]);
        if (strncasecmp(text, markers[i], length) != 0 || text[length + strspn(text + length, " ")])
            continue;
        *kind = (enum alert_kind)i;
        return true;
    }
    return false;
}

/* The marker stands alone on the first line, and something follows it. */
static void make_alert(struct node *quote)
{
    struct node *paragraph = quote->first;
    if (!paragraph || paragraph->kind != NODE_PARAGRAPH || !paragraph->first)
        return;
    struct node *marker = paragraph->first, *line_end = marker->next;
    enum alert_kind kind;
    if (marker->kind != NODE_TEXT || !find_alert(marker->text, &kind))
        return;
    if (line_end ? line_end->kind != NODE_SOFT_BREAK && line_end->kind != NODE_HARD_BREAK
                 : !paragraph->next)
        return;
    node_unlink(marker);
    if (line_end)
        node_unlink(line_end);
    else
        node_unlink(paragraph);
    quote->kind = NODE_ALERT;
    quote->alert.kind = kind;
}

/* A bare URL is a link whose text is (part of) itself. */
static bool is_url_text(const struct node *node)
{
    const struct node *parent = node->parent;
    return parent->kind == NODE_LINK && strstr(parent->link.url, node->text);
}

/* The id is made of the text with its shortcodes, so that is kept. */
static void begin_heading(struct arena *arena, struct node *heading)
{
    heading_read_attributes(arena, heading);
    heading->heading.written = book_slug_text(arena, heading);
}

void github_apply(struct arena *arena, struct node *document)
{
    struct walk walk = walk_start(document);
    while (walk_next(&walk)) {
        struct node *node = walk.node;
        if (walk.entering && node->kind == NODE_HEADING)
            begin_heading(arena, node);
        if (walk.entering)
            continue;
        if (node->kind == NODE_TEXT && strchr(node->text, ':') && !is_url_text(node))
            node->text = emoji_replace(arena, node->text);
        else if (node->kind == NODE_BLOCK_QUOTE)
            make_alert(node);
    }
}
