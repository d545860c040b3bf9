/* Enters: the sketch of a cover, two colours. Leaves: an SVG of its outlines, which looks the same
 * with any reader's fonts, and a PNG of its pixels for shelves and shops that know no SVG. */
#include "epub/cover.h"
#include "epub/xml.h"
#include "image/image.h"

/* A shade of the ink on the ground. */
static uint32_t mix(const struct cover_colors *colors, unsigned shade)
{
    uint32_t mixed = 0;
    for (unsigned shift = 0; shift < 24; shift += 8) {
        unsigned ground = colors->ground >> shift & 0xFF, ink = colors->ink >> shift & 0xFF;
        mixed |= (ground * (255 - shade) + ink * shade + 127) / 255 << shift;
    }
    return mixed;
}

static void put_grounds(const struct cover_sketch *sketch, const struct cover_colors *colors,
                        struct buffer *svg)
{
    buffer_printf(svg,
                  "<rect width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n"
                  "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n",
                  COVER_WIDTH, COVER_HEIGHT, colors->ground, sketch->rule_left, COVER_RULE_Y,
                  COVER_RULE_WIDTH, COVER_RULE_HEIGHT, mix(colors, SHADE_RULE));
}

static void put_paths(const struct cover_sketch *sketch, const struct cover_colors *colors,
                      struct buffer *svg)
{
    for (size_t i = 0; i < sketch->runs.count; i++) {
        const struct cover_run *run = &sketch->runs.items[i];
        size_t end = i + 1 < sketch->runs.count ? run[1].start : sketch->paths.length;
        buffer_printf(svg, "<path transform=\"scale(.25)\" fill=\"#%06x\" d=\"",
                      mix(colors, run->shade));
        buffer_put(svg, sketch->paths.data + run->start, end - run->start);
        buffer_put_string(svg, "\"/>\n");
    }
}

static void put_svg(const struct cover_sketch *sketch, const struct cover_colors *colors,
                    struct buffer *svg)
{
    buffer_printf(svg,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                  " viewBox=\"0 0 %d %d\">\n<title>",
                  COVER_WIDTH, COVER_HEIGHT, COVER_WIDTH, COVER_HEIGHT);
    epub_put_text(svg, sketch->title);
    buffer_put_string(svg, "</title>\n");
    put_grounds(sketch, colors, svg);
    put_paths(sketch, colors, svg);
    buffer_put_string(svg, "</svg>\n");
}

static bool put_png(const struct cover_sketch *sketch, const struct cover_colors *colors,
                    struct buffer *png)
{
    uint32_t ramp[IMAGE_RAMP];
    for (unsigned i = 0; i < IMAGE_RAMP; i++)
        ramp[i] = mix(colors, i * 255 / (IMAGE_RAMP - 1));
    return image_put_png(png, sketch->rows, COVER_WIDTH, COVER_HEIGHT, ramp);
}

bool epub_color_cover(const struct cover_sketch *sketch, const struct cover_colors *colors,
                      struct epub_cover *cover)
{
    put_svg(sketch, colors, &cover->svg);
    return put_png(sketch, colors, &cover->png);
}
