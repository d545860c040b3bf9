/* Setting one line: what lines.c, order.c, run.c and trace.c share. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_TYPESETTER_H
#define BIFOLIO_LAYOUT_TYPESETTER_H

#include "layout/layout.h"

/* Where an atom of the line is. */
struct place {
    dimen left, right;
};

/* A word over a line's end: atoms [first, end), text [start, finish); the atom at which the line
 * ends, and where its text does. All 0: none. */
struct divided {
    uint32_t first, end, start, finish, at, stop;
};

/* What is set on the line, in buffers that are used again for every line. */
struct typesetter {
    struct layout *layout;
    const struct paragraph *paragraph;
    struct arena *arena; /* for what the strip holds */
    dimen baseline;
    int expansion;     /* of the line's letters, per mille */
    dimen leader_room; /* by which each leader of the line grows */
    /* Of the line's atoms, and of the space or hyphen at which it breaks, counted from its first:
     */
    VECTOR(struct place) places;
    VECTOR(unsigned char) levels; /* odd: runs from right to left */
    VECTOR(uint32_t) order;       /* which one is the k-th from the left */
    dimen end;                    /* where the last of them ends */
    VECTOR(struct placed) items;
    VECTOR(struct glyph) glyphs; /* of the open run */
    VECTOR(struct link_area) links;
    VECTOR(uint32_t) anchors;
    struct note *notes, **last_note;
    bool run_open;
    struct placed run;
    bool run_backward; /* from right to left: glyphs come in, as they stand, from its end */
    uint32_t run_start, run_end, run_span; /* offsets in the paragraph's text; span */
    const struct atom *right;              /* the one to the right of the atom being set; NULL */
    struct divided begun, left;            /* words that the line shares with its neighbours */
    dimen pen;
};

static inline const struct span *span_of(const struct typesetter *setter, const struct atom *atom)
{
    return &setter->paragraph->spans.items[atom->span];
}

/* Width of an atom on the line. */
static inline dimen width_of(const struct typesetter *setter, const struct atom *atom)
{
    return atom->expands ? dimen_scale(atom->width, 1000 + setter->expansion, 1000) : atom->width;
}

/* ── Order (order.c) ─────────────────────────────────────────────────────────────────────────── */

/* How many atoms the line has, with the space or hyphen at which it breaks. */
uint32_t order_count(const struct paragraph *paragraph, const struct line *line);
/* Fills levels and order, and makes room for as many places. */
void order_atoms(struct typesetter *setter, const struct line *line);

/* ── Text (run.c) ────────────────────────────────────────────────────────────────────────────── */

/* Words are added from the left, also to a backward run; close the run before it turns. */
void run_add_word(struct typesetter *setter, const struct atom *atom, dimen x);
/* A space that is `width` wide; glue without text is only a gap. */
void run_add_space(struct typesetter *setter, const struct atom *atom, dimen x, dimen width);
/* Something not seen at the end of the line that copies as `copy`, for the atom's element. */
void run_add_copy(struct typesetter *setter, const struct atom *atom, const char *copy);
/* The hyphen at the end of a line: seen, not copied. */
void run_add_hyphen(struct typesetter *setter, const struct atom *atom, dimen x);
/* Ends the open run, if there is one: it becomes an item. */
void run_close(struct typesetter *setter);

/* ── Words over a line's end (divided.c) ────────────────────────────────────────────────────── */

/* The word that the line shares with the next one, if it is to be joined when it is copied. */
struct divided divided_at_end(const struct paragraph *paragraph, size_t line);
/* One past the word's atoms from this one on that belong to its element. */
uint32_t divided_part_end(const struct paragraph *paragraph, const struct divided *word,
                          uint32_t atom);
/* The atom of the line that ends in the word whose text begins there. */
uint32_t divided_find(const struct paragraph *paragraph, const struct divided *word,
                      uint32_t start);
/* What the word's atoms [from, end) copy as. */
const char *divided_text(struct arena *arena, const struct paragraph *paragraph,
                         const struct divided *word, uint32_t from, uint32_t end);

/* ── What is not text (trace.c) ──────────────────────────────────────────────────────────────── */

void mark_set(struct typesetter *setter, const struct atom *atom, dimen x);
void trace_rules_and_links(struct typesetter *setter, const struct line *line);

/* ── Boxes of inline elements (textbox.c) ────────────────────────────────────────────────────── */

/* Draws, behind the text, the pieces of boxes that are on the line. */
void text_boxes_draw(struct typesetter *setter, const struct line *line);

/* ── Leaders (leader.c) ──────────────────────────────────────────────────────────────────────── */

bool leader_is(const struct paragraph *paragraph, const struct atom *atom);
/* By how much each leader of the line grows; 0 when it has none. */
dimen leader_share(const struct paragraph *paragraph, const struct line *line, dimen room);
void leader_set(struct typesetter *setter, const struct atom *atom, dimen x);

#endif
