/* Enters: a paragraph broken into lines. Leaves: each line as a strip of placed items.
 * The atoms are placed as they stand, from left to right (order.c), and set in the order of the
 * text, so that a reader who follows the page's content reads what was written.
 * The room a line has left is shared out among its glue by cumulative rounding, so that the last
 * glyph ends exactly at the margin. The space at which a line breaks stays as its last glyph,
 * beyond the margin, so that words do not merge when copied. Boxes come first, then the text
 * (run.c), then rules; links are areas over them (trace.c). */
#include "layout/typesetter.h"

enum { LARGEST_RATIO = 3 };

struct typesetter *typesetter_new(void)
{
    return memory_new(1, sizeof(struct typesetter));
}

void typesetter_drop(struct typesetter *setter)
{
    vector_drop(&setter->places);
    vector_drop(&setter->levels);
    vector_drop(&setter->order);
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

static dimen elasticity(const struct atom *atom, dimen room)
{
    if (atom->kind != ATOM_GLUE)
        return 0;
    return room > 0 ? atom->stretch : atom->shrink;
}

/* The room a line has left, shared out among its glue. */
struct sharing {
    dimen room;
    int64_t total, passed, given;
};

static struct sharing start_sharing(const struct paragraph *paragraph, const struct line *line,
                                    dimen room)
{
    struct sharing sharing = {.room = room};
    for (uint32_t i = line->first; i < line->end; i++)
        sharing.total += elasticity(&paragraph->atoms.items[i], room);
    return sharing;
}

static dimen take_share(struct sharing *sharing, const struct atom *atom)
{
    int64_t before = sharing->given;
    if (sharing->total == 0)
        return 0;
    sharing->passed += elasticity(atom, sharing->room);
    sharing->given = sharing->room * sharing->passed / sharing->total;
    return (dimen)(sharing->given - before);
}

/* Places the atoms of a line from `x` on. The space at which it breaks stands beyond its end, which
 * is its left end in a paragraph from right to left. */
static void place_atoms(struct typesetter *setter, const struct line *line, dimen x, dimen room)
{
    const struct paragraph *paragraph = setter->paragraph;
    const struct atom *atoms = paragraph->atoms.items + line->first;
    uint32_t last = line->end - line->first;
    struct sharing sharing = start_sharing(paragraph, line, room);
    order_atoms(setter, line);
    if (paragraph->right_to_left && setter->order.count > last && atoms[last].kind == ATOM_GLUE)
        x -= atoms[last].width;
    for (size_t k = 0; k < setter->order.count; k++) {
        uint32_t index = setter->order.items[k];
        dimen width = atoms[index].kind == ATOM_PENALTY && index != last
                          ? 0
                          : width_of(setter, &atoms[index]);
        if (index != last)
            width += take_share(&sharing, &atoms[index]);
        if (setter->leader_room > 0 && leader_is(paragraph, &atoms[index]))
            width += setter->leader_room;
        setter->places.items[index] = (struct place){x, x + width};
        x += width;
    }
    setter->end = x;
}

struct extent {
    int64_t width, stretch, shrink, letters;
};

/* As wide as it is with the expansion that the typesetter has. */
static struct extent measure_line(const struct typesetter *setter, const struct line *line)
{
    const struct paragraph *paragraph = setter->paragraph;
    struct extent extent = {0};
    for (uint32_t i = line->first; i < line->end; i++) {
        const struct atom *atom = &paragraph->atoms.items[i];
        if (atom->kind == ATOM_PENALTY)
            continue;
        dimen width = width_of(setter, atom);
        extent.width += width;
        extent.letters += atom->expands ? width : 0;
        extent.stretch += atom->stretch;
        extent.shrink += atom->shrink;
    }
    if (line->end < paragraph->atoms.count && paragraph->atoms.items[line->end].hyphen)
        extent.width += width_of(setter, &paragraph->atoms.items[line->end]);
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

/* How much of the room that the glue leaves is at the line's left. A line that is too long, by
 * rounding or because it cannot be broken, ends beyond the margin. */
static dimen room_before(const struct paragraph *paragraph, enum text_align align, dimen room)
{
    bool at_end = align == TEXT_ALIGN_END;
    if (align == TEXT_ALIGN_CENTER)
        return room > 0 ? room / 2 : 0;
    if (paragraph->right_to_left)
        return at_end && room > 0 ? 0 : room;
    return at_end && room > 0 ? room : 0;
}

/* How much wider the letters become, per mille, to take the room or what is lacking: rather too
 * narrow than too wide, for a line without spaces must not be too long. */
static int expansion_for(const struct extent *extent, int64_t room)
{
    if (extent->letters == 0)
        return 0;
    int64_t expansion = room * 1000 / extent->letters - (room < 0);
    if (expansion > EXPANSION_LIMIT)
        return EXPANSION_LIMIT;
    return expansion < -EXPANSION_LIMIT ? -EXPANSION_LIMIT : (int)expansion;
}

/* A last line is not stretched, unless that is asked for. */
static enum text_align find_align(const struct setting *setting, const struct line *line)
{
    if (line->natural && setting->has_align_last)
        return setting->align_last;
    bool is_short = line->natural && setting->align == TEXT_ALIGN_JUSTIFY;
    return is_short ? TEXT_ALIGN_START : setting->align;
}

static dimen indent_of(const struct paragraph *paragraph, size_t index,
                       const struct setting *setting)
{
    if (index == 0)
        return setting->first_line;
    bool goes_on = !paragraph->lines.items[index - 1].natural;
    return setting->hang + (goes_on ? setting->turn : 0);
}

static void place_line(struct typesetter *setter, size_t index, const struct setting *setting)
{
    const struct paragraph *paragraph = setter->paragraph;
    const struct line *line = &paragraph->lines.items[index];
    dimen indent = indent_of(paragraph, index, setting);
    dimen x = setting->x + (paragraph->right_to_left ? 0 : indent), width = setting->width - indent;
    bool is_optical = margin_is_optical(paragraph, setting);
    dimen left = is_optical ? margin_left(paragraph, line->first) : 0;
    dimen right = is_optical ? margin_right(paragraph, line->end) : 0;
    margin_limit_ink(setter->layout, line, &left, &right);
    x -= left;
    width += left + right;
    enum text_align align = find_align(setting, line);
    bool justify = setting->align == TEXT_ALIGN_JUSTIFY || align == TEXT_ALIGN_JUSTIFY;
    bool stretches = align == TEXT_ALIGN_JUSTIFY;
    setter->expansion = 0;
    struct extent extent = measure_line(setter, line);
    int64_t room = width - extent.width;
    if (justify && (room < 0 || stretches)) {
        setter->expansion = expansion_for(&extent, room);
        extent = measure_line(setter, line);
        room = width - extent.width;
    }
    setter->leader_room = paragraph->has_leader ? leader_share(paragraph, line, (dimen)room) : 0;
    if (setter->leader_room > 0)
        room = 0;
    dimen shared = room_for_glue(&extent, (dimen)room, stretches);
    if (stretches && line->natural && room > 0 && extent.stretch > 0)
        shared = (dimen)room; /* as asked for, however wide */
    place_atoms(setter, line, x + room_before(paragraph, align, (dimen)room - shared), shared);
}

/* ── The line ────────────────────────────────────────────────────────────────────────────────── */

/* What is copied apart from its neighbours is an item of its own. The space behind the end of a
 * divided word belongs to it. */
static bool begins_item(const struct typesetter *setter, const struct atom *atom)
{
    const struct divided *begun = &setter->begun, *left = &setter->left;
    if (atom->kind != ATOM_WORD)
        return false;
    bool is_behind = setter->run_open && setter->run_start < begun->finish;
    return (is_behind && atom->start >= begun->finish) || (left->end && atom->start == left->start);
}

static void set_atom(struct typesetter *setter, const struct atom *atom, struct place place)
{
    if (begins_item(setter, atom))
        run_close(setter);
    if (atom->kind == ATOM_WORD)
        run_add_word(setter, atom, place.left);
    else if (atom->kind == ATOM_GLUE)
        run_add_space(setter, atom, place.left, place.right - place.left);
    else if (atom->kind == ATOM_MARK)
        mark_set(setter, atom, place.left);
}

/* What was set from the left of a backward run comes in the order of the text. */
static void reverse_items(struct typesetter *setter, size_t from)
{
    struct placed *items = setter->items.items;
    for (size_t end = setter->items.count; from + 1 < end; from++, end--) {
        struct placed first = items[from];
        items[from] = items[end - 1];
        items[end - 1] = first;
    }
}

/* Sets the line's atoms [from, end), which have one level, from left to right. */
static void set_level_run(struct typesetter *setter, const struct line *line, uint32_t from,
                          uint32_t end)
{
    const struct atom *atoms = setter->paragraph->atoms.items + line->first;
    bool backward = setter->levels.items[from] & 1;
    size_t first_item = setter->items.count;
    setter->run_backward = backward;
    for (uint32_t k = from; k < end; k++) {
        uint32_t index = backward ? from + end - 1 - k : k;
        setter->right = k + 1 < end ? &atoms[backward ? index - 1 : index + 1] : NULL;
        if (line->first + index == line->end && atoms[index].hyphen)
            run_add_hyphen(setter, &atoms[index], setter->places.items[index].left);
        else
            set_atom(setter, &atoms[index], setter->places.items[index]);
    }
    run_close(setter);
    if (backward)
        reverse_items(setter, first_item);
}

static void set_atoms(struct typesetter *setter, const struct line *line)
{
    uint32_t from = 0, count = (uint32_t)setter->levels.count;
    while (from < count) {
        uint32_t end = from + 1;
        while (end < count && setter->levels.items[end] == setter->levels.items[from])
            end++;
        set_level_run(setter, line, from, end);
        from = end;
    }
}

/* What of a divided word belongs to other elements than what ends the line goes with it. */
static void set_rest(struct typesetter *setter)
{
    const struct paragraph *paragraph = setter->paragraph;
    const struct divided *word = &setter->left;
    bool is_begun = setter->begun.end && setter->begun.start == word->start;
    if (!word->end || is_begun)
        return;
    uint32_t from = divided_part_end(paragraph, word, word->at - 1), end;
    for (; from < word->end; from = end) {
        end = divided_part_end(paragraph, word, from);
        run_add_copy(setter, &paragraph->atoms.items[from],
                     divided_text(setter->layout->arena, paragraph, word, from, end));
    }
}

static void set_line(struct typesetter *setter, const struct line *line)
{
    setter->items.count = setter->links.count = setter->anchors.count = 0;
    setter->notes = NULL;
    setter->last_note = &setter->notes;
    setter->run_open = false;
    text_boxes_draw(setter, line);
    set_atoms(setter, line);
    set_rest(setter);
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
    setter->begun = index > 0 ? divided_at_end(setter->paragraph, index - 1) : (struct divided){0};
    setter->left = divided_at_end(setter->paragraph, index);
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
    setter->expansion = 0;
    setter->leader_room = 0;
    setter->begun = setter->left = (struct divided){0};
    place_atoms(setter, &line, 0, 0);
    set_line(setter, &line);
    return (struct fragment){
        .items =
            copy(layout->arena, setter->items.items, setter->items.count, sizeof(struct placed)),
        .count = (uint32_t)setter->items.count,
        .width = setter->end,
    };
}
