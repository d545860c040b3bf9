/* Enters: a property that the PDF does not know. Leaves: what to say of it: that the PDF does not
 * support it yet, or which one was meant. */
#include <string.h>

#include "style/property.h"

/* Properties of CSS that have a meaning in the EPUB, or will have one in the PDF. */
static const char *const css[] = {"-webkit-hyphens",
                                  "-epub-hyphens",
                                  "-moz-hyphens",
                                  "-webkit-text-size-adjust",
                                  "align-content",
                                  "align-items",
                                  "align-self",
                                  "animation",
                                  "aspect-ratio",
                                  "background-clip",
                                  "background-image",
                                  "background-position",
                                  "background-repeat",
                                  "background-size",
                                  "border-image",
                                  "border-spacing",
                                  "bottom",
                                  "box-shadow",
                                  "box-sizing",
                                  "caption-side",
                                  "clear",
                                  "clip-path",
                                  "color-scheme",
                                  "cursor",
                                  "empty-cells",
                                  "filter",
                                  "flex",
                                  "flex-direction",
                                  "flex-wrap",
                                  "font-optical-sizing",
                                  "font-size-adjust",
                                  "font-stretch",
                                  "font-synthesis",
                                  "font-variant-alternates",
                                  "font-variant-east-asian",
                                  "footnote-display",
                                  "gap",
                                  "grid",
                                  "grid-template-columns",
                                  "hanging-punctuation",
                                  "hyphenate-character",
                                  "hyphenate-limit-chars",
                                  "justify-content",
                                  "left",
                                  "line-break",
                                  "list-style-image",
                                  "min-height",
                                  "mix-blend-mode",
                                  "object-fit",
                                  "opacity",
                                  "order",
                                  "outline",
                                  "overflow",
                                  "overflow-wrap",
                                  "position",
                                  "right",
                                  "size",
                                  "tab-size",
                                  "table-layout",
                                  "text-emphasis",
                                  "text-justify",
                                  "text-overflow",
                                  "text-shadow",
                                  "text-underline-offset",
                                  "text-wrap",
                                  "top",
                                  "transform",
                                  "transition",
                                  "visibility",
                                  "word-break",
                                  "word-wrap",
                                  "writing-mode",
                                  "z-index",
                                  NULL};

const char *property_for_epub(size_t index)
{
    return index < sizeof css / sizeof *css ? css[index] : NULL;
}

bool property_is_for_print(const char *name)
{
    return strcmp(name, "string-set") == 0 || strcmp(name, "page") == 0;
}

bool property_is_css(const char *name)
{
    for (const char *const *known = css; *known; known++)
        if (strcmp(*known, name) == 0)
            return true;
    return false;
}

const char *property_nearest(const char *name)
{
    enum {
        SHORTHANDS_MAX = 128,
        NAMES_MAX = PROPERTY_COUNT + SHORTHANDS_MAX + sizeof css / sizeof *css
    };
    const char *names[NAMES_MAX + 1];
    size_t count = 0;
    for (int i = 0; i < PROPERTY_COUNT; i++)
        names[count++] = properties[i].name;
    for (size_t i = 0; i < SHORTHANDS_MAX && shorthand_name(i); i++)
        names[count++] = shorthand_name(i);
    for (size_t i = 0; css[i]; i++)
        names[count++] = css[i];
    names[count] = NULL;
    return hint_nearest(name, names);
}

static void put_keywords(const struct property *property, struct buffer *text)
{
    for (const struct keyword *word = property->keywords; word && word->name; word++)
        buffer_printf(text, "%s%s", text->length ? ", " : "", word->name);
}

static void put_part(struct buffer *text, unsigned accepts, unsigned part, const char *name)
{
    if (accepts & part)
        buffer_printf(text, "%s%s", text->length ? ", " : "", name);
}

const char *property_takes(const char *name, struct arena *arena)
{
    struct buffer text = {0};
    enum property_id id = shorthand_kind(name);
    for (int i = 0; i < PROPERTY_COUNT; i++)
        if (strcmp(properties[i].name, name) == 0)
            id = (enum property_id)i;
    if (id == PROPERTY_COUNT)
        return NULL;
    const struct property *property = &properties[id];
    bool is_signed = property->accepts & ACCEPTS_NEGATIVE;
    put_part(&text, property->takes != NULL, true, property->takes);
    put_keywords(property, &text);
    put_part(&text, property->accepts, ACCEPTS_COLOR, "a colour");
    put_part(&text, property->accepts, ACCEPTS_NUMBER, "a number");
    put_part(&text, property->accepts, ACCEPTS_LENGTH,
             is_signed ? "a length with a unit" : "a length with a unit, not negative");
    put_part(&text, property->accepts, ACCEPTS_PERCENT, "a percentage");
    const char *takes = arena_printf(arena, "it takes %s", buffer_string(&text));
    buffer_drop(&text);
    return takes;
}
