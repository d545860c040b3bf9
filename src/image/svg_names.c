/* Which elements and attributes are SVG's (1.1 and 2), as far as they say what is seen. Scripts,
 * what listens, HTML in a foreignObject, metadata and links are not among them; what refers to
 * something (href, id, style …) has rules of its own. */
#include <stdlib.h>
#include <string.h>

#include "image/svg.h"

/* In the order of strcmp(). */
static const char *const elements[] = {
    // clang-format off
    "a", "altGlyph", "altGlyphDef", "altGlyphItem", "animate", "animateColor", "animateMotion",
    "animateTransform", "circle", "clipPath", "defs", "desc", "ellipse", "feBlend",
    "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting",
    "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB",
    "feFuncG", "feFuncR", "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology",
    "feOffset", "fePointLight", "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence",
    "filter", "font", "font-face", "font-face-name", "font-face-src", "g", "glyph", "glyphRef",
    "hkern", "image", "line", "linearGradient", "marker", "mask", "missing-glyph", "mpath", "path",
    "pattern", "polygon", "polyline", "radialGradient", "rect", "set", "solidColor", "stop",
    "style", "svg", "switch", "symbol", "text", "textPath", "title", "tref", "tspan", "use",
    "view", "vkern",
    // clang-format on
};

static const char *const attributes[] = {
    // clang-format off
    "accumulate", "additive", "alignment-baseline", "alphabetic", "amplitude", "arabic-form",
    "ascent", "attributeName", "attributeType", "azimuth", "baseFrequency", "baseProfile",
    "baseline-shift", "bbox", "begin", "bias", "by", "calcMode", "cap-height", "class", "clip",
    "clip-path", "clip-rule", "clipPathUnits", "color", "color-interpolation",
    "color-interpolation-filters", "color-rendering", "cx", "cy", "d", "descent",
    "diffuseConstant", "direction", "display", "divisor", "dominant-baseline", "dur", "dx", "dy",
    "edgeMode", "elevation", "enable-background", "end", "exponent", "fill", "fill-opacity",
    "fill-rule", "filter", "filterRes", "filterUnits", "flood-color", "flood-opacity", "font",
    "font-family", "font-feature-settings", "font-kerning", "font-size", "font-size-adjust",
    "font-stretch", "font-style", "font-variant", "font-weight", "fr", "from", "fx", "fy", "g1",
    "g2", "glyph-name", "glyph-orientation-horizontal", "glyph-orientation-vertical",
    "gradientTransform", "gradientUnits", "hanging", "height", "horiz-adv-x", "horiz-origin-x",
    "horiz-origin-y", "ideographic", "image-rendering", "in", "in2", "inline-size", "intercept",
    "isolation", "k", "k1", "k2", "k3", "k4", "kernelMatrix", "kernelUnitLength", "kerning",
    "keyPoints", "keySplines", "keyTimes", "lang", "lengthAdjust", "letter-spacing",
    "lighting-color", "limitingConeAngle", "marker", "marker-end", "marker-mid", "marker-start",
    "markerHeight", "markerUnits", "markerWidth", "mask", "mask-type", "maskContentUnits",
    "maskUnits", "mathematical", "max", "media", "method", "min", "mix-blend-mode", "mode", "name",
    "numOctaves", "offset", "opacity", "operator", "order", "orient", "orientation", "origin",
    "overflow", "overline-position", "overline-thickness", "paint-order", "panose-1", "path",
    "pathLength", "patternContentUnits", "patternTransform", "patternUnits", "pointer-events",
    "points", "pointsAtX", "pointsAtY", "pointsAtZ", "preserveAlpha", "preserveAspectRatio",
    "primitiveUnits", "r", "radius", "refX", "refY", "repeatCount", "repeatDur",
    "requiredExtensions", "requiredFeatures", "restart", "result", "role", "rotate", "rx", "ry",
    "scale", "seed", "shape-inside", "shape-margin", "shape-padding", "shape-rendering",
    "shape-subtract", "side", "slope", "solid-color", "solid-opacity", "spacing",
    "specularConstant", "specularExponent", "spreadMethod", "startOffset", "stdDeviation", "stemh",
    "stemv", "stitchTiles", "stop-color", "stop-opacity", "strikethrough-position",
    "strikethrough-thickness", "string", "stroke", "stroke-dasharray", "stroke-dashoffset",
    "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width",
    "style", "surfaceScale", "systemLanguage", "tableValues", "targetX", "targetY", "text-anchor",
    "text-decoration", "text-orientation", "text-overflow", "text-rendering", "textLength", "to",
    "transform", "transform-box", "transform-origin", "type", "u1", "u2", "underline-position",
    "underline-thickness", "unicode", "unicode-bidi", "unicode-range", "units-per-em",
    "v-alphabetic", "v-hanging", "v-ideographic", "v-mathematical", "values", "vector-effect",
    "version", "vert-adv-y", "vert-origin-x", "vert-origin-y", "viewBox", "visibility",
    "white-space", "width", "widths", "word-spacing", "writing-mode", "x", "x-height", "x1", "x2",
    "xChannelSelector", "y", "y1", "y2", "yChannelSelector", "z", "zoomAndPan",
    // clang-format on
};

static int compare(const void *name, const void *word)
{
    return strcmp(name, *(const char *const *)word);
}

bool svg_knows_element(const char *name)
{
    return bsearch(name, elements, sizeof elements / sizeof *elements, sizeof *elements, compare);
}

/* aria-label, data-look: for those who listen, and for selectors. */
static bool is_free(const char *name)
{
    bool has_prefix = strncmp(name, "aria-", 5) == 0 || strncmp(name, "data-", 5) == 0;
    return has_prefix && name[5] && !name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")];
}

bool svg_knows_attribute(const char *name)
{
    return is_free(name) || bsearch(name, attributes, sizeof attributes / sizeof *attributes,
                                    sizeof *attributes, compare);
}
