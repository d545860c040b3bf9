/* Enters: what front matter, command line and title say. Leaves: metadata that is complete and well
 * formed: a title, a language by the shape of BCP 47 (RFC 5646), a date in ISO 8601's calendar
 * form, a number in a series, an identifier. What is ill-formed is reported and left out, for
 * readers and validators stumble over it. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include <utf8proc.h>

#include "base/utf8.h"
#include "book/passes.h"

/* ── Title ───────────────────────────────────────────────────────────────────────────────────── */

static struct position start_of(const struct book *book)
{
    const struct node *first = book->root->first;
    const char *file = first ? first->where.file : book->root->where.file;
    return (struct position){.file = file};
}

static void put_capitalised(struct buffer *out, const char *text, const char *end)
{
    const char *rest = text;
    if (text == end)
        return;
    uint32_t first = utf8_next(&rest, end);
    buffer_put_code_point(out, (uint32_t)utf8proc_toupper((utf8proc_int32_t)first));
    for (; rest < end; rest++)
        buffer_put_char(out, *rest == '-' || *rest == '_' ? ' ' : *rest);
}

/* "docs/python-guide.md" → "Python guide". */
static const char *title_from_path(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    struct buffer title = {0};
    put_capitalised(&title, name, dot && dot > name ? dot : name + strlen(name));
    const char *copy = arena_copy_string(arena, title.length ? title.data : "Untitled");
    buffer_drop(&title);
    return copy;
}

/* Of several files, the first heading names the book better than the first file does. */
static const char *title_from_heading(struct arena *arena, const struct book *book)
{
    const struct node *first = book->root->first;
    if (!first || first->kind != NODE_HEADING || first->heading.level != 1)
        return NULL;
    const char *text = node_copy_words(arena, first);
    return has_words(text) ? text : NULL;
}

static void check_title(struct completion *completion)
{
    struct book *book = completion->book;
    struct position where = start_of(book);
    if (book->meta.title && has_words(book->meta.title))
        return;
    bool is_alone = completion->files.count < 2;
    book->meta.title = is_alone ? NULL : title_from_heading(book->arena, book);
    if (!book->meta.title)
        book->meta.title = title_from_path(book->arena, where.file ? where.file : "");
    diag_report(book->diag, SEVERITY_NOTE, "no-title", where,
                "give it with --title, \"title:\" in the front matter, or one # heading",
                "no title given; the book is called \"%s\"", book->meta.title);
}

/* ── Language ────────────────────────────────────────────────────────────────────────────────── */

static size_t count_letters(const char *text)
{
    size_t count = 0;
    while (isalpha((unsigned char)text[count]))
        count++;
    return count;
}

static size_t count_alphanumerics(const char *text)
{
    size_t count = 0;
    while (isalnum((unsigned char)text[count]))
        count++;
    return count;
}

/* language = 2 or 3 letters (or "x", "i"), then subtags of 1–8 letters and digits. RFC 5646 has
 * room for languages of 4 to 8 letters, but none is registered: they are names, as "english" is. */
static bool is_language(const char *tag)
{
    size_t length = count_letters(tag);
    bool is_private = length == 1 && strchr("xXiI", *tag) && tag[1] == '-';
    if (length != 2 && length != 3 && !is_private)
        return false;
    for (tag += length; *tag == '-'; tag += length) {
        tag++;
        length = count_alphanumerics(tag);
        if (length < 1 || length > 8)
            return false;
    }
    return !*tag;
}

static const char *with_hyphens(struct arena *arena, const char *tag)
{
    char *copy = arena_copy_string(arena, tag);
    for (char *byte = copy; *byte; byte++)
        if (*byte == '_')
            *byte = '-';
    return copy;
}

/* The tag, also when it is written with '_'; NULL (reported) when it is none. */
static const char *check_language(struct book *book, const char *tag, struct position where)
{
    const char *hyphened = with_hyphens(book->arena, tag);
    if (is_language(hyphened))
        return hyphened;
    diag_report(book->diag, SEVERITY_WARNING, "bad-lang", where,
                "write a BCP 47 tag such as \"en\", \"de-AT\" or \"zh-Hans\"",
                "\"%s\" is not a language tag; it is left out", tag);
    return NULL;
}

static void check_node_languages(struct book *book, struct node *root)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk))
        if (walk.entering && walk.node->lang)
            walk.node->lang = check_language(book, walk.node->lang, walk.node->where);
}

static void check_languages(struct book *book)
{
    struct metadata *meta = &book->meta;
    bool is_given = meta->lang != NULL;
    if (is_given)
        meta->lang = check_language(book, meta->lang, meta->where);
    meta->is_lang_doubtful = !meta->lang && !reads_like_english(book);
    if (!is_given)
        diag_report(book->diag, SEVERITY_WARNING, "no-lang", start_of(book),
                    "say it with --lang or \"lang:\" in the front matter",
                    "no language given; taken to be English (en)%s",
                    meta->is_lang_doubtful
                        ? ", though it does not read so: the PDF cannot claim to be PDF/UA"
                        : "");
    if (!meta->lang)
        meta->lang = "en";
    if (book->title_block)
        check_node_languages(book, book->title_block);
    check_node_languages(book, book->root);
}

/* ── Date ────────────────────────────────────────────────────────────────────────────────────── */

static void check_date(struct book *book)
{
    struct metadata *meta = &book->meta;
    if (!meta->date || is_date(meta->date))
        return;
    diag_report(book->diag, SEVERITY_WARNING, "bad-date", meta->where,
                "write 2025, 2025-01 or 2025-01-31", "\"%s\" is not a date; it is left out",
                meta->date);
    meta->date = NULL;
}

/* ── Series ──────────────────────────────────────────────────────────────────────────────────── */

/* Whole numbers with full stops between them. */
static bool is_series_number(const char *text)
{
    for (;; text++) {
        size_t digits = strspn(text, "0123456789");
        text += digits;
        if (digits == 0 || *text != '.')
            return digits > 0 && !*text;
    }
}

static void check_series(struct book *book)
{
    struct metadata *meta = &book->meta;
    if (!meta->series_number || is_series_number(meta->series_number))
        return;
    diag_report(book->diag, SEVERITY_WARNING, "bad-series", meta->where, "write 2 or 2.1",
                "\"%s\" is no number in a series; it is left out", meta->series_number);
    meta->series_number = NULL;
}

/* ── Identifier ──────────────────────────────────────────────────────────────────────────────── */

/* 8-4-4-4-12 digits of base 16 (RFC 9562, section 4). */
static bool is_uuid(const char *text)
{
    static const size_t lengths[] = {8, 4, 4, 4, 12};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++, text++) {
        bool is_last = i + 1 == sizeof lengths / sizeof *lengths;
        if (strspn(text, "0123456789abcdefABCDEF") != lengths[i])
            return false;
        text += lengths[i];
        if (*text != (is_last ? '\0' : '-'))
            return false;
    }
    return true;
}

static void check_identifier(struct book *book)
{
    static const char uuid[] = "urn:uuid:";
    struct metadata *meta = &book->meta;
    size_t length = strlen(uuid);
    if (!meta->identifier || strncasecmp(meta->identifier, uuid, length) != 0 ||
        is_uuid(meta->identifier + length))
        return;
    diag_report(book->diag, SEVERITY_WARNING, "bad-identifier", meta->where,
                "write 32 digits of base 16 behind \"urn:uuid:\", in groups of 8-4-4-4-12",
                "\"%s\" is no UUID; it is left out", meta->identifier);
    meta->identifier = NULL;
}

void check_metadata(struct completion *completion)
{
    check_title(completion);
    check_languages(completion->book);
    check_date(completion->book);
    check_series(completion->book);
    check_identifier(completion->book);
}
