/* Long chapters → several files: small enough, cut before headings, nothing lost, notes beside
 * their references. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "epub/epub.h"

enum { MOST = 260 * 1000, FILES = 64 };

struct fixture {
    struct diag *diag;
    struct book *book;
    struct chapter chapter;
    struct buffer text;
    const char *files[FILES + 1]; /* where each file of the dump begins */
    size_t count;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.diag = diag_new()};
    fixture.book = book_new(fixture.diag);
    fixture.book->meta.title = "Test";
    fixture.book->meta.lang = "en";
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    buffer_drop(&fixture->text);
    book_drop(fixture->book);
    diag_drop(fixture->diag);
    return 0;
}

static struct node *add(struct fixture *fixture, struct node *parent, enum node_kind kind)
{
    struct node *node = node_new(fixture->book->arena, kind, (struct position){0});
    node_append(parent ? parent : fixture->book->root, node);
    return node;
}

static struct node *add_heading(struct fixture *fixture, int level)
{
    struct node *heading = add(fixture, NULL, NODE_HEADING);
    heading->heading.level = level;
    add(fixture, heading, NODE_TEXT)->text = "Heading";
    return heading;
}

/* A paragraph of `length` letters. */
static struct node *add_words(struct fixture *fixture, size_t length)
{
    char *text = arena_alloc(fixture->book->arena, length + 1);
    memset(text, 'x', length);
    text[length] = '\0';
    struct node *paragraph = add(fixture, NULL, NODE_PARAGRAPH);
    add(fixture, paragraph, NODE_TEXT)->text = text;
    return paragraph;
}

/* Writes the whole root as one chapter and finds its files. */
static void write(struct fixture *fixture)
{
    struct book *book = fixture->book;
    fixture->chapter = (struct chapter){.first = book->root->first, .name = "one"};
    if (book->root->first->kind == NODE_HEADING)
        fixture->chapter.heading = book->root->first;
    book->chapters = &fixture->chapter;
    book->chapter_count = 1;
    epub_dump_xhtml(book, &fixture->text);
    const char *cursor = buffer_string(&fixture->text);
    for (; (cursor = strstr(cursor, "<!-- one")) && fixture->count < FILES; cursor++)
        fixture->files[fixture->count++] = cursor;
    fixture->files[fixture->count] = fixture->text.data + fixture->text.length;
    for (size_t i = 0; i < fixture->count; i++)
        assert_true(fixture->files[i + 1] - fixture->files[i] < MOST);
}

static void assert_file_begins(const struct fixture *fixture, size_t file, const char *start)
{
    assert_true(file < fixture->count);
    if (strncmp(fixture->files[file], start, strlen(start)) != 0)
        fail_msg("file %zu begins %.80s", file, fixture->files[file]);
}

static void a_short_chapter_is_one_file(void **state)
{
    struct fixture *f = *state;
    add_heading(f, 1);
    add_words(f, 100 * 1000);
    add_heading(f, 2);
    add_words(f, 50 * 1000);
    write(f);
    assert_int_equal(f->count, 1);
}

static void a_long_chapter_is_cut_before_the_higher_headings(void **state)
{
    struct fixture *f = *state;
    add_heading(f, 1);
    for (int i = 0; i < 4; i++) {
        add_heading(f, 2)->id = arena_printf(f->book->arena, "section-%d", i);
        add_words(f, 60 * 1000);
        add_heading(f, 3);
        add_words(f, 60 * 1000);
    }
    write(f);
    assert_int_equal(f->count, 4);
    assert_file_begins(f, 0, "<!-- one.xhtml -->\n<section epub:type=\"chapter\"");
    assert_file_begins(f, 1,
                       "<!-- one-2.xhtml -->\n<section aria-labelledby=\"section-1\">\n"
                       "<h2 id=\"section-1\">");
    assert_file_begins(f, 3, "<!-- one-4.xhtml -->\n<section aria-labelledby=\"section-3\">");
}

static void a_chapter_without_headings_is_cut_between_paragraphs(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 2000; i++)
        add_words(f, 1000);
    write(f);
    assert_in_range(f->count, 8, 13);
    assert_file_begins(f, 1, "<!-- one-2.xhtml -->\n<section>\n<p>x");
}

static void no_heading_ends_a_file(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 4; i++) {
        add_words(f, 150 * 1000);
        add_heading(f, 2);
        add_heading(f, 3);
    }
    add_words(f, 1000);
    write(f);
    for (size_t i = 1; i < f->count; i++) {
        static const char heading[] = "</h3>\n</section>\n";
        assert_memory_not_equal(f->files[i] - (sizeof heading - 1), heading, sizeof heading - 1);
    }
}

static void notes_are_in_the_file_of_their_references(void **state)
{
    struct fixture *f = *state;
    struct node *references[3];
    for (int i = 0; i < 3; i++) {
        add_heading(f, 1);
        references[i] = add(f, add_words(f, 150 * 1000), NODE_FOOTNOTE_REFERENCE);
    }
    for (int i = 0; i < 3; i++) {
        struct node *note = add(f, NULL, NODE_FOOTNOTE);
        note->footnote.number = i + 1;
        add(f, add(f, note, NODE_PARAGRAPH), NODE_TEXT)->text = "Note.";
        references[i]->reference.footnote = note;
        references[i]->reference.ordinal = 1;
    }
    write(f);
    assert_int_equal(f->count, 3);
    for (size_t i = 0; i < 3; i++) {
        char note[80];
        snprintf(note, sizeof note, "<a href=\"#noteref-%zu\" role=\"doc-backlink\">", i + 1);
        const char *found = strstr(f->files[i], note);
        assert_true(found && found < f->files[i + 1]);
    }
}

/* A block is never cut, and the notes at the end make no file of their own. */
static void what_is_too_long_stays_whole(void **state)
{
    struct fixture *f = *state;
    struct node *code = add(f, NULL, NODE_CODE_BLOCK);
    char *text = arena_alloc(f->book->arena, 240 * 1000 + 1);
    memset(text, '#', 240 * 1000);
    text[240 * 1000] = '\0';
    code->code.text = text;
    for (int i = 0; i < 10; i++)
        add(f, add(f, NULL, NODE_FOOTNOTE), NODE_PARAGRAPH);
    write(f);
    assert_int_equal(f->count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_short_chapter_is_one_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_chapter_is_cut_before_the_higher_headings, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_chapter_without_headings_is_cut_between_paragraphs,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_heading_ends_a_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(notes_are_in_the_file_of_their_references, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_too_long_stays_whole, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
