/* Enters: bytes. Leaves: the same as a zlib stream (RFC 1950), which /FlateDecode undoes.
 * What is at hand as a whole, as pages are, is left to libdeflate, which takes half of zlib's time
 * for it. Pictures come row by row, so that none is ever held as a whole: that only zlib can do. */
#include "pdf/deflate.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

enum { WHOLE_LEVEL = 7, ROWS_LEVEL = 5, PIECE = 16 * 1024 };

/* Each part is set up when it is first needed. */
struct pdf_deflater {
    struct libdeflate_compressor *whole;
    z_stream rows;
    bool has_rows;
};

/* Both only fail for want of memory here; then the program ends as it does everywhere else. */
static void check(bool done)
{
    if (done)
        return;
    fputs("bifolio: error: out of memory\n", stderr);
    _Exit(1);
}

struct pdf_deflater *pdf_deflater_new(void)
{
    return memory_new(1, sizeof(struct pdf_deflater));
}

void pdf_deflater_drop(struct pdf_deflater *deflater)
{
    libdeflate_free_compressor(deflater->whole);
    if (deflater->has_rows)
        deflateEnd(&deflater->rows);
    free(deflater);
}

void pdf_deflate(struct pdf_deflater *deflater, const void *bytes, size_t length,
                 struct buffer *compressed)
{
    if (!deflater->whole)
        deflater->whole = libdeflate_alloc_compressor(WHOLE_LEVEL);
    check(deflater->whole != NULL);
    size_t bound = libdeflate_zlib_compress_bound(deflater->whole, length);
    unsigned char *room = memory_resize(NULL, bound, 1);
    size_t written =
        libdeflate_zlib_compress(deflater->whole, length ? bytes : "", length, room, bound);
    check(written > 0);
    buffer_put(compressed, room, written);
    free(room);
}

void pdf_deflate_begin(struct pdf_deflater *deflater)
{
    if (deflater->has_rows)
        check(deflateReset(&deflater->rows) == Z_OK);
    else
        check(deflateInit(&deflater->rows, ROWS_LEVEL) == Z_OK);
    deflater->has_rows = true;
}

/* Moves on what is ready. Not ready yet is no failure. */
static void drain(z_stream *rows, int flush, struct buffer *compressed)
{
    unsigned char piece[PIECE];
    do {
        rows->next_out = piece;
        rows->avail_out = PIECE;
        int status = deflate(rows, flush);
        check(status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR);
        buffer_put(compressed, piece, PIECE - rows->avail_out);
    } while (rows->avail_out == 0);
}

void pdf_deflate_put(struct pdf_deflater *deflater, const void *bytes, size_t length,
                     struct buffer *compressed)
{
    deflater->rows.next_in = (void *)(uintptr_t)bytes;
    deflater->rows.avail_in = (uInt)length;
    if (length)
        drain(&deflater->rows, Z_NO_FLUSH, compressed);
}

void pdf_deflate_end(struct pdf_deflater *deflater, struct buffer *compressed)
{
    deflater->rows.avail_in = 0;
    drain(&deflater->rows, Z_FINISH, compressed);
}

uint32_t pdf_add_deflated(struct pdf_writer *writer, struct buffer *entries, const void *bytes,
                          size_t length)
{
    struct buffer compressed = {0};
    struct pdf_deflater *deflater = pdf_deflater_new();
    pdf_deflate(deflater, bytes, length, &compressed);
    pdf_deflater_drop(deflater);
    buffer_put_string(entries, "/Filter/FlateDecode");
    char *data = arena_copy_bytes(writer->arena, compressed.data, compressed.length);
    uint32_t object = pdf_stream_add(writer->file, entries, data, compressed.length);
    buffer_drop(&compressed);
    return object;
}
