/* Enters: the rules of all sheets. Leaves: what the PDF needs of them. First the custom properties
 * and the paper (they decide on each other through media queries of width, so the paper named by
 * the user comes first, then @page's), then every value is parsed, once; what is wrong or not
 * supported is reported here, whether or not its media apply to this paper. */
#include <stdio.h>
#include <string.h>

#include "style/selector.h"
#include "style/sheet.h"
#include "style/value.h"
#include "style/variables.h"

enum { ATOMS = 4096 };

struct compiler {
    struct stylesheet *sheet;
    struct variables variables;
    struct paper paper;
};

static bool is_custom(const struct declaration *declaration)
{
    return strncmp(declaration->name, "--", 2) == 0;
}

static bool applies(const struct compiler *compiler, const struct rule *rule)
{
    return rule->books & FOR_PDF && media_matches_paper(rule->media, compiler->paper);
}

/* ── Custom properties, paper ────────────────────────────────────────────────────────────────── */

static void collect_variables(struct compiler *compiler)
{
    const struct sheets *sheets = &compiler->sheet->sheets;
    for (size_t i = 0; i < sheets->rules.count; i++) {
        const struct rule *rule = &sheets->rules.items[i];
        for (size_t k = 0; k < rule->declaration_count; k++)
            if (is_custom(&rule->declarations[k]) && rule_is_root(rule, false) &&
                applies(compiler, rule))
                variables_put(&compiler->variables, &rule->declarations[k]);
    }
}

/* Mistakes are reported on the second round, when the paper is settled. */
static void read_sizes(struct compiler *compiler, struct diag *diag)
{
    const struct sheets *sheets = &compiler->sheet->sheets;
    compiler->variables.diag = diag;
    for (size_t i = 0; i < sheets->rules.count; i++) {
        const struct rule *rule = &sheets->rules.items[i];
        if (rule->kind == RULE_PAGE && applies(compiler, rule))
            page_read_size(&compiler->sheet->page_rules, rule, &compiler->variables, diag);
    }
}

static void settle_paper(struct compiler *compiler, const struct style_options *options)
{
    struct page_rules *rules = &compiler->sheet->page_rules;
    compiler->paper = (struct paper){options->paper_width, options->paper_height};
    collect_variables(compiler);
    read_sizes(compiler, NULL);
    if (rules->has_size && !options->paper_wins) {
        compiler->paper = rules->size;
        collect_variables(compiler);
    }
    *rules = (struct page_rules){0};
    read_sizes(compiler, compiler->sheet->sheets.diag);
}

/* ── Declarations ────────────────────────────────────────────────────────────────────────────── */

static void report_unknown(struct compiler *compiler, const struct declaration *declaration)
{
    struct sheets *sheets = &compiler->sheet->sheets;
    if (property_is_css(declaration->name))
        css_warn(sheets->diag, "css-unsupported", declaration->where,
                 "what is meant for the EPUB alone belongs into @media epub",
                 "the PDF does not support \"%s\" yet", declaration->name);
    else
        property_report_unknown(sheets->diag, sheets->arena, declaration);
}

static void report_value(struct compiler *compiler, const struct declaration *declaration,
                         const char *value)
{
    struct sheets *sheets = &compiler->sheet->sheets;
    const char *hint = property_takes(declaration->name, sheets->arena);
    if (strchr(value, ':'))
        hint = "is a ; missing?";
    css_warn(sheets->diag, "css-value", declaration->value_where, hint,
             "\"%.60s\" is no value of \"%s\" that the PDF knows", value, declaration->name);
}

/* What a display says wrong shows when it meets its elements. */
static void note_display(struct stylesheet *sheet, const struct declaration *declaration,
                         const assignments *list)
{
    struct assignment *last = &list->items[list->count - 1];
    if (last->property != PROPERTY_DISPLAY || last->value.kind != VALUE_KEYWORD)
        return;
    last->value.number = (int64_t)sheet->displays.count;
    vector_push(&sheet->displays, (struct display){.where = declaration->value_where});
}

static void compile_declaration(struct compiler *compiler, const struct rule *rule,
                                const struct declaration *declaration, assignments *list)
{
    struct sheets *sheets = &compiler->sheet->sheets;
    bool known;
    if (is_custom(declaration)) {
        if (!rule_is_root(rule, false))
            css_warn(sheets->diag, "css-variable", declaration->where, "move it to :root",
                     "custom properties are read from :root only");
        return;
    }
    const char *value =
        variables_replace(&compiler->variables, declaration->value, declaration->value_where);
    if (!value)
        return;
    if (property_assign(declaration, value, sheets, list, &known)) {
        note_display(compiler->sheet, declaration, list);
        generated_check(sheets, rule, declaration, list);
        usage_check(sheets, rule, declaration, value);
    } else if (known)
        report_value(compiler, declaration, value);
    else
        report_unknown(compiler, declaration);
}

/* ── Rules ───────────────────────────────────────────────────────────────────────────────────── */

static void add_entries(struct compiler *compiler, struct cascade *cascades,
                        const struct rule *rule, size_t order, const assignments *list)
{
    struct stylesheet *sheet = compiler->sheet;
    struct assignment *kept = ARENA_ARRAY(sheet->arena, struct assignment, list->count + 1);
    if (list->count > 0)
        memcpy(kept, list->items, list->count * sizeof *kept);
    for (const struct selector *selector = rule->selectors; selector; selector = selector->next)
        if (cascades == sheet->cascades || selector->target == TARGET_ELEMENT)
            cascade_add(&cascades[selector->target], (struct entry){.selector = selector,
                                                                    .assignments = kept,
                                                                    .count = list->count,
                                                                    .origin = rule->origin,
                                                                    .order = (uint32_t)order});
    for (size_t i = 0; i < list->count; i++)
        sheet->counts_things |= generated_counts(&list->items[i]);
}

/* What is asked of every block has a small cascade of its own. */
static void add_paging(struct compiler *compiler, const struct rule *rule, size_t order,
                       assignments *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        int property = list->items[i].property;
        if (property == PROPERTY_PAGE || property == PROPERTY_STRING_SET ||
            property == PROPERTY_COUNTER_RESET || property == PROPERTY_BREAK_BEFORE ||
            property == PROPERTY_BREAK_AFTER)
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
    if (kept > 0)
        add_entries(compiler, &compiler->sheet->paging, rule, order, list);
}

static void compile_rule(struct compiler *compiler, const struct rule *rule, size_t order,
                         assignments *list)
{
    list->count = 0;
    if (!(rule->books & FOR_PDF))
        return;
    if (rule->kind == RULE_PAGE || rule->kind == RULE_MARGIN_BOX)
        page_read(&compiler->sheet->page_rules, rule, order, applies(compiler, rule),
                  &compiler->variables, &compiler->sheet->sheets);
    if (rule->kind != RULE_STYLE)
        return;
    for (size_t i = 0; i < rule->declaration_count; i++)
        compile_declaration(compiler, rule, &rule->declarations[i], list);
    if (list->count == 0 || !applies(compiler, rule))
        return;
    add_entries(compiler, compiler->sheet->cascades, rule, order, list);
    add_paging(compiler, rule, order, list);
}

/* The values that properties have where nothing is declared. */
static void parse_initial(struct stylesheet *sheet)
{
    for (int i = 0; i < PROPERTY_COUNT; i++) {
        const char *text = properties[i].initial;
        struct scanner scanner = scanner_start((struct slice){text, strlen(text)});
        property_parse((enum property_id)i, &scanner, &sheet->initial[i]);
    }
}

static void settle_root(struct stylesheet *sheet)
{
    const struct node *document = &sheet->parts[PART_COUNT].node;
    struct winners winners = sheet_resolve(sheet, document);
    struct text_style initial = compute_initial_text(sheet);
    sheet->root_ground = winners.values[PROPERTY_BACKGROUND_COLOR];
    sheet->root = initial;
    sheet->root_line = initial.size * 5 / 4; /* what rlh means at the root itself */
    sheet->root = compute_text(sheet, &winners, &initial);
    sheet->root_line = sheet->root.size * 5 / 4;
    sheet->root_line =
        compute_leading(sheet, winners.values[PROPERTY_LINE_HEIGHT], sheet->root.size);
}

/* Of the body's text: a column's, where it is set in columns. */
static dimen find_measure(const struct stylesheet *sheet)
{
    const struct node *document = &sheet->parts[PART_COUNT].node;
    struct winners winners = sheet_resolve(sheet, document);
    struct block_style block = compute_block(sheet, document, &winners);
    dimen measure = sheet->page.width - sheet->page.inner - sheet->page.outer;
    style_columns(&block.columns, measure, &measure);
    return measure;
}

void sheet_compile(struct stylesheet *sheet, const struct style_options *options)
{
    struct compiler compiler = {.sheet = sheet,
                                .variables = {.arena = sheet->arena, .diag = sheet->sheets.diag}};
    assignments list = {0};
    sheet->is_compiled = true;
    parse_initial(sheet);
    settle_paper(&compiler, options);
    sheet->shown_fields =
        variables_replace(&compiler.variables, VARIABLE_SHOWN_FIELDS, (struct position){0});
    for (size_t i = 0; i < sheet->sheets.rules.count; i++)
        compile_rule(&compiler, &sheet->sheets.rules.items[i], i, &list);
    vector_drop(&list);
    variables_drop(&compiler.variables);
    for (int i = 0; i < TARGET_COUNT; i++)
        cascade_build(&sheet->cascades[i], sheet->arena, ATOMS);
    cascade_build(&sheet->paging, sheet->arena, ATOMS);
    page_sort(&sheet->page_rules, sheet->arena);
    settle_root(sheet);
    page_settle(sheet, compiler.paper);
    sheet->column = find_measure(sheet);
}
