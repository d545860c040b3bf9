/* Enters: raw HTML as cmark lets it through. Leaves: tags and text, by the tokenizer rules of the
 * HTML standard (13.2.5) as far as they decide where a tag ends. gumbo builds the tree; this
 * reading before it is for what gumbo must not see: raw-text elements that would swallow the
 * Markdown behind them, tags without an end, comments, and thousands of attributes, which gumbo
 * compares each with each. */
#include "source/tag.h"

#include <string.h>
#include <strings.h>

enum { MAX_ATTRIBUTES = 64 };

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\f' || byte == '\r';
}

static const char *find(const char *at, const char *end, const char *literal)
{
    size_t length = strlen(literal);
    return memmem(at, (size_t)(end - at), literal, length);
}

static bool begins_with(const char *at, const char *end, const char *literal)
{
    size_t length = strlen(literal);
    return (size_t)(end - at) >= length && memcmp(at, literal, length) == 0;
}

/* `at` is behind "<!" or "<?". */
static const char *skip_declaration(const char *at, const char *end)
{
    const char *close;
    if (begins_with(at, end, "-->"))
        return at + 3;
    if (begins_with(at, end, "--->"))
        return at + 4;
    if (begins_with(at, end, "--")) {
        close = find(at + 2, end, "-->");
        return close ? close + 3 : end;
    }
    close = memchr(at, '>', (size_t)(end - at));
    return close ? close + 1 : end;
}

static const char *read_name(const char *at, const char *end, struct tag *tag)
{
    tag->name = at;
    while (at < end && !is_space(*at) && *at != '/' && *at != '>')
        at++;
    tag->name_length = (size_t)(at - tag->name);
    tag->id = gumbo_tagn_enum(tag->name, (unsigned)tag->name_length);
    return at;
}

static const char *skip_value(const char *at, const char *end)
{
    if (at < end && (*at == '"' || *at == '\'')) {
        const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
        return close ? close + 1 : end;
    }
    while (at < end && !is_space(*at) && *at != '>')
        at++;
    return at;
}

static const char *skip_space(const char *at, const char *end)
{
    while (at < end && is_space(*at))
        at++;
    return at;
}

static const char *skip_attribute(const char *at, const char *end)
{
    const char *name = at;
    while (at < end && !is_space(*at) && *at != '/' && *at != '>' && (*at != '=' || at == name))
        at++;
    const char *sign = skip_space(at, end);
    if (sign < end && *sign == '=')
        return skip_value(skip_space(sign + 1, end), end);
    return at;
}

/* From behind the name to behind the '>'; NULL when there is none. */
static const char *read_attributes(const char *at, const char *end, struct tag *tag)
{
    for (size_t count = 0;;) {
        while (at < end && (is_space(*at) || *at == '/'))
            tag->self_closing = *at++ == '/';
        if (at == end)
            return NULL;
        if (*at == '>')
            return at + 1;
        if (count++ == MAX_ATTRIBUTES)
            tag->cut = at;
        tag->self_closing = false;
        at = skip_attribute(at, end);
    }
}

/* The end of a raw-text element: behind its end tag, or NULL. */
static const char *find_raw_end(const char *at, const char *end, const struct tag *tag)
{
    for (; (at = find(at, end, "</")); at += 2) {
        const char *name = at + 2, *behind = name + tag->name_length;
        if (behind > end || strncasecmp(name, tag->name, tag->name_length) != 0)
            continue;
        if (behind < end && !is_space(*behind) && *behind != '/' && *behind != '>')
            continue;
        const char *close = memchr(name, '>', (size_t)(end - name));
        return close ? close + 1 : end;
    }
    return NULL;
}

static const char *read_start(const char *at, const char *end, struct tag *tag)
{
    const char *behind = read_attributes(read_name(at, end, tag), end, tag);
    tag->kind = behind ? TAG_START : TAG_BROKEN;
    if (!behind || !element_find(tag->id)->is_raw_text)
        return behind ? behind : end;
    const char *raw_end = find_raw_end(behind, end, tag);
    if (raw_end || behind < end) {
        tag->kind = TAG_NOTHING;
        return raw_end ? raw_end : end;
    }
    return behind;
}

static const char *read_text(const char *at, const char *end)
{
    const char *next = memchr(at + 1, '<', (size_t)(end - at - 1));
    return next ? next : end;
}

const char *tag_read(const char *at, const char *end, struct tag *tag)
{
    const char *behind;
    *tag = (struct tag){.kind = TAG_TEXT, .begin = at, .id = GUMBO_TAG_UNKNOWN};
    char next = end - at > 1 && *at == '<' ? at[1] : ' ';
    if (is_letter(next)) {
        behind = read_start(at + 1, end, tag);
    } else if (next == '/' && end - at > 2 && is_letter(at[2])) {
        behind = read_attributes(read_name(at + 2, end, tag), end, tag);
        tag->kind = behind ? TAG_END : TAG_BROKEN;
        behind = behind ? behind : end;
    } else if (next == '!' || next == '?' || (next == '/' && end - at > 2)) {
        behind = skip_declaration(at + 2, end);
        tag->kind = TAG_NOTHING;
    } else {
        behind = read_text(at, end);
    }
    tag->end = behind;
    return behind;
}

bool tag_same_element(const struct tag *a, const struct tag *b)
{
    if (a->id != b->id)
        return false;
    return a->id != GUMBO_TAG_UNKNOWN ||
           (a->name_length == b->name_length && strncasecmp(a->name, b->name, a->name_length) == 0);
}
