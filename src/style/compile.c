/* Enters: the rules of all sheets. Leaves: what the PDF needs of them. First the custom properties
 * and the paper (they decide on each other through media queries of width, so the paper named by
 * the user comes first, then @page's), then every value is parsed, once; what is wrong or not
 * supported is reported here, whether or not its media apply to this paper. */
#include <stdio.h>
#include <string.h>

#include "style/selector.h"
#include "style/sheet.h"
#include "style/variables.h"

enum { ATOMS = 4096 };

struct compiler {
    struct stylesheet *sheet;
    struct variables variables;
    struct page_rules page;
    struct paper paper;
};

static bool is_custom(const struct declaration *declaration)
{
    return strncmp(declaration->name, "--", 2) == 0;
}

static bool is_root(const struct rule *rule)
{
    struct slice prelude = {rule->prelude, strlen(rule->prelude)};
    return rule->kind == RULE_STYLE && (slice_is(prelude, ":root") || slice_is(prelude, "html"));
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
            if (is_root(rule) && is_custom(&rule->declarations[k]) && applies(compiler, rule))
                variables_put(&compiler->variables, &rule->declarations[k]);
    }
}

/* Mistakes are reported on the second round, when the paper is settled. */
static void read_pages(struct compiler *compiler, struct diag *diag)
{
    const struct sheets *sheets = &compiler->sheet->sheets;
    compiler->variables.diag = diag;
    for (size_t i = 0; i < sheets->rules.count; i++) {
        const struct rule *rule = &sheets->rules.items[i];
        if (rule->kind == RULE_PAGE && applies(compiler, rule))
            page_read(&compiler->page, rule, &compiler->variables, diag);
    }
}

static void settle_paper(struct compiler *compiler, const struct style_options *options)
{
    compiler->paper = (struct paper){options->paper_width, options->paper_height};
    collect_variables(compiler);
    read_pages(compiler, NULL);
    if (compiler->page.has_size && !options->paper_wins) {
        compiler->paper = compiler->page.size;
        collect_variables(compiler);
    }
    compiler->page = (struct page_rules){0};
    for (int i = 0; i < SIDES; i++)
        compiler->page.margins[i].kind = VALUE_KEYWORD;
    read_pages(compiler, compiler->sheet->sheets.diag);
}

/* ── Declarations ────────────────────────────────────────────────────────────────────────────── */

static void report_unknown(struct compiler *compiler, const struct declaration *declaration)
{
    struct sheets *sheets = &compiler->sheet->sheets;
    if (property_is_css(declaration->name)) {
        css_warn(sheets->diag, "css-unsupported", declaration->where,
                 "what is meant for the EPUB alone belongs into @media epub",
                 "the PDF does not support \"%s\" yet", declaration->name);
        return;
    }
    const char *near = property_nearest(declaration->name);
    css_warn(sheets->diag, "css-property", declaration->where,
             near ? arena_printf(sheets->arena, "did you mean %s?", near) : NULL,
             "no property is called \"%s\"", declaration->name);
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

static void compile_declaration(struct compiler *compiler, const struct rule *rule,
                                const struct declaration *declaration, assignments *list)
{
    struct sheets *sheets = &compiler->sheet->sheets;
    bool known;
    if (is_custom(declaration)) {
        if (!is_root(rule))
            css_warn(sheets->diag, "css-variable", declaration->where, "move it to :root",
                     "custom properties are read from :root only");
        return;
    }
    const char *value =
        variables_replace(&compiler->variables, declaration->value, declaration->value_where);
    if (!value || property_assign(declaration, value, list, &known))
        return;
    if (known)
        report_value(compiler, declaration, value);
    else
        report_unknown(compiler, declaration);
}

/* ── Rules ───────────────────────────────────────────────────────────────────────────────────── */

static void add_entries(struct compiler *compiler, const struct rule *rule, size_t order,
                        const assignments *list)
{
    struct stylesheet *sheet = compiler->sheet;
    struct assignment *kept = ARENA_ARRAY(sheet->arena, struct assignment, list->count);
    memcpy(kept, list->items, list->count * sizeof *kept);
    for (const struct selector *selector = rule->selectors; selector; selector = selector->next)
        cascade_add(&sheet->cascade, (struct entry){.selector = selector,
                                                    .assignments = kept,
                                                    .count = list->count,
                                                    .origin = rule->origin,
                                                    .order = (uint32_t)order});
}

/* The padding of a side that a rule sets last; NULL: it sets none. */
static const struct value *last_padding(const assignments *list, enum property_id side)
{
    const struct value *value = NULL;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].property == side)
            value = &list->items[i].value;
    return value;
}

/* The layout has one padding, that of the left side. */
static void check_padding(struct compiler *compiler, const struct rule *rule,
                          const assignments *list)
{
    const struct value *left = last_padding(list, PROPERTY_PADDING_LEFT);
    for (int side = PROPERTY_PADDING_TOP; side < PROPERTY_PADDING_LEFT; side++) {
        const struct value *other = last_padding(list, (enum property_id)side);
        bool is_set = other && other->kind == VALUE_LENGTH && other->number != 0;
        if (is_set && (!left || left->unit != other->unit || left->number != other->number)) {
            css_warn(compiler->sheet->sheets.diag, "css-unsupported", rule->where,
                     "make them equal, or put them into @media epub",
                     "the PDF has one padding on all sides, as padding-left says");
            return;
        }
    }
}

static void compile_rule(struct compiler *compiler, const struct rule *rule, size_t order,
                         assignments *list)
{
    list->count = 0;
    if (rule->kind == RULE_MARGIN_BOX)
        css_warn(compiler->sheet->sheets.diag, "css-unsupported", rule->where, NULL,
                 "the margin box \"%s\" is not supported yet; it is left out", rule->prelude);
    if (rule->kind != RULE_STYLE || !(rule->books & FOR_PDF))
        return;
    for (size_t i = 0; i < rule->declaration_count; i++)
        compile_declaration(compiler, rule, &rule->declarations[i], list);
    check_padding(compiler, rule, list);
    if (list->count > 0 && applies(compiler, rule))
        add_entries(compiler, rule, order, list);
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
    for (size_t i = 0; i < sheet->sheets.rules.count; i++)
        compile_rule(&compiler, &sheet->sheets.rules.items[i], i, &list);
    vector_drop(&list);
    variables_drop(&compiler.variables);
    cascade_build(&sheet->cascade, sheet->arena, ATOMS);
    settle_root(sheet);
    sheet->page = page_arrange(compiler.paper, &compiler.page, sheet->root.size, sheet->root_line);
    sheet->column = find_measure(sheet);
}
