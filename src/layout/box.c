/* Enters: the style of a block and the rectangle of its box. Leaves: what is painted of it.
 * Borders of one kind and colour are one ring, or plain boxes; others are a piece for each side,
 * parted at the middle of each corner. Outlines and dashes have files of their own. */
#include "layout/box.h"

#include "layout/outline.h"

/* ── From the style ──────────────────────────────────────────────────────────────────────────── */

struct box box_of(const struct block_style *style, bool mirrored)
{
    static const int turned[2][4] = {{BOX_TOP, BOX_END, BOX_BOTTOM, BOX_START},
                                     {BOX_TOP, BOX_START, BOX_BOTTOM, BOX_END}};
    static const int corners[2][4] = {{0, 1, 2, 3}, {1, 0, 3, 2}};
    struct box box = {.has_ground = style->has_ground, .ground = style->ground};
    for (int i = 0; i < 4; i++) {
        box.borders[i] = style->borders[turned[mirrored][i]];
        box.radii[i] = style->radii[corners[mirrored][i]];
    }
    return box;
}

static bool has_border(const struct box *box)
{
    for (int i = 0; i < BOX_SIDES; i++)
        if (box->borders[i].width > 0)
            return true;
    return false;
}

bool box_is_visible(const struct box *box)
{
    return box->has_ground || has_border(box);
}

dimen box_inset(const struct block_style *style, enum box_side side)
{
    return style->padding[side] + style->borders[side].width;
}

bool box_is_needed(const struct block_style *style)
{
    bool needed = style->has_ground || style->width.is_set || style->most_width.is_set ||
                  style->least_width.is_set || style->indent_start < 0 || style->indent_end < 0;
    for (int i = 0; i < BOX_SIDES; i++)
        needed = needed || box_inset(style, (enum box_side)i) > 0;
    return needed;
}

dimen box_length(const struct asked_length *asked, dimen around)
{
    return asked->length + dimen_scale(around, asked->share, 1000000);
}

dimen box_width(const struct block_style *style, dimen room, dimen around)
{
    dimen width = style->width.is_set ? box_length(&style->width, around) : room;
    dimen most = style->most_width.is_set ? box_length(&style->most_width, around) : width;
    dimen least = style->least_width.is_set ? box_length(&style->least_width, around) : 0;
    width = width < most ? width : most;
    width = width > least ? width : least;
    return width < room ? width : room;
}

/* ── Painting ────────────────────────────────────────────────────────────────────────────────── */

struct painting {
    struct arena *arena;
    VECTOR(struct placed) items;
};

static void add_box(struct painting *painting, struct rect rect, uint32_t color, dimen radius)
{
    struct placed placed = {.element = ELEMENT_ARTIFACT};
    placed.item.kind = ITEM_BOX;
    placed.item.box.rect = rect;
    placed.item.box.color = color;
    placed.item.box.radius = radius;
    if (rect.width > 0 && rect.height > 0)
        vector_push(&painting->items, placed);
}

static void add_path(struct painting *painting, struct path *path, uint32_t color)
{
    if (path->steps.count > 0)
        vector_push(&painting->items,
                    (struct placed){path_item(painting->arena, path, color), ELEMENT_ARTIFACT});
    vector_drop(&path->steps);
}

static void add_dashes(struct painting *painting, const struct border *border, struct rect rect)
{
    struct placed placed = {.element = ELEMENT_ARTIFACT};
    if (rect.width <= 0 || rect.height <= 0)
        return;
    placed.item = dash_item(painting->arena, rect, border->style == LINE_DOTTED, border->color);
    vector_push(&painting->items, placed);
}

static void paint_ground(struct painting *painting, const struct box *box,
                         const struct outline *outline)
{
    struct path path = {0};
    bool even = true;
    for (int i = 1; i < 4; i++)
        even = even && box->radii[i] == box->radii[0];
    if (even) {
        add_box(painting, outline->rect, box->ground, box->radii[0]);
        return;
    }
    outline_put(&path, outline);
    add_path(painting, &path, box->ground);
}

/* Are all borders solid and of one colour? */
static bool is_uniform(const struct box *box)
{
    const struct border *first = NULL;
    for (int i = 0; i < BOX_SIDES; i++) {
        const struct border *border = &box->borders[i];
        if (border->width == 0)
            continue;
        if (border->style != LINE_SOLID || (first && border->color != first->color))
            return false;
        first = border;
    }
    return true;
}

static bool is_square(const struct outline *outline)
{
    for (int i = 0; i < 4; i++)
        if (outline->x[i] > 0)
            return false;
    return true;
}

/* The part of the rectangle that a side's border covers; the sides at the left and right stand
 * between the others. */
static struct rect side_rect(const struct box *box, const struct rect *rect, int side)
{
    dimen width = box->borders[side].width;
    dimen top = box->borders[BOX_TOP].width, bottom = box->borders[BOX_BOTTOM].width;
    dimen height = rect->height - top - bottom;
    switch (side) {
    case BOX_TOP:
        return (struct rect){rect->x, rect->y, rect->width, width};
    case BOX_BOTTOM:
        return (struct rect){rect->x, rect->y + rect->height - width, rect->width, width};
    case BOX_END:
        return (struct rect){rect->x + rect->width - width, rect->y + top, width, height};
    default:
        return (struct rect){rect->x, rect->y + top, width, height};
    }
}

/* Each run of sides that have borders is one piece, whose ends taper where corners are round. */
static void put_runs(struct path *path, const struct box *box, const struct outline *outer,
                     const struct outline *inner)
{
    for (int i = 0; i < BOX_SIDES; i++) {
        int count = 0;
        if (box->borders[i].width == 0 || box->borders[(i + 3) % 4].width > 0)
            continue;
        while (box->borders[(i + count) % 4].width > 0)
            count++;
        outline_put_sides(path, outer, inner, i, count);
    }
}

static void paint_uniform(struct painting *painting, const struct box *box,
                          const struct outline *outer)
{
    if (is_square(outer)) {
        for (int i = 0; i < BOX_SIDES; i++)
            if (box->borders[i].width > 0)
                add_box(painting, side_rect(box, &outer->rect, i), box->borders[i].color, 0);
        return;
    }
    struct path path = {0};
    struct outline inner = outline_inset(outer, box, 3);
    uint32_t color = 0;
    int present = 0;
    for (int i = 0; i < BOX_SIDES; i++) {
        present += box->borders[i].width > 0;
        color = box->borders[i].width > 0 ? box->borders[i].color : color;
    }
    if (present == BOX_SIDES) {
        outline_put(&path, outer);
        if (inner.rect.width > 0 && inner.rect.height > 0)
            outline_put(&path, &inner);
    } else {
        put_runs(&path, box, outer, &inner);
    }
    add_path(painting, &path, color);
}

/* Dashes and dots leave the corners out as far as these are round; there the line goes on. Those of
 * two sides meet in a square corner. */
static void paint_dashes(struct painting *painting, const struct box *box,
                         const struct outline *outer, int side)
{
    struct rect rect = side_rect(box, &outer->rect, side);
    int second = (side + 1) % 4;
    bool level = side % 2 == 0;
    int low = side == BOX_TOP || side == BOX_END ? side : second;
    int high = side == BOX_TOP || side == BOX_END ? second : side;
    dimen before = level ? outer->x[low] : outer->y[low];
    dimen after = level ? outer->x[high] : outer->y[high];
    if (level) {
        rect.x += before;
        rect.width -= before + after;
    } else {
        rect.y = outer->rect.y + before;
        rect.height = outer->rect.height - before - after;
    }
    add_dashes(painting, &box->borders[side], rect);
}

/* The bent parts of a side, as solid pieces. */
static void paint_bends(struct painting *painting, const struct outline *outer,
                        const struct outline *inner, int side, uint32_t color)
{
    struct path path = {0};
    outline_put_bends(&path, outer, inner, side);
    add_path(painting, &path, color);
}

static void paint_side(struct painting *painting, const struct box *box,
                       const struct outline *outer, int side)
{
    struct path path = {0};
    const struct border *border = &box->borders[side];
    struct outline inner = outline_inset(outer, box, 3);
    if (border->style == LINE_DASHED || border->style == LINE_DOTTED) {
        paint_dashes(painting, box, outer, side);
        paint_bends(painting, outer, &inner, side, border->color);
        return;
    }
    if (border->style == LINE_SOLID) {
        outline_put_band(&path, outer, &inner, side);
    } else {
        struct outline first = outline_inset(outer, box, 1), second = outline_inset(outer, box, 2);
        outline_put_band(&path, outer, &first, side);
        outline_put_band(&path, &second, &inner, side);
    }
    add_path(painting, &path, border->color);
}

static struct fragment take_items(struct painting *painting)
{
    struct fragment fragment = {.count = (uint32_t)painting->items.count};
    if (fragment.count)
        fragment.items = (const struct placed *)arena_copy_bytes(
            painting->arena, painting->items.items, fragment.count * sizeof(struct placed));
    vector_drop(&painting->items);
    return fragment;
}

/* Open where it is cut. */
static struct box cut_box(const struct box *whole, unsigned cut)
{
    struct box box = *whole;
    if (cut & BOX_CUT_ABOVE) {
        box.borders[BOX_TOP] = (struct border){0};
        box.radii[0] = box.radii[1] = 0;
    }
    if (cut & BOX_CUT_BELOW) {
        box.borders[BOX_BOTTOM] = (struct border){0};
        box.radii[2] = box.radii[3] = 0;
    }
    return box;
}

struct fragment box_paint(struct arena *arena, const struct box *whole, struct rect rect,
                          unsigned cut)
{
    struct painting painting = {.arena = arena};
    struct box box = cut_box(whole, cut);
    struct outline outer = outline_of(&box, rect);
    if (box.has_ground)
        paint_ground(&painting, &box, &outer);
    if (is_uniform(&box)) {
        if (has_border(&box))
            paint_uniform(&painting, &box, &outer);
    } else {
        for (int i = 0; i < BOX_SIDES; i++)
            if (box.borders[i].width > 0)
                paint_side(&painting, &box, &outer, i);
    }
    return take_items(&painting);
}

struct fragment box_paint_rule(struct arena *arena, const struct border *border, struct rect rect)
{
    struct painting painting = {.arena = arena};
    bool level = rect.width >= rect.height;
    struct rect first = rect, second = rect;
    switch (border->style) {
    case LINE_NONE:
        break;
    case LINE_SOLID:
        add_box(&painting, rect, border->color, 0);
        break;
    case LINE_DOUBLE:
        *(level ? &first.height : &first.width) /= 3;
        second = first;
        *(level ? &second.y : &second.x) +=
            level ? rect.height - first.height : rect.width - first.width;
        add_box(&painting, first, border->color, 0);
        add_box(&painting, second, border->color, 0);
        break;
    default:
        add_dashes(&painting, border, rect);
    }
    return take_items(&painting);
}

/* ── Where no pages are made ─────────────────────────────────────────────────────────────────── */

/* By how much parts of a ground overlap, so that no viewer shows a seam. */
enum { SEAM = POINT / 4 };

/* The part of a ground that is behind strip `k`. */
static void share_ground(struct galley *galley, struct arena *arena, const struct ground *ground,
                         size_t k)
{
    struct strip *strip = &galley->strips.items[k];
    bool is_first = k == ground->first, is_last = k + 1 == ground->end;
    dimen top = is_first ? ground->above : -strip->space - SEAM;
    dimen foot = strip->height - (is_last ? ground->below : 0);
    unsigned cut = (is_first ? 0 : BOX_CUT_ABOVE) | (is_last ? 0 : BOX_CUT_BELOW);
    struct fragment part = box_paint(arena, &ground->box,
                                     (struct rect){ground->x, top, ground->width, foot - top}, cut);
    strip_add_behind(galley, strip, part.items, part.count);
}

void galley_share_grounds(struct galley *galley, struct arena *arena)
{
    for (size_t i = galley->grounds.count; i-- > 0;) {
        const struct ground *ground = &galley->grounds.items[i];
        for (size_t k = ground->first; k < ground->end; k++)
            share_ground(galley, arena, ground, k);
    }
}
