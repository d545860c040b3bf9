/* Enters: a heading. Leaves: its words for the contents and for a file's title, in the languages
 * and directions that they have in the text: whoever has the book read aloud hears them there, too.
 */
#include "epub/edition.h"
#include "epub/xml.h"

static const char *const directions[] = {[DIRECTION_AUTO] = "auto",
                                         [DIRECTION_LEFT_TO_RIGHT] = "ltr",
                                         [DIRECTION_RIGHT_TO_LEFT] = "rtl"};

/* How words are to be read. */
struct voice {
    const char *lang; /* NULL: the book's */
    enum direction direction;
};

static struct voice find_voice(const struct node *node)
{
    struct voice voice = {0};
    for (; node; node = node->parent) {
        voice.lang = voice.lang ? voice.lang : node->lang;
        if (voice.direction == DIRECTION_INHERITED)
            voice.direction = node->direction;
    }
    return voice;
}

static bool is_special(const struct voice *voice)
{
    return voice->lang || voice->direction != DIRECTION_INHERITED;
}

static void put_voice(const struct voice *voice, struct buffer *out)
{
    if (voice->lang)
        epub_put_language(out, voice->lang);
    if (voice->direction != DIRECTION_INHERITED)
        epub_put_attribute(out, "dir", directions[voice->direction]);
}

/* ── Words ───────────────────────────────────────────────────────────────────────────────────── */

/* Words are parted by single spaces, and there is none at either end. */
struct words {
    struct buffer *out;
    bool has_any, is_parted; /* a space is due before the next word */
};

static bool is_blank(char byte)
{
    return (unsigned char)byte <= ' ' || byte == 0x7F;
}

static void put_due_space(struct words *words)
{
    if (words->has_any && words->is_parted)
        buffer_put_char(words->out, ' ');
    words->is_parted = false;
}

static void put_words(struct words *words, const char *text)
{
    while (*text) {
        size_t length = 0;
        while (text[length] && !is_blank(text[length]))
            length++;
        if (length == 0) {
            words->is_parted = true;
            text++;
            continue;
        }
        put_due_space(words);
        epub_put_bytes(words->out, text, length);
        words->has_any = true;
        text += length;
    }
}

static void put_leaf(struct words *words, const struct node *node)
{
    if (node->kind == NODE_TEXT || node->kind == NODE_CODE)
        put_words(words, node->text);
    else if (node->kind == NODE_IMAGE)
        put_words(words, node->image.alternative);
    else if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_HARD_BREAK)
        words->is_parted = true;
}

/* A piece in a voice of its own has an element around it; NULL: it needs none. */
static const char *name_piece(const struct node *node)
{
    struct voice voice = {node->lang, node->direction};
    if (node->overrides_direction)
        return "bdo";
    return is_special(&voice) ? "span" : NULL;
}

static void enter(struct words *words, const struct node *node)
{
    const char *name = name_piece(node);
    struct voice voice = {node->lang, node->direction};
    if (name) {
        put_due_space(words);
        buffer_printf(words->out, "<%s", name);
        put_voice(&voice, words->out);
        buffer_put_char(words->out, '>');
    }
    put_leaf(words, node);
}

static void leave(struct words *words, const struct node *node)
{
    const char *name = name_piece(node);
    if (name)
        buffer_printf(words->out, "</%s>", name);
}

void epub_put_words(const struct node *root, const struct node *omitted, struct buffer *out)
{
    struct words words = {.out = out};
    struct voice voice = find_voice(root);
    bool has_voice = is_special(&voice);
    struct walk walk = walk_start(root);
    if (has_voice) {
        buffer_put_string(out, "<span");
        put_voice(&voice, out);
        buffer_put_char(out, '>');
    }
    while (walk_next(&walk)) {
        if (walk.node == root)
            continue;
        if (walk.entering && walk.node == omitted)
            walk_skip_children(&walk);
        else if (walk.entering)
            enter(&words, walk.node);
        else if (walk.node != omitted)
            leave(&words, walk.node);
    }
    if (has_voice)
        buffer_put_string(out, "</span>");
}

void epub_put_voice(const struct node *node, struct buffer *out)
{
    const struct node *only;
    while ((only = node_only_child(node)))
        node = only;
    struct voice voice = find_voice(node);
    put_voice(&voice, out);
}
