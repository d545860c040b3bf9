/* Enters: outline entries in order, each with a depth. Leaves: the outline (ISO 32000-1, 12.3.3),
 * in which every entry knows its parent, neighbours and first and last child. Readers show the top
 * level; where that is a single entry, the level below as well. */
#include <stdlib.h>
#include <string.h>

#include "pdf/navigation.h"
#include "pdf/syntax.h"

#define NONE UINT32_MAX

/* An entry's relatives, as indices; the root's are kept one place behind the last entry. */
struct relatives {
    uint32_t parent, previous, next, first, last, child_count;
};

static struct relatives *find_relatives(const struct pages *pages)
{
    uint32_t count = (uint32_t)pages->outline_count, root = count, deepest = 0;
    struct relatives *relatives = memory_resize(NULL, count + 1, sizeof *relatives);
    uint32_t *open = memory_resize(NULL, count + 2, sizeof *open); /* by depth: the latest entry */
    memset(relatives, 0xFF, (count + 1) * sizeof *relatives);      /* NONE */
    open[0] = root;
    relatives[root].child_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t depth = pages->outline[i].depth < 1 ? 1 : (uint32_t)pages->outline[i].depth;
        depth = depth > deepest + 1 ? deepest + 1 : depth;
        struct relatives *parent = &relatives[open[depth - 1]];
        relatives[i].parent = open[depth - 1];
        relatives[i].previous = parent->last;
        relatives[i].child_count = 0;
        if (parent->last == NONE)
            parent->first = i;
        else
            relatives[parent->last].next = i;
        parent->last = i;
        parent->child_count++;
        open[depth] = i;
        deepest = depth;
    }
    free(open);
    return relatives;
}

static void put_relative(struct buffer *entries, const char *key, uint32_t first_object,
                         uint32_t index)
{
    if (index != NONE)
        buffer_printf(entries, "/%s %u 0 R", key, first_object + index);
}

static void set_entry(struct pdf_writer *writer, const struct relatives *relatives, uint32_t index,
                      uint32_t first_object)
{
    const struct outline_entry *entry = &writer->pages->outline[index];
    const struct relatives *own = &relatives[index];
    uint32_t root = (uint32_t)writer->pages->outline_count;
    bool open = own->parent == root && relatives[root].child_count == 1;
    struct buffer *entries = &writer->scratch;
    buffer_clear(entries);
    buffer_put_string(entries, "/Title");
    pdf_put_text(entries, entry->title);
    put_relative(entries, "Parent", first_object, own->parent);
    put_relative(entries, "Prev", first_object, own->previous);
    put_relative(entries, "Next", first_object, own->next);
    put_relative(entries, "First", first_object, own->first);
    put_relative(entries, "Last", first_object, own->last);
    if (own->child_count)
        buffer_printf(entries, "/Count %s%u", open ? "" : "-", own->child_count);
    buffer_put_string(entries, "/Dest");
    pdf_put_destination(writer, entry->destination, entries);
    pdf_object_set(writer->file, first_object + index, entries);
}

static void set_root(struct pdf_writer *writer, const struct relatives *relatives,
                     uint32_t first_object)
{
    uint32_t root = (uint32_t)writer->pages->outline_count;
    const struct relatives *own = &relatives[root];
    uint32_t visible = own->child_count;
    if (visible == 1)
        visible += relatives[own->first].child_count;
    struct buffer *entries = &writer->scratch;
    buffer_clear(entries);
    buffer_printf(entries, "/Type/Outlines/Count %u", visible);
    put_relative(entries, "First", first_object, own->first);
    put_relative(entries, "Last", first_object, own->last);
    pdf_object_set(writer->file, first_object + root, entries);
    buffer_printf(&writer->catalog, "/Outlines %u 0 R/PageMode/UseOutlines", first_object + root);
}

void pdf_add_outline(struct pdf_writer *writer)
{
    uint32_t count = (uint32_t)writer->pages->outline_count;
    if (count == 0)
        return;
    struct relatives *relatives = find_relatives(writer->pages);
    uint32_t first_object = pdf_object_reserve(writer->file);
    for (uint32_t i = 0; i < count; i++)
        pdf_object_reserve(writer->file); /* they follow each other; the last is the root's */
    for (uint32_t i = 0; first_object && i < count; i++)
        set_entry(writer, relatives, i, first_object);
    set_root(writer, relatives, first_object);
    free(relatives);
}
