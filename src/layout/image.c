/* Enters: an image of the tree. Leaves: its size on paper, or a centred block.
 * Natural size: the attributes' CSS pixels, or else the file's pixels at its own resolution; scaled
 * down, never up, to the measure and to what leaves room on the page. What cannot be painted is
 * shown by its alternative text. */
#include "layout/box.h"
#include "layout/flow.h"

#include <string.h>

static bool is_paintable(const struct image *image)
{
    return image && image_is_drawable(image);
}

static void report_format(struct layout *layout, const struct node *node)
{
    if (!node->image.image || layout->measuring)
        return;
    diag_report(layout->diag, SEVERITY_WARNING, "image-format", node->where,
                image_can_draw_svg()
                    ? "give it as PNG or JPEG to see it in the PDF"
                    : "install librsvg (Debian: librsvg2-2) to see SVG in the PDF, "
                      "or give it as PNG or JPEG",
                "the PDF shows only the alternative text of this image (%s)",
                image_extension(node->image.image->format));
}

static double natural_width(const struct node *node)
{
    const struct image *image = node->image.image;
    double resolution = image->dots_per_inch >= 10 ? image->dots_per_inch : 96;
    if (node->image.width > 0)
        return node->image.width * 0.75;
    if (node->image.height > 0)
        return node->image.height * 0.75 * image->width / image->height;
    return image->width * 72.0 / resolution;
}

static double natural_height(const struct node *node, double width)
{
    const struct image *image = node->image.image;
    if (node->image.width > 0 && node->image.height > 0)
        return node->image.height * 0.75;
    return width * image->height / image->width;
}

/* The size that the style asks for; limits keep the image's proportions. */
static void ask_style(const struct block_style *block, dimen around, double *w, double *h)
{
    double natural = *w / *h, scale = 1;
    if (block->width.is_set)
        *w = box_length(&block->width, around);
    if (block->height.is_set)
        *h = block->height.length;
    if (block->width.is_set && !block->height.is_set)
        *h = *w / natural;
    else if (block->height.is_set && !block->width.is_set)
        *w = *h * natural;
    if (block->least_width.is_set && *w > 0 && *w < box_length(&block->least_width, around))
        scale = box_length(&block->least_width, around) / *w;
    if (block->most_width.is_set && *w * scale > box_length(&block->most_width, around))
        scale = box_length(&block->most_width, around) / *w;
    if (block->most_height.is_set && *h * scale > block->most_height.length)
        scale = block->most_height.length / *h;
    *w *= scale;
    *h *= scale;
}

bool image_size(struct layout *layout, const struct node *node, dimen most_width, dimen most_height,
                dimen *width, dimen *height)
{
    if (!is_paintable(node->image.image)) {
        report_format(layout, node);
        return false;
    }
    double w = natural_width(node) * POINT, h = natural_height(node, natural_width(node)) * POINT;
    double scale = 1;
    struct block_style block = style_block(layout->sheet, node);
    ask_style(&block, most_width, &w, &h);
    if (w * scale > most_width)
        scale = most_width / w;
    if (h * scale > most_height)
        scale = most_height / h;
    *width = (dimen)(w * scale);
    *height = (dimen)(h * scale);
    *width = *width > 0 ? *width : 1;
    *height = *height > 0 ? *height : 1;
    return true;
}

/* Puts the image's own box behind it. */
static void add_box(struct flow *flow, struct strip *strip, const struct block_style *style)
{
    bool mirrored = flow_is_mirrored(flow);
    struct box box = box_of(style, mirrored);
    dimen before = box_inset(style, mirrored ? BOX_END : BOX_START);
    dimen after = box_inset(style, mirrored ? BOX_START : BOX_END);
    struct rect rect = strip->items[0].item.image.rect;
    rect.x -= before;
    rect.y -= box_inset(style, BOX_TOP);
    rect.width += before + after;
    rect.height += box_inset(style, BOX_TOP) + box_inset(style, BOX_BOTTOM);
    struct fragment items = box_paint(flow->layout->arena, &box, rect, 0);
    strip_add_behind(flow->galley, strip, items.items, items.count);
}

uint32_t image_add_figure(struct layout *layout, const struct node *node, uint32_t parent)
{
    if (node->image.is_decoration)
        return ELEMENT_ARTIFACT;
    uint32_t figure = element_add_for(layout, ELEMENT_FIGURE, parent, node);
    const char *text = node->image.alternative;
    if (layout->measuring)
        return figure;
    if (text[strspn(text, " \t\r\n")])
        layout->elements.items[figure].alternative = text;
    layout->elements.items[figure].says_nothing = !book_describes(node);
    return figure;
}

/* Where the image stands in the `free` room beside it and its margins: as these say, or as the text
 * around it is aligned, or in the middle. */
static dimen find_place(struct flow *flow, const struct block_style *style, dimen free)
{
    const struct frame *top = flow_top(flow);
    bool mirrored = flow_is_mirrored(flow);
    enum text_align align = top->has_align ? top->align : TEXT_ALIGN_CENTER;
    bool is_said = style->indent_start || style->indent_end;
    if (style->auto_start || style->auto_end)
        align = style->auto_start && style->auto_end ? TEXT_ALIGN_CENTER
                : style->auto_start                  ? TEXT_ALIGN_END
                                                     : TEXT_ALIGN_START;
    else if (is_said && !top->has_align)
        align = style->indent_start ? TEXT_ALIGN_START : TEXT_ALIGN_END;
    bool at_right = align == TEXT_ALIGN_RIGHT || (align == TEXT_ALIGN_START && mirrored) ||
                    (align == TEXT_ALIGN_END && !mirrored);
    return align == TEXT_ALIGN_CENTER ? free / 2 : at_right ? free : 0;
}

static struct strip image_strip(struct flow *flow, const struct node *image, uint32_t figure,
                                const struct block_style *style, dimen width, dimen height)
{
    const struct frame *top = flow_top(flow);
    bool mirrored = flow_is_mirrored(flow);
    dimen above = box_inset(style, BOX_TOP), below = box_inset(style, BOX_BOTTOM);
    dimen before = box_inset(style, mirrored ? BOX_END : BOX_START);
    dimen after = box_inset(style, mirrored ? BOX_START : BOX_END);
    dimen unit = flow->layout->page->unit;
    dimen box = (height + above + below + unit - 1) / unit * unit;
    dimen margins = style->indent_start + style->indent_end;
    dimen x = (mirrored ? style->indent_end : style->indent_start) +
              find_place(flow, style, top->right - top->left - width - before - after - margins);
    struct placed *placed = ARENA_NEW(flow->galley->arena, struct placed);
    placed->element = figure;
    placed->item.kind = ITEM_IMAGE;
    placed->item.image.image = image->image.image;
    placed->item.image.rect = (struct rect){
        top->left + x + before, (box - height - above - below) / 2 + above, width, height};
    return (struct strip){.height = box, .baseline = box, .items = placed, .item_count = 1};
}

static bool leads_somewhere(const struct layout *layout, const struct node *link)
{
    uint32_t destination;
    return destination_of_link(layout, link, &destination) || link->link.kind == LINK_URL;
}

/* A link around the image covers all of it. */
static void add_link(struct flow *flow, struct strip *strip, const struct node *link,
                     uint32_t element)
{
    uint32_t destination = 0;
    bool inside = destination_of_link(flow->layout, link, &destination);
    struct link_area *area = ARENA_NEW(flow->galley->arena, struct link_area);
    *area = (struct link_area){.rect = strip->items[0].item.image.rect,
                               .url = inside ? NULL : link->link.url,
                               .destination = destination,
                               .element = element};
    strip->links = area;
    strip->link_count = 1;
}

static void set_image(struct flow *flow, const struct node *paragraph, const struct node *link,
                      const struct node *image, const struct block_style *style)
{
    struct layout *layout = flow->layout;
    struct block_style block = style_block(layout->sheet, paragraph);
    bool is_framed = box_is_needed(&block);
    if (is_framed)
        flow_push(flow, paragraph, flow_top(flow)->element);
    dimen width, height;
    dimen insets = box_inset(style, BOX_START) + box_inset(style, BOX_END) + style->indent_start +
                   style->indent_end;
    if (!image_size(layout, image, flow_width(flow) - insets, layout->depth * 4 / 5, &width,
                    &height))
        return;
    uint32_t outer = flow_top(flow)->element, element = outer;
    if (link)
        element = element_add_for(layout, ELEMENT_LINK, outer, link);
    uint32_t figure = image_add_figure(layout, image, element);
    struct strip strip = image_strip(flow, image, figure, style, width, height);
    if (link)
        add_link(flow, &strip, link, element);
    add_box(flow, &strip, style);
    flow_space(flow, block.space_before);
    flow_space(flow, style->space_before);
    flow_stretch(flow, 1);
    flow_add(flow, strip);
    flow_space(flow, style->space_after);
    if (is_framed)
        flow_pop(flow);
    flow_space(flow, block.space_after);
    flow_stretch(flow, 1);
}

static const struct node *find_alone(const struct node *paragraph, const struct node **link)
{
    const struct node *image = node_only_child(paragraph);
    if (image && image->kind == NODE_LINK) {
        *link = image;
        image = node_only_child(image);
    }
    return image && image->kind == NODE_IMAGE && is_paintable(image->image.image) ? image : NULL;
}

bool image_is_wide(struct flow *flow, const struct node *paragraph)
{
    const struct node *link, *image = find_alone(paragraph, &link);
    return image && natural_width(image) * POINT > flow_width(flow);
}

bool image_set_alone(struct flow *flow, const struct node *paragraph)
{
    struct layout *layout = flow->layout;
    const struct node *link = NULL, *image = find_alone(paragraph, &link);
    if (!image || !style_shows(layout->sheet, image) || generated_is_around(layout, paragraph) ||
        (link && generated_is_around(layout, link)))
        return false;
    if (link && !leads_somewhere(layout, link))
        link = NULL;
    struct block_style style = style_block(layout->sheet, image);
    set_image(flow, paragraph, link, image, &style);
    return true;
}
