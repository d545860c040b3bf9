/* Enters: rows of pixels as decoders make them, the alpha of each behind its colour. Leaves: rows
 * of colour and rows of alpha, as PDF wants them. Rows without alpha pass through. */
#include <stdlib.h>

#include "image/format.h"

void splitter_begin(struct splitter *splitter, const struct image_rows *rows,
                    const struct raster *raster)
{
    *splitter = (struct splitter){.rows = rows, .raster = *raster};
    if (raster->has_alpha) {
        splitter->color = memory_resize(NULL, raster->width, raster->channels);
        splitter->alpha = memory_resize(NULL, raster->width, 1);
    }
    rows->begin(rows->context, raster);
}

static void split_grey(struct splitter *splitter, const unsigned char *pixels)
{
    for (size_t x = 0; x < splitter->raster.width; x++) {
        splitter->color[x] = pixels[2 * x];
        splitter->alpha[x] = pixels[2 * x + 1];
    }
}

static void split_rgb(struct splitter *splitter, const unsigned char *pixels)
{
    unsigned char *color = splitter->color;
    for (size_t x = 0; x < splitter->raster.width; x++, pixels += 4, color += 3) {
        color[0] = pixels[0];
        color[1] = pixels[1];
        color[2] = pixels[2];
        splitter->alpha[x] = pixels[3];
    }
}

void splitter_put(struct splitter *splitter, const unsigned char *pixels)
{
    void *context = splitter->rows->context;
    if (!splitter->raster.has_alpha) {
        splitter->rows->put(context, pixels, NULL);
        return;
    }
    (splitter->raster.channels == 1 ? split_grey : split_rgb)(splitter, pixels);
    splitter->rows->put(context, splitter->color, splitter->alpha);
}

void splitter_drop(struct splitter *splitter)
{
    free(splitter->color);
    free(splitter->alpha);
}
