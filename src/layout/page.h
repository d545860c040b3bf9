/* Making up one page: strips at their places, furniture, tags. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_PAGE_H
#define BIFOLIO_LAYOUT_PAGE_H

#include "layout/layout.h"

/* Where a page of a galley ends, and how much its glue grows so that it ends level with the page it
 * faces: whole units, within what the glue of its strips can take. */
struct page_end {
    size_t strip; /* one past its last */
    dimen extra;
};

typedef VECTOR(struct page_end) page_ends;

/* The pages of a galley, the first of them page `index` of the book. Give them back with
 * breaks_drop(). */
struct breaks {
    struct page_end *ends;
    size_t count;
    page_ends columns; /* where columns end, as many in each section as it has columns */
};

struct breaks pages_break(const struct layout *layout, const struct galley *galley, size_t index);
void breaks_drop(struct breaks *breaks);
/* A strip's top below what stands above it: glue begins on the grid, and so do lines again below
 * what is not on it (a caption, the rest of a table). `unit` is the grid's. */
static inline int64_t strip_top(const struct strip *strip, int64_t above, dimen unit)
{
    int64_t off = strip->space > 0 ? above % unit : 0;
    return above + (off > 0 ? unit - off : 0) + strip->space;
}

/* Columns begin on the grid, so that lines of neighbours stand level. */
static inline int64_t columns_top(const struct strip *strip, int64_t above, dimen unit)
{
    int64_t top = strip_top(strip, above, unit);
    return (top + unit - 1) / unit * unit;
}

/* Facing pages (spread.c): where the text of a page ends, and how much its glue can grow. */
struct foot {
    dimen depth, stretch;
};

struct spread {
    dimen verso_extra, recto_extra; /* by which the glue grows */
    dimen apart;                    /* how far apart the feet then still are */
};

struct spread spread_level(const struct foot *verso, const struct foot *recto, dimen full,
                           dimen unit);
/* The growth that fills a page that faces none; 0 when it is out of reach. */
dimen spread_fill(const struct foot *foot, dimen full, dimen unit);

/* Between the text and the notes at the foot of its page. */
dimen notes_gap(const struct layout *layout);

struct page_maker {
    struct layout *layout;
    size_t index; /* of the page, from 0 */
    bool recto;
    bool spine_at_left;
    unsigned flags; /* enum page_flag */
    const struct page_look *look;
    dimen left, top;             /* of the text block */
    VECTOR(struct placed) items; /* in page coordinates */
    VECTOR(struct link_area) links;
};

/* The spine is at the left of a recto; of a verso in a book that is read from the right. */
bool page_spine_is_left(const struct layout *layout, bool recto);
/* Starts page `index`, which may be one past the last; the maker's memory is used again. */
void page_start(struct page_maker *maker, size_t index, bool is_blank);
/* Adds an item placed in the text block. */
void page_add(struct page_maker *maker, struct placed placed);
/* Adds what is on a strip whose top is at `y` in the text block; its anchors get their place. */
void page_add_strip(struct page_maker *maker, const struct strip *strip, dimen y);
/* Adds a fragment, with its baseline at `y` of the paper, as an artifact. */
void page_add_furniture(struct page_maker *maker, const struct fragment *fragment, dimen x,
                        dimen y);
/* Stores the page: groups of items with one element become tagged. */
void page_finish(struct page_maker *maker);
void page_maker_drop(struct page_maker *maker);
/* Moves the items from `first` on behind all others. */
void page_move_behind(struct page_maker *maker, size_t first);

/* How a page whose `index` is the next one, or reserved, looks. */
const struct page_look *page_look_for(const struct layout *layout, size_t index, bool is_blank);
/* The ground and the margin boxes of a page whose strings and number are known (furniture.c). */
void furniture_add(struct page_maker *maker);
/* Fills in the boxes that say how many pages there are. */
void furniture_finish(struct layout *layout);
/* `items` with the tags around those of one element; in the pages' arena. */
const struct item *page_tag_items(struct layout *layout, const struct placed *placed, size_t count,
                                  size_t *total);

#endif
