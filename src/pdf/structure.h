/* The logical structure: tags for assistive technology and for copying. */
#ifndef BIFOLIO_PDF_STRUCTURE_H
#define BIFOLIO_PDF_STRUCTURE_H

#include "pdf/writer.h"

/* The key in the parent tree under which an annotation's element is found; those of the pages are
 * their indices. `ordinal` counts the book's annotations from 0. */
static inline uint32_t pdf_annotation_key(const struct pdf_writer *writer, uint32_t ordinal)
{
    return (uint32_t)writer->pages->page_count + ordinal;
}

/* Adds the structure tree, its parent tree and its identifiers; entries go into the catalog. Pages
 * are painted and annotations added by then. */
void pdf_add_structure(struct pdf_writer *writer);

#endif
