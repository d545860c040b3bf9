/* Enters: the rectangle of a border. Leaves: the steps of its dashes or dots.
 * Dashes are three times as long as thick, gaps at least two; dots are a diameter apart. Both begin
 * and end the line, so the gaps take what is left. Very fine dots are squares: nobody sees it. */
#include "layout/dash.h"

enum {
    DASH = 3,
    DASH_GAP = 2,
    SMALLEST_STEP = POINT,
    ROUND_DOT = POINT * 5 / 4,
    PIECES_MAX = 4000
};

void path_put(struct path *path, struct path_step step)
{
    vector_push(&path->steps, step);
}

struct item path_item(struct arena *arena, const struct path *path, uint32_t color)
{
    struct item item = {.kind = ITEM_PATH};
    item.path.color = color;
    item.path.step_count = (uint32_t)path->steps.count;
    item.path.steps = (const struct path_step *)arena_copy_bytes(
        arena, path->steps.items, path->steps.count * sizeof(struct path_step));
    return item;
}

void path_go(struct path *path, dimen x, dimen y)
{
    enum path_verb verb = path->is_open ? PATH_LINE : PATH_MOVE;
    path_put(path, (struct path_step){.verb = verb, .points = {{x, y}}});
    path->is_open = true;
}

void path_close(struct path *path)
{
    path_put(path, (struct path_step){.verb = PATH_CLOSE});
    path->is_open = false;
}

static void put_rect(struct path *path, const struct rect *rect)
{
    path_go(path, rect->x, rect->y);
    path_go(path, rect->x + rect->width, rect->y);
    path_go(path, rect->x + rect->width, rect->y + rect->height);
    path_go(path, rect->x, rect->y + rect->height);
    path_close(path);
}

static void put_arc(struct path *path, dimen x1, dimen y1, dimen x2, dimen y2, dimen x, dimen y)
{
    path_put(path, (struct path_step){.verb = PATH_CURVE, .points = {{x1, y1}, {x2, y2}, {x, y}}});
}

static void put_dot(struct path *path, const struct rect *rect)
{
    dimen radius = rect->width / 2, handle = dimen_scale(radius, 5523, 10000);
    dimen x = rect->x + radius, y = rect->y + radius;
    path_go(path, x + radius, y);
    put_arc(path, x + radius, y + handle, x + handle, y + radius, x, y + radius);
    put_arc(path, x - handle, y + radius, x - radius, y + handle, x - radius, y);
    put_arc(path, x - radius, y - handle, x - handle, y - radius, x, y - radius);
    put_arc(path, x + handle, y - radius, x + radius, y - handle, x + radius, y);
    path_close(path);
}

void dash_put(struct path *path, struct rect rect, bool dotted)
{
    bool level = rect.width >= rect.height;
    dimen length = level ? rect.width : rect.height, thick = level ? rect.height : rect.width;
    if (length <= 0 || thick <= 0)
        return;
    int64_t piece = dotted ? thick : (int64_t)DASH * thick;
    int64_t least = piece + (dotted ? thick : (int64_t)DASH_GAP * thick);
    int64_t gaps = (length - piece) / (least > SMALLEST_STEP ? least : SMALLEST_STEP);
    gaps = gaps < 0 ? 0 : gaps > PIECES_MAX ? PIECES_MAX : gaps;
    if (piece > length)
        piece = length;
    for (int64_t i = 0; i <= gaps; i++) {
        dimen at = gaps ? (dimen)((length - piece) * i / gaps) : 0;
        struct rect part = level ? (struct rect){rect.x + at, rect.y, (dimen)piece, thick}
                                 : (struct rect){rect.x, rect.y + at, thick, (dimen)piece};
        if (dotted && thick >= ROUND_DOT)
            put_dot(path, &part);
        else
            put_rect(path, &part);
    }
}
