/* Enters: a completed book. Leaves: its EPUB 3. The recipe: settle where everything stands
 * (edition), write and compress every file (chapters, title page, nav, cover, images, stylesheet),
 * list them in the package document, put all of it into the archive. */
#include "epub/epub.h"

#include <string.h>

#include "epub/edition.h"
#include "epub/package.h"
#include "epub/zip.h"

#define XHTML_TYPE "application/xhtml+xml"
#define DRAWN_COVER "images/cover.svg"

static const char mimetype[] = "application/epub+zip";
static const char container[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\">\n"
    "<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\""
    " media-type=\"application/oebps-package+xml\" />\n</rootfiles>\n</container>\n";

/* ── Collecting the files ────────────────────────────────────────────────────────────────────── */

static struct zip_data deflate(const struct package *package, const void *bytes, size_t length)
{
    return zip_deflate(package->deflater, package->edition->arena, bytes, length);
}

/* Adds a file with the bytes of `text`, which is emptied for the next one. */
static void add_text(struct package *package, struct item item, struct buffer *text)
{
    item.data = deflate(package, buffer_string(text), text->length);
    vector_push(&package->items, item);
    buffer_clear(text);
}

/* What is drawn for a book without a cover. The page shows the SVG, which is sharp at any size;
 * shelves and shops get the PNG, as many of them know no SVG. */
static bool add_drawn_cover(struct package *package)
{
    const struct edition *edition = package->edition;
    if (edition_image_file(edition, edition->book->cover))
        return true;
    const struct epub_cover *cover = edition->options->find_cover(edition->options->cover_context);
    if (!cover)
        return false;
    struct item drawing = {.id = "cover-drawing",
                           .file = DRAWN_COVER,
                           .type = "image/svg+xml",
                           .fallback = "cover-image",
                           .data = deflate(package, cover->svg.data, cover->svg.length)};
    struct item image = {.id = "cover-image",
                         .file = "images/cover.png",
                         .type = "image/png",
                         .properties = "cover-image",
                         .data = zip_store(cover->png.data, cover->png.length)};
    vector_push(&package->items, drawing);
    vector_push(&package->items, image);
    return true;
}

static void add_cover_page(struct package *package, struct buffer *text)
{
    const struct edition *edition = package->edition;
    const char *file = edition_image_file(edition, edition->book->cover);
    epub_put_cover_page(edition, file ? file : DRAWN_COVER, text);
    add_text(
        package,
        (struct item){.id = "cover", .file = "cover.xhtml", .type = XHTML_TYPE, .in_spine = true},
        text);
}

static void add_front(struct package *package, struct buffer *text)
{
    epub_put_title_page(package->edition, text);
    add_text(
        package,
        (struct item){.id = "title", .file = EPUB_TITLE_FILE, .type = XHTML_TYPE, .in_spine = true},
        text);
    epub_put_nav(package->edition, text);
    add_text(package,
             (struct item){.id = "nav",
                           .file = EPUB_NAV_FILE,
                           .type = XHTML_TYPE,
                           .properties = "nav",
                           .in_spine = true},
             text);
    epub_put_ncx(package->edition, text);
    add_text(package,
             (struct item){.id = "ncx", .file = "toc.ncx", .type = "application/x-dtbncx+xml"},
             text);
}

static void add_chapters(struct package *package, struct buffer *text)
{
    const struct edition *edition = package->edition;
    for (size_t i = 0; i < edition->parts.count; i++) {
        epub_put_part_document(edition, i, text);
        add_text(package,
                 (struct item){.id = arena_printf(edition->arena, "chapter-%zu", i + 1),
                               .file = edition->parts.items[i].file,
                               .type = XHTML_TYPE,
                               .in_spine = true},
                 text);
    }
}

static void add_images(struct package *package)
{
    const struct edition *edition = package->edition;
    for (size_t i = 0; i < edition->book->image_count; i++) {
        const struct image *image = edition->book->images[i];
        struct item item = {.id = arena_printf(edition->arena, "image-%zu", i + 1),
                            .file = edition_image_file(edition, image),
                            .type = image_media_type(image->format),
                            .properties = image == edition->book->cover ? "cover-image" : NULL,
                            .data = image->format == IMAGE_SVG
                                        ? deflate(package, image->bytes, image->length)
                                        : zip_store(image->bytes, image->length)};
        vector_push(&package->items, item);
    }
}

static void add_stylesheet(struct package *package)
{
    const char *text = package->edition->options->stylesheet;
    struct item item = {.id = "style", .file = "styles/book.css", .type = "text/css"};
    item.data = deflate(package, text, strlen(text));
    vector_push(&package->items, item);
}

/* A font that was there when the sheet was read may be gone; readers then take another. */
static void add_fonts(struct package *package, struct diag *diag)
{
    const struct edition *edition = package->edition;
    for (size_t i = 0; i < edition->options->font_count; i++) {
        const struct epub_font *font = &edition->options->fonts[i];
        const char *fault;
        char *bytes;
        size_t length;
        if (!file_read(edition->arena, font->path, &bytes, &length, &fault)) {
            diag_report(diag, SEVERITY_WARNING, "font", (struct position){.file = font->path}, NULL,
                        "this font is not in the EPUB: %s", fault);
            continue;
        }
        struct item item = {.id = arena_printf(edition->arena, "font-%zu", i + 1),
                            .file = font->file,
                            .type = font->type,
                            .data = deflate(package, bytes, length)};
        vector_push(&package->items, item);
    }
}

/* ── Packing them ────────────────────────────────────────────────────────────────────────────── */

static bool pack(const struct package *package, struct output *output, struct diag *diag)
{
    struct arena *arena = package->edition->arena;
    struct buffer text = {0};
    size_t count = 3;
    struct zip_member *members =
        ARENA_ARRAY(arena, struct zip_member, package->items.count + count);
    package_put(package, &text);
    members[0] = (struct zip_member){"mimetype", zip_store(mimetype, strlen(mimetype))};
    members[1] = (struct zip_member){"META-INF/container.xml",
                                     deflate(package, container, strlen(container))};
    members[2] = (struct zip_member){"EPUB/package.opf", deflate(package, text.data, text.length)};
    for (size_t i = 0; i < package->items.count; i++) {
        const struct item *item = &package->items.items[i];
        members[count++] =
            (struct zip_member){arena_printf(arena, "EPUB/%s", item->file), item->data};
    }
    bool packed = epub_zip(members, count, output, diag);
    buffer_drop(&text);
    return packed;
}

bool epub_write(const struct book *book, const struct epub_options *options, struct output *output,
                struct diag *diag)
{
    struct edition edition;
    struct buffer text = {0};
    edition_start(&edition, book, options, false);
    struct package package = {.edition = &edition, .deflater = zip_deflater_new()};
    add_cover_page(&package, &text);
    add_front(&package, &text);
    add_chapters(&package, &text);
    add_images(&package);
    add_stylesheet(&package);
    add_fonts(&package, diag);
    bool written = add_drawn_cover(&package) && pack(&package, output, diag);
    vector_drop(&package.items);
    zip_deflater_drop(package.deflater);
    buffer_drop(&text);
    edition_drop(&edition);
    return written;
}

/* ── Dumping ─────────────────────────────────────────────────────────────────────────────────── */

void epub_dump_xhtml(const struct book *book, struct buffer *text)
{
    struct edition edition;
    edition_start(&edition, book, NULL, false);
    for (size_t i = 0; i < edition.parts.count; i++) {
        buffer_printf(text, "<!-- %s -->\n", edition.parts.items[i].file);
        epub_put_section(&edition, i, text);
    }
    edition_drop(&edition);
}

void epub_dump_plain(const struct book *book, struct buffer *text)
{
    struct edition edition;
    edition_start(&edition, book, NULL, true);
    for (size_t i = 0; i < edition.parts.count; i++)
        epub_put_part(&edition, i, text);
    edition_drop(&edition);
}
