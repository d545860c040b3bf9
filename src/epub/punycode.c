/* Enters: a label of a host that begins with "xn--". Leaves: whether it stands for a name in
 * another script. By RFC 3492, section 6.2; what comes out is judged as a name written in that
 * script is. */
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <utf8proc.h>

#include "epub/url.h"

enum { BASE = 36, T_MIN = 1, T_MAX = 26, SKEW = 38, DAMP = 700, FIRST_BIAS = 72, FIRST_CODE = 128 };

/* A label has at most 63 bytes, and so no more characters. */
struct decoding {
    uint32_t characters[64];
    uint32_t count, bias, code, at;
};

static uint32_t digit_value(char digit)
{
    if (isdigit((unsigned char)digit))
        return (uint32_t)(digit - '0') + 26;
    return isalpha((unsigned char)digit) ? (uint32_t)(tolower((unsigned char)digit) - 'a') : BASE;
}

static uint32_t adapt(uint32_t delta, uint32_t count, bool first)
{
    uint32_t steps = 0;
    delta = first ? delta / DAMP : delta / 2;
    delta += delta / count;
    for (; delta > (BASE - T_MIN) * T_MAX / 2; steps += BASE)
        delta /= BASE - T_MIN;
    return steps + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

/* Reads one number of variable length; false when it is broken or too large. */
static bool take_number(const char **cursor, const char *end, uint32_t bias, uint32_t *number)
{
    uint64_t weight = 1, sum = 0;
    for (uint32_t k = BASE;; k += BASE) {
        uint32_t digit = *cursor < end ? digit_value(*(*cursor)++) : BASE;
        uint32_t threshold = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
        sum += digit * weight;
        if (digit == BASE || sum > UINT32_MAX / 2)
            return false;
        *number = (uint32_t)sum;
        if (digit < threshold)
            return true;
        weight *= BASE - threshold;
        if (weight > UINT32_MAX)
            return false;
    }
}

static bool take_character(struct decoding *decoding, const char **cursor, const char *end)
{
    uint32_t number, size = ++decoding->count;
    if (size > 63 || !take_number(cursor, end, decoding->bias, &number))
        return false;
    uint64_t place = (uint64_t)decoding->at + number;
    decoding->bias = adapt(number, size, decoding->at == 0);
    decoding->code += (uint32_t)(place / size);
    decoding->at = (uint32_t)(place % size);
    if (decoding->code > 0x10FFFF)
        return false;
    memmove(&decoding->characters[decoding->at + 1], &decoding->characters[decoding->at],
            (size - 1 - decoding->at) * sizeof *decoding->characters);
    decoding->characters[decoding->at++] = decoding->code;
    return true;
}

/* A name that UTS #46 would write in another way, "ŀ" as "l·", is not what punycode is made of. */
static bool is_normal(const struct decoding *decoding)
{
    struct buffer name = {0};
    utf8proc_uint8_t *normal = NULL;
    for (uint32_t i = 0; i < decoding->count; i++)
        buffer_put_code_point(&name, decoding->characters[i]);
    utf8proc_map((const utf8proc_uint8_t *)name.data, 0, &normal,
                 UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                     UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    bool same = normal && strcasecmp(name.data, (const char *)normal) == 0;
    free(normal);
    buffer_drop(&name);
    return same;
}

bool epub_is_punycode(const char *label, size_t length, bool (*may_stand)(uint32_t c, bool first))
{
    struct decoding decoding = {.bias = FIRST_BIAS, .code = FIRST_CODE};
    const char *cursor = label, *end = label + length, *plain_end = label;
    if (length == 0 || length > 59)
        return false;
    for (const char *c = label; c < end; c++)
        plain_end = *c == '-' ? c : plain_end;
    for (; cursor < plain_end; cursor++)
        decoding.characters[decoding.count++] = (unsigned char)*cursor;
    cursor += plain_end > label; /* the last '-' parts what was plain from the numbers */
    if (cursor == end)
        return false;
    while (cursor < end)
        if (!take_character(&decoding, &cursor, end))
            return false;
    for (uint32_t i = 0; i < decoding.count; i++)
        if (!may_stand(decoding.characters[i], i == 0))
            return false;
    return is_normal(&decoding);
}
