/* Images: what kind a file is (from its bytes, never its name), whether it is sound, its size, and
 * its pixels. The only folder that includes libpng, libjpeg, libwebp, giflib and libexif, and that
 * draws with librsvg. */
#ifndef BIFOLIO_IMAGE_IMAGE_H
#define BIFOLIO_IMAGE_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"

enum image_format { IMAGE_PNG, IMAGE_JPEG, IMAGE_GIF, IMAGE_WEBP, IMAGE_SVG };

/* A sound image file. Bytes and struct live in the arena it was loaded into. */
struct image {
    enum image_format format;
    const char *path; /* from which it was read */
    const unsigned char *bytes;
    size_t length;
    uint32_t width, height; /* pixels as shown, CSS pixels of an SVG; at least 1 each */
    double dots_per_inch;   /* as the file says; 96 when it says nothing or nonsense */
    int orientation;        /* EXIF's, 1–8: where the stored rows and columns begin; 0 as 1 */
    uint32_t components;    /* 1 grey, 3 RGB, 4 CMYK: JPEG only */
    bool inverted;          /* its CMYK values are stored inverted, as Adobe does: JPEG only */
    const unsigned char *profile; /* a sound ICC profile for its colours; NULL: none */
    size_t profile_length;
    bool is_animated;        /* it has further frames, of which the first is shown: PNG only */
    bool is_proved;          /* it was decoded once already */
    bool cleaned;            /* SVG only: `bytes` is without what acts or reaches out in the file */
    bool has_html;           /* SVG only: and without HTML in a foreignObject */
    struct drawing *drawing; /* SVG only: what image_is_drawable() found out */
};

/* More pixels than this are refused: a decompression bomb, not a picture. */
enum { IMAGE_MAX_PIXELS = 100 * 1000 * 1000 };

/* Reads and checks a PNG, JPEG, GIF, WebP or SVG file. NULL, with *reason set to a text in `arena`,
 * when it is missing, broken, truncated, too large or of no known kind. JPEGs and smaller pictures
 * of the other kinds are decoded once to prove them sound; large ones are believed on their
 * checksums and structure, and image_decode() may still find damage. */
const struct image *image_load(struct arena *arena, const char *path, const char **reason);

/* The media type, "image/png" …, and the usual extension, "png" …. */
const char *image_media_type(enum image_format format);
const char *image_extension(enum image_format format);

/* True when the stored rows are columns of what is shown. */
bool image_is_turned(const struct image *image);

/* True when the picture can be painted: always, but for an SVG without librsvg or too odd for it.
 * Only one thread may ask about an image. */
bool image_is_drawable(const struct image *image);
/* True when there is a librsvg to draw SVG with. */
bool image_can_draw_svg(void);

/* The form of decoded pixels: 8 bits a sample, as stored in the file, not turned. */
struct raster {
    uint32_t width, height;
    uint32_t channels; /* 1 grey or 3 RGB */
    bool has_alpha;
};

/* Takes decoded rows, from the top: `channels` samples a pixel, and its alpha apart; alpha is NULL
 * when there is none. */
struct image_rows {
    void (*begin)(void *context, const struct raster *raster);
    void (*put)(void *context, const unsigned char *color, const unsigned char *alpha);
    void *context;
};

/* True when the colours are mixed of four inks that no profile tells of: only its decoded pixels
 * can go into a file that must look the same everywhere. */
bool image_has_unknown_inks(const struct image *image);

/* Decodes a PNG, GIF, WebP, or a JPEG of unknown inks. False when the file turns out to be broken;
 * some rows may have been put then. Any thread may decode. */
bool image_decode(const struct image *image, const struct image_rows *rows);

/* Appends a PNG of `width` × `height` pixels, an even number in a row: four bits a pixel, the left
 * one of two in the upper half of a byte. They choose from the ramp of colours, 0xRRGGBB. False
 * when libpng refuses. */
enum { IMAGE_RAMP = 16 };
bool image_put_png(struct buffer *out, const unsigned char *rows, uint32_t width, uint32_t height,
                   const uint32_t ramp[IMAGE_RAMP]);

/* Draws an SVG as a PDF file of one page, `width` × `height` units, appended to `pdf`; what can
 * only be drawn in pixels gets one for each unit. False when that fails or takes too long. Any
 * thread may draw. */
bool image_draw(const struct image *image, double width, double height, struct buffer *pdf);
/* Starts the process whose forks draw, at the cost of a fork of this one. To be called while there
 * is a single thread: a fork copies the locks that other threads hold. The first drawing would
 * start it, too. */
void image_begin_drawing(void);
/* Ends that process, if there is one; the next drawing would start another. */
void image_end_drawing(void);

#endif
