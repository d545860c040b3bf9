/* book/: blocks in which nothing can be seen. */
#include "test_book_tree.h"

static struct node *add_anchor(struct node *parent, const char *id)
{
    struct node *anchor = add(add(parent, NODE_PARAGRAPH), NODE_SPAN);
    anchor->id = id;
    return anchor;
}

static struct node *link_to(const char *url)
{
    return add_link(add_paragraph(book->root, "see "), url, "there");
}

static void bare_anchors_lead_to_what_follows(void **state)
{
    (void)state;
    add_anchor(book->root, "old-name");
    add_anchor(book->root, "older-name");
    struct node *heading = add_heading(book->root, 2, "Name");
    struct node *old = link_to("#old-name"), *older = link_to("#older-name");
    complete();
    assert_string_equal(outline_of(book->root), "heading paragraph paragraph");
    assert_ptr_equal(old->link.target, heading);
    assert_ptr_equal(older->link.target, heading);
    assert_string_equal(heading->id, "name");
    assert_ptr_equal(book->chapters[0].heading, heading);
}

static void block_without_id_takes_the_anchors(void **state)
{
    (void)state;
    add_anchor(book->root, "here");
    struct node *paragraph = add_paragraph(book->root, "text");
    struct node *link = link_to("#here");
    complete();
    assert_string_equal(paragraph->id, "here");
    assert_ptr_equal(link->link.target, paragraph);
    assert_ptr_equal(map_find(&book->ids, "here"), paragraph);
}

static void last_anchor_leads_to_what_precedes(void **state)
{
    (void)state;
    struct node *heading = add_heading(book->root, 2, "Name");
    struct node *link = link_to("#end");
    struct node *division = add(add(book->root, NODE_DIVISION), NODE_DIVISION);
    add_anchor(division, "end");
    complete();
    assert_string_equal(outline_of(book->root), "heading paragraph");
    assert_ptr_equal(link->link.target, link->parent);
    assert_ptr_not_equal(link->link.target, heading);
}

static void blocks_that_show_something_stay(void **state)
{
    (void)state;
    add_image(add(book->root, NODE_PARAGRAPH), "https://example.org/x.png");
    add_paragraph(book->root, "\u00A0");
    add(add(book->root, NODE_DIVISION), NODE_THEMATIC_BREAK);
    complete();
    assert_string_equal(outline_of(book->root), "paragraph paragraph division");
}

static void nested_empty_divisions_are_no_work(void **state)
{
    (void)state;
    struct node *division = book->root;
    for (int i = 0; i < 100000; i++)
        division = add(division, NODE_DIVISION);
    add_anchor(division, "deep");
    struct node *link = link_to("#deep");
    complete();
    assert_string_equal(outline_of(book->root), "paragraph");
    assert_ptr_equal(link->link.target, link->parent);
}

static void heading_of_a_control_character_is_left_out(void **state)
{
    (void)state;
    struct node *heading = add_heading(book->root, 2, "\f");
    add_heading(book->root, 2, "\x01Two\fwords");
    complete();
    assert_null(heading->parent);
    assert_int_equal(book->toc_count, 1);
    assert_string_equal(node_copy_words(book->arena, book->toc[0].heading), "Two words");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(bare_anchors_lead_to_what_follows),
        BOOK_TEST(block_without_id_takes_the_anchors),
        BOOK_TEST(last_anchor_leads_to_what_precedes),
        BOOK_TEST(blocks_that_show_something_stay),
        BOOK_TEST(nested_empty_divisions_are_no_work),
        BOOK_TEST(heading_of_a_control_character_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
