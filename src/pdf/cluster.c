/* Enters: a text item: glyphs in visual order, each with the byte its text begins at. Leaves:
 * groups of glyphs with the text they stand for. A cluster's text runs to the next byte at which
 * any other glyph's text begins, whether the line runs left to right, right to left, or both ways.
 * Characters that leave no ink at a cluster's end (a space without a glyph, soft hyphens,
 * zero-width spaces) do not count: they would make an "o" at a word's end another letter than
 * elsewhere. */
#include "pdf/cluster.h"

#include <string.h>

#include "base/utf8.h"

struct clusters pdf_cluster_walk(const struct item *item, unsigned char *scratch)
{
    memset(scratch, 0, item->text.text_length);
    for (uint32_t i = 0; i < item->text.glyph_count; i++)
        if (item->text.glyphs[i].cluster < item->text.text_length)
            scratch[item->text.glyphs[i].cluster] = 1;
    return (struct clusters){.item = item, .starts = scratch};
}

static bool is_inkless(uint32_t code_point)
{
    return code_point <= ' ' || code_point == 0xA0 || code_point == 0xAD || code_point == 0x200B ||
           code_point == 0x2060 || code_point == 0xFEFF;
}

/* Cuts what has no ink off the end of a cluster's text and counts the spaces among it. The first
 * character always stays, so that a space's own glyph keeps its space. */
static void trim(struct cluster *cluster, uint32_t length)
{
    const char *cursor = cluster->text, *end = cursor + length, *last = cursor;
    while (cursor < end) {
        uint32_t code_point = utf8_next(&cursor, end);
        if (!is_inkless(code_point) || last == cluster->text) {
            last = cursor;
            cluster->spaces = 0;
        } else if (code_point == ' ') {
            cluster->spaces++;
        }
    }
    cluster->length = (uint32_t)(last - cluster->text);
}

/* In prose a no-break space copies as a plain one, as readers search for it; in code it is what was
 * written. A tab has the glyph of a space. */
static void fold_space(const struct item *item, struct cluster *cluster)
{
    if (cluster->length == 1 && *cluster->text == '\t')
        cluster->text = " ";
    if (!item->text.font->fixed_pitch && cluster->length == 2 &&
        memcmp(cluster->text, "\xC2\xA0", 2) == 0) {
        cluster->text = " ";
        cluster->length = 1;
    }
}

bool pdf_cluster_next(struct clusters *walk, struct cluster *cluster)
{
    const struct item *item = walk->item;
    const struct glyph *glyphs = item->text.glyphs;
    uint32_t first = walk->next, end = first + 1, length = item->text.text_length;
    if (first >= item->text.glyph_count)
        return false;
    uint32_t start = glyphs[first].cluster;
    while (end < item->text.glyph_count && glyphs[end].cluster == start)
        end++;
    *cluster = (struct cluster){.first = first, .end = end};
    if (start < length) {
        uint32_t finish = start + 1;
        while (finish < length && !walk->starts[finish])
            finish++;
        cluster->text = item->text.text + start;
        trim(cluster, finish - start);
        fold_space(item, cluster);
        cluster->start = start;
        cluster->finish = finish;
    }
    walk->next = end;
    return true;
}

bool pdf_is_backward(const struct item *item)
{
    const struct glyph *glyphs = item->text.glyphs;
    return glyphs[0].cluster > glyphs[item->text.glyph_count - 1].cluster;
}

const char *pdf_cluster_meaning(const struct item *item, const struct cluster *cluster,
                                char turned[PDF_TURNED_MAX])
{
    if (cluster->length > PDF_TURNED_MAX || !pdf_is_backward(item))
        return cluster->text;
    const char *cursor = cluster->text, *end = cursor + cluster->length;
    char *place = turned + cluster->length;
    while (cursor < end) {
        const char *start = cursor;
        utf8_next(&cursor, end);
        place -= cursor - start;
        memcpy(place, start, (size_t)(cursor - start));
    }
    return turned;
}
