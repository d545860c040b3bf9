/* Enters: a property that the PDF does not know. Leaves: what to say of it: that the PDF does not
 * support it yet, or which one was meant. */
#include <string.h>

#include "style/property.h"

/* Properties of CSS that have a meaning in the EPUB, or will have one in the PDF. */
static const char *const css[] = {"-webkit-hyphens",
                                  "-epub-hyphens",
                                  "-moz-hyphens",
                                  "-webkit-text-size-adjust",
                                  "accent-color",
                                  "align-content",
                                  "align-items",
                                  "align-self",
                                  "all",
                                  "animation",
                                  "animation-delay",
                                  "animation-direction",
                                  "animation-duration",
                                  "animation-fill-mode",
                                  "animation-iteration-count",
                                  "animation-name",
                                  "animation-timing-function",
                                  "appearance",
                                  "aspect-ratio",
                                  "backdrop-filter",
                                  "backface-visibility",
                                  "background-attachment",
                                  "background-blend-mode",
                                  "background-clip",
                                  "background-image",
                                  "background-origin",
                                  "background-position",
                                  "background-repeat",
                                  "background-size",
                                  "bookmark-label",
                                  "bookmark-level",
                                  "bookmark-state",
                                  "border-image",
                                  "border-image-outset",
                                  "border-image-repeat",
                                  "border-image-slice",
                                  "border-image-source",
                                  "border-image-width",
                                  "border-spacing",
                                  "bottom",
                                  "box-shadow",
                                  "box-sizing",
                                  "caption-side",
                                  "clear",
                                  "clip",
                                  "clip-path",
                                  "color-scheme",
                                  "contain",
                                  "cursor",
                                  "direction",
                                  "empty-cells",
                                  "filter",
                                  "flex",
                                  "flex-basis",
                                  "flex-direction",
                                  "flex-flow",
                                  "flex-grow",
                                  "flex-shrink",
                                  "flex-wrap",
                                  "font-language-override",
                                  "font-optical-sizing",
                                  "font-palette",
                                  "font-size-adjust",
                                  "font-stretch",
                                  "font-synthesis",
                                  "font-variant-alternates",
                                  "font-variant-east-asian",
                                  "font-variation-settings",
                                  "font-width",
                                  "footnote-display",
                                  "gap",
                                  "grid",
                                  "grid-area",
                                  "grid-auto-columns",
                                  "grid-auto-flow",
                                  "grid-auto-rows",
                                  "grid-column",
                                  "grid-row",
                                  "grid-template",
                                  "grid-template-areas",
                                  "grid-template-columns",
                                  "grid-template-rows",
                                  "hanging-punctuation",
                                  "hyphenate-character",
                                  "hyphenate-limit-chars",
                                  "hyphenate-limit-last",
                                  "hyphenate-limit-zone",
                                  "image-orientation",
                                  "image-rendering",
                                  "image-resolution",
                                  "initial-letter",
                                  "inset",
                                  "isolation",
                                  "justify-content",
                                  "justify-items",
                                  "justify-self",
                                  "left",
                                  "line-break",
                                  "list-style-image",
                                  "margin-trim",
                                  "mask",
                                  "min-block-size",
                                  "min-height",
                                  "mix-blend-mode",
                                  "object-fit",
                                  "object-position",
                                  "opacity",
                                  "order",
                                  "outline",
                                  "outline-color",
                                  "outline-offset",
                                  "outline-style",
                                  "outline-width",
                                  "overflow",
                                  "overflow-wrap",
                                  "overflow-x",
                                  "overflow-y",
                                  "perspective",
                                  "place-content",
                                  "place-items",
                                  "place-self",
                                  "pointer-events",
                                  "position",
                                  "resize",
                                  "right",
                                  "row-gap",
                                  "ruby-align",
                                  "ruby-position",
                                  "scroll-behavior",
                                  "shape-outside",
                                  "size",
                                  "speak",
                                  "table-layout",
                                  "text-combine-upright",
                                  "text-decoration-skip",
                                  "text-decoration-skip-ink",
                                  "text-emphasis",
                                  "text-emphasis-color",
                                  "text-emphasis-position",
                                  "text-emphasis-style",
                                  "text-justify",
                                  "text-orientation",
                                  "text-overflow",
                                  "text-shadow",
                                  "text-size-adjust",
                                  "text-underline-offset",
                                  "text-underline-position",
                                  "text-wrap",
                                  "text-wrap-mode",
                                  "text-wrap-style",
                                  "top",
                                  "transform",
                                  "transform-origin",
                                  "transition",
                                  "transition-delay",
                                  "transition-duration",
                                  "transition-property",
                                  "transition-timing-function",
                                  "unicode-bidi",
                                  "user-select",
                                  "visibility",
                                  "white-space-collapse",
                                  "will-change",
                                  "word-break",
                                  "word-wrap",
                                  "writing-mode",
                                  "z-index",
                                  "zoom",
                                  NULL};

const char *property_for_epub(size_t index)
{
    return index < sizeof css / sizeof *css ? css[index] : NULL;
}

bool property_is_for_print(const char *name)
{
    return strcmp(name, "string-set") == 0 || strcmp(name, "page") == 0;
}

/* "-webkit-…", "-ms-…": a program's own. */
static bool has_prefix(const char *name)
{
    const char *dash = *name == '-' ? strchr(name + 1, '-') : NULL;
    return dash && dash > name + 1 && dash[1] && strncmp(name, "-bifolio-", 9) != 0;
}

bool property_is_css(const char *name)
{
    if (has_prefix(name))
        return true;
    for (const char *const *known = css; *known; known++)
        if (strcmp(*known, name) == 0)
            return true;
    return false;
}

bool property_is_known(const char *name)
{
    for (int i = 0; i < PROPERTY_COUNT; i++)
        if (strcmp(properties[i].name, name) == 0)
            return true;
    for (size_t i = 0; shorthand_name(i); i++)
        if (strcmp(shorthand_name(i), name) == 0)
            return true;
    return property_is_css(name);
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

void property_report_unknown(struct diag *diag, struct arena *arena,
                             const struct declaration *declaration)
{
    const char *near = property_nearest(declaration->name);
    css_warn(diag, "css-property", declaration->where,
             near ? arena_printf(arena, "did you mean %s?", near) : NULL,
             "no property is called \"%s\"", declaration->name);
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
