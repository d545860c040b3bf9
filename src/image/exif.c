/* Enters: the EXIF data of a photograph. Leaves: how it was held. Cameras store the rows as the
 * sensor has them and note which way is up; libexif reads that one note. */
#include <libexif/exif-data.h>
#include <stdlib.h>
#include <string.h>

#include "image/format.h"

enum { MOST_BYTES = 65535 };

static int read_orientation(ExifData *data)
{
    ExifEntry *entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (!entry || entry->format != EXIF_FORMAT_SHORT || entry->size < 2)
        return 1;
    int orientation = exif_get_short(entry->data, exif_data_get_byte_order(data));
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

/* libexif wants the name that stands before the data in a JPEG. */
static int find_orientation(const unsigned char *bytes, size_t length)
{
    static const char name[] = "Exif\0";
    unsigned char *named = memory_resize(NULL, sizeof name + length, 1);
    memcpy(named, name, sizeof name);
    memcpy(named + sizeof name, bytes, length);
    ExifData *data = exif_data_new();
    exif_data_load_data(data, named, (unsigned)(sizeof name + length));
    int orientation = read_orientation(data);
    exif_data_unref(data);
    free(named);
    return orientation;
}

void image_take_exif(struct image *image, const unsigned char *bytes, size_t length)
{
    if (length == 0 || length > MOST_BYTES)
        return;
    image->orientation = find_orientation(bytes, length);
    if (image_is_turned(image)) {
        uint32_t width = image->width;
        image->width = image->height;
        image->height = width;
    }
}
