/* Enters: a line of a paragraph with the boxes of its inline elements. Leaves: what is drawn of
 * them behind the text: grounds and borders. A box that goes over several lines is cut, as CSS has
 * it (box-decoration-break: slice): where it goes on it has no border, padding or round corner.
 * Boxes in boxes are drawn from the outermost inwards. An end of a box is a kern as wide as border
 * and padding, so that a piece of the line is closed on the side where it begins with such a kern.
 * Borders of one colour are one shape: what is between a rounded rectangle and a smaller one. Where
 * a side has none, the two touch; no line of the path runs there, for it would show as a hairline.
 */
#include "layout/typesetter.h"

#include <string.h>

enum { CORNERS = 4, STEPS_MOST = 20, NO_SIDE = -1 };

/* A piece of a box on the line. The sides are NO_SIDE where the box is cut. */
struct box_piece {
    const struct text_box *box;
    dimen left, right;
    int left_side, right_side;
};

/* A rectangle with corners, from the top left one around; lengths from the piece's top left. */
struct outline {
    struct rect rect;
    struct {
        dimen x, y;
    } radii[CORNERS];
};

/* ── Boxes ───────────────────────────────────────────────────────────────────────────────────── */

uint32_t text_box_add(struct paragraph *paragraph, const struct inline_box *look,
                      const struct span *span)
{
    struct text_box box = {.look = *look, .size = span->style.size, .raise = span->style.raise};
    if (span->box) {
        const struct text_box *outer = &paragraph->boxes.items[span->box - 1];
        if (outer->depth + 1 == BOX_DEPTHS)
            return span->box;
        memcpy(box.around, outer->around, sizeof box.around);
        box.depth = outer->depth + 1;
    }
    uint32_t number = (uint32_t)paragraph->boxes.count + 1;
    box.around[box.depth] = number;
    vector_push(&paragraph->boxes, box);
    return number;
}

/* ── Outlines ────────────────────────────────────────────────────────────────────────────────── */

static dimen least(dimen a, dimen b)
{
    return a < b ? a : b;
}

static bool has_equal_corners(const struct outline *outline)
{
    for (int i = 0; i < CORNERS; i++)
        if (outline->radii[i].x != outline->radii[0].x ||
            outline->radii[i].y != outline->radii[0].x)
            return false;
    return true;
}

static void put_step(struct item *item, enum path_verb verb, dimen x, dimen y)
{
    struct path_step *step = (struct path_step *)&item->path.steps[item->path.step_count++];
    step->verb = verb;
    step->points[0].x = x;
    step->points[0].y = y;
}

/* A quarter of an ellipse from one point to another; at the corner between them its tangents meet.
 */
static void put_corner(struct item *item, dimen from_x, dimen from_y, dimen x, dimen y,
                       dimen corner_x, dimen corner_y)
{
    if (from_x == x && from_y == y)
        return;
    put_step(item, PATH_CURVE, from_x + dimen_scale(corner_x - from_x, 5523, 10000),
             from_y + dimen_scale(corner_y - from_y, 5523, 10000));
    struct path_step *step = (struct path_step *)&item->path.steps[item->path.step_count - 1];
    step->points[1].x = x + dimen_scale(corner_x - x, 5523, 10000);
    step->points[1].y = y + dimen_scale(corner_y - y, 5523, 10000);
    step->points[2].x = x;
    step->points[2].y = y;
}

/* Where a corner begins and ends, clockwise, and the point that it rounds off. */
struct corner {
    struct {
        dimen x, y;
    } entry, point, exit;
};

static struct corner find_corner(const struct outline *outline, int index)
{
    const struct rect *rect = &outline->rect;
    bool at_right = index == 1 || index == 2, at_foot = index >= 2;
    struct corner corner = {
        .point = {rect->x + (at_right ? rect->width : 0), rect->y + (at_foot ? rect->height : 0)}};
    dimen x = corner.point.x + (at_right ? -1 : 1) * outline->radii[index].x;
    dimen y = corner.point.y + (at_foot ? -1 : 1) * outline->radii[index].y;
    bool enters_across = index % 2; /* top right and bottom left come behind level sides */
    corner.entry.x = enters_across ? x : corner.point.x;
    corner.entry.y = enters_across ? corner.point.y : y;
    corner.exit.x = enters_across ? corner.point.x : x;
    corner.exit.y = enters_across ? y : corner.point.y;
    return corner;
}

/* Around a corner, from where the path is; back: against the clock. */
static void put_arc(struct item *item, const struct corner *corner, bool back)
{
    if (back)
        put_corner(item, corner->exit.x, corner->exit.y, corner->entry.x, corner->entry.y,
                   corner->point.x, corner->point.y);
    else
        put_corner(item, corner->entry.x, corner->entry.y, corner->exit.x, corner->exit.y,
                   corner->point.x, corner->point.y);
}

static void put_outline(struct item *item, const struct outline *outline)
{
    struct corner corner = find_corner(outline, 0);
    put_step(item, PATH_MOVE, corner.exit.x, corner.exit.y);
    for (int i = 1; i <= CORNERS; i++) {
        corner = find_corner(outline, i % CORNERS);
        put_step(item, PATH_LINE, corner.entry.x, corner.entry.y);
        put_arc(item, &corner, false);
    }
    put_step(item, PATH_CLOSE, 0, 0);
}

/* What is between two outlines along `count` sides from `first` on: there along the outer one, back
 * along the inner one. Nothing runs along the other sides, where they touch. */
static void put_band(struct item *item, const struct outline *outer, const struct outline *inner,
                     int first, int count)
{
    struct corner corner = find_corner(outer, first);
    put_step(item, PATH_MOVE, corner.entry.x, corner.entry.y);
    put_arc(item, &corner, false);
    for (int i = 1; i <= count; i++) {
        corner = find_corner(outer, (first + i) % CORNERS);
        put_step(item, PATH_LINE, corner.entry.x, corner.entry.y);
        put_arc(item, &corner, false);
    }
    for (int i = count; i >= 0; i--) {
        corner = find_corner(inner, (first + i) % CORNERS);
        put_step(item, PATH_LINE, corner.exit.x, corner.exit.y);
        put_arc(item, &corner, true);
    }
    put_step(item, PATH_CLOSE, 0, 0);
}

static struct item start_path(struct typesetter *setter, dimen x, dimen y, uint32_t color)
{
    struct item item = {.kind = ITEM_PATH};
    item.path.x = x;
    item.path.y = y;
    item.path.color = color;
    item.path.steps = ARENA_ARRAY(setter->layout->arena, struct path_step, STEPS_MOST);
    return item;
}

static void push_item(struct typesetter *setter, struct item item)
{
    vector_push(&setter->items, (struct placed){item, ELEMENT_ARTIFACT});
}

/* ── A piece ─────────────────────────────────────────────────────────────────────────────────── */

/* Widths of the borders at the top, right, bottom and left, as they stand on the page. */
struct edges {
    struct border borders[BOX_SIDES];
};

static struct edges find_edges(const struct box_piece *piece)
{
    static const struct border none = {LINE_NONE, 0, 0};
    const struct border *borders = piece->box->look.borders;
    return (struct edges){
        {borders[BOX_TOP], piece->right_side == NO_SIDE ? none : borders[piece->right_side],
         borders[BOX_BOTTOM], piece->left_side == NO_SIDE ? none : borders[piece->left_side]}};
}

/* The radius of a corner, from the top left one around, as it stands on the page. */
static dimen find_radius(const struct box_piece *piece, int corner)
{
    static const int swapped[CORNERS] = {1, 0, 3, 2};
    int side = corner == 0 || corner == 3 ? piece->left_side : piece->right_side;
    bool is_swapped = (side == BOX_END) == (corner == 0 || corner == 3);
    if (side == NO_SIDE)
        return 0;
    return piece->box->look.radii[is_swapped ? swapped[corner] : corner];
}

static struct outline outer_outline(const struct box_piece *piece, dimen height)
{
    struct outline outline = {.rect = {0, 0, piece->right - piece->left, height}};
    dimen most = least(outline.rect.width, height) / 2;
    for (int i = 0; i < CORNERS; i++) {
        dimen radius = least(find_radius(piece, i), most);
        outline.radii[i].x = outline.radii[i].y = radius < 0 ? 0 : radius;
    }
    return outline;
}

static dimen lessen(dimen radius, dimen width)
{
    return radius > width ? radius - width : 0;
}

/* What the borders leave; never less than nothing. */
static struct outline inner_outline(const struct outline *outer, const struct edges *edges)
{
    struct outline inner = *outer;
    dimen top = least(edges->borders[0].width, outer->rect.height);
    dimen left = least(edges->borders[3].width, outer->rect.width);
    inner.rect.y += top;
    inner.rect.height -= least(top + edges->borders[2].width, outer->rect.height);
    inner.rect.x += left;
    inner.rect.width -= least(left + edges->borders[1].width, outer->rect.width);
    for (int i = 0; i < CORNERS; i++) {
        bool at_left = i == 0 || i == 3, at_top = i < 2;
        inner.radii[i].x = lessen(outer->radii[i].x, edges->borders[at_left ? 3 : 1].width);
        inner.radii[i].y = lessen(outer->radii[i].y, edges->borders[at_top ? 0 : 2].width);
        if (inner.radii[i].x == 0 || inner.radii[i].y == 0)
            inner.radii[i].x = inner.radii[i].y = 0;
    }
    return inner;
}

static void draw_ground(struct typesetter *setter, const struct box_piece *piece, dimen top,
                        const struct outline *outer)
{
    uint32_t color = piece->box->look.ground;
    if (!piece->box->look.has_ground)
        return;
    struct item item = {.kind = ITEM_BOX};
    item.box.rect = (struct rect){piece->left, top, outer->rect.width, outer->rect.height};
    item.box.radius = outer->radii[0].x;
    item.box.color = color;
    if (!has_equal_corners(outer)) {
        item = start_path(setter, piece->left, top, color);
        put_outline(&item, outer);
    }
    push_item(setter, item);
}

/* The side `i` alone, without round corners: it meets its neighbours in a mitre. */
static void draw_side(struct typesetter *setter, struct item item, struct outline outer,
                      struct outline inner, int i)
{
    memset(outer.radii, 0, sizeof outer.radii);
    memset(inner.radii, 0, sizeof inner.radii);
    put_band(&item, &outer, &inner, i, 1);
    push_item(setter, item);
}

/* The borders as one shape: all around, or along runs of sides that have one. */
static void put_borders(struct item *item, const struct outline *outer, const struct outline *inner,
                        const struct edges *edges)
{
    int count = 0;
    for (int i = 0; i < BOX_SIDES; i++)
        count += edges->borders[i].width > 0;
    if (count == BOX_SIDES) {
        put_outline(item, outer);
        if (inner->rect.width > 0 && inner->rect.height > 0)
            put_outline(item, inner);
        return;
    }
    for (int i = 0; i < BOX_SIDES; i++) {
        int run = 0;
        bool begins = edges->borders[(i + 3) % BOX_SIDES].width == 0;
        while (begins && edges->borders[(i + run) % BOX_SIDES].width > 0)
            run++;
        if (run > 0)
            put_band(item, outer, inner, i, run);
    }
}

static void draw_borders(struct typesetter *setter, const struct box_piece *piece, dimen top,
                         const struct outline *outer, const struct edges *edges)
{
    struct outline inner = inner_outline(outer, edges);
    const struct border *first = NULL;
    bool is_even = true;
    for (int i = 0; i < BOX_SIDES; i++) {
        const struct border *border = &edges->borders[i];
        first = first || border->width == 0 ? first : border;
        is_even = is_even && (border->width == 0 || border->color == first->color);
    }
    if (first && is_even) {
        struct item item = start_path(setter, piece->left, top, first->color);
        put_borders(&item, outer, &inner, edges);
        push_item(setter, item);
    }
    for (int i = 0; first && !is_even && i < BOX_SIDES; i++)
        if (edges->borders[i].width > 0)
            draw_side(setter, start_path(setter, piece->left, top, edges->borders[i].color), *outer,
                      inner, i);
}

/* The content is as high as letters are with their ascenders and descenders. */
static void draw_piece(struct typesetter *setter, const struct box_piece *piece)
{
    const struct inline_box *look = &piece->box->look;
    dimen size = piece->box->size, above = size * 9 / 10;
    dimen top = setter->baseline - piece->box->raise - above - look->padding[BOX_TOP] -
                look->borders[BOX_TOP].width;
    dimen height = size * 7 / 6 + look->padding[BOX_TOP] + look->borders[BOX_TOP].width +
                   look->padding[BOX_BOTTOM] + look->borders[BOX_BOTTOM].width;
    struct edges edges = find_edges(piece);
    struct outline outer = outer_outline(piece, height);
    draw_ground(setter, piece, top, &outer);
    draw_borders(setter, piece, top, &outer, &edges);
}

/* ── Pieces of the line ──────────────────────────────────────────────────────────────────────── */

static const struct atom *atom_at(const struct typesetter *setter, const struct line *line,
                                  size_t k)
{
    uint32_t index = line->first + setter->order.items[k];
    return index == line->end ? NULL : &setter->paragraph->atoms.items[index];
}

/* The box at this depth around the k-th atom from the left; that at which the line breaks has none.
 */
static uint32_t box_at(const struct typesetter *setter, const struct line *line, size_t k,
                       int depth)
{
    const struct atom *atom = atom_at(setter, line, k);
    uint32_t box = atom ? span_of(setter, atom)->box : 0;
    return box ? setter->paragraph->boxes.items[box - 1].around[depth] : 0;
}

static int side_at(const struct typesetter *setter, const struct line *line, size_t k, uint32_t box)
{
    const struct atom *atom = atom_at(setter, line, k);
    const struct mark *mark = &setter->paragraph->marks.items[atom->first];
    return atom->kind == ATOM_KERN && mark->edge_of == box ? (int)mark->side : NO_SIDE;
}

/* False: no box on the line is so deep. */
static bool draw_depth(struct typesetter *setter, const struct line *line, int depth)
{
    bool found = false;
    for (size_t k = 0, from = 0, count = setter->order.count; k < count; from = k) {
        uint32_t box = box_at(setter, line, from, depth);
        while (++k < count && box_at(setter, line, k, depth) == box)
            continue;
        if (!box)
            continue;
        struct box_piece piece = {.box = &setter->paragraph->boxes.items[box - 1],
                                  .left = setter->places.items[setter->order.items[from]].left,
                                  .right = setter->places.items[setter->order.items[k - 1]].right,
                                  .left_side = side_at(setter, line, from, box),
                                  .right_side = side_at(setter, line, k - 1, box)};
        found = true;
        if (piece.right > piece.left)
            draw_piece(setter, &piece);
    }
    return found;
}

void text_boxes_draw(struct typesetter *setter, const struct line *line)
{
    if (setter->paragraph->boxes.count == 0)
        return;
    for (int depth = 0; depth < BOX_DEPTHS; depth++)
        if (!draw_depth(setter, line, depth))
            return;
}
