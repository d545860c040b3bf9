/* Images: what kind a file is (from its bytes, never its name), whether it is sound, its size, and
 * its pixels. The only folder that includes libpng and libjpeg. */
#ifndef BIFOLIO_IMAGE_IMAGE_H
#define BIFOLIO_IMAGE_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum image_format { IMAGE_PNG, IMAGE_JPEG, IMAGE_GIF, IMAGE_WEBP, IMAGE_SVG };

/* A sound image file. Bytes and struct live in the arena it was loaded into. */
struct image {
    enum image_format format;
    const char *path; /* from which it was read */
    const unsigned char *bytes;
    size_t length;
    uint32_t width, height; /* pixels, at least 1 each */
    double dots_per_inch;   /* as the file says; 96 when it says nothing or nonsense */
    uint32_t components;    /* 1 grey, 3 RGB, 4 CMYK: JPEG only */
};

/* More pixels than this are refused: a decompression bomb, not a picture. */
enum { IMAGE_MAX_PIXELS = 100 * 1000 * 1000 };

/* Reads and checks a PNG, JPEG, GIF, WebP or SVG file. NULL, with *reason set to a text in `arena`,
 * when it is missing, broken, truncated, too large or of no known kind. PNG and JPEG are decoded
 * once to prove them sound; formats that only the EPUB can show are checked by their headers. */
const struct image *image_load(struct arena *arena, const char *path, const char **reason);

/* The media type, "image/png" …, and the usual extension, "png" …. */
const char *image_media_type(enum image_format format);
const char *image_extension(enum image_format format);

/* Decoded pixels, 8 bits a sample, rows from the top, no padding. */
struct pixels {
    uint32_t width, height;
    int channels;         /* 1 grey or 3 RGB */
    unsigned char *color; /* width × height × channels */
    unsigned char *alpha; /* width × height; NULL when opaque */
};

/* Decodes a PNG into `arena`. False when it cannot be decoded. */
bool image_decode(const struct image *image, struct arena *arena, struct pixels *pixels);

#endif
