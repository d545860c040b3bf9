/* Enters: where a line of a paragraph starts and ends. Leaves: how far it stands out.
 * Optical margins: a hyphen, a stop or a quotation mark at a line's end has so little ink that the
 * margin seems dented there; standing out by a part of their width they make it look straight. So
 * do, by a little, letters with slanting or open sides. The idea is Gutenberg's, the way to do it
 * Hàn Thế Thành's: Micro-typographic extensions to the TeX typesetting system, 2000. */
#include "layout/layout.h"

#include "base/utf8.h"

/* More than that would be seen as an uneven margin where many lines do not stand out. */
static const dimen FARTHEST = POINT * 9 / 10;

/* Thousandths of an em, at a line's start and at its end. */
struct protrusion {
    uint32_t character;
    short left, right;
};

static const struct protrusion protrusions[] = {
    {'!', 0, 40},      {'"', 100, 100},    {'\'', 100, 100},   {'(', 30, 0},
    {')', 0, 40},      {'*', 80, 80},      {',', 0, 120},      {'-', 100, 150},
    {'.', 0, 120},     {':', 0, 100},      {';', 0, 90},       {'?', 0, 40},
    {'A', 30, 30},     {'C', 20, 0},       {'F', 0, 25},       {'G', 20, 0},
    {'K', 0, 20},      {'L', 0, 30},       {'O', 20, 20},      {'P', 0, 20},
    {'Q', 20, 20},     {'T', 40, 40},      {'V', 40, 40},      {'W', 40, 40},
    {'X', 20, 20},     {'Y', 40, 40},      {']', 0, 30},       {'f', 0, 25},
    {'k', 0, 20},      {'r', 0, 25},       {'t', 0, 15},       {'v', 25, 25},
    {'w', 25, 25},     {'x', 20, 20},      {'y', 25, 25},      {'~', 60, 60},
    {0xAB, 90, 70},    {0xB7, 100, 100},   {0xBB, 70, 90},     {0x2010, 100, 150},
    {0x2013, 80, 100}, {0x2014, 100, 100}, {0x2018, 100, 100}, {0x2019, 100, 100},
    {0x201A, 80, 100}, {0x201C, 120, 120}, {0x201D, 120, 120}, {0x201E, 100, 100},
    {0x2022, 60, 60},  {0x2026, 0, 100},   {0x2039, 80, 60},   {0x203A, 60, 80},
};

static const struct protrusion *find_protrusion(uint32_t character)
{
    size_t low = 0, high = sizeof protrusions / sizeof *protrusions;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (protrusions[middle].character == character)
            return &protrusions[middle];
        if (protrusions[middle].character < character)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static dimen stand_out(const struct paragraph *paragraph, const struct atom *atom, int part)
{
    dimen size = paragraph->spans.items[atom->span].style.size;
    dimen width = dimen_scale(size, part, 1000);
    return width < FARTHEST ? width : FARTHEST;
}

/* In a box, as code on a tinted ground, the box would stand out with the text. */
static bool may_stand_out(const struct paragraph *paragraph, const struct atom *atom)
{
    return atom->kind == ATOM_WORD && atom->count > 0 && atom->length > 0 &&
           !paragraph->spans.items[atom->span].box;
}

bool margin_is_optical(const struct paragraph *paragraph, const struct setting *setting)
{
    return setting->align == TEXT_ALIGN_JUSTIFY && !paragraph->levels;
}

dimen margin_left(const struct paragraph *paragraph, uint32_t first)
{
    if (first >= paragraph->atoms.count)
        return 0;
    const struct atom *atom = &paragraph->atoms.items[first];
    if (!may_stand_out(paragraph, atom))
        return 0;
    const char *text = paragraph->text + atom->start;
    const struct protrusion *found = find_protrusion(utf8_next(&text, text + atom->length));
    return found ? stand_out(paragraph, atom, found->left) : 0;
}

static uint32_t last_character(const char *text, uint32_t length)
{
    const char *last = text + length - 1;
    while (last > text && ((unsigned char)*last & 0xC0) == 0x80)
        last--;
    return utf8_next(&last, text + length);
}

dimen margin_right(const struct paragraph *paragraph, uint32_t end)
{
    const struct atom *atom = &paragraph->atoms.items[end];
    if (end < paragraph->atoms.count && atom->hyphen)
        return stand_out(paragraph, atom, find_protrusion('-')->right);
    if (end == 0 || !may_stand_out(paragraph, --atom))
        return 0;
    uint32_t character = last_character(paragraph->text + atom->start, atom->length);
    const struct protrusion *found = find_protrusion(character);
    return found ? stand_out(paragraph, atom, found->right) : 0;
}

/* `ends`: the atom ends its line; otherwise it starts it. */
static void limit(struct layout *layout, const struct atom *atom, bool ends, dimen *stand_out)
{
    if (atom->kind != ATOM_WORD || atom->count == 0)
        return;
    const struct shaped *shaped = atom->shaped;
    uint32_t index = ends ? atom->first + atom->count - 1 : atom->first;
    struct overhang overhang = text_overhang(layout->fonts, shaped->font, shaped->glyphs[index].id);
    dimen size = layout->paragraph.spans.items[atom->span].style.size;
    dimen most = FARTHEST - dimen_scale(size, ends ? overhang.right : overhang.left,
                                        shaped->font->units_per_em);
    if (*stand_out > most)
        *stand_out = most;
}

void margin_limit_ink(struct layout *layout, const struct line *line, dimen *left, dimen *right)
{
    const struct atom *atoms = layout->paragraph.atoms.items;
    if (line->first >= line->end || layout->paragraph.levels)
        return;
    limit(layout, &atoms[line->first], false, left);
    limit(layout, &atoms[line->end - 1], true, right);
}
