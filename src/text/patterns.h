/* Private to text/: the hyphenation patterns of one language. */
#ifndef BIFOLIO_TEXT_PATTERNS_H
#define BIFOLIO_TEXT_PATTERNS_H

#include <stdbool.h>
#include <stddef.h>

struct patterns;

/* Patterns from the text of a .dic file as libhyphen knows it, in UTF-8. The text is not kept. */
struct patterns *patterns_new(const char *text, size_t length);
void patterns_drop(struct patterns *patterns);
/* Raises levels[i] to what the patterns say about a division after byte i of `word`: odd allows,
 * even forbids. `word` is lower case, in UTF-8, and starts and ends with '.'. */
void patterns_match(const struct patterns *patterns, const char *word, size_t length,
                    unsigned char *levels);

#endif
