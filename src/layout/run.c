/* Enters: the words and spaces of a line, at their places. Leaves: text items.
 * What has one font, size, colour and element and whose text is contiguous becomes one item, spaces
 * included; its text is a slice of the paragraph's. Advances are rounded cumulatively, so that the
 * sum is exact; what lies between two atoms is added to the glyph before the gap. A backward run is
 * filled from the left as well, so its text grows at the start. */
#include "layout/typesetter.h"

#include <string.h>

enum { LONGEST_ITEM = 60000 };

static const char *copy_text(const struct typesetter *setter, uint32_t start, uint32_t end)
{
    return arena_copy_bytes(setter->layout->arena, setter->paragraph->text + start, end - start);
}

/* What the run copies as when it is a part of a divided word; NULL: as itself. */
static const char *find_copy(const struct typesetter *setter)
{
    const struct paragraph *paragraph = setter->paragraph;
    const struct divided *left = &setter->left, *begun = &setter->begun;
    uint32_t start = setter->run_start, end = setter->run_end;
    if (start == end)
        return NULL;
    if (start >= begun->start && start < begun->finish)
        return end > begun->finish ? copy_text(setter, begun->finish, end) : "";
    if (!left->end || start < left->start || end != left->stop)
        return NULL;
    return divided_text(setter->layout->arena, paragraph, left,
                        divided_find(paragraph, left, start),
                        divided_part_end(paragraph, left, left->at - 1));
}

void run_close(struct typesetter *setter)
{
    if (!setter->run_open)
        return;
    size_t bytes = setter->glyphs.count * sizeof(struct glyph);
    struct glyph *glyphs = arena_alloc(setter->layout->arena, bytes);
    memcpy(glyphs, setter->glyphs.items, bytes);
    setter->run.item.text.glyphs = glyphs;
    setter->run.item.text.glyph_count = (uint32_t)setter->glyphs.count;
    setter->run.item.text.text = setter->paragraph->text + setter->run_start;
    setter->run.item.text.text_length = setter->run_end - setter->run_start;
    setter->run.item.text.line = find_copy(setter);
    for (size_t i = 0; setter->run_backward && i < setter->glyphs.count; i++)
        glyphs[i].cluster = (uint16_t)(setter->run.item.text.text_length - glyphs[i].cluster);
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
    setter->run.item.text.expansion = setter->expansion;
    setter->run_start = setter->run_backward ? atom->start + atom->length : atom->start;
    setter->run_end = setter->run_start;
    setter->run_span = atom->span;
    setter->run_open = true;
    setter->pen = x;
    setter->glyphs.count = 0;
}

/* The atom's text goes on where the run's ends or, in a backward run, begins. */
static void extend_run(struct typesetter *setter, const struct atom *atom)
{
    if (setter->run_backward)
        setter->run_start -= atom->length;
    else
        setter->run_end += atom->length;
}

static bool joins_run(const struct typesetter *setter, const struct atom *atom)
{
    if (setter->run_backward)
        return setter->run_start == atom->start + atom->length;
    return setter->run_end == atom->start;
}

static bool continues_run(const struct typesetter *setter, const struct atom *atom,
                          const struct font *font)
{
    if (!setter->run_open || setter->run.item.text.font != font)
        return false;
    uint32_t length = setter->run_end - setter->run_start;
    if (!joins_run(setter, atom) || length + atom->length > LONGEST_ITEM)
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

/* What a glyph's cluster is counted from while the run is open: the run's start or, in a backward
 * run, which grows at its start, its end. */
static uint16_t cluster_in_run(const struct typesetter *setter, uint32_t at)
{
    return (uint16_t)(setter->run_backward ? setter->run_end - at : at - setter->run_start);
}

static void put_glyphs(struct typesetter *setter, const struct atom *atom,
                       const struct text_style *style)
{
    const struct shaped *shaped = atom->shaped;
    uint32_t lowest = shaped->right_to_left ? shaped->glyphs[atom->first + atom->count - 1].cluster
                                            : shaped->glyphs[atom->first].cluster;
    int64_t units = 0;
    dimen before = 0;
    for (uint32_t i = atom->first; i < atom->first + atom->count; i++) {
        const struct shaped_glyph *glyph = &shaped->glyphs[i];
        units += glyph->advance;
        dimen after =
            dimen_scale(atoms_scale(shaped, style, units), 1000 + setter->expansion, 1000);
        dimen spacing = glyph->advance ? style->letter_spacing : 0;
        vector_push(
            &setter->glyphs,
            (struct glyph){.id = glyph->id,
                           .cluster = cluster_in_run(setter, atom->start + glyph->cluster - lowest),
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
    put_glyphs(setter, atom, style);
    extend_run(setter, atom);
    setter->pen = x + width_of(setter, atom);
}

/* Between two words of a font that stands in for the first choice the space is that font's, or each
 * word would be an item of its own, which readers lay beside each other without a space. NULL: it
 * is of the first choice. */
static const struct font *find_stand_in(const struct typesetter *setter, const struct atom *atom)
{
    const struct atom *next = setter->right;
    const struct font *font = setter->run.item.text.font;
    if (!setter->run_open || font->space == 0 || font->kind == FONT_BITMAP ||
        !continues_run(setter, atom, font))
        return NULL;
    bool goes_on = next && next->kind == ATOM_WORD && next->count > 0 &&
                   next->shaped->font == font &&
                   span_of(setter, next)->element == span_of(setter, atom)->element;
    return goes_on ? font : NULL;
}

void run_add_space(struct typesetter *setter, const struct atom *atom, dimen x, dimen width)
{
    const struct shaped *blank = span_of(setter, atom)->blank;
    if (atom->length == 0 || !blank || blank->glyph_count == 0)
        return;
    const struct font *stand_in = find_stand_in(setter, atom);
    continue_run(setter, atom, stand_in ? stand_in : blank->font, x);
    vector_push(&setter->glyphs,
                (struct glyph){.id = stand_in ? stand_in->space : blank->glyphs[0].id,
                               .cluster = cluster_in_run(setter, atom->start),
                               .advance = width});
    extend_run(setter, atom);
    setter->pen = x + width;
}

void run_add_copy(struct typesetter *setter, const struct atom *atom, const char *copy)
{
    const struct span *span = span_of(setter, atom);
    if (!span->blank || span->blank->glyph_count == 0)
        return;
    struct glyph *glyph = ARENA_NEW(setter->layout->arena, struct glyph);
    *glyph = (struct glyph){.id = span->blank->glyphs[0].id, .advance = span->space};
    open_run(setter, atom, span->blank->font, setter->end);
    setter->run_open = false;
    setter->run.item.text.glyphs = glyph;
    setter->run.item.text.glyph_count = 1;
    setter->run.item.text.text = " ";
    setter->run.item.text.text_length = 1;
    setter->run.item.text.line = copy;
    setter->run.item.text.stands_in = true;
    vector_push(&setter->items, setter->run);
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
    put_glyphs(setter, &word, &span->style);
    run_close(setter);
}
