/* Enters: an SVG file. Leaves: whether it may be packed into a book: well formed, and without what
 * acts or reaches out. Expat reads it to the end, so that what it refuses, a reader's parser would
 * have refused as well; it fetches nothing by itself. A document type with declarations of its own
 * is refused: entities can hide anything, and multiply. */
#include <expat.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "image/format.h"

static const char *const outside = "it is an SVG that refers to something outside itself";

struct reading {
    XML_Parser parser;
    struct buffer style; /* the text of <style>, which comes in pieces */
    bool in_style;
    const char *reason; /* the first one; NULL so far */
};

static void refuse(struct reading *reading, const char *reason)
{
    if (!reading->reason)
        reading->reason = reason;
    XML_StopParser(reading->parser, XML_FALSE);
}

/* Names come with their prefixes: "xlink:href". */
static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static bool is_active(const char *element)
{
    static const char *const active[] = {"script", "foreignObject", "iframe", "handler",
                                         "listener"};
    for (size_t i = 0; i < sizeof active / sizeof *active; i++)
        if (strcasecmp(local_name(element), active[i]) == 0)
            return true;
    return false;
}

/* A reference within the file, or an image inside it. */
static bool stays_inside(const char *reference)
{
    reference += strspn(reference, " \t\r\n");
    return *reference == '#' || *reference == '\0' ||
           strncasecmp(reference, "data:image/", 11) == 0;
}

/* Style sheets and presentation attributes reach out by url(…) and @import only, unless a backslash
 * hides the letters. */
static bool style_stays_inside(const char *style)
{
    if (strcasestr(style, "@import") || strchr(style, '\\'))
        return false;
    for (const char *url = style; (url = strcasestr(url, "url("));) {
        url += strlen("url(");
        url += strspn(url, " \t\r\n\"'");
        if (!stays_inside(url))
            return false;
    }
    return true;
}

static bool is_reference(const char *name)
{
    return strcasecmp(local_name(name), "href") == 0 || strcasecmp(local_name(name), "src") == 0;
}

static void check_attribute(struct reading *reading, const char *name, const char *value)
{
    if (strncasecmp(local_name(name), "on", 2) == 0)
        refuse(reading, "it is an SVG with event handlers");
    else if (!(is_reference(name) ? stays_inside(value) : style_stays_inside(value)))
        refuse(reading, outside);
}

static void start_element(void *data, const char *name, const char **attributes)
{
    struct reading *reading = data;
    if (is_active(name))
        refuse(reading, "it is an SVG with a script or HTML in it");
    for (size_t i = 0; attributes[i]; i += 2)
        check_attribute(reading, attributes[i], attributes[i + 1]);
    reading->in_style = strcasecmp(local_name(name), "style") == 0;
}

static void end_element(void *data, const char *name)
{
    struct reading *reading = data;
    (void)name;
    if (reading->in_style && !style_stays_inside(buffer_string(&reading->style)))
        refuse(reading, outside);
    reading->in_style = false;
    buffer_clear(&reading->style);
}

static void take_text(void *data, const char *text, int length)
{
    struct reading *reading = data;
    if (reading->in_style)
        buffer_put(&reading->style, text, (size_t)length);
}

static void start_doctype(void *data, const char *name, const char *system, const char *public,
                          int has_declarations)
{
    (void)name, (void)system, (void)public;
    if (has_declarations)
        refuse(data, "it is an SVG that declares entities");
}

static void take_instruction(void *data, const char *target, const char *text)
{
    (void)text;
    if (strcasecmp(target, "xml-stylesheet") == 0)
        refuse(data, outside);
}

static const char *describe_error(struct arena *arena, XML_Parser parser)
{
    return arena_printf(arena, "broken SVG: line %lu: %s",
                        (unsigned long)XML_GetCurrentLineNumber(parser),
                        XML_ErrorString(XML_GetErrorCode(parser)));
}

const char *svg_find_fault(struct arena *arena, const unsigned char *bytes, size_t length)
{
    struct reading reading = {.parser = XML_ParserCreate(NULL)};
    XML_SetUserData(reading.parser, &reading);
    XML_SetElementHandler(reading.parser, start_element, end_element);
    XML_SetCharacterDataHandler(reading.parser, take_text);
    XML_SetStartDoctypeDeclHandler(reading.parser, start_doctype);
    XML_SetProcessingInstructionHandler(reading.parser, take_instruction);
    enum XML_Status status = XML_Parse(reading.parser, (const char *)bytes, (int)length, XML_TRUE);
    const char *reason = reading.reason;
    if (!reason && status != XML_STATUS_OK)
        reason = describe_error(arena, reading.parser);
    XML_ParserFree(reading.parser);
    buffer_drop(&reading.style);
    return reason;
}
