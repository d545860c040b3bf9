/* styles/README.md lists every property, as the tables of style/ have it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/file.h"
#include "style/property.h"
#include "style/selector.h"

static struct arena *arena;
static const char *reference;

static int start(void **state)
{
    (void)state;
    char *bytes;
    size_t length;
    const char *reason;
    arena = arena_new();
    if (!file_read(arena, "styles/README.md", &bytes, &length, &reason))
        return -1;
    reference = bytes;
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_drop(arena);
    return 0;
}

/* What is missing is printed, to be put into the file. */
static bool lists(const char *line)
{
    if (strstr(reference, line))
        return true;
    print_message("%s\n", line);
    return false;
}

static const char *values_of(const char *name)
{
    const char *takes = property_takes(name, arena);
    return takes ? takes + strlen("it takes ") : NULL;
}

static void every_longhand_has_a_row(void **state)
{
    (void)state;
    bool all = true;
    for (int i = 0; i < PROPERTY_COUNT; i++) {
        const struct property *property = &properties[i];
        all = lists(arena_printf(arena, "| `%s` | %s | `%s` | %s | %s |\n", property->name,
                                 property_is_for_print(property->name) ? "PDF" : "both",
                                 property->initial, property->inherited ? "yes" : "no",
                                 values_of(property->name))) &&
              all;
    }
    assert_true(all);
}

static void every_shorthand_is_listed(void **state)
{
    (void)state;
    bool all = true;
    for (size_t i = 0; shorthand_name(i); i++)
        all = lists(arena_printf(arena, "`%s`", shorthand_name(i))) && all;
    assert_true(all);
}

static void properties_for_the_epub_alone_are_listed(void **state)
{
    (void)state;
    bool all = true;
    for (size_t i = 0; property_for_epub(i); i++)
        all = lists(arena_printf(arena, "`%s`", property_for_epub(i))) && all;
    assert_true(all);
}

static void every_element_is_listed(void **state)
{
    (void)state;
    bool all = true;
    for (size_t i = 0; subject_elements[i]; i++)
        all = lists(arena_printf(arena, "`%s`", subject_elements[i])) && all;
    assert_true(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_longhand_has_a_row),
        cmocka_unit_test(every_shorthand_is_listed),
        cmocka_unit_test(properties_for_the_epub_alone_are_listed),
        cmocka_unit_test(every_element_is_listed),
    };
    return cmocka_run_group_tests(tests, start, end);
}
