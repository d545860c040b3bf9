/* The vertical list: what a chapter is before it is cut into pages. TeX's boxes, glue and penalties
 * in their normal form: a strip is a box together with the penalty and the glue before it. */
#ifndef BIFOLIO_LAYOUT_GALLEY_H
#define BIFOLIO_LAYOUT_GALLEY_H

#include "base/vector.h"
#include "layout/pages.h"

/* An item and the element it belongs to. Until its page is made up, x counts from the left edge of
 * the text block and y from the top of its strip. */
struct placed {
    struct item item;
    uint32_t element;
};

/* Set text that still lacks its place: x counts from 0, y from its baseline. */
struct fragment {
    const struct placed *items;
    uint32_t count;
    dimen width;
};

/* Costs of a page break. From PENALTY_FORBIDDEN on, a break is made only where there is no way
 * around it. */
enum {
    PENALTY_NEW_SECTION = -200, /* better before a heading than elsewhere */
    PENALTY_CODE_LINE = 50,     /* rather after an empty line of code */
    PENALTY_LONE_ITEM = 300,    /* behind the first or before the last item of a list */
    PENALTY_HYPHEN = 3000,
    PENALTY_INTRODUCED = 4000, /* between "as follows:" and what follows */
    PENALTY_FORBIDDEN = 8000,
    PENALTY_LABEL = 8000,    /* between "Code Example:" and its code */
    PENALTY_TOGETHER = 8500, /* inside a block that fits on one page */
    PENALTY_LONE_LINE = 9000,
    PENALTY_WITH_NEXT = 10000
};

struct note;

/* A named string gets a value. */
struct string_change {
    const char *name, *text;
    const struct string_change *next;
};

/* Columns side by side. Strips in them count x as if all stood in the leftmost one. */
struct column_set {
    int count; /* two or more */
    dimen left, width, gap;
    dimen padding;    /* of grounds around them */
    dimen rule_width; /* between them; 0: none */
    uint32_t rule_color;
    bool filled_in_turn; /* not balanced */
    bool mirrored;       /* the first is the rightmost one */
};

/* A line of text, or whatever else is not cut. */
struct strip {
    int32_t penalty;                      /* of a page or column break before the strip */
    int32_t page_penalty, column_penalty; /* likewise, of one kind of break alone */
    const struct column_set *columns;     /* in which it stands; NULL: in none */
    bool opens_column;                    /* forced column break before */
    bool is_inner;                        /* not the first line of a paragraph or block of code */
    dimen space;                          /* above it; dropped at the top of a page */
    dimen stretch; /* by which the space may grow where facing pages are made level */
    dimen height;
    dimen baseline;   /* of its first line, from its top */
    dimen head, tail; /* added above when a page starts, below when a page ends here, inside a
                          block with padding */
    bool opens_page;  /* forced page break before */
    const struct strip *repeat; /* a table's header, set again above the first strip of a page */
    const struct placed *items;
    uint32_t item_count;
    uint32_t link_count;
    const struct link_area *links;
    const uint32_t *anchors; /* destinations that are here */
    uint32_t anchor_count;
    const struct string_change *strings; /* for the running heads, in order */
    bool has_number;                     /* its page is numbered anew, with `number` */
    int number;
    struct note *notes; /* whose first marks are here; linked by `next` */
};

/* What is seen of a box. Sides and corners as they are on paper: top, right, bottom, left; top
 * left, top right, bottom right, bottom left. */
struct box {
    bool has_ground;
    uint32_t ground;
    struct border borders[BOX_SIDES];
    dimen radii[4];
};

/* A box behind the strips [first, end). */
struct ground {
    size_t first, end;
    dimen x, width;
    dimen above, below; /* its edges: from the top of the first strip, from the foot of the last */
    dimen head, tail;   /* border and padding where a page cuts it; 0: it is open there */
    bool clones;        /* it has its borders there, too */
    struct box box;
    const struct column_set *columns; /* in which it stands; NULL: in none, maybe around some */
    const struct fragment *continued; /* shown where a page ends inside it; NULL: nothing */
};

struct galley {
    struct arena *arena; /* of all that hangs on the strips, but for texts and glyphs */
    VECTOR(struct strip) strips;
    VECTOR(struct ground) grounds; /* by `first` */
    bool is_lowered;               /* the first strip, as its page asks for */
};

void galley_clear(struct galley *galley);
void galley_drop(struct galley *galley);
/* From the top of the first strip to the foot of the last, without the glue above the first. */
int64_t galley_height(const struct strip *strips, size_t count);
/* Adds items to a strip, behind (or, for grounds, before) those it has. The items are copied. */
void strip_add(struct galley *galley, struct strip *strip, const struct placed *items,
               uint32_t count);
void strip_add_behind(struct galley *galley, struct strip *strip, const struct placed *items,
                      uint32_t count);
/* Draws the grounds on the strips that they stand behind, as they are in what is not cut into pages
 * by itself: a cell, a note; `arena` is the pages' (box.c). */
void galley_share_grounds(struct galley *galley, struct arena *arena);
/* The item moved by (x, y). */
struct placed placed_at(struct placed placed, dimen x, dimen y);

#endif
