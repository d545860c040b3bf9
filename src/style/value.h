/* Private to style/: values of declarations. Numbers are ten-thousandths, so that all arithmetic is
 * exact and equal everywhere. */
#ifndef BIFOLIO_STYLE_VALUE_H
#define BIFOLIO_STYLE_VALUE_H

#include "style/css.h"

enum { VALUE_ONE = 10000, VALUE_MOST = 100000 }; /* 1, and the largest number taken, as a number */

enum value_kind {
    VALUE_KEYWORD,
    VALUE_LENGTH,
    VALUE_COLOR,
    VALUE_LIST,
    VALUE_INHERIT,
    VALUE_INITIAL
};

enum unit {
    UNIT_NONE,
    UNIT_POINT, /* all absolute lengths, in 1/1024 pt */
    UNIT_EM,
    UNIT_REM,
    UNIT_ROOT_LINE,
    UNIT_PERCENT
};

struct value {
    uint8_t kind, unit;
    int16_t keyword; /* index into the property's keywords, or a property's own meaning */
    union {
        int64_t number;   /* ten-thousandths; for UNIT_POINT 1/1024 pt */
        const char *text; /* of a string: as written, up to the quote it stands behind */
        struct {
            uint32_t color; /* 0xRRGGBB, on white */
            bool is_current, is_clear;
        };
        struct {
            uint32_t features_on, features_off; /* 1 << enum font_feature */
        };
        /* VALUE_LIST: as the property has it, in the sheet's arena */
        const struct content *content;
        const struct string_set *strings;
        const struct counter_change *counters;
        const char *name;
        const struct font_features *features; /* NULL: none */
    };
};

/* ── Tokens of CSS Syntax 3, as far as values need them ──────────────────────────────────────── */

enum token_kind {
    TOKEN_END,
    TOKEN_IDENT,
    TOKEN_FUNCTION, /* text: its name; the ( is taken */
    TOKEN_NUMBER,   /* with its unit, "%" or "" */
    TOKEN_HASH,     /* text: without the # */
    TOKEN_STRING,   /* text: within the quotes */
    TOKEN_URL,      /* url(…) to its end; text: the address */
    TOKEN_MARK,     /* one character: , / ( ) + * …, or something broken off */
};

struct token {
    enum token_kind kind;
    struct slice text; /* of a number: its unit */
    int64_t number;
    bool is_huge;
};

struct scanner {
    const char *cursor, *end;
    struct token token;             /* the one at hand */
    struct arena *arena;            /* borrowed: for values that are lists; NULL: there are none */
    const struct font_faces *faces; /* whose families have names; NULL: none */
};

struct scanner scanner_start(struct slice text);
void scanner_next(struct scanner *scanner);
/* Takes the token at hand if it is this word, or mark. */
bool scanner_take(struct scanner *scanner, const char *word);
bool scanner_take_mark(struct scanner *scanner, char mark);
bool scanner_at_end(const struct scanner *scanner);
/* Takes url(file), url("file"), or a string. Escapes are left as they are. */
bool scanner_take_url(struct scanner *scanner, struct slice *url);
/* Appends a string's or name's text without its escapes ("\:", "\3A "). */
void slice_unescape(struct slice text, struct buffer *out);

/* ── Values ──────────────────────────────────────────────────────────────────────────────────── */

/* A number with a unit at hand; a bare one has UNIT_NONE. Takes nothing when it is none. */
bool value_take_length(struct scanner *scanner, struct value *value);
/* An absolute length as text; em and rem count 12 pt, as in media queries. */
bool value_absolute(struct slice text, dimen *length);
/* color.c */
bool value_take_color(struct scanner *scanner, struct value *value);

/* What lengths are relative to. */
struct measures {
    dimen em, root_em, root_line, percent;
};
/* A length on paper, between -1 and 1 million points. */
dimen value_resolve(const struct value *value, const struct measures *measures);

#endif
