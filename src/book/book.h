/* SEAM 1: the document tree, and the passes that complete it.
 *
 * source/ builds the tree; book_complete() runs the passes; afterwards it is read-only. Everything
 * hangs on the book's arena. The kinds are a closed set: what is not among them cannot reach a
 * reader, which is also the defence against hostile HTML. */
#ifndef BIFOLIO_BOOK_BOOK_H
#define BIFOLIO_BOOK_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/map.h"

enum node_kind {
    NODE_DOCUMENT,
    /* Blocks that hold blocks. */
    NODE_BLOCK_QUOTE,
    NODE_ALERT,           /* > [!NOTE]: alert */
    NODE_LIST,            /* holds only items: list */
    NODE_LIST_ITEM,       /* item */
    NODE_DEFINITION_LIST, /* holds only terms and definitions */
    NODE_DEFINITION,
    NODE_DIVISION, /* <div>, <section> …: only its attributes tell; <del> around blocks: division */
    NODE_DETAILS,    /* its first child may be a NODE_SUMMARY */
    NODE_FIGURE,     /* may hold one NODE_CAPTION */
    NODE_TABLE,      /* holds rows, and before them at most one NODE_CAPTION: table */
    NODE_TABLE_ROW,  /* row */
    NODE_TABLE_CELL, /* holds inlines (Markdown) or blocks (HTML): cell */
    NODE_FOOTNOTE,   /* a note's text; all notes of a file stand at its end: footnote */
    /* Blocks that hold inlines. */
    NODE_PARAGRAPH,
    NODE_HEADING, /* heading */
    NODE_SUMMARY,
    NODE_CAPTION,
    NODE_DEFINITION_TERM,
    NODE_PREFORMATTED, /* <pre> with more than text in it: its white space counts, its lines end
                          in \n, it holds no breaks: code.language */
    /* Blocks that hold nothing. */
    NODE_CODE_BLOCK, /* code */
    NODE_THEMATIC_BREAK,
    /* Inlines that hold nothing. */
    NODE_TEXT,       /* text */
    NODE_CODE,       /* text */
    NODE_SOFT_BREAK, /* a line end in the source: a space */
    NODE_HARD_BREAK,
    NODE_IMAGE,              /* image; no children: the alternative text is a string */
    NODE_FOOTNOTE_REFERENCE, /* reference */
    NODE_CHECKBOX,           /* first in a task list's item: checkbox */
    /* Inlines that hold inlines. */
    NODE_LINK, /* link */
    NODE_EMPHASIS,
    NODE_STRONG,
    NODE_DELETED,    /* ~~strikethrough~~, <del>, <s>, <strike> */
    NODE_INSERTED,   /* <ins> */
    NODE_ITALIC,     /* <i> */
    NODE_BOLD,       /* <b> */
    NODE_UNDERLINED, /* <u> */
    NODE_SMALL,
    NODE_MARK,
    NODE_KEYBOARD,     /* <kbd> */
    NODE_SAMPLE,       /* <samp>, <tt> */
    NODE_VARIABLE,     /* <var> */
    NODE_QUOTATION,    /* <q> */
    NODE_CITATION,     /* <cite> */
    NODE_ABBREVIATION, /* <abbr>: its expansion is in `title` */
    NODE_TERM,         /* <dfn> */
    NODE_SUBSCRIPT,
    NODE_SUPERSCRIPT,
    NODE_SPAN,      /* only its attributes tell */
    NODE_GENERATED, /* ::before or ::after of its parent; never in a book's tree: generated */
    NODE_KIND_COUNT
};

/* The direction of writing that `dir` asks for. */
enum direction {
    DIRECTION_INHERITED,
    DIRECTION_AUTO, /* as the first letter has it */
    DIRECTION_LEFT_TO_RIGHT,
    DIRECTION_RIGHT_TO_LEFT
};

enum alignment { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

/* How the items of an ordered list are counted: 1, a, A, i, I. */
enum numbering {
    NUMBERING_DIGITS,
    NUMBERING_LETTERS,
    NUMBERING_CAPITALS,
    NUMBERING_ROMAN,
    NUMBERING_CAPITAL_ROMAN
};

/* What a table's header cell is the header of. */
enum header_scope { SCOPE_UNSAID, SCOPE_COLUMN, SCOPE_ROW };

/* What was done to the blocks in a division. */
enum edit { EDIT_NONE, EDIT_DELETED, EDIT_INSERTED };

enum alert_kind { ALERT_NOTE, ALERT_TIP, ALERT_IMPORTANT, ALERT_WARNING, ALERT_CAUTION };

/* What a piece of code is (highlight.c). */
enum code_class {
    CODE_PLAIN,
    CODE_KEYWORD,
    CODE_STRING,
    CODE_COMMENT,
    CODE_NUMBER,
    CODE_FUNCTION,
    CODE_TYPE,
    CODE_CONSTANT,
    CODE_ATTRIBUTE,
    CODE_PROPERTY,
    CODE_PROMPT, /* "$ ", ">>> " … */
    CODE_OUTPUT, /* what a program answered */
    CODE_INSERTED,
    CODE_DELETED, /* lines of a diff */
    CODE_CLASS_COUNT
};

/* A piece of a code block's text that is not plain: the bytes [start, end), never none. */
struct code_span {
    uint32_t start, end;
    enum code_class class;
};

/* Where a link leads once links are resolved. */
enum link_kind {
    LINK_UNRESOLVED, /* before the pass */
    LINK_URL,        /* out of the book: `url` */
    LINK_NODE,       /* to `target` in this book */
    LINK_CONTENTS,   /* to the generated contents */
    LINK_TITLE,      /* to the title page: the lifted title, "#", "#top" */
    LINK_DEAD,       /* nowhere (reported): its content is shown as plain text */
};

struct highlighting;
struct image; /* image/image.h */
struct piece; /* layout/generated.h */

struct node {
    enum node_kind kind;
    enum alignment align;
    enum direction direction;
    bool overrides_direction; /* <bdo>: of all letters, whatever they are */
    struct position where;
    const char *id;      /* unique in the book after book_complete(); NULL: none */
    const char *classes; /* separated by single spaces; NULL: none */
    const char *lang;    /* BCP 47 when it differs from the parent's; NULL: inherited */
    const char *title;   /* the title attribute; NULL: none */
    struct node *parent, *first, *last, *previous, *next;
    union {
        const char *text; /* NODE_TEXT, NODE_CODE */
        struct {
            enum alert_kind kind;
        } alert;
        struct {
            enum edit edit;
        } division;
        struct {
            bool ordered, tight;
            int start;      /* number of the first item of an ordered list, as written */
            char delimiter; /* '.' or ')' */
            enum numbering numbering;
        } list;
        struct {
            bool task, done; /* a task list's item: the box is its state, not a child node */
            int value;       /* the number it was given; 0: the one after the item before */
        } item;
        struct {
            const enum alignment *columns; /* column_count of them */
            int column_count;              /* the widest row, spans counted */
            bool arranges;                 /* role="presentation": there is nothing to name in it */
        } table;
        struct {
            bool header;
        } row;
        struct {
            bool header;
            enum header_scope scope;           /* of a header cell; known in a finished book */
            int column, column_span, row_span; /* column counts from 0; spans from 1 */
        } cell;
        struct {
            int number;        /* shown: per file, from 1, in order of first reference */
            const char *label; /* as written */
            int reference_count;
            struct node *first_reference;
        } footnote;
        struct {
            struct node *footnote;
            int ordinal; /* 1 for the first reference to its note, 2 for the second … */
        } reference;
        struct {
            int level;           /* 1–6 as written, or as the list of chapters has it */
            int beyond;          /* how much deeper than six the list of chapters has it */
            bool in_part;        /* of a chapter in a part: the contents put it below the part */
            const char *written; /* its text before emoji shortcodes were replaced, from which
                                    GitHub makes its id; NULL: as it is now */
        } heading;
        struct {
            const char *text;              /* lines end in \n, the last one too */
            const char *language;          /* first word of the info string; NULL: none */
            const char *info;              /* the whole info string; NULL: none */
            const struct code_span *spans; /* span_count, in the order of the text */
            size_t span_count;
        } code;
        struct {
            const char *source;        /* as written, percent-encoding kept */
            const char *alternative;   /* never NULL */
            const char *stand_in;      /* what is shown where the image cannot be; "": nothing;
                                          NULL: not known yet */
            bool is_decoration;        /* the author says that it shows nothing: alt="" */
            int width, height;         /* attributes in CSS pixels; 0: none */
            const struct image *image; /* NULL: cannot be shown; show the alternative text */
        } image;
        struct {
            bool done;
        } checkbox;
        struct {
            bool after;                 /* ::after */
            const struct node *element; /* of the tree */
            const struct piece *text;   /* layout's: what is written */
        } generated;
        struct {
            const char *url; /* as written, percent-encoding kept */
            enum link_kind kind;
            struct node *target;
            const char *address; /* LINK_NODE: "#" and the target's id; NULL when it has none */
        } link;
        struct {
            const char *label;        /* of a labelled line below a heading: "difficulty" */
            const struct node *value; /* of a field: its span of class "field-value" */
        } field;                      /* NODE_PARAGRAPH; NULL: it is none */
    };
};

/* What the front matter and the command line say; NULL where nothing was said. */
struct metadata {
    const char *title, *subtitle, *lang, *date, *description, *version, *publisher, *rights;
    const char *cover, *identifier;
    const char *series, *series_number; /* the number as EPUB wants it: "2", "2.1" */
    const char **authors;
    size_t author_count;
    const char **subjects;
    size_t subject_count;
    const char **styles; /* stylesheets */
    size_t style_count;
    const char *cover_folder, *style_folder; /* that their paths are relative to; NULL: none */
    const char **hyphenations; /* words with the hyphens they may take: "Post-greSQL" */
    size_t hyphenation_count;
    const char **indexes; /* labels of fields, "label" or "label: Title": for each an index of
                             sections by value is made */
    size_t index_count;
    bool is_lang_doubtful;   /* nobody gave it, and the text does not read so */
    struct position where;   /* of the front matter */
    struct position heading; /* from which the title was taken; line 0: from none */
};

/* An entry of the generated contents; entries are in document order. `depth` counts from 1: the
 * shallowest level that occurs in the book, not the level as written. */
struct toc_entry {
    const struct node *heading;
    int depth;
    size_t chapter; /* index into book.chapters */
};

/* A page of the printed book, as another format may refer to it. */
struct printed_page {
    enum printed_place {
        PRINTED_TITLE,
        PRINTED_CONTENTS,
        PRINTED_TEXT,
        PRINTED_END, /* of the text: the page only goes on with its last block */
    } place;
    const char *label;        /* its folio: "12" */
    const struct node *first; /* the first block to begin on it or, where none does, after it */
};

/* A run of the document, [first, end), that opens with a heading or with a new file. Both are
 * children of the document, or in divisions that are: never deeper than DEEPEST_CHAPTER. */
enum { DEEPEST_CHAPTER = 16 };
struct chapter {
    const struct node *first, *end; /* end: NULL for the last chapter */
    const struct node *heading;     /* NULL: front text before any heading */
    const char *name;               /* unique file name stem, ASCII: "ch03-closures" */
};

struct book {
    struct arena *arena;
    struct diag *diag;
    struct metadata meta;     /* title and lang are never NULL after book_complete() */
    struct node *root;        /* NODE_DOCUMENT */
    struct node *title_block; /* what stood around the lifted title (a logo, badges): a
                                 NODE_DIVISION outside the tree, shown on the title page; or NULL */
    const char *folder;       /* of the first input: the book's folder, "" or ending in '/' */
    const char *home;         /* of a book of many files: around all of them; NULL: `folder` */
    const char *summary;      /* the file that lists its chapters; NULL: none does */
    const char **sources;     /* all files that it was read from */
    size_t source_count;
    /* Filled by book_complete(): */
    struct toc_entry *toc;
    size_t toc_count;
    const char *shown_field; /* label of the fields that the contents show; NULL: none do */
    struct chapter *chapters;
    size_t chapter_count;        /* at least 1, and none is empty */
    const struct image **images; /* each once, in order of first use; the cover first if any */
    size_t image_count;
    const struct image *cover;         /* NULL: none given, or it could not be read */
    struct map ids;                    /* id → struct node * */
    struct highlighting *highlighting; /* at work on the colours of code; NULL: it is done */
};

struct book_options {
    bool as_written;                   /* no repair, no clean-up */
    bool keep_nav;                     /* keep "back to top" blocks and hand-written contents */
    int toc_depth;                     /* deepest toc_entry.depth, 0: no contents */
    const char *const *resource_paths; /* folders that images may be taken from, too */
    size_t resource_path_count;
};

/* ── Building (node.c) ───────────────────────────────────────────────────────────────────────── */

/* An empty book that reports to `diag` (borrowed). Give it back with book_drop(). */
struct book *book_new(struct diag *diag);
void book_drop(struct book *book);

struct node *node_new(struct arena *arena, enum node_kind kind, struct position where);
void node_append(struct node *parent, struct node *child);
void node_insert_before(struct node *sibling, struct node *node);
void node_insert_after(struct node *sibling, struct node *node);
/* Takes a node, with all it holds, out of its parent. */
void node_unlink(struct node *node);
/* Puts the node's children in its place and unlinks the node. */
void node_unwrap(struct node *node);
/* Moves all children of `from` to the end of `to`. */
void node_move_children(struct node *from, struct node *to);

/* ── Asking ──────────────────────────────────────────────────────────────────────────────────── */

/* Is it code that GitHub takes for a formula in TeX: a block in "math", or `…` between dollar
 * signs? Not when there is nothing in it. */
bool node_is_formula(const struct node *node);
/* "paragraph", "code_block" …: the name a dump uses. */
const char *node_kind_name(enum node_kind kind);
bool node_is_inline(enum node_kind kind);
/* The only child that is not white space; NULL when there are several, or none. */
struct node *node_only_child(const struct node *node);
/* "hl-keyword" …: the class that both books give to such a piece; NULL for CODE_PLAIN. */
const char *code_class_name(enum code_class class);
/* True for a block whose children are inlines. (A cell may hold either: ask its first child.) */
bool node_holds_inlines(enum node_kind kind);
bool node_has_class(const struct node *node, const char *name);
/* Is a language, a BCP 47 tag or NULL, written from right to left? (direction.c) */
bool book_runs_right_to_left(const char *lang);
/* The language in force at a node: its own or its nearest ancestor's, or the book's. */
const char *node_language(const struct book *book, const struct node *node);
/* Appends the plain text of a node and all it holds: breaks are spaces, an image is its
 * alternative text, footnote references are nothing. */
void node_put_text(const struct node *node, struct buffer *text);
/* The same in `arena`, its words parted by single spaces; control characters count as spaces. */
char *node_copy_words(struct arena *arena, const struct node *node);

/* ── Walking (iterator.c) ────────────────────────────────────────────────────────────────────── */

/* Depth-first without recursion: every node is entered once and exited once, leaves too.
 *     struct walk walk = walk_start(root);
 *     while (walk_next(&walk))
 *         if (walk.entering && walk.node->kind == NODE_LINK) …
 * The node just *exited* may be unlinked; while a node is entered, its children may change. */
struct walk {
    struct node *node;
    bool entering;
    struct node *root, *upcoming;
    bool upcoming_entering;
};

struct walk walk_start(const struct node *root);
/* The same from `first` on, which `root` holds: what is around it is exited, but was not entered.
 */
struct walk walk_start_within(const struct node *root, const struct node *first);
bool walk_next(struct walk *walk);
/* Just after entering a node: skip what it holds; the next step exits it. */
void walk_skip_children(struct walk *walk);

/* ── Numbering (node_table.c) ────────────────────────────────────────────────────────────────── */

/* Nodes → numbers, for what a stage wants to remember of nodes that it must not change. By address,
 * so it is only ever asked, never listed. Zero-initialise it; give it back with node_table_drop().
 */
struct node_table {
    struct node_table_slot {
        const struct node *node;
        uint32_t number;
    } * slots;
    size_t count, capacity;
};

void node_table_put(struct node_table *table, const struct node *node, uint32_t number);
/* False when the node has none; *number is then 0. */
bool node_table_find(const struct node_table *table, const struct node *node, uint32_t *number);
void node_table_drop(struct node_table *table);

/* ── The passes ──────────────────────────────────────────────────────────────────────────────── */

/* Completes the tree (complete.c is the recipe): repairs and clean-ups, title, ids, links,
 * footnotes, images, contents, chapters, colours of code. Nothing here fails; what is wrong is
 * reported. */
void book_complete(struct book *book, const struct book_options *options);
/* The same in two steps: until book_wait() the colours of code are being found on other threads,
 * and the tree may be read but for them. book_drop() waits, too. */
void book_begin(struct book *book, const struct book_options *options);
void book_wait(struct book *book);

/* Reports what only the author can supply so that all can read the book: alternative texts,
 * header rows, links that say where they lead. */
void book_check_duties(const struct book *book);
/* Does an image's alternative text say what it shows? "", "image 1" and "IMG_2034.JPG" do not. */
bool book_describes(const struct node *image);

/* A heading's GitHub id without a suffix for repeats: lower case; letters, marks, digits, '_' and
 * '-' kept, spaces become '-', the rest is dropped. In `arena`. */
char *book_slug(struct arena *arena, const char *text);
/* The text from which GitHub makes a heading's id: without images and notes. In `arena`. */
char *book_slug_text(struct arena *arena, const struct node *heading);

/* The field below a heading, or the next one below a field; NULL: there is none. */
const struct node *book_next_field(const struct node *after);
/* The same, of those that the contents show beside the heading. `shown` is what the stylesheet
 * says: "auto" (or NULL: book->shown_field), "none", or labels' slugs. */
const struct node *book_next_shown_field(const struct book *book, const char *shown,
                                         const struct node *after);

/* A span with a class behind the other words of a heading, "<span class="easy">Easy</span>": the
 * contents show it behind the entry, too, as a field. NULL: there is none. */
const struct node *book_heading_chip(const struct node *heading);

/* The span around the number that a heading starts with, "Q12:" or "3.1"; NULL: there is none. */
#define HEADING_NUMBER "heading-number"
const struct node *book_heading_number(const struct node *heading);
/* The class of the heading of a part, which stands above chapters. */
#define HEADING_PART "part"

/* The headings that a place in the book stands under, as the levels they were written with; all 0
 * at the start (toc.c). */
enum { MOST_OPEN_HEADINGS = 7 };
struct open_headings {
    int ranks[MOST_OPEN_HEADINGS];
    int count;
};
/* Goes on to the next heading. Gives back its depth: how many it stands under, plus one. */
int book_enter_heading(struct open_headings *open, const struct node *heading);

/* Words the book brings along (terms.c). */
enum term {
    TERM_CONTENTS,
    TERM_NOTE,
    TERM_TIP,
    TERM_IMPORTANT,
    TERM_WARNING,
    TERM_CAUTION,
    TERM_VERSION,
    TERM_CONTINUED,
    TERM_COVER,
    TERM_TITLE_PAGE,
    TERM_TEXT, /* where the text begins */
    TERM_PAGES,
    TERM_CODE,
    TERM_FORMULA,
    TERM_COUNT
};
/* In the language of this tag, in English where it is not known. */
const char *book_term(const char *lang, enum term term);
bool book_has_terms(const char *lang);
/* The version as a title page has it: "Version 1.2" when it starts with a number; may be NULL. */
const char *book_version(struct arena *arena, const struct metadata *meta);

/* Writes the tree as text, one node a line, indented by depth: for tests and --dump book. */
void book_dump(const struct book *book, struct buffer *text);

#endif
