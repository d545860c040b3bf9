/* Enters: a language. Leaves: its quotation marks, as CLDR has them, and as its printers do: with
 * spaces inside French ones. What is not here has English ones. */
#include <string.h>

#include "layout/generated.h"

static const struct {
    const char *lang;
    const char *marks[4]; /* outer ones, inner ones */
} languages[] = {
    {"en", {"“", "”", "‘", "’"}},
    {"ar", {"”", "“", "’", "‘"}},
    {"be", {"«", "»", "„", "“"}},
    {"bg", {"„", "“", "‘", "’"}},
    {"ca", {"«", "»", "“", "”"}},
    {"cs", {"„", "“", "‚", "‘"}},
    {"da", {"“", "”", "‘", "’"}},
    {"de-CH", {"«", "»", "‹", "›"}},
    {"de", {"„", "“", "‚", "‘"}},
    {"el", {"«", "»", "“", "”"}},
    {"es", {"«", "»", "“", "”"}},
    {"et", {"„", "“", "«", "»"}},
    {"fi", {"”", "”", "’", "’"}},
    {"fr-CH", {"«", "»", "‹", "›"}},
    {"fr", {"«\u202F", "\u202F»", "“", "”"}},
    {"he", {"”", "”", "’", "’"}},
    {"hr", {"„", "“", "‚", "‘"}},
    {"hu", {"„", "”", "»", "«"}},
    {"it", {"«", "»", "“", "”"}},
    {"ja", {"「", "」", "『", "』"}},
    {"lt", {"„", "“", "‚", "‘"}},
    {"no", {"«", "»", "‘", "’"}},
    {"nb", {"«", "»", "‘", "’"}},
    {"nn", {"«", "»", "‘", "’"}},
    {"pl", {"„", "”", "«", "»"}},
    {"pt-PT", {"«", "»", "“", "”"}},
    {"ro", {"„", "”", "«", "»"}},
    {"ru", {"«", "»", "„", "“"}},
    {"sk", {"„", "“", "‚", "‘"}},
    {"sl", {"„", "“", "‚", "‘"}},
    {"sr", {"„", "”", "’", "’"}},
    {"sv", {"”", "”", "’", "’"}},
    {"uk", {"«", "»", "„", "“"}},
    {"zh-TW", {"「", "」", "『", "』"}},
    {"zh-Hant", {"「", "」", "『", "』"}},
};

static bool matches(const char *lang, const char *known)
{
    size_t length = strlen(known);
    return strncasecmp(lang, known, length) == 0 && (lang[length] == '\0' || lang[length] == '-');
}

const char *quotes_find(const char *lang, int depth, bool closes)
{
    size_t at = 0;
    for (size_t i = 1; lang && at == 0 && i < sizeof languages / sizeof *languages; i++)
        if (matches(lang, languages[i].lang))
            at = i;
    return languages[at].marks[(depth > 0) * 2 + closes];
}
