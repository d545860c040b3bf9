/* Blocks → strips. A flow walks over blocks and fills one galley: the book's, a footnote's, a table
 * cell's. The blocks around the one at work are frames on a stack. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_FLOW_H
#define BIFOLIO_LAYOUT_FLOW_H

#include "layout/layout.h"

/* A block that is open around what is being laid out. */
struct frame {
    const struct node *node;
    struct text_style text;
    const char *lang;
    uint32_t element;
    dimen left, right; /* its edges */
    dimen room; /* lines in it keep two fifths of this width; a width or columns begin anew */
    const struct column_set *columns; /* of its content; NULL: none */
    const struct node *spanning;      /* what it reaches over all columns for; NULL: nothing */
    dimen space_after;
    dimen leading; /* of text in notes and cells; 0: as the style of the block says */
    enum text_align align;
    enum text_direction direction; /* of blocks in it; AUTO: from left to right, but text as its
                                      letters say */
    bool has_align;                /* `align` overrules what the style says */
    bool tight;                    /* a tight list: no space between its blocks */
    bool together;                 /* no page break between its blocks */
    bool keeps_page, keeps_column; /* likewise, but for column breaks; no column break */
    size_t first;                  /* its first strip */
    uint32_t ground;               /* 1 + index into the galley's grounds; 0: none */
    dimen above, below;            /* its borders and paddings */
    dimen borders_around;          /* of these, the borders' part */
    bool is_resumed;               /* the ground goes on from the page before */
    const char *page;              /* the name of its pages; NULL: as the headings say */
    int number;                    /* of a list's next item */
    dimen label_width;
    uint32_t entry;  /* of a list of definitions: its LI at work; 0: none yet */
    bool is_defined; /* … with a definition in it: the next term opens another */
};

/* A label that waits for the first line of its item. */
struct label {
    struct fragment fragment;
    dimen x;
};

struct flow {
    struct layout *layout;
    struct galley *galley;
    bool is_book; /* the body itself: pages are filled as it goes */
    VECTOR(struct frame) frames;
    dimen space;      /* glue before the next strip */
    dimen pull;       /* by which it is less: negative margins */
    dimen stretch;    /* of that glue */
    int32_t penalty;  /* before the next strip */
    int owed_lines;   /* that must stay with the heading above */
    dimen lead;       /* borders and padding above the next strip, inside it */
    dimen lead_head;  /* the part of it that counts in `head` */
    dimen head;       /* above the first strip of a page: of open boxes that do not end there */
    dimen tail;       /* likewise below its last strip */
    int boxes;        /* that are open */
    dimen below;      /* what all open boxes will have below their last strip */
    dimen label_room; /* that labels inside the text take of the next line */
    bool close_up;    /* no glue before the next strip, whatever is asked for */
    bool opens_page, opens_column;
    enum page_break turn;                /* asked for by what ended last */
    struct paging paging;                /* of `paging_of` */
    const struct node *paging_of;        /* the block entered last */
    const char *heading_pages[7];        /* by level; 0 is the root's */
    const struct string_change *strings; /* for the next strip */
    const struct string_change **strings_end;
    bool has_number;
    int number;
    VECTOR(uint32_t) anchors;
    VECTOR(struct label) labels;
    size_t chapter; /* index of the next */
};

/* ── The flow (flow.c) ───────────────────────────────────────────────────────────────────────── */

void flow_start(struct flow *flow, struct layout *layout, struct galley *galley, dimen width,
                uint32_t element, const struct text_style *text);
/* Lays out all that `parent` holds: blocks, or bare inlines. */
void flow_children(struct flow *flow, const struct node *parent);
void flow_end(struct flow *flow);

struct frame *flow_top(struct flow *flow);
/* Do the blocks here begin at the right? */
bool flow_is_mirrored(struct flow *flow);
/* The direction in a node, given that around it. */
enum text_direction flow_direction(const struct node *node, enum text_direction around);
dimen flow_width(struct flow *flow);
/* Pushes a frame for a block, indented by its style as long as there is room. */
struct frame *flow_push(struct flow *flow, const struct node *node, uint32_t element);
void flow_pop(struct flow *flow);
/* Glue at least this high before the next strip: neighbours' spaces collapse. */
void flow_space(struct flow *flow, dimen space);
/* The glue before the next strip may grow by so many units, where facing pages are made level. */
void flow_stretch(struct flow *flow, int units);
void flow_penalty(struct flow *flow, int32_t penalty);
/* Appends a strip, with all that was waiting for it. */
void flow_add(struct flow *flow, struct strip strip);
/* Lets a box begin here; its end is where its frame is popped. */
void flow_begin_ground(struct flow *flow, struct frame *frame, struct ground ground);
/* Where the border edges of a block's box stand in its parent, its margins and width considered
 * (CSS 2.2, 10.3.3); `inside` is what its borders and paddings take. */
void flow_place_box(struct flow *flow, const struct block_style *block, dimen inside, dimen *left,
                    dimen *right);
/* The waiting labels get an empty line of their own. */
void flow_settle_labels(struct flow *flow);
/* The last strip grows until the height from strip `first` on is a multiple of the unit. */
void flow_fill_grid(struct flow *flow, size_t first);
/* Breaks between these strips get at least this penalty. */
void flow_keep(struct flow *flow, size_t first, size_t end, int32_t penalty);

/* ── Pages (flow_pages.c) ────────────────────────────────────────────────────────────────────── */

/* What a block says of pages, before it is laid out: breaks, names, strings, numbers. */
void flow_enter_pages(struct flow *flow, const struct node *node);
/* And behind it. */
void flow_leave_pages(struct flow *flow, const struct node *node);
/* Lets the next strip change these strings. */
void flow_set_strings(struct flow *flow, const struct string_change *changes);
/* ── Columns (columns.c) ─────────────────────────────────────────────────────────────────────── */

/* From here on the frame holds columns, if the style asks for them. Gives back how wide its text
 * is. */
dimen columns_open(struct flow *flow, struct frame *frame, const struct column_style *style);
/* The same for the frame of `node` where columns may be; or it is a warning. */
void columns_begin(struct flow *flow, struct frame *frame, const struct column_style *style,
                   const struct node *node);
dimen columns_width(const struct column_set *columns);
/* Adds a strip for the padding of a ground that ends below columns. */
void columns_end_ground(struct flow *flow, const struct ground *ground);
/* Around a block, which may span columns, or begin or end one. */
void columns_enter(struct flow *flow, const struct node *node);
void columns_leave(struct flow *flow, const struct node *node);

/* ── Blocks (block.c and others) ─────────────────────────────────────────────────────────────── */

/* Sets the inlines of a node as a paragraph. */
void block_set_paragraph(struct flow *flow, const struct node *node, uint32_t element);
/* Sets what is generated before or after the blocks in a node, if something is. */
void block_set_generated(struct flow *flow, const struct node *node, bool after);
/* Enters and leaves a block. False: its children are done already. */
bool block_enter(struct flow *flow, const struct node *node);
void block_leave(struct flow *flow, const struct node *node);

/* What a block's text starts with, if the style says that it stands outside, is set to wait for the
 * first line; returned, so that it is left out of the text. NULL: there is none (outside.c). */
const struct node *outside_set(struct flow *flow, const struct node *node,
                               const struct setting *setting, uint32_t element,
                               const struct text_style *text);
void list_enter(struct flow *flow, const struct node *node);
void item_enter(struct flow *flow, const struct node *node);
/* definition.c: terms that follow one another and their definitions are one item. */
void definition_enter_list(struct flow *flow, const struct node *node);
void definition_enter(struct flow *flow, const struct node *node);
void definition_set_term(struct flow *flow, const struct node *node);
void code_set(struct flow *flow, const struct node *node);
/* preformatted.c */
void preformatted_set(struct flow *flow, const struct node *node);
/* What its paragraph, just started, differs in from others. */
void preformatted_start(struct layout *layout, struct setting *setting);
/* What goes on of a line that was too long stands so much farther in, behind this mark. */
enum { CODE_TURN_COLUMNS = 2 };
struct fragment preformatted_turn_mark(struct layout *layout);
/* Where pages may break between the strips of code from `first` on: a block that fits on one stays
 * whole, a longer one keeps its first and last lines. */
void preformatted_keep(struct flow *flow, const struct block_style *block, size_t first);
void table_set(struct flow *flow, const struct node *node);
/* By how much (in thousandths) a table's text must shrink to fit here. */
int table_scale(struct flow *flow, const struct node *node);
/* Sets a paragraph that is only an image as a block; false when it is not. */
bool image_set_alone(struct flow *flow, const struct node *paragraph);
/* thematic_break.c */
void thematic_break_set(struct flow *flow, const struct node *node);
/* Is it such a paragraph, and the image wider than there is room for? */
bool image_is_wide(struct flow *flow, const struct node *paragraph);
/* The size at which an image is shown, at most this large; false when it cannot be. */
bool image_size(struct layout *layout, const struct node *node, dimen most_width, dimen most_height,
                dimen *width, dimen *height);
/* The element of an image: a figure in `parent`, or none when it is there to please the eye. */
uint32_t image_add_figure(struct layout *layout, const struct node *node, uint32_t parent);

#endif
