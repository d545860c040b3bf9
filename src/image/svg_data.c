/* Enters: a data: address (RFC 2397). Leaves: the same in one form, base 64 without spaces, its
 * media type told by the bytes, as that of any file. */
#include <string.h>
#include <strings.h>

#include "image/svg.h"

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void svg_put_decoded(const char *text, size_t length, struct buffer *out)
{
    for (size_t i = 0; i < length; i++) {
        int high = text[i] == '%' && length - i > 2 ? hex_value(text[i + 1]) : -1;
        int low = high >= 0 ? hex_value(text[i + 2]) : -1;
        buffer_put_char(out, low >= 0 ? (char)(high * 16 + low) : text[i]);
        i += low >= 0 ? 2 : 0;
    }
}

/* ── Base 64 (RFC 4648) ──────────────────────────────────────────────────────────────────────── */

static int digit_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* False when it is broken. */
static bool decode_base64(const struct buffer *text, struct buffer *bytes)
{
    uint32_t bits = 0;
    int count = 0;
    for (size_t i = 0; i < text->length && text->data[i] != '='; i++) {
        int value = digit_value(text->data[i]);
        if (value < 0 && !is_space(text->data[i]))
            return false;
        if (value < 0)
            continue;
        bits = bits << 6 | (uint32_t)value;
        count += 6;
        if (count < 8)
            continue;
        count -= 8;
        buffer_put_char(bytes, (char)(bits >> count & 0xFF));
    }
    return true;
}

static void put_base64(const struct buffer *bytes, struct buffer *out)
{
    const unsigned char *data = (const unsigned char *)bytes->data;
    for (size_t i = 0; i < bytes->length; i += 3) {
        size_t left = bytes->length - i;
        uint32_t bits = (uint32_t)data[i] << 16;
        bits |= left > 1 ? (uint32_t)data[i + 1] << 8 : 0;
        bits |= left > 2 ? data[i + 2] : 0;
        const char four[] = {digits[bits >> 18], digits[bits >> 12 & 63],
                             left > 1 ? digits[bits >> 6 & 63] : '=',
                             left > 2 ? digits[bits & 63] : '='};
        buffer_put(out, four, sizeof four);
    }
}

/* ── Addresses ───────────────────────────────────────────────────────────────────────────────── */

/* "image/png;base64" in front of the comma. */
static bool says_base64(const char *start, const char *comma)
{
    static const char word[] = ";base64";
    while (comma > start && is_space(comma[-1]))
        comma--;
    size_t length = sizeof word - 1;
    return (size_t)(comma - start) >= length && strncasecmp(comma - length, word, length) == 0;
}

bool svg_decode_data(const char *address, struct buffer *bytes)
{
    while (is_space(*address))
        address++;
    const char *comma = strchr(address, ',');
    if (strncasecmp(address, "data:", 5) != 0 || !comma)
        return false;
    struct buffer text = {0};
    svg_put_decoded(comma + 1, strlen(comma + 1), &text);
    bool is_sound = true;
    if (says_base64(address, comma))
        is_sound = decode_base64(&text, bytes);
    else
        buffer_put(bytes, buffer_string(&text), text.length);
    buffer_drop(&text);
    return is_sound;
}

void svg_put_data(const char *type, const struct buffer *bytes, struct buffer *out)
{
    buffer_printf(out, "data:%s;base64,", type);
    put_base64(bytes, out);
}

static const char *find_picture_type(const struct buffer *bytes)
{
    enum image_format format;
    const unsigned char *data = (const unsigned char *)buffer_string(bytes);
    bool is_known = image_recognize(data, bytes->length, &format) && format != IMAGE_SVG;
    return is_known ? image_media_type(format) : NULL;
}

static const char *find_font_type(const struct buffer *bytes)
{
    static const struct {
        const char magic[5], *type;
    } fonts[] = {{"wOF2", "font/woff2"},
                 {"wOFF", "font/woff"},
                 {"OTTO", "font/otf"},
                 {"\0\1\0\0", "font/ttf"}};
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++)
        if (bytes->length > 4 && memcmp(bytes->data, fonts[i].magic, 4) == 0)
            return fonts[i].type;
    return NULL;
}

static bool put_known(const char *address, const char *(*find_type)(const struct buffer *bytes),
                      struct buffer *out)
{
    struct buffer bytes = {0};
    const char *type = svg_decode_data(address, &bytes) ? find_type(&bytes) : NULL;
    if (type)
        svg_put_data(type, &bytes, out);
    buffer_drop(&bytes);
    return type;
}

bool svg_put_picture(const char *address, struct buffer *out)
{
    return put_known(address, find_picture_type, out);
}

bool svg_put_font(const char *address, struct buffer *out)
{
    return put_known(address, find_font_type, out);
}
