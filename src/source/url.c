/* Enters: a URL as written. Leaves: whether its scheme is one of the few that are refused. The
 * scheme is read as browsers read it (WHATWG URL, basic parser): leading controls and spaces are
 * passed over, tabs and line ends inside do not count, letters have no case. */
#include "source/url.h"

#include <stddef.h>

static const char *skip_ignored(const char *cursor)
{
    while (*cursor == '\t' || *cursor == '\n' || *cursor == '\r')
        cursor++;
    return cursor;
}

static bool has_scheme(const char *url, const char *scheme)
{
    while (*url && (unsigned char)*url <= ' ')
        url++;
    for (; *scheme; scheme++, url++) {
        url = skip_ignored(url);
        char letter = *url >= 'A' && *url <= 'Z' ? (char)(*url | 0x20) : *url;
        if (letter != *scheme)
            return false;
    }
    return true;
}

bool url_is_data(const char *url)
{
    return has_scheme(url, "data:");
}

bool url_is_active(const char *url)
{
    return url_is_data(url) || has_scheme(url, "javascript:") || has_scheme(url, "vbscript:");
}
