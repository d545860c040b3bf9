/* Enters: a link's URL as the author wrote it. Leaves: whether a book may carry it, and its
 * percent-encoded form.
 *
 * What may stand unencoded is what cmark's renderer leaves alone: RFC 3986's characters without the
 * brackets. A name in another script stays readable in the host. A host is judged more strictly
 * than by RFC 3986, as reading systems parse links by the URL standard of WHATWG, where a broken
 * host makes the whole URL invalid. Relative URLs are not for here: a book is closed, and links
 * within it are links to nodes. */
#include "epub/url.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include <utf8proc.h>

#include "base/utf8.h"

/* ── Encoding ────────────────────────────────────────────────────────────────────────────────── */

static bool is_escape(const char *text)
{
    return text[0] == '%' && isxdigit((unsigned char)text[1]) && isxdigit((unsigned char)text[2]);
}

static bool is_url_character(char byte)
{
    return isalnum((unsigned char)byte) || strchr("-_.+!*'(),%#@?=;:/&$~", byte);
}

static void put_byte(struct buffer *out, char byte, bool as_it_is)
{
    if (as_it_is)
        buffer_put_char(out, byte);
    else
        buffer_printf(out, "%%%02X", (unsigned)(unsigned char)byte);
}

/* Where "//host" ends; the start of the URL when there is none. */
static const char *find_host_end(const char *url)
{
    const char *start = strstr(url, "://");
    if (!start || strcspn(url, "/?#") < (size_t)(start - url))
        return url;
    return start + 3 + strcspn(start + 3, "/?#");
}

void epub_put_url(struct buffer *out, const char *url)
{
    const char *host_end = find_host_end(url);
    const char *fragment = url + strcspn(url, "#");
    for (; *url; url++) {
        bool stays = is_url_character(*url);
        if (url < host_end) /* names of other scripts, and the brackets of IPv6 */
            stays = stays || (unsigned char)*url >= 0x80 || *url == '[' || *url == ']';
        if (*url == '%')
            stays = is_escape(url);
        else if (*url == '#')
            stays = url == fragment;
        put_byte(out, *url, stays);
    }
}

void epub_put_plain_url(struct buffer *out, const char *url)
{
    for (; *url; url++)
        put_byte(out, *url, is_url_character(*url));
}

/* ── Judging ─────────────────────────────────────────────────────────────────────────────────── */

struct scheme {
    const char *name;
    bool has_host;
};

static const struct scheme schemes[] = {
    {"https", true}, {"http", true}, {"ftp", true},   {"mailto", false},
    {"tel", false},  {"urn", false}, {"news", false},
};

static const struct scheme *find_scheme(const char *url, size_t length)
{
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (strlen(schemes[i].name) == length && strncasecmp(schemes[i].name, url, length) == 0)
            return &schemes[i];
    return NULL;
}

/* No label begins with a combining mark. */
static bool is_host_character(uint32_t c, bool first)
{
    if (c < 0x80)
        return isalnum((int)c) || c == '-' || c == '_';
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    bool is_mark = category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC;
    return category == UTF8PROC_CATEGORY_LL || category == UTF8PROC_CATEGORY_LO ||
           (is_mark && !first);
}

/* A label that says it is in punycode must be so. */
static bool is_ace_label(const char *label, const char *end)
{
    return end - label < 4 || strncasecmp(label, "xn--", 4) != 0 ||
           epub_is_punycode(label + 4, (size_t)(end - label) - 4, is_host_character);
}

/* Labels of letters, digits, '-' and '_', parted by single dots; the last one, which would else be
 * read as a part of an IPv4 address, begins with no digit. */
static bool is_host_name(const char *host, size_t length)
{
    const char *cursor = host, *end = host + length, *label = host;
    bool numeric = true;
    while (cursor < end) {
        const char *start = cursor;
        uint32_t c = utf8_next(&cursor, end);
        if (c == '.' ? start == label : !is_host_character(c, start == label))
            return false;
        if (start == label) {
            numeric = c < 0x80 && isdigit((int)c);
            const char *dot = memchr(start, '.', (size_t)(end - start));
            if (!is_ace_label(start, dot ? dot : end))
                return false;
        }
        if (c == '.')
            label = cursor;
        if (cursor - label > 63)
            return false;
    }
    return length > 0 && length <= 253 && !numeric;
}

static bool is_host(const char *host, size_t length)
{
    char copy[64];
    struct in6_addr address;
    if (is_host_name(host, length))
        return true;
    if (length >= sizeof copy)
        return false;
    memcpy(copy, host, length);
    copy[length] = '\0';
    if (inet_pton(AF_INET, copy, &address) == 1)
        return true;
    if (length < 2 || copy[0] != '[' || copy[length - 1] != ']')
        return false;
    copy[length - 1] = '\0';
    return inet_pton(AF_INET6, copy + 1, &address) == 1;
}

/* "user@host:port": any user, a host, a port of digits up to 65535. */
static bool is_authority(const char *text, size_t length)
{
    const char *host = text, *end = text + length;
    for (const char *at = text; at < end; at++)
        if (*at == '@')
            host = at + 1;
    const char *port = end;
    while (port > host && isdigit((unsigned char)port[-1]))
        port--;
    const char *host_end = end;
    if (port > host && port[-1] == ':') {
        unsigned long number = 0;
        host_end = port - 1;
        for (; port < end && number <= 65535; port++)
            number = number * 10 + (unsigned long)(*port - '0');
        if (number > 65535)
            return false;
    }
    return is_host(host, (size_t)(host_end - host));
}

bool epub_is_hyperlink(const char *url)
{
    size_t length = strcspn(url, ":/?#");
    const struct scheme *scheme = url[length] == ':' ? find_scheme(url, length) : NULL;
    if (!scheme)
        return false;
    const char *rest = url + length + 1;
    if (!scheme->has_host)
        return *rest != '\0';
    return strncmp(rest, "//", 2) == 0 && is_authority(rest + 2, strcspn(rest + 2, "/?#"));
}
