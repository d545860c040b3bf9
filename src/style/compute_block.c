/* Enters: what is declared for a block. Leaves: its block style. Line height, alignment and indent
 * are inherited, so ancestors are asked for what the block does not say. Lengths in em need the
 * size of the text, which is computed from the root down only where they occur. Spaces above and
 * below are rounded to the page's unit, so that lines of facing pages stand level. */
#include "style/compute.h"

enum { ANCESTORS_MAX = 64, LENGTH_MOST = 14400 * POINT, NARROWEST_COLUMN = 40 * POINT };

/* ── The size of the text ────────────────────────────────────────────────────────────────────── */

/* The text style of a node of the tree, from the root down, or from its 64th ancestor. */
static struct text_style find_node_text(const struct stylesheet *sheet, const struct node *node)
{
    const struct node *chain[ANCESTORS_MAX];
    int count = 0;
    for (; node && node->kind != NODE_DOCUMENT && count < ANCESTORS_MAX;
         node = subject_parent(&sheet->context, node))
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

const struct text_style *compute_find_text(struct block_computing *computing)
{
    if (!computing->has_text)
        computing->text = find_node_text(computing->sheet, computing->node);
    computing->has_text = true;
    return &computing->text;
}

static dimen size_for(struct block_computing *computing, const struct value *value)
{
    return needs_size(value) ? compute_find_text(computing)->size : computing->sheet->root.size;
}

/* ── Values ──────────────────────────────────────────────────────────────────────────────────── */

/* What a node declares for a property that is not inherited; "inherit" asks its ancestors. */
const struct value *compute_find_value(const struct block_computing *computing,
                                       enum property_id property)
{
    const struct subject_context *context = &computing->sheet->context;
    const struct value *value = computing->winners->values[property];
    const struct node *node = computing->node;
    for (int i = 0; value && value->kind == VALUE_INHERIT; i++) {
        node = subject_parent(context, node);
        if (!node || i >= ANCESTORS_MAX)
            return &computing->sheet->initial[property];
        struct winners winners = sheet_resolve(computing->sheet, node);
        value = winners.values[property];
    }
    return !value || value->kind == VALUE_INITIAL ? &computing->sheet->initial[property] : value;
}

/* Percentages are of the measure. */
dimen compute_find_length(struct block_computing *computing, enum property_id property)
{
    const struct stylesheet *sheet = computing->sheet;
    const struct value *value = compute_find_value(computing, property);
    if (value->kind != VALUE_LENGTH || value->number == 0)
        return 0;
    struct measures measures = {size_for(computing, value), sheet->root.size, sheet->root_line,
                                sheet->page.width - sheet->page.inner - sheet->page.outer};
    dimen length = value_resolve(value, &measures);
    return length > LENGTH_MOST ? LENGTH_MOST : length < -LENGTH_MOST ? -LENGTH_MOST : length;
}

int compute_find_keyword(const struct block_computing *computing, enum property_id property)
{
    return compute_find_value(computing, property)->keyword;
}

/* ── Inherited ones ──────────────────────────────────────────────────────────────────────────── */

/* A value and the node that declares it. */
struct inherited {
    const struct value *value;
    const struct node *node;
};

enum {
    INHERITED_FIRST = PROPERTY_LINE_HEIGHT,
    INHERITED_COUNT = PROPERTY_LIST_POSITION + 1 - INHERITED_FIRST
};

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
    const struct subject_context *context = &computing->sheet->context;
    const struct node *node = computing->node;
    bool all = take_inherited(computing, computing->winners, node, found);
    for (int i = 0; !all && i < ANCESTORS_MAX && (node = subject_parent(context, node)); i++) {
        struct winners winners = sheet_resolve(computing->sheet, node);
        all = take_inherited(computing, &winners, node, found);
    }
    for (int i = 0; i < INHERITED_COUNT; i++)
        if (!found[i].value)
            found[i] = (struct inherited){&computing->sheet->initial[INHERITED_FIRST + i], NULL};
}

/* A number is of the text's own size; a length in em is of the size where it is declared. */
static dimen find_leading(struct block_computing *computing, const struct inherited *line)
{
    const struct stylesheet *sheet = computing->sheet;
    if (!line->node || line->value->kind != VALUE_LENGTH)
        return sheet->root_line;
    if (line->node->kind == NODE_DOCUMENT && line->value->unit != UNIT_NONE)
        return sheet->root_line;
    if (line->value->unit == UNIT_NONE || line->node == computing->node)
        return compute_leading(sheet, line->value, size_for(computing, line->value));
    struct block_computing declaring = {.sheet = sheet, .node = line->node};
    return compute_leading(sheet, line->value, size_for(&declaring, line->value));
}

static dimen find_indent(const struct block_computing *computing, const struct inherited *indent)
{
    const struct winners own = {.values = {[PROPERTY_TEXT_INDENT] = indent->value}};
    struct block_computing declaring = {.sheet = computing->sheet,
                                        .node = indent->node ? indent->node : computing->node,
                                        .winners = &own};
    return indent->value->number == 0 ? 0 : compute_find_length(&declaring, PROPERTY_TEXT_INDENT);
}

static const struct inherited *of(const struct inherited *found, enum property_id id)
{
    return &found[id - INHERITED_FIRST];
}

static void set_inherited(struct block_computing *computing, struct block_style *style)
{
    struct inherited found[INHERITED_COUNT] = {{NULL, NULL}};
    find_inherited(computing, found);
    style->leading = find_leading(computing, of(found, PROPERTY_LINE_HEIGHT));
    style->align = (enum text_align)of(found, PROPERTY_TEXT_ALIGN)->value->keyword;
    int last = of(found, PROPERTY_TEXT_ALIGN_LAST)->value->keyword;
    style->has_align_last = last > 0;
    style->align_last = last > 0 ? (enum text_align)(last - 1) : style->align;
    style->first_line_indent = find_indent(computing, of(found, PROPERTY_TEXT_INDENT));
    style->orphans = of(found, PROPERTY_ORPHANS)->value->keyword;
    style->widows = of(found, PROPERTY_WIDOWS)->value->keyword;
    style->marker = (enum marker)of(found, PROPERTY_LIST_TYPE)->value->keyword;
    if (style->marker == MARKER_TEXT)
        style->marker_text = of(found, PROPERTY_LIST_TYPE)->value->text;
    style->marker_inside = of(found, PROPERTY_LIST_POSITION)->value->keyword != 0;
}

/* ── The rest ────────────────────────────────────────────────────────────────────────────────── */

static void set_breaks(const struct block_computing *computing, struct block_style *style)
{
    int before = compute_find_keyword(computing, PROPERTY_BREAK_BEFORE);
    int after = compute_find_keyword(computing, PROPERTY_BREAK_AFTER);
    int inside = compute_find_keyword(computing, PROPERTY_BREAK_INSIDE);
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

static void set_columns(struct block_computing *computing, struct block_style *style)
{
    struct column_style *columns = &style->columns;
    const struct value *gap = compute_find_value(computing, PROPERTY_COLUMN_GAP);
    columns->count = compute_find_keyword(computing, PROPERTY_COLUMN_COUNT);
    columns->width = compute_find_length(computing, PROPERTY_COLUMN_WIDTH);
    columns->gap = gap->kind == VALUE_LENGTH ? compute_find_length(computing, PROPERTY_COLUMN_GAP)
                                             : compute_find_text(computing)->size;
    columns->filled_in_turn = compute_find_keyword(computing, PROPERTY_COLUMN_FILL) != 0;
    compute_column_rule(computing, columns);
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
    struct block_computing computing = {.sheet = sheet, .node = node, .winners = winners};
    compute_ground(&computing, &style);
    if (!node_is_inline(node->kind) || node->kind == NODE_IMAGE)
        compute_box(&computing, &style);
    if (node_is_inline(node->kind))
        return style;
    set_breaks(&computing, &style);
    style.span = (enum column_span)compute_find_keyword(&computing, PROPERTY_COLUMN_SPAN);
    if (declares_columns(&computing))
        set_columns(&computing, &style);
    set_inherited(&computing, &style);
    return style;
}
