/* Shared by the two halves of the builder: blocks (builder.c) and inlines (builder_inline.c). */
#ifndef BIFOLIO_SOURCE_BUILDER_PLACE_H
#define BIFOLIO_SOURCE_BUILDER_PLACE_H

#include "source/builder.h"

/* Finds a place in the open blocks for a block, making lists and items that must be around it.
 * False when it cannot stand here at all. */
bool builder_place(struct builder *builder, struct node *node);

/* A heading or the like: blocks in it give only their content. */
bool builder_leaf_is_rigid(const struct builder *builder);
void builder_open_leaf(struct builder *builder, struct node *leaf, bool implied);
/* Ends the leaf at hand, if any; one that shows nothing is taken out again. */
void builder_close_leaf(struct builder *builder);

/* True under an open link: links do not nest. */
bool builder_inside_link(const struct builder *builder);
/* Writes a pending space before an element opens, so that it does not stand in it. */
void builder_flush_space(struct builder *builder);

/* What comes is parted from what is there by a space or, where white space is kept, by a line end.
 */
void builder_part(struct builder *builder);
/* Where white space is kept: a loose block's text, line by line. */
void builder_put_lines(struct builder *builder, struct node *block);

/* Keeps an id for links to it: in the leaf at hand, or in the next one. */
void builder_keep_id(struct builder *builder, const char *id, struct position where);
/* Puts waiting anchors before what a block shows. */
void builder_give_anchors(struct builder *builder, struct node *block);
/* Wraps the text of a block that stands inside inline elements. */
void builder_push_down(struct builder *builder, struct node *block);

#endif
