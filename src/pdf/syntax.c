/* Enters: numbers and UTF-8. Leaves: PDF tokens (ISO 32000-1, 7.3; text strings 7.9.2). */
#include "pdf/syntax.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

/* PDF/A-2 allows a string 32,767 bytes (ISO 19005-2, 6.1.13). */
enum { MAX_BYTES = 32767, MAX_UTF16_UNITS = 16000, DIGITS = 24 };

void pdf_put_integer(struct buffer *buffer, int64_t value)
{
    pdf_put_decimal(buffer, value, 0);
}

void pdf_put_decimal(struct buffer *buffer, int64_t value, int decimals)
{
    char digits[DIGITS];
    char *end = digits + DIGITS, *start = end;
    uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    for (; decimals > 0 && magnitude % 10 == 0 && magnitude > 0; decimals--)
        magnitude /= 10;
    if (magnitude == 0) {
        buffer_put_char(buffer, '0');
        return;
    }
    for (; decimals > 0; decimals--, magnitude /= 10) {
        *--start = (char)('0' + magnitude % 10);
        if (decimals == 1)
            *--start = '.';
    }
    for (; magnitude > 0; magnitude /= 10)
        *--start = (char)('0' + magnitude % 10);
    if (value < 0)
        *--start = '-';
    buffer_put(buffer, start, (size_t)(end - start));
}

int64_t pdf_position(dimen value)
{
    int64_t hundredths = (int64_t)value * 100;
    return (hundredths + (hundredths < 0 ? -POINT / 2 : POINT / 2)) / POINT;
}

void pdf_put_position(struct buffer *buffer, dimen value)
{
    pdf_put_decimal(buffer, pdf_position(value), PDF_POSITION_DECIMALS);
}

void pdf_put_name(struct buffer *buffer, const char *name)
{
    static const char hex[] = "0123456789ABCDEF";
    buffer_put_char(buffer, '/');
    for (; *name; name++) {
        unsigned char byte = (unsigned char)*name;
        if (byte > ' ' && byte < 0x7F && !strchr("()<>[]{}/%#", byte)) {
            buffer_put_char(buffer, *name);
        } else {
            char escaped[] = {'#', hex[byte >> 4], hex[byte & 15]};
            buffer_put(buffer, escaped, sizeof escaped);
        }
    }
}

void pdf_put_reference(struct buffer *buffer, uint32_t object)
{
    pdf_put_integer(buffer, object);
    buffer_put(buffer, " 0 R", 4);
}

/* A byte inside "(…)". A bare carriage return would be read as a line feed. */
static void put_string_byte(struct buffer *buffer, char byte)
{
    if (byte == '(' || byte == ')' || byte == '\\')
        buffer_put_char(buffer, '\\');
    if (byte == '\r')
        buffer_put(buffer, "\\r", 2);
    else
        buffer_put_char(buffer, byte);
}

void pdf_put_bytes(struct buffer *buffer, const void *bytes, size_t length)
{
    const char *cursor = bytes;
    buffer_put_char(buffer, '(');
    for (size_t i = 0; i < length && i < MAX_BYTES; i++)
        put_string_byte(buffer, cursor[i]);
    buffer_put_char(buffer, ')');
}

/* True when ASCII and PDFDocEncoding agree on every character. */
static bool is_plain(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)(text[i] - ' ') >= 0x7F - ' ' && text[i] != '\n' && text[i] != '\t')
            return false;
    return true;
}

static int split_utf16(uint32_t code_point, uint16_t units[2])
{
    if (code_point < 0x10000) {
        units[0] = (uint16_t)code_point;
        return 1;
    }
    code_point -= 0x10000;
    units[0] = (uint16_t)(0xD800 | code_point >> 10);
    units[1] = (uint16_t)(0xDC00 | (code_point & 0x3FF));
    return 2;
}

static void put_utf16(struct buffer *buffer, const char *text, size_t length)
{
    const char *cursor = text, *end = text + length;
    buffer_put(buffer, "(\xFE\xFF", 3);
    for (int written = 0; cursor < end && written < MAX_UTF16_UNITS;) {
        uint16_t units[2];
        int count = split_utf16(utf8_next(&cursor, end), units);
        for (int i = 0; i < count; i++) {
            put_string_byte(buffer, (char)(units[i] >> 8));
            put_string_byte(buffer, (char)(units[i] & 0xFF));
        }
        written += count;
    }
    buffer_put_char(buffer, ')');
}

void pdf_put_text_bytes(struct buffer *buffer, const char *text, size_t length)
{
    if (is_plain(text, length))
        pdf_put_bytes(buffer, text, length < 2 * MAX_UTF16_UNITS ? length : 2 * MAX_UTF16_UNITS);
    else
        put_utf16(buffer, text, length);
}

void pdf_put_text(struct buffer *buffer, const char *text)
{
    pdf_put_text_bytes(buffer, text, strlen(text));
}

/* What no character may be mapped to (ISO 19005-2, 6.2.11.7.2). */
static bool is_no_character(uint32_t code_point)
{
    return code_point == 0 || code_point == 0xFEFF || code_point == 0xFFFE;
}

void pdf_put_utf16_hex(struct buffer *buffer, const char *text, size_t length)
{
    const char *cursor = text, *end = text + length;
    while (cursor < end) {
        uint16_t units[2];
        uint32_t code_point = utf8_next(&cursor, end);
        int count = split_utf16(is_no_character(code_point) ? UTF8_REPLACEMENT : code_point, units);
        for (int i = 0; i < count; i++)
            buffer_printf(buffer, "%04X", units[i]);
    }
}
