/* Private to book/: what the passes of book_complete() share. Each pass is a function of its own
 * file; complete.c puts them in order. */
#ifndef BIFOLIO_BOOK_PASSES_H
#define BIFOLIO_BOOK_PASSES_H

#include "base/path.h"
#include "base/vector.h"
#include "book/book.h"

enum { HEADING_LEVELS = 6 };

/* A node that links can name. */
struct anchor {
    const char *name; /* in its file: GitHub's slug, or the id as written */
    struct node *node;
    size_t file;             /* index into completion.files */
    size_t order;            /* its rank among the anchors of the book, from 1 */
    bool is_top;             /* no heading, and nothing to be seen stands before it in the book */
    enum link_kind kind;     /* where a link to it leads: LINK_NODE while its node is in the tree */
    struct anchor *moved_to; /* the anchor that stands for it since its node was left out */
    size_t counted;          /* the last survey that counted it (handmade.c) */
};

/* One of the inputs. */
struct source_file {
    const char *path;                    /* as given */
    const char *folder;                  /* its folder part */
    struct map anchors;                  /* name → struct anchor * */
    struct map keys;                     /* letters and digits of the name → struct anchor * */
    struct map slugs;                    /* slug → size_t *: how often it was given */
    size_t headings[HEADING_LEVELS + 1]; /* by level */
    struct anchor *first_anchor;
    struct node *start; /* its first block still in the book, or the heading of the chapter that
                           opens there; NULL: none. Known when links are resolved */
};

struct completion {
    struct book *book;
    const struct book_options *options;
    VECTOR(struct source_file) files;
    struct map files_by_path;   /* path as given → index + 1 into files */
    struct map files_by_normal; /* normalised path from the root → the same */
    const char *current_folder; /* "/…/", to which paths as given are relative; NULL: not asked */
    VECTOR(struct anchor *) anchors;
    struct map anchors_by_name; /* the first in the book of that name */
    struct map anchors_by_key;
    struct map anchors_by_id;                    /* node->id → struct anchor * */
    struct map id_counts;                        /* id → size_t *: the last suffix tried */
    struct position title_where, subtitle_where; /* of headings that were lifted */
    struct node *left_out; /* hand-written contents: out of the book, but their links checked */
    long nearest_budget;   /* steps that may still be spent on naming nearest ids */
};

/* ── anchors.c ───────────────────────────────────────────────────────────────────────────────── */

/* Lists the input files and gives every heading an id, and every id its anchor. */
void assign_ids(struct completion *completion);
/* Lets an anchor be found by another name in its file, unless the name is taken. */
void add_anchor_name(struct completion *completion, struct anchor *anchor, const char *name);
/* The anchor of a node that has an id. */
struct anchor *find_node_anchor(const struct completion *completion, const struct node *node);
/* From now on links to anything in `root` lead elsewhere: its nodes left the tree. */
void retire_anchors(struct completion *completion, const struct node *root, enum link_kind kind);
/* Gives a node an id like `wanted` that no other node has, and its anchor. */
void give_id(struct completion *completion, struct node *node, const char *wanted);
/* Fills book->ids from the finished tree. */
void publish_ids(struct completion *completion);
/* The file of a node; index into completion.files. */
size_t find_file_of(const struct completion *completion, const struct node *node);
void drop_files(struct completion *completion);

/* ── slug.c ──────────────────────────────────────────────────────────────────────────────────── */

/* The lower-case letters and digits of a text, by which things are compared that may differ in
 * punctuation. */
char *copy_key(struct arena *arena, const char *text);
bool is_letter_or_digit(uint32_t code_point);
/* Is any of the text's characters one that `is_one` says yes to? */
bool holds_any(const char *text, bool is_one(uint32_t));
/* True when there is a letter or digit in the text. */
bool has_words(const char *text);

/* ── wording.c ───────────────────────────────────────────────────────────────────────────────── */

/* Is the text one of `list`, whatever its case and accents, and what stands around its words? The
 * list is in small letters without accents. */
bool says_one_of(const char *text, const char *const *list, size_t count);
bool has_emoji(const char *text);

/* ── language.c ──────────────────────────────────────────────────────────────────────────────── */

/* False when the book's words say that it is in another language. */
bool reads_like_english(const struct book *book);

/* ── reference.c ─────────────────────────────────────────────────────────────────────────────── */

enum reference_kind {
    REFERENCE_NONE,     /* there is no URL */
    REFERENCE_WEB,      /* a URL that may leave the book */
    REFERENCE_UNSAFE,   /* a scheme that has no place in a book: javascript:, data:, file: … */
    REFERENCE_RELATIVE, /* a path beside the file, a fragment, or both */
};

/* A URL taken apart. */
struct reference {
    enum reference_kind kind;
    const char *url;      /* trimmed; a protocol-relative one has got its "https:" */
    const char *path;     /* REFERENCE_RELATIVE: decoded, without query; "" is the same file */
    const char *fragment; /* REFERENCE_RELATIVE: decoded; NULL: none */
};

struct reference parse_reference(struct arena *arena, const char *url);
/* A path from the current folder, as one from the root, normalised. */
char *path_from_root(const struct completion *completion, const char *path);

/* ── lookup.c ────────────────────────────────────────────────────────────────────────────────── */

enum found_kind {
    FOUND_NOTHING,  /* a fragment of the book that no node has */
    FOUND_ANCHOR,   /* exactly */
    FOUND_NEAR,     /* an anchor whose name differs in punctuation only */
    FOUND_FILE,     /* the start of an input file */
    FOUND_TOP,      /* "#", "#top" */
    FOUND_CONTENTS, /* the file that lists the chapters */
    FOUND_OUTSIDE,  /* a relative path that is no input */
    FOUND_ELSEWHERE /* not for this book to find: a web address, nothing, or unsafe */
};

struct found {
    enum found_kind kind;
    struct anchor *anchor;
    bool is_top; /* the anchor that was named was one */
    size_t file;
    struct reference reference;
};

/* Where a link of this book wants to go. Reports nothing, changes nothing. */
struct found find_destination(const struct completion *completion, const struct node *link);
/* The name most like `name` in the file, or NULL when none is like it. */
const char *find_nearest_name(struct completion *completion, size_t file, const char *name);

/* ── figures.c ───────────────────────────────────────────────────────────────────────────────── */

/* Pictures with a title become figures with a caption. */
void make_figures(struct completion *completion);

/* ── fields.c ────────────────────────────────────────────────────────────────────────────────── */

/* Makes short labelled lines right below headings fields: classes, label and value. */
void mark_fields(struct completion *completion);
/* fields_shown.c: fills in book->shown_field, once the contents are known. */
void choose_shown_field(struct completion *completion);

/* ── The passes, one a file ──────────────────────────────────────────────────────────────────── */

void merge_texts(struct completion *completion);
void take_title(struct completion *completion); /* leaves its heading in the tree */
void lift_title(struct completion *completion);
/* Once images are loaded. */
void leave_out_missing_decorations(struct completion *completion);
void check_metadata(struct completion *completion);
void build_indexes(struct completion *completion);
/* True for a date as W3CDTF writes it: "2025", "2025-01", "2025-01-31" or with a time (date.c). */
bool is_date(const char *text);
void leave_out_contents(struct completion *completion);
void leave_out_navigation(struct completion *completion);
void leave_out_empty_blocks(struct completion *completion);
void leave_out_breaks(struct completion *completion);
void repair_encoding(struct completion *completion);
/* Puts the numbers that headings start with into spans (numbers.c). */
void mark_heading_numbers(struct completion *completion);
void number_footnotes(struct completion *completion);
void split_chapters(struct completion *completion);
void build_contents(struct completion *completion);
void resolve_links(struct completion *completion);
/* The address without what goes without saying. */
char *copy_short_address(struct arena *arena, const char *url);
/* Writes the link's address before `place`, which is in it. */
void show_address(struct completion *completion, struct node *link, struct node *place);
void load_images(struct completion *completion);
/* link_text.c: once images are loaded and links resolved. */
void leave_out_empty_links(struct completion *completion);
void report_empty_link(const struct completion *completion, const struct node *link);
/* scopes.c: likewise. */
void choose_header_scopes(struct completion *completion);
/* Can anything of the text be seen? */
bool shows_text(const char *text);
/* Does a link, or a cell, hold a text to be seen, or a picture that is described? */
bool says_anything(const struct node *node);

/* highlight.c: what the pieces of code are. Works beside the other passes, which leave code alone:
 * started with the tree as it came from source/, finished when the spans are needed. */
struct highlighting;
struct highlighting *start_highlighting(struct book *book);
/* Waits for the work, hangs its result on the code blocks, and frees. */
void finish_highlighting(struct highlighting *highlighting);

/* ── Shared by passes ────────────────────────────────────────────────────────────────────────── */

/* navigation.c: true for a block of inlines that is links to the top or the contents, and
 * nothing else but arrows. `contents` (or NULL) is a heading that counts as the contents, too. */
bool is_way_back(const struct completion *completion, const struct node *block,
                 const struct node *contents);
/* title.c: true for what may hold headings that open a section: the document, divisions. */
bool holds_sections(const struct node *node);
/* navigation.c: true for a heading named as contents are: "Contents", "Table of Contents", "TOC".
 */
bool is_named_contents(struct arena *arena, const struct node *heading);
/* encoding.c: the text with its double encoding undone, in `arena`; NULL: there was none. */
char *undo_double_encoding(struct arena *arena, const char *text);

#endif
