/* Enters: the bytes of a JPEG file. Leaves: its size, density, components and soundness.
 * The file goes into the books as it is, so it is decoded only to prove it: at an eighth of its
 * size, which reads every code of it and spares the arithmetic. Only what is in four inks and does
 * not say which is decoded for its pixels: no archive knows what colours those are. libjpeg goes on
 * after most damage with a warning; the warnings that mean lost data count as broken here.
 * Progressive files may have thousands of scans over nothing, so the scans are counted. Of the
 * application's markers, EXIF's and the pieces of an ICC profile are kept. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

#include "image/format.h"

enum {
    MAX_SCANS = 500,
    PIXELS_PER_BYTE = 2048, /* more than any JPEG can hold */
    EXIF_MARKER = JPEG_APP0 + 1,
    PROFILE_MARKER = JPEG_APP0 + 2,
    LONGEST_MARKER = 0xFFFF
};

struct jpeg_reader {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf failed;
    char message[JMSG_LENGTH_MAX];
    unsigned char *row;
    JOCTET *profile; /* put together by libjpeg */
};

static struct jpeg_reader *reader_of(j_common_ptr jpeg)
{
    return jpeg->client_data;
}

static _Noreturn void fail(j_common_ptr jpeg)
{
    struct jpeg_reader *reader = reader_of(jpeg);
    jpeg->err->format_message(jpeg, reader->message);
    longjmp(reader->failed, 1);
}

/* Level -1 is a warning: damage that libjpeg has papered over. */
static void hear_message(j_common_ptr jpeg, int level)
{
    int code = jpeg->err->msg_code;
    if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER ||
                      code == JWRN_HUFF_BAD_CODE || code == JWRN_MUST_RESYNC))
        fail(jpeg);
}

static void count_scans(j_common_ptr jpeg)
{
    struct jpeg_reader *reader = reader_of(jpeg);
    if (reader->jpeg.input_scan_number <= MAX_SCANS)
        return;
    snprintf(reader->message, sizeof reader->message, "it has too many scans");
    longjmp(reader->failed, 1);
}

static double find_density(const struct jpeg_decompress_struct *jpeg)
{
    double per_inch = jpeg->density_unit == 2 ? 2.54 : jpeg->density_unit == 1 ? 1 : 0;
    return image_credible_density(jpeg->saw_JFIF_marker ? jpeg->X_density * per_inch : 0);
}

static bool check_header(struct jpeg_reader *reader, struct image *image, struct arena *arena,
                         const char **reason)
{
    const struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    image->width = jpeg->image_width;
    image->height = jpeg->image_height;
    image->components = (uint32_t)jpeg->num_components;
    image->inverted = jpeg->saw_Adobe_marker && image->components == 4;
    image->dots_per_inch = find_density(jpeg);
    if (!image_check_size(arena, image->width, image->height, reason))
        return false;
    *reason = "broken JPEG: it ends too early";
    if ((uint64_t)image->width * image->height / PIXELS_PER_BYTE > image->length)
        return false;
    *reason = "its kind of JPEG (arithmetic coding or odd components) cannot be printed";
    return !jpeg->arith_code &&
           (image->components == 1 || image->components == 3 || image->components == 4);
}

static void discard_rows(struct jpeg_reader *reader)
{
    struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    jpeg->scale_num = 1;
    jpeg->scale_denom = 8;
    jpeg->dct_method = JDCT_IFAST;
    jpeg->do_fancy_upsampling = FALSE;
    jpeg->out_color_space = jpeg->jpeg_color_space;
    jpeg_start_decompress(jpeg);
    reader->row = memory_resize(NULL, jpeg->output_width, (size_t)jpeg->output_components);
    while (jpeg->output_scanline < jpeg->output_height)
        jpeg_read_scanlines(jpeg, &reader->row, 1);
    jpeg_finish_decompress(jpeg);
}

static void take_exif(const struct jpeg_reader *reader, struct image *image)
{
    static const char name[6] = "Exif\0";
    jpeg_saved_marker_ptr marker = reader->jpeg.marker_list;
    while (marker && (marker->marker != EXIF_MARKER || marker->data_length < sizeof name ||
                      memcmp(marker->data, name, sizeof name) != 0))
        marker = marker->next;
    if (marker)
        image_take_exif(image, marker->data + sizeof name, marker->data_length - sizeof name);
}

static void take_markers(struct jpeg_reader *reader, struct image *image, struct arena *arena)
{
    unsigned length;
    take_exif(reader, image);
    if (jpeg_read_icc_profile(&reader->jpeg, &reader->profile, &length))
        image_take_profile(image, arena, reader->profile, length, image->components);
}

/* Everything that may longjmp(). */
static bool check_file(struct jpeg_reader *reader, struct image *image, struct arena *arena,
                       const char **reason)
{
    if (setjmp(reader->failed)) {
        *reason = arena_printf(arena, "broken JPEG: %s", reader->message);
        return false;
    }
    jpeg_create_decompress(&reader->jpeg);
    reader->jpeg.progress = &reader->progress;
    jpeg_mem_src(&reader->jpeg, image->bytes, (unsigned long)image->length);
    jpeg_save_markers(&reader->jpeg, EXIF_MARKER, LONGEST_MARKER);
    jpeg_save_markers(&reader->jpeg, PROFILE_MARKER, LONGEST_MARKER);
    jpeg_read_header(&reader->jpeg, TRUE);
    if (!check_header(reader, image, arena, reason))
        return false;
    take_markers(reader, image, arena);
    discard_rows(reader);
    return true;
}

static struct jpeg_reader *new_reader(void)
{
    struct jpeg_reader *reader = memory_resize(NULL, 1, sizeof *reader);
    *reader = (struct jpeg_reader){.progress.progress_monitor = count_scans};
    reader->jpeg.err = jpeg_std_error(&reader->errors);
    reader->jpeg.client_data = reader;
    reader->errors.error_exit = fail;
    reader->errors.emit_message = hear_message;
    return reader;
}

static void drop_reader(struct jpeg_reader *reader)
{
    jpeg_destroy_decompress(&reader->jpeg);
    free(reader->row);
    free(reader->profile);
    free(reader);
}

bool jpeg_check(struct image *image, struct arena *arena, const char **reason)
{
    struct jpeg_reader *reader = new_reader();
    bool sound = check_file(reader, image, arena, reason);
    drop_reader(reader);
    return sound;
}

/* ── Pixels of four inks ─────────────────────────────────────────────────────────────────────── */

/* What the inks look like on paper, by themselves and over each other, when printed by the usual
 * standard (SWOP): without black; bit 0: with cyan, bit 1: with magenta, bit 2: with yellow. */
static const unsigned char inks_on_paper[8][3] = {
    {255, 255, 255}, {0, 174, 239}, {236, 0, 140}, {46, 49, 146},
    {255, 242, 0},   {0, 166, 81},  {237, 28, 36}, {54, 54, 57},
};
static const unsigned char black_on_paper[3] = {35, 31, 32};

enum { FULL = 255 };

/* How much of the paper is under exactly these inks, in FULL³: the places are chance (Neugebauer).
 */
static unsigned find_share(const unsigned char inks[4], unsigned which)
{
    unsigned share = 1;
    for (unsigned i = 0; i < 3; i++)
        share *= which >> i & 1 ? inks[i] : FULL - inks[i];
    return share;
}

static void mix_inks(const unsigned char inks[4], unsigned char *color)
{
    uint64_t sums[3] = {0};
    for (unsigned which = 0; which < 8; which++) {
        uint64_t share = find_share(inks, which);
        for (unsigned i = 0; i < 3; i++)
            sums[i] += share * inks_on_paper[which][i];
    }
    for (unsigned i = 0; i < 3; i++) {
        unsigned black = FULL * FULL - inks[3] * (FULL - (unsigned)black_on_paper[i]);
        color[i] = (unsigned char)(sums[i] / (FULL * FULL * FULL) * black / (FULL * FULL));
    }
}

/* In place. Adobe stores how much light an ink leaves, the others how much ink there is. */
static void mix_row(unsigned char *row, uint32_t width, bool is_light)
{
    for (uint32_t x = 0; x < width; x++) {
        unsigned char inks[4];
        for (uint32_t i = 0; i < 4; i++)
            inks[i] = is_light ? FULL - row[4 * x + i] : row[4 * x + i];
        mix_inks(inks, row + 3 * x);
    }
}

static bool read_rows(struct jpeg_reader *reader, const struct image *image,
                      const struct image_rows *rows)
{
    struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    if (setjmp(reader->failed))
        return false;
    jpeg_create_decompress(jpeg);
    jpeg->progress = &reader->progress;
    jpeg_mem_src(jpeg, image->bytes, (unsigned long)image->length);
    jpeg_read_header(jpeg, TRUE);
    jpeg->out_color_space = JCS_CMYK;
    jpeg_start_decompress(jpeg);
    struct raster raster = {jpeg->output_width, jpeg->output_height, 3, false};
    reader->row = memory_resize(NULL, jpeg->output_width, 4);
    rows->begin(rows->context, &raster);
    while (jpeg->output_scanline < jpeg->output_height) {
        jpeg_read_scanlines(jpeg, &reader->row, 1);
        mix_row(reader->row, jpeg->output_width, image->inverted);
        rows->put(rows->context, reader->row, NULL);
    }
    jpeg_finish_decompress(jpeg);
    return true;
}

bool jpeg_decode(const struct image *image, const struct image_rows *rows)
{
    struct jpeg_reader *reader = new_reader();
    bool decoded = read_rows(reader, image, rows);
    drop_reader(reader);
    return decoded;
}
