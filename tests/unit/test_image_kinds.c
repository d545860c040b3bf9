/* image/: GIF and WebP: their first frame, its place on the canvas, transparency, damage. */
#include "test_image_fixture.h"

#include <gif_lib.h>
#include <webp/encode.h>
#include <webp/mux.h>

enum { SIDE = 10 };

/* ── GIF ─────────────────────────────────────────────────────────────────────────────────────── */

static int write_gif(GifFileType *file, const GifByteType *bytes, int length)
{
    buffer_put(file->UserData, bytes, (size_t)length);
    return length;
}

struct gif {
    int canvas, left, top, side;
    bool is_interlaced;
    int transparent; /* -1: none */
    int frames;
};

/* The pixel at x, y of a frame has colour (x + y) % 4; later frames are one colour. */
static void put_gif_frame(GifFileType *file, const struct gif *gif, int number)
{
    static const int first[] = {0, 4, 2, 1, 0}, step[] = {8, 8, 4, 2, 1};
    GraphicsControlBlock control = {.DelayTime = 10, .TransparentColor = gif->transparent};
    GifByteType extension[4];
    EGifGCBToExtension(&control, extension);
    EGifPutExtension(file, GRAPHICS_EXT_FUNC_CODE, sizeof extension, extension);
    EGifPutImageDesc(file, gif->left, gif->top, gif->side, gif->side, gif->is_interlaced, NULL);
    for (int pass = gif->is_interlaced ? 0 : 4; pass < (gif->is_interlaced ? 4 : 5); pass++)
        for (int y = first[pass]; y < gif->side; y += step[pass]) {
            GifPixelType row[64];
            for (int x = 0; x < gif->side; x++)
                row[x] = (GifPixelType)(number ? 1 : (x + y) % 4);
            assert_int_equal(EGifPutLine(file, row, gif->side), GIF_OK);
        }
}

static struct buffer make_gif(const struct gif *gif)
{
    static const GifColorType colors[] = {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {9, 8, 7}};
    struct buffer bytes = {0};
    int error;
    GifFileType *file = EGifOpen(&bytes, write_gif, &error);
    ColorMapObject *map = GifMakeMapObject(4, colors);
    EGifSetGifVersion(file, true);
    EGifPutScreenDesc(file, gif->canvas, gif->canvas, 2, 0, map);
    for (int i = 0; i < gif->frames; i++)
        put_gif_frame(file, gif, i);
    GifFreeMapObject(map);
    EGifCloseFile(file, &error);
    return bytes;
}

static const struct gif plain = {SIDE, 0, 0, SIDE, false, -1, 1};

static void gif_shows_its_first_frame(void **state)
{
    (void)state;
    const char *reason;
    for (int interlaced = 0; interlaced < 2; interlaced++) {
        struct gif gif = plain;
        struct pixels pixels;
        gif.is_interlaced = interlaced;
        gif.frames = 3;
        struct buffer bytes = make_gif(&gif);
        const struct image *image = load(bytes.data, bytes.length, &reason);
        assert_non_null(image);
        assert_int_equal(image->width, SIDE);
        assert_true(decode(image, &pixels));
        assert_int_equal(pixel_at(&pixels, 0, 0), 0xFF0000FF);
        assert_int_equal(pixel_at(&pixels, 1, 0), 0x00FF00FF);
        assert_int_equal(pixel_at(&pixels, 1, 1), 0x0000FFFF);
        assert_int_equal(pixel_at(&pixels, 9, 6), 0x090807FF);
        drop_pixels(&pixels);
        buffer_drop(&bytes);
    }
}

static void gif_around_its_frame_is_transparent(void **state)
{
    (void)state;
    const char *reason;
    struct pixels pixels;
    struct gif gif = {SIDE, 3, 2, 4, false, 1, 1};
    struct buffer bytes = make_gif(&gif);
    assert_true(decode(load(bytes.data, bytes.length, &reason), &pixels));
    assert_int_equal(pixel_at(&pixels, 0, 0) & 0xFF, 0);
    assert_int_equal(pixel_at(&pixels, 3, 2), 0xFF0000FF);
    assert_int_equal(pixel_at(&pixels, 4, 2) & 0xFF, 0);
    assert_int_equal(pixel_at(&pixels, 7, 2) & 0xFF, 0);
    assert_int_equal(pixel_at(&pixels, 3, 6) & 0xFF, 0);
    drop_pixels(&pixels);
    buffer_drop(&bytes);
}

static void gif_canvas_grows_to_its_frame(void **state)
{
    (void)state;
    const char *reason;
    struct gif gif = {4, 2, 2, 6, false, -1, 1};
    struct buffer bytes = make_gif(&gif);
    const struct image *image = load(bytes.data, bytes.length, &reason);
    assert_non_null(image);
    assert_int_equal(image->width, 8);
    assert_int_equal(image->height, 8);
    buffer_drop(&bytes);
}

static void damaged_gif_is_refused(void **state)
{
    (void)state;
    const char *reason;
    struct pixels pixels;
    struct buffer bytes = make_gif(&plain);
    for (size_t length = 0; length + 2 < bytes.length; length++)
        assert_null(load(bytes.data, length, &reason));
    for (size_t i = 0; i < bytes.length; i++) {
        bytes.data[i] ^= 0x55;
        const struct image *image = load(bytes.data, bytes.length, &reason);
        if (image && image->format == IMAGE_GIF) {
            assert_true(decode(image, &pixels));
            drop_pixels(&pixels);
        }
        bytes.data[i] ^= 0x55;
    }
    buffer_drop(&bytes);
}

static void gif_of_four_thousand_million_pixels_is_refused(void **state)
{
    (void)state;
    const char *reason;
    struct buffer bytes = make_gif(&plain);
    memcpy(bytes.data + 6, "\xFF\xFF\xFF\xFF", 4);
    assert_null(load(bytes.data, bytes.length, &reason));
    assert_non_null(strstr(reason, "too many"));
    memcpy(bytes.data + 6, "\xFF\x0F\xFF\x0F", 4);
    assert_null(load(bytes.data, bytes.length, &reason));
    buffer_drop(&bytes);
}

/* ── WebP ────────────────────────────────────────────────────────────────────────────────────── */

static void fill(unsigned char *pixels, size_t count, const unsigned char color[4])
{
    for (size_t i = 0; i < count; i++)
        memcpy(pixels + 4 * i, color, 4);
}

/* One colour, without loss; the second frame, if any, is another. */
static struct buffer make_webp(const unsigned char color[4], bool moves)
{
    unsigned char pixels[SIDE * SIDE * 4], *bytes;
    struct buffer file = {0};
    fill(pixels, sizeof pixels / 4, color);
    size_t length = WebPEncodeLosslessRGBA(pixels, SIDE, SIDE, SIDE * 4, &bytes);
    assert_true(length > 0);
    buffer_put(&file, bytes, length);
    WebPFree(bytes);
    if (!moves)
        return file;
    WebPMux *mux = WebPMuxNew();
    WebPData whole = {(const uint8_t *)file.data, file.length};
    WebPMuxFrameInfo frame = {.bitstream = whole,
                              .id = WEBP_CHUNK_ANMF,
                              .x_offset = 4,
                              .y_offset = 6,
                              .duration = 100,
                              .dispose_method = WEBP_MUX_DISPOSE_NONE,
                              .blend_method = WEBP_MUX_BLEND};
    assert_int_equal(WebPMuxPushFrame(mux, &frame, 1), WEBP_MUX_OK);
    frame.x_offset = frame.y_offset = 0;
    assert_int_equal(WebPMuxPushFrame(mux, &frame, 1), WEBP_MUX_OK);
    WebPMuxAnimParams loop = {0};
    WebPData joined;
    assert_int_equal(WebPMuxSetAnimationParams(mux, &loop), WEBP_MUX_OK);
    assert_int_equal(WebPMuxSetCanvasSize(mux, 20, 30), WEBP_MUX_OK);
    assert_int_equal(WebPMuxAssemble(mux, &joined), WEBP_MUX_OK);
    buffer_clear(&file);
    buffer_put(&file, joined.bytes, joined.size);
    WebPDataClear(&joined);
    WebPMuxDelete(mux);
    return file;
}

static void webp_is_decoded(void **state)
{
    (void)state;
    const char *reason;
    struct pixels pixels;
    struct buffer bytes = make_webp((const unsigned char[]){10, 20, 30, 255}, false);
    const struct image *image = load(bytes.data, bytes.length, &reason);
    assert_non_null(image);
    assert_int_equal(image->format, IMAGE_WEBP);
    assert_int_equal(image->width, SIDE);
    assert_true(decode(image, &pixels));
    assert_false(pixels.raster.has_alpha);
    assert_int_equal(pixel_at(&pixels, 9, 9), 0x0A141EFF);
    drop_pixels(&pixels);
    buffer_drop(&bytes);
    bytes = make_webp((const unsigned char[]){10, 20, 30, 40}, false);
    assert_true(decode(load(bytes.data, bytes.length, &reason), &pixels));
    assert_int_equal(pixel_at(&pixels, 0, 0), 0x0A141E28);
    drop_pixels(&pixels);
    buffer_drop(&bytes);
}

static void moving_webp_shows_its_first_frame(void **state)
{
    (void)state;
    const char *reason;
    struct pixels pixels;
    struct buffer bytes = make_webp((const unsigned char[]){10, 20, 30, 255}, true);
    const struct image *image = load(bytes.data, bytes.length, &reason);
    assert_non_null(image);
    assert_int_equal(image->width, 20);
    assert_int_equal(image->height, 30);
    assert_true(decode(image, &pixels));
    assert_int_equal(pixel_at(&pixels, 0, 0) & 0xFF, 0);
    assert_int_equal(pixel_at(&pixels, 4, 6), 0x0A141EFF);
    assert_int_equal(pixel_at(&pixels, 13, 15), 0x0A141EFF);
    assert_int_equal(pixel_at(&pixels, 14, 15) & 0xFF, 0);
    drop_pixels(&pixels);
    buffer_drop(&bytes);
}

static void damaged_webp_is_refused(void **state)
{
    (void)state;
    const char *reason;
    for (int moves = 0; moves < 2; moves++) {
        struct buffer bytes = make_webp((const unsigned char[]){10, 20, 30, 40}, moves);
        for (size_t length = 0; length < bytes.length; length++)
            assert_null(load(bytes.data, length, &reason));
        for (size_t i = 0; i < bytes.length; i++) {
            struct pixels pixels = {0};
            bytes.data[i] ^= 0x55;
            const struct image *image = load(bytes.data, bytes.length, &reason);
            if (image && image->format == IMAGE_WEBP) {
                decode(image, &pixels);
                drop_pixels(&pixels);
            }
            bytes.data[i] ^= 0x55;
        }
        buffer_drop(&bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gif_shows_its_first_frame),
        cmocka_unit_test(gif_around_its_frame_is_transparent),
        cmocka_unit_test(gif_canvas_grows_to_its_frame),
        cmocka_unit_test(damaged_gif_is_refused),
        cmocka_unit_test(gif_of_four_thousand_million_pixels_is_refused),
        cmocka_unit_test(webp_is_decoded),
        cmocka_unit_test(moving_webp_shows_its_first_frame),
        cmocka_unit_test(damaged_webp_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
