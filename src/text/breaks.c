/* Enters: a text. Leaves: where a line may or must end. UAX #14 by libunibreak, which allows more
 * than a compositor would; the rules after it take back what reads badly. Thai by thai.c. */
#include <linebreak.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/fallback.h"
#include "text/text.h"
#include "text/thai.h"

/* ── Bytes ───────────────────────────────────────────────────────────────────────────────────── */

/* Bytes past ASCII count as letters: only spaces and ASCII marks matter here. */
static bool is_word_byte(char byte)
{
    unsigned char code = (unsigned char)byte;
    return code >= 0x80 || (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
           (code >= 'a' && code <= 'z');
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Characters of the word that ends before `at`, and of the one that starts at it; no more than
 * `most` bytes are looked at, so that the whole stays linear. */
static size_t count_before(const char *text, size_t at, size_t most)
{
    size_t start = at;
    while (start > 0 && at - start < most && is_word_byte(text[start - 1]))
        start--;
    return utf8_count(text + start, at - start);
}

static size_t count_after(const char *text, size_t length, size_t at, size_t most)
{
    size_t end = at;
    while (end < length && end - at < most && is_word_byte(text[end]))
        end++;
    return utf8_count(text + at, end - at);
}

/* ── Breaks in text ──────────────────────────────────────────────────────────────────────────── */

/* "I/O", "and/or" stay whole; "client/server" may be divided. */
static bool divides_well_after_slash(const char *text, size_t length, size_t slash)
{
    enum { LEAST = 4, LOOK = 16 };
    return count_before(text, slash, LOOK) >= LEAST &&
           count_after(text, length, slash + 1, LOOK) >= LEAST;
}

/* "-v", "--strict", "e-mail" and "x-y" stay whole; "right-aligned" may be divided. */
static bool divides_well_after_hyphen(const char *text, size_t length, size_t hyphen)
{
    enum { LEAST = 2, LOOK = 8 };
    return count_before(text, hyphen, LOOK) >= LEAST &&
           count_after(text, length, hyphen + 1, LOOK) >= LEAST;
}

static bool starts_with_dash(const char *text, size_t length)
{
    return length >= 3 && memcmp(text, "\xE2\x80\x94", 3) == 0;
}

/* A dash belongs to the line of the word before it. */
static bool is_poor_break(const char *text, size_t length, size_t at)
{
    if (text[at] == '/')
        return !divides_well_after_slash(text, length, at);
    if (text[at] == '-')
        return !divides_well_after_hyphen(text, length, at);
    return text[at] != ' ' && starts_with_dash(text + at + 1, length - at - 1);
}

static unsigned char translate(char unibreak)
{
    static const unsigned char breaks[] = {
        [LINEBREAK_MUSTBREAK] = BREAK_REQUIRED,
        [LINEBREAK_ALLOWBREAK] = BREAK_ALLOWED,
        [LINEBREAK_NOBREAK] = BREAK_NONE,
        [LINEBREAK_INSIDEACHAR] = BREAK_NONE,
    };
    return breaks[(unsigned char)unibreak & 3];
}

/* What a line end looks like: LF, CR, VT, FF, NEL, LS, PS. */
static bool ends_line(const char *text, size_t length)
{
    unsigned char last = (unsigned char)text[length - 1];
    if (last >= '\n' && last <= '\r')
        return true;
    if (length >= 2 && memcmp(text + length - 2, "\xC2\x85", 2) == 0)
        return true;
    return length >= 3 && memcmp(text + length - 3, "\xE2\x80", 2) == 0 &&
           (last == 0xA8 || last == 0xA9);
}

/* What libunibreak ends the program at: U+FFFF, its mark for a text's end, and, in old versions,
 * the letters of flags. Each is shown to it as a letter of the same length. */
static const char *find_disguise(const char *text, size_t left)
{
    if (left >= 3 && memcmp(text, "\xEF\xBF\xBF", 3) == 0)
        return "\xEF\xBF\xBD";
    if (left >= 4 && memcmp(text, "\xF0\x9F\x87", 3) == 0 && (unsigned char)text[3] >= 0xA6)
        return "\xF0\x9D\x90\x80";
    return NULL;
}

/* A copy with those characters disguised, for free(); NULL when there are none. */
static char *disguise_text(const char *text, size_t length)
{
    char *copy = NULL;
    for (size_t i = 0; i < length; i++) {
        const char *disguise =
            (unsigned char)text[i] < 0xEF ? NULL : find_disguise(text + i, length - i);
        if (!disguise)
            continue;
        if (!copy)
            copy = memcpy(memory_resize(NULL, length, 1), text, length);
        for (size_t k = 0; disguise[k]; k++)
            copy[i + k] = disguise[k];
    }
    return copy;
}

/* Old versions of libunibreak do not know what joins emoji, nor flags. */
static bool may_start_emoji(const unsigned char *text, size_t left)
{
    return *text == 0xF0 || (*text == 0xE2 && left > 1 && text[1] >= 0x84);
}

static bool is_flag_letter(const char *text, size_t left)
{
    return left >= 4 && memcmp(text, "\xF0\x9F\x87", 3) == 0 && (unsigned char)text[3] >= 0xA6;
}

/* No break within an emoji, and one allowed between two flags. */
static void join_emoji(const char *text, size_t length, unsigned char *breaks)
{
    for (size_t i = 0; i < length; i++) {
        if (!may_start_emoji((const unsigned char *)text + i, length - i))
            continue;
        size_t end = (size_t)(fallback_grapheme_end(text + i, text + length) - text);
        bool flag = is_flag_letter(text + i, length - i);
        while (i + 1 < end)
            breaks[i++] = BREAK_NONE;
        if (flag && is_flag_letter(text + end, length - end))
            breaks[i] = BREAK_ALLOWED;
    }
}

void text_find_breaks(const char *text, size_t length, const char *lang, unsigned char *breaks)
{
    static pthread_once_t ready = PTHREAD_ONCE_INIT;
    pthread_once(&ready, init_linebreak);
    if (length == 0)
        return;
    char *copy = disguise_text(text, length);
    set_linebreaks_utf8((const unsigned char *)(copy ? copy : text), length, lang, (char *)breaks);
    free(copy);
    for (size_t i = 0; i < length; i++) {
        breaks[i] = translate((char)breaks[i]);
        if (breaks[i] == BREAK_ALLOWED && i + 1 < length && is_poor_break(text, length, i))
            breaks[i] = BREAK_NONE;
    }
    join_emoji(text, length, breaks);
    thai_find_breaks(text, length, breaks);
    breaks[length - 1] = ends_line(text, length) ? BREAK_REQUIRED : BREAK_ALLOWED;
}

/* ── Breaks in URLs, paths and dotted names ──────────────────────────────────────────────────── */

/* After a mark, where a word or a bracket follows: "src/|text", "os.|path"; but not in "://",
 * "..", "3.14", "__init__" before its last letters. */
static bool divides_url(const char *text, size_t length, size_t at)
{
    char mark = text[at], next = text[at + 1];
    if (!strchr("/.-_?&=:,;#%+~\\@", mark) || !(is_word_byte(next) || strchr("([{<$\"'", next)))
        return false;
    if (at == 0 || next == '\0' || (mark == '.' && is_digit(text[at - 1]) && is_digit(next)))
        return false;
    enum { LEAST = 2 };
    return length - at - 1 >= LEAST && (at >= LEAST || mark == '/');
}

/* Leading underscores and dots stay with their name: no break before the first word byte. */
void text_find_url_breaks(const char *text, size_t length, unsigned char *breaks)
{
    bool started = false;
    for (size_t i = 0; i + 1 < length; i++) {
        if (text[i] == ' ')
            started = false;
        else if (is_word_byte(text[i]))
            started = true;
        if (started && breaks[i] == BREAK_NONE && divides_url(text, length, i))
            breaks[i] = BREAK_ALLOWED;
    }
}

/* ── Breaks in code ──────────────────────────────────────────────────────────────────────────── */

/* "__init__" and "add_note" stay whole; "make_directory" may be divided. */
static bool divides_well_after_underscore(const char *text, size_t length, size_t underscore)
{
    enum { LEAST = 4, LOOK = 16 };
    return count_before(text, underscore, LOOK) >= LEAST &&
           count_after(text, length, underscore + 1, LOOK) >= LEAST;
}

/* After separators, not after hyphens, which start options. */
bool text_divides_code(const char *text, size_t length, size_t at)
{
    if (at >= length || !strchr("_./:(,=", text[at - 1]) || strchr("_./:(),=;[]{}<> \n", text[at]))
        return false;
    return text[at - 1] != '_' || divides_well_after_underscore(text, length, at - 1);
}
