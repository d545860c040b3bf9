/* pdf/: whole documents, read back with qpdf, poppler and mupdf. */
#include "test_pdf_fixture.h"

#include <signal.h>
#include <sys/resource.h>

/* A heading, a paragraph over two pages with a link, and a table of one row. */
static void fill_book(struct fixture *fixture)
{
    uint32_t document = fixture_element(fixture, ELEMENT_DOCUMENT, 0);
    uint32_t heading = fixture_element(fixture, ELEMENT_HEADING, document);
    uint32_t paragraph = fixture_element(fixture, ELEMENT_PARAGRAPH, document);
    uint32_t link = fixture_element(fixture, ELEMENT_LINK, paragraph);
    fixture_tag(fixture, heading);
    fixture_line(fixture, "The office");
    fixture_end_tag(fixture);
    fixture_tag(fixture, paragraph);
    fixture_line(fixture, "first flight");
    fixture_tag(fixture, link);
    fixture_line(fixture, "linked words");
    fixture_end_tag(fixture);
    fixture_end_tag(fixture);
    fixture_link(fixture, (struct link_area){.rect = {PT(60), PT(92), PT(80), PT(14)},
                                             .url = "https://example.org/\xC3\xA4 (b)",
                                             .element = link});
    fixture_end_page(fixture, "i");
    fixture_tag(fixture, paragraph);
    fixture_line(fixture, "second page");
    fixture_end_tag(fixture);
    fixture_end_page(fixture, "1");
}

static void text_copies_back_with_ligatures_resolved(void **state)
{
    fill_book(*state);
    fixture_write(*state);
    assert_says(*state, "qpdf --check '%s' 2>&1", "No syntax or stream encoding errors");
    assert_says(*state, "pdftotext '%s' - 2>&1", "The office\nfirst flight\nlinked words\n");
    assert_says(*state, "mutool draw -q -F text '%s' 2>&1", "The office");
    assert_says(*state, "pdffonts '%s' 2>&1", "yes yes yes");
}

static void begin_paragraph(struct fixture *fixture)
{
    uint32_t document = fixture_element(fixture, ELEMENT_DOCUMENT, 0);
    fixture_tag(fixture, fixture_element(fixture, ELEMENT_PARAGRAPH, document));
}

static void end_paragraph(struct fixture *fixture)
{
    fixture_end_tag(fixture);
    fixture_end_page(fixture, "1");
    fixture_write(fixture);
}

/* All that no font has is shown by the same box, and some letters look as those of another
 * alphabet. */
static void one_glyph_copies_as_each_text_it_stands_for(void **state)
{
    struct fixture *fixture = *state;
    static const char text[] = "\uC548\uB155\uD558\uC138\uC694 \u00B5\u03BC \u03A9\u2126 \uC548";
    begin_paragraph(fixture);
    fixture_line(fixture, text);
    end_paragraph(fixture);
    assert_says(fixture, "qpdf --check '%s' 2>&1", "No syntax or stream encoding errors");
    assert_says(fixture, "pdftotext '%s' - 2>&1", text);
    assert_says(fixture, "mutool draw -q -F text '%s' 2>&1", text);
    assert_string_equal(fixture_ask(fixture, "qpdf --qdf '%s' - | grep -ac 'ActualText'"), "0\n");
}

static void a_space_that_does_not_break_copies_as_such_in_code(void **state)
{
    struct fixture *fixture = *state;
    static const char row[] = "a\u00A0\u00A0b";
    fixture->style.family = FAMILY_MONO;
    begin_paragraph(fixture);
    fixture_item(fixture, fixture_word(fixture, row, PT(60)));
    end_paragraph(fixture);
    assert_says(fixture, "pdftotext '%s' - 2>&1", row);
    assert_says(fixture,
                "f='%s'; mutool convert -F text -O preserve-whitespace -o \"$f.txt\" \"$f\" 2>&1;"
                "cat \"$f.txt\"; rm \"$f.txt\"",
                row);
}

/* More than a font may have: the readers that know /ActualText get them all the same. */
static void hundreds_of_meanings_are_given_as_text(void **state)
{
    struct fixture *fixture = *state;
    enum { COUNT = 500, ROW = 25 };
    char *rows[COUNT / ROW];
    begin_paragraph(fixture);
    for (uint32_t i = 0; i < COUNT / ROW; i++) {
        struct buffer row = {0};
        for (uint32_t k = 0; k < ROW; k++)
            buffer_put_code_point(&row, 0xAC00 + i * ROW + k);
        rows[i] = arena_copy_string(fixture->arena, buffer_string(&row));
        fixture_line(fixture, rows[i]);
        buffer_drop(&row);
    }
    end_paragraph(fixture);
    char *copied = fixture_ask(fixture, "pdftotext '%s' - 2>&1");
    for (uint32_t i = 0; i < COUNT / ROW; i++)
        assert_non_null(strstr(copied, rows[i]));
    assert_says(fixture, "mutool draw -q -F text '%s' 2>&1", rows[5]);
    assert_says(fixture, "pdffonts '%s' | grep -c LinLibertine", "257\n");
}

static void structure_keeps_a_paragraph_whole_over_pages(void **state)
{
    fill_book(*state);
    fixture_write(*state);
    assert_says(*state, "pdfinfo -struct-text '%s' 2>&1",
                "Document\n  H1 (block)\n    \"The office \"\n  P (block)\n    \"first flight \"\n"
                "    Link (inline)\n      \"linked words \"\n");
    assert_says(*state, "pdfinfo -struct-text '%s' 2>&1", "    \"second page \"");
    assert_says(*state, "pdfinfo '%s' 2>&1", "Tagged:          yes");
}

static void links_are_percent_encoded_and_described(void **state)
{
    fill_book(*state);
    fixture_write(*state);
    assert_says(*state, "pdfinfo -url '%s' 2>&1", "https://example.org/%C3%A4%20(b)");
    assert_says(*state, "qpdf --json --json-key=qpdf '%s' 2>&1", "\"/StructParent\": ");
}

static void metadata_says_title_author_and_date(void **state)
{
    struct fixture *fixture = *state;
    fill_book(fixture);
    fixture->pages.title = "Caf\xC3\xA9 & <friends>";
    fixture->pages.author = "A. Author";
    fixture->pages.date = "2024-05-17";
    fixture_write(fixture);
    assert_says(fixture, "pdfinfo '%s' 2>&1", "Title:           Caf\xC3\xA9 & <friends>");
    assert_says(fixture, "pdfinfo '%s' 2>&1", "CreationDate:    Fri May 17");
    assert_says(fixture, "pdfinfo -meta '%s' 2>&1", "Caf\xC3\xA9 &amp; &lt;friends&gt;");
    assert_says(fixture, "pdfinfo -meta '%s' 2>&1", "<xmp:CreateDate>2024-05-17<");
}

static void outline_names_and_labels_lead_to_their_pages(void **state)
{
    struct fixture *fixture = *state;
    static const struct destination destinations[] = {
        {"zoo", 0, PT(60), PT(60)}, {"apple", 1, PT(60), PT(60)}, {NULL, 1, 0, 0}};
    static const struct outline_entry outline[] = {
        {"One", 1, 0}, {"Deeper", 2, 1}, {"Two \xE2\x80\x93 dash", 1, 2}};
    static const struct label_range labels[] = {{0, true, 1}, {1, false, 1}};
    fill_book(fixture);
    fixture->pages.destinations = destinations;
    fixture->pages.destination_count = 3;
    fixture->pages.outline = outline;
    fixture->pages.outline_count = 3;
    fixture->pages.labels = labels;
    fixture->pages.label_count = 2;
    fixture_write(fixture);
    assert_says(fixture, "qpdf --check '%s' 2>&1", "No syntax or stream encoding errors");
    assert_says(fixture, "mutool show '%s' outline 2>&1", "Two \xE2\x80\x93 dash");
    assert_says(fixture, "pdfinfo -dests '%s' 2>&1", "\"apple\"");
    assert_says(fixture, "qpdf --json --json-key=pages '%s' 2>&1", "\"label\": ");
}

static void same_pages_make_the_same_bytes(void **state)
{
    struct fixture *fixture = *state;
    fill_book(fixture);
    fixture_write(fixture);
    char *first = fixture_ask(fixture, "md5sum < '%s'");
    fixture_write(fixture);
    assert_string_equal(fixture_ask(fixture, "md5sum < '%s'"), first);
}

static void line_end_hyphens_go_when_copied(void **state)
{
    struct fixture *fixture = *state;
    uint32_t paragraph = fixture_element(fixture, ELEMENT_PARAGRAPH, 0);
    fixture_tag(fixture, paragraph);
    struct item word = fixture_word(fixture, "typeset-", PT(60)), hyphen = word;
    word.text.glyph_count--;
    word.text.text_length--;
    for (uint32_t i = 0; i < word.text.glyph_count; i++)
        hyphen.text.x += word.text.glyphs[i].advance;
    hyphen.text.glyphs += word.text.glyph_count;
    hyphen.text.glyph_count = 1;
    hyphen.text.text_length = 0;
    fixture_item(fixture, word);
    fixture_item(fixture, hyphen);
    fixture->baseline += PT(15);
    fixture_line(fixture, "ting is work");
    fixture_end_tag(fixture);
    fixture_end_page(fixture, "1");
    fixture_write(fixture);
    assert_says(fixture, "pdftotext '%s' - 2>&1", "typesetting is work");
    assert_says(fixture, "pdfinfo -struct-text '%s' 2>&1", "\"typeset\"\n");
}

static void combining_marks_and_reordered_text_copy_exactly(void **state)
{
    struct fixture *fixture = *state;
    uint32_t paragraph = fixture_element(fixture, ELEMENT_PARAGRAPH, 0);
    fixture_tag(fixture, paragraph);
    fixture_line(fixture, "before q\xCC\xA7\xCC\x81 after");
    fixture_end_tag(fixture);
    fixture_end_page(fixture, "1");
    fixture_write(fixture);
    assert_says(fixture, "pdftotext '%s' - 2>&1", "q\xCC\xA7\xCC\x81");
    assert_says(fixture, "pdfinfo -struct-text '%s' 2>&1", "after");
}

static void big_books_have_balanced_trees(void **state)
{
    struct fixture *fixture = *state;
    enum { PAGES = 300 };
    struct destination *destinations = ARENA_ARRAY(fixture->arena, struct destination, PAGES);
    uint32_t document = fixture_element(fixture, ELEMENT_DOCUMENT, 0);
    for (uint32_t p = 0; p < PAGES; p++) {
        fixture_tag(fixture, fixture_element(fixture, ELEMENT_PARAGRAPH, document));
        fixture_line(fixture, arena_printf(fixture->arena, "Page %u", p));
        fixture_end_tag(fixture);
        fixture_end_page(fixture, "1");
        destinations[p] = (struct destination){
            arena_printf(fixture->arena, "id-%u", (p * 7919) % PAGES), p, 0, 0};
    }
    fixture->pages.destinations = destinations;
    fixture->pages.destination_count = PAGES;
    fixture_write(fixture);
    assert_says(fixture, "qpdf --check '%s' 2>&1", "No syntax or stream encoding errors");
    assert_says(fixture, "pdfinfo '%s' 2>&1", "Pages:           300");
    assert_says(fixture, "pdfinfo -dests '%s' 2>&1 | grep -c '\"id-'", "300");
    assert_says(fixture, "pdftotext '%s' - 2>&1", "Page 299");
}

static void a_full_disk_is_reported_once(void **state)
{
    struct fixture *fixture = *state;
    struct rlimit unlimited, tight;
    fill_book(fixture);
    fixture_complete(fixture);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &unlimited);
    tight = unlimited;
    tight.rlim_cur = 1000;
    struct output *output = output_open(fixture->path, fixture->diag);
    setrlimit(RLIMIT_FSIZE, &tight);
    pdf_write(&fixture->pages, &fixture->options, output, fixture->diag);
    bool committed = output_commit(output);
    setrlimit(RLIMIT_FSIZE, &unlimited);
    assert_false(committed);
    assert_int_equal(diag_count(fixture->diag, SEVERITY_ERROR), 1);
    assert_int_equal(access(fixture->path, F_OK), -1);
}

static void a_broken_font_is_an_error_not_a_crash(void **state)
{
    struct fixture *fixture = *state;
    fill_book(fixture);
    fixture_complete(fixture);
    const struct font *whole = fixture->pages.fonts[0];
    struct font broken = *whole;
    broken.length = 100;
    for (size_t p = 0; p < fixture->pages.page_count; p++)
        for (size_t i = 0; i < fixture->pages.pages[p].item_count; i++) {
            struct item *item = (struct item *)&fixture->pages.pages[p].items[i];
            if (item->kind == ITEM_TEXT)
                item->text.font = &broken;
        }
    struct output *output = output_open(fixture->path, fixture->diag);
    assert_false(pdf_write(&fixture->pages, &fixture->options, output, fixture->diag));
    output_abandon(output);
    assert_int_equal(diag_count(fixture->diag, SEVERITY_ERROR), 1);
    assert_int_equal(access(fixture->path, F_OK), -1);
}

static void empty_and_untagged_pages_are_fine(void **state)
{
    struct fixture *fixture = *state;
    fixture_end_page(fixture, "1");
    fixture_line(fixture, "untagged");
    fixture_end_page(fixture, "2");
    fixture_write(fixture);
    assert_says(fixture, "qpdf --check '%s' 2>&1", "No syntax or stream encoding errors");
    assert_says(fixture, "mutool draw -q -F text '%s' 2>&1", "untagged");
}

/* Running heads and folios would come in the middle of a paragraph that goes over a page's end. */
static void artifacts_do_not_copy(void **state)
{
    struct fixture *fixture = *state;
    fixture_line(fixture, "Running head");
    fixture_end_page(fixture, "1");
    fixture_write(fixture);
    assert_string_equal(fixture_ask(fixture, "pdftotext '%s' - | tr -d '\\n\\f'"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PDF_TEST(text_copies_back_with_ligatures_resolved),
        PDF_TEST(one_glyph_copies_as_each_text_it_stands_for),
        PDF_TEST(a_space_that_does_not_break_copies_as_such_in_code),
        PDF_TEST(hundreds_of_meanings_are_given_as_text),
        PDF_TEST(structure_keeps_a_paragraph_whole_over_pages),
        PDF_TEST(links_are_percent_encoded_and_described),
        PDF_TEST(metadata_says_title_author_and_date),
        PDF_TEST(outline_names_and_labels_lead_to_their_pages),
        PDF_TEST(same_pages_make_the_same_bytes),
        PDF_TEST(line_end_hyphens_go_when_copied),
        PDF_TEST(artifacts_do_not_copy),
        PDF_TEST(combining_marks_and_reordered_text_copy_exactly),
        PDF_TEST(big_books_have_balanced_trees),
        PDF_TEST(a_full_disk_is_reported_once),
        PDF_TEST(a_broken_font_is_an_error_not_a_crash),
        PDF_TEST(empty_and_untagged_pages_are_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
