/* book/: fields of sections, and which of them the contents show. */
#include "test_book_tree.h"

static struct node *add_field(const char *label, const char *value)
{
    struct node *paragraph = add(book->root, NODE_PARAGRAPH);
    add_text(add(paragraph, NODE_STRONG), label);
    add_text(paragraph, value);
    return paragraph;
}

static struct node *add_question(const char *title, const char *difficulty)
{
    struct node *heading = add_heading(book->root, 2, title);
    if (difficulty)
        add_field("Difficulty", difficulty);
    return heading;
}

/* The labels that the contents show of a section, as "a b". */
static const char *shown_of(const struct node *heading, const char *shown)
{
    struct buffer labels = {0};
    const struct node *field = heading;
    while ((field = book_next_shown_field(book, shown, field)))
        buffer_printf(&labels, "%s%s", labels.length ? " " : "", field->field.label);
    const char *copy = arena_copy_string(book->arena, buffer_string(&labels));
    buffer_drop(&labels);
    return copy;
}

static void label_and_value_get_spans(void **state)
{
    (void)state;
    struct node *heading = add_question("One", ": Very hard ");
    complete();
    const struct node *field = book_next_field(heading);
    assert_string_equal(field->classes, "field field-difficulty value-very-hard");
    assert_string_equal(field->field.label, "difficulty");
    assert_string_equal(field->first->classes, "field-label");
    assert_string_equal(node_copy_words(book->arena, field->first), "Difficulty:");
    assert_ptr_equal(field->last, field->field.value);
    assert_string_equal(field->last->first->text, "Very hard");
    assert_null(book_next_field(field));
}

static void own_classes_stay(void **state)
{
    (void)state;
    add_heading(book->root, 2, "One");
    struct node *paragraph = add(book->root, NODE_PARAGRAPH);
    paragraph->classes = "mine";
    add_text(add(paragraph, NODE_ITALIC), "Level:");
    struct node *span = add(paragraph, NODE_SPAN);
    span->classes = "beginner";
    add_text(span, "Beginner");
    complete();
    assert_string_equal(paragraph->classes, "mine field field-level value-beginner");
    assert_string_equal(span->classes, "beginner field-value");
    assert_ptr_equal(paragraph->field.value, span);
}

static void as_written_there_are_no_fields(void **state)
{
    (void)state;
    struct node *heading = add_question("One", ": Hard");
    complete_with((struct book_options){.as_written = true});
    assert_null(book_next_field(heading));
    assert_null(heading->next->classes);
}

static void contents_show_what_tells_entries_apart(void **state)
{
    (void)state;
    static const char *const topics[] = {": A", ": B", ": C", ": D", ": E", ": F", ": G"};
    struct node *last = NULL;
    for (int i = 0; i < 7; i++) {
        last = add_question("Question", i % 2 ? ": Hard" : ": Easy");
        add_field("Topic", topics[i]);
    }
    complete();
    assert_string_equal(book->shown_field, "difficulty");
    assert_string_equal(shown_of(last, NULL), "difficulty");
    assert_string_equal(shown_of(last, "auto"), "difficulty");
    assert_string_equal(shown_of(last, "none"), "");
    assert_string_equal(shown_of(last, "topic"), "topic");
    assert_string_equal(shown_of(last, "Topic, difficulty"), "difficulty topic");
    assert_string_equal(shown_of(last, "top"), "");
}

static void contents_show_no_lone_field(void **state)
{
    (void)state;
    struct node *first = add_question("One", ": Hard");
    add_question("Two", NULL);
    add_question("Three", NULL);
    complete();
    assert_null(book->shown_field);
    assert_string_equal(shown_of(first, NULL), "");
    assert_string_equal(shown_of(first, "difficulty"), "difficulty");
}

static void contents_show_no_long_values(void **state)
{
    (void)state;
    add_question("One", ": hard, harder, hardest");
    add_question("Two", ": Easy");
    complete();
    assert_null(book->shown_field);
}

static void chip_of_a_heading_stands_apart(void **state)
{
    (void)state;
    struct node *heading = add_heading(book->root, 2, "One ");
    struct node *span = add(heading, NODE_SPAN);
    span->classes = "advanced";
    add_text(span, "Advanced");
    struct node *joined = add_heading(book->root, 2, "H");
    struct node *index = add(joined, NODE_SPAN);
    index->classes = "index";
    add_text(index, "2");
    complete();
    assert_ptr_equal(book_heading_chip(heading), span);
    assert_null(book_heading_chip(joined));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(label_and_value_get_spans),
        BOOK_TEST(own_classes_stay),
        BOOK_TEST(as_written_there_are_no_fields),
        BOOK_TEST(contents_show_what_tells_entries_apart),
        BOOK_TEST(contents_show_no_lone_field),
        BOOK_TEST(contents_show_no_long_values),
        BOOK_TEST(chip_of_a_heading_stands_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
