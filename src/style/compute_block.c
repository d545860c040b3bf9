/* Enters: what is declared for a block. Leaves: its block style. Line height, alignment and indent
 * are inherited, so ancestors are asked for what the block does not say. Lengths in em need the
 * size of the text, which is computed from the root down only where they occur. Spaces above and
 * below are rounded to the page's unit, so that lines of facing pages stand level. */
#include "style/sheet.h"

enum { ANCESTORS_MAX = 64, LENGTH_MOST = 14400 * POINT, NARROWEST_COLUMN = 40 * POINT };

struct block_computing {
    const struct stylesheet *sheet;
    const struct node *node;
    const struct winners *winners;
};

/* ── The size of the text ────────────────────────────────────────────────────────────────────── */

/* The text style of a node of the tree, from the root down, or from its 64th ancestor. */
static struct text_style find_text(const struct stylesheet *sheet, const struct node *node)
{
    const struct node *chain[ANCESTORS_MAX];
    int count = 0;
    for (; node && node->kind != NODE_DOCUMENT && count < ANCESTORS_MAX; node = node->parent)
        chain[count++] = node;
    struct text_style style = sheet->root;
    while (count-- > 0) {
        struct winners winners = sheet_resolve(sheet, chain[count]);
        style = compute_text(sheet, &winners, &style);
    }
    return style;
}

static bool needs_size(const struct value *value)
{
    return value->kind == VALUE_LENGTH &&
           (value->unit == UNIT_EM || value->unit == UNIT_NONE || value->unit == UNIT_PERCENT) &&
           value->number != 0;
}

static dimen size_for(const struct stylesheet *sheet, const struct node *node,
                      const struct value *value)
{
    return needs_size(value) ? find_text(sheet, node).size : sheet->root.size;
}

/* ── Values ──────────────────────────────────────────────────────────────────────────────────── */

/* What a node declares for a property that is not inherited; "inherit" asks its ancestors. */
static const struct value *find_value(const struct block_computing *computing,
                                      enum property_id property)
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

/* Percentages are of the measure. */
static dimen find_length(const struct block_computing *computing, enum property_id property)
{
    const struct stylesheet *sheet = computing->sheet;
    const struct value *value = find_value(computing, property);
    if (value->kind != VALUE_LENGTH || value->number == 0)
        return 0;
    struct measures measures = {size_for(sheet, computing->node, value), sheet->root.size,
                                sheet->root_line,
                                sheet->page.width - sheet->page.inner - sheet->page.outer};
    dimen length = value_resolve(value, &measures);
    return length > LENGTH_MOST ? LENGTH_MOST : length < -LENGTH_MOST ? -LENGTH_MOST : length;
}

static int find_keyword(const struct block_computing *computing, enum property_id property)
{
    return find_value(computing, property)->keyword;
}

/* ── Inherited ones ──────────────────────────────────────────────────────────────────────────── */

/* A value and the node that declares it. */
struct inherited {
    const struct value *value;
    const struct node *node;
};

enum { INHERITED_FIRST = PROPERTY_LINE_HEIGHT, INHERITED_COUNT = 3 };

/* Takes over what a node declares and what nearer ones left open; true when all is known. */
static bool take_inherited(const struct block_computing *computing, const struct winners *winners,
                           const struct node *node, struct inherited found[INHERITED_COUNT])
{
    bool all = true;
    for (int i = 0; i < INHERITED_COUNT; i++) {
        const struct value *value = winners->values[INHERITED_FIRST + i];
        if (!found[i].value && value && value->kind == VALUE_INITIAL)
            value = &computing->sheet->initial[INHERITED_FIRST + i];
        if (!found[i].value && value && value->kind != VALUE_INHERIT)
            found[i] = (struct inherited){value, node};
        all = all && found[i].value;
    }
    return all;
}

static void find_inherited(const struct block_computing *computing,
                           struct inherited found[INHERITED_COUNT])
{
    const struct node *node = computing->node;
    bool all = take_inherited(computing, computing->winners, node, found);
    for (int i = 0; !all && i < ANCESTORS_MAX && (node = node->parent); i++) {
        struct winners winners = sheet_resolve(computing->sheet, node);
        all = take_inherited(computing, &winners, node, found);
    }
    for (int i = 0; i < INHERITED_COUNT; i++)
        if (!found[i].value)
            found[i] = (struct inherited){&computing->sheet->initial[INHERITED_FIRST + i], NULL};
}

/* A number is of the text's own size; a length in em is of the size where it is declared. */
static dimen find_leading(const struct block_computing *computing, const struct inherited *line)
{
    const struct stylesheet *sheet = computing->sheet;
    if (!line->node || line->value->kind != VALUE_LENGTH)
        return sheet->root_line;
    if (line->node->kind == NODE_DOCUMENT && line->value->unit != UNIT_NONE)
        return sheet->root_line;
    const struct node *node = line->value->unit == UNIT_NONE ? computing->node : line->node;
    return compute_leading(sheet, line->value, size_for(sheet, node, line->value));
}

static dimen find_indent(const struct block_computing *computing, const struct inherited *indent)
{
    const struct winners own = {.values = {[PROPERTY_TEXT_INDENT] = indent->value}};
    const struct block_computing declaring = {computing->sheet,
                                              indent->node ? indent->node : computing->node, &own};
    return indent->value->number == 0 ? 0 : find_length(&declaring, PROPERTY_TEXT_INDENT);
}

static void set_inherited(const struct block_computing *computing, struct block_style *style)
{
    struct inherited found[INHERITED_COUNT] = {{NULL, NULL}};
    find_inherited(computing, found);
    style->leading = find_leading(computing, &found[0]);
    style->align = (enum text_align)found[PROPERTY_TEXT_ALIGN - INHERITED_FIRST].value->keyword;
    style->first_line_indent =
        find_indent(computing, &found[PROPERTY_TEXT_INDENT - INHERITED_FIRST]);
}

/* ── The rest ────────────────────────────────────────────────────────────────────────────────── */

static dimen round_to_unit(dimen length, dimen unit)
{
    return length <= 0 ? 0 : (length + unit / 2) / unit * unit;
}

static uint32_t find_color(const struct block_computing *computing, const struct value *value)
{
    return value->is_current ? find_text(computing->sheet, computing->node).color : value->color;
}

static void set_ground(const struct block_computing *computing, struct block_style *style)
{
    const struct value *ground = find_value(computing, PROPERTY_BACKGROUND_COLOR);
    style->has_ground = !ground->is_clear;
    style->ground = style->has_ground ? find_color(computing, ground) : 0;
}

/* Of a border or rule. */
static dimen find_width(const struct block_computing *computing, enum property_id property)
{
    static const dimen named[] = {0, PT(0.75), PT(2.25), PT(3.75)};
    const struct value *width = find_value(computing, property);
    return width->kind == VALUE_LENGTH ? find_length(computing, property) : named[width->keyword];
}

static void set_bar(const struct block_computing *computing, struct block_style *style)
{
    if (find_keyword(computing, PROPERTY_BORDER_STYLE) == BORDER_NONE)
        return;
    style->bar_width = find_width(computing, PROPERTY_BORDER_WIDTH);
    style->bar_color = find_color(computing, find_value(computing, PROPERTY_BORDER_COLOR));
}

/* Without a ground or a bar, padding is just indent. */
static void set_edges(const struct block_computing *computing, struct block_style *style)
{
    dimen padding = find_length(computing, PROPERTY_PADDING_LEFT);
    style->indent_start = find_length(computing, PROPERTY_MARGIN_LEFT);
    style->indent_end = find_length(computing, PROPERTY_MARGIN_RIGHT);
    style->padding = padding;
    if (!style->has_ground && style->bar_width == 0 && computing->node->kind != NODE_TABLE_CELL)
        style->indent_start += padding;
}

static void set_breaks(const struct block_computing *computing, struct block_style *style)
{
    int before = find_keyword(computing, PROPERTY_BREAK_BEFORE);
    int after = find_keyword(computing, PROPERTY_BREAK_AFTER);
    int inside = find_keyword(computing, PROPERTY_BREAK_INSIDE);
    style->opens_page = before == BREAK_PAGE;
    style->opens_column = before == BREAK_COLUMN;
    style->keep_with_next = after == BREAK_AVOID;
    style->closes_column = after == BREAK_COLUMN;
    style->keep_together = inside == BREAK_AVOID;
    style->keep_on_page = inside == BREAK_AVOID_PAGE;
    style->keep_in_column = inside == BREAK_AVOID_COLUMN;
}

/* ── Columns ─────────────────────────────────────────────────────────────────────────────────── */

/* Most blocks declare none, and cost no more than this question. */
static bool declares_columns(const struct block_computing *computing)
{
    return computing->winners->values[PROPERTY_COLUMN_COUNT] ||
           computing->winners->values[PROPERTY_COLUMN_WIDTH];
}

static void set_columns(const struct block_computing *computing, struct block_style *style)
{
    struct column_style *columns = &style->columns;
    const struct value *gap = find_value(computing, PROPERTY_COLUMN_GAP);
    columns->count = find_keyword(computing, PROPERTY_COLUMN_COUNT);
    columns->width = find_length(computing, PROPERTY_COLUMN_WIDTH);
    columns->gap = gap->kind == VALUE_LENGTH ? find_length(computing, PROPERTY_COLUMN_GAP)
                                             : find_text(computing->sheet, computing->node).size;
    columns->filled_in_turn = find_keyword(computing, PROPERTY_COLUMN_FILL) != 0;
    if (find_keyword(computing, PROPERTY_COLUMN_RULE_STYLE) == BORDER_NONE)
        return;
    columns->rule_width = find_width(computing, PROPERTY_COLUMN_RULE_WIDTH);
    columns->rule_color = find_color(computing, find_value(computing, PROPERTY_COLUMN_RULE_COLOR));
}

/* CSS Multi-column Layout 1, 3.4; narrower columns than 40 pt are no use. */
int style_columns(const struct column_style *columns, dimen room, dimen *width)
{
    int64_t count = columns->count > 0 ? columns->count : 1;
    int64_t all = (int64_t)room + columns->gap;
    if (columns->width > 0) {
        int64_t fitting = all / ((int64_t)columns->width + columns->gap);
        if (columns->count == 0 || fitting < count)
            count = fitting < COLUMNS_MOST ? fitting : COLUMNS_MOST;
    }
    while (count > 1 && all / count - columns->gap < NARROWEST_COLUMN)
        count--;
    count = count > 1 ? count : 1;
    *width = (dimen)(all / count - columns->gap);
    return (int)count;
}

struct block_style compute_block(const struct stylesheet *sheet, const struct node *node,
                                 const struct winners *winners)
{
    struct block_style style = {0};
    struct block_computing computing = {sheet, node, winners};
    dimen unit = sheet->page.unit;
    set_ground(&computing, &style);
    if (node_is_inline(node->kind))
        return style;
    style.space_before = round_to_unit(find_length(&computing, PROPERTY_MARGIN_TOP), unit);
    style.space_after = round_to_unit(find_length(&computing, PROPERTY_MARGIN_BOTTOM), unit);
    set_bar(&computing, &style);
    set_edges(&computing, &style);
    set_breaks(&computing, &style);
    style.span = (enum column_span)find_keyword(&computing, PROPERTY_COLUMN_SPAN);
    if (declares_columns(&computing))
        set_columns(&computing, &style);
    set_inherited(&computing, &style);
    return style;
}
