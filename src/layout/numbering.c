/* Enters: a number and the way to write it. Leaves: the label of an item, as HTML's `type` asks
 * for: letters count a … z, aa …; Roman numerals go up to 3999. What cannot be written so is
 * written in digits. Counters know a few ways more (CSS Counter Styles 3). */
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

/* The 24 letters from α on, without the ς that ends words. */
static const char *write_greek(struct arena *arena, int number)
{
    enum { GREEK_LETTERS = 24, ALPHA = 0x3B1, SIGMA_INDEX = 17 };
    struct buffer text = {0};
    int digits[LONGEST], count = 0;
    for (; number > 0; number = (number - 1) / GREEK_LETTERS)
        digits[count++] = (number - 1) % GREEK_LETTERS;
    while (count-- > 0)
        buffer_put_code_point(&text,
                              (uint32_t)(ALPHA + digits[count] + (digits[count] >= SIGMA_INDEX)));
    const char *copy = arena_copy_string(arena, buffer_string(&text));
    buffer_drop(&text);
    return copy;
}

const char *numbering_write(struct arena *arena, enum numbering numbering, int number)
{
    static const char *const signs[] = {[NUMBERING_DISC] = "\xE2\x80\xA2",
                                        [NUMBERING_CIRCLE] = "\xE2\x97\xA6",
                                        [NUMBERING_SQUARE] = "\xE2\x96\xAA",
                                        [NUMBERING_NONE] = ""};
    if (numbering >= NUMBERING_DISC)
        return signs[numbering];
    if (numbering == NUMBERING_LEADING_ZERO)
        return arena_printf(arena, number < 0 ? "%03d" : "%02d", number);
    if (numbering == NUMBERING_GREEK && number > 0)
        return write_greek(arena, number);
    bool capital = numbering == NUMBERING_CAPITALS || numbering == NUMBERING_CAPITAL_ROMAN;
    bool roman = numbering == NUMBERING_ROMAN || numbering == NUMBERING_CAPITAL_ROMAN;
    if (numbering == NUMBERING_DIGITS || numbering == NUMBERING_GREEK || number < 1 ||
        (roman && number > LARGEST_ROMAN))
        return arena_printf(arena, "%d", number);
    return roman ? write_roman(arena, capital, number)
                 : write_letters(arena, capital ? 'A' : 'a', number);
}
