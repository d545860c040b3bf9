/* Markdown → nodes, through cmark-gfm. */
#ifndef BIFOLIO_SOURCE_MARKDOWN_H
#define BIFOLIO_SOURCE_MARKDOWN_H

#include "book/book.h"
#include "source/input.h"

/* A piece of raw HTML, as node->text, where it stood: among blocks or among inlines. Private to
 * source/: html_resolve() leaves none. */
#define NODE_RAW_HTML ((enum node_kind)NODE_KIND_COUNT)

struct markdown_options {
    bool as_written; /* no smart punctuation, no bare URLs made links */
};

/* The blocks of a file in a NODE_DOCUMENT; *has_html tells whether raw HTML is among them. */
struct node *markdown_parse(struct arena *arena, const struct input *input,
                            const struct markdown_options *options, struct diag *diag,
                            bool *has_html);

#endif
