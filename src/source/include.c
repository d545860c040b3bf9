/* Enters: a chapter's text. Leaves: the text with what its directives name in their place, and
 * where each line came from. Directives and paths are mdBook's: {{#include file}}, file:2:5,
 * file:anchor,
 * {{#rustdoc_include file:anchor}} (whose other lines mdBook hides), {{#playground file.rs}},
 * {{#title text}}, which is for web pages, and \{{#…}}, which means itself. The lines of an
 * included text are indented as the directive is, so that it stays in its list or quote. What is
 * included is read for directives, too: a file within itself is refused, nesting ends at ten, and
 * what may be put into a book, and read for that, is bounded. */
#include "source/include.h"

#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "source/excerpt.h"

enum {
    DEEPEST = 10,
    LONGEST_DIRECTIVE = 4096,
    MOST_INCLUDES = 50000,
    MOST_PUT = 16 << 20,
    MOST_READ = 256 << 20
};

/* A file that is being put into the chapter. */
struct opened {
    const char *real, *selector;
};

struct expander {
    struct includes *includes;
    struct buffer out;
    VECTOR(struct line_origin) origins;
    int line;           /* that is being written */
    size_t line_start;  /* where it begins in `out` */
    const char *prefix; /* of lines that begin now */
    bool is_fresh;      /* nothing tells yet where the line comes from */
    VECTOR(struct opened) opened;
};

/* Text that is being copied. */
struct copying {
    const char *at, *end, *line_start;
    const char *file, *folder;
    int line;
};

/* What a directive puts: an excerpt of a file, maybe as a block of code. */
struct wanted {
    const char *path, *selector;
    const char *fence; /* the line above it; NULL: none */
    struct excerpt excerpt;
};

struct directive {
    const char *name, *argument; /* NULL: it is escaped */
    const char *end;
    struct position where;
};

/* ── Writing ─────────────────────────────────────────────────────────────────────────────────── */

static void note_origin(struct expander *expander, const char *file, int line)
{
    int indent = (int)(expander->out.length - expander->line_start);
    struct line_origin origin = {expander->line, file, line, indent};
    size_t count = expander->origins.count;
    struct line_origin *last = count ? &expander->origins.items[count - 1] : NULL;
    if (last && last->line == origin.line)
        *last = origin;
    else if (!last || strcmp(last->file, file) != 0 || last->indent != indent ||
             line - last->from != origin.line - last->line)
        vector_push(&expander->origins, origin);
    expander->is_fresh = false;
}

static void begin_line(struct expander *expander)
{
    if (expander->out.length == expander->line_start)
        buffer_put_string(&expander->out, expander->prefix);
}

/* Writes bytes that stand in the line `line` of a file and behind. */
static void put(struct expander *expander, const char *text, const char *end, const char *file,
                int line)
{
    while (text < end) {
        const char *line_end = memchr(text, '\n', (size_t)(end - text));
        const char *next = line_end ? line_end + 1 : end;
        begin_line(expander);
        if (expander->is_fresh)
            note_origin(expander, file, line);
        if (expander->opened.count > 1)
            expander->includes->bytes_put += (size_t)(next - text);
        buffer_put(&expander->out, text, (size_t)(next - text));
        text = next;
        if (line_end) {
            line++;
            expander->line++;
            expander->line_start = expander->out.length;
            expander->is_fresh = true;
        }
    }
}

static void put_string(struct expander *expander, const char *text,
                       const struct directive *directive)
{
    put(expander, text, text + strlen(text), directive->where.file, directive->where.line);
}

/* ── Finding directives ──────────────────────────────────────────────────────────────────────── */

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\f' || byte == '\v';
}

static const char *skip_spaces(const char *at, const char *end)
{
    while (at < end && is_space(*at))
        at++;
    return at;
}

static const char *cut_long(const char *at, const char *end)
{
    return end - at > LONGEST_DIRECTIVE ? at + LONGEST_DIRECTIVE : end;
}

/* \{{#…}}: itself without the backslash. (mdBook takes it up to the last braces of the line.) */
static bool read_escaped(const char *at, const char *end, struct directive *directive)
{
    static const char opener[] = "\\{{#";
    size_t length = sizeof opener - 1;
    end = cut_long(at, end);
    if ((size_t)(end - at) < length || memcmp(at, opener, length) != 0)
        return false;
    const char *closer = memmem(at, (size_t)(end - at), "}}", 2);
    const char *line_end = memchr(at, '\n', (size_t)(end - at));
    if (!closer || (line_end && line_end < closer))
        return false;
    *directive = (struct directive){.end = closer + 2};
    return true;
}

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

/* {{#name argument}}; `at` is at its braces. */
static bool read_directive(struct arena *arena, const char *at, const char *end,
                           struct directive *directive)
{
    end = cut_long(at, end);
    const char *name = end - at > 2 ? skip_spaces(at + 2, end) : end;
    if (name == end || *name++ != '#')
        return false;
    const char *name_end = name;
    while (name_end < end && is_word_byte(*name_end))
        name_end++;
    const char *argument = skip_spaces(name_end, end);
    const char *closer = memchr(argument, '}', (size_t)(end - argument));
    if (name_end == name || argument == name_end || !closer || closer == argument ||
        closer + 1 == end || closer[1] != '}')
        return false;
    *directive = (struct directive){
        .name = arena_copy_bytes(arena, name, (size_t)(name_end - name)),
        .argument = arena_copy_bytes(arena, argument, (size_t)(closer - argument)),
        .end = closer + 2};
    return true;
}

/* The next one in the text and where it begins, or NULL. */
static const char *find_directive(struct arena *arena, const struct copying *text,
                                  struct directive *directive)
{
    const char *end = text->end;
    for (const char *at = text->at; (at = memmem(at, (size_t)(end - at), "{{", 2)); at++) {
        if (at > text->at && read_escaped(at - 1, end, directive))
            return at - 1;
        if (read_directive(arena, at, end, directive))
            return at;
    }
    return NULL;
}

/* ── Obeying them ────────────────────────────────────────────────────────────────────────────── */

static bool refuse(struct expander *expander, const struct directive *directive, const char *hint,
                   const char *format, const char *what)
{
    diag_report(expander->includes->diag, SEVERITY_WARNING, "include", directive->where, hint,
                format, what);
    return false;
}

/* The file in the arena, read once; NULL (reported): it cannot be had. */
static const struct input *open_file(struct expander *expander, const char *path, const char *real)
{
    struct includes *includes = expander->includes;
    struct input *input = map_find(&includes->files, real);
    if (input)
        return input;
    input = ARENA_NEW(includes->arena, struct input);
    if (!input_read(includes->arena, path, includes->diag, input))
        return NULL;
    map_put(&includes->files, real, input);
    vector_push(&includes->paths, path);
    return input;
}

static bool is_affordable(struct expander *expander, const struct directive *directive,
                          size_t length)
{
    struct includes *includes = expander->includes;
    includes->bytes_read += length;
    if (!includes->is_exhausted &&
        (++includes->count > MOST_INCLUDES || includes->bytes_read > MOST_READ ||
         includes->bytes_put > MOST_PUT)) {
        includes->is_exhausted = true;
        refuse(expander, directive, "include less, or from smaller files", "%s",
               "more is included than a book can hold; this and what follows is left as written");
    }
    return !includes->is_exhausted;
}

static bool is_open(const struct expander *expander, const struct opened *file)
{
    for (size_t i = 0; i < expander->opened.count; i++) {
        const struct opened *other = &expander->opened.items[i];
        if (strcmp(other->real, file->real) == 0 && strcmp(other->selector, file->selector) == 0)
            return true;
    }
    return false;
}

static void expand(struct expander *expander, struct copying *text);

/* The line so far is what the lines of the included text stand behind. */
static const char *copy_line(struct expander *expander)
{
    begin_line(expander);
    return arena_copy_bytes(expander->includes->arena,
                            buffer_string(&expander->out) + expander->line_start,
                            expander->out.length - expander->line_start);
}

static void put_parts(struct expander *expander, const struct input *input,
                      const struct directive *directive, const struct wanted *wanted,
                      const excerpt_parts *parts)
{
    const char *outer = expander->prefix;
    const char *folder = file_folder(expander->includes->arena, input->path);
    expander->prefix = copy_line(expander);
    if (!expander->prefix[strspn(expander->prefix, " \t>")])
        expander->is_fresh = true;
    if (wanted->fence)
        put_string(expander, wanted->fence, directive);
    for (size_t i = 0; i < parts->count; i++) {
        const struct excerpt_lines *part = &parts->items[i];
        expand(expander, &(struct copying){.at = part->text,
                                           .end = part->end,
                                           .line_start = part->text,
                                           .file = input->path,
                                           .folder = folder,
                                           .line = part->line});
    }
    if (wanted->fence)
        put_string(expander, "\n```", directive);
    expander->prefix = outer;
}

/* Opens the file that is wanted; NULL (reported): it cannot be had. */
static const struct input *open_wanted(struct expander *expander, const struct directive *directive,
                                       const struct wanted *wanted, struct opened *opened)
{
    struct includes *includes = expander->includes;
    const char *reason;
    opened->selector = wanted->selector;
    opened->real = manifest_find_file(includes->manifest, includes->arena, wanted->path, &reason);
    if (!opened->real)
        refuse(expander, directive,
               arena_printf(includes->arena, "the file would be \"%s\"", wanted->path),
               "this cannot be included: %s", reason);
    else if (is_open(expander, opened))
        refuse(expander, directive, NULL, "\"%s\" would include itself without end", wanted->path);
    else if (expander->opened.count > DEEPEST)
        refuse(expander, directive, "include it from fewer files", "%s",
               "too many files include one another here");
    else
        return open_file(expander, wanted->path, opened->real);
    return NULL;
}

/* False (reported) when it cannot be put. */
static bool put_wanted(struct expander *expander, const struct directive *directive,
                       const struct wanted *wanted)
{
    struct opened opened;
    if (expander->includes->is_exhausted)
        return false;
    const struct input *input = open_wanted(expander, directive, wanted, &opened);
    if (!input || !is_affordable(expander, directive, input->length))
        return false;
    excerpt_parts parts = {0};
    bool is_found =
        excerpt_take(&wanted->excerpt, input->text, input->text + input->length, &parts) ||
        !*wanted->selector;
    if (is_found) {
        vector_push(&expander->opened, opened);
        put_parts(expander, input, directive, wanted, &parts);
        expander->opened.count--;
    } else {
        refuse(expander, directive,
               arena_printf(expander->includes->arena, "the file is \"%s\"", wanted->path),
               wanted->excerpt.anchor ? "there is no \"ANCHOR: %s\" in the file"
                                      : "there is no line %s in the file",
               wanted->excerpt.anchor ? wanted->excerpt.anchor : wanted->selector);
    }
    vector_drop(&parts);
    return is_found;
}

/* "file:selector more words" */
static bool put_include(struct expander *expander, const struct copying *text,
                        const struct directive *directive, bool every)
{
    struct arena *arena = expander->includes->arena;
    const char *argument = directive->argument;
    size_t word = strcspn(argument, " \t\n"), name = strcspn(argument, ": \t\n");
    struct wanted wanted = {.selector = ""};
    wanted.path = path_join(arena, text->folder, arena_copy_bytes(arena, argument, name));
    if (name < word)
        wanted.selector = arena_copy_bytes(arena, argument + name + 1, word - name - 1);
    wanted.excerpt = excerpt_parse(arena, wanted.selector);
    wanted.excerpt.every = every;
    return put_wanted(expander, directive, &wanted);
}

/* "file.rs words": a block of code, the words its attributes. */
static bool put_playground(struct expander *expander, const struct copying *text,
                           const struct directive *directive)
{
    struct arena *arena = expander->includes->arena;
    struct buffer fence = {0};
    char *words = arena_copy_string(arena, directive->argument), *rest;
    const char *path = strtok_r(words, " \t\n", &rest);
    buffer_put_string(&fence, "```rust");
    for (char *word; (word = strtok_r(NULL, " \t\n", &rest));)
        buffer_printf(&fence, ",%s", word);
    buffer_put_char(&fence, '\n');
    struct wanted wanted = {.selector = "",
                            .path = path_join(arena, text->folder, path ? path : "")};
    wanted.fence = arena_copy_string(arena, buffer_string(&fence));
    buffer_drop(&fence);
    return put_wanted(expander, directive, &wanted);
}

/* False when the directive is to stay as it is written. */
static bool obey(struct expander *expander, const struct copying *text,
                 const struct directive *directive)
{
    const char *name = directive->name;
    if (strcmp(name, "include") == 0)
        return put_include(expander, text, directive, false);
    if (strcmp(name, "rustdoc_include") == 0)
        return put_include(expander, text, directive, true);
    if (strcmp(name, "playground") == 0 || strcmp(name, "playpen") == 0)
        return put_playground(expander, text, directive);
    return strcmp(name, "title") == 0;
}

/* Moves on to `to`, counting lines. */
static void advance(struct copying *text, const char *to)
{
    for (const char *end; (end = memchr(text->at, '\n', (size_t)(to - text->at)));) {
        text->line++;
        text->at = text->line_start = end + 1;
    }
    text->at = to;
}

static void copy_to(struct expander *expander, struct copying *text, const char *to)
{
    put(expander, text->at, to, text->file, text->line);
    advance(text, to);
}

/* Copies a text, obeying its directives. Recursion ends at DEEPEST. */
static void expand(struct expander *expander, struct copying *text)
{
    struct directive directive;
    const char *found;
    while ((found = find_directive(expander->includes->arena, text, &directive))) {
        copy_to(expander, text, found);
        directive.where =
            (struct position){text->file, text->line, (int)(found - text->line_start) + 1};
        if (!directive.name)
            advance(text, found + 1); /* the backslash */
        if (directive.name && obey(expander, text, &directive))
            advance(text, directive.end);
        else
            copy_to(expander, text, directive.end);
    }
    copy_to(expander, text, text->end);
}

void include_expand(struct includes *includes, struct input *input, struct line_origin **origins,
                    size_t *count)
{
    const char *body = input->text + input->body, *end = input->text + input->length;
    *count = 0;
    if (!memmem(body, (size_t)(end - body), "{{", 2))
        return;
    struct expander expander = {.includes = includes, .prefix = "", .line = 1, .is_fresh = true};
    const char *reason;
    struct opened chapter = {.selector = ""};
    chapter.real = manifest_find_file(includes->manifest, includes->arena, input->path, &reason);
    if (!chapter.real)
        return;
    vector_push(&expander.opened, chapter);
    expand(&expander, &(struct copying){.at = body,
                                        .end = end,
                                        .line_start = body,
                                        .file = input->path,
                                        .folder = file_folder(includes->arena, input->path),
                                        .line = input->body_line + 1});
    input->text =
        arena_copy_bytes(includes->arena, buffer_string(&expander.out), expander.out.length);
    input->length = expander.out.length;
    input->body = 0;
    input->body_line = 0;
    *count = expander.origins.count;
    *origins = ARENA_ARRAY(includes->arena, struct line_origin, *count);
    if (*count)
        memcpy(*origins, expander.origins.items, *count * sizeof **origins);
    buffer_drop(&expander.out);
    vector_drop(&expander.origins);
    vector_drop(&expander.opened);
}

void include_drop(struct includes *includes)
{
    map_drop(&includes->files);
    vector_drop(&includes->paths);
}
