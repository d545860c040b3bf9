/* Enters: looks, edges of boxes, and text, as the walk over the inlines meets them. Leaves: the
 * paragraph's text with white space collapsed or kept, the spans and stretches that say how it
 * looks, and marks for what is not text. Spans nest: what is put belongs to the innermost open one.
 */
#include "layout/layout.h"

#include <string.h>

struct span *span_open(struct paragraph *paragraph)
{
    return &paragraph->spans.items[paragraph->open.items[paragraph->open.count - 1]];
}

/* From here on, text belongs to the innermost open span. */
static void begin_stretch(struct paragraph *paragraph)
{
    uint32_t span = paragraph->open.items[paragraph->open.count - 1];
    vector_push(&paragraph->stretches, (struct stretch){(uint32_t)paragraph->buffer.length, span});
}

struct mark *mark_add(struct paragraph *paragraph, enum mark_kind kind)
{
    uint32_t at = (uint32_t)paragraph->buffer.length;
    vector_push(&paragraph->marks,
                (struct mark){.kind = kind,
                              .at = at,
                              .span = paragraph->open.items[paragraph->open.count - 1]});
    return &paragraph->marks.items[paragraph->marks.count - 1];
}

void paragraph_put_kern(struct paragraph *paragraph, dimen kern)
{
    if (kern)
        mark_add(paragraph, MARK_KERN)->kern = kern;
}

/* The border and padding at an end of the box that the innermost span has. */
static void put_edge(struct paragraph *paragraph, enum box_side side)
{
    uint32_t number = span_open(paragraph)->box;
    const struct inline_box *box = &paragraph->boxes.items[number - 1].look;
    struct mark *mark = mark_add(paragraph, MARK_KERN);
    mark->kern = box->borders[side].width + box->padding[side];
    mark->edge_of = number;
    mark->side = side;
}

/* The span of an element opens with the edge of its box, if it has one of its own … */
void span_push(struct layout *layout, struct span span)
{
    struct paragraph *paragraph = &layout->paragraph;
    bool has_box = paragraph->open.count > 0 && span.box != span_open(paragraph)->box;
    if (has_box)
        paragraph_put_kern(paragraph, paragraph->boxes.items[span.box - 1].look.margin_start);
    span.space = text_space_width(layout->fonts, &span.style);
    span.blank = text_shape(layout->fonts, &span.style, NULL, " ", 1, span.where);
    vector_push(&paragraph->open, (uint32_t)paragraph->spans.count);
    vector_push(&paragraph->spans, span);
    begin_stretch(paragraph);
    if (has_box)
        put_edge(paragraph, BOX_START);
}

/* … and closes with it. */
void span_pop(struct paragraph *paragraph)
{
    uint32_t around = paragraph->open.items[paragraph->open.count - 2];
    uint32_t box = span_open(paragraph)->box;
    bool has_box = box != paragraph->spans.items[around].box;
    if (has_box)
        put_edge(paragraph, BOX_END);
    paragraph->open.count--;
    begin_stretch(paragraph);
    if (has_box)
        paragraph_put_kern(paragraph, paragraph->boxes.items[box - 1].look.margin_end);
}

bool text_ends_in_space(const struct buffer *text)
{
    return text->length == 0 || text->data[text->length - 1] == ' ' ||
           text->data[text->length - 1] == '\n';
}

bool text_is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r' || byte == '\f';
}

void text_put_space(struct buffer *text)
{
    if (!text_ends_in_space(text))
        buffer_put_char(text, ' ');
}

void text_trim_spaces(struct buffer *text)
{
    while (text->length > 0 && text->data[text->length - 1] == ' ')
        text->length--;
}

static bool text_ends_in(const char *text, size_t length, const char *end)
{
    size_t bytes = strlen(end);
    return length >= bytes && memcmp(text + length - bytes, end, bytes) == 0;
}

bool text_ends_apart(const char *text, size_t length)
{
    static const char *const hyphens[] = {"-", "\xE2\x80\x90"};
    if (length == 0 || text_is_space(text[length - 1]) ||
        text_ends_in(text, length, "\xEF\xBF\xBC"))
        return false;
    for (size_t i = 0; i < sizeof hyphens / sizeof *hyphens; i++) {
        size_t bytes = strlen(hyphens[i]);
        if (text_ends_in(text, length, hyphens[i]))
            return length == bytes || text_is_space(text[length - bytes - 1]);
    }
    return true;
}

/* The column that the text has come to: characters since the last line end. Counts what was put
 * since it was asked last; spaces may have been trimmed off. */
static size_t find_column(struct paragraph *paragraph)
{
    const struct buffer *buffer = &paragraph->buffer;
    if (paragraph->counted > buffer->length) {
        size_t trimmed = paragraph->counted - buffer->length;
        paragraph->column -= trimmed < paragraph->column ? trimmed : paragraph->column;
        paragraph->counted = buffer->length;
    }
    for (; paragraph->counted < buffer->length; paragraph->counted++) {
        char byte = buffer->data[paragraph->counted];
        bool begins_character = ((unsigned char)byte & 0xC0) != 0x80;
        paragraph->column = byte == '\n' ? 0 : paragraph->column + begins_character;
    }
    return paragraph->column;
}

/* At least one space, up to the next column for tabs. */
static void put_tab(struct paragraph *paragraph)
{
    size_t tab = (size_t)span_open(paragraph)->style.tab_size;
    size_t count = tab - find_column(paragraph) % tab;
    while (count-- > 0)
        buffer_put_char(&paragraph->buffer, ' ');
}

/* One byte of white space. */
static void put_white(struct paragraph *paragraph, char byte, enum white_space white_space)
{
    struct buffer *buffer = &paragraph->buffer;
    bool keeps_lines = white_space >= WHITE_PRE;
    bool keeps_spaces = keeps_lines && white_space != WHITE_PRE_LINE;
    if (byte == '\n' && keeps_lines) {
        if (!keeps_spaces)
            text_trim_spaces(buffer);
        buffer_put_char(buffer, '\n');
    } else if (!keeps_spaces) {
        text_put_space(buffer);
    } else if (byte == '\t') {
        put_tab(paragraph);
    } else if (byte != '\r') {
        buffer_put_char(buffer, ' ');
    }
}

void text_put_words(struct paragraph *paragraph, const char *text, enum white_space white_space)
{
    while (*text) {
        const char *start = text;
        while (*text && !text_is_space(*text))
            text++;
        buffer_put(&paragraph->buffer, start, (size_t)(text - start));
        for (; text_is_space(*text); text++)
            put_white(paragraph, *text, white_space);
    }
}
