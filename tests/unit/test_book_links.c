/* book/: where links lead. */
#include "test_book_tree.h"

static struct node *link_to(const char *url)
{
    struct node *paragraph = add_paragraph(book->root, "see ");
    return add_link(paragraph, url, "there");
}

static void known_ids_are_found(void **state)
{
    (void)state;
    struct node *heading = add_heading(book->root, 2, "Über uns");
    struct node *plain = link_to("#über-uns"), *encoded = link_to("#%C3%BCber-uns");
    struct node *prefixed = link_to("#user-content-über-uns");
    complete();
    assert_ptr_equal(plain->link.target, heading);
    assert_ptr_equal(encoded->link.target, heading);
    assert_ptr_equal(prefixed->link.target, heading);
    assert_string_equal(found(), "");
}

static void punctuation_is_repaired(void **state)
{
    (void)state;
    struct node *heading = add_heading(book->root, 2, "How do you use slots?");
    struct node *link = link_to("#how-do-you-use-__slots__");
    complete();
    assert_int_equal(link->link.kind, LINK_NODE);
    assert_ptr_equal(link->link.target, heading);
    assert_found("guide.md:2:1: warning: nothing has the id of the link "
                 "\"#how-do-you-use-__slots__\"");
    assert_found("write \"#how-do-you-use-slots\"");
}

static void hyphens_of_a_dash_are_known(void **state)
{
    (void)state;
    struct node *heading = add_heading(book->root, 2, "Before – after");
    struct node *link = link_to("#before----after");
    complete();
    assert_ptr_equal(link->link.target, heading);
    assert_string_equal(found(), "");
}

static void dead_link_names_the_nearest_id(void **state)
{
    (void)state;
    add_heading(book->root, 2, "Installation");
    add_heading(book->root, 2, "Configuration");
    struct node *link = link_to("#instalation"), *far = link_to("#quite-something-else");
    complete();
    assert_int_equal(link->link.kind, LINK_DEAD);
    assert_int_equal(far->link.kind, LINK_DEAD);
    assert_found("guide.md:3:1: warning: nothing in the book has the id of the link "
                 "\"#instalation\" [dead-link]\n    hint: the nearest id is \"#installation\"");
    assert_found("\"#quite-something-else\" [dead-link]\n    hint: link to the id of a heading");
}

static void other_files_are_found_from_the_linking_file(void **state)
{
    (void)state;
    start_file("docs/one.md");
    add_heading(book->root, 1, "One");
    struct node *file = link_to("two.md"), *web = link_to("sub/../two.html#part-a");
    struct node *bare = link_to("./two#part-a"), *out = link_to("../LICENSE");
    start_file("docs/two.md");
    struct node *two = add_heading(book->root, 1, "Two");
    struct node *part = add_heading(book->root, 2, "Part A");
    struct node *back = link_to("one.md#one");
    complete();
    assert_ptr_equal(file->link.target, two);
    assert_ptr_equal(web->link.target, part);
    assert_ptr_equal(bare->link.target, part);
    assert_ptr_equal(back->link.target, book->root->first);
    assert_int_equal(out->link.kind, LINK_DEAD);
    assert_found("\"../LICENSE\" leads out of the book");
    assert_int_equal(diag_count(diag, SEVERITY_WARNING), 1);
}

static void file_without_heading_gets_an_id(void **state)
{
    (void)state;
    struct node *link = link_to("notes.md");
    start_file("notes.md");
    struct node *notes = add_paragraph(book->root, "Notes.");
    complete();
    assert_ptr_equal(link->link.target, notes);
    assert_string_equal(notes->id, "notes");
    assert_ptr_equal(map_find(&book->ids, "notes"), notes);
}

static void web_addresses_are_kept_and_unsafe_ones_are_not(void **state)
{
    (void)state;
    struct node *web = link_to("https://example.org/a?b#c"), *mail = link_to("mailto:a@b.c");
    struct node *relative = link_to("//example.org/x");
    struct node *script = link_to(" java\nscript:alert(1)"), *data = link_to("data:text/html,x");
    complete();
    assert_int_equal(web->link.kind, LINK_URL);
    assert_int_equal(mail->link.kind, LINK_URL);
    assert_string_equal(relative->link.url, "https://example.org/x");
    assert_int_equal(script->link.kind, LINK_DEAD);
    assert_int_equal(data->link.kind, LINK_DEAD);
    assert_int_equal(diag_count(diag, SEVERITY_WARNING), 2);
}

static void ten_thousand_dead_links_are_cheap(void **state)
{
    (void)state;
    for (int i = 0; i < 10000; i++) {
        add_heading(book->root, 2, arena_printf(book->arena, "A heading with the number %d", i));
        link_to(arena_printf(book->arena, "#another-heading-with-number-%d", i));
    }
    complete();
    assert_int_equal(diag_count(diag, SEVERITY_WARNING), 10000);
}

static void unreferenced_notes_are_dropped(void **state)
{
    (void)state;
    struct node *paragraph = add_paragraph(book->root, "text");
    struct node *first = add(paragraph, NODE_FOOTNOTE_REFERENCE);
    struct node *second = add(paragraph, NODE_FOOTNOTE_REFERENCE);
    struct node *unused = add(book->root, NODE_FOOTNOTE);
    struct node *used = add(book->root, NODE_FOOTNOTE);
    first->reference.footnote = second->reference.footnote = used;
    complete();
    assert_null(unused->parent);
    assert_int_equal(used->footnote.number, 1);
    assert_int_equal(used->footnote.reference_count, 2);
    assert_ptr_equal(used->footnote.first_reference, first);
    assert_int_equal(second->reference.ordinal, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(known_ids_are_found),
        BOOK_TEST(punctuation_is_repaired),
        BOOK_TEST(hyphens_of_a_dash_are_known),
        BOOK_TEST(dead_link_names_the_nearest_id),
        BOOK_TEST(other_files_are_found_from_the_linking_file),
        BOOK_TEST(file_without_heading_gets_an_id),
        BOOK_TEST(web_addresses_are_kept_and_unsafe_ones_are_not),
        BOOK_TEST(ten_thousand_dead_links_are_cheap),
        BOOK_TEST(unreferenced_notes_are_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
