/* Enters: a heading. Leaves: what its entry in the contents says: the heading's text without its
 * own number, which hangs before it; then the chips of its fields. The text looks as the entry
 * does, but what is in another language says so, as in the heading. */
#include "layout/contents_entry.h"

#include <string.h>

#define NO_BREAK_SPACE "\xC2\xA0"

/* ── The heading's text ──────────────────────────────────────────────────────────────────────── */

/* Cuts the text of a chip, with the spaces before it, off the end of a heading's. */
static void cut_chip(const struct node *chip, char *heading, struct buffer *text)
{
    buffer_clear(text);
    if (!chip)
        return;
    node_put_text(chip, text);
    size_t length = strlen(heading) - text->length;
    while (length > 0 && heading[length - 1] == ' ')
        length--;
    heading[length] = '\0';
}

const char *entry_split(struct layout *layout, const struct toc_entry *entry, const char **rest)
{
    struct buffer text = {0};
    const struct node *number = book_heading_number(entry->heading);
    node_put_text(entry->heading, &text);
    char *copy = arena_copy_string(layout->arena, buffer_string(&text));
    cut_chip(book_heading_chip(entry->heading), copy, &text);
    buffer_clear(&text);
    if (number)
        node_put_text(number, &text);
    size_t bytes = text.length;
    buffer_drop(&text);
    *rest = copy + bytes + (bytes > 0);
    return arena_copy_bytes(layout->arena, copy, bytes);
}

/* The language of a node, where it differs from `around`; NULL: it does not. */
static const char *language_in(const struct layout *layout, const struct node *node,
                               const char *around)
{
    const char *lang = node_language(layout->book, node);
    return lang && around && strcmp(lang, around) == 0 ? NULL : lang;
}

uint32_t entry_add(struct layout *layout, const struct toc_entry *entry, uint32_t parent)
{
    uint32_t element = element_add(layout, ELEMENT_CONTENTS_ENTRY, parent);
    layout->elements.items[element].lang =
        language_in(layout, entry->heading, layout->book->meta.lang);
    return element;
}

/* Bytes [skip, skip + left) of the heading's text, as its inlines are walked. */
struct slice {
    size_t skip, left;
};

static void put_slice(struct layout *layout, const struct node *leaf, struct slice *slice)
{
    struct buffer text = {0};
    node_put_text(leaf, &text);
    size_t from = slice->skip < text.length ? slice->skip : text.length, count = text.length - from;
    count = count < slice->left ? count : slice->left;
    buffer_put(&layout->paragraph.buffer, buffer_string(&text) + from, count);
    slice->skip -= from;
    slice->left -= count;
    buffer_drop(&text);
}

static void open_language(struct layout *layout, const struct node *node)
{
    struct span span = *span_open(&layout->paragraph);
    span.lang = node->lang;
    span.element = element_add(layout, ELEMENT_SPAN, span.element);
    layout->elements.items[span.element].lang = node->lang;
    span_push(layout, span);
}

static void collect_text(struct layout *layout, const struct node *heading, struct slice slice)
{
    struct paragraph *paragraph = &layout->paragraph;
    size_t outermost = paragraph->open.count;
    struct walk walk = walk_start(heading);
    while (slice.left > 0 && walk_next(&walk)) {
        bool speaks = walk.node != heading && walk.node->lang;
        if (walk.entering && speaks)
            open_language(layout, walk.node);
        if (walk.entering && !walk.node->first)
            put_slice(layout, walk.node, &slice);
        if (!walk.entering && speaks)
            span_pop(paragraph);
    }
    while (paragraph->open.count > outermost)
        span_pop(paragraph);
}

/* ── Chips ───────────────────────────────────────────────────────────────────────────────────── */

/* A value, in a span of its own, and what it stands in: as the EPUB has it. */
struct chip {
    struct node link, field, value, text;
};

/* Its words are not parted. */
static const char *copy_value(struct arena *arena, const struct node *value)
{
    struct buffer text = {0};
    for (const char *at = node_copy_words(arena, value); *at; at++)
        buffer_put_string(&text, *at == ' ' ? NO_BREAK_SPACE : (char[]){*at, '\0'});
    const char *copy = arena_copy_string(arena, buffer_string(&text));
    buffer_drop(&text);
    return copy;
}

/* `field` is NULL when the value stands alone. */
static void collect_chip(struct layout *layout, const struct node *heading,
                         const struct node *field, const struct node *value, enum style_part part)
{
    struct chip *chip = ARENA_NEW(layout->arena, struct chip);
    chip->link = (struct node){.kind = NODE_LINK, .where = value->where};
    chip->link.parent = (struct node *)style_part_node(layout->sheet, part);
    chip->field = (struct node){
        .kind = NODE_SPAN, .where = value->where, .classes = field ? field->classes : "field"};
    chip->value =
        (struct node){.kind = NODE_SPAN, .where = value->where, .classes = value->classes};
    chip->value.lang = language_in(layout, value, node_language(layout->book, heading));
    chip->text = (struct node){.kind = NODE_TEXT, .where = value->where};
    chip->text.text = copy_value(layout->arena, value);
    node_append(&chip->link, &chip->field);
    node_append(&chip->field, &chip->value);
    node_append(&chip->value, &chip->text);
    generated_share(layout, value, &chip->value);
    paragraph_put(layout, NO_BREAK_SPACE);
    paragraph_collect(layout, &chip->link);
}

/* What stands behind the entry's text: a chip of the heading's, fields that the sheet shows. */
static void collect_fields(struct layout *layout, const struct toc_entry *entry,
                           enum style_part part)
{
    const char *shown = style_shown_fields(layout->sheet);
    const struct node *field = entry->heading, *chip = book_heading_chip(field);
    if (chip)
        collect_chip(layout, entry->heading, NULL, chip, part);
    while ((field = book_next_shown_field(layout->book, shown, field)))
        collect_chip(layout, entry->heading, field, field->field.value, part);
}

void entry_collect(struct layout *layout, const struct toc_entry *entry, enum style_part part,
                   struct paragraph_link link)
{
    struct text_style style = style_part_text(layout->sheet, part);
    const struct node *heading = entry->heading;
    const char *text, *number = entry_split(layout, entry, &text);
    size_t skip = *number ? strlen(number) + 1 : 0;
    const char *lang = language_in(layout, heading, layout->book->meta.lang);
    paragraph_start(layout, &style, lang, link.element, heading->where);
    vector_push(&layout->paragraph.links, link);
    layout->paragraph.spans.items[0].link = 1;
    collect_text(layout, heading, (struct slice){skip, strlen(text)});
    collect_fields(layout, entry, part);
}
