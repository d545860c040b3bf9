/* Enters: the elements, and which marked content and annotations of the painted pages belong to
 * each. Leaves: the structure tree (ISO 32000-1, 14.7 and 14.8), in the order of reading. Entries
 * are made only when the file is saved: a book has tens of thousands of elements. */
#include "pdf/structure.h"

#include <stdio.h>
#include <string.h>

#include "layout/reading.h"
#include "pdf/syntax.h"
#include "pdf/tree.h"

#define NONE UINT32_MAX

struct kid {
    uint32_t page, number; /* an MCID of the page, or an annotation's object */
    bool annotation;
};

struct structure {
    const struct pdf_writer *writer;
    const struct element *elements;
    uint32_t root;         /* object of the StructTreeRoot */
    uint32_t first_object; /* object of element 0; the others follow */
    struct kid *kids;      /* by piece of the reading */
    const struct reading *reading;
};

/* ── Gathering ───────────────────────────────────────────────────────────────────────────────── */

struct gathered {
    VECTOR(struct kid) kids;
    reading_pieces pieces; /* the same, as a reading wants them */
};

static void add_kid(struct gathered *gathered, uint32_t element, struct kid kid, bool is_content)
{
    vector_push(&gathered->kids, kid);
    vector_push(&gathered->pieces, (struct reading_piece){element, is_content});
}

static uint32_t turn_mcid(struct mcid_range range, uint32_t mcid)
{
    return mcid < range.first ? mcid : range.end - 1 - (mcid - range.first);
}

static void gather_marks(const struct pdf_writer *writer, uint32_t page, struct gathered *gathered)
{
    const struct painted_page *painted = &writer->painted[page];
    size_t range = 0, stand_in = 0;
    for (uint32_t i = 0; i < painted->elements.count; i++) {
        while (range < painted->reversed.count && painted->reversed.items[range].end <= i)
            range++;
        uint32_t mcid =
            range < painted->reversed.count ? turn_mcid(painted->reversed.items[range], i) : i;
        bool stands_in =
            stand_in < painted->stand_ins.count && painted->stand_ins.items[stand_in] == mcid;
        stand_in += stands_in;
        add_kid(gathered, painted->elements.items[mcid], (struct kid){page, mcid, false},
                !stands_in);
    }
}

static void gather_kids(const struct pdf_writer *writer, struct gathered *gathered)
{
    for (uint32_t p = 0; p < writer->pages->page_count; p++) {
        const struct page *page = &writer->pages->pages[p];
        gather_marks(writer, p, gathered);
        for (uint32_t i = 0; i < page->link_count; i++)
            add_kid(gathered, page->links[i].element,
                    (struct kid){p, writer->annotation_objects[p][i], true}, false);
    }
}

static struct structure *new_structure(struct pdf_writer *writer)
{
    struct structure *structure = ARENA_NEW(writer->arena, struct structure);
    struct gathered gathered = {0};
    gather_kids(writer, &gathered);
    *structure =
        (struct structure){.writer = writer,
                           .elements = writer->pages->elements,
                           .kids = ARENA_ARRAY(writer->arena, struct kid, gathered.kids.count),
                           .reading = reading_new(writer->arena, writer->pages, &gathered.pieces)};
    for (size_t i = 0; i < gathered.kids.count; i++)
        structure->kids[i] = gathered.kids.items[i];
    vector_drop(&gathered.kids);
    vector_drop(&gathered.pieces);
    return structure;
}

/* ── An element's entries ────────────────────────────────────────────────────────────────────── */

static void put_page(const struct structure *structure, uint32_t page, struct buffer *entries)
{
    buffer_put_string(entries, "/Pg ");
    pdf_put_reference(entries, structure->writer->page_objects[page]);
}

/* `page` is the element's own page, which its kids need not repeat. */
static void put_kid(const struct structure *structure, const struct kid *kid, uint32_t page,
                    struct buffer *entries)
{
    if (!kid->annotation && kid->page == page) {
        buffer_put_char(entries, ' ');
        pdf_put_integer(entries, kid->number);
        return;
    }
    buffer_put_string(entries, kid->annotation ? "<</Type/OBJR" : "<</Type/MCR");
    if (kid->page != page)
        put_page(structure, kid->page, entries);
    buffer_put_string(entries, kid->annotation ? "/Obj " : "/MCID ");
    pdf_put_integer(entries, kid->number);
    buffer_put_string(entries, kid->annotation ? " 0 R>>" : ">>");
}

/* The page of the first piece of its own that an element has; NONE: it has none. */
static uint32_t find_page(const struct structure *structure, struct reading_walk walk)
{
    struct reading_kid kid;
    while (reading_next(&walk, &kid))
        if (!kid.is_child)
            return structure->kids[kid.index].page;
    return NONE;
}

static void put_kids(const struct structure *structure, uint32_t index, struct buffer *entries)
{
    struct reading_walk walk = reading_walk(structure->reading, index);
    struct reading_kid kid;
    uint32_t page = find_page(structure, walk);
    if (!reading_next(&walk, &kid))
        return;
    if (page != NONE)
        put_page(structure, page, entries);
    buffer_put_string(entries, "/K[");
    do {
        if (kid.is_child) {
            buffer_put_char(entries, ' ');
            pdf_put_reference(entries, structure->first_object + kid.index);
        } else {
            put_kid(structure, &structure->kids[kid.index], page, entries);
        }
    } while (reading_next(&walk, &kid));
    buffer_put_char(entries, ']');
}

static void put_cell(const struct element *element, struct buffer *entries)
{
    bool header = element->role == ELEMENT_TABLE_HEADER;
    if (!header && element->column_span <= 1 && element->row_span <= 1)
        return;
    buffer_put_string(entries, "/A<</O/Table");
    if (element->column_span > 1)
        buffer_printf(entries, "/ColSpan %d", element->column_span);
    if (element->row_span > 1)
        buffer_printf(entries, "/RowSpan %d", element->row_span);
    if (header)
        buffer_put_string(entries, element->heads_row ? "/Scope/Row" : "/Scope/Column");
    buffer_put_string(entries, ">>");
}

static void put_attributes(const struct element *element, struct buffer *entries)
{
    if (element->role == ELEMENT_TABLE_CELL || element->role == ELEMENT_TABLE_HEADER)
        put_cell(element, entries);
    if (element->numbering)
        buffer_printf(entries, "/A<</O/List/ListNumbering/%s>>", element->numbering);
}

/* Every note needs an identifier (ISO 14289-1, 7.9): its own, or one made of its index. */
static const char *find_id(const struct structure *structure, uint32_t index)
{
    const struct element *element = &structure->elements[index];
    if (element->id || element->role != ELEMENT_NOTE)
        return element->id;
    return arena_printf(structure->writer->arena, "note %u", index);
}

static void put_text_entry(struct buffer *entries, const char *key, const char *text)
{
    if (!text)
        return;
    buffer_put_string(entries, key);
    pdf_put_text(entries, text);
}

static void put_element(const void *context, uint32_t index, struct buffer *entries)
{
    const struct structure *structure = context;
    const struct element *element = &structure->elements[index];
    const char *id = find_id(structure, index);
    buffer_put_string(entries, "/S");
    pdf_put_name(entries, element_role_name(element));
    buffer_put_string(entries, "/P ");
    pdf_put_reference(entries, index ? structure->first_object + element->parent : structure->root);
    put_text_entry(entries, "/Alt", element->alternative);
    put_text_entry(entries, "/Lang", element->lang);
    if (id) {
        buffer_put_string(entries, "/ID");
        pdf_put_bytes(entries, id, strlen(id));
    }
    put_attributes(element, entries);
    put_kids(structure, index, entries);
}

/* ── The trees beside it ─────────────────────────────────────────────────────────────────────── */

static void add_entry(struct pdf_writer *writer, struct tree *tree, uint32_t key,
                      const struct buffer *value)
{
    vector_push(&tree->entries,
                (struct tree_entry){
                    .number = key,
                    .value = arena_copy_bytes(writer->arena, buffer_string(value), value->length)});
}

static void put_owners(const struct structure *structure, const struct painted_page *painted,
                       struct buffer *value)
{
    buffer_put_char(value, '[');
    for (size_t mcid = 0; mcid < painted->elements.count; mcid++) {
        if (mcid)
            buffer_put_char(value, ' ');
        pdf_put_reference(value, structure->first_object + painted->elements.items[mcid]);
    }
    buffer_put_char(value, ']');
}

/* From marked content and annotations back to elements. */
static uint32_t add_parent_tree(struct pdf_writer *writer, const struct structure *structure)
{
    struct tree tree = {0};
    struct buffer *value = &writer->scratch;
    uint32_t ordinal = 0;
    for (uint32_t p = 0; p < writer->pages->page_count; p++) {
        if (writer->painted[p].elements.count == 0)
            continue;
        buffer_clear(value);
        put_owners(structure, &writer->painted[p], value);
        add_entry(writer, &tree, p, value);
    }
    for (uint32_t p = 0; p < writer->pages->page_count; p++) {
        for (size_t i = 0; i < writer->pages->pages[p].link_count; i++) {
            buffer_clear(value);
            pdf_put_reference(value,
                              structure->first_object + writer->pages->pages[p].links[i].element);
            add_entry(writer, &tree, pdf_annotation_key(writer, ordinal++), value);
        }
    }
    return pdf_add_tree(writer, &tree);
}

static uint32_t add_id_tree(struct pdf_writer *writer, const struct structure *structure)
{
    struct tree tree = {0};
    for (uint32_t e = 0; e < writer->pages->element_count; e++) {
        const char *id = find_id(structure, e);
        if (id)
            vector_push(&tree.entries,
                        (struct tree_entry){.name = id,
                                            .value = arena_printf(writer->arena, "%u 0 R",
                                                                  structure->first_object + e)});
    }
    return pdf_add_tree(writer, &tree);
}

static void set_root(struct pdf_writer *writer, const struct structure *structure)
{
    uint32_t parents = add_parent_tree(writer, structure);
    uint32_t ids = add_id_tree(writer, structure);
    struct buffer *entries = &writer->scratch;
    buffer_clear(entries);
    buffer_printf(entries, "/Type/StructTreeRoot/K %u 0 R", structure->first_object);
    if (parents)
        buffer_printf(entries, "/ParentTree %u 0 R/ParentTreeNextKey %u", parents,
                      pdf_annotation_key(writer, writer->annotation_count));
    if (ids)
        buffer_printf(entries, "/IDTree %u 0 R", ids);
    pdf_object_set(writer->file, structure->root, entries);
}

void pdf_add_structure(struct pdf_writer *writer)
{
    if (writer->pages->element_count == 0)
        return;
    struct structure *structure = new_structure(writer);
    structure->root = pdf_object_reserve(writer->file);
    for (uint32_t e = 0; e < writer->pages->element_count; e++) {
        struct pdf_entries entries = {put_element, structure};
        uint32_t object = pdf_object_add_late(writer->file, entries, e);
        if (e == 0)
            structure->first_object = object;
    }
    set_root(writer, structure);
    buffer_printf(&writer->catalog, "/StructTreeRoot %u 0 R/MarkInfo<</Marked true>>",
                  structure->root);
}
