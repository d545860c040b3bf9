/* book/: the pieces of code. */
#include "test_book_tree.h"

static struct node *add_code(const char *language, const char *text)
{
    struct node *code = add(book->root, NODE_CODE_BLOCK);
    code->code.language = code->code.info = language;
    code->code.text = text;
    return code;
}

/* The spans as "keyword:def function:f"; each must hold something, on one line, behind the last. */
static const char *spans_of(const struct node *code)
{
    static char list[1024];
    uint32_t at = 0;
    list[0] = '\0';
    for (size_t i = 0; i < code->code.span_count; i++) {
        const struct code_span *span = &code->code.spans[i];
        const char *name = code_class_name(span->class);
        assert_true(at <= span->start && span->start < span->end);
        assert_true(span->end <= strlen(code->code.text));
        assert_null(memchr(code->code.text + span->start, '\n', span->end - span->start));
        assert_memory_equal(name, "hl-", 3);
        at = span->end;
        size_t length = strlen(list);
        snprintf(list + length, sizeof list - length, "%s%s:%.*s", length ? " " : "", name + 3,
                 (int)(span->end - span->start), code->code.text + span->start);
    }
    return list;
}

static void pieces_get_classes(void **state)
{
    (void)state;
    struct node *code = add_code("python", "def f(x):\n    return \"a\"  # c\n");
    complete();
    assert_string_equal(spans_of(code),
                        "keyword:def function:f keyword:return string:\"a\" comment:# c");
}

static void info_strings_name_languages(void **state)
{
    (void)state;
    static const char *const infos[] = {"rs", "rust,ignore,should_panic", "{.rust .x}", "Rust",
                                        "rust:title"};
    struct node *codes[5];
    for (size_t i = 0; i < 5; i++)
        codes[i] = add_code(infos[i], "fn f() {}\n");
    complete();
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(spans_of(codes[i]), "keyword:fn function:f");
    assert_not_found("code-language");
}

static void unknown_language_is_told_once(void **state)
{
    (void)state;
    struct node *code = add_code("brainfuck", "+++\n");
    add_code("BrainFuck", "---\n");
    add_code("text", "if\n");
    add_code("???", "if\n");
    complete();
    assert_int_equal(code->code.span_count, 0);
    assert_found("guide.md:1:1: note: code in \"brainfuck\" stays plain");
    assert_int_equal(diag_count(diag, SEVERITY_NOTE), 1);
}

static void code_without_language_stays_plain(void **state)
{
    (void)state;
    struct node *code = add_code(NULL, "if x:\n");
    struct node *empty = add_code("python", "");
    struct node *none = add_code("python", NULL);
    complete();
    assert_int_equal(code->code.span_count + empty->code.span_count + none->code.span_count, 0);
    assert_null(code->code.spans);
}

/* #match? with \d, a string's inside, a name that is called. */
static void predicates_are_honoured(void **state)
{
    (void)state;
    struct node *code = add_code("c", "A_1 + b; c(\"%d\");\n");
    struct node *go = add_code("go", "package a\nvar b = c.D(len(e))\n");
    complete();
    assert_string_equal(spans_of(code), "constant:A_1 function:c string:\"%d\"");
    assert_string_equal(spans_of(go), "keyword:package keyword:var function:D function:len");
}

static void prompts_stand_before_strings_over_lines(void **state)
{
    (void)state;
    struct node *code = add_code("pycon", ">>> \"\"\"a\n... b\"\"\"\n'a'\n");
    complete();
    assert_string_equal(spans_of(code),
                        "prompt:>>> string:\"\"\"a prompt:... string:b\"\"\" output:'a'");
}

static void commands_go_on_behind_a_backslash(void **state)
{
    (void)state;
    struct node *code = add_code("console", "$ ls \\\r\n  -l\r\n-l\r\n");
    complete();
    assert_string_equal(spans_of(code), "prompt:$ function:ls constant:-l output:-l");
}

/* Every language gives some span, so every query compiles. */
static void every_language_has_its_grammar(void **state)
{
    (void)state;
    static const char *const samples[][2] = {
        {"bash", "# c\n"},      {"c", "/* c */\n"}, {"console", "$ ls\n"}, {"cpp", "// c\n"},
        {"css", "/* c */\n"},   {"diff", "+c\n"},   {"go", "// c\n"},      {"html", "<!--c-->\n"},
        {"java", "// c\n"},     {"js", "// c\n"},   {"json", "// c\n"},    {"python", "# c\n"},
        {"ruby", "# c\n"},      {"rust", "// c\n"}, {"sql", "-- c\n"},     {"toml", "# c\n"},
        {"pytb", "KeyError\n"}, {"tsx", "// c\n"},  {"ts", "// c\n"},      {"xml", "<!--c-->\n"},
        {"yaml", "# c\n"},
    };
    enum { COUNT = sizeof samples / sizeof *samples };
    struct node *codes[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        codes[i] = add_code(samples[i][0], samples[i][1]);
    complete();
    for (size_t i = 0; i < COUNT; i++)
        if (codes[i]->code.span_count == 0)
            fail_msg("%s stays plain", samples[i][0]);
    assert_int_equal(diag_count(diag, SEVERITY_NOTE), 0);
}

static char *repeat(const char *text, size_t bytes)
{
    size_t length = strlen(text);
    char *repeated = arena_alloc(book->arena, bytes + 1);
    for (size_t i = 0; i < bytes; i++)
        repeated[i] = text[i % length];
    return repeated;
}

static void long_code_stays_plain(void **state)
{
    (void)state;
    struct node *code = add_code("rust", repeat("fn f() {}\n", 32 * 1024 + 1));
    struct node *shorter = add_code("rust", repeat("fn f() {}\n", 32 * 1024));
    complete();
    assert_int_equal(code->code.span_count, 0);
    assert_true(shorter->code.span_count > 6000);
    assert_found("guide.md:1:1: note: a code block of more than 32 KB stays plain [code-length]");
}

static void tangled_code_stays_plain(void **state)
{
    (void)state;
    struct node *wide = add_code("json", repeat("{", 30000));
    struct node *deep = add_code("python", repeat("a.", 30000));
    struct node *slow = add_code("rust", repeat("a,", 30000));
    struct node *asking = add_code("bash", repeat("&*", 30000));
    complete();
    assert_int_equal(wide->code.span_count + deep->code.span_count, 0);
    assert_int_equal(slow->code.span_count + asking->code.span_count, 0);
    assert_found("guide.md:1:1: note: this code stays plain: the grammar of json makes nothing");
    assert_int_equal(diag_count(diag, SEVERITY_NOTE), 4);
}

/* Many blocks in several languages, so that the workers take turns. */
static void threads_make_no_difference(void **state)
{
    (void)state;
    struct node *codes[100];
    for (size_t i = 0; i < 100; i++)
        codes[i] = i % 2 ? add_code("python", "if x: f(1)\n") : add_code("js", "if (x) f(1)\n");
    complete();
    for (size_t i = 0; i < 100; i++)
        assert_string_equal(spans_of(codes[i]), "keyword:if function:f number:1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(pieces_get_classes),
        BOOK_TEST(info_strings_name_languages),
        BOOK_TEST(unknown_language_is_told_once),
        BOOK_TEST(code_without_language_stays_plain),
        BOOK_TEST(predicates_are_honoured),
        BOOK_TEST(prompts_stand_before_strings_over_lines),
        BOOK_TEST(commands_go_on_behind_a_backslash),
        BOOK_TEST(every_language_has_its_grammar),
        BOOK_TEST(long_code_stays_plain),
        BOOK_TEST(tangled_code_stays_plain),
        BOOK_TEST(threads_make_no_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
