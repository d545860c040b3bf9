/* Enters: a paragraph broken into lines. Leaves: each line as a strip of placed items.
 * The room a line has left is shared out among its glue by cumulative rounding, so that the last
 * glyph ends exactly at the margin. The space at which a line breaks stays as its last glyph,
 * beyond the margin, so that words do not merge when copied. Grounds come first, then the text
 * (run.c), then rules; links are areas over them (trace.c). */
#include "layout/typesetter.h"

#include <string.h>

enum { LARGEST_RATIO = 3 };

struct typesetter *typesetter_new(void)
{
    struct typesetter *setter = memory_resize(NULL, 1, sizeof *setter);
    *setter = (struct typesetter){0};
    return setter;
}

void typesetter_drop(struct typesetter *setter)
{
    vector_drop(&setter->edges);
    vector_drop(&setter->items);
    vector_drop(&setter->glyphs);
    vector_drop(&setter->links);
    vector_drop(&setter->anchors);
    free(setter);
}

dimen line_baseline(struct layout *layout, const struct text_style *style, dimen leading)
{
    const struct font *font = fonts_find(layout->fonts, style);
    dimen ascent = dimen_scale(style->size, font->ascent, font->ascent - font->descent);
    return (leading - style->size) / 2 + ascent;
}

/* ── Horizontal places ───────────────────────────────────────────────────────────────────────── */

static bool is_elastic(const struct atom *atom)
{
    return atom->kind == ATOM_GLUE;
}

/* Places the atoms of a line, with `room` shared out among the glue. */
static void place_atoms(struct typesetter *setter, const struct line *line, dimen x, dimen room)
{
    const struct atom *atoms = setter->paragraph->atoms.items;
    int64_t total = 0, passed = 0, given = 0;
    for (uint32_t i = line->first; i < line->end; i++)
        if (is_elastic(&atoms[i]))
            total += room > 0 ? atoms[i].stretch : atoms[i].shrink;
    setter->edges.count = 0;
    for (uint32_t i = line->first; i < line->end; i++) {
        vector_push(&setter->edges, x);
        if (atoms[i].kind == ATOM_PENALTY)
            continue;
        x += atoms[i].width;
        if (total == 0 || !is_elastic(&atoms[i]))
            continue;
        passed += room > 0 ? atoms[i].stretch : atoms[i].shrink;
        dimen share = (dimen)(room * passed / total - given);
        given += share;
        x += share;
    }
    vector_push(&setter->edges, x);
}

struct extent {
    int64_t width, stretch, shrink;
};

static struct extent measure_line(const struct paragraph *paragraph, const struct line *line)
{
    struct extent extent = {0};
    for (uint32_t i = line->first; i < line->end; i++) {
        const struct atom *atom = &paragraph->atoms.items[i];
        if (atom->kind == ATOM_PENALTY)
            continue;
        extent.width += atom->width;
        extent.stretch += atom->stretch;
        extent.shrink += atom->shrink;
    }
    if (line->end < paragraph->atoms.count && paragraph->atoms.items[line->end].hyphen)
        extent.width += paragraph->atoms.items[line->end].width;
    return extent;
}

/* How much of the free room the glue takes. */
static dimen room_for_glue(const struct extent *extent, dimen room, bool stretches)
{
    if (room < 0)
        return (dimen)(-room > extent->shrink ? -extent->shrink : room);
    if (!stretches || room > LARGEST_RATIO * extent->stretch)
        return 0;
    return room;
}

static void place_line(struct typesetter *setter, size_t index, const struct setting *setting)
{
    const struct line *line = &setter->paragraph->lines.items[index];
    dimen indent = index == 0 ? setting->first_line : setting->hang;
    struct extent extent = measure_line(setter->paragraph, line);
    dimen room = (dimen)(setting->width - indent - extent.width), x = setting->x + indent;
    bool justify = setting->align == TEXT_ALIGN_JUSTIFY;
    dimen shared = room_for_glue(&extent, room, justify && !line->natural);
    if (setting->align == TEXT_ALIGN_CENTER && room > 0)
        x += room / 2;
    else if (setting->align == TEXT_ALIGN_END && room > 0)
        x += room;
    place_atoms(setter, line, x, shared);
}

/* ── The line ────────────────────────────────────────────────────────────────────────────────── */

static void set_atoms(struct typesetter *setter, const struct line *line)
{
    const struct atom *atoms = setter->paragraph->atoms.items;
    for (uint32_t i = line->first; i < line->end; i++) {
        dimen x = setter->edges.items[i - line->first];
        if (atoms[i].kind == ATOM_WORD)
            run_add_word(setter, &atoms[i], x);
        else if (atoms[i].kind == ATOM_GLUE)
            run_add_space(setter, &atoms[i], x, setter->edges.items[i + 1 - line->first] - x);
        else if (atoms[i].kind == ATOM_MARK)
            mark_set(setter, &atoms[i], x);
    }
    if (line->end < setter->paragraph->atoms.count) {
        const struct atom *last = &atoms[line->end];
        dimen x = setter->edges.items[setter->edges.count - 1];
        if (last->kind == ATOM_GLUE)
            run_add_space(setter, last, x, last->width);
        else if (last->hyphen)
            run_add_hyphen(setter, last, x);
    }
    run_close(setter);
}

static void set_line(struct typesetter *setter, const struct line *line)
{
    setter->items.count = setter->links.count = setter->anchors.count = 0;
    setter->notes = NULL;
    setter->last_note = &setter->notes;
    setter->run_open = false;
    trace_grounds(setter, line);
    set_atoms(setter, line);
    trace_rules_and_links(setter, line);
}

static void *copy(struct arena *arena, const void *items, size_t count, size_t size)
{
    return count ? arena_copy_bytes(arena, items, count * size) : NULL;
}

/* Images may stand higher than a line. */
static dimen tallest_image(const struct paragraph *paragraph, const struct line *line)
{
    dimen tallest = 0;
    for (uint32_t i = line->first; i < line->end && paragraph->marks.count > 0; i++) {
        const struct atom *atom = &paragraph->atoms.items[i];
        if (atom->kind == ATOM_MARK && paragraph->marks.items[atom->first].kind == MARK_IMAGE &&
            paragraph->marks.items[atom->first].height > tallest)
            tallest = paragraph->marks.items[atom->first].height;
    }
    return tallest;
}

struct strip line_set(struct layout *layout, struct galley *galley, size_t index,
                      const struct setting *setting)
{
    struct typesetter *setter = layout->typesetter;
    const struct line *line = &layout->paragraph.lines.items[index];
    setter->layout = layout;
    setter->paragraph = &layout->paragraph;
    setter->baseline =
        line_baseline(layout, &layout->paragraph.spans.items[0].style, setting->leading);
    dimen extra = tallest_image(setter->paragraph, line) - setter->baseline,
          unit = layout->page->unit;
    extra = extra > 0 ? (extra + unit - 1) / unit * unit : 0;
    setter->baseline += extra;
    place_line(setter, index, setting);
    set_line(setter, line);
    struct arena *arena = galley->arena;
    return (struct strip){
        .height = setting->leading + extra,
        .baseline = setter->baseline,
        .items = copy(arena, setter->items.items, setter->items.count, sizeof(struct placed)),
        .item_count = (uint32_t)setter->items.count,
        .links = copy(arena, setter->links.items, setter->links.count, sizeof(struct link_area)),
        .link_count = (uint32_t)setter->links.count,
        .anchors = copy(arena, setter->anchors.items, setter->anchors.count, sizeof(uint32_t)),
        .anchor_count = (uint32_t)setter->anchors.count,
        .notes = setter->notes,
    };
}

struct fragment line_set_natural(struct layout *layout)
{
    struct typesetter *setter = layout->typesetter;
    const struct paragraph *paragraph = &layout->paragraph;
    struct line line = {0, (uint32_t)paragraph->atoms.count, true};
    setter->layout = layout;
    setter->paragraph = paragraph;
    setter->baseline = 0;
    place_atoms(setter, &line, 0, 0);
    set_line(setter, &line);
    return (struct fragment){
        .items =
            copy(layout->arena, setter->items.items, setter->items.count, sizeof(struct placed)),
        .count = (uint32_t)setter->items.count,
        .width = setter->edges.items[setter->edges.count - 1],
    };
}
