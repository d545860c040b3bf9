/* SEAM 3: what the reader of the terminal is told. Every stage reports here, once, at the point of
 * knowledge, and returns false or NULL; callers pass that up without reporting again. Reports are
 * collected and printed in the order of the source. Safe to call from several threads. */
#ifndef BIFOLIO_BASE_DIAG_H
#define BIFOLIO_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/* A place in the source. `file` is the path as the user gave it and outlives the diagnostics
 * (NULL: no file); lines and columns (in bytes) count from 1, 0 means unknown. */
struct position {
    const char *file;
    int line, column;
};

struct diag;

struct diag *diag_new(void);
void diag_drop(struct diag *diag);

/* Reports one finding. `code` is a short stable name such as "dead-link" that groups findings of a
 * kind (a static string); `hint` says what to do about it and may be NULL. Message and hint are
 * copied; control characters in them are made visible. */
void diag_report(struct diag *diag, enum severity severity, const char *code, struct position where,
                 const char *hint, const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Lines of a text that was put together from several files: from `line` on they are those of `file`
 * from its line `from` on, each behind `indent` bytes that are not in that file. */
struct line_origin {
    int line;
    const char *file;
    int from, indent;
};

/* From now on what is reported of `file` is taken for a place in a text that was put together: it
 * is told where that line came from. The origins (copied; their files outlive the diagnostics) are
 * in the order of their lines, the first for line 1. */
void diag_map_lines(struct diag *diag, const char *file, const struct line_origin *origins,
                    size_t count);

/* How many findings of this severity there are. */
size_t diag_count(struct diag *diag, enum severity severity);

/* Prints every finding of at least `least` as "file:line:col: severity: message [code]", hints on a
 * line of their own. After the first 20 of a code, the rest are only counted unless `all`. */
void diag_print(struct diag *diag, FILE *stream, enum severity least, bool all);

#endif
