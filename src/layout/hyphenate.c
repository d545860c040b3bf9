/* Enters: a paragraph's atoms. Leaves: more of them: words split where a hyphen may stand, or, as a
 * last resort, between any two clusters.
 * Both are done only when the paragraph cannot be broken well without. A word keeps its shaping:
 * its parts are ranges of the glyphs it has, cut between clusters, so that nothing changes where no
 * break is taken; a hyphenation point inside a ligature is passed over. */
#include "layout/layout.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

enum { HYPHEN_PENALTY = 80, LAST_RESORT_PENALTY = 2000, SHORTEST_WORD = 5, LONGEST_WORD = 100 };

static void swap_atoms(struct paragraph *paragraph)
{
    struct atom *items = paragraph->atoms.items;
    size_t count = paragraph->atoms.count, capacity = paragraph->atoms.capacity;
    paragraph->atoms.items = paragraph->spare.items;
    paragraph->atoms.count = paragraph->spare.count;
    paragraph->atoms.capacity = paragraph->spare.capacity;
    paragraph->spare.items = items;
    paragraph->spare.count = count;
    paragraph->spare.capacity = capacity;
}

struct atom atoms_hyphen(struct layout *layout, const struct paragraph *paragraph, uint32_t span,
                         uint32_t start)
{
    const struct text_style *style = &paragraph->spans.items[span].style;
    const struct shaped *hyphen =
        text_shape(layout->fonts, style, NULL, "-", 1, paragraph->spans.items[span].where);
    return (struct atom){.kind = ATOM_PENALTY,
                         .penalty = HYPHEN_PENALTY,
                         .hyphen = true,
                         .expands = true,
                         .span = span,
                         .start = start,
                         .width = atoms_width(hyphen, 0, hyphen->glyph_count, style)};
}

/* ── Parts of a word ─────────────────────────────────────────────────────────────────────────── */

/* The glyph that comes k-th in reading order. */
static uint32_t glyph_in_order(const struct atom *word, uint32_t k)
{
    return word->shaped->right_to_left ? word->first + word->count - 1 - k : word->first + k;
}

static uint32_t cluster_in_order(const struct atom *word, uint32_t k)
{
    return word->shaped->glyphs[glyph_in_order(word, k)].cluster;
}

/* Pushes the glyphs [from, to) in reading order, which stand for the bytes [start, end) of the
 * shaped text, as a word of its own. */
static void push_part(struct paragraph *paragraph, const struct atom *word, uint32_t from,
                      uint32_t to, uint32_t start, uint32_t end)
{
    struct atom part = *word;
    uint32_t base = word->start - cluster_in_order(word, 0);
    part.first =
        word->shaped->right_to_left ? glyph_in_order(word, to - 1) : glyph_in_order(word, from);
    part.count = to - from;
    part.start = base + start;
    part.length = end - start;
    part.width = atoms_width(word->shaped, part.first, part.count,
                             &paragraph->spans.items[word->span].style);
    vector_push(&paragraph->spare, part);
}

/* Splits a word before every cluster for which `allows` (all, when NULL) is set, with `between` at
 * the splits. */
static void split_word(struct paragraph *paragraph, const struct atom *word, struct atom between,
                       const unsigned char *allows)
{
    uint32_t from = 0, start = cluster_in_order(word, 0), first = start;
    for (uint32_t k = 1; k < word->count; k++) {
        uint32_t cluster = cluster_in_order(word, k);
        if (cluster == cluster_in_order(word, k - 1) || (allows && !allows[cluster - first]))
            continue;
        push_part(paragraph, word, from, k, start, cluster);
        between.start = word->start + cluster - first;
        vector_push(&paragraph->spare, between);
        from = k;
        start = cluster;
    }
    push_part(paragraph, word, from, word->count, start, first + word->length);
}

/* ── Hyphens ─────────────────────────────────────────────────────────────────────────────────── */

static bool is_letter(uint32_t character)
{
    if (character < 0x80)
        return (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
    switch (utf8proc_category((utf8proc_int32_t)character)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
        return true;
    default:
        return false;
    }
}

/* Characters that do not belong to a word of prose: paths, addresses, names in programs. */
static bool is_technical(uint32_t character)
{
    return character < 0x80 && character != 0 && strchr("/\\@_:.#=+*0123456789", (int)character);
}

/* The one run of letters in the word, punctuation around it left off. False when there is more
 * than that: an address, a number, a name with a dot. */
static bool find_letters(const char *text, uint32_t length, uint32_t *start, uint32_t *end)
{
    const char *cursor = text, *limit = text + length;
    bool technical = false;
    *start = *end = 0;
    while (cursor < limit) {
        uint32_t at = (uint32_t)(cursor - text);
        uint32_t character = utf8_next(&cursor, limit);
        if (is_letter(character)) {
            if (*end == 0)
                *start = at;
            else if (*end != at)
                return false;
            if (technical)
                return false;
            *end = (uint32_t)(cursor - text);
        } else {
            technical = is_technical(character) && (character != '.' && character != ':');
            if (technical && *end != 0)
                return false;
        }
    }
    return *end - *start >= SHORTEST_WORD;
}

/* Not a part of a path or a name that may be broken at its separators. */
static bool touches_technical(const struct paragraph *paragraph, const struct atom *word)
{
    uint32_t end = word->start + word->length;
    return (word->start > 0 && is_technical((unsigned char)paragraph->text[word->start - 1])) ||
           (end < paragraph->length && is_technical((unsigned char)paragraph->text[end]));
}

static bool stands_alone(const struct paragraph *paragraph, size_t i)
{
    const struct atom *atoms = paragraph->atoms.items;
    if (touches_technical(paragraph, &atoms[i]))
        return false;
    return (i == 0 || atoms[i - 1].kind != ATOM_WORD) &&
           (i + 1 == paragraph->atoms.count || atoms[i + 1].kind != ATOM_WORD);
}

static bool may_hyphenate(const struct paragraph *paragraph, size_t i)
{
    const struct atom *word = &paragraph->atoms.items[i];
    const struct span *span = &paragraph->spans.items[word->span];
    return word->kind == ATOM_WORD && word->length >= SHORTEST_WORD &&
           word->length <= LONGEST_WORD && span->style.hyphenate && !span->is_code && !span->key &&
           !word->shaped->right_to_left && stands_alone(paragraph, i);
}

static bool hyphenate_word(struct layout *layout, struct paragraph *paragraph, size_t i)
{
    struct atom word = paragraph->atoms.items[i];
    const char *text = paragraph->text + word.start;
    unsigned char hyphens[LONGEST_WORD] = {0}, allows[LONGEST_WORD + 1] = {0};
    uint32_t start, end;
    if (!may_hyphenate(paragraph, i) || !find_letters(text, word.length, &start, &end))
        return false;
    const char *lang = paragraph->spans.items[word.span].lang;
    if (!lang)
        lang = layout->book->meta.lang;
    if (!text_hyphenate(layout->fonts, lang, text + start, end - start, hyphens))
        return false;
    memcpy(allows + start + 1, hyphens, end - start);
    split_word(paragraph, &word, atoms_hyphen(layout, paragraph, word.span, word.start), allows);
    return true;
}

void atoms_hyphenate(struct layout *layout, struct paragraph *paragraph)
{
    paragraph->spare.count = 0;
    for (size_t i = 0; i < paragraph->atoms.count; i++)
        if (!hyphenate_word(layout, paragraph, i))
            vector_push(&paragraph->spare, paragraph->atoms.items[i]);
    swap_atoms(paragraph);
}

/* ── The last resort ─────────────────────────────────────────────────────────────────────────── */

/* One past the atoms from `from` on between which no line can break; their width in *width. */
static size_t find_part_end(const struct paragraph *paragraph, size_t from, int64_t *width)
{
    size_t end = from;
    *width = 0;
    for (; end < paragraph->atoms.count; end++) {
        const struct atom *atom = &paragraph->atoms.items[end];
        bool breakable = atom->kind == ATOM_GLUE || atom->kind == ATOM_PENALTY;
        if (breakable && atom->penalty < ATOM_NEVER)
            break;
        *width += atom->width - atom->shrink;
    }
    return end;
}

static void split_part(struct paragraph *paragraph, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++) {
        struct atom atom = paragraph->atoms.items[i];
        struct atom between = {
            .kind = ATOM_PENALTY, .penalty = LAST_RESORT_PENALTY, .span = atom.span};
        if (i > from) {
            between.start = atom.start;
            vector_push(&paragraph->spare, between);
        }
        if (atom.kind == ATOM_WORD && atom.count > 0)
            split_word(paragraph, &atom, between, NULL);
        else
            vector_push(&paragraph->spare, atom);
    }
}

void atoms_split_wide(struct paragraph *paragraph, dimen width)
{
    paragraph->spare.count = 0;
    size_t i = 0;
    while (i < paragraph->atoms.count) {
        int64_t part_width;
        size_t end = find_part_end(paragraph, i, &part_width);
        if (part_width > width)
            split_part(paragraph, i, end);
        else
            for (size_t k = i; k < end; k++)
                vector_push(&paragraph->spare, paragraph->atoms.items[k]);
        if (end < paragraph->atoms.count)
            vector_push(&paragraph->spare, paragraph->atoms.items[end]);
        i = end + 1;
    }
    swap_atoms(paragraph);
}
