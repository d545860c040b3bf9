/* The glyph numbers of CFF programs. */
#ifndef BIFOLIO_PDF_CFF_H
#define BIFOLIO_PDF_CFF_H

#include <stdbool.h>
#include <stddef.h>

/* Makes the CID of each glyph its number, in place, when the program is CID-keyed; leaves any other
 * as it is. False when the bytes do not make sense. */
bool pdf_cff_number_glyphs(unsigned char *bytes, size_t length);

#endif
