/* For the tests of book/ and epub/: trees built by hand, completed, and the findings as text. */
#ifndef TEST_BOOK_TREE_H
#define TEST_BOOK_TREE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "book/book.h"

static struct book *book;
static struct diag *diag;
static const char *current_file;
static int line;
static char *findings;

static inline int set_up(void **state)
{
    (void)state;
    diag = diag_new();
    book = book_new(diag);
    book->meta.lang = "en";
    book->meta.title = "A Title";
    current_file = "guide.md";
    line = 0;
    return 0;
}

static inline int tear_down(void **state)
{
    (void)state;
    book_drop(book);
    diag_drop(diag);
    free(findings);
    findings = NULL;
    return 0;
}

#define BOOK_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static inline void start_file(const char *path)
{
    current_file = path;
    line = 0;
}

static inline struct node *add(struct node *parent, enum node_kind kind)
{
    if (!node_is_inline(kind))
        line++;
    struct node *node =
        node_new(book->arena, kind, (struct position){current_file, line ? line : 1, 1});
    node_append(parent, node);
    return node;
}

static inline struct node *add_text(struct node *parent, const char *text)
{
    struct node *node = add(parent, NODE_TEXT);
    node->text = text;
    return node;
}

static inline struct node *add_heading(struct node *parent, int level, const char *text)
{
    struct node *node = add(parent, NODE_HEADING);
    node->heading.level = level;
    add_text(node, text);
    return node;
}

static inline struct node *add_paragraph(struct node *parent, const char *text)
{
    struct node *node = add(parent, NODE_PARAGRAPH);
    add_text(node, text);
    return node;
}

static inline struct node *add_link(struct node *parent, const char *url, const char *text)
{
    struct node *node = add(parent, NODE_LINK);
    node->link.url = url;
    add_text(node, text);
    return node;
}

static inline struct node *add_image(struct node *parent, const char *source)
{
    struct node *node = add(parent, NODE_IMAGE);
    node->image.source = source;
    node->image.alternative = "picture";
    return node;
}

/* An item with a paragraph that is one link. */
static inline struct node *add_entry(struct node *list, const char *url)
{
    struct node *item = add(list, NODE_LIST_ITEM);
    add_link(add(item, NODE_PARAGRAPH), url, "entry");
    return item;
}

static inline void complete_with(struct book_options options)
{
    options.toc_depth = options.toc_depth ? options.toc_depth : 3;
    book_complete(book, &options);
}

static inline void complete(void)
{
    complete_with((struct book_options){0});
}

/* All findings as they are printed. */
static inline const char *found(void)
{
    size_t length;
    free(findings);
    findings = NULL;
    FILE *stream = open_memstream(&findings, &length);
    diag_print(diag, stream, SEVERITY_NOTE, true);
    fclose(stream);
    return findings;
}

#define assert_found(text) assert_non_null(strstr(found(), text))
#define assert_not_found(text) assert_null(strstr(found(), text))

/* The kinds of the document's children, as "heading paragraph list". */
static inline const char *outline_of(const struct node *parent)
{
    static char outline[512];
    outline[0] = '\0';
    for (const struct node *node = parent->first; node; node = node->next) {
        size_t length = strlen(outline);
        snprintf(outline + length, sizeof outline - length, "%s%s", length ? " " : "",
                 node_kind_name(node->kind));
    }
    return outline;
}

#endif
