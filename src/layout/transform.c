/* Enters: words, and what `text-transform` makes of them. Leaves: them so, appended to a
 * paragraph's text. The mappings of single characters are Unicode's, by utf8proc; three things need
 * more: ß has two capitals, Turkish and Azeri have an i with and one without a dot, and sigma has a
 * form of its own at the end of a Greek word. */
#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"
#include "layout/layout.h"

enum {
    SHARP_S = 0xDF,
    DOTTED_CAPITAL_I = 0x130,
    DOTLESS_I = 0x131,
    SIGMA = 0x3C3,
    FINAL_SIGMA = 0x3C2,
    CAPITAL_SIGMA = 0x3A3
};

static bool is_turkic(const char *lang)
{
    return lang && (strncmp(lang, "tr", 2) == 0 || strncmp(lang, "az", 2) == 0) &&
           (lang[2] == '\0' || lang[2] == '-');
}

static bool is_letter(uint32_t character)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)character);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

static void put_upper(struct buffer *out, uint32_t character, bool turkic)
{
    if (character == SHARP_S)
        buffer_put_string(out, "SS");
    else if (character == 'i' && turkic)
        buffer_put_code_point(out, DOTTED_CAPITAL_I);
    else
        buffer_put_code_point(out, (uint32_t)utf8proc_toupper((utf8proc_int32_t)character));
}

static void put_lower(struct buffer *out, uint32_t character, bool turkic, bool ends_word)
{
    if (character == CAPITAL_SIGMA)
        buffer_put_code_point(out, ends_word ? FINAL_SIGMA : SIGMA);
    else if (character == 'I' && turkic)
        buffer_put_code_point(out, DOTLESS_I);
    else
        buffer_put_code_point(out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)character));
}

/* Is what stands at the end of a text so far the inside of a word? */
static bool is_in_word(const struct buffer *buffer)
{
    size_t start = buffer->length;
    while (start > 0 && ((unsigned char)buffer->data[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0)
        return false;
    const char *cursor = buffer->data + start - 1;
    uint32_t last = utf8_next(&cursor, buffer->data + buffer->length);
    return is_letter(last) || last == '\'' || last == 0x2019;
}

static void put_title(struct buffer *out, uint32_t character, bool turkic, bool in_word)
{
    if (in_word)
        buffer_put_code_point(out, character);
    else if (character == 'i' && turkic)
        buffer_put_code_point(out, DOTTED_CAPITAL_I);
    else
        buffer_put_code_point(out, (uint32_t)utf8proc_totitle((utf8proc_int32_t)character));
}

void text_put_transformed(struct paragraph *paragraph, const char *text,
                          const struct text_style *style, const char *lang)
{
    const char *end = text + strlen(text);
    bool turkic = is_turkic(lang), in_word = is_in_word(&paragraph->buffer);
    struct buffer out = {0};
    while (text < end) {
        uint32_t character = utf8_next(&text, end);
        const char *next = text;
        bool ends_word = in_word && !(next < end && is_letter(utf8_next(&next, end)));
        if (style->transform == TRANSFORM_UPPERCASE)
            put_upper(&out, character, turkic);
        else if (style->transform == TRANSFORM_LOWERCASE)
            put_lower(&out, character, turkic, ends_word);
        else
            put_title(&out, character, turkic, in_word);
        in_word = is_letter(character) || (in_word && (character == '\'' || character == 0x2019));
    }
    text_put_words(paragraph, buffer_string(&out), style->white_space);
    buffer_drop(&out);
}
