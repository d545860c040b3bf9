/* Enters: the name of an icon and its size. Leaves: its paths. All are drawn for this book, as
 * lines with round ends in a square of 1000 by 1000, y downwards, in the words of SVG's path data:
 * M, L and C with absolute coordinates, Z. A circle is four Bézier curves, whose handles reach
 * 0.5523 of the radius. */
#include "layout/icon.h"

#include <stdlib.h>

enum { SQUARE = 1000, PIECES = 3 };

struct piece {
    const char *path; /* NULL: no more */
    int pen;          /* 0: filled */
};

#define EXCLAMATION(top, end) "M 500 " top " L 500 " end
#define DOT(top, above, middle, below, bottom)                                                     \
    "M 500 " top " C 536 " top " 565 " above " 565 " middle " C 565 " below " 536 " bottom         \
    " 500 " bottom " C 464 " bottom " 435 " below " 435 " middle " C 435 " above " 464 " top       \
    " 500 " top " Z"

static const struct piece icons[ICON_COUNT][PIECES] = {
    /* an i in a circle */
    [ICON_NOTE] = {{"M 500 50 C 749 50 950 251 950 500 C 950 749 749 950 500 950 "
                    "C 251 950 50 749 50 500 C 50 251 251 50 500 50 Z",
                    90},
                   {DOT("215", "244", "280", "316", "345"), 0},
                   {"M 500 470 L 500 730", 110}},
    /* a light bulb */
    [ICON_TIP] = {{"M 370 720 C 370 590 200 550 200 350 C 200 184 334 50 500 50 "
                   "C 666 50 800 184 800 350 C 800 550 630 590 630 720 Z",
                   90},
                  {"M 385 845 L 615 845 M 430 955 L 570 955", 80},
                  {"M 360 350 C 360 273 423 210 500 210", 70}},
    /* a bubble of speech with an exclamation mark */
    [ICON_IMPORTANT] = {{"M 170 90 L 830 90 C 896 90 950 144 950 210 L 950 620 "
                         "C 950 686 896 740 830 740 L 530 740 L 300 945 L 300 740 L 170 740 "
                         "C 104 740 50 686 50 620 L 50 210 C 50 144 104 90 170 90 Z",
                         90},
                        {EXCLAMATION("250", "430"), 110},
                        {DOT("525", "554", "590", "626", "655"), 0}},
    /* a triangle */
    [ICON_WARNING] = {{"M 500 90 L 960 900 L 40 900 Z", 90},
                      {EXCLAMATION("380", "580"), 110},
                      {DOT("675", "704", "740", "776", "805"), 0}},
    /* the octagon of a stop sign */
    [ICON_CAUTION] = {{"M 314 50 L 686 50 L 950 314 L 950 686 L 686 950 L 314 950 L 50 686 "
                       "L 50 314 Z",
                       90},
                      {EXCLAMATION("270", "510"), 110},
                      {DOT("635", "664", "700", "736", "765"), 0}},
    [ICON_BOX] = {{"M 180 80 L 820 80 C 875 80 920 125 920 180 L 920 820 C 920 875 875 920 820 "
                   "920 L 180 920 C 125 920 80 875 80 820 L 80 180 C 80 125 125 80 180 80 Z",
                   80}},
    [ICON_BOX_DONE] = {{"M 180 80 L 820 80 C 875 80 920 125 920 180 L 920 820 C 920 875 875 920 "
                        "820 920 L 180 920 C 125 920 80 875 80 820 L 80 180 C 80 125 125 80 "
                        "180 80 Z",
                        80},
                       {"M 260 510 L 440 690 L 750 310", 120}},
    [ICON_TURN] = {{"M 100 280 L 100 480 C 100 580 160 640 260 640 L 880 640", 90},
                   {"M 680 440 L 880 640 L 680 840", 90}},
};

/* ── Reading a path ──────────────────────────────────────────────────────────────────────────── */

static const struct {
    char name;
    int points;
} verbs[] = {[PATH_MOVE] = {'M', 1},
             [PATH_LINE] = {'L', 1},
             [PATH_CURVE] = {'C', 3},
             [PATH_CLOSE] = {'Z', 0}};

static uint32_t count_steps(const char *path)
{
    uint32_t count = 0;
    for (; *path; path++)
        count += *path >= 'A';
    return count;
}

static const char *read_length(const char *path, dimen side, dimen *length)
{
    char *end;
    *length = dimen_scale(side, strtol(path, &end, 10), SQUARE);
    return end;
}

static const char *read_step(const char *path, dimen side, struct path_step *step)
{
    step->verb = PATH_MOVE;
    while (step->verb < PATH_CLOSE && verbs[step->verb].name != *path)
        step->verb++;
    path++;
    for (int i = 0; i < verbs[step->verb].points; i++) {
        path = read_length(path, side, &step->points[i].x);
        path = read_length(path, side, &step->points[i].y);
        step->points[i].y -= side;
    }
    return path + (*path == ' ');
}

static struct item read_path(struct arena *arena, const struct piece *piece, dimen side,
                             uint32_t color)
{
    struct item item = {.kind = ITEM_PATH};
    uint32_t count = count_steps(piece->path);
    struct path_step *steps = ARENA_ARRAY(arena, struct path_step, count);
    const char *path = piece->path;
    for (uint32_t i = 0; i < count; i++)
        path = read_step(path, side, &steps[i]);
    item.path.steps = steps;
    item.path.step_count = count;
    item.path.pen = dimen_scale(side, piece->pen, SQUARE);
    item.path.color = color;
    return item;
}

struct fragment icon_make(struct arena *arena, enum icon icon, dimen side, uint32_t color,
                          uint32_t element)
{
    struct placed *items = ARENA_ARRAY(arena, struct placed, PIECES);
    struct fragment fragment = {.items = items, .width = side};
    for (const struct piece *piece = icons[icon];
         fragment.count < PIECES && piece[fragment.count].path; fragment.count++)
        items[fragment.count] =
            (struct placed){read_path(arena, &piece[fragment.count], side, color), element};
    return fragment;
}
