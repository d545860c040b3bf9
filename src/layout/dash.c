/* Enters: points of a path, or the rectangle of a border. Leaves: a path, or a line of dashes or
 * dots. Dashes are three times as long as thick, gaps at least two; dots are a diameter apart. Both
 * begin and end the line, so the gaps take what is left. */
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

struct item dash_item(struct arena *arena, struct rect rect, bool dotted, uint32_t color)
{
    bool level = rect.width >= rect.height;
    dimen length = level ? rect.width : rect.height, thick = level ? rect.height : rect.width;
    int64_t piece = dotted ? thick : (int64_t)DASH * thick;
    int64_t least = piece + (dotted ? thick : (int64_t)DASH_GAP * thick);
    int64_t gaps = (length - piece) / (least > SMALLEST_STEP ? least : SMALLEST_STEP);
    dimen margin = dotted ? thick / 2 : 0, middle = thick / 2;
    struct path path = {0};
    path_go(&path, level ? rect.x + margin : rect.x + middle,
            level ? rect.y + middle : rect.y + margin);
    path_go(&path, level ? rect.x + length - margin : rect.x + middle,
            level ? rect.y + middle : rect.y + length - margin);
    struct item item = path_item(arena, &path, color);
    vector_drop(&path.steps);
    item.path.pen = thick;
    item.path.dash = dotted ? 0 : (dimen)piece;
    item.path.gap = (dimen)(gaps > 0 ? (length - piece) / gaps - (dotted ? 0 : piece) : length);
    return item;
}
