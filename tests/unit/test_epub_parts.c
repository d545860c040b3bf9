/* Long chapters → several files: small enough, cut before headings, nothing lost, notes beside
 * their references. */
#include "test_epub_fixture.h"

enum { MOST = 260 * 1000, FILES = 64 };

static struct {
    const char *starts[FILES + 1]; /* the last is where the dump ends */
    size_t count;
} files;

/* A text of so many equal letters. */
static char *repeat(char letter, size_t length)
{
    char *text = arena_alloc(book->arena, length + 1);
    memset(text, letter, length);
    text[length] = '\0';
    return text;
}

static struct node *add_words_to(struct node *parent, size_t length)
{
    return add_paragraph(parent, repeat('x', length));
}

/* A paragraph of `length` letters. */
static struct node *add_words(size_t length)
{
    return add_words_to(book->root, length);
}

/* A list of so many items, each about 1 KB. */
static struct node *add_list(struct node *parent, int count)
{
    struct node *list = add(parent, NODE_LIST);
    list->list.ordered = true;
    list->list.start = 1;
    for (int i = 0; i < count; i++)
        add_words_to(add(list, NODE_LIST_ITEM), 1000);
    return list;
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

/* How often a text stands in a file. */
static int count_in_file(size_t file, const char *text)
{
    int count = 0;
    const char *cursor = files.starts[file];
    while ((cursor = strstr(cursor, text)) && cursor < files.starts[file + 1]) {
        count++;
        cursor += strlen(text);
    }
    return count;
}

/* The elements that are opened and closed in a file must be the same number. */
static void assert_balanced(const char *name, int count)
{
    char start[20], end[20];
    snprintf(start, sizeof start, "<%s", name);
    snprintf(end, sizeof end, "</%s>", name);
    for (size_t i = 0; i < files.count; i++) {
        assert_int_equal(count_in_file(i, start), count);
        assert_int_equal(count_in_file(i, end), count);
    }
}

static void a_division_around_the_whole_is_opened_again_in_each_file(void **state)
{
    (void)state;
    struct node *division = add(add(book->root, NODE_DIVISION), NODE_DIVISION);
    division->id = "all";
    division->classes = "wide";
    for (int i = 0; i < 8; i++) {
        add_heading(division, 2, "Heading")->id = arena_printf(book->arena, "section-%d", i);
        add_words_to(division, 60 * 1000);
    }
    write();
    assert_int_equal(files.count, 3);
    assert_file_begins(0, "<!-- one.xhtml -->\n<section>\n<div>\n"
                          "<div id=\"all\" class=\"wide\">\n<h2 id=\"section-0\">");
    assert_file_begins(1, "<!-- one-2.xhtml -->\n<section aria-labelledby=\"section-3\">\n<div>\n"
                          "<div class=\"wide\">\n<h2 id=\"section-3\">");
    assert_balanced("div", 2);
}

/* The second opens with a heading as well: that must not keep them together. */
static void divisions_with_headings_are_parted(void **state)
{
    (void)state;
    for (int i = 0; i < 8; i++) {
        struct node *division = add(book->root, NODE_DIVISION);
        add_heading(division, 2, "Heading");
        add_words_to(division, 60 * 1000);
    }
    write();
    assert_int_equal(files.count, 3);
    assert_file_begins(1, "<!-- one-2.xhtml -->\n<section>\n<div>\n<h2>");
}

static void a_long_list_goes_on_counting_in_the_next_file(void **state)
{
    (void)state;
    struct node *list = add_list(add(book->root, NODE_BLOCK_QUOTE), 700);
    list->list.start = 5;
    list->first->next->item.value = 1001; /* so the item at index i has the number 1000 + i */
    write();
    assert_int_equal(files.count, 3);
    int first = count_in_file(0, "<li"), second = count_in_file(1, "<li");
    assert_file_begins(0,
                       "<!-- one.xhtml -->\n<section>\n<blockquote>\n<ol start=\"5\">\n<li>\n<p>");
    assert_file_begins(1, arena_printf(book->arena,
                                       "<!-- one-2.xhtml -->\n<section>\n<blockquote>\n"
                                       "<ol start=\"%d\">\n<li>\n<p>x",
                                       1000 + first));
    assert_file_begins(2, arena_printf(book->arena,
                                       "<!-- one-3.xhtml -->\n<section>\n<blockquote>\n"
                                       "<ol start=\"%d\">\n<li>\n<p>x",
                                       1000 + first + second));
    assert_int_equal(first + second + count_in_file(2, "<li"), 700);
    assert_balanced("ol", 1);
    assert_balanced("blockquote", 1);
}

/* Its number stands in the first file; the item behind it has the next one. */
static void an_item_that_is_cut_is_numbered_once(void **state)
{
    (void)state;
    struct node *list = add_list(book->root, 3), *item = list->first->next;
    add_list(item, 300);
    write();
    assert_int_equal(files.count, 2);
    assert_file_begins(1, arena_printf(book->arena,
                                       "<!-- one-2.xhtml -->\n<section>\n<ol start=\"2\">\n"
                                       "<li style=\"list-style: none\">\n<ol start=\"%d\">\n<li>",
                                       count_in_file(0, "<li") - 2 + 1));
    assert_balanced("ol", 2);
}

static void a_list_that_fits_a_file_is_not_cut(void **state)
{
    (void)state;
    for (size_t before = 0; before < 200; before += 20) {
        while (book->root->first)
            node_unlink(book->root->first);
        for (size_t i = 0; i <= before; i++)
            add_words(1000);
        add_list(book->root, 185);
        add_words(100 * 1000);
        write();
        int lists = 0;
        for (size_t i = 0; i < files.count; i++)
            lists += count_in_file(i, "<ol");
        assert_int_equal(lists, 1);
    }
}

static void terms_stay_with_their_definitions(void **state)
{
    (void)state;
    struct node *list = add(add(book->root, NODE_DETAILS), NODE_DEFINITION_LIST);
    for (int i = 0; i < 300; i++) {
        add_text(add(list, NODE_DEFINITION_TERM), repeat('t', 500));
        add_text(add(list, NODE_DEFINITION_TERM), repeat('t', 500));
        add_words_to(add(list, NODE_DEFINITION), 500);
    }
    write();
    assert_int_equal(files.count, 2);
    assert_file_begins(1,
                       "<!-- one-2.xhtml -->\n<section>\n<section class=\"details\">\n<dl>\n<dt>t");
    assert_int_equal(count_in_file(0, "<dt>"), 2 * count_in_file(0, "<dd>"));
}

/* A table of so many rows, each about 1 KB; every cell at the left reaches over `span` of them. */
static struct node *add_table(int rows, int span)
{
    struct node *table = add(book->root, NODE_TABLE);
    table->table.column_count = 2;
    add_text(add(table, NODE_CAPTION), "Caption");
    for (int i = 0; i <= rows; i++) {
        struct node *row = add(table, NODE_TABLE_ROW);
        row->row.header = i == 0;
        for (int k = i > 0 && (i - 1) % span > 0; k < 2; k++) {
            struct node *cell = add(row, NODE_TABLE_CELL);
            cell->cell.column = k;
            cell->cell.column_span = 1;
            cell->cell.row_span = i > 0 && k == 0 ? span : 1;
            add_text(cell, i == 0   ? "Header"
                           : k == 0 ? "wide-word-to-have-shares"
                                    : repeat('x', 1000));
        }
    }
    return table;
}

static void a_long_table_repeats_its_header_in_the_next_file(void **state)
{
    (void)state;
    struct node *table = add_table(500, 1);
    table->first->next->first->id = "column";
    write();
    assert_int_equal(files.count, 3);
    for (size_t i = 0; i < files.count; i++) {
        assert_int_equal(count_in_file(i, "<caption>"), i == 0);
        assert_int_equal(count_in_file(i, "<col style=\"width: 16%\" />"), 1);
        assert_int_equal(count_in_file(i, "<thead>"), 1);
        assert_int_equal(count_in_file(i, "<tbody>"), 1);
        assert_int_equal(count_in_file(i, "Header"), 2);
        assert_int_equal(count_in_file(i, "id=\"column\""), i == 0);
    }
    assert_balanced("table", 1);
}

static void no_cell_is_cut_between_its_rows(void **state)
{
    (void)state;
    add_table(490, 7);
    write();
    assert_int_equal(files.count, 3);
    for (size_t i = 0; i < files.count; i++)
        assert_int_equal((count_in_file(i, "<tr>") - 1) % 7, 0);
}

static void long_code_is_cut_between_its_lines(void **state)
{
    (void)state;
    enum { LINES = 4000, LENGTH = 50 };
    struct node *code = add(add(book->root, NODE_BLOCK_QUOTE), NODE_CODE_BLOCK);
    struct code_span *spans = ARENA_ARRAY(book->arena, struct code_span, LINES);
    char *text = repeat('<', LINES * LENGTH);
    for (uint32_t i = 0; i < LINES; i++) {
        text[i * LENGTH + LENGTH - 1] = '\n';
        spans[i] = (struct code_span){i * LENGTH, i * LENGTH + 5, CODE_KEYWORD};
    }
    code->id = "code";
    code->code.text = text;
    code->code.language = "c";
    code->code.spans = spans;
    code->code.span_count = LINES;
    write();
    assert_int_equal(files.count, 4);
    int letters = 0, pieces = 0;
    for (size_t i = 0; i < files.count; i++) {
        letters += count_in_file(i, "&lt;");
        pieces += count_in_file(i, "<span class=\"hl-keyword\">&lt;&lt;&lt;&lt;&lt;</span>&lt;");
        assert_int_equal(count_in_file(i, "id=\"code\""), i == 0);
        assert_int_equal(
            count_in_file(i, "aria-label=\"Code: c\"><code class=\"language-c\"><span"), 1);
        assert_int_equal(count_in_file(i, "&lt;\n</code></pre>\n</blockquote>"), 1);
    }
    assert_int_equal(letters, LINES * (LENGTH - 1));
    assert_int_equal(pieces, LINES);
    assert_balanced("pre", 1);
}

static void escapes_are_counted(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++)
        add_paragraph(book->root, repeat('&', 10 * 1000));
    write();
    assert_int_equal(files.count, 7);
}

static void before_what_is_too_long_a_file_may_be_short(void **state)
{
    (void)state;
    add_words(20 * 1000);
    add_words(20 * 1000);
    add_words(240 * 1000);
    write();
    assert_int_equal(files.count, 2);
    assert_int_equal(count_in_file(0, "<p>"), 2);
}

/* A line is never cut, and the notes at the end make no file of their own. */
static void what_is_too_long_stays_whole(void **state)
{
    (void)state;
    struct node *code = add(book->root, NODE_CODE_BLOCK);
    code->code.text = repeat('#', 240 * 1000);
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
        BOOK_TEST(a_division_around_the_whole_is_opened_again_in_each_file),
        BOOK_TEST(divisions_with_headings_are_parted),
        BOOK_TEST(a_long_list_goes_on_counting_in_the_next_file),
        BOOK_TEST(an_item_that_is_cut_is_numbered_once),
        BOOK_TEST(a_list_that_fits_a_file_is_not_cut),
        BOOK_TEST(terms_stay_with_their_definitions),
        BOOK_TEST(a_long_table_repeats_its_header_in_the_next_file),
        BOOK_TEST(no_cell_is_cut_between_its_rows),
        BOOK_TEST(long_code_is_cut_between_its_lines),
        BOOK_TEST(escapes_are_counted),
        BOOK_TEST(before_what_is_too_long_a_file_may_be_short),
        BOOK_TEST(what_is_too_long_stays_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
