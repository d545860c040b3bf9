/* Private to style/: lists that say what is written where no text stands. Each parses what is at
 * hand into the scanner's arena, as the rows of property.c ask for it: VALUE_LIST, or VALUE_KEYWORD
 * for the words; false when it is no such list, or when the scanner has no arena. */
#ifndef BIFOLIO_STYLE_CONTENT_H
#define BIFOLIO_STYLE_CONTENT_H

#include "style/style.h"
#include "style/value.h"

/* Meanings of the words. */
enum { CONTENT_NORMAL, CONTENT_NONE, CONTENT_AUTO };

/* content: none | normal | item+ */
bool content_parse(struct scanner *scanner, struct value *value);
/* string-set: none | (name item+), … */
bool content_parse_strings(struct scanner *scanner, struct value *value);
/* counter-reset: none | (name number?)+; without a number it is 0 */
bool content_parse_counters(struct scanner *scanner, struct value *value);
/* The same for counter-increment, where it is 1. */
bool content_parse_increments(struct scanner *scanner, struct value *value);
/* decimal, lower-roman … */
bool content_take_numbering(struct scanner *scanner, enum marker *numbering);
/* page: auto | name */
bool content_parse_page(struct scanner *scanner, struct value *value);
/* quotes: none | auto | (open close)+, as CONTENT_TEXT */
bool content_parse_quotes(struct scanner *scanner, struct value *value);

#endif
