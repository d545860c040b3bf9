/* Pages made by hand, for the tests of pdf/: lines of shaped text, tags, links, and the written
 * file as other tools read it. */
#ifndef TEST_PDF_FIXTURE_H
#define TEST_PDF_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/vector.h"
#include "pdf/pdf.h"

#define FONTS_FOLDER "fonts"

struct fixture {
    struct arena *arena;
    struct diag *diag;
    struct fonts *fonts;
    struct text_style style;
    struct pages pages;
    struct pdf_options options;
    dimen baseline;
    VECTOR(struct page) page_list;
    VECTOR(struct item) items; /* of the page being filled */
    VECTOR(struct link_area) links;
    VECTOR(struct element) elements;
    char path[64]; /* of the written file */
};

static inline int fixture_begin(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.arena = arena_new(), .diag = diag_new()};
    fixture.fonts = fonts_open(FONTS_FOLDER, fixture.diag);
    assert_non_null(fixture.fonts);
    fixture.style = (struct text_style){.family = FAMILY_SERIF, .size = PT(10.5)};
    fixture.pages = (struct pages){
        .width = PT(420), .height = PT(595), .title = "A book", .lang = "en", .creator = "test"};
    fixture.baseline = PT(72);
    snprintf(fixture.path, sizeof fixture.path, "/tmp/test_pdf_%ld.pdf", (long)getpid());
    *state = &fixture;
    return 0;
}

static inline int fixture_end(void **state)
{
    struct fixture *fixture = *state;
    unlink(fixture->path);
    vector_drop(&fixture->page_list);
    vector_drop(&fixture->items);
    vector_drop(&fixture->links);
    vector_drop(&fixture->elements);
    fonts_drop(fixture->fonts);
    diag_drop(fixture->diag);
    arena_drop(fixture->arena);
    return 0;
}

/* Begins and ends a fixture around the test; `*state` is the fixture. */
#define PDF_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_begin, fixture_end)

static inline void fixture_item(struct fixture *fixture, struct item item)
{
    vector_push(&fixture->items, item);
}

static inline uint32_t fixture_element(struct fixture *fixture, enum element_role role,
                                       uint32_t parent)
{
    vector_push(&fixture->elements,
                (struct element){
                    .role = role, .parent = parent, .level = 1, .column_span = 1, .row_span = 1});
    return (uint32_t)fixture->elements.count - 1;
}

static inline void fixture_tag(struct fixture *fixture, uint32_t element)
{
    fixture_item(fixture, (struct item){.kind = ITEM_TAG_BEGIN, .tag.element = element});
}

static inline void fixture_end_tag(struct fixture *fixture)
{
    fixture_item(fixture, (struct item){.kind = ITEM_TAG_END});
}

/* Appends the glyphs of one word to `glyphs`; returns its width. */
static inline struct item fixture_word(struct fixture *fixture, const char *text, dimen x)
{
    const struct shaped *shaped =
        text_shape(fixture->fonts, &fixture->style, "en", text, strlen(text), (struct position){0});
    struct glyph *glyphs = ARENA_ARRAY(fixture->arena, struct glyph, shaped->glyph_count);
    for (uint32_t i = 0; i < shaped->glyph_count; i++) {
        const struct shaped_glyph *from = &shaped->glyphs[i];
        glyphs[i] = (struct glyph){from->id, from->cluster, from->x_offset, from->y_offset,
                                   text_glyph_advance(shaped, i, &fixture->style)};
    }
    return (struct item){.kind = ITEM_TEXT,
                         .text = {.font = shaped->font,
                                  .size = fixture->style.size,
                                  .x = x,
                                  .baseline = fixture->baseline,
                                  .text = text,
                                  .text_length = (uint32_t)strlen(text),
                                  .glyph_count = shaped->glyph_count,
                                  .glyphs = glyphs}};
}

/* Sets a line, word by word with a space between, and moves down to the next. */
static inline void fixture_line(struct fixture *fixture, const char *text)
{
    char *words = arena_copy_string(fixture->arena, text), *save = NULL;
    dimen x = PT(60);
    for (char *word = strtok_r(words, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
        struct item item = fixture_word(fixture, word, x);
        for (uint32_t i = 0; i < item.text.glyph_count; i++)
            x += item.text.glyphs[i].advance;
        x += text_space_width(fixture->fonts, &fixture->style);
        item.text.text = arena_printf(fixture->arena, "%s ", word);
        item.text.text_length++;
        fixture_item(fixture, item);
    }
    fixture->baseline += PT(15);
}

static inline void fixture_link(struct fixture *fixture, struct link_area link)
{
    vector_push(&fixture->links, link);
}

static inline void fixture_end_page(struct fixture *fixture, const char *label)
{
    struct page page = {
        .item_count = fixture->items.count, .link_count = fixture->links.count, .label = label};
    struct item *items = ARENA_ARRAY(fixture->arena, struct item, page.item_count);
    struct link_area *links = ARENA_ARRAY(fixture->arena, struct link_area, page.link_count);
    if (page.item_count)
        memcpy(items, fixture->items.items, page.item_count * sizeof *items);
    if (page.link_count)
        memcpy(links, fixture->links.items, page.link_count * sizeof *links);
    page.items = items;
    page.links = links;
    vector_push(&fixture->page_list, page);
    fixture->items.count = fixture->links.count = 0;
    fixture->baseline = PT(72);
}

static inline void fixture_complete(struct fixture *fixture)
{
    struct pages *pages = &fixture->pages;
    pages->pages = fixture->page_list.items;
    pages->page_count = fixture->page_list.count;
    pages->elements = fixture->elements.items;
    pages->element_count = fixture->elements.count;
    pages->fonts = fonts_used(fixture->fonts, &pages->font_count);
}

static inline void fixture_write(struct fixture *fixture)
{
    fixture_complete(fixture);
    struct output *output = output_open(fixture->path, fixture->diag);
    assert_non_null(output);
    assert_true(pdf_write(&fixture->pages, &fixture->options, output, fixture->diag));
    assert_true(output_commit(output));
}

/* What a command says of the written file: "%s" in it stands for the file. In the arena. */
static inline char *fixture_ask(struct fixture *fixture, const char *command)
{
    char *line = arena_printf(fixture->arena, command, fixture->path);
    struct buffer answer = {0};
    char chunk[4096];
    FILE *pipe = popen(line, "r");
    assert_non_null(pipe);
    for (size_t count; (count = fread(chunk, 1, sizeof chunk, pipe)) > 0;)
        buffer_put(&answer, chunk, count);
    pclose(pipe);
    char *copy = arena_copy_bytes(fixture->arena, buffer_string(&answer), answer.length);
    buffer_drop(&answer);
    return copy;
}

static inline void assert_says(struct fixture *fixture, const char *command, const char *expected)
{
    char *answer = fixture_ask(fixture, command);
    if (!strstr(answer, expected))
        fail_msg("`%s` does not say \"%s\" but:\n%s", command, expected, answer);
}

#endif
