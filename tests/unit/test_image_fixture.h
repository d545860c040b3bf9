/* Files for the tests of image/: written, loaded, and their pixels gathered. */
#ifndef TEST_IMAGE_FIXTURE_H
#define TEST_IMAGE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "image/image.h"

static char path[] = "/tmp/bifolio-image-XXXXXX";
static struct arena *arena;

static inline const struct image *load(const void *bytes, size_t length, const char **reason)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
    *reason = NULL;
    const struct image *image = image_load(arena, path, reason);
    assert_true(image ? true : *reason != NULL);
    return image;
}

/* What a decoder put. */
struct pixels {
    struct raster raster;
    struct buffer color, alpha;
    uint32_t rows;
};

static inline void begin_pixels(void *context, const struct raster *raster)
{
    struct pixels *pixels = context;
    pixels->raster = *raster;
}

static inline void put_pixels(void *context, const unsigned char *color, const unsigned char *alpha)
{
    struct pixels *pixels = context;
    size_t width = pixels->raster.width;
    assert_int_equal(alpha != NULL, pixels->raster.has_alpha);
    buffer_put(&pixels->color, color, width * pixels->raster.channels);
    if (alpha)
        buffer_put(&pixels->alpha, alpha, width);
    pixels->rows++;
}

static inline void drop_pixels(struct pixels *pixels)
{
    buffer_drop(&pixels->color);
    buffer_drop(&pixels->alpha);
}

/* All rows must have come when this is true. */
static inline bool decode(const struct image *image, struct pixels *pixels)
{
    *pixels = (struct pixels){0};
    struct image_rows rows = {begin_pixels, put_pixels, pixels};
    bool decoded = image_decode(image, &rows);
    if (decoded)
        assert_int_equal(pixels->rows, pixels->raster.height);
    return decoded;
}

/* The colour and the alpha of a pixel, as 0xRRGGBBAA. */
static inline uint32_t pixel_at(const struct pixels *pixels, uint32_t x, uint32_t y)
{
    size_t place = (size_t)y * pixels->raster.width + x;
    const unsigned char *color =
        (const unsigned char *)pixels->color.data + place * pixels->raster.channels;
    bool is_grey = pixels->raster.channels == 1;
    uint32_t alpha = pixels->raster.has_alpha ? (unsigned char)pixels->alpha.data[place] : 0xFF;
    return (uint32_t)color[0] << 24 | (uint32_t)color[is_grey ? 0 : 1] << 16 |
           (uint32_t)color[is_grey ? 0 : 2] << 8 | alpha;
}

static inline int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    int descriptor = mkstemp(path);
    return descriptor < 0 || close(descriptor);
}

static inline int tear_down(void **state)
{
    (void)state;
    arena_drop(arena);
    return unlink(path);
}

#endif
