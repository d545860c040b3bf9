/* Enters: the text of raw HTML. Leaves: the same with the punctuation that cmark's smart option
 * gives to Markdown: a quotation mark after a space, an opening bracket or a dash opens, any other
 * closes; "--" and "---" are dashes, "..." is an ellipsis. */
#include "source/smart.h"

#include <string.h>

#include "base/buffer.h"

static const struct mark {
    const char *plain, *smart;
} marks[] = {{"---", "—"}, {"--", "–"}, {"...", "…"}};

static bool opens_after(char before)
{
    return before && strchr(" \t\n\f\r([{-", before);
}

/* Puts what stands for the punctuation at `at`; returns how many bytes of text it takes. */
static size_t put_mark(struct buffer *smart, const char *at, bool opens)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t length = strlen(marks[i].plain);
        if (strncmp(at, marks[i].plain, length) != 0)
            continue;
        buffer_put_string(smart, marks[i].smart);
        return length;
    }
    if (*at == '"')
        buffer_put_string(smart, opens ? "“" : "”");
    else if (*at == '\'')
        buffer_put_string(smart, opens ? "‘" : "’");
    else
        buffer_put_char(smart, *at);
    return 1;
}

const char *smart_punctuate(struct arena *arena, const char *text, bool opens)
{
    static const char punctuation[] = "\"'-.";
    if (!text[strcspn(text, punctuation)])
        return text;
    struct buffer smart = {0};
    for (const char *at = text; *at;) {
        size_t plain = strcspn(at, punctuation);
        buffer_put(&smart, at, plain);
        at += plain;
        if (*at)
            at += put_mark(&smart, at, at > text ? opens_after(at[-1]) : opens);
    }
    text = arena_copy_bytes(arena, buffer_string(&smart), smart.length);
    buffer_drop(&smart);
    return text;
}
