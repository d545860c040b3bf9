/* Enters: what is declared for an inline element, and its text style. Leaves: the box around it:
 * margins at its ends, padding, borders, corners, ground. Most elements have none of these, which
 * is seen at a glance; the others' lengths are of their own size, percentages of the measure. */
#include "style/sheet.h"

enum { ANCESTORS_MAX = 64, LENGTH_MOST = 1000 * POINT };

struct box_computing {
    const struct stylesheet *sheet;
    const struct node *node;
    const struct winners *winners;
    const struct text_style *text;
};

/* What is declared; "inherit" asks the elements around. */
static const struct value *find_value(const struct box_computing *computing, int property)
{
    const struct value *value = computing->winners->values[property];
    const struct node *node = computing->node->parent;
    for (int i = 0; value && value->kind == VALUE_INHERIT; i++, node = node->parent) {
        if (!node || i >= ANCESTORS_MAX)
            return &computing->sheet->initial[property];
        struct winners winners = sheet_resolve(computing->sheet, node);
        value = winners.values[property];
    }
    return !value || value->kind == VALUE_INITIAL ? &computing->sheet->initial[property] : value;
}

static dimen find_length(const struct box_computing *computing, int property)
{
    const struct stylesheet *sheet = computing->sheet;
    const struct value *value = find_value(computing, property);
    struct measures measures = {computing->text->size, sheet->root.size, sheet->root_line,
                                sheet->page.width - sheet->page.inner - sheet->page.outer};
    if (value->kind != VALUE_LENGTH)
        return 0;
    dimen length = value_resolve(value, &measures);
    return length > LENGTH_MOST ? LENGTH_MOST : length < -LENGTH_MOST ? -LENGTH_MOST : length;
}

static uint32_t find_color(const struct box_computing *computing, const struct value *value)
{
    return value->is_current ? computing->text->color : value->color;
}

static struct border find_border(const struct box_computing *computing, int side)
{
    static const dimen named[] = {0, PT(0.75), PT(2.25), PT(3.75)};
    const struct value *width = find_value(computing, PROPERTY_BORDER_TOP_WIDTH + side);
    const struct value *color = find_value(computing, PROPERTY_BORDER_TOP_COLOR + side);
    struct border border = {
        .style = (enum line_style)find_value(computing, PROPERTY_BORDER_TOP_STYLE + side)->keyword,
        .color = find_color(computing, color)};
    if (border.style == LINE_NONE || color->is_clear)
        return (struct border){0};
    border.width = width->kind == VALUE_LENGTH
                       ? find_length(computing, PROPERTY_BORDER_TOP_WIDTH + side)
                       : named[width->keyword];
    return border;
}

static bool has_any(const struct inline_box *box)
{
    dimen sum = box->margin_start | box->margin_end;
    for (int side = 0; side < BOX_SIDES; side++)
        sum |= box->padding[side] | box->borders[side].width;
    return sum || box->has_ground;
}

static bool is_declared(const struct winners *winners)
{
    for (int i = PROPERTY_MARGIN_TOP; i <= PROPERTY_RADIUS_BOTTOM_LEFT; i++)
        if (winners->values[i])
            return true;
    return false;
}

bool compute_inline_box(const struct stylesheet *sheet, const struct node *node,
                        const struct winners *winners, const struct text_style *text,
                        struct inline_box *box)
{
    if (!is_declared(winners))
        return false;
    const struct box_computing computing = {sheet, node, winners, text};
    const struct value *ground = find_value(&computing, PROPERTY_BACKGROUND_COLOR);
    *box = (struct inline_box){.margin_start = find_length(&computing, PROPERTY_MARGIN_LEFT),
                               .margin_end = find_length(&computing, PROPERTY_MARGIN_RIGHT),
                               .has_ground = !ground->is_clear,
                               .ground = find_color(&computing, ground)};
    for (int side = 0; side < BOX_SIDES; side++) {
        box->padding[side] = find_length(&computing, PROPERTY_PADDING_TOP + side);
        box->borders[side] = find_border(&computing, side);
        box->radii[side] = find_length(&computing, PROPERTY_RADIUS_TOP_LEFT + side);
    }
    return has_any(box);
}
