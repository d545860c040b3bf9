/* Enters: a galley. Leaves: its pages.
 * Where they end was chosen beforehand (pagebreak.c); here each page's strips get their places, its
 * grounds are painted behind them, and its notes set at its foot. What there is no room for of the
 * notes goes on at the foot of the next page. */
#include "base/stopwatch.h"
#include "layout/box.h"
#include "layout/columnbreak.h"
#include "layout/page.h"

#include <string.h>

/* A ground on the page being made up; `end` is -1 as long as it goes on. One in columns waits, with
 * a `top` of -1, while other strips interrupt them. */
struct open_ground {
    size_t ground;
    dimen top, end;
    bool goes_on; /* from the page before */
};

struct filler {
    struct layout *layout;
    struct galley *galley;
    struct page_maker maker;
    VECTOR(const struct strip *) notes; /* waiting for the foot of a page */
    size_t notes_done;
    VECTOR(struct open_ground) grounds;
    size_t next_ground;
    const struct page_end *columns; /* of the breaks: the next column's */
};

/* ── Notes ───────────────────────────────────────────────────────────────────────────────────── */

static void queue_notes(struct filler *filler, const struct strip *strip)
{
    for (const struct note *note = strip->notes; note; note = note->next)
        for (size_t i = 0; i < note->count; i++)
            vector_push(&filler->notes, &note->strips[i]);
}

static void add_notes_rule(struct filler *filler, dimen y)
{
    struct placed rule = {.element = ELEMENT_ARTIFACT};
    dimen measure = filler->layout->measure, width = measure / 5;
    bool mirrored = book_runs_right_to_left(filler->layout->book->meta.lang);
    const struct box_border *border = &filler->maker.look->boxes[BOX_FOOTNOTE].top;
    rule.item.kind = ITEM_BOX;
    rule.item.box.rect = (struct rect){mirrored ? measure - width : 0,
                                       y - notes_gap(filler->layout) / 2, width, border->width};
    rule.item.box.color = border->color;
    if (border->width > 0)
        page_add(&filler->maker, rule);
}

/* Sets as many waiting notes as fit below `used`, at least one on a page without text. */
static void place_notes(struct filler *filler, dimen used)
{
    if (filler->notes_done == filler->notes.count)
        return;
    dimen depth = filler->layout->depth, height = 0;
    dimen room = depth - used - (used ? notes_gap(filler->layout) : 0);
    size_t end = filler->notes_done;
    while (end < filler->notes.count && (height + filler->notes.items[end]->height <= room ||
                                         (used == 0 && end == filler->notes_done)))
        height += filler->notes.items[end++]->height;
    while (end > filler->notes_done + 1 && end < filler->notes.count &&
           filler->notes.items[end]->penalty >= PENALTY_LONE_LINE)
        height -= filler->notes.items[--end]->height;
    dimen y = depth - height;
    if (end > filler->notes_done)
        add_notes_rule(filler, y);
    for (; filler->notes_done < end; filler->notes_done++) {
        page_add_strip(&filler->maker, filler->notes.items[filler->notes_done], y);
        y += filler->notes.items[filler->notes_done]->height;
    }
}

/* ── Making up ───────────────────────────────────────────────────────────────────────────────── */

static void open_grounds(struct filler *filler, size_t strip, dimen y)
{
    const struct ground *grounds = filler->galley->grounds.items;
    for (; filler->next_ground < filler->galley->grounds.count &&
           grounds[filler->next_ground].first <= strip;
         filler->next_ground++)
        if (grounds[filler->next_ground].end > strip)
            vector_push(&filler->grounds,
                        (struct open_ground){.ground = filler->next_ground,
                                             .top = y + grounds[filler->next_ground].above,
                                             .end = -1});
}

/* Those that wait go on where a column begins. */
static void resume_grounds(struct filler *filler, const struct column_set *columns, dimen y)
{
    for (size_t i = 0; i < filler->grounds.count; i++) {
        struct open_ground *open = &filler->grounds.items[i];
        if (open->top < 0 && filler->galley->grounds.items[open->ground].columns == columns)
            open->top = y;
    }
}

static void close_grounds(struct filler *filler, size_t next_strip, dimen y)
{
    for (size_t i = filler->grounds.count; i-- > 0;) {
        struct open_ground *open = &filler->grounds.items[i];
        const struct ground *ground = &filler->galley->grounds.items[open->ground];
        if (open->end < 0 && ground->end <= next_strip)
            open->end = y - ground->below;
    }
}

static void add_continued(struct filler *filler, const struct ground *ground, dimen end)
{
    const struct fragment *mark = ground->continued;
    dimen x = ground->x + ground->width - ground->tail - mark->width;
    for (uint32_t i = 0; i < mark->count; i++)
        page_add(&filler->maker, placed_at(mark->items[i], x, end - ground->tail / 3));
}

static void add_ground(struct filler *filler, const struct ground *ground,
                       const struct open_ground *open, dimen end)
{
    unsigned cut = ground->clones
                       ? 0
                       : (open->goes_on ? BOX_CUT_ABOVE : 0) | (open->end < 0 ? BOX_CUT_BELOW : 0);
    struct fragment box =
        box_paint(filler->layout->arena, &ground->box,
                  (struct rect){ground->x, open->top, ground->width, end - open->top}, cut);
    for (uint32_t i = 0; i < box.count; i++)
        page_add(&filler->maker, box.items[i]);
}

/* How far the grounds in these columns that go on reach below the last strip. */
static dimen tails_of(const struct filler *filler, const struct column_set *columns)
{
    dimen tails = 0;
    for (size_t i = 0; i < filler->grounds.count; i++) {
        const struct open_ground *open = &filler->grounds.items[i];
        const struct ground *ground = &filler->galley->grounds.items[open->ground];
        if (open->end < 0 && open->top >= 0 && ground->columns == columns)
            tails += ground->tail;
    }
    return tails;
}

/* Puts the grounds in these columns (NULL: in none) behind the page's items; those that go on below
 * `y` stay for the next page or column. */
static void paint_grounds(struct filler *filler, const struct column_set *columns, dimen y)
{
    size_t kept = 0, first = filler->maker.items.count;
    dimen heads = 0, tails = tails_of(filler, columns);
    for (size_t i = 0; i < filler->grounds.count; i++) {
        struct open_ground open = filler->grounds.items[i];
        const struct ground *ground = &filler->galley->grounds.items[open.ground];
        bool goes_on = open.end < 0;
        if (ground->columns != columns || open.top < 0) {
            filler->grounds.items[kept++] = open;
            continue;
        }
        dimen end = goes_on ? y + tails : open.end;
        add_ground(filler, ground, &open, end);
        if (!goes_on)
            continue;
        if (ground->continued && ground->tail > 0)
            add_continued(filler, ground, end);
        filler->grounds.items[kept++] =
            (struct open_ground){open.ground, columns ? -1 : heads, -1, true};
        heads += ground->head;
        tails -= ground->tail;
    }
    filler->grounds.count = kept;
    page_move_behind(&filler->maker, first);
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

/* The glue of a page that grows by `extra` in all, shared out in whole units by cumulative
 * rounding. */
struct growth {
    int64_t extra, total, passed; /* in units */
    dimen unit;
};

static struct growth start_growth(const struct filler *filler, size_t at, size_t end, dimen extra)
{
    dimen unit = filler->layout->page->unit;
    struct growth growth = {.extra = extra / unit, .unit = unit};
    for (size_t i = at + 1; i < end; i++)
        growth.total += filler->galley->strips.items[i].stretch / unit;
    return growth;
}

static dimen take_growth(struct growth *growth, const struct strip *strip)
{
    if (growth->extra == 0 || growth->total == 0)
        return 0;
    int64_t before = growth->passed * growth->extra / growth->total;
    growth->passed += strip->stretch / growth->unit;
    return (dimen)(growth->passed * growth->extra / growth->total - before) * growth->unit;
}

/* Places the strips [at, end) from `y` on, `extra` lower in the end than they would be; returns
 * where the last one ends. */
static dimen place_strips(struct filler *filler, size_t at, size_t end, dimen extra, dimen y)
{
    const struct strip *strips = filler->galley->strips.items;
    struct growth growth = start_growth(filler, at, end, extra);
    for (size_t i = at; i < end; i++) {
        if (i > at)
            y = (dimen)strip_top(&strips[i], y, growth.unit) + take_growth(&growth, &strips[i]);
        open_grounds(filler, i, y);
        page_add_strip(&filler->maker, &strips[i], y);
        y += strips[i].height;
        close_grounds(filler, i + 1, y);
        queue_notes(filler, &strips[i]);
    }
    return y;
}

/* ── Columns ─────────────────────────────────────────────────────────────────────────────────── */

static void add_column_rule(struct filler *filler, const struct column_set *columns, int column,
                            dimen top, dimen end)
{
    struct placed rule = {.element = ELEMENT_ARTIFACT};
    dimen middle = columns->left + column * (columns->width + columns->gap) - columns->gap / 2;
    rule.item.kind = ITEM_BOX;
    rule.item.box.rect =
        (struct rect){middle - columns->rule_width / 2, top, columns->rule_width, end - top};
    rule.item.box.color = columns->rule_color;
    page_add(&filler->maker, rule);
}

/* One column, as if it were the leftmost one; the maker moves it to its place. */
static dimen place_column(struct filler *filler, const struct column_set *columns, int column,
                          size_t at, struct page_end column_end, dimen top)
{
    int from_left = columns->mirrored ? columns->count - 1 - column : column;
    dimen shift = from_left * (columns->width + columns->gap);
    const struct strip *first = &filler->galley->strips.items[at];
    dimen y = top + column_opening(first) - (first->repeat ? first->repeat->height : 0);
    filler->maker.left += shift;
    resume_grounds(filler, columns, top);
    if (first->repeat)
        y = repeat_header(filler, first->repeat, y);
    y = place_strips(filler, at, column_end.strip, column_end.extra, y);
    paint_grounds(filler, columns, y);
    filler->maker.left -= shift;
    return y;
}

/* The columns of the section at `at`; returns where the deepest ends. */
static dimen place_columns(struct filler *filler, size_t at, dimen top)
{
    const struct column_set *columns = filler->galley->strips.items[at].columns;
    const struct page_end *ends = filler->columns;
    dimen deepest = top;
    int used = 0;
    for (; used < columns->count && (used == 0 || ends[used].strip > at); used++) {
        dimen y = place_column(filler, columns, used, at, ends[used], top);
        deepest = y > deepest ? y : deepest;
        at = ends[used].strip;
    }
    for (int i = 1; i < used && columns->rule_width > 0; i++)
        add_column_rule(filler, columns, columns->mirrored ? columns->count - i : i, top, deepest);
    filler->columns += columns->count;
    return deepest;
}

/* ── Pages ───────────────────────────────────────────────────────────────────────────────────── */

static size_t find_run_end(const struct filler *filler, size_t at, size_t end)
{
    const struct strip *strips = filler->galley->strips.items;
    const struct column_set *columns = strips[at].columns;
    while (at < end && strips[at].columns == columns)
        at++;
    return at;
}

/* Strips across the page and columns, by turns; returns where the last of them end. */
static dimen place_page(struct filler *filler, size_t at, struct page_end page)
{
    dimen unit = filler->layout->page->unit, y = 0;
    for (size_t start = at, next; at < page.strip; at = next) {
        const struct strip *first = &filler->galley->strips.items[at];
        next = find_run_end(filler, at, page.strip);
        if (first->columns) {
            y = at > start ? (dimen)columns_top(first, y, unit) : first->columns->padding;
            y = place_columns(filler, at, y);
            continue;
        }
        y = at > start ? (dimen)strip_top(first, y, unit) : first->head;
        if (at == start && first->repeat)
            y = repeat_header(filler, first->repeat, y);
        y = place_strips(filler, at, next, page.extra, y);
    }
    return y;
}

/* Named strings and numbers that the strips [at, end) of a page set. */
static void take_changes(struct filler *filler, size_t index, size_t at, size_t end)
{
    struct layout *layout = filler->layout;
    for (size_t i = at; i < end; i++) {
        const struct strip *strip = &filler->galley->strips.items[i];
        strings_set(layout, strip->strings, index, i == at);
        if (!strip->has_number)
            continue;
        pages_number(layout, index, strip->number);
        layout->numbers.items[index].number = strip->number;
    }
}

static void make_page(struct filler *filler, size_t index, size_t at, struct page_end page)
{
    struct page_maker *maker = &filler->maker;
    page_start(maker, index, false);
    dimen used = at < page.strip ? place_page(filler, at, page) : 0;
    paint_grounds(filler, NULL, used);
    place_notes(filler, used);
    take_changes(filler, index, at, page.strip);
    furniture_add(maker);
    page_finish(maker);
}

/* The first page of a name may begin lower than the others. */
static void lower_first(const struct layout *layout, struct galley *galley, size_t index)
{
    if (galley->strips.count == 0 || galley->is_lowered)
        return;
    galley->strips.items[0].head += page_look_for(layout, index, false)->drop;
    galley->is_lowered = true;
}

void pages_fill(struct layout *layout, struct galley *galley, size_t index)
{
    struct filler filler = {.layout = layout, .galley = galley, .maker = {.layout = layout}};
    notes_set(layout, galley);
    enum station before = stopwatch_turn(STATION_PAGINATE);
    lower_first(layout, galley, index);
    struct breaks breaks = pages_break(layout, galley, index);
    size_t at = 0, page = 0;
    filler.columns = breaks.columns.items;
    while (page < breaks.count || filler.notes_done < filler.notes.count) {
        struct page_end end = {.strip = at};
        if (page < breaks.count)
            end = breaks.ends[page++];
        make_page(&filler, index++, at, end);
        at = end.strip;
    }
    breaks_drop(&breaks);
    page_maker_drop(&filler.maker);
    vector_drop(&filler.notes);
    vector_drop(&filler.grounds);
    galley_clear(galley);
    stopwatch_turn(before);
}

size_t pages_count(const struct layout *layout, struct galley *galley, size_t index)
{
    lower_first(layout, galley, index);
    struct breaks breaks = pages_break(layout, galley, index);
    breaks_drop(&breaks);
    return breaks.count;
}
