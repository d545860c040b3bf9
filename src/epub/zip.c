/* Enters: named bytes. Leaves: a ZIP archive in `output`, the same for the same bytes: order, dates
 * and permissions are fixed. libzip builds the archive in memory, as it wants to go back to the
 * headers once it knows the sizes; then the bytes go out in pieces. */
#include "epub/zip.h"

#include <string.h>
#include <zip.h>

/* Deflate level 6: within 1 % of level 9 on text, and three times as fast. */
enum { DEFLATE_LEVEL = 6, PIECE = 64 * 1024 };

/* 1980-01-01, the first day that ZIP knows, in its format; and a plain file, rw-r--r--. */
enum { FIRST_DAY = 0x0021, FILE_MODE = 0100644 };

static bool add_member(zip_t *archive, const struct zip_member *member)
{
    zip_source_t *source = zip_source_buffer(archive, member->bytes, member->length, 0);
    if (!source)
        return false;
    zip_int64_t added = zip_file_add(archive, member->name, source, ZIP_FL_ENC_GUESS);
    if (added < 0) {
        zip_source_free(source);
        return false;
    }
    zip_uint64_t index = (zip_uint64_t)added;
    zip_int32_t method = member->stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
    return zip_set_file_compression(archive, index, method, DEFLATE_LEVEL) == 0 &&
           zip_file_set_dostime(archive, index, 0, FIRST_DAY, 0) == 0 &&
           zip_file_set_external_attributes(archive, index, 0, ZIP_OPSYS_UNIX,
                                            (zip_uint32_t)FILE_MODE << 16) == 0;
}

/* Fills `target`, which the caller keeps. */
static bool build(zip_source_t *target, const struct zip_member *members, size_t count,
                  zip_error_t *error)
{
    zip_t *archive = zip_open_from_source(target, ZIP_TRUNCATE, error);
    if (!archive)
        return false;
    zip_source_keep(target); /* closing the archive gives one reference back */
    bool added = true;
    for (size_t i = 0; i < count && added; i++)
        added = add_member(archive, &members[i]);
    if (added && zip_close(archive) == 0)
        return true;
    zip_error_set(error, zip_error_code_zip(zip_get_error(archive)),
                  zip_error_code_system(zip_get_error(archive)));
    zip_discard(archive);
    return false;
}

static bool copy_out(zip_source_t *source, struct output *output)
{
    char piece[PIECE];
    zip_int64_t length;
    if (zip_source_open(source) != 0)
        return false;
    while ((length = zip_source_read(source, piece, sizeof piece)) > 0)
        if (!output_write(output, piece, (size_t)length))
            break; /* told by output_commit() */
    zip_source_close(source);
    return length >= 0;
}

bool epub_zip(const struct zip_member *members, size_t count, struct output *output,
              struct diag *diag)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
    bool built = target && build(target, members, count, &error);
    bool written = built && copy_out(target, output);
    if (!written)
        diag_report(diag, SEVERITY_ERROR, "zip", (struct position){0},
                    "this is a fault of the ZIP library or of the machine; try again",
                    "the EPUB's archive cannot be made: %s", zip_error_strerror(&error));
    if (target)
        zip_source_free(target);
    zip_error_fini(&error);
    return written;
}
