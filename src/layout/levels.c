/* Enters: a paragraph's text and its direction. Leaves: the embedding level of each byte (UAX #9,
 * by FriBidi), when anything in it runs from right to left. Code is an isolate: it is given levels
 * of its own, above those of the text around it. */
#include "layout/layout.h"

/* Code runs from left to right whatever it stands in: its brackets do not change sides. */
static void isolate_code(const struct paragraph *paragraph, unsigned char *levels)
{
    const struct stretch *stretches = paragraph->stretches.items;
    unsigned char outside = paragraph->right_to_left;
    for (size_t i = 0; i < paragraph->stretches.count; i++) {
        bool is_last = i + 1 == paragraph->stretches.count;
        uint32_t from = stretches[i].start,
                 end = is_last ? paragraph->length : stretches[i + 1].start;
        end = end < paragraph->length ? end : paragraph->length;
        if (!paragraph->spans.items[stretches[i].span].is_code || from >= end)
            continue;
        unsigned char before = from > 0 ? levels[from - 1] : outside;
        unsigned char after = end < paragraph->length ? levels[end] : outside;
        unsigned char lower = before < after ? before : after;
        text_find_levels(paragraph->text + from, end - from, TEXT_LEFT_TO_RIGHT, levels + from);
        for (uint32_t k = from; k < end; k++)
            levels[k] = (unsigned char)(levels[k] + (lower + 1) / 2 * 2);
    }
}

/* A paragraph in a language that is written from right to left runs so even when it begins with a
 * foreign word; any other goes by its first letter. */
void paragraph_find_levels(struct layout *layout, struct paragraph *paragraph)
{
    paragraph->levels = NULL;
    paragraph->right_to_left = false;
    enum text_direction direction = paragraph->direction;
    if (direction != TEXT_RIGHT_TO_LEFT &&
        !text_has_right_to_left(paragraph->text, paragraph->length))
        return;
    const char *lang = paragraph->lang ? paragraph->lang : layout->book->meta.lang;
    if (direction == TEXT_DIRECTION_AUTO)
        direction = text_direction_of(lang);
    unsigned char *levels = arena_alloc(layout->scratch, paragraph->length);
    paragraph->right_to_left =
        text_find_levels(paragraph->text, paragraph->length, direction, levels) & 1;
    isolate_code(paragraph, levels);
    paragraph->levels = levels;
}
