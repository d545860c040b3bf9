/* Enters: a node and the name of the element it became. Leaves: the attributes of the start tag, in
 * a fixed order. Only what the table below lists can ever be written, so whatever attributes
 * hostile HTML had, no style, script or event handler of it is among them. */
#include <ctype.h>
#include <string.h>

#include "epub/url.h"
#include "epub/writer.h"
#include "epub/xml.h"

enum { COLUMN_SPAN_MAX = 1000, ROW_SPAN_MAX = 65534 };

static const char *const alignments[] = {
    [ALIGN_LEFT] = "left", [ALIGN_CENTER] = "center", [ALIGN_RIGHT] = "right"};

static const char *const directions[] = {[DIRECTION_AUTO] = "auto",
                                         [DIRECTION_LEFT_TO_RIGHT] = "ltr",
                                         [DIRECTION_RIGHT_TO_LEFT] = "rtl"};

static const char *const alerts[] = {[ALERT_NOTE] = "alert-note",
                                     [ALERT_TIP] = "alert-tip",
                                     [ALERT_IMPORTANT] = "alert-important",
                                     [ALERT_WARNING] = "alert-warning",
                                     [ALERT_CAUTION] = "alert-caution"};

/* ── Addresses ───────────────────────────────────────────────────────────────────────────────── */

void epub_put_anchor_address(const struct writer *writer, const struct anchor *anchor,
                             struct buffer *out)
{
    if (strcmp(anchor->file, writer->file) != 0)
        buffer_put_string(out, anchor->file);
    buffer_put_char(out, '#');
    buffer_put_string(out, anchor->id);
}

bool epub_find_address(struct writer *writer, const struct node *link)
{
    struct buffer *address = &writer->scratch;
    const char *url = link->link.url ? link->link.url : "";
    const struct anchor *anchor = NULL;
    buffer_clear(address);
    if (writer->edition->plain) {
        epub_put_plain_url(address, url);
        return true;
    }
    if (link->link.kind == LINK_URL && epub_is_hyperlink(url)) {
        epub_put_url(address, url);
        for (char *c = address->data; *c != ':'; c++) /* not every reader knows "HTTP" */
            *c = (char)tolower((unsigned char)*c);
        return true;
    }
    if (link->link.kind == LINK_NODE && link->link.target)
        anchor = anchors_find(&writer->edition->anchors, link->link.target);
    if (anchor)
        epub_put_anchor_address(writer, anchor, address);
    else if (link->link.kind == LINK_CONTENTS)
        buffer_put_string(address, EPUB_NAV_FILE);
    else if (link->link.kind == LINK_TITLE)
        buffer_put_string(address, EPUB_TITLE_FILE);
    return address->length > 0;
}

/* ── Attributes of certain kinds ─────────────────────────────────────────────────────────────── */

static void put_link(struct writer *writer, const struct node *node, const char *name)
{
    if (strcmp(name, "a") == 0 && epub_find_address(writer, node))
        epub_put_attribute(writer->out, "href", buffer_string(&writer->scratch));
}

static void put_list(struct writer *writer, const struct node *node, const char *name)
{
    int start = node->list.start;
    uint32_t number;
    if (writer->resumed &&
        node_table_find(&writer->edition->item_numbers, writer->resumed, &number))
        start = (int)number;
    if (strcmp(name, "ol") == 0 && start != 1)
        buffer_printf(writer->out, " start=\"%d\"", start);
    if (strcmp(name, "ol") == 0 && node->list.numbering != NUMBERING_DIGITS)
        buffer_printf(writer->out, " type=\"%c\"", "1aAiI"[node->list.numbering]);
}

/* An item that goes on is not numbered a second time. */
static void put_item(struct writer *writer, const struct node *node, const char *name)
{
    if (strcmp(name, "li") != 0)
        return;
    if (writer->resumed)
        buffer_put_string(writer->out, " style=\"list-style: none\"");
    else if (node->item.value && node->parent->list.ordered)
        buffer_printf(writer->out, " value=\"%d\"", node->item.value);
}

static void put_span(struct buffer *out, const char *name, int span, int most)
{
    if (span > 1)
        buffer_printf(out, " %s=\"%d\"", name, span < most ? span : most);
}

static void put_cell(struct writer *writer, const struct node *node, const char *name)
{
    if (name[0] != 't')
        return;
    put_span(writer->out, "colspan", node->cell.column_span, COLUMN_SPAN_MAX);
    put_span(writer->out, "rowspan", node->cell.row_span, ROW_SPAN_MAX);
    if (strcmp(name, "th") == 0 && !writer->edition->plain)
        epub_put_attribute(writer->out, "scope", node->cell.scope == SCOPE_ROW ? "row" : "col");
}

static void put_table(struct writer *writer, const struct node *node, const char *name)
{
    if (strcmp(name, "table") == 0 && !writer->edition->plain)
        epub_put_table_width(writer, node);
}

static void put_size(struct writer *writer, const struct node *node, const char *name)
{
    if (strcmp(name, "img") != 0)
        return;
    if (node->image.width > 0)
        buffer_printf(writer->out, " width=\"%d\"", node->image.width);
    if (node->image.height > 0)
        buffer_printf(writer->out, " height=\"%d\"", node->image.height);
}

static void (*const special[NODE_KIND_COUNT])(struct writer *, const struct node *,
                                              const char *name) = {
    [NODE_LINK] = put_link,       [NODE_LIST] = put_list,  [NODE_LIST_ITEM] = put_item,
    [NODE_TABLE_CELL] = put_cell, [NODE_IMAGE] = put_size, [NODE_TABLE] = put_table,
};

/* ── Attributes of all kinds ─────────────────────────────────────────────────────────────────── */

enum alignment epub_find_alignment(const struct node *node)
{
    if (node->align != ALIGN_NONE || node->kind != NODE_TABLE_CELL)
        return node->align;
    const struct node *table = node->parent ? node->parent->parent : NULL;
    if (!table || table->kind != NODE_TABLE || !table->table.columns || node->cell.column < 0 ||
        node->cell.column >= table->table.column_count)
        return ALIGN_NONE;
    return table->table.columns[node->cell.column];
}

/* A block that has to be written as an inline element still looks like a block. */
static bool is_disguised(const struct node *node, const char *name)
{
    return !node_is_inline(node->kind) && (strcmp(name, "span") == 0 || strcmp(name, "code") == 0);
}

static bool is_missing_image(const struct node *node, const char *name)
{
    return node->kind == NODE_IMAGE && strcmp(name, "img") != 0;
}

static bool is_wide_table(const struct writer *writer, const struct node *node, const char *name)
{
    return node->kind == NODE_TABLE && strcmp(name, "table") == 0 &&
           epub_is_wide_table(writer, node);
}

static bool fills_cell(const struct node *node, const char *name)
{
    return node->kind == NODE_IMAGE && strcmp(name, "img") == 0 && epub_fills_cell(node);
}

static void add_class(struct buffer *classes, const char *name)
{
    if (!name || !*name)
        return;
    if (classes->length)
        buffer_put_char(classes, ' ');
    buffer_put_string(classes, name);
}

static void put_classes(struct writer *writer, const struct node *node, const char *name)
{
    struct buffer *classes = &writer->scratch;
    enum alignment align = epub_find_alignment(node);
    buffer_clear(classes);
    if (!writer->edition->plain) {
        add_class(classes, is_disguised(node, name) ? "block" : NULL);
        add_class(classes, epub_elements[node->kind].class_name);
        add_class(classes, is_missing_image(node, name) ? "missing-image" : NULL);
        add_class(classes, node->kind == NODE_ALERT ? alerts[node->alert.kind] : NULL);
        add_class(classes, node->kind == NODE_LIST_ITEM && node->item.task ? "task" : NULL);
        add_class(classes, is_wide_table(writer, node, name) ? "wide" : NULL);
        add_class(classes, fills_cell(node, name) ? "in-cell" : NULL);
        if (align != ALIGN_NONE) {
            add_class(classes, "align-");
            buffer_put_string(classes, alignments[align]);
        }
    }
    add_class(classes, node->classes);
    if (classes->length)
        epub_put_attribute(writer->out, "class", buffer_string(classes));
    if (writer->edition->plain && align != ALIGN_NONE)
        epub_put_attribute(writer->out, "align", alignments[align]);
}

/* The generated ids of headings are no part of what CommonMark prints. */
static void put_id(struct writer *writer, const struct node *node)
{
    const struct anchor *anchor = anchors_find(&writer->edition->anchors, node);
    if (anchor && !epub_is_repeated(writer, node) &&
        !(writer->edition->plain && node->kind == NODE_HEADING))
        epub_put_attribute(writer->out, "id", anchor->id);
}

/* Does a text here run from right to left? Asks no further up than books are nested. */
static bool is_from_right(const struct writer *writer, const struct node *node)
{
    enum { FURTHEST = 32 };
    for (int i = 0; i < FURTHEST && node; i++, node = node->parent)
        if (node->direction != DIRECTION_INHERITED)
            return node->direction == DIRECTION_RIGHT_TO_LEFT;
    return book_runs_right_to_left(writer->edition->language);
}

/* Code runs from left to right whatever is around it. */
static void put_direction(struct writer *writer, const struct node *node, const char *name)
{
    if (node->direction != DIRECTION_INHERITED)
        epub_put_attribute(writer->out, "dir", directions[node->direction]);
    else if (strcmp(name, "pre") == 0 && is_from_right(writer, node))
        epub_put_attribute(writer->out, "dir", "ltr");
}

void epub_put_attributes(struct writer *writer, const struct node *node, const char *name)
{
    const struct element *element = &epub_elements[node->kind];
    if (special[node->kind])
        special[node->kind](writer, node, name);
    put_id(writer, node);
    put_classes(writer, node, name);
    if (element->type)
        epub_put_attribute(writer->out, "epub:type", element->type);
    if (element->role && strcmp(name, element->name) == 0)
        epub_put_attribute(writer->out, "role", element->role);
    if (node->lang)
        epub_put_language(writer->out, node->lang);
    put_direction(writer, node, name);
    if (node->title)
        epub_put_attribute(writer->out, "title", node->title);
}
