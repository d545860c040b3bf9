/* Private to image/: an SVG is written anew in passes, which share these. */
#ifndef BIFOLIO_IMAGE_SVG_H
#define BIFOLIO_IMAGE_SVG_H

#include "base/map.h"
#include "base/vector.h"
#include "image/format.h"

/* ── svg_names.c ─────────────────────────────────────────────────────────────────────────────── */

bool svg_knows_element(const char *name);
bool svg_knows_attribute(const char *name);

/* ── svg_namespaces.c ────────────────────────────────────────────────────────────────────────── */

enum svg_namespace {
    SVG_SPACE_NONE,
    SVG_SPACE_SVG,
    SVG_SPACE_XLINK,
    SVG_SPACE_XML,
    SVG_SPACE_XHTML,
    SVG_SPACE_FOREIGN
};

struct svg_prefix {
    const char *name;
    enum svg_namespace space; /* here */
};

/* What an open element made of a prefix. */
struct svg_change {
    struct svg_prefix *prefix;
    enum svg_namespace before;
    size_t depth;
};

struct svg_namespaces {
    struct arena *arena; /* borrowed */
    struct map map;
    VECTOR(struct svg_change) changes;
    struct buffer name;
};

/* At the start tag of an element, and at its end: `depth` counts the open ones. */
void svg_namespaces_open(struct svg_namespaces *spaces, const char **attributes, size_t depth);
void svg_namespaces_close(struct svg_namespaces *spaces, size_t depth);
/* A root named svg is SVG's when nobody says of what namespace it is. */
void svg_namespaces_adopt(struct svg_namespaces *spaces, const char *root);
/* Of an element; of an attribute with a prefix. */
enum svg_namespace svg_namespace_of(struct svg_namespaces *spaces, const char *name);
/* "xlink:href" → "href". */
const char *svg_local_name(const char *name);
void svg_namespaces_drop(struct svg_namespaces *spaces);

/* ── svg_ids.c: ids, and what refers to them ─────────────────────────────────────────────────── */

/* What an element can be referred to as. */
enum svg_role { SVG_ANYTHING, SVG_PAINT, SVG_CLIP_PATH, SVG_SYMBOL };

struct svg_id {
    const char *name;    /* as it was */
    const char *written; /* as it is written; the same when it may be */
    enum svg_role role;
    bool is_written;
};

struct svg_ids {
    struct arena *arena; /* borrowed */
    struct map map;
    VECTOR(struct svg_id *) list;
};

/* The first element of an id has it: browsers, too, find only that one. */
void svg_ids_add(struct svg_ids *ids, const char *name, const char *element);
/* When all are there: each gets a name that XML and addresses take as it is. */
void svg_ids_settle(struct svg_ids *ids);
void svg_ids_drop(struct svg_ids *ids);
/* NULL: there is none. */
struct svg_id *svg_ids_find(const struct svg_ids *ids, const char *name);
/* What "#name" refers to, also with "%20" in it; NULL: nothing here. */
const struct svg_id *svg_ids_refer(const struct svg_ids *ids, const char *reference);
/* Names with spaces between them, as aria-labelledby has; "name.event + 1s; …". */
void svg_ids_put_list(const struct svg_ids *ids, const char *names, struct buffer *out);
void svg_ids_put_times(const struct svg_ids *ids, const char *times, struct buffer *out);

/* ── svg_style.c ─────────────────────────────────────────────────────────────────────────────── */

/* Each writes what is safe of a style. True when something that reaches out was left out. A paint
 * refers to nothing but paints. */
bool svg_put_value(const struct svg_ids *ids, const char *value, bool is_paint, struct buffer *out);
bool svg_put_declarations(const struct svg_ids *ids, const char *style, struct buffer *out);
bool svg_put_sheet(const struct svg_ids *ids, const char *sheet, struct buffer *out);

/* ── svg_selector.c: what stands before a block ──────────────────────────────────────────────── */

bool svg_is_selector(const char *text, size_t length);
bool svg_is_media(const char *text, size_t length);
bool svg_is_name(const char *text, size_t length);
bool svg_is_frame(const char *text, size_t length);

/* ── svg_data.c ──────────────────────────────────────────────────────────────────────────────── */

/* What a data: address holds: bytes written in base 64, or with "%20" in them. False: none. */
bool svg_decode_data(const char *address, struct buffer *bytes);
void svg_put_data(const char *type, const struct buffer *bytes, struct buffer *out);
/* Write a data: address anew, by what its bytes are. False, and nothing, when they are no PNG,
 * JPEG, GIF or WebP; no font. */
bool svg_put_picture(const char *address, struct buffer *out);
bool svg_put_font(const char *address, struct buffer *out);
/* "%41" → "A". */
void svg_put_decoded(const char *text, size_t length, struct buffer *out);

/* ── svg_content.c ───────────────────────────────────────────────────────────────────────────── */

struct svg_rewriting {
    int nesting; /* drawings around this one */
    struct buffer *out;
    bool is_cleaned; /* something that acts or reaches out was left out */
    bool has_html;   /* text in HTML, which was left out */
};

/* Writes an SVG anew. Why it cannot be, a text in `reasons`, which may be NULL, or a static one;
 * NULL when all went well. */
const char *svg_rewrite(const char *bytes, size_t length, struct arena *reasons,
                        struct svg_rewriting *rewriting);

#endif
