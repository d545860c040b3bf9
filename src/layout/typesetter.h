/* Setting one line: what lines.c, run.c and trace.c share. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_TYPESETTER_H
#define BIFOLIO_LAYOUT_TYPESETTER_H

#include "layout/layout.h"

/* What is set on the line, in buffers that are used again for every line. */
struct typesetter {
    struct layout *layout;
    const struct paragraph *paragraph;
    struct arena *arena; /* for what the strip holds */
    dimen baseline;
    VECTOR(dimen) edges; /* where each atom starts; after the last, where the line ends */
    VECTOR(struct placed) items;
    VECTOR(struct glyph) glyphs; /* of the open run */
    VECTOR(struct link_area) links;
    VECTOR(uint32_t) anchors;
    struct note *notes, **last_note;
    bool run_open;
    struct placed run;
    uint32_t run_start, run_span; /* offset in the paragraph's text; span */
    dimen pen;
};

static inline const struct span *span_of(const struct typesetter *setter, const struct atom *atom)
{
    return &setter->paragraph->spans.items[atom->span];
}

/* ── Text (run.c) ────────────────────────────────────────────────────────────────────────────── */

void run_add_word(struct typesetter *setter, const struct atom *atom, dimen x);
/* A space that is `width` wide; glue without text is only a gap. */
void run_add_space(struct typesetter *setter, const struct atom *atom, dimen x, dimen width);
/* The hyphen at the end of a line: seen, not copied. */
void run_add_hyphen(struct typesetter *setter, const struct atom *atom, dimen x);
/* Ends the open run, if there is one: it becomes an item. */
void run_close(struct typesetter *setter);

/* ── What is not text (trace.c) ──────────────────────────────────────────────────────────────── */

void mark_set(struct typesetter *setter, const struct atom *atom, dimen x);
void trace_grounds(struct typesetter *setter, const struct line *line);
void trace_rules_and_links(struct typesetter *setter, const struct line *line);

#endif
