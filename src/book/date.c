/* Enters: a date as written. Leaves: whether it is one as W3CDTF writes it, the form that EPUB and
 * PDF readers know: a year, a month or a day of the calendar (ISO 8601), or a day with a time. */
#include <ctype.h>
#include <string.h>

#include "book/passes.h"

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

bool is_date(const char *text)
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
