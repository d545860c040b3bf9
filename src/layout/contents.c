/* Enters: the entries of the table of contents. Leaves: its pages.
 * An entry is set like a paragraph, its own number ("Q12:", "3.1") hanging before it and the chips
 * of its fields, which stay with its last word, behind it, in a measure that leaves room for the
 * widest page number, so long entries turn before it; where its last line ends is kept. When the
 * body is made up and the numbers are known, leader and number are added to that line: nothing is
 * laid out again. The dots of all leaders stand in one raster, so that they align. */
#include "base/stopwatch.h"
#include "layout/contents_entry.h"
#include "layout/flow.h"
#include "layout/page.h"

#include <limits.h>
#include <string.h>

enum { LEADER_COLOR = 0xB4B4B0, CONTENTS_DEPTHS = 3 };

/* The line of an entry that waits for its page number. */
struct slot {
    size_t strip;
    dimen end; /* of the entry's text */
    dimen baseline;
    struct text_style style;
    uint32_t element, destination;
};

/* Entries of one depth, in a TOC that stands in that of the entries above them. */
struct level {
    int depth;
    uint32_t element;
};

struct contents {
    struct galley galley;
    VECTOR(struct slot) slots;
    VECTOR(struct level) levels; /* the outermost first */
    size_t first_page;
    const char *title;
    dimen number_width;
    dimen hang[CONTENTS_DEPTHS]; /* column of the entries' own numbers, by depth */
    bool is_deep;                /* entries have entries below them */
    bool mirrored;               /* the book runs from right to left */
    struct page_run run;         /* as it was before the body */
    dimen measure;               /* of entries: that of their column */
};

/* ── Entries ─────────────────────────────────────────────────────────────────────────────────── */

/* Chapters look the same in a part or in none. */
static int depth_of(const struct toc_entry *entry)
{
    int depth = entry->depth - entry->heading->heading.in_part;
    if (depth < 1)
        return 0;
    return depth > CONTENTS_DEPTHS ? CONTENTS_DEPTHS - 1 : depth - 1;
}

/* Do entries have entries below them, and not just one or another of many? */
static bool is_deep(const struct layout *layout)
{
    size_t deeper = 0, count = layout->book->toc_count;
    for (size_t i = 0; i < count; i++)
        deeper += depth_of(&layout->book->toc[i]) > 0;
    return deeper * 3 > count;
}

static enum style_part part_of(const struct contents *contents, const struct toc_entry *entry)
{
    int depth = depth_of(entry);
    if (node_has_class(entry->heading, HEADING_PART))
        return PART_CONTENTS_PART;
    if (depth == 0 && contents->is_deep)
        return PART_CONTENTS_CHAPTER;
    return (enum style_part)(PART_CONTENTS_ENTRY_1 + depth);
}

static void measure_numbers(struct layout *layout, struct contents *contents)
{
    for (size_t i = 0; i < layout->book->toc_count; i++) {
        const struct toc_entry *entry = &layout->book->toc[i];
        struct text_style style = style_part_text(layout->sheet, part_of(contents, entry));
        const char *rest, *number = entry_split(layout, entry, &rest);
        if (!*number || !layout_shows(layout, entry->heading))
            continue;
        dimen width = string_set(layout, &style, number, ELEMENT_ARTIFACT).width + style.size / 2;
        if (width > contents->hang[depth_of(entry)])
            contents->hang[depth_of(entry)] = width;
    }
}

/* How far a line reaches from the edge at which it begins. */
static dimen text_end(const struct layout *layout, const struct contents *contents,
                      const struct strip *strip)
{
    dimen end = 0;
    for (uint32_t i = 0; i < strip->link_count; i++) {
        const struct rect *rect = &strip->links[i].rect;
        dimen reach = contents->mirrored ? layout->measure - rect->x : rect->x + rect->width;
        end = reach > end ? reach : end;
    }
    return end;
}

static void add_slot(const struct layout *layout, struct contents *contents,
                     const struct text_style *style, uint32_t element, uint32_t destination)
{
    size_t last = contents->galley.strips.count - 1;
    const struct strip *strip = &contents->galley.strips.items[last];
    vector_push(&contents->slots, (struct slot){.strip = last,
                                                .end = text_end(layout, contents, strip),
                                                .baseline = strip->baseline,
                                                .style = *style,
                                                .element = element,
                                                .destination = destination});
}

static void set_lines(struct flow *flow, const struct setting *setting)
{
    struct layout *layout = flow->layout;
    enum station before = stopwatch_turn(STATION_BREAK);
    lines_break(layout, &layout->paragraph, setting);
    stopwatch_turn(before);
    for (size_t i = 0; i < layout->paragraph.lines.count; i++) {
        struct strip strip = line_set(layout, flow->galley, i, setting);
        strip.penalty = i > 0 ? PENALTY_LONE_LINE : 0;
        flow_add(flow, strip);
    }
}

static struct setting setting_for(const struct contents *contents, const struct toc_entry *entry,
                                  const struct layout *layout, bool numbered)
{
    struct block_style block = style_part_block(layout->sheet, part_of(contents, entry));
    dimen hang = contents->hang[depth_of(entry)], x = block.indent_start + (numbered ? hang : 0);
    return (struct setting){.x = contents->mirrored ? contents->number_width : x,
                            .width = layout->measure - x - contents->number_width,
                            .hang = numbered ? 0
                                    : hang   ? hang
                                             : 2 * layout->page->unit,
                            .leading = block.leading,
                            .align = TEXT_ALIGN_START};
}

static void hang_number(struct flow *flow, const struct text_style *style, const char *number,
                        uint32_t item, dimen x)
{
    uint32_t element = element_add(flow->layout, ELEMENT_LABEL, item);
    struct fragment fragment = string_set(flow->layout, style, number, element);
    if (flow_is_mirrored(flow))
        x = flow->layout->measure - x - fragment.width;
    vector_push(&flow->labels, (struct label){fragment, x});
}

/* The link's first piece covers the number that hangs before it. */
static void link_number(const struct flow *flow, struct strip *strip, dimen start, bool mirrored)
{
    if (strip->link_count == 0)
        return;
    struct rect *rect = (struct rect *)&strip->links[0].rect;
    if (mirrored) {
        rect->width = flow->layout->measure - start - rect->x;
        return;
    }
    rect->width += rect->x - start;
    rect->x = start;
}

/* The TOC that an entry of this depth stands in. An entry may be higher than the first. */
static uint32_t find_level(struct layout *layout, struct contents *contents, int depth)
{
    while (contents->levels.count > 1 &&
           contents->levels.items[contents->levels.count - 1].depth > depth)
        contents->levels.count--;
    struct level *last = &contents->levels.items[contents->levels.count - 1];
    if (last->depth > depth)
        last->depth = depth;
    if (last->depth == depth)
        return last->element;
    uint32_t element = element_add(layout, ELEMENT_CONTENTS, last->element);
    vector_push(&contents->levels, (struct level){depth, element});
    return element;
}

static void set_entry(struct flow *flow, struct contents *contents, const struct toc_entry *entry)
{
    struct layout *layout = flow->layout;
    enum style_part part = part_of(contents, entry);
    struct text_style style = style_part_text(layout->sheet, part);
    struct block_style block = style_part_block(layout->sheet, part);
    uint32_t item = entry_add(layout, entry, find_level(layout, contents, entry->depth));
    uint32_t destination = 0;
    node_table_find(&layout->targets, entry->heading, &destination);
    const char *text, *number = entry_split(layout, entry, &text);
    struct setting setting = setting_for(contents, entry, layout, *number);
    if (*number)
        hang_number(flow, &style, number, item, block.indent_start);
    uint32_t reference = element_add(layout, ELEMENT_REFERENCE, item);
    uint32_t element = element_add(layout, ELEMENT_LINK, reference);
    entry_collect(layout, entry, part, (struct paragraph_link){NULL, destination, element});
    layout->paragraph.direction = flow_top(flow)->direction;
    paragraph_finish(layout, setting.width);
    if (layout->paragraph.atoms.count == 0)
        return;
    flow_space(flow, block.space_before);
    size_t first = contents->galley.strips.count;
    set_lines(flow, &setting);
    flow_space(flow, block.space_after);
    link_number(flow, &contents->galley.strips.items[first], block.indent_start,
                contents->mirrored);
    add_slot(layout, contents, &style, element, destination);
}

static void set_title(struct flow *flow, const char *title)
{
    struct layout *layout = flow->layout;
    struct text_style style = style_part_text(layout->sheet, PART_CONTENTS_TITLE);
    struct block_style block = style_part_block(layout->sheet, PART_CONTENTS_TITLE);
    struct setting setting = {
        .width = layout->measure, .leading = block.leading, .align = block.align};
    uint32_t element = element_add(layout, ELEMENT_CAPTION, flow_top(flow)->element);
    layout->contents_page = destination_add(layout, NULL);
    vector_push(&flow->anchors, layout->contents_page);
    flow_set_strings(
        flow, strings_read(layout, style_part_paging(layout->sheet, PART_CONTENTS_TITLE).strings,
                           NULL, title));
    paragraph_start(layout, &style, NULL, element, (struct position){0});
    layout->paragraph.direction = flow_top(flow)->direction;
    paragraph_put(layout, title);
    paragraph_finish(layout, setting.width);
    set_lines(flow, &setting);
    flow_space(flow, block.space_after);
    flow_penalty(flow, PENALTY_WITH_NEXT);
}

/* Room for the number, and to the left of it for the end of the leader. */
static dimen measure_number(struct layout *layout)
{
    struct text_style style = style_part_text(layout->sheet, PART_CONTENTS_ENTRY_1);
    return string_set(layout, &style, "000", ELEMENT_ARTIFACT).width + style.size * 5 / 4;
}

/* The body is made first; what its pages change is no matter of the contents. */
static void keep_run(struct layout *layout, struct contents *contents)
{
    contents->run = layout->run;
    contents->run.strings.items = NULL;
    contents->run.strings.count = contents->run.strings.capacity = 0;
    for (size_t i = 0; i < layout->run.strings.count; i++)
        vector_push(&contents->run.strings, layout->run.strings.items[i]);
}

static void open_pages(struct layout *layout)
{
    struct paging paging = style_part_paging(layout->sheet, PART_CONTENTS);
    int number;
    pages_turn_between(layout, style_part_paging(layout->sheet, PART_TITLE_PAGE).after,
                       paging.before);
    pages_name(layout, paging.page, true);
    if (pages_find_number(paging.counters, &number))
        pages_number(layout, layout->pages.count, number);
    strings_set(layout, strings_read(layout, paging.strings, NULL, ""), layout->pages.count, true);
}

/* Entries are set as if a column were the whole text block. Gives back what it was before. */
static dimen narrow(struct layout *layout, dimen measure)
{
    dimen before = layout->measure;
    layout->measure = measure;
    return before;
}

static void set_entries(struct flow *flow, struct contents *contents)
{
    struct layout *layout = flow->layout;
    struct block_style block = style_contents_block(layout->sheet);
    vector_push(&contents->levels, (struct level){INT_MAX, flow_top(flow)->element});
    contents->measure = columns_open(flow, flow_top(flow), &block.columns);
    dimen measure = narrow(layout, contents->measure);
    for (size_t i = 0; i < layout->book->toc_count; i++)
        if (layout_shows(layout, layout->book->toc[i].heading))
            set_entry(flow, contents, &layout->book->toc[i]);
    narrow(layout, measure);
    vector_drop(&contents->levels);
}

bool contents_are_shown(const struct layout *layout)
{
    return layout->book->toc_count > 0 && style_part_shows(layout->sheet, PART_CONTENTS);
}

struct contents *contents_prepare(struct layout *layout)
{
    if (!contents_are_shown(layout))
        return NULL;
    open_pages(layout);
    struct contents *contents = ARENA_NEW(layout->arena, struct contents);
    struct text_style root = style_root(layout->sheet);
    struct flow flow;
    contents->galley.arena = arena_new();
    contents->title = term_find(layout, TERM_CONTENTS);
    contents->number_width = measure_number(layout);
    contents->is_deep = is_deep(layout);
    contents->mirrored = book_runs_right_to_left(layout->book->meta.lang);
    contents->first_page = layout->pages.count;
    measure_numbers(layout, contents);
    flow_start(&flow, layout, &contents->galley, layout->measure,
               element_add(layout, ELEMENT_CONTENTS, 0), &root);
    set_title(&flow, contents->title);
    set_entries(&flow, contents);
    flow_end(&flow);
    for (size_t i = pages_count(layout, &contents->galley, contents->first_page); i > 0; i--)
        vector_push(&layout->pages, (struct page){.label = ""});
    keep_run(layout, contents);
    while (layout->numbers.count < layout->pages.count)
        vector_push(
            &layout->numbers,
            (struct page_number){0, page_look_for(layout, contents->first_page, false)->numbering});
    return contents;
}

/* ── Numbers ─────────────────────────────────────────────────────────────────────────────────── */

/* Dots from `from` to `to`, on multiples of their distance: seen, not copied. */
static void add_leader(struct layout *layout, struct contents *contents, const struct slot *slot,
                       dimen from, dimen to)
{
    struct text_style style = slot->style;
    style.color = LEADER_COLOR;
    style.bold = false;
    dimen step = style.size / 2;
    dimen first = (from + step - 1) / step * step;
    if (to - first < 2 * step)
        return;
    struct fragment dot = string_set(layout, &style, ".", ELEMENT_ARTIFACT);
    fragment_hide(&dot);
    uint32_t count = (uint32_t)((to - first) / step);
    struct glyph *glyphs = ARENA_ARRAY(layout->arena, struct glyph, count);
    for (uint32_t i = 0; i < count; i++) {
        glyphs[i] = dot.items[0].item.text.glyphs[0];
        glyphs[i].advance = step;
    }
    struct placed leader = placed_at(dot.items[0], first, slot->baseline);
    leader.item.text.glyphs = glyphs;
    leader.item.text.glyph_count = count;
    strip_add(&contents->galley, &contents->galley.strips.items[slot->strip], &leader, 1);
}

/* The link's last piece covers the leader and the number, too. */
static void widen_link(struct layout *layout, struct contents *contents, const struct slot *slot)
{
    struct strip *strip = &contents->galley.strips.items[slot->strip];
    if (strip->link_count == 0)
        return;
    struct link_area *area = (struct link_area *)&strip->links[strip->link_count - 1];
    if (contents->mirrored) {
        area->rect.width += area->rect.x;
        area->rect.x = 0;
        return;
    }
    area->rect.width = layout->measure - area->rect.x;
}

/* The number with a space before it, which keeps it apart from the entry for those who listen. */
static struct fragment set_number(struct layout *layout, const struct contents *contents,
                                  const struct slot *slot)
{
    size_t page = layout->destinations.items[slot->destination].page;
    paragraph_start(layout, &slot->style, NULL, slot->element, (struct position){0});
    layout->paragraph.direction = contents->mirrored ? TEXT_RIGHT_TO_LEFT : TEXT_LEFT_TO_RIGHT;
    paragraph_put(layout, " ");
    paragraph_put(layout, layout->pages.items[page].label);
    paragraph_finish(layout, DIMEN_MAX);
    return line_set_natural(layout);
}

static void fill_slot(struct layout *layout, struct contents *contents, const struct slot *slot)
{
    struct strip *strip = &contents->galley.strips.items[slot->strip];
    struct fragment number = set_number(layout, contents, slot);
    dimen space = layout->paragraph.spans.items[0].space, gap = slot->style.size / 2;
    dimen x = contents->mirrored ? 0 : layout->measure - number.width;
    if (contents->mirrored)
        add_leader(layout, contents, slot, number.width - space + gap,
                   layout->measure - slot->end - gap);
    else
        add_leader(layout, contents, slot, slot->end + gap, x + space - gap);
    for (uint32_t i = 0; i < number.count; i++) {
        struct placed placed = placed_at(number.items[i], x, slot->baseline);
        strip_add(&contents->galley, strip, &placed, 1);
    }
    widen_link(layout, contents, slot);
}

void contents_finish(struct layout *layout, struct contents *contents)
{
    if (!contents)
        return;
    vector_drop(&layout->run.strings);
    layout->run = contents->run;
    pages_name(layout, layout->run.name, false);
    dimen measure = narrow(layout, contents->measure);
    for (size_t i = 0; i < contents->slots.count; i++)
        fill_slot(layout, contents, &contents->slots.items[i]);
    narrow(layout, measure);
    pages_fill(layout, &contents->galley, contents->first_page);
    vector_drop(&contents->slots);
    galley_drop(&contents->galley);
}
