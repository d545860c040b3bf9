/* style/: colours, those in CSS Color 4's spaces above all. What they are in sRGB is known from the
 * references of the Web Platform Tests (css/css-color); what sRGB cannot show, from the algorithm
 * of the specification. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "style/color.h"

static bool take(const char *text, struct value *value)
{
    struct scanner scanner = scanner_start((struct slice){text, strlen(text)});
    return value_take_color(&scanner, value) && scanner_at_end(&scanner);
}

static uint32_t color(const char *text)
{
    struct value value;
    if (!take(text, &value))
        fail_msg("\"%s\" is no colour", text);
    return value.color;
}

static void assert_color(const char *text, const char *reference)
{
    if (color(text) != color(reference))
        fail_msg("%s is #%06x, %s is #%06x", text, color(text), reference, color(reference));
}

static void colours_are_read_in_every_syntax(void **state)
{
    (void)state;
    static const char *const reds[] = {"red",
                                       "RED",
                                       "#f00",
                                       "#FF0000",
                                       "#f00f",
                                       "#ff0000ff",
                                       "rgb(255,0,0)",
                                       "rgb(100% 0% 0%)",
                                       "rgba(255, 0, 0, 1)",
                                       "rgb(255 0 0 / 100%)",
                                       "hsl(0, 100%, 50%)",
                                       "hsl(360deg 100% 50%)",
                                       "hsla(1turn 100% 50% / 1)",
                                       "hwb(0 0% 0%)"};
    for (size_t i = 0; i < sizeof reds / sizeof *reds; i++)
        assert_int_equal(color(reds[i]), 0xFF0000);
    assert_int_equal(color("rebeccapurple"), 0x663399);
    assert_int_equal(color("hsl(120 100% 25%)"), 0x008000);
    assert_int_equal(color("hsl(210, 50%, 40%)"), 0x336699);
    assert_int_equal(color("hwb(240 20% 40%)"), 0x333399);
    assert_int_equal(color("hwb(0 80% 80%)"), 0x808080);
}

static void translucent_colours_are_mixed_with_paper(void **state)
{
    (void)state;
    assert_int_equal(color("rgb(0 0 0 / 50%)"), 0x808080);
    assert_int_equal(color("#0000"), 0xFFFFFF);
}

static void lab_and_lch_are_converted(void **state)
{
    (void)state;
    assert_color("lab(46.2775% -47.5621 48.5837)", "green");
    assert_color("lab(0% 0 0)", "black");
    assert_color("lab(100% 0 0)", "white");
    assert_color("lab(50% 50 0)", "rgb(75.6208% 30.4487% 47.5634%)");
    assert_color("lab(70% -45 0)", "rgb(10.7506% 75.5575% 66.3981%)");
    assert_color("lab(70 0 70)", "rgb(76.6254% 66.3607% 5.5775%)");
    assert_color("lab(55 0 -48%)", "rgb(12.8128% 53.105% 92.7645%)");
    assert_color("lch(46.2775% 67.9892 134.3912)", "green");
    assert_color("lch(50% 50 0)", "rgb(75.6208% 30.4487% 47.5634%)");
    assert_color("lch(70% 30% -180deg)", "rgb(10.7506% 75.5575% 66.3981%)");
    assert_color("lch(70 70 0.25turn)", "rgb(76.6254% 66.3607% 5.5775%)");
    assert_color("lch(55 60 300grad)", "rgb(12.8128% 53.105% 92.7645%)");
    assert_color("LCH(54% 35 118)", "rgb(44.8436% 53.537% 28.8112%)");
}

static void oklab_and_oklch_are_converted(void **state)
{
    (void)state;
    assert_color("oklab(51.975% -0.1403 0.10768)", "green");
    assert_color("oklab(0 0 0)", "black");
    assert_color("oklab(100% 0 0)", "white");
    assert_color("oklab(50% 0.05 0)", "rgb(48.477% 34.29% 38.412%)");
    assert_color("oklab(0.7 -25% 0)", "rgb(29.264% 70.096% 63.017%)");
    assert_color("oklab(70% 0 0.125)", "rgb(73.942% 60.484% 19.65%)");
    assert_color("oklab(55% 0 -0.2)", "rgb(27.888% 38.072% 89.414%)");
    assert_color("oklch(51.975% 44.215% 142.495)", "green");
    assert_color("oklch(50% 0.2 0)", "rgb(70.492% 2.351% 37.073%)");
    assert_color("oklch(50% 50% 4.712389rad)", "rgb(23.056% 31.73% 82.628%)");
    assert_color("oklch(80% 0.15 160)", "rgb(32.022% 85.805% 61.147%)");
    assert_color("oklch(0.55 0.15 -15)", "rgb(67.293% 27.791% 52.28%)");
}

static void spaces_of_color_are_converted(void **state)
{
    (void)state;
    static const char *const greens[] = {
        "color(srgb 0 60% 0)",
        "color(srgb-linear 0 0.31855 0)",
        "color(display-p3 26.374% 59.085% 16.434%)",
        "color(a98-rgb 33.582% 59.441% 13.934%)",
        "color(prophoto-rgb 0.2861 0.49131 0.16133)",
        "color(xyz-d50 0.12266 0.22836 0.03093)",
    };
    for (size_t i = 0; i < sizeof greens / sizeof *greens; i++)
        assert_color(greens[i], "#009900");
    assert_color("color(xyz 7.719% 15.438% 2.573%)", "green");
    assert_color("color(xyz-d65 0.07719 0.15438 0.02573)", "green");
    assert_color("color(display-p3-linear 18.3382% 24.5634% 8.2317%)",
                 "rgb(44.8436% 53.537% 28.8112%)");
    static const char *const whites[] = {"display-p3", "display-p3-linear", "a98-rgb", "rec2020",
                                         "srgb"};
    for (size_t i = 0; i < sizeof whites / sizeof *whites; i++) {
        char text[64];
        snprintf(text, sizeof text, "color(%s 1 1 1)", whites[i]);
        assert_color(text, "white");
    }
    /* With the gamma of 2.4 that the CSS Working Group gave it in 2025 (issue 12574). */
    assert_color("color(rec2020 30.04% 50.99% 14.59%)", "green");
}

static void colours_outside_srgb_keep_lightness_and_hue(void **state)
{
    (void)state;
    assert_color("oklch(1 0.2 45)", "white");
    assert_color("oklch(150% 0.5 50)", "white");
    assert_color("oklch(0 0.2 45)", "black");
    assert_color("oklch(100% 110 60)", "white");
    assert_color("oklab(-1 0.4 0.4)", "black");
    assert_color("lab(150 150 20)", "lab(100 150 20)");
    assert_color("lch(50 -20 0)", "lch(50 0 0)");
    assert_color("color(display-p3 1 1 33.0897%)", "yellow");
    /* Cutting off makes a display's green as light as sRGB's; the mapping keeps it apart. */
    assert_color("color(display-p3 0 1 0)", "oklch(84.883% 0.36853 145.645)");
    assert_int_not_equal(color("color(display-p3 0 1 0)"), 0x00FF00);
    assert_int_equal(color("color(display-p3 0 1 0)") >> 16, 0);
    assert_int_equal(color("color(srgb 2 2 2)"), 0xFFFFFF);
    assert_int_equal(color("color(xyz 99999 99999 99999)"), 0xFFFFFF);
    assert_int_equal(color("rgb(300 -20 0)"), 0xFF0000);
}

static void parts_may_be_missing_or_translucent(void **state)
{
    (void)state;
    struct value value;
    assert_color("oklch(60% none none)", "oklch(60% 0 0)");
    assert_color("rgb(none 128 none)", "green");
    assert_color("hsl(none none 50%)", "rgb(50% 50% 50%)");
    assert_color("hsl(120 100 25)", "green");
    assert_color("hsl(-240deg 100% 25%)", "green");
    assert_color("lab(0 0 0 / 50%)", "rgb(0 0 0 / 0.5)");
    assert_color("color(srgb 0 0 0 / 0.5)", "#808080");
    assert_color("hwb(120 70% 60%)", "rgb(53.8462% 53.8462% 53.8462%)");
    assert_color("rgb(1e2 1E1 10e-1)", "rgb(100 10 1)");
    assert_true(take("oklab(0.5 0 0 / none)", &value));
    assert_true(value.is_clear);
    assert_color("CanvasText", "black");
    assert_color("canvas", "white");
}

static void what_is_no_colour_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"lab(50%, 0, 0)",
                                        "lab(50 0)",
                                        "lab(50 0 0 0)",
                                        "lab(50 0 0 0.5)",
                                        "lab(50px 0 0)",
                                        "lab(50 0 0 /)",
                                        "lab(50 0 0",
                                        "oklch(50% 0.1 90%)",
                                        "oklch(50% 0.1 1em)",
                                        "hwb(0, 0%, 0%)",
                                        "color(0 0 0)",
                                        "color(cmyk 0 0 0)",
                                        "color(srgb 0 0)",
                                        "color(srgb, 0, 0, 0)",
                                        "color(srgb 0deg 0 0)",
                                        "color()",
                                        "rgb(1, 2 3)",
                                        "rgb(1 2, 3)",
                                        "rgb(1, 2, 3 / 0.5)",
                                        "rgb(1 2 3, 0.5)",
                                        "rgb(10%, 2, 3)",
                                        "rgb(none, 2, 3)",
                                        "rgb(1, 2, 3, none)",
                                        "hsl(0, 100, 50%)",
                                        "hsl(10%, 100%, 50%)",
                                        "rgb(1 2 3 / 0.5 0.5)",
                                        "color-mix(in srgb, red, blue)",
                                        "oklch(from red l c h)",
                                        "light-dark(red, blue)",
                                        "#12345",
                                        "#ggg",
                                        "reddish",
                                        "lab(calc(50) 0 0)"};
    struct value value;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (take(wrong[i], &value))
            fail_msg("\"%s\" is taken for a colour", wrong[i]);
}

static void old_readers_get_old_syntaxes(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"1px solid oklch(50% 0.2 0)", "1px solid #b4065f"},
        {"lab(46.2775% -47.5621 48.5837)", "#008000"},
        {"rgb(1 2 3 / 50%)", "rgba(1, 2, 3, 0.5000)"},
        {"#0008", "rgba(0, 0, 0, 0.5333)"},
        {"#ff000080 hwb(0 0% 0%), hsl(120 100% 25%)", "rgba(255, 0, 0, 0.5019) #ff0000, #008000"},
        {"rgb(0 0 0 / 0)", "rgba(0, 0, 0, 0.0000)"},
        {"rgba(1, 2, 3, 0.5)", "rgba(1, 2, 3, 0.5)"},
        {"hsl(120, 100%, 25%) #fff red", "hsl(120, 100%, 25%) #fff red"},
        {"\"lab(50 0 0)\" color-mix(in lab, red, blue)",
         "\"lab(50 0 0)\" color-mix(in lab, red, blue)"},
        {"lab(50 0", "lab(50 0"},
        {"", ""}};
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_string_equal(color_modern_to_old(pairs[i][0], arena), pairs[i][1]);
    arena_drop(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(colours_are_read_in_every_syntax),
        cmocka_unit_test(translucent_colours_are_mixed_with_paper),
        cmocka_unit_test(lab_and_lch_are_converted),
        cmocka_unit_test(oklab_and_oklch_are_converted),
        cmocka_unit_test(spaces_of_color_are_converted),
        cmocka_unit_test(colours_outside_srgb_keep_lightness_and_hue),
        cmocka_unit_test(parts_may_be_missing_or_translucent),
        cmocka_unit_test(what_is_no_colour_is_refused),
        cmocka_unit_test(old_readers_get_old_syntaxes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
