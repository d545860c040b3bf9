/* Name trees and number trees (ISO 32000-1, 7.9.6 and 7.9.7). */
#ifndef BIFOLIO_PDF_TREE_H
#define BIFOLIO_PDF_TREE_H

#include "pdf/writer.h"

struct tree_entry {
    const char *name; /* the key of a name tree; NULL in a number tree */
    uint32_t number;  /* the key of a number tree */
    const char *value;
};

struct tree {
    VECTOR(struct tree_entry) entries;
};

/* Adds the tree to the file and returns its root's number; 0 for an empty tree. Entries are sorted
 * by key, bytewise; of several with one key the first added is kept. The entries are freed. */
uint32_t pdf_add_tree(struct pdf_writer *writer, struct tree *tree);

#endif
