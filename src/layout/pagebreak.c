/* Enters: a galley. Leaves: its pages.
 * First fit with costs: of the breaks that fit on the page, the one is taken whose penalty and
 * emptiness together cost least; forbidden ones only where there is no other, so that a page is
 * never stuck. Notes stand at the foot of the page of their mark: a strip fits when its notes do,
 * or all but the last and two lines of that; what is left of it goes on the next page. */
#include "layout/page.h"

#include <string.h>

/* A ground on the page being made up; `end` is -1 as long as it goes on. */
struct open_ground {
    size_t ground;
    dimen top, end;
};

struct filler {
    struct layout *layout;
    struct galley *galley;
    struct page_maker maker;
    VECTOR(const struct strip *) notes; /* waiting for the foot of a page */
    size_t notes_done;
    VECTOR(struct open_ground) grounds;
    size_t next_ground;
};

/* ── Notes ───────────────────────────────────────────────────────────────────────────────────── */

enum { NOTE_LINES_TOGETHER = 2 };

static dimen notes_gap(const struct filler *filler)
{
    return 2 * filler->layout->page->unit;
}

/* Height of a strip's notes; *least: with only the start of the last one. */
static int64_t measure_notes(const struct strip *strip, int64_t *least)
{
    int64_t all = 0;
    *least = 0;
    for (const struct note *note = strip->notes; note; note = note->next) {
        size_t start = note->count < NOTE_LINES_TOGETHER ? note->count : NOTE_LINES_TOGETHER;
        *least = all + galley_height(note->strips, start);
        all += galley_height(note->strips, note->count);
    }
    return all;
}

static int64_t carried_height(const struct filler *filler)
{
    int64_t height = 0, most = (int64_t)filler->layout->depth * 3 / 5;
    for (size_t i = filler->notes_done; i < filler->notes.count && height < most; i++)
        height += filler->notes.items[i]->height;
    return height < most ? height : most;
}

static void queue_notes(struct filler *filler, const struct strip *strip)
{
    for (const struct note *note = strip->notes; note; note = note->next)
        for (size_t i = 0; i < note->count; i++)
            vector_push(&filler->notes, &note->strips[i]);
}

static void add_notes_rule(struct filler *filler, dimen y)
{
    struct placed rule = {.element = ELEMENT_ARTIFACT};
    rule.item.kind = ITEM_BOX;
    rule.item.box.rect =
        (struct rect){0, y - notes_gap(filler) / 2, filler->layout->measure / 5, POINT / 2};
    rule.item.box.color = style_part_text(filler->layout->sheet, PART_FOLIO).color;
    page_add(&filler->maker, rule);
}

/* Sets as many waiting notes as fit below `used`, at least one on a page without text. */
static void place_notes(struct filler *filler, dimen used)
{
    if (filler->notes_done == filler->notes.count)
        return;
    dimen depth = filler->layout->depth, height = 0;
    dimen room = depth - used - (used ? notes_gap(filler) : 0);
    size_t end = filler->notes_done;
    while (end < filler->notes.count && (height + filler->notes.items[end]->height <= room ||
                                         (used == 0 && end == filler->notes_done)))
        height += filler->notes.items[end++]->height;
    dimen y = depth - height;
    if (end > filler->notes_done)
        add_notes_rule(filler, y);
    for (; filler->notes_done < end; filler->notes_done++) {
        page_add_strip(&filler->maker, filler->notes.items[filler->notes_done], y);
        y += filler->notes.items[filler->notes_done]->height;
    }
}

/* ── Choosing a break ────────────────────────────────────────────────────────────────────────── */

struct choice {
    size_t end; /* 0: none yet */
    int64_t cost;
    size_t last_end; /* the cheapest forbidden one */
    int32_t last_penalty;
};

static void consider(struct choice *choice, size_t end, int32_t penalty, int64_t room,
                     int64_t depth)
{
    int64_t emptiness = 100 * room / depth;
    int64_t cost = penalty + emptiness * emptiness;
    if (penalty < PENALTY_FORBIDDEN) {
        if (choice->end == 0 || cost <= choice->cost) {
            choice->end = end;
            choice->cost = cost;
        }
    } else if (choice->last_end == 0 || penalty <= choice->last_penalty) {
        choice->last_end = end;
        choice->last_penalty = penalty;
    }
}

/* What the first strip of a page needs above it. */
static dimen opening_height(const struct strip *strip)
{
    return strip->head + (strip->repeat ? strip->repeat->height : 0);
}

/* One past the last strip of the page that starts with strip `at`. */
static size_t choose_end(const struct filler *filler, size_t at)
{
    const struct strip *strips = filler->galley->strips.items;
    size_t count = filler->galley->strips.count;
    int64_t depth = filler->layout->depth, used = opening_height(&strips[at]);
    int64_t notes = carried_height(filler);
    struct choice choice = {0};
    for (size_t i = at; i < count && !(i > at && strips[i].opens_page); i++) {
        int64_t least, all = measure_notes(&strips[i], &least);
        used += strips[i].height + (i > at ? strips[i].space : 0);
        int64_t needed = notes + (all ? least : 0);
        int64_t room = depth - used - (needed ? needed + notes_gap(filler) : 0);
        if (room < 0)
            break;
        notes += all;
        bool ends = i + 1 == count || strips[i + 1].opens_page;
        if (ends)
            return i + 1;
        if (room >= strips[i].tail)
            consider(&choice, i + 1, strips[i + 1].penalty, room, depth);
    }
    if (choice.end)
        return choice.end;
    return choice.last_end ? choice.last_end : at + 1;
}

/* ── Making up ───────────────────────────────────────────────────────────────────────────────── */

static void open_grounds(struct filler *filler, size_t strip, dimen y)
{
    const struct ground *grounds = filler->galley->grounds.items;
    for (; filler->next_ground < filler->galley->grounds.count &&
           grounds[filler->next_ground].first <= strip;
         filler->next_ground++)
        if (grounds[filler->next_ground].end > strip)
            vector_push(&filler->grounds, (struct open_ground){filler->next_ground, y, -1});
}

static void close_grounds(struct filler *filler, size_t next_strip, dimen y)
{
    for (size_t i = filler->grounds.count; i-- > 0;) {
        struct open_ground *open = &filler->grounds.items[i];
        if (open->end < 0 && filler->galley->grounds.items[open->ground].end <= next_strip)
            open->end = y;
    }
}

/* Puts the grounds behind the page's items; those that go on stay for the next page. */
static void paint_grounds(struct filler *filler, dimen y)
{
    size_t kept = 0, count = filler->maker.items.count;
    for (size_t i = 0; i < filler->grounds.count; i++) {
        struct open_ground open = filler->grounds.items[i];
        const struct ground *ground = &filler->galley->grounds.items[open.ground];
        dimen end = open.end < 0 ? y + ground->tail : open.end;
        struct placed box = {.element = ELEMENT_ARTIFACT};
        box.item.kind = ITEM_BOX;
        box.item.box.rect = (struct rect){ground->x, open.top, ground->width, end - open.top};
        box.item.box.color = ground->color;
        box.item.box.radius = ground->radius;
        page_add(&filler->maker, box);
        if (open.end < 0)
            filler->grounds.items[kept++] = (struct open_ground){open.ground, 0, -1};
    }
    filler->grounds.count = kept;
    /* Rotate: what was added last comes first. */
    struct placed *items = filler->maker.items.items;
    size_t added = filler->maker.items.count - count;
    if (added == 0 || count == 0)
        return;
    struct placed *copy = memory_resize(NULL, added, sizeof *copy);
    memcpy(copy, items + count, added * sizeof *copy);
    memmove(items + added, items, count * sizeof *items);
    memcpy(items, copy, added * sizeof *copy);
    free(copy);
}

/* A table's header, again: seen, but no second time in the structure. */
static dimen repeat_header(struct filler *filler, const struct strip *header, dimen y)
{
    for (uint32_t i = 0; i < header->item_count; i++) {
        struct placed placed = placed_at(header->items[i], 0, y);
        placed.element = ELEMENT_ARTIFACT;
        page_add(&filler->maker, placed);
    }
    return y + header->height;
}

/* Places the strips [at, end); returns where the last one ends. */
static dimen place_strips(struct filler *filler, size_t at, size_t end)
{
    const struct strip *strips = filler->galley->strips.items;
    dimen y = strips[at].head;
    if (strips[at].repeat)
        y = repeat_header(filler, strips[at].repeat, y);
    for (size_t i = at; i < end; i++) {
        if (i > at)
            y += strips[i].space;
        open_grounds(filler, i, y);
        page_add_strip(&filler->maker, &strips[i], y);
        y += strips[i].height;
        close_grounds(filler, i + 1, y);
        queue_notes(filler, &strips[i]);
    }
    return y;
}

/* The running head names the first section that starts here, or the one that goes on. */
static const char *find_section(struct filler *filler, size_t at, size_t end)
{
    const char *first = NULL;
    for (size_t i = at; i < end; i++) {
        const char *section = filler->galley->strips.items[i].section;
        if (!section)
            continue;
        if (!first)
            first = section;
        filler->layout->section = section;
    }
    return first ? first : filler->layout->section;
}

static void make_page(struct filler *filler, size_t index, size_t at, size_t end)
{
    struct page_maker *maker = &filler->maker;
    bool opening = at < end && filler->galley->strips.items[at].opens_chapter;
    page_start(maker, index);
    dimen used = at < end ? place_strips(filler, at, end) : 0;
    paint_grounds(filler, used);
    place_notes(filler, used);
    furniture_add(maker, find_section(filler, at, end), opening);
    page_finish(maker);
}

void pages_fill(struct layout *layout, struct galley *galley, size_t index)
{
    struct filler filler = {.layout = layout, .galley = galley, .maker = {.layout = layout}};
    notes_set(layout, galley);
    size_t at = 0;
    while (at < galley->strips.count || filler.notes_done < filler.notes.count) {
        size_t end = at < galley->strips.count ? choose_end(&filler, at) : at;
        make_page(&filler, index++, at, end);
        at = end;
    }
    page_maker_drop(&filler.maker);
    vector_drop(&filler.notes);
    vector_drop(&filler.grounds);
    galley_clear(galley);
}

size_t pages_count(struct layout *layout, struct galley *galley)
{
    struct filler filler = {.layout = layout, .galley = galley};
    size_t count = 0;
    for (size_t at = 0; at < galley->strips.count; at = choose_end(&filler, at))
        count++;
    return count;
}
