/* Enters: Markdown. Leaves: whether its tables can be parsed in reasonable time and memory.
 * cmark-gfm 0.29.0.gfm.6 needs a time that grows with the square of a row's cells, and fills up
 * every short row to the width of its table, so that 20 KB can ask for a hundred million cells
 * (mended in later releases as CVE-2023-37463). The cells are counted from above by the bars of
 * each line: the lines after a delimiter row, up to a blank one, may be rows as wide as it. */
#include "source/guard.h"

#include <string.h>

enum { MAX_BARS = 1000, MAX_ADDED_CELLS = 500000 };

struct line {
    const char *text;
    size_t length;
    int bars;
    bool is_blank, is_delimiter;
};

static struct line read_line(const char *text, const char *end)
{
    const char *line_end = memchr(text, '\n', (size_t)(end - text));
    struct line line = {.text = text, .is_blank = true, .is_delimiter = true};
    line.length = (size_t)((line_end ? line_end : end) - text);
    for (size_t i = 0; i < line.length; i++) {
        char byte = text[i];
        line.bars += byte == '|';
        line.is_blank = line.is_blank && (byte == ' ' || byte == '\t');
        line.is_delimiter = line.is_delimiter && strchr("|-: \t>", byte);
    }
    return line;
}

static bool refuse(const struct input *input, int number, struct diag *diag)
{
    diag_report(diag, SEVERITY_WARNING, "table-size", (struct position){input->path, number, 1},
                "make the table smaller",
                "a table here is too large; the tables of this file are shown as text");
    return false;
}

bool guard_tables(const struct input *input, struct diag *diag)
{
    const char *end = input->text + input->length, *at = input->text + input->body;
    long added = 0;
    int columns = 0;
    for (int number = input->body_line + 1; at < end; number++) {
        struct line line = read_line(at, end);
        if (line.is_blank)
            columns = 0;
        else if (line.is_delimiter && line.bars + 1 > columns)
            columns = line.bars + 1;
        else if (columns > line.bars + 1)
            added += columns - line.bars - 1;
        if (line.bars > MAX_BARS || added > MAX_ADDED_CELLS)
            return refuse(input, number, diag);
        at += line.length + 1;
    }
    return true;
}
