/* The container: files into one ZIP archive as EPUB's OCF wants it. */
#ifndef BIFOLIO_EPUB_ZIP_H
#define BIFOLIO_EPUB_ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

/* The bytes of a file as they stand in the archive. */
struct zip_data {
    const void *bytes;
    size_t length;
    size_t plain_length; /* before compression */
    uint32_t checksum;   /* CRC-32 before compression */
    bool deflated;
};

struct zip_member {
    const char *name; /* ASCII, unique */
    struct zip_data data;
};

/* A compressor used again and again: setting one up costs more than a small chapter. */
struct zip_deflater;
struct zip_deflater *zip_deflater_new(void);
void zip_deflater_drop(struct zip_deflater *deflater);

/* Compressed, in the arena; as it is where compression gains nothing. */
struct zip_data zip_deflate(struct zip_deflater *deflater, struct arena *arena, const void *bytes,
                            size_t length);
/* As it is, borrowed: what is compressed already, and the mimetype. */
struct zip_data zip_store(const void *bytes, size_t length);

/* Writes the archive, members in the order given, each dated 1980-01-01. False (reported) when
 * libzip fails; a failed write is reported by output_commit(). */
bool epub_zip(const struct zip_member *members, size_t count, struct output *output,
              struct diag *diag);

#endif
