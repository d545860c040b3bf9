/* Enters: a mistyped word. Leaves: the known word nearest to it, by Damerau's distance (letters
 * put in, left out, exchanged, or swapped with their neighbours). */
#include <string.h>

#include "style/css.h"

enum { WORD_MAX = 40 };

static int least(int a, int b, int c)
{
    int smaller = a < b ? a : b;
    return smaller < c ? smaller : c;
}

static int distance(const char *a, const char *b)
{
    size_t rows = strlen(a), columns = strlen(b);
    int table[3][WORD_MAX + 1] = {{0}};
    if (rows > WORD_MAX || columns > WORD_MAX)
        return WORD_MAX;
    for (size_t k = 0; k <= columns; k++)
        table[0][k] = (int)k;
    for (size_t i = 1; i <= rows; i++) {
        int *row = table[i % 3], *above = table[(i + 2) % 3], *higher = table[(i + 1) % 3];
        row[0] = (int)i;
        for (size_t k = 1; k <= columns; k++) {
            row[k] = least(above[k] + 1, row[k - 1] + 1, above[k - 1] + (a[i - 1] != b[k - 1]));
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                row[k] = row[k] < higher[k - 2] + 1 ? row[k] : higher[k - 2] + 1;
        }
    }
    return table[rows % 3][columns];
}

const char *hint_nearest(const char *word, const char *const *words)
{
    const char *nearest = NULL;
    int best = (int)strlen(word) / 3 + 1;
    for (; *words; words++) {
        int apart = distance(word, *words);
        if (apart < best) {
            best = apart;
            nearest = *words;
        }
    }
    return nearest;
}
