/* Enters: bytes to append. Leaves: one NUL-terminated run of them, doubled in capacity as it grows,
 * so that n appends cost O(n). */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

static void reserve(struct buffer *buffer, size_t extra)
{
    size_t needed = buffer->length + extra + 1;
    if (needed <= buffer->capacity)
        return;
    size_t capacity = buffer->capacity ? buffer->capacity : 64;
    while (capacity < needed)
        capacity *= 2;
    buffer->data = memory_resize(buffer->data, capacity, 1);
    buffer->capacity = capacity;
}

void buffer_put(struct buffer *buffer, const void *bytes, size_t length)
{
    reserve(buffer, length);
    if (length)
        memcpy(buffer->data + buffer->length, bytes, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void buffer_put_string(struct buffer *buffer, const char *string)
{
    buffer_put(buffer, string, strlen(string));
}

void buffer_put_char(struct buffer *buffer, char byte)
{
    buffer_put(buffer, &byte, 1);
}

void buffer_put_code_point(struct buffer *buffer, uint32_t code_point)
{
    char bytes[UTF8_MAX];
    buffer_put(buffer, bytes, utf8_encode(code_point, bytes));
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
    va_list measure, print;
    va_start(measure, format);
    va_copy(print, measure);
    int length = vsnprintf(NULL, 0, format, measure);
    va_end(measure);
    if (length > 0) {
        reserve(buffer, (size_t)length);
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, print);
        buffer->length += (size_t)length;
    }
    va_end(print);
}

void buffer_put_quoted(struct buffer *buffer, const char *text, size_t length)
{
    buffer_put_char(buffer, '"');
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte == '"' || byte == '\\')
            buffer_printf(buffer, "\\%c", byte);
        else if (byte < 0x20 || byte == 0x7F)
            buffer_printf(buffer, "\\x%02x", byte);
        else
            buffer_put_char(buffer, text[i]);
    }
    buffer_put_char(buffer, '"');
}

const char *buffer_string(const struct buffer *buffer)
{
    return buffer->data ? buffer->data : "";
}

void buffer_clear(struct buffer *buffer)
{
    buffer->length = 0;
    if (buffer->data)
        buffer->data[0] = '\0';
}

void buffer_drop(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){0};
}
