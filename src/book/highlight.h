/* Private to book/: what the files of highlighting share. */
#ifndef BIFOLIO_BOOK_HIGHLIGHT_H
#define BIFOLIO_BOOK_HIGHLIGHT_H

#include <tree_sitter/api.h>

#include "base/vector.h"
#include "book/book.h"

/* ── highlight_language.c ────────────────────────────────────────────────────────────────────── */

/* How a block's lines are told apart before the grammar sees any. */
enum code_session {
    SESSION_NONE,
    SESSION_PYTHON,    /* ">>> " and "... ", tracebacks; only when the text shows them */
    SESSION_TRACEBACK, /* nothing but a traceback */
    SESSION_SHELL,     /* "$ command" and what it answers */
    SESSION_SCRIPT,    /* a shell session when it begins with "$ ", a script otherwise */
    SESSION_DIFF,
};

struct code_language {
    const char *name;
    const TSLanguage *(*grammar)(void); /* NULL: only lines are told apart */
    const char *query;
    enum code_session session;
};

enum { CODE_LANGUAGES = 21 };
extern const struct code_language code_languages[CODE_LANGUAGES];

/* The index of the language that a code block's info string names, by name or alias: "rust,ignore",
 * "{.python .numberLines}", "C++". CODE_PLAIN_TEXT: it names what has no grammar on purpose;
 * CODE_UNKNOWN: nothing known. */
enum { CODE_PLAIN_TEXT = -1, CODE_UNKNOWN = -2 };
int find_code_language(const char *info);
/* The word of an info string that says the language, in lower case, cut off to `size`. */
void put_code_language_word(char *word, size_t size, const char *info);

/* ── highlight_paint.c ───────────────────────────────────────────────────────────────────────── */

/* One block at work: every byte of the text has a class of its own until it is done. */
struct painting {
    const char *text;
    uint32_t length;
    unsigned char *classes; /* `length` of enum code_class */
};

void paint_code(struct painting *painting, uint32_t start, uint32_t end, enum code_class class);

typedef VECTOR(struct code_span) code_span_list;
/* The runs of one class, plain ones apart. */
void collect_code_spans(const struct painting *painting, code_span_list *spans);

/* ── highlight_session.c ─────────────────────────────────────────────────────────────────────── */

typedef VECTOR(TSRange) code_range_list;
/* Paints prompts, answers and a diff's lines; what is left for the grammar is put into `ranges`.
 * None at all: nothing is. */
void paint_code_session(struct painting *painting, enum code_session session,
                        code_range_list *ranges);

/* ── highlight_parse.c ───────────────────────────────────────────────────────────────────────── */

/* The tree of what lies in the ranges, by the parser's language; NULL: the text is too tangled. */
TSTree *parse_code(TSParser *parser, const code_range_list *ranges, struct painting *painting);
/* To be called before anything else of tree-sitter's. */
void count_code_allocations(void);

/* ── highlight_query.c ───────────────────────────────────────────────────────────────────────── */

struct code_query;
/* NULL when the grammar or its query is none that this tree-sitter understands. */
struct code_query *code_query_new(const struct code_language *language);
void code_query_drop(struct code_query *query);
/* Paints what the captures of the query say about a tree. */
void code_query_paint(const struct code_query *query, TSQueryCursor *cursor, TSNode root,
                      struct painting *painting);

#endif
