/* A region of a document with raw HTML in it, as a row of tokens: tags, raw text, and the Markdown
 * between them. Private to the HTML reader. */
#ifndef BIFOLIO_SOURCE_HTML_TOKEN_H
#define BIFOLIO_SOURCE_HTML_TOKEN_H

#include "base/vector.h"
#include "source/html.h"
#include "source/tag.h"

enum token_kind {
    TOKEN_RAW,   /* a piece of raw HTML: `tag` */
    TOKEN_RUN,   /* the siblings `node` … `last`, which hold no raw HTML */
    TOKEN_OPEN,  /* `node` holds raw HTML: what follows, up to its TOKEN_CLOSE, is in it */
    TOKEN_CLOSE, /* the end of `node` */
};

struct token {
    enum token_kind kind;
    struct tag tag;
    struct position where;
    struct node *node, *last;
    size_t chunk;      /* pieces of one NODE_RAW_HTML share it */
    size_t leaf;       /* index of the TOKEN_OPEN of the paragraph or heading around it, plus 1 */
    size_t offset;     /* where it begins in the stream for gumbo */
    bool dropped;      /* not to be seen by gumbo */
    bool matched;      /* a start tag with its end tag */
    bool closed;       /* a start tag that ends with the block around it */
    size_t closers;    /* index, plus 1, of the first start tag to be closed before this end tag */
    size_t next;       /* likewise: the one closed after this */
    bool self_closed;  /* a start tag that ends at once: <a name="x"/> */
    bool holds_blocks; /* an element around blocks */
    bool used;         /* its node stands in the new tree */
};

struct html_region {
    struct arena *arena, *scratch;
    struct diag *diag;
    const struct html_options *options;
    struct node *root;
    VECTOR(struct token) tokens;
    struct buffer stream;
};

/* The three steps before gumbo (html_collect.c, html_match.c, html_print.c). */
void html_collect(struct html_region *region);
void html_match(struct html_region *region);
void html_print(struct html_region *region);

/* The token that was printed at this place of the stream; NULL when none begins there. */
struct token *html_find_token(struct html_region *region, const char *place);

/* gumbo's tree → the region's new children (html_tree.c). */
void html_build(struct html_region *region, const GumboNode *root);

#endif
