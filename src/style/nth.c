/* Enters: what stands between the parentheses of :nth-child(). Leaves: its step and offset: An+B of
 * CSS Syntax 3, 6. */
#include <ctype.h>
#include <stdlib.h>

#include "style/reader.h"
#include "style/selector.h"

bool nth_parse(const char *text, struct test *test)
{
    char compact[24];
    size_t length = 0;
    bool has_space = false;
    for (; *text; has_space = *text++ == ' ') {
        bool is_sign = *text == '+' || *text == '-';
        char before = length > 0 ? compact[length - 1] : '+';
        if (has_space && length > 0 && !(is_sign && before == 'n') &&
            !(isdigit((unsigned char)*text) && strchr("+-", before) && length > 1) && *text != ' ')
            return false;
        if (*text != ' ' && length + 1 < sizeof compact)
            compact[length++] = (char)tolower((unsigned char)*text);
    }
    compact[length] = '\0';
    test->step = 2;
    test->offset = strcmp(compact, "odd") == 0;
    if (test->offset || strcmp(compact, "even") == 0)
        return true;
    char *end = compact, *n = strchr(compact, 'n');
    test->step = 0;
    if (n) {
        bool is_bare = n == compact || (n == compact + 1 && !isdigit((unsigned char)*compact));
        test->step = is_bare ? (*compact == '-' ? -1 : 1) : (int)strtol(compact, &end, 10);
        if (!is_bare && end != n)
            return false;
        end = n + 1;
        if (*end && *end != '+' && *end != '-')
            return false;
    }
    char *start = end;
    test->offset = *start ? (int)strtol(start, &end, 10) : 0;
    return *end == '\0' && (n || end > start) && abs(test->step) < 1000000 &&
           abs(test->offset) < 1000000;
}
