/* Enters: headings and texts. Leaves: GitHub's ids, and keys by which ids are compared loosely.
 * GitHub lower-cases a heading's text, drops what is neither a word character in Ruby's sense
 * (\p{Word}: alphabetic, mark, decimal digit, connector punctuation) nor '-' nor a space, and turns
 * each space into '-'. Repeats are numbered by anchors.c. Case and categories are utf8proc's. */
#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"
#include "book/passes.h"

static bool is_letter(utf8proc_category_t category)
{
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/* Symbols that Unicode calls alphabetic: letters in circles and squares. */
static bool is_enclosed_letter(uint32_t c)
{
    return (c >= 0x24B6 && c <= 0x24E9) || (c >= 0x1F130 && c <= 0x1F149) ||
           (c >= 0x1F150 && c <= 0x1F169) || (c >= 0x1F170 && c <= 0x1F189);
}

static bool is_mark(utf8proc_category_t category)
{
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

static bool is_word_character(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return is_letter(category) || is_mark(category) || category == UTF8PROC_CATEGORY_ND ||
           category == UTF8PROC_CATEGORY_NL || category == UTF8PROC_CATEGORY_PC ||
           is_enclosed_letter(c);
}

bool is_letter_or_digit(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return is_letter(category) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

bool holds_any(const char *text, bool is_one(uint32_t))
{
    const char *end = text + strlen(text);
    while (text < end)
        if (is_one(utf8_next(&text, end)))
            return true;
    return false;
}

bool has_words(const char *text)
{
    return holds_any(text, is_letter_or_digit);
}

static uint32_t lower(uint32_t c)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

static char *move_to_arena(struct arena *arena, struct buffer *buffer)
{
    char *copy = arena_copy_bytes(arena, buffer_string(buffer), buffer->length);
    buffer_drop(buffer);
    return copy;
}

char *book_slug(struct arena *arena, const char *text)
{
    struct buffer slug = {0};
    const char *end = text + strlen(text);
    while (text < end) {
        uint32_t c = utf8_next(&text, end);
        if (c == ' ')
            buffer_put_char(&slug, '-');
        else if (c == '-' || is_word_character(c))
            buffer_put_code_point(&slug, lower(c));
    }
    return move_to_arena(arena, &slug);
}

/* Marks belong to their letters, but for the selectors between text and emoji. */
static bool is_key_character(uint32_t c)
{
    bool is_selector = c >= 0xFE00 && c <= 0xFE0F;
    return is_letter_or_digit(c) ||
           (is_mark(utf8proc_category((utf8proc_int32_t)c)) && !is_selector);
}

char *copy_key(struct arena *arena, const char *text)
{
    struct buffer key = {0};
    const char *end = text + strlen(text);
    while (text < end) {
        uint32_t c = utf8_next(&text, end);
        if (is_key_character(c))
            buffer_put_code_point(&key, lower(c));
    }
    return move_to_arena(arena, &key);
}

char *book_slug_text(struct arena *arena, const struct node *heading)
{
    struct buffer text = {0};
    struct walk walk = walk_start(heading);
    while (walk_next(&walk))
        if (walk.entering && (walk.node->kind == NODE_TEXT || walk.node->kind == NODE_CODE))
            buffer_put_string(&text, walk.node->text);
    return move_to_arena(arena, &text);
}
