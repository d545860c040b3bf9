/* Enters: a CFF program as hb-subset leaves it. Leaves: the same with CIDs that are glyph numbers.
 * In a PDF a code is a CID, and in a CID-keyed program the charset says which glyph that is; the
 * glyphs of a subset keep the CIDs they had in the whole font. The charset lists ranges of CIDs; a
 * range is moved by changing where it starts, so nothing grows (Adobe Technical Note 5176, 3 to 5
 * and 13). */
#include "pdf/cff.h"

#include <stdint.h>

enum { OPERATOR_CHARSET = 15, OPERATOR_CHARSTRINGS = 17, OPERATOR_ESCAPE = 12, ESCAPED_ROS = 30 };
enum { LAST_PREDEFINED_CHARSET = 2 };

struct cff {
    unsigned char *bytes;
    size_t length;
    bool broken;
};

/* The big-endian number of `size` bytes at `at`; 0, and broken, past the end. */
static uint32_t read_number(struct cff *cff, size_t at, size_t size)
{
    uint32_t value = 0;
    if (at > cff->length || cff->length - at < size) {
        cff->broken = true;
        return 0;
    }
    for (size_t i = 0; i < size; i++)
        value = value << 8 | cff->bytes[at + i];
    return value;
}

/* ── Finding the charset ─────────────────────────────────────────────────────────────────────── */

/* Where the object `index` of an INDEX at `at` begins, or ends when it is the count of objects. */
static size_t find_object(struct cff *cff, size_t at, uint32_t index)
{
    uint32_t count = read_number(cff, at, 2);
    if (count == 0)
        return at + 2;
    uint32_t size = read_number(cff, at + 2, 1);
    if (size < 1 || size > 4)
        cff->broken = true;
    if (cff->broken)
        return cff->length;
    size_t data = at + 3 + ((size_t)count + 1) * size - 1;
    return data + read_number(cff, at + 3 + (size_t)index * size, size);
}

static size_t find_index_end(struct cff *cff, size_t at)
{
    return find_object(cff, at, read_number(cff, at, 2));
}

/* What matters of the Top DICT. */
struct top {
    bool is_cid;
    uint32_t charset, charstrings; /* offsets */
};

/* The operand at `at`; moves past it. Only whole numbers matter. */
static uint32_t read_operand(struct cff *cff, size_t *at)
{
    uint32_t first = read_number(cff, *at, 1);
    size_t start = *at + 1;
    if (first == 30) { /* a real number: ends with a nibble of ones */
        uint32_t byte;
        do
            byte = read_number(cff, start++, 1);
        while (!cff->broken && (byte & 0x0F) != 0x0F && byte >> 4 != 0x0F);
        *at = start;
        return 0;
    }
    size_t size = first == 28 ? 2 : first == 29 ? 4 : first >= 247 ? 1 : 0;
    *at = start + size;
    return size ? read_number(cff, start, size) : first - 139;
}

static void note_operator(struct cff *cff, size_t *at, uint32_t operand, struct top *top)
{
    uint32_t code = read_number(cff, (*at)++, 1);
    if (code == OPERATOR_CHARSET)
        top->charset = operand;
    else if (code == OPERATOR_CHARSTRINGS)
        top->charstrings = operand;
    else if (code == OPERATOR_ESCAPE)
        top->is_cid |= read_number(cff, (*at)++, 1) == ESCAPED_ROS;
}

static struct top read_top(struct cff *cff, size_t at, size_t end)
{
    struct top top = {0};
    uint32_t operand = 0;
    while (at < end && !cff->broken) {
        if (read_number(cff, at, 1) <= 21)
            note_operator(cff, &at, operand, &top);
        else
            operand = read_operand(cff, &at);
    }
    return top;
}

/* ── Moving its ranges ───────────────────────────────────────────────────────────────────────── */

/* Writes the numbers from 1 on over the first CIDs of all ranges; .notdef has none. */
static void number_ranges(struct cff *cff, size_t at, uint32_t glyph_count)
{
    uint32_t format = read_number(cff, at++, 1);
    size_t count_size = format; /* of the bytes that tell how many more CIDs a range has */
    if (format > 2)
        cff->broken = true;
    for (uint32_t glyph = 1; glyph < glyph_count && !cff->broken; at += 2 + count_size) {
        uint32_t more = read_number(cff, at + 2, count_size);
        if (cff->broken)
            return;
        cff->bytes[at] = (unsigned char)(glyph >> 8);
        cff->bytes[at + 1] = (unsigned char)glyph;
        glyph += 1 + more;
    }
}

bool pdf_cff_number_glyphs(unsigned char *bytes, size_t length)
{
    struct cff cff = {bytes, length, false};
    size_t names = read_number(&cff, 2, 1);
    size_t tops = find_index_end(&cff, names);
    size_t start = find_object(&cff, tops, 0), end = find_object(&cff, tops, 1);
    struct top top = read_top(&cff, start, end);
    if (cff.broken || !top.is_cid || top.charset <= LAST_PREDEFINED_CHARSET)
        return !cff.broken;
    number_ranges(&cff, top.charset, read_number(&cff, top.charstrings, 2));
    return !cff.broken;
}
