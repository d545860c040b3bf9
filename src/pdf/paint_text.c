/* Enters: a text item: glyphs with the text they stand for. Leaves: what of them is shown together,
 * in which marked content. Where glyphs do not copy as the text they stand for, the text is given
 * beside them as /ActualText. */
#include <string.h>

#include "base/utf8.h"
#include "pdf/cluster.h"
#include "pdf/line.h"

/* The layout's spaces are gaps; a reader that copies by the glyphs needs them as glyphs. Only where
 * the text goes on to the right: elsewhere the gap is on the other side. */
static void show_spaces(struct line *line, const struct cluster *cluster)
{
    const struct item *item = line->item;
    bool at_end = cluster->end == item->text.glyph_count;
    uint32_t next = at_end ? item->text.text_length : item->text.glyphs[cluster->end].cluster;
    if (line->subset->space == 0 || next != cluster->finish)
        return;
    const struct glyph_use *use = pdf_find_glyph(line->subset, line->subset->space);
    for (uint32_t i = 0; i < cluster->spaces; i++) {
        line_choose_part(line, 0);
        line_put(line, use);
    }
}

/* ── Text that copies right ──────────────────────────────────────────────────────────────────── */

/* How the cluster's first glyph copies as its text. */
static const struct glyph_use *find_meaning(const struct line *line, const struct cluster *cluster)
{
    char turned[PDF_TURNED_MAX];
    return pdf_find_meaning(line->subset, line->item->text.glyphs[cluster->first].id,
                            pdf_cluster_meaning(line->item, cluster, turned), cluster->length);
}

/* What an emoji stands for besides its first character is shown by glyphs that are not seen, for
 * the readers that do not know /ActualText. */
static void show_silents(struct line *line, const struct cluster *cluster,
                         const struct glyph_use *use)
{
    const char *text = cluster->text + use->text_length, *end = cluster->text + cluster->length;
    while (text < end) {
        const char *start = text;
        utf8_next(&text, end);
        const struct glyph_use *silent =
            pdf_find_meaning(line->subset, PDF_SILENT, start, (uint32_t)(text - start));
        if (!silent)
            continue;
        line_choose_part(line, pdf_find_part(line->subset, silent));
        line_put(line, silent);
    }
}

static void show_one(struct line *line, const struct cluster *cluster)
{
    const struct glyph *glyph = &line->item->text.glyphs[cluster->first];
    const struct glyph_use *use = find_meaning(line, cluster);
    if (!use)
        use = pdf_find_glyph(line->subset, glyph->id);
    line_show(line, glyph, use);
    if (line->subset->font->kind == FONT_BITMAP)
        show_silents(line, cluster, use);
}

static void show_several(struct line *line, const struct cluster *cluster)
{
    const struct glyph *glyphs = line->item->text.glyphs + cluster->first;
    struct pdf_pairing pairing;
    bool is_paired = pdf_pair_cluster(line->subset, line->item, cluster, &pairing);
    for (uint32_t i = 0; i < cluster->end - cluster->first; i++) {
        const struct glyph_use *use = NULL;
        if (is_paired)
            use = pdf_find_meaning(line->subset, glyphs[i].id,
                                   pairing.text + pairing.pairs[i].start, pairing.pairs[i].length);
        line_show(line, &glyphs[i], use ? use : pdf_find_glyph(line->subset, glyphs[i].id));
    }
}

static void show_cluster(struct line *line, const struct cluster *cluster)
{
    const struct glyph *first = &line->item->text.glyphs[cluster->first];
    int64_t columns = line_count_columns(line, first);
    if (columns > 1)
        line_show_tab(line, first, columns);
    else if (cluster->end - cluster->first == 1)
        show_one(line, cluster);
    else
        show_several(line, cluster);
}

/* All clusters from where the walk is to the glyph `end`. */
static void show_clusters(struct line *line, struct clusters walk, uint32_t end)
{
    struct cluster cluster;
    while (walk.next < end && pdf_cluster_next(&walk, &cluster))
        show_cluster(line, &cluster);
}

/* Characters without a meaning of their own, for which PDF/A wants the text to be given beside the
 * glyphs (ISO 19005-2, 6.2.11.7.3). In UTF-8 they all begin with bytes from EE on. */
static bool is_private(const struct cluster *cluster)
{
    enum { FIRST_BYTE = 0xEE };
    const char *text = cluster->text, *end = text + cluster->length;
    while (text < end && (unsigned char)*text < FIRST_BYTE)
        text++;
    while (text < end) {
        uint32_t c = utf8_next(&text, end);
        if ((c >= 0xE000 && c <= 0xF8FF) || c == 0xFEFF || c >= 0xF0000)
            return true;
    }
    return false;
}

/* Does the cluster end in characters of code that leave no ink? */
static bool hides_code(const struct line *line, const struct cluster *cluster)
{
    return line->item->text.font->fixed_pitch &&
           cluster->finish - cluster->start > cluster->length + cluster->spaces;
}

/* True when the glyphs alone copy as the cluster's text. */
static bool copies_right(const struct line *line, const struct cluster *cluster)
{
    const struct glyph_use *use = find_meaning(line, cluster);
    return cluster->end - cluster->first == 1 && use && use->text_length == cluster->length &&
           cluster->start < line->hyphen && !is_private(cluster) && !hides_code(line, cluster);
}

/* Does the reader's pen stay behind the layout's after this cluster, as after a mark over its
 * letter? Where a piece with its own text ends so, readers see a gap, and copy a space. */
static bool ends_early(const struct line *line, const struct cluster *cluster)
{
    enum { GAP = 100 };
    const struct item *item = line->item;
    const struct glyph *last = &item->text.glyphs[cluster->end - 1];
    const struct font *font = item->text.font;
    int64_t size = (int64_t)item->text.size * font->file_units_per_em;
    int64_t advance = line_divide((int64_t)last->advance * 1000 * font->units_per_em, size);
    int64_t end = line_divide((int64_t)last->x_offset * 1000, font->file_units_per_em) +
                  pdf_find_glyph(line->subset, last->id)->width;
    return advance - end > GAP || end - advance > GAP;
}

/* Does the cluster after this one go into the same piece of text? Readers that match its characters
 * with the glyphs get lost after a glyph that stands for nothing. */
static bool goes_together(const struct line *line, const struct cluster *cluster,
                          const struct cluster *next)
{
    struct pdf_pairing pairing;
    if (pdf_is_backward(line->item))
        return !copies_right(line, next);
    if (cluster->end - cluster->first > 1 &&
        pdf_pair_cluster(line->subset, line->item, cluster, &pairing) && !pairing.in_order)
        return false;
    return !copies_right(line, next) || ends_early(line, cluster);
}

/* A space behind a hyphen at the item's end protects it. */
static void mark_guarded(struct line *line, uint32_t start, uint32_t finish)
{
    struct painter *painter = line->painter;
    struct buffer text = {0};
    buffer_put(&text, line->item->text.text + start, finish - start);
    if (line->hyphen < finish && text.data[text.length - 1] == '-')
        buffer_put_char(&text, ' ');
    pdf_paint_mark_text(painter, pdf_paint_owner(painter), text.data, (uint32_t)text.length);
    buffer_drop(&text);
}

/* Shows neighbouring clusters as one piece with its own text, and moves on to the first cluster
 * after them; false when there is none. */
static bool show_replaced(struct line *line, struct clusters *walk, struct cluster *cluster)
{
    struct clusters replaced = {walk->item, cluster->first, walk->starts};
    uint32_t picture_length = cluster->length;
    bool is_picture = line->subset->font->kind == FONT_BITMAP;
    uint32_t start = cluster->start, finish = cluster->finish;
    struct cluster last;
    bool more;
    do {
        last = *cluster;
        start = last.start < start ? last.start : start;
        finish = last.finish > finish ? last.finish : finish;
        more = pdf_cluster_next(walk, cluster);
    } while (more && !is_picture && cluster->start == finish &&
             goes_together(line, &last, cluster));
    line_close(line);
    mark_guarded(line, start, is_picture ? start + picture_length : finish);
    line_set_pen(line);
    show_clusters(line, replaced, last.end);
    line_close(line);
    line->is_set = false;
    return more;
}

/* A row of code is a piece of its own, or its end would run together with the next one. A single
 * glyph goes both ways. */
static void begin_copied(struct line *line)
{
    struct painter *painter = line->painter;
    uint32_t owner = pdf_paint_owner(painter);
    bool is_single = line->item->text.glyph_count == 1;
    if (line->item->text.font->fixed_pitch && !line_goes_on(painter, line->item))
        pdf_paint_close_mark(painter);
    if (pdf_is_backward(line->item))
        pdf_paint_mark_reversed(painter, owner);
    else if (!is_single || painter->open != owner)
        pdf_paint_mark(painter, owner);
}

static void show_copied(struct line *line, const struct cluster *cluster)
{
    if (!line->is_set) {
        begin_copied(line);
        line_set_pen(line);
    }
    show_cluster(line, cluster);
    show_spaces(line, cluster);
}

static bool copies_as_it_stands(const struct line *line, unsigned char *scratch)
{
    struct clusters walk = pdf_cluster_walk(line->item, scratch);
    struct cluster cluster;
    while (pdf_cluster_next(&walk, &cluster))
        if (!copies_right(line, &cluster))
            return false;
    return true;
}

static void show_pieces(struct line *line, unsigned char *scratch)
{
    struct clusters walk = pdf_cluster_walk(line->item, scratch);
    struct cluster cluster;
    bool more = pdf_cluster_next(&walk, &cluster);
    while (more) {
        if (copies_right(line, &cluster)) {
            show_copied(line, &cluster);
            more = pdf_cluster_next(&walk, &cluster);
        } else {
            more = show_replaced(line, &walk, &cluster);
        }
    }
}

/* A word from right to left in several pieces: they are painted from the left, and read from the
 * right. */
static void show_line(struct line *line, unsigned char *scratch)
{
    struct painter *painter = line->painter;
    if (!pdf_is_backward(line->item) || copies_as_it_stands(line, scratch)) {
        show_pieces(line, scratch);
        return;
    }
    pdf_paint_close_mark(painter);
    uint32_t first = (uint32_t)painter->painted->elements.count;
    show_pieces(line, scratch);
    line_close(line);
    pdf_paint_close_mark(painter);
    vector_push(&painter->painted->reversed,
                (struct mcid_range){first, (uint32_t)painter->painted->elements.count});
}

static void show_row(struct line *line, unsigned char *scratch)
{
    const struct item *item = line->item;
    mark_guarded(line, 0, item->text.text_length);
    line_set_pen(line);
    show_clusters(line, pdf_cluster_walk(item, scratch), item->text.glyph_count);
}

/* ── Lines of several rows ───────────────────────────────────────────────────────────────────────
 */

/* Is such a line's piece open, of this element? */
static bool is_in_line(const struct painter *painter, uint32_t owner)
{
    const struct painted_page *painted = painter->painted;
    return painter->open == PAINT_LINE &&
           painted->elements.items[painted->elements.count - 1] == owner;
}

/* A line of code that was turned is written beside its first row. What else is in that row goes
 * into the same piece of marked content; further rows copy as nothing. */
static void show_part(struct line *line, unsigned char *scratch)
{
    struct painter *painter = line->painter;
    const struct item *item = line->item;
    const char *text = item->text.line;
    line_show_columns(line);
    uint32_t owner = pdf_paint_owner(painter);
    if (*text || !is_in_line(painter, owner) || !line_goes_on(painter, item))
        pdf_paint_mark_text(painter, owner, text, (uint32_t)strlen(text));
    painter->open = PAINT_LINE;
    if (item->text.stands_in)
        vector_push(&painter->painted->stand_ins, (uint32_t)painter->painted->elements.count - 1);
    line_set_pen(line);
    show_clusters(line, pdf_cluster_walk(item, scratch), item->text.glyph_count);
}

/* ── Text that does not copy ─────────────────────────────────────────────────────────────────── */

/* A hyphen at a line's end, the mark of a wrapped line, a running head, which would come in the
 * middle of what is copied over a page's end. Readers join a word over a line's end when it ends in
 * a plain hyphen; any other mark must go. */
static void show_addition(struct line *line)
{
    const struct item *item = line->item;
    if (item->text.text_length == 0 && pdf_is_hyphen(line->subset, item->text.glyphs[0].id))
        pdf_paint_mark(line->painter, ELEMENT_ARTIFACT);
    else
        pdf_paint_mark_silent(line->painter);
    line_set_pen(line);
    for (uint32_t i = 0; i < item->text.glyph_count; i++)
        line_show(line, &item->text.glyphs[i],
                  pdf_find_glyph(line->subset, item->text.glyphs[i].id));
}

static unsigned char *reserve_scratch(struct painter *painter, size_t size)
{
    if (size > painter->scratch_size) {
        painter->scratch = memory_resize(painter->scratch, size, 1);
        painter->scratch_size = size;
    }
    return painter->scratch;
}

void pdf_paint_text(struct painter *painter, const struct item *item)
{
    if (item->text.glyph_count == 0 || item->text.size <= 0)
        return;
    struct line line = {.painter = painter,
                        .subset = &painter->writer->fonts[item->text.font->index],
                        .item = item,
                        .hyphen = line_find_hyphen(painter, item)};
    if (item->text.text_length == 0 || pdf_paint_owner(painter) == ELEMENT_ARTIFACT)
        show_addition(&line);
    else if (item->text.line)
        show_part(&line, reserve_scratch(painter, item->text.text_length));
    else if (line_is_misread(&line))
        show_row(&line, reserve_scratch(painter, item->text.text_length));
    else
        show_line(&line, reserve_scratch(painter, item->text.text_length));
    line_end(&line);
}
