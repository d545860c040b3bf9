/* Enters: the tree. Leaves: it without the contents its author wrote by hand: the book has its own,
 * with page numbers.
 *
 * Hand-written contents are a heading with nothing below it but lists (or tables) of links into
 * this book, one link a line with at most a few words beside it; also a <details> of such lists, or
 * such lists before the first heading. A reader must never lose text, so more is asked: three links
 * (or one for every heading), most of which resolve, most of them forwards; and unless the section
 * is named "Contents", they must reach half of the headings of the level they point to: "See also"
 * does not. What is left out is kept aside, so that its dead links are still reported. */
#include <string.h>

#include "book/passes.h"

enum { FEWEST_LINKS = 3, WORDS_BESIDE_LINK = 48, WORDS_OF_LABEL = 80 };

/* What a run of candidate lists adds up to. */
struct survey {
    struct completion *completion;
    size_t file, order; /* where it stands: after the anchor of this order */
    size_t lists, links, resolved, forward;
    size_t distinct[HEADING_LEVELS + 1]; /* headings reached, by level */
    bool leaves_file;
    size_t stamp;
};

/* The walk over the book. */
struct search {
    struct completion *completion;
    size_t order;  /* of the last anchor seen */
    size_t stamp;  /* of the last survey */
    bool in_front; /* no heading seen yet */
};

static struct survey start_survey(struct search *search, const struct node *node)
{
    return (struct survey){.completion = search->completion,
                           .file = find_file_of(search->completion, node),
                           .order = search->order,
                           .stamp = ++search->stamp};
}

/* ── One line: a paragraph in an item, or a table's row ──────────────────────────────────────── */

struct line {
    const struct node *link;
    size_t links, bytes_beside;
    bool is_plain; /* nothing in it that a list of links has no use for */
};

static bool belongs_in_line(const struct node *node)
{
    return (node_is_inline(node->kind) && node->kind != NODE_FOOTNOTE_REFERENCE) ||
           node->kind == NODE_PARAGRAPH || node->kind == NODE_TABLE_ROW ||
           node->kind == NODE_TABLE_CELL;
}

static struct line read_line(const struct node *root)
{
    struct line line = {.is_plain = true};
    struct walk walk = walk_start(root);
    while (line.is_plain && walk_next(&walk)) {
        const struct node *node = walk.node;
        if (!walk.entering)
            continue;
        line.is_plain = belongs_in_line(node);
        if (node->kind == NODE_LINK) {
            line.link = node;
            line.links++;
            walk_skip_children(&walk);
        } else if (node->kind == NODE_TEXT || node->kind == NODE_CODE) {
            line.bytes_beside += strlen(node->text);
        }
    }
    return line;
}

static void count_heading(struct survey *survey, struct anchor *anchor)
{
    const struct node *node = anchor->node;
    if (node->kind != NODE_HEADING || anchor->counted == survey->stamp)
        return;
    anchor->counted = survey->stamp;
    survey->distinct[node->heading.level]++;
}

/* False when the link leaves the book: then this is no list of contents. */
static bool count_link(struct survey *survey, const struct node *link)
{
    struct found found = find_destination(survey->completion, link);
    if (found.kind == FOUND_ELSEWHERE || found.kind == FOUND_OUTSIDE || found.kind == FOUND_TOP)
        return false;
    struct anchor *anchor = found.anchor;
    if (found.kind == FOUND_FILE)
        anchor = survey->completion->files.items[found.file].first_anchor;
    survey->links++;
    survey->leaves_file = survey->leaves_file || found.file != survey->file;
    if (!anchor)
        return true;
    survey->resolved++;
    survey->forward += anchor->order > survey->order;
    count_heading(survey, anchor);
    return true;
}

static bool may_be_label(const struct node *node)
{
    return node->kind == NODE_TABLE_ROW || (node->next && node->next->kind == NODE_LIST);
}

static bool count_line(struct survey *survey, const struct node *node)
{
    struct line line = read_line(node);
    if (!line.is_plain || line.links > 1)
        return false;
    if (line.links == 0)
        return line.bytes_beside <= WORDS_OF_LABEL && may_be_label(node);
    return line.bytes_beside <= WORDS_BESIDE_LINK && count_link(survey, line.link);
}

/* True when a list, with all lists in it, or a table holds lines of contents only. */
static bool count_list(struct survey *survey, const struct node *list)
{
    if (list->kind != NODE_LIST && list->kind != NODE_TABLE)
        return false;
    struct walk walk = walk_start(list);
    while (walk_next(&walk)) {
        const struct node *node = walk.node;
        bool is_line = node->kind == NODE_PARAGRAPH || node->kind == NODE_TABLE_ROW;
        bool is_frame = node->kind == NODE_LIST || node->kind == NODE_LIST_ITEM || node == list;
        if (!walk.entering)
            continue;
        if (!is_frame && !(is_line && count_line(survey, node)))
            return false;
        if (is_line)
            walk_skip_children(&walk);
    }
    survey->lists++;
    return true;
}

/* ── One section ─────────────────────────────────────────────────────────────────────────────── */

/* A line of its own above a list, for a group of links: a lesser heading, or words in bold. */
static bool is_group_label(const struct node *node, int level)
{
    const struct node *only = node->first;
    if (!node->next || (node->next->kind != NODE_LIST && node->next->kind != NODE_TABLE))
        return false;
    if (node->kind == NODE_HEADING)
        return node->heading.level > level;
    return node->kind == NODE_PARAGRAPH && only && !only->next &&
           (only->kind == NODE_STRONG || only->kind == NODE_BOLD);
}

static bool ends_section(const struct node *node)
{
    return node->kind == NODE_HEADING || node->kind == NODE_THEMATIC_BREAK ||
           node->kind == NODE_FOOTNOTE;
}

/* Surveys the blocks from `first` on. True when nothing but contents stands there up to the end of
 * the section; *end is then the block after them. */
static bool survey_section(struct survey *survey, struct node *first, const struct node *heading,
                           struct node **end)
{
    int level = heading ? heading->heading.level : HEADING_LEVELS;
    struct node *block = first;
    for (; block && find_file_of(survey->completion, block) == survey->file; block = block->next) {
        struct survey before = *survey;
        if (count_list(survey, block) || is_way_back(survey->completion, block, heading))
            continue;
        *survey = before;
        if (is_group_label(block, level) && count_list(survey, block->next)) {
            block = block->next;
            continue;
        }
        *survey = before;
        if (!ends_section(block))
            return false;
        break;
    }
    *end = block;
    return survey->lists > 0;
}

static size_t count_headings(const struct survey *survey, int level)
{
    size_t count = 0;
    for (size_t i = 0; i < survey->completion->files.count; i++)
        if (survey->leaves_file || i == survey->file)
            count += survey->completion->files.items[i].headings[level];
    return count;
}

static bool reaches_all(const struct survey *survey)
{
    size_t reached = 0, all = 0;
    for (int level = 1; level <= HEADING_LEVELS; level++) {
        reached += survey->distinct[level];
        all += count_headings(survey, level);
    }
    return reached > 0 && reached + 2 >= all; /* but the title, and the contents' own heading */
}

/* Half of the headings of the shallowest level they reach. */
static bool reaches_half(const struct survey *survey)
{
    for (int level = 1; level <= HEADING_LEVELS; level++)
        if (survey->distinct[level])
            return survey->distinct[level] * 2 >= count_headings(survey, level);
    return false;
}

static bool is_contents(const struct survey *survey, const struct node *heading)
{
    struct arena *arena = survey->completion->book->arena;
    bool are_enough = survey->links >= FEWEST_LINKS || reaches_all(survey);
    bool are_good =
        survey->resolved * 4 >= survey->links * 3 && survey->forward * 4 >= survey->resolved * 3;
    return are_enough && are_good && survey->resolved > 0 &&
           (reaches_half(survey) || (heading && is_named_contents(arena, heading)));
}

/* ── Leaving it out ──────────────────────────────────────────────────────────────────────────── */

static void set_aside(struct completion *completion, struct node *node)
{
    retire_anchors(completion, node, LINK_CONTENTS);
    node_unlink(node);
    node_append(completion->left_out, node);
}

static void set_range_aside(struct completion *completion, struct node *first,
                            const struct node *end)
{
    for (struct node *node = first, *next; node != end; node = next) {
        next = node->next;
        set_aside(completion, node);
    }
}

static void report(const struct survey *survey, struct position where)
{
    diag_report(survey->completion->book->diag, SEVERITY_NOTE, "contents", where,
                "--keep-nav keeps them", "hand-written contents left out: the book has its own");
}

/* The heading itself goes when the walk leaves it. */
static bool leave_out_section(struct search *search, struct node *heading)
{
    struct survey survey = start_survey(search, heading);
    struct node *end = NULL;
    if (!survey_section(&survey, heading->next, heading, &end) || !is_contents(&survey, heading))
        return false;
    report(&survey, heading->where);
    set_range_aside(search->completion, heading->next, end);
    return true;
}

static bool leave_out_details(struct search *search, struct node *details)
{
    struct survey survey = start_survey(search, details);
    struct node *first = details->first, *end = NULL;
    const struct node *summary = first && first->kind == NODE_SUMMARY ? first : NULL;
    if (summary)
        first = first->next;
    if (!survey_section(&survey, first, NULL, &end) || end || !is_contents(&survey, summary))
        return false;
    report(&survey, details->where);
    return true;
}

/* A paragraph that only names the list below it: "Contents:", or words in bold. */
static bool is_list_label(struct arena *arena, const struct node *node)
{
    const struct node *first = node->first;
    bool is_bold = first && (first->kind == NODE_STRONG || first->kind == NODE_BOLD);
    return node->kind == NODE_PARAGRAPH &&
           (is_named_contents(arena, node) ||
            (is_bold && read_line(node).bytes_beside <= WORDS_OF_LABEL));
}

/* True when the list is part of a sentence, which would hang in the air without it. */
static bool introduces_list(struct arena *arena, const struct node *node)
{
    const char *text = node_copy_words(arena, node);
    size_t length = strlen(text);
    return node->kind == NODE_PARAGRAPH && length > 0 && text[length - 1] == ':';
}

/* A list before the first heading, with the label it may have. */
static bool leave_out_front_list(struct search *search, struct node *list)
{
    struct arena *arena = search->completion->book->arena;
    struct survey survey = start_survey(search, list);
    struct node *before = list->previous;
    bool has_label = before && is_list_label(arena, before);
    if (before && !has_label && introduces_list(arena, before))
        return false;
    if (!count_list(&survey, list) || !is_contents(&survey, has_label ? before : NULL))
        return false;
    report(&survey, list->where);
    if (has_label)
        set_aside(search->completion, before);
    return true;
}

/* True when the node, just entered, has to go. */
static bool visit(struct search *search, struct node *node)
{
    const struct anchor *anchor = find_node_anchor(search->completion, node);
    if (anchor)
        search->order = anchor->order;
    if (node->kind == NODE_HEADING) {
        search->in_front = false;
        return leave_out_section(search, node);
    }
    if (node->kind == NODE_DETAILS)
        return leave_out_details(search, node);
    return search->in_front && (node->kind == NODE_LIST || node->kind == NODE_TABLE) &&
           leave_out_front_list(search, node);
}

void leave_out_contents(struct completion *completion)
{
    struct search search = {.completion = completion, .in_front = true};
    struct node *leaving = NULL;
    struct walk walk = walk_start(completion->book->root);
    while (walk_next(&walk)) {
        struct node *node = walk.node;
        if (walk.entering) {
            if (visit(&search, node))
                leaving = node;
            if (leaving == node || !holds_sections(node))
                walk_skip_children(&walk);
        } else if (node == leaving) {
            set_aside(completion, node);
        }
    }
}
