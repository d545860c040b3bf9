/* pdf/tree: order and limits of name and number trees, read back from the file's own text. */
#include "test_pdf_fixture.h"

#include "pdf/tree.h"

struct tree_test {
    struct pdf_writer writer;
    struct diag *diag;
    struct tree tree;
    char path[64];
    char *written;
};

static int begin(void **state)
{
    static struct tree_test test;
    test = (struct tree_test){.diag = diag_new()};
    test.writer.arena = arena_new();
    test.writer.file = pdf_file_new(test.diag);
    snprintf(test.path, sizeof test.path, "/tmp/test_pdf_tree_%ld.pdf", (long)getpid());
    *state = &test;
    return 0;
}

static int end(void **state)
{
    struct tree_test *test = *state;
    unlink(test->path);
    buffer_drop(&test->writer.scratch);
    pdf_file_drop(test->writer.file);
    arena_drop(test->writer.arena);
    diag_drop(test->diag);
    return 0;
}

static void add(struct tree_test *test, const char *name, uint32_t number, const char *value)
{
    vector_push(&test->tree.entries, (struct tree_entry){name, number, value});
}

/* Adds the tree, writes the file and reads it. */
static void write_tree(struct tree_test *test)
{
    const char *reason;
    size_t length;
    uint32_t root = pdf_add_tree(&test->writer, &test->tree);
    assert_true(root > 0);
    struct output *output = output_open(test->path, test->diag);
    assert_true(pdf_file_save(test->writer.file, root, root, output));
    assert_true(output_commit(output));
    assert_true(file_read(test->writer.arena, test->path, &test->written, &length, &reason));
}

static void names_are_sorted_by_their_bytes(void **state)
{
    struct tree_test *test = *state;
    static const char *const names[] = {"b", "\xC3\xA9t\xC3\xA9", "a-1", "a", "B", "a1", "(z)"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        add(test, names[i], 0, "null");
    write_tree(test);
    assert_non_null(strstr(test->written,
                           "/Names[(\\(z\\)) null\n(B) null\n(a) null\n(a-1) null\n(a1) null\n"
                           "(b) null\n(\xC3\xA9t\xC3\xA9) null\n]"));
}

static void the_first_of_equal_names_stays(void **state)
{
    struct tree_test *test = *state;
    add(test, "x", 0, "first");
    add(test, "w", 0, "null");
    add(test, "x", 0, "second");
    write_tree(test);
    assert_non_null(strstr(test->written, "/Names[(w) null\n(x) first\n]"));
}

static void many_numbers_get_levels_with_limits(void **state)
{
    struct tree_test *test = *state;
    for (uint32_t i = 0; i < 5000; i++)
        add(test, NULL, (i * 1009) % 5000, "null");
    write_tree(test);
    assert_non_null(strstr(test->written, "/Limits[0 63]/Nums[0 null\n1 null\n"));
    assert_non_null(strstr(test->written, "/Limits[4992 4999]/Nums[4992 null\n"));
    assert_non_null(strstr(test->written, "/Limits[0 4095]/Kids["));
    assert_non_null(strstr(test->written, "/Limits[4096 4999]/Kids["));
    assert_non_null(strstr(test->written, "<<\n/Kids["));
}

static void an_empty_tree_is_nothing(void **state)
{
    struct tree_test *test = *state;
    assert_int_equal(pdf_add_tree(&test->writer, &test->tree), 0);
}

#define TREE_TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TREE_TEST(names_are_sorted_by_their_bytes),
        TREE_TEST(the_first_of_equal_names_stays),
        TREE_TEST(many_numbers_get_levels_with_limits),
        TREE_TEST(an_empty_tree_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
