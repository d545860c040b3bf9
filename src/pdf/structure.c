/* Enters: the elements, and which marked content and annotations of the painted pages belong to
 * each. Leaves: the structure tree (ISO 32000-1, 14.7 and 14.8).
 *
 * Every piece of marked content and every link annotation is a `kid` of its element, in the order
 * in which the pages were painted. An element's kids and its child elements are merged: a child
 * stands where its own content first appeared, children among themselves in the order of the
 * document, so that a note at the foot of a page stays where the text has it. Entries are made only
 * when the file is saved: a book has tens of thousands of elements. */
#include "pdf/structure.h"

#include <stdio.h>
#include <string.h>

#include "pdf/syntax.h"
#include "pdf/tree.h"

#define NONE UINT32_MAX

struct kid {
    uint32_t element, page, number; /* an MCID of the page, or an annotation's object */
    bool annotation;
};

struct structure {
    const struct pdf_writer *writer;
    const struct element *elements;
    uint32_t root;         /* object of the StructTreeRoot */
    uint32_t first_object; /* object of element 0; the others follow */
    struct kid *kids;      /* grouped by element, in painting order within each */
    uint32_t *times;       /* by kid: its place in painting order */
    uint32_t *kids_start;  /* by element; kids_start[element_count] is their number */
    uint32_t *first_child, *last_child, *next_sibling, *first_seen; /* by element */
    bool *is_data_row;                                              /* by element: holds a TD */
};

static const char *const role_names[ELEMENT_ROLE_COUNT] = {
    [ELEMENT_DOCUMENT] = "Document",   [ELEMENT_SECTION] = "Sect",
    [ELEMENT_PARAGRAPH] = "P",         [ELEMENT_LIST] = "L",
    [ELEMENT_LIST_ITEM] = "LI",        [ELEMENT_LABEL] = "Lbl",
    [ELEMENT_LIST_BODY] = "LBody",     [ELEMENT_TABLE] = "Table",
    [ELEMENT_TABLE_ROW] = "TR",        [ELEMENT_TABLE_HEADER] = "TH",
    [ELEMENT_TABLE_CELL] = "TD",       [ELEMENT_BLOCK_QUOTE] = "BlockQuote",
    [ELEMENT_CODE] = "Code",           [ELEMENT_FIGURE] = "Figure",
    [ELEMENT_CAPTION] = "Caption",     [ELEMENT_CONTENTS] = "TOC",
    [ELEMENT_CONTENTS_ENTRY] = "TOCI", [ELEMENT_REFERENCE] = "Reference",
    [ELEMENT_LINK] = "Link",           [ELEMENT_NOTE] = "Note",
    [ELEMENT_SPAN] = "Span",           [ELEMENT_DIVISION] = "Div",
    [ELEMENT_FORMULA] = "Formula",
};

const char *pdf_role_name(const struct element *element)
{
    static const char *const headings[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
    if (element->role != ELEMENT_HEADING)
        return role_names[element->role];
    return headings[element->level < 1 ? 0 : element->level > 6 ? 5 : element->level - 1];
}

/* ── Gathering ───────────────────────────────────────────────────────────────────────────────── */

typedef VECTOR(struct kid) kid_vector;

static void gather_kids(const struct pdf_writer *writer, kid_vector *kids)
{
    for (uint32_t p = 0; p < writer->pages->page_count; p++) {
        const struct painted_page *painted = &writer->painted[p];
        const struct page *page = &writer->pages->pages[p];
        for (uint32_t mcid = 0; mcid < painted->elements.count; mcid++)
            vector_push(kids, (struct kid){painted->elements.items[mcid], p, mcid, false});
        for (uint32_t i = 0; i < page->link_count; i++)
            vector_push(kids, (struct kid){page->links[i].element, p,
                                           writer->annotation_objects[p][i], true});
    }
}

/* Sorts the kids by element, keeping their order: counting sort. */
static void group_kids(struct structure *structure, const kid_vector *kids)
{
    struct arena *arena = structure->writer->arena;
    size_t elements = structure->writer->pages->element_count;
    uint32_t *starts = ARENA_ARRAY(arena, uint32_t, elements + 2);
    structure->kids = ARENA_ARRAY(arena, struct kid, kids->count);
    structure->times = ARENA_ARRAY(arena, uint32_t, kids->count);
    for (size_t i = 0; i < kids->count; i++)
        starts[kids->items[i].element + 2]++;
    for (size_t e = 0; e < elements; e++)
        starts[e + 2] += starts[e + 1];
    for (size_t i = 0; i < kids->count; i++) {
        uint32_t place = starts[kids->items[i].element + 1]++;
        structure->kids[place] = kids->items[i];
        structure->times[place] = (uint32_t)i;
    }
    structure->kids_start = starts;
}

/* When an element's content, or that of anything in it, first appears. Children come after their
 * parents, so one pass from the last element to the first does. */
static void find_first_seen(struct structure *structure)
{
    for (size_t e = structure->writer->pages->element_count; e-- > 0;) {
        uint32_t start = structure->kids_start[e], parent = structure->elements[e].parent;
        uint32_t *seen = structure->first_seen;
        if (start < structure->kids_start[e + 1] && structure->times[start] < seen[e])
            seen[e] = structure->times[start];
        if (seen[e] < seen[parent])
            seen[parent] = seen[e];
    }
}

static void link_elements(struct structure *structure)
{
    const struct pages *pages = structure->writer->pages;
    for (uint32_t e = 1; e < pages->element_count; e++) {
        uint32_t parent = pages->elements[e].parent;
        if (structure->last_child[parent] == NONE)
            structure->first_child[parent] = e;
        else
            structure->next_sibling[structure->last_child[parent]] = e;
        structure->last_child[parent] = e;
        if (pages->elements[e].role == ELEMENT_TABLE_CELL)
            structure->is_data_row[parent] = true;
    }
}

static uint32_t *new_links(struct arena *arena, size_t count)
{
    uint32_t *links = ARENA_ARRAY(arena, uint32_t, count);
    memset(links, 0xFF, count * sizeof *links); /* NONE */
    return links;
}

static struct structure *new_structure(struct pdf_writer *writer)
{
    struct structure *structure = ARENA_NEW(writer->arena, struct structure);
    size_t count = writer->pages->element_count;
    kid_vector kids = {0};
    structure->writer = writer;
    structure->elements = writer->pages->elements;
    structure->first_child = new_links(writer->arena, count);
    structure->last_child = new_links(writer->arena, count);
    structure->next_sibling = new_links(writer->arena, count);
    structure->first_seen = new_links(writer->arena, count);
    structure->is_data_row = ARENA_ARRAY(writer->arena, bool, count);
    gather_kids(writer, &kids);
    group_kids(structure, &kids);
    vector_drop(&kids);
    link_elements(structure);
    find_first_seen(structure);
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

static void put_kids(const struct structure *structure, uint32_t index, struct buffer *entries)
{
    uint32_t kid = structure->kids_start[index], end = structure->kids_start[index + 1];
    uint32_t child = structure->first_child[index];
    uint32_t page = kid < end ? structure->kids[kid].page : NONE;
    if (kid == end && child == NONE)
        return;
    if (page != NONE)
        put_page(structure, page, entries);
    buffer_put_string(entries, "/K[");
    while (kid < end || child != NONE) {
        if (kid < end && (child == NONE || structure->times[kid] < structure->first_seen[child])) {
            put_kid(structure, &structure->kids[kid++], page, entries);
        } else {
            buffer_put_char(entries, ' ');
            pdf_put_reference(entries, structure->first_object + child);
            child = structure->next_sibling[child];
        }
    }
    buffer_put_char(entries, ']');
}

static void put_cell(const struct structure *structure, const struct element *element,
                     struct buffer *entries)
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
        buffer_put_string(entries,
                          structure->is_data_row[element->parent] ? "/Scope/Row" : "/Scope/Column");
    buffer_put_string(entries, ">>");
}

static void put_attributes(const struct structure *structure, const struct element *element,
                           struct buffer *entries)
{
    if (element->role == ELEMENT_TABLE_CELL || element->role == ELEMENT_TABLE_HEADER)
        put_cell(structure, element, entries);
    if (element->role == ELEMENT_LIST)
        buffer_put_string(entries, element->defines   ? "/A<</O/List/ListNumbering/None>>"
                                   : element->ordered ? "/A<</O/List/ListNumbering/Decimal>>"
                                                      : "/A<</O/List/ListNumbering/Disc>>");
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
    pdf_put_name(entries, pdf_role_name(element));
    buffer_put_string(entries, "/P ");
    pdf_put_reference(entries, index ? structure->first_object + element->parent : structure->root);
    put_text_entry(entries, "/Alt", element->alternative);
    put_text_entry(entries, "/Lang", element->lang);
    if (id) {
        buffer_put_string(entries, "/ID");
        pdf_put_bytes(entries, id, strlen(id));
    }
    put_attributes(structure, element, entries);
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
