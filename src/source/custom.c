/* Enters: an element that HTML does not know, with attributes that a preprocessor of mdBook or the
 * like would make words of. Leaves: a division around its content, of the class that its name is,
 * with paragraphs of class "element-file" above and "element-caption" below it: "Listing 2-1:
 * Reading stdin".
 */
#include "source/custom.h"

#include <string.h>

#include "source/attribute.h"
#include "source/markdown.h"

static const char *find_file_name(const GumboElement *element)
{
    static const char *const names[] = {"file-name", "filename", "file"};
    const char *value = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !(value && *value); i++)
        value = attribute_find(element, names[i]);
    return value && *value ? value : NULL;
}

static const char *find_text(const GumboElement *element, const char *name)
{
    const char *value = attribute_find(element, name);
    return value && *value ? value : NULL;
}

/* <listing> was an element once, for what is <pre> now. */
bool custom_shows(const GumboElement *element)
{
    bool is_custom = element->tag == GUMBO_TAG_UNKNOWN || element->tag == GUMBO_TAG_LISTING;
    return is_custom && (find_file_name(element) || find_text(element, "caption") ||
                         find_text(element, "number"));
}

/* The element's name as it was written: "Listing". */
static const char *copy_name(struct arena *arena, const GumboElement *element)
{
    const GumboStringPiece *tag = &element->original_tag;
    const char *name = tag->length > 0 ? tag->data + 1 : "";
    size_t length = 0;
    while (length + 1 < tag->length && !strchr(" \t\n\f\r/>", name[length]))
        length++;
    return arena_copy_bytes(arena, name, length);
}

static void add_text(struct html_tree *tree, struct node *parent, enum node_kind kind,
                     const char *text)
{
    struct node *node = node_new(tree->arena, kind, tree->where);
    node->text = arena_copy_string(tree->arena, text);
    node_append(parent, node);
}

static struct node *make_paragraph(struct html_tree *tree, const char *classes)
{
    struct node *paragraph = node_new(tree->arena, NODE_PARAGRAPH, tree->where);
    paragraph->classes = classes;
    return paragraph;
}

static const char *lower(struct arena *arena, const char *name)
{
    char *copy = arena_copy_string(arena, name);
    for (char *at = copy; *at; at++)
        *at = *at >= 'A' && *at <= 'Z' ? (char)(*at | 0x20) : *at;
    return copy;
}

void custom_open(struct html_tree *tree, const GumboElement *element, struct node *node)
{
    const char *file = find_file_name(element);
    const char *name = lower(tree->arena, copy_name(tree->arena, element));
    node->kind = NODE_DIVISION;
    node->classes = node->classes ? arena_printf(tree->arena, "%s %s", name, node->classes) : name;
    builder_open_block(&tree->builder, node);
    if (!file)
        return;
    struct node *paragraph = make_paragraph(tree, "element-file");
    add_text(tree, paragraph, NODE_CODE, file);
    builder_put_block(&tree->builder, paragraph);
}

/* A caption is a line of Markdown; with HTML in it, it stands as it was written. */
static void add_caption(struct html_tree *tree, struct node *paragraph, const char *caption)
{
    struct input input = {.path = tree->where.file ? tree->where.file : "",
                          .text = arena_copy_string(tree->arena, caption),
                          .length = strlen(caption),
                          .body_line = tree->where.line - 1};
    struct markdown_options options = {.as_written = tree->builder.as_written};
    bool has_html;
    struct node *document =
        markdown_parse(tree->arena, &input, &options, tree->region->diag, &has_html);
    struct node *only = node_only_child(document);
    if (only && only->kind == NODE_PARAGRAPH && !has_html)
        node_move_children(only, paragraph);
    else
        add_text(tree, paragraph, NODE_TEXT, caption);
}

void custom_close(struct html_tree *tree, const GumboElement *element)
{
    const char *caption = find_text(element, "caption"), *number = find_text(element, "number");
    if (!caption && !number)
        return;
    struct node *paragraph = make_paragraph(tree, "element-caption");
    if (number) {
        char *label = arena_printf(tree->arena, "%s %s%s", copy_name(tree->arena, element), number,
                                   caption ? ": " : "");
        struct node *strong = node_new(tree->arena, NODE_STRONG, tree->where);
        if (*label >= 'a' && *label <= 'z')
            *label = (char)(*label - 0x20);
        add_text(tree, strong, NODE_TEXT, label);
        node_append(paragraph, strong);
    }
    if (caption)
        add_caption(tree, paragraph, caption);
    builder_put_block(&tree->builder, paragraph);
}
