/* Enters: a paragraph's lines. Leaves: what the parts of a word copy as that goes over a line's end
 * with no hyphen of the line's own ("copy-on-|write", "std::|fmt", an address). Readers take the
 * hyphen for one that goes, and leave a line's end in what has none: so all of the word copies with
 * its first part, and the others as nothing. (Were it the last part, mupdf would lose what stands
 * before it.) What belongs to one element copies as its text: a link keeps its own. A word that the
 * line has divided is left to them, unless it is divided in the other way, too. */
#include "layout/typesetter.h"

/* Atoms to either side of a line's end; a longer word is hardly one. */
enum { MOST_ATOMS = 1000 };

static bool is_part(const struct atom *atom)
{
    return atom->kind == ATOM_WORD || (atom->kind == ATOM_PENALTY && atom->penalty > ATOM_FORCED);
}

/* The atoms that stand together around the break `at`, be they code and what follows it, or parts
 * of a link; false when there are too many. */
static bool find_extent(const struct paragraph *paragraph, uint32_t at, struct divided *word)
{
    const struct atom *atoms = paragraph->atoms.items;
    uint32_t count = (uint32_t)paragraph->atoms.count;
    word->first = word->end = at;
    while (word->first > 0 && at - word->first < MOST_ATOMS && is_part(&atoms[word->first - 1]))
        word->first--;
    while (word->end < count && word->end - at < MOST_ATOMS && is_part(&atoms[word->end]))
        word->end++;
    return word->end - word->first < MOST_ATOMS;
}

/* Breaks before its first letter and behind its last are none of the word. */
static void trim(const struct paragraph *paragraph, struct divided *word)
{
    const struct atom *atoms = paragraph->atoms.items;
    while (atoms[word->first].kind != ATOM_WORD)
        word->first++;
    while (atoms[word->end - 1].kind != ATOM_WORD)
        word->end--;
    word->start = atoms[word->first].start;
    word->finish = atoms[word->end - 1].start + atoms[word->end - 1].length;
}

/* Does any of the lines that end in the word end without a hyphen of its own? */
static bool has_bare_end(const struct paragraph *paragraph, size_t line, const struct divided *word)
{
    const struct line *lines = paragraph->lines.items;
    while (line > 0 && lines[line - 1].end > word->first)
        line--;
    for (; line < paragraph->lines.count && lines[line].end < word->end; line++)
        if (!paragraph->atoms.items[lines[line].end].hyphen)
            return true;
    return false;
}

struct divided divided_at_end(const struct paragraph *paragraph, size_t line)
{
    const struct divided none = {0};
    const struct atom *atoms = paragraph->atoms.items;
    uint32_t at = paragraph->lines.items[line].end;
    struct divided word = {.at = at};
    if (paragraph->levels || at == 0 || at + 1 >= paragraph->atoms.count)
        return none;
    if (atoms[at].kind != ATOM_PENALTY || atoms[at - 1].kind != ATOM_WORD ||
        atoms[at + 1].kind != ATOM_WORD || !find_extent(paragraph, at, &word))
        return none;
    if (!has_bare_end(paragraph, line, &word))
        return none;
    trim(paragraph, &word);
    word.stop = atoms[at - 1].start + atoms[at - 1].length;
    return word;
}

static uint32_t element_of(const struct paragraph *paragraph, uint32_t atom)
{
    return paragraph->spans.items[paragraph->atoms.items[atom].span].element;
}

uint32_t divided_part_end(const struct paragraph *paragraph, const struct divided *word,
                          uint32_t atom)
{
    uint32_t end = atom + 1;
    while (end < word->end && (paragraph->atoms.items[end].kind != ATOM_WORD ||
                               element_of(paragraph, end) == element_of(paragraph, atom)))
        end++;
    return end;
}

uint32_t divided_find(const struct paragraph *paragraph, const struct divided *word, uint32_t start)
{
    uint32_t atom = word->at;
    while (atom > word->first && paragraph->atoms.items[atom - 1].start >= start)
        atom--;
    return atom;
}

/* A space protects a hyphen at the word's end, which is the line's for readers. */
const char *divided_text(struct arena *arena, const struct paragraph *paragraph,
                         const struct divided *word, uint32_t from, uint32_t end)
{
    struct buffer text = {0};
    for (uint32_t i = from; i < end; i++) {
        const struct atom *atom = &paragraph->atoms.items[i];
        if (atom->kind == ATOM_WORD)
            buffer_put(&text, paragraph->text + atom->start, atom->length);
    }
    if (end == word->end && text.length > 0 && text.data[text.length - 1] == '-')
        buffer_put_char(&text, ' ');
    const char *copy = arena_copy_string(arena, buffer_string(&text));
    buffer_drop(&text);
    return copy;
}
