/* Enters: a paragraph's text. Leaves: the embedding level of every character, and for a line the
 * order from left to right. The Unicode bidirectional algorithm (UAX #9): its rules P to I by
 * FriBidi, rule L2 here, because lines are known much later. Texts without a right-to-left
 * character, nearly all of them, end at a look at their bytes. */
#include <fribidi.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "book/book.h"
#include "text/text.h"

/* ── A quick look ────────────────────────────────────────────────────────────────────────────── */

static bool starts_right_to_left(const char *text, const char *end)
{
    FriBidiCharType type = fribidi_get_bidi_type(utf8_next(&text, end));
    return FRIBIDI_IS_RTL(type);
}

/* The lowest right-to-left letters begin with the byte D6. */
bool text_has_right_to_left(const char *text, size_t length)
{
    const char *end = text + length;
    for (const char *cursor = text; cursor < end; cursor++)
        if ((unsigned char)*cursor >= 0xD6 && starts_right_to_left(cursor, end))
            return true;
    return false;
}

/* ── Languages ───────────────────────────────────────────────────────────────────────────────── */

enum text_direction text_direction_of(const char *lang)
{
    return book_runs_right_to_left(lang) ? TEXT_RIGHT_TO_LEFT : TEXT_DIRECTION_AUTO;
}

/* ── Levels ──────────────────────────────────────────────────────────────────────────────────── */

/* FriBidi's arrays, one entry a character. */
struct bidi {
    FriBidiChar *characters;
    FriBidiCharType *types;
    FriBidiBracketType *brackets;
    FriBidiLevel *levels;
    FriBidiStrIndex count;
};

/* FriBidi looks for the first letter after every U+2068 anew, and walks over all isolates again and
 * again. No honest paragraph has this many. */
static void limit_searches(const struct bidi *bidi)
{
    enum { SEARCH_MAX = 256, EXPLICIT_MAX = 2048 };
    int searches = 0, explicit = 0;
    for (FriBidiStrIndex i = 0; i < bidi->count; i++) {
        FriBidiCharType *type = &bidi->types[i];
        if (*type == FRIBIDI_TYPE_FSI && ++searches > SEARCH_MAX)
            *type = FRIBIDI_TYPE_LRI;
        bool is_explicit = FRIBIDI_IS_EXPLICIT(*type) || FRIBIDI_IS_ISOLATE(*type);
        if (is_explicit && ++explicit > EXPLICIT_MAX)
            *type = FRIBIDI_TYPE_BN;
    }
}

static struct bidi start_bidi(const char *text, size_t length)
{
    struct bidi bidi = {
        .characters = memory_resize(NULL, length, sizeof *bidi.characters),
        .types = memory_resize(NULL, length, sizeof *bidi.types),
        .brackets = memory_resize(NULL, length, sizeof *bidi.brackets),
        .levels = memory_resize(NULL, length, sizeof *bidi.levels),
    };
    for (const char *cursor = text; cursor < text + length;)
        bidi.characters[bidi.count++] = utf8_next(&cursor, text + length);
    fribidi_get_bidi_types(bidi.characters, bidi.count, bidi.types);
    limit_searches(&bidi);
    fribidi_get_bracket_types(bidi.characters, bidi.count, bidi.types, bidi.brackets);
    return bidi;
}

static void drop_bidi(struct bidi *bidi)
{
    free(bidi->characters);
    free(bidi->types);
    free(bidi->brackets);
    free(bidi->levels);
}

/* Gives every byte of a character its level. */
static void spread_levels(const struct bidi *bidi, const char *text, size_t length,
                          unsigned char *levels)
{
    const char *cursor = text;
    for (FriBidiStrIndex i = 0; i < bidi->count; i++) {
        const char *start = cursor;
        utf8_next(&cursor, text + length);
        memset(levels + (start - text), (unsigned char)bidi->levels[i], (size_t)(cursor - start));
    }
}

unsigned char text_find_levels(const char *text, size_t length, enum text_direction direction,
                               unsigned char *levels)
{
    static const FriBidiParType bases[] = {[TEXT_DIRECTION_AUTO] = FRIBIDI_PAR_ON,
                                           [TEXT_LEFT_TO_RIGHT] = FRIBIDI_PAR_LTR,
                                           [TEXT_RIGHT_TO_LEFT] = FRIBIDI_PAR_RTL};
    if (length == 0)
        return direction == TEXT_RIGHT_TO_LEFT;
    struct bidi bidi = start_bidi(text, length);
    FriBidiParType base = bases[direction];
    bool found = fribidi_get_par_embedding_levels_ex(bidi.types, bidi.brackets, bidi.count, &base,
                                                     bidi.levels) != 0;
    if (found)
        spread_levels(&bidi, text, length, levels);
    else /* out of memory: the text stays in its order */
        memset(levels, 0, length);
    drop_bidi(&bidi);
    return found && FRIBIDI_IS_RTL(base);
}

/* ── Lines ───────────────────────────────────────────────────────────────────────────────────── */

static void reverse(uint32_t *order, size_t from, size_t end)
{
    for (; from + 1 < end; from++, end--) {
        uint32_t first = order[from];
        order[from] = order[end - 1];
        order[end - 1] = first;
    }
}

/* Rule L2: from the highest level down to the lowest odd one, turn what stands at it or above. A
 * run turned at a higher level stays in one piece, so the levels may be read at the first order. */
void text_order_line(const unsigned char *levels, size_t count, uint32_t *order)
{
    unsigned highest = 0;
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
        highest = levels[i] > highest ? levels[i] : highest;
    }
    for (unsigned level = highest; level > 0; level--)
        for (size_t i = 0; i < count;) {
            size_t from = i;
            while (i < count && levels[i] >= level)
                i++;
            reverse(order, from, i);
            i += i == from;
        }
}
