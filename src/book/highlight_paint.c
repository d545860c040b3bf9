/* Enters: pieces of a text with their classes, in any order, later ones over earlier ones. Leaves:
 * runs of bytes of one class. */
#include "book/highlight.h"

#include <string.h>

static const char *const names[CODE_CLASS_COUNT] = {
    [CODE_KEYWORD] = "hl-keyword",   [CODE_STRING] = "hl-string",
    [CODE_COMMENT] = "hl-comment",   [CODE_NUMBER] = "hl-number",
    [CODE_FUNCTION] = "hl-function", [CODE_TYPE] = "hl-type",
    [CODE_CONSTANT] = "hl-constant", [CODE_ATTRIBUTE] = "hl-attribute",
    [CODE_PROPERTY] = "hl-property", [CODE_PROMPT] = "hl-prompt",
    [CODE_OUTPUT] = "hl-output",     [CODE_INSERTED] = "hl-inserted",
    [CODE_DELETED] = "hl-deleted",
};

const char *code_class_name(enum code_class class)
{
    return names[class];
}

void paint_code(struct painting *painting, uint32_t start, uint32_t end, enum code_class class)
{
    if (end > painting->length)
        end = painting->length;
    if (start < end)
        memset(painting->classes + start, (int)class, end - start);
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

/* A span neither begins nor ends with blanks, and none goes over the end of a line: what has a
 * ground or a line below it would show them. */
static void push_span(const struct painting *painting, uint32_t start, uint32_t end,
                      code_span_list *spans)
{
    while (start < end && is_blank(painting->text[start]))
        start++;
    while (end > start && is_blank(painting->text[end - 1]))
        end--;
    struct code_span span = {start, end, painting->classes[start]};
    if (start < end)
        vector_push(spans, span);
}

void collect_code_spans(const struct painting *painting, code_span_list *spans)
{
    const unsigned char *classes = painting->classes;
    for (uint32_t start = 0, end; start < painting->length; start = end) {
        end = start + 1;
        while (end < painting->length && classes[end] == classes[start] &&
               painting->text[end - 1] != '\n')
            end++;
        if (classes[start] != CODE_PLAIN)
            push_span(painting, start, end, spans);
    }
}
