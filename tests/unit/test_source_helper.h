/* For the tests of source/: Markdown in, an outline of the tree and the messages out. */
#ifndef BIFOLIO_TESTS_SOURCE_HELPER_H
#define BIFOLIO_TESTS_SOURCE_HELPER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "source/source.h"

/* A file that was read, and what came of it. */
struct reading {
    char *path;
    struct diag *diag;
    struct book *book; /* NULL: refused */
    struct buffer outline;
    char *messages;
};

static inline void put_leaf(struct buffer *outline, const struct node *node)
{
    if (node->id)
        buffer_printf(outline, "#%s", node->id);
    if (node->classes)
        buffer_printf(outline, ".%s", node->classes);
    if (node->kind == NODE_TEXT || node->kind == NODE_CODE)
        buffer_printf(outline, " '%s'", node->text);
    else if (node->kind == NODE_CODE_BLOCK)
        buffer_printf(outline, " '%s'", node->code.text);
    else if (node->kind == NODE_LINK)
        buffer_printf(outline, " <%s>", node->link.url);
    else if (node->kind == NODE_IMAGE)
        buffer_printf(outline, " <%s> '%s'", node->image.source, node->image.alternative);
}

/* "(paragraph (text 'a')(bold (text 'b')))" for every child of the root. */
static inline void put_outline(const struct node *root, struct buffer *outline)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk)) {
        if (walk.node == root)
            continue;
        if (!walk.entering) {
            buffer_put_char(outline, ')');
            continue;
        }
        buffer_printf(outline, "(%s", node_kind_name(walk.node->kind));
        put_leaf(outline, walk.node);
    }
}

static inline struct reading read_bytes(const char *bytes, size_t length, bool as_written)
{
    struct reading reading = {.path = strdup("/tmp/bifolio-test-XXXXXX"), .diag = diag_new()};
    int descriptor = mkstemp(reading.path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, bytes, length), length);
    close(descriptor);
    const char *paths[] = {reading.path};
    reading.book = source_read(paths, 1, &(struct source_options){as_written}, reading.diag);
    unlink(reading.path);
    if (reading.book)
        put_outline(reading.book->root, &reading.outline);
    size_t size;
    FILE *stream = open_memstream(&reading.messages, &size);
    diag_print(reading.diag, stream, SEVERITY_NOTE, true);
    fclose(stream);
    return reading;
}

static inline struct reading read_text(const char *text)
{
    return read_bytes(text, strlen(text), false);
}

static inline void drop_reading(struct reading *reading)
{
    buffer_drop(&reading->outline);
    free(reading->messages);
    free(reading->path);
    book_drop(reading->book);
    diag_drop(reading->diag);
}

static inline void check_outline(const char *markdown, const char *expected)
{
    struct reading reading = read_text(markdown);
    assert_non_null(reading.book);
    assert_string_equal(buffer_string(&reading.outline), expected);
    drop_reading(&reading);
}

/* The file is refused, or warned about, with a message that holds `part`. */
static inline void check_message(const char *bytes, size_t length, bool accepted, const char *part)
{
    struct reading reading = read_bytes(bytes, length, false);
    assert_int_equal(reading.book != NULL, accepted);
    if (!strstr(reading.messages, part))
        fail_msg("no \"%s\" in: %s", part, reading.messages);
    drop_reading(&reading);
}

static inline const struct node *find_kind(const struct book *book, enum node_kind kind)
{
    struct walk walk = walk_start(book->root);
    while (walk_next(&walk))
        if (walk.entering && walk.node->kind == kind)
            return walk.node;
    return NULL;
}

#endif
