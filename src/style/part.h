/* Private to style/: nodes for what no node of the tree stands for, so that plain selectors reach
 * it: ".title-page .title", ".list-label". */
#ifndef BIFOLIO_STYLE_PART_H
#define BIFOLIO_STYLE_PART_H

#include "base/vector.h"
#include "style/style.h"

struct part_node {
    struct node node; /* first: a part is found by its node's address */
    const char *element;
};

enum { PART_NODES = PART_COUNT + 3 };

/* <thead> and <tbody>, which no node of the tree stands for: two for each table asked for. */
struct row_groups {
    struct arena *arena;       /* borrowed: the nodes are in it */
    struct node_table numbers; /* table → index of its pair */
    VECTOR(struct part_node *) pairs;
};

const struct node *row_group_find(struct row_groups *groups, const struct node *table,
                                  bool is_head);
void row_groups_drop(struct row_groups *groups);

/* Links the parts below a document of their own. */
void parts_make(struct part_node parts[PART_NODES]);
/* The class of a part. */
const char *part_class(enum style_part part);
/* The node of a part. */
const struct node *part_find(const struct part_node parts[PART_NODES], enum style_part part);

#endif
