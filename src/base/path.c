/* Enters: paths as written in links and lists. Leaves: paths as the file system wants them; nothing
 * here asks it. */
#include "base/path.h"

#include <string.h>

#include "base/utf8.h"
#include "base/vector.h"

/* ── Percent-encoding ────────────────────────────────────────────────────────────────────────── */

static int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

char *path_decode(struct arena *arena, const char *text, size_t length)
{
    char *decoded = arena_copy_bytes(arena, text, length);
    size_t end = 0;
    for (size_t i = 0; i < length; i++) {
        int high = text[i] == '%' && i + 2 < length ? hex_value(text[i + 1]) : -1;
        int low = high >= 0 ? hex_value(text[i + 2]) : -1;
        bool is_encoded = low >= 0 && high * 16 + low != 0;
        decoded[end++] = is_encoded ? (char)(high * 16 + low) : text[i];
        i += is_encoded ? 2 : 0;
    }
    decoded[end] = '\0';
    return utf8_is_valid(decoded, end, NULL) ? decoded : arena_copy_bytes(arena, text, length);
}

/* ── Paths ───────────────────────────────────────────────────────────────────────────────────── */

struct segment {
    const char *text;
    size_t length;
};

static bool is_parent(struct segment segment)
{
    return segment.length == 2 && memcmp(segment.text, "..", 2) == 0;
}

static bool is_nothing(struct segment segment)
{
    return segment.length == 0 || (segment.length == 1 && *segment.text == '.');
}

char *path_join(struct arena *arena, const char *folder, const char *path)
{
    const char *whole = *path == '/' ? path : arena_printf(arena, "%s%s", folder, path);
    VECTOR(struct segment) segments = {0};
    for (const char *rest = whole; *rest;) {
        struct segment segment = {.text = rest, .length = strcspn(rest, "/")};
        rest += segment.length + (rest[segment.length] == '/');
        bool has_parent = segments.count && !is_parent(segments.items[segments.count - 1]);
        if (is_parent(segment) && has_parent)
            segments.count--;
        else if (!is_nothing(segment))
            vector_push(&segments, segment);
    }
    char *joined = arena_alloc(arena, strlen(whole) + 2), *end = joined;
    for (size_t i = 0; i < segments.count; i++) {
        if (i > 0 || *whole == '/')
            *end++ = '/';
        memcpy(end, segments.items[i].text, segments.items[i].length);
        end += segments.items[i].length;
    }
    vector_drop(&segments);
    return joined;
}

const char *path_as_folder(struct arena *arena, const char *path)
{
    const char *joined = path_join(arena, "", path);
    bool is_bare = !*joined || joined[strlen(joined) - 1] == '/';
    if (!*joined)
        return *path == '/' ? "/" : "";
    return is_bare ? joined : arena_printf(arena, "%s/", joined);
}

bool path_is_within(const char *real, const char *folder)
{
    size_t length = strlen(folder);
    bool is_root = strcmp(folder, "/") == 0;
    return strncmp(real, folder, length) == 0 &&
           (is_root || real[length] == '/' || real[length] == '\0');
}
