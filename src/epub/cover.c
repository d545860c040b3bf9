/* Enters: title, subtitle, authors. Leaves: the glyphs of the cover of a book that brings none, the
 * title page redrawn for 1600 × 2400 pixels, to be read at 160 pixels' width as well.
 *
 * The title is set in the largest of a few sizes at which its lines fit the measure and the space,
 * broken where UAX #14 allows, first fit. At the smallest size long words are cut and what is too
 * much is left out, behind an ellipsis. */
#include "epub/cover.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "epub/xml.h"

enum {
    TEXT_X = 240,
    MEASURE = COVER_WIDTH - TEXT_X - 110,
    TITLE_TOP = 400,
    TITLE_HEIGHT = 1130,
    SUBTITLE_SIZE = 100,
    SUBTITLE_GAP = 70,
    SUBTITLE_LINES = 3,
    AUTHOR_SIZE = 88,
    AUTHOR_LEADING = 116,
    AUTHOR_BOTTOM = 2150, /* the last one's baseline */
    AUTHORS_MOST = 4,
    LONGEST_TEXT = 600 /* bytes: more than fits at the smallest size */
};

/* ── Setting ─────────────────────────────────────────────────────────────────────────────────── */

struct setter {
    struct cover *cover;
    struct arena *arena;
    const char *language;
    struct fonts *fonts;
    struct text_style style;
    unsigned char shade;
};

struct line {
    const char *text;
    size_t length; /* without spaces at its end */
};

struct lines {
    VECTOR(struct line) all;
    bool cut; /* a word was longer than a line */
};

/* The run of words or of spaces at `text`. */
static size_t take_token(const char *text, size_t length)
{
    bool space = *text == ' ';
    size_t end = 1;
    while (end < length && (text[end] == ' ') == space)
        end++;
    return end;
}

static dimen measure_token(const struct setter *setter, const char *text, size_t length)
{
    if (*text == ' ')
        return (dimen)length * text_space_width(setter->fonts, &setter->style);
    return text_width(text_shape(setter->fonts, &setter->style, setter->language, text, length,
                                 (struct position){0}),
                      &setter->style);
}

static dimen measure(const struct setter *setter, const char *text, size_t length)
{
    dimen width = 0;
    for (size_t at = 0; at < length;) {
        size_t token = take_token(text + at, length - at);
        width += measure_token(setter, text + at, token);
        at += token;
    }
    return width;
}

static size_t trim(const char *text, size_t length)
{
    while (length > 0 && text[length - 1] == ' ')
        length--;
    return length;
}

/* ── Lines ───────────────────────────────────────────────────────────────────────────────────── */

/* As many characters as fit a line, at least one. */
static size_t take_characters(const struct setter *setter, const char *text, size_t length)
{
    const char *cursor = text, *end = text + length;
    do {
        const char *next = cursor;
        utf8_next(&next, end);
        if (cursor > text && measure(setter, text, (size_t)(next - text)) > (dimen)MEASURE * POINT)
            break;
        cursor = next;
    } while (cursor < end);
    return (size_t)(cursor - text);
}

/* The length of the line at `text`: the last break at which it fits; *cut when there is none. */
static size_t take_line(const struct setter *setter, const char *text, size_t length,
                        const unsigned char *breaks, bool *cut)
{
    size_t best = 0;
    for (size_t end = 1; end <= length; end++) {
        if (end < length && breaks[end - 1] == BREAK_NONE)
            continue;
        if (measure(setter, text, trim(text, end)) > (dimen)MEASURE * POINT)
            break;
        best = end;
    }
    if (best > 0)
        return best;
    *cut = true;
    return take_characters(setter, text, length);
}

static void break_lines(const struct setter *setter, const char *text, struct lines *lines)
{
    size_t length = strlen(text);
    unsigned char breaks[LONGEST_TEXT + 1];
    lines->all.count = 0;
    lines->cut = false;
    if (length > 0)
        text_find_breaks(text, length, setter->language, breaks);
    for (size_t at = 0; at < length;) {
        size_t taken = take_line(setter, text + at, length - at, breaks + at, &lines->cut);
        vector_push(&lines->all, (struct line){text + at, trim(text + at, taken)});
        at += taken;
    }
}

static int lead(int size)
{
    return size * 112 / 100;
}

/* The largest size at which no word is cut and the lines fit in height; the smallest otherwise. */
static int fit_title(struct setter *setter, const char *title, struct lines *lines)
{
    static const int sizes[] = {300, 264, 232, 204, 180, 158, 140, 124, 110};
    size_t last = sizeof sizes / sizeof *sizes - 1;
    for (size_t i = 0; i <= last; i++) {
        setter->style.size = sizes[i] * POINT;
        break_lines(setter, title, lines);
        if (!lines->cut && (int)lines->all.count * lead(sizes[i]) <= TITLE_HEIGHT)
            return sizes[i];
    }
    return sizes[last];
}

/* ── Glyphs ──────────────────────────────────────────────────────────────────────────────────── */

static dimen put_piece(struct setter *setter, const struct shaped *shaped, dimen x, dimen y)
{
    const struct text_style *style = &setter->style;
    for (size_t i = 0; i < shaped->glyph_count; i++) {
        const struct shaped_glyph *glyph = &shaped->glyphs[i];
        int units = shaped->font->units_per_em;
        vector_push(&setter->cover->glyphs,
                    (struct cover_glyph){.font = shaped->font,
                                         .x = x + dimen_scale(style->size, glyph->x_offset, units),
                                         .y = y - dimen_scale(style->size, glyph->y_offset, units),
                                         .size = style->size,
                                         .id = glyph->id,
                                         .shade = setter->shade});
        x += text_glyph_advance(shaped, i, style);
    }
    return x;
}

/* The pieces of a run that goes from right to left stand in the order of the text. */
static dimen put_token(struct setter *setter, const char *text, size_t length, bool from_right,
                       dimen x, dimen y)
{
    if (*text == ' ')
        return x + measure_token(setter, text, length);
    const struct shaped *first = text_shape_run(
        setter->fonts, &setter->style, setter->language,
        from_right ? TEXT_RIGHT_TO_LEFT : TEXT_LEFT_TO_RIGHT, text, length, (struct position){0});
    dimen end = x + text_width(first, &setter->style), at = from_right ? end : x;
    for (const struct shaped *piece = first; piece; piece = piece->next) {
        dimen width = 0;
        for (size_t i = 0; i < piece->glyph_count; i++)
            width += text_glyph_advance(piece, i, &setter->style);
        put_piece(setter, piece, from_right ? at - width : at, y);
        at += from_right ? -width : width;
    }
    return end;
}

/* Sets a line, its words in the order of their directions, from the side where lines begin. */
static void put_line(struct setter *setter, struct line line, int baseline)
{
    enum { WORDS_MOST = 2 * LONGEST_TEXT };
    unsigned char levels[LONGEST_TEXT + 4], word_levels[WORDS_MOST];
    uint32_t order[WORDS_MOST], starts[WORDS_MOST + 1];
    size_t count = 0;
    bool mirrored = setter->cover->mirrored;
    text_find_levels(line.text, line.length, mirrored ? TEXT_RIGHT_TO_LEFT : TEXT_LEFT_TO_RIGHT,
                     levels);
    for (size_t at = 0; at < line.length;) {
        word_levels[count] = levels[at];
        starts[count++] = (uint32_t)at;
        at += take_token(line.text + at, line.length - at);
    }
    starts[count] = (uint32_t)line.length;
    text_order_line(word_levels, count, order);
    dimen x = TEXT_X * POINT;
    if (mirrored)
        x = (COVER_WIDTH - TEXT_X) * POINT - measure(setter, line.text, line.length);
    for (size_t k = 0; k < count; k++) {
        uint32_t word = order[k];
        x = put_token(setter, line.text + starts[word], starts[word + 1] - starts[word],
                      word_levels[word] % 2 == 1, x, baseline * POINT);
    }
}

/* Sets at most `most` lines, the first on `baseline`; returns where the last one stands. */
static int put_lines(struct setter *setter, const struct lines *lines, size_t most, int baseline,
                     int leading)
{
    size_t count = lines->all.count < most ? lines->all.count : most;
    for (size_t i = 0; i < count; i++) {
        struct line line = lines->all.items[i];
        if (i + 1 == most && lines->all.count > most) {
            line.text = arena_printf(setter->arena, "%.*s…", (int)line.length, line.text);
            line.length = strlen(line.text);
        }
        put_line(setter, line, baseline + (int)i * leading);
    }
    return count ? baseline + (int)(count - 1) * leading : baseline;
}

/* ── The whole ───────────────────────────────────────────────────────────────────────────────── */

/* Emoji, and what joins them: pictures have no outlines. */
static bool is_picture(uint32_t c)
{
    return (c >= 0x1F000 && c < 0x1FC00) || c == 0xFE0F || c == 0x200D;
}

/* One line of words, as long as can matter. */
static const char *tidy(const struct setter *setter, const char *text)
{
    char *copy = arena_copy_string(setter->arena, text ? text : "");
    const char *cursor = copy, *end = copy + strlen(copy);
    size_t length = 0;
    while (cursor < end) {
        const char *start = cursor;
        uint32_t c = utf8_next(&cursor, end);
        bool blank = c <= ' ' || c == 0x7F;
        if (blank && length > 0 && copy[length - 1] != ' ')
            copy[length++] = ' ';
        for (; !blank && !is_picture(c) && start < cursor; start++)
            copy[length++] = *start;
    }
    if (length > LONGEST_TEXT)
        for (length = LONGEST_TEXT; (copy[length] & 0xC0) == 0x80;)
            length--;
    copy[trim(copy, length)] = '\0';
    return copy;
}

static int set_title(struct setter *setter, const char *book_title, struct lines *lines)
{
    const char *title = tidy(setter, book_title);
    setter->style = (struct text_style){.family = FAMILY_SANS, .bold = true};
    setter->shade = SHADE_FULL;
    int size = fit_title(setter, title, lines);
    return put_lines(setter, lines, (size_t)(TITLE_HEIGHT / lead(size)), TITLE_TOP + size * 3 / 4,
                     lead(size));
}

/* The subtitle, as much of it as there is room for between the title and the authors. */
static void set_subtitle(struct setter *setter, const struct metadata *meta, struct lines *lines,
                         int bottom, int end)
{
    int leading = SUBTITLE_SIZE * 5 / 4, most = (end - bottom - SUBTITLE_GAP) / leading;
    setter->style =
        (struct text_style){.family = FAMILY_SERIF, .italic = true, .size = SUBTITLE_SIZE * POINT};
    setter->shade = SHADE_QUIET;
    break_lines(setter, tidy(setter, meta->subtitle), lines);
    put_lines(setter, lines, (size_t)(most < SUBTITLE_LINES ? most : SUBTITLE_LINES),
              bottom + SUBTITLE_GAP + leading, leading);
}

/* Each author on a line of their own, down to the foot. */
static void set_authors(struct setter *setter, const struct metadata *meta, size_t count,
                        struct lines *lines)
{
    setter->style = (struct text_style){.family = FAMILY_SERIF,
                                        .features_on = UINT32_C(1) << FEATURE_SMCP,
                                        .size = AUTHOR_SIZE * POINT,
                                        .letter_spacing = AUTHOR_SIZE * POINT / 16};
    for (size_t i = 0; i < count; i++) {
        break_lines(setter, tidy(setter, meta->authors[i]), lines);
        put_lines(setter, lines, 1, AUTHOR_BOTTOM - (int)(count - 1 - i) * AUTHOR_LEADING, 0);
    }
}

static void set(struct setter *setter, const char *title, const struct metadata *meta)
{
    struct lines lines = {0};
    size_t authors = meta->author_count < AUTHORS_MOST ? meta->author_count : AUTHORS_MOST;
    int foot = AUTHOR_BOTTOM - (int)authors * AUTHOR_LEADING;
    int bottom = set_title(setter, title, &lines);
    set_subtitle(setter, meta, &lines, bottom, foot);
    set_authors(setter, meta, authors, &lines);
    vector_drop(&lines.all);
}

void epub_drop_sketch(struct cover_sketch *sketch)
{
    if (!sketch)
        return;
    buffer_drop(&sketch->paths);
    vector_drop(&sketch->runs);
    free(sketch->rows);
    free(sketch);
}

struct cover_sketch *epub_sketch_cover(const struct book *book, struct fonts *fonts)
{
    struct cover cover = {0};
    struct cover_sketch *sketch = memory_resize(NULL, 1, sizeof *sketch);
    struct setter setter = {.cover = &cover, .arena = arena_new(), .fonts = fonts};
    *sketch = (struct cover_sketch){.title = edition_title(book)};
    setter.language = edition_language(book);
    cover.mirrored = book_runs_right_to_left(setter.language);
    set(&setter, sketch->title, &book->meta);
    bool drawn = cover_draw(&cover, sketch);
    vector_drop(&cover.glyphs);
    arena_drop(setter.arena);
    if (drawn)
        return sketch;
    epub_drop_sketch(sketch);
    return NULL;
}

/* ── The page ────────────────────────────────────────────────────────────────────────────────── */

void epub_put_cover_page(const struct edition *edition, const char *image_file, struct buffer *out)
{
    struct buffer body = {0};
    buffer_put_string(&body, "<section class=\"cover\" epub:type=\"cover\">\n<img");
    epub_put_attribute(&body, "src", image_file);
    epub_put_attribute(&body, "alt", edition->title);
    buffer_put_string(&body, " role=\"doc-cover\" />\n</section>\n");
    epub_put_document(edition, NULL, "cover", buffer_string(&body), out);
    buffer_drop(&body);
}
