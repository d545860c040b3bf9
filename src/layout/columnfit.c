/* Enters: the strips of a section and a height. Leaves: where its columns end.
 * Column by column the cheapest few ends are kept (a beam: the best one is among them but for odd
 * cases, and time stays linear); from each of these the next column is tried. A break costs its
 * penalty, a column the cube of its emptiness and the square of what it is shorter than its
 * neighbours, unless its glue can grow by so much. To balance a section, the least height that
 * takes it all is found by halving, for what fits into a height fits into a greater one; then some
 * heights above it are tried for cheaper breaks. */
#include "layout/columnbreak.h"

enum {
    PENALTY_COST = 10,
    APART_COST = 4,
    GROWTH_COST = 10,
    HEIGHT_COST = 300, /* of a unit by which balanced columns are higher than need be */
    HEIGHTS = 6,
    MOST_STRIPS = 2000
};

static const int64_t forbidden_cost = (int64_t)1 << 24;

/* A column that is being tried. */
struct column_trial {
    size_t start;
    int64_t used, stretch;
};

static const struct column_set *set_of(const struct column_task *task)
{
    return task->strips[task->first].columns;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t above_zero(int64_t value)
{
    return value > 0 ? value : 0;
}

dimen column_opening(const struct strip *strip)
{
    dimen head = strip->head - strip->columns->padding;
    return (head > 0 ? head : 0) + (strip->repeat ? strip->repeat->height : 0);
}

static struct column_trial start_column(const struct column_task *task, size_t start)
{
    return (struct column_trial){.start = start, .used = column_opening(&task->strips[start])};
}

/* Adds a strip; false when it does not fit, or must begin a column itself. */
static bool extend(const struct column_task *task, struct column_trial *trial, size_t index)
{
    const struct strip *strip = &task->strips[index];
    if (index > trial->start) {
        if (strip->opens_column || index - trial->start > MOST_STRIPS)
            return false;
        trial->used = strip_top(strip, trial->used, task->unit);
        trial->stretch += strip->stretch;
    }
    trial->used += strip->height;
    return trial->used <= task->room || (task->must && index == trial->start);
}

static bool must_end(const struct column_task *task, size_t end)
{
    return end == task->end || task->strips[end].opens_column;
}

static int32_t penalty_at(const struct column_task *task, size_t end)
{
    const struct strip *strip = &task->strips[end];
    bool is_kept = strip->column_penalty > 0 && strip->column_penalty > strip->penalty;
    return is_kept ? strip->column_penalty : strip->penalty;
}

/* One line of a paragraph that comes from the column before and goes on in the next one. */
static bool is_lone(const struct column_task *task, const struct column_trial *trial, size_t end)
{
    return end == trial->start + 1 && task->strips[trial->start].is_inner &&
           task->strips[end].is_inner;
}

/* May a column end here? Below a ground that goes on there is its padding. */
static bool may_end(const struct column_task *task, const struct column_trial *trial, size_t end)
{
    if (must_end(task, end))
        return true;
    if ((penalty_at(task, end) >= PENALTY_FORBIDDEN || is_lone(task, trial, end)) && !task->forced)
        return false;
    int64_t tail = above_zero(task->strips[end - 1].tail - set_of(task)->padding);
    return trial->used + tail <= task->room || (task->must && end == trial->start + 1);
}

static int64_t share_of(const struct column_task *task, int64_t height)
{
    return above_zero(height) * 1000 / task->depth;
}

/* What a column costs for not reaching as deep as its neighbours. */
static int64_t apart_cost(const struct column_task *task, int64_t missing, int64_t stretch)
{
    int64_t share = share_of(task, missing);
    if (missing <= stretch)
        return share * GROWTH_COST;
    return share * share * APART_COST / set_of(task)->count;
}

/* The same, and for not being full. */
static int64_t hole_cost(const struct column_task *task, int64_t missing, int64_t stretch)
{
    int64_t share = missing <= stretch ? 0 : share_of(task, missing);
    return ((share * share * share) >> 10) / set_of(task)->count +
           apart_cost(task, missing, stretch);
}

static int64_t break_cost(const struct column_task *task, size_t end)
{
    if (must_end(task, end))
        return 0;
    int64_t penalty = penalty_at(task, end), cost = penalty * PENALTY_COST;
    return penalty < PENALTY_FORBIDDEN ? cost : cost + penalty * forbidden_cost;
}

/* ── Ways ────────────────────────────────────────────────────────────────────────────────────── */

/* Keeps the cheapest, of those with one end the cheaper one. */
static void keep_in_layer(struct column_fits *fits, const struct column_fit *fit)
{
    struct column_fit *kept = fits->layers[fit->column].fits;
    size_t *count = &fits->layers[fit->column].count, worst = 0;
    for (size_t i = 0; i < *count; i++) {
        if (kept[i].end == fit->end) {
            if (fit->cost < kept[i].cost)
                kept[i] = *fit;
            return;
        }
        if (kept[i].cost > kept[worst].cost)
            worst = i;
    }
    if (*count < COLUMN_BEAM)
        kept[(*count)++] = *fit;
    else if (fit->cost < kept[worst].cost)
        kept[worst] = *fit;
}

static void keep_end(const struct column_task *task, struct column_fits *fits,
                     const struct column_fit *fit)
{
    size_t index = fit->end - task->first - 1;
    while (fits->ends.count <= index)
        vector_push(&fits->ends, (struct column_fit){.cost = COLUMN_UNREACHED});
    if (fit->cost < fits->ends.items[index].cost)
        fits->ends.items[index] = *fit;
}

/* How deep a column is, if it is filled where it can be. */
static int64_t reach_of(const struct column_task *task, const struct column_trial *trial)
{
    bool fills = trial->used < task->room && trial->used + trial->stretch >= task->room;
    return fills ? task->room : trial->used;
}

/* All ends of the column that follows on `from`. */
static void try_column(const struct column_task *task, struct column_fits *fits,
                       const struct column_fit *from, uint8_t from_index, uint8_t column)
{
    bool is_last = column + 1 == set_of(task)->count;
    size_t start = from ? from->end : task->first;
    struct column_trial trial = start_column(task, start);
    for (size_t end = start + 1; end <= task->end && extend(task, &trial, end - 1); end++) {
        if (!may_end(task, &trial, end))
            continue;
        struct column_fit fit = {.cost = from ? from->cost : 0,
                                 .end = end,
                                 .used = trial.used,
                                 .stretch = trial.stretch,
                                 .deepest = trial.used,
                                 .reach = reach_of(task, &trial),
                                 .column = column,
                                 .from = from_index};
        if (from) {
            fit.deepest = larger(fit.deepest, from->deepest);
            fit.reach = larger(fit.reach, from->reach);
        }
        if (is_last || end == task->end) {
            if (!must_end(task, end))
                fit.cost += apart_cost(task, task->room - trial.used, trial.stretch);
            keep_end(task, fits, &fit);
            continue;
        }
        fit.cost += break_cost(task, end);
        if (!task->strips[end].opens_column)
            fit.cost += hole_cost(task, task->room - trial.used, trial.stretch);
        keep_in_layer(fits, &fit);
    }
}

void columns_fill(const struct column_task *task, struct column_fits *fits)
{
    int count = set_of(task)->count;
    fits->ends.count = 0;
    for (int column = 0; column < count; column++)
        fits->layers[column].count = 0;
    try_column(task, fits, NULL, 0, 0);
    for (int column = 1; column < count; column++)
        for (size_t i = 0; i < fits->layers[column - 1].count; i++)
            try_column(task, fits, &fits->layers[column - 1].fits[i], (uint8_t)i, (uint8_t)column);
}

/* ── Balance ─────────────────────────────────────────────────────────────────────────────────── */

/* The end of a column that is filled as far as it may be; its start when nothing fits. */
static size_t fill_greedily(const struct column_task *task, size_t start)
{
    size_t best = start;
    struct column_trial trial = start_column(task, start);
    for (size_t end = start + 1; end <= task->end && extend(task, &trial, end - 1); end++)
        if (may_end(task, &trial, end))
            best = end;
    return best;
}

static bool takes_all(const struct column_task *task, dimen height)
{
    struct column_task lower = *task;
    size_t at = task->first;
    lower.room = height;
    for (int column = 0; column < set_of(task)->count && at < task->end; column++) {
        size_t end = fill_greedily(&lower, at);
        if (end == at)
            return false;
        at = end;
    }
    return at == task->end;
}

/* The height of all in one column; more than there is room for when it cannot be balanced. */
static int64_t measure_all(const struct column_task *task)
{
    int64_t used = 0, most = (int64_t)task->room * set_of(task)->count * 5 / 4;
    for (size_t i = task->first; i < task->end && used <= most; i++)
        used = (i > task->first ? strip_top(&task->strips[i], used, task->unit) : used) +
               task->strips[i].height;
    return used <= most ? used : INT64_MAX;
}

/* In units; 0: there is not so much room. */
static int64_t find_height(const struct column_task *task)
{
    int64_t all = measure_all(task), unit = task->unit, high = task->room / unit;
    if (all == INT64_MAX || high < 1 || !takes_all(task, (dimen)(high * unit)))
        return 0;
    int64_t low = all / set_of(task)->count / unit / 2;
    while (low + 1 < high) {
        int64_t middle = low + (high - low) / 2;
        if (takes_all(task, (dimen)(middle * unit)))
            high = middle;
        else
            low = middle;
    }
    return high;
}

/* For the columns' not ending level: the last one, and empty ones. */
static int64_t end_cost(const struct column_task *task, const struct column_fit *fit)
{
    int empty = set_of(task)->count - fit->column - 1;
    return hole_cost(task, fit->deepest - fit->used, fit->stretch) +
           empty * hole_cost(task, fit->deepest, 0);
}

static const struct column_fit *find_end(const struct column_task *task,
                                         const struct column_fits *fits)
{
    size_t index = task->end - task->first - 1;
    if (index >= fits->ends.count || fits->ends.items[index].cost == COLUMN_UNREACHED)
        return NULL;
    return &fits->ends.items[index];
}

bool columns_balance(const struct column_task *task, struct column_fits *fits, dimen *height,
                     int64_t *cost)
{
    struct column_task lower = *task;
    lower.must = false;
    int64_t least = find_height(&lower), best = 0;
    if (least == 0)
        return false;
    *cost = COLUMN_UNREACHED;
    for (int64_t units = least; units <= least + HEIGHTS; units++) {
        lower.room = (dimen)(units * task->unit);
        bool can_gain = *cost > (units - least) * HEIGHT_COST;
        if (lower.room > task->room || !can_gain)
            break;
        columns_fill(&lower, fits);
        const struct column_fit *fit = find_end(task, fits);
        int64_t here = fit ? fit->cost + end_cost(&lower, fit) + (units - least) * HEIGHT_COST
                           : COLUMN_UNREACHED;
        if (here < *cost) {
            *cost = here;
            best = units;
        }
    }
    if (best == 0)
        return false;
    lower.room = (dimen)(best * task->unit);
    columns_fill(&lower, fits);
    *height = (dimen)find_end(task, fits)->deepest;
    return true;
}

/* ── Ends ────────────────────────────────────────────────────────────────────────────────────── */

static dimen growth_to(const struct column_task *task, const struct column_fit *fit, int64_t level)
{
    int64_t missing = level - fit->used;
    missing -= missing > 0 ? missing % task->unit : 0;
    return missing > 0 && missing <= fit->stretch ? (dimen)missing : 0;
}

static bool can_reach(const struct column_fit *fit, int64_t level)
{
    return fit->used <= level && fit->used + fit->stretch >= level;
}

void columns_level(const struct column_task *task, const struct column_fits *fits,
                   const struct column_fit *fit, dimen full, struct page_end *ends)
{
    const struct column_fit *ways[COLUMNS_MOST] = {fit};
    int used = fit->column + 1, filled = 0, level = 0;
    int64_t deepest = fit->deepest;
    for (int i = used - 1; i >= 0; i--) {
        ways[i] = fit;
        filled += can_reach(fit, full);
        level += can_reach(fit, deepest);
        if (i > 0)
            fit = &fits->layers[i - 1].fits[fit->from];
    }
    for (int i = 0; i < set_of(task)->count; i++) {
        const struct column_fit *way = ways[i < used ? i : used - 1];
        dimen extra = growth_to(task, way, filled >= level ? full : deepest);
        ends[i] = (struct page_end){way->end, i < used ? extra : 0};
    }
}
