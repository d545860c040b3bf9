/* UTF-8 (RFC 3629): decoding, encoding, checking. Properties of characters (case, category) come
 * from libutf8proc, which the callers use directly. */
#ifndef BIFOLIO_BASE_UTF8_H
#define BIFOLIO_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_MAX = 4, UTF8_REPLACEMENT = 0xFFFD };

/* Decodes the character that starts at *cursor and moves *cursor past it; `end` is one past the
 * last byte and *cursor < end. An ill-formed sequence gives U+FFFD and moves by one byte. */
uint32_t utf8_next(const char **cursor, const char *end);
/* Writes up to UTF8_MAX bytes, returns how many; a surrogate or a value past U+10FFFF is written
 * as U+FFFD. */
size_t utf8_encode(uint32_t code_point, char bytes[UTF8_MAX]);
/* True when all bytes are well-formed UTF-8; otherwise *bad (if not NULL) is the offset of the
 * first byte that is not. */
bool utf8_is_valid(const char *bytes, size_t length, size_t *bad);
/* Number of characters; ill-formed bytes count one each. */
size_t utf8_count(const char *bytes, size_t length);
/* Do two spaces, breaking or not, stand side by side? `after_space`: one stands before the text. */
bool utf8_has_wide_space(const char *bytes, size_t length, bool after_space);

#endif
