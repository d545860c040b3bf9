/* Pages → PDF 1.7: painting, font subsets, structure tags, links, outline, page labels, metadata.
 * libharu creates and serialises the objects (object.c is the only file that touches it); hb-subset
 * cuts the fonts down. */
#ifndef BIFOLIO_PDF_PDF_H
#define BIFOLIO_PDF_PDF_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/file.h"
#include "layout/pages.h"

/* Packs pictures in a thread of its own, while the pages that may show them are laid out. The
 * images stay the caller's, and must live until pdf_packer_end(), which gives the packer back. */
struct pdf_packer;
struct pdf_packer *pdf_packer_start(const struct image *const *images, size_t count);
void pdf_packer_end(struct pdf_packer *packer);

/* A file that travels inside the PDF. */
struct pdf_attachment {
    const char *name;        /* UTF-8, with "/" between folders */
    const char *description; /* for those who see the list */
    const char *media_type;  /* "text/markdown" */
    const char *modified;    /* "2025-01-31T00:00:00Z" */
    const void *bytes;
    size_t length;
};

struct pdf_options {
    struct pdf_packer *packer;                /* NULL: none */
    const struct pdf_attachment *attachments; /* with any, the file is PDF/A-3a instead of 2a */
    size_t attachment_count;
};

/* Writes the pages to `output`, which the caller then commits. False (reported) when a library
 * refused; a failed write is not reported here: output_commit() does. Same pages, same bytes, with
 * or without a packer. */
bool pdf_write(const struct pages *pages, const struct pdf_options *options, struct output *output,
               struct diag *diag);

#endif
