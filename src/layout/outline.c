/* Enters: a box with its borders and radii. Leaves: its outlines, and the steps of paths along
 * them. Geometry after CSS Backgrounds and Borders 3: corners that overlap shrink together (5.5);
 * the inner edge has the outer one's radii less the borders (5.2). */
#include "layout/outline.h"

/* On which sides the corners are, with the clock from the top left. */
static const struct {
    bool right, bottom;
} corners[4] = {{false, false}, {true, false}, {true, true}, {false, true}};

static void shrink_radii(struct outline *outline)
{
    int64_t numerator = 1, denominator = 1;
    for (int i = 0; i < 4; i++) {
        int next = (i + 1) % 4;
        bool level = i % 2 == 0; /* the side to the next corner */
        int64_t sum = level ? (int64_t)outline->x[i] + outline->x[next]
                            : (int64_t)outline->y[i] + outline->y[next];
        int64_t side = level ? outline->rect.width : outline->rect.height;
        if (sum > side && side * denominator < numerator * sum) {
            numerator = side > 0 ? side : 0;
            denominator = sum;
        }
    }
    for (int i = 0; i < 4; i++) {
        outline->x[i] = (dimen)(outline->x[i] * numerator / denominator);
        outline->y[i] = (dimen)(outline->y[i] * numerator / denominator);
    }
}

struct outline outline_of(const struct box *box, struct rect rect)
{
    struct outline outline = {.rect = rect};
    for (int i = 0; i < 4; i++)
        outline.x[i] = outline.y[i] = box->radii[i];
    shrink_radii(&outline);
    return outline;
}

struct outline outline_inset(const struct outline *outer, const struct box *box, int thirds)
{
    dimen by[BOX_SIDES];
    struct outline inner = *outer;
    for (int i = 0; i < BOX_SIDES; i++)
        by[i] = box->borders[i].width * thirds / 3;
    inner.rect.x += by[BOX_START];
    inner.rect.y += by[BOX_TOP];
    inner.rect.width -= by[BOX_START] + by[BOX_END];
    inner.rect.height -= by[BOX_TOP] + by[BOX_BOTTOM];
    inner.rect.width = inner.rect.width > 0 ? inner.rect.width : 0;
    inner.rect.height = inner.rect.height > 0 ? inner.rect.height : 0;
    for (int i = 0; i < 4; i++) {
        dimen x = outer->x[i] - by[corners[i].right ? BOX_END : BOX_START];
        dimen y = outer->y[i] - by[corners[i].bottom ? BOX_BOTTOM : BOX_TOP];
        inner.x[i] = x > 0 && y > 0 ? x : 0;
        inner.y[i] = x > 0 && y > 0 ? y : 0;
    }
    return inner;
}

struct point {
    dimen x, y;
};

/* A point of a corner, `x` and `y` thousandths of its radii away from its two edges. */
static struct point corner_point(const struct outline *outline, int corner, int x, int y)
{
    const struct rect *rect = &outline->rect;
    dimen dx = dimen_scale(outline->x[corner], x, 1000);
    dimen dy = dimen_scale(outline->y[corner], y, 1000);
    return (struct point){corners[corner].right ? rect->x + rect->width - dx : rect->x + dx,
                          corners[corner].bottom ? rect->y + rect->height - dy : rect->y + dy};
}

/* ── Paths ───────────────────────────────────────────────────────────────────────────────────── */

/* A quarter of an ellipse and its halves, cut in the middle (de Casteljau), as Bézier curves, in
 * thousandths of the radii from the edges. With the clock the first and the third corner begin on
 * their upright edge. */
enum arc { ARC_WHOLE, ARC_FIRST, ARC_SECOND };
static const struct {
    int along, across;
} arcs[3][4] = {{{0, 1000}, {0, 448}, {448, 0}, {1000, 0}},
                {{0, 1000}, {0, 724}, {112, 474}, {293, 293}},
                {{293, 293}, {474, 112}, {724, 0}, {1000, 0}}};

static struct point arc_point(const struct outline *outline, int corner, enum arc arc, int at)
{
    int along = arcs[arc][at].along, across = arcs[arc][at].across;
    return corner % 2 == 0 ? corner_point(outline, corner, along, across)
                           : corner_point(outline, corner, across, along);
}

/* Goes to the beginning of the arc and along it, with the clock or back. */
static void put_arc(struct path *path, const struct outline *outline, int corner, enum arc arc,
                    bool back)
{
    struct point points[4];
    for (int i = 0; i < 4; i++)
        points[i] = arc_point(outline, corner, arc, back ? 3 - i : i);
    path_go(path, points[0].x, points[0].y);
    if (outline->x[corner] > 0 && outline->y[corner] > 0)
        path_put(path, (struct path_step){.verb = PATH_CURVE,
                                          .points = {{points[1].x, points[1].y},
                                                     {points[2].x, points[2].y},
                                                     {points[3].x, points[3].y}}});
}

void outline_put(struct path *path, const struct outline *outline)
{
    for (int i = 0; i < 4; i++)
        put_arc(path, outline, i, ARC_WHOLE, false);
    path_close(path);
}

void outline_put_sides(struct path *path, const struct outline *outer, const struct outline *inner,
                       int first, int count)
{
    for (int i = 0; i <= count; i++)
        put_arc(path, outer, (first + i) % 4, ARC_WHOLE, false);
    for (int i = count; i >= 0; i--)
        put_arc(path, inner, (first + i) % 4, ARC_WHOLE, true);
    path_close(path);
}

void outline_put_band(struct path *path, const struct outline *outer, const struct outline *inner,
                      int side)
{
    int second = (side + 1) % 4;
    put_arc(path, outer, side, ARC_SECOND, false);
    put_arc(path, outer, second, ARC_FIRST, false);
    put_arc(path, inner, second, ARC_FIRST, true);
    put_arc(path, inner, side, ARC_SECOND, true);
    path_close(path);
}

void outline_put_bends(struct path *path, const struct outline *outer, const struct outline *inner,
                       int side)
{
    for (int i = 0; i < 2; i++) {
        int corner = (side + i) % 4;
        enum arc arc = i == 0 ? ARC_SECOND : ARC_FIRST;
        if (outer->x[corner] == 0)
            continue;
        put_arc(path, outer, corner, arc, false);
        put_arc(path, inner, corner, arc, true);
        path_close(path);
    }
}
