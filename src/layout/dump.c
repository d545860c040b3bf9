/* Enters: pages. Leaves: text that a person can read and a test can compare: one item a line in
 * painting order, lengths in points. */
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
    buffer_put_quoted(out, line, length);
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
        buffer_put_quoted(out, item->text.text, item->text.text_length);
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
        buffer_put_quoted(out, link->url, strlen(link->url));
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
        buffer_put_quoted(out, entry->title, strlen(entry->title));
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
