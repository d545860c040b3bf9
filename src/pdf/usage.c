/* Enters: the pages. Leaves: for each font the glyphs they use, and for each glyph the text it is
 * copied as. A glyph that alone makes up a cluster stands for the cluster's text (a ligature for
 * all its letters); the first such text wins, and where the same glyph stands for something else
 * the painter says so in an /ActualText. In a cluster of several glyphs the n-th is guessed to be
 * the n-th character, so that no glyph is left without a meaning; any certain text replaces a
 * guess. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "pdf/cluster.h"
#include "pdf/font.h"

static uint16_t find_glyph(hb_font_t *font, uint32_t code_point)
{
    hb_codepoint_t glyph = 0;
    hb_font_get_nominal_glyph(font, code_point, &glyph);
    return glyph < UINT16_MAX ? (uint16_t)glyph : 0;
}

static void find_special_glyphs(struct font_subset *subset)
{
    hb_font_t *font = hb_font_create(subset->face);
    subset->space = find_glyph(font, ' ');
    subset->hyphens[0] = find_glyph(font, '-');
    subset->hyphens[1] = find_glyph(font, 0x2010);
    hb_font_destroy(font);
}

enum { SILENT_MAX = 1024 };

const struct glyph_use *pdf_find_silent(const struct font_subset *subset, const char *text,
                                        uint32_t length)
{
    for (uint32_t id = subset->first_silent; id < subset->glyph_count; id++)
        if (subset->glyphs[id].text_length == length &&
            memcmp(subset->glyphs[id].text, text, length) == 0)
            return &subset->glyphs[id];
    return NULL;
}

/* Too many kinds of characters get /ActualText instead. */
static void add_silent(struct font_subset *subset, const char *text, uint32_t length)
{
    if (pdf_find_silent(subset, text, length) ||
        subset->glyph_count - subset->first_silent == SILENT_MAX)
        return;
    subset->glyphs[subset->glyph_count++] = (struct glyph_use){
        .text = text, .text_length = (uint16_t)length, .used = true, .certain = true};
}

static void add_silents(struct font_subset *subset, const char *text, uint32_t length)
{
    const char *cursor = text, *end = text + length;
    utf8_next(&cursor, end);
    while (cursor < end) {
        const char *start = cursor;
        utf8_next(&cursor, end);
        add_silent(subset, start, (uint32_t)(cursor - start));
    }
}

static void open_font(struct pdf_writer *writer, const struct font *font)
{
    struct font_subset *subset = &writer->fonts[font->index];
    hb_blob_t *blob = hb_blob_create((const char *)font->bytes, (unsigned)font->length,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    subset->font = font;
    subset->face = hb_face_create(blob, font->face_index);
    hb_blob_destroy(blob);
    uint32_t count = hb_face_get_glyph_count(subset->face);
    subset->glyph_count = count == 0 ? 1 : count > UINT16_MAX ? UINT16_MAX : count;
    subset->first_silent = subset->glyph_count;
    subset->glyphs = ARENA_ARRAY(writer->arena, struct glyph_use, subset->glyph_count + SILENT_MAX);
    if (font->kind == FONT_BITMAP)
        return;
    subset->glyphs[0].used = true;
    find_special_glyphs(subset);
}

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

static void learn_text(struct glyph_use *glyph, const char *text, uint32_t length, bool certain)
{
    glyph->used = true;
    if (length == 0 || glyph->certain || (glyph->text && !certain))
        return;
    glyph->text = text;
    glyph->text_length = (uint16_t)cut_meaning(text, length);
    glyph->certain = certain;
}

/* Gives each of several glyphs one character, the last ones the last character. */
static void guess_texts(const struct font_subset *subset, const struct item *item,
                        const struct cluster *cluster)
{
    const char *cursor = cluster->text, *end = cursor + cluster->length, *start = cursor;
    for (uint32_t i = cluster->first; i < cluster->end; i++) {
        if (cursor < end) {
            start = cursor;
            utf8_next(&cursor, end);
        }
        learn_text(pdf_find_glyph(subset, item->text.glyphs[i].id), start,
                   (uint32_t)(cursor - start), false);
    }
}

/* Glyphs that stand for no text: a hyphen the typesetter added copies as one, which readers then
 * remove with the line's end; other marks are best copied as a space. */
static void collect_addition(const struct font_subset *subset, const struct item *item)
{
    for (uint32_t i = 0; i < item->text.glyph_count; i++) {
        uint16_t id = item->text.glyphs[i].id;
        learn_text(pdf_find_glyph(subset, id), pdf_is_hyphen(subset, id) ? "-" : " ", 1, false);
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
            learn_text(pdf_find_glyph(subset, item->text.glyphs[cluster.first].id), cluster.text,
                       cluster.length, true);
        else
            guess_texts(subset, item, &cluster);
        if (cluster.spaces)
            learn_text(pdf_find_glyph(subset, subset->space), " ", 1, true);
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
