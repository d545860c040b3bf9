/* Enters: text. Leaves: text with GitHub's shortcodes replaced. The table is generated from
 * Debian's node-emoji, sorted, and searched by halves. A shortcode does not follow a letter or
 * digit, so that "1:100:2" stays what it is. */
#include <stdlib.h>
#include <string.h>

#include "source/github.h"

struct emoji {
    const char *name, *text;
};

#include "emoji_table.h"

enum { LONGEST_NAME = 64 };

struct name {
    const char *text;
    size_t length;
};

static int compare(const void *key, const void *element)
{
    const struct name *name = key;
    const struct emoji *emoji = element;
    int order = strncmp(name->text, emoji->name, name->length);
    return order ? order : emoji->name[name->length] ? -1 : 0;
}

static bool is_alphanumeric(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z');
}

/* The emoji for the shortcode that begins at `colon`; *length is the shortcode's. */
static const struct emoji *find(const char *colon, size_t *length)
{
    struct name name = {colon + 1, 0};
    while (name.length < LONGEST_NAME && name.text[name.length] &&
           (is_alphanumeric(name.text[name.length]) || strchr("_+-", name.text[name.length])))
        name.length++;
    *length = name.length + 2;
    if (name.length == 0 || name.text[name.length] != ':')
        return NULL;
    return bsearch(&name, emoji_table, sizeof emoji_table / sizeof *emoji_table,
                   sizeof *emoji_table, compare);
}

const char *emoji_replace(struct arena *arena, const char *text)
{
    struct buffer replaced = {0};
    const char *copied = text;
    for (const char *colon = text; (colon = strchr(colon, ':'));) {
        size_t length;
        bool follows_word = colon > text && is_alphanumeric(colon[-1]);
        const struct emoji *emoji = follows_word ? NULL : find(colon, &length);
        if (!emoji) {
            colon++;
            continue;
        }
        buffer_put(&replaced, copied, (size_t)(colon - copied));
        buffer_put_string(&replaced, emoji->text);
        copied = colon += length;
    }
    if (copied > text) {
        buffer_put_string(&replaced, copied);
        text = arena_copy_bytes(arena, buffer_string(&replaced), replaced.length);
    }
    buffer_drop(&replaced);
    return text;
}
