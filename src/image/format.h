/* What each file format's reader offers to image.c. */
#ifndef BIFOLIO_IMAGE_FORMAT_H
#define BIFOLIO_IMAGE_FORMAT_H

#include "image/image.h"

/* Each checks image->bytes and fills in size, density and components. False, with *reason set to a
 * text in `arena` or a static one, when the file is not sound. */
bool png_check(struct image *image, struct arena *arena, const char **reason);
bool jpeg_check(struct image *image, struct arena *arena, const char **reason);
bool gif_check(struct image *image, struct arena *arena, const char **reason);
bool webp_check(struct image *image, struct arena *arena, const char **reason);
bool svg_check(struct image *image, struct arena *arena, const char **reason);

/* True when the bytes are an XML document whose root element is svg. */
bool svg_recognize(const unsigned char *bytes, size_t length);

/* Why an SVG file must not be packed into a book: broken, or with scripts or references to the
 * outside; NULL when nothing is wrong. */
const char *svg_find_fault(struct arena *arena, const unsigned char *bytes, size_t length);

/* False (with a reason) when an image of this size has no pixels or too many. */
bool image_check_size(struct arena *arena, uint64_t width, uint64_t height, const char **reason);

/* `density` in dots per inch when it is credible, else 96. */
double image_credible_density(double density);

#endif
