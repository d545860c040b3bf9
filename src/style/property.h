/* Private to style/: the properties that the PDF knows. */
#ifndef BIFOLIO_STYLE_PROPERTY_H
#define BIFOLIO_STYLE_PROPERTY_H

#include "style/css.h"
#include "style/value.h"

/* Longhands, in the order of the table in property.c; the first ones make text, the others blocks.
 */
enum property_id {
    PROPERTY_FONT_FAMILY,
    PROPERTY_FONT_SIZE,
    PROPERTY_FONT_WEIGHT,
    PROPERTY_FONT_STYLE,
    PROPERTY_FONT_CAPS, /* to PROPERTY_FONT_POSITION: font_variants.c */
    PROPERTY_FONT_NUMERIC,
    PROPERTY_FONT_KERNING,
    PROPERTY_FONT_LIGATURES,
    PROPERTY_FONT_POSITION,
    PROPERTY_FONT_FEATURES,
    PROPERTY_LETTER_SPACING,
    PROPERTY_WORD_SPACING,
    PROPERTY_TEXT_TRANSFORM,
    PROPERTY_WHITE_SPACE,
    PROPERTY_TAB_SIZE,
    PROPERTY_COLOR,
    PROPERTY_DECORATION, /* the lines; the next three say how they look */
    PROPERTY_DECORATION_STYLE,
    PROPERTY_DECORATION_COLOR,
    PROPERTY_DECORATION_THICKNESS,
    PROPERTY_HYPHENS,
    PROPERTY_VERTICAL_ALIGN,
    PROPERTY_LINE_HEIGHT,
    PROPERTY_TEXT_ALIGN,
    PROPERTY_TEXT_ALIGN_LAST,
    PROPERTY_TEXT_INDENT,
    PROPERTY_ORPHANS,
    PROPERTY_WIDOWS,
    PROPERTY_LIST_TYPE,
    PROPERTY_LIST_POSITION,
    PROPERTY_MARGIN_TOP,
    PROPERTY_MARGIN_RIGHT,
    PROPERTY_MARGIN_BOTTOM,
    PROPERTY_MARGIN_LEFT,
    PROPERTY_PADDING_TOP,
    PROPERTY_PADDING_RIGHT,
    PROPERTY_PADDING_BOTTOM,
    PROPERTY_PADDING_LEFT,
    PROPERTY_BACKGROUND_COLOR,
    PROPERTY_BORDER_TOP_WIDTH, /* of all that have sides: in the order of enum box_side */
    PROPERTY_BORDER_RIGHT_WIDTH,
    PROPERTY_BORDER_BOTTOM_WIDTH,
    PROPERTY_BORDER_LEFT_WIDTH,
    PROPERTY_BORDER_TOP_STYLE,
    PROPERTY_BORDER_RIGHT_STYLE,
    PROPERTY_BORDER_BOTTOM_STYLE,
    PROPERTY_BORDER_LEFT_STYLE,
    PROPERTY_BORDER_TOP_COLOR,
    PROPERTY_BORDER_RIGHT_COLOR,
    PROPERTY_BORDER_BOTTOM_COLOR,
    PROPERTY_BORDER_LEFT_COLOR,
    PROPERTY_RADIUS_TOP_LEFT,
    PROPERTY_RADIUS_TOP_RIGHT,
    PROPERTY_RADIUS_BOTTOM_RIGHT,
    PROPERTY_RADIUS_BOTTOM_LEFT,
    PROPERTY_BORDER_COLLAPSE,
    PROPERTY_BOX_BREAK,
    PROPERTY_WIDTH,
    PROPERTY_MIN_WIDTH,
    PROPERTY_MAX_WIDTH,
    PROPERTY_HEIGHT,
    PROPERTY_MAX_HEIGHT,
    PROPERTY_DISPLAY,
    PROPERTY_CONTENT,
    PROPERTY_STRING_SET,
    PROPERTY_COUNTER_RESET,
    PROPERTY_COUNTER_INCREMENT,
    PROPERTY_COUNTER_SET,
    PROPERTY_QUOTES,
    PROPERTY_FLOAT,
    PROPERTY_PAGE,
    PROPERTY_COLUMN_COUNT,
    PROPERTY_COLUMN_WIDTH,
    PROPERTY_COLUMN_GAP,
    PROPERTY_COLUMN_RULE_WIDTH,
    PROPERTY_COLUMN_RULE_STYLE,
    PROPERTY_COLUMN_RULE_COLOR,
    PROPERTY_COLUMN_FILL,
    PROPERTY_COLUMN_SPAN,
    PROPERTY_BREAK_BEFORE,
    PROPERTY_BREAK_AFTER,
    PROPERTY_BREAK_INSIDE,
    PROPERTY_COUNT,
    PROPERTY_FIRST_BLOCK = PROPERTY_LINE_HEIGHT
};

/* Meanings of keywords, where they are no enum of style.h. */
enum { SIZE_SMALLER, SIZE_LARGER, SIZE_MATCH, SIZE_NAMED, SIZE_FIT = 100 };
enum { WEIGHT_NORMAL, WEIGHT_BOLD };
enum { STYLE_NORMAL, STYLE_ITALIC, STYLE_TOGGLE };
enum { DECORATION_NONE = 0, DECORATION_UNDERLINE = 1, DECORATION_STRIKE = 2, DECORATION_OVER = 4 };
enum { HYPHENS_NONE, HYPHENS_MANUAL, HYPHENS_AUTO };
enum { ALIGN_BASELINE, ALIGN_SUB, ALIGN_SUPER, ALIGN_TOP, ALIGN_MIDDLE, ALIGN_BOTTOM };
/* From BREAK_PAGE on in the order of enum page_break. */
enum {
    BREAK_AUTO,
    BREAK_AVOID,
    BREAK_COLUMN,
    BREAK_AVOID_PAGE,
    BREAK_AVOID_COLUMN,
    BREAK_PAGE,
    BREAK_LEFT,
    BREAK_RIGHT,
    BREAK_RECTO,
    BREAK_VERSO
};
/* Of a box asked for: DISPLAY_PART and more are of tables. */
enum {
    DISPLAY_INLINE,
    DISPLAY_BLOCK,
    DISPLAY_NONE,
    DISPLAY_ITEM,
    DISPLAY_TABLE,
    DISPLAY_HEAD,
    DISPLAY_BODY,
    DISPLAY_ROW,
    DISPLAY_CELL,
    DISPLAY_CAPTION
};
enum { FLOAT_NONE, FLOAT_FOOTNOTE, FLOAT_OUTSIDE };

/* What a property takes besides its keywords. */
enum accepts {
    ACCEPTS_LENGTH = 1,
    ACCEPTS_PERCENT = 2,
    ACCEPTS_NUMBER = 4,
    ACCEPTS_COLOR = 8,
    ACCEPTS_NEGATIVE = 16
};

struct keyword {
    const char *name;
    int meaning;
};

struct property {
    const char *name, *initial;
    bool inherited;
    unsigned accepts;
    const struct keyword *keywords; /* ended by one without a name; NULL: none */
    bool (*parse)(struct scanner *scanner, struct value *value); /* instead of all this */
    const char *takes;                                           /* what that reads, for hints */
};

extern const struct property properties[PROPERTY_COUNT];
/* The name of a shorthand or alias; NULL behind the last. */
const char *shorthand_name(size_t index);
/* The longhand whose values a shorthand or alias takes; PROPERTY_COUNT when they are of several
 * kinds, or it is none. */
enum property_id shorthand_kind(const char *name);

/* A property with its value, ready for the cascade. */
struct assignment {
    uint8_t property;
    bool important;
    struct value value;
};

typedef VECTOR(struct assignment) assignments;

/* One longhand's value at hand. */
bool property_parse(enum property_id id, struct scanner *scanner, struct value *value);
/* Appends what a declaration (var() replaced) sets; false when the value does not suit it. Lists
 * are kept in the sheets' arena. */
bool property_assign(const struct declaration *declaration, const char *value,
                     const struct sheets *sheets, assignments *list, bool *known);
/* shorthand.c: the same for shorthands and other names of longhands. */
bool shorthand_assign(const struct declaration *declaration, struct scanner *scanner,
                      assignments *list, bool *known);

/* names.c: what can be said of a property that the PDF does not know. */
/* The properties of CSS that the PDF does not support yet; NULL behind the last. */
const char *property_for_epub(size_t index);
bool property_is_css(const char *name);
/* Whether CSS has it, be it for the PDF or for readers alone. */
bool property_is_known(const char *name);
/* Says that there is none of this name, and which one was meant; `arena` is for the hint. */
void property_report_unknown(struct diag *diag, struct arena *arena,
                             const struct declaration *declaration);
/* Whether it means something on paper only, so that the EPUB does not get it. */
bool property_is_for_print(const char *name);
/* The known property nearest to a mistyped name, or NULL. */
const char *property_nearest(const char *name);
/* A short text of what a property takes, for hints; in `arena`. */
const char *property_takes(const char *name, struct arena *arena);

#endif
