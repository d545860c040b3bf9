/* Private to style/: colours. */
#ifndef BIFOLIO_STYLE_COLOR_H
#define BIFOLIO_STYLE_COLOR_H

#include "style/value.h"

struct color {
    int64_t channels[3]; /* of sRGB: 0 to 255, in ten-thousandths */
    int64_t alpha;       /* 0 to 1, in ten-thousandths */
    bool is_modern;      /* in a syntax that readers from before CSS Color 4 do not know */
};

/* color.c: takes a #hex or a function; false when it is none, or wrong. */
bool color_take(struct scanner *scanner, struct color *color);
/* The value with its modern colours in the syntaxes of CSS Color 3: itself when it has none, else
 * in `arena`. */
const char *color_modern_to_old(const char *value, struct arena *arena);

/* color_names.c: false when no colour has this name; 0xRRGGBB. */
bool color_named(struct slice name, uint32_t *color);

/* color_space.c: from a colour's parts to channels of sRGB, from 0 to 1 where it is in sRGB's
 * gamut; the others are moved into it as CSS Color 4 says. Hues are in degrees, other parts as
 * where numbers are written: lightness 0 to 100 in Lab and LCH, 0 to 1 in Oklab and OkLCH; the
 * shares of HSL and HWB 0 to 100. */
typedef void color_convert(const double parts[3], double channels[3]);
color_convert color_from_hsl, color_from_hwb, color_from_lab, color_from_lch, color_from_oklab,
    color_from_oklch;
/* The conversion of a space that color() knows; NULL when there is none of this name. */
color_convert *color_space(struct slice name);

#endif
