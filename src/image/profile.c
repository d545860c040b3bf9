/* Enters: bytes that should be an ICC profile (ICC.1:2010). Leaves: the image with the profile,
 * when a PDF reader can make use of it: it says its length and signature, is for as many colours as
 * the image has, and all its tags lie within it. A profile that is not so is left out, as if the
 * image had none. */
#include <string.h>

#include "image/format.h"

enum { HEADER = 128, TAG = 12, MOST_BYTES = 4 << 20, NEWEST_VERSION = 4 };

static uint32_t read_number(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* The kinds of device that a picture can come from. */
static bool is_device(const unsigned char *class)
{
    return memcmp(class, "mntr", 4) == 0 || memcmp(class, "scnr", 4) == 0 ||
           memcmp(class, "prtr", 4) == 0 || memcmp(class, "spac", 4) == 0;
}

static bool fits_components(const unsigned char *space, uint32_t components)
{
    const char *expected = components == 1 ? "GRAY" : components == 4 ? "CMYK" : "RGB ";
    return memcmp(space, expected, 4) == 0;
}

static bool has_sound_tags(const unsigned char *bytes, size_t length)
{
    uint32_t count = read_number(bytes + HEADER);
    if (count == 0 || count > (length - HEADER - 4) / TAG)
        return false;
    for (const unsigned char *tag = bytes + HEADER + 4; count > 0; count--, tag += TAG) {
        uint32_t offset = read_number(tag + 4), size = read_number(tag + 8);
        if (offset > length || size > length - offset)
            return false;
    }
    return true;
}

static bool is_sound(const unsigned char *bytes, size_t length, uint32_t components)
{
    return length >= HEADER + 4 && length <= MOST_BYTES && read_number(bytes) == length &&
           bytes[8] <= NEWEST_VERSION && is_device(bytes + 12) &&
           fits_components(bytes + 16, components) && memcmp(bytes + 36, "acsp", 4) == 0 &&
           has_sound_tags(bytes, length);
}

void image_take_profile(struct image *image, struct arena *arena, const unsigned char *bytes,
                        size_t length, uint32_t components)
{
    if (!is_sound(bytes, length, components))
        return;
    image->profile = (const unsigned char *)arena_copy_bytes(arena, bytes, length);
    image->profile_length = length;
}
