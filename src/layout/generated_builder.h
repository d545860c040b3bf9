/* Working out what is generated: what generated.c and generated_text.c share. Private to layout/.
 */
#ifndef BIFOLIO_LAYOUT_GENERATED_BUILDER_H
#define BIFOLIO_LAYOUT_GENERATED_BUILDER_H

#include "layout/counters.h"
#include "layout/generated.h"

enum { GENERATED_MOST = 16 << 20 }; /* bytes, in a book */

/* What elements hand down to those they hold. */
struct scope {
    int depth;
    const char *lang;
    bool auto_quotes;
    const struct content *quotes;
};

/* A number of another element's counter, to be found in the second walk. */
struct request {
    const struct content *item;
    const struct node *target;
    struct piece *piece;
    uint32_t next; /* of the same target: index + 1 */
};

struct builder {
    struct generated *generated;
    const struct book *book;
    const struct stylesheet *sheet;
    struct diag *diag;
    struct counters counters;
    VECTOR(struct scope) scopes;
    VECTOR(struct request) requests;
    struct node_table targets; /* → the first of its requests, index + 1 */
    int depth;                 /* of the element at hand */
    int quote_depth;
    size_t used;    /* of GENERATED_MOST */
    bool is_second; /* walk */
    bool has_notes;
    uint32_t note_count; /* in this file */
    const char *note_file;
    const struct node *element;
    struct buffer text; /* of the piece at hand */
    const struct piece **end;
    size_t box_used;
    VECTOR(const struct content *) reported;
};

/* The pieces of a list; NULL when there is nothing to write. */
const struct piece *builder_write(struct builder *builder, const struct content *content);
/* What is in force for the element at hand. */
static inline const struct scope *builder_scope(const struct builder *builder)
{
    return &builder->scopes.items[builder->scopes.count - 1];
}

#endif
