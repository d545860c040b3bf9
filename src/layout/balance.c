/* Enters: a paragraph's atoms and how it is set. Leaves: its lines.
 * Text is broken as well as it can be (linebreak.c). A heading's lines, which nobody reads as a
 * column, shall be about equally long instead of a full one and a lone word: they are set in the
 * narrowest width that does not take another line, found by halving. */
#include "layout/layout.h"

enum { BALANCED_LINES = 4 }; /* more would take long, and show little */

static dimen larger(dimen a, dimen b)
{
    return a > b ? a : b;
}

/* The narrowest lines of which the paragraph takes no more than it does of the whole width. */
static void balance_lines(struct layout *layout, struct paragraph *paragraph,
                          const struct setting *setting)
{
    size_t count = paragraph->lines.count;
    struct setting trial = *setting;
    dimen least, most, high = setting->width;
    atoms_measure(paragraph, &least, &most);
    dimen low = larger(setting->width / 2, least + larger(setting->hang, setting->first_line));
    while (low < high - POINT) {
        trial.width = low + (high - low) / 2;
        lines_break_best(layout, paragraph, &trial);
        if (paragraph->lines.count > count)
            low = trial.width;
        else
            high = trial.width;
    }
    trial.width = high;
    lines_break_best(layout, paragraph, &trial);
}

void lines_break(struct layout *layout, struct paragraph *paragraph, const struct setting *setting)
{
    lines_break_best(layout, paragraph, setting);
    if (setting->balanced && paragraph->lines.count > 1 && paragraph->lines.count <= BALANCED_LINES)
        balance_lines(layout, paragraph, setting);
}
