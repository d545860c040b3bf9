/* Enters: a page's items in painting order. Leaves: its content stream, and which element owns each
 * piece of marked content. An operator is written only when the graphics state must change. y is
 * turned over: PDF measures it upwards. */
#include "pdf/paint.h"

#include "pdf/image.h"
#include "pdf/syntax.h"

int64_t pdf_paint_flip(const struct painter *painter, dimen y)
{
    return pdf_position(painter->writer->pages->height) - pdf_position(y);
}

static void put_number(struct painter *painter, int64_t hundredths)
{
    pdf_put_decimal(painter->out, hundredths, PDF_POSITION_DECIMALS);
    buffer_put_char(painter->out, ' ');
}

/* The operators: one for a grey, one for a colour. */
static void put_color(struct buffer *out, uint32_t color, const char *set_grey, const char *set_rgb)
{
    uint32_t channels[] = {color >> 16 & 0xFF, color >> 8 & 0xFF, color & 0xFF};
    bool grey = channels[0] == channels[1] && channels[1] == channels[2];
    for (int i = 0; i < (grey ? 1 : 3); i++) {
        pdf_put_decimal(out, (channels[i] * 1000 + 127) / 255, 3);
        buffer_put_char(out, ' ');
    }
    buffer_put_string(out, grey ? set_grey : set_rgb);
}

void pdf_paint_color(struct painter *painter, uint32_t color)
{
    if (painter->color == color)
        return;
    painter->color = color;
    put_color(painter->out, color, "g\n", "rg\n");
}

/* ── Boxes ───────────────────────────────────────────────────────────────────────────────────── */

struct edges {
    int64_t left, bottom, right, top; /* hundredths of a point */
};

static struct edges find_edges(const struct painter *painter, const struct rect *rect)
{
    return (struct edges){
        pdf_position(rect->x),
        pdf_paint_flip(painter, rect->y + rect->height),
        pdf_position(rect->x + rect->width),
        pdf_paint_flip(painter, rect->y),
    };
}

static void put_numbers(struct painter *painter, const int64_t *values, int count,
                        const char *operator_name)
{
    for (int i = 0; i < count; i++)
        put_number(painter, values[i]);
    buffer_put_string(painter->out, operator_name);
}

/* A rounded rectangle, counter-clockwise from the bottom edge. Each corner is a Bézier curve whose
 * handles reach 0.5523 of the radius, the usual approximation of a quarter circle. It is drawn from
 * its own corner: boxes are alike, and compress to little when their numbers are. */
static void put_rounded(struct painter *painter, const struct edges *edges, int64_t radius)
{
    int64_t width = edges->right - edges->left, height = edges->top - edges->bottom;
    int64_t near = radius - radius * 5523 / 10000, far_x = width - radius, far_y = height - radius;
    int64_t corner[] = {edges->left, edges->bottom};
    int64_t start[] = {radius, 0};
    int64_t bottom[] = {far_x, 0};
    int64_t bottom_right[] = {width - near, 0, width, near, width, radius};
    int64_t right[] = {width, far_y};
    int64_t top_right[] = {width, height - near, width - near, height, far_x, height};
    int64_t top[] = {radius, height};
    int64_t top_left[] = {near, height, 0, height - near, 0, far_y};
    int64_t left[] = {0, radius};
    int64_t bottom_left[] = {0, near, near, 0, radius, 0};
    buffer_put_string(painter->out, "q 1 0 0 1 ");
    put_numbers(painter, corner, 2, "cm ");
    put_numbers(painter, start, 2, "m ");
    put_numbers(painter, bottom, 2, "l ");
    put_numbers(painter, bottom_right, 6, "c ");
    put_numbers(painter, right, 2, "l ");
    put_numbers(painter, top_right, 6, "c ");
    put_numbers(painter, top, 2, "l ");
    put_numbers(painter, top_left, 6, "c ");
    put_numbers(painter, left, 2, "l ");
    put_numbers(painter, bottom_left, 6, "c f Q\n");
}

static void paint_box(struct painter *painter, const struct item *item)
{
    struct edges edges = find_edges(painter, &item->box.rect);
    int64_t width = edges.right - edges.left, height = edges.top - edges.bottom;
    int64_t radius = pdf_position(item->box.radius);
    int64_t shorter = width < height ? width : height;
    if (shorter <= 0)
        return;
    pdf_paint_mark_shape(painter, pdf_paint_owner(painter));
    pdf_paint_color(painter, item->box.color);
    if (radius > shorter / 2)
        radius = shorter / 2;
    if (radius > 0)
        put_rounded(painter, &edges, radius);
    else
        put_numbers(painter, (int64_t[]){edges.left, edges.bottom, width, height}, 4, "re f\n");
}

/* ── Paths ───────────────────────────────────────────────────────────────────────────────────── */

static void put_steps(struct painter *painter, const struct item *item)
{
    static const struct {
        int points;
        const char *operator_name;
    } verbs[] = {[PATH_MOVE] = {1, "m "},
                 [PATH_LINE] = {1, "l "},
                 [PATH_CURVE] = {3, "c "},
                 [PATH_CLOSE] = {0, "h "}};
    for (uint32_t i = 0; i < item->path.step_count; i++) {
        const struct path_step *step = &item->path.steps[i];
        int64_t numbers[6];
        for (int k = 0; k < verbs[step->verb].points; k++) {
            numbers[2 * k] = pdf_position(item->path.x + step->points[k].x);
            numbers[2 * k + 1] = pdf_paint_flip(painter, item->path.y + step->points[k].y);
        }
        put_numbers(painter, numbers, 2 * verbs[step->verb].points,
                    verbs[step->verb].operator_name);
    }
}

/* Dashes are many, so their lengths are finer than positions. Some viewers leave out dots that have
 * no length at all. */
static void put_dashes(struct painter *painter, dimen dash, dimen gap)
{
    enum { DECIMALS = 5, UNIT = 100000, DOT = POINT / 100 };
    dimen length = dash > 0 ? dash : DOT;
    buffer_put_string(painter->out, dash > 0 ? "0 J [" : "[");
    pdf_put_decimal(painter->out, (int64_t)length * UNIT / POINT, DECIMALS);
    buffer_put_char(painter->out, ' ');
    pdf_put_decimal(painter->out,
                    (int64_t)(dash > 0 || gap < length ? gap : gap - length) * UNIT / POINT,
                    DECIMALS);
    buffer_put_string(painter->out, "] 0 d ");
}

/* Strokes have a state of their own, which is given up behind them. */
static void paint_path(struct painter *painter, const struct item *item)
{
    if (item->path.step_count == 0)
        return;
    pdf_paint_mark_shape(painter, pdf_paint_owner(painter));
    if (item->path.pen == 0) {
        pdf_paint_color(painter, item->path.color);
        put_steps(painter, item);
        buffer_put_string(painter->out, "f*\n");
        return;
    }
    buffer_put_string(painter->out, "q 1 J 1 j ");
    put_number(painter, pdf_position(item->path.pen));
    buffer_put_string(painter->out, "w ");
    if (item->path.gap > 0)
        put_dashes(painter, item->path.dash, item->path.gap);
    put_color(painter->out, item->path.color, "G\n", "RG\n");
    put_steps(painter, item);
    buffer_put_string(painter->out, "S Q\n");
}

/* A page's resources name each image once. */
static void note_image(struct painted_page *painted, uint32_t number)
{
    for (size_t i = 0; i < painted->images.count; i++)
        if (painted->images.items[i] == number)
            return;
    vector_push(&painted->images, number);
}

/* How an image's unit square comes to lie in the one it is shown in: a matrix without its scale,
 * for each of EXIF's orientations. */
struct turn {
    int a, b, c, d, e, f;
};

static const struct turn turns[] = {
    {1, 0, 0, 1, 0, 0},   {1, 0, 0, 1, 0, 0},  {-1, 0, 0, 1, 1, 0},
    {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1}, {0, -1, -1, 0, 1, 1},
    {0, -1, 1, 0, 0, 1},  {0, 1, 1, 0, 0, 0},  {0, 1, -1, 0, 1, 0},
};

static void put_matrix(struct painter *painter, const struct edges *edges, int orientation)
{
    const struct turn *turn = &turns[orientation];
    int64_t width = edges->right - edges->left, height = edges->top - edges->bottom;
    int64_t matrix[] = {turn->a * width,
                        turn->b * height,
                        turn->c * width,
                        turn->d * height,
                        edges->left + turn->e * width,
                        edges->bottom + turn->f * height};
    put_numbers(painter, matrix, 6, "cm ");
}

static void paint_image(struct painter *painter, const struct item *item)
{
    const struct image *image = item->image.image;
    uint32_t number = pdf_find_image(painter->writer, image);
    struct edges edges = find_edges(painter, &item->image.rect);
    pdf_paint_mark_shape(painter, pdf_paint_owner(painter));
    buffer_put_string(painter->out, "q ");
    put_matrix(painter, &edges, image->orientation);
    buffer_put_string(painter->out, "/I");
    pdf_put_integer(painter->out, number);
    buffer_put_string(painter->out, " Do Q\n");
    note_image(painter->painted, number);
}

/* ── Tags ────────────────────────────────────────────────────────────────────────────────────── */

static void begin_tag(struct painter *painter, const struct item *item)
{
    vector_push(&painter->tags, item->tag.element);
}

static void end_tag(struct painter *painter, const struct item *item)
{
    (void)item;
    if (painter->tags.count)
        painter->tags.count--;
}

void pdf_paint_page(struct painter *painter, const struct page *page)
{
    static void (*const paint[])(struct painter *, const struct item *) = {
        [ITEM_TEXT] = pdf_paint_text, [ITEM_BOX] = paint_box,       [ITEM_PATH] = paint_path,
        [ITEM_IMAGE] = paint_image,   [ITEM_TAG_BEGIN] = begin_tag, [ITEM_TAG_END] = end_tag,
    };
    painter->open = PAINT_NOTHING;
    painter->color = 0;
    painter->font = NULL;
    painter->rise = 0;
    painter->is_reversed = false;
    painter->expansion = 0;
    painter->x = painter->y = 0;
    painter->tags.count = 0;
    painter->end = page->items + page->item_count;
    for (const struct item *item = page->items; item < painter->end; item++) {
        painter->next = item + 1;
        paint[item->kind](painter, item);
    }
    pdf_paint_close_mark(painter);
    pdf_paint_end_text(painter);
}
