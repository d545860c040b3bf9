/* A growing string of bytes. Zero-initialise it (`struct buffer text = {0};`), append, and give it
 * back with buffer_drop(). `data` is NULL until the first append and NUL-terminated afterwards. */
#ifndef BIFOLIO_BASE_BUFFER_H
#define BIFOLIO_BASE_BUFFER_H

#include <stddef.h>
#include <stdint.h>

struct buffer {
    char *data;
    size_t length, capacity;
};

void buffer_put(struct buffer *buffer, const void *bytes, size_t length);
void buffer_put_string(struct buffer *buffer, const char *string);
void buffer_put_char(struct buffer *buffer, char byte);
/* Appends a code point as UTF-8; what is not a Unicode scalar value becomes U+FFFD. */
void buffer_put_code_point(struct buffer *buffer, uint32_t code_point);
/* Appends `text` in quotes, with quotes, backslashes and control characters escaped. */
void buffer_put_quoted(struct buffer *buffer, const char *text, size_t length);
void buffer_printf(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The bytes as a string, "" when nothing was appended. Valid until the next change. */
const char *buffer_string(const struct buffer *buffer);
/* Empties the buffer and keeps its memory. */
void buffer_clear(struct buffer *buffer);
/* Frees the memory and zeroes the buffer. */
void buffer_drop(struct buffer *buffer);

#endif
