/* source/: Markdown and what GitHub makes of it. */
#include "test_source_helper.h"

static void places_nodes_in_the_file(void **state)
{
    (void)state;
    struct reading reading = read_text("---\ntitle: x\n---\n[r]: /u\n[s]: /v\ntext\n> not\n\n"
                                       "> quote\nlazy [link](u) ![i](j)\n");
    const struct node *link = find_kind(reading.book, NODE_LINK);
    assert_int_equal(link->where.line, 10);
    assert_int_equal(link->where.column, 6);
    const struct node *image = find_kind(reading.book, NODE_IMAGE);
    assert_int_equal(image->where.column, 16);
    assert_string_equal(link->where.file, reading.path);
    const struct node *paragraph = reading.book->root->first;
    assert_int_equal(paragraph->where.line, 6);
    assert_int_equal(paragraph->first->where.line, 6);
    drop_reading(&reading);
}

static void joins_text_that_the_parser_cut(void **state)
{
    (void)state;
    check_outline("a_b_c [d] \\*e* \"f\" -- g...\n",
                  "(paragraph(text 'a_b_c [d] *e* \u201cf\u201d \u2013 g\u2026'))");
}

static void reads_lists(void **state)
{
    (void)state;
    struct reading reading = read_text("7) a\n8) b\n\n   c\n");
    const struct node *list = find_kind(reading.book, NODE_LIST);
    assert_true(list->list.ordered);
    assert_false(list->list.tight);
    assert_int_equal(list->list.start, 7);
    assert_int_equal(list->list.delimiter, ')');
    drop_reading(&reading);
    reading = read_text("- [x] a\n- [ ] b\n- c\n");
    list = find_kind(reading.book, NODE_LIST);
    assert_true(list->list.tight);
    assert_true(list->first->item.task && list->first->item.done);
    assert_true(list->first->next->item.task && !list->first->next->item.done);
    assert_false(list->last->item.task);
    drop_reading(&reading);
}

static void reads_tables(void **state)
{
    (void)state;
    struct reading reading = read_text("| a | b | c |\n|:--|:-:|--:|\n| d |\n");
    const struct node *table = find_kind(reading.book, NODE_TABLE);
    assert_int_equal(table->table.column_count, 3);
    assert_int_equal(table->table.columns[2], ALIGN_RIGHT);
    assert_true(table->first->row.header);
    const struct node *cell = table->last->last;
    assert_int_equal(cell->cell.column, 2);
    assert_int_equal(cell->align, ALIGN_RIGHT);
    assert_int_equal(cell->where.line, 3);
    drop_reading(&reading);
}

static void keeps_the_info_string_of_code(void **state)
{
    (void)state;
    struct reading reading = read_text("```rust,ignore  x=1\ncode\n```\n");
    const struct node *code = find_kind(reading.book, NODE_CODE_BLOCK);
    assert_string_equal(code->code.language, "rust");
    assert_string_equal(code->code.info, "rust,ignore  x=1");
    drop_reading(&reading);
}

static void numbers_footnotes_by_first_reference(void **state)
{
    (void)state;
    struct reading reading =
        read_text("a[^two] b[^one] c[^two]\n\n[^one]: first\n\n[^two]: second\n\n[^no]: never\n");
    const struct node *note = reading.book->root->last->previous;
    assert_int_equal(note->kind, NODE_FOOTNOTE);
    assert_int_equal(note->footnote.number, 1);
    assert_string_equal(note->footnote.label, "two");
    assert_int_equal(note->footnote.reference_count, 2);
    assert_int_equal(note->footnote.first_reference->reference.ordinal, 1);
    assert_ptr_equal(note->footnote.first_reference->reference.footnote, note);
    assert_string_equal(note->next->footnote.label, "one");
    assert_int_equal(note->where.line, 5);
    drop_reading(&reading);
}

static void makes_alerts_of_marked_quotes(void **state)
{
    (void)state;
    check_outline("> [!Note]\n> a\n", "(alert(paragraph(text 'a')))");
    check_outline("> [!CAUTION]\n>\n> a\n", "(alert(paragraph(text 'a')))");
    check_outline("> [!NOTE] a\n", "(block_quote(paragraph(text '[!NOTE] a')))");
    check_outline("> [!NOTE]\n", "(block_quote(paragraph(text '[!NOTE]')))");
    struct reading reading = read_text("> [!WARNING]\n> a\n");
    assert_int_equal(reading.book->root->first->alert.kind, ALERT_WARNING);
    drop_reading(&reading);
}

static void replaces_shortcodes_in_text_only(void **state)
{
    (void)state;
    check_outline("a :white_check_mark::+1: `:+1:` 1:100:2 :nope: https://x.y/:+1:/z\n",
                  "(paragraph(text 'a ✅👍 ')(code ':+1:')(text ' 1:100:2 :nope: ')"
                  "(link <https://x.y/:+1:/z>(text 'https://x.y/:+1:/z')))");
}

static void reads_attributes_of_headings(void **state)
{
    (void)state;
    check_outline("# A {#my_id .b .c}\n", "(heading#my_id.b c(text 'A'))");
    check_outline("# A *b* {#c}\n", "(heading#c(text 'A ')(emphasis(text 'b')))");
    check_outline("# f(x) {x}\n", "(heading(text 'f(x) {x}'))");
    struct reading reading = read_text("# Bonjour {lang=\"fr\"}\n");
    assert_string_equal(reading.book->root->first->lang, "fr");
    drop_reading(&reading);
}

static void takes_text_as_written_when_asked(void **state)
{
    (void)state;
    static const char text[] = "> [!NOTE]\n> \"a\" -- :+1: http://x.y\n\n# b {#c}\n";
    struct reading reading = read_bytes(text, sizeof text - 1, true);
    assert_string_equal(buffer_string(&reading.outline),
                        "(block_quote(paragraph(text '[!NOTE]')(soft_break)"
                        "(text '\"a\" -- :+1: http://x.y')))(heading(text 'b {#c}'))");
    drop_reading(&reading);
}

static void never_runs_code(void **state)
{
    (void)state;
    check_outline("[a](javascript:alert(1))", "(paragraph(span(text 'a')))");
    check_outline("![a](data:image/png;base64,AA)", "(paragraph(text 'a'))");
    check_outline("<a href=' java&#10;script:x'>a</a>", "(paragraph(text 'a'))");
}

static void keeps_files_apart(void **state)
{
    (void)state;
    char paths[2][32] = {"/tmp/bifolio-test-XXXXXX", "/tmp/bifolio-test-XXXXXX"};
    static const char text[] = "---\ntitle: t\n---\na[^1]\n\n[^1]: note\n";
    const char *names[2];
    for (int i = 0; i < 2; i++) {
        int descriptor = mkstemp(paths[i]);
        assert_int_equal(write(descriptor, text, sizeof text - 1), sizeof text - 1);
        close(descriptor);
        names[i] = paths[i];
    }
    struct diag *diag = diag_new();
    struct book *book = source_read(names, 2, &(struct source_options){0}, diag);
    const struct node *first = book->root->first, *last = book->root->last;
    assert_ptr_equal(first->where.file, names[0]);
    assert_ptr_equal(last->where.file, names[1]);
    assert_int_equal(last->footnote.number, 1);
    assert_int_equal(last->footnote.reference_count, 1);
    assert_int_equal(last->previous->kind, NODE_PARAGRAPH);
    book_drop(book);
    diag_drop(diag);
    unlink(names[0]);
    unlink(names[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_nodes_in_the_file),
        cmocka_unit_test(joins_text_that_the_parser_cut),
        cmocka_unit_test(reads_lists),
        cmocka_unit_test(reads_tables),
        cmocka_unit_test(keeps_the_info_string_of_code),
        cmocka_unit_test(numbers_footnotes_by_first_reference),
        cmocka_unit_test(makes_alerts_of_marked_quotes),
        cmocka_unit_test(replaces_shortcodes_in_text_only),
        cmocka_unit_test(reads_attributes_of_headings),
        cmocka_unit_test(takes_text_as_written_when_asked),
        cmocka_unit_test(never_runs_code),
        cmocka_unit_test(keeps_files_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
