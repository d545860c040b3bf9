/* What blocks of code share with others whose white space is kept: the mark of a turned line, and
 * where pages break. */
#include "layout/flow.h"
#include "layout/icon.h"

struct fragment preformatted_turn_mark(struct layout *layout)
{
    struct text_style style = style_part_text(layout->sheet, PART_WRAP_MARK);
    return icon_make(layout->arena, ICON_TURN, style.size * 4 / 5, style.color, ELEMENT_ARTIFACT);
}

/* ── Where pages break ───────────────────────────────────────────────────────────────────────── */

/* What is shown at the foot of a page where the block goes on. */
static const struct fragment *set_continued(struct layout *layout)
{
    struct text_style style = style_part_text(layout->sheet, PART_CODE_LANGUAGE);
    struct fragment *mark = ARENA_NEW(layout->arena, struct fragment);
    *mark = string_set(layout, &style, term_find(layout, TERM_CONTINUED), ELEMENT_ARTIFACT);
    fragment_hide(mark);
    return mark;
}

void preformatted_keep(struct flow *flow, const struct block_style *block, size_t first)
{
    struct galley *galley = flow->galley;
    size_t count = galley->strips.count;
    int64_t height = galley_height(galley->strips.items + first, count - first);
    if (height + flow->below <= flow->layout->depth) {
        flow_keep(flow, first, count, PENALTY_TOGETHER);
        return;
    }
    size_t lines = count - first, orphans = (size_t)block->orphans, widows = (size_t)block->widows;
    flow_keep(flow, first, orphans < lines ? first + orphans : count, PENALTY_LONE_LINE);
    flow_keep(flow, widows < lines ? count - widows : first, count, PENALTY_LONE_LINE);
    if (flow_top(flow)->ground)
        galley->grounds.items[flow_top(flow)->ground - 1].continued = set_continued(flow->layout);
}
