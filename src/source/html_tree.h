/* The walk over gumbo's tree. Private to html_tree.c and html_element.c. */
#ifndef BIFOLIO_SOURCE_HTML_TREE_H
#define BIFOLIO_SOURCE_HTML_TREE_H

#include "source/builder.h"
#include "source/html_token.h"

struct html_tree {
    struct arena *arena;
    struct html_region *region;
    struct builder builder;
    struct position where;   /* of the latest token */
    const struct token *pre; /* the start tag of the last <pre> that is in no other; or NULL */
};

#endif
