/* SEAM 2: laid-out pages. Made by layout_book(), read-only afterwards; pdf/ paints them and asks
 * nothing else. Lengths are 1/1024 pt, y grows downwards from the page's top left corner. */
#ifndef BIFOLIO_LAYOUT_PAGES_H
#define BIFOLIO_LAYOUT_PAGES_H

#include "base/buffer.h"
#include "base/geometry.h"
#include "book/book.h"
#include "image/image.h"
#include "style/style.h"
#include "text/text.h"

/* A placed glyph: it is drawn at the pen plus its offsets, then the pen moves by `advance`, in
 * which justification and letter-spacing are already included. */
struct glyph {
    uint16_t id;
    uint16_t cluster;           /* byte offset into the item's text of its first character */
    int16_t x_offset, y_offset; /* font units, y upwards */
    dimen advance;
};

enum item_kind { ITEM_TEXT, ITEM_BOX, ITEM_PATH, ITEM_IMAGE, ITEM_TAG_BEGIN, ITEM_TAG_END };

/* A step of a path: to a point, by a Bézier curve over two others, or back to where it began. */
enum path_verb { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE };

struct path_step {
    enum path_verb verb;
    struct {
        dimen x, y; /* from the path's place */
    } points[3];    /* one for a move or a line, three for a curve, its end last */
};

/* What a page is made of, in painting order. */
struct item {
    enum item_kind kind;
    union {
        struct { /* one font, one size, one baseline */
            const struct font *font;
            dimen size, x, baseline;
            int expansion;    /* of the letters' widths, per mille, in the advances already */
            uint32_t color;   /* 0xRRGGBB */
            const char *lang; /* NULL: the book's */
            const char *text; /* UTF-8 that the glyphs stand for, spaces included */
            uint32_t
                text_length; /* 0 with glyphs: a line-end hyphen or a mark: copies as nothing */
            uint32_t glyph_count;
            const struct glyph *glyphs;
            const char *line; /* of a line of code in several rows, or of a word over a line's end:
                                 the first of an element's items has all of the element's text,
                                 the others have ""; or NULL */
            bool stands_in;   /* not seen: for what its element has of the word on the next line */
        } text;
        struct { /* a filled rectangle: ground, rule, bar */
            struct rect rect;
            dimen radius;
            uint32_t color;
        } box;
        struct { /* a drawing: what is inside its lines (even-odd), or the lines themselves */
            dimen x, y;
            dimen pen;       /* width of the lines, with round ends and corners; 0: filled */
            dimen dash, gap; /* gap more than 0: dashed, with square ends; dots when dash is 0 */
            uint32_t color;
            uint32_t step_count; /* the first is a move */
            const struct path_step *steps;
        } path;
        struct {
            struct rect rect;
            const struct image *image;
        } image;
        struct {              /* what follows, up to the matching end, belongs to this element */
            uint32_t element; /* index into pages.elements; ELEMENT_ARTIFACT: to none */
        } tag;
    };
};

#define ELEMENT_ARTIFACT UINT32_MAX /* running heads, folios, grounds, rules */

/* A piece of a link on one page. A link over two lines has two areas with one element. */
struct link_area {
    struct rect rect;
    const char *url;      /* NULL: an inner link */
    uint32_t destination; /* index into pages.destinations when url is NULL */
    uint32_t element;     /* its ELEMENT_LINK */
};

struct page {
    const struct item *items;
    size_t item_count;
    const struct link_area *links;
    size_t link_count;
    const char *label; /* "iv", "12": what the folio says, or would say */
};

/* A place to jump to. */
struct destination {
    const char *name; /* the id in the document; NULL: for the outline only */
    uint32_t page;    /* from 0 */
    dimen x, y;
};

struct outline_entry {
    const char *title;
    int depth; /* from 1; never more than one deeper than the entry before */
    uint32_t destination;
};

/* A run of page labels, from `page` (from 0) on. */
struct label_range {
    uint32_t page;
    enum numbering numbering;
    int start; /* 0 or less: this page alone */
};

/* Roles of the logical structure, named as in PDF 1.7, table 333 and after. */
enum element_role {
    ELEMENT_DOCUMENT,
    ELEMENT_SECTION,
    ELEMENT_HEADING,
    ELEMENT_PARAGRAPH,
    ELEMENT_LIST,
    ELEMENT_LIST_ITEM,
    ELEMENT_LABEL,
    ELEMENT_LIST_BODY,
    ELEMENT_TABLE,
    ELEMENT_TABLE_ROW,
    ELEMENT_TABLE_HEADER,
    ELEMENT_TABLE_CELL,
    ELEMENT_BLOCK_QUOTE,
    ELEMENT_CODE,
    ELEMENT_FIGURE,
    ELEMENT_FORMULA,
    ELEMENT_CAPTION,
    ELEMENT_CONTENTS,
    ELEMENT_CONTENTS_ENTRY,
    ELEMENT_REFERENCE,
    ELEMENT_LINK,
    ELEMENT_NOTE,
    ELEMENT_SPAN,
    ELEMENT_DIVISION,
    ELEMENT_ROLE_COUNT
};

/* An element of the logical structure. Elements are in document order, parents before children;
 * a paragraph that runs over two pages is one element. */
struct element {
    enum element_role role;
    int level;                 /* of a heading, 1–6 */
    uint32_t parent;           /* index; the root is element 0 and its own parent */
    const char *alternative;   /* of a figure, of a formula; NULL */
    bool says_nothing;         /* of a figure: its alternative is no description */
    const char *lang;          /* when it differs from the parent's; NULL */
    const char *id;            /* of a note; NULL */
    const struct node *node;   /* that it stands for; NULL: none alone */
    int column_span, row_span; /* of cells; 1 by default */
    bool heads_row;            /* of a header cell: not its column */
    const char *numbering;     /* of a list: as ISO 32000-1, table 347, names it; else NULL */
};

/* roles.c: its standard structure type, "P", "H2" … */
const char *element_role_name(const struct element *element);

struct pages {
    struct arena *arena;
    dimen width, height;                                   /* of every page */
    struct rect text_block;                                /* of a recto; a verso mirrors it */
    const char *title, *author, *lang, *subject, *creator; /* title and lang are never NULL */
    bool is_lang_doubtful;                                 /* it may be another one */
    const char *date;                                      /* as in the front matter; NULL */
    const struct page *pages;
    size_t page_count;
    const struct destination *destinations;
    size_t destination_count;
    const struct outline_entry *outline;
    size_t outline_count;
    const struct label_range *labels;
    size_t label_count;
    const struct printed_page *printed; /* all pages but blank ones */
    size_t printed_count;
    const struct element *elements;
    size_t element_count;
    const struct font *const *fonts; /* by font.index */
    size_t font_count;
};

/* Lays a completed book out. Never fails: what does not fit is made to fit, and reported. The pages
 * borrow from the book and the fonts. Give them back with pages_drop(). */
struct pages *layout_book(const struct book *book, const struct stylesheet *sheet,
                          struct fonts *fonts, struct diag *diag);
void pages_drop(struct pages *pages);

/* The pages as text, one item a line, lengths in points with three decimals: --dump pages. */
void pages_dump(const struct pages *pages, struct buffer *text);
/* The logical structure as text, one element a line with its text, indented: --dump tags. */
void pages_dump_tags(const struct pages *pages, struct buffer *text);

#endif
