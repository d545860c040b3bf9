/* Enters: a galley of which some strips stand in columns. Leaves: for a page that reaches them,
 * where it may end, and how deep the columns then are. A section is a run of strips in the same
 * columns: what spans them parts it from the next one. On a page a section either fits as a whole,
 * balanced, and the page goes on below it; or it goes on on the next page, and fills the rest of
 * this one. Balancing does not depend on the place on the page, so it is done once for each strip
 * that a section's part on a page may begin with. Notes stand below all columns, so they are room
 * that no column has. How many there are depends on where the page ends, which depends on the room:
 * it is tried with the notes so far, then with as many more as the ends that were found bring
 * along. */
#include "layout/columnbreak.h"

enum { NOTE_LEVELS = 8, LEAST_LINES = 2 };

/* The rest of a section from a strip on, in balanced columns. */
struct balance {
    bool is_known, fits;
    dimen height;
    int64_t cost;
};

struct column_breaker {
    const struct layout *layout;
    const struct strip *strips;
    size_t count;
    size_t *sections;      /* where the section of a strip ends */
    int64_t *notes;        /* heights of those before a strip; count + 1 */
    struct balance *known; /* by the strip that begins */
    struct column_fits fits;
};

/* ── What is known beforehand ────────────────────────────────────────────────────────────────── */

static bool has_columns(const struct galley *galley)
{
    for (size_t i = 0; i < galley->strips.count; i++)
        if (galley->strips.items[i].columns)
            return true;
    return false;
}

static void find_sections(struct column_breaker *breaker)
{
    for (size_t i = breaker->count; i-- > 0;) {
        const struct strip *strip = &breaker->strips[i];
        bool goes_on =
            i + 1 < breaker->count && strip[1].columns == strip->columns && !strip[1].opens_page;
        breaker->sections[i] = goes_on ? breaker->sections[i + 1] : i + 1;
    }
}

static void sum_notes(struct column_breaker *breaker)
{
    breaker->notes[0] = 0;
    for (size_t i = 0; i < breaker->count; i++) {
        breaker->notes[i + 1] = breaker->notes[i];
        for (const struct note *note = breaker->strips[i].notes; note; note = note->next)
            breaker->notes[i + 1] += galley_height(note->strips, note->count);
    }
}

struct column_breaker *columns_prepare(const struct layout *layout, const struct galley *galley)
{
    if (!has_columns(galley))
        return NULL;
    size_t count = galley->strips.count;
    struct column_breaker *breaker = memory_resize(NULL, 1, sizeof *breaker);
    *breaker =
        (struct column_breaker){.layout = layout, .strips = galley->strips.items, .count = count};
    breaker->sections = memory_resize(NULL, count, sizeof *breaker->sections);
    breaker->notes = memory_resize(NULL, count + 1, sizeof *breaker->notes);
    breaker->known = memory_resize(NULL, count, sizeof *breaker->known);
    find_sections(breaker);
    sum_notes(breaker);
    columns_restart(breaker);
    return breaker;
}

void columns_drop(struct column_breaker *breaker)
{
    if (!breaker)
        return;
    free(breaker->sections);
    free(breaker->notes);
    free(breaker->known);
    vector_drop(&breaker->fits.ends);
    free(breaker);
}

void columns_restart(struct column_breaker *breaker)
{
    for (size_t i = 0; i < breaker->count; i++)
        breaker->known[i] = (struct balance){0};
}

/* ── Room ────────────────────────────────────────────────────────────────────────────────────── */

static int64_t most_notes(const struct column_breaker *breaker)
{
    return (int64_t)breaker->layout->depth * 3 / 5;
}

/* What of the page is left for text, above notes: they leave two fifths of it at least. */
static int64_t depth_above(const struct column_breaker *breaker, int64_t notes)
{
    int64_t most = most_notes(breaker);
    notes = notes < most ? notes : most;
    return breaker->layout->depth - (notes > 0 ? notes + notes_gap(breaker->layout) : 0);
}

static int64_t notes_between(const struct column_breaker *breaker, size_t start, size_t end)
{
    return breaker->notes[end] - breaker->notes[start];
}

/* Where the columns begin. */
static int64_t find_top(const struct column_breaker *breaker, const struct column_place *place)
{
    const struct strip *strip = &breaker->strips[place->first];
    if (place->first == place->start)
        return strip->columns->padding;
    return columns_top(strip, place->used, breaker->layout->page->unit);
}

static struct column_task start_task(const struct column_breaker *breaker,
                                     const struct column_place *place, int64_t room)
{
    return (struct column_task){.strips = breaker->strips,
                                .first = place->first,
                                .end = breaker->sections[place->first],
                                .room = (dimen)(room > 0 ? room : 0),
                                .depth = breaker->layout->depth,
                                .unit = breaker->layout->page->unit,
                                .must = place->first == place->start,
                                .forced = place->forced};
}

/* Of the columns down to the notes. */
static int64_t find_room(const struct column_breaker *breaker, const struct column_place *place,
                         int64_t notes)
{
    dimen padding = breaker->strips[place->first].columns->padding;
    return depth_above(breaker, notes) - find_top(breaker, place) - padding;
}

/* ── A section as a whole ────────────────────────────────────────────────────────────────────── */

/* The section in columns that are filled in turn; the way is that of its end. */
static struct balance fill_in_turn(struct column_breaker *breaker, const struct column_task *task)
{
    struct column_task filling = *task;
    filling.must = false;
    columns_fill(&filling, &breaker->fits);
    size_t index = task->end - task->first - 1;
    const struct column_fits *fits = &breaker->fits;
    if (index >= fits->ends.count || fits->ends.items[index].cost == COLUMN_UNREACHED)
        return (struct balance){0};
    const struct column_fit *fit = &fits->ends.items[index];
    return (struct balance){true, true, (dimen)fit->deepest, fit->cost};
}

static struct balance balance(struct column_breaker *breaker, const struct column_task *task)
{
    if (task->strips[task->first].columns->filled_in_turn)
        return fill_in_turn(breaker, task);
    struct balance *known = &breaker->known[task->first];
    if (!known->is_known) {
        struct column_task whole = *task;
        whole.room = task->depth;
        *known = (struct balance){.is_known = true};
        known->fits = columns_balance(&whole, &breaker->fits, &known->height, &known->cost);
    }
    struct balance here = *known;
    here.fits = here.fits && here.height <= task->room;
    return here;
}

static bool try_whole(struct column_breaker *breaker, const struct column_place *place,
                      struct column_page *whole)
{
    size_t end = breaker->sections[place->first];
    int64_t notes = place->notes + notes_between(breaker, place->first, end);
    int64_t room = find_room(breaker, place, notes);
    if (room <= 0)
        return false;
    struct column_task task = start_task(breaker, place, room);
    struct balance found = balance(breaker, &task);
    *whole = (struct column_page){.end = end,
                                  .used = find_top(breaker, place) + found.height,
                                  .notes = notes,
                                  .cost = found.cost,
                                  .count = 1};
    whole->room = depth_above(breaker, notes) - whole->used;
    return found.fits;
}

/* ── Pages that end within a section ─────────────────────────────────────────────────────────── */

/* What pages are reported to. */
struct reporting {
    void (*report)(void *context, const struct column_page *page);
    void *context;
    int64_t above, level; /* of notes: only pages with as many are reported */
    bool takes_end;       /* the section's end, too */
};

static void report_fit(const struct column_breaker *breaker, const struct column_place *place,
                       const struct reporting *reporting, const struct column_fit *fit,
                       int64_t room)
{
    const struct strip *next = &breaker->strips[fit->end];
    bool is_asked_for = fit->end < breaker->sections[place->first] && next->opens_column;
    struct column_page page = {
        .end = fit->end,
        .used = find_top(breaker, place) + fit->reach,
        .notes = place->notes + notes_between(breaker, place->first, fit->end),
        .room = is_asked_for || fit->used + fit->stretch >= room ? 0 : room - fit->used,
        .count = breaker->strips[place->first].columns->count,
        .cost = fit->cost};
    reporting->report(reporting->context, &page);
}

/* Reports what was found; gives back the fewest notes above `level` of the other ends. */
static int64_t report_fits(const struct column_breaker *breaker, const struct column_place *place,
                           const struct reporting *reporting, int64_t room)
{
    int64_t next = INT64_MAX;
    for (size_t i = 0; i < breaker->fits.ends.count; i++) {
        const struct column_fit *fit = &breaker->fits.ends.items[i];
        if (fit->cost == COLUMN_UNREACHED ||
            (!reporting->takes_end && fit->end == breaker->sections[place->first]))
            continue;
        int64_t notes = place->notes + notes_between(breaker, place->first, fit->end);
        if (notes > reporting->level && notes < next)
            next = notes;
        if (notes > reporting->above && notes <= reporting->level)
            report_fit(breaker, place, reporting, fit, room);
    }
    return next;
}

static void try_parts(struct column_breaker *breaker, const struct column_place *place,
                      struct reporting *reporting)
{
    reporting->above = -1;
    reporting->level = place->notes;
    for (int pass = 1; pass <= NOTE_LEVELS && reporting->level != INT64_MAX; pass++) {
        if (reporting->level >= most_notes(breaker) || pass == NOTE_LEVELS)
            reporting->level = INT64_MAX - 1;
        int64_t room = find_room(breaker, place, reporting->level);
        struct column_task task = start_task(breaker, place, room);
        if (!task.must && room < LEAST_LINES * 2 * task.unit)
            return;
        columns_fill(&task, &breaker->fits);
        int64_t next = report_fits(breaker, place, reporting, room);
        reporting->above = reporting->level;
        reporting->level = next;
    }
}

bool columns_try(struct column_breaker *breaker, const struct column_place *place,
                 void (*report)(void *context, const struct column_page *page), void *context,
                 struct column_page *whole)
{
    bool fits = try_whole(breaker, place, whole);
    struct reporting reporting = {.report = report, .context = context, .takes_end = !fits};
    try_parts(breaker, place, &reporting);
    return fits;
}

/* ── The columns of a chosen page ────────────────────────────────────────────────────────────── */

static void push_ends(struct column_breaker *breaker, const struct column_task *task, size_t end,
                      dimen full, page_ends *ends)
{
    struct page_end levelled[COLUMNS_MOST];
    columns_level(task, &breaker->fits, &breaker->fits.ends.items[end - task->first - 1], full,
                  levelled);
    for (int i = 0; i < task->strips[task->first].columns->count; i++)
        vector_push(ends, levelled[i]);
}

static bool reaches(const struct column_breaker *breaker, const struct column_task *task,
                    size_t end)
{
    size_t index = end - task->first - 1;
    return index < breaker->fits.ends.count &&
           breaker->fits.ends.items[index].cost != COLUMN_UNREACHED;
}

/* How much shorter the shortest column is than the deepest one. */
static int64_t measure_apart(const struct column_fits *fits, const struct column_fit *fit)
{
    int64_t deepest = fit->deepest, least = fit->used;
    for (int i = fit->column; i > 0; i--) {
        fit = &fits->layers[i - 1].fits[fit->from];
        least = fit->used < least ? fit->used : least;
    }
    return deepest - least;
}

/* All in higher and higher columns, against all penalties; in the end, in one. */
static void force_ends(struct column_breaker *breaker, const struct column_task *task, size_t end,
                       page_ends *ends)
{
    struct column_task part = *task;
    part.end = end;
    part.must = part.forced = true;
    columns_fill(&part, &breaker->fits);
    while (!reaches(breaker, &part, end) && part.room < DIMEN_MAX / 4) {
        part.room = 2 * part.room + part.unit;
        columns_fill(&part, &breaker->fits);
    }
    if (reaches(breaker, &part, end)) {
        push_ends(breaker, &part, end, 0, ends);
        return;
    }
    for (int i = 0; i < task->strips[task->first].columns->count; i++)
        vector_push(ends, (struct page_end){.strip = end});
}

/* Columns of a page that cannot be filled end level all the same. */
static void settle_part(struct column_breaker *breaker, const struct column_task *task, size_t end,
                        page_ends *ends)
{
    struct column_task part = *task;
    const struct column_fits *fits = &breaker->fits;
    size_t index = end - task->first - 1;
    dimen height;
    int64_t cost, apart = INT64_MAX;
    columns_fill(task, &breaker->fits);
    if (reaches(breaker, task, end))
        apart = measure_apart(fits, &fits->ends.items[index]);
    part.end = end;
    bool is_level = apart <= 2 * task->unit ||
                    (apart < INT64_MAX && task->strips[task->first].columns->filled_in_turn);
    if (!is_level && columns_balance(&part, &breaker->fits, &height, &cost) &&
        measure_apart(fits, &fits->ends.items[index]) < apart) {
        push_ends(breaker, &part, end, 0, ends);
        return;
    }
    columns_fill(task, &breaker->fits);
    if (reaches(breaker, task, end))
        push_ends(breaker, task, end, task->room, ends);
    else
        force_ends(breaker, task, end, ends);
}

/* The section from `place` on, or its part before `end`; gives back where it ends on the page. */
static size_t settle_section(struct column_breaker *breaker, struct column_place *place, size_t end,
                             int64_t all_notes, page_ends *ends)
{
    struct column_page whole;
    size_t section = breaker->sections[place->first];
    if (section <= end && try_whole(breaker, place, &whole)) {
        struct column_task task = start_task(breaker, place, whole.used);
        dimen height;
        int64_t cost;
        task.room = task.depth;
        if (task.strips[task.first].columns->filled_in_turn)
            (void)try_whole(breaker, place, &whole);
        else
            columns_balance(&task, &breaker->fits, &height, &cost);
        push_ends(breaker, &task, section, 0, ends);
        place->used = whole.used;
        place->notes = whole.notes;
        return section;
    }
    int64_t room = find_room(breaker, place, all_notes);
    struct column_task task = start_task(breaker, place, room);
    settle_part(breaker, &task, section < end ? section : end, ends);
    place->used = breaker->layout->depth;
    return section < end ? section : end;
}

void columns_settle(struct column_breaker *breaker, size_t start, size_t end, int64_t carried,
                    bool forced, page_ends *ends)
{
    struct column_place place = {.start = start, .notes = carried, .forced = forced};
    dimen unit = breaker->layout->page->unit;
    int64_t all_notes = carried + notes_between(breaker, start, end);
    for (size_t at = start; at < end;) {
        const struct strip *strip = &breaker->strips[at];
        place.first = at;
        if (strip->columns) {
            at = settle_section(breaker, &place, end, all_notes, ends);
            continue;
        }
        place.used = at > start ? strip_top(strip, place.used, unit)
                                : strip->head + (strip->repeat ? strip->repeat->height : 0);
        place.used += strip->height;
        place.notes += notes_between(breaker, at, at + 1);
        at++;
    }
}
