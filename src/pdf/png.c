/* Enters: the bytes of a PNG file. Leaves: its header and its compressed rows. PDF's FlateDecode
 * with a PNG predictor reads the very rows a PNG holds, so most files need no decoding: not those
 * that are interlaced or transparent, nor 16-bit ones, whose second byte nobody sees (ISO
 * 32000-1, 7.4.4). */
#include "pdf/png.h"

#include <string.h>

enum { SIGNATURE = 8, CHUNK_FRAME = 12, HEADER_LENGTH = 13 };

struct chunk {
    const unsigned char *data;
    size_t length;
    char type[5];
};

static uint32_t read_number(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Moves *offset past the chunk there; false at the end, or when the chunk does not fit the file. */
static bool next_chunk(const unsigned char *bytes, size_t length, size_t *offset,
                       struct chunk *chunk)
{
    if (length < CHUNK_FRAME || *offset > length - CHUNK_FRAME)
        return false;
    chunk->length = read_number(bytes + *offset);
    chunk->data = bytes + *offset + 8;
    memcpy(chunk->type, bytes + *offset + 4, 4);
    chunk->type[4] = '\0';
    if (chunk->length > length - CHUNK_FRAME - *offset)
        return false;
    *offset += CHUNK_FRAME + chunk->length;
    return strcmp(chunk->type, "IEND") != 0;
}

static void read_header(const struct chunk *chunk, struct png *png)
{
    if (chunk->length < HEADER_LENGTH)
        return;
    png->width = read_number(chunk->data);
    png->height = read_number(chunk->data + 4);
    png->bit_depth = chunk->data[8];
    png->color_type = chunk->data[9];
    png->interlaced = chunk->data[12] != 0;
}

bool pdf_png_read(const unsigned char *bytes, size_t length, struct png *png)
{
    struct chunk chunk;
    bool has_rows = false;
    *png = (struct png){0};
    for (size_t offset = SIGNATURE; next_chunk(bytes, length, &offset, &chunk);) {
        if (strcmp(chunk.type, "IHDR") == 0)
            read_header(&chunk, png);
        if (strcmp(chunk.type, "PLTE") == 0) {
            png->palette = chunk.data;
            png->palette_length = chunk.length;
        }
        png->transparent |= strcmp(chunk.type, "tRNS") == 0;
        has_rows |= strcmp(chunk.type, "IDAT") == 0;
    }
    png->transparent |= (png->color_type & 4) != 0;
    return has_rows && png->width > 0 && png->height > 0;
}

bool pdf_png_fits(const struct png *png)
{
    if (png->interlaced || png->transparent || png->bit_depth < 1 || png->bit_depth > 8)
        return false;
    if (png->color_type == PNG_PALETTE)
        return png->palette_length >= 3 && png->palette_length <= 768;
    return png->color_type == PNG_GREY || png->color_type == PNG_RGB;
}

void pdf_png_put_rows(const unsigned char *bytes, size_t length, struct buffer *rows)
{
    struct chunk chunk;
    for (size_t offset = SIGNATURE; next_chunk(bytes, length, &offset, &chunk);)
        if (strcmp(chunk.type, "IDAT") == 0)
            buffer_put(rows, chunk.data, chunk.length);
}
