/* Enters: a paragraph broken into lines. Leaves: each line as a strip of placed items.
 * The room a line has left is shared out among its glue by cumulative rounding, so that the last
 * glyph ends exactly at the margin. What has one font, size, colour and element and whose text is
 * contiguous becomes one item, spaces included, its text a slice of the paragraph's; the space at
 * which the line breaks stays as its last glyph, beyond the margin, so that words do not merge when
 * copied. Grounds come first, then the text, then rules; links are areas over them. */
#include "layout/layout.h"

#include <string.h>

enum { LONGEST_ITEM = 60000, LARGEST_RATIO = 3 };

/* What is set on the line, in buffers that are used again for every line. */
struct typesetter {
    struct layout *layout;
    const struct paragraph *paragraph;
    struct arena *arena; /* for what the strip holds */
    dimen baseline;
    VECTOR(dimen) edges; /* where each atom starts; after the last, where the line ends */
    VECTOR(struct placed) items;
    VECTOR(struct glyph) glyphs; /* of the open run */
    VECTOR(struct link_area) links;
    VECTOR(uint32_t) anchors;
    struct note *notes, **last_note;
    bool run_open;
    struct placed run;
    uint32_t run_start, run_span; /* offset in the paragraph's text; span */
    dimen pen;
};

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

static const struct span *span_of(const struct typesetter *setter, const struct atom *atom)
{
    return &setter->paragraph->spans.items[atom->span];
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

/* ── Runs of text ────────────────────────────────────────────────────────────────────────────── */

static void push_item(struct typesetter *setter, struct item item, uint32_t element)
{
    vector_push(&setter->items, (struct placed){item, element});
}

static void close_run(struct typesetter *setter)
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
        close_run(setter);
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

static void set_word(struct typesetter *setter, const struct atom *atom, dimen x)
{
    if (atom->count == 0)
        return;
    const struct text_style *style = &span_of(setter, atom)->style;
    continue_run(setter, atom, atom->shaped->font, x);
    put_glyphs(setter, atom, style, atom->start - setter->run_start);
    setter->run.item.text.text_length += atom->length;
    setter->pen = x + atom->width;
}

/* A space that is `width` wide; glue without text is only a gap. */
static void set_space(struct typesetter *setter, const struct atom *atom, dimen x, dimen width)
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

/* The hyphen at the end of a line: seen, not copied. */
static void set_hyphen(struct typesetter *setter, const struct atom *atom, dimen x)
{
    const struct span *span = span_of(setter, atom);
    const struct shaped *hyphen =
        text_shape(setter->layout->fonts, &span->style, NULL, "-", 1, span->where);
    struct atom word = {.kind = ATOM_WORD,
                        .span = atom->span,
                        .start = atom->start,
                        .count = hyphen->glyph_count,
                        .shaped = hyphen};
    close_run(setter);
    open_run(setter, &word, hyphen->font, x);
    put_glyphs(setter, &word, &span->style, 0);
    setter->run.item.text.text = "";
    close_run(setter);
}

/* ── Marks ───────────────────────────────────────────────────────────────────────────────────── */

static struct item box_item(dimen x, dimen y, dimen width, dimen height, uint32_t color)
{
    struct item item = {.kind = ITEM_BOX};
    item.box.rect = (struct rect){x, y, width, height};
    item.box.color = color;
    return item;
}

static void set_image(struct typesetter *setter, const struct mark *mark, dimen x)
{
    struct item item = {.kind = ITEM_IMAGE};
    item.image.rect = (struct rect){x, setter->baseline - mark->height, mark->width, mark->height};
    item.image.image = mark->image;
    push_item(setter, item, mark->element);
}

/* An open box, with a filled one inside when it is ticked. */
static void set_checkbox(struct typesetter *setter, const struct mark *mark, dimen x,
                         const struct text_style *style)
{
    dimen side = style->size * 13 / 20, pen = style->size / 20, top = setter->baseline - side;
    uint32_t color = style->color;
    push_item(setter, box_item(x, top, side, pen, color), mark->element);
    push_item(setter, box_item(x, top + side - pen, side, pen, color), mark->element);
    push_item(setter, box_item(x, top, pen, side, color), mark->element);
    push_item(setter, box_item(x + side - pen, top, pen, side, color), mark->element);
    dimen inset = side / 4;
    if (mark->done)
        push_item(setter,
                  box_item(x + inset, top + inset, side - 2 * inset, side - 2 * inset, color),
                  mark->element);
}

static void set_mark(struct typesetter *setter, const struct atom *atom, dimen x)
{
    const struct mark *mark = &setter->paragraph->marks.items[atom->first];
    switch (mark->kind) {
    case MARK_ANCHOR:
        vector_push(&setter->anchors, mark->destination);
        break;
    case MARK_NOTE:
        *setter->last_note = mark->note;
        setter->last_note = &mark->note->next;
        break;
    case MARK_IMAGE:
        close_run(setter);
        set_image(setter, mark, x);
        break;
    case MARK_CHECKBOX:
        close_run(setter);
        set_checkbox(setter, mark, x, &span_of(setter, atom)->style);
        break;
    case MARK_KERN:
        break;
    }
}

/* ── Grounds, rules and links ────────────────────────────────────────────────────────────────── */

/* Neighbours with the same key share one ground, rule or link area; 0: none. */
typedef uint64_t key_of(const struct span *span);
typedef void trace(struct typesetter *setter, const struct span *span, dimen from, dimen to);

static uint64_t ground_key(const struct span *span)
{
    return span->has_ground ? span->ground + UINT64_C(1) : 0;
}

static uint64_t underline_key(const struct span *span)
{
    return span->style.underlined ? span->style.color + UINT64_C(1) : 0;
}

static uint64_t strike_key(const struct span *span)
{
    return span->style.struck ? span->style.color + UINT64_C(1) : 0;
}

static uint64_t link_key(const struct span *span)
{
    return span->link;
}

static void trace_ground(struct typesetter *setter, const struct span *span, dimen from, dimen to)
{
    dimen size = span->style.size, baseline = setter->baseline - span->style.raise;
    struct item item =
        box_item(from, baseline - size * 9 / 10, to - from, size * 7 / 6, span->ground);
    item.box.radius = size / 5;
    push_item(setter, item, ELEMENT_ARTIFACT);
}

static void trace_underline(struct typesetter *setter, const struct span *span, dimen from,
                            dimen to)
{
    dimen size = span->style.size, baseline = setter->baseline - span->style.raise;
    push_item(setter, box_item(from, baseline + size / 8, to - from, size / 18, span->style.color),
              ELEMENT_ARTIFACT);
}

static void trace_strike(struct typesetter *setter, const struct span *span, dimen from, dimen to)
{
    dimen size = span->style.size, baseline = setter->baseline - span->style.raise;
    push_item(setter,
              box_item(from, baseline - size * 5 / 18, to - from, size / 18, span->style.color),
              ELEMENT_ARTIFACT);
}

static void trace_link(struct typesetter *setter, const struct span *span, dimen from, dimen to)
{
    const struct paragraph_link *link = &setter->paragraph->links.items[span->link - 1];
    dimen size = span->style.size, baseline = setter->baseline - span->style.raise;
    vector_push(&setter->links, (struct link_area){.rect = {from, baseline - size * 4 / 5,
                                                            to - from, size * 21 / 20},
                                                   .url = link->url,
                                                   .destination = link->destination,
                                                   .element = link->element});
}

static void trace_spans(struct typesetter *setter, const struct line *line, key_of *key,
                        trace *draw)
{
    const struct atom *atoms = setter->paragraph->atoms.items;
    uint32_t i = line->first;
    while (i < line->end) {
        const struct span *span = span_of(setter, &atoms[i]);
        uint64_t value = key(span);
        uint32_t from = i;
        do
            i++;
        while (i < line->end && key(span_of(setter, &atoms[i])) == value);
        dimen start = setter->edges.items[from - line->first];
        dimen end = setter->edges.items[i - line->first];
        if (value && end > start)
            draw(setter, span, start, end);
    }
}

/* ── The line ────────────────────────────────────────────────────────────────────────────────── */

static void set_atoms(struct typesetter *setter, const struct line *line)
{
    const struct atom *atoms = setter->paragraph->atoms.items;
    for (uint32_t i = line->first; i < line->end; i++) {
        dimen x = setter->edges.items[i - line->first];
        if (atoms[i].kind == ATOM_WORD)
            set_word(setter, &atoms[i], x);
        else if (atoms[i].kind == ATOM_GLUE)
            set_space(setter, &atoms[i], x, setter->edges.items[i + 1 - line->first] - x);
        else if (atoms[i].kind == ATOM_MARK)
            set_mark(setter, &atoms[i], x);
    }
    if (line->end < setter->paragraph->atoms.count) {
        const struct atom *last = &atoms[line->end];
        dimen x = setter->edges.items[setter->edges.count - 1];
        if (last->kind == ATOM_GLUE)
            set_space(setter, last, x, last->width);
        else if (last->hyphen)
            set_hyphen(setter, last, x);
    }
    close_run(setter);
}

static void set_line(struct typesetter *setter, const struct line *line)
{
    setter->items.count = setter->links.count = setter->anchors.count = 0;
    setter->notes = NULL;
    setter->last_note = &setter->notes;
    setter->run_open = false;
    trace_spans(setter, line, ground_key, trace_ground);
    set_atoms(setter, line);
    trace_spans(setter, line, underline_key, trace_underline);
    trace_spans(setter, line, strike_key, trace_strike);
    trace_spans(setter, line, link_key, trace_link);
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
