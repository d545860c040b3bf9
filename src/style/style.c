/* Enters: a node and its parent's text style. Leaves: the node's text and block styles, computed
 * from the design's tables (design.c) and the proportions of the paper (page.c). */
#include "style/style.h"

#include <stdlib.h>

#include "style/design.h"
#include "style/page.h"

/* Which of the heading styles the base level has: as a chapter, above two or more further levels,
 * or above at most one. */
enum { CHAPTER_STYLE, PART_STYLE, SECTION_STYLE };

enum { HEADING_LEVELS = 6, DEEP = 3 };

struct stylesheet {
    struct proportions proportions;
    int base_level, base_style;
    bool chapters;
};

struct stylesheet *stylesheet_new(dimen paper_width, dimen paper_height)
{
    struct stylesheet *sheet = memory_resize(NULL, 1, sizeof *sheet);
    *sheet = (struct stylesheet){.proportions = page_proportions(paper_width, paper_height),
                                 .base_level = SECTION_STYLE + 1,
                                 .base_style = SECTION_STYLE};
    return sheet;
}

void stylesheet_drop(struct stylesheet *sheet)
{
    free(sheet);
}

void style_set_base_level(struct stylesheet *sheet, int level)
{
    sheet->base_level = level;
}

void style_set_chapters(struct stylesheet *sheet, bool chapters)
{
    sheet->chapters = chapters;
    sheet->base_style = chapters ? CHAPTER_STYLE : SECTION_STYLE;
}

static void count_headings(const struct book *book, size_t counts[HEADING_LEVELS + 1])
{
    struct walk walk = walk_start(book->root);
    while (walk_next(&walk))
        if (walk.entering && walk.node->kind == NODE_HEADING)
            counts[walk.node->heading.level]++;
}

void style_fit_book(struct stylesheet *sheet, const struct book *book)
{
    size_t counts[HEADING_LEVELS + 1] = {0};
    int shallowest = 0, depth = 0;
    count_headings(book, counts);
    for (int level = HEADING_LEVELS; level > 0; level--) {
        depth += counts[level] > 0;
        shallowest = counts[level] > 0 ? level : shallowest;
    }
    style_set_base_level(sheet, shallowest ? shallowest : 1);
    style_set_chapters(sheet, shallowest == 1 && counts[1] > 1);
    if (!sheet->chapters && depth >= DEEP)
        sheet->base_style = PART_STYLE;
}

const struct page_style *style_page(const struct stylesheet *sheet)
{
    return &sheet->proportions.page;
}

struct text_style style_root(const struct stylesheet *sheet)
{
    return (struct text_style){
        .family = FAMILY_SERIF,
        .hyphenate = true,
        .figures = FIGURES_OLD_STYLE,
        .size = sheet->proportions.body_size,
        .color = COLOR_INK,
    };
}

/* ── Text ────────────────────────────────────────────────────────────────────────────────────── */

static bool change_flag(bool flag, enum change change)
{
    switch (change) {
    case KEEP:
        return flag;
    case TOGGLE:
        return !flag;
    default:
        return change == ON;
    }
}

/* A mono letter is larger on its body than a serif's or a sans's of the same size; the scale makes
 * their x-heights equal. */
static int mono_scale(enum font_family parent)
{
    static const int scales[FAMILY_COUNT] = {
        [FAMILY_SERIF] = 770, [FAMILY_SANS] = 920, [FAMILY_MONO] = 1000};
    return scales[parent];
}

static int find_scale(const struct text_rule *rule, const struct text_style *parent)
{
    if (rule->scale)
        return rule->scale;
    return rule->family == CHOOSE(FAMILY_MONO) ? mono_scale(parent->family) : 1000;
}

static dimen find_size(const struct stylesheet *sheet, const struct text_rule *rule,
                       const struct text_style *parent)
{
    dimen size = rule->size ? dimen_scale(sheet->proportions.body_size, rule->size, 1000)
                            : dimen_scale(parent->size, find_scale(rule, parent), 1000);
    return size > POINT ? size : POINT;
}

static struct text_style apply(const struct stylesheet *sheet, const struct text_rule *rule,
                               const struct text_style *parent)
{
    struct text_style style = *parent;
    if (rule->family)
        style.family = (enum font_family)(rule->family - 1);
    if (rule->figures)
        style.figures = (enum figures)(rule->figures - 1);
    style.bold = change_flag(style.bold, rule->bold);
    style.italic = change_flag(style.italic, rule->italic);
    style.small_caps = change_flag(style.small_caps, rule->small_caps);
    style.underlined = change_flag(style.underlined, rule->underlined);
    style.struck = change_flag(style.struck, rule->struck);
    style.hyphenate = change_flag(style.hyphenate, rule->hyphenate);
    style.size = find_size(sheet, rule, parent);
    if (rule->letter_spacing)
        style.letter_spacing = dimen_scale(style.size, rule->letter_spacing, 1000);
    style.raise = parent->raise + dimen_scale(parent->size, rule->raise, 1000);
    if (rule->color)
        style.color = rule->color;
    return style;
}

static const struct rule *heading_rule(const struct stylesheet *sheet, int level)
{
    int index = level - sheet->base_level + sheet->base_style;
    if (index < 0)
        index = 0;
    return &design_headings[index < HEADING_STYLES ? index : HEADING_STYLES - 1];
}

static const struct rule *find_rule(const struct stylesheet *sheet, const struct node *node)
{
    return node->kind == NODE_HEADING ? heading_rule(sheet, node->heading.level)
                                      : &design_nodes[node->kind];
}

struct text_style style_text(const struct stylesheet *sheet, const struct node *node,
                             const struct text_style *parent)
{
    struct text_style style = apply(sheet, &find_rule(sheet, node)->text, parent);
    if (node->kind == NODE_CODE_BLOCK)
        style.size = sheet->proportions.code_size;
    if (node->kind == NODE_TABLE_ROW && node->row.header)
        style.bold = true;
    if (node->kind == NODE_TABLE_CELL && node->cell.header)
        style.bold = true;
    for (size_t i = 0; node->classes && i < design_class_count; i++)
        if (node_has_class(node, design_classes[i].name))
            style = apply(sheet, &design_classes[i].text, &style);
    return style;
}

/* ── Blocks ──────────────────────────────────────────────────────────────────────────────────── */

/* A length from the design's twentieths of the unit. */
static dimen in_units(const struct stylesheet *sheet, int count)
{
    return dimen_scale(sheet->proportions.page.unit, count, UNIT);
}

static struct block_style make_block(const struct stylesheet *sheet, const struct block_rule *rule)
{
    return (struct block_style){
        .leading = in_units(sheet, rule->leading ? rule->leading : 2 * UNIT),
        .space_before = in_units(sheet, rule->before),
        .space_after = in_units(sheet, rule->after),
        .indent_start = in_units(sheet, rule->indent_start),
        .indent_end = in_units(sheet, rule->indent_end),
        .padding = in_units(sheet, rule->padding),
        .has_ground = rule->ground != 0,
        .ground = rule->ground,
        .bar_width = in_units(sheet, rule->bar),
        .bar_color = rule->bar_color ? rule->bar_color : COLOR_RULE,
        .align = rule->align,
        .keep_with_next = rule->keep_with_next,
        .keep_together = rule->keep_together,
    };
}

struct block_style style_block(const struct stylesheet *sheet, const struct node *node)
{
    const struct rule *rule = find_rule(sheet, node);
    struct block_style style = make_block(sheet, &rule->block);
    if (node->kind == NODE_ALERT)
        style.bar_color = design_alert_colors[node->alert.kind];
    if (node->kind == NODE_HEADING)
        style.opens_page = sheet->chapters && rule == design_headings;
    return style;
}

/* ── Parts ───────────────────────────────────────────────────────────────────────────────────── */

struct text_style style_part_text(const struct stylesheet *sheet, enum style_part part)
{
    struct text_style root = style_root(sheet);
    struct text_style style = apply(sheet, &design_parts[part].text, &root);
    if (part == PART_WRAP_MARK)
        style.size = sheet->proportions.code_size;
    return style;
}

struct block_style style_part_block(const struct stylesheet *sheet, enum style_part part)
{
    return make_block(sheet, &design_parts[part].block);
}
