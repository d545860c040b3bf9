/* text/hyphens and patterns: where words may be divided. libhyphen, which reads the same files, is
 * the judge, for those files that were prepared for its automaton (in the others it overlooks
 * patterns that end inside longer ones: "1t" in Italian "algoritmo"). */
#include "test_text_fixture.h"

#include <hyphen.h>

#include "base/buffer.h"

/* "hy-phen": the word with all its hyphens; "" when it is not to be divided. */
static const char *divide(const char *lang, const char *word)
{
    static char divided[512];
    unsigned char hyphens[256];
    size_t length = strlen(word), end = 0;
    if (!text_hyphenate(fonts, lang, word, length, hyphens))
        return "";
    for (size_t i = 0; i < length; i++) {
        divided[end++] = word[i];
        if (hyphens[i])
            divided[end++] = '-';
    }
    divided[end] = '\0';
    return divided;
}

static void divides_english_words(void **state)
{
    (void)state;
    assert_string_equal(divide("en", "hyphenation"), "hy-phen-ation");
    assert_string_equal(divide("en-US", "Typesetting"), "Type-set-ting");
    assert_string_equal(divide("EN", "concatenate"), "con-cate-nate");
}

static void divides_by_the_words_language(void **state)
{
    (void)state;
    assert_string_equal(divide("de", "Silbentrennung"), "Sil-ben-tren-nung");
    assert_string_equal(divide("de-AT", "Stra\u00DFenb\u00E4ume"), "Stra-\u00DFen-b\u00E4u-me");
    assert_string_equal(divide("ru", "\u043F\u0440\u043E\u0433\u0440\u0430\u043C\u043C\u0430"),
                        "\u043F\u0440\u043E-\u0433\u0440\u0430\u043C-\u043C\u0430");
    assert_string_equal(divide("en", "knowledge"), "knowl-edge");
    assert_string_equal(divide("en-GB", "knowledge"), "know-ledge");
}

static void leaves_whole_what_is_no_plain_word(void **state)
{
    (void)state;
    static const char *const words[] = {"UNESCO",      "NumPy",      "isn't",
                                        "x86assembly", "word_break", "the",
                                        "utf-eight",   "",           "\xF0\x9F\x9A\x80"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_string_equal(divide("en", words[i]), "");
}

static void divides_what_the_patterns_do_not_know(void **state)
{
    (void)state;
    assert_string_equal(divide("en", "filesystem"), "file-sys-tem");
    assert_string_equal(divide("en-GB", "Filesystem"), "File-sys-tem");
    assert_string_equal(divide("en-AU", "namespaces"), "name-spaces");
    assert_string_equal(divide("de", "namespace"), "na-me-space");
    assert_string_equal(divide("en", "README"), "");
}

static void divides_as_the_book_says(void **state)
{
    (void)state;
    assert_string_equal(divide("en", "PostgreSQL"), "");
    assert_true(text_add_hyphenation(fonts, "Post-greSQL"));
    assert_true(text_add_hyphenation(fonts, "type-setting"));
    assert_true(text_add_hyphenation(fonts, "hyphenation"));
    assert_true(text_add_hyphenation(fonts, "\u00C4r-ger"));
    assert_string_equal(divide("en", "PostgreSQL"), "Post-greSQL");
    assert_string_equal(divide("tlh", "postgresql"), "post-gresql");
    assert_string_equal(divide("en", "Typesetting"), "Type-setting");
    assert_string_equal(divide("en", "hyphenation"), "hyphenation");
    assert_string_equal(divide("en", "\u00E4rger"), "\u00E4r-ger");
    assert_string_equal(divide("en", "TYPESETTING"), "");
    static const char *const no_words[] = {"", "-", "-a", "a-", "a--b", "two words", "x86-64"};
    for (size_t i = 0; i < sizeof no_words / sizeof *no_words; i++)
        assert_false(text_add_hyphenation(fonts, no_words[i]));
}

static void knows_no_hyphens_in_unknown_languages(void **state)
{
    (void)state;
    unsigned char hyphens[8] = {1, 1, 1, 1, 1, 1, 1, 1};
    assert_false(text_hyphenate(fonts, "tlh", "language", 8, hyphens));
    assert_int_equal(hyphens[3], 0);
    assert_false(text_hyphenate(fonts, NULL, "language", 8, hyphens));
    assert_false(text_hyphenate(fonts, "english", "language", 8, hyphens));
    assert_int_equal(diag_count(diag, SEVERITY_WARNING), 0);
}

static void agree(HyphenDict *judge, const char *lang, const char *word, int left, int right)
{
    char expected[128] = {0}, **replacements = NULL;
    int *places = NULL, *cuts = NULL;
    unsigned char hyphens[128];
    int length = (int)strlen(word);
    hnj_hyphen_hyphenate3(judge, word, length, expected, NULL, &replacements, &places, &cuts, left,
                          right, 0, 0);
    text_hyphenate(fonts, lang, word, (size_t)length, hyphens);
    for (int i = 0; i + 1 < length; i++)
        if ((expected[i] & 1) != hyphens[i])
            fail_msg("%s: byte %d of \"%s\" is %d here", lang, i, word, hyphens[i]);
    free(replacements);
    free(places);
    free(cuts);
}

static void agrees_with_libhyphen(void **state)
{
    (void)state;
    static const char *const words[] = {
        "international", "algorithm",     "asynchronous",
        "comprehension", "decorator",     "generators",
        "inheritance",   "memoization",   "multiprocessing",
        "serialization", "encapsulation", "polymorphism",
        "immutability",  "concurrency",   "table",
        "tables",        "associate",     "present",
        "project",       "recursion",     "supercalifragilistic",
        "university",    "interviewer",   "questions",
        "dictionary",
    };
    static const struct {
        const char *lang, *path;
        int left, right;
    } judges[] = {{"en", "fonts/hyph_en_US.dic", 2, 3},
                  {"en-gb", "fonts/hyph_en_GB.dic", 2, 3},
                  {"es", "fonts/hyph_es_ES.dic", 2, 2}};
    for (size_t i = 0; i < sizeof judges / sizeof *judges; i++) {
        HyphenDict *judge = hnj_hyphen_load(judges[i].path);
        assert_non_null(judge);
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            agree(judge, judges[i].lang, words[k], judges[i].left, judges[i].right);
        hnj_hyphen_free(judge);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(divides_english_words),
        cmocka_unit_test(divides_by_the_words_language),
        cmocka_unit_test(leaves_whole_what_is_no_plain_word),
        cmocka_unit_test(knows_no_hyphens_in_unknown_languages),
        cmocka_unit_test(agrees_with_libhyphen),
        cmocka_unit_test(divides_what_the_patterns_do_not_know),
        cmocka_unit_test(divides_as_the_book_says),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
