/* Enters: a galley, a whole chapter. Leaves: where its pages end, and how much their glue grows.
 * All pages are chosen at once: of all ways to cut the galley, the one is taken whose costs add up
 * to least, as lines are chosen in a paragraph (Plass, "Optimal Pagination Techniques for Automatic
 * Typesetting Systems", 1981; Mittelbach, "A General Framework for Globally Optimized Pagination",
 * 2016). A break costs its penalty, a page the cube of its emptiness: two pages three quarters full
 * are better than a full one and one half empty; a spread costs the square of what its feet are
 * apart. A forbidden break costs more than all others together could and is not even tried while
 * there is another way; so a page is never stuck. Each break keeps the best way to it for a verso
 * that starts there, and, for a recto, the best one for each of a few heights of the verso it will
 * face. From each break that can be reached the next ones are at most a page away, which makes the
 * time linear. Notes take room on the page of their mark: a strip fits when its notes do, or all
 * but the last and two lines of that; behind a note of more than a page notes may be late. What is
 * left over to the next page is known from the way so far. */
#include "layout/columnbreak.h"

enum {
    SHARE_BITS = 20,
    NOTE_LINES_TOGETHER = 2,
    MOST_STRIPS = 2000, /* on one page: time is linear on the highest paper, too */
    PENALTY_COST = 10,  /* an empty page costs 1,000,000 */
    EMPTY_PAGE_COST = 300000,
    EMPTY_PAGE = 390,         /* in thousandths: more room than this is a hole */
    SHORTEST_LAST_PAGE = 200, /* likewise: a chapter's last page that is shorter costs */
    GROWTH_COST = 10,         /* of a thousandth of a page by which glue grows */
    LATE_NOTES_COST = 300000, /* of a page whose own notes all begin on the next one */
    APART_COST = 4,           /* of its square, by which facing pages do not end level */
};

static const int64_t forbidden_cost = (int64_t)1 << 24, unreached = INT64_MAX;

/* Which page starts at a break: a verso, or a recto that faces a verso with so much room. */
enum { WAY_VERSO, WAY_RECTO, CLASSES = 6, WAYS = WAY_RECTO + CLASSES };

/* The best pages up to a break, of those after which the same page starts. */
struct way {
    int64_t cost;
    size_t from;      /* where the last of them starts */
    struct foot foot; /* of it; all 0 when it ends a chapter or there is none */
    dimen carried;    /* height of the notes that go over to the next page */
    uint8_t way;      /* at `from` */
};

/* A break before a strip, and the notes of that strip. */
struct legal_break {
    struct way ways[WAYS];
    dimen notes, least; /* of the strip: all, and with only the start of the last one */
    dimen block;        /* height of what cannot be parted from the strip, with it */
};

struct breaker {
    const struct layout *layout;
    const struct strip *strips;
    size_t count;
    struct legal_break *breaks; /* count + 1 */
    int64_t thousandth;         /* 1000 / depth, shifted: division is slow */
    bool forced;                /* forbidden breaks are tried, too */
    dimen unit;
    size_t first;                   /* the kind of the first page */
    struct column_breaker *columns; /* NULL: there are none */
};

/* A page that is being tried. */
struct trial {
    size_t start;
    dimen carried; /* by the ways it goes on from */
    bool late;     /* notes marked on it may begin on the next */
    int64_t used, notes, room, stretch;
    bool has_columns;
    int columns;  /* the last of which has the room; 1 where the page ends without columns */
    int64_t cost; /* of the breaks between them */
};

dimen notes_gap(const struct layout *layout)
{
    return 2 * layout->page->unit;
}

static dimen clamp_height(int64_t height)
{
    return height < DIMEN_MAX ? (dimen)height : DIMEN_MAX;
}

static void measure_notes(struct legal_break *here, const struct strip *strip)
{
    int64_t all = 0, least = 0;
    for (const struct note *note = strip->notes; note; note = note->next) {
        size_t start = note->count < NOTE_LINES_TOGETHER ? note->count : NOTE_LINES_TOGETHER;
        least = all + galley_height(note->strips, start);
        all += galley_height(note->strips, note->count);
    }
    here->notes = clamp_height(all);
    here->least = clamp_height(least);
}

static void measure_blocks(struct breaker *breaker)
{
    int64_t height = 0;
    for (size_t i = breaker->count; i-- > 0;) {
        const struct strip *strip = &breaker->strips[i];
        bool ends = i + 1 == breaker->count || strip[1].penalty < PENALTY_FORBIDDEN;
        height = strip->height + (ends ? 0 : strip[1].space + height);
        breaker->breaks[i].block = clamp_height(height);
    }
}

static void start_break(struct breaker *breaker, size_t index)
{
    struct legal_break *here = &breaker->breaks[index];
    *here = (struct legal_break){0};
    for (size_t i = 0; i < WAYS; i++)
        here->ways[i].cost = unreached;
    if (index < breaker->count)
        measure_notes(here, &breaker->strips[index]);
}

/* The first page is page `index` of the book. */
static void start_breaker(struct breaker *breaker, const struct layout *layout,
                          const struct galley *galley, size_t index)
{
    size_t count = galley->strips.count;
    *breaker = (struct breaker){.layout = layout, .strips = galley->strips.items, .count = count};
    breaker->thousandth = ((int64_t)1000 << SHARE_BITS) / layout->depth;
    breaker->unit = layout->page->unit;
    breaker->breaks = memory_resize(NULL, count + 1, sizeof *breaker->breaks);
    breaker->first = index % 2 == 0 ? WAY_RECTO : WAY_VERSO;
    breaker->columns = columns_prepare(layout, galley);
}

/* ── Costs ───────────────────────────────────────────────────────────────────────────────────── */

/* In thousandths of a page. */
static int64_t share_of(const struct breaker *breaker, int64_t height)
{
    return height > 0 ? (height * breaker->thousandth) >> SHARE_BITS : 0;
}

/* The cube of what is missing. A large hole costs more where a block of the height `least` would
 * have found room in it. */
static int64_t badness(const struct breaker *breaker, int64_t missing, int64_t least)
{
    int64_t share = share_of(breaker, missing);
    bool is_hole = share > EMPTY_PAGE && missing >= least;
    return ((share * share * share) >> 10) + (is_hole ? EMPTY_PAGE_COST : 0);
}

static bool ends_chapter(const struct breaker *breaker, size_t end)
{
    return end == breaker->count || breaker->strips[end].opens_page;
}

/* Of a page break; where a column must end it may be the last one. */
static int32_t penalty_at(const struct breaker *breaker, size_t end)
{
    const struct strip *strip = &breaker->strips[end];
    if (strip->opens_column)
        return 0;
    bool is_kept = strip->page_penalty > 0 && strip->page_penalty > strip->penalty;
    return is_kept ? strip->page_penalty : strip->penalty;
}

static bool is_forbidden(const struct breaker *breaker, size_t end)
{
    return !ends_chapter(breaker, end) && penalty_at(breaker, end) >= PENALTY_FORBIDDEN;
}

static int64_t page_cost(const struct breaker *breaker, const struct trial *trial, size_t end)
{
    int64_t depth = breaker->layout->depth;
    if (ends_chapter(breaker, end))
        return badness(breaker, trial->room - depth * (1000 - SHORTEST_LAST_PAGE) / 1000, 0);
    int64_t penalty = penalty_at(breaker, end);
    int64_t cost = penalty * PENALTY_COST +
                   badness(breaker, trial->room, breaker->breaks[end].block) / trial->columns;
    return penalty < PENALTY_FORBIDDEN ? cost : cost + penalty * forbidden_cost;
}

/* Of a recto, for not ending level with the verso it faces. */
static int64_t spread_cost(const struct breaker *breaker, const struct foot *verso,
                           const struct foot *recto)
{
    if (!breaker->layout->has_spreads || verso->depth == 0 || recto->depth == 0)
        return 0;
    struct spread spread = spread_level(verso, recto, breaker->layout->depth, breaker->unit);
    int64_t apart = share_of(breaker, spread.apart);
    int64_t growth = share_of(breaker, (int64_t)spread.verso_extra + spread.recto_extra);
    return apart * apart * APART_COST + growth * GROWTH_COST;
}

/* ── Trying pages ────────────────────────────────────────────────────────────────────────────── */

/* What the first strip of a page needs above it. */
static dimen opening_height(const struct strip *strip)
{
    return strip->head + (strip->repeat ? strip->repeat->height : 0);
}

static struct trial start_trial(const struct breaker *breaker, size_t start, dimen carried,
                                bool late)
{
    return (struct trial){.start = start,
                          .carried = carried,
                          .late = late,
                          .columns = 1,
                          .used = opening_height(&breaker->strips[start]),
                          .notes = carried};
}

static int64_t most_old_notes(const struct breaker *breaker)
{
    return (int64_t)breaker->layout->depth * 3 / 5;
}

/* The room that a page needs for notes with a strip that is added. A note follows on all of those
 * before it. Notes from the page before, or what is late, take at most three fifths of the page, so
 * that the text goes on. */
static int64_t notes_height(const struct breaker *breaker, const struct trial *trial,
                            const struct legal_break *here)
{
    int64_t all = trial->notes + here->least, most = most_old_notes(breaker);
    bool none_new = trial->notes == trial->carried && here->notes == 0;
    return (none_new || trial->late) && all > most ? most : all;
}

/* Adds strip `index`; false when it does not fit. The first one is always taken. */
static bool extend(const struct breaker *breaker, struct trial *trial, size_t index)
{
    const struct strip *strip = &breaker->strips[index];
    const struct legal_break *here = &breaker->breaks[index];
    if (index > trial->start) {
        trial->used = strip_top(strip, trial->used, breaker->unit);
        trial->stretch += strip->stretch;
    }
    trial->used += strip->height;
    trial->columns = 1;
    trial->room = breaker->layout->depth - trial->used - notes_gap(breaker->layout);
    int64_t notes = notes_height(breaker, trial, here);
    trial->room -= notes ? notes : -notes_gap(breaker->layout);
    trial->notes += here->notes;
    return trial->room >= 0 || index == trial->start;
}

/* What there is no room for of the notes, and a line, as no last line of a note is left alone. */
static dimen carry(const struct breaker *breaker, const struct trial *trial)
{
    int64_t foot = breaker->layout->depth - trial->used - notes_gap(breaker->layout);
    int64_t over = trial->notes - (foot > 0 ? foot : 0);
    return over > 0 ? clamp_height(over + 2 * breaker->unit) : 0;
}

/* Notes reach the foot of the page whatever stands above them. */
static struct foot find_foot(const struct breaker *breaker, const struct trial *trial, size_t end)
{
    dimen depth = breaker->layout->depth;
    if (ends_chapter(breaker, end))
        return (struct foot){0};
    if (trial->notes > 0)
        return (struct foot){.depth = depth};
    if (trial->has_columns)
        return (struct foot){.depth = clamp_height(trial->used)};
    int64_t most = depth - trial->used, used = trial->used + breaker->strips[end - 1].tail;
    int64_t stretch = trial->stretch < most ? trial->stretch : most;
    return (struct foot){clamp_height(used), stretch > 0 ? clamp_height(stretch) : 0};
}

/* The kind of page that follows one with this foot: finer distinctions where pages are fuller. */
static size_t next_way(const struct breaker *breaker, size_t way, const struct foot *foot,
                       size_t end)
{
    static const dimen most_room[CLASSES - 1] = {0, 2, 4, 7, 12}; /* in units */
    if (way != WAY_VERSO)
        return WAY_VERSO;
    if (foot->depth == 0 || is_forbidden(breaker, end))
        return WAY_RECTO;
    dimen room = breaker->layout->depth - foot->depth;
    size_t class = 0;
    while (class < CLASSES - 1 && room > most_room[class] * breaker->unit)
        class ++;
    return WAY_RECTO + class;
}

/* A page that ends before strip `end`: is it the best way there? */
static void consider(struct breaker *breaker, const struct trial *trial, size_t end)
{
    if (!breaker->forced && is_forbidden(breaker, end))
        return;
    struct foot foot = find_foot(breaker, trial, end);
    int64_t page = page_cost(breaker, trial, end) + trial->cost;
    if (trial->late && trial->notes > trial->carried)
        page += LATE_NOTES_COST;
    for (size_t i = 0; i < WAYS; i++) {
        const struct way *way = &breaker->breaks[trial->start].ways[i];
        if (way->cost == unreached || way->carried != trial->carried)
            continue;
        struct way *next = &breaker->breaks[end].ways[next_way(breaker, i, &foot, end)];
        int64_t cost = way->cost + page;
        if (cost < next->cost && i != WAY_VERSO)
            cost += spread_cost(breaker, &way->foot, &foot);
        if (cost < next->cost)
            *next = (struct way){cost, trial->start, foot, carry(breaker, trial), (uint8_t)i};
    }
}

/* A page with columns, as far as these were tried. */
struct column_trial_page {
    struct breaker *breaker;
    const struct trial *above;
};

static struct trial below_columns(const struct trial *above, const struct column_page *page)
{
    struct trial trial = *above;
    trial.has_columns = true;
    trial.used = page->used;
    trial.notes = page->notes;
    trial.room = page->room;
    trial.columns = page->count;
    trial.cost += page->cost;
    return trial;
}

static void consider_columns(void *context, const struct column_page *page)
{
    const struct column_trial_page *trial = context;
    struct trial below = below_columns(trial->above, page);
    consider(trial->breaker, &below, page->end);
}

/* Adds what follows: a strip, or columns. One past it; 0 when it does not fit. */
static size_t add_next(struct breaker *breaker, struct trial *trial, size_t at)
{
    if (!breaker->strips[at].columns)
        return extend(breaker, trial, at) ? at + 1 : 0;
    struct column_trial_page context = {breaker, trial};
    struct column_page whole;
    struct column_place place = {.start = trial->start,
                                 .first = at,
                                 .used = trial->used,
                                 .notes = trial->notes,
                                 .forced = breaker->forced};
    if (!columns_try(breaker->columns, &place, consider_columns, &context, &whole))
        return 0;
    *trial = below_columns(trial, &whole);
    return whole.end;
}

/* All pages that start with a strip, behind the ways that carry so much of their notes over. */
static void try_pages(struct breaker *breaker, size_t start, dimen carried, bool late)
{
    struct trial trial = start_trial(breaker, start, carried, late);
    size_t last = breaker->count - start > MOST_STRIPS ? start + MOST_STRIPS : breaker->count;
    for (size_t end = start; end < last && (end = add_next(breaker, &trial, end)) != 0;) {
        bool closes = ends_chapter(breaker, end);
        if (closes || trial.room >= breaker->strips[end - 1].tail || end == start + 1)
            consider(breaker, &trial, end);
        if (closes)
            return;
    }
}

static void try_ways(struct breaker *breaker, size_t start)
{
    const struct way *ways = breaker->breaks[start].ways;
    for (size_t i = 0; i < WAYS; i++) {
        bool tried = ways[i].cost == unreached;
        for (size_t k = 0; k < i && !tried; k++)
            tried = ways[k].cost != unreached && ways[k].carried == ways[i].carried;
        if (!tried)
            try_pages(breaker, start, ways[i].carried, false);
        if (!tried && ways[i].carried > most_old_notes(breaker))
            try_pages(breaker, start, ways[i].carried, true);
    }
}

static size_t find_best(const struct breaker *breaker)
{
    const struct way *ways = breaker->breaks[breaker->count].ways;
    size_t best = 0;
    for (size_t i = 1; i < WAYS; i++)
        if (ways[i].cost < ways[best].cost)
            best = i;
    return best;
}

/* True when there is a way to the end. */
static bool try_all(struct breaker *breaker, bool forced)
{
    breaker->forced = forced;
    if (breaker->columns)
        columns_restart(breaker->columns);
    for (size_t i = 0; i <= breaker->count; i++)
        start_break(breaker, i);
    measure_blocks(breaker);
    breaker->breaks[0].ways[breaker->first].cost = 0;
    for (size_t start = 0; start < breaker->count; start++)
        try_ways(breaker, start);
    return breaker->breaks[breaker->count].ways[find_best(breaker)].cost != unreached;
}

/* ── The best way ────────────────────────────────────────────────────────────────────────────── */

/* A page of the best way. */
struct chosen {
    size_t end;
    struct foot foot;
    bool verso;
    dimen carried; /* to it */
};

struct choice {
    struct chosen *pages;
    size_t count;
};

/* Follows the best way back to its start. */
static struct choice choose_pages(const struct breaker *breaker)
{
    struct choice choice = {0};
    size_t last = find_best(breaker);
    const struct way *way = &breaker->breaks[breaker->count].ways[last];
    for (size_t end = breaker->count; end > 0; choice.count++) {
        end = way->from;
        way = &breaker->breaks[end].ways[way->way];
    }
    choice.pages = memory_resize(NULL, choice.count + 1, sizeof *choice.pages);
    size_t page = choice.count;
    way = &breaker->breaks[breaker->count].ways[last];
    for (size_t end = breaker->count; end > 0;
         end = way->from, way = &breaker->breaks[end].ways[way->way])
        choice.pages[--page] = (struct chosen){end, way->foot, way->way == WAY_VERSO,
                                               breaker->breaks[way->from].ways[way->way].carried};
    return choice;
}

/* Levels facing pages; one that faces none is filled if it can be. */
static struct breaks level_pages(const struct breaker *breaker, const struct choice *choice)
{
    struct breaks breaks = {.count = choice->count};
    dimen depth = breaker->layout->depth, unit = breaker->unit;
    breaks.ends = memory_resize(NULL, breaks.count + 1, sizeof *breaks.ends);
    for (size_t i = 0; i < breaks.count; i++) {
        const struct chosen *page = &choice->pages[i];
        breaks.ends[i] = (struct page_end){.strip = page->end};
        if (page->foot.depth == 0)
            continue;
        bool faces =
            breaker->layout->has_spreads && i > 0 && !page->verso && page[-1].foot.depth > 0;
        if (!faces) {
            breaks.ends[i].extra = spread_fill(&page->foot, depth, unit);
            continue;
        }
        struct spread spread = spread_level(&page[-1].foot, &page->foot, depth, unit);
        breaks.ends[i - 1].extra = spread.verso_extra;
        breaks.ends[i].extra = spread.recto_extra;
    }
    return breaks;
}

static void settle_columns(const struct breaker *breaker, const struct choice *choice,
                           struct breaks *breaks)
{
    for (size_t i = 0; i < choice->count && breaker->columns; i++)
        columns_settle(breaker->columns, i > 0 ? choice->pages[i - 1].end : 0, choice->pages[i].end,
                       choice->pages[i].carried, breaker->forced, &breaks->columns);
}

void breaks_drop(struct breaks *breaks)
{
    free(breaks->ends);
    vector_drop(&breaks->columns);
}

struct breaks pages_break(const struct layout *layout, const struct galley *galley, size_t index)
{
    struct breaker breaker;
    start_breaker(&breaker, layout, galley, index);
    if (!try_all(&breaker, false))
        try_all(&breaker, true);
    struct choice choice = choose_pages(&breaker);
    struct breaks breaks = level_pages(&breaker, &choice);
    settle_columns(&breaker, &choice, &breaks);
    columns_drop(breaker.columns);
    free(choice.pages);
    free(breaker.breaks);
    return breaks;
}
