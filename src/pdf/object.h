/* The PDF file as numbered objects: the only seam to libharu. An object is a dictionary, with or
 * without a stream behind it; its entries are text, written with syntax.h. Errors stick: the first
 * is reported once, later calls do nothing, and pdf_file_save() is false. */
#ifndef BIFOLIO_PDF_OBJECT_H
#define BIFOLIO_PDF_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"

struct pdf_file;

/* Writes an object's entries when the file is saved; `index` is what the object was added with. */
struct pdf_entries {
    void (*put)(const void *context, uint32_t index, struct buffer *entries);
    const void *context;
};

struct pdf_file *pdf_file_new(struct diag *diag);
/* NULL is allowed. */
void pdf_file_drop(struct pdf_file *file);

/* A new object without entries yet; returns its number, from 1, or 0 after an error. */
uint32_t pdf_object_reserve(struct pdf_file *file);
/* Gives an object its entries, copied. */
void pdf_object_set(struct pdf_file *file, uint32_t number, const struct buffer *entries);
/* Both at once. */
uint32_t pdf_object_add(struct pdf_file *file, const struct buffer *entries);
/* An object whose entries are only made when the file is saved, to hold thousands of them cheaply.
 * The entries may refer to any object; `context` must live until the file is saved. */
uint32_t pdf_object_add_late(struct pdf_file *file, struct pdf_entries entries, uint32_t index);
/* A stream object; /Length is added. `data` is borrowed until the file is dropped. */
uint32_t pdf_stream_add(struct pdf_file *file, const struct buffer *entries, const void *data,
                        size_t length);

/* Makes a stream of a reserved object. */
void pdf_stream_set(struct pdf_file *file, uint32_t number, const struct buffer *entries,
                    const void *data, size_t length);

/* From here on every new object is packed: compressed with its neighbours, which is what the
 * tens of thousands of structure elements need. About `expected` objects will follow, none of them
 * a stream. Old readers do not see packed objects. */
void pdf_file_pack(struct pdf_file *file, size_t expected);

/* Writes everything. `root` and `info` are the numbers of the catalog and the information
 * dictionary. The file's identifier is a digest of all that was written. False only when libharu
 * refused (reported); a failed write is for output_commit() to report. */
bool pdf_file_save(struct pdf_file *file, uint32_t root, uint32_t info, struct output *output);

#endif
