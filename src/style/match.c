/* Enters: a compiled selector and a node. Leaves: whether it matches, from right to left. The
 * recursion is as deep as the selector is long; a budget of steps to other nodes bounds what
 * hostile selectors cost on hostile trees (a selector that spends it does not match). */
#include <string.h>

#include "style/selector.h"

enum { ANCESTORS_MAX = 64, SIBLINGS_MAX = 256 };

/* ── Neighbours ──────────────────────────────────────────────────────────────────────────────── */

/* Where counting the children of a node stopped last. */
static struct sibling_count *counted_of(struct sibling_count *counts, const struct node *node)
{
    return &counts[((uintptr_t)node->parent >> 6) % SIBLING_COUNTS];
}

/* From the sibling counted last, if it is on the way, so that asking all in order is linear. */
static int index_of(struct matcher *matcher, const struct node *node)
{
    struct sibling_count *counted = counted_of(matcher->counts->from_start, node);
    int index = 1;
    for (const struct node *at = node; at != counted->node; index++) {
        at = subject_previous(at);
        if (!at) {
            *counted = (struct sibling_count){node, index};
            return index;
        }
    }
    index += counted->index - 1;
    *counted = (struct sibling_count){node, index};
    return index;
}

static int index_from_end(struct matcher *matcher, const struct node *node)
{
    struct sibling_count *counted = counted_of(matcher->counts->from_end, node);
    int index = 1;
    if (counted->node == node)
        return counted->index;
    if (counted->node && counted->node == subject_previous(node)) {
        index = counted->index - 1;
    } else {
        for (const struct node *at = subject_next(node); at; at = subject_next(at))
            index++;
    }
    *counted = (struct sibling_count){node, index};
    return index;
}

/* Is index = step * n + offset for some n >= 0? */
static bool is_nth(const struct test *test, int index)
{
    int rest = index - test->offset;
    if (test->step == 0)
        return rest == 0;
    return rest % test->step == 0 && rest / test->step >= 0;
}

/* ── Tests ───────────────────────────────────────────────────────────────────────────────────── */

typedef int comparer(const char *a, const char *b, size_t length);

static bool has_word(const char *value, const char *word, comparer *compare)
{
    size_t length = strlen(word);
    for (const char *start = value; *start; start += strcspn(start, " ")) {
        start += strspn(start, " ");
        if (strcspn(start, " ") == length && length > 0 && compare(start, word, length) == 0)
            return true;
    }
    return false;
}

static bool matches_attribute(const struct test *test, const struct node *node)
{
    char scratch[16];
    const char *value = subject_attribute(node, test->attribute, scratch);
    if (!value || !test->match)
        return value != NULL;
    comparer *compare = test->ignores_case ? strncasecmp : strncmp;
    size_t length = strlen(test->value), whole = strlen(value);
    bool starts = compare(value, test->value, length) == 0;
    switch (test->match) {
    case '=':
        return starts && whole == length;
    case '~':
        return has_word(value, test->value, compare);
    case '|':
        return starts && (value[length] == '\0' || value[length] == '-');
    case '^':
        return length > 0 && starts;
    case '$':
        return length > 0 && whole >= length &&
               compare(value + whole - length, test->value, length) == 0;
    default:
        return length > 0 &&
               (test->ignores_case ? strcasestr(value, test->value) : strstr(value, test->value));
    }
}

static bool matches_class(const struct test *test, const struct subject *subject)
{
    for (size_t i = 0; i < subject->class_count; i++)
        if (subject->classes[i] == test->name)
            return true;
    return false;
}

static bool matches_compound(struct matcher *matcher, const struct compound *compound,
                             const struct subject *subject);

static bool matches_none(struct matcher *matcher, const struct compound *list,
                         const struct subject *subject)
{
    for (; list; list = list->next)
        if (matches_compound(matcher, list, subject))
            return false;
    return true;
}

static bool matches_test(struct matcher *matcher, const struct test *test,
                         const struct subject *subject)
{
    switch (test->kind) {
    case TEST_ELEMENT:
        return subject->element == test->name;
    case TEST_CLASS:
        return matches_class(test, subject);
    case TEST_ID:
        return subject->id == test->name;
    case TEST_ATTRIBUTE:
        return matches_attribute(test, subject->node);
    case TEST_ROOT:
        return subject->node->kind == NODE_DOCUMENT;
    case TEST_NTH:
        return subject->node->parent && is_nth(test, index_of(matcher, subject->node));
    case TEST_NTH_LAST:
        return subject->node->parent && is_nth(test, index_from_end(matcher, subject->node));
    case TEST_NOT:
        return matches_none(matcher, test->inner, subject);
    }
    return false;
}

static bool matches_compound(struct matcher *matcher, const struct compound *compound,
                             const struct subject *subject)
{
    for (const struct test *test = compound->tests; test; test = test->next)
        if (!matches_test(matcher, test, subject))
            return false;
    return true;
}

/* ── Combinators ─────────────────────────────────────────────────────────────────────────────── */

static bool matches_at(struct matcher *matcher, const struct compound *compound,
                       const struct node *node)
{
    struct subject subject = subject_of(matcher->context, node);
    matcher->budget--;
    matcher->counts->steps++;
    return selector_matches(matcher, compound, &subject);
}

static bool matches_left(struct matcher *matcher, const struct compound *compound,
                         const struct node *node)
{
    const struct compound *left = compound->left;
    bool is_vertical = compound->combinator <= COMBINE_CHILD;
    bool is_near = compound->combinator == COMBINE_CHILD || compound->combinator == COMBINE_NEXT;
    int most = is_near ? 1 : is_vertical ? ANCESTORS_MAX : SIBLINGS_MAX;
    for (int i = 0; i < most; i++) {
        if (is_vertical &&
            node->kind == NODE_DOCUMENT) /* it is the <html> around its <body>, too */
            return matches_at(matcher, left, node);
        node = is_vertical ? subject_parent(matcher->context, node) : subject_previous(node);
        if (!node)
            return false;
        if (matcher->budget <= 0)
            break;
        if (matches_at(matcher, left, node))
            return true;
    }
    matcher->counts->ran_out |= matcher->budget <= 0;
    return false;
}

bool selector_matches(struct matcher *matcher, const struct compound *compound,
                      const struct subject *subject)
{
    return matches_compound(matcher, compound, subject) &&
           (!compound->left || matches_left(matcher, compound, subject->node));
}
