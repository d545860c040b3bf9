/* Enters: a table. Leaves: whether it could be too wide for a phone, and then how its columns share
 * the page. Readers leave no table narrower than its longest words and cannot scroll sideways: what
 * is wider runs off the page. So a table whose words ask for much room gets the class "wide", to
 * which the stylesheet gives the page's width and columns of fixed shares, in which long words
 * turn; here the table is told what it may at most have, lest it be stretched over a large page.
 *
 * The shares are found as the PDF finds widths (layout/table_columns.c), in characters on a page of
 * a phone: no column less than its longest word nor more than its longest text, in between by the
 * cube root of the latter; where not even the words fit, the widest columns are cut. */
#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"
#include "epub/writer.h"

enum {
    PAGE = 44,        /* characters on a line of a phone */
    LARGE_PRINT = 20, /* and when the type is twice as large */
    FULL_PAGE = 120,  /* no page is wider */
    GAP = 1,          /* between columns */
    CHARACTER = 8,    /* CSS pixels */
    PICTURE = 15,     /* characters: larger pictures are shrunk to their column */
    TEXT_MAX = 500,   /* longer texts are all the same */
    COLUMNS_MAX = 64, /* with more of them no share is wide enough for anything */
    LEVEL_MAX = 1000, /* at which all columns are as wide as they want */
};

struct column {
    int least, most;
};

struct columns {
    struct column all[COLUMNS_MAX];
    int count;
};

/* ── What cells ask for ──────────────────────────────────────────────────────────────────────── */

/* How far a text has come. */
struct extent {
    int word, line, least, most;
};

static void end_word(struct extent *extent)
{
    if (extent->word > extent->least)
        extent->least = extent->word;
    extent->word = 0;
}

static void end_line(struct extent *extent)
{
    end_word(extent);
    if (extent->line > extent->most)
        extent->most = extent->line;
    extent->line = 0;
}

static void add_width(struct extent *extent, int width)
{
    extent->word += width;
    extent->line += width;
}

static void measure_text(struct extent *extent, const char *text)
{
    const char *end = text + strlen(text);
    while (text < end && extent->line < TEXT_MAX) {
        uint32_t c = utf8_next(&text, end);
        int width = utf8proc_charwidth((utf8proc_int32_t)c);
        add_width(extent, width);
        if (c == '\n')
            end_line(extent);
        else if (c == ' ' || c == '-' || c == 0x200B || width > 1)
            end_word(extent);
    }
}

/* In CSS pixels; 0: not known. */
static int picture_width(const struct node *image)
{
    if (image->image.width > 0 || !image->image.image)
        return image->image.width;
    return (int)image->image.image->width;
}

/* Readers shrink a picture to the width of the page, not to that of its column. */
bool epub_fills_cell(const struct node *image)
{
    const struct node *parent = image->parent;
    while (parent && (node_is_inline(parent->kind) || parent->kind == NODE_PARAGRAPH))
        parent = parent->parent;
    return picture_width(image) > PICTURE * CHARACTER && parent && parent->kind == NODE_TABLE_CELL;
}

static void measure_picture(struct extent *extent, const struct node *image)
{
    int width = picture_width(image) / CHARACTER;
    if (image->image.image)
        add_width(extent, width < PICTURE ? width : PICTURE);
    else if (image->image.stand_in)
        measure_text(extent, image->image.stand_in);
}

static void measure_node(struct extent *extent, struct walk *walk)
{
    const struct node *node = walk->node;
    if (!node_is_inline(node->kind) || node->kind == NODE_HARD_BREAK)
        end_line(extent);
    else if (node->kind == NODE_SOFT_BREAK)
        measure_text(extent, " ");
    if (!walk->entering)
        return;
    if (node->kind == NODE_TEXT || node->kind == NODE_CODE)
        measure_text(extent, node->text);
    else if (node->kind == NODE_CODE_BLOCK)
        measure_text(extent, node->code.text);
    else if (node->kind == NODE_IMAGE)
        measure_picture(extent, node);
    if (node->kind == NODE_TABLE) { /* it is measured on its own */
        add_width(extent, LARGE_PRINT);
        walk_skip_children(walk);
    }
}

static void measure_cell(struct columns *columns, const struct node *cell)
{
    struct extent extent = {0};
    struct walk walk = walk_start(cell);
    while (walk_next(&walk))
        measure_node(&extent, &walk);
    end_line(&extent);
    if (cell->cell.header || cell->parent->row.header) /* in bold */
        extent.least += extent.least / 8;
    struct column *column = &columns->all[cell->cell.column];
    if (extent.least > column->least)
        column->least = extent.least;
    if (extent.most > column->most)
        column->most = extent.most;
}

static bool is_measured(const struct node *cell, const struct columns *columns)
{
    return cell->kind == NODE_TABLE_CELL && cell->cell.column_span <= 1 && cell->cell.column >= 0 &&
           cell->cell.column < columns->count;
}

/* No columns when there are too few or too many of them. */
static struct columns measure_columns(const struct node *table)
{
    struct columns columns = {.count = table->table.column_count};
    if (columns.count < 2 || columns.count > COLUMNS_MAX)
        return (struct columns){0};
    for (const struct node *row = table->first; row; row = row->next)
        for (const struct node *cell = row->first; cell && row->kind == NODE_TABLE_ROW;
             cell = cell->next)
            if (is_measured(cell, &columns))
                measure_cell(&columns, cell);
    for (int i = 0; i < columns.count; i++) {
        columns.all[i].least += GAP;
        columns.all[i].most += GAP;
    }
    return columns;
}

static int sum_words(const struct columns *columns)
{
    int sum = 0;
    for (int i = 0; i < columns->count; i++)
        sum += columns->all[i].least;
    return sum;
}

static int sum_texts(const struct columns *columns)
{
    int sum = 0;
    for (int i = 0; i < columns->count; i++)
        sum += columns->all[i].most;
    return sum;
}

/* ── Shares ──────────────────────────────────────────────────────────────────────────────────── */

static int cube_root(int value)
{
    int root = 1;
    while ((root + 1) * (root + 1) * (root + 1) <= value)
        root++;
    return root;
}

/* The width of a column when the water stands at this level, in hundredths of a character. */
static int width_at(const struct column *column, int level, bool is_cut)
{
    int least = column->least * 100, most = column->most * 100;
    int cut = level * 5; /* up to more than a page */
    if (is_cut)
        return least < cut ? least : cut;
    int width = cube_root(column->most) * level;
    return width < least ? least : width > most ? most : width;
}

static int sum_at(const struct columns *columns, int level, bool is_cut)
{
    int sum = 0;
    for (int i = 0; i < columns->count; i++)
        sum += width_at(&columns->all[i], level, is_cut);
    return sum;
}

/* The highest level at which the columns fit the page. */
static int find_level(const struct columns *columns, bool is_cut)
{
    int low = 1, high = LEVEL_MAX;
    while (low + 1 < high) {
        int middle = (low + high) / 2;
        if (sum_at(columns, middle, is_cut) <= PAGE * 100)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* A table that goes on from one part to the next was measured before. */
static struct columns find_columns(const struct writer *writer, const struct node *table)
{
    const struct part *part = writer->part;
    return part && part->columns && part->start.node->parent == table ? *part->columns
                                                                      : measure_columns(table);
}

const struct columns *epub_measure_columns(struct arena *arena, const struct node *table)
{
    struct columns *columns = ARENA_ARRAY(arena, struct columns, 1);
    *columns = measure_columns(table);
    return columns;
}

bool epub_is_wide_table(const struct writer *writer, const struct node *table)
{
    struct columns columns = find_columns(writer, table);
    return table->table.column_count > COLUMNS_MAX || sum_words(&columns) > LARGE_PRINT;
}

void epub_put_table_width(const struct writer *writer, const struct node *table)
{
    struct columns columns = find_columns(writer, table);
    if (sum_words(&columns) > LARGE_PRINT && sum_texts(&columns) < FULL_PAGE)
        buffer_printf(writer->out, " style=\"max-width: %dem\"",
                      (sum_texts(&columns) * 6 + 9) / 10);
}

void epub_put_columns(const struct writer *writer, const struct node *table)
{
    struct buffer *out = writer->out;
    struct columns columns = find_columns(writer, table);
    if (sum_words(&columns) <= LARGE_PRINT)
        return;
    bool is_cut = sum_words(&columns) > PAGE;
    int level = find_level(&columns, is_cut), sum = sum_at(&columns, level, is_cut);
    buffer_put_string(out, "<colgroup>");
    for (int i = 0; i < columns.count; i++)
        buffer_printf(out, "<col style=\"width: %d%%\" />",
                      (width_at(&columns.all[i], level, is_cut) * 100 + sum / 2) / sum);
    buffer_put_string(out, "</colgroup>\n");
}
