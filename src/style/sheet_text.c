/* Enters: the text of a sheet. Leaves: the syntax trees of its statements, one at a time, for
 * read.c.
 *
 * tree-sitter's grammar of CSS finds the structure, but statements are parted before: what a slip
 * in one of them costs cannot be more than that one, and no tree grows large. (The runtime, 0.20,
 * writes over foreign memory when an error node gets more than 65,535 children, and deep brackets
 * take it quadratic time.) When an error swallows lines all the same, as an unclosed string does,
 * reading starts again on the line below the one where it began. */
#include "style/reader.h"

enum { STATEMENT_MAX = 60000, BRACKETS_MAX = 64, RESTARTS_MAX = 64 };

const TSLanguage *tree_sitter_css(void);

bool slice_is(struct slice slice, const char *word)
{
    return strlen(word) == slice.length && strncasecmp(slice.start, word, slice.length) == 0;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

struct slice slice_trim(struct slice slice)
{
    while (slice.length > 0 && is_space(slice.start[0])) {
        slice.start++;
        slice.length--;
    }
    while (slice.length > 0 && is_space(slice.start[slice.length - 1]))
        slice.length--;
    return slice;
}

void sheets_drop(struct sheets *sheets)
{
    vector_drop(&sheets->rules);
    vector_drop(&sheets->open);
    vector_drop(&sheets->roots);
    vector_drop(&sheets->author);
    vector_drop(&sheets->faces.list);
}

/* ── Parting statements ──────────────────────────────────────────────────────────────────────── */

size_t reader_skip_piece(const char *text, size_t length, size_t at)
{
    char c = text[at];
    if (c == '\\')
        return at + 2;
    if (c == '/' && at + 1 < length && text[at + 1] == '*') {
        const char *end = strstr(text + at + 2, "*/");
        return end ? (size_t)(end + 2 - text) : length;
    }
    if (c != '"' && c != '\'')
        return at + 1;
    for (at++; at < length && text[at] != c && text[at] != '\n'; at++)
        at += text[at] == '\\';
    return at + 1;
}

/* Where a comment begins that is not closed; `length` when there is none. */
static size_t find_open_comment(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        bool is_comment = text[at] == '/' && at + 1 < length && text[at + 1] == '*';
        if (is_comment && !strstr(text + at + 2, "*/"))
            return at;
        at = reader_skip_piece(text, length, at);
    }
    return length;
}

/* How deep brackets are within each other. */
struct depth {
    int braces, brackets, most;
};

static bool ends_statement(struct depth *depth, char c)
{
    depth->brackets += c == '(' || c == '[';
    depth->brackets -= (c == ')' || c == ']') && depth->brackets > 0;
    if (c == ';' || c == '{' || c == '}')
        depth->brackets = 0;
    depth->braces += c == '{';
    depth->braces -= c == '}';
    int sum = depth->braces + depth->brackets;
    depth->most = sum > depth->most ? sum : depth->most;
    return depth->braces <= 0 && (c == '}' || c == ';');
}

/* Behind the statement that begins at `at`. */
static size_t find_end(const char *text, size_t length, size_t at, struct depth *depth)
{
    *depth = (struct depth){0};
    while (at < length) {
        char c = text[at];
        at = reader_skip_piece(text, length, at);
        if (ends_statement(depth, c))
            return at < length ? at : length;
    }
    return length;
}

/* ── What need not be read ───────────────────────────────────────────────────────────────────── */

/* Where a statement begins behind spaces and comments. */
static size_t find_start(const char *text, size_t at, size_t end)
{
    while (at < end && (is_space(text[at]) || text[at] == '/'))
        at = reader_skip_piece(text, end, at);
    return at;
}

/* The books that a statement speaks to, as far as its first words tell. */
static enum book_kind find_books(const char *text, size_t at, size_t end)
{
    static const char page[] = "@page", media[] = "@media";
    const char *start = text + find_start(text, at, end), *query = start + strlen(media);
    if (strncmp(start, page, strlen(page)) == 0)
        return FOR_PDF;
    if (strncmp(start, media, strlen(media)) != 0)
        return FOR_BOTH;
    return media_books(&(struct media){.query = {query, strcspn(query, "{;")}}, NULL);
}

/* More than half of the program's own sheet is for one book alone, and takes longer to read than
 * some books. It holds no mistakes that anyone must be told. */
static bool is_wanted(const struct reader *reader, size_t at, size_t end)
{
    return reader->origin != ORIGIN_DEFAULT ||
           find_books(reader->text, at, end) & reader->sheets->books;
}

/* ── Reading them ────────────────────────────────────────────────────────────────────────────── */

/* Where reading stands. */
struct place {
    size_t byte;
    TSPoint point;
};

static void move(struct place *place, const char *text, size_t byte)
{
    for (; place->byte < byte; place->byte++) {
        place->point.column++;
        if (text[place->byte] == '\n')
            place->point = (TSPoint){place->point.row + 1, 0};
    }
}

/* Reads one statement; the offset where to go on. */
static size_t read_one(struct reader *reader, TSParser *parser, const struct place *place,
                       size_t end, const struct media *media)
{
    TSRange range = {.start_byte = (uint32_t)place->byte,
                     .start_point = place->point,
                     .end_byte = (uint32_t)end,
                     .end_point = {UINT32_MAX, UINT32_MAX}};
    ts_parser_set_included_ranges(parser, &range, 1);
    TSTree *tree = ts_parser_parse_string(parser, NULL, reader->mask, (uint32_t)end);
    if (!tree)
        return end;
    size_t restart = reader_statements(reader, ts_tree_root_node(tree), media);
    ts_tree_delete(tree);
    return restart > place->byte && restart < end ? restart : end;
}

void css_read(struct sheets *sheets, const char *text, size_t length, const char *file,
              enum origin origin, const struct media *media)
{
    struct reader reader = {.sheets = sheets, .text = text, .file = file, .origin = origin};
    TSParser *parser = ts_parser_new();
    ts_parser_set_language(parser, tree_sitter_css());
    struct place place = {0};
    size_t whole = length;
    length = find_open_comment(text, whole);
    reader.mask = reader_mask(sheets->arena, text, length);
    for (int restarts = 0; place.byte < length;) {
        struct depth depth;
        size_t end = find_end(text, length, place.byte, &depth), next = end;
        struct position where = {file, (int)place.point.row + 1, (int)place.point.column + 1};
        if (!is_wanted(&reader, place.byte, end))
            next = end;
        else if (end - place.byte > STATEMENT_MAX || depth.most > BRACKETS_MAX)
            css_warn(sheets->diag, "css-syntax", where, "is a } missing?",
                     "what begins here is too long or too deep; it is left out");
        else
            next = read_one(&reader, parser, &place, end, media);
        if (next < end && ++restarts > RESTARTS_MAX)
            next = end;
        move(&place, text, next);
    }
    if (length < whole)
        css_warn(sheets->diag, "css-syntax",
                 ((struct position){file, (int)place.point.row + 1, (int)place.point.column + 1}),
                 "a */ is missing; all behind it is left out", "this comment is not closed");
    ts_parser_delete(parser);
}
