/* Enters: the value of a property that chooses among a font's forms (CSS Fonts 4, 6). Leaves: which
 * features of OpenType it turns on and off. */
#include "style/own_values.h"

#include "style/style.h"

/* Like FEATURE_… in style.h. */
#define ON(feature) (UINT32_C(1) << FEATURE_##feature)

struct variant {
    const char *name;
    uint32_t on, off;
    uint32_t choice; /* other words of this choice may not stand beside it; 0: it stands alone */
};

static const struct variant kernings[] = {
    {"auto", 0, 0, 0}, {"normal", ON(KERN), 0, 0}, {"none", 0, ON(KERN), 0}, {NULL, 0, 0, 0}};

#define COMMON (ON(LIGA) | ON(CLIG))
static const struct variant ligatures[] = {{"normal", 0, 0, 0},
                                           {"none", 0, COMMON | ON(DLIG) | ON(HLIG) | ON(CALT), 0},
                                           {"common-ligatures", COMMON, 0, COMMON},
                                           {"no-common-ligatures", 0, COMMON, COMMON},
                                           {"discretionary-ligatures", ON(DLIG), 0, ON(DLIG)},
                                           {"no-discretionary-ligatures", 0, ON(DLIG), ON(DLIG)},
                                           {"historical-ligatures", ON(HLIG), 0, ON(HLIG)},
                                           {"no-historical-ligatures", 0, ON(HLIG), ON(HLIG)},
                                           {"contextual", ON(CALT), 0, ON(CALT)},
                                           {"no-contextual", 0, ON(CALT), ON(CALT)},
                                           {NULL, 0, 0, 0}};

static const struct variant caps[] = {{"normal", 0, 0, 0},
                                      {"small-caps", ON(SMCP), 0, 0},
                                      {"all-small-caps", ON(SMCP) | ON(C2SC), 0, 0},
                                      {NULL, 0, 0, 0}};

static const struct variant numbers[] = {{"normal", 0, 0, 0},
                                         {"lining-nums", ON(LNUM), 0, ON(LNUM)},
                                         {"oldstyle-nums", ON(ONUM), 0, ON(LNUM)},
                                         {"proportional-nums", ON(PNUM), 0, ON(PNUM)},
                                         {"tabular-nums", ON(TNUM), 0, ON(PNUM)},
                                         {"diagonal-fractions", ON(FRAC), 0, ON(FRAC)},
                                         {"ordinal", ON(ORDN), 0, ON(ORDN)},
                                         {"slashed-zero", ON(ZERO), 0, ON(ZERO)},
                                         {NULL, 0, 0, 0}};

static const struct variant positions[] = {{"normal", 0, 0, 0},
                                           {"sub", ON(SUBS) | ON(SINF), 0, 0},
                                           {"super", ON(SUPS), 0, 0},
                                           {NULL, 0, 0, 0}};

/* In the order of the properties. */
static const struct variant *const groups[] = {caps, numbers, kernings, ligatures, positions};

const char *style_feature_tag(enum font_feature feature)
{
    static const char tags[][5] = {"kern", "liga", "clig", "dlig", "hlig", "calt",
                                   "smcp", "c2sc", "lnum", "onum", "pnum", "tnum",
                                   "frac", "ordn", "zero", "subs", "sinf", "sups"};
    return tags[feature];
}

uint32_t own_variants_of(int group)
{
    uint32_t features = 0;
    for (const struct variant *variant = groups[group]; variant->name; variant++)
        features |= variant->on | variant->off;
    return features;
}

static const struct variant *take_variant(struct scanner *scanner, const struct variant *variants)
{
    for (; variants->name; variants++)
        if (scanner->token.kind == TOKEN_IDENT && scanner_take(scanner, variants->name))
            return variants;
    return NULL;
}

static bool parse(struct scanner *scanner, int group, struct value *value)
{
    const struct variant *variant = take_variant(scanner, groups[group]);
    uint32_t on = 0, off = 0, chosen = 0;
    if (!variant)
        return false;
    while (variant) {
        on |= variant->on;
        off |= variant->off;
        if (variant->choice & chosen)
            return false;
        chosen |= variant->choice;
        variant = variant->choice ? take_variant(scanner, groups[group]) : NULL;
        if (variant && !variant->choice)
            return false;
    }
    own_keep_keyword(value, group);
    value->features_on = on;
    value->features_off = off;
    return true;
}

#define PARSER(name, property)                                                                     \
    bool own_parse_##name(struct scanner *scanner, struct value *value)                            \
    {                                                                                              \
        return parse(scanner, PROPERTY_FONT_##property - PROPERTY_FONT_CAPS, value);               \
    }
PARSER(caps, CAPS)
PARSER(numeric, NUMERIC)
PARSER(kerning, KERNING)
PARSER(ligatures, LIGATURES)
PARSER(position, POSITION)
