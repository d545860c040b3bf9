/* Enters: stylesheets, then nodes. Leaves: the nodes' text and block styles. The built-in sheet is
 * read first, then the author's over it (import.c, read.c); compile.c turns them into what this
 * file asks: the winners of the cascade, which compute_text.c and compute_block.c make values of.
 */
#include "style/style.h"

#include <stdlib.h>
#include <string.h>

#include "base/stopwatch.h"
#include "style/sheet.h"

/* Which of the headings' classes the base level has, from 0: .heading-1 as a chapter, .heading-2
 * above two or more further levels, .heading-3 above at most one. */
enum { CHAPTER_STYLE, PART_STYLE, SECTION_STYLE };

enum { HEADING_LEVELS = 6, DEEP = 3 };

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

static struct stylesheet *start(enum book_kind books, struct arena *names, struct diag *diag)
{
    struct arena *arena = arena_new();
    struct stylesheet *sheet = ARENA_NEW(arena, struct stylesheet);
    sheet->arena = arena;
    sheet->sheets = (struct sheets){
        .arena = arena, .names = names, .diag = diag, .books = books, .atoms = atoms_new(arena)};
    sheet->counts = ARENA_NEW(arena, struct sibling_counts);
    parts_make(sheet->parts);
    sheet->row_groups.arena = arena;
    sheet->context = (struct subject_context){.atoms = sheet->sheets.atoms,
                                              .parts = sheet->parts,
                                              .row_groups = &sheet->row_groups,
                                              .base_level = SECTION_STYLE + 1,
                                              .base_style = SECTION_STYLE};
    return sheet;
}

void stylesheet_drop(struct stylesheet *sheet)
{
    if (!sheet)
        return;
    if (sheet->counts->ran_out)
        css_warn(sheet->sheets.diag, "css-selector", (struct position){0},
                 "write shorter selectors, with classes",
                 "the selectors take too long on this book; some were left out");
    for (int i = 0; i < TARGET_COUNT; i++)
        cascade_drop(&sheet->cascades[i]);
    vector_drop(&sheet->displays);
    row_groups_drop(&sheet->row_groups);
    cascade_drop(&sheet->paging);
    page_rules_drop(&sheet->page_rules);
    sheets_drop(&sheet->sheets);
    arena_drop(sheet->arena);
}

static bool read_default(struct stylesheet *sheet, const char *path)
{
    struct diag *diag = sheet->sheets.diag;
    struct position none = {0};
    if (!css_load(&sheet->sheets, path, ORIGIN_DEFAULT, none, SEVERITY_ERROR))
        return false;
    if (sheet->sheets.rules.count > 0)
        return true;
    diag_report(diag, SEVERITY_ERROR, "stylesheet",
                (struct position){.file = arena_copy_string(sheet->sheets.names, path)},
                "the styles/ folder belongs beside the program's folder",
                "the built-in stylesheet holds no rules");
    return false;
}

static bool is_within(const char *path, const char *folder)
{
    char *real = realpath(path, NULL), *root = realpath(*folder ? folder : ".", NULL);
    size_t length = root ? strlen(root) : 0;
    bool is_root = length == 1;
    bool within =
        !real || (root && strncmp(real, root, length) == 0 && (is_root || real[length] == '/'));
    free(real);
    free(root);
    return within;
}

static bool is_allowed(const struct style_options *options, const char *path, const char *folder)
{
    bool allowed = is_within(path, folder);
    for (size_t i = 0; i < options->resource_path_count && !allowed; i++)
        allowed = is_within(path, options->resource_paths[i]);
    return allowed;
}

/* "screen" is a sheet of the program's, anything with a dot or a slash a file. A file that does not
 * exist is reported when it is read. */
static bool read_named(struct stylesheet *sheet, const struct style_options *options,
                       const struct style_name *named)
{
    const char *path = named->name;
    if (!strpbrk(path, "./"))
        path = arena_printf(sheet->arena, "%s/%s.css", options->folder, path);
    else if (named->folder && *path != '/')
        path = arena_printf(sheet->arena, "%s%s", named->folder, path);
    if (named->folder && strpbrk(named->name, "./") && !is_allowed(options, path, named->folder)) {
        diag_report(sheet->sheets.diag, SEVERITY_ERROR, "stylesheet", named->where,
                    "name it with --style, copy it into the folder, or allow its folder with"
                    " --resource-path",
                    "the stylesheet \"%s\" is outside the book's folder", named->name);
        return false;
    }
    return css_load(&sheet->sheets, path, ORIGIN_AUTHOR, named->where, SEVERITY_ERROR);
}

static void compute_parts(struct stylesheet *sheet)
{
    for (int i = 0; i < PART_COUNT; i++) {
        const struct node *node = part_find(sheet->parts, (enum style_part)i);
        struct winners outer = sheet_resolve(sheet, node->parent);
        struct winners winners = sheet_resolve(sheet, node);
        struct text_style parent = sheet->root;
        if (node->parent->parent)
            parent = compute_text(sheet, &outer, &parent);
        sheet->part_text[i] = compute_text(sheet, &winners, &parent);
        sheet->part_block[i] = compute_block(sheet, node, &winners);
        if (sheet->part_block[i].align > TEXT_ALIGN_END) /* parts follow the book's direction */
            sheet->part_block[i].align =
                sheet->part_block[i].align == TEXT_ALIGN_LEFT ? TEXT_ALIGN_START : TEXT_ALIGN_END;
    }
}

static void add_root(struct stylesheet *sheet, const char *folder)
{
    char *real = folder ? realpath(*folder ? folder : ".", NULL) : NULL;
    bool is_top = real && strcmp(real, "/") == 0;
    if (real)
        vector_push(&sheet->sheets.roots,
                    arena_printf(sheet->arena, "%s%s", real, is_top ? "" : "/"));
    free(real);
}

struct stylesheet *stylesheet_begin(const char *folder, enum book_kind books, struct arena *names,
                                    struct diag *diag)
{
    struct stylesheet *sheet = start(books, names, diag);
    sheet->is_broken = !read_default(sheet, arena_printf(sheet->arena, "%s/book.css", folder));
    return sheet;
}

bool stylesheet_finish(struct stylesheet *sheet, const struct style_options *options)
{
    bool good = !sheet->is_broken;
    add_root(sheet, options->book_folder);
    for (size_t i = 0; i < options->resource_path_count; i++)
        add_root(sheet, options->resource_paths[i]);
    for (size_t i = 0; good && i < options->sheet_count; i++)
        good = read_named(sheet, options, &options->sheets[i]);
    if (good && options->for_pdf) {
        sheet_compile(sheet, options);
        compute_parts(sheet);
    }
    return good;
}

struct stylesheet *stylesheet_open(const struct style_options *options, struct arena *names,
                                   struct diag *diag)
{
    enum book_kind books = options->for_pdf ? FOR_BOTH : FOR_EPUB;
    struct stylesheet *sheet = stylesheet_begin(options->folder, books, names, diag);
    if (stylesheet_finish(sheet, options))
        return sheet;
    stylesheet_drop(sheet);
    return NULL;
}

/* ── Fitting a book ──────────────────────────────────────────────────────────────────────────── */

void style_set_base_level(struct stylesheet *sheet, int level)
{
    sheet->context.base_level = level;
}

void style_set_chapters(struct stylesheet *sheet, bool chapters)
{
    sheet->context.base_style = chapters ? CHAPTER_STYLE : SECTION_STYLE;
}

static void count_headings(const struct book *book, size_t counts[HEADING_LEVELS + 1])
{
    struct walk walk = walk_start(book->root);
    while (walk_next(&walk))
        if (walk.entering && walk.node->kind == NODE_HEADING)
            counts[walk.node->heading.level]++;
}

void style_fit_book(struct stylesheet *sheet, const struct book *book)
{
    size_t counts[HEADING_LEVELS + 1] = {0};
    int shallowest = 0, depth = 0;
    count_headings(book, counts);
    for (int level = HEADING_LEVELS; level > 0; level--) {
        depth += counts[level] > 0;
        shallowest = counts[level] > 0 ? level : shallowest;
    }
    bool chapters = shallowest == 1 && counts[1] > 1;
    style_set_base_level(sheet, shallowest ? shallowest : 1);
    style_set_chapters(sheet, chapters);
    if (!chapters && depth >= DEEP)
        sheet->context.base_style = PART_STYLE;
}

/* ── Asking ──────────────────────────────────────────────────────────────────────────────────── */

struct winners sheet_resolve(const struct stylesheet *sheet, const struct node *node)
{
    struct matcher matcher = {.context = &sheet->context, .counts = sheet->counts};
    struct winners winners;
    enum target target = TARGET_ELEMENT;
    if (node->kind == NODE_GENERATED) {
        target = node->generated.after ? TARGET_AFTER : TARGET_BEFORE;
        node = node->generated.element;
    }
    cascade_resolve(&sheet->cascades[target], &matcher, node, &winners);
    return winners;
}

const struct page_style *style_page(const struct stylesheet *sheet)
{
    return &sheet->page;
}

struct text_style style_root(const struct stylesheet *sheet)
{
    return sheet->root;
}

struct text_style style_text(const struct stylesheet *sheet, const struct node *node,
                             const struct text_style *parent)
{
    enum station before = stopwatch_turn(STATION_STYLE);
    struct winners winners = sheet_resolve(sheet, node);
    struct text_style style = compute_text(sheet, &winners, parent);
    stopwatch_turn(before);
    return style;
}

bool style_inline(const struct stylesheet *sheet, const struct node *node,
                  const struct text_style *parent, struct text_style *text, struct inline_box *box)
{
    enum station before = stopwatch_turn(STATION_STYLE);
    struct winners winners = sheet_resolve(sheet, node);
    *text = compute_text(sheet, &winners, parent);
    bool has_box = compute_inline_box(sheet, node, &winners, text, box);
    stopwatch_turn(before);
    return has_box;
}

struct block_style style_block(const struct stylesheet *sheet, const struct node *node)
{
    enum station before = stopwatch_turn(STATION_STYLE);
    struct winners winners = sheet_resolve(sheet, node);
    struct block_style style = compute_block(sheet, node, &winners);
    compute_check_display(sheet, node, &winners);
    stopwatch_turn(before);
    return style;
}

const char *style_shown_fields(const struct stylesheet *sheet)
{
    return sheet->shown_fields;
}

bool style_part_shows(const struct stylesheet *sheet, enum style_part part)
{
    return style_shows(sheet, style_part_node(sheet, part));
}

const struct node *style_part_node(const struct stylesheet *sheet, enum style_part part)
{
    return part_find(sheet->parts, part);
}

static enum page_break find_break(const struct value *value)
{
    bool is_forced = value->keyword >= BREAK_PAGE;
    return is_forced ? (enum page_break)(PAGE_BREAK_ANY + value->keyword - BREAK_PAGE)
                     : PAGE_BREAK_NONE;
}

static struct paging compute_paging(const struct stylesheet *sheet, const struct node *node)
{
    struct matcher matcher = {.context = &sheet->context, .counts = sheet->counts};
    struct winners winners;
    struct paging paging = {0};
    if (sheet->paging.entries.count == 0)
        return paging;
    cascade_resolve(&sheet->paging, &matcher, node, &winners);
    const struct value *before = winners.values[PROPERTY_BREAK_BEFORE];
    const struct value *after = winners.values[PROPERTY_BREAK_AFTER];
    const struct value *page = winners.values[PROPERTY_PAGE];
    const struct value *strings = winners.values[PROPERTY_STRING_SET];
    const struct value *counters = winners.values[PROPERTY_COUNTER_RESET];
    if (before && before->kind == VALUE_KEYWORD) {
        paging.before = find_break(before);
        paging.avoids_before = before->keyword == BREAK_AVOID;
    }
    if (after && after->kind == VALUE_KEYWORD) {
        paging.after = find_break(after);
        paging.avoids_after = after->keyword == BREAK_AVOID;
    }
    paging.page = page && page->kind == VALUE_LIST ? page->name : NULL;
    paging.strings = strings && strings->kind == VALUE_LIST ? strings->strings : NULL;
    paging.counters = counters && counters->kind == VALUE_LIST ? counters->counters : NULL;
    return paging;
}

struct paging style_paging(const struct stylesheet *sheet, const struct node *node)
{
    enum station before = stopwatch_turn(STATION_STYLE);
    struct paging paging = compute_paging(sheet, node);
    stopwatch_turn(before);
    return paging;
}

const char *style_attribute(const struct node *node, const char *name, char scratch[16])
{
    return subject_attribute(node, name, scratch);
}

struct paging style_part_paging(const struct stylesheet *sheet, enum style_part part)
{
    return compute_paging(sheet, part_find(sheet->parts, part));
}

struct block_style style_contents_block(const struct stylesheet *sheet)
{
    const struct node *node = part_find(sheet->parts, PART_CONTENTS_TITLE)->parent;
    struct winners winners = sheet_resolve(sheet, node);
    return compute_block(sheet, node, &winners);
}

struct text_style style_part_text(const struct stylesheet *sheet, enum style_part part)
{
    return sheet->part_text[part];
}

struct block_style style_part_block(const struct stylesheet *sheet, enum style_part part)
{
    return sheet->part_block[part];
}

const struct node *style_row_group(const struct stylesheet *sheet, const struct node *row)
{
    return subject_parent(&sheet->context, row);
}
