/* Enters: the words and spaces of a line, at their places. Leaves: text items.
 * What has one font, size, colour and element and whose text is contiguous becomes one item, spaces
 * included; its text is a slice of the paragraph's. Advances are rounded cumulatively, so that the
 * sum is exact; what lies between two atoms is added to the glyph before the gap. */
#include "layout/typesetter.h"

#include <string.h>

enum { LONGEST_ITEM = 60000 };

void run_close(struct typesetter *setter)
{
    if (!setter->run_open)
        return;
    size_t bytes = setter->glyphs.count * sizeof(struct glyph);
    struct glyph *glyphs = arena_alloc(setter->layout->arena, bytes);
    memcpy(glyphs, setter->glyphs.items, bytes);
    setter->run.item.text.glyphs = glyphs;
    setter->run.item.text.glyph_count = (uint32_t)setter->glyphs.count;
    vector_push(&setter->items, setter->run);
    setter->run_open = false;
}

static void open_run(struct typesetter *setter, const struct atom *atom, const struct font *font,
                     dimen x)
{
    const struct span *span = span_of(setter, atom);
    setter->run = (struct placed){.element = span->element};
    setter->run.item.kind = ITEM_TEXT;
    setter->run.item.text.font = font;
    setter->run.item.text.size = span->style.size;
    setter->run.item.text.x = x;
    setter->run.item.text.baseline = setter->baseline - span->style.raise;
    setter->run.item.text.color = span->style.color;
    setter->run.item.text.lang = span->lang;
    setter->run.item.text.text = setter->paragraph->text + atom->start;
    setter->run_start = atom->start;
    setter->run_span = atom->span;
    setter->run_open = true;
    setter->pen = x;
    setter->glyphs.count = 0;
}

static bool continues_run(const struct typesetter *setter, const struct atom *atom,
                          const struct font *font)
{
    if (!setter->run_open || setter->run.item.text.font != font)
        return false;
    uint32_t length = setter->run.item.text.text_length;
    if (setter->run_start + length != atom->start || length + atom->length > LONGEST_ITEM)
        return false;
    if (setter->run_span == atom->span)
        return true;
    const struct span *span = span_of(setter, atom);
    return setter->run.element == span->element && setter->run.item.text.size == span->style.size &&
           setter->run.item.text.color == span->style.color &&
           setter->run.item.text.baseline == setter->baseline - span->style.raise &&
           setter->run.item.text.lang == span->lang && span->style.letter_spacing == 0 &&
           setter->paragraph->spans.items[setter->run_span].style.letter_spacing == 0;
}

/* The run goes on at `x`: the last glyph takes what lies between. */
static void continue_run(struct typesetter *setter, const struct atom *atom,
                         const struct font *font, dimen x)
{
    if (!continues_run(setter, atom, font)) {
        run_close(setter);
        open_run(setter, atom, font, x);
    } else if (setter->glyphs.count > 0) {
        setter->glyphs.items[setter->glyphs.count - 1].advance += x - setter->pen;
    }
    setter->pen = x;
}

static void put_glyphs(struct typesetter *setter, const struct atom *atom,
                       const struct text_style *style, uint32_t offset)
{
    const struct shaped *shaped = atom->shaped;
    uint32_t lowest = shaped->right_to_left ? shaped->glyphs[atom->first + atom->count - 1].cluster
                                            : shaped->glyphs[atom->first].cluster;
    int64_t units = 0;
    dimen before = 0;
    for (uint32_t i = atom->first; i < atom->first + atom->count; i++) {
        const struct shaped_glyph *glyph = &shaped->glyphs[i];
        units += glyph->advance;
        dimen after = atoms_scale(shaped, style, units);
        dimen spacing = glyph->advance ? style->letter_spacing : 0;
        vector_push(&setter->glyphs,
                    (struct glyph){.id = glyph->id,
                                   .cluster = (uint16_t)(offset + glyph->cluster - lowest),
                                   .x_offset = glyph->x_offset,
                                   .y_offset = glyph->y_offset,
                                   .advance = after - before + spacing});
        before = after;
    }
}

void run_add_word(struct typesetter *setter, const struct atom *atom, dimen x)
{
    if (atom->count == 0)
        return;
    const struct text_style *style = &span_of(setter, atom)->style;
    continue_run(setter, atom, atom->shaped->font, x);
    put_glyphs(setter, atom, style, atom->start - setter->run_start);
    setter->run.item.text.text_length += atom->length;
    setter->pen = x + atom->width;
}

void run_add_space(struct typesetter *setter, const struct atom *atom, dimen x, dimen width)
{
    const struct shaped *blank = span_of(setter, atom)->blank;
    if (atom->length == 0 || !blank || blank->glyph_count == 0)
        return;
    continue_run(setter, atom, blank->font, x);
    vector_push(&setter->glyphs,
                (struct glyph){.id = blank->glyphs[0].id,
                               .cluster = (uint16_t)(atom->start - setter->run_start),
                               .advance = width});
    setter->run.item.text.text_length += atom->length;
    setter->pen = x + width;
}

void run_add_hyphen(struct typesetter *setter, const struct atom *atom, dimen x)
{
    const struct span *span = span_of(setter, atom);
    const struct shaped *hyphen =
        text_shape(setter->layout->fonts, &span->style, NULL, "-", 1, span->where);
    struct atom word = {.kind = ATOM_WORD,
                        .span = atom->span,
                        .start = atom->start,
                        .count = hyphen->glyph_count,
                        .shaped = hyphen};
    run_close(setter);
    open_run(setter, &word, hyphen->font, x);
    put_glyphs(setter, &word, &span->style, 0);
    setter->run.item.text.text = "";
    run_close(setter);
}
