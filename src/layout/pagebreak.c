/* Enters: a galley, a whole chapter. Leaves: where its pages end.
 * All pages are chosen at once: of all ways to cut the galley, the one is taken whose costs add up
 * to least, as lines are chosen in a paragraph (Plass, "Optimal Pagination Techniques for Automatic
 * Typesetting Systems", 1981; Mittelbach, "A General Framework for Globally Optimized Pagination",
 * 2016). A break costs its penalty, a page the cube of its emptiness: two pages three quarters full
 * are better than a full one and one half empty. A forbidden break costs more than all others
 * together could, so it is made only where there is no other way, and a page is never stuck. From
 * each break that can be reached the next ones are at most a page away, which makes the time
 * linear. Notes take room on the page of their mark: a strip fits when its notes do, or all but the
 * last and two lines of that. What is left over to the next page is known from the best way so far.
 */
#include "layout/page.h"

enum {
    SHARE_BITS = 20,
    NOTE_LINES_TOGETHER = 2,
    MOST_STRIPS = 2000, /* on one page: time is linear on the highest paper, too */
    PENALTY_COST = 10,  /* an empty page costs 1,000,000 */
    EMPTY_PAGE_COST = 300000,
    EMPTY_PAGE = 390,         /* in thousandths: more room than this is a hole */
    SHORTEST_LAST_PAGE = 200, /* likewise: a chapter's last page that is shorter costs */
};

static const int64_t forbidden_cost = (int64_t)1 << 24, unreached = INT64_MAX;

/* A break before a strip, and the notes of that strip. */
struct legal_break {
    int64_t cost;       /* of the best pages up to here */
    size_t from;        /* where the last of them starts */
    dimen carried;      /* height of the notes that go over to the next page */
    dimen notes, least; /* of the strip: all, and with only the start of the last one */
    dimen block;        /* height of what cannot be parted from the strip, with it */
};

struct breaker {
    const struct layout *layout;
    const struct strip *strips;
    size_t count;
    struct legal_break *breaks; /* count + 1 */
    int64_t thousandth;         /* 1000 / depth, shifted: division is slow */
};

/* A page that is being tried. */
struct trial {
    size_t start;
    int64_t used, notes, room;
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

static void start_breaker(struct breaker *breaker, const struct layout *layout,
                          const struct galley *galley)
{
    size_t count = galley->strips.count;
    *breaker = (struct breaker){.layout = layout, .strips = galley->strips.items, .count = count};
    breaker->thousandth = ((int64_t)1000 << SHARE_BITS) / layout->depth;
    breaker->breaks = memory_resize(NULL, count + 1, sizeof *breaker->breaks);
    for (size_t i = 0; i <= count; i++) {
        breaker->breaks[i] = (struct legal_break){.cost = i == 0 ? 0 : unreached};
        if (i < count)
            measure_notes(&breaker->breaks[i], &breaker->strips[i]);
    }
    measure_blocks(breaker);
}

/* ── Costs ───────────────────────────────────────────────────────────────────────────────────── */

/* The cube of what is missing, in thousandths of a page. A large hole costs more where a block of
 * the height `least` would have found room in it. */
static int64_t badness(const struct breaker *breaker, int64_t missing, int64_t least)
{
    int64_t share = missing > 0 ? (missing * breaker->thousandth) >> SHARE_BITS : 0;
    bool is_hole = share > EMPTY_PAGE && missing >= least;
    return ((share * share * share) >> 10) + (is_hole ? EMPTY_PAGE_COST : 0);
}

static bool ends_chapter(const struct breaker *breaker, size_t end)
{
    return end == breaker->count || breaker->strips[end].opens_page;
}

static int64_t page_cost(const struct breaker *breaker, const struct trial *trial, size_t end)
{
    int64_t depth = breaker->layout->depth;
    if (ends_chapter(breaker, end))
        return badness(breaker, trial->room - depth * (1000 - SHORTEST_LAST_PAGE) / 1000, 0);
    int64_t penalty = breaker->strips[end].penalty;
    int64_t cost =
        penalty * PENALTY_COST + badness(breaker, trial->room, breaker->breaks[end].block);
    return penalty < PENALTY_FORBIDDEN ? cost : cost + penalty * forbidden_cost;
}

/* ── Trying pages ────────────────────────────────────────────────────────────────────────────── */

/* What the first strip of a page needs above it. */
static dimen opening_height(const struct strip *strip)
{
    return strip->head + (strip->repeat ? strip->repeat->height : 0);
}

/* Notes from the page before take at most three fifths of a page, so that the text goes on. */
static struct trial start_trial(const struct breaker *breaker, size_t start)
{
    int64_t carried = breaker->breaks[start].carried,
            most = (int64_t)breaker->layout->depth * 3 / 5;
    return (struct trial){.start = start,
                          .used = opening_height(&breaker->strips[start]),
                          .notes = carried < most ? carried : most};
}

/* Adds strip `index`; false when it does not fit. The first one is always taken. */
static bool extend(const struct breaker *breaker, struct trial *trial, size_t index)
{
    const struct strip *strip = &breaker->strips[index];
    const struct legal_break *here = &breaker->breaks[index];
    trial->used += strip->height + (index > trial->start ? strip->space : 0);
    int64_t notes = trial->notes + here->least;
    trial->room = breaker->layout->depth - trial->used;
    if (notes)
        trial->room -= notes + notes_gap(breaker->layout);
    trial->notes += here->notes;
    return trial->room >= 0 || index == trial->start;
}

/* What there is no room for of the notes. */
static dimen carry(const struct breaker *breaker, const struct trial *trial)
{
    int64_t foot = breaker->layout->depth - trial->used - notes_gap(breaker->layout);
    int64_t over = trial->notes - (foot > 0 ? foot : 0);
    return over > 0 ? clamp_height(over) : 0;
}

/* A page that ends before strip `end`: is it the best way there? */
static void consider(struct breaker *breaker, const struct trial *trial, size_t end)
{
    int64_t cost = breaker->breaks[trial->start].cost + page_cost(breaker, trial, end);
    if (cost >= breaker->breaks[end].cost)
        return;
    breaker->breaks[end].cost = cost;
    breaker->breaks[end].from = trial->start;
    breaker->breaks[end].carried = carry(breaker, trial);
}

/* All pages that start with a strip. */
static void try_pages(struct breaker *breaker, size_t start)
{
    struct trial trial = start_trial(breaker, start);
    size_t last = breaker->count - start > MOST_STRIPS ? start + MOST_STRIPS : breaker->count;
    for (size_t end = start + 1; end <= last && extend(breaker, &trial, end - 1); end++) {
        bool closes = ends_chapter(breaker, end);
        if (closes || trial.room >= breaker->strips[end - 1].tail || end == start + 1)
            consider(breaker, &trial, end);
        if (closes)
            return;
    }
}

/* ── The best way ────────────────────────────────────────────────────────────────────────────── */

static struct breaks collect_breaks(const struct breaker *breaker)
{
    struct breaks breaks = {0};
    for (size_t end = breaker->count; end > 0; end = breaker->breaks[end].from)
        breaks.count++;
    breaks.ends = memory_resize(NULL, breaks.count + 1, sizeof *breaks.ends);
    size_t page = breaks.count;
    for (size_t end = breaker->count; end > 0; end = breaker->breaks[end].from)
        breaks.ends[--page] = end;
    return breaks;
}

struct breaks pages_break(const struct layout *layout, const struct galley *galley)
{
    struct breaker breaker;
    start_breaker(&breaker, layout, galley);
    for (size_t start = 0; start < breaker.count; start++)
        if (breaker.breaks[start].cost != unreached)
            try_pages(&breaker, start);
    struct breaks breaks = collect_breaks(&breaker);
    free(breaker.breaks);
    return breaks;
}
