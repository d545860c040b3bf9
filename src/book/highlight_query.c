/* Enters: a grammar's query and the tree of a text. Leaves: classes on its bytes.
 * A query's captures are names such as "function.method", of which our few classes are made by the
 * longest prefix that the table knows. tree-sitter finds the patterns but leaves their predicates
 * (#match? and the like) to its users: they are read once here, with regular expressions as POSIX
 * has them. Of what captures the same piece the later pattern wins, but a property gives way to a
 * function or an attribute; pieces inside others are painted over them. */
#include "book/highlight.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_TESTED = 255, MOST_MATCHES_OPEN = 512 };
enum { SAYS_NOTHING = CODE_CLASS_COUNT };

enum predicate_kind { MATCHES, EQUALS_ONE_OF, EQUALS_CAPTURE };

struct predicate {
    enum predicate_kind kind;
    bool negated;
    uint32_t pattern, capture, other;   /* `other`: EQUALS_CAPTURE */
    const TSQueryPredicateStep *values; /* EQUALS_ONE_OF: strings; borrowed from the query */
    uint32_t value_count;
    regex_t regex;
};

struct code_query {
    TSQuery *query;
    unsigned char *classes; /* by capture; or SAYS_NOTHING */
    VECTOR(struct predicate) predicates;
    uint32_t *first; /* by pattern: its first predicate; one more at the end */
};

/* ── Captures ────────────────────────────────────────────────────────────────────────────────── */

static const struct capture_name {
    const char *name;
    unsigned char class;
} capture_names[] = {
    {"attribute", CODE_ATTRIBUTE},
    {"boolean", CODE_CONSTANT},
    {"comment", CODE_COMMENT},
    {"conditional", CODE_KEYWORD},
    {"constant", CODE_CONSTANT},
    {"constructor", CODE_TYPE},
    {"embedded", CODE_PLAIN},
    {"field", CODE_PROPERTY},
    {"float", CODE_NUMBER},
    {"function", CODE_FUNCTION},
    {"keyword", CODE_KEYWORD},
    {"label", CODE_ATTRIBUTE},
    {"number", CODE_NUMBER},
    {"property", CODE_PROPERTY},
    {"storageclass", CODE_KEYWORD},
    {"string", CODE_STRING},
    {"string.special.key", CODE_PROPERTY},
    {"string.special.symbol", CODE_CONSTANT},
    {"tag", CODE_KEYWORD},
    {"type", CODE_TYPE},
    {"type.qualifier", CODE_KEYWORD},
    {"variable.builtin", CODE_CONSTANT},
};

static unsigned char find_class(const char *name, size_t length)
{
    unsigned char class = SAYS_NOTHING;
    size_t longest = 0;
    for (size_t i = 0; i < sizeof capture_names / sizeof *capture_names; i++) {
        size_t known = strlen(capture_names[i].name);
        if (known > longest && known <= length && memcmp(capture_names[i].name, name, known) == 0 &&
            (known == length || name[known] == '.')) {
            class = capture_names[i].class;
            longest = known;
        }
    }
    return class;
}

static void name_captures(struct code_query *query)
{
    uint32_t count = ts_query_capture_count(query->query), length;
    query->classes = memory_resize(NULL, count + 1, 1);
    for (uint32_t i = 0; i < count; i++) {
        const char *name = ts_query_capture_name_for_id(query->query, i, &length);
        query->classes[i] = find_class(name, length);
    }
}

/* ── Reading predicates ──────────────────────────────────────────────────────────────────────── */

/* POSIX knows no \d. */
static void put_posix(struct buffer *posix, const char *expression)
{
    bool in_brackets = false;
    for (const char *at = expression; *at; at++) {
        if (at[0] == '\\' && at[1] == 'd') {
            buffer_put_string(posix, in_brackets ? "0-9" : "[0-9]");
            at++;
            continue;
        }
        if (*at == '[' || *at == ']')
            in_brackets = *at == '[';
        buffer_put_char(posix, *at);
    }
}

static bool compile_regex(regex_t *regex, const char *expression)
{
    struct buffer posix = {0};
    put_posix(&posix, expression);
    bool done = regcomp(regex, buffer_string(&posix), REG_EXTENDED | REG_NOSUB) == 0;
    buffer_drop(&posix);
    return done;
}

static const char *step_string(const struct code_query *query, const TSQueryPredicateStep *step)
{
    uint32_t length;
    return ts_query_string_value_for_id(query->query, step->value_id, &length);
}

/* The kind of a predicate that has `count` steps, its name among them; false: it is none of ours.
 */
static bool read_kind(const char *name, const TSQueryPredicateStep *steps, uint32_t count,
                      struct predicate *predicate)
{
    predicate->negated = strncmp(name, "not-", 4) == 0;
    name += predicate->negated ? 4 : 0;
    if (count < 3 || steps[1].type != TSQueryPredicateStepTypeCapture)
        return false;
    bool is_string = steps[2].type == TSQueryPredicateStepTypeString;
    if (strcmp(name, "match?") == 0 && is_string)
        predicate->kind = MATCHES;
    else if (strcmp(name, "eq?") == 0 || strcmp(name, "any-of?") == 0)
        predicate->kind = is_string ? EQUALS_ONE_OF : EQUALS_CAPTURE;
    else
        return false;
    return true;
}

/* A pattern with a predicate that cannot be tested is left out. */
static void read_predicate(struct code_query *query, uint32_t pattern,
                           const TSQueryPredicateStep *steps, uint32_t count)
{
    const char *name = step_string(query, steps);
    struct predicate predicate = {.pattern = pattern};
    if (strcmp(name, "set!") == 0)
        return;
    if (!read_kind(name, steps, count, &predicate) ||
        (predicate.kind == MATCHES &&
         !compile_regex(&predicate.regex, step_string(query, &steps[2])))) {
        ts_query_disable_pattern(query->query, pattern);
        return;
    }
    predicate.capture = steps[1].value_id;
    predicate.other = steps[2].value_id;
    predicate.values = steps + 2;
    predicate.value_count = count - 2;
    vector_push(&query->predicates, predicate);
}

static void read_predicates(struct code_query *query)
{
    uint32_t patterns = ts_query_pattern_count(query->query), count;
    query->first = memory_resize(NULL, (size_t)patterns + 1, sizeof *query->first);
    for (uint32_t pattern = 0; pattern < patterns; pattern++) {
        query->first[pattern] = (uint32_t)query->predicates.count;
        const TSQueryPredicateStep *steps =
            ts_query_predicates_for_pattern(query->query, pattern, &count);
        for (uint32_t start = 0, end; start < count; start = end + 1) {
            end = start;
            while (end < count && steps[end].type != TSQueryPredicateStepTypeDone)
                end++;
            if (end > start && steps[start].type == TSQueryPredicateStepTypeString)
                read_predicate(query, pattern, steps + start, end - start);
        }
    }
    query->first[patterns] = (uint32_t)query->predicates.count;
}

struct code_query *code_query_new(const struct code_language *language)
{
    const TSLanguage *grammar = language->grammar();
    uint32_t version = ts_language_version(grammar), where;
    TSQueryError error;
    if (version < TREE_SITTER_MIN_COMPATIBLE_LANGUAGE_VERSION ||
        version > TREE_SITTER_LANGUAGE_VERSION)
        return NULL;
    TSQuery *found =
        ts_query_new(grammar, language->query, (uint32_t)strlen(language->query), &where, &error);
    if (!found)
        return NULL;
    struct code_query *query = memory_resize(NULL, 1, sizeof *query);
    *query = (struct code_query){.query = found};
    name_captures(query);
    read_predicates(query);
    return query;
}

void code_query_drop(struct code_query *query)
{
    if (!query)
        return;
    for (size_t i = 0; i < query->predicates.count; i++)
        if (query->predicates.items[i].kind == MATCHES)
            regfree(&query->predicates.items[i].regex);
    vector_drop(&query->predicates);
    free(query->first);
    free(query->classes);
    ts_query_delete(query->query);
    free(query);
}

/* ── Testing predicates ──────────────────────────────────────────────────────────────────────── */

static bool is_one_of(const struct code_query *query, const struct predicate *predicate,
                      const char *text, uint32_t bytes)
{
    for (uint32_t i = 0; i < predicate->value_count; i++) {
        uint32_t length;
        const char *value =
            ts_query_string_value_for_id(query->query, predicate->values[i].value_id, &length);
        if (length == bytes && memcmp(value, text, bytes) == 0)
            return true;
    }
    return false;
}

static bool matches(const regex_t *regex, const char *text, uint32_t bytes)
{
    char copy[LONGEST_TESTED + 1];
    if (bytes > LONGEST_TESTED)
        return false;
    memcpy(copy, text, bytes);
    copy[bytes] = '\0';
    return regexec(regex, copy, 0, NULL, 0) == 0;
}

static bool equals_capture(const TSQueryMatch *match, uint32_t capture, const char *text,
                           uint32_t start, uint32_t bytes)
{
    for (uint16_t i = 0; i < match->capture_count; i++) {
        TSNode node = match->captures[i].node;
        uint32_t from = ts_node_start_byte(node), length = ts_node_end_byte(node) - from;
        if (match->captures[i].index == capture &&
            (length != bytes || memcmp(text + from, text + start, bytes) != 0))
            return false;
    }
    return true;
}

static bool holds_for(const struct code_query *query, const struct predicate *predicate,
                      const TSQueryMatch *match, TSNode node, const char *text)
{
    uint32_t start = ts_node_start_byte(node), bytes = ts_node_end_byte(node) - start;
    bool holds = predicate->kind == MATCHES ? matches(&predicate->regex, text + start, bytes)
                 : predicate->kind == EQUALS_ONE_OF
                     ? is_one_of(query, predicate, text + start, bytes)
                     : equals_capture(match, predicate->other, text, start, bytes);
    return holds != predicate->negated;
}

static bool holds(const struct code_query *query, const TSQueryMatch *match, const char *text)
{
    for (uint32_t i = query->first[match->pattern_index];
         i < query->first[match->pattern_index + 1]; i++) {
        const struct predicate *predicate = &query->predicates.items[i];
        for (uint16_t k = 0; k < match->capture_count; k++)
            if (match->captures[k].index == predicate->capture &&
                !holds_for(query, predicate, match, match->captures[k].node, text))
                return false;
    }
    return true;
}

/* ── Painting ────────────────────────────────────────────────────────────────────────────────── */

struct piece {
    uint32_t start, end, order;
    unsigned char class;
};

typedef VECTOR(struct piece) piece_list;

static void push_captures(const struct code_query *query, const TSQueryMatch *match,
                          piece_list *pieces)
{
    for (uint16_t i = 0; i < match->capture_count; i++) {
        const TSQueryCapture *capture = &match->captures[i];
        unsigned char class = query->classes[capture->index];
        struct piece piece = {ts_node_start_byte(capture->node), ts_node_end_byte(capture->node),
                              match->pattern_index, class};
        if (class != SAYS_NOTHING)
            vector_push(pieces, piece);
    }
}

/* Outer pieces before inner ones, and of the same piece those of later patterns last. */
static int compare_pieces(const void *left, const void *right)
{
    const struct piece *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return (a->class > b->class) - (a->class < b->class);
}

/* A name that is called is a function whatever a later pattern says of names like it. */
static void settle(const struct piece *before, struct piece *piece)
{
    bool same = before->start == piece->start && before->end == piece->end;
    if (same && piece->class == CODE_PROPERTY &&
        (before->class == CODE_FUNCTION || before->class == CODE_ATTRIBUTE))
        piece->class = before->class;
}

void code_query_paint(const struct code_query *query, TSQueryCursor *cursor, TSNode root,
                      struct painting *painting)
{
    piece_list pieces = {0};
    TSQueryMatch match;
    ts_query_cursor_set_match_limit(cursor, MOST_MATCHES_OPEN);
    ts_query_cursor_exec(cursor, query->query, root);
    while (ts_query_cursor_next_match(cursor, &match))
        if (holds(query, &match, painting->text))
            push_captures(query, &match, &pieces);
    if (pieces.count)
        qsort(pieces.items, pieces.count, sizeof *pieces.items, compare_pieces);
    for (size_t i = 0; i < pieces.count; i++) {
        struct piece *piece = &pieces.items[i];
        if (i > 0)
            settle(piece - 1, piece);
        paint_code(painting, piece->start, piece->end, piece->class);
    }
    vector_drop(&pieces);
}
