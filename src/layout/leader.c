/* Enters: a line with leaders, and the room it has left. Leaves: the room shared out among them,
 * and the dots or whatever else is repeated in it, at multiples of their distance, so that those of
 * lines below each other align. They are seen, not copied. */
#include "layout/typesetter.h"

#include <string.h>

bool leader_is(const struct paragraph *paragraph, const struct atom *atom)
{
    return atom->kind == ATOM_MARK && paragraph->marks.items[atom->first].kind == MARK_LEADER;
}

dimen leader_share(const struct paragraph *paragraph, const struct line *line, dimen room)
{
    dimen count = 0;
    for (uint32_t i = line->first; i < line->end; i++)
        count += leader_is(paragraph, &paragraph->atoms.items[i]);
    return count > 0 && room > 0 ? room / count : 0;
}

/* Dots stand half an em apart, other things as close as they would in text. */
static dimen find_step(const struct shaped *shaped, const struct text_style *style,
                       const char *text)
{
    dimen step = text_width(shaped, style);
    if (strcmp(text, ".") == 0)
        step = style->size / 2;
    return step > style->size / 8 ? step : style->size / 8;
}

/* `count` copies of the glyphs of a piece, each `step` wide. */
static const struct glyph *repeat(struct arena *arena, const struct shaped *shaped,
                                  const struct text_style *style, dimen step, uint32_t count)
{
    struct glyph *glyphs = ARENA_ARRAY(arena, struct glyph, (size_t)count * shaped->glyph_count);
    for (uint32_t i = 0; i < count; i++) {
        dimen rest = step;
        for (uint32_t k = 0; k < shaped->glyph_count; k++) {
            const struct shaped_glyph *from = &shaped->glyphs[k];
            bool is_last = k + 1 == shaped->glyph_count;
            dimen advance = is_last ? rest : text_glyph_advance(shaped, k, style);
            glyphs[(size_t)i * shaped->glyph_count + k] = (struct glyph){.id = from->id,
                                                                         .x_offset = from->x_offset,
                                                                         .y_offset = from->y_offset,
                                                                         .advance = advance};
            rest -= advance;
        }
    }
    return glyphs;
}

void leader_set(struct typesetter *setter, const struct atom *atom, dimen x)
{
    const struct span *span = span_of(setter, atom);
    const struct text_style *style = &span->style;
    const char *text = setter->paragraph->marks.items[atom->first].leader;
    dimen gap = style->size / 4, from = x + gap,
          to = x + atom->width + setter->leader_room - 2 * gap;
    if (!text[strspn(text, " ")])
        return;
    const struct shaped *shaped =
        text_shape(setter->layout->fonts, style, NULL, text, strlen(text), span->where);
    dimen step = find_step(shaped, style, text), first = (from + step - 1) / step * step;
    if (from < 0)
        first = from / step * step;
    if (to - first < step)
        return;
    uint32_t count = (uint32_t)((to - first) / step);
    struct placed placed = {.element = ELEMENT_ARTIFACT};
    placed.item.kind = ITEM_TEXT;
    placed.item.text.font = shaped->font;
    placed.item.text.size = style->size;
    placed.item.text.x = first;
    placed.item.text.baseline = setter->baseline - style->raise;
    placed.item.text.color = style->color;
    placed.item.text.text = "";
    placed.item.text.glyphs = repeat(setter->layout->arena, shaped, style, step, count);
    placed.item.text.glyph_count = count * shaped->glyph_count;
    vector_push(&setter->items, placed);
}
