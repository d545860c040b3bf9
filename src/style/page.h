/* Private to style/: the page. */
#ifndef BIFOLIO_STYLE_PAGE_H
#define BIFOLIO_STYLE_PAGE_H

#include "base/map.h"
#include "base/vector.h"
#include "style/property.h"
#include "style/style.h"
#include "style/value.h"

/* What only pages and margin boxes have, numbered behind the table's properties. */
enum page_property {
    PAGE_PLACE = PROPERTY_COUNT,
    PAGE_BORDER_TOP, /* width, then style and colour */
    PAGE_BORDER_BOTTOM = PAGE_BORDER_TOP + 3,
    PAGE_NUMBERS = PAGE_BORDER_BOTTOM + 3,
    PAGE_PROPERTIES
};

/* "chapter:first:left" */
struct page_selector {
    const char *name;       /* NULL: any */
    unsigned asks, refuses; /* enum page_flag */
    uint32_t specificity;
    const struct page_selector *next; /* of the same rule */
};

enum { PAGE_ITSELF = -1 }; /* instead of a margin box */

struct page_entry {
    const struct page_selector *selector;
    int box;
    const struct assignment *assignments;
    size_t count;
    enum origin origin;
    uint32_t order; /* of the rule */
    struct position where;
    bool is_told; /* of what it asks for in vain */
};

/* What @page rules say. */
struct page_rules {
    bool has_size, is_landscape, is_portrait;
    struct paper size;
    VECTOR(struct page_entry) entries; /* page_sort() brings them into the cascade's order */
    struct page_names *looks; /* what was computed already; changes while pages are asked */
};

/* page_rule.c: takes the size that an @page rule asks for. */
struct variables;
void page_read_size(struct page_rules *rules, const struct rule *rule, struct variables *variables,
                    struct diag *diag);
/* Reads a rule, of a page or a margin box, and files it when it applies. `order` is its place among
 * all rules. */
void page_read(struct page_rules *rules, const struct rule *rule, size_t order, bool applies,
               struct variables *variables, const struct sheets *sheets);

/* page_look.c: the cascade of pages. */
struct stylesheet;
void page_sort(struct page_rules *rules, struct arena *arena);
/* Settles the page without a name: sheet->page. */
void page_settle(struct stylesheet *sheet, struct paper paper);
void page_rules_drop(struct page_rules *rules);

/* page.c: the page on this paper for text of this size and leading. Margins that are auto follow
 * from the paper. */
struct page_style page_arrange(struct paper paper, const struct value margins[SIDES], dimen size,
                               dimen leading);
/* The size at which so many columns of code fit the measure (within `unit` on both sides), as long
 * as that is legible. */
dimen page_fit_columns(dimen measure, dimen unit, int64_t columns);

#endif
