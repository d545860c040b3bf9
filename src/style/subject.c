/* Enters: a node. Leaves: what it is to a selector: the element that the EPUB writes for it, its
 * classes and those its kind implies, its id, its attributes.
 *
 * Two things differ from the EPUB: the root is one box, so html, body and :root all mean it; a
 * block of code is one element, pre, which has the class of its language. Headings have their level
 * as written (h1 … h6) and a class by their depth in the book: .heading-1 opens chapters, and a
 * book whose headings start at ### has the same classes as one whose start at ##. */
#include <stdio.h>
#include <string.h>

#include "style/part.h"
#include "style/selector.h"

enum { HEADINGS = 6, CLASS_BYTES_MAX = 512 };

/* ── Elements ────────────────────────────────────────────────────────────────────────────────── */

/* Names that depend on more than the kind are the first ones here, or NULL. */
static const char *const elements[NODE_KIND_COUNT] = {
    [NODE_DOCUMENT] = "body",
    [NODE_BLOCK_QUOTE] = "blockquote",
    [NODE_ALERT] = "aside",
    [NODE_LIST_ITEM] = "li",
    [NODE_DEFINITION_LIST] = "dl",
    [NODE_DEFINITION] = "dd",
    [NODE_DETAILS] = "section",
    [NODE_FIGURE] = "figure",
    [NODE_TABLE] = "table",
    [NODE_TABLE_ROW] = "tr",
    [NODE_FOOTNOTE] = "aside",
    [NODE_PARAGRAPH] = "p",
    [NODE_SUMMARY] = "div",
    [NODE_DEFINITION_TERM] = "dt",
    [NODE_CODE_BLOCK] = "pre",
    [NODE_PREFORMATTED] = "pre",
    [NODE_THEMATIC_BREAK] = "hr",
    [NODE_CODE] = "code",
    [NODE_HARD_BREAK] = "br",
    [NODE_IMAGE] = "img",
    [NODE_FOOTNOTE_REFERENCE] = "sup",
    [NODE_CHECKBOX] = "span",
    [NODE_LINK] = "a",
    [NODE_EMPHASIS] = "em",
    [NODE_STRONG] = "strong",
    [NODE_DELETED] = "del",
    [NODE_INSERTED] = "ins",
    [NODE_ITALIC] = "i",
    [NODE_BOLD] = "b",
    [NODE_UNDERLINED] = "u",
    [NODE_SMALL] = "small",
    [NODE_MARK] = "mark",
    [NODE_KEYBOARD] = "kbd",
    [NODE_SAMPLE] = "samp",
    [NODE_VARIABLE] = "var",
    [NODE_QUOTATION] = "q",
    [NODE_CITATION] = "cite",
    [NODE_ABBREVIATION] = "abbr",
    [NODE_TERM] = "dfn",
    [NODE_SUBSCRIPT] = "sub",
    [NODE_SUPERSCRIPT] = "sup",
    [NODE_SPAN] = "span",
};

const char *const subject_elements[] = {
    "html",  "body",  "blockquote", "aside",   "ul",     "ol",         "li",      "dl",
    "dt",    "dd",    "div",        "section", "figure", "figcaption", "caption", "table",
    "thead", "tbody", "tr",         "th",      "td",     "p",          "h1",      "h2",
    "h3",    "h4",    "h5",         "h6",      "pre",    "code",       "hr",      "br",
    "img",   "sup",   "sub",        "span",    "a",      "em",         "strong",  "del",
    "ins",   "i",     "b",          "u",       "small",  "mark",       "kbd",     "samp",
    "var",   "q",     "cite",       "abbr",    "dfn",    "nav",        NULL};

static const char *heading_element(int level)
{
    static const char *const names[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    return names[level < 1 ? 0 : level > HEADINGS ? HEADINGS - 1 : level - 1];
}

static const char *division_element(enum edit edit)
{
    static const char *const names[] = {
        [EDIT_NONE] = "div", [EDIT_DELETED] = "del", [EDIT_INSERTED] = "ins"};
    return names[edit];
}

static bool is_in(const struct node *node, enum node_kind kind)
{
    return node->parent && node->parent->kind == kind;
}

static const char *element_of(const struct node *node)
{
    switch (node->kind) {
    case NODE_HEADING:
        return heading_element(node->heading.level);
    case NODE_DIVISION:
        return division_element(node->division.edit);
    case NODE_LIST:
        return node->list.ordered ? "ol" : "ul";
    case NODE_TABLE_CELL:
        return node->cell.header || (is_in(node, NODE_TABLE_ROW) && node->parent->row.header)
                   ? "th"
                   : "td";
    case NODE_CAPTION:
        return is_in(node, NODE_TABLE) ? "caption" : "figcaption";
    default:
        return elements[node->kind];
    }
}

/* ── Classes ─────────────────────────────────────────────────────────────────────────────────── */

static void add_class(const struct subject_context *context, struct subject *subject,
                      struct slice name)
{
    atom number = atoms_find(context->atoms, name);
    if (number && subject->class_count < SUBJECT_CLASSES)
        subject->classes[subject->class_count++] = number;
}

static void add_named(const struct subject_context *context, struct subject *subject,
                      const char *name)
{
    add_class(context, subject, (struct slice){name, strlen(name)});
}

/* Only the first half a kilobyte: an attribute may be as long as a book. */
static void add_own(const struct subject_context *context, struct subject *subject,
                    const char *classes)
{
    for (const char *start = classes; *start && start < classes + CLASS_BYTES_MAX;) {
        size_t length = strcspn(start, " ");
        if (length > 0)
            add_class(context, subject, (struct slice){start, length});
        start += length + (start[length] == ' ');
    }
}

static void add_heading(const struct subject_context *context, struct subject *subject)
{
    static const char *const names[HEADINGS] = {"heading-1", "heading-2", "heading-3",
                                                "heading-4", "heading-5", "heading-6"};
    static const char *const depths[HEADINGS] = {"depth-1", "depth-2", "depth-3",
                                                 "depth-4", "depth-5", "depth-6"};
    int depth = subject->node->heading.level - context->base_level;
    int index = depth + context->base_style;
    add_named(context, subject, depths[depth < 0 ? 0 : depth < HEADINGS ? depth : HEADINGS - 1]);
    add_named(context, subject, names[index < 0 ? 0 : index < HEADINGS ? index : HEADINGS - 1]);
}

static void add_language(const struct subject_context *context, struct subject *subject)
{
    char name[64];
    const struct node *block =
        subject->node->kind == NODE_CODE ? subject->node->parent : subject->node;
    if (!block->code.language)
        return;
    int length = snprintf(name, sizeof name, "language-%s", block->code.language);
    if (length > 0 && (size_t)length < sizeof name)
        add_class(context, subject, (struct slice){name, (size_t)length});
}

static void add_implied(const struct subject_context *context, struct subject *subject)
{
    static const char *const alerts[] = {[ALERT_NOTE] = "alert-note",
                                         [ALERT_TIP] = "alert-tip",
                                         [ALERT_IMPORTANT] = "alert-important",
                                         [ALERT_WARNING] = "alert-warning",
                                         [ALERT_CAUTION] = "alert-caution"};
    static const char *const plain[NODE_KIND_COUNT] = {
        [NODE_ALERT] = "alert",
        [NODE_DETAILS] = "details",
        [NODE_SUMMARY] = "summary",
        [NODE_FOOTNOTE] = "footnote",
        [NODE_FOOTNOTE_REFERENCE] = "footnote-reference",
        [NODE_CHECKBOX] = "box",
    };
    const struct node *node = subject->node;
    if (plain[node->kind])
        add_named(context, subject, plain[node->kind]);
    if (node->kind == NODE_HEADING)
        add_heading(context, subject);
    else if (node->kind == NODE_ALERT)
        add_named(context, subject, alerts[node->alert.kind]);
    else if (node->kind == NODE_LIST_ITEM && node->item.task)
        add_named(context, subject, "task");
    else if (node->kind == NODE_IMAGE && !node->image.image)
        add_named(context, subject, "missing-image");
    else if (node->kind == NODE_CODE_BLOCK || node->kind == NODE_PREFORMATTED ||
             (node->kind == NODE_CODE && is_in(node, NODE_CODE_BLOCK)))
        add_language(context, subject);
}

/* ── Neighbours ──────────────────────────────────────────────────────────────────────────────── */

static bool is_element(const struct node *node)
{
    return node->kind != NODE_TEXT && node->kind != NODE_SOFT_BREAK;
}

/* Rows of the header stand in the <thead>, all others in the <tbody>. */
static bool is_head_row(const struct node *node)
{
    return node->kind == NODE_TABLE_ROW && node->row.header;
}

/* Are they rows of one group, or no rows at all? */
static bool is_together(const struct node *node, const struct node *neighbour)
{
    return neighbour->kind == node->kind && is_head_row(neighbour) == is_head_row(node);
}

const struct node *subject_previous(const struct node *node)
{
    const struct node *at = node->previous;
    while (at && !is_element(at))
        at = at->previous;
    return at && node->kind == NODE_TABLE_ROW && !is_together(node, at) ? NULL : at;
}

const struct node *subject_next(const struct node *node)
{
    const struct node *at = node->next;
    while (at && !is_element(at))
        at = at->next;
    return at && node->kind == NODE_TABLE_ROW && !is_together(node, at) ? NULL : at;
}

const struct node *subject_parent(const struct subject_context *context, const struct node *node)
{
    if (node->kind != NODE_TABLE_ROW || !is_in(node, NODE_TABLE))
        return node->parent;
    return row_group_find(context->row_groups, node->parent, is_head_row(node));
}

/* Nothing but captions and rows stands in a table of the tree. */
static bool is_row_group(const struct node *node)
{
    return node->kind == NODE_DIVISION && is_in(node, NODE_TABLE);
}

/* ── The whole ───────────────────────────────────────────────────────────────────────────────── */

/* The element of a part; NULL for a node of the tree. */
static const char *part_element(const struct subject_context *context, const struct node *node)
{
    uintptr_t first = (uintptr_t)context->parts, at = (uintptr_t)node;
    bool is_part = at >= first && at < first + PART_NODES * sizeof *context->parts;
    if (is_row_group(node))
        return ((const struct part_node *)node)->element;
    return is_part ? context->parts[(at - first) / sizeof *context->parts].element : NULL;
}

struct subject subject_of(const struct subject_context *context, const struct node *node)
{
    struct subject subject = {.node = node};
    const char *element = part_element(context, node);
    if (!element)
        element = element_of(node);
    if (element)
        subject.element = atoms_find(context->atoms, (struct slice){element, strlen(element)});
    if (node->id)
        subject.id = atoms_find(context->atoms, (struct slice){node->id, strlen(node->id)});
    add_implied(context, &subject);
    if (node->classes)
        add_own(context, &subject, node->classes);
    return subject;
}

/* ── Attributes ──────────────────────────────────────────────────────────────────────────────── */

static const char *print_number(int number, int unless, char scratch[16])
{
    if (number == unless)
        return NULL;
    snprintf(scratch, 16, "%d", number);
    return scratch;
}

static const char *const numberings[] = {[NUMBERING_DIGITS] = NULL,
                                         [NUMBERING_LETTERS] = "a",
                                         [NUMBERING_CAPITALS] = "A",
                                         [NUMBERING_ROMAN] = "i",
                                         [NUMBERING_CAPITAL_ROMAN] = "I"};

static const char *special_attribute(const struct node *node, const char *name, char scratch[16])
{
    if (node->kind == NODE_LINK && strcmp(name, "href") == 0)
        return node->link.address ? node->link.address : node->link.url;
    if (node->kind == NODE_LIST && node->list.ordered && strcmp(name, "start") == 0)
        return print_number(node->list.start, 1, scratch);
    if (node->kind == NODE_LIST && node->list.ordered && strcmp(name, "type") == 0)
        return numberings[node->list.numbering];
    if (node->kind == NODE_IMAGE && strcmp(name, "src") == 0)
        return node->image.source;
    if (node->kind == NODE_IMAGE && strcmp(name, "alt") == 0)
        return node->image.alternative;
    if (node->kind == NODE_TABLE_CELL && strcmp(name, "colspan") == 0)
        return print_number(node->cell.column_span, 1, scratch);
    if (node->kind == NODE_TABLE_CELL && strcmp(name, "rowspan") == 0)
        return print_number(node->cell.row_span, 1, scratch);
    return NULL;
}

static const char *const directions[] = {[DIRECTION_AUTO] = "auto",
                                         [DIRECTION_LEFT_TO_RIGHT] = "ltr",
                                         [DIRECTION_RIGHT_TO_LEFT] = "rtl"};

const char *subject_attribute(const struct node *node, const char *name, char scratch[16])
{
    if (strcmp(name, "id") == 0)
        return node->id;
    if (strcmp(name, "class") == 0)
        return node->classes;
    if (strcmp(name, "lang") == 0)
        return node->lang;
    if (strcmp(name, "title") == 0)
        return node->title;
    if (strcmp(name, "dir") == 0)
        return directions[node->direction];
    return special_attribute(node, name, scratch);
}
