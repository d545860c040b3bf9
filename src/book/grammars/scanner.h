/* Put before every scanner.c of a grammar. Some write up to four bytes more than the 1024 that
 * tree-sitter gives them for their state (bash: a long here-document's word; YAML: 254 levels): they
 * are told of less room than there is. */
#include "tree_sitter/parser.h"

#undef TREE_SITTER_SERIALIZATION_BUFFER_SIZE
#define TREE_SITTER_SERIALIZATION_BUFFER_SIZE 1000
