/* How each part of a book looks: stylesheets (CSS) are read, cascaded, and matched with the tree.
 * What comes out are the values behind the layout, and the sheet that goes into the EPUB. */
#ifndef BIFOLIO_STYLE_STYLE_H
#define BIFOLIO_STYLE_STYLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/geometry.h"
#include "book/book.h"

enum font_family { FAMILY_SERIF, FAMILY_SANS, FAMILY_MONO, FAMILY_COUNT };
enum figures { FIGURES_LINING, FIGURES_OLD_STYLE, FIGURES_TABULAR };
/* Lines know only of the first four: start and end go by the direction of the paragraph. */
enum text_align {
    TEXT_ALIGN_JUSTIFY,
    TEXT_ALIGN_START,
    TEXT_ALIGN_CENTER,
    TEXT_ALIGN_END,
    TEXT_ALIGN_LEFT,
    TEXT_ALIGN_RIGHT
};

/* ── What is written where no text stands ────────────────────────────────────────────────────── */

enum content_kind {
    CONTENT_TEXT,           /* `text` as it is */
    CONTENT_ATTRIBUTE,      /* of the element: attr(text) */
    CONTENT_COUNTER,        /* counter(text, numbering) */
    CONTENT_COUNTERS,       /* of all elements around: counters(text, separator, numbering) */
    CONTENT_STRING,         /* that string-set named: string(text, pick) */
    CONTENT_ELEMENT,        /* the element's own text: content() */
    CONTENT_TARGET_COUNTER, /* target-counter(attr(attribute), text, numbering), or of `target` */
    CONTENT_TARGET_TEXT,    /* target-text(attr(attribute)), or of `target` */
    CONTENT_LEADER,         /* `text` again and again: leader(".") */
    CONTENT_QUOTE           /* open-quote */
};

/* Which of a page's values: the first one set on it, the one it begins with, the last one, or the
 * first one except on the page where it is set. */
enum string_pick { PICK_FIRST, PICK_START, PICK_LAST, PICK_FIRST_EXCEPT };
enum content_quote { QUOTE_OPEN, QUOTE_CLOSE, QUOTE_NO_OPEN, QUOTE_NO_CLOSE };

/* One item; the list is linked by `next`, and none is no list. Lives as long as the stylesheet. */
struct content {
    enum content_kind kind;
    const char *text; /* what it says, or a name: see above */
    const char *separator;
    const char *attribute, *target; /* one of them is NULL */
    enum numbering numbering;
    enum string_pick pick;
    enum content_quote quote;
    struct position where; /* of the value; known of the first item */
    const struct content *next;
};

/* A string that is named for the pages: "string-set: section content()". */
struct string_set {
    const char *name;
    const struct content *content;
    const struct string_set *next;
};

/* "counter-reset: page 1" */
struct counter_change {
    const char *name;
    int number;
    const struct counter_change *next;
};

/* ── Styles ──────────────────────────────────────────────────────────────────────────────────── */

/* What a run of text looks like. Inherited from parent to child. */
struct text_style {
    enum font_family family;
    bool bold, italic, small_caps, underlined, struck;
    bool hyphenate;
    enum figures figures;
    dimen size;
    dimen letter_spacing; /* added after every character */
    dimen raise;          /* of the baseline, upwards */
    uint32_t color;       /* 0xRRGGBB */
};

/* What a block looks like. Not inherited. */
struct block_style {
    dimen leading; /* from baseline to baseline; a multiple of half the body's leading for text */
    dimen space_before, space_after; /* multiples of page_style.unit; neighbours' spaces collapse
                                         to the larger */
    dimen indent_start, indent_end;  /* from the parent's edges */
    dimen first_line_indent;
    dimen padding; /* around the content of a block with a ground or a bar */
    bool has_ground;
    uint32_t ground; /* 0xRRGGBB */
    dimen bar_width; /* a vertical rule at the start edge; 0: none */
    uint32_t bar_color;
    enum text_align align;
    bool keep_with_next, keep_together;
    bool opens_page; /* starts on a new page */
};

/* The page and its text block. */
struct page_style {
    dimen width, height;
    dimen inner, outer, top, bottom; /* margins; inner is at the spine */
    dimen unit;                      /* half the body's leading: the vertical grid */
};

struct stylesheet;

/* A sheet that cascades over the built-in one. */
struct style_name {
    const char *name;      /* a file; a word without "." and "/" is a sheet of the program's */
    const char *folder;    /* within which a file must lie, "" or with a '/'; NULL: anywhere */
    struct position where; /* where it is named; no file: on the command line */
};

struct style_options {
    const char *folder;              /* of the program's sheets; holds book.css */
    const struct style_name *sheets; /* later ones win */
    size_t sheet_count;
    dimen paper_width, paper_height;
    bool paper_wins;     /* over the size that @page asks for */
    bool for_pdf;        /* false: only style_put_epub() will be asked */
    struct arena *names; /* borrowed; names of files are put into it: it outlives `diag` */
};

/* Reads the sheets. Mistakes in them are warnings; NULL (reported) when one cannot be read at all.
 * Give it back with stylesheet_drop(). */
struct stylesheet *stylesheet_open(const struct style_options *options, struct diag *diag);
void stylesheet_drop(struct stylesheet *sheet);
/* Suits the headings' classes to a book's headings, as book_complete() left them: its shallowest
 * level becomes the base level, and when that is 1 and occurs more than once, it opens chapters. */
void style_fit_book(struct stylesheet *sheet, const struct book *book);
/* Headings look by their depth in the book, not by the level as written: `level` is the shallowest
 * that occurs in the body (3 until said otherwise). It looks like a section, the levels below it
 * like what lies in sections: a book of nothing but ### or # headings gets the same middle size. */
void style_set_base_level(struct stylesheet *sheet, int level);
/* Whether headings of the base level open chapters (false until said otherwise): large, on a new
 * page; the levels below then start with large sections. */
void style_set_chapters(struct stylesheet *sheet, bool chapters);

/* Appends the sheet for the EPUB: what is for print alone left out, var() replaced. Only reads
 * `sheet`, so it may run beside the layout. */
void style_put_epub(const struct stylesheet *sheet, struct arena *arena, struct buffer *out);

const struct page_style *style_page(const struct stylesheet *sheet);
/* The text style of the document's root. */
struct text_style style_root(const struct stylesheet *sheet);
/* The text style of a node, given its parent's. */
struct text_style style_text(const struct stylesheet *sheet, const struct node *node,
                             const struct text_style *parent);
/* The block style of a block node. */
struct block_style style_block(const struct stylesheet *sheet, const struct node *node);

/* What a sheet says of an element's counters and quotation marks and, for a NODE_GENERATED, of
 * what is written there. Lives as long as the
 * sheet. */
struct generated_style {
    const struct counter_change *reset, *increment, *set;
    bool has_quotes;              /* it says how quotation marks look */
    bool auto_quotes;             /* as its language has them */
    const struct content *quotes; /* else: CONTENT_TEXT, two for each level; NULL: none */
    bool has_content;             /* something is said, if only "none" */
    const struct content *content;
    bool is_note; /* at the foot of the page */
};
/* False: no rule says anything of this kind, so there is no need to ask. */
bool style_generates(const struct stylesheet *sheet);
struct generated_style style_generated(const struct stylesheet *sheet, const struct node *node);
/* The value of an element's attribute; NULL when it has none. `scratch` may hold it. */
const char *style_attribute(const struct node *node, const char *name, char scratch[16]);

/* Parts of a page that no node of the tree stands for. */
enum style_part {
    PART_TITLE,
    PART_SUBTITLE,
    PART_AUTHOR,
    PART_IMPRINT, /* title page */
    PART_CONTENTS_TITLE,
    PART_CONTENTS_ENTRY_1,
    PART_CONTENTS_ENTRY_2,
    PART_CONTENTS_ENTRY_3,
    PART_RUNNING_HEAD,
    PART_FOLIO,
    PART_LIST_LABEL,
    PART_FOOTNOTE_LABEL,
    PART_ALERT_LABEL,
    PART_CODE_LANGUAGE,
    PART_WRAP_MARK,
    PART_COUNT
};
struct text_style style_part_text(const struct stylesheet *sheet, enum style_part part);
struct block_style style_part_block(const struct stylesheet *sheet, enum style_part part);

#endif
