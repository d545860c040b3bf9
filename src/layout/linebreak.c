/* Enters: a paragraph's atoms and the width of its lines. Leaves: its lines.
 * Total-fit line breaking after D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines",
 * Software: Practice and Experience 11 (1981), with TeX's three passes: without hyphens, with
 * hyphens, and an emergency pass that accepts any line that is not too long. For the last one,
 * whatever is wider than a line is split between any two clusters, so that there always is such a
 * line. All arithmetic is on integers. The active list is in the order of the text; the emergency
 * pass looks at its first few nodes only, which give the fullest lines, so that its time stays
 * linear even in a paragraph that is one endless word. */
#include "layout/layout.h"

#include <string.h>

enum fitness { FITNESS_TIGHT, FITNESS_NORMAL, FITNESS_LOOSE, FITNESS_VERY_LOOSE, FITNESS_COUNT };

enum {
    BADNESS_MAX = 10000,
    LINE_DEMERITS = 10,
    FITNESS_DEMERITS = 3000,
    DOUBLE_HYPHEN_DEMERITS = 12000,
    LAST_HYPHEN_DEMERITS = 8000,
    SHORT_LINE_DEMERITS = 6000,
    EMERGENCY_NODES = 8
};

static const uint32_t NONE = UINT32_MAX;

static const int64_t DEMERITS_MAX = INT64_MAX / 4;
static const int64_t RATIO_ONE = 1024;
/* More than any line costs: a way with three hyphens in a row is no way. */
static const int64_t TRIPLE_HYPHEN_DEMERITS = INT64_C(100000000000);

/* Widths summed up from the start of the paragraph. */
struct sums {
    int64_t width, stretch, shrink;
};

/* A feasible break: the best way to get here with a last line of this fitness. */
struct breakpoint {
    struct sums after; /* up to where the next line starts */
    int64_t demerits;
    uint32_t atom;           /* the break; NONE at the start */
    uint32_t start;          /* first atom of the next line */
    uint32_t previous, next; /* in `nodes`: the break before; the next active one */
    uint16_t hyphens;        /* in a row, up to here */
    bool first;              /* of the paragraph */
    enum fitness fitness;
};

struct breaker {
    const struct paragraph *paragraph;
    dimen first_width, width;
    bool ragged;
    int64_t extra_stretch; /* of every line */
    int tolerance;
    bool emergency;
    struct sums sums;
    uint32_t active; /* head of the list */
    uint32_t tail;
    uint32_t rejected; /* the node taken off the list last */
    VECTOR(struct breakpoint) nodes;
};

/* The best lines that end at the break under consideration. */
struct candidates {
    struct {
        int64_t demerits;
        uint32_t from;
    } best[FITNESS_COUNT];
};

/* ── Measuring a line ────────────────────────────────────────────────────────────────────────── */

struct fit {
    int badness; /* -1: too long */
    enum fitness fitness;
};

static int badness_of(int64_t ratio)
{
    if (ratio > 5 * RATIO_ONE)
        return BADNESS_MAX;
    int64_t badness = 100 * ratio * ratio / RATIO_ONE * ratio / RATIO_ONE / RATIO_ONE;
    return badness < BADNESS_MAX ? (int)badness : BADNESS_MAX;
}

static enum fitness fitness_of(int64_t ratio)
{
    if (ratio < -RATIO_ONE / 2)
        return FITNESS_TIGHT;
    if (ratio <= RATIO_ONE / 2)
        return FITNESS_NORMAL;
    return ratio <= RATIO_ONE ? FITNESS_LOOSE : FITNESS_VERY_LOOSE;
}

static struct fit fit_short_line(int64_t room, int64_t stretch, bool natural)
{
    if (natural || room == 0)
        return (struct fit){0, FITNESS_NORMAL};
    int64_t ratio = stretch > 0 ? room * RATIO_ONE / stretch : 6 * RATIO_ONE;
    return (struct fit){badness_of(ratio), fitness_of(ratio)};
}

static struct fit fit_line(const struct breaker *breaker, const struct breakpoint *from,
                           const struct atom *at)
{
    dimen width = from->first ? breaker->first_width : breaker->width;
    int64_t room = width - (breaker->sums.width - from->after.width);
    if (at && at->kind == ATOM_PENALTY)
        room -= at->width;
    bool natural = !at || at->penalty == ATOM_FORCED;
    if (room >= 0) {
        int64_t stretch = breaker->extra_stretch;
        if (!breaker->ragged)
            stretch += breaker->sums.stretch - from->after.stretch;
        return fit_short_line(room, stretch, natural);
    }
    int64_t shrink = breaker->ragged ? 0 : breaker->sums.shrink - from->after.shrink;
    if (shrink <= 0 || -room > shrink)
        return (struct fit){-1, FITNESS_TIGHT};
    int64_t ratio = -room * RATIO_ONE / shrink;
    return (struct fit){badness_of(ratio), fitness_of(-ratio)};
}

/* ── Demerits ────────────────────────────────────────────────────────────────────────────────── */

static int64_t hyphen_demerits(const struct breakpoint *from, const struct atom *at)
{
    if (!at)
        return from->hyphens ? LAST_HYPHEN_DEMERITS : 0;
    if (!at->hyphen || from->hyphens == 0)
        return 0;
    return from->hyphens >= 2 ? TRIPLE_HYPHEN_DEMERITS : DOUBLE_HYPHEN_DEMERITS;
}

/* A last line shorter than two ems looks like an accident. */
static int64_t short_line_demerits(const struct breaker *breaker, const struct breakpoint *from)
{
    const struct span *span = &breaker->paragraph->spans.items[0];
    int64_t natural = breaker->sums.width - from->after.width;
    return from->first || natural > 2 * (int64_t)span->style.size ? 0 : SHORT_LINE_DEMERITS;
}

static int64_t demerits_of(const struct breaker *breaker, const struct breakpoint *from,
                           const struct atom *at, struct fit fit)
{
    int64_t line = LINE_DEMERITS + fit.badness;
    int64_t demerits = line * line;
    if (at && at->penalty > 0)
        demerits += (int64_t)at->penalty * at->penalty;
    int apart = (int)fit.fitness - (int)from->fitness;
    if (apart > 1 || apart < -1)
        demerits += FITNESS_DEMERITS;
    demerits += hyphen_demerits(from, at);
    if (!at)
        demerits += short_line_demerits(breaker, from);
    demerits += from->demerits;
    return demerits < DEMERITS_MAX ? demerits : DEMERITS_MAX;
}

/* ── The active list ─────────────────────────────────────────────────────────────────────────── */

static void append_node(struct breaker *breaker, struct breakpoint node)
{
    uint32_t index = (uint32_t)breaker->nodes.count;
    node.next = NONE;
    vector_push(&breaker->nodes, node);
    if (breaker->active == NONE)
        breaker->active = index;
    else
        breaker->nodes.items[breaker->tail].next = index;
    breaker->tail = index;
}

static void remove_node(struct breaker *breaker, uint32_t before, uint32_t index)
{
    uint32_t next = breaker->nodes.items[index].next;
    if (before == NONE)
        breaker->active = next;
    else
        breaker->nodes.items[before].next = next;
    if (breaker->tail == index)
        breaker->tail = before;
    breaker->rejected = index;
}

static void consider(const struct breaker *breaker, uint32_t index, const struct atom *at,
                     struct fit fit, struct candidates *candidates)
{
    if (fit.badness > breaker->tolerance)
        return;
    int64_t demerits = demerits_of(breaker, &breaker->nodes.items[index], at, fit);
    enum fitness class = breaker->emergency ? FITNESS_NORMAL : fit.fitness;
    if (candidates->best[class].from == NONE || demerits < candidates->best[class].demerits) {
        candidates->best[class].demerits = demerits;
        candidates->best[class].from = index;
    }
}

/* Skips what vanishes after a break. */
static uint32_t next_line_start(const struct paragraph *paragraph, uint32_t at, struct sums *sums)
{
    uint32_t start = at;
    for (; start < paragraph->atoms.count; start++) {
        const struct atom *atom = &paragraph->atoms.items[start];
        if (atom->kind != ATOM_GLUE && atom->kind != ATOM_PENALTY)
            break;
        if (start > at && atom->kind == ATOM_PENALTY && atom->penalty == ATOM_FORCED)
            break;
        if (atom->kind == ATOM_GLUE) {
            sums->width += atom->width;
            sums->stretch += atom->stretch;
            sums->shrink += atom->shrink;
        }
    }
    return start;
}

static void add_breaks(struct breaker *breaker, uint32_t at, const struct candidates *candidates)
{
    struct sums after = breaker->sums;
    uint32_t start = next_line_start(breaker->paragraph, at, &after);
    const struct atom *atom =
        at < breaker->paragraph->atoms.count ? &breaker->paragraph->atoms.items[at] : NULL;
    for (int class = 0; class < FITNESS_COUNT; class ++) {
        uint32_t from = candidates->best[class].from;
        if (from == NONE)
            continue;
        uint16_t before = breaker->nodes.items[from].hyphens;
        append_node(breaker, (struct breakpoint){
                                 .after = after,
                                 .demerits = candidates->best[class].demerits,
                                 .atom = at,
                                 .start = start,
                                 .previous = from,
                                 .hyphens = atom && atom->hyphen ? (uint16_t)(before + 1) : 0,
                                 .fitness = (enum fitness) class});
    }
}

static void clear_candidates(struct candidates *candidates)
{
    for (int class = 0; class < FITNESS_COUNT; class ++)
        candidates->best[class].from = NONE;
}

/* When the emergency pass has no way on: something that cannot be split is wider than the line. */
static void accept_rejected(const struct breaker *breaker, struct candidates *candidates)
{
    if (!breaker->emergency || breaker->active != NONE ||
        candidates->best[FITNESS_NORMAL].from != NONE)
        return;
    candidates->best[FITNESS_NORMAL].from = breaker->rejected;
    candidates->best[FITNESS_NORMAL].demerits = breaker->nodes.items[breaker->rejected].demerits;
}

/* Every active line that ends at `at`, which is count at the end of the paragraph. Lines that have
 * become too long leave the list; at a forced break, all do. */
static void try_break(struct breaker *breaker, uint32_t at)
{
    const struct atom *atom =
        at < breaker->paragraph->atoms.count ? &breaker->paragraph->atoms.items[at] : NULL;
    bool forced = !atom || atom->penalty == ATOM_FORCED;
    uint32_t limit = breaker->emergency && !forced ? EMERGENCY_NODES : NONE;
    struct candidates candidates;
    clear_candidates(&candidates);
    uint32_t before = NONE, index = breaker->active;
    for (uint32_t kept = 0; index != NONE && kept < limit;) {
        uint32_t next = breaker->nodes.items[index].next;
        struct fit fit = fit_line(breaker, &breaker->nodes.items[index], atom);
        if (fit.badness >= 0)
            consider(breaker, index, atom, fit, &candidates);
        if (fit.badness < 0 || forced) {
            remove_node(breaker, before, index);
        } else {
            before = index;
            kept++;
        }
        index = next;
    }
    accept_rejected(breaker, &candidates);
    add_breaks(breaker, at, &candidates);
}

static void add_atom(struct sums *sums, const struct atom *atom)
{
    if (atom->kind == ATOM_PENALTY)
        return;
    sums->width += atom->width;
    sums->stretch += atom->stretch;
    sums->shrink += atom->shrink;
}

static uint32_t best_end(const struct breaker *breaker)
{
    uint32_t best = breaker->active;
    for (uint32_t i = best; i != NONE; i = breaker->nodes.items[i].next)
        if (breaker->nodes.items[i].demerits < breaker->nodes.items[best].demerits)
            best = i;
    return best;
}

/* One pass over the paragraph. False when no good way to its end was found. */
static bool run_pass(struct breaker *breaker)
{
    const struct paragraph *paragraph = breaker->paragraph;
    breaker->nodes.count = 0;
    breaker->active = NONE;
    breaker->sums = (struct sums){0};
    append_node(breaker,
                (struct breakpoint){.atom = NONE, .first = true, .fitness = FITNESS_NORMAL});
    for (uint32_t i = 0; i < paragraph->atoms.count && breaker->active != NONE; i++) {
        const struct atom *atom = &paragraph->atoms.items[i];
        bool breakable = atom->kind == ATOM_GLUE || atom->kind == ATOM_PENALTY;
        if (breakable && atom->penalty < ATOM_NEVER)
            try_break(breaker, i);
        add_atom(&breaker->sums, atom);
    }
    if (breaker->active != NONE)
        try_break(breaker, (uint32_t)paragraph->atoms.count);
    if (breaker->active == NONE)
        return false;
    return breaker->nodes.items[best_end(breaker)].demerits < TRIPLE_HYPHEN_DEMERITS;
}

/* ── The result ──────────────────────────────────────────────────────────────────────────────── */

static void store_lines(const struct breaker *breaker, struct paragraph *paragraph)
{
    paragraph->lines.count = 0;
    for (uint32_t i = best_end(breaker); breaker->nodes.items[i].atom != NONE;
         i = breaker->nodes.items[i].previous) {
        const struct breakpoint *node = &breaker->nodes.items[i];
        bool ends = node->atom >= paragraph->atoms.count;
        bool natural = ends || paragraph->atoms.items[node->atom].penalty == ATOM_FORCED;
        vector_push(&paragraph->lines,
                    (struct line){breaker->nodes.items[node->previous].start, node->atom, natural});
    }
    for (size_t i = 0, k = paragraph->lines.count; i + 1 < k--; i++) {
        struct line line = paragraph->lines.items[i];
        paragraph->lines.items[i] = paragraph->lines.items[k];
        paragraph->lines.items[k] = line;
    }
}

static dimen at_least(dimen width, dimen least)
{
    return width > least ? width : least;
}

void lines_break(struct layout *layout, struct paragraph *paragraph, const struct setting *setting)
{
    struct breaker breaker = {
        .paragraph = paragraph,
        .first_width = at_least(setting->width - setting->first_line, 1),
        .width = at_least(setting->width - setting->hang, 1),
        .ragged = setting->align != TEXT_ALIGN_JUSTIFY,
        .tolerance = 100,
    };
    dimen size = paragraph->spans.items[0].style.size;
    if (breaker.ragged)
        breaker.extra_stretch = (int64_t)5 * size;
    bool done = run_pass(&breaker);
    if (!done) {
        atoms_hyphenate(layout, paragraph);
        breaker.tolerance = 600;
        done = run_pass(&breaker);
    }
    if (!done) {
        dimen least = breaker.first_width < breaker.width ? breaker.first_width : breaker.width;
        atoms_split_wide(paragraph, least);
        breaker.emergency = true;
        breaker.tolerance = BADNESS_MAX;
        breaker.extra_stretch += (int64_t)3 * size;
        run_pass(&breaker);
    }
    store_lines(&breaker, paragraph);
    vector_drop(&breaker.nodes);
}
