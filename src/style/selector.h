/* Private to style/: selectors, compiled, and what they are matched with. */
#ifndef BIFOLIO_STYLE_SELECTOR_H
#define BIFOLIO_STYLE_SELECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "book/book.h"
#include "style/css.h"

/* Names that occur in selectors are numbered, so that matching compares numbers; 0 is a name that
 * no selector asks for. */
typedef uint16_t atom;

struct atoms;
struct atoms *atoms_new(struct arena *arena);
/* The number of a name, made if need be; 0 when there are too many. */
atom atoms_add(struct atoms *atoms, struct slice name);
atom atoms_find(const struct atoms *atoms, struct slice name);

/* ── Subjects ────────────────────────────────────────────────────────────────────────────────── */

enum { SUBJECT_CLASSES = 16 };

/* What a node is to a selector. */
struct subject {
    const struct node *node;
    atom element, id;
    atom classes[SUBJECT_CLASSES]; /* those that selectors ask for */
    size_t class_count;
};

/* The names of the elements that the PDF knows, ended by NULL. */
extern const char *const subject_elements[];

/* What the numbers of a book's headings are, and which nodes stand for parts. */
struct subject_context {
    const struct atoms *atoms;
    int base_level, base_style;
    const struct part_node *parts; /* PART_NODES of them: part.h */
    struct row_groups *row_groups; /* grows while nodes are asked */
};

struct subject subject_of(const struct subject_context *context, const struct node *node);
/* What a node stands in. For a table's row that is a <thead> or <tbody>, which is made for it. */
const struct node *subject_parent(const struct subject_context *context, const struct node *node);
/* The element before a node, in what it stands in; NULL when it is the first. */
const struct node *subject_previous(const struct node *node);
const struct node *subject_next(const struct node *node);
/* An attribute's value; NULL when the node has none. `scratch` may hold it. */
const char *subject_attribute(const struct node *node, const char *name, char scratch[16]);

/* ── Selectors ───────────────────────────────────────────────────────────────────────────────── */

enum test_kind {
    TEST_ELEMENT,
    TEST_CLASS,
    TEST_ID,
    TEST_ATTRIBUTE,
    TEST_ROOT,
    TEST_NTH,      /* child: step * n + offset */
    TEST_NTH_LAST, /* the same from the end */
    TEST_NOT,      /* none of the compounds in `inner` */
};

struct test {
    enum test_kind kind;
    atom name;
    char match;        /* of an attribute: 0 (it is there), '=', '~', '|', '^', '$', '*' */
    bool ignores_case; /* of the value */
    const char *attribute, *value;
    int step, offset;
    const struct compound *inner; /* linked by `next` */
    const struct test *next;
};

enum combinator { COMBINE_NONE, COMBINE_DESCENDANT, COMBINE_CHILD, COMBINE_NEXT, COMBINE_LATER };

/* Tests of one element: "h2.quiet:first-child". */
struct compound {
    const struct test *tests;
    const struct compound *left; /* what must stand where `combinator` says; NULL: nothing */
    enum combinator combinator;
    const struct compound *next; /* in the list of a :not() */
};

/* What a selector is about: the element, or what is generated in it. */
enum target { TARGET_ELEMENT, TARGET_BEFORE, TARGET_AFTER, TARGET_COUNT };

struct selector {
    const struct compound *subject; /* the rightmost compound */
    enum target target;
    uint32_t specificity;
    const struct selector *next; /* of the same rule */
};

/* Where nth-child stopped counting last, by parent: siblings are usually asked in order. */
enum { SIBLING_COUNTS = 16 };

struct sibling_counts {
    struct sibling_count {
        const struct node *node;
        int index;
    } from_start[SIBLING_COUNTS], from_end[SIBLING_COUNTS];
    int64_t steps; /* that matching took to other nodes, in all */
    bool ran_out;  /* a node had no steps left: its selectors of several compounds did not match */
};

struct matcher {
    const struct subject_context *context;
    struct sibling_counts *counts;
    int budget; /* steps to other nodes that may still be taken for this one */
};

/* usage.c: whether the compound names a part of a page. */
bool usage_is_part(const struct atoms *atoms, const struct compound *compound);
/* Reports a declaration that the PDF has no use for where its rule's selectors want it. */
void usage_check(const struct sheets *sheets, const struct rule *rule,
                 const struct declaration *declaration, const char *value);

bool selector_matches(struct matcher *matcher, const struct compound *compound,
                      const struct subject *subject);

#endif
