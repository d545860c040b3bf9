/* Enters: a text item: glyphs with advances. Leaves: TJ operators.
 *
 * A reader moves its pen by the widths of the W array; the layout's advances differ by kerning,
 * justification and rounding. The difference is written between the glyphs in thousandths of the
 * font size. It is always taken between the two absolute positions, never added up from roundings,
 * and small differences wait until they are worth writing, so the error stays below TOLERANCE
 * anywhere in a line. Where glyphs do not copy as the text they stand for, the text is given beside
 * them as /ActualText. */
#include <string.h>

#include "pdf/cluster.h"
#include "pdf/font.h"
#include "pdf/paint.h"
#include "pdf/syntax.h"

enum { TOLERANCE = 3, SIZE_DECIMALS = 3 };

/* A text item being painted. */
struct line {
    struct painter *painter;
    const struct font_subset *subset;
    const struct item *item;
    int64_t wanted; /* where the layout has its pen, from the item's start, 1/1024 pt */
    int64_t pen;    /* where the reader has its pen, thousandths of the font size */
    bool in_array, in_string;
};

void paint_end_text(struct painter *painter)
{
    if (painter->in_text)
        buffer_put_string(painter->out, "ET\n");
    painter->in_text = false;
}

/* a / b rounded to the nearest, for b > 0. */
static int64_t divide(int64_t a, int64_t b)
{
    return (a >= 0 ? a + b / 2 : a - b / 2) / b;
}

static void begin_text(struct painter *painter)
{
    if (painter->in_text)
        return;
    buffer_put_string(painter->out, "BT\n");
    painter->in_text = true;
    painter->x = 0;
    painter->y = 0;
}

static void set_font(struct painter *painter, const struct font *font, length points)
{
    int64_t size = divide((int64_t)points * 1000, POINT);
    if (painter->font == font && painter->size == size)
        return;
    painter->font = font;
    painter->size = size;
    buffer_put_string(painter->out, "/F");
    pdf_put_integer(painter->out, font->index);
    buffer_put_char(painter->out, ' ');
    pdf_put_decimal(painter->out, size, SIZE_DECIMALS);
    buffer_put_string(painter->out, " Tf\n");
}

static void set_rise(struct painter *painter, int64_t rise)
{
    if (painter->rise == rise)
        return;
    painter->rise = rise;
    pdf_put_decimal(painter->out, rise, SIZE_DECIMALS);
    buffer_put_string(painter->out, " Ts\n");
}

static void move_to(struct painter *painter, int64_t x, int64_t y)
{
    pdf_put_decimal(painter->out, x - painter->x, PDF_POSITION_DECIMALS);
    buffer_put_char(painter->out, ' ');
    pdf_put_decimal(painter->out, y - painter->y, PDF_POSITION_DECIMALS);
    buffer_put_string(painter->out, " Td\n");
    painter->x = x;
    painter->y = y;
}

/* ── TJ arrays ───────────────────────────────────────────────────────────────────────────────── */

static void open_string(struct line *line)
{
    if (!line->in_array)
        buffer_put_char(line->painter->out, '[');
    if (!line->in_string)
        buffer_put_char(line->painter->out, '(');
    line->in_array = line->in_string = true;
}

static void close_string(struct line *line)
{
    if (line->in_string)
        buffer_put_char(line->painter->out, ')');
    line->in_string = false;
}

static void close_array(struct line *line)
{
    close_string(line);
    if (line->in_array)
        buffer_put_string(line->painter->out, "]TJ\n");
    line->in_array = false;
}

/* Moves the reader's pen to `target`; a positive number in the array moves it back. */
static void adjust(struct line *line, int64_t target)
{
    int64_t difference = target - line->pen;
    if (difference < TOLERANCE && difference > -TOLERANCE)
        return;
    close_string(line);
    if (!line->in_array)
        buffer_put_char(line->painter->out, '[');
    line->in_array = true;
    pdf_put_integer(line->painter->out, -difference);
    line->pen = target;
}

static void put_code(struct buffer *out, uint16_t code)
{
    unsigned char bytes[] = {(unsigned char)(code >> 8), (unsigned char)(code & 0xFF)};
    for (int i = 0; i < 2; i++) {
        if (bytes[i] == '(' || bytes[i] == ')' || bytes[i] == '\\')
            buffer_put_char(out, '\\');
        if (bytes[i] == '\r')
            buffer_put(out, "\\r", 2);
        else
            buffer_put_char(out, (char)bytes[i]);
    }
}

static void show_glyph(struct line *line, const struct glyph *glyph)
{
    struct painter *painter = line->painter;
    const struct glyph_use *use = font_find_glyph(line->subset, glyph->id);
    int units = line->subset->font->units_per_em;
    int64_t rise = divide((int64_t)glyph->y_offset * painter->size, units);
    if (rise != painter->rise) {
        close_array(line);
        set_rise(painter, rise);
    }
    int64_t position = divide(line->wanted * 1000 * 1000, (int64_t)POINT * painter->size);
    adjust(line, position + divide((int64_t)glyph->x_offset * 1000, units));
    open_string(line);
    put_code(painter->out, use->subset_id);
    line->pen += use->width;
    line->wanted += glyph->advance;
}

static void show_cluster(struct line *line, const struct cluster *cluster)
{
    for (uint32_t i = cluster->first; i < cluster->end; i++)
        show_glyph(line, &line->item->text.glyphs[i]);
}

/* ── Text that copies right ──────────────────────────────────────────────────────────────────── */

/* True when the glyphs alone copy as the cluster's text. */
static bool copies_right(const struct line *line, const struct cluster *cluster)
{
    const struct glyph_use *use =
        font_find_glyph(line->subset, line->item->text.glyphs[cluster->first].id);
    return cluster->end - cluster->first == 1 && use->text &&
           use->text_length == cluster->length &&
           memcmp(use->text, cluster->text, cluster->length) == 0;
}

static void begin_actual_text(struct line *line, const char *text, uint32_t length)
{
    struct buffer *out = line->painter->out;
    close_array(line);
    buffer_put_string(out, "/Span<</ActualText");
    pdf_put_text_bytes(out, text, length);
    buffer_put_string(out, ">>BDC\n");
}

static void end_actual_text(struct line *line)
{
    close_array(line);
    buffer_put_string(line->painter->out, "EMC\n");
}

static void show_line(struct line *line, unsigned char *scratch)
{
    struct clusters walk = cluster_walk(line->item, scratch);
    struct cluster cluster;
    while (cluster_next(&walk, &cluster)) {
        bool right = copies_right(line, &cluster);
        if (!right)
            begin_actual_text(line, cluster.text, cluster.length);
        show_cluster(line, &cluster);
        if (!right)
            end_actual_text(line);
    }
    close_array(line);
    set_rise(line->painter, 0);
}

static unsigned char *reserve_scratch(struct painter *painter, size_t size)
{
    if (size > painter->scratch_size) {
        painter->scratch = memory_resize(painter->scratch, size, 1);
        painter->scratch_size = size;
    }
    return painter->scratch;
}

void paint_text(struct painter *painter, const struct item *item)
{
    if (item->text.glyph_count == 0)
        return;
    paint_mark(painter, paint_owner(painter));
    begin_text(painter);
    paint_color(painter, item->text.color);
    set_font(painter, item->text.font, item->text.size);
    if (painter->size <= 0)
        return;
    move_to(painter, pdf_position(item->text.x), paint_flip(painter, item->text.baseline));
    struct line line = {.painter = painter,
                        .subset = &painter->writer->fonts[item->text.font->index],
                        .item = item};
    show_line(&line, reserve_scratch(painter, item->text.text_length));
}
