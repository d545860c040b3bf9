/* Elements that are no HTML: <Listing number="2-1" file-name="src/main.rs" caption="Reading
 * `stdin`">. */
#ifndef BIFOLIO_SOURCE_CUSTOM_H
#define BIFOLIO_SOURCE_CUSTOM_H

#include "source/html_tree.h"

/* True for one that has something to show beside its content: a number, a caption, a file's name.
 */
bool custom_shows(const GumboElement *element);

/* Opens its division, with the name of its file; `node` has the attributes that are common to all.
 */
void custom_open(struct html_tree *tree, const GumboElement *element, struct node *node);
/* Puts its caption behind its content. Before builder_close(). */
void custom_close(struct html_tree *tree, const GumboElement *element);

#endif
