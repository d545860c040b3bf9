/* What each file format's reader offers to image.c. */
#ifndef BIFOLIO_IMAGE_FORMAT_H
#define BIFOLIO_IMAGE_FORMAT_H

#include "image/image.h"

/* Each checks image->bytes and fills in size, density, orientation, profile and components, from
 * the headers; only a JPEG is read to its end. False, with *reason set to a text in `arena` or a
 * static one, when the file is not sound. */
bool png_check(struct image *image, struct arena *arena, const char **reason);
bool jpeg_check(struct image *image, struct arena *arena, const char **reason);
bool gif_check(struct image *image, struct arena *arena, const char **reason);
bool webp_check(struct image *image, struct arena *arena, const char **reason);
bool svg_check(struct image *image, struct arena *arena, const char **reason);

/* The format that the first bytes tell; false: none of these. */
bool image_recognize(const unsigned char *bytes, size_t length, enum image_format *format);

/* Whether librsvg can read an SVG. */
struct drawing {
    bool asked, is_drawable;
};

/* Each decodes; see image_decode(). */
bool jpeg_decode(const struct image *image, const struct image_rows *rows); /* of four inks only */
bool png_decode(const struct image *image, const struct image_rows *rows);
bool gif_decode(const struct image *image, const struct image_rows *rows);
bool webp_decode(const struct image *image, const struct image_rows *rows);

/* True when the bytes are an XML document whose root element is svg. */
bool svg_recognize(const unsigned char *bytes, size_t length);

/* librsvg: loaded once per process, before the other two; false when it is not there. Each takes an
 * SVG's bytes; svg_draw() appends a PDF file. They may crash or run for ever: call them in drawer.c
 * only.
 */
bool svg_load_library(void);
bool svg_parse(const unsigned char *bytes, size_t length);
bool svg_draw(const unsigned char *bytes, size_t length, double width, double height,
              struct buffer *pdf);

/* Writes an SVG's bytes anew, with nothing in them that acts or reaches out. Why the file must not
 * be packed into a book; NULL when nothing is wrong. */
const char *svg_clean(struct image *image, struct arena *arena);

/* False (with a reason) when an image of this size has no pixels or too many. */
bool image_check_size(struct arena *arena, uint64_t width, uint64_t height, const char **reason);
/* The same for what can only be decoded into memory as a whole. */
bool image_check_whole_size(struct arena *arena, uint64_t width, uint64_t height,
                            const char **reason);

/* `density` in dots per inch when it is credible, else 96. */
double image_credible_density(double density);

/* Takes over what EXIF data say of the orientation; they begin with their TIFF header. Turns the
 * image's size. */
void image_take_exif(struct image *image, const unsigned char *bytes, size_t length);

/* Takes over an ICC profile for this many components when it is sound. */
void image_take_profile(struct image *image, struct arena *arena, const unsigned char *bytes,
                        size_t length, uint32_t components);

/* Pixels with their alpha beside the colour, on their way to `rows`, which wants it apart. Drop it
 * when done, also after a failure. */
struct splitter {
    const struct image_rows *rows;
    struct raster raster;
    unsigned char *color, *alpha;
};
void splitter_begin(struct splitter *splitter, const struct image_rows *rows,
                    const struct raster *raster);
void splitter_put(struct splitter *splitter, const unsigned char *pixels);
void splitter_drop(struct splitter *splitter);

#endif
