/* Enters: the value of content, string-set or counter-reset. Leaves: its items, linked in the order
 * in which they are written (CSS Generated Content 3, Paged Media 3, Lists 3). */
#include "style/content.h"

#include <string.h>

#include "style/style.h"

enum { NUMBER_MOST = 1000000 }; /* of counters */

static struct value keep_keyword(int meaning)
{
    return (struct value){.kind = VALUE_KEYWORD, .keyword = (int16_t)meaning};
}

/* The text of the token at hand without its escapes; takes the token. */
static const char *take_text(struct scanner *scanner)
{
    struct buffer text = {0};
    slice_unescape(scanner->token.text, &text);
    const char *copy = arena_copy_bytes(scanner->arena, buffer_string(&text), text.length);
    buffer_drop(&text);
    scanner_next(scanner);
    return copy;
}

/* A name of the author's: of a counter, a string, an attribute. */
static bool take_name(struct scanner *scanner, const char **name)
{
    if (scanner->token.kind != TOKEN_IDENT || slice_is(scanner->token.text, "none") ||
        slice_is(scanner->token.text, "inherit") || slice_is(scanner->token.text, "initial") ||
        slice_is(scanner->token.text, "unset"))
        return false;
    *name = take_text(scanner);
    return true;
}

static bool take_string(struct scanner *scanner, const char **text)
{
    if (scanner->token.kind != TOKEN_STRING)
        return false;
    *text = take_text(scanner);
    return true;
}

/* ── The items ───────────────────────────────────────────────────────────────────────────────── */

bool content_take_numbering(struct scanner *scanner, enum marker *numbering)
{
    static const struct {
        const char *name;
        enum marker numbering;
    } known[] = {
        {"decimal", MARKER_DECIMAL},
        {"decimal-leading-zero", MARKER_LEADING_ZERO},
        {"lower-greek", MARKER_GREEK},
        {"disc", MARKER_DISC},
        {"circle", MARKER_CIRCLE},
        {"square", MARKER_SQUARE},
        {"none", MARKER_NONE},
        {"lower-alpha", MARKER_LETTERS},
        {"lower-latin", MARKER_LETTERS},
        {"upper-alpha", MARKER_CAPITALS},
        {"upper-latin", MARKER_CAPITALS},
        {"lower-roman", MARKER_ROMAN},
        {"upper-roman", MARKER_CAPITAL_ROMAN},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (scanner_take(scanner, known[i].name)) {
            *numbering = known[i].numbering;
            return true;
        }
    }
    return false;
}

/* ", lower-roman", when it is there. */
static bool take_numbering(struct scanner *scanner, enum marker *numbering)
{
    *numbering = MARKER_DECIMAL;
    return !scanner_take_mark(scanner, ',') || content_take_numbering(scanner, numbering);
}

/* counter(page, lower-roman) */
static bool take_counter(struct scanner *scanner, struct content *item)
{
    item->kind = CONTENT_COUNTER;
    return take_name(scanner, &item->text) && take_numbering(scanner, &item->numbering);
}

/* counters(item, ".", decimal) */
static bool take_counters(struct scanner *scanner, struct content *item)
{
    item->kind = CONTENT_COUNTERS;
    return take_name(scanner, &item->text) && scanner_take_mark(scanner, ',') &&
           take_string(scanner, &item->separator) && take_numbering(scanner, &item->numbering);
}

/* attr(title) */
static bool take_attribute(struct scanner *scanner, struct content *item)
{
    item->kind = CONTENT_ATTRIBUTE;
    return take_name(scanner, &item->text);
}

/* string(chapter, first-except) */
static bool take_named_string(struct scanner *scanner, struct content *item)
{
    static const char *const picks[] = {[PICK_FIRST] = "first",
                                        [PICK_START] = "start",
                                        [PICK_LAST] = "last",
                                        [PICK_FIRST_EXCEPT] = "first-except"};
    item->kind = CONTENT_STRING;
    if (!take_name(scanner, &item->text))
        return false;
    if (!scanner_take_mark(scanner, ','))
        return true;
    for (int i = 0; i <= PICK_FIRST_EXCEPT; i++) {
        if (scanner_take(scanner, picks[i])) {
            item->pick = (enum string_pick)i;
            return true;
        }
    }
    return false;
}

/* attr(href), attr(href url) or "#name" */
static bool take_target(struct scanner *scanner, struct content *item)
{
    if (!scanner_take(scanner, "attr"))
        return take_string(scanner, &item->target);
    if (!take_name(scanner, &item->attribute))
        return false;
    scanner_take_mark(scanner, ',');
    scanner_take(scanner, "url");
    return scanner_take_mark(scanner, ')');
}

/* target-counter(attr(href), page, lower-roman) */
static bool take_target_counter(struct scanner *scanner, struct content *item)
{
    item->kind = CONTENT_TARGET_COUNTER;
    return take_target(scanner, item) && scanner_take_mark(scanner, ',') &&
           take_name(scanner, &item->text) && take_numbering(scanner, &item->numbering);
}

/* target-text(attr(href)), target-text(attr(href), content) */
static bool take_target_text(struct scanner *scanner, struct content *item)
{
    item->kind = CONTENT_TARGET_TEXT;
    return take_target(scanner, item) &&
           (!scanner_take_mark(scanner, ',') || scanner_take(scanner, "content"));
}

/* leader('.'), leader(dotted) */
static bool take_leader(struct scanner *scanner, struct content *item)
{
    item->kind = CONTENT_LEADER;
    item->text = scanner_take(scanner, "dotted")  ? "."
                 : scanner_take(scanner, "solid") ? "_"
                 : scanner_take(scanner, "space") ? " "
                                                  : NULL;
    return item->text || (take_string(scanner, &item->text) && *item->text);
}

/* content(), content(text) */
static bool take_element_text(struct scanner *scanner, struct content *item)
{
    item->kind = CONTENT_ELEMENT;
    scanner_take(scanner, "text");
    return true;
}

static bool take_quote(struct scanner *scanner, struct content *item)
{
    static const char *const names[] = {[QUOTE_OPEN] = "open-quote",
                                        [QUOTE_CLOSE] = "close-quote",
                                        [QUOTE_NO_OPEN] = "no-open-quote",
                                        [QUOTE_NO_CLOSE] = "no-close-quote"};
    item->kind = CONTENT_QUOTE;
    for (int i = 0; i <= QUOTE_NO_CLOSE; i++) {
        if (scanner_take(scanner, names[i])) {
            item->quote = (enum content_quote)i;
            return true;
        }
    }
    return false;
}

static bool take_function(struct scanner *scanner, struct content *item)
{
    static const struct {
        const char *name;
        bool (*take)(struct scanner *scanner, struct content *item);
    } functions[] = {
        {"counter", take_counter},         {"counters", take_counters},
        {"attr", take_attribute},          {"string", take_named_string},
        {"content", take_element_text},    {"target-counter", take_target_counter},
        {"target-text", take_target_text}, {"leader", take_leader},
    };
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (scanner_take(scanner, functions[i].name))
            return functions[i].take(scanner, item) && scanner_take_mark(scanner, ')');
    return false;
}

static bool take_item(struct scanner *scanner, struct content *item)
{
    if (scanner->token.kind == TOKEN_STRING)
        return take_string(scanner, &item->text);
    if (scanner->token.kind == TOKEN_FUNCTION)
        return take_function(scanner, item);
    return take_quote(scanner, item);
}

/* item+, up to a comma or the end. */
static bool take_list(struct scanner *scanner, const struct content **list)
{
    const struct content **end = list;
    if (!scanner->arena)
        return false;
    do {
        struct content *item = ARENA_NEW(scanner->arena, struct content);
        if (!take_item(scanner, item))
            return false;
        *end = item;
        end = &item->next;
    } while (!scanner_at_end(scanner) &&
             (scanner->token.kind != TOKEN_MARK || *scanner->token.text.start != ','));
    return true;
}

/* Strings, two for each level. */
static bool take_quotes(struct scanner *scanner, const struct content **list)
{
    const struct content **end = list;
    int count = 0;
    do {
        struct content *item = ARENA_NEW(scanner->arena, struct content);
        if (!take_string(scanner, &item->text))
            return false;
        *end = item;
        end = &item->next;
        count++;
    } while (!scanner_at_end(scanner));
    return count % 2 == 0;
}

/* ── The properties ──────────────────────────────────────────────────────────────────────────── */

bool content_parse(struct scanner *scanner, struct value *value)
{
    *value = keep_keyword(CONTENT_NORMAL);
    if (scanner_take(scanner, "normal"))
        return true;
    *value = keep_keyword(CONTENT_NONE);
    if (scanner_take(scanner, "none"))
        return true;
    *value = (struct value){.kind = VALUE_LIST};
    return take_list(scanner, &value->content);
}

/* Only what is known where the element stands. */
static bool is_of_element(const struct content *item)
{
    for (; item; item = item->next)
        if (item->kind != CONTENT_TEXT && item->kind != CONTENT_ATTRIBUTE &&
            item->kind != CONTENT_ELEMENT)
            return false;
    return true;
}

bool content_parse_strings(struct scanner *scanner, struct value *value)
{
    *value = keep_keyword(CONTENT_NONE);
    if (scanner_take(scanner, "none"))
        return true;
    *value = (struct value){.kind = VALUE_LIST};
    const struct string_set **end = &value->strings;
    if (!scanner->arena)
        return false;
    do {
        struct string_set *set = ARENA_NEW(scanner->arena, struct string_set);
        if (!take_name(scanner, &set->name) || !take_list(scanner, &set->content) ||
            !is_of_element(set->content))
            return false;
        *end = set;
        end = &set->next;
    } while (scanner_take_mark(scanner, ','));
    return true;
}

/* A whole number, when one is there. */
static bool take_number(struct scanner *scanner, int *number)
{
    const struct token *token = &scanner->token;
    if (token->kind != TOKEN_NUMBER)
        return true;
    int64_t whole = token->number / VALUE_ONE;
    if (token->is_huge || token->text.length > 0 || token->number % VALUE_ONE ||
        whole > NUMBER_MOST || whole < -NUMBER_MOST)
        return false;
    *number = (int)whole;
    scanner_next(scanner);
    return true;
}

static bool parse_changes(struct scanner *scanner, struct value *value, int unless)
{
    *value = keep_keyword(CONTENT_NONE);
    if (scanner_take(scanner, "none"))
        return true;
    *value = (struct value){.kind = VALUE_LIST};
    const struct counter_change **end = &value->counters;
    if (!scanner->arena)
        return false;
    do {
        struct counter_change *change = ARENA_NEW(scanner->arena, struct counter_change);
        change->number = unless;
        if (!take_name(scanner, &change->name) || !take_number(scanner, &change->number))
            return false;
        *end = change;
        end = &change->next;
    } while (!scanner_at_end(scanner));
    return true;
}

bool content_parse_counters(struct scanner *scanner, struct value *value)
{
    return parse_changes(scanner, value, 0);
}

bool content_parse_increments(struct scanner *scanner, struct value *value)
{
    return parse_changes(scanner, value, 1);
}

bool content_parse_page(struct scanner *scanner, struct value *value)
{
    *value = keep_keyword(CONTENT_NORMAL);
    if (scanner_take(scanner, "auto"))
        return true;
    *value = (struct value){.kind = VALUE_LIST};
    return scanner->arena && take_name(scanner, &value->name);
}

bool content_parse_quotes(struct scanner *scanner, struct value *value)
{
    *value = keep_keyword(CONTENT_AUTO);
    if (scanner_take(scanner, "auto"))
        return true;
    *value = keep_keyword(CONTENT_NONE);
    if (scanner_take(scanner, "none"))
        return true;
    *value = (struct value){.kind = VALUE_LIST};
    return scanner->arena && take_quotes(scanner, &value->content);
}
