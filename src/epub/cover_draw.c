/* Enters: the glyphs of the cover. Leaves: their outlines, as paths of an SVG and as the pixels
 * that they fill, in shades that have no colour yet. FreeType reads the outlines and fills them. */
#include <ft2build.h>
#include <stdlib.h>
#include <string.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include "epub/cover.h"
#include "image/image.h"

/* ── Outlines ────────────────────────────────────────────────────────────────────────────────── */

/* FreeType's unit: 1/64 of a pixel. */
enum { FRACTION = 64 };

/* The face of the font that was asked for last: glyphs of one font stand together. */
struct outliner {
    FT_Library library;
    FT_Face face;
    const struct font *font;
};

static bool open_face(struct outliner *outliner, const struct font *font)
{
    if (outliner->font == font)
        return outliner->face != NULL;
    if (outliner->face)
        FT_Done_Face(outliner->face);
    outliner->face = NULL;
    outliner->font = font;
    FT_Long index = (FT_Long)(font->face_index | font->instance << 16);
    if (FT_New_Memory_Face(outliner->library, font->bytes, (FT_Long)font->length, index,
                           &outliner->face) != 0)
        outliner->face = NULL;
    return outliner->face != NULL;
}

static bool start(struct outliner *outliner)
{
    *outliner = (struct outliner){0};
    return FT_Init_FreeType(&outliner->library) == 0;
}

static void stop(struct outliner *outliner)
{
    if (outliner->face)
        FT_Done_Face(outliner->face);
    FT_Done_FreeType(outliner->library);
}

/* The outline of a glyph in its place: 1/64 pixel, y upwards from the foot. NULL: it has none, as
 * a picture of an emoji. Valid until the next one is asked for. */
static FT_Outline *find_outline(struct outliner *outliner, const struct cover_glyph *glyph)
{
    if (!open_face(outliner, glyph->font) ||
        FT_Load_Glyph(outliner->face, glyph->id, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP) != 0 ||
        outliner->face->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
        return NULL;
    FT_Outline *outline = &outliner->face->glyph->outline;
    int units = glyph->font->units_per_em;
    dimen bottom = COVER_HEIGHT * POINT - glyph->y;
    for (int i = 0; i < outline->n_points; i++) {
        FT_Vector *point = &outline->points[i];
        dimen x = glyph->x + dimen_scale(glyph->size, point->x, units);
        dimen y = bottom + dimen_scale(glyph->size, point->y, units);
        *point = (FT_Vector){x / (POINT / FRACTION), y / (POINT / FRACTION)};
    }
    return outline;
}

/* ── Paths ───────────────────────────────────────────────────────────────────────────────────────
 */

/* A path being written; coordinates are quarters of a pixel, relative to the last ones. */
struct path {
    struct buffer *out;
    FT_Pos x, y;
};

enum { QUARTERS = 4 };

/* A space only where the sign does not part it from what is before. printf() takes five times as
 * long. */
static void put_number(struct buffer *out, FT_Pos number)
{
    char digits[24], *first = digits + sizeof digits;
    unsigned long rest = (unsigned long)(number < 0 ? -number : number);
    do
        *--first = (char)('0' + rest % 10);
    while (rest /= 10);
    char last = out->data[out->length - 1]; /* a command at least */
    if (number < 0)
        *--first = '-';
    else if (last >= '0' && last <= '9')
        *--first = ' ';
    buffer_put(out, first, (size_t)(digits + sizeof digits - first));
}

static void put_points(struct path *path, char command, const FT_Vector *const points[], int count)
{
    FT_Pos x = path->x, y = path->y;
    buffer_put_char(path->out, command);
    for (int i = 0; i < count; i++) {
        x = points[i]->x * QUARTERS / FRACTION;
        y = COVER_HEIGHT * QUARTERS - points[i]->y * QUARTERS / FRACTION;
        put_number(path->out, x - path->x);
        put_number(path->out, y - path->y);
    }
    path->x = x;
    path->y = y;
}

static int move_to(const FT_Vector *to, void *path)
{
    put_points(path, 'm', (const FT_Vector *const[]){to}, 1);
    return 0;
}

static int line_to(const FT_Vector *to, void *path)
{
    put_points(path, 'l', (const FT_Vector *const[]){to}, 1);
    return 0;
}

static int conic_to(const FT_Vector *control, const FT_Vector *to, void *path)
{
    put_points(path, 'q', (const FT_Vector *const[]){control, to}, 2);
    return 0;
}

static int cubic_to(const FT_Vector *first, const FT_Vector *second, const FT_Vector *to,
                    void *path)
{
    put_points(path, 'c', (const FT_Vector *const[]){first, second, to}, 3);
    return 0;
}

/* ── Pixels ───────────────────────────────────────────────────────────────────────────────────────
 */

enum { ROW = COVER_WIDTH / 2 };

/* What FreeType's spans are painted on: rows as image_put_png() takes them. */
struct canvas {
    unsigned char *rows;
    unsigned shade;
};

/* Neighbours overlap at their smooth edges: there is as much ink as the one that has more. */
static void paint_pixel(unsigned char *row, int x, unsigned level)
{
    unsigned char *pair = &row[x / 2];
    unsigned shift = x % 2 ? 0 : 4;
    if (((unsigned)*pair >> shift & 15U) < level)
        *pair = (unsigned char)((*pair & 0xF0U >> shift) | level << shift);
}

/* FreeType counts rows from the foot. */
static void paint_spans(int y, int count, const FT_Span *spans, void *context)
{
    const struct canvas *canvas = context;
    unsigned char *row = canvas->rows + (size_t)(COVER_HEIGHT - 1 - y) * ROW;
    for (int i = 0; i < count; i++) {
        unsigned level = (spans[i].coverage * canvas->shade * (IMAGE_RAMP - 1) / 255 + 127) / 255;
        int x = spans[i].x, end = x + spans[i].len;
        for (; x < end && (x % 2 || level < IMAGE_RAMP - 1); x++)
            paint_pixel(row, x, level);
        if (end - x > 1) /* whole bytes of full ink */
            memset(row + x / 2, 0xFF, (size_t)(end - x) / 2);
        if (end - x > 0 && end % 2)
            paint_pixel(row, end - 1, level);
    }
}

static void paint_outline(struct outliner *outliner, FT_Outline *outline, struct canvas *canvas)
{
    FT_Raster_Params parameters = {.flags = FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT |
                                            FT_RASTER_FLAG_CLIP,
                                   .gray_spans = paint_spans,
                                   .user = canvas,
                                   .clip_box = {0, 0, COVER_WIDTH, COVER_HEIGHT}};
    FT_Outline_Render(outliner->library, outline, &parameters);
}

static void paint_rule(struct cover_sketch *sketch)
{
    unsigned level = (SHADE_RULE * (IMAGE_RAMP - 1) + 127) / 255;
    for (int y = COVER_RULE_Y; y < COVER_RULE_Y + COVER_RULE_HEIGHT; y++)
        memset(sketch->rows + (size_t)y * ROW + sketch->rule_left / 2, (int)(level << 4 | level),
               COVER_RULE_WIDTH / 2);
}

/* ── Both ────────────────────────────────────────────────────────────────────────────────────── */

/* Each run of one shade is a path of its own, which counts from the origin. */
static void start_run(struct cover_sketch *sketch, unsigned char shade, struct path *path)
{
    vector_push(&sketch->runs, (struct cover_run){shade, sketch->paths.length});
    path->x = path->y = 0;
}

static void draw_glyphs(const struct cover *cover, struct outliner *outliner,
                        struct cover_sketch *sketch)
{
    static const FT_Outline_Funcs functions = {move_to, line_to, conic_to, cubic_to, 0, 0};
    struct path path = {.out = &sketch->paths};
    struct canvas canvas = {.rows = sketch->rows};
    for (size_t i = 0; i < cover->glyphs.count; i++) {
        const struct cover_glyph *glyph = &cover->glyphs.items[i];
        FT_Outline *outline = find_outline(outliner, glyph);
        if (!outline)
            continue;
        if (sketch->runs.count == 0 || glyph->shade != canvas.shade)
            start_run(sketch, glyph->shade, &path);
        canvas.shade = glyph->shade;
        FT_Outline_Decompose(outline, &functions, &path);
        paint_outline(outliner, outline, &canvas);
    }
}

bool cover_draw(const struct cover *cover, struct cover_sketch *sketch)
{
    struct outliner outliner;
    sketch->rule_left =
        cover->mirrored ? COVER_WIDTH - COVER_RULE_X - COVER_RULE_WIDTH : COVER_RULE_X;
    sketch->rows = calloc(COVER_HEIGHT, ROW);
    if (!sketch->rows || !start(&outliner))
        return false;
    paint_rule(sketch);
    draw_glyphs(cover, &outliner, sketch);
    stop(&outliner);
    return true;
}
