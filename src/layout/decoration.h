/* The lines that decorate text. Private to layout/. */
#ifndef BIFOLIO_LAYOUT_DECORATION_H
#define BIFOLIO_LAYOUT_DECORATION_H

#include "layout/galley.h"

enum text_line_place { TEXT_LINE_UNDER, TEXT_LINE_THROUGH, TEXT_LINE_OVER, TEXT_LINE_PLACES };

/* Lines that look the same have the same key; 0: such text has none. */
uint64_t decoration_key(const struct text_style *style, enum text_line_place place);
/* The line along a piece of text that has one. How many items it takes. */
uint32_t decoration_draw(struct arena *arena, const struct text_style *style,
                         enum text_line_place place, dimen from, dimen to, dimen baseline,
                         struct placed items[2]);

#endif
