/* Enters: @page rules. Leaves: the size of the paper and the margins they ask for. What the layout
 * cannot do yet (first, blank and named pages, margin boxes) is reported. */
#include <string.h>

#include "style/page.h"
#include "style/variables.h"

enum { PAPER_LEAST = 100, PAPER_MOST = 14400 }; /* points: a playing card, and PDF's limit */

struct page_reader {
    struct page_rules *rules;
    struct diag *diag;
    bool is_left; /* a :left page: inner and outer are the other way round */
};

/* ── Size ────────────────────────────────────────────────────────────────────────────────────── */

static bool take_paper(struct scanner *scanner, struct paper *paper)
{
    static const struct {
        const char *name;
        struct paper paper;
    } papers[] = {
        {"a3", {MM(297), MM(420)}},      {"a4", {MM(210), MM(297)}},
        {"a5", {MM(148), MM(210)}},      {"a6", {MM(105), MM(148)}},
        {"b4", {MM(250), MM(353)}},      {"b5", {MM(176), MM(250)}},
        {"letter", {PT(612), PT(792)}},  {"legal", {PT(612), PT(1008)}},
        {"ledger", {PT(792), PT(1224)}},
    };
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        if (scanner_take(scanner, papers[i].name)) {
            *paper = papers[i].paper;
            return true;
        }
    }
    return false;
}

static bool take_side(struct scanner *scanner, dimen *side)
{
    static const struct measures none = {0};
    struct value value;
    if (!value_take_length(scanner, &value) || value.unit != UNIT_POINT)
        return false;
    *side = value_resolve(&value, &none);
    return *side >= PT(PAPER_LEAST) && *side <= PT(PAPER_MOST);
}

static void turn(struct page_rules *rules)
{
    struct paper size = rules->size;
    bool is_wide = size.width > size.height;
    if ((rules->is_landscape && !is_wide) || (rules->is_portrait && is_wide))
        rules->size = (struct paper){size.height, size.width};
}

/* auto | length length? | paper? [portrait | landscape]? */
static bool read_size(struct page_reader *reader, struct scanner *scanner)
{
    struct page_rules rules = *reader->rules;
    rules.is_landscape = scanner_take(scanner, "landscape");
    rules.is_portrait = !rules.is_landscape && scanner_take(scanner, "portrait");
    bool is_turned = rules.is_landscape || rules.is_portrait;
    if (!is_turned && scanner_take(scanner, "auto")) {
        rules.has_size = false;
    } else if (take_paper(scanner, &rules.size)) {
        rules.has_size = true;
        if (!is_turned) {
            rules.is_landscape = scanner_take(scanner, "landscape");
            rules.is_portrait = !rules.is_landscape && scanner_take(scanner, "portrait");
        }
    } else if (!is_turned) {
        if (!take_side(scanner, &rules.size.width))
            return false;
        rules.size.height = rules.size.width;
        if (!scanner_at_end(scanner) && !take_side(scanner, &rules.size.height))
            return false;
        rules.has_size = true;
    }
    turn(&rules);
    *reader->rules = rules;
    return true;
}

/* ── Margins ─────────────────────────────────────────────────────────────────────────────────── */

static bool take_margin(struct scanner *scanner, struct value *margin)
{
    if (scanner_take(scanner, "auto")) {
        *margin = (struct value){.kind = VALUE_KEYWORD};
        return true;
    }
    if (!value_take_length(scanner, margin) || margin->number < 0)
        return false;
    return margin->unit != UNIT_NONE || margin->number == 0;
}

static void set_margin(struct page_reader *reader, int side, struct value margin)
{
    if (reader->is_left && (side == SIDE_LEFT || side == SIDE_RIGHT))
        side = side == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT;
    reader->rules->margins[side] = margin;
}

static bool read_margins(struct page_reader *reader, struct scanner *scanner)
{
    static const int copies[] = {0, SIDE_TOP, SIDE_TOP, SIDE_RIGHT}; /* right, bottom, left */
    struct value margins[SIDES];
    int count = 0;
    for (; count < SIDES && !scanner_at_end(scanner); count++)
        if (!take_margin(scanner, &margins[count]))
            return false;
    for (int i = count; i < SIDES && count > 0; i++)
        margins[i] = margins[copies[i]];
    for (int i = 0; i < SIDES && count > 0; i++)
        set_margin(reader, i, margins[i]);
    return count > 0;
}

static bool read_one(struct page_reader *reader, struct scanner *scanner, int side)
{
    struct value margin;
    if (!take_margin(scanner, &margin))
        return false;
    set_margin(reader, side, margin);
    return true;
}

/* ── Declarations ────────────────────────────────────────────────────────────────────────────── */

static int find_side(const char *name)
{
    static const char *const names[] = {"margin-top", "margin-right", "margin-bottom",
                                        "margin-left"};
    for (int i = 0; i < SIDES; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

static void read_declaration(struct page_reader *reader, const struct declaration *declaration,
                             const char *value)
{
    struct scanner scanner = scanner_start((struct slice){value, strlen(value)});
    int side = find_side(declaration->name);
    bool good;
    if (strcmp(declaration->name, "size") == 0) {
        good = read_size(reader, &scanner);
    } else if (strcmp(declaration->name, "margin") == 0) {
        good = read_margins(reader, &scanner);
    } else if (side >= 0) {
        good = read_one(reader, &scanner, side);
    } else {
        css_warn(reader->diag, "css-unsupported", declaration->where,
                 "@page takes size and margins", "\"%s\" is not supported in @page",
                 declaration->name);
        return;
    }
    if (!good || !scanner_at_end(&scanner))
        css_warn(reader->diag, "css-value", declaration->value_where,
                 "such as A5, 6in 9in; 2cm, auto", "\"%s\" is no value of @page's %s", value,
                 declaration->name);
}

void page_read(struct page_rules *rules, const struct rule *rule, struct variables *variables,
               struct diag *diag)
{
    struct page_reader reader = {.rules = rules, .diag = diag};
    struct slice prelude = {rule->prelude, strlen(rule->prelude)};
    reader.is_left = slice_is(prelude, ":left");
    if (prelude.length > 0 && !reader.is_left && !slice_is(prelude, ":right")) {
        bool is_known =
            slice_is(prelude, ":first") || slice_is(prelude, ":blank") || rule->prelude[0] != ':';
        css_warn(diag, is_known ? "css-unsupported" : "css-selector", rule->where, NULL,
                 is_known ? "\"@page %s\" is not supported yet; it is left out"
                          : "\"@page %s\" means no page",
                 rule->prelude);
        return;
    }
    for (size_t i = 0; i < rule->declaration_count; i++) {
        const struct declaration *declaration = &rule->declarations[i];
        const char *value =
            variables_replace(variables, declaration->value, declaration->value_where);
        if (value)
            read_declaration(&reader, declaration, value);
    }
}
