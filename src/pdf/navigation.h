/* Ways through the book: pages, links, destinations, outline, page labels. */
#ifndef BIFOLIO_PDF_NAVIGATION_H
#define BIFOLIO_PDF_NAVIGATION_H

#include "pdf/writer.h"

/* pages.c: the page tree. Pages get their numbers first, as everything refers to them. */
void pdf_reserve_pages(struct pdf_writer *writer);
/* The tree above them, whose root is returned, and their contents; then, when their links are
 * there, the pages themselves. */
uint32_t pdf_add_pages(struct pdf_writer *writer);
void pdf_set_pages(struct pdf_writer *writer);

/* links.c: an annotation for every link area. */
void pdf_add_links(struct pdf_writer *writer);

/* outline.c */
void pdf_add_outline(struct pdf_writer *writer);

/* destinations.c: all that has a name: destinations and attachments. */
void pdf_add_names(struct pdf_writer *writer);
void pdf_add_page_labels(struct pdf_writer *writer);
/* "[12 0 R/XYZ 72 640 null]" */
void pdf_put_destination(const struct pdf_writer *writer, uint32_t index, struct buffer *entries);

/* attachments.c */
void pdf_add_attachments(struct pdf_writer *writer);

/* metadata.c: the information dictionary, whose number is returned, and the catalog's entries about
 * the book. */
uint32_t pdf_add_info(struct pdf_writer *writer);
void pdf_add_metadata(struct pdf_writer *writer);

#endif
