/* Enters: the tree that gumbo built from a region's stream. Leaves: the region's new children.
 * The tree is walked with a stack of frames; each element is looked up by the place of its tag in
 * the stream. A tag that stands for Markdown gives back the Markdown's own nodes; any other becomes
 * what the table of elements says, by way of the builder. Whatever HTML did with a tag (moved it
 * out of a table, copied it into the next paragraph), its place in the stream stays with it. */
#include "source/html_tree.h"

#include <string.h>
#include <strings.h>

#include "source/attribute.h"
#include "source/custom.h"
#include "source/markdown.h"
#include "source/smart.h"
#include "source/table.h"
#include "source/url.h"

/* ── Text and code ───────────────────────────────────────────────────────────────────────────── */

static const char *find_code_language(struct html_tree *tree, const GumboElement *element)
{
    const char *classes = attribute_find(element, "class");
    const char *word = classes ? strstr(classes, "lang") : NULL;
    if (word && (strncmp(word, "language-", 9) == 0 || strncmp(word, "lang-", 5) == 0)) {
        word = strchr(word, '-') + 1;
        size_t length = strcspn(word, " \t\n");
        return length ? arena_copy_bytes(tree->arena, word, length) : NULL;
    }
    const char *lang = element->tag == GUMBO_TAG_PRE ? attribute_find(element, "lang") : NULL;
    return lang && *lang ? arena_copy_string(tree->arena, lang) : NULL;
}

/* What <pre lang="python"> and <code class="language-python"> in it are written in. */
static void note_language(struct html_tree *tree, const GumboElement *element)
{
    struct node *pre = tree->builder.leaf;
    if (builder_keeps_space(&tree->builder) && !pre->code.language)
        pre->code.language = pre->code.info = find_code_language(tree, element);
}

/* Its `lang` is no language of people; its text is not aligned. */
static void open_pre(struct html_tree *tree, const GumboElement *element, const struct token *token,
                     struct node *node)
{
    bool is_inner = builder_keeps_space(&tree->builder);
    node->lang = NULL;
    node->align = ALIGN_NONE;
    builder_open_block(&tree->builder, node);
    if (!is_inner)
        tree->pre = token;
    note_language(tree, element);
}

/* Words of another language in code stay so, but for what a <pre> is written in. */
static void open_code(struct html_tree *tree, const GumboElement *element, struct node *node)
{
    bool is_inner = builder_keeps_space(&tree->builder);
    bool has_voice = node->lang || node->direction != DIRECTION_INHERITED;
    node->kind = NODE_SPAN;
    note_language(tree, element);
    builder_open_code(&tree->builder, has_voice && !is_inner ? node : NULL);
}

/* Text that stays as it was typed. */
static bool is_inside_code(const struct html_tree *tree)
{
    const struct builder *builder = &tree->builder;
    bool is_code = builder->code_depth || builder_keeps_space(builder);
    for (size_t i = 0; i < builder->inlines.count && !is_code; i++) {
        enum node_kind kind = builder->inlines.items[i].node->kind;
        is_code = kind == NODE_KEYBOARD || kind == NODE_SAMPLE;
    }
    return is_code;
}

static void put_text(struct html_tree *tree, const GumboText *text)
{
    const struct token *token = html_find_token(tree->region, text->original_text.data);
    if (token)
        tree->where = token->where;
    const struct builder *builder = &tree->builder;
    const char *content = text->text;
    bool at_space = !builder->leaf || builder->space_before || builder->space_pending;
    if (!builder->as_written && !is_inside_code(tree))
        content = smart_punctuate(tree->arena, content, at_space);
    builder_put_text(&tree->builder, content, tree->where);
}

/* ── Markdown ────────────────────────────────────────────────────────────────────────────────── */

/* A <pre> that is never closed would make lines of code of all Markdown behind it. */
static void end_unclosed_pre(struct html_tree *tree)
{
    if (!tree->pre || !tree->pre->matched)
        builder_end_preformatted(&tree->builder);
}

static void put_markdown(struct html_tree *tree, struct node *node)
{
    bool is_inline = node_is_inline(node->kind);
    if (!is_inline)
        end_unclosed_pre(tree);
    node_unlink(node);
    if (is_inline)
        builder_put_inline(&tree->builder, node);
    else
        builder_put_block(&tree->builder, node);
}

static void put_run(struct html_tree *tree, struct token *token)
{
    for (struct node *node = token->used ? NULL : token->node, *next; node; node = next) {
        next = node == token->last ? NULL : node->next;
        put_markdown(tree, node);
    }
    token->used = true;
    builder_open_nothing(&tree->builder);
}

/* Opened Markdown: its node without its children, or a copy when HTML has made two of it. */
static void open_markdown(struct html_tree *tree, struct token *token)
{
    struct node *node = node_new(tree->arena, token->node->kind, token->where);
    *node = *token->node;
    node->parent = node->previous = node->next = node->first = node->last = NULL;
    if (token->used)
        node->id = NULL;
    token->used = true;
    if (node_is_inline(node->kind)) {
        builder_open_inline(&tree->builder, node);
        return;
    }
    end_unclosed_pre(tree);
    builder_open_block(&tree->builder, node);
}

/* ── Elements ────────────────────────────────────────────────────────────────────────────────── */

static void open_flow(struct html_tree *tree, struct node *node, bool is_block)
{
    bool says_nothing = !node->id && !node->classes && !node->lang && !node->title &&
                        node->direction == DIRECTION_INHERITED;
    node->kind = is_block ? NODE_DIVISION : NODE_SPAN;
    if (says_nothing && (!is_block || node->align == ALIGN_NONE))
        builder_open_nothing(&tree->builder);
    else if (is_block)
        builder_open_block(&tree->builder, node);
    else
        builder_open_inline(&tree->builder, node);
}

/* <del> and <ins> may hold blocks or stand in a text (HTML's transparent content). */
static void open_edit(struct html_tree *tree, enum edit edit, struct node *node)
{
    node->kind = NODE_DIVISION;
    node->division.edit = edit;
    builder_open_block(&tree->builder, node);
}

static void open_link(struct html_tree *tree, const GumboElement *element, struct node *node,
                      bool is_block)
{
    const char *url = attribute_find(element, "href");
    bool is_active = url && url_is_active(url);
    if (is_active)
        diag_report(tree->region->diag, SEVERITY_WARNING, "active-link", node->where, NULL,
                    "a link that would run code is shown as plain text");
    if (!url || is_active) {
        open_flow(tree, node, is_block);
        return;
    }
    node->link.url = arena_copy_string(tree->arena, url);
    builder_open_inline(&tree->builder, node);
}

/* An image's alternative text, never NULL. Its line ends are spaces. */
static const char *read_alternative(struct html_tree *tree, const GumboElement *element)
{
    const char *text = attribute_find(element, "alt");
    if (text && tree->builder.as_written)
        return arena_copy_string(tree->arena, text);
    const char *words = text ? attribute_copy_words(tree->arena, text) : NULL;
    return words ? words : "";
}

static void put_image(struct html_tree *tree, const GumboElement *element, struct node *node)
{
    const char *source = attribute_find(element, "src");
    const char *alternative = read_alternative(tree, element),
               *alt = attribute_find(element, "alt");
    bool is_active = source && url_is_active(source);
    if (is_active)
        diag_report(tree->region->diag, SEVERITY_NOTE, "data-image", node->where, NULL,
                    "an image inside its own URL is left out; its alternative text is shown");
    if (source && *source && !is_active) {
        node->image.source = arena_copy_string(tree->arena, source);
        node->image.alternative = alternative;
        node->image.is_decoration = alt && !*alt; /* mere white space says nothing */
        node->image.width = attribute_number(element, "width", 1, 100000, 0);
        node->image.height = attribute_number(element, "height", 1, 100000, 0);
        builder_put_inline(&tree->builder, node);
    } else if (*alternative) {
        node->kind = NODE_TEXT;
        node->text = alternative;
        builder_put_inline(&tree->builder, node);
    }
}

/* A box at the start of an item is the item's state. */
static void put_checkbox(struct html_tree *tree, const GumboElement *element, struct node *node)
{
    bool done = attribute_find(element, "checked") != NULL;
    if (builder_at_item_start(&tree->builder)) {
        tree->builder.block->item.task = true;
        tree->builder.block->item.done = done;
        return;
    }
    node->checkbox.done = done;
    builder_put_inline(&tree->builder, node);
}

static void put_void(struct html_tree *tree, const GumboElement *element, struct node *node)
{
    if (node->kind == NODE_IMAGE)
        put_image(tree, element, node);
    else if (node->kind == NODE_CHECKBOX)
        put_checkbox(tree, element, node);
    else if (node_is_inline(node->kind))
        builder_put_inline(&tree->builder, node);
    else
        builder_put_block(&tree->builder, node);
    builder_open_nothing(&tree->builder);
}

static enum numbering find_numbering(const GumboElement *element)
{
    static const char types[] = "1aAiI";
    const char *type = element->tag == GUMBO_TAG_OL ? attribute_find(element, "type") : NULL;
    const char *found = type && strlen(type) == 1 ? strchr(types, *type) : NULL;
    return found ? (enum numbering)(found - types) : NUMBERING_DIGITS;
}

static enum header_scope find_scope(const GumboElement *element)
{
    const char *scope = attribute_find(element, "scope");
    if (!scope)
        return SCOPE_UNSAID;
    if (!strcasecmp(scope, "row") || !strcasecmp(scope, "rowgroup"))
        return SCOPE_ROW;
    bool is_column = !strcasecmp(scope, "col") || !strcasecmp(scope, "colgroup");
    return is_column ? SCOPE_COLUMN : SCOPE_UNSAID;
}

/* The role says that a table is none (WAI-ARIA 1.2, 5.3.3). */
static bool only_arranges(const GumboElement *element)
{
    const char *role = attribute_find(element, "role");
    return role && (strcasecmp(role, "presentation") == 0 || strcasecmp(role, "none") == 0);
}

/* What a block of this kind knows beside the common attributes. */
static void fill_block(const GumboNode *from, const struct element *kind, struct node *node)
{
    const GumboElement *element = &from->v.element;
    if (node->kind == NODE_HEADING) {
        node->heading.level = kind->level;
    } else if (node->kind == NODE_LIST) {
        node->list.ordered = element->tag == GUMBO_TAG_OL;
        node->list.tight = true;
        node->list.start = attribute_number(element, "start", 0, 999999999, 1);
        node->list.delimiter = '.';
        node->list.numbering = find_numbering(element);
    } else if (node->kind == NODE_LIST_ITEM) {
        node->item.value = attribute_number(element, "value", 1, 999999999, 0);
    } else if (node->kind == NODE_TABLE) {
        node->table.arranges = only_arranges(element);
    } else if (node->kind == NODE_TABLE_ROW) {
        node->row.header = from->parent->v.element.tag == GUMBO_TAG_THEAD;
    } else if (node->kind == NODE_TABLE_CELL) {
        node->cell.header = element->tag == GUMBO_TAG_TH;
        node->cell.scope = find_scope(element);
        node->cell.column_span = attribute_number(element, "colspan", 1, TABLE_MAX_SPAN, 1);
        node->cell.row_span = attribute_number(element, "rowspan", 1, 65534, 1);
    }
}

static void open_element(struct html_tree *tree, const GumboNode *from, const struct token *token)
{
    const GumboElement *element = &from->v.element;
    const struct element *kind = element_find(element->tag);
    bool holds_blocks = token && token->holds_blocks;
    struct node *node = node_new(tree->arena, kind->kind, tree->where);
    attribute_apply(tree->arena, element, node);
    if (from->parse_flags &
        (GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT | GUMBO_INSERTION_ADOPTION_AGENCY_CLONED))
        node->id = NULL;
    if (element->tag == GUMBO_TAG_PRE)
        open_pre(tree, element, token, node);
    else if (kind->is_void)
        put_void(tree, element, node);
    else if (element->tag == GUMBO_TAG_A)
        open_link(tree, element, node, holds_blocks);
    else if (element->tag == GUMBO_TAG_CODE)
        open_code(tree, element, node);
    else if (holds_blocks && custom_shows(element))
        custom_open(tree, element, node);
    else if (holds_blocks && kind->edit && builder_is_between_blocks(&tree->builder))
        open_edit(tree, kind->edit, node);
    else if (kind->form == ELEMENT_FLOW)
        open_flow(tree, node, holds_blocks);
    else if (kind->form == ELEMENT_INLINE)
        builder_open_inline(&tree->builder, node);
    else if (kind->form == ELEMENT_BLOCK) {
        fill_block(from, kind, node);
        builder_open_block(&tree->builder, node);
    } else
        builder_open_nothing(&tree->builder);
}

/* ── The walk ────────────────────────────────────────────────────────────────────────────────── */

static void enter_element(struct html_tree *tree, const GumboNode *from)
{
    const GumboStringPiece *tag = &from->v.element.original_tag;
    struct token *token = tag->length ? html_find_token(tree->region, tag->data) : NULL;
    if (token)
        tree->where = token->where;
    if (token && token->kind == TOKEN_RUN)
        put_run(tree, token);
    else if (token && token->kind == TOKEN_OPEN)
        open_markdown(tree, token);
    else
        open_element(tree, from, token);
}

static void leave_element(struct html_tree *tree, const GumboNode *from)
{
    const GumboStringPiece *tag = &from->v.element.original_tag;
    const struct token *token = tag->length ? html_find_token(tree->region, tag->data) : NULL;
    if (token && token->kind == TOKEN_RAW && token->holds_blocks && custom_shows(&from->v.element))
        custom_close(tree, &from->v.element);
    builder_close(&tree->builder);
}

static bool is_element(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

static void walk_tree(struct html_tree *tree, const GumboNode *root)
{
    VECTOR(struct frame {
        const GumboNode *node;
        unsigned child;
    })
    frames = {0};
    vector_push(&frames, (struct frame){root, 0});
    while (frames.count) {
        struct frame *frame = &frames.items[frames.count - 1];
        const GumboVector *children = &frame->node->v.element.children;
        if (frame->child == children->length) {
            if (frame->node != root)
                leave_element(tree, frame->node);
            frames.count--;
            continue;
        }
        const GumboNode *child = children->data[frame->child++];
        if (is_element(child)) {
            enter_element(tree, child);
            vector_push(&frames, (struct frame){child, 0});
        } else if (child->type != GUMBO_NODE_COMMENT) {
            put_text(tree, &child->v.text);
        }
    }
    vector_drop(&frames);
}

void html_build(struct html_region *region, const GumboNode *root)
{
    struct node *target = node_new(region->arena, region->root->kind, region->root->where);
    struct html_tree tree = {.arena = region->arena, .region = region, .where = target->where};
    tree.builder = builder_new(region->arena, target, region->options->as_written);
    walk_tree(&tree, root);
    builder_finish(&tree.builder);
    region->root->first = region->root->last = NULL;
    node_move_children(target, region->root);
}
