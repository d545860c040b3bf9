/* Enters: words with their hyphens, "data-base". Leaves: the same hyphens for the word as it stands
 * in a text. Words are kept by their letters in lower case; a capital may take more or fewer bytes
 * than its small letter, so hyphens are counted in characters. */
#include "text/exceptions.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/utf8.h"

enum { LETTER_MAX = 64 }; /* hyphens are kept in the bits of a number */

struct exceptions {
    struct arena *arena;
    struct map words; /* letters in lower case → uint64_t *, bit k: a hyphen after the k-th */
};

/* A word's letters in lower case. */
struct letters {
    char bytes[LETTER_MAX * UTF8_MAX + 1];
    uint64_t hyphens;
};

struct exceptions *exceptions_new(void)
{
    struct arena *arena = arena_new();
    struct exceptions *exceptions = ARENA_NEW(arena, struct exceptions);
    exceptions->arena = arena;
    return exceptions;
}

void exceptions_drop(struct exceptions *exceptions)
{
    if (!exceptions)
        return;
    map_drop(&exceptions->words);
    arena_drop(exceptions->arena);
}

static bool is_letter(utf8proc_int32_t character)
{
    utf8proc_category_t category = utf8proc_category(character);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           category == UTF8PROC_CATEGORY_MN;
}

/* False when the text is no word. */
static bool read_letters(const char *text, size_t length, struct letters *letters)
{
    const char *cursor = text, *end = text + length;
    size_t written = 0, count = 0;
    bool after_hyphen = true;
    letters->hyphens = 0;
    while (cursor < end) {
        utf8proc_int32_t character = (utf8proc_int32_t)utf8_next(&cursor, end);
        bool hyphen = character == '-';
        if (hyphen ? after_hyphen : !is_letter(character) || count == LETTER_MAX)
            return false;
        if (hyphen)
            letters->hyphens |= UINT64_C(1) << (count - 1);
        else
            written += utf8_encode((uint32_t)utf8proc_tolower(character), letters->bytes + written);
        count += !hyphen;
        after_hyphen = hyphen;
    }
    letters->bytes[written] = '\0';
    return !after_hyphen;
}

bool exceptions_add(struct exceptions *exceptions, const char *divided, size_t length)
{
    struct letters letters;
    if (!read_letters(divided, length, &letters))
        return false;
    uint64_t *hyphens = ARENA_NEW(exceptions->arena, uint64_t);
    *hyphens = letters.hyphens;
    map_put(&exceptions->words, arena_copy_string(exceptions->arena, letters.bytes), hyphens);
    return true;
}

void exceptions_add_lines(struct exceptions *exceptions, const char *text)
{
    while (*text) {
        size_t line = strcspn(text, "\n"), length = strcspn(text, "#\r\n");
        while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
            length--;
        exceptions_add(exceptions, text, length);
        text += line + (text[line] == '\n');
    }
}

bool exceptions_find(const struct exceptions *exceptions, const char *word, size_t length,
                     unsigned char *hyphens)
{
    struct letters letters;
    if (memchr(word, '-', length) || !read_letters(word, length, &letters))
        return false;
    const uint64_t *places = map_find(&exceptions->words, letters.bytes);
    if (!places)
        return false;
    const char *cursor = word, *end = word + length;
    for (uint64_t left = *places; cursor < end; left >>= 1) {
        utf8_next(&cursor, end);
        if (left & 1)
            hyphens[cursor - word - 1] = 1;
    }
    return true;
}
