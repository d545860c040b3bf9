/* Enters: URLs and paths as written. Leaves: their parts (RFC 3986, leniently): what may leave the
 * book, what must not, and what stays in it. Only schemes on a short list may leave, so that no
 * script or local file can be reached through a book. */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/path.h"
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
    reference.path = path_decode(arena, url, path);
    if (fragment)
        reference.fragment = path_decode(arena, fragment + 1, strlen(fragment + 1));
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
