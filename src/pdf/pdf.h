/* Pages → PDF 1.7: painting, font subsets, structure tags, links, outline, page labels, metadata.
 * libharu creates and serialises the objects (object.c is the only file that touches it); hb-subset
 * cuts the fonts down. */
#ifndef BIFOLIO_PDF_PDF_H
#define BIFOLIO_PDF_PDF_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/file.h"
#include "layout/pages.h"

/* Writes the pages to `output`, which the caller then commits. False (reported) when a library
 * refused; a failed write is not reported here: output_commit() does. Same pages, same bytes. */
bool pdf_write(const struct pages *pages, struct output *output, struct diag *diag);

#endif
