/* Tokens of CSS Syntax 3, for whoever must know what a style really says: an escape, a comment or a
 * capital letter hides nothing here. */
#ifndef BIFOLIO_BASE_CSS_H
#define BIFOLIO_BASE_CSS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

enum css_kind {
    CSS_SPACE,
    CSS_COMMENT, /* <!-- and --> as well */
    CSS_NAME,
    CSS_FUNCTION, /* inner: its name; the ( is taken */
    CSS_AT,       /* inner: without the @ */
    CSS_HASH,     /* inner: without the # */
    CSS_STRING,   /* inner: within the quotes */
    CSS_NUMBER,   /* inner: its unit, "%" or "" */
    CSS_URL,      /* url(…) to its end, with quotes or without. inner: the address */
    CSS_BAD,      /* a string or an address that is broken off */
    CSS_MARK      /* one character */
};

/* A piece of the text it was read from, escapes and all. */
struct css_token {
    enum css_kind kind;
    const char *start, *inner;
    size_t length, inner_length;
};

struct css_scanner {
    const char *cursor, *end;
};

/* False at the end. */
bool css_next(struct css_scanner *scanner, struct css_token *token);

/* Does the inner part say this word, ASCII case and escapes apart? */
bool css_says(const struct css_token *token, const char *word);
bool css_is_mark(const struct css_token *token, char mark);
/* Appends text without its escapes; a newline behind a backslash is none of it. */
void css_unescape(const char *text, size_t length, struct buffer *out);
/* The same with the inner part. */
void css_put_inner(const struct css_token *token, struct buffer *out);

/* Is it an address, or a function that can take one? */
bool css_takes_address(const struct css_token *token);

#endif
