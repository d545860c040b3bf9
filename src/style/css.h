/* Private to style/: stylesheets as they are read, before anything of a book is known.
 *
 * A sheet is read once, by tree-sitter's grammar of CSS, into rules: selectors compiled, values
 * still as text. For the PDF the values are parsed next (compile.c), with the media that apply to
 * paper and with var() replaced; for the EPUB they are written out again (export.c). */
#ifndef BIFOLIO_STYLE_CSS_H
#define BIFOLIO_STYLE_CSS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/geometry.h"
#include "base/vector.h"
#include "style/style.h"

/* A piece of a sheet's text; not terminated. */
struct slice {
    const char *start;
    size_t length;
};

bool slice_is(struct slice slice, const char *word); /* ASCII case apart */
struct slice slice_trim(struct slice slice);

/* ── What is read ────────────────────────────────────────────────────────────────────────────── */

enum origin { ORIGIN_DEFAULT, ORIGIN_AUTHOR };

/* "margin: 0 auto !important" */
struct declaration {
    const char *name; /* lower case, except that of a custom property */
    const char *value;
    bool important;
    struct position where, value_where;
};

/* Nested @media, or @supports, which is for readers of the EPUB to decide: each must hold. */
struct media {
    const struct media *parent; /* NULL: outermost */
    struct slice query;         /* "print and (min-width: 10cm), epub"; "(display: flex)" */
    bool is_supports;
    struct position where;
};

struct paper {
    dimen width, height;
};

/* Which of the books a media list may apply to, widths and heights apart. Bad queries apply to
 * none; they are reported when `diag` is not NULL. */
enum book_kind media_books(const struct media *media, struct diag *diag);
/* Whether it applies to the PDF on this paper. */
bool media_matches_paper(const struct media *media, struct paper paper);
/* Appends what the EPUB's readers must still decide: "" when nothing. */
void media_put_for_epub(const struct media *media, struct buffer *out);

enum rule_kind { RULE_STYLE, RULE_PAGE, RULE_MARGIN_BOX, RULE_FONT_FACE };

struct rule {
    enum rule_kind kind;
    enum origin origin;
    const char *prelude;              /* the selectors, what stands behind @page, "@top-left" */
    const char *page;                 /* of a margin box: what stands behind its @page */
    const struct selector *selectors; /* of style rules that the PDF may use, linked */
    const struct media *media;        /* NULL: all */
    enum book_kind books;
    struct position where;
    struct declaration *declarations;
    size_t declaration_count;
    size_t face; /* of RULE_FONT_FACE: its place among the faces */
};

/* variables.c: whether a style rule is for the root: html, body or :root is among its selectors,
 * or, when `alone`, there are no others. */
bool rule_is_root(const struct rule *rule, bool alone);

/* The fonts that sheets bring; those of one family have the same number. */
struct font_faces {
    VECTOR(struct font_face) list;
    int families;
};

struct sheets {
    struct arena *arena; /* borrowed: all below is in it */
    struct arena *names; /* borrowed: names of files, for as long as the diagnostics live */
    struct diag *diag;
    VECTOR(struct rule) rules; /* in order of the cascade */
    VECTOR(const char *) open; /* real paths of the files being read, against @import's loops */
    size_t files, bytes;       /* read so far */
    enum book_kind books;      /* that are wanted */
    VECTOR(const char *)
    roots;                       /* real paths of folders, with a '/', within which sheets may name
                                  * files besides their own: the book's, and those allowed */
    const char *program;         /* real path of the program's folder, with a '/' */
    VECTOR(const char *) author; /* real paths of the files read that are not in it */
    struct font_faces faces;
    struct atoms *atoms;
};

void sheets_drop(struct sheets *sheets);

/* read.c: adds the rules of a sheet's text; the text stays in use. `file` names it in messages. */
void css_read(struct sheets *sheets, const char *text, size_t length, const char *file,
              enum origin origin, const struct media *media);
/* import.c: remembers a file that is the author's, not the program's. */
void css_note_file(struct sheets *sheets, const char *real);
/* import.c: reads a file and what it imports. False (reported as `severity`, at `from`) when it
 * cannot be read. */
bool css_load(struct sheets *sheets, const char *path, enum origin origin, struct position from,
              enum severity severity);
void css_import(struct sheets *sheets, struct slice url, const char *from_file, enum origin origin,
                const struct media *media, struct position where);
/* The path of a file that a sheet names, relative to itself; NULL (reported: "the `kind` … cannot
 * be read") when there is none that may be read. *real is its real path. */
const char *css_find_file(struct sheets *sheets, struct slice url, const char *from_file,
                          const char *kind, struct position where, const char **real);
/* font_face.c: files the face of an @font-face; false (reported) when it has none that can be used.
 */
bool css_read_font_face(struct sheets *sheets, struct rule *rule, const char *from_file);
/* The number of a family, from 1; 0: no face has it. */
int font_faces_find(const struct font_faces *faces, struct slice name);

/* Reports a warning of style/. */
#define css_warn(diag, code, where, hint, ...)                                                     \
    do {                                                                                           \
        if (diag)                                                                                  \
            diag_report((diag), SEVERITY_WARNING, (code), (where), (hint), __VA_ARGS__);           \
    } while (0)

/* hint.c: the word of `words` (ended by NULL) that is nearest to a mistyped one, NULL when none is
 * near. */
const char *hint_nearest(const char *word, const char *const *words);

#endif
