/* Long chapters → several files: small enough, cut before headings, nothing lost, notes beside
 * their references. */
#include "test_epub_fixture.h"

enum { MOST = 260 * 1000, FILES = 64 };

static struct {
    const char *starts[FILES + 1]; /* the last is where the dump ends */
    size_t count;
} files;

/* A paragraph of `length` letters. */
static struct node *add_words(size_t length)
{
    char *text = arena_alloc(book->arena, length + 1);
    memset(text, 'x', length);
    text[length] = '\0';
    return add_paragraph(book->root, text);
}

/* Writes the whole root as one chapter and finds its files. */
static void write(void)
{
    chapters[0] = (struct chapter){.first = book->root->first, .name = "one"};
    if (book->root->first->kind == NODE_HEADING)
        chapters[0].heading = book->root->first;
    const char *xhtml = dump_chapters(1), *cursor = xhtml;
    for (files.count = 0; (cursor = strstr(cursor, "<!-- one")) && files.count < FILES; cursor++)
        files.starts[files.count++] = cursor;
    files.starts[files.count] = xhtml + strlen(xhtml);
    for (size_t i = 0; i < files.count; i++)
        assert_true(files.starts[i + 1] - files.starts[i] < MOST);
}

static void assert_file_begins(size_t file, const char *start)
{
    assert_true(file < files.count);
    if (strncmp(files.starts[file], start, strlen(start)) != 0)
        fail_msg("file %zu begins %.80s", file, files.starts[file]);
}

static void a_short_chapter_is_one_file(void **state)
{
    (void)state;
    add_heading(book->root, 1, "Heading");
    add_words(100 * 1000);
    add_heading(book->root, 2, "Heading");
    add_words(50 * 1000);
    write();
    assert_int_equal(files.count, 1);
}

static void a_long_chapter_is_cut_before_the_higher_headings(void **state)
{
    (void)state;
    add_heading(book->root, 1, "Heading");
    for (int i = 0; i < 4; i++) {
        add_heading(book->root, 2, "Heading")->id = arena_printf(book->arena, "section-%d", i);
        add_words(60 * 1000);
        add_heading(book->root, 3, "Heading");
        add_words(60 * 1000);
    }
    write();
    assert_int_equal(files.count, 4);
    assert_file_begins(0, "<!-- one.xhtml -->\n<section epub:type=\"chapter\"");
    assert_file_begins(1, "<!-- one-2.xhtml -->\n<section aria-labelledby=\"section-1\">\n"
                          "<h2 id=\"section-1\">");
    assert_file_begins(3, "<!-- one-4.xhtml -->\n<section aria-labelledby=\"section-3\">");
}

static void a_chapter_without_headings_is_cut_between_paragraphs(void **state)
{
    (void)state;
    for (int i = 0; i < 2000; i++)
        add_words(1000);
    write();
    assert_in_range(files.count, 8, 13);
    assert_file_begins(1, "<!-- one-2.xhtml -->\n<section>\n<p>x");
}

static void no_heading_ends_a_file(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        add_words(150 * 1000);
        add_heading(book->root, 2, "Heading");
        add_heading(book->root, 3, "Heading");
    }
    add_words(1000);
    write();
    for (size_t i = 1; i < files.count; i++) {
        static const char heading[] = "</h3>\n</section>\n";
        assert_memory_not_equal(files.starts[i] - (sizeof heading - 1), heading,
                                sizeof heading - 1);
    }
}

static void notes_are_in_the_file_of_their_references(void **state)
{
    (void)state;
    struct node *references[3];
    for (int i = 0; i < 3; i++) {
        add_heading(book->root, 1, "Heading");
        references[i] = add(add_words(150 * 1000), NODE_FOOTNOTE_REFERENCE);
    }
    for (int i = 0; i < 3; i++) {
        struct node *note = add(book->root, NODE_FOOTNOTE);
        note->footnote.number = i + 1;
        add_paragraph(note, "Note.");
        references[i]->reference.footnote = note;
        references[i]->reference.ordinal = 1;
    }
    write();
    assert_int_equal(files.count, 3);
    for (size_t i = 0; i < 3; i++) {
        char note[80];
        snprintf(note, sizeof note, "<a href=\"#noteref-%zu\" role=\"doc-backlink\">", i + 1);
        const char *found = strstr(files.starts[i], note);
        assert_true(found && found < files.starts[i + 1]);
    }
}

/* A block is never cut, and the notes at the end make no file of their own. */
static void what_is_too_long_stays_whole(void **state)
{
    (void)state;
    struct node *code = add(book->root, NODE_CODE_BLOCK);
    char *text = arena_alloc(book->arena, 240 * 1000 + 1);
    memset(text, '#', 240 * 1000);
    text[240 * 1000] = '\0';
    code->code.text = text;
    for (int i = 0; i < 10; i++)
        add(add(book->root, NODE_FOOTNOTE), NODE_PARAGRAPH);
    write();
    assert_int_equal(files.count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(a_short_chapter_is_one_file),
        BOOK_TEST(a_long_chapter_is_cut_before_the_higher_headings),
        BOOK_TEST(a_chapter_without_headings_is_cut_between_paragraphs),
        BOOK_TEST(no_heading_ends_a_file),
        BOOK_TEST(notes_are_in_the_file_of_their_references),
        BOOK_TEST(what_is_too_long_stays_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
