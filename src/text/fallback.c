/* Enters: a text and the order in which fonts are asked. Leaves: runs of one font each. A grapheme
 * (UAX #29, by utf8proc) goes to the first font that has all of its characters, or else its base;
 * when none has the base, to the replacement. Marks that the base's font lacks go on as a run of
 * their own: a mark from another font stands less well on its base, but it is there. */
#include "text/fallback.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "text/emoji.h"
#include "text/system.h"

enum { GRAPHEME_MAX = 128, NONE = SLOT_MAX };

/* ── Characters ──────────────────────────────────────────────────────────────────────────────── */

/* Default_Ignorable_Code_Point of Unicode, and the controls. */
bool fallback_is_ignorable(uint32_t character)
{
    static const uint32_t ranges[][2] = {
        {0x0000, 0x001F},   {0x007F, 0x009F},   {0x00AD, 0x00AD},   {0x034F, 0x034F},
        {0x061C, 0x061C},   {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F},
        {0x200B, 0x200F},   {0x202A, 0x202E},   {0x2060, 0x206F},   {0x3164, 0x3164},
        {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFF8},
        {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges && character >= ranges[i][0]; i++)
        if (character <= ranges[i][1])
            return true;
    return false;
}

/* HarfBuzz shows a special space by the plain one, and the non-breaking hyphen by U+2010. */
static uint32_t find_substitute(uint32_t character)
{
    if (character == 0xA0 || (character >= 0x2000 && character <= 0x200A) || character == 0x202F ||
        character == 0x205F || character == 0x3000)
        return ' ';
    return character == 0x2011 ? 0x2010 : 0;
}

bool fallback_covers(const struct font_slot *slot, uint32_t character)
{
    hb_codepoint_t glyph;
    if (hb_font_get_nominal_glyph(slot->shaper, character, &glyph))
        return true;
    uint32_t substitute = find_substitute(character);
    return substitute && hb_font_get_nominal_glyph(slot->shaper, substitute, &glyph);
}

const char *fallback_grapheme_end(const char *text, const char *end)
{
    const char *cursor = text;
    utf8proc_int32_t state = 0;
    utf8proc_int32_t character = (utf8proc_int32_t)utf8_next(&cursor, end);
    while (cursor < end && cursor - text < GRAPHEME_MAX) {
        const char *next = cursor;
        utf8proc_int32_t following = (utf8proc_int32_t)utf8_next(&next, end);
        if (utf8proc_grapheme_break_stateful(character, following, &state))
            break;
        character = following;
        cursor = next;
    }
    return cursor;
}

/* ── Choosing ────────────────────────────────────────────────────────────────────────────────── */

/* The first character that shows anything, 0 when none does; moves *text past it. */
static uint32_t find_base(const char **text, const char *end)
{
    while (*text < end) {
        uint32_t character = utf8_next(text, end);
        if (!fallback_is_ignorable(character))
            return character;
    }
    return 0;
}

/* Where the first character begins that the font cannot show; `end` when there is none. */
static const char *find_gap(const struct font_slot *slot, const char *text, const char *end)
{
    while (text < end) {
        const char *start = text;
        uint32_t character = utf8_next(&text, end);
        if (!fallback_is_ignorable(character) && !fallback_covers(slot, character))
            return start;
    }
    return end;
}

bool fallback_covers_all(const struct font_slot *slot, const char *text, const char *end)
{
    return find_gap(slot, text, end) == end;
}

static void report_missing(struct fonts *fonts, uint32_t character, struct position where)
{
    hb_set_add(fonts->missing, character);
    char bytes[UTF8_MAX + 1] = {0};
    utf8_encode(character, bytes);
    diag_report(fonts->diag, SEVERITY_WARNING, "missing-glyph", where,
                "a replacement mark stands in its place; the text can still be copied",
                "no font has U+%04X %s", (unsigned)character, bytes);
}

static unsigned choose_own_slot(struct fonts *fonts, const struct font_order *order,
                                const char *text, const char *end)
{
    for (unsigned i = 0; i < order->count; i++)
        if (fallback_covers_all(font_open_slot(fonts, order->slots[i]), text, end))
            return order->slots[i];
    return SLOT_MAX;
}

/* The emoji font, when it has all of the grapheme. */
static unsigned choose_emoji_slot(struct fonts *fonts, const struct font_order *order,
                                  const char *text, const char *end)
{
    if (fonts->emoji_slot == NONE)
        return NONE;
    bool is_code = order->own / STYLES_PER_FAMILY == FAMILY_MONO;
    unsigned slot = fonts->emoji_slot + is_code;
    return fallback_covers_all(font_open_slot(fonts, slot), text, end) ? slot : NONE;
}

/* Emoji come from their own font, other signs only when no font of text has them. */
static unsigned choose_book_slot(struct fonts *fonts, const struct font_order *order, uint32_t base,
                                 const char *text, const char *end)
{
    unsigned slot = emoji_is_wanted(text, end) ? choose_emoji_slot(fonts, order, text, end) : NONE;
    if (slot == NONE)
        slot = choose_own_slot(fonts, order, text, end);
    if (slot == NONE && emoji_is_pictograph(base))
        slot = choose_emoji_slot(fonts, order, text, end);
    return slot;
}

/* The book's fonts first; then one of the machine that has all of the grapheme, or one that has its
 * base. NONE, reported once, when no font has the base. */
static unsigned choose_slot(struct fonts *fonts, const struct font_order *order,
                            hb_language_t language, const char *text, const char *end,
                            struct position where)
{
    const char *base_end = text;
    uint32_t base = find_base(&base_end, end);
    unsigned slot = choose_book_slot(fonts, order, base, text, end);
    if (slot != NONE || hb_set_has(fonts->missing, base))
        return slot;
    if (base_end < end)
        slot = choose_book_slot(fonts, order, base, text, base_end);
    if (slot == NONE)
        slot = system_find_slot(fonts, order->own, language, text, end, where);
    if (slot == NONE)
        report_missing(fonts, base, where);
    return slot;
}

/* The font that shows replacements; the first choice when none can. */
static unsigned find_replacement_slot(struct fonts *fonts, const struct font_order *order)
{
    for (unsigned i = 0; i < order->count; i++)
        if (font_open_slot(fonts, order->slots[i])->replacement)
            return order->slots[i];
    return order->slots[0];
}

/* ── Runs ────────────────────────────────────────────────────────────────────────────────────── */

/* Plain characters of the first choice, the usual case, need no look at graphemes: what follows
 * them may be a mark that is not there, so the last one is left to the slow way. */
static const char *skip_simple(struct font_slot *first, const char *text, const char *end)
{
    const char *cursor = text, *last = text;
    if (end - text > RUN_MAX)
        end = text + RUN_MAX;
    while (cursor < end && (unsigned char)*cursor < 0x80 && *cursor >= ' ' &&
           fallback_covers(first, (unsigned char)*cursor))
        last = cursor++;
    return cursor == end ? end : last;
}

struct text_run fallback_next_run(struct fonts *fonts, const struct font_order *order,
                                  hb_language_t language, const char *text, const char *end,
                                  struct position where)
{
    const char *cursor = skip_simple(font_open_slot(fonts, order->slots[0]), text, end);
    unsigned run_slot = order->slots[0];
    bool open = cursor == text; /* no grapheme has decided on the font yet */
    while (cursor < end) {
        const char *next = fallback_grapheme_end(cursor, end);
        if (next - text > RUN_MAX)
            break;
        const char *base_end = cursor;
        bool shows = find_base(&base_end, next) != 0;
        unsigned slot = shows ? choose_slot(fonts, order, language, cursor, next, where) : run_slot;
        if (!open && slot != run_slot)
            break;
        run_slot = slot;
        open = open && !shows;
        cursor = slot == NONE ? next : find_gap(&fonts->slots[slot], cursor, next);
        if (cursor < next)
            break;
    }
    struct text_run run = {run_slot, (size_t)(cursor - text), run_slot == NONE};
    if (run.missing)
        run.slot = find_replacement_slot(fonts, order);
    return run;
}
