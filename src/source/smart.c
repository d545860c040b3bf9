/* Enters: text. Leaves: for raw HTML, the same with the punctuation that cmark's smart option gives
 * to Markdown: a quotation mark after a space, an opening bracket or a dash opens, any other
 * closes;
 * "--" and "---" are dashes, "..." is an ellipsis. For code, the way back. */
#include "source/smart.h"

#include <string.h>

#include "base/buffer.h"

static const struct mark {
    const char *plain, *smart;
} marks[] = {{"---", "—"}, {"--", "–"}, {"...", "…"}, {"\"", "“"},
             {"\"", "”"},  {"'", "‘"},  {"'", "’"}};

enum {
    MARK_COUNT = sizeof marks / sizeof *marks,
    UNPAIRED_COUNT = 3, /* those that neither open nor close */
    SMART_LENGTH = 3    /* bytes of each in UTF-8; the first is 0xE2 */
};

/* Text whose punctuation is made typographic. */
struct typist {
    const char *text;
    const char *last_closer; /* the last apostrophe that may close a quotation; NULL: none */
    char before;             /* what stands before the text, or what does for it */
};

static bool is_space(char byte)
{
    return byte && strchr(" \t\n\f\r", byte);
}

static bool is_punctuation(char byte)
{
    return byte && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", byte);
}

static char byte_before(const struct typist *typist, const char *at)
{
    return at > typist->text ? at[-1] : typist->before;
}

/* CommonMark's flanking (0.29, 6.4): next to a word on its right side, and not on its left. What
 * comes behind the text is taken for a word. */
static bool can_open(const struct typist *typist, const char *at)
{
    char before = byte_before(typist, at), after = at[1];
    bool flanks_left =
        !is_space(after) && (!is_punctuation(after) || is_space(before) || is_punctuation(before));
    bool flanks_right =
        !is_space(before) && (!is_punctuation(before) || is_space(after) || is_punctuation(after));
    return flanks_left && (!flanks_right || before == '(' || before == '[');
}

static const char *find_last_closer(const struct typist *typist)
{
    for (const char *at = typist->text + strlen(typist->text); at-- > typist->text;)
        if (*at == '\'' && !is_space(byte_before(typist, at)) && !can_open(typist, at))
            return at;
    return NULL;
}

/* Without a closing one, or before a year ('90s), it is an apostrophe. */
static bool is_quotation(const struct typist *typist, const char *at)
{
    bool is_last = !at[1];
    bool has_closer = typist->last_closer && at < typist->last_closer;
    return (is_last || has_closer) && !(at[1] >= '0' && at[1] <= '9') && can_open(typist, at);
}

/* Puts what stands for the punctuation at `at`; returns how many bytes of text it takes. */
static size_t put_mark(struct buffer *smart, const struct typist *typist, const char *at)
{
    for (size_t i = 0; i < UNPAIRED_COUNT; i++) {
        size_t length = strlen(marks[i].plain);
        if (strncmp(at, marks[i].plain, length) != 0)
            continue;
        buffer_put_string(smart, marks[i].smart);
        return length;
    }
    if (*at == '"')
        buffer_put_string(smart, can_open(typist, at) ? "“" : "”");
    else if (*at == '\'')
        buffer_put_string(smart, is_quotation(typist, at) ? "‘" : "’");
    else
        buffer_put_char(smart, *at);
    return 1;
}

const char *smart_punctuate(struct arena *arena, const char *text, bool opens)
{
    static const char punctuation[] = "\"'-.";
    if (!text[strcspn(text, punctuation)])
        return text;
    struct typist typist = {.text = text, .before = opens ? ' ' : 'x'};
    typist.last_closer = find_last_closer(&typist);
    struct buffer smart = {0};
    for (const char *at = text; *at;) {
        size_t plain = strcspn(at, punctuation);
        buffer_put(&smart, at, plain);
        at += plain;
        if (*at)
            at += put_mark(&smart, &typist, at);
    }
    text = arena_copy_bytes(arena, buffer_string(&smart), smart.length);
    buffer_drop(&smart);
    return text;
}

/* Which mark stands at `at`; MARK_COUNT: none. */
static size_t find_mark(const char *at, size_t length)
{
    size_t i = 0;
    while (i < MARK_COUNT &&
           (length < SMART_LENGTH || memcmp(at, marks[i].smart, SMART_LENGTH) != 0))
        i++;
    return i;
}

unsigned smart_find(const char *text, const char *end)
{
    unsigned set = 0;
    for (; text < end && (text = memchr(text, 0xE2, (size_t)(end - text))); text++)
        set |= 1u << find_mark(text, (size_t)(end - text));
    return set;
}

const char *smart_undo(struct arena *arena, const char *text, unsigned kept)
{
    const char *end = text + strlen(text);
    if (!(smart_find(text, end) & ~kept))
        return text;
    struct buffer plain = {0};
    while (text < end) {
        size_t mark = find_mark(text, (size_t)(end - text));
        bool is_made = mark < MARK_COUNT && !(kept & 1u << mark);
        if (is_made)
            buffer_put_string(&plain, marks[mark].plain);
        else
            buffer_put_char(&plain, *text);
        text += is_made ? SMART_LENGTH : 1;
    }
    text = arena_copy_bytes(arena, buffer_string(&plain), plain.length);
    buffer_drop(&plain);
    return text;
}
