/* Enters: a page's name and what is special about it. Leaves: how it looks: where its text block
 * stands, its ground, its margin boxes. The cascade is that of CSS Paged Media 3, section 4:
 * importance, origin, specificity, order; boxes inherit from their page, pages from the root. What
 * was computed once is kept, as a book has thousands of pages and a dozen kinds.
 *
 * The text block has one size on all pages of one name, that of a right page; others may move it,
 * and the first page of a name may begin lower. */
#include <stdlib.h>
#include <string.h>

#include "style/content.h"
#include "style/sheet.h"

enum { KINDS = 32 }; /* combinations of enum page_flag */

/* Above all ranks: importance turns the origins around. */
enum { IMPORTANT_AUTHOR = 1 << 29, IMPORTANT_DEFAULT = 1 << 30 };

struct named_pages {
    struct page_style style;
    const struct page_look *looks[KINDS];
};

struct page_names {
    struct arena *arena;
    struct paper paper;
    struct named_pages *without;
    struct map by_name;
};

/* What is asked for, and what was declared for it. */
struct resolving {
    const struct stylesheet *sheet;
    const char *name;
    unsigned flags;
    const struct page_style *page;
    const struct value *values[PAGE_PROPERTIES]; /* NULL: nothing */
    struct page_entry *from[PAGE_PROPERTIES];
    struct text_style text;
};

/* ── The cascade ─────────────────────────────────────────────────────────────────────────────── */

static int compare(const void *left, const void *right)
{
    const struct page_entry *a = left, *b = right;
    if (a->origin != b->origin)
        return a->origin < b->origin ? -1 : 1;
    if (a->selector->specificity != b->selector->specificity)
        return a->selector->specificity < b->selector->specificity ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

void page_sort(struct page_rules *rules, struct arena *arena)
{
    if (rules->entries.count > 1)
        qsort(rules->entries.items, rules->entries.count, sizeof(struct page_entry), compare);
    rules->looks = ARENA_NEW(arena, struct page_names);
    rules->looks->arena = arena;
}

void page_rules_drop(struct page_rules *rules)
{
    vector_drop(&rules->entries);
    if (rules->looks)
        map_drop(&rules->looks->by_name);
}

static bool matches(const struct page_selector *selector, const char *name, unsigned flags)
{
    if (selector->name && (!name || strcmp(selector->name, name) != 0))
        return false;
    return (flags & selector->asks) == selector->asks && !(flags & selector->refuses);
}

static void resolve(struct resolving *resolving, int box)
{
    uint32_t ranks[PAGE_PROPERTIES] = {0};
    struct page_entry *entries = resolving->sheet->page_rules.entries.items;
    memset(resolving->values, 0, sizeof resolving->values);
    for (size_t i = 0; i < resolving->sheet->page_rules.entries.count; i++) {
        if (entries[i].box != box ||
            !matches(entries[i].selector, resolving->name, resolving->flags))
            continue;
        for (size_t k = 0; k < entries[i].count; k++) {
            const struct assignment *made = &entries[i].assignments[k];
            uint32_t rank = (uint32_t)i + 1;
            if (made->important)
                rank |= entries[i].origin == ORIGIN_AUTHOR ? IMPORTANT_AUTHOR : IMPORTANT_DEFAULT;
            if (rank < ranks[made->property])
                continue;
            ranks[made->property] = rank;
            resolving->values[made->property] = &made->value;
            resolving->from[made->property] = &entries[i];
        }
    }
}

/* ── Values ──────────────────────────────────────────────────────────────────────────────────── */

static struct text_style find_text(const struct resolving *resolving,
                                   const struct text_style *parent)
{
    struct winners winners = {0};
    memcpy(winners.values, resolving->values, sizeof winners.values);
    return compute_text(resolving->sheet, &winners, parent);
}

static const struct value *find_length_value(const struct resolving *resolving, int property)
{
    const struct value *value = resolving->values[property];
    return value && value->kind == VALUE_LENGTH ? value : NULL;
}

static dimen resolve_length(const struct resolving *resolving, const struct value *value,
                            dimen percent)
{
    const struct stylesheet *sheet = resolving->sheet;
    enum { MOST = 14400 * POINT };
    struct measures measures = {resolving->text.size, sheet->root.size, sheet->root_line, percent};
    dimen length = value ? value_resolve(value, &measures) : 0;
    return length > MOST ? MOST : length;
}

static bool find_ground(const struct resolving *resolving, const struct value *otherwise,
                        uint32_t *ground)
{
    const struct value *value = resolving->values[PROPERTY_BACKGROUND_COLOR];
    if (!value)
        value = otherwise;
    if (!value || value->kind != VALUE_COLOR || value->is_clear)
        return false;
    *ground = value->is_current ? resolving->text.color : value->color;
    return true;
}

/* ── Margins ─────────────────────────────────────────────────────────────────────────────────── */

static void warn(const struct resolving *resolving, int property, const char *side)
{
    struct page_entry *from = resolving->from[property];
    if (!from || from->is_told)
        return;
    from->is_told = true;
    css_warn(resolving->sheet->sheets.diag, "css-page", from->where,
             "move it by margins on both sides, or give the pages a name of their own",
             "the text block has one size on all these pages: this %s margin is not kept", side);
}

static void set_left(const struct resolving *resolving, struct page_look *look)
{
    const struct page_style *page = resolving->page;
    const struct value *left = find_length_value(resolving, PROPERTY_MARGIN_LEFT);
    const struct value *right = find_length_value(resolving, PROPERTY_MARGIN_RIGHT);
    dimen measure = page->width - page->inner - page->outer;
    dimen right_width = resolve_length(resolving, right, page->width);
    look->left = left                           ? resolve_length(resolving, left, page->width)
                 : right                        ? page->width - measure - right_width
                 : resolving->flags & PAGE_LEFT ? page->outer
                                                : page->inner;
    if (look->left < 0 || look->left + measure > page->width) {
        look->left = page->inner;
        warn(resolving, left ? PROPERTY_MARGIN_LEFT : PROPERTY_MARGIN_RIGHT,
             left ? "left" : "right");
        return;
    }
    dimen off = page->width - look->left - measure - right_width;
    if (right && !(resolving->flags & PAGE_BLANK) && (off > POINT || off < -POINT))
        warn(resolving, PROPERTY_MARGIN_RIGHT, "right");
}

static void set_top(const struct resolving *resolving, struct page_look *look)
{
    const struct page_style *page = resolving->page;
    const struct value *top = find_length_value(resolving, PROPERTY_MARGIN_TOP);
    const struct value *bottom = find_length_value(resolving, PROPERTY_MARGIN_BOTTOM);
    dimen depth = page->height - page->top - page->bottom, leading = 2 * page->unit;
    look->top = top ? resolve_length(resolving, top, page->height) : page->top;
    if (look->top > page->top && resolving->flags & (PAGE_FIRST | PAGE_OPENS)) {
        look->drop = (look->top - page->top + page->unit / 2) / page->unit * page->unit;
        look->top = page->top;
    }
    if (look->top + depth > page->height || look->drop > depth * 3 / 4) {
        look->top = page->top;
        look->drop = 0;
        warn(resolving, PROPERTY_MARGIN_TOP, "upper");
        return;
    }
    dimen off = page->height - look->top - depth - resolve_length(resolving, bottom, page->height);
    if (bottom && !(resolving->flags & PAGE_BLANK) && (off > leading || off < -leading))
        warn(resolving, PROPERTY_MARGIN_BOTTOM, "lower");
}

/* ── Margin boxes ────────────────────────────────────────────────────────────────────────────── */

/* The sheet of defaults in CSS Paged Media 3, section 5. */
static void set_defaults(int box, struct margin_box_style *style)
{
    static const struct {
        enum text_align align;
        enum box_place place;
    } defaults[MARGIN_BOXES] = {
        [BOX_BOTTOM_LEFT_CORNER] = {TEXT_ALIGN_RIGHT, BOX_PLACE_MIDDLE},
        [BOX_BOTTOM_LEFT] = {TEXT_ALIGN_LEFT, BOX_PLACE_MIDDLE},
        [BOX_BOTTOM_CENTER] = {TEXT_ALIGN_CENTER, BOX_PLACE_MIDDLE},
        [BOX_BOTTOM_RIGHT] = {TEXT_ALIGN_RIGHT, BOX_PLACE_MIDDLE},
        [BOX_BOTTOM_RIGHT_CORNER] = {TEXT_ALIGN_LEFT, BOX_PLACE_MIDDLE},
        [BOX_TOP_LEFT_CORNER] = {TEXT_ALIGN_RIGHT, BOX_PLACE_MIDDLE},
        [BOX_TOP_LEFT] = {TEXT_ALIGN_LEFT, BOX_PLACE_MIDDLE},
        [BOX_TOP_CENTER] = {TEXT_ALIGN_CENTER, BOX_PLACE_MIDDLE},
        [BOX_TOP_RIGHT] = {TEXT_ALIGN_RIGHT, BOX_PLACE_MIDDLE},
        [BOX_TOP_RIGHT_CORNER] = {TEXT_ALIGN_LEFT, BOX_PLACE_MIDDLE},
        [BOX_LEFT_TOP] = {TEXT_ALIGN_CENTER, BOX_PLACE_TOP},
        [BOX_LEFT_MIDDLE] = {TEXT_ALIGN_CENTER, BOX_PLACE_MIDDLE},
        [BOX_LEFT_BOTTOM] = {TEXT_ALIGN_CENTER, BOX_PLACE_BOTTOM},
        [BOX_RIGHT_TOP] = {TEXT_ALIGN_CENTER, BOX_PLACE_TOP},
        [BOX_RIGHT_MIDDLE] = {TEXT_ALIGN_CENTER, BOX_PLACE_MIDDLE},
        [BOX_RIGHT_BOTTOM] = {TEXT_ALIGN_CENTER, BOX_PLACE_BOTTOM},
    };
    style->align = defaults[box].align;
    style->place = defaults[box].place;
}

static void set_edges(const struct resolving *resolving, struct margin_box_style *style)
{
    dimen percent = resolving->page->width - resolving->page->inner - resolving->page->outer;
    for (int side = 0; side < SIDES; side++) {
        style->margins[side] = resolve_length(
            resolving, find_length_value(resolving, PROPERTY_MARGIN_TOP + side), percent);
        style->paddings[side] = resolve_length(
            resolving, find_length_value(resolving, PROPERTY_PADDING_TOP + side), percent);
    }
}

static struct box_border find_border(const struct resolving *resolving, int property)
{
    static const dimen named[] = {0, PT(0.75), PT(2.25), PT(3.75)};
    const struct value *width = resolving->values[property];
    const struct value *style = resolving->values[property + 1];
    const struct value *color = resolving->values[property + 2];
    struct box_border border = {0};
    if (!style || style->keyword == LINE_NONE)
        return border;
    border.width =
        width->kind == VALUE_LENGTH ? resolve_length(resolving, width, 0) : named[width->keyword];
    border.color = color->is_current ? resolving->text.color : color->color;
    return border;
}

static void set_box(struct resolving *resolving, int box, const struct text_style *page_text,
                    const struct value *page_line, struct margin_box_style *style)
{
    resolve(resolving, box);
    const struct value *content = resolving->values[PROPERTY_CONTENT];
    const struct value *align = resolving->values[PROPERTY_TEXT_ALIGN];
    const struct value *place = resolving->values[PAGE_PLACE];
    const struct value *line = resolving->values[PROPERTY_LINE_HEIGHT];
    *style = (struct margin_box_style){.is_shown = content && content->kind == VALUE_LIST};
    if (!style->is_shown && box != BOX_FOOTNOTE)
        return;
    resolving->text = style->text = find_text(resolving, page_text);
    style->content = style->is_shown ? content->content : NULL;
    style->leading = compute_leading(
        resolving->sheet, line && line->kind == VALUE_LENGTH ? line : page_line, style->text.size);
    set_defaults(box, style);
    if (align && align->kind == VALUE_KEYWORD)
        style->align = (enum text_align)align->keyword;
    if (place)
        style->place = (enum box_place)place->keyword;
    set_edges(resolving, style);
    style->top = find_border(resolving, PAGE_BORDER_TOP);
    style->bottom = find_border(resolving, PAGE_BORDER_BOTTOM);
    style->has_ground = find_ground(resolving, NULL, &style->ground);
}

/* As the first box that shows the number writes it. */
static enum marker find_numbering(const struct page_look *look)
{
    for (int box = 0; box < MARGIN_BOXES; box++)
        for (const struct content *item = look->boxes[box].content; item; item = item->next)
            if (item->kind == CONTENT_COUNTER && strcmp(item->text, "page") == 0)
                return item->numbering;
    return MARKER_DECIMAL;
}

/* ── The whole ───────────────────────────────────────────────────────────────────────────────── */

static struct page_style arrange(const struct stylesheet *sheet, const char *name)
{
    static const struct value automatic = {.kind = VALUE_KEYWORD};
    struct resolving resolving = {.sheet = sheet, .name = name};
    struct value margins[SIDES];
    resolve(&resolving, PAGE_ITSELF);
    for (int side = 0; side < SIDES; side++) {
        const struct value *margin = find_length_value(&resolving, PROPERTY_MARGIN_TOP + side);
        margins[side] = margin ? *margin : automatic;
    }
    return page_arrange(sheet->page_rules.looks->paper, margins, sheet->root.size,
                        sheet->root_line);
}

static struct named_pages *find_named(const struct stylesheet *sheet, const char *name)
{
    struct page_names *names = sheet->page_rules.looks;
    struct named_pages *named = name ? map_find(&names->by_name, name) : names->without;
    if (named)
        return named;
    named = ARENA_NEW(names->arena, struct named_pages);
    named->style = arrange(sheet, name);
    if (name)
        map_put(&names->by_name, arena_copy_string(names->arena, name), named);
    else
        names->without = named;
    return named;
}

static const struct page_look *compute(const struct stylesheet *sheet,
                                       const struct named_pages *named, const char *name,
                                       unsigned flags)
{
    struct page_look *look = ARENA_NEW(sheet->page_rules.looks->arena, struct page_look);
    struct resolving resolving = {
        .sheet = sheet, .name = name, .flags = flags, .page = &named->style};
    resolving.text = sheet->root;
    resolve(&resolving, PAGE_ITSELF);
    struct text_style text = resolving.text = find_text(&resolving, &sheet->root);
    resolving.text.size = sheet->root.size; /* margins are as wide whatever the boxes' text is */
    set_left(&resolving, look);
    set_top(&resolving, look);
    resolving.text = text;
    look->has_ground = find_ground(&resolving, sheet->root_ground, &look->ground);
    const struct value *counters = resolving.values[PROPERTY_COUNTER_RESET];
    const struct value *numbers = resolving.values[PAGE_NUMBERS];
    const struct value *line = resolving.values[PROPERTY_LINE_HEIGHT];
    look->counters = counters && counters->kind == VALUE_LIST ? counters->counters : NULL;
    for (int box = 0; box < MARGIN_BOXES; box++)
        set_box(&resolving, box, &text, line, &look->boxes[box]);
    bool is_auto = !numbers || numbers->keyword < 0;
    look->numbering = is_auto ? find_numbering(look) : (enum marker)numbers->keyword;
    return look;
}

const struct page_style *style_page_named(const struct stylesheet *sheet, const char *name)
{
    return &find_named(sheet, name)->style;
}

const struct page_look *style_page_look(const struct stylesheet *sheet, const char *name,
                                        unsigned flags)
{
    struct named_pages *named = find_named(sheet, name);
    const struct page_look **look = &named->looks[flags % KINDS];
    if (!*look)
        *look = compute(sheet, named, name, flags % KINDS);
    return *look;
}

void page_settle(struct stylesheet *sheet, struct paper paper)
{
    sheet->page_rules.looks->paper = paper;
    sheet->page = *style_page_named(sheet, NULL);
}
