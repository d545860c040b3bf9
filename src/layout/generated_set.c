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
        paragraph_put_kern(&layout->paragraph, room - width);
    paragraph_put(layout, number);
}

/* It breaks after its marks and has no hyphens. */
static void put_address(struct layout *layout, const char *text)
{
    struct span span = *span_open(&layout->paragraph);
    span.is_address = true;
    span.style.hyphenate = false;
    span_push(layout, span);
    text_put_words(&layout->paragraph, text, WHITE_NORMAL);
    span_pop(&layout->paragraph);
}

/* The line may end before it. */
static void put_leader(struct paragraph *paragraph, const char *text)
{
    text_put_space(&paragraph->buffer);
    mark_add(paragraph, MARK_LEADER)->leader = text;
    paragraph->has_leader = true;
}

static void put_piece(struct layout *layout, const struct piece *piece, struct position where)
{
    struct paragraph *paragraph = &layout->paragraph;
    switch (piece->kind) {
    case PIECE_TEXT:
        text_put_words(paragraph, piece->text, span_open(paragraph)->style.white_space);
        break;
    case PIECE_ADDRESS:
        put_address(layout, piece->text);
        break;
    case PIECE_PAGE:
        put_page_number(layout, piece, &span_open(paragraph)->style, where);
        break;
    case PIECE_LEADER:
        put_leader(paragraph, piece->text);
        break;
    }
}

void generated_set(struct layout *layout, const struct node *box)
{
    paragraph_open(layout, box);
    for (const struct piece *piece = box->generated.text; piece; piece = piece->next)
        put_piece(layout, piece, box->where);
    span_pop(&layout->paragraph);
}
