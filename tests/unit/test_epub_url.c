/* Links out of the book: which are let through, and how they are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "epub/url.h"

static void assert_url(const char *url, const char *expected)
{
    struct buffer out = {0};
    epub_put_url(&out, url);
    assert_string_equal(buffer_string(&out), expected);
    buffer_drop(&out);
}

static void urls_are_percent_encoded(void **state)
{
    (void)state;
    assert_url("https://a.b/x y?q=ä&r=[1]#f", "https://a.b/x%20y?q=%C3%A4&r=%5B1%5D#f");
    assert_url("https://a.b/C_(x)", "https://a.b/C_(x)");
    assert_url("https://a.b/\"<>\\^`{|}", "https://a.b/%22%3C%3E%5C%5E%60%7B%7C%7D");
}

static void escapes_stay_and_lone_percent_signs_do_not(void **state)
{
    (void)state;
    assert_url("https://a.b/%20%zz%", "https://a.b/%20%25zz%25");
    assert_url("https://a.b/#a#b", "https://a.b/#a%23b");
}

static void hosts_stay_readable(void **state)
{
    (void)state;
    assert_url("https://ü.de/ü", "https://ü.de/%C3%BC");
    assert_url("http://[::1]/[x]", "http://[::1]/%5Bx%5D");
}

static void plain_urls_are_as_cmark_writes_them(void **state)
{
    (void)state;
    struct buffer out = {0};
    epub_put_plain_url(&out, "http://ü.de/%zz#a#b");
    assert_string_equal(buffer_string(&out), "http://%C3%BC.de/%zz#a#b");
    buffer_drop(&out);
}

static void harmless_links_pass(void **state)
{
    (void)state;
    static const char *const good[] = {
        "https://example.com",          "HTTP://EXAMPLE.COM:8080/a?b#c",
        "ftp://user@host.org/",         "mailto:ada@example.com",
        "http://192.168.0.1/",          "http://[2001:db8::1]:80/",
        "https://bücher.example/",      "tel:+1-201-555-0123",
        "urn:isbn:0451450523",          "https://host/path:with:colons",
        "http://xn--mnchen-3ya.de/",    "http://xn--fiqs8s/",
        "http://XN--e1afmkfd.xn--p1ai", "http://xn--mgba3a4f16a",
        "http://xn--80ak6aa92e.com",    "http://xn--4ca.xn--4ca",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(epub_is_hyperlink(good[i]));
}

static void harmful_and_broken_links_do_not(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "other.md",
        "../x.html#y",
        "//host/path",
        "http://\u0301.example/",
        "http://a.\u0301b/",
        "#id",
        "http:",
        "http://",
        "http:/x",
        "http://ex ample.com/",
        "http://a..b/",
        "http://[::1/",
        "http://[zz]/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://a.b:99999/",
        "http://a%20b/",
        "http://xn--.com/",
        "http://xn--a",
        "http://xn--zzzz99.de",
        "http://xn--abc",
        "http://xn--a-b-.com",
        "http://xn--0.pt",
        "http://xn--ASCII-.com",
        "http://xn--ls8h--.la",
        "http://xn--99999999999999999999999999999999999999.de",
        "mailto:",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(epub_is_hyperlink(bad[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(urls_are_percent_encoded),
        cmocka_unit_test(escapes_stay_and_lone_percent_signs_do_not),
        cmocka_unit_test(hosts_stay_readable),
        cmocka_unit_test(plain_urls_are_as_cmark_writes_them),
        cmocka_unit_test(harmless_links_pass),
        cmocka_unit_test(harmful_and_broken_links_do_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
