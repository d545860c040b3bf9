/* Enters: the value of a property that takes more than keywords, lengths and colours. Leaves: it,
 * as the property has it. One function for each; property.c's table says whose it is. */
#include "style/own_values.h"

#include <string.h>

#include "style/style.h"

static const struct keyword list_types[] = {
    {"disc", MARKER_DISC},
    {"circle", MARKER_CIRCLE},
    {"square", MARKER_SQUARE},
    {"decimal", MARKER_DECIMAL},
    {"decimal-leading-zero", MARKER_LEADING_ZERO},
    {"lower-roman", MARKER_ROMAN},
    {"upper-roman", MARKER_CAPITAL_ROMAN},
    {"lower-alpha", MARKER_LETTERS},
    {"lower-latin", MARKER_LETTERS},
    {"upper-alpha", MARKER_CAPITALS},
    {"upper-latin", MARKER_CAPITALS},
    {"lower-greek", MARKER_GREEK},
    {"none", MARKER_NONE},
    {NULL, 0},
};

bool own_keep_keyword(struct value *value, int meaning)
{
    *value = (struct value){.kind = VALUE_KEYWORD, .keyword = (int16_t)meaning};
    return true;
}

static bool find_family(struct slice name, int *family)
{
    static const struct keyword families[] = {
        {"serif", FAMILY_SERIF},
        {"sans-serif", FAMILY_SANS},
        {"monospace", FAMILY_MONO},
        {"libertine", FAMILY_SERIF},
        {"linux libertine", FAMILY_SERIF},
        {"linux libertine o", FAMILY_SERIF},
        {"lato", FAMILY_SANS},
        {"jetbrains mono", FAMILY_MONO},
        {"system-ui", FAMILY_SANS},
        {"ui-serif", FAMILY_SERIF},
        {"ui-sans-serif", FAMILY_SANS},
        {"ui-monospace", FAMILY_MONO},
        {NULL, 0},
    };
    for (const struct keyword *known = families; known->name; known++) {
        if (slice_is(name, known->name)) {
            *family = known->meaning;
            return true;
        }
    }
    return false;
}

/* One name of the list: a string, or words. */
static struct slice take_family(struct scanner *scanner)
{
    struct slice name = scanner->token.text;
    if (scanner->token.kind == TOKEN_STRING) {
        scanner_next(scanner);
        return name;
    }
    const char *end = name.start;
    for (; scanner->token.kind == TOKEN_IDENT; scanner_next(scanner))
        end = scanner->token.text.start + scanner->token.text.length;
    return (struct slice){name.start, (size_t)(end - name.start)};
}

/* The first family that the PDF has. Behind one that the sheet brings the first of the PDF's own
 * says what stands in for it; a list without any is refused: a generic name must end it. */
bool own_parse_family(struct scanner *scanner, struct value *value)
{
    int family = -1, face = 0;
    do {
        struct slice name = take_family(scanner);
        if (name.length == 0)
            return false;
        if (family < 0 && !find_family(name, &family) && face == 0)
            face = font_faces_find(scanner->faces, name);
    } while (scanner_take_mark(scanner, ','));
    if (family < 0 && face == 0)
        return false;
    own_keep_keyword(value, family < 0 ? FAMILY_SERIF : family);
    value->number = face;
    return true;
}

bool own_parse_weight(struct scanner *scanner, struct value *value)
{
    const struct token *token = &scanner->token;
    if (scanner_take(scanner, "bold") || scanner_take(scanner, "bolder"))
        return own_keep_keyword(value, WEIGHT_BOLD);
    if (scanner_take(scanner, "normal") || scanner_take(scanner, "lighter"))
        return own_keep_keyword(value, WEIGHT_NORMAL);
    int64_t weight = token->number / VALUE_ONE;
    if (token->kind != TOKEN_NUMBER || token->text.length > 0 || weight < 1 || weight > 1000)
        return false;
    scanner_next(scanner);
    return own_keep_keyword(value, weight >= 600 ? WEIGHT_BOLD : WEIGHT_NORMAL);
}

/* "toggle(italic, normal)" is CSS Values': the other one of the two than the parent has. */
bool own_parse_style(struct scanner *scanner, struct value *value)
{
    if (scanner_take(scanner, "italic") || scanner_take(scanner, "oblique"))
        return own_keep_keyword(value, STYLE_ITALIC);
    if (scanner_take(scanner, "normal"))
        return own_keep_keyword(value, STYLE_NORMAL);
    return scanner_take(scanner, "toggle") && scanner_take(scanner, "italic") &&
           scanner_take_mark(scanner, ',') && scanner_take(scanner, "normal") &&
           scanner_take_mark(scanner, ')') && own_keep_keyword(value, STYLE_TOGGLE);
}

bool own_parse_decoration(struct scanner *scanner, struct value *value)
{
    int lines = DECORATION_NONE, count = 0;
    if (scanner_take(scanner, "none"))
        return own_keep_keyword(value, DECORATION_NONE);
    for (;; count++) {
        if (scanner_take(scanner, "underline"))
            lines |= DECORATION_UNDERLINE;
        else if (scanner_take(scanner, "line-through"))
            lines |= DECORATION_STRIKE;
        else if (scanner_take(scanner, "overline"))
            lines |= DECORATION_OVER;
        else
            break;
    }
    own_keep_keyword(value, lines);
    return count > 0;
}

/* Tags, each with its value, 1 when none is given: "ss01", "liga" off, "salt" 2. */
bool own_parse_features(struct scanner *scanner, struct value *value)
{
    struct font_features features = {0};
    if (!scanner->arena)
        return false;
    if (scanner_take(scanner, "normal")) {
        *value = (struct value){.kind = VALUE_LIST};
        return true;
    }
    do {
        struct slice tag = scanner->token.text;
        if (scanner->token.kind != TOKEN_STRING || tag.length != 4 ||
            features.count == FONT_FEATURES)
            return false;
        scanner_next(scanner);
        uint32_t setting = 1;
        if (scanner->token.kind == TOKEN_NUMBER && scanner->token.number >= 0) {
            setting = (uint32_t)(scanner->token.number / VALUE_ONE);
            scanner_next(scanner);
        } else if (scanner_take(scanner, "off")) {
            setting = 0;
        } else {
            scanner_take(scanner, "on");
        }
        memcpy(features.tags[features.count], tag.start, 4);
        features.settings[features.count++] = setting;
    } while (scanner_take_mark(scanner, ','));
    struct font_features *kept = ARENA_NEW(scanner->arena, struct font_features);
    *kept = features;
    *value = (struct value){.kind = VALUE_LIST, .features = kept};
    return true;
}

bool own_parse_count(struct scanner *scanner, struct value *value)
{
    enum { COUNT_MOST = 100 };
    const struct token *token = &scanner->token;
    int64_t count = token->number / VALUE_ONE;
    if (token->kind != TOKEN_NUMBER || token->text.length > 0 || token->number % VALUE_ONE ||
        count < 1 || count > COUNT_MOST)
        return false;
    scanner_next(scanner);
    return own_keep_keyword(value, (int)count);
}

bool own_parse_columns(struct scanner *scanner, struct value *value)
{
    if (scanner_take(scanner, "auto"))
        return own_keep_keyword(value, 0);
    return own_parse_count(scanner, value) && value->keyword <= COLUMNS_MOST;
}

bool own_parse_marker(struct scanner *scanner, struct value *value)
{
    for (const struct keyword *word = list_types; word->name; word++)
        if (scanner->token.kind == TOKEN_IDENT && scanner_take(scanner, word->name))
            return own_keep_keyword(value, word->meaning);
    if (scanner->token.kind != TOKEN_STRING)
        return false;
    own_keep_keyword(value, MARKER_TEXT);
    value->text = scanner->token.text.start;
    scanner_next(scanner);
    return true;
}
