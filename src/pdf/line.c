/* Enters: a text item: glyphs with advances. Leaves: TJ operators.
 *
 * A reader moves its pen by the widths of the W array; the layout's advances differ by kerning,
 * justification and rounding. The difference is written between the glyphs in thousandths of the
 * font size. It is always taken between the two absolute positions, never added up from roundings,
 * and small differences wait until they are worth writing, so the error stays below TOLERANCE
 * anywhere in a line. The pen goes on from item to item: most begin where the last one ended, and
 * need not say so. */
#include <string.h>

#include "pdf/line.h"
#include "pdf/syntax.h"

enum { TOLERANCE = 8, NEAR = 500, SIZE_DECIMALS = 2, SIZE_UNITS = 100 };

/* PEN_UNITS to the point: what a thousandth of a size in hundredths, in per mille of its width, is
 * counted in. */
enum { PEN_UNITS = SIZE_UNITS * 1000 * 1000 };

void pdf_paint_end_text(struct painter *painter)
{
    if (painter->in_text)
        buffer_put_string(painter->out, "ET\n");
    painter->in_text = false;
}

void pdf_paint_begin_text(struct painter *painter)
{
    if (painter->in_text)
        return;
    buffer_put_string(painter->out, "BT\n");
    painter->in_text = true;
    painter->x = 0;
    painter->y = 0;
    painter->is_placed = false;
}

static void set_font(struct painter *painter, const struct font *font, unsigned part, dimen points)
{
    int64_t size = line_divide((int64_t)points * SIZE_UNITS * font->file_units_per_em,
                               (int64_t)POINT * font->units_per_em);
    if (size < 1)
        size = 1;
    if (painter->font == font && painter->part == part && painter->size == size)
        return;
    painter->font = font;
    painter->part = part;
    painter->size = size;
    buffer_put_string(painter->out, "/F");
    pdf_put_integer(painter->out, font->index);
    if (part > 0)
        buffer_printf(painter->out, ".%u", part);
    buffer_put_char(painter->out, ' ');
    pdf_put_decimal(painter->out, size, SIZE_DECIMALS);
    buffer_put_string(painter->out, " Tf\n");
}

static void set_expansion(struct painter *painter, int expansion)
{
    if (painter->expansion == expansion)
        return;
    painter->expansion = expansion;
    pdf_put_decimal(painter->out, 1000 + expansion, 1);
    buffer_put_string(painter->out, " Tz\n");
}

static void set_rise(struct painter *painter, int64_t rise)
{
    if (painter->rise == rise)
        return;
    painter->rise = rise;
    pdf_put_decimal(painter->out, rise, SIZE_DECIMALS);
    buffer_put_string(painter->out, " Ts\n");
}

/* Where the reader's pen is to be for what the layout has at x. */
static int64_t find_pen(int64_t x)
{
    return line_divide(x * PEN_UNITS, POINT);
}

/* A thousandth of the font size, as wide as glyphs are now. */
static int64_t find_step(const struct painter *painter)
{
    return painter->size * (1000 + painter->expansion);
}

static void move_to(struct painter *painter, int64_t x, int64_t y)
{
    pdf_put_decimal(painter->out, x - painter->x, PDF_POSITION_DECIMALS);
    buffer_put_char(painter->out, ' ');
    pdf_put_decimal(painter->out, y - painter->y, PDF_POSITION_DECIMALS);
    buffer_put_string(painter->out, " Td\n");
    painter->x = x;
    painter->y = y;
    painter->pen = x * (PEN_UNITS / 100);
    painter->is_placed = true;
}

/* ── TJ arrays ───────────────────────────────────────────────────────────────────────────────── */

static void close_string(struct line *line)
{
    if (line->in_string)
        buffer_put_char(line->painter->out, ')');
    line->in_string = false;
}

void line_close(struct line *line)
{
    close_string(line);
    if (line->in_array)
        buffer_put_string(line->painter->out, "]TJ\n");
    line->in_array = false;
}

/* Moves the reader's pen to `target`; a positive number in the array moves it back. */
static void adjust(struct line *line, int64_t target)
{
    int64_t step = find_step(line->painter);
    int64_t difference = line_divide(target - line->painter->pen, step);
    if (difference < TOLERANCE && difference > -TOLERANCE)
        return;
    close_string(line);
    if (!line->in_array)
        buffer_put_char(line->painter->out, '[');
    line->in_array = true;
    pdf_put_integer(line->painter->out, -difference);
    line->painter->pen += difference * step;
}

static void put_code(const struct line *line, const struct glyph_use *use)
{
    struct buffer *out = line->painter->out;
    uint16_t code = pdf_find_code(line->subset, use);
    unsigned char bytes[] = {(unsigned char)(code >> 8), (unsigned char)(code & 0xFF)};
    for (unsigned i = 2 - pdf_code_size(line->subset); i < 2; i++) {
        if (bytes[i] == '(' || bytes[i] == ')' || bytes[i] == '\\')
            buffer_put_char(out, '\\');
        if (bytes[i] == '\r')
            buffer_put(out, "\\r", 2);
        else
            buffer_put_char(out, (char)bytes[i]);
    }
}

void line_put(struct line *line, const struct glyph_use *use)
{
    if (!line->in_array)
        buffer_put_char(line->painter->out, '[');
    if (!line->in_string)
        buffer_put_char(line->painter->out, '(');
    line->in_array = line->in_string = true;
    put_code(line, use);
    line->painter->pen += use->width * find_step(line->painter);
}

void line_choose_part(struct line *line, unsigned part)
{
    if (part == line->painter->part)
        return;
    line_close(line);
    set_font(line->painter, line->item->text.font, part, line->item->text.size);
}

void line_show(struct line *line, const struct glyph *glyph, const struct glyph_use *use)
{
    struct painter *painter = line->painter;
    int units = line->subset->font->file_units_per_em;
    int64_t rise = line_divide((int64_t)glyph->y_offset * painter->size, units);
    if (rise != painter->rise) {
        line_close(line);
        set_rise(painter, rise);
    }
    line_choose_part(line, pdf_find_part(line->subset, use));
    int64_t offset = line_divide((int64_t)glyph->x_offset * 1000, units) * find_step(painter);
    adjust(line, find_pen(line->item->text.x + line->wanted) + offset);
    line_put(line, use);
    line->wanted += glyph->advance;
}

/* Is the reader's pen in this line, and no further than a gap between words? */
static bool is_near(const struct painter *painter, int64_t pen, int64_t baseline)
{
    int64_t distance = pen - painter->pen, gap = NEAR * find_step(painter);
    return painter->is_placed && painter->y == baseline && distance < gap && distance > -gap;
}

void line_set_pen(struct line *line)
{
    struct painter *painter = line->painter;
    const struct item *item = line->item;
    int64_t baseline = pdf_paint_flip(painter, item->text.baseline);
    pdf_paint_begin_text(painter);
    pdf_paint_color(painter, item->text.color);
    set_font(painter, item->text.font, painter->font == item->text.font ? painter->part : 0,
             item->text.size);
    set_expansion(painter, item->text.expansion);
    if (!is_near(painter, find_pen(item->text.x + line->wanted), baseline))
        move_to(painter, pdf_position((dimen)(item->text.x + line->wanted)), baseline);
    line->is_set = true;
}

/* ── Tabs ────────────────────────────────────────────────────────────────────────────────────── */

/* How many columns the glyph takes when it is a tab; 0 when it is none. Only in lines that are told
 * what they copy as. */
int64_t line_count_columns(const struct line *line, const struct glyph *glyph)
{
    const struct item *item = line->item;
    int width = pdf_find_glyph(line->subset, glyph->id)->width;
    if (glyph->cluster >= item->text.text_length || item->text.text[glyph->cluster] != '\t' ||
        width <= 0)
        return 0;
    return line_divide((int64_t)glyph->advance * 1000, (int64_t)item->text.size * width);
}

/* The next glyphs are shown in another size and so much narrower or wider. */
static void set_shape(struct line *line, dimen points, int64_t width)
{
    line_close(line);
    line_choose_part(line, 0);
    set_font(line->painter, line->item->text.font, 0, points);
    set_expansion(line->painter, (int)width - 1000);
}

/* A tab is one space as wide as all of its columns. Readers take the root of a glyph's width by its
 * height for its size, and by the size tell lines from paragraphs: wider, it must be lower. */
void line_show_tab(struct line *line, const struct glyph *glyph, int64_t columns)
{
    line_close(line);
    line_set_pen(line);
    set_shape(line, (dimen)(line->item->text.size / columns), columns * columns * 1000);
    line_show(line, glyph, pdf_find_glyph(line->subset, glyph->id));
    line_close(line);
    line_set_pen(line);
}

/* How many columns the tabs have that the item begins with, but for one for each. */
static int64_t count_further_columns(const struct line *line)
{
    const struct item *item = line->item;
    int64_t further = 0;
    for (uint32_t i = 0; i < item->text.glyph_count; i++) {
        int64_t columns = line_count_columns(line, &item->text.glyphs[i]);
        if (columns == 0)
            break;
        further += columns - 1;
    }
    return further;
}

/* Readers that copy glyphs get a space for each column: what stands for the further columns of the
 * item's first tabs is shown before these, next to nothing. Readers with /ActualText are told that
 * it is nothing, and the next glyph is the tab. The first of these spaces keeps its size, as a tab
 * does, and all are so close to the row's start that they begin no paragraph. */
void line_show_columns(struct line *line)
{
    enum { THIN = 5, TALL = 14, CLOSE = POINT * 9 / 20 };
    const struct glyph_use *space = pdf_find_glyph(line->subset, line->subset->space);
    dimen points = line->item->text.size;
    int64_t columns = count_further_columns(line), wanted = line->wanted;
    int64_t room = (int64_t)points * space->width * THIN * (TALL + columns - 1) / (1000 * 1000);
    if (columns == 0)
        return;
    if (*line->item->text.line)
        pdf_paint_mark_text(line->painter, pdf_paint_owner(line->painter), "", 0);
    line->wanted -= room < CLOSE ? room : CLOSE;
    line_set_pen(line);
    line->wanted = wanted;
    set_shape(line, TALL * points, THIN);
    for (int64_t i = 0; i < columns; i++) {
        if (i == 1)
            set_shape(line, points, THIN);
        line_put(line, space);
    }
    line_close(line);
}

void line_end(struct line *line)
{
    line_close(line);
    set_rise(line->painter, 0);
}
