/* Enters: code blocks. Leaves: the same without the lines that mdBook hides behind a button: in
 * Rust
 * "#" alone and what begins with "# " (rustdoc's rule; "##" means "#"), elsewhere what begins with
 * a prefix. */
#include "source/hidden.h"

#include <string.h>

static const char separators[] = ", \t";

static bool is_word(const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char letter = (char)(word[i] | 0x20);
        bool is_letter = letter >= 'a' && letter <= 'z';
        if (!is_letter && word[i] != '_' && word[i] != '-' &&
            (i == 0 || word[i] < '0' || word[i] > '9'))
            return false;
    }
    return length > 0;
}

/* The attributes behind the language become classes; hidelines= is given back, or NULL. */
static const char *read_attributes(struct arena *arena, struct node *block)
{
    static const char option[] = "hidelines=";
    const char *at = block->code.info, *prefix = NULL;
    struct buffer classes = {0};
    for (at += strcspn(at, separators); *(at += strspn(at, separators));) {
        size_t length = strcspn(at, separators);
        if (strncmp(at, option, sizeof option - 1) == 0)
            prefix = arena_copy_bytes(arena, at + sizeof option - 1, length - sizeof option + 1);
        else if (is_word(at, length))
            buffer_printf(&classes, "%s%.*s", classes.length ? " " : "", (int)length, at);
        at += length;
    }
    if (classes.length && !block->classes)
        block->classes = arena_copy_string(arena, buffer_string(&classes));
    buffer_drop(&classes);
    return prefix;
}

/* Appends a line of Rust if it is seen. */
static void put_rust(struct buffer *out, const char *line, const char *end)
{
    const char *mark = line;
    while (mark < end && (*mark == ' ' || *mark == '\t'))
        mark++;
    bool is_marked = mark < end && *mark == '#';
    char next = is_marked && mark + 1 < end ? mark[1] : '\n';
    if (is_marked && (next == ' ' || next == '\n'))
        return;
    bool is_escaped = is_marked && next == '#';
    buffer_put(out, line, (size_t)(mark - line));
    buffer_put(out, mark + is_escaped, (size_t)(end - mark - is_escaped));
}

static void put_other(struct buffer *out, const char *line, const char *end, const char *prefix)
{
    size_t length = strlen(prefix);
    const char *mark = line;
    while (mark < end && (*mark == ' ' || *mark == '\t'))
        mark++;
    if ((size_t)(end - mark) < length || memcmp(mark, prefix, length) != 0)
        buffer_put(out, line, (size_t)(end - line));
}

/* `prefix` is NULL for Rust. */
static void hide_lines(struct arena *arena, struct node *block, const char *prefix)
{
    struct buffer out = {0};
    const char *end = block->code.text + strlen(block->code.text);
    for (const char *line = block->code.text, *next; line < end; line = next) {
        const char *line_end = memchr(line, '\n', (size_t)(end - line));
        next = line_end ? line_end + 1 : end;
        if (prefix)
            put_other(&out, line, next, prefix);
        else
            put_rust(&out, line, next);
    }
    if (out.length < (size_t)(end - block->code.text))
        block->code.text = arena_copy_string(arena, buffer_string(&out));
    buffer_drop(&out);
}

static void visit(struct arena *arena, struct node *block, const struct map *prefixes)
{
    if (!block->code.info || !block->code.language)
        return;
    size_t length = strcspn(block->code.info, separators);
    const char *language = arena_copy_bytes(arena, block->code.info, length);
    const char *prefix = read_attributes(arena, block);
    if (!prefix)
        prefix = map_find(prefixes, language);
    if (prefix && *prefix)
        hide_lines(arena, block, prefix);
    else if (strcmp(language, "rust") == 0)
        hide_lines(arena, block, NULL);
}

/* A block of which nothing is to be seen goes. */
void hide_code_lines(struct arena *arena, struct node *document, const struct map *prefixes)
{
    struct walk walk = walk_start(document);
    while (walk_next(&walk)) {
        struct node *node = walk.node;
        if (walk.entering || node->kind != NODE_CODE_BLOCK || !*node->code.text)
            continue;
        visit(arena, node, prefixes);
        if (!*node->code.text)
            node_unlink(node);
    }
}
