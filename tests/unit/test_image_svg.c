/* image/: an SVG is written anew: what acts or reaches out is left out, the rest stays. */
#include "test_image_fixture.h"

#define NS " xmlns=\"http://www.w3.org/2000/svg\""
#define LINKED NS " xmlns:xlink=\"http://www.w3.org/1999/xlink\""
#define GIF "R0lGODlhAQABAAAAACw="
#define SVG_DATA "data:image/svg+xml"

struct change {
    const char *file, *clean;
};

/* The text of an image's bytes. */
static const char *text_of(const struct image *image)
{
    return arena_copy_bytes(arena, (const char *)image->bytes, image->length);
}

static const struct image *check_change(const struct change *change)
{
    const char *reason;
    const struct image *image = load(change->file, strlen(change->file), &reason);
    if (!image)
        fail_msg("%s: %s", change->file, reason);
    assert_string_equal(text_of(image), change->clean);
    return image;
}

#define CHECK_CHANGES(changes, is_cleaned)                                                         \
    for (size_t i = 0; i < sizeof(changes) / sizeof *(changes); i++)                               \
    assert_int_equal(check_change(&(changes)[i])->cleaned, is_cleaned)

static void what_acts_or_reaches_out_is_left_out(void **state)
{
    (void)state;
    static const struct change changes[] = {
        {"<svg>a<script>alert(1)</script>b</svg>", "<svg" NS ">ab</svg>"},
        {"<svg><svg:SCRIPT><g/></svg:SCRIPT><g/></svg>", "<svg" NS "><g/></svg>"},
        {"<svg><g onclick='x()' id='a'/></svg>", "<svg" NS "><g id=\"a\"/></svg>"},
        {"<svg onload=''/>", "<svg" NS "/>"},
        {"<svg><image href='https://example.org/a.png'/></svg>", "<svg" NS "><image/></svg>"},
        {"<svg><image xlink:href=' //example.org/a.png'/></svg>", "<svg" LINKED "><image/></svg>"},
        {"<svg xml:base='http://x/'><use href='#a'/><g id='a'/></svg>",
         "<svg" NS "><use href=\"#a\"/><g id=\"a\"/></svg>"},
        {"<svg><use href='other.svg#a'/></svg>", "<svg" NS "><use/></svg>"},
        {"<svg><a href='javascript:x()'>&lt;&amp;</a></svg>", "<svg" NS "><a>&#60;&#38;</a></svg>"},
        {"<svg><set attributeName='xlink:href' to='x'/></svg>", "<svg" NS "/>"},
        {"<svg><set attributeName=' onclick' to='x'/></svg>", "<svg" NS "/>"},
        {"<svg><g style='fill: URL( \"http://x/\"); stroke: red'/></svg>",
         "<svg" NS "><g style=\"fill:none;stroke:red;\"/></svg>"},
        {"<svg><g fill='url(http://x/#a)' stroke='url(//x) red'/></svg>",
         "<svg" NS "><g fill=\"none\" stroke=\"red\"/></svg>"},
        {"<svg><g style='fill: u\\72l(http://x/)'/></svg>",
         "<svg" NS "><g style=\"fill:none;\"/></svg>"},
        {"<svg><g mask='s\\72 c(\"http://x/\")'/></svg>", "<svg" NS "><g mask=\"none\"/></svg>"},
        {"<?xml-stylesheet href='x.css'?><svg/>", "<svg" NS "/>"},
        {"<svg xmlns:h='http://www.w3.org/1999/xhtml'><h:img srcset='http://x/a.png 1x'/>"
         "<h:form action='http://x'><h:input/></h:form></svg>",
         "<svg" NS "/>"},
    };
    CHECK_CHANGES(changes, true);
}

static void sheets_keep_their_rules_alone(void **state)
{
    (void)state;
    static const struct change changes[] = {
        {"<svg><style>@imp<![CDATA[ort]]> 'x.css';a{b:c}</style></svg>",
         "<svg" NS "><style>a{b:c;}\n</style></svg>"},
        {"<svg><style>@\\69mport 'x'; a{b:c}</style></svg>",
         "<svg" NS "><style>a{b:c;}\n</style></svg>"},
        {"<svg><style>a { fill: ur&#108;(http://x/) }</style></svg>",
         "<svg" NS "><style>a {fill:none;}\n</style></svg>"},
        {"<svg><style>a { fill: image-set('http://x/' 1x); x: y }</style></svg>",
         "<svg" NS "><style>a {fill:none;x:y;}\n</style></svg>"},
        {"<svg><style>@font-face{font-family:x;src:url('data:font/woff;base64,AAAA')}"
         "@font-face{font-family:y;src:url('data:;base64,d09GMgAA')}</style></svg>",
         "<svg" NS "><style>@font-face{font-family:y;src:url(data:font/woff2;base64,d09GMgAA);}\n"
         "</style></svg>"},
    };
    CHECK_CHANGES(changes, true);
}

/* What EPUBCheck would report, or no parser read. */
static void what_is_wrong_is_mended(void **state)
{
    (void)state;
    static const struct change changes[] = {
        {"<svg width='9'><rect/></svg>", "<svg" NS " width=\"9\"><rect/></svg>"},
        {"<s:svg viewBox='0 0 9 9'><s:g/><g/></s:svg>",
         "<svg" NS " viewBox=\"0 0 9 9\"><g/></svg>"},
        {"<svg" NS "><use xlink:href='#a'/><g id='a' inkscape:label='x'/></svg>",
         "<svg" LINKED "><use xlink:href=\"#a\"/><g id=\"a\"/></svg>"},
        {"<?xml version='1.0' encoding='ISO-8859-1'?><svg><text>caf\xE9</text></svg>",
         "<svg" NS "><text>caf\xC3\xA9</text></svg>"},
        {"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.0//EN' 'http://www.w3.org/x.dtd'><svg/>",
         "<svg" NS "/>"},
        {"<!DOCTYPE svg SYSTEM 'http://evil.example/x.dtd'><svg/>", "<svg" NS "/>"},
        {"<!DOCTYPE svg [<!ENTITY s 'http://www.w3.org/2000/svg'><!ENTITY t 'A&amp;B'>]>"
         "<svg xmlns='&s;'><text>&t;</text></svg>",
         "<svg" NS "><text>A&#38;B</text></svg>"},
        {"<svg foo='bar'><blink/><rect widht='x' width='1'/><!-- x --><?x y?></svg>",
         "<svg" NS "><rect width=\"1\"/></svg>"},
        {"<svg><metadata><r:RDF xmlns:r='http://r'><r:li r:about='http://x'/></r:RDF></metadata>"
         "<title>a<tspan>b</tspan></title></svg>",
         "<svg" NS "><title>a</title></svg>"},
        {"<svg><style>/* x */ g{fill:;;x; a=b:c; fill:red} } .b{direction:rtl} p|a{b:c}"
         "@media print{g{x:y}} @layer x{g{x:y}}</style></svg>",
         "<svg" NS "><style>g{fill:red;}\n@media print{\ng{x:y;}\n}\n</style></svg>"},
        {"<svg><g fill='url(#none)' stroke='url(#g)' mask='url(#none)'/><g id='g'/></svg>",
         "<svg" NS "><g fill=\"none\" stroke=\"none\" mask=\"none\"/><g id=\"g\"/></svg>"},
        {"<svg><g style='image(http://x/)'/></svg>", "<svg" NS "><g style=\"\"/></svg>"},
        {"<svg xml:lang='e n' lang='de' xml:id='x'/>", "<svg" NS " lang=\"de\"/>"},
        {"<svg xmlns:a='http://www.w3.org/1999/xlink'><g id='b'/>"
         "<use a:href='#b' xlink:href='#b'/></svg>",
         "<svg" LINKED "><g id=\"b\"/><use xlink:href=\"#b\"/></svg>"},
    };
    CHECK_CHANGES(changes, false);
}

static void utf16_is_read(void **state)
{
    (void)state;
    static const char text[] = "<svg><text>\xE9</text></svg>";
    char file[2 * sizeof text] = "\xFF\xFE";
    const char *reason;
    for (size_t i = 0; i + 1 < sizeof text; i++)
        file[2 * i + 2] = text[i];
    const struct image *image = load(file, sizeof file, &reason);
    assert_non_null(image);
    assert_string_equal(text_of(image), "<svg" NS "><text>\xC3\xA9</text></svg>");
}

static void ids_are_names_and_their_references_follow(void **state)
{
    (void)state;
    static const struct change changes[] = {
        {"<svg><g id='a b'/><g id='d'/><g id='d'/><g id=''/></svg>",
         "<svg" NS "><g id=\"id-1\"/><g id=\"d\"/><g/><g/></svg>"},
        {"<svg><use href='#1'/><use href='#a%20b'/><g id='id-1'/><g id='1'/><g id='a b'/></svg>",
         "<svg" NS "><use href=\"#id-2\"/><use href=\"#id-3\"/><g id=\"id-1\"/><g id=\"id-2\"/>"
         "<g id=\"id-3\"/></svg>"},
        {"<svg aria-labelledby='1 x.y'><pattern id='1'/><g id='x.y' fill=\"url('#1')\"/></svg>",
         "<svg" NS " aria-labelledby=\"id-1 x.y\"><pattern id=\"id-1\"/>"
         "<g id=\"x.y\" fill=\"url(#id-1)\"/></svg>"},
        {"<svg><g id='1'/><set begin='1.end + 1s; click' end='2.5s'/></svg>",
         "<svg" NS "><g id=\"id-1\"/><set begin=\"id-1.end + 1s; click\" end=\"2.5s\"/></svg>"},
        {"<svg><g id='1'/><g id='b'/><style>#\\31 , #b{mask:url( '#1' )}</style></svg>",
         "<svg" NS "><g id=\"id-1\"/><g id=\"b\"/>"
         "<style>#id-1, #b{mask:url(#id-1);}\n</style></svg>"},
        {"<svg><script id='a'/><g id='a'/></svg>", "<svg" NS "><g id=\"a\"/></svg>"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        check_change(&changes[i]);
}

/* By what its bytes are; a drawing in it is cleaned as well, but none in that. */
static void data_is_a_picture(void **state)
{
    (void)state;
    static const struct change changes[] = {
        {"<svg><image href='data:image/jpg;base64, " GIF "'/></svg>",
         "<svg" NS "><image href=\"data:image/gif;base64," GIF "\"/></svg>"},
        {"<svg><image href='data:,GIF89a%01%00%01%00%00%00%00,'/></svg>",
         "<svg" NS "><image href=\"data:image/gif;base64," GIF "\"/></svg>"},
        {"<svg><image href='data:image/bmp;base64,Qk0='/></svg>", "<svg" NS "><image/></svg>"},
        {"<svg><image href='data:image/png;base64,iVBOR*'/></svg>", "<svg" NS "><image/></svg>"},
        {"<svg><a href='data:image/gif;base64," GIF "'/></svg>", "<svg" NS "><a/></svg>"},
        {"<svg><image href=\"" SVG_DATA ",%3Csvg onload='x()'%3E%3Cscript/%3E%3C/svg%3E\"/></svg>",
         "<svg" NS "><image href=\"" SVG_DATA ";base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMj"
         "AwMC9zdmciLz4=\"/></svg>"},
        {"<svg><image href=\"" SVG_DATA ",%3Csvg%3E%3Cimage href='" SVG_DATA ",%253Csvg/%253E'/%3E"
         "%3C/svg%3E\"/></svg>",
         "<svg" NS "><image href=\"" SVG_DATA ";base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMj"
         "AwMC9zdmciPjxpbWFnZS8+PC9zdmc+\"/></svg>"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        check_change(&changes[i]);
}

static void text_in_html_is_missed_where_it_stands_alone(void **state)
{
    (void)state;
    static const struct change changes[] = {
        {"<svg><foreignObject><p>a</p></foreignObject></svg>", "<svg" NS "/>"},
        {"<svg><switch><foreignObject><p>a</p></foreignObject><text>a</text></switch></svg>",
         "<svg" NS "><switch><text>a</text></switch></svg>"},
    };
    assert_true(check_change(&changes[0])->has_html);
    assert_false(check_change(&changes[1])->has_html);
}

static void what_refers_to_itself_stays(void **state)
{
    (void)state;
    static const struct change changes[] = {
        {"<svg" NS "><style>.a { fill: url(#g) }</style><defs><linearGradient id=\"g\"/></defs>"
         "<use href='#g'/><text xml:space='preserve'>url(http://x/) </text>"
         "<image href='data:image/gif;base64," GIF "'/><g fill=\"url('#g')\" data-a='f(x)'/></svg>",
         "<svg" NS "><style>.a {fill:url(#g);}\n</style><defs><linearGradient id=\"g\"/></defs>"
         "<use/><text xml:space=\"preserve\">url(http://x/) </text>"
         "<image href=\"data:image/gif;base64," GIF
         "\"/><g fill=\"url(#g)\" data-a=\"f(x)\"/></svg>"},
    };
    CHECK_CHANGES(changes, false);
}

static void broken_svg_is_refused(void **state)
{
    (void)state;
    static const char *const files[] = {
        "<!DOCTYPE svg [<!ENTITY a SYSTEM '/etc/passwd'>]><svg>&b;</svg>",
        "<svg><g></svg>",
        "<svg/><svg/>",
        "<script/>",
        "<svg xmlns='http://www.w3.org/1999/xhtml'/>",
        "<svg xmlns='http://example.org/'/>",
        "<svg><style>/* <![CDATA[ */</style></svg>",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *reason;
        assert_null(load(files[i], strlen(files[i]), &reason));
    }
}

static void entities_do_not_multiply_without_end(void **state)
{
    (void)state;
    struct buffer file = {0};
    const char *reason;
    buffer_put_string(&file, "<!DOCTYPE svg [<!ENTITY e0 'ten bytes!'>");
    for (int i = 1; i < 9; i++) {
        buffer_printf(&file, "<!ENTITY e%d '", i);
        for (int k = 0; k < 10; k++)
            buffer_printf(&file, "&e%d;", i - 1);
        buffer_put_string(&file, "'>");
    }
    size_t prolog = file.length;
    buffer_put_string(&file, "]><svg><text>&e8;</text></svg>"); /* expat ends it */
    assert_null(load(file.data, file.length, &reason));
    file.length = prolog;
    buffer_put_string(&file, "]><svg><text>&e5;</text></svg>");
    assert_null(load(file.data, file.length, &reason));
    assert_non_null(strstr(reason, "multiply"));
    file.length = prolog;
    buffer_put_string(&file, "]><svg><text>&e2;</text></svg>");
    assert_non_null(load(file.data, file.length, &reason));
    buffer_drop(&file);
}

static void depth_has_an_end(void **state)
{
    (void)state;
    struct buffer file = {0};
    const char *reason;
    for (int depth = 255; depth <= 256; depth++) {
        buffer_clear(&file);
        buffer_put_string(&file, "<svg>");
        for (int i = 0; i < depth; i++)
            buffer_put_string(&file, "<g>");
        for (int i = 0; i < depth; i++)
            buffer_put_string(&file, "</g>");
        buffer_put_string(&file, "</svg>");
        assert_int_equal(load(file.data, file.length, &reason) != NULL, depth < 256);
    }
    buffer_drop(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_acts_or_reaches_out_is_left_out),
        cmocka_unit_test(sheets_keep_their_rules_alone),
        cmocka_unit_test(what_is_wrong_is_mended),
        cmocka_unit_test(utf16_is_read),
        cmocka_unit_test(ids_are_names_and_their_references_follow),
        cmocka_unit_test(data_is_a_picture),
        cmocka_unit_test(text_in_html_is_missed_where_it_stands_alone),
        cmocka_unit_test(what_refers_to_itself_stays),
        cmocka_unit_test(broken_svg_is_refused),
        cmocka_unit_test(entities_do_not_multiply_without_end),
        cmocka_unit_test(depth_has_an_end),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
