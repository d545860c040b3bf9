/* Enters: an SVG file. Leaves: the same, without what acts or reaches out: scripts, HTML, handlers
 * of events, references to anything outside of the file. Expat reads it to the end, so that what it
 * refuses, a reader's parser would have refused as well; it fetches nothing by itself. A document
 * type with declarations of its own is refused: entities can hide anything, and multiply.
 *
 * What is read is written again as it goes; when nothing was left out, the file's own bytes stay.
 */
#include <expat.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "image/format.h"

struct reading {
    XML_Parser parser;
    struct buffer out;   /* the file anew */
    struct buffer style; /* the text of <style>, which comes in pieces */
    bool in_style;
    size_t skipping;    /* open elements, the outermost of which is left out; 0: none is */
    bool changed;       /* something was left out */
    const char *reason; /* why it cannot be read; NULL so far */
};

/* ── What acts, what reaches out ─────────────────────────────────────────────────────────────── */

/* Names come with their prefixes: "xlink:href". */
static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static bool is_reference(const char *name)
{
    return strcasecmp(local_name(name), "href") == 0 || strcasecmp(local_name(name), "src") == 0;
}

/* An animation may put a reference where there is none. */
static bool sets_reference(const char **attributes)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcasecmp(local_name(attributes[i]), "attributeName") == 0)
            return is_reference(attributes[i + 1] + strspn(attributes[i + 1], " \t\r\n"));
    return false;
}

static bool is_active(const char *element, const char **attributes)
{
    static const char *const active[] = {"script", "foreignObject", "iframe", "handler",
                                         "listener"};
    for (size_t i = 0; i < sizeof active / sizeof *active; i++)
        if (strcasecmp(local_name(element), active[i]) == 0)
            return true;
    return sets_reference(attributes);
}

/* A reference within the file, or an image inside it. */
static bool stays_inside(const char *reference)
{
    reference += strspn(reference, " \t\r\n");
    return *reference == '#' || *reference == '\0' ||
           strncasecmp(reference, "data:image/", 11) == 0;
}

/* What a url(…) refers to. */
static const char *skip_to_target(const char *url)
{
    url += strlen("url(");
    return url + strspn(url, " \t\r\n\"'");
}

/* Style sheets and presentation attributes reach out by url(…), @import and image-set(…) only,
 * unless a backslash hides the letters. */
static bool style_stays_inside(const char *style)
{
    if (strcasestr(style, "@import") || strcasestr(style, "image-set(") || strchr(style, '\\'))
        return false;
    for (const char *url = style; (url = strcasestr(url, "url("));) {
        url = skip_to_target(url);
        if (!stays_inside(url))
            return false;
    }
    return true;
}

#define TEXT_ESCAPED "&<>\r"

/* ── Leaving it out ──────────────────────────────────────────────────────────────────────────── */

/* A style without @import and without what is outside; a space or "none" stands there, so that
 * nothing new is made of what is around. Nothing at all when that does not help. */
static void clean_style(const char *style, struct buffer *clean)
{
    while (*style) {
        bool is_url = strncasecmp(style, "url(", 4) == 0;
        if (strncasecmp(style, "@import", 7) == 0) {
            style += strcspn(style, ";");
            style += *style == ';';
            buffer_put_char(clean, ' ');
        } else if (is_url && !stays_inside(skip_to_target(style))) {
            style += strcspn(style, ")");
            style += *style == ')';
            buffer_put_string(clean, "none");
        } else {
            buffer_put_char(clean, *style++);
        }
    }
    if (!style_stays_inside(buffer_string(clean)))
        buffer_clear(clean);
}

static void put_escaped(struct buffer *out, const char *text, size_t length, const char *escaped)
{
    for (size_t i = 0; i < length; i++) {
        if (strchr(escaped, text[i]))
            buffer_printf(out, "&#%d;", text[i]);
        else
            buffer_put_char(out, text[i]);
    }
}

static void put_attribute(struct reading *reading, const char *name, const char *value)
{
    struct buffer clean = {0};
    bool is_style = strcasecmp(name, "style") == 0;
    bool is_handler = strncasecmp(local_name(name), "on", 2) == 0;
    bool is_base = strcasecmp(name, "xml:base") == 0;
    bool inside = is_reference(name) ? stays_inside(value) : style_stays_inside(value);
    reading->changed = reading->changed || is_handler || is_base || !inside;
    if (is_handler || is_base || (!inside && !is_style))
        return;
    if (!inside)
        clean_style(value, &clean);
    const char *kept = inside ? value : buffer_string(&clean);
    buffer_printf(&reading->out, " %s=\"", name);
    put_escaped(&reading->out, kept, strlen(kept), "&<>\"\r\n\t");
    buffer_put_char(&reading->out, '"');
    buffer_drop(&clean);
}

/* The text of a <style> so far. */
static void put_style(struct reading *reading)
{
    struct buffer clean = {0};
    const char *style = buffer_string(&reading->style);
    if (reading->in_style && !style_stays_inside(style)) {
        reading->changed = true;
        clean_style(style, &clean);
        style = buffer_string(&clean);
    }
    put_escaped(&reading->out, style, strlen(style), TEXT_ESCAPED);
    buffer_clear(&reading->style);
    buffer_drop(&clean);
    reading->in_style = false;
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

static void start_element(void *data, const char *name, const char **attributes)
{
    struct reading *reading = data;
    put_style(reading);
    if (reading->skipping > 0 || is_active(name, attributes)) {
        reading->changed = true;
        reading->skipping++;
        return;
    }
    buffer_printf(&reading->out, "<%s", name);
    for (size_t i = 0; attributes[i]; i += 2)
        put_attribute(reading, attributes[i], attributes[i + 1]);
    buffer_put_char(&reading->out, '>');
    reading->in_style = strcasecmp(local_name(name), "style") == 0;
}

static void end_element(void *data, const char *name)
{
    struct reading *reading = data;
    put_style(reading);
    if (reading->skipping > 0)
        reading->skipping--;
    else
        buffer_printf(&reading->out, "</%s>", name);
}

static void take_text(void *data, const char *text, int length)
{
    struct reading *reading = data;
    if (reading->in_style)
        buffer_put(&reading->style, text, (size_t)length);
    else if (reading->skipping == 0)
        put_escaped(&reading->out, text, (size_t)length, TEXT_ESCAPED);
}

static void start_doctype(void *data, const char *name, const char *system, const char *public,
                          int has_declarations)
{
    struct reading *reading = data;
    (void)name, (void)system, (void)public;
    if (!has_declarations)
        return;
    reading->reason = "it is an SVG that declares entities";
    XML_StopParser(reading->parser, XML_FALSE);
}

static void take_instruction(void *data, const char *target, const char *text)
{
    struct reading *reading = data;
    (void)text;
    reading->changed = reading->changed || strcasecmp(target, "xml-stylesheet") == 0;
}

static const char *describe_error(struct arena *arena, XML_Parser parser)
{
    return arena_printf(arena, "broken SVG: line %lu: %s",
                        (unsigned long)XML_GetCurrentLineNumber(parser),
                        XML_ErrorString(XML_GetErrorCode(parser)));
}

const char *svg_clean(struct image *image, struct arena *arena)
{
    struct reading reading = {.parser = XML_ParserCreate(NULL)};
    XML_SetUserData(reading.parser, &reading);
    XML_SetElementHandler(reading.parser, start_element, end_element);
    XML_SetCharacterDataHandler(reading.parser, take_text);
    XML_SetStartDoctypeDeclHandler(reading.parser, start_doctype);
    XML_SetProcessingInstructionHandler(reading.parser, take_instruction);
    enum XML_Status status =
        XML_Parse(reading.parser, (const char *)image->bytes, (int)image->length, XML_TRUE);
    const char *reason = reading.reason;
    if (!reason && status != XML_STATUS_OK)
        reason = describe_error(arena, reading.parser);
    if (!reason && reading.changed) {
        image->cleaned = true;
        image->length = reading.out.length;
        image->bytes = (const unsigned char *)arena_copy_bytes(arena, buffer_string(&reading.out),
                                                               reading.out.length);
    }
    XML_ParserFree(reading.parser);
    buffer_drop(&reading.style);
    buffer_drop(&reading.out);
    return reason;
}
