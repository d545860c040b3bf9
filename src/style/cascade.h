/* Private to style/: which declaration wins for a node. */
#ifndef BIFOLIO_STYLE_CASCADE_H
#define BIFOLIO_STYLE_CASCADE_H

#include "style/property.h"
#include "style/selector.h"

/* A selector with what its rule sets. */
struct entry {
    const struct selector *selector;
    const struct assignment *assignments;
    size_t count;
    enum origin origin;
    uint32_t order; /* of the rule; cascade_build() makes it the rank among all entries */
    uint32_t next;  /* in its bucket: index + 1, 0 is the end */
};

struct cascade {
    VECTOR(struct entry) entries;
    uint32_t *elements, *classes, *ids; /* by atom: index + 1 of the first entry */
    uint32_t universal;
};

void cascade_add(struct cascade *cascade, struct entry entry);
/* Sorts the entries and files them by their rightmost compound's id, class or element. */
void cascade_build(struct cascade *cascade, struct arena *arena, size_t atom_count);
void cascade_drop(struct cascade *cascade);

/* The winning value of each property for a node; NULL where nothing is declared. */
struct winners {
    const struct value *values[PROPERTY_COUNT];
};

void cascade_resolve(const struct cascade *cascade, struct matcher *matcher,
                     const struct node *node, struct winners *winners);

#endif
