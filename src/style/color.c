/* Enters: tokens. Leaves: a colour on white paper: named, #hex, rgb(), hsl(), hwb() in the syntaxes
 * of CSS Color 4, with commas or without. What is translucent is mixed with white. */
#include <string.h>

#include "style/value.h"

/* CSS Color 4, 6.1; in the order of the alphabet. */
static const struct {
    const char *name;
    uint32_t color;
} names[] = {
    {"aliceblue", 0xF0F8FF},
    {"antiquewhite", 0xFAEBD7},
    {"aqua", 0x00FFFF},
    {"aquamarine", 0x7FFFD4},
    {"azure", 0xF0FFFF},
    {"beige", 0xF5F5DC},
    {"bisque", 0xFFE4C4},
    {"black", 0x000000},
    {"blanchedalmond", 0xFFEBCD},
    {"blue", 0x0000FF},
    {"blueviolet", 0x8A2BE2},
    {"brown", 0xA52A2A},
    {"burlywood", 0xDEB887},
    {"cadetblue", 0x5F9EA0},
    {"chartreuse", 0x7FFF00},
    {"chocolate", 0xD2691E},
    {"coral", 0xFF7F50},
    {"cornflowerblue", 0x6495ED},
    {"cornsilk", 0xFFF8DC},
    {"crimson", 0xDC143C},
    {"cyan", 0x00FFFF},
    {"darkblue", 0x00008B},
    {"darkcyan", 0x008B8B},
    {"darkgoldenrod", 0xB8860B},
    {"darkgray", 0xA9A9A9},
    {"darkgreen", 0x006400},
    {"darkgrey", 0xA9A9A9},
    {"darkkhaki", 0xBDB76B},
    {"darkmagenta", 0x8B008B},
    {"darkolivegreen", 0x556B2F},
    {"darkorange", 0xFF8C00},
    {"darkorchid", 0x9932CC},
    {"darkred", 0x8B0000},
    {"darksalmon", 0xE9967A},
    {"darkseagreen", 0x8FBC8F},
    {"darkslateblue", 0x483D8B},
    {"darkslategray", 0x2F4F4F},
    {"darkslategrey", 0x2F4F4F},
    {"darkturquoise", 0x00CED1},
    {"darkviolet", 0x9400D3},
    {"deeppink", 0xFF1493},
    {"deepskyblue", 0x00BFFF},
    {"dimgray", 0x696969},
    {"dimgrey", 0x696969},
    {"dodgerblue", 0x1E90FF},
    {"firebrick", 0xB22222},
    {"floralwhite", 0xFFFAF0},
    {"forestgreen", 0x228B22},
    {"fuchsia", 0xFF00FF},
    {"gainsboro", 0xDCDCDC},
    {"ghostwhite", 0xF8F8FF},
    {"gold", 0xFFD700},
    {"goldenrod", 0xDAA520},
    {"gray", 0x808080},
    {"green", 0x008000},
    {"greenyellow", 0xADFF2F},
    {"grey", 0x808080},
    {"honeydew", 0xF0FFF0},
    {"hotpink", 0xFF69B4},
    {"indianred", 0xCD5C5C},
    {"indigo", 0x4B0082},
    {"ivory", 0xFFFFF0},
    {"khaki", 0xF0E68C},
    {"lavender", 0xE6E6FA},
    {"lavenderblush", 0xFFF0F5},
    {"lawngreen", 0x7CFC00},
    {"lemonchiffon", 0xFFFACD},
    {"lightblue", 0xADD8E6},
    {"lightcoral", 0xF08080},
    {"lightcyan", 0xE0FFFF},
    {"lightgoldenrodyellow", 0xFAFAD2},
    {"lightgray", 0xD3D3D3},
    {"lightgreen", 0x90EE90},
    {"lightgrey", 0xD3D3D3},
    {"lightpink", 0xFFB6C1},
    {"lightsalmon", 0xFFA07A},
    {"lightseagreen", 0x20B2AA},
    {"lightskyblue", 0x87CEFA},
    {"lightslategray", 0x778899},
    {"lightslategrey", 0x778899},
    {"lightsteelblue", 0xB0C4DE},
    {"lightyellow", 0xFFFFE0},
    {"lime", 0x00FF00},
    {"limegreen", 0x32CD32},
    {"linen", 0xFAF0E6},
    {"magenta", 0xFF00FF},
    {"maroon", 0x800000},
    {"mediumaquamarine", 0x66CDAA},
    {"mediumblue", 0x0000CD},
    {"mediumorchid", 0xBA55D3},
    {"mediumpurple", 0x9370DB},
    {"mediumseagreen", 0x3CB371},
    {"mediumslateblue", 0x7B68EE},
    {"mediumspringgreen", 0x00FA9A},
    {"mediumturquoise", 0x48D1CC},
    {"mediumvioletred", 0xC71585},
    {"midnightblue", 0x191970},
    {"mintcream", 0xF5FFFA},
    {"mistyrose", 0xFFE4E1},
    {"moccasin", 0xFFE4B5},
    {"navajowhite", 0xFFDEAD},
    {"navy", 0x000080},
    {"oldlace", 0xFDF5E6},
    {"olive", 0x808000},
    {"olivedrab", 0x6B8E23},
    {"orange", 0xFFA500},
    {"orangered", 0xFF4500},
    {"orchid", 0xDA70D6},
    {"palegoldenrod", 0xEEE8AA},
    {"palegreen", 0x98FB98},
    {"paleturquoise", 0xAFEEEE},
    {"palevioletred", 0xDB7093},
    {"papayawhip", 0xFFEFD5},
    {"peachpuff", 0xFFDAB9},
    {"peru", 0xCD853F},
    {"pink", 0xFFC0CB},
    {"plum", 0xDDA0DD},
    {"powderblue", 0xB0E0E6},
    {"purple", 0x800080},
    {"rebeccapurple", 0x663399},
    {"red", 0xFF0000},
    {"rosybrown", 0xBC8F8F},
    {"royalblue", 0x4169E1},
    {"saddlebrown", 0x8B4513},
    {"salmon", 0xFA8072},
    {"sandybrown", 0xF4A460},
    {"seagreen", 0x2E8B57},
    {"seashell", 0xFFF5EE},
    {"sienna", 0xA0522D},
    {"silver", 0xC0C0C0},
    {"skyblue", 0x87CEEB},
    {"slateblue", 0x6A5ACD},
    {"slategray", 0x708090},
    {"slategrey", 0x708090},
    {"snow", 0xFFFAFA},
    {"springgreen", 0x00FF7F},
    {"steelblue", 0x4682B4},
    {"tan", 0xD2B48C},
    {"teal", 0x008080},
    {"thistle", 0xD8BFD8},
    {"tomato", 0xFF6347},
    {"turquoise", 0x40E0D0},
    {"violet", 0xEE82EE},
    {"wheat", 0xF5DEB3},
    {"white", 0xFFFFFF},
    {"whitesmoke", 0xF5F5F5},
    {"yellow", 0xFFFF00},
    {"yellowgreen", 0x9ACD32},
};

enum { OPAQUE = 255 * VALUE_ONE };

static bool find_name(struct slice text, uint32_t *color)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_is(text, names[i].name)) {
            *color = names[i].color;
            return true;
        }
    }
    return false;
}

/* ── Mixing ──────────────────────────────────────────────────────────────────────────────────── */

static int64_t clamp(int64_t value, int64_t most)
{
    return value < 0 ? 0 : value > most ? most : value;
}

/* From channels of 0 to 255 and an alpha of 0 to 1, all in ten-thousandths. */
static struct value mix(const int64_t channels[3], int64_t alpha)
{
    struct value value = {.kind = VALUE_COLOR, .is_clear = alpha <= 0};
    alpha = clamp(alpha, VALUE_ONE);
    for (int i = 0; i < 3; i++) {
        int64_t channel = clamp(channels[i], OPAQUE);
        int64_t mixed = (channel * alpha + OPAQUE * (VALUE_ONE - alpha)) / VALUE_ONE;
        value.color = value.color << 8 | (uint32_t)((mixed + VALUE_ONE / 2) / VALUE_ONE);
    }
    return value;
}

static struct value opaque(uint32_t color)
{
    return (struct value){.kind = VALUE_COLOR, .color = color};
}

/* ── #hex ────────────────────────────────────────────────────────────────────────────────────── */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'                 ? c - '0'
           : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                : -1;
}

static bool read_hex(struct slice text, struct value *value)
{
    int64_t channels[4] = {0, 0, 0, 255};
    size_t width = text.length > 4 ? 2 : 1, count = text.length / width;
    if (text.length % width || (count != 3 && count != 4))
        return false;
    for (size_t i = 0; i < count; i++) {
        int high = hex_digit(text.start[i * width]),
            low = hex_digit(text.start[(i + 1) * width - 1]);
        if (high < 0 || low < 0)
            return false;
        channels[i] = high * 16 + low;
    }
    for (int i = 0; i < 3; i++)
        channels[i] *= VALUE_ONE;
    *value = mix(channels, channels[3] * VALUE_ONE / 255);
    return true;
}

/* ── Functions ───────────────────────────────────────────────────────────────────────────────── */

/* A number, or a percentage of `whole`; or "none", which is 0. */
static bool take_part(struct scanner *scanner, int64_t whole, int64_t *part)
{
    const struct token *token = &scanner->token;
    *part = 0;
    if (scanner_take(scanner, "none"))
        return true;
    if (token->kind != TOKEN_NUMBER || token->is_huge)
        return false;
    if (slice_is(token->text, "%"))
        *part = token->number * whole / 100;
    else if (token->text.length == 0)
        *part = token->number;
    else
        return false;
    scanner_next(scanner);
    return true;
}

/* Degrees, 0 to 360, in ten-thousandths. */
static bool take_hue(struct scanner *scanner, int64_t *hue)
{
    const struct token *token = &scanner->token;
    const int64_t turn = 360 * (int64_t)VALUE_ONE;
    if (scanner_take(scanner, "none"))
        return *hue = 0, true;
    if (token->kind != TOKEN_NUMBER || token->is_huge)
        return false;
    if (token->text.length == 0 || slice_is(token->text, "deg"))
        *hue = token->number;
    else if (slice_is(token->text, "turn"))
        *hue = token->number * 360;
    else if (slice_is(token->text, "grad"))
        *hue = token->number * 9 / 10;
    else if (slice_is(token->text, "rad"))
        *hue = token->number * 572958 / 10000;
    else
        return false;
    *hue = (*hue % turn + turn) % turn;
    scanner_next(scanner);
    return true;
}

/* The rest of a function's arguments: ", alpha)" or "/ alpha)" or ")". */
static bool take_alpha(struct scanner *scanner, int64_t *alpha)
{
    *alpha = VALUE_ONE;
    if ((scanner_take_mark(scanner, ',') || scanner_take_mark(scanner, '/')) &&
        !take_part(scanner, 1, alpha))
        return false;
    return scanner_take_mark(scanner, ')');
}

static bool read_rgb(struct scanner *scanner, struct value *value)
{
    int64_t channels[3], alpha;
    for (int i = 0; i < 3; i++) {
        if (i > 0)
            scanner_take_mark(scanner, ',');
        if (!take_part(scanner, 255, &channels[i]))
            return false;
    }
    if (!take_alpha(scanner, &alpha))
        return false;
    *value = mix(channels, alpha);
    return true;
}

/* One channel of a pure hue, 0 to 1 in ten-thousandths; `shift` is 0, 120 or 240 degrees. */
static int64_t hue_channel(int64_t hue, int shift)
{
    const int64_t turn = 360 * (int64_t)VALUE_ONE;
    int64_t distance = (hue + turn - shift * (int64_t)VALUE_ONE) % turn;
    if (distance > turn / 2)
        distance = turn - distance;
    return clamp((120 * (int64_t)VALUE_ONE - distance) / 60, VALUE_ONE);
}

/* hsl() and hwb(): a hue and two percentages. */
static bool read_hue(struct scanner *scanner, bool is_hwb, struct value *value)
{
    int64_t hue, first, second, alpha, channels[3];
    if (!take_hue(scanner, &hue))
        return false;
    scanner_take_mark(scanner, ',');
    if (!take_part(scanner, 100, &first))
        return false;
    scanner_take_mark(scanner, ',');
    if (!take_part(scanner, 100, &second) || !take_alpha(scanner, &alpha))
        return false;
    first = clamp(first / 100, VALUE_ONE); /* from 0 to 1 */
    second = clamp(second / 100, VALUE_ONE);
    for (int i = 0; i < 3; i++) {
        int64_t pure = hue_channel(hue, i * 120), channel;
        if (is_hwb) {
            int64_t sum = first + second > VALUE_ONE ? first + second : VALUE_ONE;
            channel = first + second >= VALUE_ONE
                          ? first * VALUE_ONE / sum
                          : pure * (VALUE_ONE - first - second) / VALUE_ONE + first;
        } else {
            int64_t chroma = second * 2 <= VALUE_ONE ? second * 2 : 2 * VALUE_ONE - second * 2;
            chroma = chroma * first / VALUE_ONE;
            channel = second + chroma * (2 * pure - VALUE_ONE) / (2 * VALUE_ONE);
        }
        channels[i] = channel * 255;
    }
    *value = mix(channels, alpha);
    return true;
}

bool value_take_color(struct scanner *scanner, struct value *value)
{
    struct slice text = scanner->token.text;
    uint32_t color;
    if (scanner->token.kind == TOKEN_HASH) {
        scanner_next(scanner);
        return read_hex(text, value);
    }
    if (scanner->token.kind == TOKEN_FUNCTION) {
        bool is_rgb = slice_is(text, "rgb") || slice_is(text, "rgba");
        bool is_hsl = slice_is(text, "hsl") || slice_is(text, "hsla"),
             is_hwb = slice_is(text, "hwb");
        if (!is_rgb && !is_hsl && !is_hwb)
            return false;
        scanner_next(scanner);
        return is_rgb ? read_rgb(scanner, value) : read_hue(scanner, is_hwb, value);
    }
    if (scanner->token.kind != TOKEN_IDENT)
        return false;
    *value = opaque(0);
    value->is_current = slice_is(text, "currentcolor");
    value->is_clear = slice_is(text, "transparent");
    if (value->is_clear)
        *value = (struct value){.kind = VALUE_COLOR, .color = 0xFFFFFF, .is_clear = true};
    else if (find_name(text, &color))
        value->color = color;
    else if (!value->is_current)
        return false;
    scanner_next(scanner);
    return true;
}
