/* source/: whatever comes in, the tree keeps the rules of book.h. Documents are put together at
 * random, from fixed seeds, out of pieces that hurt; deep and long ones are made by repetition. */
#include "test_source_helper.h"

static const char *const pieces[] = {
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a href=u>",
    "</a>",
    "<a id=i>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
    "<h2>",
    "</h2>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<br>",
    "<hr>",
    "<img src=s>",
    "<svg>",
    "</svg>",
    "<script>",
    "</script>",
    "<select>",
    "<math>",
    "<caption>",
    "<figure>",
    "<figcaption>",
    "<foo>",
    "</foo>",
    "<foo/>",
    "<span id=s>",
    "</span>",
    "<!--",
    "-->",
    "<input type=checkbox>",
    "<template>",
    "<i",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "[",
    "](u)",
    "![",
    "[^1]",
    "[^1]: n",
    "\n",
    "\n\n",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n    ",
    "\n\n# ",
    "text",
    " ",
    "&amp;",
    "| a | b |",
    "\n|---|---|\n",
    "~~",
    "- [x] ",
    "<center>",
    "</center>",
    "<blockquote>",
    "</blockquote>",
    "<colgroup>",
    "<th colspan=3>",
};

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

static void put_nasty_document(struct buffer *text, uint32_t seed)
{
    size_t count = next_random(&seed) % 60 + 1;
    for (size_t i = 0; i < count; i++)
        buffer_put_string(text, pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)]);
}

static bool is_allowed(const struct node *parent, const struct node *node)
{
    enum node_kind kind = node->kind;
    if (kind >= NODE_KIND_COUNT || (kind == NODE_LIST_ITEM) != (parent->kind == NODE_LIST) ||
        (kind == NODE_TABLE_CELL) != (parent->kind == NODE_TABLE_ROW))
        return false;
    if (parent->kind == NODE_TABLE)
        return kind == NODE_TABLE_ROW || (kind == NODE_CAPTION && !node->previous);
    if (parent->kind == NODE_DEFINITION_LIST)
        return kind == NODE_DEFINITION_TERM || kind == NODE_DEFINITION;
    if (kind == NODE_SUMMARY)
        return parent->kind == NODE_DETAILS && !node->previous;
    if (parent->kind == NODE_TABLE_CELL)
        return node_is_inline(kind) == node_is_inline(parent->first->kind);
    return node_is_inline(kind) ==
           (node_is_inline(parent->kind) || node_holds_inlines(parent->kind));
}

static bool is_inside_link(const struct node *node)
{
    for (node = node->parent; node; node = node->parent)
        if (node->kind == NODE_LINK)
            return true;
    return false;
}

static const struct node *find_offence(const struct book *book)
{
    struct walk walk = walk_start(book->root);
    while (walk_next(&walk)) {
        const struct node *node = walk.node;
        if (!walk.entering || node == book->root)
            continue;
        bool has_text = node->kind != NODE_TEXT || node->text;
        if (!has_text || !is_allowed(node->parent, node) ||
            (node->kind == NODE_LINK && is_inside_link(node)))
            return node;
    }
    return NULL;
}

static void keeps_the_rules_for_any_nesting(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (uint32_t seed = 1; seed <= 4000; seed++) {
        buffer_clear(&text);
        put_nasty_document(&text, seed * 7919);
        struct reading reading = read_bytes(text.data, text.length, seed % 4 == 0);
        const struct node *offence = reading.book ? find_offence(reading.book) : NULL;
        if (offence)
            fail_msg("seed %u: %s in %s in %s\n%s", seed, node_kind_name(offence->kind),
                     node_kind_name(offence->parent->kind), buffer_string(&reading.outline),
                     text.data);
        drop_reading(&reading);
    }
    buffer_drop(&text);
}

/* A document that repeats a piece, read to its end. */
static void read_repeated(const char *piece, size_t count, const char *end)
{
    struct buffer text = {0};
    buffer_put_string(&text, "x\n\n");
    for (size_t i = 0; i < count; i++)
        buffer_put_string(&text, piece);
    buffer_put_string(&text, end);
    struct reading reading = read_bytes(text.data, text.length, false);
    assert_non_null(reading.book);
    assert_null(find_offence(reading.book));
    drop_reading(&reading);
    buffer_drop(&text);
}

static void survives_depth_and_length(void **state)
{
    (void)state;
    static const char *const repeated[] = {
        "> ",
        "- ",
        "* a **b ",
        "[",
        "![",
        "<div>",
        "<b>",
        "<ul>",
        "<table><tr><td>",
        "<p><i>x",
        "<div>\n\nx\n\n",
        "<svg>",
        "<select>",
        "<a ",
        "<!--",
        "</b>",
        "<font size=1>",
        "&amp;",
        "x",
        "`",
        "_",
        "|",
        "<script>",
        "a[^b]",
    };
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++)
        read_repeated(repeated[i], 10000, "<b>x</b> y\n");
}

/* gumbo would copy each open <b> into each paragraph: 10,000 times 10,000. */
static void bounds_what_html_repair_may_cost(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 40000; i++)
        buffer_printf(&text, "<p><b id=x%d>x\n", i);
    check_message(text.data, text.length, true, "[html-");
    buffer_drop(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_the_rules_for_any_nesting),
        cmocka_unit_test(survives_depth_and_length),
        cmocka_unit_test(bounds_what_html_repair_may_cost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
