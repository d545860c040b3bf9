/* Text into XML: escaping, attributes, names. Whatever the string, what comes out is well formed.
 */
#ifndef BIFOLIO_EPUB_XML_H
#define BIFOLIO_EPUB_XML_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"

/* Appends character data; characters that XML 1.0 forbids are left out. */
void epub_put_text(struct buffer *out, const char *text);
/* The same for a part of a text, cut between characters. */
void epub_put_bytes(struct buffer *out, const char *text, size_t length);
/* The same for a string, with quotation marks escaped too. */
void epub_put_quoted(struct buffer *out, const char *text);
/* True for NULL, and for a text of which nothing but white space would be written. */
bool epub_is_blank(const char *text);
/* Appends ` name="value"`. */
void epub_put_attribute(struct buffer *out, const char *name, const char *value);
/* Appends ` lang="…" xml:lang="…"`, or nothing when the tag is no well-formed one. */
void epub_put_language(struct buffer *out, const char *tag);
/* Begins a line unless one has just begun. */
void epub_start_line(struct buffer *out);

/* An id as an XML name, in `arena`. Different ids give different names; most ids are their own
 * name. A character that no name may hold becomes ".hex", and a first character that no name may
 * begin with is put behind "n.-". NULL for an empty id. */
const char *epub_xml_name(struct arena *arena, const char *id);

/* True for a language tag that is well formed by BCP 47 (RFC 5646), extensions aside. */
bool epub_is_language(const char *tag);

#endif
