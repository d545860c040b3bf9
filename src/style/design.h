/* Private to style/: the built-in design as tables. Sizes are in thousandths of the body's, spaces
 * in twentieths of the page's unit, so that one design serves every paper. */
#ifndef BIFOLIO_STYLE_DESIGN_H
#define BIFOLIO_STYLE_DESIGN_H

#include "style/style.h"

enum { UNIT = 20 }; /* twentieths */

/* Does a rule change a yes-or-no property? 0, the default, leaves it as the parent has it. */
enum change { KEEP, ON, OFF, TOGGLE };

/* A choice among enum values, or the parent's when 0: CHOOSE(FAMILY_SANS). */
#define CHOOSE(value) ((value) + 1)

/* How a node's text differs from its parent's. */
struct text_rule {
    int family;  /* CHOOSE(enum font_family) */
    int figures; /* CHOOSE(enum figures) */
    enum change bold, italic, small_caps, underlined, struck, hyphenate;
    int size;           /* thousandths of the body's size; 0: see scale */
    int scale;          /* thousandths of the parent's size; 0: the same */
    int letter_spacing; /* thousandths of the own size */
    int raise;          /* thousandths of the parent's size, added to the parent's raise */
    uint32_t color;     /* 0: the parent's */
};

/* A block's look. Lengths in twentieths of the unit. */
struct block_rule {
    int leading; /* 0: the body's */
    int before, after;
    int indent_start, indent_end, padding, bar;
    uint32_t ground, bar_color; /* 0: none */
    enum text_align align;
    bool keep_with_next, keep_together;
};

struct rule {
    struct text_rule text;
    struct block_rule block;
};

struct class_rule {
    const char *name;
    struct text_rule text;
};

enum { HEADING_STYLES = 6, ALERT_KINDS = ALERT_CAUTION + 1 };

extern const struct rule design_nodes[NODE_KIND_COUNT];
extern const struct rule design_headings[HEADING_STYLES]; /* [0] opens chapters */
extern const struct rule design_parts[PART_COUNT];
extern const uint32_t design_alert_colors[ALERT_KINDS];
extern const struct class_rule design_classes[];
extern const size_t design_class_count;

enum design_color {
    COLOR_INK = 0x1A1A1A,
    COLOR_QUIET = 0x636363,  /* secondary text: 6:1 on white */
    COLOR_ACCENT = 0x1D4F7C, /* links, numbers */
    COLOR_CODE_GROUND = 0xF6F6F4,
    COLOR_CODE_QUIET = 0x5A5A55,
    COLOR_CODE_STRING = 0x2F6B3C,
    COLOR_CODE_NUMBER = 0x96480F,
    COLOR_CODE_FUNCTION = COLOR_ACCENT,
    COLOR_CODE_TYPE = 0x6A3D8F,
    COLOR_MARK_GROUND = 0xFAEDB4,
    COLOR_RULE = 0xC8C8C4
};

#endif
