/* Private to text/: words whose divisions are given, not found. */
#ifndef BIFOLIO_TEXT_EXCEPTIONS_H
#define BIFOLIO_TEXT_EXCEPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct exceptions;

struct exceptions *exceptions_new(void);
/* NULL is allowed. */
void exceptions_drop(struct exceptions *exceptions);
/* Adds "hy-phen-ation". False when it is no word: anything but letters, with single hyphens between
 * them, or too long. A word added again takes its new divisions. */
bool exceptions_add(struct exceptions *exceptions, const char *divided, size_t length);
/* Adds the words of a text, one a line; what follows a '#' is left out. */
void exceptions_add_lines(struct exceptions *exceptions, const char *text);
/* Sets hyphens[i] where a hyphen may follow byte i of `word`, whatever its case; the others are
 * left as they are. False when the word is none of the exceptions. */
bool exceptions_find(const struct exceptions *exceptions, const char *word, size_t length,
                     unsigned char *hyphens);

#endif
