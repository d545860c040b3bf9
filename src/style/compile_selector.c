/* Enters: the syntax tree of a rule's selectors, which nests to the left: "a > b.c:first-child" is
 * a child_selector of "a" and a pseudo_class_selector of a class_selector of "b". Leaves: linked
 * compounds, the rightmost first, with the specificity of Selectors 4. One bad selector spoils its
 * whole rule, as CSS has it. */
#include <ctype.h>
#include <stdlib.h>

#include "style/part.h"
#include "style/reader.h"
#include "style/selector.h"
#include "style/value.h"

enum {
    COMPOUNDS_MAX = 32,
    TESTS_MAX = 32,
    SELECTORS_MAX = 1024,
    UNIT_A = 1 << 20,
    UNIT_B = 1 << 10
};

/* ── Reporting ───────────────────────────────────────────────────────────────────────────────── */

struct trial {
    const struct reader *reader;
    struct rule *rule;
    bool is_malformed;
    bool is_missed;    /* the selector at work */
    bool may_generate; /* ::before and its like may stand here: at the end of a selector */
    enum target target;
};

/* Malformed: it is left out of both books. */
static bool refuse(struct trial *trial, TSNode node, const char *hint, const char *what)
{
    const struct reader *reader = trial->reader;
    trial->is_malformed = true;
    css_warn(reader->sheets->diag, "css-selector", position_of(reader, node), hint,
             "%s: \"%s\"; its rule is left out", what, reader_quote(reader, text_of(reader, node)));
    return false;
}

/* The selector is left out of the PDF; another book may know it, so reading goes on. */
static bool miss(struct trial *trial, TSNode node, const char *hint, const char *what)
{
    const struct reader *reader = trial->reader;
    if (!hint)
        hint = "for the EPUB alone, put it into @media epub";
    if (trial->rule->books & FOR_PDF && !trial->is_missed)
        css_warn(reader->sheets->diag, "css-selector", position_of(reader, node), hint,
                 "%s: \"%s\"; this selector is left out", what,
                 reader_quote(reader, text_of(reader, node)));
    trial->is_missed = true;
    return true;
}

/* ── Names ───────────────────────────────────────────────────────────────────────────────────── */

/* A name without its escapes, in the arena. */
static const char *copy_name(const struct reader *reader, struct slice text)
{
    struct buffer name = {0};
    slice_unescape(text, &name);
    const char *copy = arena_copy_string(reader->sheets->arena, buffer_string(&name));
    buffer_drop(&name);
    return copy;
}

static bool add_name(struct trial *trial, TSNode node, const char *name, atom *number)
{
    *number = atoms_add(trial->reader->sheets->atoms, (struct slice){name, strlen(name)});
    return *number || refuse(trial, node, NULL, "too many different names");
}

static const char *name_of(const struct trial *trial, TSNode node)
{
    return copy_name(trial->reader, text_of(trial->reader, node));
}

/* ── One test ────────────────────────────────────────────────────────────────────────────────── */

/* The child that says it all: the last named one that is no operand to the left. */
static TSNode last_child(TSNode node)
{
    uint32_t count = ts_node_named_child_count(node);
    return count > 0 ? ts_node_named_child(node, count - 1) : node;
}

/* What the EPUB may hold besides, in drawings and formulas for instance. */
static const char *const epub_elements[] = {
    "address", "article", "audio", "bdi",    "bdo",     "col",  "colgroup", "details", "main",
    "footer",  "header",  "math",  "object", "picture", "rp",   "rt",       "ruby",    "s",
    "summary", "svg",     "tbody", "tfoot",  "thead",   "time", "video",    "wbr",     NULL};

/* Pseudo-classes that readers of the EPUB know, and old pseudo-elements. */
static const char *const epub_pseudo_classes[] = {"active",
                                                  "checked",
                                                  "disabled",
                                                  "empty",
                                                  "enabled",
                                                  "first-letter",
                                                  "first-line",
                                                  "first-of-type",
                                                  "focus",
                                                  "focus-visible",
                                                  "focus-within",
                                                  "has",
                                                  "hover",
                                                  "is",
                                                  "lang",
                                                  "last-of-type",
                                                  "nth-last-of-type",
                                                  "nth-of-type",
                                                  "only-child",
                                                  "only-of-type",
                                                  "target",
                                                  "visited",
                                                  "where",
                                                  NULL};

static bool is_among(const char *name, const char *const *names)
{
    while (*names && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

static const char *guess(const struct trial *trial, const char *name, const char *const *names)
{
    const char *near = hint_nearest(name, names);
    return near ? arena_printf(trial->reader->sheets->arena, "did you mean %s?", near) : NULL;
}

static bool read_element(struct trial *trial, TSNode node, struct test *test)
{
    char *name = arena_copy_string(trial->reader->sheets->arena, name_of(trial, node));
    for (char *c = name; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    test->kind = strcmp(name, "html") == 0 ? TEST_ROOT : TEST_ELEMENT;
    if (test->kind == TEST_ROOT)
        return true;
    for (size_t i = 0; subject_elements[i]; i++)
        if (strcmp(subject_elements[i], name) == 0)
            return add_name(trial, node, name, &test->name);
    if (is_among(name, epub_elements))
        return miss(trial, node, NULL, "no element of the PDF has this name");
    return refuse(trial, node, guess(trial, name, subject_elements),
                  "no element of a book has this name");
}

static bool read_class(struct trial *trial, TSNode node, struct test *test)
{
    test->kind = TEST_CLASS;
    return add_name(trial, node, name_of(trial, last_child(node)), &test->name);
}

static bool read_id(struct trial *trial, TSNode node, struct test *test)
{
    test->kind = TEST_ID;
    return add_name(trial, node, name_of(trial, last_child(node)), &test->name);
}

static bool is_identifier(struct slice text)
{
    size_t first = text.length > 0 && text.start[0] == '-';
    for (size_t i = 0; i < text.length; i++)
        if (!isalnum((unsigned char)text.start[i]) && !strchr("-_\\", text.start[i]) &&
            (unsigned char)text.start[i] < 0x80)
            return false;
    return first < text.length && !isdigit((unsigned char)text.start[first]);
}

/* "i" or "s" before the "]", in small letters; 0: there is none (mask.c). */
static char flag_of(struct slice selector)
{
    struct slice inner = slice_trim((struct slice){selector.start, selector.length - 1});
    char last = inner.length > 2 ? (char)tolower((unsigned char)inner.start[inner.length - 1]) : 0;
    bool is_apart = last && strchr(" \t\n\"'", inner.start[inner.length - 2]);
    return is_apart && (last == 'i' || last == 's') ? last : 0;
}

static bool read_attribute(struct trial *trial, TSNode node, struct test *test)
{
    uint32_t count = ts_node_child_count(node);
    test->kind = TEST_ATTRIBUTE;
    for (uint32_t i = 0; i < count && i < 16; i++) {
        TSNode child = ts_node_child(node, i);
        struct slice text = text_of(trial->reader, child);
        if (is_type(child, "attribute_name"))
            test->attribute = name_of(trial, child);
        else if (text.length > 0 && text.length <= 2 && text.start[text.length - 1] == '=')
            test->match = text.start[0];
        else if (test->match && is_type(child, "string_value") && text.length >= 2)
            test->value = copy_name(trial->reader, (struct slice){text.start + 1, text.length - 2});
        else if (test->match && ts_node_is_named(child) && !is_identifier(text))
            return refuse(trial, child, "put it into quotes", "this value is no name");
        else if (test->match && ts_node_is_named(child))
            test->value = name_of(trial, child);
    }
    bool is_whole = test->attribute && (!test->match || test->value);
    char flag = flag_of(text_of(trial->reader, node));
    test->ignores_case = flag == 'i';
    return (is_whole && (!flag || test->match)) ||
           refuse(trial, node, NULL, "this attribute selector is not whole");
}

struct pending;
static bool read_compound(struct trial *trial, TSNode node, struct compound *compound,
                          struct pending *pending, uint32_t *specificity);

/* :not(a, .b): as specific as the most specific of the list. */
static bool read_not(struct trial *trial, TSNode arguments, struct test *test,
                     uint32_t *specificity)
{
    const struct compound *first = NULL;
    uint32_t most = 0, count = ts_node_named_child_count(arguments);
    test->kind = TEST_NOT;
    for (uint32_t i = 0; i < count && i < TESTS_MAX; i++) {
        struct compound *compound = ARENA_NEW(trial->reader->sheets->arena, struct compound);
        uint32_t own = 0;
        TSNode node = ts_node_named_child(arguments, i);
        if (is_type(node, "plain_value") || !read_compound(trial, node, compound, NULL, &own))
            return refuse(trial, arguments, "it takes simple selectors", "bad :not()");
        compound->next = first;
        first = compound;
        most = own > most ? own : most;
    }
    test->inner = first;
    *specificity += most;
    return first || refuse(trial, arguments, NULL, "empty :not()");
}

static bool read_nth(struct trial *trial, TSNode node, TSNode arguments, struct test *test)
{
    struct slice text = text_of(trial->reader, arguments);
    if (text.length >= 2 && is_type(arguments, "arguments")) {
        text = slice_trim((struct slice){text.start + 1, text.length - 2});
        if (nth_parse(reader_copy(trial->reader, text), test))
            return true;
    }
    return refuse(trial, node, "such as odd, 3, or 2n+1", "this is no an+b");
}

static bool miss_pseudo_class(struct trial *trial, TSNode node, TSNode name_node)
{
    static const char *const known[] = {"first-child", "last-child",     "not",   "root",
                                        "nth-child",   "nth-last-child", "hover", NULL};
    const char *name = reader_copy(trial->reader, text_of(trial->reader, name_node));
    if (is_among(name, epub_pseudo_classes))
        return miss(trial, node, NULL, "the PDF does not support this pseudo-class");
    return refuse(trial, node, guess(trial, name, known), "there is no such pseudo-class");
}

static bool read_pseudo_class(struct trial *trial, TSNode node, struct test *test,
                              uint32_t *specificity)
{
    TSNode last = last_child(node), arguments = last;
    bool has_arguments = is_type(last, "arguments");
    if (has_arguments)
        last = ts_node_prev_named_sibling(last);
    struct slice name = text_of(trial->reader, last);
    *specificity += slice_is(name, "not") ? 0 : UNIT_B;
    test->kind = TEST_NTH;
    test->offset = 1;
    if (slice_is(name, "nth-child"))
        return read_nth(trial, node, arguments, test);
    if (slice_is(name, "nth-last-child"))
        return test->kind = TEST_NTH_LAST, read_nth(trial, node, arguments, test);
    if (slice_is(name, "not") && has_arguments)
        return read_not(trial, arguments, test, specificity);
    if (slice_is(name, "first-child") && !has_arguments)
        return true;
    if (slice_is(name, "last-child") && !has_arguments)
        return test->kind = TEST_NTH_LAST, true;
    if (slice_is(name, "root") && !has_arguments)
        return test->kind = TEST_ROOT, true;
    if ((slice_is(name, "link") || slice_is(name, "any-link")) && !has_arguments)
        return test->kind = TEST_ATTRIBUTE, test->attribute = "href", true;
    return miss_pseudo_class(trial, node, last);
}

/* ── A compound ──────────────────────────────────────────────────────────────────────────────── */

/* No space within ".name", "#name", ":name". In brackets there may be some. */
static bool is_tight(TSNode node)
{
    uint32_t count = is_type(node, "attribute_selector") ? 0 : ts_node_child_count(node);
    for (uint32_t i = 1; i < count && i < 4; i++)
        if (ts_node_start_byte(ts_node_child(node, i)) !=
            ts_node_end_byte(ts_node_child(node, i - 1)))
            return false;
    return true;
}

/* The test that a node adds to the compound on its left. */
static bool read_test(struct trial *trial, TSNode node, struct test *test, uint32_t *specificity)
{
    if (!is_tight(node))
        return refuse(trial, node, NULL, "there is a space too many");
    if (is_type(node, "pseudo_class_selector"))
        return read_pseudo_class(trial, node, test, specificity);
    if (is_type(node, "tag_name"))
        return *specificity += 1, read_element(trial, node, test);
    if (is_type(node, "id_selector"))
        return *specificity += UNIT_A, read_id(trial, node, test);
    *specificity += UNIT_B;
    if (is_type(node, "class_selector"))
        return read_class(trial, node, test);
    if (is_type(node, "attribute_selector"))
        return read_attribute(trial, node, test);
    if (is_type(node, "pseudo_element_selector"))
        return miss(trial, node, NULL, "the PDF does not support this selector");
    return refuse(trial, node, NULL, "this is no selector");
}

/* What a compound's node extends, on its left; false when it is the first. */
static bool step_left(TSNode *node)
{
    TSNode first = ts_node_child(*node, 0);
    if (ts_node_child_count(*node) == 0 || !ts_node_is_named(first) || is_type(*node, "tag_name") ||
        is_type(*node, "universal_selector") || is_type(first, "attribute_name") ||
        is_type(first, "class_name"))
        return false;
    *node = first;
    return true;
}

/* Operands of combinators that wait to be read, the innermost last. */
struct pending {
    struct waiting {
        enum combinator combinator;
        TSNode left;
    } items[COMPOUNDS_MAX];
    int count;
};

static enum combinator combinator_of(TSNode node)
{
    static const struct {
        const char *type;
        enum combinator combinator;
    } types[] = {{"descendant_selector", COMBINE_DESCENDANT},
                 {"child_selector", COMBINE_CHILD},
                 {"adjacent_sibling_selector", COMBINE_NEXT},
                 {"sibling_selector", COMBINE_LATER}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (is_type(node, types[i].type))
            return types[i].combinator;
    return COMBINE_NONE;
}

/* The grammar takes "a > b:first-child" for a :first-child of "a > b": below a combinator the
 * compound goes on with its right operand, and the left one waits. */
static bool pass_combinators(struct trial *trial, TSNode *node, struct pending *pending)
{
    for (enum combinator combinator; (combinator = combinator_of(*node));) {
        if (!pending || pending->count == COMPOUNDS_MAX)
            return refuse(trial, *node, NULL, "this selector is too long");
        if (ts_node_named_child_count(*node) < 2)
            return refuse(trial, *node, NULL, "something is missing beside the combinator");
        pending->items[pending->count++] =
            (struct waiting){combinator, ts_node_named_child(*node, 0)};
        *node = last_child(*node);
    }
    return true;
}

/* ::before and ::after, the old :before and :after, too: the last thing of a selector. */
static bool take_target(struct trial *trial, TSNode node, uint32_t *specificity)
{
    bool is_last = trial->may_generate, is_old = is_type(node, "pseudo_class_selector");
    trial->may_generate = false;
    if (!is_last || (!is_old && !is_type(node, "pseudo_element_selector")) || !is_tight(node))
        return false;
    struct slice name = text_of(trial->reader, last_child(node));
    bool is_before = slice_is(name, "before");
    if (!is_before && !slice_is(name, "after"))
        return false;
    trial->target = is_before ? TARGET_BEFORE : TARGET_AFTER;
    *specificity += 1;
    return true;
}

/* `pending` is NULL where no combinator may stand. */
static bool read_compound(struct trial *trial, TSNode node, struct compound *compound,
                          struct pending *pending, uint32_t *specificity)
{
    int count = 0;
    do {
        if (!pass_combinators(trial, &node, pending))
            return false;
        if (take_target(trial, node, specificity))
            continue;
        if (is_type(node, "universal_selector"))
            break;
        struct test *test = ARENA_NEW(trial->reader->sheets->arena, struct test);
        if (++count > TESTS_MAX)
            return refuse(trial, node, NULL, "this selector is too long");
        if (!read_test(trial, node, test, specificity))
            return false;
        test->next = compound->tests;
        compound->tests = test;
    } while (step_left(&node));
    return true;
}

/* ── Whole selectors ─────────────────────────────────────────────────────────────────────────── */

static struct selector *read_selector(struct trial *trial, TSNode node)
{
    TSNode whole = node;
    struct arena *arena = trial->reader->sheets->arena;
    struct selector *selector = ARENA_NEW(arena, struct selector);
    const struct compound **slot = &selector->subject;
    struct pending pending = {.count = 0};
    trial->may_generate = true;
    trial->target = TARGET_ELEMENT;
    for (int count = 0; count < COMPOUNDS_MAX; count++) {
        struct compound *compound = ARENA_NEW(arena, struct compound);
        if (!read_compound(trial, node, compound, &pending, &selector->specificity))
            return NULL;
        *slot = compound;
        slot = &compound->left;
        selector->target = trial->target;
        if (count == 0 && trial->target && usage_is_part(trial->reader->sheets->atoms, compound))
            /* these are not in the text */
            miss(trial, whole, NULL, "the PDF writes nothing before or after this part of a page");
        if (pending.count == 0)
            return selector;
        compound->combinator = pending.items[--pending.count].combinator;
        node = pending.items[pending.count].left;
    }
    refuse(trial, node, NULL, "this selector is too long");
    return NULL;
}

/* False when one is bad; then the others do not count either. */
static bool read_list(struct trial *trial, TSNode node)
{
    TSTreeCursor cursor = ts_tree_cursor_new(node);
    bool is_good = true;
    int count = 0;
    for (bool more = ts_tree_cursor_goto_first_child(&cursor); more && is_good;
         more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode child = ts_tree_cursor_current_node(&cursor);
        if (!ts_node_is_named(child) || is_type(child, "comment"))
            continue;
        trial->is_missed = false;
        struct selector *selector = read_selector(trial, child);
        is_good = selector && ++count <= SELECTORS_MAX;
        if (!selector || trial->is_missed)
            continue;
        selector->next = trial->rule->selectors;
        trial->rule->selectors = selector;
    }
    ts_tree_cursor_delete(&cursor);
    return is_good && count > 0;
}

bool reader_selectors(struct reader *reader, TSNode node, struct rule *rule)
{
    struct trial trial = {.reader = reader, .rule = rule};
    if (!read_list(&trial, node))
        rule->selectors = NULL;
    if (!rule->selectors)
        rule->books &= FOR_EPUB;
    return !trial.is_malformed;
}
