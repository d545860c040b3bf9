/* Private to style/: the page. */
#ifndef BIFOLIO_STYLE_PAGE_H
#define BIFOLIO_STYLE_PAGE_H

#include "style/style.h"
#include "style/value.h"

/* Sides of a page; left is the inner one (at the spine), right the outer one. */
enum page_side { SIDE_TOP, SIDE_RIGHT, SIDE_BOTTOM, SIDE_LEFT, SIDES };

/* What @page rules say. */
struct page_rules {
    bool has_size, is_landscape, is_portrait;
    struct paper size;
    struct value margins[SIDES]; /* lengths, or VALUE_KEYWORD: auto */
};

/* page_rule.c: adds one @page rule to `rules`. `value` of a declaration comes from `replace`. */
struct variables;
void page_read(struct page_rules *rules, const struct rule *rule, struct variables *variables,
               struct diag *diag);

/* The page on this paper for text of this size and leading. Margins that are auto follow from the
 * paper. */
struct page_style page_arrange(struct paper paper, const struct page_rules *rules, dimen size,
                               dimen leading);
/* The size at which so many columns of code fit the measure (within `unit` on both sides), as long
 * as that is legible. */
dimen page_fit_columns(dimen measure, dimen unit, int64_t columns);

#endif
