/* Enters: text in CSS. Leaves: its tokens, as CSS Syntax 3 says (section 4), one at a time. */
#include "base/css.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

/* ── Characters ──────────────────────────────────────────────────────────────────────────────── */

static bool is_newline(char c)
{
    return c == '\n' || c == '\r' || c == '\f';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || is_newline(c);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int hex_value(char c)
{
    if (is_digit(c))
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool begins_name(char c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || (c & 0x80);
}

static bool is_escape(const char *c, const char *end)
{
    return end - c > 1 && *c == '\\' && !is_newline(c[1]);
}

static bool is_name_part(const char *c, const char *end)
{
    return c < end && (begins_name(*c) || is_digit(*c) || *c == '-' || is_escape(c, end));
}

static bool starts_name(const char *c, const char *end)
{
    if (c < end && *c == '-')
        return end - c > 1 && (c[1] == '-' || begins_name(c[1]) || is_escape(c + 1, end));
    return c < end && (begins_name(*c) || is_escape(c, end));
}

static bool starts_number(const char *c, const char *end)
{
    c += c < end && (*c == '+' || *c == '-');
    c += c < end && *c == '.';
    return c < end && is_digit(*c);
}

/* Up to six hexadecimal digits and one space behind them, or any one character. */
static uint32_t read_escape(const char **cursor, const char *end)
{
    enum { SURROGATES = 0xD800, LAST_SURROGATE = 0xDFFF, LARGEST = 0x10FFFF };
    const char *c = *cursor + 1, *most = end - c > 6 ? c + 6 : end;
    uint32_t code = 0;
    if (hex_value(*c) < 0) {
        *cursor = c;
        return utf8_next(cursor, end);
    }
    for (; c < most && hex_value(*c) >= 0; c++)
        code = code * 16 + (uint32_t)hex_value(*c);
    if (end - c > 1 && c[0] == '\r' && c[1] == '\n')
        c++;
    *cursor = c < end && is_space(*c) ? c + 1 : c;
    bool is_character = code > 0 && code <= LARGEST && (code < SURROGATES || code > LAST_SURROGATE);
    return is_character ? code : UTF8_REPLACEMENT;
}

static uint32_t read_character(const char **cursor, const char *end)
{
    return is_escape(*cursor, end) ? read_escape(cursor, end) : utf8_next(cursor, end);
}

/* ── Pieces ──────────────────────────────────────────────────────────────────────────────────── */

static const char *skip_space(const char *c, const char *end)
{
    while (c < end && is_space(*c))
        c++;
    return c;
}

static const char *skip_name(const char *c, const char *end)
{
    while (is_name_part(c, end))
        read_character(&c, end);
    return c;
}

static const char *skip_digits(const char *c, const char *end)
{
    while (c < end && is_digit(*c))
        c++;
    return c;
}

/* Without its unit. */
static const char *skip_number(const char *c, const char *end)
{
    c += *c == '+' || *c == '-';
    c = skip_digits(c, end);
    if (end - c > 1 && *c == '.' && is_digit(c[1]))
        c = skip_digits(c + 1, end);
    if (end - c > 1 && (*c | 32) == 'e') {
        const char *exponent = c + 1;
        exponent += *exponent == '+' || *exponent == '-';
        if (exponent < end && is_digit(*exponent))
            c = skip_digits(exponent, end);
    }
    return c;
}

/* A string's end: its quote, a newline that breaks it off, or the end of all. */
static const char *find_quote(const char *c, const char *end)
{
    for (char quote = *c++; c < end && *c != quote && !is_newline(*c); c++)
        c += *c == '\\' && end - c > 1;
    return c;
}

static const char *skip_comment(const char *c, const char *end)
{
    const char *close = memmem(c + 2, (size_t)(end - c - 2), "*/", 2);
    return close ? close + 2 : end;
}

static bool begins_with(const char *c, const char *end, const char *text)
{
    size_t length = strlen(text);
    return (size_t)(end - c) >= length && memcmp(c, text, length) == 0;
}

/* ── Tokens ──────────────────────────────────────────────────────────────────────────────────── */

static void set_inner(struct css_token *token, const char *start, const char *end)
{
    token->inner = start;
    token->inner_length = (size_t)(end - start);
}

static const char *take_string(struct css_token *token, const char *end)
{
    const char *quote = find_quote(token->start, end);
    bool is_closed = quote < end && *quote == *token->start;
    token->kind = is_closed ? CSS_STRING : CSS_BAD;
    set_inner(token, token->start + 1, quote);
    return is_closed ? quote + 1 : quote;
}

static const char *take_number(struct css_token *token, const char *end)
{
    const char *unit = skip_number(token->start, end), *c = unit;
    if (c < end && *c == '%')
        c++;
    else if (starts_name(c, end))
        c = skip_name(c, end);
    token->kind = CSS_NUMBER;
    set_inner(token, unit, c);
    return c;
}

/* Behind "url(" and spaces stands a quote. NULL when more than a string stands in the brackets. */
static const char *take_quoted_url(struct css_token *token, const char *c, const char *end)
{
    const char *quote = find_quote(c, end);
    if (quote == end || *quote != *c)
        return NULL;
    const char *close = skip_space(quote + 1, end);
    if (close == end || *close != ')')
        return NULL;
    token->kind = CSS_URL;
    set_inner(token, c + 1, quote);
    return close + 1;
}

static const char *take_bare_url(struct css_token *token, const char *c, const char *end)
{
    const char *start = c, *stop;
    while (c < end && *c != ')' && !is_space(*c))
        read_character(&c, end);
    stop = c;
    c = skip_space(c, end);
    token->kind = c < end && *c == ')' ? CSS_URL : CSS_BAD;
    set_inner(token, start, stop);
    for (; c < end && *c != ')'; c++)
        c += *c == '\\' && end - c > 1;
    return c < end ? c + 1 : end;
}

static const char *take_name(struct css_token *token, const char *end)
{
    const char *c = skip_name(token->start, end);
    token->kind = CSS_NAME;
    set_inner(token, token->start, c);
    if (c == end || *c != '(')
        return c;
    token->kind = CSS_FUNCTION;
    if (!css_says(token, "url"))
        return c + 1;
    const char *inside = skip_space(c + 1, end), *behind;
    if (inside == end || (*inside != '"' && *inside != '\''))
        return take_bare_url(token, inside, end);
    behind = take_quoted_url(token, inside, end);
    return behind ? behind : c + 1;
}

static const char *take_prefixed(struct css_token *token, enum css_kind kind, const char *end)
{
    const char *c = skip_name(token->start + 1, end);
    token->kind = kind;
    set_inner(token, token->start + 1, c);
    return c;
}

static const char *take_token(struct css_token *token, const char *c, const char *end)
{
    token->kind = CSS_MARK;
    set_inner(token, c, c + 1);
    if (is_space(*c)) {
        token->kind = CSS_SPACE;
        return skip_space(c, end);
    }
    if (begins_with(c, end, "/*") || begins_with(c, end, "<!--") || begins_with(c, end, "-->")) {
        token->kind = CSS_COMMENT;
        return *c == '/' ? skip_comment(c, end) : c + (*c == '<' ? 4 : 3);
    }
    if (*c == '"' || *c == '\'')
        return take_string(token, end);
    if (starts_number(c, end))
        return take_number(token, end);
    if (starts_name(c, end))
        return take_name(token, end);
    if (*c == '#' && is_name_part(c + 1, end))
        return take_prefixed(token, CSS_HASH, end);
    if (*c == '@' && starts_name(c + 1, end))
        return take_prefixed(token, CSS_AT, end);
    return c + 1;
}

bool css_next(struct css_scanner *scanner, struct css_token *token)
{
    if (scanner->cursor >= scanner->end)
        return false;
    *token = (struct css_token){.start = scanner->cursor};
    scanner->cursor = take_token(token, scanner->cursor, scanner->end);
    token->length = (size_t)(scanner->cursor - token->start);
    return true;
}

/* ── What they say ───────────────────────────────────────────────────────────────────────────── */

static uint32_t to_lower(uint32_t character)
{
    return character >= 'A' && character <= 'Z' ? character | 32 : character;
}

bool css_says(const struct css_token *token, const char *word)
{
    const char *c = token->inner, *end = c + token->inner_length;
    for (; c < end && *word; word++)
        if (to_lower(read_character(&c, end)) != (unsigned char)*word)
            return false;
    return c == end && !*word;
}

bool css_is_mark(const struct css_token *token, char mark)
{
    return token->kind == CSS_MARK && *token->start == mark;
}

void css_unescape(const char *text, size_t length, struct buffer *out)
{
    const char *c = text, *end = c + length;
    while (c < end) {
        if (*c == '\\' && end - c > 1 && is_newline(c[1])) /* a string goes on in the next line */
            c += 2 + (end - c > 2 && c[1] == '\r' && c[2] == '\n');
        else
            buffer_put_code_point(out, read_character(&c, end));
    }
}

void css_put_inner(const struct css_token *token, struct buffer *out)
{
    css_unescape(token->inner, token->inner_length, out);
}

bool css_takes_address(const struct css_token *token)
{
    static const char *const functions[] = {"url",
                                            "src",
                                            "image",
                                            "image-set",
                                            "cross-fade",
                                            "-webkit-image-set",
                                            "-webkit-cross-fade"};
    if (token->kind == CSS_URL || token->kind == CSS_BAD)
        return token->kind == CSS_URL || (*token->start != '"' && *token->start != '\'');
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (token->kind == CSS_FUNCTION && css_says(token, functions[i]))
            return true;
    return false;
}
