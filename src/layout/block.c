/* Enters: a block of the tree and the flow around it. Leaves: its strips, elements and anchors.
 * What each kind does is in a table: most open a frame and an element of the logical structure;
 * paragraphs set their lines; lists, code, tables, images and rules have files of their own. Lines
 * are kept from standing alone: the first two and the last two of a paragraph stay together. */
#include "base/stopwatch.h"
#include "layout/box.h"
#include "layout/flow.h"
#include "layout/icon.h"

#include <string.h>

enum { DEEPEST_TABLE = 3, DEEPEST_HEADING = 6, LINES_UNDER_HEADING = 2 };
enum { HEADING_STRETCH = 3 }; /* of the glue above it, in units */

/* ── Paragraphs ──────────────────────────────────────────────────────────────────────────────── */

static struct setting setting_for(struct flow *flow, const struct block_style *block,
                                  const struct node *node, bool is_framed)
{
    const struct frame *top = flow_top(flow); /* when it is of the node, it is indented already */
    dimen start = is_framed ? 0 : block->indent_start, end = is_framed ? 0 : block->indent_end;
    struct setting setting = {.x = top->left + (flow_is_mirrored(flow) ? end : start),
                              .width = top->right - top->left - start - end,
                              .first_line = block->first_line_indent,
                              .leading = block->leading,
                              .align = top->has_align ? top->align : block->align,
                              .has_align_last = block->has_align_last && !top->has_align,
                              .align_last = block->align_last,
                              .balanced = node->kind == NODE_HEADING};
    if (node->align == ALIGN_CENTER)
        setting.align = TEXT_ALIGN_CENTER;
    else if (node->align != ALIGN_NONE)
        setting.align = node->align == ALIGN_LEFT ? TEXT_ALIGN_LEFT : TEXT_ALIGN_RIGHT;
    if (setting.width < top->text.size) {
        setting.x = top->left;
        setting.width = top->right - top->left;
    }
    if (top->leading > 0 && node->kind != NODE_HEADING)
        setting.leading = top->leading;
    if (setting.leading <= 0)
        setting.leading = 2 * flow->layout->page->unit;
    return setting;
}

/* Does a word go on behind the line that ends at atom `end`? */
static bool cuts_word(const struct paragraph *paragraph, uint32_t end)
{
    const struct atom *atom = &paragraph->atoms.items[end];
    if (atom->hyphen || atom->kind == ATOM_GLUE || end == 0)
        return atom->hyphen;
    return atom[-1].length > 0 && paragraph->text[atom[-1].start + atom[-1].length - 1] == '-';
}

/* How many lines stay together at the start and at the end of a paragraph. */
struct together {
    int orphans, widows;
};

/* The cost of a page break before line `index` of `count`. */
static int32_t line_penalty(const struct paragraph *paragraph, size_t index, size_t count,
                            struct together together)
{
    if (index == 0)
        return 0;
    if (index < (size_t)together.orphans || count - index < (size_t)together.widows)
        return PENALTY_LONE_LINE;
    return cuts_word(paragraph, paragraph->lines.items[index - 1].end) ? PENALTY_HYPHEN : 0;
}

/* Left and right as start and end. */
static enum text_align settle_align(const struct paragraph *paragraph, enum text_align align)
{
    if (align != TEXT_ALIGN_LEFT && align != TEXT_ALIGN_RIGHT)
        return align;
    bool left = align == TEXT_ALIGN_LEFT;
    return left == paragraph->right_to_left ? TEXT_ALIGN_END : TEXT_ALIGN_START;
}

static void add_lines(struct flow *flow, struct setting *setting, struct together together)
{
    struct layout *layout = flow->layout;
    struct paragraph *paragraph = &layout->paragraph;
    enum station before = stopwatch_turn(STATION_BREAK);
    setting->align = settle_align(paragraph, setting->align);
    setting->align_last = settle_align(paragraph, setting->align_last);
    lines_break(layout, paragraph, setting);
    stopwatch_turn(before);
    size_t count = paragraph->lines.count;
    for (size_t i = 0; i < count; i++) {
        struct strip strip = line_set(layout, flow->galley, i, setting);
        strip.penalty = line_penalty(paragraph, i, count, together);
        strip.is_inner = i > 0;
        flow_add(flow, strip);
    }
}

/* "Strategy:", all in bold: it introduces what follows. */
static bool is_label(const struct node *node)
{
    const struct node *strong = node->first;
    if (!strong || strong->next || (strong->kind != NODE_STRONG && strong->kind != NODE_BOLD))
        return false;
    const struct node *text = strong->last;
    return text && text->kind == NODE_TEXT && *text->text &&
           text->text[strlen(text->text) - 1] == ':';
}

/* Ends in a colon, so what follows belongs to it. */
static bool introduces(const struct paragraph *paragraph)
{
    return paragraph->length > 0 && paragraph->text[paragraph->length - 1] == ':';
}

static bool is_before(const struct node *node, enum node_kind kind)
{
    return node->next && node->next->kind == kind;
}

static bool is_before_code(const struct node *node)
{
    return is_before(node, NODE_CODE_BLOCK) || is_before(node, NODE_PREFORMATTED);
}

/* The penalty of the page break behind a paragraph. A line above a table is its caption; one above
 * code tells the file it is in. */
static int32_t penalty_behind(const struct paragraph *paragraph, const struct node *node)
{
    bool is_short = paragraph->lines.count == 1, is_introduction = introduces(paragraph);
    if (is_label(node) || (is_short && is_before(node, NODE_TABLE)) ||
        (is_short && is_introduction && is_before_code(node)))
        return PENALTY_LABEL;
    if (is_introduction || (is_short && is_before_code(node)))
        return PENALTY_INTRODUCED;
    return 0;
}

/* A field stands before what is read, as its heading does. */
static void keep_with_next(struct flow *flow, const struct node *node, bool asked)
{
    bool is_field = node->kind == NODE_PARAGRAPH && node->field.value;
    asked = asked || is_field;
    flow_penalty(flow, asked ? PENALTY_WITH_NEXT : penalty_behind(&flow->layout->paragraph, node));
    if (is_field)
        flow->owed_lines = LINES_UNDER_HEADING;
}

static void set_text(struct flow *flow, const struct node *node, uint32_t element,
                     const struct node *box);

/* A paragraph with a box is the only thing in a frame of its own. */
static void set_framed(struct flow *flow, const struct node *node, uint32_t element)
{
    flow_push(flow, node, element);
    block_set_paragraph(flow, node, element);
    flow_pop(flow);
}

/* The inlines of a node or, in its stead, what is generated before or after the blocks in it. */
static void set_text(struct flow *flow, const struct node *node, uint32_t element,
                     const struct node *box)
{
    struct layout *layout = flow->layout;
    const struct frame *top = flow_top(flow);
    struct text_style text = top->text;
    struct block_style block = style_block(layout->sheet, node);
    bool is_framed = box || node == top->node;
    bool has_columns = block.columns.count > 1 || block.columns.width > 0;
    if (!is_framed && (box_is_needed(&block) || has_columns)) {
        set_framed(flow, node, element);
        return;
    }
    if (!is_framed)
        text = style_text(layout->sheet, node, &top->text);
    struct setting setting = setting_for(flow, &block, node, is_framed);
    bool spaced = !top->tight && !is_framed;
    const struct node *outside = box ? NULL : outside_set(flow, node, &setting, element, &text);
    paragraph_start(layout, &text, node->lang ? node->lang : top->lang, element, node->where);
    layout->paragraph.direction = flow_direction(node, top->direction);
    layout->paragraph.outside = outside;
    if (node->kind == NODE_PREFORMATTED)
        preformatted_start(layout, &setting);
    if (box)
        paragraph_collect_box(layout, box);
    else
        paragraph_collect(layout, node);
    paragraph_finish(layout, setting.width);
    if (layout->paragraph.atoms.count == 0)
        return;
    if (spaced)
        flow_space(flow, block.space_before);
    setting.first_line += flow->label_room;
    flow->label_room = 0;
    add_lines(flow, &setting, (struct together){block.orphans, block.widows});
    flow_space(flow, spaced ? block.space_after : 0);
    if (!box)
        keep_with_next(flow, node, block.keep_with_next);
}

void block_set_paragraph(struct flow *flow, const struct node *node, uint32_t element)
{
    set_text(flow, node, element, NULL);
}

void block_set_generated(struct flow *flow, const struct node *node, bool after)
{
    const struct node *box = generated_find(flow->layout, node, after);
    if (!box || generated_joins(node, after))
        return;
    if (after)
        flow_penalty(flow, PENALTY_WITH_NEXT);
    set_text(flow, node, element_add(flow->layout, ELEMENT_PARAGRAPH, flow_top(flow)->element),
             box);
    if (!after)
        flow_penalty(flow, PENALTY_WITH_NEXT);
}

/* ── What the kinds do ───────────────────────────────────────────────────────────────────────── */

/* A caption in HTML stands above its table, or else below what it belongs to. */
static bool is_caption_below(const struct node *node)
{
    const struct node *span = node->first;
    return span && !span->next && node_has_class(span, "caption") && !is_before(node, NODE_TABLE);
}

static void set_paragraph(struct flow *flow, const struct node *node)
{
    if (image_set_alone(flow, node))
        return;
    if (is_caption_below(node))
        flow_penalty(flow, PENALTY_LABEL);
    uint32_t element =
        element_add_for(flow->layout, ELEMENT_PARAGRAPH, flow_top(flow)->element, node);
    block_set_paragraph(flow, node, element);
}

static void set_caption(struct flow *flow, const struct node *node)
{
    uint32_t element =
        element_add_for(flow->layout, ELEMENT_CAPTION, flow_top(flow)->element, node);
    block_set_paragraph(flow, node, element);
}

/* Levels of the structure start at 1 and skip none on the way down, and siblings stay siblings, as
 * in the contents. What is deeper than PDF has levels for stands at the last one. */
static int structure_level(struct layout *layout, const struct node *node)
{
    int level = book_enter_heading(&layout->open_headings, node);
    return level > DEEPEST_HEADING ? DEEPEST_HEADING : level;
}

/* A note stands apart from the order of the headings. */
static uint32_t add_heading(struct flow *flow, const struct node *node)
{
    struct layout *layout = flow->layout;
    enum element_role role = layout->is_in_note ? ELEMENT_PARAGRAPH : ELEMENT_HEADING;
    uint32_t element = element_add_for(layout, role, flow_top(flow)->element, node);
    if (!layout->measuring && !layout->is_in_note)
        layout->elements.items[element].level = structure_level(layout, node);
    return element;
}

static void set_heading(struct flow *flow, const struct node *node)
{
    uint32_t element = add_heading(flow, node);
    size_t first = flow->galley->strips.count;
    flow_stretch(flow, HEADING_STRETCH);
    block_set_paragraph(flow, node, element);
    if (flow->galley->strips.count > first && flow->galley->strips.items[first].penalty == 0)
        flow->galley->strips.items[first].penalty = PENALTY_NEW_SECTION;
    flow_keep(flow, first, flow->galley->strips.count, PENALTY_WITH_NEXT);
    flow_penalty(flow, PENALTY_WITH_NEXT);
    flow->owed_lines = LINES_UNDER_HEADING;
}

/* A label, as that of an alert. */
static void set_summary(struct flow *flow, const struct node *node)
{
    set_paragraph(flow, node);
    flow_penalty(flow, PENALTY_WITH_NEXT);
    flow->close_up = true;
}

static void enter_division(struct flow *flow, const struct node *node)
{
    uint32_t element = flow_top(flow)->element;
    if (node->kind != NODE_DIVISION || node->lang)
        element = element_add_for(flow->layout, ELEMENT_DIVISION, element, node);
    flow_push(flow, node, element);
}

static void enter_quote(struct flow *flow, const struct node *node)
{
    flow_push(flow, node,
              element_add_for(flow->layout, ELEMENT_BLOCK_QUOTE, flow_top(flow)->element, node));
}

static void enter_figure(struct flow *flow, const struct node *node)
{
    enter_division(flow, node);
    flow_top(flow)->together = true;
}

/* The icon of an alert waits for its label's line. Gives back how much room it takes. */
static dimen add_alert_icon(struct flow *flow, const struct node *node,
                            const struct text_style *text)
{
    struct arena *arena = flow->layout->arena;
    enum icon icon = ICON_NOTE + node->alert.kind;
    dimen side = text->size * 6 / 5;
    struct fragment fragment = icon_make(arena, icon, side, text->color, ELEMENT_ARTIFACT);
    struct placed *items = ARENA_ARRAY(arena, struct placed, fragment.count);
    for (uint32_t i = 0; i < fragment.count; i++)
        items[i] = placed_at(fragment.items[i], 0, side / 5);
    fragment.items = items;
    dimen x = flow_is_mirrored(flow) ? flow_top(flow)->right - side : flow_top(flow)->left;
    vector_push(&flow->labels, (struct label){fragment, x});
    return side + text->size / 2;
}

static void enter_alert(struct flow *flow, const struct node *node)
{
    static const enum term terms[] = {
        [ALERT_NOTE] = TERM_NOTE,           [ALERT_TIP] = TERM_TIP,
        [ALERT_IMPORTANT] = TERM_IMPORTANT, [ALERT_WARNING] = TERM_WARNING,
        [ALERT_CAUTION] = TERM_CAUTION,
    };
    struct layout *layout = flow->layout;
    enter_division(flow, node);
    block_set_generated(flow, node, false);
    const struct frame *top = flow_top(flow);
    struct text_style text = style_part_text(layout->sheet, PART_ALERT_LABEL);
    struct block_style part = style_part_block(layout->sheet, PART_ALERT_LABEL);
    struct border bar = style_block(layout->sheet, node).borders[BOX_START];
    text.color = bar.width > 0 ? bar.color : text.color;
    uint32_t element = element_add(layout, ELEMENT_PARAGRAPH, top->element);
    struct setting setting = {.x = top->left,
                              .width = top->right - top->left,
                              .leading = part.leading > 0 ? part.leading : 2 * layout->page->unit,
                              .align = TEXT_ALIGN_START};
    setting.first_line = add_alert_icon(flow, node, &text);
    paragraph_start(layout, &text, NULL, element, node->where);
    layout->paragraph.direction = top->direction;
    paragraph_put(layout, term_find(layout, terms[node->alert.kind]));
    paragraph_finish(layout, setting.width);
    add_lines(flow, &setting, (struct together){part.orphans, part.widows});
    flow_penalty(flow, PENALTY_WITH_NEXT);
    flow->close_up = true;
}

/* Notes are set where their marks are. */
static void skip(struct flow *flow, const struct node *node)
{
    (void)flow;
    (void)node;
}

/* ── The table of kinds ──────────────────────────────────────────────────────────────────────── */

/* `holds`: the walk goes on with the children. `stretch`: of the glue around it, in units. */
static const struct {
    void (*enter)(struct flow *flow, const struct node *node);
    bool holds;
    int stretch;
} handlers[NODE_KIND_COUNT] = {
    [NODE_BLOCK_QUOTE] = {enter_quote, true, 1},
    [NODE_ALERT] = {enter_alert, true, 1},
    [NODE_LIST] = {list_enter, true, 0},
    [NODE_LIST_ITEM] = {item_enter, true, 0},
    [NODE_DEFINITION_LIST] = {definition_enter_list, true, 0},
    [NODE_DEFINITION] = {definition_enter, true, 0},
    [NODE_DIVISION] = {enter_division, true, 0},
    [NODE_DETAILS] = {enter_division, true, 0},
    [NODE_FIGURE] = {enter_figure, true, 1},
    [NODE_TABLE] = {table_set, false, 1},
    [NODE_TABLE_ROW] = {enter_division, true, 0},
    [NODE_TABLE_CELL] = {enter_division, true, 0},
    [NODE_FOOTNOTE] = {skip, false, 0},
    [NODE_PARAGRAPH] = {set_paragraph, false, 0},
    [NODE_HEADING] = {set_heading, false, 0},
    [NODE_SUMMARY] = {set_summary, false, 0},
    [NODE_CAPTION] = {set_caption, false, 0},
    [NODE_DEFINITION_TERM] = {definition_set_term, false, 0},
    [NODE_PREFORMATTED] = {preformatted_set, false, 1},
    [NODE_CODE_BLOCK] = {code_set, false, 1},
    [NODE_THEMATIC_BREAK] = {thematic_break_set, false, 1},
};

static void take_anchor(struct flow *flow, const struct node *node)
{
    uint32_t destination;
    if (node->kind != NODE_FOOTNOTE && !flow->layout->measuring &&
        node_table_find(&flow->layout->targets, node, &destination))
        vector_push(&flow->anchors, destination);
}

static bool opens_chapter(struct flow *flow, const struct node *node)
{
    const struct book *book = flow->layout->book;
    bool opens = flow->is_book && flow->chapter < book->chapter_count &&
                 book->chapters[flow->chapter].first == node;
    flow->chapter += opens;
    return opens;
}

/* Each chapter is a section of the structure, but for those that begin in divisions, which are
 * elements themselves. */
static void open_section(struct flow *flow, const struct node *node)
{
    if (opens_chapter(flow, node) && node->parent == flow->layout->book->root)
        flow->frames.items[0].element = element_add(flow->layout, ELEMENT_SECTION, 0);
}

/* Tables in tables in tables … are shown as plain blocks from some depth on. */
static bool is_too_deep(const struct flow *flow, const struct node *node)
{
    return node->kind == NODE_TABLE && flow->layout->table_depth >= DEEPEST_TABLE;
}

/* What is generated stands with the text then. */
static bool holds_text(const struct node *node)
{
    return node->first && node_is_inline(node->first->kind);
}

/* What leads to a place that is not shown leads to what follows it. */
static void hide(struct flow *flow, const struct node *node)
{
    struct walk walk = walk_start(node);
    while (walk_next(&walk))
        if (walk.entering && walk.node != node) {
            take_anchor(flow, walk.node);
            opens_chapter(flow, walk.node);
        }
}

bool block_enter(struct flow *flow, const struct node *node)
{
    bool is_shown = style_shows(flow->layout->sheet, node);
    if (is_shown)
        flow_enter_pages(flow, node);
    take_anchor(flow, node);
    open_section(flow, node);
    if (!is_shown) {
        hide(flow, node);
        return false;
    }
    columns_enter(flow, node);
    flow_stretch(flow, handlers[node->kind].stretch);
    if (is_too_deep(flow, node)) {
        enter_division(flow, node);
        return true;
    }
    if (!handlers[node->kind].enter)
        return false;
    handlers[node->kind].enter(flow, node);
    if (!handlers[node->kind].holds)
        return false;
    if (!holds_text(node)) {
        if (node->kind != NODE_ALERT)
            block_set_generated(flow, node, false);
        return true;
    }
    block_set_paragraph(flow, node, flow_top(flow)->element);
    return false;
}

void block_leave(struct flow *flow, const struct node *node)
{
    if (handlers[node->kind].holds && !holds_text(node))
        block_set_generated(flow, node, true);
    if (flow->frames.count > 1 && flow_top(flow)->node == node)
        flow_pop(flow);
    columns_leave(flow, node);
    flow_stretch(flow, handlers[node->kind].stretch);
    flow_leave_pages(flow, node);
}
