/* book/: GitHub's ids of headings, unique in the book. */
#include "test_book_tree.h"

static void assert_slug(const char *text, const char *expected)
{
    assert_string_equal(book_slug(book->arena, text), expected);
}

static void slug_keeps_word_characters_only(void **state)
{
    (void)state;
    assert_slug("Q6: How do you merge two dictionaries in Python 3.9+?",
                "q6-how-do-you-merge-two-dictionaries-in-python-39");
    assert_slug("if __name__ == \"__main__\":", "if-__name__--__main__");
    assert_slug("I/O-bound & CPU", "io-bound--cpu");
    assert_slug("C#, C++ (and .NET)", "c-c-and-net");
    assert_slug("a\u00A0b\tc", "abc");
}

static void slug_knows_unicode(void **state)
{
    (void)state;
    assert_slug("Ärger mit Übergrößen", "ärger-mit-übergrößen");
    assert_slug("Привет, Мир", "привет-мир");
    assert_slug("日本語 テスト", "日本語-テスト");
    assert_slug("🚀 Launch", "-launch");
    assert_slug("हिन्दी", "हिन्दी");
    assert_slug("x² ½", "x-");
}

static void repeats_are_numbered_and_never_collide(void **state)
{
    (void)state;
    struct node *one = add_heading(book->root, 2, "Usage");
    struct node *taken = add_heading(book->root, 2, "Usage 1");
    struct node *two = add_heading(book->root, 2, "Usage");
    struct node *three = add_heading(book->root, 2, "Usage!");
    complete();
    assert_string_equal(one->id, "usage");
    assert_string_equal(taken->id, "usage-1");
    assert_string_equal(two->id, "usage-2");
    assert_string_equal(three->id, "usage-3");
    assert_ptr_equal(map_find(&book->ids, "usage-2"), two);
}

static void written_ids_are_kept(void **state)
{
    (void)state;
    struct node *slug = add_heading(book->root, 2, "Setup");
    struct node *written = add_heading(book->root, 2, "Other");
    written->id = "setup";
    complete();
    assert_string_equal(written->id, "setup");
    assert_string_equal(slug->id, "setup-1");
    assert_not_found("duplicate-id");
}

static void written_ids_that_repeat_are_made_unique(void **state)
{
    (void)state;
    struct node *first = add_paragraph(book->root, "x"), *second = add_paragraph(book->root, "y");
    first->id = "here";
    second->id = "here";
    complete();
    assert_string_equal(first->id, "here");
    assert_string_equal(second->id, "here-1");
    assert_found("guide.md:2:1: warning: the id \"here\" is used before [duplicate-id]");
}

static void ids_are_unique_over_files(void **state)
{
    (void)state;
    struct node *one = add_heading(book->root, 2, "Summary");
    start_file("two.md");
    struct node *two = add_heading(book->root, 2, "Summary");
    struct node *link = add_link(add_paragraph(book->root, "see "), "#summary", "x");
    complete();
    assert_string_equal(one->id, "summary");
    assert_string_equal(two->id, "summary-1");
    assert_ptr_equal(link->link.target, two);
}

static void heading_without_words_gets_an_id(void **state)
{
    (void)state;
    struct node *heading = add_heading(book->root, 2, "🚀");
    struct node *again = add_heading(book->root, 2, "🎉");
    complete();
    assert_string_equal(heading->id, "section");
    assert_string_equal(again->id, "-1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(slug_keeps_word_characters_only),         BOOK_TEST(slug_knows_unicode),
        BOOK_TEST(repeats_are_numbered_and_never_collide),  BOOK_TEST(written_ids_are_kept),
        BOOK_TEST(written_ids_that_repeat_are_made_unique), BOOK_TEST(ids_are_unique_over_files),
        BOOK_TEST(heading_without_words_gets_an_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
