/* Enters: a declaration. Leaves: typed values of longhands. The table is the reference:
 * styles/README.md lists its rows, and a test compares the two. */
#include "style/own_values.h"

#include <string.h>

#include "style/content.h"
#include "style/style.h"

/* ── Keywords ────────────────────────────────────────────────────────────────────────────────── */

/* Sizes with names are SIZE_NAMED + thousandths of the root's. */
static const struct keyword sizes[] = {
    {"medium", SIZE_NAMED + 1000},
    {"smaller", SIZE_SMALLER},
    {"larger", SIZE_LARGER},
    {"-bifolio-x-height", SIZE_MATCH},
    {"xx-small", SIZE_NAMED + 600},
    {"x-small", SIZE_NAMED + 750},
    {"small", SIZE_NAMED + 889},
    {"large", SIZE_NAMED + 1200},
    {"x-large", SIZE_NAMED + 1500},
    {"xx-large", SIZE_NAMED + 2000},
    {NULL, 0},
};
static const struct keyword normal[] = {{"normal", 0}, {NULL, 0}};
static const struct keyword hyphens[] = {
    {"none", HYPHENS_NONE}, {"manual", HYPHENS_MANUAL}, {"auto", HYPHENS_AUTO}, {NULL, 0}};
static const struct keyword decoration_styles[] = {{"solid", LINE_SOLID},
                                                   {"double", LINE_DOUBLE},
                                                   {"dotted", LINE_DOTTED},
                                                   {"dashed", LINE_DASHED},
                                                   {NULL, 0}};
static const struct keyword transforms[] = {{"none", TRANSFORM_NONE},
                                            {"uppercase", TRANSFORM_UPPERCASE},
                                            {"lowercase", TRANSFORM_LOWERCASE},
                                            {"capitalize", TRANSFORM_CAPITALIZE},
                                            {NULL, 0}};
static const struct keyword white_spaces[] = {{"normal", WHITE_NORMAL},
                                              {"nowrap", WHITE_NOWRAP},
                                              {"pre", WHITE_PRE},
                                              {"pre-wrap", WHITE_PRE_WRAP},
                                              {"break-spaces", WHITE_PRE_WRAP},
                                              {"pre-line", WHITE_PRE_LINE},
                                              {NULL, 0}};
static const struct keyword shifts[] = {{"baseline", ALIGN_BASELINE},
                                        {"sub", ALIGN_SUB},
                                        {"super", ALIGN_SUPER},
                                        {"top", ALIGN_TOP},
                                        {"middle", ALIGN_MIDDLE},
                                        {"bottom", ALIGN_BOTTOM},
                                        {NULL, 0}};
static const struct keyword aligns[] = {
    {"start", TEXT_ALIGN_START},
    {"left", TEXT_ALIGN_LEFT},
    {"justify", TEXT_ALIGN_JUSTIFY},
    {"center", TEXT_ALIGN_CENTER},
    {"end", TEXT_ALIGN_END},
    {"right", TEXT_ALIGN_RIGHT},
    {NULL, 0},
};
/* One more than the alignment. */
static const struct keyword last_aligns[] = {
    {"auto", 0},
    {"start", TEXT_ALIGN_START + 1},
    {"left", TEXT_ALIGN_LEFT + 1},
    {"justify", TEXT_ALIGN_JUSTIFY + 1},
    {"center", TEXT_ALIGN_CENTER + 1},
    {"end", TEXT_ALIGN_END + 1},
    {"right", TEXT_ALIGN_RIGHT + 1},
    {NULL, 0},
};
static const struct keyword autos[] = {{"auto", 0}, {NULL, 0}};
static const struct keyword widths[] = {{"medium", 2}, {"thin", 1}, {"thick", 3}, {NULL, 0}};
static const struct keyword borders[] = {{"none", LINE_NONE},
                                         {"hidden", LINE_NONE},
                                         {"solid", LINE_SOLID},
                                         {"dashed", LINE_DASHED},
                                         {"dotted", LINE_DOTTED},
                                         {"double", LINE_DOUBLE},
                                         {NULL, 0}};
static const struct keyword collapses[] = {{"collapse", 0}, {NULL, 0}};
static const struct keyword box_breaks[] = {{"slice", 0}, {"clone", 1}, {NULL, 0}};
static const struct keyword floats[] = {{"none", FLOAT_NONE},
                                        {"footnote", FLOAT_FOOTNOTE},
                                        {"-bifolio-outside", FLOAT_OUTSIDE},
                                        {NULL, 0}};
static const struct keyword no_limits[] = {{"none", 0}, {NULL, 0}};
static const struct keyword displays[] = {
    {"inline", DISPLAY_INLINE},
    {"block", DISPLAY_BLOCK},
    {"none", DISPLAY_NONE},
    {"list-item", DISPLAY_ITEM},
    {"table", DISPLAY_TABLE},
    {"table-header-group", DISPLAY_HEAD},
    {"table-row-group", DISPLAY_BODY},
    {"table-row", DISPLAY_ROW},
    {"table-cell", DISPLAY_CELL},
    {"table-caption", DISPLAY_CAPTION},
    {NULL, 0},
};
static const struct keyword list_positions[] = {{"outside", 0}, {"inside", 1}, {NULL, 0}};
static const struct keyword breaks_around[] = {
    {"auto", BREAK_AUTO},
    {"avoid", BREAK_AVOID},
    {"avoid-page", BREAK_AVOID},
    {"page", BREAK_PAGE},
    {"always", BREAK_PAGE},
    {"left", BREAK_LEFT},
    {"right", BREAK_RIGHT},
    {"recto", BREAK_RECTO},
    {"verso", BREAK_VERSO},
    {"column", BREAK_COLUMN},
    {NULL, 0},
};
static const struct keyword gaps[] = {{"normal", 0}, {NULL, 0}};
static const struct keyword fills[] = {{"balance", 0}, {"auto", 1}, {NULL, 0}};
static const struct keyword spans[] = {
    {"none", SPAN_NONE}, {"all", SPAN_ALL}, {"-bifolio-wide", SPAN_WIDE}, {NULL, 0}};
static const struct keyword breaks_inside[] = {{"auto", BREAK_AUTO},
                                               {"avoid", BREAK_AVOID},
                                               {"avoid-page", BREAK_AVOID_PAGE},
                                               {"avoid-column", BREAK_AVOID_COLUMN},
                                               {NULL, 0}};

/* ── The table ───────────────────────────────────────────────────────────────────────────────── */

#define LENGTHS (ACCEPTS_LENGTH | ACCEPTS_PERCENT)

#define ROW(name, initial, inherited, accepts, keywords)                                           \
    {                                                                                              \
        name, initial, inherited, accepts, keywords, NULL, NULL                                    \
    }
#define OWN(name, initial, inherited, parse, takes)                                                \
    {                                                                                              \
        name, initial, inherited, 0, NULL, parse, takes                                            \
    }

#define BORDER(side, name)                                                                         \
    [PROPERTY_BORDER_##side##_WIDTH] =                                                             \
        ROW("border-" name "-width", "medium", false, ACCEPTS_LENGTH, widths),                     \
    [PROPERTY_BORDER_##side##_STYLE] = ROW("border-" name "-style", "none", false, 0, borders),    \
    [PROPERTY_BORDER_##side##_COLOR] =                                                             \
        ROW("border-" name "-color", "currentcolor", false, ACCEPTS_COLOR, NULL)

const struct property properties[PROPERTY_COUNT] = {
    [PROPERTY_FONT_FAMILY] = OWN("font-family", "serif", true, own_parse_family,
                                 "names, the last one serif, sans-serif or monospace"),
    [PROPERTY_FONT_SIZE] = ROW("font-size", "medium", true, LENGTHS, sizes),
    [PROPERTY_FONT_WEIGHT] = OWN("font-weight", "normal", true, own_parse_weight,
                                 "normal, bold, a number from 1 to 1000"),
    [PROPERTY_FONT_STYLE] = OWN("font-style", "normal", true, own_parse_style,
                                "normal, italic, toggle(italic, normal)"),
    [PROPERTY_FONT_CAPS] = OWN("font-variant-caps", "normal", true, own_parse_caps,
                               "normal, small-caps, all-small-caps"),
    [PROPERTY_FONT_NUMERIC] =
        OWN("font-variant-numeric", "normal", true, own_parse_numeric,
            "normal, lining-nums or oldstyle-nums, proportional-nums or tabular-nums, "
            "diagonal-fractions, ordinal, slashed-zero"),
    [PROPERTY_FONT_KERNING] =
        OWN("font-kerning", "auto", true, own_parse_kerning, "auto, normal, none"),
    [PROPERTY_FONT_LIGATURES] =
        OWN("font-variant-ligatures", "normal", true, own_parse_ligatures,
            "normal, none, common-ligatures, discretionary-ligatures, historical-ligatures, "
            "contextual, each of these with no- before it"),
    [PROPERTY_FONT_POSITION] =
        OWN("font-variant-position", "normal", true, own_parse_position, "normal, sub, super"),
    [PROPERTY_FONT_FEATURES] = OWN("font-feature-settings", "normal", true, own_parse_features,
                                   "normal, tags of four letters such as \"ss01\" or \"zero\" 1"),
    [PROPERTY_LETTER_SPACING] =
        ROW("letter-spacing", "normal", true, ACCEPTS_LENGTH | ACCEPTS_NEGATIVE, normal),
    [PROPERTY_WORD_SPACING] =
        ROW("word-spacing", "normal", true, ACCEPTS_LENGTH | ACCEPTS_NEGATIVE, normal),
    [PROPERTY_TEXT_TRANSFORM] = ROW("text-transform", "none", true, 0, transforms),
    [PROPERTY_WHITE_SPACE] = ROW("white-space", "normal", true, 0, white_spaces),
    [PROPERTY_TAB_SIZE] =
        OWN("tab-size", "8", true, own_parse_count, "a whole number from 1 to 100"),
    [PROPERTY_COLOR] = ROW("color", "black", true, ACCEPTS_COLOR, NULL),
    [PROPERTY_DECORATION] = OWN("text-decoration-line", "none", false, own_parse_decoration,
                                "none, underline, line-through, overline"),
    [PROPERTY_DECORATION_STYLE] =
        ROW("text-decoration-style", "solid", false, 0, decoration_styles),
    [PROPERTY_DECORATION_COLOR] =
        ROW("text-decoration-color", "currentcolor", false, ACCEPTS_COLOR, NULL),
    [PROPERTY_DECORATION_THICKNESS] =
        ROW("text-decoration-thickness", "auto", false, ACCEPTS_LENGTH, autos),
    [PROPERTY_HYPHENS] = ROW("hyphens", "manual", true, 0, hyphens),
    [PROPERTY_VERTICAL_ALIGN] =
        ROW("vertical-align", "baseline", false, LENGTHS | ACCEPTS_NEGATIVE, shifts),
    [PROPERTY_LINE_HEIGHT] = ROW("line-height", "normal", true, LENGTHS | ACCEPTS_NUMBER, normal),
    [PROPERTY_TEXT_ALIGN] = ROW("text-align", "justify", true, 0, aligns),
    [PROPERTY_TEXT_ALIGN_LAST] = ROW("text-align-last", "auto", true, 0, last_aligns),
    [PROPERTY_TEXT_INDENT] = ROW("text-indent", "0", true, LENGTHS | ACCEPTS_NEGATIVE, NULL),
    [PROPERTY_ORPHANS] = OWN("orphans", "2", true, own_parse_count, "a whole number from 1 to 100"),
    [PROPERTY_WIDOWS] = OWN("widows", "2", true, own_parse_count, "a whole number from 1 to 100"),
    [PROPERTY_LIST_TYPE] =
        OWN("list-style-type", "disc", true, own_parse_marker,
            "disc, circle, square, decimal, decimal-leading-zero, lower-roman, "
            "upper-roman, lower-alpha, upper-alpha, lower-greek, none, a string"),
    [PROPERTY_LIST_POSITION] = ROW("list-style-position", "outside", true, 0, list_positions),
    [PROPERTY_MARGIN_TOP] = ROW("margin-top", "0", false, LENGTHS | ACCEPTS_NEGATIVE, autos),
    [PROPERTY_MARGIN_RIGHT] = ROW("margin-right", "0", false, LENGTHS | ACCEPTS_NEGATIVE, autos),
    [PROPERTY_MARGIN_BOTTOM] = ROW("margin-bottom", "0", false, LENGTHS | ACCEPTS_NEGATIVE, autos),
    [PROPERTY_MARGIN_LEFT] = ROW("margin-left", "0", false, LENGTHS | ACCEPTS_NEGATIVE, autos),
    [PROPERTY_PADDING_TOP] = ROW("padding-top", "0", false, LENGTHS, NULL),
    [PROPERTY_PADDING_RIGHT] = ROW("padding-right", "0", false, LENGTHS, NULL),
    [PROPERTY_PADDING_BOTTOM] = ROW("padding-bottom", "0", false, LENGTHS, NULL),
    [PROPERTY_PADDING_LEFT] = ROW("padding-left", "0", false, LENGTHS, NULL),
    [PROPERTY_BACKGROUND_COLOR] =
        ROW("background-color", "transparent", false, ACCEPTS_COLOR, NULL),
    BORDER(TOP, "top"),
    BORDER(RIGHT, "right"),
    BORDER(BOTTOM, "bottom"),
    BORDER(LEFT, "left"),
    [PROPERTY_RADIUS_TOP_LEFT] = ROW("border-top-left-radius", "0", false, ACCEPTS_LENGTH, NULL),
    [PROPERTY_RADIUS_TOP_RIGHT] = ROW("border-top-right-radius", "0", false, ACCEPTS_LENGTH, NULL),
    [PROPERTY_RADIUS_BOTTOM_RIGHT] =
        ROW("border-bottom-right-radius", "0", false, ACCEPTS_LENGTH, NULL),
    [PROPERTY_RADIUS_BOTTOM_LEFT] =
        ROW("border-bottom-left-radius", "0", false, ACCEPTS_LENGTH, NULL),
    [PROPERTY_BORDER_COLLAPSE] = ROW("border-collapse", "collapse", true, 0, collapses),
    [PROPERTY_BOX_BREAK] = ROW("box-decoration-break", "slice", false, 0, box_breaks),
    [PROPERTY_WIDTH] = ROW("width", "auto", false, LENGTHS, autos),
    [PROPERTY_MIN_WIDTH] = ROW("min-width", "auto", false, LENGTHS, autos),
    [PROPERTY_MAX_WIDTH] = ROW("max-width", "none", false, LENGTHS, no_limits),
    [PROPERTY_HEIGHT] = ROW("height", "auto", false, ACCEPTS_LENGTH, autos),
    [PROPERTY_MAX_HEIGHT] = ROW("max-height", "none", false, ACCEPTS_LENGTH, no_limits),
    [PROPERTY_DISPLAY] = ROW("display", "inline", false, 0, displays),
    [PROPERTY_CONTENT] =
        OWN("content", "normal", false, content_parse,
            "normal, none, strings, attr(), counter(), counters(), string(), target-counter(), "
            "target-text(), leader(), content(), open-quote, close-quote"),
    [PROPERTY_STRING_SET] = OWN("string-set", "none", false, content_parse_strings,
                                "none, names each with strings, content(), attr()"),
    [PROPERTY_COUNTER_RESET] = OWN("counter-reset", "none", false, content_parse_counters,
                                   "none, names each with a whole number or without"),
    [PROPERTY_COUNTER_INCREMENT] = OWN("counter-increment", "none", false, content_parse_increments,
                                       "none, names each with a whole number or without"),
    [PROPERTY_COUNTER_SET] = OWN("counter-set", "none", false, content_parse_counters,
                                 "none, names each with a whole number or without"),
    [PROPERTY_QUOTES] =
        OWN("quotes", "auto", true, content_parse_quotes, "auto, none, pairs of strings"),
    [PROPERTY_FLOAT] = ROW("float", "none", false, 0, floats),
    [PROPERTY_PAGE] = OWN("page", "auto", false, content_parse_page, "auto, a name"),
    [PROPERTY_COLUMN_COUNT] =
        OWN("column-count", "auto", false, own_parse_columns, "auto, a whole number from 1 to 16"),
    [PROPERTY_COLUMN_WIDTH] = ROW("column-width", "auto", false, ACCEPTS_LENGTH, autos),
    [PROPERTY_COLUMN_GAP] = ROW("column-gap", "normal", false, LENGTHS, gaps),
    [PROPERTY_COLUMN_RULE_WIDTH] =
        ROW("column-rule-width", "medium", false, ACCEPTS_LENGTH, widths),
    [PROPERTY_COLUMN_RULE_STYLE] = ROW("column-rule-style", "none", false, 0, borders),
    [PROPERTY_COLUMN_RULE_COLOR] =
        ROW("column-rule-color", "currentcolor", false, ACCEPTS_COLOR, NULL),
    [PROPERTY_COLUMN_FILL] = ROW("column-fill", "balance", false, 0, fills),
    [PROPERTY_COLUMN_SPAN] = ROW("column-span", "none", false, 0, spans),
    [PROPERTY_BREAK_BEFORE] = ROW("break-before", "auto", false, 0, breaks_around),
    [PROPERTY_BREAK_AFTER] = ROW("break-after", "auto", false, 0, breaks_around),
    [PROPERTY_BREAK_INSIDE] = ROW("break-inside", "auto", false, 0, breaks_inside),
};

/* ── Parsing by the table ────────────────────────────────────────────────────────────────────── */

static bool take_keyword(const struct property *property, struct scanner *scanner,
                         struct value *value)
{
    for (const struct keyword *word = property->keywords; word && word->name; word++)
        if (scanner->token.kind == TOKEN_IDENT && scanner_take(scanner, word->name))
            return own_keep_keyword(value, word->meaning);
    return false;
}

static bool take_length(const struct property *property, struct scanner *scanner,
                        struct value *value)
{
    if (!value_take_length(scanner, value))
        return false;
    if (value->number < 0 && !(property->accepts & ACCEPTS_NEGATIVE))
        return false;
    if (value->unit == UNIT_PERCENT)
        return property->accepts & ACCEPTS_PERCENT;
    if (value->unit == UNIT_NONE && !(property->accepts & ACCEPTS_NUMBER)) {
        value->unit = UNIT_POINT; /* 0 needs no unit */
        return value->number == 0;
    }
    return true;
}

bool property_parse(enum property_id id, struct scanner *scanner, struct value *value)
{
    const struct property *property = &properties[id];
    if (property->parse)
        return property->parse(scanner, value);
    if (take_keyword(property, scanner, value))
        return true;
    if (property->accepts & ACCEPTS_COLOR)
        return value_take_color(scanner, value);
    return (property->accepts & (LENGTHS | ACCEPTS_NUMBER)) &&
           take_length(property, scanner, value);
}

/* "inherit", "initial" or "unset", which every property takes. */
static bool take_wide(const struct property *property, struct scanner *scanner, struct value *value)
{
    *value = (struct value){.kind = VALUE_INHERIT};
    if (scanner_take(scanner, "inherit"))
        return true;
    bool is_unset = scanner_take(scanner, "unset");
    if (!is_unset || !property->inherited)
        value->kind = VALUE_INITIAL;
    return is_unset || scanner_take(scanner, "initial");
}

bool property_assign(const struct declaration *declaration, const char *value,
                     const struct sheets *sheets, assignments *list, bool *known)
{
    struct scanner scanner = scanner_start((struct slice){value, strlen(value)});
    scanner.arena = sheets->arena;
    scanner.faces = &sheets->faces;
    *known = true;
    for (int id = 0; id < PROPERTY_COUNT; id++) {
        if (strcmp(properties[id].name, declaration->name) != 0)
            continue;
        struct assignment made = {.property = (uint8_t)id, .important = declaration->important};
        if (!take_wide(&properties[id], &scanner, &made.value) &&
            !property_parse((enum property_id)id, &scanner, &made.value))
            return false;
        if (!scanner_at_end(&scanner))
            return false;
        vector_push(list, made);
        return true;
    }
    return shorthand_assign(declaration, &scanner, list, known);
}
