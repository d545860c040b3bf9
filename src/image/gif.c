/* Enters: the bytes of a GIF file. Leaves: its size; or its rows: of the first frame, when it
 * moves. giflib undoes the compression; here the frame is put on its canvas, which it may cover
 * only in part, in the order of the rows (an interlaced file has every eighth first), and its
 * colours are looked up. */
#include <gif_lib.h>
#include <stdlib.h>
#include <string.h>

#include "image/format.h"

enum { PIXELS_PER_BYTE = 4096 /* more than LZW's codes can say */, NOTHING = -1 };

struct source {
    const unsigned char *cursor, *end;
};

/* The first frame, and what is needed to show it. */
struct frame {
    GifFileType *file;
    struct source source;
    GifImageDesc place;
    const ColorMapObject *colors;
    int transparent;        /* a colour's number, or NOTHING */
    uint32_t width, height; /* of the canvas */
};

static int read_bytes(GifFileType *file, GifByteType *bytes, int length)
{
    struct source *source = file->UserData;
    size_t left = (size_t)(source->end - source->cursor);
    size_t count = (size_t)length < left ? (size_t)length : left;
    if (count)
        memcpy(bytes, source->cursor, count);
    source->cursor += count;
    return (int)count;
}

/* ── Up to the first frame ───────────────────────────────────────────────────────────────────── */

/* An extension; the one for graphics says which colour is transparent. */
static bool read_extension(struct frame *frame)
{
    int code;
    GifByteType *block;
    GraphicsControlBlock control;
    if (DGifGetExtension(frame->file, &code, &block) != GIF_OK)
        return false;
    if (code == GRAPHICS_EXT_FUNC_CODE && block &&
        DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK)
        frame->transparent = control.TransparentColor;
    while (block)
        if (DGifGetExtensionNext(frame->file, &block) != GIF_OK)
            return false;
    return true;
}

static bool find_frame(struct frame *frame)
{
    GifRecordType type;
    while (DGifGetRecordType(frame->file, &type) == GIF_OK) {
        if (type == IMAGE_DESC_RECORD_TYPE)
            return DGifGetImageDesc(frame->file) == GIF_OK;
        if (type != EXTENSION_RECORD_TYPE || !read_extension(frame))
            return false;
    }
    return false;
}

static uint32_t larger(int canvas, int end)
{
    return (uint32_t)(canvas > end ? canvas : end);
}

/* Some files have a canvas too small for their frame, or none: it grows then. */
static bool open_frame(struct frame *frame, const struct image *image)
{
    *frame = (struct frame){.source = {image->bytes, image->bytes + image->length},
                            .transparent = NOTHING};
    frame->file = DGifOpen(&frame->source, read_bytes, NULL);
    if (!frame->file || !find_frame(frame))
        return false;
    frame->place = frame->file->Image;
    frame->colors = frame->place.ColorMap ? frame->place.ColorMap : frame->file->SColorMap;
    frame->width = larger(frame->file->SWidth, frame->place.Left + frame->place.Width);
    frame->height = larger(frame->file->SHeight, frame->place.Top + frame->place.Height);
    return frame->colors != NULL;
}

static void close_frame(struct frame *frame)
{
    if (frame->file)
        DGifCloseFile(frame->file, NULL);
}

bool gif_check(struct image *image, struct arena *arena, const char **reason)
{
    struct frame frame;
    *reason = "broken GIF: it is damaged or cut short";
    bool is_sound = open_frame(&frame, image);
    image->width = is_sound ? frame.width : 0;
    image->height = is_sound ? frame.height : 0;
    close_frame(&frame);
    return is_sound && image_check_whole_size(arena, image->width, image->height, reason) &&
           (uint64_t)image->width * image->height / PIXELS_PER_BYTE <= image->length;
}

/* ── Rows ────────────────────────────────────────────────────────────────────────────────────── */

/* Reads the numbers of all colours, each row to its place. */
static bool read_numbers(const struct frame *frame, GifPixelType *numbers)
{
    static const int first[] = {0, 4, 2, 1}, step[] = {8, 8, 4, 2};
    const GifImageDesc *place = &frame->place;
    int passes = place->Interlace ? 4 : 1;
    for (int pass = 0; pass < passes; pass++)
        for (int y = place->Interlace ? first[pass] : 0; y < place->Height;
             y += place->Interlace ? step[pass] : 1)
            if (DGifGetLine(frame->file, numbers + (size_t)y * (size_t)place->Width,
                            place->Width) != GIF_OK)
                return false;
    return true;
}

/* One row of the frame as RGBA; what is transparent, or no colour at all, stays blank. */
static void put_colors(const struct frame *frame, const GifPixelType *numbers, unsigned char *pixel)
{
    for (int x = 0; x < frame->place.Width; x++, pixel += 4) {
        int number = numbers[x];
        if (number == frame->transparent || number >= frame->colors->ColorCount)
            continue;
        const GifColorType *color = &frame->colors->Colors[number];
        pixel[0] = color->Red;
        pixel[1] = color->Green;
        pixel[2] = color->Blue;
        pixel[3] = 0xFF;
    }
}

static void put_canvas(const struct frame *frame, const GifPixelType *numbers,
                       const struct image_rows *rows)
{
    struct raster raster = {frame->width, frame->height, 3, true};
    const GifImageDesc *place = &frame->place;
    struct splitter splitter;
    unsigned char *row = memory_resize(NULL, raster.width, 4);
    splitter_begin(&splitter, rows, &raster);
    for (int64_t y = 0; y < raster.height; y++) {
        int64_t line = y - place->Top;
        memset(row, 0, (size_t)raster.width * 4);
        if (line >= 0 && line < place->Height)
            put_colors(frame, numbers + line * place->Width, row + (size_t)place->Left * 4);
        splitter_put(&splitter, row);
    }
    splitter_drop(&splitter);
    free(row);
}

bool gif_decode(const struct image *image, const struct image_rows *rows)
{
    struct frame frame;
    bool decoded = open_frame(&frame, image);
    if (decoded) {
        GifPixelType *numbers =
            memory_resize(NULL, (size_t)frame.place.Width, (size_t)frame.place.Height);
        decoded = read_numbers(&frame, numbers);
        if (decoded)
            put_canvas(&frame, numbers, rows);
        free(numbers);
    }
    close_frame(&frame);
    return decoded;
}
