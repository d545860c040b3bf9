/* Enters: title, subtitle, authors. Leaves: the page that shows the cover, and for a book without a
 * cover image one drawn from them: 1600 × 2400, to be read at 160 pixels' width as well.
 *
 * SVG does not break lines and the reader's fonts are not known, so widths are estimated from
 * classes of characters, a little too wide. The title is set in the largest of a few sizes at which
 * its lines fit the measure and the space; at the smallest size long words are cut and what is too
 * much is left out, behind an ellipsis. */
#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"
#include "base/vector.h"
#include "epub/edition.h"
#include "epub/xml.h"

enum {
    COVER_WIDTH = 1600,
    COVER_HEIGHT = 2400,
    MARGIN = 150,
    MEASURE = COVER_WIDTH - 2 * MARGIN,
    PANEL_HEIGHT = 1640, /* the coloured ground that holds title and subtitle */
    TITLE_TOP = 330,
    TITLE_HEIGHT = 940,
    SUBTITLE_SIZE = 84,
    AUTHOR_SIZE = 88,
    AUTHOR_TOP = 2010,
};

/* ── Lines ───────────────────────────────────────────────────────────────────────────────────── */

struct line {
    const char *text;
    size_t length;
};

struct lines {
    VECTOR(struct line) all;
    bool cut; /* a word was longer than a line */
};

/* The width of a character in hundredths of the type size, in a wide bold serif. */
static int measure_character(uint32_t c)
{
    if (c >= 0x80)
        return utf8proc_charwidth((utf8proc_int32_t)c) > 1 ? 104 : 70;
    if (c == ' ')
        return 34;
    if (strchr("iljI.,:;'!|`", (int)c))
        return 40;
    if (strchr("()[]{}frst-/\"", (int)c))
        return 55;
    if (strchr("mwMWOQ@%&", (int)c))
        return 102;
    return c >= 'A' && c <= 'Z' ? 82 : 70;
}

/* Scripts without spaces turn between any two wide characters. */
static bool is_wide(uint32_t c)
{
    return c >= 0x1100 && utf8proc_charwidth((utf8proc_int32_t)c) > 1;
}

/* The length of the unbreakable run at `text` and its width at `size`; at most `most` wide. */
static size_t take_word(const char *text, const char *end, int size, int most, int *width)
{
    const char *cursor = text;
    *width = 0;
    while (cursor < end && *cursor != ' ') {
        const char *next = cursor;
        uint32_t c = utf8_next(&next, end);
        int character = measure_character(c) * size / 100;
        if (cursor > text && (is_wide(c) || *width + character > most))
            break;
        *width += character;
        cursor = next;
    }
    return (size_t)(cursor - text);
}

/* Breaks a text into lines, first fit. */
static void break_lines(const char *text, int size, struct lines *lines)
{
    const char *end = text + strlen(text), *start = NULL, *stop = NULL;
    int width = 0, word, space = measure_character(' ') * size / 100;
    lines->all.count = 0;
    lines->cut = false;
    while (*(text += strspn(text, " "))) {
        size_t length = take_word(text, end, size, MEASURE, &word);
        int gap = stop == text ? 0 : space;
        lines->cut = lines->cut || (text[length] && text[length] != ' ' && word * 10 > MEASURE * 9);
        if (!start || width + gap + word > MEASURE) {
            if (start)
                vector_push(&lines->all, (struct line){start, (size_t)(stop - start)});
            start = text;
            width = -gap;
        }
        width += gap + word;
        text += length;
        stop = text;
    }
    if (start)
        vector_push(&lines->all, (struct line){start, (size_t)(stop - start)});
}

static int lead(int size)
{
    return size * 118 / 100;
}

/* The largest size at which no word is cut and the lines fit in height; the smallest otherwise. */
static int fit_title(const char *title, struct lines *lines)
{
    static const int sizes[] = {260, 228, 200, 176, 154, 136, 120, 104};
    size_t last = sizeof sizes / sizeof *sizes - 1;
    for (size_t i = 0; i <= last; i++) {
        break_lines(title, sizes[i], lines);
        if (!lines->cut && (int)lines->all.count * lead(sizes[i]) <= TITLE_HEIGHT)
            return sizes[i];
    }
    return sizes[last];
}

/* ── Drawing ─────────────────────────────────────────────────────────────────────────────────── */

#define SERIF "font-family=\"Georgia, 'Source Serif 4', 'Noto Serif', serif\""
#define TITLE_STYLE SERIF " font-weight=\"bold\" fill=\"#fffdf8\""
#define SUBTITLE_STYLE SERIF " fill=\"#d9e2e8\""
#define AUTHOR_STYLE SERIF " fill=\"#1f2a33\""

/* Writes at most `most` lines from `y`, the first baseline; returns the last baseline. */
static int put_lines(struct buffer *out, const struct lines *lines, size_t most, int y, int size,
                     const char *style)
{
    size_t count = lines->all.count < most ? lines->all.count : most;
    for (size_t i = 0; i < count; i++) {
        struct buffer text = {0};
        buffer_put(&text, lines->all.items[i].text, lines->all.items[i].length);
        if (i + 1 == most && lines->all.count > most)
            buffer_put_string(&text, "…");
        buffer_printf(out, "<text x=\"%d\" y=\"%d\" font-size=\"%d\" %s>", MARGIN,
                      y + (int)i * lead(size), size, style);
        epub_put_text(out, buffer_string(&text));
        buffer_put_string(out, "</text>\n");
        buffer_drop(&text);
    }
    return count ? y + (int)(count - 1) * lead(size) : y;
}

/* Ink above, paper below, one stripe of the accent: in black and white, dark, light and a line. */
static void put_ground(struct buffer *out)
{
    buffer_printf(out,
                  "<rect width=\"%d\" height=\"%d\" fill=\"#faf8f3\"/>\n"
                  "<rect width=\"%d\" height=\"%d\" fill=\"#1f3a4d\"/>\n"
                  "<rect y=\"%d\" width=\"%d\" height=\"28\" fill=\"#c8553d\"/>\n",
                  COVER_WIDTH, COVER_HEIGHT, COVER_WIDTH, PANEL_HEIGHT, PANEL_HEIGHT, COVER_WIDTH);
}

/* Each author on a line of their own, as many as there is room for. */
static void put_authors(const struct metadata *meta, struct lines *lines, struct buffer *out)
{
    int y = AUTHOR_TOP;
    for (size_t i = 0; i < meta->author_count && y < COVER_HEIGHT - MARGIN; i++) {
        break_lines(meta->authors[i], AUTHOR_SIZE, lines);
        y = put_lines(out, lines, 1, y, AUTHOR_SIZE, AUTHOR_STYLE) + lead(AUTHOR_SIZE);
    }
}

void epub_draw_cover(const struct edition *edition, struct buffer *out)
{
    const char *subtitle = edition->book->meta.subtitle;
    struct lines lines = {0};
    buffer_printf(out,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                  " viewBox=\"0 0 %d %d\">\n",
                  COVER_WIDTH, COVER_HEIGHT, COVER_WIDTH, COVER_HEIGHT);
    put_ground(out);
    int size = fit_title(edition->title, &lines);
    int y = put_lines(out, &lines, (size_t)(TITLE_HEIGHT / lead(size)), TITLE_TOP + size, size,
                      TITLE_STYLE);
    break_lines(subtitle ? subtitle : "", SUBTITLE_SIZE, &lines);
    put_lines(out, &lines, 3, y + 2 * SUBTITLE_SIZE, SUBTITLE_SIZE, SUBTITLE_STYLE);
    put_authors(&edition->book->meta, &lines, out);
    buffer_put_string(out, "</svg>\n");
    vector_drop(&lines.all);
}

/* ── The page ────────────────────────────────────────────────────────────────────────────────── */

void epub_put_cover_page(const struct edition *edition, const char *image_file, struct buffer *out)
{
    struct buffer body = {0};
    buffer_put_string(&body, "<section class=\"cover\" epub:type=\"cover\">\n<img");
    epub_put_attribute(&body, "src", image_file);
    epub_put_attribute(&body, "alt", edition->title);
    buffer_put_string(&body, " role=\"doc-cover\" />\n</section>\n");
    epub_put_document(edition, edition->title, "cover", buffer_string(&body), out);
    buffer_drop(&body);
}
