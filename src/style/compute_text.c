/* Enters: what is declared for a node, and its parent's text style. Leaves: the node's. One small
 * function for each property; the size first, as others are relative to it. */
#include "style/own_values.h"
#include "style/sheet.h"

enum { SIZE_LEAST = POINT, SIZE_MOST = 400 * POINT };

struct computing {
    const struct stylesheet *sheet;
    const struct text_style *parent;
    struct text_style *style;
    struct measures measures; /* em is the own size, once it is known */
    dimen measure;            /* of the text: a column's, or that of what spans all columns */
};

typedef void applier(struct computing *computing, const struct value *value);

static void apply_family(struct computing *computing, const struct value *value)
{
    computing->style->family = (enum font_family)value->keyword;
    computing->style->face = (uint8_t)value->number;
}

/* A mono letter is larger on its body than a serif's or a sans's of the same size; the scale makes
 * their x-heights equal. */
static dimen match_height(const struct computing *computing)
{
    static const int mono[FAMILY_COUNT] = {
        [FAMILY_SERIF] = 770, [FAMILY_SANS] = 920, [FAMILY_MONO] = 1000};
    const struct text_style *parent = computing->parent;
    if (computing->style->family != FAMILY_MONO)
        return parent->size;
    return dimen_scale(parent->size, mono[parent->family], 1000);
}

static dimen find_size(struct computing *computing, const struct value *value)
{
    dimen parent = computing->parent->size;
    struct measures measures = computing->measures;
    measures.em = measures.percent = parent;
    if (value->kind == VALUE_LENGTH)
        return value_resolve(value, &measures);
    switch (value->keyword) {
    case SIZE_SMALLER:
        return dimen_scale(parent, 833, 1000);
    case SIZE_LARGER:
        return dimen_scale(parent, 1200, 1000);
    case SIZE_MATCH:
        return match_height(computing);
    case SIZE_FIT:
        return page_fit_columns(computing->measure, computing->sheet->page.unit, value->number);
    default:
        return dimen_scale(measures.root_em, value->keyword - SIZE_NAMED, 1000);
    }
}

static void apply_size(struct computing *computing, const struct value *value)
{
    dimen size = find_size(computing, value);
    size = size < SIZE_LEAST ? SIZE_LEAST : size > SIZE_MOST ? SIZE_MOST : size;
    computing->style->size = size;
    computing->measures.em = size;
}

static void apply_weight(struct computing *computing, const struct value *value)
{
    computing->style->bold = value->keyword == WEIGHT_BOLD;
}

static void apply_style(struct computing *computing, const struct value *value)
{
    computing->style->italic = value->keyword == STYLE_TOGGLE ? !computing->parent->italic
                                                              : value->keyword == STYLE_ITALIC;
}

static void apply_variants(struct computing *computing, const struct value *value)
{
    struct text_style *style = computing->style;
    uint32_t group = own_variants_of(value->keyword);
    style->features_on = (style->features_on & ~group) | value->features_on;
    style->features_off = (style->features_off & ~group) | value->features_off;
}

static void apply_spacing(struct computing *computing, const struct value *value)
{
    computing->style->letter_spacing = value_resolve(value, &computing->measures);
}

static void apply_word_spacing(struct computing *computing, const struct value *value)
{
    computing->style->word_spacing = value_resolve(value, &computing->measures);
}

static void apply_features(struct computing *computing, const struct value *value)
{
    computing->style->features = value->features;
}

static void apply_transform(struct computing *computing, const struct value *value)
{
    computing->style->transform = (enum text_transform)value->keyword;
}

static void apply_white_space(struct computing *computing, const struct value *value)
{
    computing->style->white_space = (enum white_space)value->keyword;
}

static void apply_tab_size(struct computing *computing, const struct value *value)
{
    computing->style->tab_size = value->keyword;
}

static void apply_color(struct computing *computing, const struct value *value)
{
    if (!value->is_current)
        computing->style->color = value->color;
}

/* A line drawn for an element runs on through what it holds, so none takes nothing away. */
static void apply_decoration(struct computing *computing, const struct value *value)
{
    computing->style->underlined |= (value->keyword & DECORATION_UNDERLINE) != 0;
    computing->style->struck |= (value->keyword & DECORATION_STRIKE) != 0;
    computing->style->overlined |= (value->keyword & DECORATION_OVER) != 0;
    if (value->keyword != DECORATION_NONE)
        computing->style->lines = (struct text_line){.style = LINE_SOLID};
}

static void apply_line_style(struct computing *computing, const struct value *value)
{
    computing->style->lines.style = (enum line_style)value->keyword;
}

static void apply_line_color(struct computing *computing, const struct value *value)
{
    computing->style->lines.has_color = !value->is_current;
    computing->style->lines.color = value->color;
}

static void apply_line_thickness(struct computing *computing, const struct value *value)
{
    dimen thickness = value->kind == VALUE_LENGTH ? value_resolve(value, &computing->measures) : 0;
    computing->style->lines.thickness =
        thickness < computing->style->size ? thickness : computing->style->size;
}

static void apply_hyphens(struct computing *computing, const struct value *value)
{
    computing->style->hyphenate = value->keyword == HYPHENS_AUTO;
    computing->style->whole_words = value->keyword == HYPHENS_NONE;
}

/* Shifts add up: each is from the parent's baseline. */
static void apply_shift(struct computing *computing, const struct value *value)
{
    static const int shifts[] = {
        [ALIGN_BASELINE] = 0, [ALIGN_SUB] = -150, [ALIGN_SUPER] = 340, [ALIGN_BOTTOM] = 0};
    const struct text_style *parent = computing->parent;
    dimen shift = value->kind == VALUE_LENGTH
                      ? value_resolve(value, &computing->measures)
                      : dimen_scale(parent->size, shifts[value->keyword], 1000);
    dimen raise = parent->raise + shift;
    computing->style->raise = raise > SIZE_MOST    ? SIZE_MOST
                              : raise < -SIZE_MOST ? -SIZE_MOST
                                                   : raise;
}

static applier *const appliers[PROPERTY_FIRST_BLOCK] = {
    [PROPERTY_FONT_FAMILY] = apply_family,
    [PROPERTY_FONT_SIZE] = apply_size,
    [PROPERTY_FONT_WEIGHT] = apply_weight,
    [PROPERTY_FONT_STYLE] = apply_style,
    [PROPERTY_FONT_CAPS] = apply_variants,
    [PROPERTY_FONT_NUMERIC] = apply_variants,
    [PROPERTY_FONT_KERNING] = apply_variants,
    [PROPERTY_FONT_LIGATURES] = apply_variants,
    [PROPERTY_FONT_POSITION] = apply_variants,
    [PROPERTY_LETTER_SPACING] = apply_spacing,
    [PROPERTY_WORD_SPACING] = apply_word_spacing,
    [PROPERTY_FONT_FEATURES] = apply_features,
    [PROPERTY_TEXT_TRANSFORM] = apply_transform,
    [PROPERTY_WHITE_SPACE] = apply_white_space,
    [PROPERTY_TAB_SIZE] = apply_tab_size,
    [PROPERTY_COLOR] = apply_color,
    [PROPERTY_DECORATION] = apply_decoration,
    [PROPERTY_HYPHENS] = apply_hyphens,
    [PROPERTY_DECORATION_STYLE] = apply_line_style,
    [PROPERTY_DECORATION_COLOR] = apply_line_color,
    [PROPERTY_DECORATION_THICKNESS] = apply_line_thickness,
    [PROPERTY_VERTICAL_ALIGN] = apply_shift,
};

static struct measures measures_of(const struct stylesheet *sheet, dimen size)
{
    return (struct measures){size, sheet->root.size, sheet->root_line, sheet->root_line};
}

static dimen measure_of(const struct stylesheet *sheet, const struct winners *winners)
{
    const struct page_style *page = &sheet->page;
    const struct value *span = winners->values[PROPERTY_COLUMN_SPAN];
    bool spans = span && span->kind == VALUE_KEYWORD && span->keyword == SPAN_ALL;
    return spans ? page->width - page->inner - page->outer : sheet->column;
}

struct text_style compute_text(const struct stylesheet *sheet, const struct winners *winners,
                               const struct text_style *parent)
{
    struct text_style style = *parent;
    struct computing computing = {.sheet = sheet,
                                  .measure = measure_of(sheet, winners),
                                  .parent = parent,
                                  .style = &style,
                                  .measures = measures_of(sheet, parent->size)};
    for (int i = 0; i < PROPERTY_FIRST_BLOCK; i++) {
        const struct value *value = winners->values[i];
        if (value && value->kind == VALUE_INITIAL)
            value = &sheet->initial[i];
        if (value && value->kind != VALUE_INHERIT)
            appliers[i](&computing, value);
    }
    return style;
}

struct text_style compute_initial_text(const struct stylesheet *sheet)
{
    struct text_style none = {.size = PT(12)}, style = none;
    struct computing computing = {.sheet = sheet, .parent = &none, .style = &style};
    computing.measures = (struct measures){none.size, none.size, none.size, none.size};
    for (int i = 0; i < PROPERTY_FIRST_BLOCK; i++)
        appliers[i](&computing, &sheet->initial[i]);
    return style;
}

dimen compute_leading(const struct stylesheet *sheet, const struct value *value, dimen size)
{
    if (!value || value->kind != VALUE_LENGTH)
        return sheet->root_line;
    struct measures measures = measures_of(sheet, size);
    struct value length = *value;
    measures.percent = size;
    if (length.unit == UNIT_NONE)
        length.unit = UNIT_EM;
    dimen leading = value_resolve(&length, &measures);
    return leading < SIZE_LEAST ? SIZE_LEAST : leading > 2 * SIZE_MOST ? 2 * SIZE_MOST : leading;
}
