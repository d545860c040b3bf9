/* Enters: a path. Leaves: a sound image, or the reason why there is none. The format is told by the
 * first bytes (by the root element for SVG), and its reader does the rest. To decode a picture
 * costs as much as to lay out a chapter, and the PDF has to do it again: so only smaller ones are
 * decoded here to see whether that goes well. */
#include "image/image.h"

#include <string.h>

#include "base/file.h"
#include "image/format.h"

static const struct format {
    const char *media_type, *extension;
    bool (*check)(struct image *image, struct arena *arena, const char **reason);
    bool (*decode)(const struct image *image, const struct image_rows *rows);
} formats[] = {
    [IMAGE_PNG] = {"image/png", "png", png_check, png_decode},
    [IMAGE_JPEG] = {"image/jpeg", "jpg", jpeg_check, jpeg_decode},
    [IMAGE_GIF] = {"image/gif", "gif", gif_check, gif_decode},
    [IMAGE_WEBP] = {"image/webp", "webp", webp_check, webp_decode},
    [IMAGE_SVG] = {"image/svg+xml", "svg", svg_check, NULL},
};

enum {
    MOST_WHOLE_PIXELS = 32 * 1000 * 1000, /* 128 MB with alpha */
    MOST_PROVED_PIXELS = 1000 * 1000
};

static bool begins_with(const unsigned char *bytes, size_t length, const char *magic, size_t size)
{
    return length >= size && memcmp(bytes, magic, size) == 0;
}

bool image_recognize(const unsigned char *bytes, size_t length, enum image_format *format)
{
    if (begins_with(bytes, length, "\x89PNG\r\n\x1A\n", 8))
        *format = IMAGE_PNG;
    else if (begins_with(bytes, length, "\xFF\xD8\xFF", 3))
        *format = IMAGE_JPEG;
    else if (begins_with(bytes, length, "GIF87a", 6) || begins_with(bytes, length, "GIF89a", 6))
        *format = IMAGE_GIF;
    else if (begins_with(bytes, length, "RIFF", 4) && length >= 12 && !memcmp(bytes + 8, "WEBP", 4))
        *format = IMAGE_WEBP;
    else if (svg_recognize(bytes, length))
        *format = IMAGE_SVG;
    else
        return false;
    return true;
}

static bool check_size(struct arena *arena, uint64_t width, uint64_t height, uint64_t most,
                       const char **reason)
{
    if (width == 0 || height == 0) {
        *reason = "it has no pixels";
        return false;
    }
    if (width > most || height > most / width) {
        *reason = arena_printf(arena, "%llu × %llu pixels are too many", (unsigned long long)width,
                               (unsigned long long)height);
        return false;
    }
    return true;
}

bool image_check_size(struct arena *arena, uint64_t width, uint64_t height, const char **reason)
{
    return check_size(arena, width, height, IMAGE_MAX_PIXELS, reason);
}

bool image_check_whole_size(struct arena *arena, uint64_t width, uint64_t height,
                            const char **reason)
{
    return check_size(arena, width, height, MOST_WHOLE_PIXELS, reason);
}

double image_credible_density(double density)
{
    return density >= 20 && density <= 5000 ? density : 96;
}

/* ── Proof ───────────────────────────────────────────────────────────────────────────────────── */

static void begin_nothing(void *context, const struct raster *raster)
{
    (void)context;
    (void)raster;
}

static void put_nowhere(void *context, const unsigned char *color, const unsigned char *alpha)
{
    (void)context;
    (void)color;
    (void)alpha;
}

/* False when the image was decoded and is broken. JPEG and SVG were read to their end already. */
static bool prove(struct image *image)
{
    static const struct image_rows nowhere = {begin_nothing, put_nowhere, NULL};
    if (image->format == IMAGE_JPEG || !formats[image->format].decode ||
        (uint64_t)image->width * image->height > MOST_PROVED_PIXELS)
        return true;
    image->is_proved = image_decode(image, &nowhere);
    return image->is_proved;
}

/* ── The public face ─────────────────────────────────────────────────────────────────────────── */

const struct image *image_load(struct arena *arena, const char *path, const char **reason)
{
    char *bytes;
    size_t length;
    if (!file_read(arena, path, &bytes, &length, reason))
        return NULL;
    struct image *image = ARENA_NEW(arena, struct image);
    image->bytes = (unsigned char *)bytes;
    image->length = length;
    image->dots_per_inch = 96;
    image->orientation = 1;
    *reason = length ? "it is no PNG, JPEG, GIF, WebP or SVG file" : "it is empty";
    if (!image_recognize(image->bytes, length, &image->format))
        return NULL;
    image->path = arena_copy_string(arena, path);
    if (!formats[image->format].check(image, arena, reason))
        return NULL;
    *reason = "it is broken: its pixels cannot be decoded";
    return prove(image) ? image : NULL;
}

bool image_has_unknown_inks(const struct image *image)
{
    return image->format == IMAGE_JPEG && image->components == 4 && !image->profile;
}

bool image_decode(const struct image *image, const struct image_rows *rows)
{
    return formats[image->format].decode && formats[image->format].decode(image, rows);
}

bool image_is_turned(const struct image *image)
{
    return image->orientation >= 5;
}

const char *image_media_type(enum image_format format)
{
    return formats[format].media_type;
}

const char *image_extension(enum image_format format)
{
    return formats[format].extension;
}
