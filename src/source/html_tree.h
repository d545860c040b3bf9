/* The walk over gumbo's tree. Private to html_tree.c and html_element.c. */
#ifndef BIFOLIO_SOURCE_HTML_TREE_H
#define BIFOLIO_SOURCE_HTML_TREE_H

#include "source/builder.h"
#include "source/html_token.h"

struct html_tree {
    struct arena *arena;
    struct html_region *region;
    struct builder builder;
    struct position where; /* of the latest token */
    /* Inside <pre>: */
    int pre_depth;
    struct buffer code;
    struct position code_where;
    const char *code_language;
};

#endif
