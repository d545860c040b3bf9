/* Enters: the pages. Leaves: for each font the glyphs they use, and for each glyph the texts it is
 * copied as. A glyph that alone makes up a cluster stands for the cluster's text (a ligature for
 * all its letters); where the same glyph stands for other texts as well (a box for all that no font
 * has, a space for one that does not break), these are further meanings of it. In a cluster of
 * several glyphs each stands for the characters that it is paired with (pairing.c); where the
 * pairing is a guess, it is one so that no glyph is left without a meaning, and any certain text
 * replaces it. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "pdf/cluster.h"
#include "pdf/font.h"

static uint16_t find_glyph(const struct font_subset *subset, uint32_t code_point)
{
    hb_codepoint_t glyph = 0;
    hb_font_get_nominal_glyph(subset->characters, code_point, &glyph);
    return glyph < UINT16_MAX ? (uint16_t)glyph : 0;
}

/* What it is in the text of most books comes first, whatever is used first in this one. */
static void expect_meaning(struct font_subset *subset, uint16_t id, const char *text)
{
    if (id == 0)
        return;
    subset->glyphs[id].text = text;
    subset->glyphs[id].text_length = (uint16_t)strlen(text);
    subset->glyphs[id].certain = true;
}

static void find_special_glyphs(struct font_subset *subset)
{
    subset->space = find_glyph(subset, ' ');
    subset->hyphens[0] = find_glyph(subset, '-');
    subset->hyphens[1] = find_glyph(subset, 0x2010);
    expect_meaning(subset, subset->hyphens[0], "-");
    expect_meaning(subset, subset->space, " ");
}

/* ── Meanings ────────────────────────────────────────────────────────────────────────────────── */

/* All fonts are bounded in what they mean; what is beyond gets /ActualText alone. */
enum { MEANINGS_MAX = 256 };

/* How much of a text a glyph's code stands for: readers stumble over entries of a ToUnicode map
 * with several characters when one is beyond the basic plane, or more than a few. */
static uint32_t cut_meaning(const char *text, uint32_t length)
{
    enum { MEANING_MAX = 8 };
    const char *cursor = text, *end = text + length;
    bool basic = true;
    uint32_t count = 0, first = 0;
    while (cursor < end) {
        basic &= utf8_next(&cursor, end) <= 0xFFFF;
        if (count++ == 0)
            first = (uint32_t)(cursor - text);
    }
    return count > 1 && (!basic || count > MEANING_MAX) ? first : length;
}

const struct glyph_use *pdf_find_meaning(const struct font_subset *subset, uint16_t id,
                                         const char *text, uint32_t length)
{
    const struct glyph_use *use = pdf_find_glyph(subset, id);
    length = cut_meaning(text, length);
    while (!use->text || use->text_length != length || memcmp(use->text, text, length) != 0) {
        if (use->next == 0)
            return NULL;
        use = &subset->glyphs[use->next];
    }
    return use;
}

static void add_meaning(struct font_subset *subset, uint16_t id, const char *text, uint32_t length)
{
    struct glyph_use *last = pdf_find_glyph(subset, id);
    if (pdf_find_meaning(subset, id, text, length) ||
        subset->use_count - subset->glyph_count == MEANINGS_MAX)
        return;
    while (last->next != 0)
        last = &subset->glyphs[last->next];
    last->next = subset->use_count++;
    subset->glyphs[last->next] =
        (struct glyph_use){.text = text,
                           .text_length = (uint16_t)cut_meaning(text, length),
                           .used = true,
                           .certain = true,
                           .turn = (uint16_t)(last->turn + 1)};
}

static void add_silents(struct font_subset *subset, const char *text, uint32_t length)
{
    const char *cursor = text, *end = text + length;
    utf8_next(&cursor, end);
    while (cursor < end) {
        const char *start = cursor;
        utf8_next(&cursor, end);
        add_meaning(subset, PDF_SILENT, start, (uint32_t)(cursor - start));
    }
}

static void open_font(struct pdf_writer *writer, const struct font *font)
{
    struct font_subset *subset = &writer->fonts[font->index];
    hb_blob_t *blob = hb_blob_create((const char *)font->bytes, (unsigned)font->length,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    subset->font = font;
    subset->face = hb_face_create(blob, font->face_index);
    subset->characters = hb_font_create(subset->face);
    hb_blob_destroy(blob);
    uint32_t count = hb_face_get_glyph_count(subset->face);
    subset->glyph_count = count == 0 ? 1 : count > UINT16_MAX ? UINT16_MAX : count;
    subset->use_count = subset->glyph_count;
    subset->glyphs =
        ARENA_ARRAY(writer->arena, struct glyph_use, subset->glyph_count + MEANINGS_MAX);
    if (font->kind == FONT_BITMAP)
        return;
    subset->glyphs[0].used = true;
    find_special_glyphs(subset);
}

static void learn_text(struct font_subset *subset, uint16_t id, const char *text, uint32_t length,
                       bool certain)
{
    struct glyph_use *glyph = pdf_find_glyph(subset, id);
    glyph->used = true;
    if (length == 0 || (glyph->text && !certain))
        return;
    if (!glyph->certain) {
        glyph->text = text;
        glyph->text_length = (uint16_t)cut_meaning(text, length);
        glyph->certain = certain;
    } else if (subset->font->kind != FONT_BITMAP) {
        add_meaning(subset, id, text, length);
    }
}

/* Gives each of many glyphs one character, the last ones the last character. */
static void guess_texts(struct font_subset *subset, const struct item *item,
                        const struct cluster *cluster)
{
    const char *cursor = cluster->text, *end = cursor + cluster->length, *start = cursor;
    for (uint32_t i = cluster->first; i < cluster->end; i++) {
        if (cursor < end) {
            start = cursor;
            utf8_next(&cursor, end);
        }
        learn_text(subset, item->text.glyphs[i].id, start, (uint32_t)(cursor - start), false);
    }
}

static bool pair_naturally(const struct font_subset *subset, const struct item *item,
                           const struct cluster *cluster, struct pdf_cluster_text *text,
                           struct pdf_pairing *pairing)
{
    uint16_t glyphs[PDF_PAIRING_MAX];
    uint32_t count = cluster->end - cluster->first, characters = 0;
    const char *cursor = cluster->text, *end = cursor + cluster->length;
    *text = (struct pdf_cluster_text){.bytes = cluster->text, .length = cluster->length};
    while (cursor < end && characters < PDF_PAIRING_MAX)
        text->nominals[characters++] = find_glyph(subset, utf8_next(&cursor, end));
    for (uint32_t i = 0; i < count && i < PDF_PAIRING_MAX; i++)
        glyphs[i] = item->text.glyphs[cluster->first + i].id;
    return cluster->length > 0 && pdf_pair_glyphs(pairing, glyphs, count, text);
}

bool pdf_pair_cluster(const struct font_subset *subset, const struct item *item,
                      const struct cluster *cluster, struct pdf_pairing *pairing)
{
    struct pdf_cluster_text text;
    if (!pair_naturally(subset, item, cluster, &text, pairing))
        return false;
    if (!pairing->in_order)
        pdf_deal_characters(pairing, &text);
    return true;
}

static void learn_pairs(struct pdf_writer *writer, struct font_subset *subset,
                        const struct glyph *glyphs, const struct pdf_pairing *pairing)
{
    for (uint32_t i = 0; i < pairing->count; i++) {
        const struct pdf_pair *pair = &pairing->pairs[i];
        const char *text = pairing->text + pair->start;
        const struct glyph_use *known = pdf_find_meaning(subset, glyphs[i].id, text, pair->length);
        text = known ? known->text : arena_copy_bytes(writer->arena, text, pair->length);
        learn_text(subset, glyphs[i].id, text, pair->length, pair->certain);
    }
}

/* What the glyphs show comes before what they may have been dealt. */
static void pair_texts(struct pdf_writer *writer, struct font_subset *subset,
                       const struct item *item, const struct cluster *cluster)
{
    const struct glyph *glyphs = item->text.glyphs + cluster->first;
    struct pdf_cluster_text text;
    struct pdf_pairing pairing;
    if (!pair_naturally(subset, item, cluster, &text, &pairing)) {
        guess_texts(subset, item, cluster);
        return;
    }
    learn_pairs(writer, subset, glyphs, &pairing);
    if (pairing.in_order)
        return;
    pdf_deal_characters(&pairing, &text);
    learn_pairs(writer, subset, glyphs, &pairing);
}

static void learn_one(struct pdf_writer *writer, struct font_subset *subset,
                      const struct item *item, const struct cluster *cluster)
{
    uint16_t id = item->text.glyphs[cluster->first].id;
    char turned[PDF_TURNED_MAX];
    const char *text = pdf_cluster_meaning(item, cluster, turned);
    if (text == turned && cluster->length > 0) {
        const struct glyph_use *known = pdf_find_meaning(subset, id, text, cluster->length);
        text = known ? known->text : arena_copy_bytes(writer->arena, text, cluster->length);
    }
    learn_text(subset, id, text, cluster->length, true);
}

/* Glyphs that stand for no text: a hyphen the typesetter added copies as one, which readers then
 * remove with the line's end; other marks are best copied as a space. */
static void collect_addition(struct font_subset *subset, const struct item *item)
{
    for (uint32_t i = 0; i < item->text.glyph_count; i++) {
        uint16_t id = item->text.glyphs[i].id;
        learn_text(subset, id, pdf_is_hyphen(subset, id) ? "-" : " ", 1, false);
    }
}

static void collect_item(struct pdf_writer *writer, const struct item *item, unsigned char *scratch)
{
    if (item->text.glyph_count == 0)
        return;
    struct font_subset *subset = &writer->fonts[item->text.font->index];
    if (!subset->font)
        open_font(writer, item->text.font);
    if (item->text.text_length == 0) {
        collect_addition(subset, item);
        return;
    }
    struct clusters walk = pdf_cluster_walk(item, scratch);
    struct cluster cluster;
    while (pdf_cluster_next(&walk, &cluster)) {
        if (cluster.end - cluster.first == 1 && subset->font->kind == FONT_BITMAP)
            add_silents(subset, cluster.text, cluster.length);
        if (cluster.end - cluster.first == 1)
            learn_one(writer, subset, item, &cluster);
        else
            pair_texts(writer, subset, item, &cluster);
        if (cluster.spaces)
            learn_text(subset, subset->space, " ", 1, true);
    }
}

static uint32_t find_longest_text(const struct pages *pages)
{
    uint32_t longest = 0;
    for (size_t p = 0; p < pages->page_count; p++) {
        const struct page *page = &pages->pages[p];
        for (size_t i = 0; i < page->item_count; i++)
            if (page->items[i].kind == ITEM_TEXT && page->items[i].text.text_length > longest)
                longest = page->items[i].text.text_length;
    }
    return longest;
}

void pdf_collect_glyphs(struct pdf_writer *writer)
{
    const struct pages *pages = writer->pages;
    writer->fonts = ARENA_ARRAY(writer->arena, struct font_subset, pages->font_count);
    unsigned char *scratch = memory_resize(NULL, find_longest_text(pages), 1);
    for (size_t p = 0; p < pages->page_count; p++) {
        const struct page *page = &pages->pages[p];
        for (size_t i = 0; i < page->item_count; i++)
            if (page->items[i].kind == ITEM_TEXT)
                collect_item(writer, &page->items[i], scratch);
    }
    free(scratch);
}
