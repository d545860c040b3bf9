/* What a library catalogue reads: the identifier and dates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "epub/edition.h"

static const char *identify(struct arena *arena, const char *title, const char **authors,
                            size_t author_count, const char *lang)
{
    struct book book = {
        .meta = {.title = title, .authors = authors, .author_count = author_count, .lang = lang}};
    return epub_make_identifier(&book, arena);
}

/* If this value ever changes, every reader's shelf holds each book twice. */
static void identifier_never_changes(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const char *authors[] = {"Ada Lovelace"};
    assert_string_equal(identify(arena, "Notes", authors, 1, "en"),
                        "urn:uuid:4bb15ab6-7c47-843c-b037-4eee6029cc89");
    arena_drop(arena);
}

static void identifier_tells_books_apart(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const char *one[] = {"ab", "c"}, *other[] = {"a", "bc"};
    const char *notes = identify(arena, "Notes", one, 2, "en");
    assert_string_not_equal(notes, identify(arena, "Notes", other, 2, "en"));
    assert_string_not_equal(notes, identify(arena, "Notes", one, 2, "de"));
    assert_string_not_equal(notes, identify(arena, "Notes", one, 1, "en"));
    assert_string_not_equal(notes, identify(arena, "Note", one, 2, "en"));
    arena_drop(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identifier_never_changes),
        cmocka_unit_test(identifier_tells_books_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
