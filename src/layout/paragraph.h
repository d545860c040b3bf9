/* A paragraph on its way to lines: inlines → text with spans and marks (inline.c) → atoms, the
 * boxes, glue and penalties of Knuth and Plass (atoms.c, hyphenate.c) → lines (linebreak.c) →
 * strips of placed items (lines.c). Private to layout/. */
#ifndef BIFOLIO_LAYOUT_PARAGRAPH_H
#define BIFOLIO_LAYOUT_PARAGRAPH_H

#include "base/buffer.h"
#include "base/vector.h"
#include "layout/galley.h"
#include "text/text.h"

struct layout;

/* What a piece of the text has in common; one for every inline element. */
struct span {
    struct text_style style;
    const char *lang;
    struct position where;
    uint32_t element;
    uint32_t link; /* 1 + index into the paragraph's links; 0: none */
    uint32_t box;  /* 1 + index into the paragraph's boxes: the innermost; 0: none */
    bool is_code;
    bool is_address;            /* of the web */
    bool key;                   /* of a keyboard, which is never broken */
    dimen space;                /* between words */
    const struct shaped *blank; /* the glyph of the space */
};

/* Boxes in boxes in boxes … are drawn up to this depth. */
enum { BOX_DEPTHS = 8 };

/* The box of an inline element (textbox.c). */
struct text_box {
    struct inline_box look;
    uint32_t around[BOX_DEPTHS]; /* the boxes that it stands in, outermost first, and itself, as
                                    span.box has them; 0: no more */
    int depth;                   /* how many of them are around it */
    dimen size, raise;           /* of the element's text */
};

/* From `start` on, up to the next stretch, the text belongs to this span. */
struct stretch {
    uint32_t start, span;
};

enum mark_kind { MARK_ANCHOR, MARK_NOTE, MARK_IMAGE, MARK_CHECKBOX, MARK_KERN, MARK_LEADER };

/* Something in the text that is not text. Images and boxes stand on a U+FFFC. */
struct mark {
    enum mark_kind kind;
    uint32_t at;   /* offset in the text */
    uint32_t span; /* it stands in */
    uint32_t element;
    union {
        uint32_t destination;
        struct note *note;
        struct {
            const struct image *image;
            dimen width, height;
        };
        bool done;
        struct {
            dimen kern;
            uint32_t edge_of; /* it is border and padding of this box, on its … */
            enum box_side side;
        };
        const char *leader; /* what fills the room that the line has left */
    };
};

enum atom_kind { ATOM_WORD, ATOM_KERN, ATOM_MARK, ATOM_GLUE, ATOM_PENALTY };

enum { ATOM_NEVER = 10000, ATOM_FORCED = -10000 };

/* A box, a glue or a penalty. */
struct atom {
    enum atom_kind kind;
    int32_t penalty; /* of a line break at a glue or a penalty; ATOM_NEVER: none */
    bool hyphen;     /* a break here shows a hyphen, as wide as `width` */
    bool expands;    /* it is letters, which may be made a little wider or narrower */
    bool stays;      /* it is glue that does not vanish where a line begins */
    uint32_t span;
    uint32_t start, length; /* its text */
    dimen width, stretch, shrink;
    uint32_t first, count; /* of a word: glyphs of `shaped`; of a mark: `first` is its index */
    const struct shaped *shaped;
};

/* Atoms [first, end); it breaks at the atom `end`. */
struct line {
    uint32_t first, end;
    bool natural; /* the last, or before a forced break: not stretched */
};

struct paragraph_link {
    const char *url;
    uint32_t destination, element;
};

struct paragraph {
    struct buffer buffer;   /* the text while it is collected */
    size_t counted, column; /* of which so much is counted, up to this column of a line */
    const char *text;       /* then in the pages' arena */
    uint32_t length;
    const char *lang;
    enum text_direction direction; /* asked for; TEXT_DIRECTION_AUTO: as its letters say */
    const unsigned char *levels;   /* of each byte; NULL: all of it runs from left to right */
    bool right_to_left;            /* the paragraph as a whole */
    bool has_leader;
    const struct node *outside; /* of its inlines, set apart; NULL: none */
    VECTOR(struct span) spans;
    VECTOR(struct stretch) stretches;
    VECTOR(struct mark) marks;
    VECTOR(struct paragraph_link) links;
    VECTOR(struct text_box) boxes;
    VECTOR(struct atom) atoms, spare;
    VECTOR(struct line) lines;
    VECTOR(uint32_t) open; /* spans around the text being collected */
};

/* How a paragraph is set. */
struct setting {
    dimen x;          /* of its left edge */
    dimen width;      /* of its lines, more than 0 */
    dimen first_line; /* indent of the first line */
    dimen hang;       /* indent of all other lines */
    dimen turn;       /* further indent of those that go on with one that had to be turned */
    dimen leading;
    enum text_align align;
    bool has_align_last; /* the last line is aligned otherwise */
    enum text_align align_last;
    bool balanced; /* lines of about the same length, as becomes a heading */
};

/* ── Spans and text (spans.c) ────────────────────────────────────────────────────────────────── */

/* The innermost open span. */
struct span *span_open(struct paragraph *paragraph);
/* Opens a span, with the edge of its box, if it has one of its own; closes it likewise. */
void span_push(struct layout *layout, struct span span);
void span_pop(struct paragraph *paragraph);
/* A mark where the text ends now. */
struct mark *mark_add(struct paragraph *paragraph, enum mark_kind kind);
void paragraph_put_kern(struct paragraph *paragraph, dimen kern);
/* A space, unless the text ends in one. */
void text_put_space(struct buffer *text);
/* White space is kept or collapsed, also with what is there already. */
void text_put_words(struct paragraph *paragraph, const char *text, enum white_space white_space);
/* The same by the style's `text-transform`, in the letters of `lang`. (transform.c) */
void text_put_transformed(struct paragraph *paragraph, const char *text,
                          const struct text_style *style, const char *lang);
/* Takes spaces off the end. */
void text_trim_spaces(struct buffer *text);
bool text_is_space(char byte);
bool text_ends_in_space(const struct buffer *text);
/* Does the text end in a word that what stands in the next line would run into? A hyphen joins
 * them, unless it stands alone; an object is none. */
bool text_ends_apart(const char *text, size_t length);

/* ── Collecting (inline.c) ───────────────────────────────────────────────────────────────────── */

/* Empties the paragraph and opens its outermost span. */
void paragraph_start(struct layout *layout, const struct text_style *style, const char *lang,
                     uint32_t element, struct position where);
/* Appends the inlines that `parent` holds, but for the one that is outside. */
void paragraph_collect(struct layout *layout, const struct node *parent);
/* Appends one that is generated. */
void paragraph_collect_box(struct layout *layout, const struct node *box);
/* Opens a span that looks as a node's style says; what is put next belongs to it. */
void paragraph_open(struct layout *layout, const struct node *node);
/* Appends a string as it is. */
void paragraph_put(struct layout *layout, const char *text);
/* Makes the atoms. What is placed may be no wider than `width`. */
void paragraph_finish(struct layout *layout, dimen width);
void paragraph_drop(struct paragraph *paragraph);

/* A box for an element whose span, still with the box around it, looks as `span` says. Its number;
 * that of the box around it when they are too deep (textbox.c). */
uint32_t text_box_add(struct paragraph *paragraph, const struct inline_box *look,
                      const struct span *span);

/* ── Atoms (atoms.c, atoms_width.c, hyphenate.c) ─────────────────────────────────────────────── */

/* Fills in the levels of the text and the direction of the whole (levels.c). */
void paragraph_find_levels(struct layout *layout, struct paragraph *paragraph);
void atoms_make(struct layout *layout, struct paragraph *paragraph);
/* Where a glyph of `shaped` ends up after `units` font units, at this style's size. */
dimen atoms_scale(const struct shaped *shaped, const struct text_style *style, int64_t units);
/* Width of some glyphs of a piece, letter-spacing included. */
dimen atoms_width(const struct shaped *shaped, uint32_t first, uint32_t count,
                  const struct text_style *style);
/* A place in a word where a line may end in a hyphen. */
struct atom atoms_hyphen(struct layout *layout, const struct paragraph *paragraph, uint32_t span,
                         uint32_t start);
/* Splits words where a hyphen may stand. */
void atoms_hyphenate(struct layout *layout, struct paragraph *paragraph);
/* Splits, between any two clusters, what cannot be broken and is wider than `width`. */
void atoms_split_wide(struct paragraph *paragraph, dimen width);
/* The widest part without a break opportunity, and the width on one line (up to a forced break). */
void atoms_measure(const struct paragraph *paragraph, dimen *least, dimen *most);

/* ── Lines ───────────────────────────────────────────────────────────────────────────────────── */

/* Letters are made at most this much wider or narrower, per mille of their width. */
enum { EXPANSION_LIMIT = 20 };

/* True when the paragraph's lines end at a margin that punctuation may stand out into. */
bool margin_is_optical(const struct paragraph *paragraph, const struct setting *setting);
/* How far the line that starts with the atom `first` stands out to the left, and the line that
 * breaks at the atom `end` to the right (margin.c). */
dimen margin_left(const struct paragraph *paragraph, uint32_t first);
dimen margin_right(const struct paragraph *paragraph, uint32_t end);
/* Lessens both, below 0 if need be, so that no ink of the line stands out any farther. */
void margin_limit_ink(struct layout *layout, const struct line *line, dimen *left, dimen *right);

/* Breaks the paragraph at work into lines, balanced when `setting` says so (balance.c). */
void lines_break(struct layout *layout, struct paragraph *paragraph, const struct setting *setting);
/* The lines with the fewest demerits (linebreak.c). */
void lines_break_best(struct layout *layout, struct paragraph *paragraph,
                      const struct setting *setting);
/* Sets line `index`, its links, anchors and notes into a strip (lines.c). */
struct strip line_set(struct layout *layout, struct galley *galley, size_t index,
                      const struct setting *setting);
/* Sets all atoms on one line without stretching them. */
struct fragment line_set_natural(struct layout *layout);
/* Distance from the top of a line to its baseline. */
dimen line_baseline(struct layout *layout, const struct text_style *style, dimen leading);

struct typesetter *typesetter_new(void);
void typesetter_drop(struct typesetter *typesetter);

#endif
