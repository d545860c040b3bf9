/* Enters: bytes. Leaves: code points and verdicts. The table of well-formed byte sequences is
 * Unicode's Table 3-7: it excludes overlong forms, surrogates and values past U+10FFFF. */
#include "base/utf8.h"

/* Bytes in the sequence that `lead` starts (0 when it starts none), and the bounds of its second
 * byte. */
static int sequence_length(unsigned char lead, unsigned char *low, unsigned char *high)
{
    *low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    *high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Decodes one well-formed sequence; false, with *cursor unmoved, when there is none. */
static bool decode(const char **cursor, const char *end, uint32_t *code_point)
{
    const unsigned char *bytes = (const unsigned char *)*cursor;
    unsigned char low, high;
    int length = sequence_length(bytes[0], &low, &high);
    if (length == 0 || end - *cursor < length)
        return false;
    uint32_t value = length == 1 ? bytes[0] : bytes[0] & (0x7FU >> length);
    for (int i = 1; i < length; i++) {
        if (bytes[i] < (i == 1 ? low : 0x80) || bytes[i] > (i == 1 ? high : 0xBF))
            return false;
        value = value << 6 | (bytes[i] & 0x3FU);
    }
    *cursor += length;
    *code_point = value;
    return true;
}

uint32_t utf8_next(const char **cursor, const char *end)
{
    uint32_t code_point;
    if (decode(cursor, end, &code_point))
        return code_point;
    ++*cursor;
    return UTF8_REPLACEMENT;
}

size_t utf8_encode(uint32_t c, char bytes[UTF8_MAX])
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = UTF8_REPLACEMENT;
    if (c < 0x80) {
        bytes[0] = (char)c;
        return 1;
    }
    size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, c >>= 6)
        bytes[i] = (char)(0x80 | (c & 0x3F));
    bytes[0] = (char)((0xF00U >> length & 0xFF) | c);
    return length;
}

bool utf8_is_valid(const char *bytes, size_t length, size_t *bad)
{
    const char *cursor = bytes, *end = bytes + length;
    uint32_t code_point;
    while (cursor < end) {
        if (!decode(&cursor, end, &code_point)) {
            if (bad)
                *bad = (size_t)(cursor - bytes);
            return false;
        }
    }
    return true;
}

size_t utf8_count(const char *bytes, size_t length)
{
    const char *cursor = bytes, *end = bytes + length;
    size_t count = 0;
    for (; cursor < end; count++)
        utf8_next(&cursor, end);
    return count;
}

bool utf8_has_wide_space(const char *bytes, size_t length, bool after_space)
{
    enum { NO_BREAK_SPACE = 0xA0 };
    const char *cursor = bytes, *end = bytes + length;
    while (cursor < end) {
        uint32_t c = utf8_next(&cursor, end);
        bool is_space = c == ' ' || c == NO_BREAK_SPACE;
        if (is_space && after_space)
            return true;
        after_space = is_space;
    }
    return false;
}
