/* Enters: the places to jump to, and the runs of page labels. Leaves: the name tree by which other
 * files reach an id in this book ("book.pdf#closures"), and the number tree of labels, by which
 * readers show "iv" or "12" (ISO 32000-1, 12.3.2 and 12.4.2). */
#include <string.h>

#include "pdf/navigation.h"
#include "pdf/syntax.h"
#include "pdf/tree.h"

enum { LONGEST_NAME = 2000 }; /* a longer id stays out: no PDF string holds any length */

void pdf_put_destination(const struct pdf_writer *writer, uint32_t index, struct buffer *entries)
{
    const struct destination *destination = &writer->pages->destinations[index];
    int64_t height = pdf_position(writer->pages->height);
    buffer_put_char(entries, '[');
    pdf_put_reference(entries, writer->page_objects[destination->page]);
    buffer_put_string(entries, "/XYZ ");
    pdf_put_position(entries, destination->x);
    buffer_put_char(entries, ' ');
    pdf_put_decimal(entries, height - pdf_position(destination->y), PDF_POSITION_DECIMALS);
    buffer_put_string(entries, " null]");
}

static char *copy_scratch(const struct pdf_writer *writer)
{
    return arena_copy_bytes(writer->arena, buffer_string(&writer->scratch), writer->scratch.length);
}

static uint32_t add_destinations(struct pdf_writer *writer)
{
    struct tree tree = {0};
    for (uint32_t i = 0; i < writer->pages->destination_count; i++) {
        const char *name = writer->pages->destinations[i].name;
        if (!name || strlen(name) > LONGEST_NAME)
            continue;
        buffer_clear(&writer->scratch);
        pdf_put_destination(writer, i, &writer->scratch);
        vector_push(&tree.entries,
                    (struct tree_entry){.name = name, .value = copy_scratch(writer)});
    }
    return pdf_add_tree(writer, &tree);
}

void pdf_add_names(struct pdf_writer *writer)
{
    uint32_t destinations = add_destinations(writer), files = writer->attachments;
    if (!destinations && !files)
        return;
    buffer_put_string(&writer->catalog, "/Names<<");
    if (destinations)
        buffer_printf(&writer->catalog, "/Dests %u 0 R", destinations);
    if (files)
        buffer_printf(&writer->catalog, "/EmbeddedFiles %u 0 R", files);
    buffer_put_string(&writer->catalog, ">>");
}

void pdf_add_page_labels(struct pdf_writer *writer)
{
    static const char *const styles[] = {[NUMBERING_DIGITS] = "D",
                                         [NUMBERING_LETTERS] = "a",
                                         [NUMBERING_CAPITALS] = "A",
                                         [NUMBERING_ROMAN] = "r",
                                         [NUMBERING_CAPITAL_ROMAN] = "R"};
    struct tree tree = {0};
    for (size_t i = 0; i < writer->pages->label_count; i++) {
        const struct label_range *range = &writer->pages->labels[i];
        const char *value = range->start < 1
                                ? arena_printf(writer->arena, "<</P(%d)>>", range->start)
                                : arena_printf(writer->arena, "<</S/%s/St %d>>",
                                               styles[range->numbering], range->start);
        vector_push(&tree.entries, (struct tree_entry){.number = range->page, .value = value});
    }
    uint32_t root = pdf_add_tree(writer, &tree);
    if (root)
        buffer_printf(&writer->catalog, "/PageLabels %u 0 R", root);
}
