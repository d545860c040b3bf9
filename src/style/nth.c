/* Enters: what stands between the parentheses of :nth-child(). Leaves: its step and offset: An+B of
 * CSS Syntax 3, 6. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "style/reader.h"
#include "style/selector.h"

enum { LENGTH_MAX = 24, NUMBER_MAX = 999999 };

/* Without spaces, which may stand beside the sign in the middle alone, in small letters. */
static bool compact(const char *text, char out[LENGTH_MAX])
{
    size_t length = 0;
    bool has_space = false;
    for (; *text; has_space = *text++ == ' ') {
        bool is_digit = isdigit((unsigned char)*text), is_sign = *text == '+' || *text == '-';
        char before = length > 0 ? out[length - 1] : '+';
        bool may_part = length == 0 || (is_sign && before == 'n') ||
                        (is_digit && length > 1 && (before == '+' || before == '-')) ||
                        *text == ' ';
        if ((has_space && !may_part) || length + 1 >= LENGTH_MAX)
            return false;
        if (*text != ' ')
            out[length++] = (char)tolower((unsigned char)*text);
    }
    out[length] = '\0';
    return true;
}

static bool read_number(const char *text, char **end, int *number)
{
    long value = strtol(text, end, 10);
    *number = (int)(value > NUMBER_MAX ? NUMBER_MAX : value < -NUMBER_MAX ? -NUMBER_MAX : value);
    return *number == value;
}

bool nth_parse(const char *text, struct test *test)
{
    char form[LENGTH_MAX];
    if (!compact(text, form))
        return false;
    test->step = 2;
    test->offset = strcmp(form, "odd") == 0;
    if (test->offset || strcmp(form, "even") == 0)
        return true;
    char *end = form, *n = strchr(form, 'n');
    test->step = test->offset = 0;
    if (n) {
        bool is_bare = n == form || (n == form + 1 && !isdigit((unsigned char)*form));
        test->step = *form == '-' ? -1 : 1;
        if (!is_bare && (!read_number(form, &end, &test->step) || end != n))
            return false;
        end = n + 1;
        if (*end && *end != '+' && *end != '-')
            return false;
    }
    char *start = end;
    bool is_good = !*start || read_number(start, &end, &test->offset);
    return is_good && *end == '\0' && (n || end > start);
}
