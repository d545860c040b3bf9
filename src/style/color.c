/* Enters: tokens. Leaves: a colour on white paper, in the syntaxes of CSS Color 4 that are no
 * functions of other colours. What is translucent is mixed with white. */
#include "style/color.h"

#include <math.h>
#include <string.h>

enum { OPAQUE = 255 * VALUE_ONE };

/* ── #hex ────────────────────────────────────────────────────────────────────────────────────── */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'                 ? c - '0'
           : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                : -1;
}

static bool read_hex(struct slice text, struct color *color)
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
        color->channels[i] = channels[i] * VALUE_ONE;
    color->alpha = channels[3] * VALUE_ONE / 255;
    color->is_modern = count == 4;
    return true;
}

/* ── Functions ───────────────────────────────────────────────────────────────────────────────── */

enum part_kind { PART_NUMBER, PART_PERCENT, PART_NONE };
enum { HUE = 0 }; /* in place of what 100 % are */

static void from_rgb(const double parts[3], double channels[3])
{
    for (int i = 0; i < 3; i++)
        channels[i] = parts[i] / 255;
}

struct color_function {
    const char *name;
    bool has_commas; /* it may be written with commas between its parts */
    double wholes[3];
    color_convert *convert; /* NULL: its first argument says the space */
};

static const struct color_function functions[] = {
    {"rgb", true, {255, 255, 255}, from_rgb},
    {"rgba", true, {255, 255, 255}, from_rgb},
    {"hsl", true, {HUE, 100, 100}, color_from_hsl},
    {"hsla", true, {HUE, 100, 100}, color_from_hsl},
    {"hwb", false, {HUE, 100, 100}, color_from_hwb},
    {"lab", false, {100, 125, 125}, color_from_lab},
    {"lch", false, {100, 150, HUE}, color_from_lch},
    {"oklab", false, {1, 0.4, 0.4}, color_from_oklab},
    {"oklch", false, {1, 0.4, HUE}, color_from_oklch},
    {"color", false, {1, 1, 1}, NULL},
};

static const struct color_function *find_function(struct slice name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (slice_is(name, functions[i].name))
            return &functions[i];
    return NULL;
}

/* Of an angle's unit; a bare number is in degrees. 0: it is none. */
static double degrees_of(struct slice unit)
{
    return unit.length == 0 || slice_is(unit, "deg") ? 1
           : slice_is(unit, "turn")                  ? 360
           : slice_is(unit, "grad")                  ? 0.9
           : slice_is(unit, "rad")                   ? 180 / 3.14159265358979323846
                                                     : 0;
}

/* A number, a percentage of `whole` or, when that is HUE, an angle; or "none", which is 0. */
static bool take_part(struct scanner *scanner, double whole, double *part, enum part_kind *kind)
{
    const struct token *token = &scanner->token;
    double number = (double)token->number / VALUE_ONE;
    *part = 0;
    *kind = PART_NONE;
    if (scanner_take(scanner, "none"))
        return true;
    if (token->kind != TOKEN_NUMBER || token->is_huge)
        return false;
    *kind = PART_NUMBER;
    if (whole == HUE) {
        double degrees = degrees_of(token->text), turned = fmod(number * degrees, 360);
        *part = turned < 0 ? turned + 360 : turned;
        scanner_next(scanner);
        return degrees > 0;
    }
    if (slice_is(token->text, "%"))
        *kind = PART_PERCENT;
    else if (token->text.length > 0)
        return false;
    *part = *kind == PART_PERCENT ? number * whole / 100 : number;
    scanner_next(scanner);
    return true;
}

/* With commas, parts are all given, of one kind in rgb() and percentages in hsl(). */
static bool suit_commas(const struct color_function *function, const enum part_kind kinds[3])
{
    for (int i = 0; i < 3; i++)
        if (kinds[i] == PART_NONE ||
            (function->wholes[0] == HUE ? i > 0 && kinds[i] != PART_PERCENT : kinds[i] != kinds[0]))
            return false;
    return true;
}

/* "1, 2, 3, 0.5)" or "1 2 3 / 0.5)"; the last part may be missing. */
static bool take_parts(struct scanner *scanner, const struct color_function *function,
                       double parts[4], bool *has_commas)
{
    enum part_kind kinds[4];
    if (!take_part(scanner, function->wholes[0], &parts[0], &kinds[0]))
        return false;
    *has_commas = function->has_commas && scanner_take_mark(scanner, ',');
    for (int i = 1; i < 3; i++)
        if ((i > 1 && *has_commas && !scanner_take_mark(scanner, ',')) ||
            !take_part(scanner, function->wholes[i], &parts[i], &kinds[i]))
            return false;
    parts[3] = 1;
    if (*has_commas && !suit_commas(function, kinds))
        return false;
    if (scanner_take_mark(scanner, *has_commas ? ',' : '/') &&
        (!take_part(scanner, 1, &parts[3], &kinds[3]) || (*has_commas && kinds[3] == PART_NONE)))
        return false;
    return scanner_take_mark(scanner, ')');
}

static int64_t round_part(double part, int64_t most)
{
    double rounded = floor(part * (double)most + 0.5);
    return rounded < 0 ? 0 : rounded > (double)most ? most : (int64_t)rounded;
}

static bool read_function(struct scanner *scanner, struct color *color)
{
    const struct color_function *function = find_function(scanner->token.text);
    double parts[4], channels[3];
    bool has_commas;
    if (!function)
        return false;
    scanner_next(scanner);
    color_convert *convert = function->convert;
    if (!convert) {
        convert = scanner->token.kind == TOKEN_IDENT ? color_space(scanner->token.text) : NULL;
        scanner_next(scanner);
    }
    if (!convert || !take_parts(scanner, function, parts, &has_commas))
        return false;
    convert(parts, channels);
    for (int i = 0; i < 3; i++)
        color->channels[i] = round_part(channels[i], OPAQUE);
    color->alpha = round_part(parts[3], VALUE_ONE);
    color->is_modern = !has_commas;
    return true;
}

bool color_take(struct scanner *scanner, struct color *color)
{
    struct slice text = scanner->token.text;
    if (scanner->token.kind != TOKEN_HASH)
        return scanner->token.kind == TOKEN_FUNCTION && read_function(scanner, color);
    scanner_next(scanner);
    return read_hex(text, color);
}

/* ── On paper ────────────────────────────────────────────────────────────────────────────────── */

static struct value mix_with_white(const struct color *color)
{
    struct value value = {.kind = VALUE_COLOR, .is_clear = color->alpha == 0};
    for (int i = 0; i < 3; i++) {
        int64_t mixed =
            (color->channels[i] * color->alpha + OPAQUE * (VALUE_ONE - color->alpha)) / VALUE_ONE;
        value.color = value.color << 8 | (uint32_t)((mixed + VALUE_ONE / 2) / VALUE_ONE);
    }
    return value;
}

bool value_take_color(struct scanner *scanner, struct value *value)
{
    struct slice text = scanner->token.text;
    struct color color;
    if (scanner->token.kind != TOKEN_IDENT) {
        bool is_color = color_take(scanner, &color);
        if (is_color)
            *value = mix_with_white(&color);
        return is_color;
    }
    *value = (struct value){.kind = VALUE_COLOR, .is_current = slice_is(text, "currentcolor")};
    value->is_clear = slice_is(text, "transparent");
    if (value->is_clear)
        value->color = 0xFFFFFF;
    else if (!value->is_current && !color_named(text, &value->color))
        return false;
    scanner_next(scanner);
    return true;
}

/* ── In old readers ──────────────────────────────────────────────────────────────────────────── */

static void put_old(const struct color *color, struct buffer *out)
{
    int channels[3];
    for (int i = 0; i < 3; i++)
        channels[i] = (int)((color->channels[i] + VALUE_ONE / 2) / VALUE_ONE);
    if (color->alpha == VALUE_ONE)
        buffer_printf(out, "#%02x%02x%02x", channels[0], channels[1], channels[2]);
    else
        buffer_printf(out, "rgba(%d, %d, %d, 0.%04d)", channels[0], channels[1], channels[2],
                      (int)color->alpha);
}

/* A colour's function holds no other, so it ends with its first parenthesis. */
static const char *end_of(const struct token *token)
{
    const char *end = token->text.start + token->text.length;
    return token->kind == TOKEN_HASH ? end : strchr(end, ')') + 1;
}

const char *color_modern_to_old(const char *value, struct arena *arena)
{
    struct scanner scanner = scanner_start((struct slice){value, strlen(value)});
    struct buffer out = {0};
    const char *copied = value;
    while (!scanner_at_end(&scanner)) {
        struct token token = scanner.token;
        struct scanner ahead = scanner;
        struct color color;
        if (color_take(&ahead, &color) && color.is_modern) {
            const char *start = token.text.start - (token.kind == TOKEN_HASH);
            buffer_put(&out, copied, (size_t)(start - copied));
            put_old(&color, &out);
            copied = end_of(&token);
            scanner = ahead;
        } else {
            scanner_next(&scanner);
        }
    }
    if (copied != value) {
        buffer_put_string(&out, copied);
        value = arena_copy_string(arena, buffer_string(&out));
    }
    buffer_drop(&out);
    return value;
}
