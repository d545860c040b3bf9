/* Trees → XHTML: what a tree may hold and HTML may not is repaired, and no word is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "epub/epub.h"

/* A book whose chapters each test cuts itself. */
struct fixture {
    struct diag *diag;
    struct book *book;
    struct chapter chapters[4];
    struct buffer text;
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

static void add_text(struct fixture *fixture, struct node *parent, const char *text)
{
    add(fixture, parent, NODE_TEXT)->text = text;
}

static struct node *add_link(struct fixture *fixture, struct node *parent, enum link_kind kind)
{
    struct node *link = add(fixture, parent, NODE_LINK);
    link->link.kind = kind;
    return link;
}

/* The whole root as one chapter, without comment and section. */
static const char *dump(struct fixture *fixture)
{
    static const char start[] = "<!-- one.xhtml -->\n<section>\n", end[] = "</section>\n";
    fixture->chapters[0] = (struct chapter){.first = fixture->book->root->first, .name = "one"};
    fixture->book->chapters = fixture->chapters;
    fixture->book->chapter_count = 1;
    buffer_clear(&fixture->text);
    epub_dump_xhtml(fixture->book, &fixture->text);
    assert_memory_equal(fixture->text.data, start, sizeof start - 1);
    fixture->text.data[fixture->text.length - (sizeof end - 1)] = '\0';
    return fixture->text.data + sizeof start - 1;
}

static void a_block_in_a_paragraph_becomes_a_span(void **state)
{
    struct fixture *f = *state;
    struct node *paragraph = add(f, NULL, NODE_PARAGRAPH);
    add_text(f, paragraph, "a");
    add_text(f, add(f, add(f, paragraph, NODE_BLOCK_QUOTE), NODE_PARAGRAPH), "b");
    assert_string_equal(dump(f), "<p>a<span class=\"block\"><span class=\"block\">b</span>\n"
                                 "</span>\n</p>\n");
}

static void a_link_in_a_link_becomes_a_span(void **state)
{
    struct fixture *f = *state;
    struct node *outer = add_link(f, add(f, NULL, NODE_PARAGRAPH), LINK_URL);
    outer->link.url = "https://a.b/";
    struct node *inner = add_link(f, outer, LINK_URL);
    inner->link.url = "https://c.d/";
    add_text(f, inner, "x");
    assert_string_equal(dump(f), "<p><a href=\"https://a.b/\"><span>x</span></a></p>\n");
}

static void links_that_lead_nowhere_have_no_address(void **state)
{
    struct fixture *f = *state;
    struct node *paragraph = add(f, NULL, NODE_PARAGRAPH);
    add_text(f, add_link(f, paragraph, LINK_DEAD), "a");
    struct node *script = add_link(f, paragraph, LINK_URL);
    script->link.url = "javascript:alert(1)";
    add_text(f, script, "b");
    assert_null(strstr(dump(f), "href"));
    assert_null(strstr(dump(f), "javascript"));
}

static void a_list_holds_only_items(void **state)
{
    struct fixture *f = *state;
    struct node *list = add(f, NULL, NODE_LIST);
    add_text(f, add(f, list, NODE_PARAGRAPH), "a");
    add_text(f, list, "  \n");
    add_text(f, add(f, NULL, NODE_LIST_ITEM), "b");
    assert_string_equal(dump(f), "<ul>\n<li>\n<p>a</p></li>\n</ul>\n<div>b</div>\n");
}

static void a_definition_list_is_completed(void **state)
{
    struct fixture *f = *state;
    struct node *list = add(f, NULL, NODE_DEFINITION_LIST);
    add_text(f, add(f, list, NODE_DEFINITION), "a");
    add_text(f, add(f, list, NODE_DEFINITION_TERM), "b");
    assert_string_equal(dump(f), "<dl>\n<dt></dt>\n<dd>a</dd>\n<dt>b</dt>\n<dd></dd></dl>\n");
}

static void a_table_gets_the_rows_and_cells_it_needs(void **state)
{
    struct fixture *f = *state;
    struct node *table = add(f, NULL, NODE_TABLE);
    struct node *head = add(f, table, NODE_TABLE_ROW);
    head->row.header = true;
    add_text(f, add(f, head, NODE_TABLE_CELL), "a");
    add_text(f, add(f, table, NODE_TABLE_ROW), "b");
    add_text(f, add(f, table, NODE_PARAGRAPH), "c");
    assert_string_equal(dump(f), "<table>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n</tr>\n"
                                 "</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n"
                                 "<tr><td>\n<p>c</p></td></tr>\n</tbody>\n</table>\n");
}

static void repeated_ids_are_made_unique(void **state)
{
    struct fixture *f = *state;
    add(f, NULL, NODE_PARAGRAPH)->id = "same id";
    add(f, NULL, NODE_PARAGRAPH)->id = "same id";
    assert_string_equal(dump(f), "<p id=\"same.20id\"></p>\n<p id=\"target-1\"></p>\n");
}

static void a_target_without_an_id_gets_one(void **state)
{
    struct fixture *f = *state;
    struct node *target = add(f, NULL, NODE_PARAGRAPH);
    add_link(f, add(f, NULL, NODE_PARAGRAPH), LINK_NODE)->link.target = target;
    assert_string_equal(dump(f), "<p id=\"target-1\"></p>\n<p><a href=\"#target-1\"></a></p>\n");
}

static void links_cross_files(void **state)
{
    struct fixture *f = *state;
    struct node *target = add(f, NULL, NODE_PARAGRAPH), *second = add(f, NULL, NODE_PARAGRAPH);
    target->id = "here";
    add_link(f, second, LINK_NODE)->link.target = target;
    add_link(f, second, LINK_CONTENTS);
    f->chapters[0] = (struct chapter){.first = target, .end = second, .name = "one"};
    f->chapters[1] = (struct chapter){.first = second, .name = "two"};
    f->book->chapters = f->chapters;
    f->book->chapter_count = 2;
    epub_dump_xhtml(f->book, &f->text);
    assert_non_null(strstr(f->text.data, "<a href=\"one.xhtml#here\"></a>"));
    assert_non_null(strstr(f->text.data, "<a href=\"nav.xhtml\"></a>"));
}

static void a_footnote_stands_in_the_chapter_that_refers_to_it(void **state)
{
    struct fixture *f = *state;
    struct node *first = add(f, NULL, NODE_PARAGRAPH), *second = add(f, NULL, NODE_PARAGRAPH);
    struct node *note = add(f, NULL, NODE_FOOTNOTE);
    note->footnote.number = 7;
    add_text(f, add(f, note, NODE_PARAGRAPH), "note");
    add(f, first, NODE_FOOTNOTE_REFERENCE)->reference.footnote = note;
    f->chapters[0] = (struct chapter){.first = first, .end = second, .name = "one"};
    f->chapters[1] = (struct chapter){.first = second, .name = "two"};
    f->book->chapters = f->chapters;
    f->book->chapter_count = 2;
    epub_dump_xhtml(f->book, &f->text);
    const char *reference = strstr(f->text.data, "<sup id=\"noteref-1\"><a href=\"#footnote-1\"");
    const char *shown =
        strstr(f->text.data, "<p><a href=\"#noteref-1\" role=\"doc-backlink\">7</a> "
                             "note</p>");
    const char *two = strstr(f->text.data, "two.xhtml");
    assert_non_null(reference);
    assert_true(reference < shown && shown < two);
    assert_null(strstr(two, "note"));
}

/* How many elements are open at once, at most. */
static int measure_depth(const char *xhtml)
{
    int depth = 0, deepest = 0;
    for (const char *tag = xhtml; (tag = strchr(tag, '<')); tag++) {
        depth += tag[1] == '/' ? -1 : 1;
        if (tag[1] != '/' && strchr(tag, '>')[-1] == '/')
            depth--;
        deepest = depth > deepest ? depth : deepest;
    }
    assert_int_equal(depth, 0);
    return deepest;
}

static void depth_is_bounded(void **state)
{
    static const enum node_kind kinds[] = {NODE_BLOCK_QUOTE, NODE_LIST,      NODE_LIST_ITEM,
                                           NODE_TABLE,       NODE_TABLE_ROW, NODE_TABLE_CELL,
                                           NODE_DIVISION,    NODE_EMPHASIS,  NODE_PARAGRAPH};
    struct fixture *f = *state;
    struct node *node = NULL;
    for (size_t i = 0; i < 20000; i++)
        node = add(f, node, kinds[i % 4 ? i / 7 % 9 : i % 9]);
    add_text(f, node, "bottom");
    const char *xhtml = dump(f);
    assert_in_range(measure_depth(xhtml), 100, 250);
    assert_non_null(strstr(xhtml, "bottom"));
}

static void plain_output_is_what_cmark_prints(void **state)
{
    struct fixture *f = *state;
    struct node *heading = add(f, NULL, NODE_HEADING), *paragraph = add(f, NULL, NODE_PARAGRAPH);
    heading->id = "generated";
    heading->heading.level = 2;
    add_text(f, paragraph, "\"a\" ");
    struct node *link = add_link(f, paragraph, LINK_DEAD);
    link->link.url = "#dead";
    link->title = "t";
    dump(f);
    buffer_clear(&f->text);
    epub_dump_plain(f->book, &f->text);
    assert_string_equal(buffer_string(&f->text),
                        "<h2></h2>\n<p>&quot;a&quot; <a href=\"#dead\" title=\"t\"></a></p>\n");
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_block_in_a_paragraph_becomes_a_span),
        CASE(a_link_in_a_link_becomes_a_span),
        CASE(links_that_lead_nowhere_have_no_address),
        CASE(a_list_holds_only_items),
        CASE(a_definition_list_is_completed),
        CASE(a_table_gets_the_rows_and_cells_it_needs),
        CASE(repeated_ids_are_made_unique),
        CASE(a_target_without_an_id_gets_one),
        CASE(links_cross_files),
        CASE(a_footnote_stands_in_the_chapter_that_refers_to_it),
        CASE(depth_is_bounded),
        CASE(plain_output_is_what_cmark_prints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
