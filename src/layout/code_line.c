/* Enters: a line of a code block. Leaves: its cells, shaped glyphs, each with the class that
 * highlighting gave it. Every space is a glyph, so that what is copied has its indentation; a tab
 * is one as wide as the columns to its stop. Pieces of a class look as a span of this class would.
 */
#include "base/utf8.h"
#include "layout/code.h"
#include "layout/decoration.h"

/* ── Bytes and their classes
 * ──────────────────────────────────────────────────────────────────────────── */

/* The class of the byte of the block at `at`; asked in the order of the text. */
static enum code_class find_class(struct coder *coder, size_t at)
{
    const struct code_span *spans = coder->node->code.spans;
    size_t count = coder->node->code.span_count;
    while (coder->span < count && spans[coder->span].end <= at)
        coder->span++;
    return coder->span < count && spans[coder->span].start <= at ? spans[coder->span].class
                                                                 : CODE_PLAIN;
}

static void take_line(struct coder *coder, const char *text, size_t length)
{
    buffer_clear(&coder->line);
    coder->classes.count = 0;
    for (size_t i = 0; i < length; i++) {
        enum code_class class = find_class(coder, coder->line_start + i);
        if (text[i] == '\r')
            continue;
        buffer_put_char(&coder->line, text[i]);
        vector_push(&coder->classes, (unsigned char)class);
    }
}

/* ── Styles ──────────────────────────────────────────────────────────────────────────────────── */

const struct text_style *code_find_style(struct coder *coder, enum code_class class)
{
    if (coder->styled[class])
        return &coder->styles[class];
    const struct node span = {.kind = NODE_SPAN,
                              .where = coder->node->where,
                              .classes = code_class_name(class),
                              .parent = &coder->inner};
    coder->styles[class] = class == CODE_PLAIN
                               ? coder->style
                               : style_text(coder->flow->layout->sheet, &span, &coder->style);
    coder->styles[class].size = coder->style.size;
    coder->styled[class] = true;
    for (int place = 0; place < TEXT_LINE_PLACES; place++)
        coder->is_decorated |=
            decoration_key(&coder->styles[class], (enum text_line_place)place) != 0;
    return &coder->styles[class];
}

/* ── Shaping ─────────────────────────────────────────────────────────────────────────────────── */

static unsigned char level_at(const struct coder *coder, uint32_t at)
{
    return coder->levels ? coder->levels[at] : 0;
}

static void push_space(struct coder *coder, uint32_t start, size_t columns)
{
    enum code_class class = coder->classes.items[start];
    const struct shaped *blank =
        text_shape(coder->flow->layout->fonts, code_find_style(coder, class), NULL, " ", 1,
                   coder->node->where);
    struct cell cell = {
        .font = blank->font,
        .glyph = {.id = blank->glyphs[0].id, .advance = (dimen)columns * coder->column},
        .start = start,
        .level = level_at(coder, start),
        .class = (unsigned char)class};
    vector_push(&coder->cells, cell);
}

static void reverse_cells(struct cell *cells, size_t count)
{
    for (size_t i = 0, k = count; i + 1 < k--; i++) {
        struct cell cell = cells[i];
        cells[i] = cells[k];
        cells[k] = cell;
    }
}

static void push_piece(struct coder *coder, const struct shaped *shaped, uint32_t start)
{
    int64_t units = 0;
    dimen before = 0;
    size_t first = coder->cells.count;
    enum code_class class = coder->classes.items[start];
    for (uint32_t i = 0; i < shaped->glyph_count; i++) {
        const struct shaped_glyph *glyph = &shaped->glyphs[i];
        units += glyph->advance;
        dimen after = atoms_scale(shaped, code_find_style(coder, class), units);
        struct cell cell = {.font = shaped->font,
                            .glyph = {.id = glyph->id,
                                      .x_offset = glyph->x_offset,
                                      .y_offset = glyph->y_offset,
                                      .advance = after - before},
                            .start = start + glyph->cluster,
                            .level = level_at(coder, start + glyph->cluster),
                            .class = (unsigned char)class};
        before = after;
        vector_push(&coder->cells, cell);
    }
    if (shaped->right_to_left)
        reverse_cells(coder->cells.items + first, coder->cells.count - first);
}

static void push_word(struct coder *coder, uint32_t start, uint32_t bytes)
{
    enum text_direction direction =
        level_at(coder, start) & 1 ? TEXT_RIGHT_TO_LEFT : TEXT_LEFT_TO_RIGHT;
    const struct shaped *shaped = text_shape_run(
        coder->flow->layout->fonts, code_find_style(coder, coder->classes.items[start]), NULL,
        direction, coder->text + start, bytes, coder->node->where);
    for (; shaped; shaped = shaped->next) {
        push_piece(coder, shaped, start);
        start += shaped->text_length;
    }
}

bool code_is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* Where the word ends that starts at `at`: at a space, or where the direction or class changes. */
static uint32_t find_code_end(const struct coder *coder, uint32_t at, uint32_t end)
{
    unsigned char level = level_at(coder, at), class = coder->classes.items[at];
    while (at < end && !code_is_blank(coder->text[at]) && level_at(coder, at) == level &&
           coder->classes.items[at] == class)
        at++;
    return at;
}

/* A line of code runs from left to right whatever it begins with. */
static void find_code_levels(struct coder *coder, size_t length)
{
    coder->levels = NULL;
    if (!text_has_right_to_left(coder->text, length))
        return;
    arena_reset(coder->flow->layout->scratch);
    coder->levels = arena_alloc(coder->flow->layout->scratch, length);
    text_find_levels(coder->text, length, TEXT_LEFT_TO_RIGHT, coder->levels);
}

/* How many columns the space or tab at `at` takes that begins at `column`. At the line's end it
 * need not go to its stop. */
static size_t count_columns(const struct coder *coder, uint32_t at, size_t column)
{
    size_t stop = (size_t)coder->style.tab_size;
    return coder->text[at] == '\t' && at < coder->ink_end ? stop - column % stop : 1;
}

static uint32_t find_ink_end(const struct coder *coder)
{
    size_t end = coder->line.length;
    while (end > 0 && code_is_blank(coder->text[end - 1]))
        end--;
    return (uint32_t)end;
}

void code_shape_line(struct coder *coder, const char *text, size_t bytes)
{
    struct layout *layout = coder->flow->layout;
    take_line(coder, text, bytes);
    coder->text = arena_copy_bytes(layout->arena, buffer_string(&coder->line), coder->line.length);
    coder->cells.count = 0;
    uint32_t at = 0, end = (uint32_t)coder->line.length;
    size_t column = 0;
    coder->ink_end = find_ink_end(coder);
    find_code_levels(coder, end);
    while (at < end) {
        uint32_t start = at;
        at = find_code_end(coder, at, end);
        if (at > start) {
            push_word(coder, start, at - start);
            column += utf8_count(coder->text + start, at - start);
        } else {
            size_t columns = count_columns(coder, at, column);
            push_space(coder, at++, columns);
            column += columns;
        }
    }
}

/* What an empty line has been made of (a zero-width space, say) is forgotten. */
void code_make_blank(struct coder *coder)
{
    buffer_clear(&coder->line);
    coder->classes.count = 0;
    vector_push(&coder->classes, CODE_PLAIN);
    buffer_put_char(&coder->line, ' ');
    coder->text = " ";
    push_space(coder, 0, 1);
}
