/* book/: hand-written contents, links back to the top, and needless thematic breaks. */
#include "test_book_tree.h"

static const char *const names[] = {"One", "Two", "Three", "Four", "Five", "Six"};
static const char *const links[] = {"#one", "#two", "#three", "#four", "#five", "#six"};

static void add_sections(int count)
{
    for (int i = 0; i < count; i++) {
        add_heading(book->root, 2, names[i]);
        add_paragraph(book->root, "Text.");
    }
}

static struct node *add_links(struct node *parent, int from, int count)
{
    struct node *list = add(parent, NODE_LIST);
    for (int i = from; i < from + count; i++)
        add_entry(list, links[i]);
    return list;
}

static size_t count_kind(enum node_kind kind)
{
    size_t count = 0;
    struct walk walk = walk_start(book->root);
    while (walk_next(&walk))
        count += walk.entering && walk.node->kind == kind;
    return count;
}

static void contents_are_left_out_and_links_lead_to_the_books_own(void **state)
{
    (void)state;
    add_heading(book->root, 2, "Questions at a Glance");
    struct node *list = add_links(book->root, 0, 4);
    struct node *chip = add(list->first->first, NODE_SPAN);
    add_text(chip, "Intermediate");
    add_sections(4);
    struct node *paragraph = add_paragraph(book->root, "Go back to the ");
    struct node *link = add_link(paragraph, "#questions-at-a-glance", "questions");
    complete();
    assert_int_equal(count_kind(NODE_LIST), 0);
    assert_int_equal(link->link.kind, LINK_CONTENTS);
    assert_int_equal(book->toc_count, 4);
    assert_found("guide.md:1:1: note: hand-written contents left out");
}

static void dead_links_in_contents_are_still_reported(void **state)
{
    (void)state;
    add_heading(book->root, 2, "Contents");
    struct node *list = add_links(book->root, 0, 4);
    add_entry(list, "#F__iv__e");
    add_sections(5);
    complete();
    assert_int_equal(count_kind(NODE_LIST), 0);
    assert_found("nothing has the id of the link \"#F__iv__e\"; it leads to the one that differs");
    assert_found("hint: write \"#five\"");
}

static void grouped_and_nested_contents_are_left_out(void **state)
{
    (void)state;
    add_heading(book->root, 2, "Contents");
    add_heading(book->root, 3, "Basics");
    add_links(add_links(book->root, 0, 2)->last, 2, 1);
    add_text(add(add(book->root, NODE_PARAGRAPH), NODE_STRONG), "Advanced");
    add_links(book->root, 3, 2);
    add_sections(5);
    complete();
    assert_int_equal(count_kind(NODE_LIST), 0);
    assert_int_equal(book->toc_count, 5);
}

static void contents_in_details_and_in_tables_are_left_out(void **state)
{
    (void)state;
    struct node *details = add(book->root, NODE_DETAILS);
    add_text(add(details, NODE_SUMMARY), "Table of Contents");
    add_links(details, 0, 4);
    add_heading(book->root, 2, "Contents");
    struct node *table = add(book->root, NODE_TABLE);
    for (int i = 0; i < 4; i++) {
        struct node *row = add(table, NODE_TABLE_ROW);
        add_text(add(row, NODE_TABLE_CELL), "1");
        add_link(add(row, NODE_TABLE_CELL), links[i], "entry");
    }
    add_sections(4);
    complete();
    assert_int_equal(count_kind(NODE_DETAILS), 0);
    assert_int_equal(count_kind(NODE_TABLE), 0);
}

static void list_before_the_first_heading_is_left_out(void **state)
{
    (void)state;
    add_text(add(add(book->root, NODE_PARAGRAPH), NODE_STRONG), "Table of Contents");
    add_links(book->root, 0, 4);
    add_sections(4);
    complete();
    assert_string_equal(outline_of(book->root), "heading paragraph heading paragraph heading "
                                                "paragraph heading paragraph");
}

static void list_in_a_sentence_stays(void **state)
{
    (void)state;
    add_paragraph(book->root, "The most common of them are:");
    add_links(book->root, 0, 4);
    add_sections(4);
    complete();
    assert_int_equal(count_kind(NODE_LIST), 1);
}

static void see_also_stays(void **state)
{
    (void)state;
    add_sections(4);
    add_heading(book->root, 2, "See also");
    add_links(book->root, 0, 4);
    complete();
    assert_int_equal(count_kind(NODE_LIST), 1);
}

static void lists_that_say_more_stay(void **state)
{
    (void)state;
    add_heading(book->root, 2, "Overview");
    add_links(book->root, 0, 4);
    add_paragraph(book->root, "Read them in order.");
    add_heading(book->root, 2, "Paths");
    struct node *list = add_links(book->root, 0, 4);
    add_text(list->first->first, ", which explains at some length what all the others leave out");
    add_heading(book->root, 2, "Sources");
    list = add_links(book->root, 0, 4);
    add_entry(list, "https://example.org/");
    add_sections(4);
    complete();
    assert_int_equal(count_kind(NODE_LIST), 3);
}

static void keep_nav_keeps_contents_and_ways_back(void **state)
{
    (void)state;
    add_heading(book->root, 2, "Contents");
    add_links(book->root, 0, 4);
    add_sections(4);
    struct node *link = add_link(add(book->root, NODE_PARAGRAPH), "#contents", "Back to Top");
    complete_with((struct book_options){.keep_nav = true});
    assert_int_equal(count_kind(NODE_LIST), 1);
    assert_int_equal(link->link.kind, LINK_NODE);
}

static void ways_back_are_left_out(void **state)
{
    (void)state;
    struct node *anchor = add(add(book->root, NODE_PARAGRAPH), NODE_SPAN);
    anchor->id = "readme-top";
    add_heading(book->root, 2, "Contents");
    add_links(book->root, 0, 4);
    add_sections(4);
    struct node *division = add(add(book->root, NODE_DIVISION), NODE_DIVISION);
    add_link(add(division, NODE_PARAGRAPH), "#contents", "Back to Top ðŸ‘†");
    struct node *paragraph = add_paragraph(book->root, "⬆ (");
    add_link(add(paragraph, NODE_STRONG), "#", "top");
    add_text(paragraph, ")");
    add_link(add(book->root, NODE_PARAGRAPH), "#readme-top", "up");
    complete();
    assert_int_equal(count_kind(NODE_LINK), 0);
    assert_int_equal(count_kind(NODE_DIVISION), 0);
    assert_found("3 links back to the top or the contents left out [navigation]");
    assert_not_found("double-encoded");
}

static void links_in_text_stay(void **state)
{
    (void)state;
    add_sections(3);
    struct node *paragraph = add_paragraph(book->root, "Go back to the ");
    struct node *top = add_link(paragraph, "#top", "top");
    struct node *next = add_link(add(book->root, NODE_PARAGRAPH), "#one", "One");
    complete();
    assert_int_equal(top->link.kind, LINK_TITLE);
    assert_int_equal(next->link.kind, LINK_NODE);
    assert_int_equal(count_kind(NODE_LINK), 2);
}

static void breaks_beside_headings_and_in_a_row_are_left_out(void **state)
{
    (void)state;
    add(book->root, NODE_THEMATIC_BREAK);
    add_paragraph(book->root, "a");
    add(book->root, NODE_THEMATIC_BREAK);
    add(book->root, NODE_THEMATIC_BREAK);
    add_paragraph(book->root, "b");
    add(book->root, NODE_THEMATIC_BREAK);
    add(book->root, NODE_THEMATIC_BREAK);
    add_heading(book->root, 2, "c");
    add(book->root, NODE_THEMATIC_BREAK);
    add(book->root, NODE_THEMATIC_BREAK);
    add_paragraph(book->root, "d");
    add(book->root, NODE_THEMATIC_BREAK);
    complete();
    assert_string_equal(outline_of(book->root),
                        "paragraph thematic_break paragraph heading paragraph");
}

static void as_written_keeps_everything(void **state)
{
    (void)state;
    add_heading(book->root, 2, "Contents");
    add_links(book->root, 0, 4);
    add(book->root, NODE_THEMATIC_BREAK);
    add_sections(4);
    add_link(add(book->root, NODE_PARAGRAPH), "#contents", "Back to Top ðŸ‘†");
    complete_with((struct book_options){.as_written = true});
    assert_int_equal(count_kind(NODE_LIST), 1);
    assert_int_equal(count_kind(NODE_THEMATIC_BREAK), 1);
    assert_string_equal(book->root->last->first->first->text, "Back to Top ðŸ‘†");
}

static void row_of_links_back_is_left_out(void **state)
{
    (void)state;
    add_heading(book->root, 2, "Contents");
    add_links(book->root, 0, 4);
    add_sections(4);
    struct node *row = add_link(add(book->root, NODE_PARAGRAPH), "#top", "Top")->parent;
    add_text(row, " | ");
    add_link(row, "#contents", "Contents");
    struct node *mixed = add_link(add(book->root, NODE_PARAGRAPH), "#top", "Top")->parent;
    add_link(mixed, "#two", "Two");
    complete();
    assert_null(row->parent);
    assert_ptr_equal(mixed->parent, book->root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(contents_are_left_out_and_links_lead_to_the_books_own),
        BOOK_TEST(dead_links_in_contents_are_still_reported),
        BOOK_TEST(grouped_and_nested_contents_are_left_out),
        BOOK_TEST(contents_in_details_and_in_tables_are_left_out),
        BOOK_TEST(list_before_the_first_heading_is_left_out),
        BOOK_TEST(list_in_a_sentence_stays),
        BOOK_TEST(see_also_stays),
        BOOK_TEST(lists_that_say_more_stay),
        BOOK_TEST(keep_nav_keeps_contents_and_ways_back),
        BOOK_TEST(ways_back_are_left_out),
        BOOK_TEST(links_in_text_stay),
        BOOK_TEST(breaks_beside_headings_and_in_a_row_are_left_out),
        BOOK_TEST(as_written_keeps_everything),
        BOOK_TEST(row_of_links_back_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
