/* Enters: text that was UTF-8, was read as Windows-1252, and was encoded again: "donâ€™t". Leaves:
 * the text that was meant: "don’t", with a warning for each line. Code is never touched.
 *
 * Each character is mapped back to the byte that Windows-1252 reads as it (the five bytes it leaves
 * open come through as C1 controls); where these bytes form a UTF-8 sequence, the sequence is what
 * was meant. Real text can form sequences by accident ("CAFÉ…", „groß“, "café…»"), so:
 *   - four bytes count when they make an emoji or a mathematical letter (F0 9F, F0 9D);
 *   - three bytes count alone when they make punctuation, arrows or symbols (E2), or one of the
 *     characters around emoji and byte order (EF B8–BF); others only in an unbroken row of two;
 *   - two bytes count alone when they make a Latin-1 character (Â, Ã), unless a capital letter
 *     precedes, as in "IRMÃ”", or "Â" with a no-break space stands by itself; others only in a row.
 * Text that was encoded three times is undone in rounds. */
#include <string.h>

#include <utf8proc.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "book/passes.h"

enum { ROUNDS = 3, LONGEST_SAMPLE = 24 };

/* ── Characters to bytes ─────────────────────────────────────────────────────────────────────── */

/* Windows-1252 from 0x80 to 0x9F; 0 where it has nothing. */
static const uint16_t upper_characters[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* The byte from 0x80 on that Windows-1252 reads as `c`, or 0. */
static unsigned char byte_of(uint32_t c)
{
    if (c >= 0xA0 && c <= 0xFF)
        return (unsigned char)c;
    for (unsigned i = 0; i < 32; i++)
        if (upper_characters[i] ? c == upper_characters[i] : c == 0x80 + i)
            return (unsigned char)(0x80 + i);
    return 0;
}

/* ── One sequence ────────────────────────────────────────────────────────────────────────────── */

/* Characters of the text that stand for one UTF-8 sequence. */
struct sequence {
    char bytes[UTF8_MAX + 1];
    int length;            /* in bytes meant, and in characters read; 0: none */
    const char *end;       /* in the text */
    uint32_t first, meant; /* the first character, and the one that was meant */
};

static int expected_length(unsigned char lead)
{
    return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
}

static struct sequence read_sequence(const char *text, const char *end)
{
    struct sequence sequence = {.end = text};
    int expected = 1, length = 0;
    while (length < expected && sequence.end < end && (unsigned char)*sequence.end >= 0x80) {
        uint32_t c = utf8_next(&sequence.end, end);
        unsigned char byte = byte_of(c);
        if (length == 0) {
            expected = expected_length(byte);
            sequence.first = c;
        }
        sequence.bytes[length++] = (char)byte;
    }
    if (expected < 2 || length < expected || !utf8_is_valid(sequence.bytes, (size_t)length, NULL))
        return sequence;
    const char *cursor = sequence.bytes;
    sequence.length = length;
    sequence.meant = utf8_next(&cursor, sequence.bytes + length);
    return sequence;
}

static bool is_capital(uint32_t c)
{
    return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LU;
}

static bool is_space_or_start(uint32_t c)
{
    return c == 0 || c == ' ' || c == 0xA0 || c == 0xAB;
}

/* True when the sequence is no accident even if it stands alone behind `before` (0: the start). */
static bool is_plain_case(const struct sequence *sequence, uint32_t before)
{
    unsigned char lead = (unsigned char)sequence->bytes[0];
    unsigned char second = (unsigned char)sequence->bytes[1];
    if (sequence->length == 4)
        return lead == 0xF0 && (second == 0x9F || second == 0x9D);
    if (sequence->length == 3)
        return lead == 0xE2 || (lead == 0xEF && second >= 0xB8);
    if (sequence->meant == 0xA0)
        return !is_space_or_start(before) && !is_capital(before);
    return lead <= 0xC3 && !is_capital(before);
}

/* ── A text ──────────────────────────────────────────────────────────────────────────────────── */

/* A sequence counts when it is a plain case, or stands in a row with another one. */
static bool counts(const struct sequence *sequence, uint32_t before, bool follows_other,
                   const char *end)
{
    if (!sequence->length)
        return false;
    return follows_other || is_plain_case(sequence, before) ||
           read_sequence(sequence->end, end).length > 0;
}

static bool undo_once(const char *text, size_t length, struct buffer *out)
{
    const char *end = text + length;
    uint32_t before = 0;
    bool follows_other = false, has_changed = false;
    while (text < end) {
        struct sequence sequence = read_sequence(text, end);
        follows_other = counts(&sequence, before, follows_other, end);
        if (follows_other) {
            buffer_put_code_point(out, sequence.meant);
            before = sequence.meant;
            text = sequence.end;
            has_changed = true;
        } else {
            const char *start = text;
            before = utf8_next(&text, end);
            buffer_put(out, start, (size_t)(text - start));
        }
    }
    return has_changed;
}

/* No double encoding without one of the leading characters U+00C2–U+00F4: C3 82–C3 B4. */
static bool may_be_double(const char *text)
{
    return strchr(text, '\xC3') != NULL;
}

char *undo_double_encoding(struct arena *arena, const char *text)
{
    char *undone = NULL;
    for (int round = 0; round < ROUNDS && may_be_double(text); round++) {
        struct buffer out = {0};
        bool has_changed = undo_once(text, strlen(text), &out);
        if (has_changed)
            text = undone = arena_copy_bytes(arena, out.data, out.length);
        buffer_drop(&out);
        if (!has_changed)
            break;
    }
    return undone;
}

/* ── The book ────────────────────────────────────────────────────────────────────────────────── */

struct repair {
    struct completion *completion;
    struct position last; /* the line reported last */
};

/* The part of `text` around its first difference from `other`: a few characters. */
static char *copy_sample(struct arena *arena, const char *text, const char *other)
{
    size_t start = 0, end;
    while (text[start] && text[start] == other[start])
        start++;
    while (start > 0 && ((unsigned char)text[start] & 0xC0) == 0x80)
        start--;
    for (end = start;
         text[end] && end - start < LONGEST_SAMPLE && (end == start || text[end] != ' ');)
        end++;
    while (((unsigned char)text[end] & 0xC0) == 0x80)
        end++;
    return arena_copy_bytes(arena, text + start, end - start);
}

static void report(struct repair *repair, const char *text, const char *undone,
                   struct position where)
{
    struct book *book = repair->completion->book;
    if (where.line && where.line == repair->last.line && where.file == repair->last.file)
        return;
    repair->last = where;
    diag_report(book->diag, SEVERITY_WARNING, "double-encoded", where,
                "save the source as UTF-8, once", "double-encoded text: \"%s\" is taken as \"%s\"",
                copy_sample(book->arena, text, undone), copy_sample(book->arena, undone, text));
}

static void repair_text(struct repair *repair, const char **text, struct position where)
{
    if (!*text)
        return;
    const char *undone = undo_double_encoding(repair->completion->book->arena, *text);
    if (!undone)
        return;
    report(repair, *text, undone, where);
    *text = undone;
}

static void repair_node(struct repair *repair, struct node *node)
{
    repair_text(repair, &node->title, node->where);
    if (node->kind == NODE_TEXT)
        repair_text(repair, &node->text, node->where);
    else if (node->kind == NODE_IMAGE)
        repair_text(repair, &node->image.alternative, node->where);
}

/* A heading keeps the id that GitHub gave the damaged text; the sound text's is a second name. */
static void name_again(struct completion *completion, const struct node *heading)
{
    struct arena *arena = completion->book->arena;
    struct anchor *anchor = find_node_anchor(completion, heading);
    if (anchor)
        add_anchor_name(completion, anchor, book_slug(arena, book_slug_text(arena, heading)));
}

static void repair_tree(struct repair *repair, const struct node *root)
{
    struct walk walk = walk_start(root);
    while (walk_next(&walk))
        if (walk.entering)
            repair_node(repair, walk.node);
        else if (walk.node->kind == NODE_HEADING)
            name_again(repair->completion, walk.node);
}

/* A field of the front matter, or one that was lifted from `lifted`. */
static void repair_field(struct repair *repair, const char **field, struct position lifted)
{
    struct position where = repair->completion->book->meta.where;
    repair_text(repair, field, lifted.line ? lifted : where);
}

static void repair_metadata(struct repair *repair)
{
    static const struct position nowhere;
    struct metadata *meta = &repair->completion->book->meta;
    repair_field(repair, &meta->title, repair->completion->title_where);
    repair_field(repair, &meta->subtitle, repair->completion->subtitle_where);
    repair_field(repair, &meta->description, nowhere);
    repair_field(repair, &meta->publisher, nowhere);
    repair_field(repair, &meta->rights, nowhere);
    repair_field(repair, &meta->series, nowhere);
    for (size_t i = 0; i < meta->subject_count; i++)
        repair_field(repair, &meta->subjects[i], nowhere);
    for (size_t i = 0; i < meta->author_count; i++)
        repair_field(repair, &meta->authors[i], nowhere);
}

void repair_encoding(struct completion *completion)
{
    struct repair repair = {.completion = completion};
    struct book *book = completion->book;
    repair_metadata(&repair);
    if (book->title_block)
        repair_tree(&repair, book->title_block);
    repair_tree(&repair, book->root);
}
