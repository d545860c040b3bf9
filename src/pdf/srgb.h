/* The colours of the pages. */
#ifndef BIFOLIO_PDF_SRGB_H
#define BIFOLIO_PDF_SRGB_H

#include "base/buffer.h"

/* Appends an ICC profile of sRGB, version 4.2, to an empty buffer. */
void pdf_put_srgb(struct buffer *profile);

#endif
