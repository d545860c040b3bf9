/* Enters: a completed book, a stylesheet, fonts. Leaves: its pages.
 * Title page and contents come first, the contents with their page numbers left open; then the
 * body, from a recto on. Once its pages are made up the numbers are known, and what depends on them
 * is filled in. layout_book() is the recipe; the rest of the folder, in the order of the work:
 *     block.c, list.c, code.c, table.c, image.c, footnote.c   a block → strips   (flow.c)
 *     inline.c, atoms.c, linebreak.c, lines.c                 its inlines → lines
 *     pagebreak.c, makeup.c, page.c, furniture.c              strips → pages   (sequence.c) */
#include "layout/flow.h"
#include "layout/page.h"

#include <string.h>

#include "version.h"

static void start(struct layout *layout, const struct book *book, const struct stylesheet *sheet,
                  struct fonts *fonts, struct diag *diag, struct generated *generated)
{
    *layout = (struct layout){
        .book = book,
        .sheet = sheet,
        .fonts = fonts,
        .diag = diag,
        .generated = generated,
        .arena = arena_new(),
        .scratch = arena_new(),
        .typesetter = typesetter_new(),
        .run = {.number = 1},
    };
    pages_name(layout, NULL, false);
    element_add(layout, ELEMENT_DOCUMENT, 0);
}

/* What is no word divides none. */
static void add_hyphenations(struct layout *layout)
{
    const struct metadata *meta = &layout->book->meta;
    for (size_t i = 0; i < meta->hyphenation_count; i++)
        text_add_hyphenation(layout->fonts, meta->hyphenations[i]);
}

/* The body starts where its style says, by default on a recto. */
static void open_body(struct layout *layout, struct flow *flow)
{
    struct paging paging = style_paging(layout->sheet, layout->book->root);
    enum style_part last = contents_are_shown(layout) ? PART_CONTENTS : PART_TITLE_PAGE;
    pages_turn_between(layout, style_part_paging(layout->sheet, last).after, paging.before);
    pages_name(layout, paging.page, true);
    flow->heading_pages[0] = paging.page;
    flow->has_number = pages_find_number(paging.counters, &flow->number);
    flow_set_strings(flow, strings_read(layout, paging.strings, layout->book->root, ""));
}

static void make_body(struct layout *layout)
{
    struct galley galley = {.arena = arena_new()};
    struct text_style root = style_root(layout->sheet);
    struct flow flow;
    flow_start(&flow, layout, &galley, layout->measure, 0, &root);
    flow.is_book = true;
    open_body(layout, &flow);
    flow.frames.items[0].right = flow.frames.items[0].room = layout->measure;
    struct block_style block = style_block(layout->sheet, layout->book->root);
    columns_begin(&flow, flow_top(&flow), &block.columns, layout->book->root);
    flow_children(&flow, layout->book->root);
    flow_end(&flow);
    pages_fill(layout, &galley, layout->pages.count);
    galley_drop(&galley);
}

static const char *join_authors(struct layout *layout)
{
    const struct metadata *meta = &layout->book->meta;
    struct buffer text = {0};
    for (size_t i = 0; i < meta->author_count; i++)
        buffer_printf(&text, "%s%s", i > 0 ? ", " : "", meta->authors[i]);
    const char *authors =
        text.length ? arena_copy_string(layout->arena, buffer_string(&text)) : NULL;
    buffer_drop(&text);
    return authors;
}

#define KEEP(layout, vector, type)                                                                 \
    ((const type *)arena_copy_bytes((layout)->arena, (layout)->vector.items,                       \
                                    (layout)->vector.count * sizeof(type)))

static struct pages *collect_pages(struct layout *layout)
{
    const struct metadata *meta = &layout->book->meta;
    struct pages *pages = ARENA_NEW(layout->arena, struct pages);
    pages_name(layout, style_paging(layout->sheet, layout->book->root).page, false);
    *pages = (struct pages){
        .arena = layout->arena,
        .width = layout->page->width,
        .height = layout->page->height,
        .text_block = {page_spine_is_left(layout, true) ? layout->page->inner : layout->page->outer,
                       layout->page->top, layout->measure, layout->depth},
        .title = meta->title ? meta->title : "",
        .author = join_authors(layout),
        .lang = meta->lang ? meta->lang : "en",
        .is_lang_doubtful = meta->is_lang_doubtful,
        .subject = meta->description,
        .creator = "bifolio " BIFOLIO_VERSION,
        .date = meta->date,
        .pages = KEEP(layout, pages, struct page),
        .page_count = layout->pages.count,
        .destinations = KEEP(layout, destinations, struct destination),
        .destination_count = layout->destinations.count,
        .outline = KEEP(layout, outline, struct outline_entry),
        .outline_count = layout->outline.count,
        .labels = KEEP(layout, labels, struct label_range),
        .label_count = layout->labels.count,
        .elements = KEEP(layout, elements, struct element),
        .element_count = layout->elements.count,
    };
    list_printed(pages);
    pages->fonts = fonts_used(layout->fonts, &pages->font_count);
    return pages;
}

void layout_drop_workings(struct layout *layout)
{
    arena_drop(layout->scratch);
    paragraph_drop(&layout->paragraph);
    typesetter_drop(layout->typesetter);
    vector_drop(&layout->pages);
    vector_drop(&layout->elements);
    vector_drop(&layout->destinations);
    vector_drop(&layout->outline);
    vector_drop(&layout->labels);
    vector_drop(&layout->numbers);
    vector_drop(&layout->late_boxes);
    vector_drop(&layout->run.strings);
    vector_drop(&layout->notes);
    node_table_drop(&layout->targets);
    node_table_drop(&layout->note_numbers);
}

static void make_pages(struct layout *layout)
{
    destinations_reserve(layout);
    title_page_make(layout);
    struct contents *contents = contents_prepare(layout);
    make_body(layout);
    contents_finish(layout, contents);
    furniture_finish(layout);
    pages_label(layout);
    outline_make(layout);
}

/* Once more, where numbers of pages stand in the text. What is to be said was said. */
static void make_pages_again(struct layout *layout)
{
    struct layout before = *layout;
    struct diag *diag = diag_new();
    layout_drop_workings(&before);
    arena_drop(before.arena);
    generated_forget_copies(before.generated);
    start(layout, before.book, before.sheet, before.fonts, diag, before.generated);
    make_pages(layout);
    layout->diag = before.diag;
    diag_drop(diag);
}

struct pages *layout_book(const struct book *book, const struct stylesheet *sheet,
                          struct fonts *fonts, struct diag *diag)
{
    struct layout layout;
    start(&layout, book, sheet, fonts, diag, generated_make(book, sheet, diag));
    add_hyphenations(&layout);
    make_pages(&layout);
    while (page_numbers_must_change(&layout))
        make_pages_again(&layout);
    struct pages *pages = collect_pages(&layout);
    generated_drop(layout.generated);
    layout_drop_workings(&layout);
    return pages;
}

void pages_drop(struct pages *pages)
{
    if (pages)
        arena_drop(pages->arena);
}
