/* source/: TOML as pairs, and parts of files as mdBook names them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "source/excerpt.h"
#include "source/toml.h"

/* ── TOML ────────────────────────────────────────────────────────────────────────────────────── */

static void put_pair(void *user, const struct toml_pair *pair)
{
    buffer_printf(user, "%s=", pair->path);
    for (size_t i = 0; i < pair->count; i++)
        buffer_printf(user, "<%s>", pair->values[i]);
    buffer_put_char(user, '\n');
}

/* The place that the message begins with. */
static void put_place(struct diag *diag, struct buffer *out)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    diag_print(diag, stream, SEVERITY_ERROR, true);
    fclose(stream);
    buffer_put(out, text, strcspn(text, " "));
    free(text);
}

/* What is read, or where it is broken. */
static void check_toml(const char *toml, const char *expected)
{
    struct arena *arena = arena_new();
    struct diag *diag = diag_new();
    struct buffer out = {0};
    struct input input = {.path = "x.toml", .text = toml, .length = strlen(toml)};
    if (!toml_read(arena, &input, diag, put_pair, &out))
        put_place(diag, &out);
    assert_string_equal(buffer_string(&out), expected);
    buffer_drop(&out);
    diag_drop(diag);
    arena_drop(arena);
}

static void reads_values(void **state)
{
    (void)state;
    check_toml("", "");
    check_toml("a = \"x\\ty\\u00e9\\\"\" # c\nb = 'C:\\n'\n", "a=<x\ty\u00e9\">\nb=<C:\\n>\n");
    check_toml("c = 1_000\nd = true\ne = 2026-01-02\n", "c=<1_000>\nd=<true>\ne=<2026-01-02>\n");
    check_toml("a = \"\"\"\nx \\\n   y\n\"\"\"\nb = '''\nr\\\n'''\n", "a=<x y\n>\nb=<r\\\n>\n");
    check_toml("a = []\nb = [ # c\n 'x', [1], {k = 2}, 3.5,\n]\n", "a=\nb=<x><3.5>\n");
}

static void reads_tables(void **state)
{
    (void)state;
    check_toml("[a]\nb = 1\n[a.'c'.d]\n\"e f\" = 2\n[[g]]\nh.i . j = 3\n[k]\n",
               "a.b=<1>\na.c.d.e f=<2>\ng.h.i.j=<3>\n");
    check_toml("a = {b = 1, c = {d.e = 'x'}}\n", "a.b=<1>\na.c.d.e=<x>\n");
}

static void tells_where_it_is_broken(void **state)
{
    (void)state;
    check_toml("a = 1\nb = = 2\n", "x.toml:2:3:");
    check_toml("a = \"x\n", "x.toml:1:1:");
    check_toml("[a\n", "x.toml:1:1:");
}

/* ── Excerpts ────────────────────────────────────────────────────────────────────────────────── */

static void check_excerpt(const char *selector, bool every, const char *expected)
{
    static const char text[] = "1\n2 ANCHOR: a\n3\n4 ANCHOR:b\n5\n6 ANCHOR_END: b\n7\n"
                               "8 ANCHOR_END: a\n9\n10 ANCHOR: a\n11\n";
    struct arena *arena = arena_new();
    struct excerpt excerpt = excerpt_parse(arena, selector);
    excerpt_parts parts = {0};
    struct buffer out = {0};
    excerpt.every = every;
    bool is_found = excerpt_take(&excerpt, text, text + strlen(text), &parts);
    for (size_t i = 0; i < parts.count; i++) {
        const struct excerpt_lines *part = &parts.items[i];
        buffer_printf(&out, "%d<%.*s>", part->line, (int)(part->end - part->text), part->text);
    }
    assert_string_equal(is_found ? buffer_string(&out) : "nothing", expected);
    buffer_drop(&out);
    vector_drop(&parts);
    arena_drop(arena);
}

static void takes_lines_by_number(void **state)
{
    (void)state;
    check_excerpt("3", false, "3<3>");
    check_excerpt("0", false, "1<1>");
    check_excerpt("2:3", false, "2<2 ANCHOR: a\n3>");
    check_excerpt(":1", false, "1<1>");
    check_excerpt("11:", false, "11<11>");
    check_excerpt("10:99", false, "10<10 ANCHOR: a\n11>");
    check_excerpt("12", false, "nothing");
    check_excerpt("9999999999999999999999:", false, "nothing");
}

static void takes_what_lies_between_anchors(void **state)
{
    (void)state;
    check_excerpt("a", false, "3<3\n>5<5\n>7<7>");
    check_excerpt("b", false, "5<5>");
    check_excerpt("a:9", true, "3<3\n>5<5\n>7<7\n>11<11>");
    check_excerpt("c", false, "nothing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_values),
        cmocka_unit_test(reads_tables),
        cmocka_unit_test(tells_where_it_is_broken),
        cmocka_unit_test(takes_lines_by_number),
        cmocka_unit_test(takes_what_lies_between_anchors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
