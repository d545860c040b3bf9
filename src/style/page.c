/* Enters: the size of the paper. Leaves: body size, leading, margins and the size of code.
 *
 * The measure is what about 72 characters of the serif take, as far as the paper allows it; what is
 * left goes to the margins as 2 : 3, inner to outer and top to bottom. The text block holds a whole
 * number of lines. All of it is integer arithmetic on the paper's size. */
#include "style/page.h"

/* Of Libertine, thousandths of an em: English text takes 414 a character, spaces included, and
 * lines that are filled out a little more. */
enum { CHARACTERS = 72, CHARACTER_WIDTH = 425 };
/* Of JetBrains Mono, thousandths of an em. */
enum { COLUMN_WIDTH = 600, COLUMNS = 80 };
/* At least this many thousandths of the paper are margin. */
enum { LEAST_SIDE_MARGINS = 220, VERTICAL_MARGINS = 210 };

/* Smaller papers are held nearer to the eye. */
struct body {
    dimen least_paper; /* the shorter side */
    dimen size, leading;
};

static const struct body bodies[] = {
    {PT(400), PT(11), PT(15)},
    {PT(270), PT(10), PT(13.5)},
    {0, PT(9), PT(12)},
};

static const struct body *choose_body(dimen shorter_side)
{
    const struct body *body = bodies;
    while (shorter_side < body->least_paper)
        body++;
    return body;
}

static dimen smaller(dimen a, dimen b)
{
    return a < b ? a : b;
}

static dimen larger(dimen a, dimen b)
{
    return a > b ? a : b;
}

static dimen choose_measure(dimen width, dimen body_size)
{
    dimen ideal = dimen_scale(body_size, CHARACTERS * CHARACTER_WIDTH, 1000);
    dimen most = dimen_scale(width, 1000 - LEAST_SIDE_MARGINS, 1000);
    return larger(smaller(ideal, most), 1);
}

/* Whole lines; on a paper too low for one, whatever there is. */
static dimen choose_height(dimen height, dimen leading)
{
    dimen most = larger(dimen_scale(height, 1000 - VERTICAL_MARGINS, 1000), 1);
    return most < leading ? most : most - most % leading;
}

/* Code too small to read would help nobody: on narrow papers its lines wrap earlier instead. */
static dimen choose_code_size(dimen measure, dimen unit)
{
    dimen fitting = dimen_scale(larger(measure - 2 * unit, 0), 1000, COLUMNS * COLUMN_WIDTH);
    return smaller(larger(fitting, PT(6.25)), PT(8.5));
}

struct proportions page_proportions(dimen width, dimen height)
{
    width = larger(width, POINT);
    height = larger(height, POINT);
    const struct body *body = choose_body(smaller(width, height));
    dimen measure = choose_measure(width, body->size);
    dimen block = choose_height(height, body->leading);
    struct page_style page = {.width = width, .height = height, .unit = body->leading / 2};
    page.inner = dimen_scale(width - measure, 2, 5);
    page.outer = width - measure - page.inner;
    page.top = dimen_scale(height - block, 2, 5);
    page.bottom = height - block - page.top;
    return (struct proportions){page, body->size, choose_code_size(measure, page.unit)};
}
