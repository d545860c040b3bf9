/* Enters: a path. Leaves: text that every parser behind can trust. What is not UTF-8 is refused
 * with the place of its first bad byte. A byte order mark goes, \r\n and a lone \r become \n, and
 * NUL becomes U+FFFD with a warning: cmark would do the same, but without a word. Most files need
 * none of this, so they are only scanned, not copied. */
#include "source/input.h"

#include <string.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/utf8.h"

static const char byte_order_mark[] = "\xEF\xBB\xBF";

/* The place of a byte; its file is known by `path`. */
static struct position locate(const char *path, const char *text, size_t offset)
{
    struct position where = {.file = path, .line = 1};
    const char *line = text, *target = text + offset;
    const char *end;
    while ((end = memchr(line, '\n', (size_t)(target - line)))) {
        where.line++;
        line = end + 1;
    }
    where.column = (int)(target - line) + 1;
    return where;
}

static bool check_encoding(const struct input *input, struct diag *diag)
{
    size_t bad;
    if (utf8_is_valid(input->text, input->length, &bad))
        return true;
    bool wide = input->length >= 2 && (memcmp(input->text, "\xFF\xFE", 2) == 0 ||
                                       memcmp(input->text, "\xFE\xFF", 2) == 0);
    diag_report(diag, SEVERITY_ERROR, "encoding", locate(input->path, input->text, bad),
                wide ? "this looks like UTF-16: save the file as UTF-8"
                     : "save the file as UTF-8, for example with: iconv -f WINDOWS-1252 -t UTF-8",
                "not UTF-8: byte 0x%02X", (unsigned)(unsigned char)input->text[bad]);
    return false;
}

static void report_nul(const struct input *input, const char *first, struct diag *diag)
{
    size_t count = 0;
    for (size_t i = (size_t)(first - input->text); i < input->length; i++)
        count += input->text[i] == '\0';
    diag_report(diag, SEVERITY_WARNING, "nul",
                locate(input->path, input->text, (size_t)(first - input->text)),
                "remove it; is this a text file?",
                "%zu NUL byte%s, shown as replacement character%s", count, count == 1 ? "" : "s",
                count == 1 ? "" : "s");
}

/* Rewrites line ends and NULs; the text moves to a new place in the arena. */
static void clean(struct arena *arena, struct input *input)
{
    struct buffer clean = {0};
    const char *end = input->text + input->length;
    for (const char *cursor = input->text; cursor < end; cursor++) {
        bool line_end = *cursor == '\r';
        if (line_end && cursor + 1 < end && cursor[1] == '\n')
            continue;
        if (*cursor == '\0')
            buffer_put_code_point(&clean, UTF8_REPLACEMENT);
        else
            buffer_put_char(&clean, line_end ? '\n' : *cursor);
    }
    input->length = clean.length;
    input->text = arena_copy_bytes(arena, buffer_string(&clean), clean.length);
    buffer_drop(&clean);
}

static void drop_byte_order_mark(struct input *input)
{
    size_t length = sizeof byte_order_mark - 1;
    if (input->length < length || memcmp(input->text, byte_order_mark, length) != 0)
        return;
    input->text += length;
    input->length -= length;
}

static const char *read_hint(const char *reason)
{
    if (strstr(reason, "folder"))
        return "name the .md files in it";
    if (strstr(reason, "No such file"))
        return "check the path and the spelling";
    return "check what the path names and its permissions";
}

bool input_read(struct arena *arena, const char *path, struct diag *diag, struct input *input)
{
    char *bytes;
    const char *reason;
    *input = (struct input){.path = path};
    if (!file_read(arena, path, &bytes, &input->length, &reason)) {
        diag_report(diag, SEVERITY_ERROR, "input", (struct position){.file = path},
                    read_hint(reason), "cannot read the file: %s", reason);
        return false;
    }
    input->text = bytes;
    if (!check_encoding(input, diag))
        return false;
    drop_byte_order_mark(input);
    const char *nul = memchr(input->text, '\0', input->length);
    if (nul)
        report_nul(input, nul, diag);
    if (nul || memchr(input->text, '\r', input->length))
        clean(arena, input);
    return true;
}

bool input_is_blank(const struct input *input, size_t offset)
{
    return offset + strspn(input->text + offset, " \t\n\v\f") == input->length;
}
