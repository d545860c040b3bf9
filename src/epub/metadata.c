/* Enters: what the front matter says. Leaves: the identifier, checked dates, plain text.
 *
 * The identifier is a UUID of version 8 (RFC 9562, section 5.8: contents of our own choice), made
 * from two FNV-1a hashes with different starts, each finished by the mixer of SplitMix64. It only
 * has to tell books apart and to stay the same for ever: it is no defence against an adversary. */
#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "epub/edition.h"

/* ── The identifier ──────────────────────────────────────────────────────────────────────────── */

/* Adds a string and an end mark, so that "ab","c" and "a","bc" differ. */
static uint64_t add_to_hash(uint64_t hash, const char *string)
{
    for (; string && *string; string++)
        hash = (hash ^ (unsigned char)*string) * UINT64_C(1099511628211);
    return (hash ^ 0x1F) * UINT64_C(1099511628211);
}

static uint64_t mix(uint64_t hash)
{
    hash = (hash ^ hash >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    hash = (hash ^ hash >> 27) * UINT64_C(0x94D049BB133111EB);
    return hash ^ hash >> 31;
}

static uint64_t hash_book(const struct book *book, uint64_t hash)
{
    hash = add_to_hash(hash, book->meta.title);
    for (size_t i = 0; i < book->meta.author_count; i++)
        hash = add_to_hash(hash, book->meta.authors[i]);
    return mix(add_to_hash(hash, book->meta.lang));
}

const char *epub_make_identifier(const struct book *book, struct arena *arena)
{
    uint64_t high = hash_book(book, UINT64_C(14695981039346656037));
    uint64_t low = hash_book(book, UINT64_C(0x9E3779B97F4A7C15));
    high = (high & ~UINT64_C(0xF000)) | UINT64_C(0x8000);            /* version 8 */
    low = (low & ~UINT64_C(0xC000000000000000)) | UINT64_C(1) << 63; /* the RFC's variant */
    return arena_printf(arena, "urn:uuid:%08x-%04x-%04x-%04x-%012llx", (unsigned)(high >> 32),
                        (unsigned)(high >> 16 & 0xFFFF), (unsigned)(high & 0xFFFF),
                        (unsigned)(low >> 48),
                        (unsigned long long)(low & UINT64_C(0xFFFFFFFFFFFF)));
}

/* ── Dates ───────────────────────────────────────────────────────────────────────────────────── */

static bool read_number(const char **cursor, int digits, int least, int most)
{
    int number = 0;
    for (; digits > 0; digits--, (*cursor)++) {
        if (!isdigit((unsigned char)**cursor))
            return false;
        number = number * 10 + (**cursor - '0');
    }
    return number >= least && number <= most;
}

static bool read_char(const char **cursor, char expected)
{
    if (**cursor != expected)
        return false;
    (*cursor)++;
    return true;
}

/* "12:30Z", "12:30:59.5+01:00": what follows the T. */
static bool is_time(const char *text)
{
    if (!read_number(&text, 2, 0, 23) || !read_char(&text, ':') || !read_number(&text, 2, 0, 59))
        return false;
    if (read_char(&text, ':') && !read_number(&text, 2, 0, 59))
        return false;
    if (read_char(&text, '.')) {
        if (!isdigit((unsigned char)*text))
            return false;
        text += strspn(text, "0123456789");
    }
    if (read_char(&text, 'Z'))
        return *text == '\0';
    return (read_char(&text, '+') || read_char(&text, '-')) && read_number(&text, 2, 0, 23) &&
           read_char(&text, ':') && read_number(&text, 2, 0, 59) && *text == '\0';
}

static int count_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

bool epub_is_date(const char *text)
{
    const char *cursor = text;
    if (!read_number(&cursor, 4, 1, 9999))
        return false;
    if (!*cursor)
        return true;
    if (!read_char(&cursor, '-') || !read_number(&cursor, 2, 1, 12))
        return false;
    if (!*cursor)
        return true;
    int year =
        (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0';
    int month = (text[5] - '0') * 10 + text[6] - '0';
    if (!read_char(&cursor, '-') || !read_number(&cursor, 2, 1, count_days(year, month)))
        return false;
    return !*cursor || (read_char(&cursor, 'T') && is_time(cursor));
}

/* ── Text ────────────────────────────────────────────────────────────────────────────────────── */

const char *epub_plain_text(const struct node *node, struct arena *arena)
{
    struct buffer text = {0}, words = {0};
    node_put_text(node, &text);
    const char *cursor = buffer_string(&text);
    while (*(cursor += strspn(cursor, " \t\r\n"))) {
        size_t length = strcspn(cursor, " \t\r\n");
        if (words.length)
            buffer_put_char(&words, ' ');
        buffer_put(&words, cursor, length);
        cursor += length;
    }
    const char *copy = arena_copy_string(arena, buffer_string(&words));
    buffer_drop(&text);
    buffer_drop(&words);
    return copy;
}
