/* Enters: painted pages. Leaves: the page tree (ISO 32000-1, 7.7.3), at most FAN_OUT kids a node,
 * built level by level. All pages inherit their size from the root and share one dictionary of
 * fonts; a page that shows images lists just those. */
#include <stdlib.h>

#include "pdf/font.h"
#include "pdf/navigation.h"
#include "pdf/syntax.h"

enum { FAN_OUT = 64 };

/* A node of the tree, in one list: the pages, then each level above in order, the root last. */
struct page_node {
    uint32_t object, parent, first_kid, kid_count,
        page_count; /* parent, kids: places in the list */
};

typedef VECTOR(struct page_node) node_vector;

void pdf_reserve_pages(struct pdf_writer *writer)
{
    size_t count = writer->pages->page_count;
    writer->page_objects = ARENA_ARRAY(writer->arena, uint32_t, count);
    for (size_t p = 0; p < count; p++)
        writer->page_objects[p] = pdf_object_reserve(writer->file);
}

static void add_resources(struct pdf_writer *writer)
{
    buffer_clear(&writer->scratch);
    pdf_put_font_resources(writer, &writer->scratch);
    writer->fonts_object = pdf_object_add(writer->file, &writer->scratch);
    buffer_clear(&writer->scratch);
    buffer_printf(&writer->scratch, "/Font %u 0 R", writer->fonts_object);
    writer->resources = pdf_object_add(writer->file, &writer->scratch);
}

static uint32_t add_content(struct pdf_writer *writer, const struct painted_page *painted)
{
    buffer_clear(&writer->scratch);
    buffer_put_string(&writer->scratch, "/Filter/FlateDecode");
    return pdf_stream_add(writer->file, &writer->scratch, painted->content.data,
                          painted->content.length);
}

static void put_images(const struct pdf_writer *writer, const struct painted_page *painted,
                       struct buffer *entries)
{
    buffer_put_string(entries, "/XObject<<");
    for (size_t i = 0; i < painted->images.count; i++) {
        uint32_t number = painted->images.items[i];
        buffer_printf(entries, "/I%u %u 0 R", number, writer->images.items[number].object);
    }
    buffer_put_string(entries, ">>");
}

/* Archives want each page to name its resources itself (ISO 19005-2, 6.2.2). Those of most pages
 * are the fonts alone: one object. */
static void put_resources(const struct pdf_writer *writer, const struct painted_page *painted,
                          struct buffer *entries)
{
    buffer_put_string(entries, "/Resources");
    if (painted->images.count == 0) {
        buffer_printf(entries, " %u 0 R", writer->resources);
        return;
    }
    buffer_printf(entries, "<</Font %u 0 R", writer->fonts_object);
    put_images(writer, painted, entries);
    buffer_put_string(entries, ">>");
}

static void put_annotations(const struct pdf_writer *writer, size_t index, struct buffer *entries)
{
    size_t count = writer->pages->pages[index].link_count;
    if (count == 0)
        return;
    buffer_put_string(entries, "/Tabs/S/Annots[");
    for (size_t i = 0; i < count; i++) {
        pdf_put_reference(entries, writer->annotation_objects[index][i]);
        buffer_put_char(entries, i + 1 < count ? ' ' : ']');
    }
}

static void set_page(struct pdf_writer *writer, size_t index)
{
    const struct painted_page *painted = &writer->painted[index];
    const struct page_refs *refs = &writer->page_refs[index];
    struct buffer *entries = &writer->scratch;
    buffer_clear(entries);
    buffer_printf(entries, "/Type/Page/Parent %u 0 R/Contents %u 0 R", refs->parent, refs->content);
    if (painted->elements.count > 0)
        buffer_printf(entries, "/StructParents %zu", index);
    put_resources(writer, painted, entries);
    put_annotations(writer, index, entries);
    pdf_object_set(writer->file, writer->page_objects[index], entries);
}

void pdf_set_pages(struct pdf_writer *writer)
{
    for (size_t p = 0; p < writer->pages->page_count; p++)
        set_page(writer, p);
}

static void set_node(struct pdf_writer *writer, const node_vector *nodes, uint32_t index)
{
    const struct page_node *node = &nodes->items[index];
    struct buffer *entries = &writer->scratch;
    buffer_clear(entries);
    buffer_printf(entries, "/Type/Pages/Count %u", node->page_count);
    if (index + 1 < nodes->count) {
        buffer_printf(entries, "/Parent %u 0 R", nodes->items[node->parent].object);
    } else {
        buffer_put_string(entries, "/MediaBox[0 0 ");
        pdf_put_position(entries, writer->pages->width);
        buffer_put_char(entries, ' ');
        pdf_put_position(entries, writer->pages->height);
        buffer_put_char(entries, ']');
    }
    buffer_put_string(entries, "/Kids[");
    for (uint32_t kid = 0; kid < node->kid_count; kid++) {
        buffer_put_char(entries, kid ? ' ' : '\n');
        pdf_put_reference(entries, nodes->items[node->first_kid + kid].object);
    }
    buffer_put_char(entries, ']');
    pdf_object_set(writer->file, node->object, entries);
}

/* Puts a level of parents above the nodes from `first` on. */
static void add_level(struct pdf_writer *writer, node_vector *nodes, uint32_t first)
{
    uint32_t end = (uint32_t)nodes->count;
    for (uint32_t kid = first; kid < end; kid++) {
        if ((kid - first) % FAN_OUT == 0) {
            uint32_t object = pdf_object_reserve(writer->file);
            vector_push(nodes, (struct page_node){.object = object, .first_kid = kid});
        }
        struct page_node *parent = &nodes->items[nodes->count - 1];
        nodes->items[kid].parent = (uint32_t)nodes->count - 1;
        parent->kid_count++;
        parent->page_count += nodes->items[kid].page_count;
    }
}

uint32_t pdf_add_pages(struct pdf_writer *writer)
{
    node_vector nodes = {0};
    uint32_t count = (uint32_t)writer->pages->page_count, first = 0, end;
    add_resources(writer);
    writer->page_refs = ARENA_ARRAY(writer->arena, struct page_refs, count);
    for (uint32_t p = 0; p < count; p++)
        vector_push(&nodes, (struct page_node){.object = writer->page_objects[p], .page_count = 1});
    do {
        end = (uint32_t)nodes.count;
        add_level(writer, &nodes, first);
        first = end;
    } while (nodes.count - first > 1);
    for (uint32_t p = 0; p < count; p++)
        writer->page_refs[p] = (struct page_refs){nodes.items[nodes.items[p].parent].object,
                                                  add_content(writer, &writer->painted[p])};
    for (uint32_t i = count; i < nodes.count; i++)
        set_node(writer, &nodes, i);
    uint32_t root = nodes.items[nodes.count - 1].object; /* NOLINT: a level has at least one node */
    vector_drop(&nodes);
    return root;
}
