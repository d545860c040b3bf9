/* Images as XObjects, each once however often it is shown. */
#ifndef BIFOLIO_PDF_IMAGE_H
#define BIFOLIO_PDF_IMAGE_H

#include "pdf/writer.h"

/* Adds every image the pages show. One that cannot be embedded is reported and left out. */
void pdf_add_images(struct pdf_writer *writer);
/* The number of an image's object; 0 when it could not be embedded. */
uint32_t pdf_find_image(const struct pdf_writer *writer, const struct image *image);

#endif
