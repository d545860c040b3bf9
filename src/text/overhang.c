/* Enters: a glyph. Leaves: how far its ink reaches beyond the room it takes. An accent before a
 * Greek capital, the tail of an italic f: most glyphs have none. Outlines are looked at once a
 * glyph, as that takes longer than setting a line. */
#include "text/fonts.h"

static int16_t clamp(int64_t units)
{
    return units > INT16_MAX ? INT16_MAX : units < INT16_MIN ? INT16_MIN : (int16_t)units;
}

static struct overhang measure(const struct font_slot *slot, uint16_t glyph)
{
    hb_glyph_extents_t ink;
    struct overhang overhang = {.is_known = true};
    if (slot->font.kind == FONT_BITMAP || !hb_font_get_glyph_extents(slot->shaper, glyph, &ink))
        return overhang;
    int64_t end = (int64_t)ink.x_bearing + ink.width;
    overhang.left = clamp(-(int64_t)ink.x_bearing);
    overhang.right = clamp(end - hb_font_get_glyph_h_advance(slot->shaper, glyph));
    return overhang;
}

struct overhang text_overhang(struct fonts *fonts, const struct font *font, uint16_t glyph)
{
    struct font_slot *slot = (struct font_slot *)(uintptr_t)font; /* its first member */
    if (!slot->shaper || glyph >= slot->glyph_count)
        return (struct overhang){0};
    if (!slot->overhangs)
        slot->overhangs = ARENA_ARRAY(fonts->arena, struct overhang, slot->glyph_count);
    if (!slot->overhangs[glyph].is_known)
        slot->overhangs[glyph] = measure(slot, glyph);
    return slot->overhangs[glyph];
}
