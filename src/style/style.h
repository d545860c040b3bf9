/* How each part of a book looks: stylesheets (CSS) are read, cascaded, and matched with the tree.
 * What comes out are the values behind the layout, and the sheet that goes into the EPUB. */
#ifndef BIFOLIO_STYLE_STYLE_H
#define BIFOLIO_STYLE_STYLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/geometry.h"
#include "book/book.h"

enum font_family { FAMILY_SERIF, FAMILY_SANS, FAMILY_MONO, FAMILY_COUNT };
/* OpenType features that properties of their own turn on and off. */
enum font_feature {
    FEATURE_KERN,
    FEATURE_LIGA,
    FEATURE_CLIG,
    FEATURE_DLIG,
    FEATURE_HLIG,
    FEATURE_CALT,
    FEATURE_SMCP,
    FEATURE_C2SC,
    FEATURE_LNUM,
    FEATURE_ONUM,
    FEATURE_PNUM,
    FEATURE_TNUM,
    FEATURE_FRAC,
    FEATURE_ORDN,
    FEATURE_ZERO,
    FEATURE_SUBS,
    FEATURE_SINF,
    FEATURE_SUPS,
    FEATURES
};
/* "kern" */
const char *style_feature_tag(enum font_feature feature);
/* Lines know only of the first four: start and end go by the direction of the paragraph. */
enum text_align {
    TEXT_ALIGN_JUSTIFY,
    TEXT_ALIGN_START,
    TEXT_ALIGN_CENTER,
    TEXT_ALIGN_END,
    TEXT_ALIGN_LEFT,
    TEXT_ALIGN_RIGHT
};

/* Sides of a box: "left" is where lines begin. */
enum box_side { BOX_TOP, BOX_END, BOX_BOTTOM, BOX_START, BOX_SIDES };
enum line_style { LINE_NONE, LINE_DOTTED, LINE_DASHED, LINE_SOLID, LINE_DOUBLE };

struct border {
    enum line_style style; /* LINE_NONE: its width is 0 */
    dimen width;
    uint32_t color;
};

/* A width or height that is asked for: `length`, and so many millionths of what is around. */
struct asked_length {
    bool is_set;
    dimen length;
    int32_t share;
};

/* What stands before the items of a list. */
enum marker {
    MARKER_NONE,
    MARKER_DISC,
    MARKER_CIRCLE,
    MARKER_SQUARE,
    MARKER_DECIMAL,
    MARKER_LEADING_ZERO,
    MARKER_LETTERS,
    MARKER_CAPITALS,
    MARKER_ROMAN,
    MARKER_CAPITAL_ROMAN,
    MARKER_GREEK,
    MARKER_TEXT
};

enum cell_align { CELL_TOP, CELL_MIDDLE, CELL_BOTTOM };

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
    enum marker numbering;
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

enum text_transform {
    TRANSFORM_NONE,
    TRANSFORM_UPPERCASE,
    TRANSFORM_LOWERCASE,
    TRANSFORM_CAPITALIZE
};

/* What becomes of the source's line ends and spaces. */
enum white_space {
    WHITE_NORMAL,   /* one space for all */
    WHITE_NOWRAP,   /* the same; no line ends within, in elements in the text */
    WHITE_PRE,      /* all are kept; no line ends within, in elements in the text */
    WHITE_PRE_WRAP, /* all are kept */
    WHITE_PRE_LINE  /* line ends are kept */
};

/* Of lines under, through and over text. */
struct text_line {
    enum line_style style;
    bool has_color;
    uint32_t color;  /* else the text's */
    dimen thickness; /* 0: as becomes the size */
};

/* OpenType features that a sheet sets beside those that other properties do. */
enum { FONT_FEATURES = 8 };
struct font_features {
    char tags[FONT_FEATURES][4];
    uint32_t settings[FONT_FEATURES];
    uint32_t count;
};

/* What a run of text looks like. Inherited from parent to child. */
struct text_style {
    enum font_family family;
    uint8_t face; /* a family of the sheet's, which `family` stands in for; 0: none */
    bool bold, italic;
    bool underlined, struck, overlined;
    struct text_line lines; /* how these look */
    bool hyphenate;
    bool whole_words; /* soft hyphens divide no word, either */
    enum white_space white_space;
    int tab_size; /* where it is kept: tabs go to columns that are multiples of this */
    enum text_transform transform;
    const struct font_features *features; /* NULL: none; lives as long as the sheet */
    uint32_t features_on, features_off;   /* 1 << enum font_feature; neither: as is usual */
    dimen size;
    dimen letter_spacing; /* added after every character */
    dimen word_spacing;   /* added to every space */
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
                                         to the larger, less what is negative */
    dimen indent_start, indent_end;  /* from the parent's edges; may be negative */
    bool auto_start, auto_end;       /* they take the room that a width leaves */
    dimen first_line_indent;
    dimen padding[BOX_SIDES];
    struct border borders[BOX_SIDES];
    dimen radii[4]; /* of corners: top left (where lines begin), top right, bottom right, left */
    bool clones;    /* padding, borders and corners come again where a page cuts the box */
    bool has_ground;
    uint32_t ground;                                    /* 0xRRGGBB */
    struct asked_length width, least_width, most_width; /* of the content */
    struct asked_length height, most_height;            /* of an image */
    int orphans, widows; /* lines before and after a page break, at least */
    enum marker marker;
    const char *marker_text; /* MARKER_TEXT: see style_put_string(); else NULL */
    bool marker_inside;
    enum cell_align cell_align;
    enum text_align align;
    bool has_align_last; /* the last line of a paragraph is aligned otherwise */
    enum text_align align_last;
    bool keep_with_next, keep_together;
    bool keep_on_page, keep_in_column; /* like keep_together, for one kind of break alone */
    bool opens_column, closes_column;  /* starts, ends a column, where it is in columns */
    struct column_style columns;
    enum column_span span;
};

/* Where a page begins, and what a block says of pages. */
enum page_break {
    PAGE_BREAK_NONE,
    PAGE_BREAK_ANY,
    PAGE_BREAK_LEFT,
    PAGE_BREAK_RIGHT,
    PAGE_BREAK_RECTO,
    PAGE_BREAK_VERSO
};
struct paging {
    enum page_break before, after;
    bool avoids_before, avoids_after;
    const char *page; /* the name of the pages it stands on; NULL: as around it */
    const struct string_set *strings;
    const struct counter_change *counters;
};

/* The box around an inline element. Not inherited. */
struct inline_box {
    dimen margin_start, margin_end;
    dimen padding[BOX_SIDES];
    struct border borders[BOX_SIDES];
    dimen radii[4]; /* of corners: top left (where lines begin), top right, bottom right, left */
    bool has_ground;
    uint32_t ground; /* 0xRRGGBB */
};

/* The page and its text block. */
struct page_style {
    dimen width, height;
    dimen inner, outer, top, bottom; /* margins; inner is at the spine */
    dimen unit;                      /* half the body's leading: the vertical grid */
};

/* ── Kinds of pages ──────────────────────────────────────────────────────────────────────────── */

/* What @page's selectors ask for. */
enum page_flag {
    PAGE_FIRST = 1, /* of the book */
    PAGE_OPENS = 2, /* the first of those with its name, or since an element asked for the name */
    PAGE_BLANK = 4, /* only there so that the next one is a left or a right one */
    PAGE_LEFT = 8,  /* of its spread; otherwise it is a right one */
    PAGE_VERSO = 16 /* otherwise it is a recto; in books read from the right that is a left one */
};

/* In the order of painting. */
enum margin_box {
    BOX_BOTTOM_LEFT_CORNER,
    BOX_BOTTOM_LEFT,
    BOX_BOTTOM_CENTER,
    BOX_BOTTOM_RIGHT,
    BOX_BOTTOM_RIGHT_CORNER,
    BOX_TOP_LEFT_CORNER,
    BOX_TOP_LEFT,
    BOX_TOP_CENTER,
    BOX_TOP_RIGHT,
    BOX_TOP_RIGHT_CORNER,
    BOX_LEFT_TOP,
    BOX_LEFT_MIDDLE,
    BOX_LEFT_BOTTOM,
    BOX_RIGHT_TOP,
    BOX_RIGHT_MIDDLE,
    BOX_RIGHT_BOTTOM,
    BOX_FOOTNOTE, /* the rule above the notes: its upper border */
    MARGIN_BOXES
};

enum page_side { SIDE_TOP, SIDE_RIGHT, SIDE_BOTTOM, SIDE_LEFT, SIDES };

/* Of the text in its box. BASELINE: on the edge towards the text block. */
enum box_place { BOX_PLACE_TOP, BOX_PLACE_MIDDLE, BOX_PLACE_BOTTOM, BOX_PLACE_BASELINE };

struct box_border {
    dimen width; /* 0: none */
    uint32_t color;
};

struct margin_box_style {
    bool is_shown;
    const struct content *content; /* NULL: the box is empty */
    struct text_style text;
    dimen leading;
    enum text_align align;
    enum box_place place;
    dimen margins[SIDES], paddings[SIDES];
    struct box_border top, bottom;
    bool has_ground;
    uint32_t ground; /* 0xRRGGBB */
};

/* One kind of page. */
struct page_look {
    dimen left, top; /* of the text block on the paper */
    dimen drop;      /* by which its first line stands lower */
    bool has_ground;
    uint32_t ground;
    const struct counter_change *counters;
    enum marker numbering; /* of its label: in contents, links, the viewer */
    struct margin_box_style boxes[MARGIN_BOXES];
};

/* ── Fonts ───────────────────────────────────────────────────────────────────────────────────── */

enum { SHEET_FAMILIES = 16 }; /* at most so many */

/* A font file that a sheet brings: @font-face. */
struct font_face {
    const char *name; /* of its family */
    uint8_t family;   /* the number of the family, from 1; as text_style has it */
    bool italic;
    int weights[2];   /* from, to: 400 is normal, 700 bold */
    const char *path; /* an OpenType file for the PDF; NULL: it has none */
    const char *packed_path, *packed_name, *packed_type; /* for the EPUB: the file, its name there
                                                          * and media type; NULL: none */
    struct position where;
};

struct stylesheet;

/* A sheet that cascades over the built-in one. */
struct style_name {
    const char *name;      /* a file; a word without "." and "/" is a sheet of the program's */
    const char *folder;    /* within which a file must lie, "" or with a '/'; NULL: anywhere */
    struct position where; /* where it is named; no file: on the command line */
};

/* The books a style can be for. */
enum book_kind { FOR_PDF = 1, FOR_EPUB = 2, FOR_BOTH = 3 };

struct style_options {
    const char *folder;              /* of the program's sheets; holds book.css */
    const struct style_name *sheets; /* later ones win */
    size_t sheet_count;
    dimen paper_width, paper_height;
    bool paper_wins;         /* over the size that @page asks for */
    bool for_pdf;            /* false: only style_put_epub() will be asked */
    const char *book_folder; /* sheets may name files in it, beside those in their own folders;
                              * NULL: there is none */
    const char *const *resource_paths; /* folders that sheets may name files in, too */
    size_t resource_path_count;
};

/* The colours of the cover that is drawn for a book without one, 0xRRGGBB. */
struct cover_colors {
    uint32_t ground, ink;
};

/* Reads the program's sheet in `folder`, as much of it as is for `books`: nothing of it depends on
 * what is in them. Names of files are put into `names`, borrowed, which outlives `diag`. Give it
 * back with stylesheet_drop(). */
struct stylesheet *stylesheet_begin(const char *folder, enum book_kind books, struct arena *names,
                                    struct diag *diag);
/* Reads the others over it. Mistakes in them are warnings; false (reported) when one cannot be read
 * at all: then the sheet is only to be dropped. */
bool stylesheet_finish(struct stylesheet *sheet, const struct style_options *options);
/* Both; NULL (reported) when a sheet cannot be read at all. */
struct stylesheet *stylesheet_open(const struct style_options *options, struct arena *names,
                                   struct diag *diag);
void stylesheet_drop(struct stylesheet *sheet);
/* Paths of the sheets and fonts that were read and are not the program's own. */
const char *const *style_author_files(const struct stylesheet *sheet, size_t *count);
/* The font files that the sheets bring, in the order of the sheets; both books' together. */
const struct font_face *style_font_faces(const struct stylesheet *sheet, size_t *count);
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
/* What the sheet says of the fields that the contents show, as book_next_shown_field() takes it:
 * the custom property --contents-fields. For the PDF, and for the EPUB, in `arena`; this only reads
 * `sheet`, too. */
const char *style_shown_fields(const struct stylesheet *sheet);
const char *style_shown_fields_epub(const struct stylesheet *sheet, struct arena *arena);
/* The custom properties --cover-ground and --cover-ink of the EPUB's sheet; ink that is "auto", or
 * no colour, is white or black, whichever can be read. */
struct cover_colors style_cover_colors(const struct stylesheet *sheet, struct arena *arena);

const struct page_style *style_page(const struct stylesheet *sheet);
/* The same for pages of this name (NULL: without one); `inner` and `outer` are the left and right
 * margin of a right page. Lives as long as the sheet. */
const struct page_style *style_page_named(const struct stylesheet *sheet, const char *name);
/* How pages of this name and with these flags look; on the same paper for all. Mistakes that only
 * show here are reported once. */
const struct page_look *style_page_look(const struct stylesheet *sheet, const char *name,
                                        unsigned flags);
/* What a block of the tree says of pages; cheap where the sheet says little. */
struct paging style_paging(const struct stylesheet *sheet, const struct node *node);
/* The value of an element's attribute; NULL when it has none. `scratch` may hold it. */
const char *style_attribute(const struct node *node, const char *name, char scratch[16]);
/* The text style of the document's root. */
struct text_style style_root(const struct stylesheet *sheet);
/* The text style of a node, given its parent's. */
struct text_style style_text(const struct stylesheet *sheet, const struct node *node,
                             const struct text_style *parent);
/* The same for an inline element, with its box; false: it has none, *box is left alone. */
bool style_inline(const struct stylesheet *sheet, const struct node *node,
                  const struct text_style *parent, struct text_style *text, struct inline_box *box);
/* The block style of a block node. */
struct block_style style_block(const struct stylesheet *sheet, const struct node *node);

/* False for what `display: none` takes out of the book, with all it holds. */
bool style_shows(const struct stylesheet *sheet, const struct node *node);
/* Does `display: block` take an inline element to lines of its own, or from an item its label? */
bool style_is_block(const struct stylesheet *sheet, const struct node *node);
/* Does what a block's text starts with stand outside, before its first line? */
bool style_hangs(const struct stylesheet *sheet, const struct node *node);
/* The <thead> or <tbody> that a table's row stands in. */
const struct node *style_row_group(const struct stylesheet *sheet, const struct node *row);
/* Appends what a string of a sheet says, its escapes resolved. */
void style_put_string(const char *text, struct buffer *out);

/* What a sheet says of an element's counters and quotation marks and, for a NODE_GENERATED, of
 * what is written there. Lives as long as the sheet. */
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
/* How many columns there are on a block's `room`, 1 when none are asked for or there is no room for
 * two; their width goes to `width`. */
int style_columns(const struct column_style *columns, dimen room, dimen *width);
/* Of the contents: "nav.contents". */
struct block_style style_contents_block(const struct stylesheet *sheet);

/* Parts of a page that no node of the tree stands for. */
enum style_part {
    PART_TITLE_PAGE,
    PART_TITLE,
    PART_SUBTITLE,
    PART_AUTHOR,
    PART_IMPRINT, /* on it */
    PART_CONTENTS,
    PART_CONTENTS_TITLE,
    PART_CONTENTS_ENTRY_1,
    PART_CONTENTS_ENTRY_2,
    PART_CONTENTS_ENTRY_3,
    PART_CONTENTS_PART,    /* of a part */
    PART_CONTENTS_CHAPTER, /* an entry of the first depth where there are deeper ones */
    PART_LIST_LABEL,
    PART_FOOTNOTE_LABEL,
    PART_ALERT_LABEL,
    PART_CODE_LANGUAGE,
    PART_WRAP_MARK,
    PART_COUNT
};
/* The node that stands for a part, so that others can be styled as what it holds. */
const struct node *style_part_node(const struct stylesheet *sheet, enum style_part part);
/* False for what `display: none` takes out. */
bool style_part_shows(const struct stylesheet *sheet, enum style_part part);
struct text_style style_part_text(const struct stylesheet *sheet, enum style_part part);
struct block_style style_part_block(const struct stylesheet *sheet, enum style_part part);
struct paging style_part_paging(const struct stylesheet *sheet, enum style_part part);

#endif
