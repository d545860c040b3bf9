/* Enters: the text of a link, or what is said of an image. Leaves: what it says, without what only
 * stands around its words, and whether it says anything: a placeholder, a file's name and a dash
 * describe no picture. */
#include <string.h>
#include <strings.h>

#include <utf8proc.h>

#include "base/utf8.h"
#include "book/passes.h"

static const char white[] = " \t\r\n";

/* ── Words ───────────────────────────────────────────────────────────────────────────────────── */

/* Korean syllables, which bear no marks: taken apart they would look like nothing in a list. */
static bool is_syllable(uint32_t c)
{
    return c >= 0xAC00 && c <= 0xD7A3;
}

/* The letters of which a character is made, in lower case and without marks; how many there are. */
static size_t decompose(uint32_t character, utf8proc_int32_t *letters, size_t most)
{
    if (is_syllable(character)) {
        letters[0] = (utf8proc_int32_t)character;
        return 1;
    }
    int last = UTF8PROC_BOUNDCLASS_START;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)character, letters, (utf8proc_ssize_t)most,
        UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE, &last);
    return count > 0 && (size_t)count <= most ? (size_t)count : 0;
}

/* The letters and digits of a text, parted by single spaces: dots, quotation marks, arrows and
 * pictures around words say nothing. */
static void put_words(const char *text, struct buffer *words)
{
    utf8proc_int32_t letters[16];
    bool is_between = false;
    for (const char *end = text + strlen(text); text < end;) {
        size_t count = decompose(utf8_next(&text, end), letters, sizeof letters / sizeof *letters);
        for (size_t i = 0; i < count; i++) {
            bool is_inside = is_letter_or_digit((uint32_t)letters[i]);
            if (is_inside && is_between && words->length)
                buffer_put_char(words, ' ');
            if (is_inside)
                buffer_put_code_point(words, (uint32_t)letters[i]);
            is_between = !is_inside;
        }
    }
}

bool says_one_of(const char *text, const char *const *list, size_t count)
{
    struct buffer words = {0};
    put_words(text, &words);
    bool is_found = false;
    for (size_t i = 0; i < count && !is_found; i++)
        is_found = strcmp(buffer_string(&words), list[i]) == 0;
    buffer_drop(&words);
    return is_found;
}

/* A picture that has a name: most emoji have one, and it is read out. */
static bool is_emoji(uint32_t c)
{
    int class = utf8proc_get_property((utf8proc_int32_t)c)->boundclass;
    return class == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC ||
           class == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR;
}

bool has_emoji(const char *text)
{
    return holds_any(text, is_emoji);
}

/* ── Descriptions of images ──────────────────────────────────────────────────────────────────── */

/* One word that ends as files of pictures do. */
static bool is_file_name(const char *text)
{
    static const char *const endings[] = {"png", "jpg",  "jpeg", "gif",  "svg", "webp",
                                          "bmp", "avif", "tif",  "tiff", "heic"};
    text += strspn(text, white);
    size_t length = strcspn(text, white);
    const char *dot = text[length + strspn(text + length, white)] ? NULL : strrchr(text, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++) {
        size_t bytes = strlen(endings[i]);
        if ((size_t)(text + length - dot) == bytes + 1 && !strncasecmp(dot + 1, endings[i], bytes))
            return true;
    }
    return false;
}

/* Symbols have names: a star, an arrow, a plus sign. */
static bool is_symbol(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category == UTF8PROC_CATEGORY_SM || category == UTF8PROC_CATEGORY_SC ||
           category == UTF8PROC_CATEGORY_SO;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* What editors and hosts of pictures write until somebody says what there is to see: "image 1", or
 * with date and time. */
static bool is_placeholder(const char *text)
{
    // clang-format off
    static const char *const words[] = {
        "image", "picture", "photo", "img", "alt", "alt text", "alternative text", "untitled",
        "drawing", "imgur", "pasted image", "enter image description here",
        "screenshot", "screenshot from", "screenshot at", "screenshot at am", "screenshot at pm",
        "screen shot", "screen shot at", "screen shot at am", "screen shot at pm",
    };
    // clang-format on
    struct buffer letters = {0};
    for (; *text; text++)
        buffer_put_char(&letters, is_digit(*text) ? ' ' : *text);
    bool is_found = says_one_of(buffer_string(&letters), words, sizeof words / sizeof *words);
    buffer_drop(&letters);
    return is_found;
}

/* IMG_2034, DSC00012, diagram_v2: nobody writes so of what there is to see. */
static bool looks_generated(const char *text)
{
    enum { MANY = 5 };
    size_t run = 0, longest = 0;
    for (const char *at = text; *at; at++) {
        run = is_digit(*at) ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest >= MANY || (longest > 0 && strchr(text, '_'));
}

/* Is it the name of the image's file, without folders and ending? */
static bool is_stem(const char *text, const char *source)
{
    size_t length = strcspn(source, "?#");
    const char *slash = memrchr(source, '/', length);
    const char *name = slash ? slash + 1 : source;
    length -= (size_t)(name - source);
    const char *dot = memrchr(name, '.', length);
    length = dot ? (size_t)(dot - name) : length;
    return strlen(text) == length && strncasecmp(text, name, length) == 0;
}

bool book_describes(const struct node *image)
{
    const char *text = image->image.alternative, *source = image->image.source;
    return (has_words(text) || has_emoji(text) || holds_any(text, is_symbol)) &&
           !is_file_name(text) && !is_placeholder(text) &&
           !(source && looks_generated(text) && is_stem(text, source));
}
