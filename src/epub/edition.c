/* Enters: a completed book. Leaves: what all parts of its EPUB share: where everything stands, what
 * the image files are called, and a title, a language and an identifier that are never missing. */
#include "epub/edition.h"

#include "epub/xml.h"

static void name_images(struct edition *edition)
{
    const struct book *book = edition->book;
    for (size_t i = 0; i < book->image_count; i++) {
        const struct image *image = book->images[i];
        const char *file = arena_printf(edition->arena, "images/image-%03zu.%s", i + 1,
                                        image_extension(image->format));
        map_put(&edition->image_files, image->path, (void *)file);
    }
}

const char *edition_title(const struct book *book)
{
    return epub_is_blank(book->meta.title) ? "Untitled" : book->meta.title;
}

const char *edition_language(const struct book *book)
{
    return book->meta.lang && epub_is_language(book->meta.lang) ? book->meta.lang : "und";
}

const char *edition_term(const struct edition *edition, enum term term)
{
    return book_term(edition->language, term);
}

void epub_put_term_language(const struct edition *edition, struct buffer *out)
{
    if (!book_has_terms(edition->language))
        epub_put_language(out, "en");
}

void edition_start(struct edition *edition, const struct book *book,
                   const struct epub_options *options, bool plain)
{
    const char *identifier = book->meta.identifier;
    *edition = (struct edition){.book = book, .options = options, .plain = plain};
    edition->arena = arena_new();
    edition->title = edition_title(book);
    edition->language = edition_language(book);
    edition->identifier =
        epub_is_blank(identifier) ? epub_make_identifier(book, edition->arena) : identifier;
    parts_cut(edition);
    anchors_collect(&edition->anchors, edition);
    name_images(edition);
    page_breaks_collect(edition);
}

void edition_drop(struct edition *edition)
{
    vector_drop(&edition->parts);
    node_table_drop(&edition->item_numbers);
    anchors_drop(&edition->anchors);
    map_drop(&edition->image_files);
    node_table_drop(&edition->page_break_numbers);
    node_table_drop(&edition->page_breaks_before);
    arena_drop(edition->arena);
}

const char *edition_image_file(const struct edition *edition, const struct image *image)
{
    return image ? map_find(&edition->image_files, image->path) : NULL;
}
