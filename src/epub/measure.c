/* Enters: nodes that are not written yet. Leaves: about how many bytes of XHTML they become, rather
 * a few more than less: escapes, tags, attributes and addresses are counted, as what is short in
 * Markdown may be long in XML. What is only known when all is in its place (ids that are made up,
 * names of files) counts as it is as a rule. */
#include <ctype.h>
#include <string.h>

#include "epub/writer.h"

enum {
    TAG_MARKS = 7,         /* <></> and two line ends */
    ATTRIBUTE_SIZE = 10,   /* without its value, as a rule */
    CLASSES_SIZE = 24,     /* that are given to a node besides its own */
    MADE_ID_SIZE = 24,     /* ` id="target-1234567"` */
    FILE_NAME_SIZE = 32,   /* as a rule */
    PIECE_SIZE = 22,       /* <span class=""></span> */
    COLUMN_SIZE = 28,      /* <col style="width: 50%" /> */
    REFERENCE_SIZE = 100,  /* <sup><a epub:type="noteref" role="doc-noteref">1234</a></sup> */
    BACKLINK_SIZE = 60,    /* <a href="#noteref-1234567" role="doc-backlink">1234</a> */
    BOX_SIZE = 30,         /* <span class="box">☐</span> */
    ALERT_TITLE_SIZE = 60, /* <p class="alert-title">Important</p> */
    CODE_BLOCK_SIZE = 80,  /* <pre role="group" aria-label="Code: "><code class="language-"> … */
    CODE_SIZE = 13,        /* <code></code> */
    BREAK_SIZE = 8,        /* <br /> */
    IMAGE_SIZE = 110       /* <img src="images/image-001.png" alt="" width="1234" … /> */
};

/* ── Strings ─────────────────────────────────────────────────────────────────────────────────── */

/* How many more bytes than one these become. */
static const unsigned char escapes[256] = {['&'] = 4, ['<'] = 3, ['>'] = 3, ['\r'] = 4};

static size_t measure_bytes(const char *text, size_t length)
{
    size_t size = length;
    for (size_t i = 0; i < length; i++)
        size += escapes[(unsigned char)text[i]];
    return size;
}

static size_t measure_text(const char *text)
{
    return text ? measure_bytes(text, strlen(text)) : 0;
}

/* Quotation marks are escaped here only. */
static size_t measure_attribute(const char *value)
{
    size_t size = value ? ATTRIBUTE_SIZE + measure_text(value) : 0;
    for (; value && *value; value++)
        size += *value == '"' ? 5 : 0;
    return size;
}

/* An id or a URL: what is not plain in it becomes three characters, as a rule. */
static size_t measure_address(const char *address, const char *plain_marks)
{
    size_t size = 0;
    for (; address && *address; address++) {
        bool is_plain = isalnum((unsigned char)*address) || strchr(plain_marks, *address);
        size += *address == '&' ? 5 : is_plain ? 1 : 3;
    }
    return size;
}

static size_t measure_id(const char *id)
{
    return id ? ATTRIBUTE_SIZE + measure_address(id, "-_") : MADE_ID_SIZE;
}

/* ── Nodes ───────────────────────────────────────────────────────────────────────────────────── */

static size_t measure_attributes(const struct node *node)
{
    size_t size = measure_attribute(node->classes) + measure_attribute(node->title);
    if (node->id)
        size += measure_id(node->id);
    if (node->lang)
        size += 2 * measure_attribute(node->lang);
    if (epub_find_alignment(node) != ALIGN_NONE)
        size += CLASSES_SIZE;
    if (node->direction != DIRECTION_INHERITED)
        size += ATTRIBUTE_SIZE;
    return size;
}

/* The text of an item in a tight list, as a rule. */
static bool is_bare(const struct node *node)
{
    return node->kind == NODE_PARAGRAPH && node->parent->kind == NODE_LIST_ITEM &&
           node->parent->parent->kind == NODE_LIST && node->parent->parent->list.tight;
}

static size_t measure_tags(const struct node *node)
{
    const struct element *element = &epub_elements[node->kind];
    if (!element->name || is_bare(node))
        return 0;
    return 2 * strlen(element->name) + TAG_MARKS + measure_attribute(element->class_name) +
           measure_attribute(element->type) + measure_attribute(element->role);
}

static size_t measure_link(const struct node *node)
{
    if (node->link.kind == LINK_URL)
        return ATTRIBUTE_SIZE + measure_address(node->link.url, "-_./:?=#%+~,;@!");
    const struct node *target = node->link.kind == LINK_NODE ? node->link.target : NULL;
    return FILE_NAME_SIZE + measure_id(target ? target->id : NULL);
}

static size_t measure_cell(const struct node *node)
{
    bool is_header = node->cell.header || node->parent->row.header;
    bool spans = node->cell.column_span > 1 || node->cell.row_span > 1;
    size_t attributes = is_header + 2U * spans;
    return attributes * ATTRIBUTE_SIZE;
}

/* Without its text: see epub_measure_code(). */
static size_t measure_code_block(const struct node *node)
{
    return CODE_BLOCK_SIZE + 2 * measure_text(node->code.language);
}

/* What only some kinds have. */
static size_t measure_kind(const struct node *node)
{
    switch (node->kind) {
    case NODE_TEXT:
        return measure_text(node->text);
    case NODE_CODE:
        return measure_text(node->text) + CODE_SIZE;
    case NODE_CODE_BLOCK:
        return measure_code_block(node);
    case NODE_LINK:
        return measure_link(node);
    case NODE_IMAGE:
        return IMAGE_SIZE + measure_attribute(node->image.image ? node->image.alternative
                                                                : node->image.stand_in);
    case NODE_TABLE:
        return 2 * CLASSES_SIZE + (size_t)node->table.column_count * COLUMN_SIZE;
    case NODE_TABLE_CELL:
        return measure_cell(node);
    case NODE_LIST_ITEM:
        return (node->item.task ? BOX_SIZE : 0U) + (node->item.value ? ATTRIBUTE_SIZE : 0U);
    case NODE_LIST:
        return node->list.ordered ? 2 * ATTRIBUTE_SIZE : 0;
    case NODE_ALERT:
        return ALERT_TITLE_SIZE;
    case NODE_FOOTNOTE:
        return MADE_ID_SIZE + BACKLINK_SIZE;
    case NODE_FOOTNOTE_REFERENCE:
        return REFERENCE_SIZE + 2 * MADE_ID_SIZE;
    case NODE_SOFT_BREAK:
    case NODE_HARD_BREAK:
    case NODE_THEMATIC_BREAK:
    case NODE_CHECKBOX:
        return BREAK_SIZE;
    default:
        return 0;
    }
}

size_t epub_measure_node(const struct node *node)
{
    return measure_tags(node) + measure_attributes(node) + measure_kind(node);
}

/* ── Code ────────────────────────────────────────────────────────────────────────────────────── */

size_t epub_find_span(const struct node *code, size_t offset)
{
    size_t low = 0, high = code->code.span_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (code->code.spans[middle].start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t epub_measure_code(const struct node *code, size_t start, size_t end)
{
    const struct code_span *spans = code->code.spans;
    size_t size = measure_bytes(code->code.text + start, end - start);
    for (size_t i = epub_find_span(code, start); i < code->code.span_count && spans[i].start < end;
         i++)
        size += PIECE_SIZE + strlen(code_class_name(spans[i].class));
    return size;
}
