/* Enters: a value as text. Leaves: its tokens, one at a time, and the lengths among them. */
#include <ctype.h>
#include <string.h>

#include "base/css.h"
#include "style/style.h"
#include "style/value.h"

/* ── Tokens ──────────────────────────────────────────────────────────────────────────────────── */

static bool has_digit(const char *cursor, const char *end)
{
    return cursor < end && isdigit((unsigned char)*cursor);
}

/* "e3", "E-2" behind a number, up to `end`. */
static void scan_exponent(const char *c, const char *end, int64_t *number)
{
    enum { MOST = 20 };
    if (c == end)
        return;
    c++;
    bool is_small = *c == '-';
    int exponent = 0;
    for (c += *c == '-' || *c == '+'; has_digit(c, end); c++)
        exponent = exponent > MOST ? exponent : exponent * 10 + (*c - '0');
    for (; exponent > 0 && *number <= (int64_t)VALUE_MOST * VALUE_ONE; exponent--)
        *number = is_small ? *number / 10 : *number * 10;
}

/* Ten-thousandths; what is finer is cut off. */
static void scan_number(struct token *token, const char *c, const char *end)
{
    bool negative = *c == '-';
    int64_t number = 0, worth = VALUE_ONE;
    c += *c == '-' || *c == '+';
    for (; has_digit(c, end); c++)
        number = number > VALUE_MOST ? number : number * 10 + (*c - '0');
    number *= VALUE_ONE;
    if (c < end && *c == '.')
        for (c++; has_digit(c, end); c++)
            number += (worth /= 10) * (*c - '0');
    scan_exponent(c, end, &number);
    token->is_huge = number > (int64_t)VALUE_MOST * VALUE_ONE;
    token->number = negative ? -number : number;
}

static enum token_kind kind_of(enum css_kind kind)
{
    static const enum token_kind kinds[] = {
        [CSS_NAME] = TOKEN_IDENT,    [CSS_FUNCTION] = TOKEN_FUNCTION, [CSS_HASH] = TOKEN_HASH,
        [CSS_STRING] = TOKEN_STRING, [CSS_NUMBER] = TOKEN_NUMBER,     [CSS_URL] = TOKEN_URL,
        [CSS_AT] = TOKEN_MARK,       [CSS_BAD] = TOKEN_MARK,          [CSS_MARK] = TOKEN_MARK,
    };
    return kinds[kind];
}

void scanner_next(struct scanner *scanner)
{
    struct css_scanner css = {scanner->cursor, scanner->end};
    struct css_token read;
    bool more;
    do
        more = css_next(&css, &read);
    while (more && (read.kind == CSS_SPACE || read.kind == CSS_COMMENT));
    scanner->cursor = css.cursor;
    scanner->token = (struct token){.text = {scanner->cursor, 1}};
    if (!more)
        return;
    scanner->token.kind = kind_of(read.kind);
    scanner->token.text = (struct slice){read.inner, read.inner_length};
    if (scanner->token.kind == TOKEN_NUMBER)
        scan_number(&scanner->token, read.start, read.inner);
    else if (scanner->token.kind == TOKEN_MARK)
        scanner->token.text = (struct slice){read.start, read.length};
}

struct scanner scanner_start(struct slice text)
{
    struct scanner scanner = {.cursor = text.start, .end = text.start + text.length};
    scanner_next(&scanner);
    return scanner;
}

bool scanner_take(struct scanner *scanner, const char *word)
{
    bool is_word = (scanner->token.kind == TOKEN_IDENT || scanner->token.kind == TOKEN_FUNCTION) &&
                   slice_is(scanner->token.text, word);
    if (is_word)
        scanner_next(scanner);
    return is_word;
}

bool scanner_take_mark(struct scanner *scanner, char mark)
{
    bool is_mark = scanner->token.kind == TOKEN_MARK && *scanner->token.text.start == mark;
    if (is_mark)
        scanner_next(scanner);
    return is_mark;
}

bool scanner_at_end(const struct scanner *scanner)
{
    return scanner->token.kind == TOKEN_END;
}

bool scanner_take_url(struct scanner *scanner, struct slice *url)
{
    bool is_address = scanner->token.kind == TOKEN_URL || scanner->token.kind == TOKEN_STRING;
    *url = scanner->token.text;
    if (is_address)
        scanner_next(scanner);
    return is_address;
}

/* ── Lengths ─────────────────────────────────────────────────────────────────────────────────── */

/* 1/1024 pt of one unit are numerator/denominator; denominator 0: relative. */
static const struct {
    const char *name;
    enum unit unit;
    int64_t numerator, denominator;
} units[] = {
    {"", UNIT_NONE, 0, 0},        {"%", UNIT_PERCENT, 0, 0},       {"em", UNIT_EM, 0, 0},
    {"rem", UNIT_REM, 0, 0},      {"rlh", UNIT_ROOT_LINE, 0, 0},   {"pt", UNIT_POINT, 1024, 1},
    {"px", UNIT_POINT, 768, 1},   {"mm", UNIT_POINT, 737280, 254}, {"cm", UNIT_POINT, 7372800, 254},
    {"in", UNIT_POINT, 73728, 1}, {"pc", UNIT_POINT, 12288, 1},    {"q", UNIT_POINT, 184320, 254},
};

static int64_t divide_rounded(int64_t a, int64_t b)
{
    return a < 0 ? -((-a + b / 2) / b) : (a + b / 2) / b;
}

bool value_take_length(struct scanner *scanner, struct value *value)
{
    const struct token *token = &scanner->token;
    if (token->kind != TOKEN_NUMBER || token->is_huge)
        return false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!slice_is(token->text, units[i].name))
            continue;
        *value = (struct value){
            .kind = VALUE_LENGTH, .unit = (uint8_t)units[i].unit, .number = token->number};
        if (units[i].denominator)
            value->number = divide_rounded(token->number * units[i].numerator,
                                           units[i].denominator * VALUE_ONE);
        scanner_next(scanner);
        return true;
    }
    return false;
}

bool value_absolute(struct slice text, dimen *length)
{
    static const struct measures initial = {PT(12), PT(12), PT(12), 0};
    struct scanner scanner = scanner_start(text);
    struct value value;
    if (!value_take_length(&scanner, &value) || !scanner_at_end(&scanner))
        return false;
    *length = value_resolve(&value, &initial);
    return value.unit != UNIT_PERCENT && (value.unit != UNIT_NONE || value.number == 0);
}

/* base * number / 10000, rounded down, within a million points. */
static dimen scale(dimen base, int64_t number)
{
    enum { MOST = 1000000 * POINT };
    int64_t product = base * number, quotient = product / VALUE_ONE;
    if (product % VALUE_ONE < 0)
        quotient--;
    return (dimen)(quotient > MOST ? MOST : quotient < -MOST ? -MOST : quotient);
}

dimen value_resolve(const struct value *value, const struct measures *measures)
{
    switch ((enum unit)value->unit) {
    case UNIT_POINT:
        return scale(1, value->number * VALUE_ONE);
    case UNIT_EM:
        return scale(measures->em, value->number);
    case UNIT_REM:
        return scale(measures->root_em, value->number);
    case UNIT_ROOT_LINE:
        return scale(measures->root_line, value->number);
    case UNIT_PERCENT:
        return scale(measures->percent, value->number) / 100;
    case UNIT_NONE:
        break;
    }
    return 0;
}

/* ── Strings ─────────────────────────────────────────────────────────────────────────────────── */

void slice_unescape(struct slice text, struct buffer *out)
{
    css_unescape(text.start, text.length, out);
}

void style_put_string(const char *text, struct buffer *out)
{
    const char *end = text;
    for (char quote = text[-1]; *end && *end != quote; end++)
        end += *end == '\\' && end[1];
    css_unescape(text, (size_t)(end - text), out);
}
