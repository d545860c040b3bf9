/* Enters: any string of the tree. Leaves: character data, attributes and names of well-formed XML
 * (XML 1.0, fifth edition, productions 2, 4 and 4a; language tags by RFC 5646, section 2.1).
 *
 * Runs of bytes that need no attention are copied whole: a table tells for each byte whether it can
 * be. Names are mapped so that the map is one to one: '.' begins every replacement and is itself
 * replaced, so what is written can be read back in one way only, and two ids never meet. */
#include "epub/xml.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* ── Characters ──────────────────────────────────────────────────────────────────────────────── */

static bool is_xml_character(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) ||
           (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

static bool is_plain_byte(unsigned char byte)
{
    return byte == '\t' || byte == '\n' || (byte >= 0x20 && byte < 0x7F && !strchr("&<>\"", byte));
}

static void put_character(struct buffer *out, uint32_t c, bool quoted)
{
    if (c == '&')
        buffer_put_string(out, "&amp;");
    else if (c == '<')
        buffer_put_string(out, "&lt;");
    else if (c == '>')
        buffer_put_string(out, "&gt;");
    else if (c == '"' && quoted)
        buffer_put_string(out, "&quot;");
    else if (c == '\r') /* as itself it would be read as a line end */
        buffer_put_string(out, "&#13;");
    else if (is_xml_character(c))
        buffer_put_code_point(out, c);
}

static void put_escaped(struct buffer *out, const char *text, size_t length, bool quoted)
{
    const char *end = text + length;
    while (text < end) {
        const char *run = text;
        while (text < end && is_plain_byte((unsigned char)*text))
            text++;
        buffer_put(out, run, (size_t)(text - run));
        if (text < end)
            put_character(out, utf8_next(&text, end), quoted);
    }
}

bool epub_is_blank(const char *text)
{
    const char *end = text ? text + strlen(text) : NULL;
    while (text < end) {
        uint32_t c = utf8_next(&text, end);
        if (is_xml_character(c) && c != ' ' && c != '\t' && c != '\n' && c != '\r')
            return false;
    }
    return true;
}

void epub_put_text(struct buffer *out, const char *text)
{
    put_escaped(out, text, strlen(text), false);
}

void epub_put_bytes(struct buffer *out, const char *text, size_t length)
{
    put_escaped(out, text, length, false);
}

void epub_put_quoted(struct buffer *out, const char *text)
{
    put_escaped(out, text, strlen(text), true);
}

void epub_put_attribute(struct buffer *out, const char *name, const char *value)
{
    buffer_put_char(out, ' ');
    buffer_put_string(out, name);
    buffer_put_string(out, "=\"");
    put_escaped(out, value, strlen(value), true);
    buffer_put_char(out, '"');
}

void epub_start_line(struct buffer *out)
{
    if (out->length && out->data[out->length - 1] != '\n')
        buffer_put_char(out, '\n');
}

/* ── Names ───────────────────────────────────────────────────────────────────────────────────── */

struct character_range {
    uint32_t first, last;
};

static const struct character_range name_starts[] = {
    {'A', 'Z'},       {'_', '_'},       {'a', 'z'},       {0xC0, 0xD6},     {0xD8, 0xF6},
    {0xF8, 0x2FF},    {0x370, 0x37D},   {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F},
    {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFC}, {0x10000, 0xEFFFF},
};

/* What may follow, besides. XML allows '.' and ':' too: the first is our escape, the second means
 * a namespace to many a parser. */
static const struct character_range name_rests[] = {
    {'-', '-'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040},
};

static bool is_in(uint32_t c, const struct character_range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

static bool begins_name(uint32_t c)
{
    return is_in(c, name_starts, sizeof name_starts / sizeof *name_starts);
}

static bool continues_name(uint32_t c)
{
    return begins_name(c) || is_in(c, name_rests, sizeof name_rests / sizeof *name_rests);
}

const char *epub_xml_name(struct arena *arena, const char *id)
{
    const char *cursor = id, *end = id + strlen(id);
    if (cursor == end)
        return NULL;
    struct buffer name = {0};
    const char *second = id;
    if (!begins_name(utf8_next(&second, end)))
        buffer_put_string(&name, "n.-");
    while (cursor < end) {
        uint32_t c = utf8_next(&cursor, end);
        if (continues_name(c))
            buffer_put_code_point(&name, c);
        else
            buffer_printf(&name, ".%02X", (unsigned)c);
    }
    char *copy = arena_copy_string(arena, buffer_string(&name));
    buffer_drop(&name);
    return copy;
}

/* ── Languages ───────────────────────────────────────────────────────────────────────────────── */

/* The parts of a tag, in the order in which they may come; each at most once. */
enum part { LANGUAGE, SCRIPT, REGION, VARIANT, NO_PART };

static enum part name_part(const char *subtag, size_t length, bool first)
{
    size_t letters = 0, digits = strspn(subtag, "0123456789");
    while (letters < length && isalpha((unsigned char)subtag[letters]))
        letters++;
    if (first)
        return letters == length && length >= 2 && length != 4 ? LANGUAGE : NO_PART;
    if (length == 4 && letters == 4)
        return SCRIPT;
    if ((length == 2 && letters == 2) || (length == 3 && digits >= 3))
        return REGION;
    return length >= 5 || (length == 4 && digits > 0) ? VARIANT : NO_PART;
}

bool epub_is_language(const char *tag)
{
    enum part least = LANGUAGE;
    for (const char *subtag = tag;; subtag++) {
        const char *end = subtag;
        while (isalnum((unsigned char)*end))
            end++;
        size_t length = (size_t)(end - subtag);
        enum part part = name_part(subtag, length, subtag == tag);
        if (length > 8 || part == NO_PART || part < least)
            return false;
        if (!*end)
            return true;
        if (*end != '-')
            return false;
        least = part + 1;
        subtag = end;
    }
}

void epub_put_language(struct buffer *out, const char *tag)
{
    if (!epub_is_language(tag))
        return;
    epub_put_attribute(out, "lang", tag);
    epub_put_attribute(out, "xml:lang", tag);
}
