/* Enters: an element of gumbo's tree. Leaves: what of its attributes concerns a book; all others,
 * event handlers and styles among them, are not even looked at, but for text-align. */
#include "source/attribute.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *attribute_find(const GumboElement *element, const char *name)
{
    const GumboAttribute *attribute = gumbo_get_attribute(&element->attributes, name);
    return attribute ? attribute->value : NULL;
}

int attribute_number(const GumboElement *element, const char *name, int least, int most,
                     int otherwise)
{
    const char *value = attribute_find(element, name);
    if (!value)
        return otherwise;
    char *end;
    long number = strtol(value, &end, 10);
    if (end == value || *end == '%')
        return otherwise;
    if (number > most)
        return most;
    return number < least ? otherwise : (int)number;
}

static enum alignment read_alignment(const char *word)
{
    static const struct {
        const char *name;
        enum alignment alignment;
    } names[] = {{"left", ALIGN_LEFT},     {"start", ALIGN_LEFT},  {"center", ALIGN_CENTER},
                 {"middle", ALIGN_CENTER}, {"right", ALIGN_RIGHT}, {"end", ALIGN_RIGHT}};
    word += strspn(word, " \t\n:");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncasecmp(word, names[i].name, strlen(names[i].name)) == 0)
            return names[i].alignment;
    return ALIGN_NONE;
}

static enum alignment find_alignment(const GumboElement *element)
{
    static const char property[] = "text-align";
    const char *align = attribute_find(element, "align");
    const char *style = attribute_find(element, "style");
    const char *declaration = style ? strcasestr(style, property) : NULL;
    if (declaration)
        return read_alignment(declaration + sizeof property - 1);
    return align ? read_alignment(align) : ALIGN_NONE;
}

const char *attribute_copy_words(struct arena *arena, const char *words)
{
    static const char space[] = " \t\n\f\r";
    char *copy = arena_alloc(arena, strlen(words) + 1), *end = copy;
    for (words += strspn(words, space); *words; words += strspn(words, space)) {
        size_t length = strcspn(words, space);
        if (end > copy)
            *end++ = ' ';
        memcpy(end, words, length);
        end += length;
        words += length;
    }
    return end > copy ? copy : NULL;
}

/* <bdi> alone means dir="auto"; <bdo> without dir means nothing. */
static void read_direction(const GumboElement *element, struct node *node)
{
    static const struct {
        const char *name;
        enum direction direction;
    } names[] = {{"auto", DIRECTION_AUTO},
                 {"ltr", DIRECTION_LEFT_TO_RIGHT},
                 {"rtl", DIRECTION_RIGHT_TO_LEFT}};
    const char *value = attribute_find(element, "dir");
    for (size_t i = 0; value && i < sizeof names / sizeof *names; i++)
        if (strcasecmp(value, names[i].name) == 0)
            node->direction = names[i].direction;
    if (node->direction == DIRECTION_INHERITED && element->tag == GUMBO_TAG_BDI)
        node->direction = DIRECTION_AUTO;
    node->overrides_direction =
        element->tag == GUMBO_TAG_BDO && node->direction >= DIRECTION_LEFT_TO_RIGHT;
}

static const char *copy_value(struct arena *arena, const char *value)
{
    return value && *value ? arena_copy_string(arena, value) : NULL;
}

void attribute_apply(struct arena *arena, const GumboElement *element, struct node *node)
{
    const char *id = attribute_find(element, "id");
    const char *classes = attribute_find(element, "class");
    const char *lang = attribute_find(element, "lang");
    if (!id && element->tag == GUMBO_TAG_A)
        id = attribute_find(element, "name");
    if (!lang)
        lang = attribute_find(element, "xml:lang");
    node->id = copy_value(arena, id);
    node->lang = copy_value(arena, lang);
    node->title = copy_value(arena, attribute_find(element, "title"));
    node->classes = classes ? attribute_copy_words(arena, classes) : NULL;
    read_direction(element, node);
    node->align = element->tag == GUMBO_TAG_CENTER ? ALIGN_CENTER : find_alignment(element);
}
