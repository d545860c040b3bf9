/* Enters: a number and the way to write it. Leaves: the label of an item, as `list-style-type`
 * asks for: letters count a … z, aa …; Roman numerals go up to 3999. What cannot be written so is
 * written in digits. */
#include "layout/layout.h"

enum { LETTERS = 26, LARGEST_ROMAN = 3999, LONGEST = 32 };

/* The letters come from the last to the first. */
static const char *write_letters(struct arena *arena, char first, int number)
{
    char text[LONGEST], *cursor = text + LONGEST;
    *--cursor = '\0';
    for (; number > 0; number = (number - 1) / LETTERS)
        *--cursor = (char)(first + (number - 1) % LETTERS);
    return arena_copy_string(arena, cursor);
}

static const char *write_roman(struct arena *arena, bool capital, int number)
{
    static const struct {
        int value;
        const char *small, *capital;
    } numerals[] = {{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"},
                    {100, "c", "C"},  {90, "xc", "XC"},  {50, "l", "L"},  {40, "xl", "XL"},
                    {10, "x", "X"},   {9, "ix", "IX"},   {5, "v", "V"},   {4, "iv", "IV"},
                    {1, "i", "I"}};
    struct buffer text = {0};
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
        for (; number >= numerals[i].value; number -= numerals[i].value)
            buffer_put_string(&text, capital ? numerals[i].capital : numerals[i].small);
    const char *copy = arena_copy_string(arena, buffer_string(&text));
    buffer_drop(&text);
    return copy;
}

/* α … ω, then αα. There is a second sigma, at the ends of words, which does not count. */
static const char *write_greek(struct arena *arena, int number)
{
    enum { GREEK_LETTERS = 24, ALPHA = 0x3B1, SECOND_SIGMA = 0x3C2, DIGITS_MAX = 8 };
    uint32_t letters[DIGITS_MAX];
    int count = 0;
    struct buffer text = {0};
    for (; number > 0; number = (number - 1) / GREEK_LETTERS)
        letters[count++] = ALPHA + (uint32_t)((number - 1) % GREEK_LETTERS);
    while (count-- > 0)
        buffer_put_code_point(&text, letters[count] + (letters[count] >= SECOND_SIGMA));
    const char *copy = arena_copy_string(arena, buffer_string(&text));
    buffer_drop(&text);
    return copy;
}

const char *numbering_write(struct arena *arena, enum marker marker, int number)
{
    bool capital = marker == MARKER_CAPITALS || marker == MARKER_CAPITAL_ROMAN;
    switch (marker) {
    case MARKER_NONE:
    case MARKER_TEXT:
        return "";
    case MARKER_DISC:
        return "\xE2\x80\xA2"; /* • */
    case MARKER_CIRCLE:
        return "\xE2\x97\xA6"; /* ◦ */
    case MARKER_SQUARE:
        return "\xE2\x96\xAA"; /* ▪ */
    case MARKER_LEADING_ZERO:
        return arena_printf(arena, "%02d", number);
    case MARKER_LETTERS:
    case MARKER_CAPITALS:
        if (number > 0)
            return write_letters(arena, capital ? 'A' : 'a', number);
        break;
    case MARKER_ROMAN:
    case MARKER_CAPITAL_ROMAN:
        if (number > 0 && number <= LARGEST_ROMAN)
            return write_roman(arena, capital, number);
        break;
    case MARKER_GREEK:
        if (number > 0)
            return write_greek(arena, number);
        break;
    case MARKER_DECIMAL:
        break;
    }
    return arena_printf(arena, "%d", number);
}
