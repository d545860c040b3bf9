/* Private to style/: the proportions of a page. */
#ifndef BIFOLIO_STYLE_PAGE_H
#define BIFOLIO_STYLE_PAGE_H

#include "style/style.h"

/* Sizes that follow from the paper. */
struct proportions {
    struct page_style page;
    dimen body_size;
    dimen code_size; /* of code blocks: 80 columns fit the measure, as long as that is legible */
};

struct proportions page_proportions(dimen width, dimen height);

#endif
