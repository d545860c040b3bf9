/* Enters: bytes. Leaves: the same as a zlib stream (RFC 1950), which /FlateDecode undoes. */
#include "pdf/deflate.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

/* Level 6 would save 0.6 % of a book and take a fifth longer. */
enum { LEVEL = 5, PIECE = 16 * 1024 };

/* zlib only fails for want of memory here; then the program ends as it does everywhere else. */
static void check(int status)
{
    if (status == Z_OK || status == Z_STREAM_END)
        return;
    fputs("bifolio: error: out of memory\n", stderr);
    _Exit(1);
}

struct z_stream_s *pdf_deflater_new(void)
{
    z_stream *deflater = memory_resize(NULL, 1, sizeof *deflater);
    *deflater = (z_stream){0};
    check(deflateInit(deflater, LEVEL));
    return deflater;
}

void pdf_deflater_drop(struct z_stream_s *deflater)
{
    deflateEnd(deflater);
    free(deflater);
}

void pdf_deflate(struct z_stream_s *deflater, const void *bytes, size_t length,
                 struct buffer *compressed)
{
    static const char empty[1];
    check(deflateReset(deflater));
    size_t bound = deflateBound(deflater, length);
    unsigned char *room = memory_resize(NULL, bound, 1);
    deflater->next_in = length ? (void *)(uintptr_t)bytes : (void *)(uintptr_t)empty;
    deflater->avail_in = (uInt)length;
    deflater->next_out = room;
    deflater->avail_out = (uInt)bound;
    check(deflate(deflater, Z_FINISH));
    buffer_put(compressed, room, bound - deflater->avail_out);
    free(room);
}

void pdf_deflate_begin(struct z_stream_s *deflater)
{
    check(deflateReset(deflater));
}

/* Moves on what is ready. Not ready yet is no failure. */
static void drain(struct z_stream_s *deflater, int flush, struct buffer *compressed)
{
    unsigned char piece[PIECE];
    do {
        deflater->next_out = piece;
        deflater->avail_out = PIECE;
        int status = deflate(deflater, flush);
        if (status != Z_BUF_ERROR)
            check(status);
        buffer_put(compressed, piece, PIECE - deflater->avail_out);
    } while (deflater->avail_out == 0);
}

void pdf_deflate_put(struct z_stream_s *deflater, const void *bytes, size_t length,
                     struct buffer *compressed)
{
    deflater->next_in = (void *)(uintptr_t)bytes;
    deflater->avail_in = (uInt)length;
    if (length)
        drain(deflater, Z_NO_FLUSH, compressed);
}

void pdf_deflate_end(struct z_stream_s *deflater, struct buffer *compressed)
{
    deflater->avail_in = 0;
    drain(deflater, Z_FINISH, compressed);
}

uint32_t pdf_add_deflated(struct pdf_writer *writer, struct buffer *entries, const void *bytes,
                          size_t length)
{
    struct buffer compressed = {0};
    z_stream *deflater = pdf_deflater_new();
    pdf_deflate(deflater, bytes, length, &compressed);
    pdf_deflater_drop(deflater);
    buffer_put_string(entries, "/Filter/FlateDecode");
    char *data = arena_copy_bytes(writer->arena, compressed.data, compressed.length);
    uint32_t object = pdf_stream_add(writer->file, entries, data, compressed.length);
    buffer_drop(&compressed);
    return object;
}
