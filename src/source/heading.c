/* Enters: a heading. Leaves: the same with the attributes that it ends with, "{#id .class
 * lang=xx}", read and taken out of its text. Braces with anything else in them are text and stay.
 */
#include <string.h>

#include "source/github.h"

struct word {
    const char *text;
    size_t length;
};

struct attributes {
    struct word id, lang;
    struct buffer classes;
};

static void put_class(struct attributes *attributes, struct word name)
{
    if (attributes->classes.length)
        buffer_put_char(&attributes->classes, ' ');
    buffer_put(&attributes->classes, name.text, name.length);
}

/* A value without its quotes, straight or already made curly. */
static struct word unquote(struct word value)
{
    static const char *const quotes[] = {"\"", "'", "“", "”", "‘", "’"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        size_t length = strlen(quotes[i]);
        if (value.length >= length && memcmp(value.text, quotes[i], length) == 0) {
            value.text += length;
            value.length -= length;
        }
        if (value.length >= length &&
            memcmp(value.text + value.length - length, quotes[i], length) == 0)
            value.length -= length;
    }
    return value;
}

static bool read_word(struct attributes *attributes, struct word word)
{
    struct word rest = {word.text + 1, word.length - 1};
    const char *sign = memchr(word.text, '=', word.length);
    if (word.text[0] == '#' && rest.length) {
        attributes->id = rest;
    } else if (word.text[0] == '.' && rest.length) {
        put_class(attributes, rest);
    } else if (sign && sign > word.text) {
        struct word value = {sign + 1, word.length - (size_t)(sign + 1 - word.text)};
        if (sign - word.text == 4 && memcmp(word.text, "lang", 4) == 0)
            attributes->lang = unquote(value);
    } else {
        return false;
    }
    return true;
}

/* Reads what stands between the braces; false when it is not attributes. */
static bool read_words(struct attributes *attributes, const char *at, const char *end)
{
    bool any = false;
    for (;;) {
        while (at < end && *at == ' ')
            at++;
        if (at == end)
            return any;
        struct word word = {at, 0};
        while (at < end && *at != ' ')
            at++;
        word.length = (size_t)(at - word.text);
        if (!read_word(attributes, word))
            return false;
        any = true;
    }
}

static const char *copy(struct arena *arena, struct word word, const char *otherwise)
{
    return word.length ? arena_copy_bytes(arena, word.text, word.length) : otherwise;
}

static void set_attributes(struct arena *arena, struct node *heading,
                           const struct attributes *attributes)
{
    heading->id = copy(arena, attributes->id, heading->id);
    heading->lang = copy(arena, attributes->lang, heading->lang);
    struct word classes = {attributes->classes.data, attributes->classes.length};
    heading->classes = copy(arena, classes, heading->classes);
}

/* Ends the heading's text before the braces. */
static void cut_text(struct arena *arena, struct node *text, size_t length)
{
    while (length > 0 && text->text[length - 1] == ' ')
        length--;
    if (length)
        text->text = arena_copy_bytes(arena, text->text, length);
    else
        node_unlink(text);
}

void heading_read_attributes(struct arena *arena, struct node *heading)
{
    struct node *last = heading->last;
    if (!last || last->kind != NODE_TEXT)
        return;
    size_t length = strlen(last->text);
    const char *open = memrchr(last->text, '{', length);
    bool is_all = last == heading->first && open == last->text;
    if (!open || last->text[length - 1] != '}' || is_all)
        return;
    struct attributes attributes = {0};
    if (read_words(&attributes, open + 1, last->text + length - 1)) {
        set_attributes(arena, heading, &attributes);
        cut_text(arena, last, (size_t)(open - last->text));
    }
    buffer_drop(&attributes.classes);
}
