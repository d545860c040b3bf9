/* Enters: the tree. Leaves: figures. A picture that stands alone in its paragraph and has a title
 * becomes a figure, its title the caption below; the caption of a figure of pictures alone stands
 * in the middle, as they do. */
#include "book/passes.h"

/* The image that is all a paragraph holds, in a link or not; NULL when there is none. */
static struct node *find_lone_image(const struct node *paragraph)
{
    struct node *image = node_only_child(paragraph);
    if (image && image->kind == NODE_LINK)
        image = node_only_child(image);
    return image && image->kind == NODE_IMAGE ? image : NULL;
}

static void make_figure(struct completion *completion, struct node *paragraph)
{
    struct arena *arena = completion->book->arena;
    struct node *image = find_lone_image(paragraph);
    if (!image || !image->title || !*image->title || paragraph->parent->kind == NODE_FIGURE)
        return;
    struct node *figure = node_new(arena, NODE_FIGURE, paragraph->where);
    struct node *caption = node_new(arena, NODE_CAPTION, image->where);
    struct node *text = node_new(arena, NODE_TEXT, image->where);
    text->text = image->title;
    image->title = NULL;
    caption->align = ALIGN_CENTER;
    node_insert_before(paragraph, figure);
    node_unlink(paragraph);
    node_append(figure, paragraph);
    node_append(figure, caption);
    node_append(caption, text);
}

static bool holds_pictures_alone(const struct node *figure)
{
    for (const struct node *child = figure->first; child; child = child->next)
        if (child->kind != NODE_CAPTION &&
            (child->kind != NODE_PARAGRAPH || !find_lone_image(child)))
            return false;
    return true;
}

static void center_caption(struct node *caption)
{
    const struct node *parent = caption->parent;
    if (parent->kind == NODE_FIGURE && caption->align == ALIGN_NONE && holds_pictures_alone(parent))
        caption->align = ALIGN_CENTER;
}

void make_figures(struct completion *completion)
{
    struct walk walk = walk_start(completion->book->root);
    while (walk_next(&walk)) {
        if (walk.entering)
            continue;
        if (walk.node->kind == NODE_PARAGRAPH)
            make_figure(completion, walk.node);
        else if (walk.node->kind == NODE_CAPTION)
            center_caption(walk.node);
    }
}
