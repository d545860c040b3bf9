/* Enters: the bytes of a GIF or WebP file. Leaves: its size. Only the EPUB shows these formats, so
 * their headers are all that is read: GIF89a's logical screen, and the first chunk of WebP's RIFF
 * container (lossy VP8, lossless VP8L, extended VP8X), whose length must be there. */
#include <string.h>

#include "image/format.h"

enum { GIF_HEADER = 13, RIFF_HEADER = 12, WEBP_HEADER = 30 };

static uint32_t read_16(const unsigned char *bytes)
{
    return (uint32_t)(bytes[0] | bytes[1] << 8);
}

static uint32_t read_24(const unsigned char *bytes)
{
    return read_16(bytes) | (uint32_t)bytes[2] << 16;
}

static uint32_t read_32(const unsigned char *bytes)
{
    return read_24(bytes) | (uint32_t)bytes[3] << 24;
}

bool gif_check(struct image *image, struct arena *arena, const char **reason)
{
    const unsigned char *bytes = image->bytes;
    *reason = "broken GIF: it ends too early";
    if (image->length <= GIF_HEADER)
        return false;
    image->width = read_16(bytes + 6);
    image->height = read_16(bytes + 8);
    return image_check_size(arena, image->width, image->height, reason);
}

/* The size from the first chunk, whose data begin at `data`. */
static bool read_webp_size(const unsigned char *chunk, uint32_t *width, uint32_t *height)
{
    const unsigned char *data = chunk + 8;
    if (memcmp(chunk, "VP8X", 4) == 0) {
        *width = read_24(data + 4) + 1;
        *height = read_24(data + 7) + 1;
    } else if (memcmp(chunk, "VP8L", 4) == 0 && data[0] == 0x2F) {
        uint32_t bits = read_32(data + 1);
        *width = (bits & 0x3FFF) + 1;
        *height = (bits >> 14 & 0x3FFF) + 1;
    } else if (memcmp(chunk, "VP8 ", 4) == 0 && memcmp(data + 3, "\x9D\x01\x2A", 3) == 0) {
        *width = read_16(data + 6) & 0x3FFF;
        *height = read_16(data + 8) & 0x3FFF;
    } else {
        return false;
    }
    return true;
}

bool webp_check(struct image *image, struct arena *arena, const char **reason)
{
    const unsigned char *bytes = image->bytes;
    *reason = "broken WebP: it ends too early";
    if (image->length < WEBP_HEADER || read_32(bytes + 4) > image->length - 8)
        return false;
    *reason = "broken WebP: its first chunk is no picture";
    if (!read_webp_size(bytes + RIFF_HEADER, &image->width, &image->height))
        return false;
    return image_check_size(arena, image->width, image->height, reason);
}
