/* Enters: a PDF 1.4 file of one page, as cairo writes it. Leaves: that page as a form XObject (ISO
 * 32000-1, 8.10) among our objects. The cross-reference table tells where the objects are. The
 * page's contents become the form's; whatever it refers to comes along under a new number, and what
 * that refers to in turn, each once, by a list that grows while it is worked off. Everything is
 * copied token by token; streams stay as they are, compressed. The file comes from a library, not
 * from a stranger, yet every offset is checked. */
#include "pdf/drawing.h"

#include <string.h>

#include "pdf/syntax.h"

enum {
    MOST_OBJECTS = 1 << 20,
    XREF_LINE = 20,
    SHORTEST_FILE = 64,
    SCALE_DECIMALS = 9,
    SCALE_UNIT = 1000 * 1000 * 1000 /* 10^SCALE_DECIMALS */
};

struct token {
    const char *at;
    size_t length; /* 0 at the end */
};

struct cursor {
    const char *at, *end;
};

struct transfer {
    struct pdf_writer *writer;
    const char *bytes, *end;
    const char *offsets; /* the lines of the cross-reference table */
    uint32_t count;      /* of them */
    uint32_t *numbers;   /* by old number: the new one, or 0 */
    VECTOR(uint32_t) waiting;
};

/* ── Tokens ──────────────────────────────────────────────────────────────────────────────────── */

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t' || byte == '\f' || !byte;
}

static void skip_space(struct cursor *cursor)
{
    for (; cursor->at < cursor->end; cursor->at++) {
        if (*cursor->at == '%')
            while (cursor->at + 1 < cursor->end && *cursor->at != '\n')
                cursor->at++;
        else if (!is_space(*cursor->at))
            return;
    }
}

static bool begins_with(const struct cursor *cursor, const char *text)
{
    size_t length = strlen(text);
    return (size_t)(cursor->end - cursor->at) >= length && memcmp(cursor->at, text, length) == 0;
}

/* Moves past "(…)": brackets in it are paired or behind a backslash. */
static void skip_string(struct cursor *cursor)
{
    int depth = 0;
    for (; cursor->at < cursor->end; cursor->at++) {
        if (*cursor->at == '\\' && cursor->at + 1 < cursor->end)
            cursor->at++;
        else if (*cursor->at == '(')
            depth++;
        else if (*cursor->at == ')' && --depth == 0) {
            cursor->at++;
            return;
        }
    }
}

static void skip_regular(struct cursor *cursor)
{
    cursor->at++;
    while (cursor->at < cursor->end && !is_space(*cursor->at) && !strchr("()<>[]/%", *cursor->at))
        cursor->at++;
}

static void skip_token(struct cursor *cursor)
{
    if (begins_with(cursor, "<<") || begins_with(cursor, ">>"))
        cursor->at += 2;
    else if (*cursor->at == '(')
        skip_string(cursor);
    else if (*cursor->at == '<')
        while (cursor->at < cursor->end && *cursor->at++ != '>')
            ;
    else if (*cursor->at == '[' || *cursor->at == ']')
        cursor->at++;
    else
        skip_regular(cursor);
}

static struct token next_token(struct cursor *cursor)
{
    skip_space(cursor);
    struct token token = {.at = cursor->at};
    if (cursor->at < cursor->end)
        skip_token(cursor);
    token.length = (size_t)(cursor->at - token.at);
    return token;
}

static bool is(struct token token, const char *text)
{
    return token.length == strlen(text) && memcmp(token.at, text, token.length) == 0;
}

/* A whole number, up to nine digits; false when the token is none. */
static bool read_number(struct token token, uint32_t *number)
{
    *number = 0;
    for (size_t i = 0; i < token.length; i++) {
        if (token.at[i] < '0' || token.at[i] > '9' || i > 8)
            return false;
        *number = *number * 10 + (uint32_t)(token.at[i] - '0');
    }
    return token.length > 0;
}

/* The object that "12 0 R" at the cursor names; false when something else stands there. */
static bool read_reference(struct cursor *cursor, uint32_t *object)
{
    struct cursor ahead = *cursor;
    uint32_t generation;
    if (!read_number(next_token(&ahead), object) || !read_number(next_token(&ahead), &generation) ||
        !is(next_token(&ahead), "R"))
        return false;
    *cursor = ahead;
    return true;
}

/* ── Objects ─────────────────────────────────────────────────────────────────────────────────── */

/* The table of objects: "startxref", its offset, "xref", "0", their count, and a line each. */
static bool find_objects(struct transfer *transfer)
{
    const char *start = transfer->end - 9;
    while (start > transfer->bytes && memcmp(start, "startxref", 9) != 0)
        start--;
    struct cursor cursor = {start, transfer->end};
    uint32_t offset, first;
    if (start <= transfer->bytes || !is(next_token(&cursor), "startxref") ||
        !read_number(next_token(&cursor), &offset) ||
        offset >= (size_t)(transfer->end - transfer->bytes))
        return false;
    cursor.at = transfer->bytes + offset;
    if (!is(next_token(&cursor), "xref") || !read_number(next_token(&cursor), &first) ||
        first != 0 || !read_number(next_token(&cursor), &transfer->count))
        return false;
    skip_space(&cursor);
    transfer->offsets = cursor.at;
    return transfer->count < MOST_OBJECTS &&
           (size_t)(cursor.end - cursor.at) / XREF_LINE >= transfer->count;
}

/* Behind "12 0 obj". */
static bool open_object(const struct transfer *transfer, uint32_t object, struct cursor *cursor)
{
    uint32_t offset, number, generation;
    if (object >= transfer->count)
        return false;
    *cursor = (struct cursor){transfer->offsets + (size_t)object * XREF_LINE, transfer->end};
    struct token digits = {cursor->at, 10};
    while (digits.length > 1 && *digits.at == '0') {
        digits.at++;
        digits.length--;
    }
    if (!read_number(digits, &offset) || offset >= (size_t)(transfer->end - transfer->bytes))
        return false;
    cursor->at = transfer->bytes + offset;
    return read_number(next_token(cursor), &number) && number == object &&
           read_number(next_token(cursor), &generation) && is(next_token(cursor), "obj");
}

/* The new number of an object, which comes along when it is first asked for. */
static uint32_t find_number(struct transfer *transfer, uint32_t object)
{
    if (object >= transfer->count)
        return 0;
    if (!transfer->numbers[object]) {
        transfer->numbers[object] = pdf_object_reserve(transfer->writer->file);
        vector_push(&transfer->waiting, object);
    }
    return transfer->numbers[object];
}

/* ── Copying ─────────────────────────────────────────────────────────────────────────────────── */

static int depth_change(struct token token)
{
    return is(token, "<<") || is(token, "[") ? 1 : is(token, ">>") || is(token, "]") ? -1 : 0;
}

/* Copies one value, whatever it holds. */
static bool copy_value(struct transfer *transfer, struct cursor *cursor, struct buffer *out)
{
    int depth = 0;
    do {
        uint32_t object;
        buffer_put_char(out, ' ');
        if (read_reference(cursor, &object)) {
            pdf_put_reference(out, find_number(transfer, object));
            continue;
        }
        struct token token = next_token(cursor);
        depth += depth_change(token);
        if (token.length == 0 || depth < 0)
            return false;
        buffer_put(out, token.at, token.length);
    } while (depth > 0);
    return true;
}

static bool skip_value(struct cursor *cursor)
{
    int depth = 0;
    uint32_t object;
    do {
        if (read_reference(cursor, &object))
            continue;
        struct token token = next_token(cursor);
        depth += depth_change(token);
        if (token.length == 0 || depth < 0)
            return false;
    } while (depth > 0);
    return true;
}

/* A number, or the object that is one. */
static bool read_length(const struct transfer *transfer, struct cursor *cursor, uint32_t *length)
{
    uint32_t object;
    struct cursor inner;
    if (!read_reference(cursor, &object))
        return read_number(next_token(cursor), length);
    return open_object(transfer, object, &inner) && read_number(next_token(&inner), length);
}

/* What an archive does not allow (ISO 19005-2, 6.2.8), or asks for in so many words (6.2.11.3.2):
 * the one is left out, the other left to complete_entries(). */
static bool is_passed_over(struct token key)
{
    return is(key, "/Interpolate") || is(key, "/CIDToGIDMap");
}

/* cairo's glyph numbers are its codes. */
static void complete_entries(struct cursor subtype, struct buffer *out)
{
    if (is(next_token(&subtype), "/CIDFontType2"))
        buffer_put_string(out, "/CIDToGIDMap/Identity");
}

/* Copies a dictionary's entries but the length, which is written anew. */
static bool copy_entries(struct transfer *transfer, struct cursor *cursor, struct buffer *out,
                         uint32_t *length)
{
    if (!is(next_token(cursor), "<<"))
        return false;
    for (;;) {
        struct token key = next_token(cursor);
        if (is(key, ">>"))
            return true;
        if (key.length == 0 || *key.at != '/')
            return false;
        if (is(key, "/Subtype"))
            complete_entries(*cursor, out);
        if (is(key, "/Length") || is_passed_over(key)) {
            if (!(is(key, "/Length") ? read_length(transfer, cursor, length) : skip_value(cursor)))
                return false;
            continue;
        }
        buffer_put(out, key.at, key.length);
        if (!copy_value(transfer, cursor, out))
            return false;
    }
}

/* Gives object `number` the entries, and the stream that may follow at the cursor. */
static bool set_object(struct transfer *transfer, uint32_t number, struct cursor *cursor,
                       uint32_t length)
{
    struct pdf_writer *writer = transfer->writer;
    if (!is(next_token(cursor), "stream")) {
        pdf_object_set(writer->file, number, &writer->scratch);
        return true;
    }
    cursor->at += begins_with(cursor, "\r\n") ? 2 : 1;
    if (cursor->at > cursor->end || length > (size_t)(cursor->end - cursor->at))
        return false;
    pdf_stream_set(writer->file, number, &writer->scratch, cursor->at, length);
    return true;
}

static bool copy_object(struct transfer *transfer, uint32_t object)
{
    struct buffer *entries = &transfer->writer->scratch;
    struct cursor cursor;
    uint32_t length = 0;
    buffer_clear(entries);
    return open_object(transfer, object, &cursor) &&
           copy_entries(transfer, &cursor, entries, &length) &&
           set_object(transfer, transfer->numbers[object], &cursor, length);
}

/* ── The page ────────────────────────────────────────────────────────────────────────────────── */

/* Moves from the start of a dictionary to the value of a key; false when it has none. */
static bool find_entry(struct cursor *cursor, const char *name)
{
    if (!is(next_token(cursor), "<<"))
        return false;
    for (;;) {
        struct token key = next_token(cursor);
        if (is(key, name))
            return true;
        if (key.length == 0 || is(key, ">>") || !skip_value(cursor))
            return false;
    }
}

/* The start of the page's dictionary. */
static bool find_page(const struct transfer *transfer, struct cursor *page)
{
    for (uint32_t object = 1; object < transfer->count; object++) {
        struct cursor type;
        if (!open_object(transfer, object, page))
            continue;
        type = *page;
        if (find_entry(&type, "/Type") && is(next_token(&type), "/Page"))
            return true;
    }
    return false;
}

/* An entry that the page and a form have both; not every page has it. */
static bool copy_entry(struct transfer *transfer, struct cursor page, const char *name)
{
    struct buffer *entries = &transfer->writer->scratch;
    if (!find_entry(&page, name))
        return true;
    buffer_put_string(entries, name);
    return copy_value(transfer, &page, entries);
}

/* The form's own entries: its box in the drawing's units, and how they fill the unit square. */
static void put_form(const struct raster *size, struct buffer *entries)
{
    buffer_clear(entries);
    buffer_printf(entries, "/Type/XObject/Subtype/Form/BBox[0 0 %u %u]/Matrix[", size->width,
                  size->height);
    pdf_put_decimal(entries, SCALE_UNIT / size->width, SCALE_DECIMALS);
    buffer_put_string(entries, " 0 0 ");
    pdf_put_decimal(entries, SCALE_UNIT / size->height, SCALE_DECIMALS);
    buffer_put_string(entries, " 0 0]");
}

/* Makes the form out of the page and the stream of its contents. */
static bool set_form(struct transfer *transfer, uint32_t form, const struct raster *size)
{
    struct buffer *entries = &transfer->writer->scratch;
    struct cursor page, contents;
    uint32_t object, length = 0;
    if (!find_page(transfer, &page))
        return false;
    put_form(size, entries);
    contents = page;
    return copy_entry(transfer, page, "/Resources") && copy_entry(transfer, page, "/Group") &&
           find_entry(&contents, "/Contents") && read_reference(&contents, &object) &&
           open_object(transfer, object, &contents) &&
           copy_entries(transfer, &contents, entries, &length) &&
           set_object(transfer, form, &contents, length);
}

uint32_t pdf_add_drawing(struct pdf_writer *writer, const struct packed_image *packed)
{
    struct transfer transfer = {.writer = writer,
                                .bytes = packed->samples.data,
                                .end = packed->samples.data + packed->samples.length};
    uint32_t form = pdf_object_reserve(writer->file);
    bool sound = packed->samples.length > SHORTEST_FILE && find_objects(&transfer);
    if (sound) {
        transfer.numbers = ARENA_ARRAY(writer->arena, uint32_t, transfer.count);
        sound = set_form(&transfer, form, &packed->raster);
    }
    for (size_t i = 0; sound && i < transfer.waiting.count; i++)
        sound = copy_object(&transfer, transfer.waiting.items[i]);
    vector_drop(&transfer.waiting);
    return sound ? form : 0;
}
