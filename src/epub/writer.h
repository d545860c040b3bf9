/* The XHTML writer's private parts: its state, and the table that tells how each kind is written.
 */
#ifndef BIFOLIO_EPUB_WRITER_H
#define BIFOLIO_EPUB_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/vector.h"
#include "book/book.h"
#include "epub/edition.h"

/* What surrounds a place in the document and narrows what may stand there. */
enum surroundings {
    IN_PHRASING = 1 << 0,    /* no blocks */
    IN_LINK = 1 << 1,        /* no link */
    IN_TERM = 1 << 2,        /* no <dfn> */
    IN_HEADER_CELL = 1 << 3, /* no headings, no sections */
};

/* How far a table or a definition list has come. */
enum progress { AT_START, AFTER_CAPTION, IN_HEAD, IN_BODY, AFTER_TERM, AFTER_DEFINITION };

/* What was opened for a node and is closed when it is left. */
struct frame {
    const char *name;         /* of the element; NULL: none */
    const char *wrapper_end;  /* closes what was opened around it; NULL: nothing was */
    enum node_kind structure; /* the kind whose children must be of certain kinds; NODE_DOCUMENT:
                                 they are free */
    unsigned surroundings;    /* of what it holds */
    enum progress progress;
    int depth; /* of elements, this one and its wrapper included */
};

/* The headings that are open at a place of a file, outermost first. */
struct levels {
    int written[6], given[6];
    int count;
};

struct writer {
    const struct edition *edition;
    struct buffer *out;
    const char *file;           /* being written: links within it need no file name */
    const struct part *part;    /* being written; NULL: what is in none */
    const struct note *note;    /* being written; NULL: the chapter's own text */
    const struct node *resumed; /* the child at which the node being opened goes on, which was begun
                                   in the part before; NULL: it begins */
    bool repeats;               /* rows that stand in another part as well */
    VECTOR(struct frame) frames;
    struct levels levels;
    VECTOR(const struct node *) postponed; /* references to notes in a link that is open */
    struct buffer scratch;
};

enum content { HOLDS_NOTHING, HOLDS_PHRASING, HOLDS_FLOW, HOLDS_WHAT_PARENT_HOLDS };

/* How a kind is written. */
struct element {
    const char *name;       /* where it is in its place */
    const char *stray;      /* where blocks are allowed, but not this one */
    const char *class_name; /* besides the node's own */
    const char *type;       /* epub:type */
    const char *role;
    enum content content;
    enum node_kind structure; /* the parent it needs; NODE_DOCUMENT: any */
    unsigned surrounds;       /* what it adds to the surroundings */
    bool is_structure;        /* its children must need it as their parent */
    bool has_lines;           /* what it holds begins and ends on lines of its own */
    void (*put)(struct writer *writer, const struct node *node, unsigned surroundings);
};

extern const struct element epub_elements[NODE_KIND_COUNT];

/* name.c: the element a node becomes; NULL: none, what it holds stands for itself. */
const char *epub_choose_name(struct writer *writer, const struct node *node,
                             const struct frame *parent);

/* xhtml.c: true where a node goes on that was begun in the part before, or stands there, too. */
bool epub_is_repeated(const struct writer *writer, const struct node *node);

/* attribute.c: all attributes of a node's start tag; `name` is the element's. */
void epub_put_attributes(struct writer *writer, const struct node *node, const char *name);
/* A cell has that of its column when it has none of its own. */
enum alignment epub_find_alignment(const struct node *node);
/* The address a link leads to, into writer->scratch; false when it leads nowhere. */
bool epub_find_address(struct writer *writer, const struct node *link);
/* Appends the address of an anchor, seen from the file being written. */
void epub_put_anchor_address(const struct writer *writer, const struct anchor *anchor,
                             struct buffer *out);

/* table.c: true for a table whose words may ask for more room than a phone has. */
bool epub_is_wide_table(const struct writer *writer, const struct node *table);
/* Appends an attribute with the width that such a table needs not exceed; nothing for others. */
void epub_put_table_width(const struct writer *writer, const struct node *table);
/* Appends the shares that the columns of such a table have; nothing for others. */
void epub_put_columns(const struct writer *writer, const struct node *table);
/* What these three ask for, in `arena`, when it is asked for more than once. */
const struct columns *epub_measure_columns(struct arena *arena, const struct node *table);

/* True for a picture in a cell, as large as its column lets it be. */
bool epub_fills_cell(const struct node *image);

/* measure.c: how long a node will be, without what it holds and without the text of code. */
size_t epub_measure_node(const struct node *node);
/* The same of a piece of the text of code, [start, end). */
size_t epub_measure_code(const struct node *code, size_t start, size_t end);
/* The first span at or behind a place in the text of code. */
size_t epub_find_span(const struct node *code, size_t offset);

/* leaf.c: nodes that hold nothing. */
void epub_put_string(struct writer *writer, const struct node *node, unsigned surroundings);
void epub_put_code(struct writer *writer, const struct node *node, unsigned surroundings);
void epub_put_code_block(struct writer *writer, const struct node *node, unsigned surroundings);
void epub_put_soft_break(struct writer *writer, const struct node *node, unsigned surroundings);
void epub_put_break(struct writer *writer, const struct node *node, unsigned surroundings);
void epub_put_image(struct writer *writer, const struct node *node, unsigned surroundings);
void epub_put_reference(struct writer *writer, const struct node *node, unsigned surroundings);
/* The references that waited for the end of a link. */
void epub_put_postponed(struct writer *writer);
void epub_put_checkbox(struct writer *writer, const struct node *node, unsigned surroundings);
/* What stands before the first words of a task (its box) or a footnote (its number). */
void epub_put_lead(struct writer *writer, const struct node *node);
bool epub_has_lead(const struct node *node);

#endif
