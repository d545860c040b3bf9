/* What each HTML element becomes in a book. */
#ifndef BIFOLIO_SOURCE_ELEMENT_H
#define BIFOLIO_SOURCE_ELEMENT_H

#include <gumbo.h>

#include "book/book.h"

enum element_form {
    ELEMENT_FLOW,        /* a division when it holds blocks, else a span: also the unknown ones */
    ELEMENT_BLOCK,       /* a block of `kind` */
    ELEMENT_INLINE,      /* an inline of `kind` */
    ELEMENT_TRANSPARENT, /* only its content counts */
    ELEMENT_IGNORED,     /* the HTML parser does not even see the tag; its content stays */
    ELEMENT_SKIPPED,     /* left out with all it holds */
};

struct element {
    enum element_form form;
    enum node_kind kind;
    bool is_void;      /* has no content and no end tag */
    bool end_optional; /* its end tag may be left out: never nests by itself */
    bool is_raw_text;  /* its content is no HTML */
    int level;         /* of a heading */
    enum edit edit;    /* around blocks it is a division that this was done to */
};

/* Never NULL. */
const struct element *element_find(GumboTag tag);

#endif
