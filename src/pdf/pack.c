/* Enters: objects as text. Leaves: object streams, and a cross-reference stream for them. An object
 * stream opens with the number and offset of each object in it. A row of the cross-reference stream
 * says "in an object stream", which, and at what place there; rows are written as differences to
 * the row above (PNG's Up predictor), which are all but constant and compress to almost nothing. */
#include "pdf/pack.h"

#include <string.h>

#include "pdf/syntax.h"

enum { ROW = 6, IN_STREAM = 2, UP = 2 };

/* The first object of the n-th stream. */
static size_t find_first(const struct pack *pack, uint32_t n)
{
    return (size_t)((uint64_t)pack->objects.count * n / pack->stream_count);
}

void pdf_pack_put_stream(const struct pack *pack, uint32_t n, struct buffer *entries,
                         struct buffer *data)
{
    struct buffer bodies = {0};
    size_t first = find_first(pack, n), end = find_first(pack, n + 1);
    for (size_t i = first; i < end; i++) {
        const struct packed_object *object = &pack->objects.items[i];
        pdf_put_integer(data, pack->first_number + (int64_t)i);
        buffer_put_char(data, ' ');
        pdf_put_integer(data, (int64_t)bodies.length);
        buffer_put_char(data, ' ');
        buffer_put_string(&bodies, "<<");
        if (object->entries.put)
            object->entries.put(object->entries.context, object->index, &bodies);
        buffer_put_string(&bodies, ">>\n");
    }
    buffer_printf(entries, "/Type/ObjStm/N %zu/First %zu", end - first, data->length);
    buffer_put(data, buffer_string(&bodies), bodies.length);
    buffer_drop(&bodies);
}

static void make_row(uint32_t stream, size_t place, unsigned char row[ROW])
{
    row[0] = IN_STREAM;
    row[1] = (unsigned char)(stream >> 16 & 0xFF);
    row[2] = (unsigned char)(stream >> 8 & 0xFF);
    row[3] = (unsigned char)(stream & 0xFF);
    row[4] = (unsigned char)(place >> 8 & 0xFF);
    row[5] = (unsigned char)(place & 0xFF);
}

static void put_row(const unsigned char row[ROW], unsigned char above[ROW], struct buffer *data)
{
    buffer_put_char(data, UP);
    for (int i = 0; i < ROW; i++) {
        buffer_put_char(data, (char)(row[i] - above[i]));
        above[i] = row[i];
    }
}

void pdf_pack_put_index(const struct pack *pack, struct buffer *entries, struct buffer *data)
{
    unsigned char row[ROW], above[ROW] = {0};
    for (uint32_t n = 0; n < pack->stream_count; n++) {
        size_t first = find_first(pack, n), end = find_first(pack, n + 1);
        for (size_t i = first; i < end; i++) {
            make_row(pack->first_stream + n, i - first, row);
            put_row(row, above, data);
        }
    }
    buffer_printf(entries,
                  "/Type/XRef/W[1 3 2]/Index[%u %zu]/Size %zu"
                  "/DecodeParms<</Predictor 12/Columns %d>>",
                  pack->first_number, pack->objects.count, pack->first_number + pack->objects.count,
                  ROW);
}
