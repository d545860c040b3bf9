/* Enters: custom properties of :root, and values. Leaves: values without var(). Replacing is
 * textual, once for each book at load; values that grow beyond all reason are refused. */
#include "style/variables.h"

#include <string.h>

bool rule_is_root(const struct rule *rule, bool alone)
{
    static const char *const names[] = {":root", "html", "body"};
    const char *start = rule->prelude;
    bool has_root = false, has_other = rule->kind != RULE_STYLE;
    for (const char *end; !has_other || !alone; start = end + 1) {
        end = start + strcspn(start, ",");
        struct slice selector = slice_trim((struct slice){start, (size_t)(end - start)});
        bool is_root = false;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            is_root |= slice_is(selector, names[i]);
        has_root |= is_root;
        has_other |= !is_root;
        if (!*end)
            break;
    }
    return rule->kind == RULE_STYLE && has_root && !(alone && has_other);
}

enum { DEEPEST = 24, LONGEST = 16 << 10 };

struct variable {
    const char *value;
    bool at_work; /* being replaced: a reference to it is a loop */
};

void variables_put(struct variables *variables, const struct declaration *declaration)
{
    struct variable *variable = ARENA_NEW(variables->arena, struct variable);
    variable->value = declaration->value;
    map_put(&variables->by_name, declaration->name, variable);
}

void variables_drop(struct variables *variables)
{
    map_drop(&variables->by_name);
}

/* Where the bracket opened before `text` is closed; NULL: nowhere. */
static const char *find_close(const char *text)
{
    int depth = 1;
    for (char quote = 0; *text; text++) {
        if (*text == '\\' && text[1])
            text++;
        else if (quote)
            quote = *text == quote ? 0 : quote;
        else if (*text == '"' || *text == '\'')
            quote = *text;
        else if (*text == '(')
            depth++;
        else if (*text == ')' && --depth == 0)
            return text;
    }
    return NULL;
}

struct replacement {
    struct variables *variables;
    struct buffer out;
    struct position where;
    int depth;
};

static bool refuse(struct replacement *replacement, const char *hint, const char *what,
                   struct slice name)
{
    css_warn(replacement->variables->diag, "css-variable", replacement->where, hint, "%s: %.*s",
             what, (int)(name.length < 60 ? name.length : 60), name.start);
    return false;
}

static bool replace(struct replacement *replacement, const char *text, const char *end);

/* "--name, fallback" */
static bool replace_one(struct replacement *replacement, const char *text, const char *end)
{
    const char *comma = memchr(text, ',', (size_t)(end - text));
    struct slice name = slice_trim((struct slice){text, (size_t)((comma ? comma : end) - text)});
    const char *key = arena_copy_bytes(replacement->variables->arena, name.start, name.length);
    if (name.length <= 2 || name.start[0] != '-' || name.start[1] != '-')
        return refuse(replacement, "such as var(--accent)",
                      "var() takes the name of a custom property, not", name);
    struct variable *variable = map_find(&replacement->variables->by_name, key);
    if (!variable && comma)
        return replace(replacement, comma + 1, end);
    if (!variable)
        return refuse(replacement, "define it in :root, or give var() a second value",
                      "this custom property is not defined", name);
    if (variable->at_work || replacement->depth >= DEEPEST)
        return refuse(replacement, NULL, "this custom property refers to itself", name);
    variable->at_work = true;
    replacement->depth++;
    bool done = replace(replacement, variable->value, variable->value + strlen(variable->value));
    replacement->depth--;
    variable->at_work = false;
    return done;
}

static const char *find_call(const char *text, const char *end)
{
    for (char quote = 0; text + 4 <= end; text++) {
        if (*text == '\\')
            text++;
        else if (quote)
            quote = *text == quote ? 0 : quote;
        else if (*text == '"' || *text == '\'')
            quote = *text;
        else if (strncasecmp(text, "var(", 4) == 0)
            return text;
    }
    return NULL;
}

static bool replace(struct replacement *replacement, const char *text, const char *end)
{
    struct buffer *out = &replacement->out;
    while (text < end && *text == ' ')
        text++;
    for (const char *call; (call = find_call(text, end));) {
        const char *close = find_close(call + 4);
        if (!close || close >= end)
            return refuse(replacement, NULL, "a var() is not closed", (struct slice){"var(", 4});
        buffer_put(out, text, (size_t)(call - text));
        if (!replace_one(replacement, call + 4, close))
            return false;
        text = close + 1;
    }
    buffer_put(out, text, (size_t)(end - text));
    return out->length < LONGEST ||
           refuse(replacement, NULL, "with its var()s replaced this value is too long",
                  (struct slice){"", 0});
}

const char *variables_replace(struct variables *variables, const char *value, struct position where)
{
    const char *end = value + strlen(value), *copy = NULL;
    if (!find_call(value, end))
        return value;
    struct replacement replacement = {.variables = variables, .where = where};
    if (replace(&replacement, value, end))
        copy = arena_copy_bytes(variables->arena, buffer_string(&replacement.out),
                                replacement.out.length);
    buffer_drop(&replacement.out);
    return copy;
}
