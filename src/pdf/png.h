/* The parts of a PNG file that can go into a PDF as they are. */
#ifndef BIFOLIO_PDF_PNG_H
#define BIFOLIO_PDF_PNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

enum png_color { PNG_GREY = 0, PNG_RGB = 2, PNG_PALETTE = 3 };

struct png {
    uint32_t width, height;
    int bit_depth, color_type;
    bool interlaced, transparent;
    const unsigned char *palette; /* in the file's bytes */
    size_t palette_length;
};

/* Reads the chunks of a file. False when they do not make sense. */
bool pdf_png_read(const unsigned char *bytes, size_t length, struct png *png);
/* True when the compressed rows mean the same to a PDF reader. */
bool pdf_png_fits(const struct png *png);
/* Appends the compressed rows of all IDAT chunks. */
void pdf_png_put_rows(const unsigned char *bytes, size_t length, struct buffer *rows);

#endif
