/* Enters: a word and its language. Leaves: where it may be divided: as the book or the language's
 * list of exceptions says, or else by the language's patterns (patterns.c), which are loaded when a
 * word first asks for them. Names in mixed case and capitals are left whole: dividing "NumPy" or
 * "NATO" helps nobody. */
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "base/file.h"
#include "base/utf8.h"
#include "text/exceptions.h"
#include "text/fonts.h"
#include "text/patterns.h"

enum { WORD_MAX = 64 }; /* characters; longer ones are no words of a language */

/* A word as the patterns want it: ".word.", lower case. */
struct lowered {
    char bytes[(WORD_MAX + 2) * UTF8_MAX];
    size_t length;
    size_t count;                    /* characters, without the dots */
    unsigned char source[WORD_MAX];  /* bytes of each character in the word itself */
    unsigned char written[WORD_MAX]; /* and in `bytes` */
};

/* ── Languages ───────────────────────────────────────────────────────────────────────────────── */

/* How much of `lang` the row's tag covers, in whole subtags: 0 when it is another language. */
static size_t match_language(const char *tag, const char *lang)
{
    size_t length = strlen(tag);
    bool matches = strncasecmp(tag, lang, length) == 0 && (!lang[length] || lang[length] == '-');
    return matches ? length : 0;
}

static struct hyphenation *find_hyphenation(struct fonts *fonts, const char *lang)
{
    struct hyphenation *best = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < fonts->hyphenations.count; i++) {
        size_t length = match_language(fonts->hyphenations.items[i].language, lang);
        if (length > longest) {
            longest = length;
            best = &fonts->hyphenations.items[i];
        }
    }
    return best;
}

/* The text of a file; NULL (reported) when it cannot be read: it costs the hyphens, not the book.
 */
static const char *read_words(struct fonts *fonts, struct arena *arena, const char *path,
                              size_t *length)
{
    char *text;
    const char *reason;
    if (file_read(arena, path, &text, length, &reason))
        return text;
    diag_report(fonts->diag, SEVERITY_WARNING, "hyphenation", (struct position){path, 0, 0},
                "run `sh fonts/fetch.sh` in bifolio's folder; words stay undivided until then",
                "cannot read the hyphenation patterns: %s", reason);
    return NULL;
}

static void load_exceptions(struct fonts *fonts, struct hyphenation *row, struct arena *arena)
{
    size_t length;
    for (size_t i = 0; i < fonts->exception_files.count; i++) {
        const struct exception_file *file = &fonts->exception_files.items[i];
        if (match_language(file->language, row->language) == 0)
            continue;
        const char *text = read_words(fonts, arena, file->path, &length);
        if (text && !row->exceptions)
            row->exceptions = exceptions_new();
        if (text)
            exceptions_add_lines(row->exceptions, text);
    }
}

static void load_patterns(struct fonts *fonts, struct hyphenation *row)
{
    if (row->tried)
        return;
    row->tried = true;
    struct arena *arena = arena_new();
    size_t length;
    const char *text = read_words(fonts, arena, row->path, &length);
    if (text)
        row->patterns = patterns_new(text, length);
    load_exceptions(fonts, row, arena);
    arena_drop(arena);
}

/* ── Words ───────────────────────────────────────────────────────────────────────────────────── */

static bool is_letter(utf8proc_category_t category)
{
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           category == UTF8PROC_CATEGORY_MN;
}

/* False when the word is none: other characters than letters, capitals after the first letter, or
 * far too long. */
static bool lower_word(const char *word, size_t length, struct lowered *lowered)
{
    const char *cursor = word, *end = word + length;
    lowered->bytes[0] = '.';
    lowered->length = 1;
    lowered->count = 0;
    while (cursor < end) {
        const char *start = cursor;
        utf8proc_int32_t character = (utf8proc_int32_t)utf8_next(&cursor, end);
        utf8proc_category_t category = utf8proc_category(character);
        bool late_capital = category == UTF8PROC_CATEGORY_LU && lowered->count > 0;
        if (!is_letter(category) || late_capital || lowered->count == WORD_MAX)
            return false;
        size_t written =
            utf8_encode((uint32_t)utf8proc_tolower(character), lowered->bytes + lowered->length);
        lowered->source[lowered->count] = (unsigned char)(cursor - start);
        lowered->written[lowered->count++] = (unsigned char)written;
        lowered->length += written;
    }
    lowered->bytes[lowered->length++] = '.';
    return true;
}

/* Carries the levels after the lowered word's characters over to the bytes of the word itself. */
static void mark_hyphens(const struct lowered *lowered, const unsigned char *levels,
                         const struct hyphenation *row, unsigned char *hyphens)
{
    size_t from = 0,
           to = 0; /* byte after the last character, in `lowered` (dot counted) and word */
    for (size_t i = 0; i + row->right < lowered->count; i++) {
        from += lowered->written[i];
        to += lowered->source[i];
        if (i + 1 >= row->left && levels[from] % 2 == 1)
            hyphens[to - 1] = 1;
    }
}

/* Two letters or more, and no small one among them: an abbreviation, or shouting. */
static bool is_in_capitals(const char *word, size_t length)
{
    const char *cursor = word, *end = word + length;
    size_t capitals = 0;
    while (cursor < end) {
        utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)utf8_next(&cursor, end));
        if (category == UTF8PROC_CATEGORY_LL || category == UTF8PROC_CATEGORY_LO)
            return false;
        capitals += category == UTF8PROC_CATEGORY_LU;
    }
    return capitals > 1;
}

bool text_add_hyphenation(struct fonts *fonts, const char *divided)
{
    if (!fonts->exceptions)
        fonts->exceptions = exceptions_new();
    for (size_t i = 0; i < fonts->hyphenations.count; i++)
        map_drop(&fonts->hyphenations.items[i].words);
    return exceptions_add(fonts->exceptions, divided, strlen(divided));
}

/* The book's own exceptions come before those of the language. */
static bool find_exception(const struct fonts *fonts, const struct hyphenation *row,
                           const char *word, size_t length, unsigned char *hyphens)
{
    if (!fonts->exceptions && (!row || !row->exceptions))
        return false;
    if (is_in_capitals(word, length))
        return false;
    return (fonts->exceptions && exceptions_find(fonts->exceptions, word, length, hyphens)) ||
           (row && row->exceptions && exceptions_find(row->exceptions, word, length, hyphens));
}

static bool divide(struct fonts *fonts, struct hyphenation *row, const char *word, size_t length,
                   unsigned char *hyphens)
{
    struct lowered lowered;
    memset(hyphens, 0, length);
    if (row)
        load_patterns(fonts, row);
    if (find_exception(fonts, row, word, length, hyphens))
        return true;
    if (!row || length < row->left + row->right || !lower_word(word, length, &lowered) ||
        lowered.count < row->left + row->right)
        return false;
    if (!row->patterns)
        return false;
    unsigned char levels[sizeof lowered.bytes] = {0};
    patterns_match(row->patterns, lowered.bytes, lowered.length, levels);
    mark_hyphens(&lowered, levels, row, hyphens);
    return true;
}

/* A book says the same words over and over: what is known of each is kept, its hyphens and, in one
 * more byte, whether it may be divided at all. */
bool text_hyphenate(struct fonts *fonts, const char *lang, const char *word, size_t length,
                    unsigned char *hyphens)
{
    struct hyphenation *row = lang ? find_hyphenation(fonts, lang) : NULL;
    char key[WORD_MAX + 1];
    if (!row || length > WORD_MAX)
        return divide(fonts, row, word, length, hyphens);
    memcpy(key, word, length);
    key[length] = '\0';
    unsigned char *known = map_find(&row->words, key);
    if (!known) {
        known = arena_alloc(fonts->arena, length + 1);
        known[length] = divide(fonts, row, word, length, known);
        map_put(&row->words, arena_copy_bytes(fonts->arena, key, length + 1), known);
    }
    memcpy(hyphens, known, length);
    return known[length];
}
