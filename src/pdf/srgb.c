/* Enters: nothing. Leaves: an ICC profile of sRGB (IEC 61966-2-1), made here, so that it is small,
 * the same everywhere and nobody's property. A display profile of matrix and curve (ICC.1:2004-10,
 * the newest that PDF 1.7 knows): the three primaries, adapted to the profiles' white D50 by
 * Bradford's matrix and rounded so that they add up to it, and the curve as a parametric one. */
#include "pdf/srgb.h"

#include <stddef.h>
#include <string.h>

enum { HEADER_SIZE = 128, TAG_COUNT = 10, TAG_SIZE = 12 };

static void put_number(struct buffer *profile, uint32_t value, int size)
{
    while (size-- > 0)
        buffer_put_char(profile, (char)(value >> 8 * size & 0xFF));
}

/* Numbers of 32 bits, most of them fixed-point with 16 bits behind the point. */
static void put_numbers(struct buffer *profile, const uint32_t *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        put_number(profile, values[i], 4);
}

static void put_signature(struct buffer *profile, const char *signature)
{
    buffer_put(profile, signature, 4);
}

/* Type "mluc": one text, in English. */
static void put_text(struct buffer *profile, const char *text)
{
    size_t length = strlen(text);
    put_signature(profile, "mluc");
    put_numbers(profile, (uint32_t[]){0, 1, 12}, 3);
    put_signature(profile, "enUS");
    put_numbers(profile, (uint32_t[]){(uint32_t)(2 * length), 28}, 2);
    for (size_t i = 0; i < length; i++)
        put_number(profile, (unsigned char)text[i], 2);
    while (profile->length % 4 != 0)
        buffer_put_char(profile, '\0');
}

static void put_description(struct buffer *data)
{
    put_text(data, "sRGB");
}

static void put_copyright(struct buffer *data)
{
    put_text(data, "No copyright");
}

static void put_xyz(struct buffer *data, uint32_t x, uint32_t y, uint32_t z)
{
    put_signature(data, "XYZ ");
    put_numbers(data, (uint32_t[]){0, x, y, z}, 4);
}

static void put_white(struct buffer *data)
{
    put_xyz(data, 0xF6D6, 0x10000, 0xD32D);
}

static void put_red(struct buffer *data)
{
    put_xyz(data, 0x6FA0, 0x38F5, 0x0390);
}

static void put_green(struct buffer *data)
{
    put_xyz(data, 0x6297, 0xB787, 0x18D9);
}

static void put_blue(struct buffer *data)
{
    put_xyz(data, 0x249F, 0x0F84, 0xB6C4);
}

/* From D65, the white of sRGB, to D50. */
static void put_adaptation(struct buffer *data)
{
    static const uint32_t matrix[] = {0x10C42,    0x005DE,    0xFFFFF325, 0x00793, 0xFD90,
                                      0xFFFFFBA1, 0xFFFFFDA2, 0x003DC,    0xC06E};
    put_signature(data, "sf32");
    put_number(data, 0, 4);
    put_numbers(data, matrix, sizeof matrix / sizeof *matrix);
}

/* y = (x + 0.055)^2.4 / 1.055^2.4 from x = 0.04045 on, and x / 12.92 below. */
static void put_curve(struct buffer *data)
{
    put_signature(data, "para");
    put_numbers(data, (uint32_t[]){0, 3 << 16, 0x26666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B}, 7);
}

/* A tag that says no data of its own shares those of the tag before it. */
static const struct {
    const char *signature;
    void (*put)(struct buffer *data);
} tags[TAG_COUNT] = {
    {"desc", put_description},
    {"cprt", put_copyright},
    {"wtpt", put_white},
    {"chad", put_adaptation},
    {"rXYZ", put_red},
    {"gXYZ", put_green},
    {"bXYZ", put_blue},
    {"rTRC", put_curve},
    {"gTRC", NULL},
    {"bTRC", NULL},
};

/* Version 4.2, a display, from RGB by way of XYZ; made on the first day of 2026. */
static void put_header(struct buffer *profile, size_t size)
{
    put_numbers(profile, (uint32_t[]){(uint32_t)size, 0, 0x04200000}, 3);
    buffer_put(profile, "mntrRGB XYZ ", 12);
    put_numbers(profile, (uint32_t[]){2026 << 16 | 1, 1 << 16, 0}, 3);
    put_signature(profile, "acsp");
    put_numbers(profile, (uint32_t[7]){0}, 7);
    put_numbers(profile, (uint32_t[]){0xF6D6, 0x10000, 0xD32D}, 3);
    put_numbers(profile, (uint32_t[12]){0}, 12);
}

void pdf_put_srgb(struct buffer *profile)
{
    struct buffer table = {0}, data = {0};
    size_t start = HEADER_SIZE + 4 + TAG_COUNT * TAG_SIZE, offset = 0;
    put_number(&table, TAG_COUNT, 4);
    for (size_t i = 0; i < TAG_COUNT; i++) {
        if (tags[i].put) {
            offset = data.length;
            tags[i].put(&data);
        }
        put_signature(&table, tags[i].signature);
        put_numbers(&table,
                    (uint32_t[]){(uint32_t)(start + offset), (uint32_t)(data.length - offset)}, 2);
    }
    put_header(profile, start + data.length);
    buffer_put(profile, table.data, table.length);
    buffer_put(profile, data.data, data.length);
    buffer_drop(&table);
    buffer_drop(&data);
}
