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
    PRETOLERANCE = 60, /* badness of lines without hyphens */
    TOLERANCE = 600,   /* of lines with hyphens */
    RUNT_TOLERANCE = 200,
    SHORT_LINE_EMS = 3,
    LINE_DEMERITS = 10,
    EXPANSION_USED = EXPANSION_LIMIT - 1, /* the rest is for roundings */
    EXPANSION_RATIO = 300,                /* of RATIO_ONE: what the widest letters count for */
    FITNESS_DEMERITS = 3000,
    DOUBLE_HYPHEN_DEMERITS = 12000,
    LAST_HYPHEN_DEMERITS = 8000,
    SHORT_LINE_DEMERITS = 20000,
    EMERGENCY_NODES = 8,
    LINE_CLASSES = 4 /* ways with this many numbers of lines are kept apart, when lines count */
};

static const uint32_t NONE = UINT32_MAX;

static const int64_t DEMERITS_MAX = INT64_MAX / 4;
static const int64_t RATIO_ONE = 1024;
/* More than any line costs: a way with three hyphens in a row is no way. */
static const int64_t TRIPLE_HYPHEN_DEMERITS = INT64_C(100000000000);

/* Widths summed up from the start of the paragraph. */
struct sums {
    int64_t width, stretch, shrink;
    int64_t letters; /* the part of the width that may be expanded */
};

/* A feasible break: the best way to get here with a last line of this fitness. */
struct breakpoint {
    struct sums after; /* up to where the next line starts */
    int64_t demerits;
    uint32_t atom;           /* the break; NONE at the start */
    uint32_t start;          /* first atom of the next line */
    uint32_t previous, next; /* in `nodes`: the break before; the next active one */
    dimen protrusion;        /* of the next line, to the left */
    uint32_t line;           /* lines up to here */
    uint16_t hyphens;        /* in a row, up to here */
    bool first;              /* of the paragraph */
    bool goes_on;            /* the next line does, with one that had to be turned here */
    enum fitness fitness;
};

struct breaker {
    const struct paragraph *paragraph;
    dimen first_width, width, turn;
    bool ragged, optical;
    int64_t extra_stretch; /* of every line */
    int tolerance;
    bool emergency;
    uint32_t wanted; /* number of lines; 0: whatever is best */
    uint32_t fewest; /* lines of an active node, when their number is wanted */
    struct sums sums;
    dimen protrusion; /* to the right, of lines that break here */
    uint32_t active;  /* head of the list */
    uint32_t tail;
    uint32_t rejected; /* the node taken off the list last */
    /* The last row of atoms that vanish after a break at any of them: from, to, and what stands
     * before the latter. */
    uint32_t vanishes_from, vanishes_to;
    struct sums before_line;
    VECTOR(struct breakpoint) nodes;
};

/* The best lines that end at the break under consideration. */
struct candidate {
    int64_t demerits;
    uint32_t from;
};

struct candidates {
    struct candidate best[LINE_CLASSES][FITNESS_COUNT];
    unsigned classes;
};

/* ── Measuring a line ────────────────────────────────────────────────────────────────────────── */

struct fit {
    int badness; /* -1: too long */
    enum fitness fitness;
};

static dimen larger(dimen a, dimen b)
{
    return a > b ? a : b;
}

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

/* The letters take what they can of the room, or of what is lacking, and the glue the rest; what
 * the letters take counts too, so that of two lines the one nearer to its natural width is better.
 */
static int64_t ratio_of(int64_t room, int64_t expansion, int64_t glue)
{
    int64_t ratio = 0;
    if (expansion > 0)
        ratio = EXPANSION_RATIO * (room < expansion ? room : expansion) / expansion;
    room -= expansion;
    if (room <= 0)
        return ratio;
    return glue > 0 ? ratio + room * RATIO_ONE / glue : 6 * RATIO_ONE;
}

static struct fit fit_short_line(int64_t room, int64_t expansion, int64_t stretch, bool natural)
{
    if (natural || room == 0)
        return (struct fit){0, FITNESS_NORMAL};
    int64_t ratio = ratio_of(room, expansion, stretch);
    return (struct fit){badness_of(ratio), fitness_of(ratio)};
}

static struct fit fit_long_line(int64_t excess, int64_t expansion, int64_t shrink)
{
    if (excess > shrink + expansion)
        return (struct fit){-1, FITNESS_TIGHT};
    int64_t ratio = ratio_of(excess, expansion, shrink);
    return (struct fit){badness_of(ratio), fitness_of(-ratio)};
}

static struct fit fit_line(const struct breaker *breaker, const struct breakpoint *from,
                           const struct atom *at)
{
    dimen width = from->first ? breaker->first_width : breaker->width;
    if (from->goes_on)
        width = larger(width - breaker->turn, 1);
    int64_t room = width - (breaker->sums.width - from->after.width);
    if (at && at->kind == ATOM_PENALTY)
        room -= at->width;
    room += breaker->protrusion + from->protrusion;
    int64_t expansion = 0, stretch = 0, shrink = 0;
    if (!breaker->ragged) {
        expansion = (breaker->sums.letters - from->after.letters) * EXPANSION_USED / 1000;
        stretch = breaker->sums.stretch - from->after.stretch;
        shrink = breaker->sums.shrink - from->after.shrink;
    }
    if (room < 0)
        return fit_long_line(-room, expansion, shrink);
    bool natural = !at || at->penalty == ATOM_FORCED;
    return fit_short_line(room, expansion, stretch + breaker->extra_stretch, natural);
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

/* A last line shorter than this looks like an accident. */
static bool is_short_line(const struct breaker *breaker, const struct breakpoint *from,
                          const struct sums *end)
{
    dimen em = breaker->paragraph->spans.items[0].style.size;
    return !from->first && end->width - from->after.width < SHORT_LINE_EMS * (int64_t)em;
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
    if (!at && is_short_line(breaker, from, &breaker->sums))
        demerits += SHORT_LINE_DEMERITS;
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
    enum fitness fitness = breaker->emergency ? FITNESS_NORMAL : fit.fitness;
    uint32_t class = breaker->wanted ? breaker->nodes.items[index].line - breaker->fewest : 0;
    if (class >= candidates->classes)
        return;
    struct candidate *best = &candidates->best[class][fitness];
    if (best->from == NONE || demerits < best->demerits)
        *best = (struct candidate){demerits, index};
}

/* Skips what vanishes after a break: where the next line starts. A long row is walked once, however
 * many breaks there are in it. */
static uint32_t next_line_start(struct breaker *breaker, uint32_t at, struct sums *sums)
{
    const struct paragraph *paragraph = breaker->paragraph;
    uint32_t start = at;
    bool is_known = at > breaker->vanishes_from && at < breaker->vanishes_to;
    for (; !is_known && start < paragraph->atoms.count; start++) {
        const struct atom *atom = &paragraph->atoms.items[start];
        if ((atom->kind != ATOM_GLUE && atom->kind != ATOM_PENALTY) || atom->stays)
            break;
        if (start > at && atom->penalty == ATOM_FORCED)
            break;
        if (atom->kind == ATOM_GLUE) {
            sums->width += atom->width;
            sums->stretch += atom->stretch;
            sums->shrink += atom->shrink;
        }
    }
    if (!is_known) {
        breaker->vanishes_from = at;
        breaker->vanishes_to = start;
        breaker->before_line = *sums;
    }
    *sums = breaker->before_line;
    return breaker->vanishes_to;
}

static void add_break(struct breaker *breaker, struct breakpoint node, struct candidate candidate)
{
    const struct paragraph *paragraph = breaker->paragraph;
    const struct breakpoint *from = &breaker->nodes.items[candidate.from];
    bool hyphen = node.atom < paragraph->atoms.count && paragraph->atoms.items[node.atom].hyphen;
    node.demerits = candidate.demerits;
    node.previous = candidate.from;
    node.line = from->line + 1;
    node.hyphens = hyphen ? (uint16_t)(from->hyphens + 1) : 0;
    append_node(breaker, node);
}

static void add_breaks(struct breaker *breaker, uint32_t at, const struct candidates *candidates)
{
    struct breakpoint node = {.after = breaker->sums, .atom = at};
    node.goes_on = at < breaker->paragraph->atoms.count &&
                   breaker->paragraph->atoms.items[at].penalty != ATOM_FORCED;
    node.start = next_line_start(breaker, at, &node.after);
    node.protrusion = breaker->optical ? margin_left(breaker->paragraph, node.start) : 0;
    for (unsigned class = 0; class < candidates->classes; class ++)
        for (int fitness = 0; fitness < FITNESS_COUNT; fitness++) {
            node.fitness = (enum fitness)fitness;
            if (candidates->best[class][fitness].from != NONE)
                add_break(breaker, node, candidates->best[class][fitness]);
        }
}

static struct candidates no_candidates(struct breaker *breaker)
{
    struct candidates candidates = {.classes = breaker->wanted ? LINE_CLASSES : 1};
    for (unsigned class = 0; class < candidates.classes; class ++)
        for (int fitness = 0; fitness < FITNESS_COUNT; fitness++)
            candidates.best[class][fitness].from = NONE;
    breaker->fewest = NONE;
    for (uint32_t i = breaker->active; breaker->wanted && i != NONE;
         i = breaker->nodes.items[i].next)
        if (breaker->nodes.items[i].line < breaker->fewest)
            breaker->fewest = breaker->nodes.items[i].line;
    return candidates;
}

/* When the emergency pass has no way on: something that cannot be split is wider than the line. */
static void accept_rejected(const struct breaker *breaker, struct candidates *candidates)
{
    struct candidate *best = &candidates->best[0][FITNESS_NORMAL];
    if (!breaker->emergency || breaker->active != NONE || best->from != NONE)
        return;
    *best = (struct candidate){breaker->nodes.items[breaker->rejected].demerits, breaker->rejected};
}

/* Every active line that ends at `at`, which is count at the end of the paragraph. Lines that have
 * become too long leave the list; at a forced break, all do. */
static void try_break(struct breaker *breaker, uint32_t at)
{
    const struct atom *atom =
        at < breaker->paragraph->atoms.count ? &breaker->paragraph->atoms.items[at] : NULL;
    bool forced = !atom || atom->penalty == ATOM_FORCED;
    uint32_t limit = breaker->emergency && !forced ? EMERGENCY_NODES : NONE;
    struct candidates candidates = no_candidates(breaker);
    if (breaker->optical)
        breaker->protrusion = margin_right(breaker->paragraph, at);
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
    sums->letters += atom->expands ? atom->width : 0;
}

/* The end with the fewest demerits, of those with as many lines as are wanted. */
static uint32_t best_end(const struct breaker *breaker)
{
    uint32_t best = NONE;
    for (uint32_t i = breaker->active; i != NONE; i = breaker->nodes.items[i].next) {
        const struct breakpoint *node = &breaker->nodes.items[i];
        if (breaker->wanted && node->line != breaker->wanted)
            continue;
        if (best == NONE || node->demerits < breaker->nodes.items[best].demerits)
            best = i;
    }
    return best;
}

/* One pass over the paragraph. False when no good way to its end was found. */
static bool run_pass(struct breaker *breaker)
{
    const struct paragraph *paragraph = breaker->paragraph;
    breaker->nodes.count = 0;
    breaker->active = NONE;
    breaker->sums = (struct sums){0};
    breaker->vanishes_from = breaker->vanishes_to = 0;
    append_node(breaker, (struct breakpoint){
                             .atom = NONE,
                             .first = true,
                             .protrusion = breaker->optical ? margin_left(paragraph, 0) : 0,
                             .fitness = FITNESS_NORMAL,
                         });
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
    uint32_t end = best_end(breaker);
    return end != NONE && breaker->nodes.items[end].demerits < TRIPLE_HYPHEN_DEMERITS;
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

static bool is_runt(const struct breaker *breaker, uint32_t end)
{
    const struct breakpoint *node = &breaker->nodes.items[end];
    return node->line > 1 &&
           is_short_line(breaker, &breaker->nodes.items[node->previous], &node->after);
}

/* Where the last line is only a short word, and the paragraph can do with one line less, in lines
 * that are all good, it is set so, with hyphens if need be: Knuth's looseness of -1. */
static void take_in_runt(struct layout *layout, struct breaker *breaker,
                         struct paragraph *paragraph)
{
    uint32_t end = best_end(breaker);
    if (breaker->ragged || breaker->emergency || !is_runt(breaker, end))
        return;
    breaker->wanted = breaker->nodes.items[end].line - 1;
    if (breaker->tolerance < TOLERANCE)
        atoms_hyphenate(layout, paragraph);
    breaker->tolerance = RUNT_TOLERANCE;
    if (run_pass(breaker))
        return;
    breaker->wanted = 0;
    breaker->tolerance = TOLERANCE;
    run_pass(breaker);
}

static void break_in_need(struct breaker *breaker, struct paragraph *paragraph)
{
    dimen width = larger(breaker->width - breaker->turn, 1);
    atoms_split_wide(paragraph, breaker->first_width < width ? breaker->first_width : width);
    breaker->emergency = true;
    breaker->tolerance = BADNESS_MAX;
    breaker->extra_stretch += (int64_t)3 * paragraph->spans.items[0].style.size;
    run_pass(breaker);
}

void lines_break_best(struct layout *layout, struct paragraph *paragraph,
                      const struct setting *setting)
{
    struct breaker breaker = {
        .paragraph = paragraph,
        .first_width = larger(setting->width - setting->first_line, 1),
        .width = larger(setting->width - setting->hang, 1),
        .turn = setting->turn,
        .ragged = setting->align != TEXT_ALIGN_JUSTIFY,
        .optical = margin_is_optical(paragraph, setting),
        .tolerance = PRETOLERANCE,
    };
    if (breaker.ragged)
        breaker.extra_stretch = (int64_t)5 * paragraph->spans.items[0].style.size;
    bool done = run_pass(&breaker);
    if (!done) {
        atoms_hyphenate(layout, paragraph);
        breaker.tolerance = TOLERANCE;
        done = run_pass(&breaker);
    }
    if (!done)
        break_in_need(&breaker, paragraph);
    take_in_runt(layout, &breaker, paragraph);
    store_lines(&breaker, paragraph);
    vector_drop(&breaker.nodes);
}
