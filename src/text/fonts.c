/* Enters: a folder with fonts and the table that says which is which. Leaves: fonts, opened when
 * first used: mapped, not read, so that starting costs no more than the table and a look at each
 * file's presence. Metrics come from the OS/2, hhea, head and post tables by way of HarfBuzz. */
#include "text/fonts.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/cache.h"
#include "text/exceptions.h"
#include "text/patterns.h"
#include "text/system.h"

/* ── Opening a font file ─────────────────────────────────────────────────────────────────────── */

static bool map_file(struct font *font)
{
    int descriptor = open(font->path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    struct stat status;
    bool good = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0;
    void *bytes = MAP_FAILED;
    if (good)
        bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    close(descriptor);
    if (bytes == MAP_FAILED)
        return false;
    font->bytes = bytes;
    font->length = (size_t)status.st_size;
    return true;
}

static void unmap_file(struct font *font)
{
    if (font->bytes)
        munmap((void *)(uintptr_t)font->bytes, font->length);
    font->bytes = NULL;
}

static hb_face_t *create_face(const struct font *font)
{
    hb_blob_t *blob = hb_blob_create((const char *)font->bytes, (unsigned)font->length,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, font->face_index);
    hb_blob_destroy(blob);
    return face;
}

static int read_signed(const unsigned char *bytes)
{
    return (int16_t)(bytes[0] << 8 | bytes[1]);
}

/* The `count` 16-bit numbers at `offset` in a table; zeros when the table is too short. */
static void read_numbers(hb_face_t *face, hb_tag_t tag, unsigned offset, int *numbers, int count)
{
    unsigned length;
    hb_blob_t *blob = hb_face_reference_table(face, tag);
    const unsigned char *bytes = (const unsigned char *)hb_blob_get_data(blob, &length);
    for (int i = 0; i < count; i++, offset += 2)
        numbers[i] = offset + 2 <= length ? read_signed(bytes + offset) : 0;
    hb_blob_destroy(blob);
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
    hb_blob_t *blob = hb_face_reference_table(face, tag);
    bool found = hb_blob_get_length(blob) > 0;
    hb_blob_destroy(blob);
    return found;
}

/* Some fonts leave a height out of OS/2; then the letter itself is measured. */
static int find_height(hb_font_t *shaper, hb_ot_metrics_tag_t tag, hb_codepoint_t letter)
{
    hb_position_t height = 0;
    if (hb_ot_metrics_get_position(shaper, tag, &height) && height > 0)
        return height;
    hb_codepoint_t glyph;
    hb_glyph_extents_t extents;
    if (hb_font_get_nominal_glyph(shaper, letter, &glyph) &&
        hb_font_get_glyph_extents(shaper, glyph, &extents))
        return extents.y_bearing;
    return 0;
}

/* A font descriptor wants the width of vertical stems, which no table tells: about that of a text
 * face of the weight. */
static int guess_stem(hb_face_t *face)
{
    enum { OS2_WEIGHT_CLASS = 4 };
    int weight;
    read_numbers(face, HB_TAG('O', 'S', '/', '2'), OS2_WEIGHT_CLASS, &weight, 1);
    return 50 + weight * weight / (65 * 65);
}

static const char *find_postscript_name(struct fonts *fonts, hb_face_t *face)
{
    char name[128];
    unsigned size = sizeof name;
    unsigned length =
        hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
    return arena_copy_string(fonts->arena, length ? name : "Unnamed");
}

static enum font_kind find_kind(hb_face_t *face)
{
    if (hb_ot_color_has_png(face))
        return FONT_BITMAP;
    return has_table(face, HB_TAG('C', 'F', 'F', ' ')) ? FONT_CFF : FONT_TRUETYPE;
}

static void measure(struct fonts *fonts, struct font_slot *slot, hb_face_t *face)
{
    enum { HEAD_BBOX = 36, POST_ANGLE = 4, POST_FIXED = 14 };
    struct font *font = &slot->font;
    hb_font_extents_t extents = {0};
    hb_font_get_h_extents(slot->shaper, &extents);
    font->file_units_per_em = font->units_per_em = (int)hb_face_get_upem(face);
    font->ascent = extents.ascender;
    font->descent = extents.descender;
    font->cap_height = find_height(slot->shaper, HB_OT_METRICS_TAG_CAP_HEIGHT, 'H');
    font->x_height = find_height(slot->shaper, HB_OT_METRICS_TAG_X_HEIGHT, 'x');
    font->stem_weight = guess_stem(face);
    font->kind = find_kind(face);
    read_numbers(face, HB_TAG('h', 'e', 'a', 'd'), HEAD_BBOX, font->bbox, 4);
    read_numbers(face, HB_TAG('p', 'o', 's', 't'), POST_ANGLE, &font->italic_angle, 1);
    int fixed;
    read_numbers(face, HB_TAG('p', 'o', 's', 't'), POST_FIXED, &fixed, 1);
    font->fixed_pitch = fixed != 0;
    font->postscript_name = find_postscript_name(fonts, face);
}

static void find_known_glyphs(struct font_slot *slot)
{
    hb_codepoint_t glyph;
    if (hb_font_get_nominal_glyph(slot->shaper, ' ', &glyph)) {
        slot->space = hb_font_get_glyph_h_advance(slot->shaper, glyph);
        slot->font.space = glyph <= UINT16_MAX ? (uint16_t)glyph : 0;
    }
    if (hb_font_get_nominal_glyph(slot->shaper, 0xFFFD, &glyph))
        slot->replacement = glyph;
}

/* An emoji is as tall as the text that it stands in, from the ascenders to the descenders. */
static void fit_height(struct font *font)
{
    int height = font->ascent - font->descent;
    if (font->kind == FONT_BITMAP && height > font->units_per_em)
        font->units_per_em = height;
}

/* Code stands in columns, of which emoji and ideographs take two. A font that is far from it is
 * left as it is. */
static void fit_columns(struct fonts *fonts, struct font_slot *slot)
{
    const struct font_slot *code = font_open_slot(fonts, FAMILY_MONO * STYLES_PER_FAMILY);
    hb_codepoint_t glyph;
    if (code->space <= 0 || !hb_font_get_nominal_glyph(slot->shaper, slot->wide, &glyph))
        return;
    int64_t advance = hb_font_get_glyph_h_advance(slot->shaper, glyph);
    int64_t units = advance * code->font.units_per_em / (2 * code->space);
    int64_t own = slot->font.file_units_per_em;
    if (units > own / 2 && units < own * 2)
        slot->font.units_per_em = (int)units;
}

struct font_slot *font_open_slot(struct fonts *fonts, unsigned number)
{
    struct font_slot *slot = &fonts->slots[number];
    if (slot->open)
        return slot;
    slot->open = true;
    bool mapped = map_file(&slot->font);
    hb_face_t *face = create_face(&slot->font);
    if (!mapped || hb_face_get_glyph_count(face) == 0)
        diag_report(fonts->diag, SEVERITY_ERROR, "fonts", (struct position){slot->font.path, 0, 0},
                    "remove it and run `sh fonts/fetch.sh` in bifolio's folder",
                    "this font file cannot be read");
    slot->shaper = hb_font_create(face);
    slot->glyph_count = hb_face_get_glyph_count(face);
    if (slot->font.instance)
        hb_font_set_var_named_instance(slot->shaper, slot->font.instance - 1);
    measure(fonts, slot, face);
    fit_height(&slot->font);
    if (slot->wide)
        fit_columns(fonts, slot);
    find_known_glyphs(slot);
    hb_face_destroy(face);
    return slot;
}

/* fsType: restricted, not to be cut down, or to be embedded as bitmaps only. */
static bool forbids_embedding(hb_face_t *face)
{
    enum {
        OS2_TYPE = 8,
        USES = 0xF,
        RESTRICTED = 0x2,
        NO_SUBSETTING = 0x100,
        BITMAPS_ONLY = 0x200
    };
    int type;
    read_numbers(face, HB_TAG('O', 'S', '/', '2'), OS2_TYPE, &type, 1);
    return (type & USES) == RESTRICTED || type & (NO_SUBSETTING | BITMAPS_ONLY);
}

bool font_is_embeddable(const struct font *font)
{
    struct font copy = *font;
    if (!map_file(&copy))
        return false;
    hb_face_t *face = create_face(&copy);
    bool fits = hb_face_get_glyph_count(face) > 0 && !forbids_embedding(face) &&
                (has_table(face, HB_TAG('g', 'l', 'y', 'f')) ||
                 has_table(face, HB_TAG('C', 'F', 'F', ' ')));
    hb_face_destroy(face);
    unmap_file(&copy);
    return fits;
}

struct font_slot *font_use_slot(struct fonts *fonts, unsigned number)
{
    struct font_slot *slot = font_open_slot(fonts, number);
    if (!slot->used) {
        slot->used = true;
        slot->font.index = (unsigned)fonts->used.count;
        vector_push(&fonts->used, &slot->font);
    }
    return slot;
}

/* ── The order of fallback ───────────────────────────────────────────────────────────────────── */

static void add_to_order(struct font_order *order, unsigned slot)
{
    order->slots[order->count++] = (unsigned char)slot;
}

/* The wished style first, then the other slant, the other weight, both. A sheet's family may lack
 * some. */
static void add_family(const struct fonts *fonts, struct font_order *order, unsigned family,
                       unsigned style)
{
    for (unsigned change = 0; change < STYLES_PER_FAMILY; change++) {
        unsigned slot = family * STYLES_PER_FAMILY + (style ^ change);
        if (fonts->slots[slot].font.path)
            add_to_order(order, slot);
    }
}

static void add_fallbacks(const struct fonts *fonts, struct font_order *order, bool mono, bool bold)
{
    for (unsigned slot = FAMILY_SLOTS; slot < fonts->first_system_slot; slot++)
        if (fonts->slots[slot].mono_fallback == mono && fonts->slots[slot].font.bold == bold &&
            !fonts->slots[slot].is_emoji)
            add_to_order(order, slot);
}

/* The sheet's family, when there is one; the folder's own; for mono, mono fallbacks; the text
 * families; the fallbacks. */
static struct font_order *fill_order(struct fonts *fonts, unsigned face, unsigned family,
                                     unsigned style)
{
    struct font_order *order = ARENA_NEW(fonts->arena, struct font_order);
    bool bold = style & 2;
    order->own = family * STYLES_PER_FAMILY + style;
    if (face > 0)
        add_family(fonts, order, FAMILY_COUNT + face - 1, style);
    add_family(fonts, order, family, style);
    if (family == FAMILY_MONO)
        add_fallbacks(fonts, order, true, false);
    if (family != FAMILY_SANS)
        add_family(fonts, order, FAMILY_SANS, style);
    if (family != FAMILY_SERIF)
        add_family(fonts, order, FAMILY_SERIF, style);
    add_fallbacks(fonts, order, false, bold);
    add_fallbacks(fonts, order, false, !bold);
    return order;
}

static unsigned style_number(const struct text_style *style)
{
    return (style->bold ? 2u : 0u) + (style->italic ? 1u : 0u);
}

unsigned font_look(const struct text_style *style)
{
    return (style->face * (unsigned)FAMILY_COUNT + (unsigned)style->family) * STYLES_PER_FAMILY +
           style_number(style);
}

const struct font_order *font_order_of(struct fonts *fonts, const struct text_style *style)
{
    unsigned look = font_look(style);
    if (!fonts->orders[look])
        fonts->orders[look] = fill_order(fonts, style->face, style->family, style_number(style));
    return fonts->orders[look];
}

/* ── The public functions ────────────────────────────────────────────────────────────────────── */

struct fonts *fonts_open(const char *folder, struct diag *diag)
{
    struct arena *arena = arena_new();
    struct fonts *fonts = ARENA_NEW(arena, struct fonts);
    fonts->arena = arena;
    fonts->diag = diag;
    fonts->cache = shape_cache_new();
    fonts->buffer = hb_buffer_create();
    fonts->missing = hb_set_create();
    fonts->emoji_slot = SLOT_MAX;
    if (!font_table_read(fonts, folder)) {
        fonts_drop(fonts);
        return NULL;
    }
    fonts->first_system_slot = fonts->slot_count;
    return fonts;
}

static void close_slot(struct font_slot *slot)
{
    hb_font_destroy(slot->shaper);
    unmap_file(&slot->font);
}

void fonts_drop(struct fonts *fonts)
{
    if (!fonts)
        return;
    for (unsigned slot = 0; slot < fonts->slot_count; slot++)
        close_slot(&fonts->slots[slot]);
    for (size_t i = 0; i < fonts->hyphenations.count; i++) {
        patterns_drop(fonts->hyphenations.items[i].patterns);
        exceptions_drop(fonts->hyphenations.items[i].exceptions);
        map_drop(&fonts->hyphenations.items[i].words);
    }
    exceptions_drop(fonts->exceptions);
    system_drop(fonts->system);
    shape_cache_drop(fonts->cache);
    hb_buffer_destroy(fonts->buffer);
    hb_set_destroy(fonts->missing);
    vector_drop(&fonts->used);
    vector_drop(&fonts->hyphenations);
    vector_drop(&fonts->exception_files);
    arena_drop(fonts->arena);
}

const struct font *const *fonts_used(const struct fonts *fonts, size_t *count)
{
    *count = fonts->used.count;
    return fonts->used.items;
}

const struct font *fonts_find(struct fonts *fonts, const struct text_style *style)
{
    return &font_use_slot(fonts, font_order_of(fonts, style)->slots[0])->font;
}
