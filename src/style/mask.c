/* Enters: the text of a sheet. Leaves: as many bytes for tree-sitter's grammar of CSS, which does
 * not know all that CSS may say: letters beyond ASCII and escapes in names, the arguments of
 * :nth-child(), the flags of attribute selectors, capitals in at-keywords. In their places stands
 * what the grammar does know; what they say is then read from the text itself, at the same places.
 */
#include <ctype.h>

#include "style/reader.h"

struct masking {
    const char *text;
    char *mask;
    size_t length, at;
};

static void fill(struct masking *masking, size_t end, char letter)
{
    for (; masking->at < end && masking->at < masking->length; masking->at++)
        masking->mask[masking->at] = letter;
}

static bool is_space(char c)
{
    return isspace((unsigned char)c);
}

/* "\31 ": up to six digits and a space; or one character. */
static void mask_escape(struct masking *masking)
{
    enum { DIGITS_MAX = 6 };
    size_t end = masking->at + 1, digits = 0;
    for (; end < masking->length && isxdigit((unsigned char)masking->text[end]); end++)
        if (++digits > DIGITS_MAX)
            break;
    if (digits == 0 || (end < masking->length && is_space(masking->text[end])))
        end++;
    fill(masking, end, 'x');
}

/* "2n - 1)" behind "(": any number will do. */
static void mask_nth(struct masking *masking)
{
    size_t end = masking->at;
    while (end < masking->length &&
           (isalnum((unsigned char)masking->text[end]) || strchr(" \t+-", masking->text[end])))
        end++;
    if (end < masking->length && masking->text[end] == ')')
        fill(masking, end, '1');
}

/* The flag before a "]", with its spaces. */
static void mask_flag(struct masking *masking)
{
    size_t at = masking->at, value;
    while (at > 0 && is_space(masking->text[at - 1]))
        at--;
    if (at < 2 || !strchr("iIsS", masking->text[at - 1]))
        return;
    for (value = at - 1; value > 0 && is_space(masking->text[value - 1]);)
        value--;
    bool is_apart = value < at - 1 || strchr("\"'", masking->text[value - 1]);
    if (is_apart && value > 0 && !strchr("=[~|^$*", masking->text[value - 1]))
        masking->mask[at - 1] = ' ';
}

static bool starts_with(const struct masking *masking, const char *word)
{
    size_t length = strlen(word);
    return masking->length - masking->at >= length &&
           strncasecmp(masking->text + masking->at, word, length) == 0;
}

static void mask_nth_child(struct masking *masking)
{
    static const char *const names[] = {":nth-child(", ":nth-last-child(", NULL};
    const char *const *name = names;
    while (*name && !starts_with(masking, *name))
        name++;
    masking->at += *name ? strlen(*name) : 1;
    if (*name)
        mask_nth(masking);
}

static void mask_keyword(struct masking *masking)
{
    for (masking->at++; masking->at < masking->length; masking->at++) {
        char c = masking->text[masking->at];
        if (!isalpha((unsigned char)c) && c != '-')
            return;
        masking->mask[masking->at] = (char)tolower((unsigned char)c);
    }
}

const char *reader_mask(struct arena *arena, const char *text, size_t length)
{
    struct masking masking = {text, arena_copy_bytes(arena, text, length), length, 0};
    while (masking.at < length) {
        char c = text[masking.at];
        if (c == '\\') {
            mask_escape(&masking);
        } else if (c == ':') {
            mask_nth_child(&masking);
        } else if (c == '@') {
            mask_keyword(&masking);
        } else if ((unsigned char)c >= 0x80) {
            fill(&masking, masking.at + 1, 'x');
        } else {
            if (c == ']')
                mask_flag(&masking);
            masking.at = reader_skip_piece(text, length, masking.at);
        }
    }
    return masking.mask;
}
