/* Enters: a word, its style, language and direction. Leaves: glyphs, from the word cache when the
 * word was seen before; otherwise the text is cut into runs of one script (script.c) and one font
 * (fallback.c), and HarfBuzz shapes each run in font units, so that one entry serves every size. */
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "text/cache.h"
#include "text/fallback.h"
#include "text/fonts.h"
#include "text/script.h"

enum { FEATURE_MAX = 8 + FEATURES + FONT_FEATURES };

struct features {
    hb_feature_t list[FEATURE_MAX];
    unsigned count;
};

/* ── Features ────────────────────────────────────────────────────────────────────────────────── */

static void set_feature(struct features *features, hb_tag_t tag, uint32_t value)
{
    features->list[features->count++] = (hb_feature_t){tag, value, 0, (unsigned)-1};
}

/* Code shows what was typed: "!=" stays two characters; and ligatures in letter-spaced text would
 * leave holes around them. */
static void add_ligature_features(const struct text_style *style, struct features *features)
{
    if (style->family != FAMILY_MONO && style->letter_spacing == 0)
        return;
    set_feature(features, HB_TAG('l', 'i', 'g', 'a'), 0);
    set_feature(features, HB_TAG('c', 'l', 'i', 'g'), 0);
    if (style->family == FAMILY_MONO)
        set_feature(features, HB_TAG('c', 'a', 'l', 't'), 0);
}

static bool is_on(const struct text_style *style, enum font_feature feature)
{
    return style->features_on >> feature & 1;
}

/* Some fonts have other figures when nothing is said. */
static void add_figure_features(const struct text_style *style, struct features *features)
{
    if (style->family == FAMILY_MONO)
        return;
    if (!is_on(style, FEATURE_ONUM))
        set_feature(features, HB_TAG('l', 'n', 'u', 'm'), 1);
    if (!is_on(style, FEATURE_TNUM))
        set_feature(features, HB_TAG('p', 'n', 'u', 'm'), 1);
}

static void set_tagged(struct features *features, const char *tag, uint32_t value)
{
    set_feature(features, HB_TAG(tag[0], tag[1], tag[2], tag[3]), value);
}

/* What is said later wins, so what a sheet asks for comes last. */
static struct features list_features(const struct text_style *style)
{
    struct features features = {.count = 0};
    add_ligature_features(style, &features);
    add_figure_features(style, &features);
    for (int i = 0; i < FEATURES && (style->features_on | style->features_off); i++)
        if ((style->features_on | style->features_off) >> i & 1)
            set_tagged(&features, style_feature_tag((enum font_feature)i),
                       style->features_on >> i & 1);
    for (uint32_t i = 0; style->features && i < style->features->count; i++)
        set_tagged(&features, style->features->tags[i], style->features->settings[i]);
    return features;
}

static struct shape_key make_key(const struct text_style *style, const char *lang,
                                 enum text_direction direction)
{
    uint32_t look = font_look(style);
    look = look << 1 | (style->letter_spacing != 0);
    look = look << 2 | (uint32_t)direction;
    return (struct shape_key){look, lang ? hb_language_from_string(lang, -1) : NULL,
                              style->features, style->features_on, style->features_off};
}

/* ── Shaping a run ───────────────────────────────────────────────────────────────────────────── */

/* A piece of text on its way through HarfBuzz. */
struct shaping {
    struct fonts *fonts;
    const struct features *features;
    hb_language_t language;
    hb_script_t script;
    hb_direction_t direction;
    const char *text;
    bool goes_on; /* there is text before it, in another font: a mark here has lost its base */
    struct text_run run;
    const struct font_slot *slot;
};

/* Leaves out what HarfBuzz would show as .notdef: controls, and the variation selector behind a
 * character that the font shows by another one. */
static bool is_shown(const struct font_slot *slot, uint32_t character, uint32_t previous)
{
    hb_codepoint_t glyph;
    if (character >= 0xFE00 && character <= 0xFE0F)
        return hb_font_get_nominal_glyph(slot->shaper, previous, &glyph);
    return character >= 0x20 && (character < 0x7F || character >= 0xA0);
}

static void fill_buffer(const struct shaping *shaping)
{
    hb_buffer_t *buffer = shaping->fonts->buffer;
    const char *cursor = shaping->text, *end = cursor + shaping->run.length;
    hb_buffer_clear_contents(buffer);
    for (uint32_t character, previous = 0; cursor < end; previous = character) {
        unsigned cluster = (unsigned)(cursor - shaping->text);
        character = utf8_next(&cursor, end);
        if (is_shown(shaping->slot, character, previous))
            hb_buffer_add(buffer, character, cluster);
    }
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    unsigned circle = shaping->goes_on ? HB_BUFFER_FLAG_BOT : 0; /* below a mark at the start */
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES | circle);
    if (shaping->language)
        hb_buffer_set_language(buffer, shaping->language);
    hb_buffer_set_script(buffer, shaping->script);
    hb_buffer_set_direction(buffer, shaping->direction);
    hb_buffer_guess_segment_properties(buffer);
}

static int16_t clamp_offset(hb_position_t offset)
{
    if (offset > INT16_MAX)
        return INT16_MAX;
    return offset < INT16_MIN ? INT16_MIN : (int16_t)offset;
}

static void store_glyphs(const struct shaping *shaping, struct shaped *shaped)
{
    unsigned count;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(shaping->fonts->buffer, &count);
    const hb_glyph_position_t *places =
        hb_buffer_get_glyph_positions(shaping->fonts->buffer, &count);
    struct shaped_glyph *glyphs = ARENA_ARRAY(shaping->fonts->arena, struct shaped_glyph, count);
    for (unsigned i = 0; i < count; i++) {
        glyphs[i] = (struct shaped_glyph){
            .id = (uint16_t)infos[i].codepoint,
            .cluster = (uint16_t)infos[i].cluster,
            .x_offset = clamp_offset(places[i].x_offset),
            .y_offset = clamp_offset(places[i].y_offset),
            .advance = places[i].x_advance,
        };
        shaped->advance += places[i].x_advance;
    }
    shaped->glyphs = glyphs;
    shaped->glyph_count = count;
}

static void shape_run(const struct shaping *shaping, struct shaped *shaped)
{
    hb_buffer_t *buffer = shaping->fonts->buffer;
    bool plain = shaping->slot->font.kind == FONT_BITMAP;
    fill_buffer(shaping);
    hb_shape(shaping->slot->shaper, buffer, shaping->features->list,
             plain ? 0 : shaping->features->count);
    store_glyphs(shaping, shaped);
}

static void reverse_glyphs(struct shaped_glyph *glyphs, uint32_t count)
{
    for (uint32_t i = 0, k = count; i + 1 < k--; i++) {
        struct shaped_glyph glyph = glyphs[i];
        glyphs[i] = glyphs[k];
        glyphs[k] = glyph;
    }
}

/* One replacement for each grapheme. A font without one still has something better than a box
 * that looks like an error of the printer: a question mark. */
static void replace_run(const struct shaping *shaping, struct shaped *shaped)
{
    hb_codepoint_t glyph = shaping->slot->replacement;
    if (!glyph && !hb_font_get_nominal_glyph(shaping->slot->shaper, '?', &glyph))
        return;
    const char *cursor = shaping->text, *end = cursor + shaping->run.length;
    hb_position_t advance = hb_font_get_glyph_h_advance(shaping->slot->shaper, glyph);
    struct shaped_glyph *glyphs =
        ARENA_ARRAY(shaping->fonts->arena, struct shaped_glyph, shaping->run.length);
    uint32_t count = 0;
    for (; cursor < end; cursor = fallback_grapheme_end(cursor, end))
        glyphs[count++] = (struct shaped_glyph){.id = (uint16_t)glyph,
                                                .cluster = (uint16_t)(cursor - shaping->text),
                                                .advance = advance};
    if (shaped->right_to_left)
        reverse_glyphs(glyphs, count);
    shaped->glyphs = glyphs;
    shaped->glyph_count = count;
    shaped->advance = (int64_t)count * advance;
}

/* ── Shaping a text ──────────────────────────────────────────────────────────────────────────── */

static const struct shaped **shape_piece(struct shaping *shaping, const struct shaped **link)
{
    struct shaped *shaped = ARENA_NEW(shaping->fonts->arena, struct shaped);
    shaping->slot = font_use_slot(shaping->fonts, shaping->run.slot);
    shaped->font = &shaping->slot->font;
    shaped->text_length = (uint32_t)shaping->run.length;
    shaped->right_to_left = shaping->direction == HB_DIRECTION_RTL;
    if (shaping->run.missing)
        replace_run(shaping, shaped);
    else
        shape_run(shaping, shaped);
    *link = shaped;
    return &shaped->next;
}

/* Shapes [text, end), all in one direction, into a chain that begins at *link; gives back where it
 * goes on. */
static const struct shaped **shape_directed(struct shaping *shaping, const struct font_order *order,
                                            const char *text, const char *end,
                                            struct position where, const struct shaped **link)
{
    const char *script_end = text;
    for (shaping->goes_on = false; text < end; text += shaping->run.length) {
        if (text == script_end)
            script_end = script_run_end(text, end, &shaping->script);
        shaping->text = text;
        shaping->run =
            fallback_next_run(shaping->fonts, order, shaping->language, text, script_end, where);
        link = shape_piece(shaping, link);
        shaping->goes_on = true;
    }
    return link;
}

static const struct shaped *shape_text(struct fonts *fonts, const struct text_style *style,
                                       const struct shape_key *key, enum text_direction direction,
                                       const char *text, size_t length, struct position where)
{
    const struct font_order *order = font_order_of(fonts, style);
    struct features features = list_features(style);
    struct shaping shaping = {.fonts = fonts, .features = &features, .language = key->language};
    unsigned char *levels = NULL;
    const struct shaped *first = NULL, **link = &first;
    if (direction == TEXT_DIRECTION_AUTO && text_has_right_to_left(text, length)) {
        levels = memory_resize(NULL, length, 1);
        text_find_levels(text, length, TEXT_LEFT_TO_RIGHT, levels);
    }
    for (size_t from = 0, end; from < length; from = end) {
        for (end = from + 1; end < length && (!levels || levels[end] == levels[from]);)
            end++;
        bool backward = levels ? levels[from] & 1 : direction == TEXT_RIGHT_TO_LEFT;
        shaping.direction = backward ? HB_DIRECTION_RTL : HB_DIRECTION_LTR;
        link = shape_directed(&shaping, order, text + from, text + end, where, link);
    }
    free(levels);
    return first;
}

const struct shaped *text_shape_run(struct fonts *fonts, const struct text_style *style,
                                    const char *lang, enum text_direction direction,
                                    const char *text, size_t length, struct position where)
{
    if (length == 0)
        return NULL;
    struct shape_key key = make_key(style, lang, direction);
    const struct shaped **shaped = shape_cache_find(fonts->cache, fonts->arena, key, text, length);
    if (!*shaped)
        *shaped = shape_text(fonts, style, &key, direction, text, length, where);
    return *shaped;
}

const struct shaped *text_shape(struct fonts *fonts, const struct text_style *style,
                                const char *lang, const char *text, size_t length,
                                struct position where)
{
    return text_shape_run(fonts, style, lang, TEXT_DIRECTION_AUTO, text, length, where);
}

/* ── Widths ──────────────────────────────────────────────────────────────────────────────────── */

/* Letter-spacing follows a cluster: a base and its marks count as one character. */
static bool ends_cluster(const struct shaped *shaped, size_t index)
{
    return index + 1 == shaped->glyph_count ||
           shaped->glyphs[index + 1].cluster != shaped->glyphs[index].cluster;
}

dimen text_glyph_advance(const struct shaped *shaped, size_t index, const struct text_style *style)
{
    dimen advance =
        dimen_scale(shaped->glyphs[index].advance, style->size, shaped->font->units_per_em);
    return style->letter_spacing && ends_cluster(shaped, index) ? advance + style->letter_spacing
                                                                : advance;
}

dimen text_width(const struct shaped *shaped, const struct text_style *style)
{
    int64_t width = 0;
    for (; shaped; shaped = shaped->next)
        for (size_t i = 0; i < shaped->glyph_count; i++)
            width += text_glyph_advance(shaped, i, style);
    return width < DIMEN_MAX ? (dimen)width : DIMEN_MAX;
}

dimen text_space_width(struct fonts *fonts, const struct text_style *style)
{
    const struct font_slot *slot = font_use_slot(fonts, font_order_of(fonts, style)->slots[0]);
    return dimen_scale(slot->space, style->size, slot->font.units_per_em) + style->letter_spacing +
           style->word_spacing;
}
