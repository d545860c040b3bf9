/* Enters: a declaration that is right, and the selectors of its rule. Leaves: a warning when the
 * PDF has no use for it there: boxes that only elements of the text have, heights that only images
 * have. Only what the selectors name is known: an element or a part of a page; a class may be of
 * anything. */
#include <string.h>

#include "style/part.h"
#include "style/property.h"
#include "style/selector.h"
#include "style/value.h"

/* ── Values ──────────────────────────────────────────────────────────────────────────────────── */

/* Whether a value says more than nothing, or what is so anyway. */
static bool asks_for_box(const char *value)
{
    static const char *const words[] = {"auto",    "none",  "transparent", "inherit",
                                        "initial", "unset", NULL};
    struct scanner scanner = scanner_start((struct slice){value, strlen(value)});
    for (; !scanner_at_end(&scanner); scanner_next(&scanner)) {
        const struct token *token = &scanner.token;
        bool is_nothing = token->kind == TOKEN_NUMBER &&
                          (token->number == 0 || (token->number == 100 * (int64_t)VALUE_ONE &&
                                                  slice_is(token->text, "%")));
        for (const char *const *word = words; token->kind == TOKEN_IDENT && *word; word++)
            is_nothing |= slice_is(token->text, *word);
        if (!is_nothing)
            return true;
    }
    return false;
}

static bool starts_with_any(const char *name, const char *const *prefixes)
{
    while (*prefixes && strncmp(name, *prefixes, strlen(*prefixes)) != 0)
        prefixes++;
    return *prefixes != NULL;
}

static bool is_of_box(const char *name)
{
    static const char *const prefixes[] = {"padding", "border", "background", "width", "max-w",
                                           "min-w",   "height", "max-h",      NULL};
    return starts_with_any(name, prefixes) && strcmp(name, "border-collapse") != 0;
}

static bool is_margin(const char *name)
{
    return strncmp(name, "margin", 6) == 0;
}

static bool is_height(const char *name)
{
    return strcmp(name, "height") == 0 || strcmp(name, "max-height") == 0 ||
           strcmp(name, "block-size") == 0 || strcmp(name, "max-block-size") == 0;
}

/* ── Selectors ───────────────────────────────────────────────────────────────────────────────── */

/* The part of a page that the compound names; PART_COUNT: none. */
static enum style_part part_of(const struct atoms *atoms, const struct compound *compound)
{
    for (int i = 0; i < PART_COUNT; i++) {
        const char *name = part_class((enum style_part)i);
        atom number = atoms_find(atoms, (struct slice){name, strlen(name)});
        for (const struct test *test = compound->tests; test && number; test = test->next)
            if (test->kind == TEST_CLASS && test->name == number)
                return (enum style_part)i;
    }
    return PART_COUNT;
}

/* What is not painted of a part. */
static bool is_lost_on_part(enum style_part part, const char *name)
{
    bool is_label = part == PART_LIST_LABEL || part == PART_FOOTNOTE_LABEL ||
                    part == PART_CODE_LANGUAGE || part == PART_WRAP_MARK;
    if (part == PART_TITLE_PAGE || part == PART_COUNT)
        return false;
    return is_of_box(name) ||
           ((is_label || part == PART_CONTENTS) && part != PART_FOOTNOTE_LABEL &&
            is_margin(name)) ||
           (strcmp(name, "display") == 0 && part != PART_CONTENTS &&
            (is_label || part > PART_IMPRINT));
}

static bool has_test(const struct atoms *atoms, const struct compound *compound,
                     enum test_kind kind, const char *name)
{
    atom number = atoms_find(atoms, (struct slice){name, strlen(name)});
    for (const struct test *test = compound ? compound->tests : NULL; test; test = test->next)
        if (number && test->kind == kind && test->name == number)
            return true;
    return false;
}

/* The <code> in a <pre>, which is the box; a note at the foot of a page. */
static bool is_lost_inside(const struct atoms *atoms, const struct compound *compound,
                           const char *name)
{
    (void)name;
    bool is_in_pre =
        compound->combinator == COMBINE_CHILD || compound->combinator == COMBINE_DESCENDANT;
    return has_test(atoms, compound, TEST_CLASS, "footnote") ||
           (has_test(atoms, compound, TEST_ELEMENT, "code") && is_in_pre &&
            has_test(atoms, compound->left, TEST_ELEMENT, "pre"));
}

/* The element that the compound names is none of those with a height. */
static bool has_no_height(const struct atoms *atoms, const struct compound *compound)
{
    for (const struct test *test = compound->tests; test; test = test->next)
        if (test->kind == TEST_ELEMENT)
            return test->name != atoms_find(atoms, (struct slice){"img", 3}) &&
                   test->name != atoms_find(atoms, (struct slice){"hr", 2});
    return false;
}

static bool all_selectors(const struct rule *rule, const struct atoms *atoms, const char *name,
                          bool (*is_lost)(const struct atoms *atoms,
                                          const struct compound *compound, const char *name))
{
    for (const struct selector *selector = rule->selectors; selector; selector = selector->next)
        if (selector->target != TARGET_ELEMENT || !is_lost(atoms, selector->subject, name))
            return false;
    return rule->selectors != NULL;
}

static bool is_lost_part(const struct atoms *atoms, const struct compound *compound,
                         const char *name)
{
    return is_lost_on_part(part_of(atoms, compound), name);
}

static bool is_lost_height(const struct atoms *atoms, const struct compound *compound,
                           const char *name)
{
    return is_height(name) && has_no_height(atoms, compound);
}

bool usage_is_part(const struct atoms *atoms, const struct compound *compound)
{
    return part_of(atoms, compound) != PART_COUNT;
}

void usage_check(const struct sheets *sheets, const struct rule *rule,
                 const struct declaration *declaration, const char *value)
{
    const char *name = declaration->name;
    bool is_box = is_of_box(name) || is_margin(name);
    bool is_display = strcmp(name, "display") == 0;
    if (!is_display && (!is_box || !asks_for_box(value)))
        return;
    if (rule_is_root(rule, true) && !is_display && strncmp(name, "background", 10) != 0)
        css_warn(sheets->diag, "css-unsupported", declaration->where,
                 "where the text stands on the paper is said by @page { margin: … }",
                 "html and body have no box in the PDF; \"%s\" of theirs does nothing", name);
    else if (all_selectors(rule, sheets->atoms, name, is_lost_part))
        css_warn(sheets->diag, "css-unsupported", declaration->where, NULL,
                 "the PDF has no box around this part of a page; its \"%s\" does nothing", name);
    else if (!is_display && all_selectors(rule, sheets->atoms, name, is_lost_inside))
        css_warn(sheets->diag, "css-unsupported", declaration->where,
                 "of a block of code pre is the box; notes have none",
                 "the PDF has no box around this; its \"%s\" does nothing", name);
    else if (all_selectors(rule, sheets->atoms, name, is_lost_height))
        css_warn(sheets->diag, "css-unsupported", declaration->where, NULL,
                 "only images and rules have a height in the PDF; this \"%s\" does nothing", name);
}
