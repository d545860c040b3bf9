/* Enters: a line of a paragraph, whose characters have embedding levels. Leaves: its atoms in the
 * order in which they stand, from left to right (UAX #9, rules L1 and L2). */
#include "layout/typesetter.h"

/* An atom without text of its own (the edge of a key, an anchor) goes with the more embedded of its
 * neighbours. */
static unsigned char level_of(const struct paragraph *paragraph, const struct atom *atom)
{
    uint32_t at = atom->start;
    unsigned char level =
        at < paragraph->length ? paragraph->levels[at] : (unsigned char)paragraph->right_to_left;
    if ((atom->length == 0 || atom->kind == ATOM_MARK) && at > 0 &&
        paragraph->levels[at - 1] > level)
        return paragraph->levels[at - 1];
    return level;
}

/* Rule L1: spaces at the end of a line have the paragraph's level. */
static void level_last_spaces(struct typesetter *setter, const struct line *line)
{
    const struct atom *atoms = setter->paragraph->atoms.items + line->first;
    for (size_t i = setter->levels.count; i > 0 && atoms[i - 1].kind == ATOM_GLUE; i--)
        setter->levels.items[i - 1] = setter->paragraph->right_to_left;
}

uint32_t order_count(const struct paragraph *paragraph, const struct line *line)
{
    uint32_t count = line->end - line->first;
    if (line->end == paragraph->atoms.count)
        return count;
    const struct atom *last = &paragraph->atoms.items[line->end];
    return last->kind == ATOM_GLUE || last->hyphen ? count + 1 : count;
}

void order_atoms(struct typesetter *setter, const struct line *line)
{
    const struct paragraph *paragraph = setter->paragraph;
    uint32_t count = order_count(paragraph, line);
    setter->places.count = setter->levels.count = setter->order.count = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct atom *atom = &paragraph->atoms.items[line->first + i];
        vector_push(&setter->levels, paragraph->levels ? level_of(paragraph, atom) : 0);
        vector_push(&setter->order, i);
        vector_push(&setter->places, (struct place){0});
    }
    if (!paragraph->levels)
        return;
    level_last_spaces(setter, line);
    text_order_line(setter->levels.items, count, setter->order.items);
}
