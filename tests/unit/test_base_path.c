/* base/path and base/folder: paths by their letters, and names in the order in which readers count.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/path.h"

static void joins_paths(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(path_join(arena, "a/b/", "../c.md"), "a/c.md");
    assert_string_equal(path_join(arena, "", "./x//y/"), "x/y");
    assert_string_equal(path_join(arena, "a/", "../../z"), "../z");
    assert_string_equal(path_join(arena, "a/", "/b/../c"), "/c");
    assert_string_equal(path_as_folder(arena, "./"), "");
    assert_string_equal(path_as_folder(arena, "a//b/"), "a/b/");
    assert_string_equal(path_as_folder(arena, "/"), "/");
    assert_string_equal(path_as_folder(arena, ".."), "../");
    arena_drop(arena);
}

static void decodes_what_is_text(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(path_decode(arena, "a%20b%C3%A4", 11), "a b\u00E4");
    assert_string_equal(path_decode(arena, "%00%zz%4", 8), "%00%zz%4");
    assert_string_equal(path_decode(arena, "%FF", 3), "%FF");
    arena_drop(arena);
}

static void knows_what_lies_within(void **state)
{
    (void)state;
    assert_true(path_is_within("/a/b/c", "/a/b"));
    assert_true(path_is_within("/a/b", "/a/b"));
    assert_true(path_is_within("/a", "/"));
    assert_false(path_is_within("/a/bc", "/a/b"));
    assert_false(path_is_within("/a", "/a/b"));
}

/* In the folder: made, or removed. */
static void touch(const char *folder, const char *name, bool is_there)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (is_there)
        close(open(path, O_CREAT | O_WRONLY, 0600));
    else
        unlink(path);
}

static void lists_names_in_natural_order(void **state)
{
    (void)state;
    static const char *const ordered[] = {"1-a.md",
                                          "1.md",
                                          "02.md",
                                          "2.md",
                                          "10.md",
                                          "a2b2.md",
                                          "a2b10",
                                          "A10.md",
                                          "b",
                                          "Z.md",
                                          "z99999999999999999998",
                                          "z99999999999999999999"};
    enum { COUNT = sizeof ordered / sizeof *ordered };
    char folder[] = "/tmp/bifolio-folder.XXXXXX";
    struct arena *arena = arena_new();
    struct folder_entry *entries;
    size_t count;
    const char *reason;
    assert_non_null(mkdtemp(folder));
    for (size_t i = COUNT; i-- > 0;)
        touch(folder, ordered[i], true);
    touch(folder, ".hidden", true);
    bool is_listed = folder_list(arena, folder, &entries, &count, &reason);
    for (size_t i = 0; i < COUNT; i++)
        touch(folder, ordered[i], false);
    touch(folder, ".hidden", false);
    rmdir(folder);
    assert_true(is_listed);
    assert_int_equal(count, COUNT);
    for (size_t i = 0; i < COUNT; i++)
        assert_string_equal(entries[i].name, ordered[i]);
    assert_false(folder_list(arena, "/nonexistent", &entries, &count, &reason));
    arena_drop(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_paths),
        cmocka_unit_test(decodes_what_is_text),
        cmocka_unit_test(knows_what_lies_within),
        cmocka_unit_test(lists_names_in_natural_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
