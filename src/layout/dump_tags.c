/* Enters: laid-out pages. Leaves: their logical structure as text, in the order in which it is
 * read: one element a line, indented, with the text it begins with; what it says after one of its
 * children stands on lines below that. */
#include "layout/reading.h"

#include <string.h>

static void put_attributes(struct buffer *out, const struct element *element, uint32_t index)
{
    buffer_printf(out, " %u", (unsigned)index);
    if (element->numbering && strcmp(element->numbering, "Disc") != 0)
        buffer_printf(out, " numbering=%s", element->numbering);
    if (element->column_span > 1)
        buffer_printf(out, " columns=%d", element->column_span);
    if (element->row_span > 1)
        buffer_printf(out, " rows=%d", element->row_span);
    if (element->role == ELEMENT_TABLE_HEADER && element->heads_row)
        buffer_put_string(out, " scope=row");
    if (element->lang)
        buffer_printf(out, " lang=%s", element->lang);
    if (element->id)
        buffer_printf(out, " id=%s", element->id);
    if (element->alternative) {
        buffer_put_string(out, " alt=");
        buffer_put_quoted(out, element->alternative, strlen(element->alternative));
    }
}

enum { DEEPEST_INDENT = 40 };

/* The elements being read, each in the one before it, and what all of them own. */
struct tag_dump {
    struct buffer *out;
    const struct pages *pages;
    reading_pieces pieces;
    VECTOR(const struct item *) items; /* by piece */
    VECTOR(struct reading_walk) open;
    const struct reading *reading;
    bool is_behind_child, is_behind_text; /* within the innermost one */
};

static bool stands_in(const struct item *item)
{
    return item->kind == ITEM_TEXT && item->text.stands_in;
}

static void collect_pieces(struct tag_dump *dump, const struct page *page)
{
    uint32_t element = ELEMENT_ARTIFACT;
    for (size_t i = 0; i < page->item_count; i++) {
        const struct item *item = &page->items[i];
        if (item->kind == ITEM_TAG_BEGIN) {
            element = item->tag.element;
        } else if (item->kind != ITEM_TAG_END && element != ELEMENT_ARTIFACT && !stands_in(item)) {
            vector_push(&dump->pieces, (struct reading_piece){element, true});
            vector_push(&dump->items, item);
        }
    }
}

static void begin_line(struct tag_dump *dump)
{
    size_t depth = dump->open.count < DEEPEST_INDENT ? dump->open.count : DEEPEST_INDENT;
    if (dump->open.count)
        buffer_put_char(dump->out, '\n');
    buffer_printf(dump->out, "%*s", 2 * (int)depth, "");
}

static void open_element(struct tag_dump *dump, uint32_t index)
{
    const struct element *element = &dump->pages->elements[index];
    begin_line(dump);
    buffer_put_string(dump->out, element_role_name(element));
    put_attributes(dump->out, element, index);
    vector_push(&dump->open, reading_walk(dump->reading, index));
    dump->is_behind_child = false;
    dump->is_behind_text = false;
}

static void close_element(struct tag_dump *dump)
{
    dump->open.count--;
    dump->is_behind_child = true;
    dump->is_behind_text = false;
}

/* The first text of a line is set off, the others follow closely. */
static void put_piece(struct tag_dump *dump, const struct item *item)
{
    if (item->kind != ITEM_TEXT || item->text.text_length == 0)
        return;
    if (!dump->is_behind_text && dump->is_behind_child)
        begin_line(dump);
    else if (!dump->is_behind_text)
        buffer_put_char(dump->out, ' ');
    buffer_put_quoted(dump->out, item->text.text, item->text.text_length);
    dump->is_behind_text = true;
}

static void put_elements(struct tag_dump *dump)
{
    struct reading_kid kid;
    open_element(dump, 0);
    while (dump->open.count) {
        if (!reading_next(&dump->open.items[dump->open.count - 1], &kid))
            close_element(dump);
        else if (kid.is_child)
            open_element(dump, kid.index);
        else if (dump->items.items)
            put_piece(dump, dump->items.items[kid.index]);
    }
    buffer_put_char(dump->out, '\n');
}

void pages_dump_tags(const struct pages *pages, struct buffer *text)
{
    struct tag_dump dump = {.out = text, .pages = pages};
    struct arena *arena = arena_new();
    for (size_t i = 0; i < pages->page_count; i++)
        collect_pieces(&dump, &pages->pages[i]);
    dump.reading = reading_new(arena, pages, &dump.pieces);
    put_elements(&dump);
    vector_drop(&dump.pieces);
    vector_drop(&dump.items);
    vector_drop(&dump.open);
    arena_drop(arena);
}
