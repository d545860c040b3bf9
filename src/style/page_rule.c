/* Enters: @page rules and the margin boxes in them. Leaves: the size of the paper, and entries for
 * the cascade of pages: a selector, the box or the page as a whole, and what is set (CSS Paged
 * Media 3; recto and verso as selectors are ours). What only pages have is parsed here, all else by
 * the table of properties. */
#include <string.h>

#include "style/content.h"
#include "style/page.h"
#include "style/variables.h"

enum { PAPER_LEAST = 100, PAPER_MOST = 14400 }; /* points: a playing card, and PDF's limit */

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
static bool read_size(struct page_rules *rules_out, struct scanner *scanner)
{
    struct page_rules rules = *rules_out;
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
    *rules_out = rules;
    return true;
}

/* ── Selectors ───────────────────────────────────────────────────────────────────────────────── */

static bool take_pseudo(struct scanner *scanner, struct page_selector *selector)
{
    static const struct {
        const char *name;
        unsigned asks, refuses;
        uint32_t specificity;
    } pseudos[] = {
        {"first", PAGE_FIRST, 0, 1 << 10}, {"blank", PAGE_BLANK, 0, 1 << 10},
        {"left", PAGE_LEFT, 0, 1},         {"right", 0, PAGE_LEFT, 1},
        {"verso", PAGE_VERSO, 0, 1},       {"recto", 0, PAGE_VERSO, 1},
    };
    for (size_t i = 0; i < sizeof pseudos / sizeof *pseudos; i++) {
        if (!scanner_take(scanner, pseudos[i].name))
            continue;
        bool is_group = selector->name && pseudos[i].asks == PAGE_FIRST;
        selector->asks |= is_group ? (unsigned)PAGE_OPENS : pseudos[i].asks;
        selector->refuses |= pseudos[i].refuses;
        selector->specificity += pseudos[i].specificity;
        return true;
    }
    return false;
}

/* name? [:pseudo]*, without spaces */
static bool take_selector(struct scanner *scanner, struct page_selector *selector)
{
    struct value name;
    const char *end = scanner->token.text.start;
    *selector = (struct page_selector){0};
    if (scanner->token.kind == TOKEN_IDENT) {
        end += scanner->token.text.length;
        if (slice_is(scanner->token.text, "auto") || !content_parse_page(scanner, &name))
            return false;
        selector->name = name.name;
        selector->specificity = 1 << 20;
    }
    while (scanner->token.text.start == end && scanner_take_mark(scanner, ':')) {
        bool is_near = scanner->token.text.start == end + 1;
        end = scanner->token.text.start + scanner->token.text.length;
        if (!is_near || !take_pseudo(scanner, selector))
            return false;
    }
    return true;
}

/* The selectors of a rule, linked; none is one that asks for nothing. False: it means no page. */
static bool read_selectors(const char *prelude, struct arena *arena,
                           const struct page_selector **list)
{
    struct scanner scanner = scanner_start((struct slice){prelude, strlen(prelude)});
    const struct page_selector **end = list;
    scanner.arena = arena;
    do {
        struct page_selector *selector = ARENA_NEW(arena, struct page_selector);
        bool is_empty = scanner_at_end(&scanner) && end != list;
        if (is_empty || !take_selector(&scanner, selector))
            return false;
        *end = selector;
        end = &selector->next;
    } while (scanner_take_mark(&scanner, ','));
    return scanner_at_end(&scanner);
}

/* ── What only pages have ────────────────────────────────────────────────────────────────────── */

/* Where the text of a box stands. */
static bool read_place(struct scanner *scanner, int property, assignments *list, bool important)
{
    static const char *const names[] = {[BOX_PLACE_TOP] = "top",
                                        [BOX_PLACE_MIDDLE] = "middle",
                                        [BOX_PLACE_BOTTOM] = "bottom",
                                        [BOX_PLACE_BASELINE] = "baseline"};
    for (int i = 0; i <= BOX_PLACE_BASELINE; i++) {
        if (!scanner_take(scanner, names[i]))
            continue;
        struct value value = {.kind = VALUE_KEYWORD, .keyword = (int16_t)i};
        vector_push(list, (struct assignment){(uint8_t)property, important, value});
        return true;
    }
    return false;
}

/* Width, style and colour of a border, in any order. */
static bool read_border(struct scanner *scanner, int property, assignments *list, bool important)
{
    static const enum property_id kinds[] = {PROPERTY_BORDER_TOP_WIDTH, PROPERTY_BORDER_TOP_STYLE,
                                             PROPERTY_BORDER_TOP_COLOR};
    struct value values[3] = {{.kind = VALUE_KEYWORD, .keyword = 2},
                              {.kind = VALUE_KEYWORD, .keyword = LINE_NONE},
                              {.kind = VALUE_COLOR, .is_current = true}};
    unsigned seen = 0;
    while (!scanner_at_end(scanner)) {
        int found = -1;
        for (int i = 0; i < 3 && found < 0; i++) {
            struct scanner attempt = *scanner;
            if (!(seen & 1u << i) && property_parse(kinds[i], &attempt, &values[i])) {
                *scanner = attempt;
                found = i;
            }
        }
        if (found < 0)
            return false;
        seen |= 1u << found;
    }
    if (values[1].keyword != LINE_NONE && values[1].keyword != LINE_SOLID)
        return false; /* the boxes of pages have solid lines only */
    for (int i = 0; i < 3; i++)
        vector_push(list, (struct assignment){(uint8_t)(property + i), important, values[i]});
    return seen != 0;
}

/* auto, or a way to write numbers. */
static bool read_numbers(struct scanner *scanner, int property, assignments *list, bool important)
{
    struct value value = {.kind = VALUE_KEYWORD, .keyword = -1};
    enum marker numbering;
    if (!scanner_take(scanner, "auto")) {
        if (!content_take_numbering(scanner, &numbering))
            return false;
        value.keyword = (int16_t)numbering;
    }
    vector_push(list, (struct assignment){(uint8_t)property, important, value});
    return true;
}

static const struct own {
    const char *name, *takes;
    bool (*read)(struct scanner *scanner, int property, assignments *list, bool important);
    int property;
    bool in_box;
} own[] = {
    {"vertical-align", "it takes top, middle, bottom, baseline", read_place, PAGE_PLACE, true},
    {"border-top", "such as 0.5pt solid gray, none", read_border, PAGE_BORDER_TOP, true},
    {"border-bottom", "such as 0.5pt solid gray, none", read_border, PAGE_BORDER_BOTTOM, true},
    {"-bifolio-page-numbers",
     "it takes auto, decimal, lower-roman, upper-roman, lower-alpha, upper-alpha", read_numbers,
     PAGE_NUMBERS, false},
};

/* ── Declarations ────────────────────────────────────────────────────────────────────────────── */

struct page_reader {
    struct page_rules *rules;
    struct variables *variables;
    const struct sheets *sheets;
    struct arena *arena;
    struct diag *diag;
    int box; /* a margin box, or PAGE_ITSELF */
    assignments list;
};

/* Does a property mean something for a page, or for its boxes? */
static bool suits(const struct page_reader *reader, int property)
{
    bool is_text = property < PROPERTY_FIRST_BLOCK && property != PROPERTY_VERTICAL_ALIGN;
    bool is_margin = property >= PROPERTY_MARGIN_TOP && property <= PROPERTY_MARGIN_LEFT;
    bool is_padding = property >= PROPERTY_PADDING_TOP && property <= PROPERTY_PADDING_LEFT;
    if (is_text || is_margin || property == PROPERTY_LINE_HEIGHT ||
        property == PROPERTY_BACKGROUND_COLOR)
        return true;
    if (reader->box == PAGE_ITSELF)
        return property == PROPERTY_COUNTER_RESET;
    return is_padding || property == PROPERTY_TEXT_ALIGN || property == PROPERTY_CONTENT;
}

static const char box_content[] = "boxes take strings, string(), counter(page), counter(pages)";

static void report_value(const struct page_reader *reader, const struct declaration *declaration,
                         const char *value, const char *hint)
{
    css_warn(reader->diag, "css-value", declaration->value_where, hint,
             "\"%.60s\" is no value of \"%s\" in @page", value, declaration->name);
}

/* What boxes can say: strings, string(), the number of the page and of all pages. */
static bool can_be_shown(const struct value *value)
{
    const struct content *item = value->kind == VALUE_LIST ? value->content : NULL;
    for (; item; item = item->next) {
        bool is_number = item->kind == CONTENT_COUNTER &&
                         (strcmp(item->text, "page") == 0 || strcmp(item->text, "pages") == 0);
        if (!is_number && item->kind != CONTENT_TEXT && item->kind != CONTENT_STRING)
            return false;
    }
    return true;
}

static void report_unknown(const struct page_reader *reader, const struct declaration *declaration,
                           bool is_known)
{
    bool is_box = reader->box != PAGE_ITSELF;
    const char *near =
        is_known || property_is_css(declaration->name) ? NULL : property_nearest(declaration->name);
    css_warn(reader->diag, "css-unsupported", declaration->where,
             near ? arena_printf(reader->arena, "did you mean %s?", near)
             : is_box
                 ? "boxes take content, text, margins, padding, border-top and -bottom, grounds"
                 : "@page takes size, margins, text, background-color, counter-reset",
             "\"%s\" is not supported in %s", declaration->name, is_box ? "a margin box" : "@page");
}

/* False: the property is none of those here. */
static bool read_own(struct page_reader *reader, const struct declaration *declaration,
                     const char *value)
{
    struct scanner scanner = scanner_start((struct slice){value, strlen(value)});
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (strcmp(own[i].name, declaration->name) != 0 ||
            own[i].in_box != (reader->box != PAGE_ITSELF))
            continue;
        size_t count = reader->list.count;
        if (!own[i].read(&scanner, own[i].property, &reader->list, declaration->important) ||
            !scanner_at_end(&scanner)) {
            reader->list.count = count;
            report_value(reader, declaration, value, own[i].takes);
        }
        return true;
    }
    return false;
}

/* What a declaration set is taken back when it says nothing that pages know. */
static void check(struct page_reader *reader, const struct declaration *declaration,
                  const char *value, size_t first)
{
    const struct assignment *made = reader->list.items;
    for (size_t i = first; made && i < reader->list.count; i++) {
        bool is_shown = made[i].property != PROPERTY_CONTENT || can_be_shown(&made[i].value);
        if (is_shown && suits(reader, made[i].property))
            continue;
        reader->list.count = first;
        if (is_shown)
            report_unknown(reader, declaration, true);
        else
            report_value(reader, declaration, value, box_content);
    }
}

static void read_declaration(struct page_reader *reader, const struct declaration *declaration,
                             const char *value)
{
    bool is_known, is_content = strcmp(declaration->name, "content") == 0;
    size_t count = reader->list.count;
    if (read_own(reader, declaration, value))
        return;
    if (property_assign(declaration, value, reader->sheets, &reader->list, &is_known))
        check(reader, declaration, value, count);
    else if (is_known)
        report_value(reader, declaration, value,
                     is_content ? box_content : property_takes(declaration->name, reader->arena));
    else
        report_unknown(reader, declaration, false);
}

/* All pages of a book have one size: that of the rules without selector. */
static void read_one_size(struct page_reader *reader, const struct rule *rule,
                          const struct declaration *declaration, const char *value)
{
    struct page_rules rules = *reader->rules;
    struct scanner scanner = scanner_start((struct slice){value, strlen(value)});
    if (!read_size(&rules, &scanner) || !scanner_at_end(&scanner)) {
        report_value(reader, declaration, value, "such as A5, 6in 9in, A4 landscape");
        return;
    }
    bool is_same = rules.size.width == reader->rules->size.width &&
                   rules.size.height == reader->rules->size.height;
    if (!*rule->prelude)
        *reader->rules = rules;
    else if (!is_same)
        css_warn(reader->diag, "css-unsupported", declaration->where,
                 "say it in an @page without selector",
                 "all pages of a book have one size; that of \"@page %s\" is left out",
                 rule->prelude);
}

void page_read_size(struct page_rules *rules, const struct rule *rule, struct variables *variables,
                    struct diag *diag)
{
    struct page_reader reader = {.rules = rules, .diag = diag, .box = PAGE_ITSELF};
    for (size_t i = 0; i < rule->declaration_count; i++) {
        const struct declaration *declaration = &rule->declarations[i];
        if (strcmp(declaration->name, "size") != 0)
            continue;
        const char *value =
            variables_replace(variables, declaration->value, declaration->value_where);
        if (value)
            read_one_size(&reader, rule, declaration, value);
    }
}

/* ── Rules ───────────────────────────────────────────────────────────────────────────────────── */

static int find_box(const struct rule *rule)
{
    static const char *const names[MARGIN_BOXES] = {
        [BOX_BOTTOM_LEFT_CORNER] = "@bottom-left-corner",
        [BOX_BOTTOM_LEFT] = "@bottom-left",
        [BOX_BOTTOM_CENTER] = "@bottom-center",
        [BOX_BOTTOM_RIGHT] = "@bottom-right",
        [BOX_BOTTOM_RIGHT_CORNER] = "@bottom-right-corner",
        [BOX_TOP_LEFT_CORNER] = "@top-left-corner",
        [BOX_TOP_LEFT] = "@top-left",
        [BOX_TOP_CENTER] = "@top-center",
        [BOX_TOP_RIGHT] = "@top-right",
        [BOX_TOP_RIGHT_CORNER] = "@top-right-corner",
        [BOX_LEFT_TOP] = "@left-top",
        [BOX_LEFT_MIDDLE] = "@left-middle",
        [BOX_LEFT_BOTTOM] = "@left-bottom",
        [BOX_RIGHT_TOP] = "@right-top",
        [BOX_RIGHT_MIDDLE] = "@right-middle",
        [BOX_RIGHT_BOTTOM] = "@right-bottom",
        [BOX_FOOTNOTE] = "@footnote",
    };
    struct slice prelude = {rule->prelude, strlen(rule->prelude)};
    if (rule->kind == RULE_PAGE)
        return PAGE_ITSELF;
    for (int i = 0; i < MARGIN_BOXES; i++)
        if (slice_is(prelude, names[i]))
            return i;
    return MARGIN_BOXES;
}

/* Selectors of a page are reported with the page, not with each of its boxes. */
static bool start_rule(const struct page_reader *reader, const struct rule *rule,
                       const struct page_selector **selectors)
{
    const char *prelude = rule->kind == RULE_PAGE ? rule->prelude : rule->page;
    bool is_good = read_selectors(prelude, reader->arena, selectors);
    if (!is_good && rule->kind == RULE_PAGE)
        css_warn(reader->diag, "css-selector", rule->where,
                 "a name, :first, :left, :right, :blank, :recto, :verso",
                 "\"@page %s\" means no page", prelude);
    if (reader->box != MARGIN_BOXES)
        return is_good;
    css_warn(reader->diag, "css-unsupported", rule->where,
             "such as @top-left, @bottom-center, @right-middle, @top-left-corner",
             "there is no margin box \"%s\"", rule->prelude);
    return false;
}

void page_read(struct page_rules *rules, const struct rule *rule, size_t order, bool applies,
               struct variables *variables, const struct sheets *sheets)
{
    struct page_reader reader = {.rules = rules,
                                 .variables = variables,
                                 .sheets = sheets,
                                 .arena = sheets->arena,
                                 .diag = sheets->diag,
                                 .box = find_box(rule)};
    const struct page_selector *selectors = NULL;
    if (!start_rule(&reader, rule, &selectors))
        return;
    for (size_t i = 0; i < rule->declaration_count; i++) {
        const struct declaration *declaration = &rule->declarations[i];
        if (strcmp(declaration->name, "size") == 0 && rule->kind == RULE_PAGE)
            continue;
        const char *value =
            variables_replace(variables, declaration->value, declaration->value_where);
        if (value)
            read_declaration(&reader, declaration, value);
    }
    struct assignment *kept = ARENA_ARRAY(reader.arena, struct assignment, reader.list.count + 1);
    if (reader.list.count > 0)
        memcpy(kept, reader.list.items, reader.list.count * sizeof *kept);
    for (; applies && reader.list.count > 0 && selectors; selectors = selectors->next)
        vector_push(&rules->entries, (struct page_entry){.selector = selectors,
                                                         .box = reader.box,
                                                         .assignments = kept,
                                                         .count = reader.list.count,
                                                         .origin = rule->origin,
                                                         .order = (uint32_t)order,
                                                         .where = rule->where});
    vector_drop(&reader.list);
}
