/* What a book of many files is made of: which files, in which order, below one another how. */
#ifndef BIFOLIO_SOURCE_MANIFEST_H
#define BIFOLIO_SOURCE_MANIFEST_H

#include "base/map.h"
#include "base/vector.h"
#include "book/book.h"

/* A chapter with a file, or a title alone: of a part, or of a chapter yet to be written that has
 * others below it. */
struct manifest_item {
    const char *path;   /* NULL: there is only a title */
    struct node *title; /* what it is called in the list, as the node's children; NULL: nothing */
    struct position where; /* in the list */
    const char *number;    /* "4.1"; NULL: it has none */
    int depth;             /* chapters it stands below */
    bool is_part, in_part;
    bool opens_book;
};

struct manifest {
    const char *home;    /* the book's folder, in which all it is made of lies */
    const char *real;    /* the real path of `home` */
    const char *folder;  /* in which its chapters lie: `home`, or in it */
    const char *summary; /* SUMMARY.md; NULL: there is none */
    const char *config;  /* book.toml; NULL: there is none */
    const char *source;  /* name of `folder` in `home`, as book.toml has it */
    bool no_numbers;     /* chapters are not to be numbered */
    struct map hidden;   /* language → prefix of the lines of its code that are not shown */
    VECTOR(struct manifest_item) items;
};

/* True for what stands for a whole book: a folder, or a SUMMARY.md. */
bool manifest_is_named(const char *path);

/* Reads the book that a folder, or the SUMMARY.md in it, is, as mdBook would; what book.toml says
 * of it goes to `meta`. False (reported) when there is no book in it or something in it is wrong.
 * Either way give it back with manifest_drop(). */
bool manifest_read(struct arena *arena, const char *path, struct metadata *meta, struct diag *diag,
                   struct manifest *manifest);
void manifest_drop(struct manifest *manifest);

/* The same file as others have named it: its real path, when it lies in the book's folder. NULL: it
 * does not, or is not there; *reason tells. */
const char *manifest_find_file(const struct manifest *manifest, struct arena *arena,
                               const char *path, const char **reason);

/* summary.c: the chapters that manifest->summary lists. False (reported) when one of them cannot be
 * had. */
bool summary_read(struct arena *arena, struct diag *diag, struct manifest *manifest,
                  struct metadata *meta);
/* scan.c: the Markdown files in manifest->folder, in natural order. False (reported) when there are
 * none. */
bool scan_folder(struct arena *arena, struct diag *diag, struct manifest *manifest);
/* book_toml.c: what manifest->config says. False (reported) when it cannot be read. */
bool book_toml_read(struct arena *arena, struct diag *diag, struct manifest *manifest,
                    struct metadata *meta);

#endif
