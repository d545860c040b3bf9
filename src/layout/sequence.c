/* Enters: names, sides, numbers and strings that the style asks for, as pages follow one another.
 * Leaves: the state of the run of pages being made, blank pages where a side asks for one, and the
 * runs of labels. Pages count by themselves; only where a number is set anew it is kept. */
#include "layout/page.h"

#include <string.h>

enum { STRINGS_MOST = 256, SMALLEST_MEASURE = 20 * POINT };

/* ── Names and sides ─────────────────────────────────────────────────────────────────────────── */

void pages_name(struct layout *layout, const char *name, bool opens)
{
    const struct page_style *page = style_page_named(layout->sheet, name);
    dimen unit = page->unit > 0 ? page->unit : POINT;
    layout->run.name = name;
    layout->run.opens |= opens;
    layout->has_spreads = style_page_look(layout->sheet, name, 0)->left !=
                          style_page_look(layout->sheet, name, PAGE_LEFT | PAGE_VERSO)->left;
    layout->page = page;
    layout->measure = page->width - page->inner - page->outer;
    layout->depth = (page->height - page->top - page->bottom) / unit * unit;
    if (layout->measure < SMALLEST_MEASURE)
        layout->measure = SMALLEST_MEASURE;
    if (layout->depth < 2 * unit)
        layout->depth = 2 * unit;
}

static bool is_on_side(const struct layout *layout, size_t index, enum page_break side)
{
    bool recto = index % 2 == 0, is_left = !page_spine_is_left(layout, recto);
    switch (side) {
    case PAGE_BREAK_LEFT:
        return is_left;
    case PAGE_BREAK_RIGHT:
        return !is_left;
    case PAGE_BREAK_RECTO:
        return recto;
    case PAGE_BREAK_VERSO:
        return !recto;
    default:
        return true;
    }
}

void pages_turn(struct layout *layout, enum page_break side)
{
    struct page_maker maker = {.layout = layout};
    if (is_on_side(layout, layout->pages.count, side))
        return;
    page_start(&maker, layout->pages.count, true);
    furniture_add(&maker);
    page_finish(&maker);
    page_maker_drop(&maker);
}

void pages_turn_between(struct layout *layout, enum page_break after, enum page_break before)
{
    pages_turn(layout, before > after ? before : after);
}

/* ── Numbers ─────────────────────────────────────────────────────────────────────────────────── */

bool pages_find_number(const struct counter_change *counters, int *number)
{
    bool is_there = false;
    for (; counters; counters = counters->next) {
        if (strcmp(counters->name, "page") != 0)
            continue;
        *number = counters->number;
        is_there = true;
    }
    return is_there;
}

void pages_number(struct layout *layout, size_t index, int number)
{
    layout->run.number = number;
    layout->run.numbered = index;
}

/* Viewers know fewer ways to count. */
static enum numbering find_label_numbering(enum marker marker)
{
    switch (marker) {
    case MARKER_LETTERS:
        return NUMBERING_LETTERS;
    case MARKER_CAPITALS:
        return NUMBERING_CAPITALS;
    case MARKER_ROMAN:
        return NUMBERING_ROMAN;
    case MARKER_CAPITAL_ROMAN:
        return NUMBERING_CAPITAL_ROMAN;
    default:
        return NUMBERING_DIGITS;
    }
}

void pages_label(struct layout *layout)
{
    const struct page_number *numbers = layout->numbers.items;
    for (size_t i = 0; i < layout->numbers.count; i++)
        if (i == 0 || numbers[i].numbering != numbers[i - 1].numbering ||
            numbers[i].number != numbers[i - 1].number + 1 || numbers[i].number == 1)
            vector_push(&layout->labels,
                        (struct label_range){(uint32_t)i,
                                             find_label_numbering(numbers[i].numbering),
                                             numbers[i].number});
}

/* ── Strings ─────────────────────────────────────────────────────────────────────────────────── */

static void put_items(const struct content *item, const struct node *node, const char *text,
                      struct buffer *out)
{
    char scratch[16];
    for (; item; item = item->next) {
        const char *piece = item->kind == CONTENT_ELEMENT ? text : item->text;
        if (item->kind == CONTENT_ATTRIBUTE)
            piece = node ? style_attribute(node, item->text, scratch) : NULL;
        buffer_put_string(out, piece ? piece : "");
    }
}

const struct string_change *strings_read(struct layout *layout, const struct string_set *set,
                                         const struct node *node, const char *text)
{
    const struct string_change *list = NULL, **end = &list;
    struct buffer value = {0};
    for (; set; set = set->next) {
        struct string_change *change = ARENA_NEW(layout->arena, struct string_change);
        buffer_clear(&value);
        put_items(set->content, node, text, &value);
        change->name = set->name;
        change->text = arena_copy_string(layout->arena, buffer_string(&value));
        *end = change;
        end = &change->next;
    }
    buffer_drop(&value);
    return list;
}

static struct named_string *find_string(const struct layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->run.strings.count; i++)
        if (strcmp(layout->run.strings.items[i].name, name) == 0)
            return &layout->run.strings.items[i];
    return NULL;
}

static struct named_string *add_string(struct layout *layout, const char *name)
{
    struct position nowhere = {0};
    if (layout->run.strings.count == STRINGS_MOST && !layout->missed_strings)
        diag_report(layout->diag, SEVERITY_WARNING, "css-page", nowhere, NULL,
                    "string-set names more than %d strings; \"%s\" stays empty", STRINGS_MOST,
                    name);
    layout->missed_strings = layout->run.strings.count >= STRINGS_MOST;
    if (layout->missed_strings)
        return NULL;
    vector_push(&layout->run.strings, (struct named_string){.name = name, .page = SIZE_MAX});
    return &layout->run.strings.items[layout->run.strings.count - 1];
}

void strings_set(struct layout *layout, const struct string_change *changes, size_t index,
                 bool is_on_top)
{
    for (; changes; changes = changes->next) {
        struct named_string *string = find_string(layout, changes->name);
        if (!string && !(string = add_string(layout, changes->name)))
            continue;
        if (string->page != index) {
            string->before = string->value;
            string->first = changes->text;
            string->is_on_top = is_on_top;
            string->page = index;
        }
        string->value = changes->text;
    }
}

const char *string_find(const struct layout *layout, const char *name, enum string_pick pick,
                        size_t index)
{
    const struct named_string *string = find_string(layout, name);
    const char *value = string ? string->value : NULL;
    if (string && string->page == index) {
        if (pick == PICK_FIRST || (pick == PICK_START && string->is_on_top))
            value = string->first;
        else if (pick == PICK_START)
            value = string->before;
        else if (pick == PICK_FIRST_EXCEPT)
            value = NULL;
    }
    return value ? value : "";
}
