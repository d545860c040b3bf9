/* Enters: a node. Leaves: what the sheets say of its counters, of the look of quotation marks and
 * of what stands before or after its text. Here is also told what is asked for where it has no
 * effect.
 */
#include <string.h>

#include "style/content.h"
#include "style/selector.h"
#include "style/sheet.h"

/* ── Asking ──────────────────────────────────────────────────────────────────────────────────── */

/* Pages count by themselves. */
static bool is_of_pages(const struct value *value)
{
    const struct counter_change *change = value->kind == VALUE_LIST ? value->counters : NULL;
    while (change && strcmp(change->name, "page") == 0)
        change = change->next;
    return value->kind == VALUE_LIST && !change;
}

bool generated_counts(const struct assignment *assignment)
{
    int property = assignment->property;
    if (property == PROPERTY_COUNTER_RESET)
        return !is_of_pages(&assignment->value);
    return property == PROPERTY_COUNTER_INCREMENT || property == PROPERTY_COUNTER_SET ||
           property == PROPERTY_QUOTES;
}

bool style_generates(const struct stylesheet *sheet)
{
    return sheet->counts_things || sheet->cascades[TARGET_BEFORE].entries.count > 0 ||
           sheet->cascades[TARGET_AFTER].entries.count > 0;
}

static const struct value *find_list(const struct winners *winners, enum property_id property)
{
    const struct value *value = winners->values[property];
    return value && value->kind == VALUE_LIST ? value : NULL;
}

static const struct counter_change *find_changes(const struct winners *winners,
                                                 enum property_id property)
{
    const struct value *value = find_list(winners, property);
    return value ? value->counters : NULL;
}

static void find_quotes(const struct winners *winners, struct generated_style *style)
{
    const struct value *value = winners->values[PROPERTY_QUOTES];
    if (!value || value->kind == VALUE_INHERIT)
        return;
    style->has_quotes = true;
    style->auto_quotes = value->kind == VALUE_INITIAL ||
                         (value->kind == VALUE_KEYWORD && value->keyword == CONTENT_AUTO);
    style->quotes = value->kind == VALUE_LIST ? value->content : NULL;
}

struct generated_style style_generated(const struct stylesheet *sheet, const struct node *node)
{
    struct generated_style style = {0};
    if (node->kind != NODE_GENERATED && !sheet->counts_things)
        return style;
    struct winners winners = sheet_resolve(sheet, node);
    style.reset = find_changes(&winners, PROPERTY_COUNTER_RESET);
    style.increment = find_changes(&winners, PROPERTY_COUNTER_INCREMENT);
    style.set = find_changes(&winners, PROPERTY_COUNTER_SET);
    find_quotes(&winners, &style);
    if (node->kind != NODE_GENERATED)
        return style;
    const struct value *content = find_list(&winners, PROPERTY_CONTENT);
    const struct value *place = winners.values[PROPERTY_FLOAT];
    style.has_content = winners.values[PROPERTY_CONTENT] != NULL;
    style.content = content ? content->content : NULL;
    style.is_note =
        place && place->kind == VALUE_KEYWORD && place->keyword == FLOAT_FOOTNOTE && content;
    return style;
}

/* ── Mistakes ────────────────────────────────────────────────────────────────────────────────── */

/* Is the rule about elements only, and not about what is generated in them? */
static bool is_about_elements(const struct rule *rule)
{
    for (const struct selector *selector = rule->selectors; selector; selector = selector->next)
        if (selector->target != TARGET_ELEMENT)
            return false;
    return rule->selectors != NULL;
}

/* What stands only in the margins of pages. */
static const char *find_page_content(const struct content *item)
{
    for (; item; item = item->next) {
        if (item->kind == CONTENT_STRING)
            return "string()";
        if (item->kind == CONTENT_ELEMENT)
            return "content()";
        bool counts = item->kind == CONTENT_COUNTER || item->kind == CONTENT_COUNTERS;
        if (counts && (strcmp(item->text, "page") == 0 || strcmp(item->text, "pages") == 0))
            return "the number of the page";
    }
    return NULL;
}

void generated_check(const struct sheets *sheets, const struct rule *rule,
                     const struct declaration *declaration, assignments *list)
{
    if (list->count == 0)
        return;
    const struct assignment *made = &list->items[list->count - 1];
    bool is_content = made->property == PROPERTY_CONTENT && made->value.kind == VALUE_LIST;
    bool is_note = made->property == PROPERTY_FLOAT && made->value.kind == VALUE_KEYWORD &&
                   made->value.keyword == FLOAT_FOOTNOTE;
    if (is_content)
        ((struct content *)(uintptr_t)made->value.content)->where = declaration->value_where;
    const char *of_pages = is_content ? find_page_content(made->value.content) : NULL;
    if ((is_content || is_note) && is_about_elements(rule))
        css_warn(sheets->diag, "css-unsupported", declaration->where,
                 "put ::before or ::after behind the selector",
                 "\"%s\" is for ::before and ::after alone", declaration->name);
    else if (of_pages)
        css_warn(sheets->diag, "css-unsupported", declaration->value_where,
                 "it is known in the margin boxes of @page", "%s cannot stand in the text",
                 of_pages);
    list->count -= of_pages != NULL;
}
