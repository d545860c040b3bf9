/* One cmark node → one node. Private to the Markdown reader. */
#ifndef BIFOLIO_SOURCE_MARKDOWN_NODE_H
#define BIFOLIO_SOURCE_MARKDOWN_NODE_H

/* cmark would define NODE_PARAGRAPH and the like as well. */
#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include "base/vector.h"
#include "source/lines.h"
#include "source/markdown.h"

/* The reading of one file. */
struct markdown {
    struct arena *arena;
    struct diag *diag;
    struct lines lines;
    int line_shift; /* of the paragraph at hand: lines that cmark cut off its head */
    bool is_smart;  /* cmark made punctuation typographic */
    int code_depth; /* of <code>, <kbd> … in the block at hand */
    int typed_line; /* the line of which `typed` is known */
    unsigned typed; /* which typographic marks stand in it as such */
    bool has_html;
    VECTOR(struct node *) footnotes;  /* in order of number */
    VECTOR(struct node *) references; /* footnote.number is still in `ordinal` */
};

/* Makes the node for *from and hangs it into `parent`. When it stands for several cmark nodes in a
 * row (text), *from becomes the last of them. *descend: its children come next. */
struct node *markdown_convert(struct markdown *markdown, cmark_node **from, struct node *parent,
                              bool *descend);

#endif
