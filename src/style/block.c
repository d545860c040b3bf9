/* Enters: the syntax tree of a block. Leaves: its declarations, values as text. What the grammar
 * could not read is split at semicolons, so that a slip costs one declaration and not the rest of
 * the block. */
#include <ctype.h>

#include "style/reader.h"

typedef VECTOR(struct declaration) declarations;

/* ── Text ────────────────────────────────────────────────────────────────────────────────────── */

/* The bytes of the comment, string or single character at `at`. */
static size_t piece_length(struct slice text, size_t at)
{
    char c = text.start[at];
    size_t end = at + 1;
    if (c == '/' && end < text.length && text.start[end] == '*') {
        for (end++; end + 1 < text.length; end++)
            if (text.start[end] == '*' && text.start[end + 1] == '/')
                return end + 2 - at;
        return text.length - at;
    }
    if (c == '\\' && end < text.length)
        return 2;
    if (c != '"' && c != '\'')
        return 1;
    while (end < text.length && text.start[end] != c)
        end += text.start[end] == '\\' ? 2 : 1;
    return (end < text.length ? end + 1 : text.length) - at;
}

const char *reader_copy(const struct reader *reader, struct slice text)
{
    struct buffer copy = {0};
    bool space = false;
    for (size_t at = 0, length; at < text.length; at += length) {
        length = piece_length(text, at);
        const char *piece = text.start + at;
        bool is_comment = length > 1 && *piece == '/';
        if (is_comment || isspace((unsigned char)*piece)) {
            space = true;
            continue;
        }
        if (space && copy.length > 0)
            buffer_put_char(&copy, ' ');
        space = false;
        buffer_put(&copy, piece, length);
    }
    const char *kept = arena_copy_bytes(reader->sheets->arena, buffer_string(&copy), copy.length);
    buffer_drop(&copy);
    return kept;
}

const char *reader_quote(const struct reader *reader, struct slice text)
{
    enum { SHOWN = 40 };
    size_t length = text.length < SHOWN ? text.length : SHOWN;
    for (size_t i = 0; i < length; i++)
        if (text.start[i] == '\n')
            length = i;
    while (length > 0 && ((unsigned char)text.start[length - 1] >= 0x80 ||
                          isspace((unsigned char)text.start[length - 1])))
        length--; /* no cut through a character */
    return arena_printf(reader->sheets->arena, "%.*s%s", (int)length, text.start,
                        length < text.length ? "…" : "");
}

/* ── Declarations ────────────────────────────────────────────────────────────────────────────── */

static const char *copy_name(const struct reader *reader, struct slice name)
{
    char *copy = arena_copy_bytes(reader->sheets->arena, name.start, name.length);
    bool is_custom = name.length > 2 && copy[0] == '-' && copy[1] == '-';
    for (char *c = copy; *c && !is_custom; c++)
        *c = (char)tolower((unsigned char)*c);
    return copy;
}

static bool is_name(struct slice name)
{
    for (size_t i = 0; i < name.length; i++)
        if (!isalnum((unsigned char)name.start[i]) && name.start[i] != '-' && name.start[i] != '_')
            return false;
    return name.length > 0 && !isdigit((unsigned char)name.start[0]);
}

/* Takes "!important" off the end of a value. */
static bool take_important(struct slice *value)
{
    static const char word[] = "important";
    struct slice rest = slice_trim(*value);
    size_t length = sizeof word - 1;
    if (rest.length <= length ||
        !slice_is((struct slice){rest.start + rest.length - length, length}, word))
        return false;
    rest.length -= length;
    rest = slice_trim(rest);
    if (rest.length == 0 || rest.start[rest.length - 1] != '!')
        return false;
    rest.length--;
    *value = slice_trim(rest);
    return true;
}

/* `where` is that of the piece's first byte. */
static struct position shift(struct position where, const char *from, const char *to)
{
    for (; from < to; from++) {
        where.column++;
        if (*from == '\n') {
            where.line++;
            where.column = 1;
        }
    }
    return where;
}

static bool is_whole_string(const char *piece, size_t length)
{
    return length > 1 && piece[length - 1] == *piece && !memchr(piece, '\n', length);
}

/* Brackets in pairs, strings closed, no braces, no "@": what no other parser can take amiss. */
static bool is_sound(struct slice value)
{
    enum { DEEPEST = 16 };
    char closers[DEEPEST];
    int depth = 0;
    for (size_t at = 0, length; at < value.length; at += length) {
        const char *piece = value.start + at;
        length = piece_length(value, at);
        if (*piece == '(' || *piece == '[') {
            if (depth == DEEPEST)
                return false;
            closers[depth++] = *piece == '(' ? ')' : ']';
        } else if (strchr("{}@", *piece) ||
                   ((*piece == ')' || *piece == ']') &&
                    (depth == 0 || closers[--depth] != *piece)) ||
                   ((*piece == '"' || *piece == '\'') && !is_whole_string(piece, length))) {
            return false;
        }
    }
    return depth == 0;
}

static const char *find_colon(struct slice piece)
{
    for (size_t at = 0; at < piece.length; at += piece_length(piece, at))
        if (piece.start[at] == ':')
            return piece.start + at;
    return NULL;
}

/* "name: value" as text, at `where`. */
static void read_piece(const struct reader *reader, struct slice piece, struct position where,
                       declarations *list)
{
    const char *colon = find_colon(piece);
    struct slice written = {piece.start, colon ? (size_t)(colon - piece.start) : piece.length};
    const char *copy = reader_copy(reader, written);
    struct slice name = {copy, strlen(copy)};
    if (!colon || !is_name(name)) {
        css_warn(reader->sheets->diag, "css-syntax", where, "a declaration is \"property: value;\"",
                 "\"%s\" is no declaration", reader_quote(reader, piece));
        return;
    }
    struct slice value = {colon + 1, (size_t)(piece.start + piece.length - colon - 1)};
    value = slice_trim(value);
    bool important = take_important(&value);
    if (!is_sound(value)) {
        css_warn(reader->sheets->diag, "css-syntax", where, "is a bracket or a quote missing?",
                 "\"%s\" cannot be read", reader_quote(reader, piece));
        return;
    }
    if (value.length == 0 && !(name.length > 2 && name.start[0] == '-' && name.start[1] == '-')) {
        css_warn(reader->sheets->diag, "css-syntax", where, NULL, "\"%s\" has no value",
                 reader_quote(reader, name));
        return;
    }
    vector_push(list, (struct declaration){.name = copy_name(reader, name),
                                           .value = reader_copy(reader, value),
                                           .important = important,
                                           .where = where,
                                           .value_where = shift(where, piece.start, value.start)});
}

/* Splits text at its semicolons. */
static void read_loose(const struct reader *reader, struct slice text, struct position where,
                       declarations *list)
{
    size_t start = 0;
    for (size_t at = 0; at <= text.length;) {
        if (at < text.length && text.start[at] != ';') {
            at += piece_length(text, at);
            continue;
        }
        if (at > text.length)
            at = text.length;
        struct slice piece = slice_trim((struct slice){text.start + start, at - start});
        if (piece.length > 0)
            read_piece(reader, piece, shift(where, text.start, piece.start), list);
        start = ++at;
    }
}

/* A declaration, and what behind it the grammar did not take for a part of it ("! IMPORTANT"): in
 * that case the cursor moves on. */
static void read_declaration(const struct reader *reader, TSTreeCursor *cursor, declarations *list)
{
    TSNode node = ts_tree_cursor_current_node(cursor);
    struct slice text = text_of(reader, node);
    bool is_ended = text.length > 0 && text.start[text.length - 1] == ';';
    TSNode next = ts_node_next_sibling(node);
    if (!is_ended && !ts_node_is_null(next) && is_type(next, "ERROR")) {
        struct slice rest = text_of(reader, next);
        text.length = (size_t)(rest.start + rest.length - text.start);
        ts_tree_cursor_goto_next_sibling(cursor);
    }
    read_loose(reader, text, position_of(reader, node), list);
}

static void keep(const struct reader *reader, struct rule *rule, declarations *list)
{
    rule->declaration_count = list->count;
    rule->declarations = ARENA_ARRAY(reader->sheets->arena, struct declaration, list->count + 1);
    if (list->count)
        memcpy(rule->declarations, list->items, list->count * sizeof *list->items);
    vector_drop(list);
}

void reader_declarations(struct reader *reader, TSNode block, struct rule *rule,
                         void (*other)(struct reader *reader, TSNode node, const struct rule *rule))
{
    declarations list = {0};
    TSTreeCursor cursor = ts_tree_cursor_new(block);
    for (bool more = ts_tree_cursor_goto_first_child(&cursor); more;
         more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        if (is_type(node, "declaration"))
            read_declaration(reader, &cursor, &list);
        else if (ts_node_is_missing(node))
            css_warn(reader->sheets->diag, "css-syntax", rule->where, NULL,
                     "the block of \"%s\" is not closed: a } is missing", rule->prelude);
        else if (is_type(node, "ERROR"))
            read_loose(reader, text_of(reader, node), position_of(reader, node), &list);
        else if (is_type(node, "js_comment"))
            css_warn(reader->sheets->diag, "css-syntax", position_of(reader, node),
                     "comments are written /* so */", "CSS has no such comment: \"%s\"",
                     reader_quote(reader, text_of(reader, node)));
        else if (ts_node_is_named(node) && !is_type(node, "comment"))
            other(reader, node, rule);
    }
    ts_tree_cursor_delete(&cursor);
    keep(reader, rule, &list);
}
