/* Enters: a declaration whose name is no longhand of the PDF. Leaves: what it sets of the
 * longhands: shorthands, logical and old names ("margin-inline-start", "page-break-after"). Books
 * are read from left to right or from right to left; "left" is the start edge in both. */
#include <string.h>

#include "style/property.h"
#include "style/style.h"

enum { LONGHANDS_MAX = 12 };

struct shorthand;
typedef bool parser(const struct shorthand *shorthand, struct scanner *scanner,
                    struct value *values);

struct shorthand {
    const char *name;
    parser *parse; /* sets one value for each longhand; it finds them as they are initially */
    int count;
    uint8_t longhands[LONGHANDS_MAX];
};

/* ── Parsers ─────────────────────────────────────────────────────────────────────────────────── */

static bool parse_alias(const struct shorthand *shorthand, struct scanner *scanner,
                        struct value *values)
{
    return property_parse((enum property_id)shorthand->longhands[0], scanner, values);
}

/* One to four values: top, right, bottom, left; or one or two: start, end. */
static bool parse_sides(const struct shorthand *shorthand, struct scanner *scanner,
                        struct value *values)
{
    int count = 0;
    while (count < shorthand->count && !scanner_at_end(scanner)) {
        if (!property_parse((enum property_id)shorthand->longhands[count], scanner, &values[count]))
            return false;
        count++;
    }
    for (int i = count; i < shorthand->count; i++)
        values[i] = values[i == 3 && count > 1 ? 1 : i == 1 || count < 2 ? 0 : i - 2];
    return count > 0;
}

/* Values in any order, each at most once. */
static bool parse_set(const struct shorthand *shorthand, struct scanner *scanner,
                      struct value *values)
{
    unsigned seen = 0;
    while (!scanner_at_end(scanner)) {
        int found = -1;
        for (int i = 0; i < shorthand->count && found < 0; i++) {
            struct scanner attempt = *scanner;
            if (!(seen & 1u << i) &&
                property_parse((enum property_id)shorthand->longhands[i], &attempt, &values[i])) {
                *scanner = attempt;
                found = i;
            }
        }
        if (found < 0)
            return false;
        seen |= 1u << found;
    }
    return seen != 0;
}

/* Width, style and colour, for one side or several: their longhands come by threes. */
static bool parse_border(const struct shorthand *shorthand, struct scanner *scanner,
                         struct value *values)
{
    struct shorthand one = *shorthand;
    one.count = 3;
    values[0] = (struct value){.kind = VALUE_KEYWORD, .keyword = 2};
    if (!parse_set(&one, scanner, values))
        return false;
    for (int i = 3; i < shorthand->count; i++)
        values[i] = values[i - 3];
    return true;
}

static bool parse_background(const struct shorthand *shorthand, struct scanner *scanner,
                             struct value *values)
{
    if (scanner_take(scanner, "none"))
        return true;
    return parse_alias(shorthand, scanner, values);
}

/* "none" is of the ligatures; it and "normal" stand alone. */
static bool parse_variant(const struct shorthand *shorthand, struct scanner *scanner,
                          struct value *values)
{
    struct scanner attempt = *scanner;
    if (!scanner_take(&attempt, "none") && !scanner_take(&attempt, "normal"))
        return parse_set(shorthand, scanner, values);
    return property_parse(PROPERTY_FONT_LIGATURES, scanner, values);
}

/* [style || weight || small-caps] size [/ line-height] family */
static bool parse_font(const struct shorthand *shorthand, struct scanner *scanner,
                       struct value *values)
{
    enum { STYLE, WEIGHT, CAPS, PREFIXES, SIZE = PREFIXES, LINE, FAMILY };
    for (bool more = true; more;) {
        more = false;
        for (int i = 0; i < PREFIXES && !more; i++) {
            struct scanner attempt = *scanner;
            bool is_number = scanner->token.kind == TOKEN_NUMBER && scanner->token.text.length > 0;
            if (!is_number &&
                property_parse((enum property_id)shorthand->longhands[i], &attempt, &values[i])) {
                *scanner = attempt;
                more = true;
            }
        }
    }
    bool has_caps = values[CAPS].kind == VALUE_KEYWORD;
    if ((has_caps && values[CAPS].features_on & ~(UINT32_C(1) << FEATURE_SMCP)) ||
        !property_parse(PROPERTY_FONT_SIZE, scanner, &values[SIZE]))
        return false;
    if (scanner_take_mark(scanner, '/') &&
        !property_parse(PROPERTY_LINE_HEIGHT, scanner, &values[LINE]))
        return false;
    return property_parse(PROPERTY_FONT_FAMILY, scanner, &values[FAMILY]);
}

/* A whole number of columns: the size at which so many characters of code fill a line. */
static bool parse_columns(const struct shorthand *shorthand, struct scanner *scanner,
                          struct value *values)
{
    (void)shorthand;
    const struct token *token = &scanner->token;
    int64_t columns = token->number / VALUE_ONE;
    if (token->kind != TOKEN_NUMBER || token->text.length > 0 || columns < 10 || columns > 1000 ||
        token->number % VALUE_ONE)
        return false;
    scanner_next(scanner);
    *values = (struct value){.kind = VALUE_KEYWORD, .keyword = SIZE_FIT, .number = columns};
    return true;
}

/* ── The table ───────────────────────────────────────────────────────────────────────────────── */

#define ALIAS(name, id)                                                                            \
    {                                                                                              \
        name, parse_alias, 1,                                                                      \
        {                                                                                          \
            id                                                                                     \
        }                                                                                          \
    }
#define SIDES(name, which)                                                                         \
    {                                                                                              \
        name, parse_sides, 4,                                                                      \
        {                                                                                          \
            PROPERTY_##which##_TOP, PROPERTY_##which##_RIGHT, PROPERTY_##which##_BOTTOM,           \
                PROPERTY_##which##_LEFT                                                            \
        }                                                                                          \
    }
#define PAIR(name, first, second)                                                                  \
    {                                                                                              \
        name, parse_sides, 2,                                                                      \
        {                                                                                          \
            first, second                                                                          \
        }                                                                                          \
    }

#define EDGE(side)                                                                                 \
    PROPERTY_BORDER_##side##_WIDTH, PROPERTY_BORDER_##side##_STYLE, PROPERTY_BORDER_##side##_COLOR
#define BORDER_ALIASES(name, side)                                                                 \
    ALIAS(name "-width", PROPERTY_BORDER_##side##_WIDTH),                                          \
        ALIAS(name "-style", PROPERTY_BORDER_##side##_STYLE),                                      \
        ALIAS(name "-color", PROPERTY_BORDER_##side##_COLOR),                                      \
    {                                                                                              \
        name, parse_border, 3,                                                                     \
        {                                                                                          \
            EDGE(side)                                                                             \
        }                                                                                          \
    }
#define BORDER_SIDES(name, what)                                                                   \
    {                                                                                              \
        name, parse_sides, 4,                                                                      \
        {                                                                                          \
            PROPERTY_BORDER_TOP_##what, PROPERTY_BORDER_RIGHT_##what,                              \
                PROPERTY_BORDER_BOTTOM_##what, PROPERTY_BORDER_LEFT_##what                         \
        }                                                                                          \
    }

static const struct shorthand shorthands[] = {
    SIDES("margin", MARGIN),
    SIDES("padding", PADDING),
    PAIR("margin-block", PROPERTY_MARGIN_TOP, PROPERTY_MARGIN_BOTTOM),
    PAIR("margin-inline", PROPERTY_MARGIN_LEFT, PROPERTY_MARGIN_RIGHT),
    PAIR("padding-block", PROPERTY_PADDING_TOP, PROPERTY_PADDING_BOTTOM),
    PAIR("padding-inline", PROPERTY_PADDING_LEFT, PROPERTY_PADDING_RIGHT),
    ALIAS("margin-block-start", PROPERTY_MARGIN_TOP),
    ALIAS("margin-block-end", PROPERTY_MARGIN_BOTTOM),
    ALIAS("margin-inline-start", PROPERTY_MARGIN_LEFT),
    ALIAS("margin-inline-end", PROPERTY_MARGIN_RIGHT),
    ALIAS("padding-block-start", PROPERTY_PADDING_TOP),
    ALIAS("padding-block-end", PROPERTY_PADDING_BOTTOM),
    ALIAS("padding-inline-start", PROPERTY_PADDING_LEFT),
    ALIAS("padding-inline-end", PROPERTY_PADDING_RIGHT),
    BORDER_ALIASES("border-block-start", TOP),
    BORDER_ALIASES("border-inline-end", RIGHT),
    BORDER_ALIASES("border-block-end", BOTTOM),
    BORDER_ALIASES("border-inline-start", LEFT),
    {"border", parse_border, 12, {EDGE(TOP), EDGE(RIGHT), EDGE(BOTTOM), EDGE(LEFT)}},
    {"border-top", parse_border, 3, {EDGE(TOP)}},
    {"border-right", parse_border, 3, {EDGE(RIGHT)}},
    {"border-bottom", parse_border, 3, {EDGE(BOTTOM)}},
    {"border-left", parse_border, 3, {EDGE(LEFT)}},
    {"border-block", parse_border, 6, {EDGE(TOP), EDGE(BOTTOM)}},
    {"border-inline", parse_border, 6, {EDGE(RIGHT), EDGE(LEFT)}},
    BORDER_SIDES("border-width", WIDTH),
    BORDER_SIDES("border-style", STYLE),
    BORDER_SIDES("border-color", COLOR),
    {"border-radius",
     parse_sides,
     4,
     {PROPERTY_RADIUS_TOP_LEFT, PROPERTY_RADIUS_TOP_RIGHT, PROPERTY_RADIUS_BOTTOM_RIGHT,
      PROPERTY_RADIUS_BOTTOM_LEFT}},
    ALIAS("border-start-start-radius", PROPERTY_RADIUS_TOP_LEFT),
    ALIAS("border-start-end-radius", PROPERTY_RADIUS_TOP_RIGHT),
    ALIAS("border-end-end-radius", PROPERTY_RADIUS_BOTTOM_RIGHT),
    ALIAS("border-end-start-radius", PROPERTY_RADIUS_BOTTOM_LEFT),
    ALIAS("-webkit-box-decoration-break", PROPERTY_BOX_BREAK),
    ALIAS("inline-size", PROPERTY_WIDTH),
    ALIAS("block-size", PROPERTY_HEIGHT),
    {"list-style", parse_set, 2, {PROPERTY_LIST_TYPE, PROPERTY_LIST_POSITION}},
    {"columns", parse_set, 2, {PROPERTY_COLUMN_COUNT, PROPERTY_COLUMN_WIDTH}},
    {"column-rule",
     parse_border,
     3,
     {PROPERTY_COLUMN_RULE_WIDTH, PROPERTY_COLUMN_RULE_STYLE, PROPERTY_COLUMN_RULE_COLOR}},
    {"background", parse_background, 1, {PROPERTY_BACKGROUND_COLOR}},
    {"text-decoration",
     parse_set,
     4,
     {PROPERTY_DECORATION, PROPERTY_DECORATION_STYLE, PROPERTY_DECORATION_COLOR,
      PROPERTY_DECORATION_THICKNESS}},
    ALIAS("page-break-before", PROPERTY_BREAK_BEFORE),
    ALIAS("page-break-after", PROPERTY_BREAK_AFTER),
    ALIAS("page-break-inside", PROPERTY_BREAK_INSIDE),
    {"font-variant",
     parse_variant,
     4,
     {PROPERTY_FONT_LIGATURES, PROPERTY_FONT_CAPS, PROPERTY_FONT_NUMERIC, PROPERTY_FONT_POSITION}},
    /* It sets the first six; the others are as they are initially. */
    {"font",
     parse_font,
     11,
     {PROPERTY_FONT_STYLE, PROPERTY_FONT_WEIGHT, PROPERTY_FONT_CAPS, PROPERTY_FONT_SIZE,
      PROPERTY_LINE_HEIGHT, PROPERTY_FONT_FAMILY, PROPERTY_FONT_LIGATURES, PROPERTY_FONT_NUMERIC,
      PROPERTY_FONT_POSITION, PROPERTY_FONT_KERNING, PROPERTY_FONT_FEATURES}},
    {"-bifolio-fit-columns", parse_columns, 1, {PROPERTY_FONT_SIZE}},
};

enum { SHORTHANDS = sizeof shorthands / sizeof *shorthands };

const char *shorthand_name(size_t index)
{
    return index < SHORTHANDS ? shorthands[index].name : NULL;
}

enum property_id shorthand_kind(const char *name)
{
    for (size_t i = 0; i < SHORTHANDS; i++)
        if (strcmp(shorthands[i].name, name) == 0 &&
            (shorthands[i].parse == parse_alias || shorthands[i].parse == parse_sides))
            return (enum property_id)shorthands[i].longhands[0];
    return PROPERTY_COUNT;
}

static bool is_wide(struct scanner *scanner, struct value *value)
{
    *value = (struct value){.kind = VALUE_INHERIT};
    if (scanner_take(scanner, "inherit"))
        return true;
    value->kind = VALUE_INITIAL;
    return scanner_take(scanner, "initial") || scanner_take(scanner, "unset");
}

static void push_all(const struct shorthand *shorthand, const struct declaration *declaration,
                     const struct value *values, assignments *list)
{
    for (int i = 0; i < shorthand->count; i++)
        vector_push(list, (struct assignment){.property = shorthand->longhands[i],
                                              .important = declaration->important,
                                              .value = values[i]});
}

bool shorthand_assign(const struct declaration *declaration, struct scanner *scanner,
                      assignments *list, bool *known)
{
    const struct shorthand *shorthand = shorthands;
    struct value values[LONGHANDS_MAX], wide;
    while (shorthand < shorthands + SHORTHANDS && strcmp(shorthand->name, declaration->name) != 0)
        shorthand++;
    *known = shorthand < shorthands + SHORTHANDS;
    if (!*known)
        return false;
    for (int i = 0; i < LONGHANDS_MAX; i++)
        values[i] = (struct value){.kind = VALUE_INITIAL};
    if (is_wide(scanner, &wide))
        for (int i = 0; i < LONGHANDS_MAX; i++)
            values[i] = wide;
    else if (!shorthand->parse(shorthand, scanner, values))
        return false;
    if (!scanner_at_end(scanner))
        return false;
    push_all(shorthand, declaration, values, list);
    return true;
}
