/* Enters: what is generated at one place. Leaves: it in the paragraph's text, as a span of its own.
 */
#include <string.h>

#include "layout/layout.h"

/* The number of a page, in a room of its own where it must not move what follows. */
static void put_page_number(struct layout *layout, const struct piece *piece,
                            const struct text_style *style, struct position where)
{
    const char *number = page_numbers_find(layout, piece);
    if (!number)
        return;
    dimen room = page_numbers_width(layout, style, piece->numbering);
    dimen width =
        text_width(text_shape(layout->fonts, style, NULL, number, strlen(number), where), style);
    if (room > width)
        paragraph_put_kern(layout, room - width);
    paragraph_put(layout, number);
}

static void put_piece(struct layout *layout, const struct piece *piece, struct position where)
{
    const struct paragraph *paragraph = &layout->paragraph;
    struct text_style style = paragraph->spans.items[paragraph->spans.count - 1].style;
    switch (piece->kind) {
    case PIECE_TEXT:
        paragraph_put_words(layout, piece->text);
        break;
    case PIECE_ADDRESS:
        paragraph_put_address(layout, piece->text);
        break;
    case PIECE_PAGE:
        put_page_number(layout, piece, &style, where);
        break;
    case PIECE_LEADER:
        paragraph_put_leader(layout, piece->text);
        break;
    }
}

void generated_set(struct layout *layout, const struct node *box)
{
    paragraph_open(layout, box);
    for (const struct piece *piece = box->generated.text; piece; piece = piece->next)
        put_piece(layout, piece, box->where);
    paragraph_close(layout);
}
