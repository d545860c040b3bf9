/* Enters: bytes that may be an SVG file. Leaves: whether its root element is svg, and its size in
 * CSS pixels: from width and height, else from the viewBox, else the 300 × 150 of CSS 2.2's
 * replaced elements. Whether the file is sound and may be packed is svg_content.c's business;
 * here only the prolog and the root's start tag are read. */
#include <string.h>

#include "image/format.h"

enum { DEFAULT_WIDTH = 300, DEFAULT_HEIGHT = 150, MAX_SIDE = 65535 };

struct cursor {
    const char *at, *end;
};

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static void skip_space(struct cursor *cursor)
{
    while (cursor->at < cursor->end && is_space(*cursor->at))
        cursor->at++;
}

static bool skip_literal(struct cursor *cursor, const char *literal)
{
    size_t length = strlen(literal);
    if ((size_t)(cursor->end - cursor->at) < length || memcmp(cursor->at, literal, length) != 0)
        return false;
    cursor->at += length;
    return true;
}

static void skip_past(struct cursor *cursor, const char *literal)
{
    size_t length = strlen(literal);
    const char *found = memmem(cursor->at, (size_t)(cursor->end - cursor->at), literal, length);
    cursor->at = found ? found + length : cursor->end;
}

/* <!DOCTYPE …>, with an internal subset in brackets or without. */
static void skip_doctype(struct cursor *cursor)
{
    while (cursor->at < cursor->end && *cursor->at != '>' && *cursor->at != '[')
        cursor->at++;
    if (cursor->at < cursor->end && *cursor->at == '[')
        skip_past(cursor, "]");
    skip_past(cursor, ">");
}

static void skip_prolog(struct cursor *cursor)
{
    skip_literal(cursor, "\xEF\xBB\xBF");
    for (;;) {
        skip_space(cursor);
        if (skip_literal(cursor, "<?"))
            skip_past(cursor, "?>");
        else if (skip_literal(cursor, "<!--"))
            skip_past(cursor, "-->");
        else if (skip_literal(cursor, "<!DOCTYPE") || skip_literal(cursor, "<!doctype"))
            skip_doctype(cursor);
        else
            return;
    }
}

/* Moves behind "<svg" or "<prefix:svg". */
static bool find_root(struct cursor *cursor)
{
    skip_prolog(cursor);
    if (!skip_literal(cursor, "<"))
        return false;
    const char *name = cursor->at;
    while (cursor->at < cursor->end && !is_space(*cursor->at) && *cursor->at != '>' &&
           *cursor->at != '/') {
        if (*cursor->at++ == ':')
            name = cursor->at;
    }
    return cursor->at < cursor->end && cursor->at - name == 3 && memcmp(name, "svg", 3) == 0;
}

/* UTF-16 may have a mark in front; expat decodes it, and tells what the root is. */
static bool is_utf16(const unsigned char *bytes, size_t length)
{
    static const char *const starts[] = {"\xFF\xFE<\0", "\xFE\xFF\0<"};
    return length > 4 && (memcmp(bytes, starts[0], 4) == 0 || memcmp(bytes, starts[1], 4) == 0);
}

bool svg_recognize(const unsigned char *bytes, size_t length)
{
    if (is_utf16(bytes, length))
        return true;
    struct cursor cursor = {(const char *)bytes, (const char *)bytes + length};
    return find_root(&cursor);
}

/* ── Numbers ─────────────────────────────────────────────────────────────────────────────────── */

/* A decimal number without regard to the locale; false when there is none. */
static bool read_number(struct cursor *cursor, double *number)
{
    const char *start = cursor->at;
    double scale = 1;
    *number = 0;
    if (cursor->at < cursor->end && *cursor->at == '+')
        cursor->at++;
    for (bool fraction = false; cursor->at < cursor->end; cursor->at++) {
        char byte = *cursor->at;
        if (byte == '.' && !fraction) {
            fraction = true;
        } else if (byte >= '0' && byte <= '9') {
            scale = fraction ? scale / 10 : 1;
            *number = fraction ? *number + (byte - '0') * scale : *number * 10 + (byte - '0');
        } else {
            break;
        }
    }
    return cursor->at > start;
}

/* A length in CSS pixels; 0 when it is relative to something outside, or nonsense. */
static double read_length(struct cursor value)
{
    static const struct {
        const char *name;
        double pixels;
    } units[] = {{"px", 1},         {"pt", 96 / 72.0}, {"pc", 16}, {"mm", 96 / 25.4},
                 {"cm", 96 / 2.54}, {"in", 96},        {"em", 16}, {"ex", 8}};
    double number;
    skip_space(&value);
    if (!read_number(&value, &number))
        return 0;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (skip_literal(&value, units[i].name))
            return number * units[i].pixels;
    skip_space(&value);
    return value.at == value.end ? number : 0;
}

static void read_view_box(struct cursor value, double *width, double *height)
{
    double numbers[4] = {0};
    for (size_t i = 0; i < 4; i++) {
        while (value.at < value.end && (is_space(*value.at) || *value.at == ','))
            value.at++;
        if (value.at < value.end && *value.at == '-' && i < 2)
            value.at++; /* where the box begins does not matter */
        if (!read_number(&value, &numbers[i]))
            return;
    }
    *width = numbers[2];
    *height = numbers[3];
}

/* ── The root's start tag ────────────────────────────────────────────────────────────────────── */

/* The next attribute; false at the end of the tag or of the file. */
static bool next_attribute(struct cursor *cursor, struct cursor *name, struct cursor *value)
{
    skip_space(cursor);
    name->at = cursor->at;
    while (cursor->at < cursor->end && !is_space(*cursor->at) && !strchr("=/>", *cursor->at))
        cursor->at++;
    name->end = cursor->at;
    skip_space(cursor);
    if (name->at == name->end || !skip_literal(cursor, "="))
        return false;
    skip_space(cursor);
    if (cursor->at == cursor->end || (*cursor->at != '"' && *cursor->at != '\''))
        return false;
    char quote = *cursor->at++;
    value->at = cursor->at;
    while (cursor->at < cursor->end && *cursor->at != quote)
        cursor->at++;
    value->end = cursor->at;
    if (cursor->at == cursor->end)
        return false;
    cursor->at++;
    return true;
}

static bool is_named(struct cursor name, const char *expected)
{
    return (size_t)(name.end - name.at) == strlen(expected) && skip_literal(&name, expected);
}

static void complete_size(double *width, double *height, double box_width, double box_height)
{
    bool has_box = box_width > 0 && box_height > 0;
    if (*width <= 0 && *height <= 0) {
        *width = has_box ? box_width : DEFAULT_WIDTH;
        *height = has_box ? box_height : DEFAULT_HEIGHT;
    }
    double ratio = has_box ? box_width / box_height : 2;
    if (*width <= 0)
        *width = *height * ratio;
    if (*height <= 0)
        *height = *width / ratio;
}

static uint32_t clamp_side(double side)
{
    if (!(side >= 1)) /* also what is no number */
        return 1;
    return side > MAX_SIDE ? MAX_SIDE : (uint32_t)(side + 0.5);
}

bool svg_check(struct image *image, struct arena *arena, const char **reason)
{
    *reason = svg_clean(image, arena);
    struct cursor cursor = {(const char *)image->bytes, (const char *)image->bytes + image->length};
    struct cursor name, value;
    double width = 0, height = 0, box_width = 0, box_height = 0;
    if (*reason || !find_root(&cursor))
        return false;
    while (next_attribute(&cursor, &name, &value)) {
        if (is_named(name, "width"))
            width = read_length(value);
        else if (is_named(name, "height"))
            height = read_length(value);
        else if (is_named(name, "viewBox"))
            read_view_box(value, &box_width, &box_height);
    }
    complete_size(&width, &height, box_width, box_height);
    image->width = clamp_side(width);
    image->height = clamp_side(height);
    image->drawing = ARENA_NEW(arena, struct drawing);
    return true;
}
