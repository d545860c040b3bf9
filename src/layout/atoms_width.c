/* Enters: glyphs, atoms. Leaves: how wide they are. */
#include "layout/layout.h"

dimen atoms_scale(const struct shaped *shaped, const struct text_style *style, int64_t units)
{
    int64_t em = shaped->font->units_per_em;
    return (dimen)((units * style->size + em / 2) / em);
}

dimen atoms_width(const struct shaped *shaped, uint32_t first, uint32_t count,
                  const struct text_style *style)
{
    int64_t units = 0, spaced = 0;
    for (uint32_t i = first; i < first + count; i++) {
        units += shaped->glyphs[i].advance;
        spaced += shaped->glyphs[i].advance != 0;
    }
    return atoms_scale(shaped, style, units) + (dimen)(spaced * style->letter_spacing);
}

void atoms_measure(const struct paragraph *paragraph, dimen *least, dimen *most)
{
    int64_t part = 0, line = 0, widest_part = 0, widest_line = 0;
    for (size_t i = 0; i < paragraph->atoms.count; i++) {
        const struct atom *atom = &paragraph->atoms.items[i];
        bool breakable = atom->kind == ATOM_GLUE || atom->kind == ATOM_PENALTY;
        part = breakable && atom->penalty < ATOM_NEVER ? 0 : part + atom->width;
        line = breakable && atom->penalty == ATOM_FORCED ? 0
               : atom->kind == ATOM_PENALTY              ? line
                                                         : line + atom->width;
        widest_part = part > widest_part ? part : widest_part;
        widest_line = line > widest_line ? line : widest_line;
    }
    *least = (dimen)(widest_part < DIMEN_MAX ? widest_part : DIMEN_MAX);
    *most = (dimen)(widest_line < DIMEN_MAX ? widest_line : DIMEN_MAX);
}
