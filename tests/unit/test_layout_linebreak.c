/* layout: paragraphs → lines. */
#include "test_layout_fixture.h"

static const char prose[] =
    "The art of setting type is the art of hiding it. A reader who notices the spaces between the "
    "words has already been lost; extraordinary measures, such as letterspacing or hyphenation at "
    "every opportunity, only advertise the compositor’s embarrassment. Sometimes nevertheless "
    "unavoidable circumstances, incomprehensibly long technicalities for example, complicate "
    "matters considerably.";

static dimen text_size = PT(10);

/* Breaks a text into lines and sets them in `galley`. */
static void set_as(const char *text, struct setting setting)
{
    struct text_style style = {
        .family = FAMILY_SERIF, .size = text_size, .hyphenate = !setting.balanced};
    setting.leading = PT(14);
    galley_clear(&galley);
    paragraph_start(&layout, &style, "en", 0, (struct position){0});
    paragraph_put(&layout, text);
    paragraph_finish(&layout, setting.width);
    lines_break(&layout, &layout.paragraph, &setting);
    for (size_t i = 0; i < layout.paragraph.lines.count; i++)
        vector_push(&galley.strips, line_set(&layout, &galley, i, &setting));
}

static void set(const char *text, dimen width, enum text_align align)
{
    set_as(text, (struct setting){.width = width, .align = align});
}

/* Where the ink of a line ends: the space at its end does not count. */
static dimen line_end(const struct strip *strip)
{
    dimen end = 0;
    for (uint32_t i = 0; i < strip->item_count; i++) {
        const struct item *item = &strip->items[i].item;
        dimen x = item->text.x;
        uint32_t count = item->text.glyph_count;
        bool space =
            item->text.text_length > 0 && item->text.text[item->text.text_length - 1] == ' ';
        for (uint32_t k = 0; k < count - (space ? 1 : 0); k++)
            x += item->text.glyphs[k].advance;
        end = x > end ? x : end;
    }
    return end;
}

static char *all_text(void)
{
    struct buffer text = {0};
    for (size_t i = 0; i < galley.strips.count; i++)
        for (uint32_t k = 0; k < galley.strips.items[i].item_count; k++) {
            const struct item *item = &galley.strips.items[i].items[k].item;
            buffer_put(&text, item->text.text, item->text.text_length);
        }
    buffer_put(&text, "", 0);
    return text.data;
}

static bool ends_in_hyphen(const struct strip *strip)
{
    return strip->item_count > 0 && strip->items[strip->item_count - 1].item.text.text_length == 0;
}

/* How far the set line stands out into the right margin. */
static dimen stands_out(size_t line)
{
    return margin_right(&layout.paragraph, layout.paragraph.lines.items[line].end);
}

static void no_line_is_longer_than_the_measure(void **state)
{
    (void)state;
    for (dimen width = PT(30); width <= PT(400); width += PT(7)) {
        set(prose, width, TEXT_ALIGN_JUSTIFY);
        for (size_t i = 0; i < galley.strips.count; i++)
            assert_true(line_end(&galley.strips.items[i]) <= width + stands_out(i));
    }
}

static void lines_hold_all_of_the_text_and_no_more(void **state)
{
    (void)state;
    static const dimen widths[] = {PT(8), PT(60), PT(240), PT(2000)};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        set(prose, widths[i], TEXT_ALIGN_JUSTIFY);
        char *text = all_text();
        assert_string_equal(text, prose);
        free(text);
    }
}

static void justified_lines_end_at_the_margin(void **state)
{
    (void)state;
    set(prose, PT(300), TEXT_ALIGN_JUSTIFY);
    assert_true(galley.strips.count > 4);
    for (size_t i = 0; i + 1 < galley.strips.count; i++)
        assert_int_equal(line_end(&galley.strips.items[i]), PT(300) + stands_out(i));
}

static int expansion_of(const struct strip *strip)
{
    return strip->item_count > 0 ? strip->items[0].item.text.expansion : 0;
}

static void letters_become_wider_and_narrower_within_limits(void **state)
{
    (void)state;
    int least = 0, most = 0;
    for (dimen width = PT(250); width <= PT(400); width += PT(10)) {
        set(prose, width, TEXT_ALIGN_JUSTIFY);
        for (size_t i = 0; i < galley.strips.count; i++) {
            int expansion = expansion_of(&galley.strips.items[i]);
            least = expansion < least ? expansion : least;
            most = expansion > most ? expansion : most;
        }
    }
    assert_true(least < 0 && least >= -EXPANSION_LIMIT);
    assert_true(most > 0 && most <= EXPANSION_LIMIT);
}

static void punctuation_stands_out_by_a_point_at_most(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool left, right;
    } cases[] = {{"“Non”", true, true}, {"non,", false, true}, {"non", false, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        set(cases[i].text, PT(100), TEXT_ALIGN_JUSTIFY);
        dimen left = margin_left(&layout.paragraph, 0);
        dimen right = margin_right(&layout.paragraph, (uint32_t)layout.paragraph.atoms.count);
        assert_int_equal(left > 0, cases[i].left);
        assert_int_equal(right > 0, cases[i].right);
        assert_true(left <= PT(1) && right <= PT(1));
    }
}

static void ragged_lines_start_and_end_at_the_margin(void **state)
{
    (void)state;
    set("“Aa.”", PT(100), TEXT_ALIGN_END);
    assert_int_equal(line_end(&galley.strips.items[0]), PT(100));
    set("“Aa.”", PT(100), TEXT_ALIGN_START);
    assert_int_equal(galley.strips.items[0].items[0].item.text.x, 0);
}

/* The accent of a Greek capital stands before it; at the size of a title it would be seen. */
static void no_ink_stands_out_far(void **state)
{
    (void)state;
    text_size = PT(60);
    set("Ύψος", PT(300), TEXT_ALIGN_START);
    assert_true(galley.strips.items[0].items[0].item.text.x > 0);
    set("Υψος", PT(300), TEXT_ALIGN_START);
    assert_int_equal(galley.strips.items[0].items[0].item.text.x, 0);
    text_size = PT(10);
}

/* Of 200 widths, twelve leave "so." alone on the last line when nothing is done about it. */
static void a_short_last_word_is_taken_in(void **state)
{
    (void)state;
    const char text[] = "He who notices the spaces between the words on a page has lost the thread "
                        "of the story by then, and the compositor has lost him, or it may be so.";
    size_t runts = 0;
    for (dimen width = PT(200); width < PT(400); width += PT(1)) {
        set(text, width, TEXT_ALIGN_JUSTIFY);
        assert_true(galley.strips.count > 1);
        runts += line_end(&galley.strips.items[galley.strips.count - 1]) < PT(30);
    }
    assert_true(runts < 10);
}

static void the_last_line_keeps_its_natural_spaces(void **state)
{
    (void)state;
    set("two words", PT(300), TEXT_ALIGN_JUSTIFY);
    assert_int_equal(galley.strips.count, 1);
    assert_true(line_end(&galley.strips.items[0]) < PT(60));
}

static void never_hyphenates_three_lines_in_a_row(void **state)
{
    (void)state;
    for (dimen width = PT(110); width <= PT(200); width += PT(3)) {
        set(prose, width, TEXT_ALIGN_JUSTIFY);
        int row = 0;
        for (size_t i = 0; i < galley.strips.count; i++) {
            row = ends_in_hyphen(&galley.strips.items[i]) ? row + 1 : 0;
            assert_true(row < 3);
        }
    }
}

static void ragged_lines_do_not_stretch(void **state)
{
    (void)state;
    set(prose, PT(300), TEXT_ALIGN_START);
    for (size_t i = 0; i < galley.strips.count; i++)
        for (uint32_t k = 0; k < galley.strips.items[i].item_count; k++) {
            const struct item *item = &galley.strips.items[i].items[k].item;
            dimen space = text_space_width(fonts, &layout.paragraph.spans.items[0].style);
            for (uint32_t g = 0; g < item->text.glyph_count; g++)
                if (item->text.text_length && item->text.text[item->text.glyphs[g].cluster] == ' ')
                    assert_int_equal(item->text.glyphs[g].advance, space);
        }
}

static dimen set_heading(const char *text, bool balanced, size_t lines)
{
    set_as(text,
           (struct setting){.width = PT(150), .align = TEXT_ALIGN_START, .balanced = balanced});
    assert_int_equal(galley.strips.count, lines);
    return line_end(&galley.strips.items[0]) - line_end(&galley.strips.items[lines - 1]);
}

static void lines_of_a_heading_are_about_equally_long(void **state)
{
    (void)state;
    static const char heading[] = "How do you make a light immutable class?";
    assert_true(set_heading(heading, false, 2) > PT(80));
    assert_true(set_heading(heading, true, 2) < PT(30));
    assert_int_equal(set_heading("Class", true, 1), 0);
}

static void a_no_break_space_holds_words_together(void **state)
{
    (void)state;
    set("aaaa bbbb\xC2\xA0"
        "cccc",
        PT(45), TEXT_ALIGN_START);
    assert_int_equal(galley.strips.count, 2);
}

static void a_soft_hyphen_shows_only_where_the_line_breaks(void **state)
{
    (void)state;
    set("aaaaaaaaaa\xC2\xADzzzzzzzzzz", PT(60), TEXT_ALIGN_START);
    assert_int_equal(galley.strips.count, 2);
    assert_true(ends_in_hyphen(&galley.strips.items[0]));
    set("aaaaaaaaaa\xC2\xADzzzzzzzzzz", PT(200), TEXT_ALIGN_START);
    assert_int_equal(galley.strips.count, 1);
    char *text = all_text();
    assert_string_equal(text, "aaaaaaaaaazzzzzzzzzz");
    free(text);
}

static void ideographs_break_without_spaces(void **state)
{
    (void)state;
    char text[301] = "";
    for (int i = 0; i < 100; i++)
        memcpy(text + 3 * i, "字", 4);
    set(text, PT(200), TEXT_ALIGN_JUSTIFY);
    assert_true(galley.strips.count >= 5);
    for (size_t i = 0; i < galley.strips.count; i++)
        assert_true(line_end(&galley.strips.items[i]) <= PT(200));
}

static void breaks_a_word_of_a_megabyte_anywhere(void **state)
{
    (void)state;
    size_t size = 1000 * 1000;
    char *word = malloc(size + 1);
    memset(word, 'n', size);
    word[size] = '\0';
    set(word, PT(300), TEXT_ALIGN_JUSTIFY);
    for (size_t i = 0; i < galley.strips.count; i++)
        assert_true(line_end(&galley.strips.items[i]) <= PT(300) + stands_out(i));
    char *text = all_text();
    assert_string_equal(text, word);
    free(text);
    free(word);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_line_is_longer_than_the_measure),
        cmocka_unit_test(lines_hold_all_of_the_text_and_no_more),
        cmocka_unit_test(justified_lines_end_at_the_margin),
        cmocka_unit_test(letters_become_wider_and_narrower_within_limits),
        cmocka_unit_test(punctuation_stands_out_by_a_point_at_most),
        cmocka_unit_test(ragged_lines_start_and_end_at_the_margin),
        cmocka_unit_test(no_ink_stands_out_far),
        cmocka_unit_test(a_short_last_word_is_taken_in),
        cmocka_unit_test(the_last_line_keeps_its_natural_spaces),
        cmocka_unit_test(never_hyphenates_three_lines_in_a_row),
        cmocka_unit_test(ragged_lines_do_not_stretch),
        cmocka_unit_test(lines_of_a_heading_are_about_equally_long),
        cmocka_unit_test(a_no_break_space_holds_words_together),
        cmocka_unit_test(a_soft_hyphen_shows_only_where_the_line_breaks),
        cmocka_unit_test(ideographs_break_without_spaces),
        cmocka_unit_test(breaks_a_word_of_a_megabyte_anywhere),
    };
    return cmocka_run_group_tests(tests, start_layout, end_layout);
}
