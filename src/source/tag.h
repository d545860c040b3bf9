/* Raw HTML cut into tags and the text between them. */
#ifndef BIFOLIO_SOURCE_TAG_H
#define BIFOLIO_SOURCE_TAG_H

#include "source/element.h"

enum tag_kind {
    TAG_TEXT,    /* text and entities */
    TAG_START,   /* <name …> */
    TAG_END,     /* </name> */
    TAG_NOTHING, /* a comment, a declaration, raw text that no reader may see */
    TAG_BROKEN   /* a tag without its '>' */
};

struct tag {
    enum tag_kind kind;
    const char *begin, *end; /* all of it */
    const char *cut;         /* a start tag: where to end it when it has too many attributes */
    GumboTag id;
    const char *name;
    size_t name_length;
    bool self_closing;
};

/* Reads the next piece of [at, end), at < end; returns where the one after it begins. */
const char *tag_read(const char *at, const char *end, struct tag *tag);

/* The same element? Names that HTML does not know are compared by letters. */
bool tag_same_element(const struct tag *a, const struct tag *b);

#endif
