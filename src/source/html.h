/* Raw HTML in Markdown → nodes. */
#ifndef BIFOLIO_SOURCE_HTML_H
#define BIFOLIO_SOURCE_HTML_H

#include "book/book.h"

struct html_options {
    bool as_written; /* an HTML5 parser's reading and no more */
};

/* Replaces every NODE_RAW_HTML under `document` by what it means together with the Markdown that
 * it stands among. */
void html_resolve(struct arena *arena, struct node *document, const struct html_options *options,
                  struct diag *diag);

#endif
