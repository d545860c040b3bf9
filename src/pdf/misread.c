/* Enters: a text item on its way into the page's stream. Leaves: whether readers that see glyphs
 * and gaps (poppler, and the viewers built on it) would take it for another text: then it is given
 * as text beside its glyphs. */
#include "base/utf8.h"
#include "pdf/cluster.h"
#include "pdf/line.h"

bool line_goes_on(const struct painter *painter, const struct item *item)
{
    return painter->y == pdf_paint_flip(painter, item->text.baseline);
}

/* ── Hyphens at the ends of lines ────────────────────────────────────────────────────────────── */

/* The bytes of the text but for spaces at its end. */
static uint32_t find_ink_end(const struct item *item)
{
    uint32_t end = item->text.text_length;
    while (end > 0 && item->text.text[end - 1] == ' ')
        end--;
    return end;
}

static bool is_blank(const struct item *item)
{
    return item->kind == ITEM_TEXT && find_ink_end(item) == 0 && !item->text.stands_in;
}

/* What the page shows next, but for spaces; NULL: nothing. */
static const struct item *find_next_shown(const struct painter *painter)
{
    const struct item *next = painter->next;
    while (next < painter->end &&
           (next->kind == ITEM_TAG_BEGIN || next->kind == ITEM_TAG_END || is_blank(next)))
        next++;
    return next < painter->end ? next : NULL;
}

/* Does the text go on closely behind the item? Else it ends a line, or a cell. */
static bool is_followed(const struct painter *painter, const struct item *item)
{
    const struct item *next = find_next_shown(painter);
    if (!next || next->kind != ITEM_TEXT || next->text.baseline != item->text.baseline)
        return false;
    dimen end = item->text.x;
    for (uint32_t i = 0; i < item->text.glyph_count; i++)
        end += item->text.glyphs[i].advance;
    return next->text.x >= end - item->text.size && next->text.x <= end + item->text.size;
}

/* Readers (poppler) take every hyphen that ends a line for one that divides a word, and join it
 * with what comes below. Where such a hyphen of the text is in the item; UINT32_MAX: nowhere. */
uint32_t line_find_hyphen(const struct painter *painter, const struct item *item)
{
    uint32_t end = find_ink_end(item);
    bool has_hyphen = end > 0 && item->text.text[end - 1] == '-';
    return has_hyphen && !pdf_is_backward(item) && !is_followed(painter, item) ? end - 1
                                                                               : UINT32_MAX;
}

/* ── Gaps ────────────────────────────────────────────────────────────────────────────────────── */

/* Does the glyph leave a gap behind it that readers take for a space? */
static bool leaves_gap(const struct line *line, const struct glyph *glyph)
{
    enum { GAP = 100 };
    const struct font *font = line->item->text.font;
    int64_t width = pdf_find_glyph(line->subset, glyph->id)->width + GAP;
    return (int64_t)glyph->advance * 1000 * font->units_per_em >
           width * line->item->text.size * font->file_units_per_em;
}

static bool is_space(const struct item *item, uint32_t glyph)
{
    uint32_t at = item->text.glyphs[glyph].cluster;
    return at >= item->text.text_length || item->text.text[at] == ' ';
}

/* Is there such a gap within a word: of a line of Chinese that fills the measure, of letters set
 * apart? */
static bool is_spaced_out(const struct line *line)
{
    const struct item *item = line->item;
    const struct glyph *glyphs = item->text.glyphs;
    for (uint32_t i = 0; i + 1 < item->text.glyph_count; i++)
        if (leaves_gap(line, &glyphs[i]) && !is_space(item, i) && !is_space(item, i + 1) &&
            glyphs[i].cluster != glyphs[i + 1].cluster)
            return true;
    return false;
}

/* Is every word a single character, as in "n + r"? Readers take that for letters set apart. */
static bool is_spelled(const struct item *item)
{
    const char *text = item->text.text, *end = text + find_ink_end(item);
    bool has_space = false;
    while (text < end) {
        utf8_next(&text, end);
        if (text < end && *text++ != ' ')
            return false;
        has_space |= text < end;
    }
    return has_space;
}

/* Readers (poppler, and the viewers built on it) see words and gaps, not spaces: the indentation of
 * code is lost, columns come apart, and so do words with gaps in them. Given as text, a row is
 * copied as it was written. */
bool line_is_misread(const struct line *line)
{
    const struct item *item = line->item;
    bool starts_in_space = *item->text.text == ' ' && !line_goes_on(line->painter, item);
    if (pdf_is_backward(item) || item->text.font->kind == FONT_BITMAP)
        return false;
    if (!item->text.font->fixed_pitch)
        return is_spelled(item) || is_spaced_out(line);
    return starts_in_space || line->hyphen < item->text.text_length ||
           utf8_has_wide_space(item->text.text, item->text.text_length, false);
}
