/* Enters: a value as text. Leaves: its tokens, one at a time, and the lengths among them. */
#include <ctype.h>
#include <string.h>

#include "base/css.h"
#include "style/style.h"
#include "style/value.h"

/* ── Tokens ──────────────────────────────────────────────────────────────────────────────────── */

static bool is_name_byte(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '\\' || (c & 0x80);
}

static bool has_digit(const char *cursor, const char *end)
{
    return cursor < end && isdigit((unsigned char)*cursor);
}

static bool starts_number(const char *cursor, const char *end)
{
    if (cursor < end && (*cursor == '+' || *cursor == '-'))
        cursor++;
    if (cursor < end && *cursor == '.')
        cursor++;
    return has_digit(cursor, end);
}

/* "e3", "E-2" behind a number. */
static const char *scan_exponent(const char *c, const char *end, int64_t *number)
{
    enum { MOST = 20 };
    bool has_sign = end - c > 1 && (c[1] == '+' || c[1] == '-');
    if (c == end || (*c | 32) != 'e' || !has_digit(c + 1 + has_sign, end))
        return c;
    bool is_small = c[1] == '-';
    int exponent = 0;
    for (c += 1 + has_sign; has_digit(c, end); c++)
        exponent = exponent > MOST ? exponent : exponent * 10 + (*c - '0');
    for (; exponent > 0 && *number <= (int64_t)VALUE_MOST * VALUE_ONE; exponent--)
        *number = is_small ? *number / 10 : *number * 10;
    return c;
}

/* Ten-thousandths; what is finer is cut off. "1e3" is a number, "1em" has a unit. */
static void scan_number(struct scanner *scanner)
{
    const char *c = scanner->cursor, *end = scanner->end;
    struct token *token = &scanner->token;
    bool negative = *c == '-';
    int64_t number = 0, worth = VALUE_ONE;
    c += *c == '-' || *c == '+';
    for (; has_digit(c, end); c++)
        number = number > VALUE_MOST ? number : number * 10 + (*c - '0');
    number *= VALUE_ONE;
    if (c < end && *c == '.' && has_digit(c + 1, end))
        for (c++; has_digit(c, end); c++)
            number += (worth /= 10) * (*c - '0');
    c = scan_exponent(c, end, &number);
    token->kind = TOKEN_NUMBER;
    token->is_huge = number > (int64_t)VALUE_MOST * VALUE_ONE;
    token->number = negative ? -number : number;
    const char *unit = c;
    if (c < end && *c == '%')
        c++;
    else
        while (c < end && is_name_byte(*c))
            c++;
    token->text = (struct slice){unit, (size_t)(c - unit)};
    scanner->cursor = c;
}

static void scan_string(struct scanner *scanner)
{
    char quote = *scanner->cursor++;
    const char *start = scanner->cursor, *c = start;
    while (c < scanner->end && *c != quote)
        c += *c == '\\' && c + 1 < scanner->end ? 2 : 1;
    scanner->token.kind = c < scanner->end ? TOKEN_STRING : TOKEN_MARK;
    scanner->token.text = (struct slice){start, (size_t)(c - start)};
    scanner->cursor = c < scanner->end ? c + 1 : c;
}

static void scan_name(struct scanner *scanner)
{
    const char *start = scanner->cursor;
    while (scanner->cursor < scanner->end && is_name_byte(*scanner->cursor))
        scanner->cursor++;
    scanner->token.text = (struct slice){start, (size_t)(scanner->cursor - start)};
    scanner->token.kind = TOKEN_IDENT;
    if (scanner->cursor < scanner->end && *scanner->cursor == '(') {
        scanner->token.kind = TOKEN_FUNCTION;
        scanner->cursor++;
    }
}

void scanner_next(struct scanner *scanner)
{
    while (scanner->cursor < scanner->end && isspace((unsigned char)*scanner->cursor))
        scanner->cursor++;
    scanner->token = (struct token){.text = {scanner->cursor, 1}};
    if (scanner->cursor >= scanner->end)
        return;
    char c = *scanner->cursor;
    if (starts_number(scanner->cursor, scanner->end)) {
        scan_number(scanner);
    } else if (c == '"' || c == '\'') {
        scan_string(scanner);
    } else if (is_name_byte(c)) {
        scan_name(scanner);
    } else if (c == '#' && scanner->cursor + 1 < scanner->end && is_name_byte(scanner->cursor[1])) {
        scanner->cursor++;
        scan_name(scanner);
        scanner->token.kind = scanner->token.kind == TOKEN_IDENT ? TOKEN_HASH : TOKEN_MARK;
    } else {
        scanner->token.kind = TOKEN_MARK;
        scanner->cursor++;
    }
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
    bool is_url = scanner->token.kind == TOKEN_FUNCTION && slice_is(scanner->token.text, "url");
    const char *start = scanner->cursor, *end;
    while (is_url && start < scanner->end && isspace((unsigned char)*start))
        start++;
    if (is_url && start < scanner->end && *start != '"' && *start != '\'') {
        end = memchr(start, ')', (size_t)(scanner->end - start));
        *url = slice_trim((struct slice){start, end ? (size_t)(end - start) : 0});
        scanner->cursor = end ? end + 1 : scanner->end;
        scanner_next(scanner);
        return end;
    }
    if (is_url)
        scanner_next(scanner);
    *url = scanner->token.text;
    if (scanner->token.kind != TOKEN_STRING)
        return false;
    scanner_next(scanner);
    return !is_url || scanner_take_mark(scanner, ')');
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
