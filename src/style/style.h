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

enum { COLUMNS_MOST = 16 };

/* The columns in which a block's content is set. */
struct column_style {
    int count;   /* at most so many; 0: as many as there is room for */
    dimen width; /* of one, at least, as long as there is room; 0: as `count` says */
    dimen gap;   /* between two */
    dimen rule_width;
    uint32_t rule_color;
    bool filled_in_turn; /* not balanced: the next begins where the one before is full */
};

/* What an element in columns does: it is wide when it does not fit into its column. */
enum column_span { SPAN_NONE, SPAN_ALL, SPAN_WIDE };

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
    bool keep_on_page, keep_in_column; /* like keep_together, for one kind of break alone */
    bool opens_page;                   /* starts on a new page */
    bool opens_column, closes_column;  /* starts, ends a column, where it is in columns */
    struct column_style columns;
    enum column_span span;
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

/* How many columns there are on a block's `room`, 1 when none are asked for or there is no room for
 * two; their width goes to `width`. */
int style_columns(const struct column_style *columns, dimen room, dimen *width);
/* Of the contents: "nav.contents". */
struct block_style style_contents_block(const struct stylesheet *sheet);

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
