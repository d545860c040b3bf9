/* The container: files into one ZIP archive as EPUB's OCF wants it. */
#ifndef BIFOLIO_EPUB_ZIP_H
#define BIFOLIO_EPUB_ZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/file.h"

struct zip_member {
    const char *name; /* ASCII, unique */
    const void *bytes;
    size_t length;
    bool stored; /* not compressed: what is compressed already, and the mimetype */
};

/* Writes the archive, members in the order given, each dated 1980-01-01. False (reported) when
 * libzip fails; a failed write is reported by output_commit(). */
bool epub_zip(const struct zip_member *members, size_t count, struct output *output,
              struct diag *diag);

#endif
