/* What an entry of the contents says. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_CONTENTS_ENTRY_H
#define BIFOLIO_LAYOUT_CONTENTS_ENTRY_H

#include "layout/layout.h"

/* The heading's own number, or "", and the rest of its text, without its chip. */
const char *entry_split(struct layout *layout, const struct toc_entry *entry, const char **rest);
/* A new element for the entry, in the language of its heading. */
uint32_t entry_add(struct layout *layout, const struct toc_entry *entry, uint32_t parent);
/* Starts a paragraph with what the entry says behind its number. */
void entry_collect(struct layout *layout, const struct toc_entry *entry, enum style_part part,
                   struct paragraph_link link);

#endif
