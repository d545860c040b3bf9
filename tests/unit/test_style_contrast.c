/* style/: code in colour can be read on its ground in all three editions (4.5:1, WCAG 2, 1.4.3),
 * and on a black-and-white printer weight and slant tell its kinds apart. */
#include "test_style_fixture.h"

#include <math.h>

#include "book/book.h"

static const char *const editions[] = {NULL, "handout", "screen"};
enum { EDITIONS = sizeof editions / sizeof *editions };

/* A block of code, alone and in a quotation, and the <code> in it. */
static struct node document, quotation, blocks[2], inner[2], paragraph, code;

static int start(void **state)
{
    document = (struct node){.kind = NODE_DOCUMENT};
    plant(&document, &quotation, NODE_BLOCK_QUOTE);
    plant(&document, &blocks[0], NODE_CODE_BLOCK);
    plant(&quotation, &blocks[1], NODE_CODE_BLOCK);
    for (int i = 0; i < 2; i++)
        inner[i] = (struct node){.kind = NODE_CODE, .parent = &blocks[i]};
    plant(&document, &paragraph, NODE_PARAGRAPH);
    plant(&paragraph, &code, NODE_CODE);
    return start_style(state);
}

/* WCAG's relative luminance. */
static double luminance(uint32_t color)
{
    static const double weights[] = {0.0722, 0.7152, 0.2126};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double channel = (color >> 8 * i & 0xFF) / 255.0;
        sum += weights[i] *
               (channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(uint32_t a, uint32_t b)
{
    double one = luminance(a), two = luminance(b);
    return one > two ? (one + 0.05) / (two + 0.05) : (two + 0.05) / (one + 0.05);
}

static uint32_t ground_of(const struct node *block)
{
    const struct page_look *page = style_page_look(sheet, NULL, 0);
    for (; block; block = block->parent) {
        struct block_style style = style_block(sheet, block);
        if (style.has_ground)
            return style.ground;
    }
    return page->has_ground ? page->ground : 0xFFFFFF;
}

static struct text_style style_of(enum code_class class, int block)
{
    struct text_style root = style_root(sheet), around = root;
    if (block == 1)
        around = style_text(sheet, &quotation, &root);
    around = style_text(sheet, &blocks[block], &around);
    around = style_text(sheet, &inner[block], &around);
    const struct node span = {
        .kind = NODE_SPAN, .classes = code_class_name(class), .parent = &inner[block]};
    return class == CODE_PLAIN ? around : style_text(sheet, &span, &around);
}

static void each_edition(void (*check)(const char *name))
{
    for (int i = 0; i < EDITIONS; i++) {
        open_over(editions[i]);
        check(editions[i] ? editions[i] : "book");
    }
}

static void assert_legible(const char *edition, const char *what, uint32_t color, uint32_t ground)
{
    if (contrast(color, ground) < 4.5)
        fail_msg("%s: %s has %.2f:1 (#%06x on #%06x)", edition, what, contrast(color, ground),
                 color, ground);
}

static void check_legible(const char *name)
{
    for (int class = 0; class < CODE_CLASS_COUNT; class ++)
        for (int block = 0; block < 2; block++)
            assert_legible(name, class ? code_class_name((enum code_class) class) : "code",
                           style_of((enum code_class) class, block).color,
                           ground_of(&blocks[block]));
    struct text_style root = style_root(sheet), text;
    struct inline_box box = {.has_ground = false};
    style_inline(sheet, &code, &root, &text, &box);
    assert_legible(name, "code in the text", text.color,
                   box.has_ground ? box.ground : ground_of(&paragraph));
}

static void code_is_legible_on_its_ground(void **state)
{
    (void)state;
    each_edition(check_legible);
}

static int shape_of(enum code_class class)
{
    struct text_style style = style_of(class, 0);
    return style.bold | style.italic << 1;
}

static void check_shapes(const char *name)
{
    static const enum code_class apart[][2] = {
        {CODE_KEYWORD, CODE_PLAIN},    {CODE_COMMENT, CODE_PLAIN},  {CODE_KEYWORD, CODE_COMMENT},
        {CODE_KEYWORD, CODE_STRING},   {CODE_COMMENT, CODE_STRING}, {CODE_PROMPT, CODE_OUTPUT},
        {CODE_INSERTED, CODE_DELETED}, {CODE_INSERTED, CODE_PLAIN}, {CODE_DELETED, CODE_PLAIN}};
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
        if (shape_of(apart[i][0]) == shape_of(apart[i][1]))
            fail_msg("%s: only colour tells %s from %s", name, code_class_name(apart[i][0]),
                     apart[i][1] ? code_class_name(apart[i][1]) : "code");
}

static void weight_and_slant_tell_kinds_apart(void **state)
{
    (void)state;
    each_edition(check_shapes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(code_is_legible_on_its_ground),
        cmocka_unit_test(weight_and_slant_tell_kinds_apart),
    };
    return cmocka_run_group_tests(tests, start, end_style);
}
