/* book/: contents and chapters. */
#include "test_book_tree.h"

static void assert_chapters(const char *const *names, size_t count)
{
    assert_int_equal(book->chapter_count, count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(book->chapters[i].name, names[i]);
    assert_null(book->chapters[count - 1].end);
}

static void chapters_split_at_the_shallowest_repeated_level(void **state)
{
    (void)state;
    add_paragraph(book->root, "Preface.");
    add_heading(book->root, 2, "Part");
    add_heading(book->root, 3, "Über Größe & Maß");
    add_heading(book->root, 4, "Detail");
    add_heading(book->root, 4, "Detail");
    add_heading(add(book->root, NODE_DIVISION), 3, "日本語");
    complete();
    static const char *const names[] = {"ch01-front", "ch02-part", "ch03-uber-grosse-mass", "ch04"};
    assert_chapters(names, 4);
    assert_null(book->chapters[0].heading);
    assert_ptr_equal(book->chapters[0].end, book->chapters[1].first);
}

static void every_file_opens_a_chapter(void **state)
{
    (void)state;
    add_heading(book->root, 1, "One");
    start_file("b.md");
    add_heading(book->root, 2, "Two");
    add_paragraph(book->root, "x");
    start_file("c.md");
    add_paragraph(book->root, "x");
    complete();
    static const char *const names[] = {"ch01-one", "ch02-two", "ch03-front"};
    assert_chapters(names, 3);
}

static void long_names_are_cut(void **state)
{
    (void)state;
    add_heading(book->root, 2, "A very long heading that goes on and on and on until nobody reads");
    complete();
    assert_true(strlen(book->chapters[0].name) <= 48);
}

static void depth_has_no_gaps(void **state)
{
    (void)state;
    static const int levels[] = {3, 5, 5, 4, 2, 6, 3};
    static const int depths[] = {1, 2, 2, 2, 1, 2, 2};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        add_heading(book->root, levels[i], "x");
    complete();
    assert_int_equal(book->toc_count, sizeof levels / sizeof *levels);
    for (size_t i = 0; i < book->toc_count; i++)
        assert_int_equal(book->toc[i].depth, depths[i]);
}

static void contents_stop_at_their_depth_and_skip_quotes(void **state)
{
    (void)state;
    add_heading(book->root, 2, "In");
    add_heading(add(book->root, NODE_DETAILS), 3, "In details");
    add_heading(book->root, 4, "Too deep");
    add_heading(add(book->root, NODE_BLOCK_QUOTE), 2, "Quoted");
    add_heading(book->root, 2, "Next");
    complete_with((struct book_options){.toc_depth = 2});
    assert_int_equal(book->toc_count, 3);
    assert_int_equal(book->toc[1].depth, 2);
    assert_int_equal(book->toc[2].chapter, 1);
}

static void chapters_begin_in_a_division_around_most_of_the_book(void **state)
{
    (void)state;
    add_paragraph(book->root, "A logo.");
    struct node *inner = add(add(book->root, NODE_DIVISION), NODE_DIVISION);
    add_heading(inner, 2, "One");
    add_heading(inner, 3, "Detail");
    struct node *second = add_heading(add(inner, NODE_DIVISION), 2, "Two");
    add_heading(second->parent, 2, "In a box");
    add_heading(inner, 2, "Three");
    add_paragraph(book->root, "Behind it.");
    complete();
    static const char *const names[] = {"ch01-front", "ch02-one", "ch03-two", "ch04-three"};
    assert_chapters(names, 4);
    assert_ptr_equal(book->chapters[1].first, inner->parent);
    assert_ptr_equal(book->chapters[2].first, second->parent);
    assert_ptr_equal(book->chapters[2].end, inner->last);
    assert_int_equal(book->toc[1].chapter, 1);
    assert_int_equal(book->toc[2].chapter, 2);
    assert_int_equal(book->toc[4].chapter, 3);
}

static void no_chapter_begins_in_a_division_beside_the_text(void **state)
{
    (void)state;
    add_heading(book->root, 2, "One");
    struct node *box = add(book->root, NODE_DIVISION);
    for (int i = 0; i < 3; i++)
        add_heading(box, 3, "In a box");
    for (int i = 0; i < 3; i++)
        add_paragraph(book->root, "Text.");
    complete();
    assert_int_equal(book->chapter_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(chapters_split_at_the_shallowest_repeated_level),
        BOOK_TEST(every_file_opens_a_chapter),
        BOOK_TEST(long_names_are_cut),
        BOOK_TEST(depth_has_no_gaps),
        BOOK_TEST(contents_stop_at_their_depth_and_skip_quotes),
        BOOK_TEST(chapters_begin_in_a_division_around_most_of_the_book),
        BOOK_TEST(no_chapter_begins_in_a_division_beside_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
