/* Enters: the glyphs of a subset with their texts. Leaves: the ToUnicode CMap by which a reader
 * turns character codes back into text (ISO 32000-1, 9.10.3). A ligature maps to all its letters.
 * A glyph of which nothing is known (a mark, a hyphen the typesetter added) maps to U+FFFD; where
 * such a glyph is painted, an /ActualText says that it means nothing. */
#include <string.h>

#include "pdf/font.h"
#include "pdf/syntax.h"

enum { BLOCK = 100 }; /* a CMap's bfchar block holds at most 100 entries */

static const char opening[] = "/CIDInit /ProcSet findresource begin\n"
                              "12 dict begin\n"
                              "begincmap\n"
                              "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
                              "/CMapName /Adobe-Identity-UCS def\n"
                              "/CMapType 2 def\n"
                              "1 begincodespacerange\n";

static const char closing[] = "endcmap\n"
                              "CMapName currentdict /CMap defineresource pop\n"
                              "end\n"
                              "end\n";

static void put_entry(const struct font_subset *subset, const struct glyph_use *glyph,
                      struct buffer *cmap)
{
    static const char unknown[] = "\xEF\xBF\xBD";
    const char *text = glyph->text ? glyph->text : unknown;
    size_t length = glyph->text ? glyph->text_length : strlen(unknown);
    buffer_printf(cmap, pdf_code_size(subset) == 1 ? "<%02X> <" : "<%04X> <",
                  pdf_find_code(subset, glyph));
    pdf_put_utf16_hex(cmap, text, length);
    buffer_put_string(cmap, ">\n");
}

static uint32_t count_glyphs(const struct font_subset *subset, unsigned part)
{
    uint32_t count = 0;
    for (uint32_t id = 1; id < subset->use_count; id++)
        count += pdf_glyph_is_in_part(subset, id, part);
    return count;
}

void pdf_put_to_unicode(const struct font_subset *subset, unsigned part, struct buffer *cmap)
{
    uint32_t left = count_glyphs(subset, part), in_block = 0;
    buffer_put_string(cmap, opening);
    buffer_printf(cmap, "%s\nendcodespacerange\n",
                  pdf_code_size(subset) == 1 ? "<00> <FF>" : "<0000> <FFFF>");
    for (uint32_t id = 1; id < subset->use_count && left > 0; id++) {
        if (!pdf_glyph_is_in_part(subset, id, part))
            continue;
        if (in_block == 0) {
            in_block = left < BLOCK ? left : BLOCK;
            buffer_printf(cmap, "%u beginbfchar\n", in_block);
        }
        put_entry(subset, &subset->glyphs[id], cmap);
        left--;
        if (--in_block == 0)
            buffer_put_string(cmap, "endbfchar\n");
    }
    buffer_put_string(cmap, closing);
}
