/* Enters: a book whose language nobody gave. Leaves: whether it reads like English, for which it is
 * taken. A tenth of the words of English, and a twentieth where there are many names, are a few
 * small ones that no other language has (counted in guides and lists on GitHub and their
 * translations). */
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "book/passes.h"

enum {
    ENOUGH = 20000, /* words from which one can tell */
    FEW = 50,       /* words from which nobody can */
    RAREST = 30,    /* at least one word of so many is a small one */
};

struct count {
    size_t words, small;
};

static bool is_small(const char *word, size_t length)
{
    static const char *const small[] = {"the",  "and", "that", "with",  "this", "you",
                                        "your", "are", "from", "which", "when", "have"};
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (strlen(small[i]) == length && strncasecmp(small[i], word, length) == 0)
            return true;
    return false;
}

/* Chinese and Japanese are written without spaces: each of their characters counts as a word. */
static bool stands_alone(uint32_t character)
{
    enum { FIRST_OF_EAST_ASIA = 0x2E80 };
    return character >= FIRST_OF_EAST_ASIA;
}

static void count_words(struct count *count, const char *text)
{
    const char *end = text + strlen(text), *start = NULL;
    while (text < end) {
        const char *at = text;
        uint32_t character = utf8_next(&text, end);
        bool is_inside = is_letter_or_digit(character) && !stands_alone(character);
        if (is_inside && !start)
            start = at;
        if (start && (!is_inside || text == end)) {
            count->words++;
            count->small += is_small(start, (size_t)((is_inside ? text : at) - start));
            start = NULL;
        }
        count->words += stands_alone(character);
    }
}

bool reads_like_english(const struct book *book)
{
    struct count count = {0};
    struct walk walk = walk_start(book->root);
    while (count.words < ENOUGH && walk_next(&walk))
        if (walk.entering && walk.node->kind == NODE_TEXT)
            count_words(&count, walk.node->text);
    return count.words < FEW || count.small * RAREST >= count.words;
}
