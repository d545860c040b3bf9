/* Enters: the text of a code block. Leaves: what its lines are, where that can be told by how they
 * begin: prompts and answers of Python and of a shell, tracebacks, the lines of a diff. What stands
 * behind a prompt is left for the grammar as ranges of the text, all read as one program: so a
 * statement goes on behind the next "... ". */
#include "book/highlight.h"

#include <string.h>

struct line {
    const char *text;            /* not ended by NUL */
    uint32_t start, length, row; /* length: without its end */
};

/* Steps to the next line; start with {.row = UINT32_MAX}. False after the last. */
static bool next_line(const struct painting *painting, struct line *line)
{
    uint32_t start = line->row == UINT32_MAX ? 0 : line->start + line->length + 1;
    if (start >= painting->length)
        return false;
    const char *text = painting->text + start;
    const char *end = memchr(text, '\n', painting->length - start);
    *line = (struct line){.text = text,
                          .start = start,
                          .length = end ? (uint32_t)(end - text) : painting->length - start,
                          .row = line->row + 1};
    return true;
}

static bool starts_with(const struct line *line, const char *prefix)
{
    size_t length = strlen(prefix);
    return line->length >= length && memcmp(line->text, prefix, length) == 0;
}

static bool is_empty(const struct line *line)
{
    return line->length == 0 || (line->length == 1 && *line->text == '\r');
}

/* The first line that is not empty; false: there is none. */
static bool find_first_line(const struct painting *painting, struct line *line)
{
    *line = (struct line){.row = UINT32_MAX};
    while (next_line(painting, line))
        if (!is_empty(line))
            return true;
    return false;
}

static void paint_line(struct painting *painting, const struct line *line, enum code_class class)
{
    paint_code(painting, line->start, line->start + line->length, class);
}

/* ── Ranges ──────────────────────────────────────────────────────────────────────────────────── */

/* A line from `column` on, with its end. */
static void push_range(const struct painting *painting, const struct line *line, uint32_t column,
                       code_range_list *ranges)
{
    uint32_t end = line->start + line->length;
    bool ended = end < painting->length;
    TSRange range = {.start_point = {line->row, column},
                     .end_point = {ended ? line->row + 1 : line->row, ended ? 0 : line->length},
                     .start_byte = line->start + column,
                     .end_byte = end + ended};
    if (range.start_byte < range.end_byte)
        vector_push(ranges, range);
}

static void push_all(const struct painting *painting, code_range_list *ranges)
{
    TSRange range = {.end_point = {UINT32_MAX, UINT32_MAX}, .end_byte = painting->length};
    vector_push(ranges, range);
}

/* A prompt of so many bytes, then code. */
static void push_command(struct painting *painting, const struct line *line, uint32_t prompt,
                         code_range_list *ranges)
{
    paint_code(painting, line->start, line->start + prompt, CODE_PROMPT);
    push_range(painting, line, prompt, ranges);
}

/* ── Tracebacks ──────────────────────────────────────────────────────────────────────────────── */

/* "  File "x.py", line 3, in f" */
static void paint_place(struct painting *painting, const struct line *line)
{
    const char *end = line->text + line->length;
    const char *quote = memchr(line->text, '"', line->length);
    const char *close = quote ? memchr(quote + 1, '"', (size_t)(end - quote - 1)) : NULL;
    if (!close)
        return;
    uint32_t after = line->start + (uint32_t)(close + 1 - line->text);
    paint_code(painting, line->start + (uint32_t)(quote - line->text), after, CODE_STRING);
    const char *digit = close;
    while (digit < end && (*digit < '0' || *digit > '9'))
        digit++;
    const char *last = digit;
    while (last < end && *last >= '0' && *last <= '9')
        last++;
    paint_code(painting, line->start + (uint32_t)(digit - line->text),
               line->start + (uint32_t)(last - line->text), CODE_NUMBER);
}

static bool is_traceback(const struct line *line)
{
    return starts_with(line, "Traceback (most recent call last)");
}

/* A line of what Python answers; *in_traceback lasts until a line that is not indented: "KeyError:
 * 'x'". */
static void paint_python_answer(struct painting *painting, const struct line *line,
                                bool *in_traceback)
{
    paint_line(painting, line, CODE_OUTPUT);
    if (is_traceback(line)) {
        *in_traceback = true;
    } else if (*in_traceback && starts_with(line, "  File \"")) {
        paint_place(painting, line);
    } else if (*in_traceback && !is_empty(line) && *line->text != ' ') {
        const char *colon = memchr(line->text, ':', line->length);
        uint32_t name = colon ? (uint32_t)(colon - line->text) : line->length;
        paint_code(painting, line->start, line->start + name, CODE_TYPE);
        *in_traceback = false;
    }
}

static void paint_traceback(struct painting *painting)
{
    bool in_traceback = true;
    struct line line = {.row = UINT32_MAX};
    while (next_line(painting, &line))
        paint_python_answer(painting, &line, &in_traceback);
}

/* ── Python ──────────────────────────────────────────────────────────────────────────────────── */

/* The bytes of a prompt with its space: 0, there is none. */
static uint32_t measure_python_prompt(const struct line *line)
{
    if (!starts_with(line, ">>>") && !starts_with(line, "..."))
        return 0;
    if (line->length == 3)
        return 3;
    return line->text[3] == ' ' ? 4 : 0;
}

static void paint_python(struct painting *painting, code_range_list *ranges)
{
    struct line line;
    if (!find_first_line(painting, &line))
        return;
    if (is_traceback(&line)) {
        paint_traceback(painting);
        return;
    }
    if (measure_python_prompt(&line) == 0 || !starts_with(&line, ">>>")) {
        push_all(painting, ranges);
        return;
    }
    bool in_traceback = false;
    line = (struct line){.row = UINT32_MAX};
    while (next_line(painting, &line)) {
        uint32_t prompt = measure_python_prompt(&line);
        if (prompt)
            push_command(painting, &line, prompt, ranges);
        else
            paint_python_answer(painting, &line, &in_traceback);
    }
}

/* ── Shells ──────────────────────────────────────────────────────────────────────────────────── */

/* "user@host:~$" and the like. */
static bool is_long_prompt(const char *word, uint32_t length)
{
    return length > 1 && (word[length - 1] == '$' || word[length - 1] == '#') &&
           (memchr(word, '@', length) || memchr(word, ':', length));
}

/* The bytes of a prompt with its space: "$ ", "# ", "% ", "(venv) $ ", "user@host:~$ ",
 * "PS C:\> "; 0: none. */
static uint32_t measure_shell_prompt(const struct line *line)
{
    const char *text = line->text, *end = text + line->length;
    if (starts_with(line, "PS ")) {
        const char *close = memchr(text, '>', line->length);
        return close && close + 1 < end && close[1] == ' ' ? (uint32_t)(close + 2 - text) : 0;
    }
    while (text < end && *text == ' ')
        text++;
    const char *name_end =
        text < end && *text == '(' ? memchr(text, ')', (size_t)(end - text)) : NULL;
    if (name_end && name_end + 1 < end && name_end[1] == ' ')
        text = name_end + 2;
    const char *space = text < end ? memchr(text, ' ', (size_t)(end - text)) : NULL;
    uint32_t length = (uint32_t)((space ? space : end) - text);
    bool short_prompt = length == 1 && strchr("$#%", *text);
    if (!short_prompt && !is_long_prompt(text, length))
        return 0;
    return (uint32_t)(text - line->text) + length + (space != NULL);
}

/* A command goes on in the next line behind a backslash; a "> " there is a prompt. */
static bool goes_on(const struct line *line)
{
    uint32_t length = line->length;
    while (length > 0 && line->text[length - 1] == '\r')
        length--;
    return length > 0 && line->text[length - 1] == '\\';
}

static bool has_shell_prompt(const struct painting *painting)
{
    struct line line = {.row = UINT32_MAX};
    while (next_line(painting, &line))
        if (measure_shell_prompt(&line))
            return true;
    return false;
}

static void paint_shell(struct painting *painting, code_range_list *ranges)
{
    bool in_command = false;
    struct line line = {.row = UINT32_MAX};
    if (!has_shell_prompt(painting))
        return;
    while (next_line(painting, &line)) {
        uint32_t prompt = measure_shell_prompt(&line);
        if (in_command && !prompt && starts_with(&line, "> "))
            prompt = 2;
        if (prompt || in_command)
            push_command(painting, &line, prompt, ranges);
        else
            paint_line(painting, &line, CODE_OUTPUT);
        in_command = (prompt || in_command) && goes_on(&line);
    }
}

static void paint_script(struct painting *painting, code_range_list *ranges)
{
    struct line line;
    if (find_first_line(painting, &line) && starts_with(&line, "$ "))
        paint_shell(painting, ranges);
    else
        push_all(painting, ranges);
}

/* ── Diffs ───────────────────────────────────────────────────────────────────────────────────── */

static enum code_class find_diff_class(const struct line *line, bool in_hunk)
{
    if (starts_with(line, "@@"))
        return CODE_ATTRIBUTE;
    if (starts_with(line, "diff ") || starts_with(line, "index ") ||
        (!in_hunk && (starts_with(line, "--- ") || starts_with(line, "+++ "))))
        return CODE_KEYWORD;
    return *line->text == '+' ? CODE_INSERTED : *line->text == '-' ? CODE_DELETED : CODE_PLAIN;
}

/* A diff without a head, as guides show it, begins inside a hunk. */
static void paint_diff(struct painting *painting)
{
    bool in_hunk = false;
    struct line line = {.row = UINT32_MAX};
    while (next_line(painting, &line)) {
        if (is_empty(&line))
            continue;
        paint_line(painting, &line, find_diff_class(&line, in_hunk));
        in_hunk = !starts_with(&line, "diff ") && (in_hunk || starts_with(&line, "@@"));
    }
}

void paint_code_session(struct painting *painting, enum code_session session,
                        code_range_list *ranges)
{
    switch (session) {
    case SESSION_NONE:
        push_all(painting, ranges);
        break;
    case SESSION_PYTHON:
        paint_python(painting, ranges);
        break;
    case SESSION_TRACEBACK:
        paint_traceback(painting);
        break;
    case SESSION_SHELL:
        paint_shell(painting, ranges);
        break;
    case SESSION_SCRIPT:
        paint_script(painting, ranges);
        break;
    case SESSION_DIFF:
        paint_diff(painting);
        break;
    }
}
