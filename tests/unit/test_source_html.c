/* source/: raw HTML, alone and around Markdown. */
#include "test_source_helper.h"

static void wraps_markdown(void **state)
{
    (void)state;
    check_outline("<div align=\"center\">\n\n**a**\n\n- b\n\n</div>\n\nc\n",
                  "(division(paragraph(strong(text 'a')))(list(list_item(paragraph(text 'b')))))"
                  "(paragraph(text 'c'))");
    check_outline("<details><summary>s `x`</summary>\n\ntext</details>\n\nafter\n",
                  "(details(summary(text 's `x`'))(paragraph(text 'text')))"
                  "(paragraph(text 'after'))");
    check_outline("<table>\n<tr>\n<td>\n\n*a*\n\n</td>\n<td>b</td>\n</tr>\n</table>\n",
                  "(table(table_row(table_cell(paragraph(emphasis(text 'a'))))"
                  "(table_cell(text 'b'))))");
}

static void reads_inline_elements(void **state)
{
    (void)state;
    check_outline("a <kbd>Ctrl</kbd> H<sub>2</sub>O <br> <b>*c*</b>\n",
                  "(paragraph(text 'a ')(keyboard(text 'Ctrl'))(text ' H')(subscript(text '2'))"
                  "(text 'O ')(hard_break)(bold(emphasis(text 'c'))))");
    check_outline("<a href=\"u\"><img src=\"i\" alt=\"t\"></a> x\n",
                  "(paragraph(link <u>(image <i> 't'))(text ' x'))");
    check_outline("a <span class=\" x  y \">b</span><span>c</span> <code>d</code>\n",
                  "(paragraph(text 'a ')(span.x y(text 'b'))(text 'c')(text ' ')(code 'd'))");
}

static void repairs_bad_nesting_as_browsers_do(void **state)
{
    (void)state;
    check_outline("*a <b>b* c</b> d\n",
                  "(paragraph(emphasis(text 'a ')(bold(text 'b')))(bold(text ' c'))(text ' d'))");
    check_outline("<p>a<p>b\n", "(paragraph(text 'a'))(paragraph(text 'b'))");
    check_outline("<ul><li>a<li>b</ul>\n",
                  "(list(list_item(paragraph(text 'a')))(list_item(paragraph(text 'b'))))");
    check_outline("<table>x<tr><td>a</table>\n",
                  "(paragraph(text 'x'))(table(table_row(table_cell(text 'a'))))");
}

static void does_not_leak_out_of_its_block(void **state)
{
    (void)state;
    check_outline("a <b>b\n\nc <i>d</i>\n",
                  "(paragraph(text 'a ')(bold(text 'b')))(paragraph(text 'c ')"
                  "(italic(text 'd')))");
    check_outline("> <div class=x>\n\na\n", "(paragraph(text 'a'))");
    check_outline("<div>\n\n> </div>\n> a\n\nb\n\n</div>\n",
                  "(division(block_quote(paragraph(text 'a')))(paragraph(text 'b')))");
}

static void moves_inline_elements_into_blocks(void **state)
{
    (void)state;
    check_outline("<a href=u>\n\n# a\n\nb [c](d)\n\n</a>\n",
                  "(heading(link <u>(text 'a')))(paragraph(link <u>(text 'b ')"
                  "(span(text 'c'))))");
    check_outline("<h1 align=center>\n\na *b*\n\n</h1>\n",
                  "(heading(text 'a ')(emphasis(text 'b')))");
    check_outline("<div>a<p>b</p>c</div>\n",
                  "(division(paragraph(text 'a'))(paragraph(text 'b'))(paragraph(text 'c')))");
}

static void gives_anchors_to_what_follows(void **state)
{
    (void)state;
    check_outline("<a name=\"x\"></a>\n\n## H\n", "(heading(span#x)(text 'H'))");
    check_outline("<div id=\"x\"></div>\n\n- a\n",
                  "(division#x)(list(list_item(paragraph(text 'a'))))");
    check_outline("a <a id=x></a>b\n", "(paragraph(text 'a ')(span#x)(text 'b'))");
    check_outline("a\n\n<a id=x></a>\n", "(paragraph(text 'a'))(division#x)");
}

static void keeps_the_content_of_unknown_elements(void **state)
{
    (void)state;
    check_outline("<Listing id=x>\n\n    code\n\n</Listing>\n",
                  "(division#x(code_block 'code\n'))");
    check_outline("<foo class=\"c\">\n\na\n\n</foo>\n", "(division.c(paragraph(text 'a')))");
    check_message("A Vec<T> here\n", 14, true, ":1:6: warning: <T> is taken for an HTML tag");
}

static void drops_what_no_book_shows(void **state)
{
    (void)state;
    check_outline("a <script>b()</script> c <!-- d --> e\n",
                  "(paragraph(text 'a ')(text ' c ')(text ' e'))");
    check_outline("<script>\nif (a < b) \"</p>\"\n</script>\n\na\n", "(paragraph(text 'a'))");
    check_outline(
        "<style>\n\np{}\n\n</style>\nb <textarea>c</textarea>\n\n<p onclick=\"x()\">d</p>\n",
        "(paragraph(text 'b '))(paragraph(text 'd'))");
    check_outline("<div\n\na\n", "(paragraph(text 'a'))");
    check_outline("a <title>b\n\nc\n", "(paragraph(text 'a ')(text 'b'))(paragraph(text 'c'))");
}

static void keeps_the_name_of_a_drawing(void **state)
{
    (void)state;
    check_outline("a <svg><title>b</title><g/></svg> c\n",
                  "(paragraph(text 'a ')(text 'b')(text ' c'))");
    check_outline("<div><svg aria-label=\"b\"><path/></svg>c</div>\n",
                  "(division(paragraph(text 'b')(text 'c')))");
}

static void reads_preformatted_text(void **state)
{
    (void)state;
    check_outline(
        "<pre><code class=\"x language-py\">a &lt;b\n  <span class=k>c</span></code></pre>\n",
        "(code_block 'a <b\n  c\n')");
    check_outline("<a name=b></a>\n<pre>a</pre>\n", "(division#b)(code_block 'a\n')");
    check_outline("<pre>a <code>b</code></pre>\n", "(code_block 'a b\n')");
    struct reading reading = read_text("<pre><code class=\"language-py\">a</code></pre>\n");
    assert_string_equal(find_kind(reading.book, NODE_CODE_BLOCK)->code.language, "py");
    drop_reading(&reading);
}

static void keeps_formatting_in_preformatted_text(void **state)
{
    (void)state;
    check_outline("<pre>\n a  <b>b</b>\n\tc</pre>\n",
                  "(preformatted(text ' a  ')(bold(text 'b'))(text '\n\tc'))");
    check_outline("<pre><code>a\n<i>b</i></code></pre>\n",
                  "(preformatted(code 'a\n')(italic(code 'b')))");
    check_outline("<pre>a <span class=x>b</span></pre>\n",
                  "(preformatted(text 'a ')(span.x(text 'b')))");
    check_outline("<pre lang=en id=x>'q' <a href=u>--</a></pre>\n",
                  "(preformatted#x(text ''q' ')(link <u>(text '--')))");
}

static void parts_blocks_in_preformatted_text_by_line_ends(void **state)
{
    (void)state;
    check_outline("<pre>a<div><b>b</b></div>c<hr>d<br>e<ul><li>f<li>g</ul>\n<p>h</p></pre>\n",
                  "(preformatted(text 'a')(text '\n')(bold(text 'b'))(text '\n')(text 'c')"
                  "(text '\n')(text 'd')(text '\n')(text 'e')(text '\n')(text 'f')(text '\n')"
                  "(text 'g')(text '\n')(text 'h'))");
    check_outline("<div><pre>a\n\n*b*\nc  \nd\n\n- e\n- f\n\n</pre></div>\n",
                  "(division(preformatted(text 'a\n')(emphasis(text 'b'))(text '\n')(text 'c')"
                  "(text '\n')(text 'd')(text '\n')(text 'e')(text '\n')(text 'f')))");
}

static void ends_unclosed_preformatted_text_before_markdown(void **state)
{
    (void)state;
    check_outline("<div><pre>a <b>b</b>\n\n# C\n\nd\n\n</div>\n",
                  "(division(preformatted(text 'a ')(bold(text 'b'))(text '\n'))"
                  "(heading(text 'C'))(paragraph(text 'd')))");
}

static void makes_preformatted_text_code_in_a_heading(void **state)
{
    (void)state;
    check_outline("<h2>a<pre>b  c\n<i>d</i></pre></h2>\n",
                  "(heading(text 'a')(text ' ')(code 'b c')(text ' ')(italic(code 'd')))");
}

static void holds_blocks_in_edits(void **state)
{
    (void)state;
    check_outline("<del>\n\n*a*\n\nb\n\n</del>\n",
                  "(division(paragraph(emphasis(text 'a')))(paragraph(text 'b')))");
    struct reading reading = read_text("<ins id=x>\n\na\n\n</ins>\n");
    assert_int_equal(reading.book->root->first->division.edit, EDIT_INSERTED);
    assert_string_equal(reading.book->root->first->id, "x");
    drop_reading(&reading);
}

/* Where no block may stand, or in the middle of a text, it is an element of the text. */
static void lets_edits_reach_over_blocks(void **state)
{
    (void)state;
    check_outline("<ul><del><li>a<li>b</del></ul>\n",
                  "(list(list_item(paragraph(deleted(text 'a'))))"
                  "(list_item(paragraph(deleted(text 'b')))))");
    check_outline("<div>a <del>b<p>c</p></del></div>\n",
                  "(division(paragraph(text 'a')(text ' ')(deleted(text 'b')))"
                  "(paragraph(deleted(text 'c'))))");
    check_outline("<h2><del><p>a</p></del></h2>\n", "(heading(deleted(text 'a')))");
}

static void lays_cells_into_columns(void **state)
{
    (void)state;
    struct reading reading =
        read_text("<table><tr><th colspan=2>a<th rowspan=9>b<tr><td>c<td>d<td>e</table>\n");
    const struct node *table = find_kind(reading.book, NODE_TABLE);
    assert_int_equal(table->table.column_count, 4);
    assert_true(table->first->row.header);
    assert_int_equal(table->first->last->cell.column, 2);
    assert_int_equal(table->first->last->cell.row_span, 2);
    assert_int_equal(table->last->last->cell.column, 3);
    drop_reading(&reading);
}

static void reads_checkboxes_and_definitions(void **state)
{
    (void)state;
    struct reading reading = read_text("<ul><li><input type=checkbox checked> a</ul>\n");
    assert_true(find_kind(reading.book, NODE_LIST_ITEM)->item.done);
    assert_null(find_kind(reading.book, NODE_CHECKBOX));
    drop_reading(&reading);
    check_outline("<dl><dt>a<dd>b<dt>c<dd><p>d</dl>\n",
                  "(definition_list(definition_term(text 'a'))(definition(paragraph(text 'b')))"
                  "(definition_term(text 'c'))(definition(paragraph(text 'd'))))");
}

static void places_elements_in_the_file(void **state)
{
    (void)state;
    struct reading reading = read_text("---\na: b\n---\n<p>\n  <a href=u>a</a>\n</p>\n");
    const struct node *link = find_kind(reading.book, NODE_LINK);
    assert_int_equal(link->where.line, 5);
    assert_int_equal(link->where.column, 3);
    drop_reading(&reading);
}

static void shows_what_unknown_elements_say(void **state)
{
    (void)state;
    check_outline(
        "<Listing number=\"2-1\" file-name=\"src/a.rs\" caption=\"Reads `stdin` *well*\">\n\n"
        "    code\n\n</Listing>\n",
        "(division.listing(paragraph.element-file(code 'src/a.rs'))(code_block 'code\n')"
        "(paragraph.element-caption(strong(text 'Listing 2-1: '))(text 'Reads ')(code "
        "'stdin')(text ' ')"
        "(emphasis(text 'well'))))");
    check_outline("<my-box class=c number=7>\n\ntext\n\n</my-box>\n",
                  "(division.my-box c(paragraph(text "
                  "'text'))(paragraph.element-caption(strong(text 'My-box 7'))))");
    check_outline("<Quiz caption=\"a <script>b</script>\">\n\n</Quiz>\n\nx\n",
                  "(paragraph(text 'x'))");
    check_outline("<Quiz caption=\"# a\">\n\ny\n\n</Quiz>\n",
                  "(division.quiz(paragraph(text 'y'))(paragraph.element-caption(text '# a')))");
    check_outline("a <Tip caption=x>b</Tip> c\n", "(paragraph(text 'a ')(text 'b')(text ' c'))");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_what_unknown_elements_say),
        cmocka_unit_test(wraps_markdown),
        cmocka_unit_test(reads_inline_elements),
        cmocka_unit_test(repairs_bad_nesting_as_browsers_do),
        cmocka_unit_test(does_not_leak_out_of_its_block),
        cmocka_unit_test(moves_inline_elements_into_blocks),
        cmocka_unit_test(gives_anchors_to_what_follows),
        cmocka_unit_test(keeps_the_content_of_unknown_elements),
        cmocka_unit_test(drops_what_no_book_shows),
        cmocka_unit_test(keeps_the_name_of_a_drawing),
        cmocka_unit_test(reads_preformatted_text),
        cmocka_unit_test(keeps_formatting_in_preformatted_text),
        cmocka_unit_test(parts_blocks_in_preformatted_text_by_line_ends),
        cmocka_unit_test(ends_unclosed_preformatted_text_before_markdown),
        cmocka_unit_test(makes_preformatted_text_code_in_a_heading),
        cmocka_unit_test(holds_blocks_in_edits),
        cmocka_unit_test(lets_edits_reach_over_blocks),
        cmocka_unit_test(lays_cells_into_columns),
        cmocka_unit_test(reads_checkboxes_and_definitions),
        cmocka_unit_test(places_elements_in_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
