/* Private to style/: what the readers of a sheet's syntax tree share. */
#ifndef BIFOLIO_STYLE_READER_H
#define BIFOLIO_STYLE_READER_H

#include <string.h>
#include <tree_sitter/api.h>

#include "style/css.h"

struct reader {
    struct sheets *sheets;
    const char *text, *file;
    const char *mask; /* what the grammar sees of the text */
    enum origin origin;
    int depth;      /* of nested at-rules */
    bool has_rules; /* so imports come too late */
};

static inline bool is_type(TSNode node, const char *type)
{
    return strcmp(ts_node_type(node), type) == 0;
}

static inline struct slice text_of(const struct reader *reader, TSNode node)
{
    uint32_t start = ts_node_start_byte(node);
    return (struct slice){reader->text + start, ts_node_end_byte(node) - start};
}

static inline struct position position_of(const struct reader *reader, TSNode node)
{
    TSPoint point = ts_node_start_point(node);
    return (struct position){reader->file, (int)point.row + 1, (int)point.column + 1};
}

/* A piece of a sheet for a message: its first words on one line, in the sheets' arena. */
const char *reader_quote(const struct reader *reader, struct slice text);
/* A copy without comments, with single spaces, in the sheets' arena. */
const char *reader_copy(const struct reader *reader, struct slice text);

/* nth.c: false when it is none. */
struct test;
bool nth_parse(const char *text, struct test *test);

/* sheet_text.c: behind the comment or string that begins at `at`, or the character; a string ends
 * with its line at the latest. */
size_t reader_skip_piece(const char *text, size_t length, size_t at);
/* mask.c: the text as the grammar is to see it, in `arena`. */
const char *reader_mask(struct arena *arena, const char *text, size_t length);

/* read.c: the statements of a syntax tree. When an error swallowed lines, reading stops there and
 * the offset of the line below the one where it began is returned; otherwise 0. */
uint32_t reader_statements(struct reader *reader, TSNode root, const struct media *media);

/* block.c: the declarations between { and }; other things there go to `other`. */
void reader_declarations(struct reader *reader, TSNode block, struct rule *rule,
                         void (*other)(struct reader *reader, TSNode node,
                                       const struct rule *rule));

/* compile_selector.c: compiles a rule's selectors. What the PDF does not support takes the rule out
 * of it (reported); false when one of them is no selector at all (reported), which spoils the rule,
 * as CSS has it. */
bool reader_selectors(struct reader *reader, TSNode node, struct rule *rule);

#endif
