/* Enters: a cluster of several glyphs. Leaves: for each the characters it stands for.
 *
 * Shapers reorder: the vowel of a Devanagari syllable stands before its consonant, the ring of a
 * Thai one before its tone. What tells which is which is the font's character map: a glyph that a
 * character has of itself shows this character. What is left of the glyphs is paired with what is
 * left of the characters in order; where there are fewer glyphs (several characters are drawn as
 * one), the last one shows all that is left.
 *
 * Many readers copy glyph by glyph. Where what they show is not in the order of the text, they are
 * dealt its characters in that order instead. Of two glyphs for one character the second stands for
 * nothing; as readers make a sign of their own of a code without a text, it is a word joiner. */
#include <string.h>

#include <hb-subset.h>

#include "base/utf8.h"
#include "pdf/pairing.h"

static const char nothing[] = "\xE2\x81\xA0";

enum { NONE = UINT8_MAX };

struct character {
    uint16_t start, end; /* in the cluster's text */
    uint8_t glyph;       /* which stands for it; NONE */
};

struct characters {
    struct character items[PDF_PAIRING_MAX];
    uint32_t count;
};

static bool split(struct characters *characters, const struct pdf_cluster_text *text)
{
    const char *cursor = text->bytes, *end = cursor + text->length;
    characters->count = 0;
    while (cursor < end) {
        if (characters->count == PDF_PAIRING_MAX)
            return false;
        struct character *next = &characters->items[characters->count++];
        next->start = (uint16_t)(cursor - text->bytes);
        utf8_next(&cursor, end);
        next->end = (uint16_t)(cursor - text->bytes);
        next->glyph = NONE;
    }
    return true;
}

/* The first character without a glyph that has this one of itself; NONE. */
static uint8_t find_nominal(const struct characters *characters,
                            const struct pdf_cluster_text *text, uint16_t glyph)
{
    for (uint32_t i = 0; i < characters->count && glyph != 0; i++)
        if (characters->items[i].glyph == NONE && text->nominals[i] == glyph)
            return (uint8_t)i;
    return NONE;
}

/* Gives the glyphs in `rest` the characters that have none, the last one all that remain. */
static void share_rest(struct characters *characters, const uint8_t *rest, uint32_t count)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < characters->count && count > 0; i++) {
        if (characters->items[i].glyph != NONE)
            continue;
        characters->items[i].glyph = rest[next];
        next += next + 1 < count;
    }
}

/* Writes down what the glyph stands for. */
static void gather(struct pdf_pairing *pairing, const struct characters *characters,
                   const char *text, uint8_t glyph, uint16_t *used)
{
    struct pdf_pair *pair = &pairing->pairs[glyph];
    pair->start = *used;
    for (uint32_t i = 0; i < characters->count; i++) {
        const struct character *character = &characters->items[i];
        if (character->glyph != glyph)
            continue;
        memcpy(pairing->text + *used, text + character->start, character->end - character->start);
        *used = (uint16_t)(*used + character->end - character->start);
    }
    if (*used == pair->start) {
        memcpy(pairing->text + *used, nothing, strlen(nothing));
        *used = (uint16_t)(*used + strlen(nothing));
    }
    pair->length = (uint16_t)(*used - pair->start);
}

static void gather_all(struct pdf_pairing *pairing, const struct characters *characters,
                       const struct pdf_cluster_text *text)
{
    uint16_t used = 0;
    for (uint32_t i = 0; i < pairing->count; i++)
        gather(pairing, characters, text->bytes, (uint8_t)i, &used);
    pairing->in_order = used == text->length && memcmp(pairing->text, text->bytes, used) == 0;
    for (uint32_t i = 0; i < pairing->count; i++)
        pairing->pairs[i].certain |= pairing->in_order;
}

bool pdf_pair_glyphs(struct pdf_pairing *pairing, const uint16_t *glyphs, uint32_t count,
                     const struct pdf_cluster_text *text)
{
    struct characters characters;
    uint8_t rest[PDF_PAIRING_MAX];
    uint32_t rest_count = 0, left;
    if (count > PDF_PAIRING_MAX || !split(&characters, text))
        return false;
    pairing->count = count;
    left = characters.count;
    for (uint32_t i = 0; i < count; i++) {
        uint8_t character = find_nominal(&characters, text, glyphs[i]);
        pairing->pairs[i].certain = character != NONE;
        if (character == NONE) {
            rest[rest_count++] = (uint8_t)i;
        } else {
            characters.items[character].glyph = (uint8_t)i;
            left--;
        }
    }
    for (uint32_t i = 0; i < rest_count; i++)
        pairing->pairs[rest[i]].certain = rest_count == 1 || left == 0;
    share_rest(&characters, rest, rest_count);
    gather_all(pairing, &characters, text);
    return true;
}

/* Readers take a mark to need no room, wherever it stands: better it goes with what is before it.
 */
static bool is_mark(const char *text, const struct character *character)
{
    const char *cursor = text + character->start;
    uint32_t code_point = utf8_next(&cursor, text + character->end);
    return hb_unicode_general_category(hb_unicode_funcs_get_default(), code_point) ==
           HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK;
}

void pdf_deal_characters(struct pdf_pairing *pairing, const struct pdf_cluster_text *text)
{
    struct characters characters;
    split(&characters, text);
    uint32_t more = characters.count > pairing->count ? characters.count - pairing->count : 0;
    uint8_t glyph = 0;
    for (uint32_t i = 0; i < characters.count; i++) {
        bool joins = more > 0 && is_mark(text->bytes, &characters.items[i]);
        if (joins)
            more--;
        else if (i > 0 && glyph + 1u < pairing->count)
            glyph++;
        characters.items[i].glyph = glyph;
    }
    for (uint32_t i = 0; i < pairing->count; i++)
        pairing->pairs[i].certain = true;
    gather_all(pairing, &characters, text);
}
