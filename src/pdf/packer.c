/* Enters: the pictures a book has. Leaves: their deflated samples, made by a thread of its own
 * while the pages that show them are still being laid out: a few large pictures take as long as all
 * of the layout. Drawings are left out, as they are made for the size at which they are shown.
 * Workers that come too early help: whoever claims a picture first packs it, and all go to the same
 * place, so the result does not depend on who that was. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/stopwatch.h"
#include "pdf/deflate.h"
#include "pdf/image.h"
#include "pdf/pdf.h"

struct picture {
    struct packed_image packed; /* first, so that it is the picture */
    atomic_flag is_claimed;
};

struct pdf_packer {
    struct picture *pictures;
    size_t count;
    struct map places; /* path → struct picture * */
    pthread_t thread;
    bool is_running;
    atomic_bool is_wanted;
};

static void *pack_all(void *argument)
{
    struct pdf_packer *packer = argument;
    struct pdf_deflater *deflater = pdf_deflater_new();
    stopwatch_turn(STATION_IMAGES);
    for (size_t i = 0; i < packer->count && atomic_load(&packer->is_wanted); i++)
        if (pdf_packer_claim(&packer->pictures[i].packed))
            pdf_pack_image(&packer->pictures[i].packed, deflater);
    stopwatch_turn(STATION_NONE);
    pdf_deflater_drop(deflater);
    return NULL;
}

static void add_picture(struct pdf_packer *packer, const struct image *image)
{
    if (image->format == IMAGE_SVG || map_find(&packer->places, image->path))
        return;
    struct picture *picture = &packer->pictures[packer->count++];
    *picture = (struct picture){.packed = {.image = image}, .is_claimed = ATOMIC_FLAG_INIT};
    map_put(&packer->places, image->path, picture);
}

struct pdf_packer *pdf_packer_start(const struct image *const *images, size_t count)
{
    struct pdf_packer *packer = memory_resize(NULL, 1, sizeof *packer);
    *packer =
        (struct pdf_packer){.pictures = memory_resize(NULL, count + 1, sizeof(struct picture))};
    atomic_init(&packer->is_wanted, true);
    for (size_t i = 0; i < count; i++)
        add_picture(packer, images[i]);
    packer->is_running =
        packer->count > 0 && pthread_create(&packer->thread, NULL, pack_all, packer) == 0;
    return packer;
}

struct packed_image *pdf_packer_find(const struct pdf_packer *packer, const struct image *image)
{
    struct picture *picture = packer ? map_find(&packer->places, image->path) : NULL;
    return picture ? &picture->packed : NULL;
}

bool pdf_packer_claim(struct packed_image *packed)
{
    return !atomic_flag_test_and_set(&((struct picture *)packed)->is_claimed);
}

void pdf_packer_wait(struct pdf_packer *packer)
{
    if (packer && packer->is_running)
        pthread_join(packer->thread, NULL);
    if (packer)
        packer->is_running = false;
}

void pdf_packer_end(struct pdf_packer *packer)
{
    atomic_store(&packer->is_wanted, false);
    pdf_packer_wait(packer);
    for (size_t i = 0; i < packer->count; i++) {
        buffer_drop(&packer->pictures[i].packed.samples);
        buffer_drop(&packer->pictures[i].packed.mask);
    }
    map_drop(&packer->places);
    free(packer->pictures);
    free(packer);
}
