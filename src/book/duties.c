/* Enters: a finished book. Leaves: reports of what no program can supply, and a reader who does not
 * see the pages needs (ISO 14289-1, 7.2, 7.3, 7.5; WCAG 2, 2.4.4): the language, what an image
 * shows, what the columns of a table are called, where a link leads. */
#include <string.h>

#include "book/book.h"

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

/* ── Images ──────────────────────────────────────────────────────────────────────────────────── */

/* Those that cannot be shown were reported. */
static void check_image(const struct book *book, const struct node *node)
{
    if (!node->image.image || node->image.is_decoration || !is_blank(node->image.alternative))
        return;
    diag_report(book->diag, SEVERITY_WARNING, "no-alternative", node->where,
                "write ![what it shows](…); for a mere decoration <img alt=\"\" src=\"…\">",
                "nothing says what this image shows; the PDF cannot claim to be PDF/UA");
}

/* ── Tables ──────────────────────────────────────────────────────────────────────────────────── */

static bool has_text(const struct node *root)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk))
        if (walk.entering && ((walk.node->kind == NODE_TEXT && !is_blank(walk.node->text)) ||
                              walk.node->kind == NODE_CODE))
            return true;
    return false;
}

/* What the cells of a table hold. */
struct cells {
    size_t rows, with_text;
    bool has_header;
};

static struct cells count_cells(const struct node *table)
{
    struct cells cells = {0};
    for (const struct node *row = table->first; row; row = row->next) {
        if (row->kind != NODE_TABLE_ROW)
            continue;
        cells.rows++;
        for (const struct node *cell = row->first; cell; cell = cell->next) {
            if (cell->kind != NODE_TABLE_CELL || !has_text(cell))
                continue;
            cells.with_text++;
            cells.has_header = cells.has_header || row->row.header || cell->cell.header;
        }
    }
    return cells;
}

/* A single row or column, or a table of pictures, only arranges what is in it. */
static void check_table(const struct book *book, const struct node *node)
{
    struct cells cells = count_cells(node);
    if (cells.has_header || cells.rows < 2 || node->table.column_count < 2 || cells.with_text < 2)
        return;
    diag_report(book->diag, SEVERITY_WARNING, "no-header-row", node->where,
                "name the columns in its first row; in HTML, with <th>",
                "this table has no header row");
}

/* ── Links ───────────────────────────────────────────────────────────────────────────────────── */

static char to_lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* Compares words, whatever their case and what stands around them. */
static bool says(const char *text, const char *words)
{
    static const char around[] = " \t\n.,:;!?()[]<>\"'";
    text += strspn(text, around);
    while (*words && to_lower(*text) == *words) {
        text++;
        words++;
    }
    return !*words && text[strspn(text, around)] == '\0';
}

static bool says_nothing(const char *text)
{
    static const char *const empty_words[] = {"here",       "click here", "click",      "this",
                                              "see here",   "more",       "hier",       "read more",
                                              "click this", "ici",        "aqu\xC3\xAD"};
    for (size_t i = 0; i < sizeof empty_words / sizeof *empty_words; i++)
        if (says(text, empty_words[i]))
            return true;
    return false;
}

static void check_link(const struct book *book, const struct node *node, struct buffer *text)
{
    enum { LONGEST = 40 };
    buffer_clear(text);
    node_put_text(node, text);
    if (text->length > LONGEST || !says_nothing(buffer_string(text)))
        return;
    diag_report(book->diag, SEVERITY_WARNING, "link-text", node->where,
                "name what it leads to: links are read out by themselves, in lists",
                "the text of this link, \"%s\", does not say where it leads", buffer_string(text));
}

/* ── All of it ───────────────────────────────────────────────────────────────────────────────── */

static void check_nodes(const struct book *book, const struct node *root)
{
    struct buffer text = {0};
    struct walk walk = walk_start(root);
    while (walk_next(&walk)) {
        if (!walk.entering)
            continue;
        if (walk.node->kind == NODE_IMAGE)
            check_image(book, walk.node);
        else if (walk.node->kind == NODE_TABLE)
            check_table(book, walk.node);
        else if (walk.node->kind == NODE_LINK)
            check_link(book, walk.node, &text);
    }
    buffer_drop(&text);
}

void book_check_duties(const struct book *book)
{
    if (book->title_block)
        check_nodes(book, book->title_block);
    check_nodes(book, book->root);
}
