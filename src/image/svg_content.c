/* Enters: an SVG file. Leaves: the same picture, written anew: UTF-8 without a document type, only
 * what SVG knows (svg_names.c), and nothing that acts or reaches out: no scripts, no HTML, no
 * handlers of events, no address outside of the file. Expat reads it to the end, so that what it
 * refuses, a reader's parser would have refused as well; it fetches nothing by itself, and bounds
 * what entities may multiply. The file is read twice: for its ids, then to write it. */
#include <expat.h>
#include <string.h>
#include <strings.h>

#include "image/svg.h"

#define SPACES " \t\r\n"
#define TEXT_ESCAPED "&<>\r"
#define VALUE_ESCAPED "&<>\"\r\n\t"

enum {
    MOST_DEPTH = 256,   /* as libxml2 allows, and so librsvg and many readers */
    MOST_NESTING = 1,   /* drawings in drawings */
    MOST_GROWTH = 8,    /* by escapes and encodings; entities might multiply a file */
    FREE_GROWTH = 65536 /* bytes */
};

struct reading {
    XML_Parser parser;
    struct svg_ids *ids;
    struct svg_namespaces spaces;
    struct buffer *out;     /* NULL: only ids are gathered */
    size_t most;            /* bytes to write */
    struct buffer style;    /* the text of <style>, which comes in pieces */
    size_t depth, skipping; /* open elements; those from the outermost that is left out; 0: none */
    size_t plain;           /* the depth of a <title>, which holds but text; 0: not in one */
    int nesting;            /* drawings around this one */
    bool in_style, in_tag;  /* a start tag still lacks its > */
    bool is_switch[MOST_DEPTH + 1]; /* by depth: the open elements that choose among theirs */
    bool uses_links;                /* xlink:href */
    bool is_cleaned, has_html;
    const char *reason; /* why it cannot be read; NULL so far */
};

static void stop(struct reading *reading, const char *reason)
{
    reading->reason = reason;
    XML_StopParser(reading->parser, XML_FALSE);
}

/* ── Writing ─────────────────────────────────────────────────────────────────────────────────── */

static void put_escaped(struct buffer *out, const char *text, size_t length, const char *escaped)
{
    size_t plain = 0; /* before it, all is written */
    for (size_t i = 0; i < length; i++) {
        if (text[i] > '>' || !strchr(escaped, text[i])) /* the last of those in the code */
            continue;
        buffer_put(out, text + plain, i - plain);
        buffer_printf(out, "&#%d;", text[i]);
        plain = i + 1;
    }
    buffer_put(out, text + plain, length - plain);
}

static void put_attribute(struct reading *reading, const char *name, const char *value)
{
    buffer_printf(reading->out, " %s=\"", name);
    put_escaped(reading->out, value, strlen(value), VALUE_ESCAPED);
    buffer_put_char(reading->out, '"');
}

static void close_tag(struct reading *reading)
{
    if (reading->in_tag)
        buffer_put_char(reading->out, '>');
    reading->in_tag = false;
}

/* ── References ──────────────────────────────────────────────────────────────────────────────── */

/* A drawing within this one, which is cleaned like it. */
static bool put_drawing(const struct reading *reading, const char *address, struct buffer *out)
{
    struct buffer bytes = {0}, clean = {0};
    bool is_put = reading->nesting < MOST_NESTING && svg_decode_data(address, &bytes) &&
                  svg_recognize((const unsigned char *)buffer_string(&bytes), bytes.length);
    if (is_put) {
        struct svg_rewriting rewriting = {.nesting = reading->nesting + 1, .out = &clean};
        is_put = !svg_rewrite(bytes.data, bytes.length, NULL, &rewriting);
    }
    if (is_put)
        svg_put_data(image_media_type(IMAGE_SVG), &clean, out);
    buffer_drop(&bytes);
    buffer_drop(&clean);
    return is_put;
}

static bool shows_pictures(const char *element)
{
    return strcmp(element, "image") == 0 || strcmp(element, "feImage") == 0;
}

/* What an element refers to, as it is written now; false: it may not, or there is nothing. A link
 * leads nowhere: nobody can follow one in a picture. */
static bool put_target(struct reading *reading, const char *element, const char *value,
                       struct buffer *out)
{
    const struct svg_id *id = svg_ids_refer(reading->ids, value);
    bool is_link = strcmp(element, "a") == 0;
    bool is_use = strcmp(element, "use") == 0, is_image = strcmp(element, "image") == 0;
    if (id && !is_link && !is_image &&
        !(is_use && (id->role == SVG_PAINT || id->role == SVG_CLIP_PATH))) {
        buffer_printf(out, "#%s", id->written);
        return true;
    }
    if (shows_pictures(element) &&
        (svg_put_picture(value, out) || put_drawing(reading, value, out)))
        return true;
    reading->is_cleaned |= value[strspn(value, SPACES)] != '#';
    return false;
}

static void take_reference(struct reading *reading, const char *element, const char *name,
                           const char *value)
{
    struct buffer target = {0};
    if (put_target(reading, element, value, &target))
        put_attribute(reading, name, buffer_string(&target));
    buffer_drop(&target);
}

/* ── Attributes ──────────────────────────────────────────────────────────────────────────────── */

static void take_id(struct reading *reading, const char *value)
{
    struct svg_id *id = svg_ids_find(reading->ids, value);
    if (!id || id->is_written)
        return;
    id->is_written = true;
    put_attribute(reading, "id", id->written);
}

static void put_value(struct reading *reading, const char *name, const char *value)
{
    struct buffer clean = {0};
    bool is_paint = strcmp(name, "fill") == 0 || strcmp(name, "stroke") == 0;
    reading->is_cleaned |= strcmp(name, "style") == 0
                               ? svg_put_declarations(reading->ids, value, &clean)
                               : svg_put_value(reading->ids, value, is_paint, &clean);
    put_attribute(reading, name, buffer_string(&clean));
    buffer_drop(&clean);
}

static bool is_list_of_ids(const char *name)
{
    static const char *const lists[] = {"aria-labelledby", "aria-describedby", "aria-controls",
                                        "aria-details",    "aria-flowto",      "aria-owns"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (strcmp(name, lists[i]) == 0)
            return true;
    return false;
}

static void put_names(struct reading *reading, const char *name, const char *value)
{
    struct buffer names = {0};
    if (is_list_of_ids(name))
        svg_ids_put_list(reading->ids, value, &names);
    else
        svg_ids_put_times(reading->ids, value, &names);
    put_attribute(reading, name, buffer_string(&names));
    buffer_drop(&names);
}

/* Does it say which language it is, rather than anything? */
static bool is_language(const char *value)
{
    return *value && !value[strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                          "0123456789-")];
}

static void take_plain(struct reading *reading, const char *name, const char *value)
{
    bool is_free = strncmp(name, "data-", 5) == 0 || strncmp(name, "aria-", 5) == 0;
    if (strcmp(name, "id") == 0)
        take_id(reading, value);
    else if (!svg_knows_attribute(name) || (strcmp(name, "lang") == 0 && !is_language(value)))
        reading->is_cleaned |= strncasecmp(name, "on", 2) == 0;
    else if (is_list_of_ids(name) || strcmp(name, "begin") == 0 || strcmp(name, "end") == 0)
        put_names(reading, name, value);
    else if (!is_free && strpbrk(value, "(\\"))
        put_value(reading, name, value);
    else
        put_attribute(reading, name, value);
}

static void take_xml(struct reading *reading, const char *name, const char *value)
{
    const char *local = svg_local_name(name);
    reading->is_cleaned |= strcmp(local, "base") == 0;
    if (strcmp(local, "space") == 0 || (strcmp(local, "lang") == 0 && is_language(value)))
        put_attribute(reading, name, value);
}

/* Two prefixes may stand for XLink: the first reference counts. */
static void take_attributes(struct reading *reading, const char *element, const char **attributes)
{
    bool has_link = false;
    for (size_t i = 0; attributes[i]; i += 2) {
        const char *name = attributes[i], *value = attributes[i + 1];
        enum svg_namespace space =
            strchr(name, ':') ? svg_namespace_of(&reading->spaces, name) : SVG_SPACE_NONE;
        bool is_reference = strcmp(svg_local_name(name), "href") == 0;
        if (space == SVG_SPACE_NONE && is_reference) {
            take_reference(reading, element, name, value);
        } else if (space == SVG_SPACE_NONE) {
            take_plain(reading, name, value);
        } else if (space == SVG_SPACE_XLINK && is_reference && !has_link) {
            take_reference(reading, element, "xlink:href", value);
            has_link = true;
        } else if (space == SVG_SPACE_XML) {
            take_xml(reading, name, value);
        }
    }
}

/* ── Elements ────────────────────────────────────────────────────────────────────────────────── */

/* An animation may put a reference, or a script, where there is none. */
static bool sets_reference(const char **attributes)
{
    for (size_t i = 0; attributes[i]; i += 2) {
        if (strcmp(attributes[i], "attributeName") != 0)
            continue;
        const char *name = svg_local_name(attributes[i + 1] + strspn(attributes[i + 1], SPACES));
        return strncasecmp(name, "href", 4) == 0 || strncasecmp(name, "src", 3) == 0 ||
               strncasecmp(name, "on", 2) == 0;
    }
    return false;
}

static bool is_sheet_of_css(const char **attributes)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(attributes[i], "type") == 0)
            return !attributes[i + 1][0] || strcasecmp(attributes[i + 1], "text/css") == 0;
    return true;
}

static bool is_kept(struct reading *reading, const char *name, const char **attributes)
{
    static const char *const active[] = {"script", "iframe", "handler", "listener"};
    enum svg_namespace space = svg_namespace_of(&reading->spaces, name);
    const char *local = svg_local_name(name);
    reading->has_html |= strcmp(local, "foreignObject") == 0 &&
                         !reading->is_switch[reading->depth - 1]; /* or there is another form */
    reading->is_cleaned |= space == SVG_SPACE_XHTML;
    for (size_t i = 0; i < sizeof active / sizeof *active; i++)
        reading->is_cleaned |= strcasecmp(local, active[i]) == 0;
    if (space != SVG_SPACE_SVG || !svg_knows_element(local) || reading->plain > 0)
        return false;
    if (sets_reference(attributes)) {
        reading->is_cleaned = true;
        return false;
    }
    return strcmp(local, "style") != 0 || is_sheet_of_css(attributes);
}

static void gather_id(struct reading *reading, const char *element, const char **attributes)
{
    for (size_t i = 0; attributes[i]; i += 2) {
        if (strcmp(attributes[i], "id") == 0)
            svg_ids_add(reading->ids, attributes[i + 1], element);
        reading->uses_links |= strchr(attributes[i], ':') &&
                               svg_namespace_of(&reading->spaces, attributes[i]) == SVG_SPACE_XLINK;
    }
}

static void put_start(struct reading *reading, const char *element, const char **attributes)
{
    close_tag(reading);
    buffer_printf(reading->out, "<%s", element);
    if (reading->depth == 1)
        put_attribute(reading, "xmlns", "http://www.w3.org/2000/svg");
    if (reading->depth == 1 && reading->uses_links)
        put_attribute(reading, "xmlns:xlink", "http://www.w3.org/1999/xlink");
    take_attributes(reading, element, attributes);
    reading->in_tag = true;
    reading->in_style = strcmp(element, "style") == 0;
}

static bool is_root(struct reading *reading, const char *name)
{
    svg_namespaces_adopt(&reading->spaces, name);
    return svg_namespace_of(&reading->spaces, name) == SVG_SPACE_SVG &&
           strcmp(svg_local_name(name), "svg") == 0;
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

static void start_element(void *data, const char *name, const char **attributes)
{
    struct reading *reading = data;
    const char *local = svg_local_name(name);
    if (++reading->depth > MOST_DEPTH) {
        stop(reading, "it is an SVG whose elements are nested too deep");
        return;
    }
    if (reading->skipping > 0) {
        reading->skipping++;
        return;
    }
    svg_namespaces_open(&reading->spaces, attributes, reading->depth);
    if (reading->depth == 1 && !is_root(reading, name)) {
        stop(reading, "its root is no svg element of SVG's namespace");
        return;
    }
    if (!is_kept(reading, name, attributes)) {
        reading->skipping = 1;
        return;
    }
    if (strcmp(local, "title") == 0 || strcmp(local, "desc") == 0 || strcmp(local, "style") == 0)
        reading->plain = reading->depth;
    reading->is_switch[reading->depth] = strcmp(local, "switch") == 0;
    if (reading->out)
        put_start(reading, local, attributes);
    else
        gather_id(reading, local, attributes);
}

/* The text of a <style> as a whole. */
static void put_style(struct reading *reading)
{
    struct buffer clean = {0};
    reading->is_cleaned |= svg_put_sheet(reading->ids, buffer_string(&reading->style), &clean);
    if (clean.length > 0)
        close_tag(reading);
    put_escaped(reading->out, buffer_string(&clean), clean.length, TEXT_ESCAPED);
    buffer_clear(&reading->style);
    buffer_drop(&clean);
    reading->in_style = false;
}

static void put_end(struct reading *reading, const char *element)
{
    if (reading->in_style)
        put_style(reading);
    if (reading->in_tag)
        buffer_put_string(reading->out, "/>");
    else
        buffer_printf(reading->out, "</%s>", element);
    reading->in_tag = false;
}

static void end_element(void *data, const char *name)
{
    struct reading *reading = data;
    if (reading->skipping > 0)
        reading->skipping--;
    else if (reading->out)
        put_end(reading, svg_local_name(name));
    if (reading->plain == reading->depth)
        reading->plain = 0;
    if (reading->skipping == 0)
        svg_namespaces_close(&reading->spaces, reading->depth);
    reading->depth--;
    if (reading->out && reading->out->length > reading->most)
        stop(reading, "it is an SVG whose entities multiply it");
}

static void take_text(void *data, const char *text, int length)
{
    struct reading *reading = data;
    if (!reading->out || reading->skipping > 0)
        return;
    if (reading->in_style) {
        buffer_put(&reading->style, text, (size_t)length);
    } else {
        close_tag(reading);
        put_escaped(reading->out, text, (size_t)length, TEXT_ESCAPED);
    }
    if (reading->out->length + reading->style.length > reading->most)
        stop(reading, "it is an SVG whose entities multiply it");
}

static void take_instruction(void *data, const char *target, const char *text)
{
    struct reading *reading = data;
    (void)text;
    reading->is_cleaned |= strcasecmp(target, "xml-stylesheet") == 0;
}

static const char *describe_error(struct arena *arena, XML_Parser parser)
{
    return arena ? arena_printf(arena, "broken SVG: line %lu: %s",
                                (unsigned long)XML_GetCurrentLineNumber(parser),
                                XML_ErrorString(XML_GetErrorCode(parser)))
                 : "broken SVG";
}

/* Once through the file. */
static void read_file(struct reading *reading, const char *bytes, size_t length,
                      struct arena *reasons)
{
    reading->parser = XML_ParserCreate(NULL);
    reading->depth = 0;
    XML_SetUserData(reading->parser, reading);
    XML_SetElementHandler(reading->parser, start_element, end_element);
    XML_SetCharacterDataHandler(reading->parser, take_text);
    XML_SetProcessingInstructionHandler(reading->parser, take_instruction);
    enum XML_Status status = XML_Parse(reading->parser, bytes, (int)length, XML_TRUE);
    if (!reading->reason && status != XML_STATUS_OK)
        reading->reason = describe_error(reasons, reading->parser);
    XML_ParserFree(reading->parser);
    svg_namespaces_drop(&reading->spaces);
}

const char *svg_rewrite(const char *bytes, size_t length, struct arena *reasons,
                        struct svg_rewriting *rewriting)
{
    struct arena *arena = arena_new();
    struct svg_ids ids = {.arena = arena};
    struct reading reading = {.ids = &ids,
                              .spaces = {.arena = arena},
                              .nesting = rewriting->nesting,
                              .most = FREE_GROWTH + MOST_GROWTH * length};
    read_file(&reading, bytes, length, reasons);
    svg_ids_settle(&ids);
    reading.spaces = (struct svg_namespaces){.arena = arena};
    reading.out = rewriting->out;
    if (!reading.reason)
        read_file(&reading, bytes, length, reasons);
    rewriting->is_cleaned = reading.is_cleaned;
    rewriting->has_html = reading.has_html;
    buffer_drop(&reading.style);
    svg_ids_drop(&ids);
    arena_drop(arena);
    return reading.reason;
}

const char *svg_clean(struct image *image, struct arena *arena)
{
    struct buffer out = {0};
    struct svg_rewriting rewriting = {.out = &out};
    const char *reason = svg_rewrite((const char *)image->bytes, image->length, arena, &rewriting);
    if (!reason) {
        image->cleaned = rewriting.is_cleaned;
        image->has_html = rewriting.has_html;
        image->length = out.length;
        image->bytes = (const unsigned char *)arena_copy_bytes(arena, out.data, out.length);
    }
    buffer_drop(&out);
    return reason;
}
