/* Enters: the paper, the size and leading of the body, what @page says of margins. Leaves: the
 * margins and the size of code.
 *
 * Where margins are auto, the measure is what about 72 characters of the serif take, as far as the
 * paper allows it; what is left goes to the margins as 2 : 3, inner to outer and top to bottom. The
 * text block holds a whole number of lines. All of it is integer arithmetic on the paper's size. */
#include "style/page.h"

/* Of Libertine, thousandths of an em: English text takes 414 a character, spaces included, and
 * lines that are filled out a little more. */
enum { CHARACTERS = 72, CHARACTER_WIDTH = 425 };
/* Of JetBrains Mono, thousandths of an em. */
enum { COLUMN_WIDTH = 600 };
/* At least this many thousandths of the paper are margin. */
enum { LEAST_SIDE_MARGINS = 220, VERTICAL_MARGINS = 210 };

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

/* ── Margins ─────────────────────────────────────────────────────────────────────────────────── */

/* The two margins of one direction. */
struct pair {
    dimen first, second;
};

static bool is_auto(const struct value *margin)
{
    return margin->kind != VALUE_LENGTH;
}

static dimen resolve(const struct value *margin, dimen side, dimen size, dimen leading)
{
    struct measures measures = {size, size, leading, side};
    return value_resolve(margin, &measures);
}

/* `room` is what the text block takes when both are auto. Margins that leave nothing of the paper
 * count as auto. */
static struct pair arrange(dimen side, dimen room, const struct value *first,
                           const struct value *second, dimen size, dimen leading)
{
    struct pair automatic = {dimen_scale(side - room, 2, 5), 0}, pair;
    automatic.second = side - room - automatic.first;
    pair.first = is_auto(first) ? automatic.first : resolve(first, side, size, leading);
    pair.second = is_auto(second) ? automatic.second : resolve(second, side, size, leading);
    bool is_sound = (int64_t)pair.first + pair.second <= side - side / 10;
    return is_sound ? pair : automatic;
}

/* What is over after whole lines goes to the lower margin. */
static dimen round_bottom(dimen height, dimen top, dimen bottom, dimen leading)
{
    dimen block = height - top - bottom;
    return block < leading ? bottom : bottom + block % leading;
}

struct page_style page_arrange(struct paper paper, const struct value margins[SIDES], dimen size,
                               dimen leading)
{
    dimen width = larger(paper.width, POINT), height = larger(paper.height, POINT);
    leading = larger(leading, 2);
    struct pair sides = arrange(width, choose_measure(width, size), &margins[SIDE_LEFT],
                                &margins[SIDE_RIGHT], size, leading);
    struct pair ends = arrange(height, choose_height(height, leading), &margins[SIDE_TOP],
                               &margins[SIDE_BOTTOM], size, leading);
    return (struct page_style){
        .width = width,
        .height = height,
        .inner = sides.first,
        .outer = sides.second,
        .top = ends.first,
        .bottom = round_bottom(height, ends.first, ends.second, leading),
        .unit = leading / 2,
    };
}

/* Code too small to read would help nobody: on narrow papers its lines wrap earlier instead. */
dimen page_fit_columns(dimen measure, dimen unit, int64_t columns)
{
    dimen fitting = dimen_scale(larger(measure - 2 * unit, 0), 1000, columns * COLUMN_WIDTH);
    return smaller(larger(fitting, PT(6.25)), PT(8.5));
}
