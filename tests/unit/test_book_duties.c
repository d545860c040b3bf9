/* book/: what its author is asked for. */
#include "test_book_tree.h"

static void links_without_text_are_left_out(void **state)
{
    (void)state;
    static const char *const unseen[] = {"", " ", "\xC2\xA0", "\xE2\x80\x8B"};
    for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++) {
        struct node *paragraph = add_paragraph(book->root, "see ");
        paragraph->where.line = 1;
        assert_int_equal(add_link(paragraph, "https://a.example", unseen[i])->link.kind,
                         LINK_UNRESOLVED);
    }
    complete();
    book_check_duties(book);
    for (const struct node *paragraph = book->root->first; paragraph; paragraph = paragraph->next)
        assert_int_equal(paragraph->last->link.kind, LINK_DEAD);
    assert_found("guide.md:4:1: warning: the link to \"https://a.example\" has no text; it is left "
                 "out [empty-link]");
    assert_not_found("link-text");
}

/* What is told of a link with this text. */
static const char *told_of(enum node_kind kind, const char *text)
{
    tear_down(NULL);
    set_up(NULL);
    struct node *link = add(add_paragraph(book->root, "see "), NODE_LINK);
    link->link.url = "https://a.example";
    add(link, kind)->text = text;
    complete();
    book_check_duties(book);
    return found();
}

static void links_must_say_where_they_lead(void **state)
{
    (void)state;
    static const char *const empty[] = {"here",     "This link", "link", "this page", "click",
                                        "\xC2\xBB", "Read more", "->",   "(more)",    "#"};
    static const char *const fine[] = {
        "1", "\xF0\x9F\x9A\x80", "C++", "here and there", "\xE4\xB8\xAD", "more or less"};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        assert_non_null(strstr(told_of(NODE_TEXT, empty[i]), "[link-text]"));
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        assert_string_equal(told_of(NODE_TEXT, fine[i]), "");
    assert_string_equal(told_of(NODE_CODE, "+="), "");
}

static void links_say_no_more_with_quotes_dots_and_arrows(void **state)
{
    (void)state;
    static const char *const empty[] = {
        "“here”",      "here…",      "here—",  "here →",           "👉 here", "👉🏽 here",
        "➡️ here", "read more…", "more »", "click\u00A0 here", "HERE"};
    static const char *const fine[] = {"here → there", "@here", "#more", "$this", "here 2"};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        assert_non_null(strstr(told_of(NODE_TEXT, empty[i]), "[link-text]"));
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        assert_string_equal(told_of(NODE_TEXT, fine[i]), "");
    assert_string_equal(told_of(NODE_CODE, "<link>"), "");
    assert_non_null(strstr(told_of(NODE_CODE, "here"), "[link-text]"));
}

static void here_says_nothing_in_other_languages(void **state)
{
    (void)state;
    static const char *const empty[] = {"Aquí",  "aqui",         "AQUÍ",  "هنا",
                                        "هُنا",   "Hier klicken", "ici",   "לחצו כאן",
                                        "tutaj", "Qui.",         "ЗДЕСЬ", "klik hier"};
    static const char *const fine[] = {"aquí mismo", "Zdroje", "здесь был Вася"};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        assert_non_null(strstr(told_of(NODE_TEXT, empty[i]), "[link-text]"));
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        assert_string_equal(told_of(NODE_TEXT, fine[i]), "");
}

static void here_says_nothing_without_latin_letters(void **state)
{
    (void)state;
    static const char *const empty[] = {"这里",   "点击这里", "點擊這裡", "這裡",    "【此处】",
                                        "こちら", "ここ",     "여기",     "더 보기", "اینجا"};
    static const char *const fine[] = {"这里的文档", "ここから始める", "여기어때",
                                       "از اینجا تا آنجا"};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        assert_non_null(strstr(told_of(NODE_TEXT, empty[i]), "[link-text]"));
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        assert_string_equal(told_of(NODE_TEXT, fine[i]), "");
}

/* Two rows of two cells, the first of them a header. */
static struct node *add_table(enum node_kind head, enum node_kind body)
{
    struct node *table = add(book->root, NODE_TABLE);
    table->table.column_count = 2;
    for (int i = 0; i < 4; i++) {
        struct node *row = i % 2 ? table->last : add(table, NODE_TABLE_ROW);
        struct node *cell = add(row, NODE_TABLE_CELL);
        row->row.header = i < 2;
        if ((i < 2 ? head : body) == NODE_IMAGE)
            add_image(cell, "a.png");
        else
            add_text(cell, (i < 2 ? head : body) == NODE_TEXT ? "word" : "");
    }
    return table;
}

static const char *told_of_table(enum node_kind head, enum node_kind body)
{
    tear_down(NULL);
    set_up(NULL);
    add_table(head, body);
    book_check_duties(book);
    return found();
}

static void pictures_with_words_name_columns(void **state)
{
    (void)state;
    assert_non_null(strstr(told_of_table(NODE_SOFT_BREAK, NODE_TEXT), "[no-header-row]"));
    assert_string_equal(told_of_table(NODE_IMAGE, NODE_TEXT), "");
    assert_string_equal(told_of_table(NODE_TEXT, NODE_TEXT), "");
    assert_string_equal(told_of_table(NODE_SOFT_BREAK, NODE_IMAGE), "");
}

static void pictures_without_words_name_no_columns(void **state)
{
    (void)state;
    struct node *table = add_table(NODE_IMAGE, NODE_TEXT);
    table->first->first->first->image.alternative = "";
    table->first->last->first->image.is_decoration = true;
    book_check_duties(book);
    assert_found("[no-header-row]");
}

static void tables_that_only_arrange_need_no_header(void **state)
{
    (void)state;
    add_table(NODE_SOFT_BREAK, NODE_TEXT)->table.arranges = true;
    book_check_duties(book);
    assert_string_equal(found(), "");
}

static bool describes(const char *alternative, const char *source)
{
    struct node *image = add_image(book->root, source);
    image->image.alternative = alternative;
    return book_describes(image);
}

static void file_names_describe_nothing(void **state)
{
    (void)state;
    static const char *const empty[] = {"",           " ",      "\xC2\xA0", "IMG_2034.JPG",
                                        "a.b-c.webp", " x.png "};
    static const char *const fine[] = {"A cat", "how to open x.png", "Node.js", "png", "x.pngs"};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        assert_false(describes(empty[i], "a.png"));
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        assert_true(describes(fine[i], "a.png"));
}

static void placeholders_describe_nothing(void **state)
{
    (void)state;
    static const char *const empty[] = {"Image",
                                        "screenshot.",
                                        "alt text",
                                        "Alt",
                                        "img",
                                        "untitled",
                                        "Untitled 2",
                                        "image 1",
                                        "image-20240102101112",
                                        "Screenshot 2024-01-02 at 10.11.12",
                                        "Screenshot 2024-01-02 at 10.11.12\u202FAM",
                                        "Screenshot from 2024-01-02 10-11-12",
                                        "Screenshot_2024-01-02",
                                        "IMG_2034",
                                        "enter image description here",
                                        "Imgur",
                                        "drawing",
                                        "-",
                                        ".",
                                        ". . .",
                                        "…"};
    static const char *const fine[] = {"Logo",
                                       "A drawing of a cat",
                                       "Ferris",
                                       "★",
                                       "🦀",
                                       "→",
                                       "7",
                                       "π",
                                       "1984",
                                       "screenshot of the menu",
                                       "photo of 1984",
                                       "Alternative",
                                       "中",
                                       "Figure 1",
                                       "Image of a cat",
                                       "text"};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        assert_false(describes(empty[i], "a.png"));
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        assert_true(describes(fine[i], "a.png"));
}

static void names_of_cameras_and_versions_describe_nothing(void **state)
{
    (void)state;
    static const char *const empty[][2] = {{"DSC00012", "DSC00012.JPG"},
                                           {"dsc_0012", "../pictures/DSC_0012.jpg?raw=true"},
                                           {"diagram_v2", "a.b/diagram_v2.svg"},
                                           {"photo-1503023345310", "photo-1503023345310"}};
    static const char *const fine[][2] = {
        {"Ferris", "ferris.png"},       {"architecture", "architecture.png"},
        {"RFC2119", "rfc2119.svg"},     {"hash_map", "hash_map.svg"},
        {"data-flow", "data-flow.png"}, {"DSC00012", "camera.png"},
        {"Python3", "python3.png"},     {"IPv6", NULL},
        {"step-1", "step-1.png"}};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        assert_false(describes(empty[i][0], empty[i][1]));
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        assert_true(describes(fine[i][0], fine[i][1]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(links_without_text_are_left_out),
        BOOK_TEST(links_must_say_where_they_lead),
        BOOK_TEST(links_say_no_more_with_quotes_dots_and_arrows),
        BOOK_TEST(here_says_nothing_in_other_languages),
        BOOK_TEST(here_says_nothing_without_latin_letters),
        BOOK_TEST(pictures_with_words_name_columns),
        BOOK_TEST(pictures_without_words_name_no_columns),
        BOOK_TEST(tables_that_only_arrange_need_no_header),
        BOOK_TEST(file_names_describe_nothing),
        BOOK_TEST(placeholders_describe_nothing),
        BOOK_TEST(names_of_cameras_and_versions_describe_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
