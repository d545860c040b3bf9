/* Enters: a book and its stylesheet. Leaves: what the sheet writes before and after the text of
 * elements: strings, attributes, counters, quotation marks; where the number of a page is asked
 * for, which page, for no page is known yet.
 * One walk over the book in its order, as counters and quotation marks depend on all that comes
 * before. Where the counters of another element are asked for, which may come later, a second walk
 * finds them. The tree is only read: what is generated are nodes of their own that have an element
 * of the tree for a parent. The sheet may ask for more than the book is long: there is a limit. */
#include <string.h>

#include "layout/generated_builder.h"
#include "layout/layout.h"

/* ── Boxes ───────────────────────────────────────────────────────────────────────────────────── */

/* Can something stand before or after what a node holds? */
static bool holds_boxes(enum node_kind kind)
{
    static const bool refused[NODE_KIND_COUNT] = {
        [NODE_LIST] = true,       [NODE_DEFINITION_LIST] = true, [NODE_TABLE] = true,
        [NODE_TABLE_ROW] = true,  [NODE_CODE_BLOCK] = true,      [NODE_THEMATIC_BREAK] = true,
        [NODE_HARD_BREAK] = true, [NODE_IMAGE] = true,           [NODE_CHECKBOX] = true,
    };
    return !refused[kind];
}

/* Once for each place of a sheet. */
static void report_refused(struct builder *builder, const struct content *content)
{
    for (size_t i = 0; i < builder->reported.count; i++)
        if (builder->reported.items[i] == content)
            return;
    vector_push(&builder->reported, content);
    diag_report(builder->diag, SEVERITY_WARNING, "css-unsupported", content->where,
                "put it before or after what stands around or in it",
                "the PDF writes nothing before or after code blocks, lists, tables and their rows, "
                "images and rules");
}

static struct node *make_node(struct builder *builder, enum node_kind kind, const void *parent)
{
    struct node *node = node_new(builder->generated->arena, kind, builder->element->where);
    node->parent = (struct node *)(uintptr_t)parent;
    return node;
}

static struct node *make_box(struct builder *builder, const struct piece *text, bool after)
{
    struct node *box = make_node(builder, NODE_GENERATED, builder->element);
    box->generated.after = after;
    box->generated.element = builder->element;
    box->generated.text = text;
    return box;
}

/* A reference to a note with a box in it; what a link generates leads where the link does. */
static struct node *make_note(struct builder *builder, struct node *box)
{
    struct node *note = make_node(builder, NODE_FOOTNOTE, builder->book->root);
    struct node *reference = make_node(builder, NODE_FOOTNOTE_REFERENCE, builder->element);
    struct node *holder = node_new(builder->generated->arena, NODE_PARAGRAPH, box->where);
    node_append(note, holder);
    if (builder->element->kind == NODE_LINK) {
        struct node *link = node_new(builder->generated->arena, NODE_LINK, box->where);
        link->link = builder->element->link;
        node_append(holder, link);
        holder = link;
    }
    node_append(holder, box);
    reference->reference.footnote = note;
    return reference;
}

static struct boxes *boxes_of(struct builder *builder)
{
    struct generated *generated = builder->generated;
    uint32_t index;
    if (!node_table_find(&generated->elements, builder->element, &index)) {
        index = (uint32_t)generated->boxes.count;
        node_table_put(&generated->elements, builder->element, index);
        vector_push(&generated->boxes, (struct boxes){0});
    }
    return &generated->boxes.items[index];
}

static void keep_box(struct builder *builder, struct node *box, bool after)
{
    struct boxes *boxes = boxes_of(builder);
    if (after)
        boxes->after = box;
    else
        boxes->before = box;
}

static void push_scope(struct builder *builder, const struct generated_style *style,
                       const char *lang)
{
    struct scope scope = *builder_scope(builder);
    scope.depth = builder->depth;
    scope.lang = lang ? lang : scope.lang;
    if (style->has_quotes) {
        scope.auto_quotes = style->auto_quotes;
        scope.quotes = style->quotes;
    }
    if (lang || style->has_quotes)
        vector_push(&builder->scopes, scope);
}

/* Numbers of notes that the tree has and those that are generated are one row in each file. */
static void number_note(struct builder *builder, const struct node *note)
{
    uint32_t known;
    const char *file = builder->element->where.file;
    if (node_table_find(&builder->generated->note_numbers, note, &known))
        return;
    if (file != builder->note_file)
        builder->note_count = 0;
    builder->note_file = file;
    node_table_put(&builder->generated->note_numbers, note, ++builder->note_count);
}

/* <q> has quotation marks where no sheet says otherwise. */
static const struct content *find_content(const struct builder *builder,
                                          const struct generated_style *style, bool after)
{
    static const struct content opens = {.kind = CONTENT_QUOTE, .quote = QUOTE_OPEN};
    static const struct content closes = {.kind = CONTENT_QUOTE, .quote = QUOTE_CLOSE};
    if (builder->element->kind == NODE_QUOTATION && !style->has_content)
        return after ? &closes : &opens;
    return style->content;
}

static void generate(struct builder *builder, bool after)
{
    struct node probe = {.kind = NODE_GENERATED,
                         .parent = (struct node *)(uintptr_t)builder->element,
                         .generated = {.after = after, .element = builder->element}};
    struct generated_style style = style_generated(builder->sheet, &probe);
    const struct content *content = find_content(builder, &style, after);
    if (!content)
        return;
    if (!holds_boxes(builder->element->kind)) {
        report_refused(builder, content);
        return;
    }
    size_t scopes = builder->scopes.count;
    counters_change(&builder->counters, &style, builder->depth + 1);
    push_scope(builder, &style, NULL);
    const struct piece *text = builder->is_second ? NULL : builder_write(builder, content);
    builder->scopes.count = scopes;
    if (!text)
        return;
    struct node *box = make_box(builder, text, after);
    if (style.is_note)
        box = make_note(builder, box);
    if (style.is_note)
        number_note(builder, box->reference.footnote);
    builder->has_notes |= style.is_note;
    keep_box(builder, box, after);
}

/* ── The walk ────────────────────────────────────────────────────────────────────────────────── */

/* "list-item" counts without being told so. */
static void count_items(struct builder *builder, const struct node *node)
{
    struct counters *counters = &builder->counters;
    if (node->kind == NODE_LIST)
        counters_reset(counters, "list-item", node->list.ordered ? node->list.start - 1 : 0,
                       builder->depth);
    else if (node->kind == NODE_LIST_ITEM && node->item.value)
        counters_set(counters, "list-item", node->item.value, builder->depth);
    else if (node->kind == NODE_LIST_ITEM)
        counters_increment(counters, "list-item", 1, builder->depth);
}

/* The numbers that were asked of this element. */
static void answer(struct builder *builder, const struct node *node)
{
    uint32_t at;
    if (!builder->is_second || !node_table_find(&builder->targets, node, &at))
        return;
    for (; at > 0; at = builder->requests.items[at - 1].next) {
        const struct request *request = &builder->requests.items[at - 1];
        counters_put(&builder->counters, request->item->text, request->item->numbering,
                     &builder->text);
        request->piece->text =
            arena_copy_string(builder->generated->arena, buffer_string(&builder->text));
        buffer_clear(&builder->text);
    }
}

static void enter(struct builder *builder, const struct node *node)
{
    struct generated_style style = style_generated(builder->sheet, node);
    builder->depth++;
    builder->element = node;
    count_items(builder, node);
    counters_change(&builder->counters, &style, builder->depth);
    push_scope(builder, &style, node->lang);
    if (node->kind == NODE_FOOTNOTE_REFERENCE)
        number_note(builder, node->reference.footnote);
    generate(builder, false);
    answer(builder, node);
}

static void leave(struct builder *builder, const struct node *node)
{
    builder->element = node;
    generate(builder, true);
    counters_leave(&builder->counters, builder->depth);
    while (builder_scope(builder)->depth == builder->depth)
        builder->scopes.count--;
    builder->depth--;
}

static void walk_book(struct builder *builder)
{
    struct walk walk = walk_start(builder->book->root);
    builder->scopes.count = 0;
    builder->quote_depth = builder->depth = 0;
    builder->counters = (struct counters){.arena = builder->generated->arena};
    vector_push(&builder->scopes,
                (struct scope){.lang = builder->book->meta.lang, .auto_quotes = true});
    while (walk_next(&walk)) {
        if (walk.node->kind == NODE_TEXT || walk.node->kind == NODE_SOFT_BREAK)
            continue;
        if (walk.entering)
            enter(builder, walk.node);
        else
            leave(builder, walk.node);
    }
    counters_drop(&builder->counters);
}

static void answer_requests(struct builder *builder)
{
    if (builder->requests.count == 0)
        return;
    for (size_t i = 0; i < builder->requests.count; i++) {
        struct request *request = &builder->requests.items[i];
        node_table_find(&builder->targets, request->target, &request->next);
        node_table_put(&builder->targets, request->target, (uint32_t)i + 1);
    }
    builder->is_second = true;
    walk_book(builder);
}

static void report_too_much(const struct builder *builder)
{
    if (builder->used >= GENERATED_MOST)
        diag_report(builder->diag, SEVERITY_WARNING, "css-content", (struct position){0},
                    "generate less, or in fewer places",
                    "the stylesheet generates more than %d MB of text; the rest is left out",
                    GENERATED_MOST >> 20);
}

static bool has_quotations(const struct book *book)
{
    struct walk walk = walk_start(book->root);
    while (walk_next(&walk))
        if (walk.node->kind == NODE_QUOTATION)
            return true;
    return false;
}

struct generated *generated_make(const struct book *book, const struct stylesheet *sheet,
                                 struct diag *diag)
{
    if (!style_generates(sheet) && !has_quotations(book))
        return NULL;
    struct arena *arena = arena_new();
    struct generated *generated = ARENA_NEW(arena, struct generated);
    struct builder builder = {.generated = generated, .book = book, .sheet = sheet, .diag = diag};
    generated->arena = arena;
    walk_book(&builder);
    answer_requests(&builder);
    report_too_much(&builder);
    if (!builder.has_notes)
        node_table_drop(&generated->note_numbers);
    buffer_drop(&builder.text);
    vector_drop(&builder.scopes);
    vector_drop(&builder.requests);
    vector_drop(&builder.reported);
    node_table_drop(&builder.targets);
    return generated;
}

void generated_drop(struct generated *generated)
{
    if (!generated)
        return;
    node_table_drop(&generated->elements);
    node_table_drop(&generated->note_numbers);
    vector_drop(&generated->boxes);
    vector_drop(&generated->targets);
    page_numbers_drop(generated->pages);
    arena_drop(generated->arena);
}

/* ── Asking ──────────────────────────────────────────────────────────────────────────────────── */

const struct node *generated_find(const struct layout *layout, const struct node *element,
                                  bool after)
{
    uint32_t index;
    const struct generated *generated = layout->generated;
    if (!generated || !node_table_find(&generated->elements, element, &index))
        return NULL;
    return after ? generated->boxes.items[index].after : generated->boxes.items[index].before;
}

bool generated_is_around(const struct layout *layout, const struct node *element)
{
    return generated_find(layout, element, false) || generated_find(layout, element, true);
}

int generated_note_number(const struct layout *layout, const struct node *footnote)
{
    uint32_t number;
    if (layout->generated && node_table_find(&layout->generated->note_numbers, footnote, &number))
        return (int)number;
    return footnote->footnote.number;
}

bool generated_joins(const struct node *item, bool after)
{
    const struct node *child = after ? item->last : item->first;
    return item->kind == NODE_LIST_ITEM && item->parent && item->parent->kind == NODE_LIST &&
           item->parent->list.tight && child && child->kind == NODE_PARAGRAPH;
}
