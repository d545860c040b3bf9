/* Blocks and inlines in any nesting → a tree that keeps the rules of book.h. */
#ifndef BIFOLIO_SOURCE_BUILDER_H
#define BIFOLIO_SOURCE_BUILDER_H

#include "base/vector.h"
#include "book/book.h"

enum builder_entry_kind {
    ENTRY_NOTHING,
    ENTRY_BLOCK,
    ENTRY_IMPLIED,
    ENTRY_CONTENT, /* of a block in a text: only what it holds counts */
    ENTRY_INLINE,
    ENTRY_CODE
};

/* Something opened and not yet closed. */
struct builder_entry {
    enum builder_entry_kind kind;
    struct node *node;
};

/* An inline element around what comes: it is copied into every block that it reaches over. */
struct builder_inline {
    struct node *node;
    struct node *made; /* its copy in the leaf at hand; NULL: none yet */
    bool used;
};

struct builder {
    struct arena *arena;
    bool as_written;    /* empty anchors stay where they are */
    struct node *block; /* the innermost open block that holds blocks */
    struct node *leaf;  /* the open block that holds inlines, in `block`; NULL: none */
    bool leaf_implied;  /* made for bare inlines: a block ends it */
    bool leaf_visible;  /* it holds more than anchors */
    bool space_pending, space_before; /* collapsing white space; where it is kept: ends of lines */
    int code_depth;
    VECTOR(struct builder_entry) entries;
    VECTOR(struct builder_inline) inlines;
    VECTOR(struct node *) anchors; /* empty spans with an id that wait for text to stand in */
};

/* Builds into `root`, an empty block that holds blocks. */
struct builder builder_new(struct arena *arena, struct node *root, bool as_written);
void builder_finish(struct builder *builder);

/* Every open has its close. A block that cannot stand where it is opened gives only its content. */
void builder_open_block(struct builder *builder, struct node *node);
void builder_open_inline(struct builder *builder, struct node *node);
/* Text becomes NODE_CODE; in `span`, unless it is NULL. */
void builder_open_code(struct builder *builder, struct node *span);
void builder_open_nothing(struct builder *builder);
void builder_close(struct builder *builder);

/* Text of HTML: white space collapses. */
void builder_put_text(struct builder *builder, const char *text, struct position where);
/* True in a <pre>: white space is kept, text is as it was typed. */
bool builder_keeps_space(const struct builder *builder);
/* Ends a <pre>, if it is open. */
void builder_end_preformatted(struct builder *builder);
/* A loose inline, with what it holds; its text stays as it is. */
void builder_put_inline(struct builder *builder, struct node *node);
/* A loose block that keeps the rules in itself. */
void builder_put_block(struct builder *builder, struct node *node);

/* True when a block opened now would neither end a paragraph nor need another block around it: an
 * element that may hold either is a block then. */
bool builder_is_between_blocks(const struct builder *builder);
/* True when an inline put now would be the first thing in a list item. */
bool builder_at_item_start(const struct builder *builder);

#endif
