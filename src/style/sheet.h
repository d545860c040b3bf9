/* Private to style/: the whole stylesheet at work. */
#ifndef BIFOLIO_STYLE_SHEET_H
#define BIFOLIO_STYLE_SHEET_H

#include "style/cascade.h"
#include "style/page.h"
#include "style/part.h"
#include "style/style.h"

/* A declaration of `display`. */
struct display {
    struct position where;
    bool is_reported;
};

struct stylesheet {
    struct arena *arena;
    struct sheets sheets;
    struct cascade cascades[TARGET_COUNT];
    struct cascade paging; /* of the properties behind style_paging() alone */
    struct page_rules page_rules;
    struct subject_context context;
    struct sibling_counts *counts; /* changes while nodes are asked */
    struct part_node parts[PART_NODES];
    struct row_groups row_groups; /* grows while nodes are asked */
    struct value initial[PROPERTY_COUNT];
    const char *shown_fields;        /* --contents-fields, for the PDF */
    VECTOR(struct display) displays; /* values of `display` number them */
    bool is_broken;                  /* the program's own sheet cannot be read */
    bool is_compiled;                /* for the PDF */
    bool counts_things;              /* some rule counts, or says how quotation marks look */
    struct page_style page;
    dimen column; /* width of the body's columns, or of the text block */
    struct text_style root;
    const struct value *root_ground; /* what html and body say of it; NULL: nothing */
    dimen root_line;
    struct text_style part_text[PART_COUNT];
    struct block_style part_block[PART_COUNT];
};

/* compile.c: for the PDF: parses the values of all rules, settles the paper, fills the cascade. */
void sheet_compile(struct stylesheet *sheet, const struct style_options *options);

/* What is declared for a node. */
struct winners sheet_resolve(const struct stylesheet *sheet, const struct node *node);

/* compute_text.c: winners and the parent's style → a node's text style. */
struct text_style compute_text(const struct stylesheet *sheet, const struct winners *winners,
                               const struct text_style *parent);
/* What stands at the root before any rule. */
struct text_style compute_initial_text(const struct stylesheet *sheet);
/* A line height's computed value for text of this size; `initial` is that of "normal". */
dimen compute_leading(const struct stylesheet *sheet, const struct value *value, dimen size);

/* compute_inline.c: the box of an inline element whose text looks like `text`; false: it has none.
 */
bool compute_inline_box(const struct stylesheet *sheet, const struct node *node,
                        const struct winners *winners, const struct text_style *text,
                        struct inline_box *box);

/* generated.c: reports what a declaration, the last one assigned, asks for in the wrong rule; what
 * only pages can say is taken away. */
void generated_check(const struct sheets *sheets, const struct rule *rule,
                     const struct declaration *declaration, assignments *list);
/* Does what a value says of an element matter for what is generated in others? */
bool generated_counts(const struct assignment *assignment);

/* compute_block.c */
struct block_style compute_block(const struct stylesheet *sheet, const struct node *node,
                                 const struct winners *winners);

/* Reports a `display` that an element of this kind cannot have, once where it is declared. */
void compute_check_display(const struct stylesheet *sheet, const struct node *node,
                           const struct winners *winners);

#endif
