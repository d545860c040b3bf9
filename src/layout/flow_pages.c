/* Enters: what a block's style says of pages. Leaves: the flow on the pages it asks for.
 * Where a page must end, what is there so far is made up; the blocks that are open go on behind the
 * break, their grounds too. A name that a block gives to its pages holds for all it contains; that
 * of a heading holds for its section, up to the next heading of its level or above it. */
#include "layout/flow.h"

#include <string.h>

static bool is_same(const char *name, const char *other)
{
    return name == other || (name && other && strcmp(name, other) == 0);
}

static const char *find_heading_page(const struct flow *flow)
{
    const char *name = NULL;
    for (size_t i = 0; i < sizeof flow->heading_pages / sizeof *flow->heading_pages; i++)
        if (flow->heading_pages[i])
            name = flow->heading_pages[i];
    return name;
}

/* The name of the pages for a block that is about to be laid out. */
static const char *name_pages(struct flow *flow, const struct node *node,
                              const struct paging *paging)
{
    enum { LEVELS = sizeof flow->heading_pages / sizeof *flow->heading_pages };
    const struct frame *top = flow_top(flow);
    bool heads = node->kind == NODE_HEADING && flow->frames.count == 1;
    for (int level = LEVELS - 1; heads && level >= node->heading.level && level > 0; level--)
        flow->heading_pages[level] = level == node->heading.level ? paging->page : NULL;
    if (!heads && paging->page)
        return paging->page;
    return top->page ? top->page : find_heading_page(flow);
}

/* ── Turning the page ────────────────────────────────────────────────────────────────────────── */

/* The pages so far end inside the open blocks: their grounds go on. */
static void make_up(struct flow *flow)
{
    struct galley *galley = flow->galley;
    VECTOR(struct ground) open = {0};
    for (size_t i = 0; i < flow->frames.count; i++) {
        if (!flow->frames.items[i].ground)
            continue;
        struct ground *ground = &galley->grounds.items[flow->frames.items[i].ground - 1];
        ground->end = SIZE_MAX;
        vector_push(&open, *ground);
    }
    pages_fill(flow->layout, galley, flow->layout->pages.count);
    for (size_t i = 0, k = 0; i < flow->frames.count; i++) {
        struct frame *frame = &flow->frames.items[i];
        frame->first = 0;
        if (!frame->ground)
            continue;
        open.items[k].first = open.items[k].end = 0;
        vector_push(&galley->grounds, open.items[k++]);
        frame->ground = (uint32_t)galley->grounds.count;
        frame->is_resumed = true;
    }
    vector_drop(&open);
}

/* Pages of another name may be wider. */
static void change_measure(struct flow *flow, const char *name, bool opens)
{
    dimen before = flow->layout->measure;
    pages_name(flow->layout, name, opens);
    dimen wider = flow->layout->measure - before;
    for (size_t i = 0; i < flow->frames.count && wider != 0; i++) {
        struct frame *frame = &flow->frames.items[i];
        frame->right = frame->right + wider > frame->left ? frame->right + wider : frame->left + 1;
        frame->room = frame->room + wider > 0 ? frame->room + wider : 0;
    }
}

static void turn_page(struct flow *flow, enum page_break side, const char *name, bool opens)
{
    if (flow->galley->strips.count > 0)
        make_up(flow);
    pages_turn(flow->layout, side);
    change_measure(flow, name, opens);
    flow->space = flow->pull = 0;
    flow->penalty = 0;
}

/* ── Strings and numbers ─────────────────────────────────────────────────────────────────────── */

void flow_set_strings(struct flow *flow, const struct string_change *changes)
{
    if (!changes)
        return;
    if (!flow->strings)
        flow->strings_end = &flow->strings;
    *flow->strings_end = changes;
    while (*flow->strings_end)
        flow->strings_end = (const struct string_change **)&(*flow->strings_end)->next;
}

static void read_strings(struct flow *flow, const struct node *node, const struct string_set *set)
{
    struct buffer text = {0};
    node_put_text(node, &text);
    flow_set_strings(flow, strings_read(flow->layout, set, node, buffer_string(&text)));
    buffer_drop(&text);
}

/* ── Blocks ──────────────────────────────────────────────────────────────────────────────────── */

void flow_enter_pages(struct flow *flow, const struct node *node)
{
    if (!flow->is_book)
        return;
    flow->paging_of = node;
    flow->paging = style_paging(flow->layout->sheet, node);
    const struct paging *paging = &flow->paging;
    const char *name = name_pages(flow, node, paging);
    enum page_break side = paging->before > flow->turn ? paging->before : flow->turn;
    bool is_other = !is_same(name, flow->layout->run.name);
    flow->turn = PAGE_BREAK_NONE;
    if (side != PAGE_BREAK_NONE || is_other)
        turn_page(flow, side, name, paging->page != NULL);
    if (paging->avoids_before)
        flow_penalty(flow, PENALTY_WITH_NEXT);
    if (paging->strings)
        read_strings(flow, node, paging->strings);
    if (paging->counters)
        flow->has_number |= pages_find_number(paging->counters, &flow->number);
}

void flow_leave_pages(struct flow *flow, const struct node *node)
{
    if (!flow->is_book)
        return;
    if (flow->paging_of != node)
        flow->paging = style_paging(flow->layout->sheet, node);
    flow->paging_of = node;
    if (flow->paging.after > flow->turn)
        flow->turn = flow->paging.after;
    if (flow->paging.avoids_after)
        flow_penalty(flow, PENALTY_WITH_NEXT);
}
