/* Enters: styles of an SVG: a presentation attribute, a style attribute, the text of <style>.
 * Leaves: what is safe of them, put together again from their tokens, so that it is well formed:
 * no address but "#id" of the same file and what a data: address holds, ids as they are written
 * now. Of rules those that say how things look: @media, @keyframes and @font-face beside plain
 * ones. EPUB forbids direction and unicode-bidi in a sheet. */
#include <string.h>

#include "base/css.h"
#include "image/svg.h"

enum { MOST_DEPTH = 8 }; /* of rules in @media in @media */

struct cleaner {
    const struct svg_ids *ids;
    struct css_scanner scanner;
    struct css_token token;
    bool at_end;
    struct buffer *out;
    bool is_sheet, is_paint, is_font, is_keyframes;
    bool is_lost;    /* of the value: an address was left out */
    bool has_source; /* of a font */
    bool reaches_out;
};

/* ── Tokens ──────────────────────────────────────────────────────────────────────────────────── */

static void next(struct cleaner *cleaner)
{
    do
        cleaner->at_end = !css_next(&cleaner->scanner, &cleaner->token);
    while (!cleaner->at_end && cleaner->token.kind == CSS_COMMENT);
}

static struct cleaner start(const struct svg_ids *ids, const char *text, struct buffer *out)
{
    struct cleaner cleaner = {.ids = ids, .scanner = {text, text + strlen(text)}, .out = out};
    next(&cleaner);
    return cleaner;
}

static bool is_kind(const struct cleaner *cleaner, enum css_kind kind)
{
    return !cleaner->at_end && cleaner->token.kind == kind;
}

static bool is_mark(const struct cleaner *cleaner, char mark)
{
    return !cleaner->at_end && css_is_mark(&cleaner->token, mark);
}

static void skip_space(struct cleaner *cleaner)
{
    while (is_kind(cleaner, CSS_SPACE))
        next(cleaner);
}

static void put_token(struct cleaner *cleaner)
{
    if (cleaner->token.kind == CSS_SPACE)
        buffer_put_char(cleaner->out, ' ');
    else
        buffer_put(cleaner->out, cleaner->token.start, cleaner->token.length);
}

/* Takes back what was written behind so many bytes. */
static void cut(struct cleaner *cleaner, size_t length)
{
    cleaner->out->length = length;
    if (cleaner->out->data)
        cleaner->out->data[length] = '\0';
}

/* Behind the } of a block; the { is taken. */
static void skip_block(struct cleaner *cleaner)
{
    for (size_t depth = 1; !cleaner->at_end && depth > 0; next(cleaner))
        depth += (size_t)is_mark(cleaner, '{') - (size_t)is_mark(cleaner, '}');
}

/* Does a bracket open or close? */
static int bracket(const struct css_token *token)
{
    if (token->kind == CSS_FUNCTION)
        return 1;
    if (token->kind != CSS_MARK)
        return 0;
    return (int)(*token->start == '(' || *token->start == '[') -
           (int)(*token->start == ')' || *token->start == ']');
}

/* ── Values ──────────────────────────────────────────────────────────────────────────────────── */

/* An address that may stay; false: nothing was written. */
static bool put_url(struct cleaner *cleaner)
{
    struct buffer address = {0}, data = {0};
    css_put_inner(&cleaner->token, &address);
    const char *text = buffer_string(&address);
    text += strspn(text, " \t\r\n");
    const struct svg_id *id = svg_ids_refer(cleaner->ids, text);
    if (id && cleaner->is_paint && id->role != SVG_PAINT)
        id = NULL;
    bool is_data = !id && (cleaner->is_font ? svg_put_font : svg_put_picture)(text, &data);
    if (id || is_data)
        buffer_printf(cleaner->out, "url(%s%s)", id ? "#" : buffer_string(&data),
                      id ? id->written : "");
    cleaner->reaches_out |= !id && !is_data && *text != '#';
    buffer_drop(&address);
    buffer_drop(&data);
    return id || is_data;
}

/* Behind a function's closing bracket; its name is the token. */
static void skip_function(struct cleaner *cleaner)
{
    int depth = 1;
    next(cleaner);
    for (; !cleaner->at_end && depth > 0; next(cleaner)) {
        if (is_mark(cleaner, ';') || is_mark(cleaner, '}'))
            return;
        depth += bracket(&cleaner->token);
    }
}

/* Writes an address, or leaves it out: then only what stands beside it counts. */
static void take_address(struct cleaner *cleaner, size_t value)
{
    bool is_whole = cleaner->token.kind != CSS_FUNCTION;
    bool is_first = cleaner->out->length == value;
    bool is_put = cleaner->token.kind == CSS_URL && put_url(cleaner);
    cleaner->reaches_out |= !is_whole;
    if (is_whole)
        next(cleaner);
    else
        skip_function(cleaner);
    cleaner->is_lost |= !is_put;
    if (is_put)
        return;
    while (is_first && is_kind(cleaner, CSS_SPACE))
        next(cleaner);
    if (is_first && (cleaner->at_end || is_mark(cleaner, ';') || is_mark(cleaner, '}')))
        buffer_put_string(cleaner->out, "none");
}

static bool may_stand_in_value(const struct css_token *token)
{
    if (token->kind == CSS_MARK)
        return strchr(",/+-*().!", *token->start);
    if (token->kind == CSS_STRING) /* over lines, EPUBCheck knows none */
        return !memchr(token->start, '\n', token->length);
    return token->kind != CSS_BAD && token->kind != CSS_AT;
}

/* Up to a ; or } or the end. False when it is not well formed. */
static bool take_value(struct cleaner *cleaner)
{
    int depth = 0;
    bool is_sound = true;
    size_t value = cleaner->out->length;
    cleaner->is_lost = false;
    while (!cleaner->at_end && !is_mark(cleaner, ';') && !is_mark(cleaner, '}')) {
        if (is_mark(cleaner, '{')) {
            next(cleaner);
            skip_block(cleaner);
            return false;
        }
        if (css_takes_address(&cleaner->token)) {
            take_address(cleaner, value);
            continue;
        }
        is_sound = is_sound && may_stand_in_value(&cleaner->token);
        depth += bracket(&cleaner->token);
        is_sound = is_sound && depth >= 0;
        put_token(cleaner);
        next(cleaner);
    }
    while (cleaner->out->length > value && cleaner->out->data[cleaner->out->length - 1] == ' ')
        cut(cleaner, cleaner->out->length - 1);
    return is_sound && depth == 0 && cleaner->out->length > value;
}

/* ── Declarations ────────────────────────────────────────────────────────────────────────────── */

static bool is_refused(const struct cleaner *cleaner)
{
    return cleaner->is_sheet &&
           (css_says(&cleaner->token, "direction") || css_says(&cleaner->token, "unicode-bidi"));
}

static void take_declaration(struct cleaner *cleaner)
{
    size_t before = cleaner->out->length;
    bool is_sound = is_kind(cleaner, CSS_NAME) && !is_refused(cleaner);
    bool is_source = is_kind(cleaner, CSS_NAME) && css_says(&cleaner->token, "src");
    put_token(cleaner);
    next(cleaner);
    skip_space(cleaner);
    is_sound = is_sound && is_mark(cleaner, ':');
    if (is_mark(cleaner, ':')) {
        buffer_put_char(cleaner->out, ':');
        next(cleaner);
        skip_space(cleaner);
    }
    bool is_font = cleaner->is_font;
    cleaner->is_font = is_font && is_source;
    is_sound = take_value(cleaner) && is_sound && !(cleaner->is_font && cleaner->is_lost);
    cleaner->has_source |= cleaner->is_font && is_sound;
    cleaner->is_font = is_font;
    if (is_sound)
        buffer_put_char(cleaner->out, ';');
    else
        cut(cleaner, before);
}

/* Up to a } or the end. */
static void take_declarations(struct cleaner *cleaner)
{
    for (;;) {
        while (is_kind(cleaner, CSS_SPACE) || is_mark(cleaner, ';'))
            next(cleaner);
        if (cleaner->at_end || is_mark(cleaner, '}'))
            return;
        take_declaration(cleaner);
    }
}

bool svg_put_declarations(const struct svg_ids *ids, const char *style, struct buffer *out)
{
    struct cleaner cleaner = start(ids, style, out);
    while (!cleaner.at_end) {
        take_declarations(&cleaner);
        next(&cleaner); /* a } that closes nothing */
    }
    return cleaner.reaches_out;
}

bool svg_put_value(const struct svg_ids *ids, const char *value, bool is_paint, struct buffer *out)
{
    struct cleaner cleaner = start(ids, value, out);
    cleaner.is_paint = is_paint;
    while (!cleaner.at_end) {
        if (css_takes_address(&cleaner.token)) {
            take_address(&cleaner, 0);
            continue;
        }
        buffer_put(out, cleaner.token.start, cleaner.token.length);
        next(&cleaner);
    }
    return cleaner.reaches_out;
}

/* ── Rules ───────────────────────────────────────────────────────────────────────────────────── */

/* An id of a selector as it is written now. */
static void put_hash(struct cleaner *cleaner)
{
    struct buffer name = {0};
    css_put_inner(&cleaner->token, &name);
    const struct svg_id *id = svg_ids_find(cleaner->ids, buffer_string(&name));
    if (id && id->written != id->name)
        buffer_printf(cleaner->out, "#%s", id->written);
    else
        put_token(cleaner);
    buffer_drop(&name);
}

/* What stands before the { of a rule. False when it may not stay, or there is no block. */
static bool take_prelude(struct cleaner *cleaner, bool (*is_sound)(const char *text, size_t length))
{
    size_t prelude = cleaner->out->length;
    while (!cleaner->at_end && !is_mark(cleaner, '{') && !is_mark(cleaner, '}')) {
        if (cleaner->token.kind == CSS_HASH)
            put_hash(cleaner);
        else
            put_token(cleaner);
        next(cleaner);
    }
    return is_mark(cleaner, '{') && cleaner->out->length > prelude &&
           is_sound(cleaner->out->data + prelude, cleaner->out->length - prelude);
}

/* A rule whose block holds declarations; what is left without any is not written. */
static void take_rule(struct cleaner *cleaner, bool is_sound, size_t before)
{
    if (!is_mark(cleaner, '{')) {
        cut(cleaner, before);
        return;
    }
    next(cleaner);
    buffer_put_char(cleaner->out, '{');
    size_t block = cleaner->out->length;
    if (is_sound)
        take_declarations(cleaner);
    else
        skip_block(cleaner);
    if (is_sound)
        next(cleaner);
    if (is_sound && cleaner->out->length > block)
        buffer_put_string(cleaner->out, "}\n");
    else
        cut(cleaner, before);
}

/* Up to a ; or behind the block. */
static void skip_at_rule(struct cleaner *cleaner)
{
    while (!cleaner->at_end && !is_mark(cleaner, ';') && !is_mark(cleaner, '{') &&
           !is_mark(cleaner, '}'))
        next(cleaner);
    bool has_block = is_mark(cleaner, '{');
    if (has_block || is_mark(cleaner, ';'))
        next(cleaner);
    if (has_block)
        skip_block(cleaner);
}

static void take_rules(struct cleaner *cleaner, int depth);

/* @media, @keyframes: rules in a block. */
static void take_group(struct cleaner *cleaner, const char *name, int depth)
{
    size_t before = cleaner->out->length;
    bool is_keyframes = cleaner->is_keyframes;
    buffer_printf(cleaner->out, "@%s", name);
    next(cleaner);
    bool is_media = strcmp(name, "media") == 0;
    bool is_sound =
        take_prelude(cleaner, is_media ? svg_is_media : svg_is_name) && depth < MOST_DEPTH;
    bool has_block = is_mark(cleaner, '{');
    if (has_block)
        next(cleaner);
    if (has_block && !is_sound)
        skip_block(cleaner);
    buffer_put_string(cleaner->out, "{\n");
    size_t block = cleaner->out->length;
    cleaner->is_keyframes = !is_media;
    if (has_block && is_sound)
        take_rules(cleaner, depth + 1);
    cleaner->is_keyframes = is_keyframes;
    if (cleaner->out->length > block)
        buffer_put_string(cleaner->out, "}\n");
    else
        cut(cleaner, before);
}

static void take_font_face(struct cleaner *cleaner)
{
    size_t before = cleaner->out->length;
    buffer_put_string(cleaner->out, "@font-face");
    next(cleaner);
    skip_space(cleaner);
    cleaner->is_font = true;
    cleaner->has_source = false;
    take_rule(cleaner, is_mark(cleaner, '{'), before);
    cleaner->is_font = false;
    if (!cleaner->has_source)
        cut(cleaner, before);
}

static void take_at_rule(struct cleaner *cleaner, int depth)
{
    static const char *const groups[] = {"media", "keyframes", "-webkit-keyframes"};
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (!cleaner->is_keyframes && css_says(&cleaner->token, groups[i])) {
            take_group(cleaner, groups[i], depth);
            return;
        }
    }
    cleaner->reaches_out |= css_says(&cleaner->token, "import");
    if (!cleaner->is_keyframes && css_says(&cleaner->token, "font-face"))
        take_font_face(cleaner);
    else
        skip_at_rule(cleaner);
}

/* Up to the end, or behind the } of the group they stand in. */
static void take_rules(struct cleaner *cleaner, int depth)
{
    while (!cleaner->at_end) {
        size_t before = cleaner->out->length;
        bool is_closed = is_mark(cleaner, '}');
        if (is_closed || is_kind(cleaner, CSS_SPACE))
            next(cleaner);
        else if (is_kind(cleaner, CSS_AT))
            take_at_rule(cleaner, depth);
        else
            take_rule(cleaner,
                      take_prelude(cleaner, cleaner->is_keyframes ? svg_is_frame : svg_is_selector),
                      before);
        if (is_closed && depth > 0)
            return;
    }
}

bool svg_put_sheet(const struct svg_ids *ids, const char *sheet, struct buffer *out)
{
    struct cleaner cleaner = start(ids, sheet, out);
    cleaner.is_sheet = true;
    take_rules(&cleaner, 0);
    return cleaner.reaches_out;
}
