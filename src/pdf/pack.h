/* Object streams: small objects compressed many at a time (ISO 32000-1, 7.5.7 and 7.5.8). */
#ifndef BIFOLIO_PDF_PACK_H
#define BIFOLIO_PDF_PACK_H

#include "base/vector.h"
#include "pdf/object.h"

struct packed_object {
    struct pdf_entries entries;
    uint32_t index;
};

/* Objects first_number, first_number + 1, … spread evenly over streams first_stream, … */
struct pack {
    VECTOR(struct packed_object) objects;
    uint32_t first_number, first_stream, stream_count;
};

/* Makes the n-th of the pack's streams: its dictionary's entries and its data, not compressed. */
void pdf_pack_put_stream(const struct pack *pack, uint32_t n, struct buffer *entries,
                         struct buffer *data);
/* Makes the cross-reference stream that tells where the packed objects are. */
void pdf_pack_put_index(const struct pack *pack, struct buffer *entries, struct buffer *data);

#endif
