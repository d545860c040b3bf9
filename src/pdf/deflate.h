/* Compression of streams. */
#ifndef BIFOLIO_PDF_DEFLATE_H
#define BIFOLIO_PDF_DEFLATE_H

#include "pdf/writer.h"

struct pdf_deflater;

/* A compressor used again and again: setting one up costs more than a small page. */
struct pdf_deflater *pdf_deflater_new(void);
void pdf_deflater_drop(struct pdf_deflater *deflater);
/* Appends `bytes`, compressed with a zlib header. */
void pdf_deflate(struct pdf_deflater *deflater, const void *bytes, size_t length,
                 struct buffer *compressed);

/* The same piece by piece: begin, put as often as needed, end. */
void pdf_deflate_begin(struct pdf_deflater *deflater);
void pdf_deflate_put(struct pdf_deflater *deflater, const void *bytes, size_t length,
                     struct buffer *compressed);
void pdf_deflate_end(struct pdf_deflater *deflater, struct buffer *compressed);

/* Adds a stream of these entries (and /Filter/FlateDecode), its data compressed into the writer's
 * arena. */
uint32_t pdf_add_deflated(struct pdf_writer *writer, struct buffer *entries, const void *bytes,
                          size_t length);

#endif
