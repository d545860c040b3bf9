/* Enters: a language's tag. Leaves: whether its script runs from right to left. */
#include <string.h>
#include <strings.h>

#include "book/book.h"

bool book_runs_right_to_left(const char *lang)
{
    static const char *const languages[] = {"ar", "arc", "azb", "ckb", "dv",  "fa",  "glk",
                                            "he", "iw",  "ji",  "mzn", "nqo", "pnb", "ps",
                                            "sd", "syr", "ug",  "ur",  "yi"};
    size_t length = lang ? strcspn(lang, "-_") : 0;
    if (length == 0 || strcasestr(lang + length, "latn") || strcasestr(lang + length, "cyrl"))
        return false;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (strlen(languages[i]) == length && strncasecmp(languages[i], lang, length) == 0)
            return true;
    return false;
}
