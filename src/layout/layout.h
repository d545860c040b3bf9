/* What the parts of this station share: the state of a book being laid out. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_LAYOUT_H
#define BIFOLIO_LAYOUT_LAYOUT_H

#include "base/vector.h"
#include "layout/galley.h"
#include "layout/generated.h"
#include "layout/pages.h"
#include "layout/paragraph.h"

/* A footnote, laid out when the galley with its first mark is full. */
struct note {
    const struct node *node;
    uint32_t element, destination;
    bool marked; /* its first mark was met */
    bool is_set; /* its strips are there */
    const struct strip *strips;
    size_t count;
    struct note *next; /* on the same strip */
};

struct typesetter;

/* A string that string-set named, on the page being made up (CSS Generated Content for Paged Media
 * 3, section 1.1). */
struct named_string {
    const char *name;
    const char *value;          /* as of now */
    const char *before, *first; /* when page `page` began, and the first one set on it */
    size_t page;
    bool is_on_top; /* the first one is set by what stands first on the page */
};

/* The pages being made: what they are called, how they count, what their heads may say. */
struct page_run {
    const char *name; /* for @page; NULL: none */
    bool opens;       /* the next page is the first with this name */
    int number;       /* of page `numbered`; those behind it count on */
    size_t numbered;
    VECTOR(struct named_string) strings;
};

/* The number of a page and how its label writes it. */
struct page_number {
    int number;
    enum marker numbering;
};

/* A margin box that says how many pages there are. */
struct late_box {
    size_t page; /* of the book */
    const struct margin_box_style *style;
    const char *text; /* with PAGES_MARK where the number goes */
    struct rect room; /* for the text */
    dimen baseline;
};

enum { PAGES_MARK = '\x01' };

struct layout {
    const struct book *book;
    const struct stylesheet *sheet;
    struct fonts *fonts;
    struct diag *diag;
    struct generated *generated; /* borrowed; NULL: nothing is */
    const struct page_style *page;
    dimen measure, depth;          /* width and height of the text block */
    bool has_spreads;              /* pages face each other: left and right ones differ */
    struct arena *arena;           /* the pages' */
    struct arena *scratch;         /* reset for each paragraph */
    bool measuring;                /* for widths only: leave no trace in the structure */
    bool told_of_columns;          /* of those that cannot be set */
    int table_depth;               /* tables around what is being laid out */
    struct paragraph paragraph;    /* the one at work; its memory is used again */
    struct typesetter *typesetter; /* likewise */

    VECTOR(struct page) pages;
    VECTOR(struct element) elements;
    VECTOR(struct destination) destinations;
    VECTOR(struct outline_entry) outline;
    VECTOR(struct label_range) labels;
    struct node_table targets;          /* node → index of its destination */
    uint32_t title_page, contents_page; /* destinations */
    VECTOR(struct note *) notes;        /* by node_table `note_numbers` */
    struct node_table note_numbers;
    struct open_headings open_headings; /* that what is laid out stands under */
    bool is_in_note;                    /* a note is being laid out */
    struct page_run run;
    bool missed_strings;                /* there were more names than are kept */
    VECTOR(struct page_number) numbers; /* by page */
    VECTOR(struct late_box) late_boxes;
};

/* Frees all but the pages' arena (layout.c). */
void layout_drop_workings(struct layout *layout);

/* ── Structure (structure.c) ─────────────────────────────────────────────────────────────────── */

/* A new element; while only measuring, none is made and `parent` returned. */
uint32_t element_add(struct layout *layout, enum element_role role, uint32_t parent);
/* The same for what stands for a node of the tree: takes over its language. */
uint32_t element_add_for(struct layout *layout, enum element_role role, uint32_t parent,
                         const struct node *node);
/* What a piece of code belongs to, be it a block or within a line: Code, or for one that is a
 * formula, Formula, described by its source. Code within code needs none of its own. */
uint32_t element_add_code(struct layout *layout, uint32_t parent, const struct node *node);
/* Gives every heading, note and link target its destination; their places come later. */
void destinations_reserve(struct layout *layout);
uint32_t destination_add(struct layout *layout, const char *name);
/* Where a link leads; false when it leads nowhere or out of the book. */
bool destination_of_link(const struct layout *layout, const struct node *link, uint32_t *index);
/* False for a heading that the style takes out, by itself or with what it stands in. */
bool layout_shows(const struct layout *layout, const struct node *node);
/* The outline: the contents, then the headings as deep as they go. */
void outline_make(struct layout *layout);
/* printed.c: which blocks the pages of the body begin with. */
void list_printed(struct pages *pages);

/* ── Text on one line (string.c) ─────────────────────────────────────────────────────────────── */

/* Sets `text` on one line. In the pages' arena. Not while a paragraph is at work. */
struct fragment string_set(struct layout *layout, const struct text_style *style, const char *text,
                           uint32_t element);
/* The same, shortened with an ellipsis when wider than `width`. */
struct fragment string_fit(struct layout *layout, const struct text_style *style, const char *text,
                           uint32_t element, dimen width);
/* The fragment as an item that is seen but neither copied nor read aloud. */
void fragment_hide(struct fragment *fragment);

/* A list's bullet, or its number as it is written, without point: "12", "xii" (numbering.c). */
const char *numbering_write(struct arena *arena, enum marker marker, int number);

/* ── Footnotes (footnote.c) ──────────────────────────────────────────────────────────────────── */

/* The note of a reference, made when first asked for. */
struct note *note_find(struct layout *layout, const struct node *footnote, uint32_t parent);
/* Lays out the notes whose marks are in the galley. */
void notes_set(struct layout *layout, struct galley *galley);

/* ── Pages ───────────────────────────────────────────────────────────────────────────────────── */

/* Cuts the galley into pages, makes them up, from page `index` on, and clears it (makeup.c). */
void pages_fill(struct layout *layout, struct galley *galley, size_t index);
/* How many pages a galley without notes will take from page `index` on. */
size_t pages_count(const struct layout *layout, struct galley *galley, size_t index);

/* Turns to pages of this name: they may have a text block of their own. `opens`: the next one is
 * the first of them, even if the name stays (sequence.c). */
void pages_name(struct layout *layout, const char *name, bool opens);
/* Adds a blank page when the next one would be on the wrong side. */
void pages_turn(struct layout *layout, enum page_break side);
/* The same between what ends and what begins; a side is more than just a new page. */
void pages_turn_between(struct layout *layout, enum page_break after, enum page_break before);
/* The next page gets this number, or that of the list, if it names "page". */
void pages_number(struct layout *layout, size_t index, int number);
bool pages_find_number(const struct counter_change *counters, int *number);
/* The values that an element gives to named strings, with those before; `text` is its content. */
const struct string_change *strings_read(struct layout *layout, const struct string_set *set,
                                         const struct node *node, const char *text);
/* Sets them on page `index`. */
void strings_set(struct layout *layout, const struct string_change *changes, size_t index,
                 bool is_on_top);
/* The value that a page shows; "" when there is none. */
const char *string_find(const struct layout *layout, const char *name, enum string_pick pick,
                        size_t index);
/* The runs of labels for the viewer. */
void pages_label(struct layout *layout);

/* The title page (title_page.c). */
void title_page_make(struct layout *layout);

/* The contents: laid out and their pages reserved before the body, as its page numbers depend on
 * them; the numbers are written after it (contents.c). NULL when there are no entries. */
bool contents_are_shown(const struct layout *layout);
struct contents *contents_prepare(struct layout *layout);
void contents_finish(struct layout *layout, struct contents *contents);

/* A word the book brings along, in its language. */
static inline const char *term_find(const struct layout *layout, enum term term)
{
    return book_term(layout->book->meta.lang, term);
}

#endif
