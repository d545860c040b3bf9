/* book/: the title and what stands around it; the rest of the metadata. */
#include "test_book_tree.h"

#include "book/passes.h"

static void only_first_heading_becomes_title(void **state)
{
    (void)state;
    book->meta.title = NULL;
    add_heading(book->root, 1, "My  Guide");
    add_heading(book->root, 2, "One");
    struct node *link = add_link(add_paragraph(book->root, "see "), "#my--guide", "x");
    complete();
    assert_string_equal(book->meta.title, "My Guide");
    assert_null(book->title_block);
    assert_string_equal(outline_of(book->root), "heading paragraph");
    assert_int_equal(link->link.kind, LINK_TITLE);
}

static void raw_html_title_gives_subtitle_and_no_missing_logo(void **state)
{
    (void)state;
    book->meta.title = NULL;
    struct node *division = add(book->root, NODE_DIVISION);
    division->align = ALIGN_CENTER;
    struct node *logo = add_link(add(division, NODE_PARAGRAPH), "https://example.org", "");
    add_image(logo, "https://example.org/logo.svg");
    add_heading(division, 1, "Questions & Answers");
    add_text(add(add(division, NODE_PARAGRAPH), NODE_BOLD), "for developers");
    add_heading(book->root, 2, "One");
    complete();
    assert_string_equal(book->meta.title, "Questions & Answers");
    assert_string_equal(book->meta.subtitle, "for developers");
    assert_null(book->title_block);
    assert_string_equal(outline_of(book->root), "heading");
    assert_int_equal(logo->link.kind, LINK_URL);
    assert_found("remote image not fetched; it is left out of the title page");
}

static void front_matter_title_is_not_shown_twice(void **state)
{
    (void)state;
    book->meta.title = "Learn C!";
    add_heading(book->root, 1, "Learn C");
    add_paragraph(book->root, "A first paragraph, which is text.");
    complete();
    assert_string_equal(book->meta.title, "Learn C!");
    assert_null(book->meta.subtitle);
    assert_string_equal(outline_of(book->root), "paragraph");
}

static void other_front_matter_title_leaves_heading(void **state)
{
    (void)state;
    add_heading(book->root, 1, "Introduction");
    complete();
    assert_string_equal(book->meta.title, "A Title");
    assert_string_equal(outline_of(book->root), "heading");
}

static void several_first_level_headings_are_chapters(void **state)
{
    (void)state;
    book->meta.title = NULL;
    add_heading(book->root, 1, "Introduction");
    add_heading(book->root, 1, "Conclusion");
    complete();
    assert_string_equal(book->meta.title, "Guide");
    assert_string_equal(outline_of(book->root), "heading heading");
    assert_found("guide.md: note: no title given; the book is called \"Guide\" [no-title]");
}

static void first_heading_is_a_chapter_when_other_files_have_some(void **state)
{
    (void)state;
    book->meta.title = NULL;
    add_heading(book->root, 1, "Foreword");
    start_file("two.md");
    add_heading(book->root, 1, "Two");
    complete();
    assert_string_equal(outline_of(book->root), "heading heading");
    assert_string_equal(book->meta.title, "Foreword");
}

static void as_written_keeps_the_heading(void **state)
{
    (void)state;
    book->meta.title = NULL;
    add_heading(book->root, 1, "My Guide");
    complete_with((struct book_options){.as_written = true});
    assert_string_equal(book->meta.title, "My Guide");
    assert_string_equal(outline_of(book->root), "heading");
}

static void title_alone_leaves_a_chapter(void **state)
{
    (void)state;
    book->meta.title = NULL;
    add_heading(book->root, 1, "My Guide");
    complete();
    assert_int_equal(book->chapter_count, 1);
    assert_non_null(book->chapters[0].first);
}

static void language_and_date_are_checked(void **state)
{
    (void)state;
    book->meta.lang = "english language";
    book->meta.date = "2025-13-01";
    add_paragraph(book->root, "x")->lang = "pt_BR";
    complete();
    assert_string_equal(book->meta.lang, "en");
    assert_null(book->meta.date);
    assert_string_equal(book->root->first->lang, "pt-BR");
    assert_found("[bad-lang]");
    assert_found("[bad-date]");
}

static void good_language_and_date_are_kept(void **state)
{
    (void)state;
    book->meta.lang = "zh-Hant-TW";
    book->meta.date = "2025-01-31T12:00:00+01:00";
    complete();
    assert_string_equal(book->meta.lang, "zh-Hant-TW");
    assert_non_null(book->meta.date);
    assert_string_equal(found(), "");
}

/* No subtag of 4 to 8 letters is registered as a language. */
static void names_of_languages_are_no_tags(void **state)
{
    (void)state;
    static const char *const tags[] = {"en",         "de-CH",     "zh-Hant-TW", "gsw",
                                       "x-private",  "i-klingon", "english",    "German",
                                       "deutsch-CH", "engl"};
    enum { GOOD = 6 };
    book->meta.lang = "english";
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        add_paragraph(book->root, "x")->lang = tags[i];
    complete();
    const struct node *paragraph = book->root->first;
    for (size_t i = 0; i < GOOD; i++, paragraph = paragraph->next)
        assert_string_equal(paragraph->lang, tags[i]);
    for (; paragraph; paragraph = paragraph->next)
        assert_null(paragraph->lang);
    assert_string_equal(book->meta.lang, "en");
    assert_found("warning: \"english\" is not a language tag; it is left out [bad-lang]");
    assert_found("guide.md:8:1: warning: \"German\" is not a language tag");
}

static void languages_around_the_title_are_checked(void **state)
{
    (void)state;
    book->meta.title = NULL;
    struct node *division = add(book->root, NODE_DIVISION);
    struct node *badge = add_link(add(division, NODE_PARAGRAPH), "https://example.org", "");
    badge->lang = "english";
    add_image(badge, "logo.svg");
    add_heading(division, 1, "A Guide");
    add_heading(book->root, 2, "One");
    complete();
    assert_null(badge->lang);
    assert_found("[bad-lang]");
}

static void only_days_of_the_calendar_are_dates(void **state)
{
    (void)state;
    static const char *const good[] = {
        "2025",       "2025-01",           "2025-12-31",
        "2024-02-29", "2025-01-31T12:30Z", "2025-01-31T12:30:59+01:00"};
    static const char *const bad[] = {"",
                                      "25",
                                      "2025-13",
                                      "2025-02-29",
                                      "2025-1-1",
                                      "31.1.2025",
                                      "spring 2025",
                                      "2025-01-31T",
                                      "2025-01-31 ",
                                      "2025-01-00",
                                      "2025-01-31T25:00Z"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(is_date(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(is_date(bad[i]));
}

static void impossible_day_is_reported_and_left_out(void **state)
{
    (void)state;
    book->meta.date = "2020-02-30";
    add_paragraph(book->root, "x");
    complete();
    assert_null(book->meta.date);
    assert_found("[bad-date]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(only_first_heading_becomes_title),
        BOOK_TEST(raw_html_title_gives_subtitle_and_no_missing_logo),
        BOOK_TEST(front_matter_title_is_not_shown_twice),
        BOOK_TEST(other_front_matter_title_leaves_heading),
        BOOK_TEST(several_first_level_headings_are_chapters),
        BOOK_TEST(first_heading_is_a_chapter_when_other_files_have_some),
        BOOK_TEST(as_written_keeps_the_heading),
        BOOK_TEST(title_alone_leaves_a_chapter),
        BOOK_TEST(language_and_date_are_checked),
        BOOK_TEST(good_language_and_date_are_kept),
        BOOK_TEST(names_of_languages_are_no_tags),
        BOOK_TEST(languages_around_the_title_are_checked),
        BOOK_TEST(only_days_of_the_calendar_are_dates),
        BOOK_TEST(impossible_day_is_reported_and_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
