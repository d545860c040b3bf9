/* Enters: the bytes of a WebP file. Leaves: its size; or its rows: of the first frame, when it
 * moves. libwebp's demuxer takes the container apart; a frame may cover only a part of the canvas,
 * the rest is transparent. */
#include <stdlib.h>
#include <string.h>
#include <webp/decode.h>
#include <webp/demux.h>

#include "image/format.h"

static WebPDemuxer *open_file(const struct image *image)
{
    return WebPDemux(&(WebPData){image->bytes, image->length});
}

/* ── Checking ────────────────────────────────────────────────────────────────────────────────── */

static void take_chunks(WebPDemuxer *file, struct image *image, struct arena *arena)
{
    WebPChunkIterator chunk;
    if (WebPDemuxGetChunk(file, "ICCP", 1, &chunk))
        image_take_profile(image, arena, chunk.chunk.bytes, chunk.chunk.size, 3);
    WebPDemuxReleaseChunkIterator(&chunk);
    if (WebPDemuxGetChunk(file, "EXIF", 1, &chunk))
        image_take_exif(image, chunk.chunk.bytes, chunk.chunk.size);
    WebPDemuxReleaseChunkIterator(&chunk);
}

bool webp_check(struct image *image, struct arena *arena, const char **reason)
{
    WebPDemuxer *file = open_file(image);
    *reason = "broken WebP: it is damaged or cut short";
    if (!file)
        return false;
    image->width = WebPDemuxGetI(file, WEBP_FF_CANVAS_WIDTH);
    image->height = WebPDemuxGetI(file, WEBP_FF_CANVAS_HEIGHT);
    bool is_sound = WebPDemuxGetI(file, WEBP_FF_FRAME_COUNT) > 0 &&
                    image_check_whole_size(arena, image->width, image->height, reason);
    if (is_sound)
        take_chunks(file, image, arena);
    WebPDemuxDelete(file);
    return is_sound;
}

/* ── Decoding ────────────────────────────────────────────────────────────────────────────────── */

static bool covers(const WebPIterator *frame, const struct raster *canvas)
{
    return (uint32_t)frame->width == canvas->width && (uint32_t)frame->height == canvas->height;
}

/* The canvas row by row, `size` bytes a pixel, with the frame at its place. */
static void put_canvas(struct splitter *splitter, const WebPIterator *frame,
                       const unsigned char *pixels, size_t size)
{
    size_t row_size = (size_t)frame->width * size;
    unsigned char *row = memory_resize(NULL, splitter->raster.width, size);
    for (int64_t y = 0; y < splitter->raster.height; y++) {
        int64_t line = y - frame->y_offset;
        memset(row, 0, splitter->raster.width * size);
        if (line >= 0 && line < frame->height)
            memcpy(row + (size_t)frame->x_offset * size, pixels + (size_t)line * row_size,
                   row_size);
        splitter_put(splitter, row);
    }
    free(row);
}

static bool put_frame(const WebPIterator *frame, struct raster canvas,
                      const struct image_rows *rows)
{
    struct splitter splitter;
    int width, height;
    canvas.has_alpha = frame->has_alpha || !covers(frame, &canvas);
    unsigned char *pixels = (canvas.has_alpha ? WebPDecodeRGBA : WebPDecodeRGB)(
        frame->fragment.bytes, frame->fragment.size, &width, &height);
    bool is_decoded = pixels && width == frame->width && height == frame->height;
    if (is_decoded) {
        splitter_begin(&splitter, rows, &canvas);
        put_canvas(&splitter, frame, pixels, canvas.has_alpha ? 4 : 3);
        splitter_drop(&splitter);
    }
    WebPFree(pixels);
    return is_decoded;
}

bool webp_decode(const struct image *image, const struct image_rows *rows)
{
    WebPDemuxer *file = open_file(image);
    WebPIterator frame;
    if (!file)
        return false;
    struct raster canvas = {.width = WebPDemuxGetI(file, WEBP_FF_CANVAS_WIDTH),
                            .height = WebPDemuxGetI(file, WEBP_FF_CANVAS_HEIGHT),
                            .channels = 3};
    bool decoded = WebPDemuxGetFrame(file, 1, &frame) && put_frame(&frame, canvas, rows);
    WebPDemuxReleaseIterator(&frame);
    WebPDemuxDelete(file);
    return decoded;
}
