/* Enters: the tree. Leaves: its fields: "**Difficulty**: Intermediate" right below a heading
 * becomes a paragraph of class "field field-difficulty value-intermediate" that holds
 * span.field-label, a space and span.field-value.
 *
 * A labelled line is *a label in bold or italics, a colon, a value*. It is a field when
 *   - the label has a letter or digit, at most 3 words and 30 columns;
 *   - the value has at most 40 columns and, between its commas, at most 4 words that start with a
 *     letter;
 *   - the value ends in no punctuation of a sentence or clause ("**Strategy**: Use a set.");
 *   - the value is words: no code, link, picture or note ("**File**: `a.py`").
 *
 * A paragraph below a heading, with nothing but such paragraphs between, is one of fields when it
 * begins with a label and one of its lines is a field. Its labelled lines, which may also be parted
 * by a "|" or "·", become paragraphs each, those that are no fields, too, up to a line that goes on
 * without a label: prose stays prose. There are at most 8 labelled lines below a heading. */
#include "book/passes.h"

#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"

enum { MOST_LINES = 8, LABEL_WORDS = 3, LABEL_COLUMNS = 30, VALUE_WORDS = 4, VALUE_COLUMNS = 40 };

/* A paragraph's children [first, end), from one label up to the next. */
struct line {
    struct node *first, *end;
    const char *label; /* NULL: it has none */
    size_t taken;      /* bytes of the text behind the label up to the colon and with it */
    bool is_parted;    /* a "|" or the like stands at its end */
    bool is_prose;     /* it goes on over a break */
    bool is_field;
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

/* As the ids of headings, but without hyphens at the ends: they come from signs left out. */
static const char *make_slug(struct arena *arena, const char *text)
{
    char *slug = book_slug(arena, text);
    size_t length = strlen(slug);
    while (length > 0 && slug[length - 1] == '-')
        slug[--length] = '\0';
    return slug + strspn(slug, "-");
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

static bool is_emphasised(const struct node *node)
{
    return node->kind == NODE_STRONG || node->kind == NODE_BOLD || node->kind == NODE_EMPHASIS ||
           node->kind == NODE_ITALIC;
}

/* A label's text without its colon, which may stand in it or behind it; NULL: it is none. */
static const char *read_label(struct arena *arena, const struct node *node, size_t *taken)
{
    *taken = 0;
    if (!is_emphasised(node) || !holds_words_only(node))
        return NULL;
    char *text = node_copy_words(arena, node);
    size_t length = strlen(text);
    for (size_t width = 1; width <= 3 && width <= length; width++)
        if (colon_bytes(text + length - width) == width) {
            text[length - width] = '\0';
            cut_spaces(text);
            return text;
        }
    if (!node->next || node->next->kind != NODE_TEXT)
        return NULL;
    size_t spaces = space_bytes(node->next->text), colon = colon_bytes(node->next->text + spaces);
    *taken = colon ? spaces + colon : 0;
    return colon ? text : NULL;
}

/* Cuts off the mark that parts a line from the next one; false: there is none. */
static bool cut_mark(char *text)
{
    static const char *const marks[] = {"|", "\xC2\xB7", "\xE2\x80\xA2", "\xE2\x80\x93",
                                        "\xE2\x80\x94"};
    cut_spaces(text);
    size_t length = strlen(text);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t bytes = strlen(marks[i]);
        if (length >= bytes && strcmp(text + length - bytes, marks[i]) == 0) {
            text[length - bytes] = '\0';
            cut_spaces(text);
            return true;
        }
    }
    return false;
}

static bool ends_in_mark(struct arena *arena, const struct node *text)
{
    return text->kind == NODE_TEXT && cut_mark(arena_copy_string(arena, text->text));
}

/* Where the line that begins with `first` ends. */
static struct node *find_end(struct arena *arena, struct line *line)
{
    size_t taken;
    for (struct node *node = line->first->next, *next; node; node = node->next) {
        for (next = node; next && is_break(node) && is_blank(next);)
            next = next->next;
        if (!next)
            return node;
        bool is_label = read_label(arena, next, &taken) != NULL;
        line->is_parted = is_label && next == node && ends_in_mark(arena, node->previous);
        if (is_label && (next != node || line->is_parted))
            return node;
        line->is_prose = line->is_prose || next != node;
    }
    return NULL;
}

static bool is_label(struct arena *arena, const char *text)
{
    struct size size = measure(text);
    return size.columns <= LABEL_COLUMNS && size.words <= LABEL_WORDS && has_words(text) &&
           *make_slug(arena, text);
}

/* The value's words in `arena`; NULL: it holds something else, or is too long to be looked at. */
static const char *read_value(struct arena *arena, const struct line *line)
{
    enum { LONGEST = VALUE_COLUMNS * 4 * UTF8_MAX };
    struct buffer text = {0};
    bool is_good = true;
    for (const struct node *node = line->first->next; is_good && node != line->end;
         node = node->next) {
        is_good = holds_words_only(node) && text.length <= LONGEST;
        if (is_good)
            node_put_text(node, &text);
    }
    const char *value = buffer_string(&text) + line->taken;
    value += space_bytes(value);
    char *copy = is_good && strlen(value) <= LONGEST ? arena_copy_string(arena, value) : NULL;
    buffer_drop(&text);
    if (copy && line->is_parted)
        cut_mark(copy);
    else if (copy)
        cut_spaces(copy);
    return copy;
}

static bool is_value(const char *text)
{
    struct size size = measure(text);
    return text[space_bytes(text)] && size.columns <= VALUE_COLUMNS && size.words <= VALUE_WORDS &&
           !ends_sentence(text);
}

/* The line that begins at `first` or behind the blanks there. Its first node is NULL behind the
 * last one. */
static struct line find_line(struct arena *arena, struct node *first)
{
    struct line line = {0};
    while (first && is_blank(first))
        first = first->next;
    line.first = first;
    if (!first)
        return line;
    line.label = read_label(arena, first, &line.taken);
    line.end = line.label ? find_end(arena, &line) : NULL;
    const char *value = line.label && is_label(arena, line.label) ? read_value(arena, &line) : NULL;
    line.is_field = value && is_value(value);
    return line;
}

/* How many labelled lines the paragraph is; 0: there is no field in it. */
static int count_lines(struct arena *arena, const struct node *paragraph)
{
    int count = 0, fields = 0;
    struct line line = find_line(arena, paragraph->first);
    for (; line.label && !line.is_prose && count <= MOST_LINES; count++) {
        fields += line.is_field;
        line = find_line(arena, line.end);
    }
    return fields > 0 ? count : 0;
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
static void wrap_label(struct arena *arena, struct node *label, size_t taken)
{
    struct node *span = add_span(arena, label, "field-label"), *rest = label->next;
    node_unlink(label);
    node_append(span, label);
    if (taken == 0)
        return;
    add_text(arena, span, arena_copy_bytes(arena, rest->text, taken));
    rest->text += taken;
}

/* Takes white space away at the end of a line, and the mark that parts it from the next one. */
static void trim_end(struct arena *arena, struct node *paragraph, bool is_parted)
{
    while (is_blank(paragraph->last))
        node_unlink(paragraph->last);
    if (paragraph->last->kind != NODE_TEXT)
        return;
    char *text = arena_copy_string(arena, paragraph->last->text);
    if (is_parted)
        cut_mark(text);
    else
        cut_spaces(text);
    paragraph->last->text = text;
    if (!*text)
        node_unlink(paragraph->last);
}

static void trim_start(struct node *start)
{
    for (struct node *next; is_blank(start); start = next) {
        next = start->next;
        node_unlink(start);
    }
    if (start->kind == NODE_TEXT)
        start->text += space_bytes(start->text);
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

static void mark(struct arena *arena, struct node *paragraph, const struct line *line)
{
    const char *label = make_slug(arena, line->label);
    wrap_label(arena, line->first, line->taken);
    trim_start(paragraph->first->next);
    struct node *value = wrap_value(arena, paragraph, paragraph->first);
    const char *slug = make_slug(arena, node_copy_words(arena, value));
    add_class(arena, paragraph, arena_printf(arena, "field field-%s", label));
    if (*slug)
        add_class(arena, paragraph, arena_printf(arena, "value-%s", slug));
    paragraph->field.value = value;
}

/* Moves `first` and what stands behind it to a paragraph of their own. */
static struct node *split(struct arena *arena, struct node *paragraph, struct node *first)
{
    struct node *other = node_new(arena, NODE_PARAGRAPH, first->where);
    other->align = paragraph->align;
    other->direction = paragraph->direction;
    other->overrides_direction = paragraph->overrides_direction;
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

/* Parts and marks the lines of a paragraph. Returns the last one. */
static struct node *mark_lines(struct arena *arena, struct node *paragraph)
{
    for (;;) {
        struct line line = find_line(arena, paragraph->first);
        if (line.is_prose)
            return paragraph;
        struct node *next = line.end;
        while (next && is_blank(next))
            next = next->next;
        struct node *other = next ? split(arena, paragraph, next) : NULL;
        while (paragraph->first != line.first)
            node_unlink(paragraph->first);
        trim_end(arena, paragraph, line.is_parted);
        paragraph->field.label = make_slug(arena, line.label);
        if (line.is_field)
            mark(arena, paragraph, &line);
        if (!other)
            return paragraph;
        paragraph = other;
    }
}

static void mark_below(struct arena *arena, const struct node *heading)
{
    int left = MOST_LINES;
    struct node *node = heading->next;
    while (node && node->kind == NODE_PARAGRAPH) {
        int count = count_lines(arena, node);
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
    do
        after = after->next;
    while (after && after->kind == NODE_PARAGRAPH && after->field.label && !after->field.value);
    return after && after->kind == NODE_PARAGRAPH && after->field.value ? after : NULL;
}
