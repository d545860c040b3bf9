/* Drawings: the page of a PDF file that cairo wrote becomes a part of ours. */
#ifndef BIFOLIO_PDF_DRAWING_H
#define BIFOLIO_PDF_DRAWING_H

#include "pdf/writer.h"

/* Adds a packed drawing as a form that fills the unit square, as images do, and returns its number;
 * 0 when its file is not as expected. */
uint32_t pdf_add_drawing(struct pdf_writer *writer, const struct packed_image *packed);

#endif
