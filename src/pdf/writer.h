/* What the parts of the PDF writer share. write.c tells the order in which they run; each fills its
 * own fields and only reads those of the parts before it. */
#ifndef BIFOLIO_PDF_WRITER_H
#define BIFOLIO_PDF_WRITER_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vector.h"
#include "layout/pages.h"
#include "pdf/object.h"
#include "pdf/pdf.h"

struct font_subset; /* font.h */

/* Marked content [first, end) of a page. */
struct mcid_range {
    uint32_t first, end;
};

/* A painted page. */
struct painted_page {
    struct buffer content;              /* deflated */
    VECTOR(uint32_t) elements;          /* by MCID: the element that owns the marked content */
    VECTOR(struct mcid_range) reversed; /* what is read from the last to the first */
    VECTOR(uint32_t) stand_ins;         /* what stands for words that are seen later; ascending */
    VECTOR(uint32_t) images;            /* numbers of the images it shows, as /I<number> */
};

/* What a page's object refers to besides. */
struct page_refs {
    uint32_t parent, content; /* objects */
};

/* An image on its way into the file. */
struct packed_image {
    const struct image *image;
    dimen width, height;         /* the largest it is shown at */
    struct raster raster;        /* of the samples; of a drawing only its size, in its units */
    struct buffer samples, mask; /* deflated, or a drawing; empty for JPEG, and after a failure */
    bool is_whole;               /* the samples are the PNG file's own rows */
    bool is_borrowed;            /* the buffers are the packer's */
    uint32_t object;
};

/* A colour profile in the file. */
struct embedded_profile {
    const unsigned char *bytes;
    size_t length;
    uint32_t object;
};

struct pdf_writer {
    const struct pages *pages;
    struct pdf_options options;
    struct diag *diag;
    struct arena *arena;
    struct pdf_file *file;
    struct font_subset *fonts; /* by font.index */
    uint32_t byte_cmap;        /* object number; 0: not needed so far */
    struct map image_numbers;  /* path → index into `images` (uint32_t *) */
    VECTOR(struct packed_image) images;
    VECTOR(struct embedded_profile) profiles;
    struct painted_page *painted;  /* by page */
    uint32_t *page_objects;        /* numbers, by page */
    struct page_refs *page_refs;   /* by page */
    uint32_t fonts_object;         /* the dictionary of fonts */
    uint32_t resources;            /* the object of resources that are the fonts alone */
    uint32_t attachments;          /* the tree of their names; 0: none */
    uint32_t **annotation_objects; /* numbers, by page and link */
    uint32_t annotation_count;
    struct buffer catalog; /* entries gathered for the catalog */
    struct buffer scratch; /* for the object being made */
};

#endif
