/* Enters: which element what is painted next belongs to. Leaves: marked content (ISO
 * 32000-1, 14.6).
 *
 * All that is painted is either an artifact or belongs to one structure element: the innermost one
 * begun. Marked content is opened when something is painted and closed when its owner changes, so
 * that an element interrupted by a child gets several pieces and an element without ink gets none.
 * It and BT … ET may not overlap: a piece that begins with text stands within the text object,
 * which goes on through many of them; one that begins with a shape stands outside, and ends the
 * text in it. No piece goes on behind one within it: poppler loses the rest. */
#include "pdf/paint.h"
#include "pdf/syntax.h"

uint32_t pdf_paint_owner(const struct painter *painter)
{
    return painter->tags.count ? painter->tags.items[painter->tags.count - 1] : ELEMENT_ARTIFACT;
}

void pdf_paint_close_mark(struct painter *painter)
{
    if (painter->open == PAINT_NOTHING)
        return;
    if (!painter->is_mark_in_text)
        pdf_paint_end_text(painter);
    bool is_double = painter->open == PAINT_SILENT || painter->is_reversed;
    buffer_put_string(painter->out, is_double ? "EMC EMC\n" : "EMC\n");
    painter->open = PAINT_NOTHING;
    painter->is_reversed = false;
}

static void put_number(struct painter *painter, uint32_t element)
{
    buffer_put_string(painter->out, "/MCID ");
    pdf_put_integer(painter->out, (int64_t)painter->painted->elements.count);
    vector_push(&painter->painted->elements, element);
}

static void put_mark(struct painter *painter, uint32_t element)
{
    painter->open = element;
    painter->is_mark_in_text = painter->in_text;
    if (element == ELEMENT_ARTIFACT) {
        buffer_put_string(painter->out, "/Artifact BMC\n");
        return;
    }
    pdf_put_name(painter->out, element_role_name(&painter->writer->pages->elements[element]));
    buffer_put_string(painter->out, "<<");
    put_number(painter, element);
    buffer_put_string(painter->out, ">>BDC\n");
}

static void mark_text(struct painter *painter, uint32_t element, bool is_reversed)
{
    if (painter->open == element && painter->is_reversed == is_reversed)
        return;
    pdf_paint_close_mark(painter);
    pdf_paint_begin_text(painter);
    put_mark(painter, element);
    painter->is_reversed = is_reversed;
    if (is_reversed)
        buffer_put_string(painter->out, "/ReversedChars BMC\n");
}

void pdf_paint_mark(struct painter *painter, uint32_t element)
{
    mark_text(painter, element, false);
}

void pdf_paint_mark_reversed(struct painter *painter, uint32_t element)
{
    mark_text(painter, element, true);
}

void pdf_paint_mark_shape(struct painter *painter, uint32_t element)
{
    bool is_open = painter->open == element && !painter->is_mark_in_text;
    if (!is_open)
        pdf_paint_close_mark(painter);
    pdf_paint_end_text(painter);
    if (!is_open)
        put_mark(painter, element);
}

/* Opens what has a text of its own. */
static void begin_replaced(struct painter *painter, uint32_t what)
{
    pdf_paint_close_mark(painter);
    pdf_paint_begin_text(painter);
    painter->open = what;
    painter->is_mark_in_text = true;
}

void pdf_paint_mark_text(struct painter *painter, uint32_t element, const char *text,
                         uint32_t length)
{
    begin_replaced(painter, PAINT_REPLACED);
    buffer_put_string(painter->out, "/Span<<");
    put_number(painter, element);
    buffer_put_string(painter->out, "/ActualText");
    pdf_put_text_bytes(painter->out, text, length);
    buffer_put_string(painter->out, ">>BDC\n");
}

/* Poppler heeds the text of a Span only. */
void pdf_paint_mark_silent(struct painter *painter)
{
    if (painter->open == PAINT_SILENT)
        return;
    begin_replaced(painter, PAINT_SILENT);
    buffer_put_string(painter->out, "/Artifact BMC\n/Span<</ActualText()>>BDC\n");
}
