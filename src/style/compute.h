/* Private to style/: what computes the style of a block: compute_block.c and compute_box.c. */
#ifndef BIFOLIO_STYLE_COMPUTE_H
#define BIFOLIO_STYLE_COMPUTE_H

#include "style/sheet.h"

struct block_computing {
    const struct stylesheet *sheet;
    const struct node *node;
    const struct winners *winners;
    bool has_text; /* `text` is the node's: computed when first asked for */
    struct text_style text;
};

/* The node's text style, from the root down. */
const struct text_style *compute_find_text(struct block_computing *computing);
/* What a node declares for a property that is not inherited; "inherit" asks its ancestors. */
const struct value *compute_find_value(const struct block_computing *computing,
                                       enum property_id property);
/* Percentages are of the measure. */
dimen compute_find_length(struct block_computing *computing, enum property_id property);
int compute_find_keyword(const struct block_computing *computing, enum property_id property);

/* Ground, then all else of a box: compute_box.c. */
void compute_ground(struct block_computing *computing, struct block_style *style);
void compute_box(struct block_computing *computing, struct block_style *style);

/* The line between columns. */
void compute_column_rule(struct block_computing *computing, struct column_style *columns);

#endif
