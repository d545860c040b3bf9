/* The container: what reading systems look for at fixed places of the archive's bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "epub/zip.h"

static const char mimetype[] = "application/epub+zip";

/* An archive of a mimetype, a text that compresses well, an empty file and one that compresses to
 * more than it is. */
static char *make_archive(struct arena *arena, size_t *length)
{
    static char text[10000];
    memset(text, 'x', sizeof text);
    struct zip_deflater *deflater = zip_deflater_new();
    const struct zip_member members[] = {
        {"mimetype", zip_store(mimetype, strlen(mimetype))},
        {"EPUB/text.xhtml", zip_deflate(deflater, arena, text, sizeof text)},
        {"EPUB/empty.css", zip_deflate(deflater, arena, "", 0)},
        {"EPUB/short.css", zip_deflate(deflater, arena, "p{}", 3)},
    };
    zip_deflater_drop(deflater);
    char path[] = "/tmp/bifolio-zip-XXXXXX", *bytes = NULL;
    const char *reason;
    struct diag *diag = diag_new();
    close(mkstemp(path));
    struct output *output = output_open(path, diag);
    assert_non_null(output);
    assert_true(epub_zip(members, sizeof members / sizeof *members, output, diag));
    assert_true(output_commit(output));
    assert_true(file_read(arena, path, &bytes, length, &reason));
    unlink(path);
    diag_drop(diag);
    return bytes;
}

static unsigned read_16(const char *bytes)
{
    return (unsigned char)bytes[0] | (unsigned)(unsigned char)bytes[1] << 8;
}

static void mimetype_is_first_stored_and_bare(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    size_t length;
    const char *bytes = make_archive(arena, &length);
    assert_memory_equal(bytes, "PK\3\4", 4);
    assert_int_equal(read_16(bytes + 8), 0);  /* method: stored */
    assert_int_equal(read_16(bytes + 28), 0); /* no extra field */
    assert_memory_equal(bytes + 30, "mimetypeapplication/epub+zip", 28);
    arena_drop(arena);
}

static void members_are_dated_1980(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    size_t length;
    const char *bytes = make_archive(arena, &length);
    assert_int_equal(read_16(bytes + 10), 0);      /* 00:00:00 */
    assert_int_equal(read_16(bytes + 12), 0x0021); /* 1980-01-01 */
    arena_drop(arena);
}

static void text_is_compressed(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    size_t length;
    make_archive(arena, &length);
    assert_in_range(length, 1, 1000);
    arena_drop(arena);
}

/* Neither the clock nor the time zone gets in. */
static void same_members_give_the_same_bytes(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    size_t first_length, second_length;
    setenv("TZ", "UTC", 1);
    const char *first = make_archive(arena, &first_length);
    setenv("TZ", "Pacific/Kiritimati", 1);
    const char *second = make_archive(arena, &second_length);
    assert_int_equal(first_length, second_length);
    assert_memory_equal(first, second, first_length);
    arena_drop(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mimetype_is_first_stored_and_bare),
        cmocka_unit_test(members_are_dated_1980),
        cmocka_unit_test(text_is_compressed),
        cmocka_unit_test(same_members_give_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
