/* Enters: a table. Leaves: which of its columns hold nothing but numbers, and how far each number
 * ends before the edge of its column: by as much as the decimals that others have more than it, so
 * that the points stand below one another. Figures in tables are all of one width. */
#include "layout/table.h"

#include <ctype.h>
#include <string.h>

enum { MOST_DECIMALS = 12 };

struct number {
    bool is_number, has_unit;
    int decimals;
};

static size_t sign_length(const char *text)
{
    static const char *const signs[] = {"+", "-", "\xE2\x88\x92", "$", "\xE2\x82\xAC", "\xC2\xA3"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strncmp(text, signs[i], strlen(signs[i])) == 0)
            return strlen(signs[i]);
    return 0;
}

/* What follows the last point or comma are decimals, but for three digits behind a comma. */
static int count_decimals(const char *digits, size_t length)
{
    size_t at = length;
    while (at > 0 && isdigit((unsigned char)digits[at - 1]))
        at--;
    if (at == 0 || (digits[at - 1] == ',' && length - at == 3))
        return 0;
    return (int)(length - at);
}

static struct number read_number(const char *text)
{
    struct number number = {0};
    text += sign_length(text);
    size_t length = strspn(text, "0123456789.,");
    if (!isdigit((unsigned char)*text))
        return number;
    number.decimals = count_decimals(text, length);
    text += length;
    number.has_unit = strcmp(text, "%") == 0 || strcmp(text, " %") == 0;
    number.is_number = (number.has_unit || *text == '\0') && number.decimals <= MOST_DECIMALS;
    return number;
}

/* Numbers with a unit stand below one another only when their decimals are as many. */
static void add_number(struct column *column, struct number number)
{
    bool first = !column->has_text;
    column->has_text = true;
    column->is_numeric = number.is_number && (first || column->is_numeric);
    if (!first && (number.has_unit != column->has_unit ||
                   (number.has_unit && number.decimals != column->decimals)))
        column->is_numeric = false;
    column->has_unit = number.has_unit;
    if (first || number.decimals > column->decimals)
        column->decimals = number.decimals;
}

static struct number number_of(const struct node *cell, bool *is_empty)
{
    struct buffer text = {0};
    node_put_text(cell, &text);
    struct number number = read_number(buffer_string(&text));
    *is_empty = text.length == 0;
    buffer_drop(&text);
    return number;
}

void numbers_find(const struct node *table, struct column *columns)
{
    for (const struct node *row = table->first; row; row = row->next) {
        bool is_body = row->kind == NODE_TABLE_ROW && !row->row.header;
        for (const struct node *cell = is_body ? row->first : NULL; cell; cell = cell->next) {
            if (cell->kind != NODE_TABLE_CELL || cell->cell.column >= table->table.column_count)
                continue;
            struct column *column = &columns[cell->cell.column];
            if (cell->cell.column_span > 1 || (column->has_text && !column->is_numeric))
                continue;
            bool is_empty;
            struct number number = number_of(cell, &is_empty);
            if (!is_empty)
                add_number(column, number);
        }
    }
}

static bool is_aligned(const struct node *cell)
{
    const struct node *table = cell->parent->parent;
    return cell->align != ALIGN_NONE ||
           (table->table.columns && table->table.columns[cell->cell.column] != ALIGN_NONE);
}

bool numbers_stand_in(const struct node *cell, const struct column *column)
{
    return column->is_numeric && cell->cell.column_span == 1 && !is_aligned(cell);
}

dimen numbers_room_after(struct flow *flow, const struct node *cell, const struct column *column,
                         const struct text_style *style)
{
    static const char most[] = ".000000000000";
    bool is_empty;
    if (!numbers_stand_in(cell, column) || column->decimals == 0 || cell->parent->row.header)
        return 0;
    int decimals = number_of(cell, &is_empty).decimals;
    if (is_empty || decimals >= column->decimals)
        return 0;
    const char *missing = decimals == 0 ? most : most + 1;
    size_t length = (size_t)column->decimals - (size_t)decimals + (decimals == 0);
    return text_width(text_shape(flow->layout->fonts, style, NULL, missing, length, cell->where),
                      style);
}
