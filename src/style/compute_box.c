/* Enters: what is declared for a block, or an image. Leaves: its box: margins, borders, padding,
 * ground, widths. Spaces above and below are rounded to the page's unit, so that lines of facing
 * pages stand level; borders and paddings are not: the layout rounds the box as a whole. */
#include "style/compute.h"

enum { WIDEST_BORDER = 72 * POINT };

static dimen round_to_unit(dimen length, dimen unit)
{
    return length < 0 ? -round_to_unit(-length, unit) : (length + unit / 2) / unit * unit;
}

static uint32_t find_color(struct block_computing *computing, const struct value *value)
{
    return value->is_current ? compute_find_text(computing)->color : value->color;
}

void compute_ground(struct block_computing *computing, struct block_style *style)
{
    const struct value *ground = compute_find_value(computing, PROPERTY_BACKGROUND_COLOR);
    style->has_ground = !ground->is_clear;
    style->ground = style->has_ground ? find_color(computing, ground) : 0;
}

/* ── Edges ───────────────────────────────────────────────────────────────────────────────────── */

/* A line of which these properties say width, style and colour. */
static void set_line(struct block_computing *computing, enum property_id width_id,
                     enum property_id style_id, enum property_id color_id, struct border *border)
{
    static const dimen named[] = {0, PT(0.75), PT(2.25), PT(3.75)};
    const struct value *width = compute_find_value(computing, width_id);
    const struct value *color = compute_find_value(computing, color_id);
    int style = compute_find_keyword(computing, style_id);
    if (style == LINE_NONE)
        return;
    border->width = width->kind == VALUE_LENGTH ? compute_find_length(computing, width_id)
                                                : named[width->keyword];
    border->width = border->width < WIDEST_BORDER ? border->width : WIDEST_BORDER;
    if (border->width == 0 || color->is_clear)
        return;
    border->style = (enum line_style)style;
    border->color = find_color(computing, color);
}

static void set_border(struct block_computing *computing, int side, struct border *border)
{
    set_line(computing, (enum property_id)(PROPERTY_BORDER_TOP_WIDTH + side),
             (enum property_id)(PROPERTY_BORDER_TOP_STYLE + side),
             (enum property_id)(PROPERTY_BORDER_TOP_COLOR + side), border);
}

void compute_column_rule(struct block_computing *computing, struct column_style *columns)
{
    struct border rule = {0};
    set_line(computing, PROPERTY_COLUMN_RULE_WIDTH, PROPERTY_COLUMN_RULE_STYLE,
             PROPERTY_COLUMN_RULE_COLOR, &rule);
    columns->rule_width = rule.width;
    columns->rule_color = rule.color;
}

static void set_edges(struct block_computing *computing, struct block_style *style)
{
    for (int side = 0; side < BOX_SIDES; side++) {
        style->padding[side] =
            compute_find_length(computing, (enum property_id)(PROPERTY_PADDING_TOP + side));
        style->radii[side] =
            compute_find_length(computing, (enum property_id)(PROPERTY_RADIUS_TOP_LEFT + side));
        set_border(computing, side, &style->borders[side]);
    }
    style->clones = compute_find_keyword(computing, PROPERTY_BOX_BREAK) != 0;
}

static bool is_auto(const struct block_computing *computing, enum property_id property)
{
    return compute_find_value(computing, property)->kind == VALUE_KEYWORD;
}

static void set_margins(struct block_computing *computing, struct block_style *style)
{
    dimen unit = computing->sheet->page.unit;
    style->space_before = round_to_unit(compute_find_length(computing, PROPERTY_MARGIN_TOP), unit);
    style->space_after =
        round_to_unit(compute_find_length(computing, PROPERTY_MARGIN_BOTTOM), unit);
    style->indent_start = compute_find_length(computing, PROPERTY_MARGIN_LEFT);
    style->indent_end = compute_find_length(computing, PROPERTY_MARGIN_RIGHT);
    style->auto_start = is_auto(computing, PROPERTY_MARGIN_LEFT);
    style->auto_end = is_auto(computing, PROPERTY_MARGIN_RIGHT);
}

/* ── Widths ──────────────────────────────────────────────────────────────────────────────────── */

static struct asked_length find_asked(struct block_computing *computing, enum property_id property)
{
    enum { SHARE_MOST = 100 * 1000000 };
    const struct value *value = compute_find_value(computing, property);
    if (value->kind != VALUE_LENGTH)
        return (struct asked_length){0};
    if (value->unit != UNIT_PERCENT)
        return (struct asked_length){true, compute_find_length(computing, property), 0};
    bool is_huge = value->number > SHARE_MOST;
    return (struct asked_length){true, 0, is_huge ? SHARE_MOST : (int32_t)value->number};
}

static void set_widths(struct block_computing *computing, struct block_style *style)
{
    style->width = find_asked(computing, PROPERTY_WIDTH);
    style->least_width = find_asked(computing, PROPERTY_MIN_WIDTH);
    style->most_width = find_asked(computing, PROPERTY_MAX_WIDTH);
    style->height = find_asked(computing, PROPERTY_HEIGHT);
    style->most_height = find_asked(computing, PROPERTY_MAX_HEIGHT);
}

/* What a cell does not say, its row does, or the rows' group. */
static enum cell_align find_cell_align(const struct block_computing *computing)
{
    const struct stylesheet *sheet = computing->sheet;
    const struct node *node = computing->node;
    const struct value *value = computing->winners->values[PROPERTY_VERTICAL_ALIGN];
    for (int i = 0; i < 3 && !value && (node = subject_parent(&sheet->context, node)); i++) {
        struct winners winners = sheet_resolve(sheet, node);
        value = winners.values[PROPERTY_VERTICAL_ALIGN];
    }
    if (!value || value->kind != VALUE_KEYWORD)
        return CELL_TOP;
    return value->keyword == ALIGN_MIDDLE   ? CELL_MIDDLE
           : value->keyword == ALIGN_BOTTOM ? CELL_BOTTOM
                                            : CELL_TOP;
}

void compute_box(struct block_computing *computing, struct block_style *style)
{
    set_edges(computing, style);
    set_margins(computing, style);
    set_widths(computing, style);
    if (computing->node->kind == NODE_TABLE_CELL)
        style->cell_align = find_cell_align(computing);
}

/* ── Display ─────────────────────────────────────────────────────────────────────────────────── */

/* What the element is, whether it says so or not. */
static int natural_display(const struct node *node)
{
    switch (node->kind) {
    case NODE_LIST_ITEM:
        return DISPLAY_ITEM;
    case NODE_TABLE:
        return DISPLAY_TABLE;
    case NODE_TABLE_ROW:
        return DISPLAY_ROW;
    case NODE_TABLE_CELL:
        return DISPLAY_CELL;
    case NODE_CAPTION:
        return node->parent && node->parent->kind == NODE_TABLE ? DISPLAY_CAPTION : DISPLAY_BLOCK;
    case NODE_DIVISION:
        if (node->parent && node->parent->kind == NODE_TABLE)
            return *((const struct part_node *)node)->element == 't' && node->next ? DISPLAY_HEAD
                                                                                   : DISPLAY_BODY;
        return DISPLAY_BLOCK;
    default:
        return node_is_inline(node->kind) ? DISPLAY_INLINE : DISPLAY_BLOCK;
    }
}

static bool can_display(const struct node *node, int display)
{
    int natural = natural_display(node);
    bool becomes_block = natural == DISPLAY_INLINE || natural == DISPLAY_ITEM;
    return display == DISPLAY_NONE || display == natural ||
           (display == DISPLAY_BLOCK && becomes_block && node->kind != NODE_IMAGE);
}

void compute_check_display(const struct stylesheet *sheet, const struct node *node,
                           const struct winners *winners)
{
    const struct value *value = winners->values[PROPERTY_DISPLAY];
    if (!value || value->kind != VALUE_KEYWORD || can_display(node, value->keyword))
        return;
    struct display *display = &sheet->displays.items[value->number];
    if (!display->is_reported)
        css_warn(sheet->sheets.diag, "css-display", display->where,
                 "blocks are shown as blocks, text as text; none takes them out",
                 "the PDF cannot show the elements that this matches in another way");
    display->is_reported = true;
}

static const struct value *find_display(const struct stylesheet *sheet, const struct node *node,
                                        struct winners *winners)
{
    *winners = sheet_resolve(sheet, node);
    const struct block_computing computing = {.sheet = sheet, .node = node, .winners = winners};
    return compute_find_value(&computing, PROPERTY_DISPLAY);
}

bool style_shows(const struct stylesheet *sheet, const struct node *node)
{
    struct winners winners;
    return sheet->displays.count == 0 ||
           find_display(sheet, node, &winners)->keyword != DISPLAY_NONE;
}

bool style_is_block(const struct stylesheet *sheet, const struct node *node)
{
    struct winners winners;
    return sheet->displays.count > 0 &&
           find_display(sheet, node, &winners)->keyword == DISPLAY_BLOCK;
}

bool style_hangs(const struct stylesheet *sheet, const struct node *node)
{
    struct winners winners = sheet_resolve(sheet, node);
    const struct value *place = winners.values[PROPERTY_FLOAT];
    return place && place->kind == VALUE_KEYWORD && place->keyword == FLOAT_OUTSIDE;
}
