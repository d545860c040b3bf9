/* Trees → XHTML: what a tree may hold and HTML may not is repaired, and no word is lost. */
#include "test_epub_fixture.h"

/* A link without an address and words. */
static struct node *add_bare_link(struct node *parent, enum link_kind kind)
{
    struct node *link = add(parent, NODE_LINK);
    link->link.kind = kind;
    return link;
}

/* The whole root as one chapter, without comment and section. */
static const char *dump(void)
{
    static const char start[] = "<!-- one.xhtml -->\n<section>\n", end[] = "</section>\n";
    chapters[0] = (struct chapter){.first = book->root->first, .name = "one"};
    char *xhtml = dump_chapters(1);
    assert_memory_equal(xhtml, start, sizeof start - 1);
    xhtml[strlen(xhtml) - (sizeof end - 1)] = '\0';
    return xhtml + sizeof start - 1;
}

static void a_block_in_a_paragraph_becomes_a_span(void **state)
{
    (void)state;
    struct node *paragraph = add(book->root, NODE_PARAGRAPH);
    add_text(paragraph, "a");
    add_text(add(add(paragraph, NODE_BLOCK_QUOTE), NODE_PARAGRAPH), "b");
    assert_string_equal(dump(), "<p>a<span class=\"block\"><span class=\"block\">b</span>\n"
                                "</span>\n</p>\n");
}

static void a_link_in_a_link_becomes_a_span(void **state)
{
    (void)state;
    struct node *outer = add_bare_link(add(book->root, NODE_PARAGRAPH), LINK_URL);
    outer->link.url = "https://a.b/";
    struct node *inner = add_bare_link(outer, LINK_URL);
    inner->link.url = "https://c.d/";
    add_text(inner, "x");
    assert_string_equal(dump(), "<p><a href=\"https://a.b/\"><span>x</span></a></p>\n");
}

static void links_that_lead_nowhere_have_no_address(void **state)
{
    (void)state;
    struct node *paragraph = add(book->root, NODE_PARAGRAPH);
    add_text(add_bare_link(paragraph, LINK_DEAD), "a");
    struct node *script = add_bare_link(paragraph, LINK_URL);
    script->link.url = "javascript:alert(1)";
    add_text(script, "b");
    assert_null(strstr(dump(), "href"));
    assert_null(strstr(dump(), "javascript"));
}

static void a_list_holds_only_items(void **state)
{
    (void)state;
    struct node *list = add(book->root, NODE_LIST);
    add_text(add(list, NODE_PARAGRAPH), "a");
    add_text(list, "  \n");
    add_text(add(book->root, NODE_LIST_ITEM), "b");
    assert_string_equal(dump(), "<ul>\n<li>\n<p>a</p></li>\n</ul>\n<div>b</div>\n");
}

static void a_definition_list_is_completed(void **state)
{
    (void)state;
    struct node *list = add(book->root, NODE_DEFINITION_LIST);
    add_text(add(list, NODE_DEFINITION), "a");
    add_text(add(list, NODE_DEFINITION_TERM), "b");
    assert_string_equal(dump(), "<dl>\n<dt></dt>\n<dd>a</dd>\n<dt>b</dt>\n<dd></dd></dl>\n");
}

static void a_table_gets_the_rows_and_cells_it_needs(void **state)
{
    (void)state;
    struct node *table = add(book->root, NODE_TABLE);
    struct node *head = add(table, NODE_TABLE_ROW);
    head->row.header = true;
    add_text(add(head, NODE_TABLE_CELL), "a");
    add_text(add(table, NODE_TABLE_ROW), "b");
    add_text(add(table, NODE_PARAGRAPH), "c");
    assert_string_equal(dump(), "<table>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n</tr>\n"
                                "</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n"
                                "<tr><td>\n<p>c</p></td></tr>\n</tbody>\n</table>\n");
}

static void repeated_ids_are_made_unique(void **state)
{
    (void)state;
    add(book->root, NODE_PARAGRAPH)->id = "same id";
    add(book->root, NODE_PARAGRAPH)->id = "same id";
    assert_string_equal(dump(), "<p id=\"same.20id\"></p>\n<p id=\"target-1\"></p>\n");
}

static void a_target_without_an_id_gets_one(void **state)
{
    (void)state;
    struct node *target = add(book->root, NODE_PARAGRAPH);
    add_bare_link(add(book->root, NODE_PARAGRAPH), LINK_NODE)->link.target = target;
    assert_string_equal(dump(), "<p id=\"target-1\"></p>\n<p><a href=\"#target-1\"></a></p>\n");
}

static void links_cross_files(void **state)
{
    (void)state;
    struct node *target = add(book->root, NODE_PARAGRAPH);
    struct node *second = add(book->root, NODE_PARAGRAPH);
    target->id = "here";
    add_bare_link(second, LINK_NODE)->link.target = target;
    add_bare_link(second, LINK_CONTENTS);
    chapters[0] = (struct chapter){.first = target, .end = second, .name = "one"};
    chapters[1] = (struct chapter){.first = second, .name = "two"};
    const char *xhtml = dump_chapters(2);
    assert_non_null(strstr(xhtml, "<a href=\"one.xhtml#here\"></a>"));
    assert_non_null(strstr(xhtml, "<a href=\"nav.xhtml\"></a>"));
}

static void a_footnote_stands_in_the_chapter_that_refers_to_it(void **state)
{
    (void)state;
    struct node *first = add(book->root, NODE_PARAGRAPH), *second = add(book->root, NODE_PARAGRAPH);
    struct node *note = add(book->root, NODE_FOOTNOTE);
    note->footnote.number = 7;
    add_text(add(note, NODE_PARAGRAPH), "note");
    add(first, NODE_FOOTNOTE_REFERENCE)->reference.footnote = note;
    chapters[0] = (struct chapter){.first = first, .end = second, .name = "one"};
    chapters[1] = (struct chapter){.first = second, .name = "two"};
    const char *xhtml = dump_chapters(2);
    const char *reference = strstr(xhtml, "<sup id=\"noteref-1\"><a href=\"#footnote-1\"");
    const char *shown = strstr(xhtml, "<p><a href=\"#noteref-1\" role=\"doc-backlink\">7</a> "
                                      "note</p>");
    const char *two = strstr(xhtml, "two.xhtml");
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
    (void)state;
    struct node *node = book->root;
    for (size_t i = 0; i < 20000; i++)
        node = add(node, kinds[i % 4 ? i / 7 % 9 : i % 9]);
    add_text(node, "bottom");
    const char *xhtml = dump();
    assert_in_range(measure_depth(xhtml), 100, 250);
    assert_non_null(strstr(xhtml, "bottom"));
}

static void plain_output_is_what_cmark_prints(void **state)
{
    (void)state;
    struct node *heading = add(book->root, NODE_HEADING),
                *paragraph = add(book->root, NODE_PARAGRAPH);
    heading->id = "generated";
    heading->heading.level = 2;
    add_text(paragraph, "\"a\" ");
    struct node *link = add_bare_link(paragraph, LINK_DEAD);
    link->link.url = "#dead";
    link->title = "t";
    struct buffer plain = {0};
    dump();
    epub_dump_plain(book, &plain);
    assert_string_equal(buffer_string(&plain),
                        "<h2></h2>\n<p>&quot;a&quot; <a href=\"#dead\" title=\"t\"></a></p>\n");
    buffer_drop(&plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(a_block_in_a_paragraph_becomes_a_span),
        BOOK_TEST(a_link_in_a_link_becomes_a_span),
        BOOK_TEST(links_that_lead_nowhere_have_no_address),
        BOOK_TEST(a_list_holds_only_items),
        BOOK_TEST(a_definition_list_is_completed),
        BOOK_TEST(a_table_gets_the_rows_and_cells_it_needs),
        BOOK_TEST(repeated_ids_are_made_unique),
        BOOK_TEST(a_target_without_an_id_gets_one),
        BOOK_TEST(links_cross_files),
        BOOK_TEST(a_footnote_stands_in_the_chapter_that_refers_to_it),
        BOOK_TEST(depth_is_bounded),
        BOOK_TEST(plain_output_is_what_cmark_prints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
