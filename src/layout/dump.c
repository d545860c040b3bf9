/* Enters: pages. Leaves: text that a person can read and a test can compare: of the pages, one item
 * a line in painting order, lengths in points; of the structure, one element a line, indented, with
 * the text that belongs to it. */
#include "layout/pages.h"

#include <string.h>

#include "base/vector.h"

/* ── Pages ───────────────────────────────────────────────────────────────────────────────────── */

/* Points with three decimals, rounded half away from zero. */
static void put_length(struct buffer *out, dimen value)
{
    int64_t thousandths = ((int64_t)value * 1000 + (value < 0 ? -POINT / 2 : POINT / 2)) / POINT;
    const char *sign = thousandths < 0 ? "-" : "";
    if (thousandths < 0)
        thousandths = -thousandths;
    buffer_printf(out, "%s%lld.%03lld", sign, (long long)(thousandths / 1000),
                  (long long)(thousandths % 1000));
}

static void put_lengths(struct buffer *out, const dimen *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_put_char(out, ' ');
        put_length(out, values[i]);
    }
}

static void put_rect(struct buffer *out, const struct rect *rect)
{
    put_lengths(out, (dimen[]){rect->x, rect->y, rect->width, rect->height}, 4);
}

static void put_quoted(struct buffer *out, const char *text, size_t length)
{
    buffer_put_char(out, '"');
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte == '"' || byte == '\\')
            buffer_printf(out, "\\%c", byte);
        else if (byte < 0x20 || byte == 0x7F)
            buffer_printf(out, "\\x%02x", byte);
        else
            buffer_put_char(out, text[i]);
    }
    buffer_put_char(out, '"');
}

/* Glyph 0, .notdef, is what a font shows for a character that it lacks. */
static void put_missing_glyphs(struct buffer *out, const struct item *item)
{
    unsigned missing = 0;
    for (uint32_t i = 0; i < item->text.glyph_count; i++)
        missing += item->text.glyphs[i].id == 0;
    if (missing)
        buffer_printf(out, " missing=%u", missing);
}

/* What it copies as, where that is not its text. */
static void put_copied(struct buffer *out, const struct item *item)
{
    const char *line = item->text.line;
    size_t length = line ? strlen(line) : 0;
    if (!line || (length == item->text.text_length && memcmp(line, item->text.text, length) == 0))
        return;
    buffer_put_string(out, " copies ");
    put_quoted(out, line, length);
}

static void put_text_item(struct buffer *out, const struct item *item)
{
    dimen width = 0;
    for (uint32_t i = 0; i < item->text.glyph_count; i++)
        width += item->text.glyphs[i].advance;
    buffer_put_string(out, "text ");
    put_length(out, item->text.x);
    put_lengths(out, (dimen[]){item->text.baseline, width}, 2);
    buffer_printf(out, " %s", item->text.font->postscript_name);
    put_lengths(out, (dimen[]){item->text.size}, 1);
    buffer_printf(out, " #%06x ", (unsigned)item->text.color);
    if (item->text.text_length == 0)
        buffer_printf(out, "mark %u", (unsigned)item->text.glyph_count);
    else
        put_quoted(out, item->text.text, item->text.text_length);
    if (item->text.lang)
        buffer_printf(out, " lang=%s", item->text.lang);
    if (item->text.expansion)
        buffer_printf(out, " expansion=%+d", item->text.expansion);
    put_copied(out, item);
    put_missing_glyphs(out, item);
}

static void put_box_item(struct buffer *out, const struct item *item)
{
    buffer_put_string(out, "box");
    put_rect(out, &item->box.rect);
    buffer_printf(out, " #%06x", (unsigned)item->box.color);
    if (item->box.radius) {
        buffer_put_string(out, " radius");
        put_lengths(out, (dimen[]){item->box.radius}, 1);
    }
}

static int count_points(enum path_verb verb)
{
    static const int counts[] = {
        [PATH_MOVE] = 1, [PATH_LINE] = 1, [PATH_CURVE] = 3, [PATH_CLOSE] = 0};
    return counts[verb];
}

/* The smallest rectangle around all points of a path. */
static struct rect find_bounds(const struct item *item)
{
    dimen left = DIMEN_MAX, top = DIMEN_MAX, right = -DIMEN_MAX, bottom = -DIMEN_MAX;
    for (uint32_t i = 0; i < item->path.step_count; i++) {
        const struct path_step *step = &item->path.steps[i];
        for (int k = 0; k < count_points(step->verb); k++) {
            dimen x = item->path.x + step->points[k].x, y = item->path.y + step->points[k].y;
            left = x < left ? x : left;
            right = x > right ? x : right;
            top = y < top ? y : top;
            bottom = y > bottom ? y : bottom;
        }
    }
    return (struct rect){left, top, right - left, bottom - top};
}

/* Its bounds, then its steps from its place on. */
static void put_path_item(struct buffer *out, const struct item *item)
{
    struct rect bounds = find_bounds(item);
    buffer_put_string(out, "path");
    put_rect(out, &bounds);
    buffer_printf(out, " #%06x ", (unsigned)item->path.color);
    buffer_put_string(out, item->path.pen ? "pen" : "filled");
    if (item->path.pen)
        put_lengths(out, (dimen[]){item->path.pen}, 1);
    if (item->path.gap) {
        buffer_put_string(out, " dash");
        put_lengths(out, (dimen[]){item->path.dash, item->path.gap}, 2);
    }
    for (uint32_t i = 0; i < item->path.step_count; i++) {
        const struct path_step *step = &item->path.steps[i];
        buffer_printf(out, " %c", "MLCZ"[step->verb]);
        for (int k = 0; k < count_points(step->verb); k++)
            put_lengths(out, (dimen[]){step->points[k].x, step->points[k].y}, 2);
    }
}

static void put_image_item(struct buffer *out, const struct item *item)
{
    const struct image *image = item->image.image;
    buffer_put_string(out, "image");
    put_rect(out, &item->image.rect);
    buffer_printf(out, " %s %ux%u", image_extension(image->format), (unsigned)image->width,
                  (unsigned)image->height);
}

static void put_tag_begin(struct buffer *out, const struct item *item)
{
    if (item->tag.element == ELEMENT_ARTIFACT)
        buffer_put_string(out, "begin artifact");
    else
        buffer_printf(out, "begin %u", (unsigned)item->tag.element);
}

static void put_tag_end(struct buffer *out, const struct item *item)
{
    (void)item;
    buffer_put_string(out, "end");
}

static void put_item(struct buffer *out, const struct item *item)
{
    static void (*const put[])(struct buffer *, const struct item *) = {
        [ITEM_TEXT] = put_text_item,      [ITEM_BOX] = put_box_item,
        [ITEM_PATH] = put_path_item,      [ITEM_IMAGE] = put_image_item,
        [ITEM_TAG_BEGIN] = put_tag_begin, [ITEM_TAG_END] = put_tag_end,
    };
    bool is_tag = item->kind == ITEM_TAG_BEGIN || item->kind == ITEM_TAG_END;
    buffer_put_string(out, is_tag ? "  " : "    ");
    put[item->kind](out, item);
    buffer_put_char(out, '\n');
}

static void put_link(struct buffer *out, const struct pages *pages, const struct link_area *link)
{
    buffer_put_string(out, "  link");
    put_rect(out, &link->rect);
    if (link->url) {
        buffer_put_char(out, ' ');
        put_quoted(out, link->url, strlen(link->url));
    } else {
        const struct destination *destination = &pages->destinations[link->destination];
        buffer_printf(out, " -> page %s", pages->pages[destination->page].label);
        if (destination->name)
            buffer_printf(out, " #%s", destination->name);
    }
    buffer_put_char(out, '\n');
}

static void put_page(struct buffer *out, const struct pages *pages, size_t index)
{
    const struct page *page = &pages->pages[index];
    buffer_printf(out, "page %zu label %s\n", index + 1, page->label);
    for (size_t i = 0; i < page->item_count; i++)
        put_item(out, &page->items[i]);
    for (size_t i = 0; i < page->link_count; i++)
        put_link(out, pages, &page->links[i]);
}

static void put_destinations(struct buffer *out, const struct pages *pages)
{
    for (size_t i = 0; i < pages->destination_count; i++) {
        const struct destination *destination = &pages->destinations[i];
        if (!destination->name)
            continue;
        buffer_printf(out, "destination #%s page %s", destination->name,
                      pages->pages[destination->page].label);
        put_lengths(out, (dimen[]){destination->x, destination->y}, 2);
        buffer_put_char(out, '\n');
    }
}

static void put_outline(struct buffer *out, const struct pages *pages)
{
    for (size_t i = 0; i < pages->outline_count; i++) {
        const struct outline_entry *entry = &pages->outline[i];
        uint32_t page = pages->destinations[entry->destination].page;
        buffer_printf(out, "outline %d ", entry->depth);
        put_quoted(out, entry->title, strlen(entry->title));
        buffer_printf(out, " page %s\n", pages->pages[page].label);
    }
}

void pages_dump(const struct pages *pages, struct buffer *text)
{
    buffer_put_string(text, "paper");
    put_lengths(text, (dimen[]){pages->width, pages->height}, 2);
    buffer_put_string(text, "\ntext-block");
    put_rect(text, &pages->text_block);
    buffer_put_char(text, '\n');
    for (size_t i = 0; i < pages->page_count; i++)
        put_page(text, pages, i);
    put_destinations(text, pages);
    put_outline(text, pages);
}

/* ── Structure ───────────────────────────────────────────────────────────────────────────────── */

static const char *const role_names[ELEMENT_ROLE_COUNT] = {
    [ELEMENT_DOCUMENT] = "Document",
    [ELEMENT_SECTION] = "Sect",
    [ELEMENT_HEADING] = "H",
    [ELEMENT_PARAGRAPH] = "P",
    [ELEMENT_LIST] = "L",
    [ELEMENT_LIST_ITEM] = "LI",
    [ELEMENT_LABEL] = "Lbl",
    [ELEMENT_LIST_BODY] = "LBody",
    [ELEMENT_TABLE] = "Table",
    [ELEMENT_TABLE_ROW] = "TR",
    [ELEMENT_TABLE_HEADER] = "TH",
    [ELEMENT_TABLE_CELL] = "TD",
    [ELEMENT_BLOCK_QUOTE] = "BlockQuote",
    [ELEMENT_CODE] = "Code",
    [ELEMENT_FIGURE] = "Figure",
    [ELEMENT_FORMULA] = "Formula",
    [ELEMENT_CAPTION] = "Caption",
    [ELEMENT_CONTENTS] = "TOC",
    [ELEMENT_CONTENTS_ENTRY] = "TOCI",
    [ELEMENT_REFERENCE] = "Reference",
    [ELEMENT_LINK] = "Link",
    [ELEMENT_NOTE] = "Note",
    [ELEMENT_SPAN] = "Span",
    [ELEMENT_DIVISION] = "Div",
};

/* The texts of all elements, as they come on the pages: one list for each element. */
struct piece {
    const char *text;
    uint32_t length;
    size_t next; /* index + 1 */
};

struct tag_texts {
    size_t *first, *last; /* by element: index + 1 */
    VECTOR(struct piece) pieces;
};

static void add_piece(struct tag_texts *texts, uint32_t element, const struct item *item)
{
    vector_push(&texts->pieces, (struct piece){item->text.text, item->text.text_length, 0});
    size_t index = texts->pieces.count;
    if (texts->last[element])
        texts->pieces.items[texts->last[element] - 1].next = index;
    else
        texts->first[element] = index;
    texts->last[element] = index;
}

static void collect_texts(const struct pages *pages, struct tag_texts *texts)
{
    uint32_t element = ELEMENT_ARTIFACT;
    for (size_t i = 0; i < pages->page_count; i++) {
        for (size_t k = 0; k < pages->pages[i].item_count; k++) {
            const struct item *item = &pages->pages[i].items[k];
            if (item->kind == ITEM_TAG_BEGIN)
                element = item->tag.element;
            else if (item->kind == ITEM_TEXT && element != ELEMENT_ARTIFACT)
                add_piece(texts, element, item);
        }
    }
}

static void put_pieces(struct buffer *out, const struct tag_texts *texts, size_t element)
{
    if (texts->first[element])
        buffer_put_char(out, ' ');
    for (size_t i = texts->first[element]; i && texts->pieces.items;
         i = texts->pieces.items[i - 1].next) {
        const struct piece *piece = &texts->pieces.items[i - 1];
        if (piece->length)
            put_quoted(out, piece->text, piece->length);
    }
}

static void put_attributes(struct buffer *out, const struct element *element, uint32_t index)
{
    if (element->role == ELEMENT_HEADING)
        buffer_printf(out, "%d", element->level);
    buffer_printf(out, " %u", (unsigned)index);
    if (element->role == ELEMENT_LIST && element->ordered)
        buffer_put_string(out, " ordered");
    if (element->role == ELEMENT_LIST && element->defines)
        buffer_put_string(out, " definitions");
    if (element->column_span > 1)
        buffer_printf(out, " columns=%d", element->column_span);
    if (element->row_span > 1)
        buffer_printf(out, " rows=%d", element->row_span);
    if (element->lang)
        buffer_printf(out, " lang=%s", element->lang);
    if (element->id)
        buffer_printf(out, " id=%s", element->id);
    if (element->alternative) {
        buffer_put_string(out, " alt=");
        put_quoted(out, element->alternative, strlen(element->alternative));
    }
}

enum { DEEPEST_INDENT = 40 };

/* The elements as a tree; indices + 1, 0: none. */
struct tag_tree {
    uint32_t *first, *last, *next;
};

/* Children are linked in the order of the elements. */
static void link_children(const struct pages *pages, struct tag_tree *tree)
{
    for (uint32_t i = 1; i < pages->element_count; i++) {
        uint32_t parent = pages->elements[i].parent;
        if (tree->last[parent])
            tree->next[tree->last[parent] - 1] = i + 1;
        else
            tree->first[parent] = i + 1;
        tree->last[parent] = i + 1;
    }
}

/* The next element of the tree, parents before children; 0 at its end. */
static uint32_t next_element(const struct pages *pages, const struct tag_tree *tree,
                             uint32_t element, int *depth)
{
    if (tree->first[element]) {
        ++*depth;
        return tree->first[element] - 1;
    }
    while (element != 0 && !tree->next[element]) {
        element = pages->elements[element].parent;
        --*depth;
    }
    return element == 0 ? 0 : tree->next[element] - 1;
}

static void put_elements(struct buffer *out, const struct pages *pages,
                         const struct tag_texts *texts, const struct tag_tree *tree)
{
    int depth = 0;
    uint32_t element = 0;
    do {
        int indent = depth < DEEPEST_INDENT ? depth : DEEPEST_INDENT;
        buffer_printf(out, "%*s%s", 2 * indent, "", role_names[pages->elements[element].role]);
        put_attributes(out, &pages->elements[element], element);
        put_pieces(out, texts, element);
        buffer_put_char(out, '\n');
        element = next_element(pages, tree, element, &depth);
    } while (element != 0);
}

void pages_dump_tags(const struct pages *pages, struct buffer *text)
{
    struct arena *arena = arena_new();
    size_t count = pages->element_count;
    struct tag_texts texts = {.first = ARENA_ARRAY(arena, size_t, count),
                              .last = ARENA_ARRAY(arena, size_t, count)};
    struct tag_tree tree = {.first = ARENA_ARRAY(arena, uint32_t, count),
                            .last = ARENA_ARRAY(arena, uint32_t, count),
                            .next = ARENA_ARRAY(arena, uint32_t, count)};
    collect_texts(pages, &texts);
    link_children(pages, &tree);
    put_elements(text, pages, &texts, &tree);
    vector_drop(&texts.pieces);
    arena_drop(arena);
}
