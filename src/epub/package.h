/* The files of one EPUB and the package document that lists them. */
#ifndef BIFOLIO_EPUB_PACKAGE_H
#define BIFOLIO_EPUB_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/vector.h"
#include "epub/edition.h"
#include "epub/zip.h"

/* A file of the book. Strings and bytes outlive the package. */
struct item {
    const char *id;         /* in the manifest */
    const char *file;       /* beside package.opf */
    const char *type;       /* media type */
    const char *properties; /* "nav", "cover-image"; NULL: none */
    const char *fallback;   /* id of the item for readers that do not know its type; NULL: none */
    bool in_spine;          /* read in the order of the items */
    struct zip_data data;
};

struct package {
    const struct edition *edition;
    struct zip_deflater *deflater;
    VECTOR(struct item) items;
};

/* accessibility.c: what the book offers to those who read it by ear or touch, as metadata. */
void package_put_accessibility(const struct edition *edition, struct buffer *out);
/* Appends the package document. */
void package_put(const struct package *package, struct buffer *out);

#endif
