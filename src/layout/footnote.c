/* Enters: the notes whose first marks are on the strips of a galley. Leaves: the notes' own strips,
 * which the page breaker sets at the foot of the page of the mark.
 * A note is laid out when its galley is full. A mark inside a note brings its note along, behind
 * the one it stands in; as each note is laid out once, any chain of notes is followed by a loop. */
#include "layout/flow.h"

struct note *note_find(struct layout *layout, const struct node *footnote, uint32_t parent)
{
    uint32_t number;
    if (node_table_find(&layout->note_numbers, footnote, &number))
        return layout->notes.items[number];
    struct note *note = ARENA_NEW(layout->arena, struct note);
    note->node = footnote;
    note->element = element_add_for(layout, ELEMENT_NOTE, parent, footnote);
    if (!node_table_find(&layout->targets, footnote, &note->destination))
        note->destination = destination_add(layout, footnote->id);
    layout->elements.items[note->element].id =
        arena_printf(layout->arena, "note-%u", (unsigned)layout->notes.count + 1);
    node_table_put(&layout->note_numbers, footnote, (uint32_t)layout->notes.count);
    vector_push(&layout->notes, note);
    return note;
}

static struct label set_number(struct layout *layout, const struct note *note)
{
    struct text_style style = style_part_text(layout->sheet, PART_FOOTNOTE_LABEL);
    uint32_t element = element_add(layout, ELEMENT_LABEL, note->element);
    const char *text = arena_printf(layout->arena, "%d", generated_note_number(layout, note->node));
    return (struct label){.fragment = string_set(layout, &style, text, element)};
}

/* Appends the notes marked inside this one behind it. */
static void chain_inner_notes(struct note *note)
{
    struct note *last = note;
    for (size_t i = 0; i < note->count; i++) {
        struct note *inner = note->strips[i].notes;
        while (inner) {
            struct note *next = inner->next;
            inner->next = last->next;
            last->next = inner;
            last = inner;
            inner = next;
        }
    }
}

static void set_note(struct layout *layout, struct note *note, struct arena *arena)
{
    struct galley galley = {.arena = arena};
    struct flow flow;
    struct text_style root = style_root(layout->sheet);
    struct text_style text = style_text(layout->sheet, note->node, &root);
    struct label label = set_number(layout, note);
    flow_start(&flow, layout, &galley, layout->measure, note->element, &text);
    dimen column = style_part_block(layout->sheet, PART_FOOTNOTE_LABEL).indent_start;
    dimen least = label.fragment.width + text.size / 2;
    column = column > least ? column : least;
    label.x = column - least;
    if (flow_is_mirrored(&flow)) {
        flow.frames.items[0].right -= column;
        label.x = layout->measure - label.x - label.fragment.width;
    } else {
        flow.frames.items[0].left = column;
    }
    flow.frames.items[0].tight = true;
    flow.frames.items[0].leading = style_block(layout->sheet, note->node).leading;
    vector_push(&flow.labels, label);
    vector_push(&flow.anchors, note->destination);
    layout->is_in_note = true;
    flow_children(&flow, note->node);
    flow_end(&flow);
    layout->is_in_note = false;
    galley_share_grounds(&galley, layout->arena);
    note->is_set = true;
    note->count = galley.strips.count;
    note->strips = (const struct strip *)arena_copy_bytes(
        arena, galley.strips.items, galley.strips.count * sizeof *galley.strips.items);
    vector_drop(&galley.strips);
    vector_drop(&galley.grounds);
    chain_inner_notes(note);
}

void notes_set(struct layout *layout, struct galley *galley)
{
    for (size_t i = 0; i < galley->strips.count; i++)
        for (struct note *note = galley->strips.items[i].notes; note; note = note->next)
            if (!note->is_set)
                set_note(layout, note, galley->arena);
}
