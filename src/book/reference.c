/* Enters: URLs and paths as written. Leaves: their parts (RFC 3986, leniently): what may leave the
 * book, what must not, and what stays in it. Only schemes on a short list may leave, so that no
 * script or local file can be reached through a book. */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "base/vector.h"
#include "book/passes.h"

static const char *const web_schemes[] = {
    "http", "https", "ftp",  "ftps", "sftp", "mailto", "tel", "sms", "irc",
    "ircs", "xmpp",  "news", "urn",  "doi",  "geo",    "git", "ssh", "magnet",
};

/* Length of what looks like a scheme: all before a ':' that comes before any '/', '?' or '#'. */
static size_t scheme_length(const char *url)
{
    size_t length = strcspn(url, ":/?#");
    return url[length] == ':' ? length : 0;
}

static bool is_web_scheme(const char *url, size_t length)
{
    for (size_t i = 0; i < sizeof web_schemes / sizeof *web_schemes; i++)
        if (strlen(web_schemes[i]) == length && strncasecmp(url, web_schemes[i], length) == 0)
            return true;
    return false;
}

static char *copy_trimmed(struct arena *arena, const char *url)
{
    static const char blank[] = " \t\r\n\f\v";
    url += strspn(url, blank);
    size_t length = strlen(url);
    while (length && strchr(blank, url[length - 1]))
        length--;
    return arena_copy_bytes(arena, url, length);
}

static struct reference parse_relative(struct arena *arena, const char *url)
{
    size_t path = strcspn(url, "?#");
    const char *fragment = strchr(url, '#');
    struct reference reference = {.kind = REFERENCE_RELATIVE, .url = url};
    reference.path = decode_percent(arena, url, path);
    if (fragment)
        reference.fragment = decode_percent(arena, fragment + 1, strlen(fragment + 1));
    return reference;
}

struct reference parse_reference(struct arena *arena, const char *url)
{
    if (!url)
        return (struct reference){.kind = REFERENCE_NONE};
    url = copy_trimmed(arena, url);
    if (strncmp(url, "//", 2) == 0)
        url = arena_printf(arena, "https:%s", url);
    size_t scheme = scheme_length(url);
    if (!scheme && *url != ':')
        return parse_relative(arena, url);
    return (struct reference){.kind = is_web_scheme(url, scheme) ? REFERENCE_WEB : REFERENCE_UNSAFE,
                              .url = url};
}

/* ── Percent-encoding ────────────────────────────────────────────────────────────────────────── */

static int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

char *decode_percent(struct arena *arena, const char *text, size_t length)
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

char *join_path(struct arena *arena, const char *folder, const char *path)
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
