/* Enters: the tree. Leaves: its fields: "**Difficulty**: Intermediate" right below a heading
 * becomes a paragraph of class "field field-difficulty value-intermediate" that holds
 * span.field-label, a space and span.field-value. Several labelled lines in one paragraph become
 * one paragraph each.
 *
 * A line is a field when it is *a label in bold or italics, a colon, a value*, and both are short:
 *   - the label has a letter or digit, at most 3 words and 30 columns;
 *   - the value fills at most 40 columns and has, between its commas, at most 4 words that start
 *     with a letter; it ends in no punctuation of a sentence or clause, and holds nothing but
 * words: no code, link, picture or note. "**Strategy**: Use a set." and "**File**: `a.py`" are
 * none. It must stand below its heading, with nothing but fields between them, at most 8 of them,
 * and all lines of its paragraph must be fields: what goes on as prose is prose. */
#include "book/passes.h"

#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"

enum { MOST_FIELDS = 8, LABEL_WORDS = 3, LABEL_COLUMNS = 30, VALUE_WORDS = 4, VALUE_COLUMNS = 40 };

/* A paragraph's children [first, end) between two breaks. */
struct line {
    struct node *first, *end;
    struct node *label; /* the emphasised node that it begins with */
    struct node *rest;  /* what stands behind the label */
    size_t taken;       /* bytes of `rest` up to the colon and behind it */
};

/* ── Words ───────────────────────────────────────────────────────────────────────────────────── */

struct size {
    int columns, words; /* words of the part between two commas that has the most of them */
};

static bool parts_list(uint32_t c)
{
    return c == ',' || c == ';' || c == '/' || c == '|' || c == 0xB7 || c == 0x2022 ||
           c == 0x3001 || c == 0xFF0C;
}

static bool is_letter(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/* Stops counting where it is too long anyway. */
static struct size measure(const char *text)
{
    struct size size = {0, 0};
    const char *end = text + strlen(text);
    int words = 0;
    bool in_word = false;
    while (text < end && size.columns <= VALUE_COLUMNS) {
        uint32_t c = utf8_next(&text, end);
        size.columns += utf8proc_charwidth((utf8proc_int32_t)c);
        words = parts_list(c) ? 0 : words + (!in_word && is_letter(c));
        in_word = c != ' ' && !parts_list(c);
        size.words = words > size.words ? words : size.words;
    }
    return size;
}

static bool ends_sentence(const char *text)
{
    static const uint32_t marks[] = {'.',    '!',    '?',    ':',    ';',    ',',    0x2026,
                                     0x3001, 0x3002, 0xFF01, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F,
                                     0x060C, 0x061B, 0x061F, 0x06D4, 0x0964};
    const char *end = text + strlen(text);
    uint32_t last = 0;
    while (text < end)
        last = utf8_next(&text, end);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i] == last)
            return true;
    return false;
}

/* Bytes of the colon that the text starts with, or 0. */
static size_t colon_bytes(const char *text)
{
    return *text == ':' ? 1 : strncmp(text, "\xEF\xBC\x9A", 3) == 0 ? 3 : 0;
}

/* Bytes of white space that the text starts with, no-break spaces included. */
static size_t space_bytes(const char *text)
{
    const char *at = text;
    for (;;) {
        if (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
            at++;
        else if (strncmp(at, "\xC2\xA0", 2) == 0)
            at += 2;
        else if (strncmp(at, "\xE2\x80\xAF", 3) == 0)
            at += 3;
        else
            return (size_t)(at - text);
    }
}

static void cut_spaces(char *text)
{
    size_t length = strlen(text);
    while (length > 0 && (unsigned char)text[length - 1] <= ' ')
        text[--length] = '\0';
}

static bool holds_words_only(const struct node *root)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk)) {
        switch (walk.node->kind) {
        case NODE_TEXT:
        case NODE_EMPHASIS:
        case NODE_STRONG:
        case NODE_ITALIC:
        case NODE_BOLD:
        case NODE_UNDERLINED:
        case NODE_SMALL:
        case NODE_MARK:
        case NODE_ABBREVIATION:
        case NODE_SUBSCRIPT:
        case NODE_SUPERSCRIPT:
        case NODE_SPAN:
            continue;
        default:
            return false;
        }
    }
    return true;
}

/* ── Detection ───────────────────────────────────────────────────────────────────────────────── */

static bool is_break(const struct node *node)
{
    return node->kind == NODE_SOFT_BREAK || node->kind == NODE_HARD_BREAK;
}

static bool is_blank(const struct node *node)
{
    return is_break(node) || (node->kind == NODE_TEXT && !node->text[space_bytes(node->text)]);
}

/* The line that begins at `first` or behind the blanks there. `first` is NULL behind the last. */
static struct line find_line(struct node *first)
{
    while (first && is_blank(first))
        first = first->next;
    struct node *end = first;
    while (end && !is_break(end))
        end = end->next;
    return (struct line){.first = first, .end = end};
}

/* The label's text without its colon, which may stand in it or behind it; NULL: there is none. */
static const char *read_label(struct arena *arena, struct line *line)
{
    line->label = line->first;
    line->rest = line->label->next;
    line->taken = 0;
    char *text = node_copy_words(arena, line->label);
    size_t length = strlen(text), bytes = 0;
    for (size_t width = 1; width <= 3 && width <= length && !bytes; width++)
        if (colon_bytes(text + length - width) == width)
            bytes = width;
    if (bytes) {
        text[length - bytes] = '\0';
        cut_spaces(text);
        return text;
    }
    if (line->rest == line->end || line->rest->kind != NODE_TEXT)
        return NULL;
    size_t spaces = space_bytes(line->rest->text);
    bytes = colon_bytes(line->rest->text + spaces);
    line->taken = spaces + bytes;
    return bytes ? text : NULL;
}

static bool is_label(const char *text)
{
    struct size size = measure(text);
    return size.columns <= LABEL_COLUMNS && size.words <= LABEL_WORDS && has_words(text);
}

/* The value's words in `arena`; NULL: it holds something else, or is too long to be looked at. */
static const char *read_value(struct arena *arena, const struct line *line)
{
    enum { LONGEST = VALUE_COLUMNS * 4 * UTF8_MAX };
    struct buffer text = {0};
    bool is_good = true;
    for (const struct node *node = line->rest; is_good && node != line->end; node = node->next) {
        is_good = holds_words_only(node) && text.length <= LONGEST;
        if (is_good)
            node_put_text(node, &text);
    }
    const char *value = buffer_string(&text) + line->taken;
    value += space_bytes(value);
    char *copy = is_good && strlen(value) <= LONGEST ? arena_copy_string(arena, value) : NULL;
    buffer_drop(&text);
    if (copy)
        cut_spaces(copy);
    return copy;
}

static bool is_value(const char *text)
{
    struct size size = measure(text);
    return *text && size.columns <= VALUE_COLUMNS && size.words <= VALUE_WORDS &&
           !ends_sentence(text);
}

static bool is_emphasised(const struct node *node)
{
    return node->kind == NODE_STRONG || node->kind == NODE_BOLD || node->kind == NODE_EMPHASIS ||
           node->kind == NODE_ITALIC;
}

static bool is_field(struct arena *arena, struct line *line)
{
    if (!is_emphasised(line->first) || !holds_words_only(line->first))
        return false;
    const char *label = read_label(arena, line);
    const char *value = label && is_label(label) ? read_value(arena, line) : NULL;
    return value && is_value(value);
}

/* How many fields the paragraph is; 0: it is none. */
static int count_fields(struct arena *arena, const struct node *paragraph)
{
    int count = 0;
    struct line line = find_line(paragraph->first);
    for (; line.first && count <= MOST_FIELDS; line = find_line(line.end), count++)
        if (!is_field(arena, &line))
            return 0;
    return count;
}

/* ── Marking ─────────────────────────────────────────────────────────────────────────────────── */

static void add_class(struct arena *arena, struct node *node, const char *name)
{
    node->classes = node->classes ? arena_printf(arena, "%s %s", node->classes, name) : name;
}

static struct node *add_span(struct arena *arena, struct node *before, const char *class)
{
    struct node *span = node_new(arena, NODE_SPAN, before->where);
    span->classes = class;
    node_insert_before(before, span);
    return span;
}

static struct node *add_text(struct arena *arena, struct node *parent, const char *text)
{
    struct node *node = node_new(arena, NODE_TEXT, parent->where);
    node->text = text;
    node_append(parent, node);
    return node;
}

/* The label and its colon. */
static void wrap_label(struct arena *arena, const struct line *line)
{
    struct node *span = add_span(arena, line->label, "field-label");
    node_unlink(line->label);
    node_append(span, line->label);
    if (line->taken == 0)
        return;
    add_text(arena, span, arena_copy_bytes(arena, line->rest->text, line->taken));
    line->rest->text += line->taken;
}

/* Takes white space away at the start of the line's value and at the paragraph's end. */
static void trim(struct arena *arena, struct node *paragraph, struct node *start)
{
    for (struct node *next; is_blank(start); start = next) {
        next = start->next;
        node_unlink(start);
    }
    if (start->kind == NODE_TEXT)
        start->text += space_bytes(start->text);
    while (is_blank(paragraph->last))
        node_unlink(paragraph->last);
    if (paragraph->last->kind == NODE_TEXT) {
        char *text = arena_copy_string(arena, paragraph->last->text);
        cut_spaces(text);
        paragraph->last->text = text;
    }
}

/* A span of the author's that is the whole value is it: it keeps its class and gets another. */
static struct node *wrap_value(struct arena *arena, struct node *paragraph, struct node *label)
{
    struct node *first = label->next;
    bool is_span = first->kind == NODE_SPAN && !first->next;
    struct node *span = is_span ? first : add_span(arena, first, "field-value");
    if (is_span)
        add_class(arena, span, "field-value");
    while (!is_span && span->next) {
        struct node *node = span->next;
        node_unlink(node);
        node_append(span, node);
    }
    node_unlink(span);
    add_text(arena, paragraph, " ");
    node_append(paragraph, span);
    return span;
}

static void mark(struct arena *arena, struct node *paragraph, struct line *line)
{
    const char *label = book_slug(arena, read_label(arena, line));
    wrap_label(arena, line);
    trim(arena, paragraph, paragraph->first->next);
    struct node *value = wrap_value(arena, paragraph, paragraph->first);
    const char *slug = book_slug(arena, node_copy_words(arena, value));
    add_class(arena, paragraph, arena_printf(arena, "field field-%s", label));
    if (*slug)
        add_class(arena, paragraph, arena_printf(arena, "value-%s", slug));
    paragraph->field.label = label;
    paragraph->field.value = value;
}

/* Moves the lines behind the first one to a paragraph of their own. */
static struct node *split(struct arena *arena, struct node *paragraph, struct node *first)
{
    struct node *other = node_new(arena, NODE_PARAGRAPH, first->where);
    other->align = paragraph->align;
    other->direction = paragraph->direction;
    other->lang = paragraph->lang;
    other->classes = paragraph->classes;
    node_insert_after(paragraph, other);
    for (struct node *next; first; first = next) {
        next = first->next;
        node_unlink(first);
        node_append(other, first);
    }
    return other;
}

/* Marks the lines of a paragraph of fields. Returns the last one. */
static struct node *mark_lines(struct arena *arena, struct node *paragraph)
{
    for (;;) {
        struct line line = find_line(paragraph->first);
        struct line next = find_line(line.end);
        struct node *other = next.first ? split(arena, paragraph, next.first) : NULL;
        while (paragraph->first != line.first)
            node_unlink(paragraph->first);
        while (is_blank(paragraph->last))
            node_unlink(paragraph->last);
        line.end = NULL;
        mark(arena, paragraph, &line);
        if (!other)
            return paragraph;
        paragraph = other;
    }
}

static void mark_below(struct arena *arena, const struct node *heading)
{
    int left = MOST_FIELDS;
    struct node *node = heading->next;
    while (node && node->kind == NODE_PARAGRAPH) {
        int count = count_fields(arena, node);
        left -= count;
        if (count == 0 || left < 0)
            return;
        node = mark_lines(arena, node)->next;
    }
}

void mark_fields(struct completion *completion)
{
    struct walk walk = walk_start(completion->book->root);
    while (walk_next(&walk))
        if (!walk.entering && walk.node->kind == NODE_HEADING)
            mark_below(completion->book->arena, walk.node);
}

/* ── Asking ──────────────────────────────────────────────────────────────────────────────────── */

const struct node *book_next_field(const struct node *after)
{
    const struct node *next = after->next;
    return next && next->kind == NODE_PARAGRAPH && next->field.label ? next : NULL;
}
