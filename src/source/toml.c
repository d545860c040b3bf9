/* Enters: the text of a .toml file. Leaves: its pairs, flat. Debian has no library for TOML in C;
 * the grammar that colours TOML in code blocks is in the program anyway, knows all of TOML 1.0, and
 * tells where something is wrong. tree-sitter's mending of errors may be slow in long texts, so
 * what is too long for settings, or nests too deep, is refused before it sees it. */
#include "source/toml.h"

#include <string.h>
#include <tree_sitter/api.h>

#include "base/buffer.h"

enum { LONGEST_FILE = 256 << 10, MOST_BRACKETS = 2000, DEEPEST_TABLE = 16 };

const TSLanguage *tree_sitter_toml(void);

struct toml {
    struct arena *arena;
    const struct input *input;
    toml_take *take;
    void *user;
};

static bool is_type(TSNode node, const char *type)
{
    return strcmp(ts_node_type(node), type) == 0;
}

static struct position locate(const struct toml *toml, TSNode node)
{
    TSPoint point = ts_node_start_point(node);
    return (struct position){toml->input->path, (int)point.row + 1, (int)point.column + 1};
}

/* ── Text ────────────────────────────────────────────────────────────────────────────────────── */

static const char *put_code_point(struct buffer *out, const char *at, const char *end, int digits)
{
    uint32_t code_point = 0;
    for (; digits > 0 && at < end; digits--, at++) {
        uint32_t letter = (uint32_t)*at | 0x20;
        code_point = code_point * 16 + (letter >= 'a' ? letter - 'a' + 10 : letter & 0xF);
    }
    buffer_put_code_point(out, code_point ? code_point : 0xFFFD);
    return at;
}

/* `at` is behind the backslash. */
static const char *put_escape(struct buffer *out, const char *at, const char *end)
{
    static const char names[] = "btnfre", meanings[] = "\b\t\n\f\r\033";
    const char *name = strchr(names, *at);
    if (*at == 'u' || *at == 'U')
        return put_code_point(out, at + 1, end, *at == 'u' ? 4 : 8);
    if (*at == ' ' || *at == '\t' || *at == '\n') /* the line goes on */
        return at + strspn(at, " \t\n");
    buffer_put_char(out, name ? meanings[name - names] : *at);
    return at + 1;
}

static const char *read_string(struct arena *arena, const char *at, const char *end)
{
    char quote = *at;
    bool is_long = end - at >= 6 && at[1] == quote && at[2] == quote;
    size_t marks = is_long ? 3 : 1;
    struct buffer text = {0};
    at += marks;
    end -= marks;
    if (is_long && at < end && *at == '\n')
        at++;
    while (at < end)
        if (*at == '\\' && quote == '"' && at + 1 < end)
            at = put_escape(&text, at + 1, end);
        else
            buffer_put_char(&text, *at++);
    const char *copy = arena_copy_string(arena, buffer_string(&text));
    buffer_drop(&text);
    return copy;
}

static const char *read_text(const struct toml *toml, TSNode node)
{
    const char *start = toml->input->text + ts_node_start_byte(node);
    const char *end = toml->input->text + ts_node_end_byte(node);
    bool is_quoted = end - start >= 2 && (*start == '"' || *start == '\'');
    return is_quoted ? read_string(toml->arena, start, end)
                     : arena_copy_bytes(toml->arena, start, (size_t)(end - start));
}

static bool is_key(TSNode node)
{
    return is_type(node, "bare_key") || is_type(node, "quoted_key") || is_type(node, "dotted_key");
}

/* "table" and a key, which may be dotted itself. Dotted keys nest to the left, as deep as they are
 * long; their words are taken as they come. */
static const char *join_key(const struct toml *toml, const char *table, TSNode key)
{
    const char *text = read_text(toml, key);
    if (is_type(key, "dotted_key")) {
        char *words = arena_copy_string(toml->arena, text), *end = words;
        for (; *text; text++)
            if (!strchr(" \t\"'", *text))
                *end++ = *text;
        *end = '\0';
        text = words;
    }
    return *table ? arena_printf(toml->arena, "%s.%s", table, text) : text;
}

/* ── Values ──────────────────────────────────────────────────────────────────────────────────── */

static bool is_scalar(TSNode node)
{
    return ts_node_is_named(node) && !is_type(node, "array") && !is_type(node, "inline_table") &&
           !is_type(node, "comment");
}

static void take_list(const struct toml *toml, struct toml_pair *pair, TSNode array)
{
    TSTreeCursor cursor = ts_tree_cursor_new(array);
    pair->values = ARENA_ARRAY(toml->arena, const char *, ts_node_child_count(array));
    bool is_more = ts_tree_cursor_goto_first_child(&cursor);
    for (; is_more; is_more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode item = ts_tree_cursor_current_node(&cursor);
        if (is_scalar(item))
            pair->values[pair->count++] = read_text(toml, item);
    }
    ts_tree_cursor_delete(&cursor);
}

static void read_table(const struct toml *toml, TSNode table, const char *path, int depth);

static void read_pair(const struct toml *toml, TSNode node, const char *table, int depth)
{
    uint32_t count = ts_node_child_count(node);
    if (count < 3)
        return;
    TSNode key = ts_node_child(node, 0), value = ts_node_child(node, 2); /* "=" between */
    struct toml_pair pair = {.path = join_key(toml, table, key), .where = locate(toml, node)};
    if (is_type(value, "inline_table")) {
        if (depth < DEEPEST_TABLE)
            read_table(toml, value, pair.path, depth + 1);
        return;
    }
    if (is_type(value, "array")) {
        take_list(toml, &pair, value);
    } else {
        pair.values = ARENA_ARRAY(toml->arena, const char *, 1);
        pair.values[pair.count++] = read_text(toml, value);
    }
    toml->take(toml->user, &pair);
}

/* The pairs in a table, or in the document. */
static void read_table(const struct toml *toml, TSNode table, const char *path, int depth)
{
    TSTreeCursor cursor = ts_tree_cursor_new(table);
    bool is_more = ts_tree_cursor_goto_first_child(&cursor);
    for (; is_more; is_more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        if (is_key(node))
            path = join_key(toml, "", node);
        else if (is_type(node, "pair"))
            read_pair(toml, node, path, depth);
        else if (is_type(node, "table") || is_type(node, "table_array_element"))
            read_table(toml, node, "", depth + 1);
    }
    ts_tree_cursor_delete(&cursor);
}

/* ── The whole ───────────────────────────────────────────────────────────────────────────────── */

/* The first child that is wrong; the node itself when none is. */
static TSNode find_wrong_child(TSNode node)
{
    for (uint32_t i = 0; i < ts_node_child_count(node); i++)
        if (ts_node_has_error(ts_node_child(node, i)))
            return ts_node_child(node, i);
    return node;
}

static TSNode find_error(TSNode node)
{
    TSNode child = find_wrong_child(node);
    while (!is_type(node, "ERROR") && !ts_node_eq(child, node)) {
        node = child;
        child = find_wrong_child(node);
    }
    return node;
}

static bool report_broken(struct diag *diag, struct position where, const char *what)
{
    diag_report(diag, SEVERITY_ERROR, "toml", where,
                "write key = \"value\" lines below [table] lines, as TOML has them", "%s", what);
    return false;
}

static bool is_excessive(const struct input *input)
{
    size_t brackets = 0;
    for (size_t i = 0; i < input->length; i++)
        brackets += input->text[i] == '[' || input->text[i] == '{';
    return input->length > LONGEST_FILE || brackets > MOST_BRACKETS;
}

bool toml_read(struct arena *arena, const struct input *input, struct diag *diag, toml_take *take,
               void *user)
{
    struct toml toml = {.arena = arena, .input = input, .take = take, .user = user};
    if (is_excessive(input))
        return report_broken(diag, (struct position){.file = input->path},
                             "the file is too long, or has too many brackets");
    TSParser *parser = ts_parser_new();
    ts_parser_set_language(parser, tree_sitter_toml());
    TSTree *tree = ts_parser_parse_string(parser, NULL, input->text, (uint32_t)input->length);
    TSNode root = ts_tree_root_node(tree);
    bool is_sound = !ts_node_has_error(root);
    if (is_sound)
        read_table(&toml, root, "", 0);
    else
        report_broken(diag, locate(&toml, find_error(root)), "this cannot be read as TOML");
    ts_tree_delete(tree);
    ts_parser_delete(parser);
    return is_sound;
}
