/* Enters: what stands before the block of a rule. Leaves: whether it is well formed, by the grammar
 * that all readers know: Selectors 3 for rules, and the few words that @media and @keyframes have.
 * What is newer, EPUBCheck would refuse. */
#include <string.h>

#include "base/css.h"
#include "image/svg.h"

struct prelude {
    struct css_scanner scanner;
    struct css_token token;
    bool at_end;
};

static struct prelude start(const char *text, size_t length)
{
    struct prelude prelude = {.scanner = {text, text + length}};
    prelude.at_end = !css_next(&prelude.scanner, &prelude.token);
    return prelude;
}

static void next(struct prelude *prelude)
{
    prelude->at_end = prelude->at_end || !css_next(&prelude->scanner, &prelude->token);
}

static bool is_kind(const struct prelude *prelude, enum css_kind kind)
{
    return !prelude->at_end && prelude->token.kind == kind;
}

static bool take_kind(struct prelude *prelude, enum css_kind kind)
{
    bool is_taken = is_kind(prelude, kind);
    if (is_taken)
        next(prelude);
    return is_taken;
}

static bool take_mark(struct prelude *prelude, char mark)
{
    bool is_taken = is_kind(prelude, CSS_MARK) && css_is_mark(&prelude->token, mark);
    if (is_taken)
        next(prelude);
    return is_taken;
}

static bool take_any_mark(struct prelude *prelude, const char *marks)
{
    for (; *marks; marks++)
        if (take_mark(prelude, *marks))
            return true;
    return false;
}

static bool take_word(struct prelude *prelude, const char *word)
{
    return is_kind(prelude, CSS_NAME) && css_says(&prelude->token, word) &&
           take_kind(prelude, CSS_NAME);
}

static void skip_space(struct prelude *prelude)
{
    while (take_kind(prelude, CSS_SPACE))
        ;
}

/* ── Selectors ───────────────────────────────────────────────────────────────────────────────── */

/* "name", "name ~= value"; the [ is taken. */
static bool take_attribute(struct prelude *prelude)
{
    skip_space(prelude);
    if (!take_kind(prelude, CSS_NAME))
        return false;
    skip_space(prelude);
    bool has_operator = take_any_mark(prelude, "~|^$*");
    if (take_mark(prelude, '=')) {
        skip_space(prelude);
        if (!take_kind(prelude, CSS_NAME) && !take_kind(prelude, CSS_STRING))
            return false;
        skip_space(prelude);
    } else if (has_operator) {
        return false;
    }
    return take_mark(prelude, ']');
}

/* "2n + 1", "odd"; the ( is taken. */
static bool take_count(struct prelude *prelude)
{
    const char *end = memchr(prelude->scanner.cursor, ')',
                             (size_t)(prelude->scanner.end - prelude->scanner.cursor));
    const char *text = prelude->scanner.cursor;
    for (; end && text < end; text++)
        if (!strchr("0123456789nN+- odevODEV", *text))
            return false;
    while (end && prelude->scanner.cursor <= end)
        next(prelude);
    next(prelude);
    return end;
}

static bool take_simple(struct prelude *prelude, bool is_negated);

/* Behind the name of a function, and its (. */
static bool take_function(struct prelude *prelude, bool is_negated)
{
    struct css_token name = prelude->token;
    if (css_says(&name, "nth-child") || css_says(&name, "nth-last-child") ||
        css_says(&name, "nth-of-type") || css_says(&name, "nth-last-of-type"))
        return take_count(prelude);
    next(prelude);
    skip_space(prelude);
    bool is_known = css_says(&name, "lang")
                        ? take_kind(prelude, CSS_NAME)
                        : css_says(&name, "not") && !is_negated &&
                              (take_kind(prelude, CSS_NAME) || take_simple(prelude, true));
    skip_space(prelude);
    return is_known && take_mark(prelude, ')');
}

/* ".class", "#id", "[attribute]", ":pseudo-class". */
static bool take_simple(struct prelude *prelude, bool is_negated)
{
    if (take_mark(prelude, '.'))
        return take_kind(prelude, CSS_NAME);
    if (is_kind(prelude, CSS_HASH) && strchr("0123456789-", *prelude->token.inner))
        return false;
    if (take_kind(prelude, CSS_HASH))
        return true;
    if (take_mark(prelude, '['))
        return take_attribute(prelude);
    if (!take_mark(prelude, ':'))
        return false;
    if (take_mark(prelude, ':'))
        return !is_negated && take_kind(prelude, CSS_NAME);
    return is_kind(prelude, CSS_FUNCTION) ? take_function(prelude, is_negated)
                                          : take_kind(prelude, CSS_NAME);
}

static bool begins_simple(const struct prelude *prelude)
{
    return is_kind(prelude, CSS_HASH) ||
           (is_kind(prelude, CSS_MARK) && strchr(".[:", *prelude->token.start));
}

/* What one element is. */
static bool take_compound(struct prelude *prelude)
{
    bool has_type = take_kind(prelude, CSS_NAME) || take_mark(prelude, '*');
    if (!has_type && !begins_simple(prelude))
        return false;
    while (begins_simple(prelude))
        if (!take_simple(prelude, false))
            return false;
    return true;
}

bool svg_is_selector(const char *text, size_t length)
{
    struct prelude prelude = start(text, length);
    skip_space(&prelude);
    for (;;) {
        if (!take_compound(&prelude))
            return false;
        bool is_parted = is_kind(&prelude, CSS_SPACE);
        skip_space(&prelude);
        if (prelude.at_end)
            return true;
        if (!take_any_mark(&prelude, ",>+~") && !is_parted)
            return false;
        skip_space(&prelude);
    }
}

/* ── @media, @keyframes ──────────────────────────────────────────────────────────────────────── */

/* "(min-width: 10em)", of a number and words. */
static bool take_feature(struct prelude *prelude)
{
    if (!take_mark(prelude, '('))
        return false;
    skip_space(prelude);
    if (!take_kind(prelude, CSS_NAME))
        return false;
    skip_space(prelude);
    if (take_mark(prelude, ':')) {
        skip_space(prelude);
        if (!take_kind(prelude, CSS_NAME) && !take_kind(prelude, CSS_NUMBER))
            return false;
        skip_space(prelude);
    }
    return take_mark(prelude, ')');
}

static bool take_query(struct prelude *prelude)
{
    bool is_modified = take_word(prelude, "not") || take_word(prelude, "only");
    skip_space(prelude);
    if (!take_kind(prelude, CSS_NAME) && (is_modified || !take_feature(prelude)))
        return false;
    for (skip_space(prelude); take_word(prelude, "and"); skip_space(prelude)) {
        skip_space(prelude);
        if (!take_feature(prelude))
            return false;
    }
    return true;
}

bool svg_is_media(const char *text, size_t length)
{
    struct prelude prelude = start(text, length);
    do {
        skip_space(&prelude);
        if (!take_query(&prelude))
            return false;
    } while (take_mark(&prelude, ','));
    return prelude.at_end;
}

bool svg_is_name(const char *text, size_t length)
{
    struct prelude prelude = start(text, length);
    skip_space(&prelude);
    bool is_name = take_kind(&prelude, CSS_NAME);
    skip_space(&prelude);
    return is_name && prelude.at_end;
}

/* "from", "50%": EPUBCheck knows whole numbers only. */
static bool take_frame(struct prelude *prelude)
{
    if (take_word(prelude, "from") || take_word(prelude, "to"))
        return true;
    const struct css_token *token = &prelude->token;
    return is_kind(prelude, CSS_NUMBER) &&
           strspn(token->start, "0123456789") + 1 == token->length && css_says(token, "%") &&
           take_kind(prelude, CSS_NUMBER);
}

bool svg_is_frame(const char *text, size_t length)
{
    struct prelude prelude = start(text, length);
    do {
        skip_space(&prelude);
        if (!take_frame(&prelude))
            return false;
        skip_space(&prelude);
    } while (take_mark(&prelude, ','));
    return prelude.at_end;
}
