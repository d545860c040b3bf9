/* URLs: which may leave the book, and how they are written. */
#ifndef BIFOLIO_EPUB_URL_H
#define BIFOLIO_EPUB_URL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

/* True for an absolute URL that a reader may follow: of a harmless, registered scheme and, where
 * the scheme wants a host, with one that can be parsed. */
bool epub_is_hyperlink(const char *url);

/* punycode.c: whether a label behind its "xn--" stands for a name, all of whose characters may
 * stand there. */
bool epub_is_punycode(const char *label, size_t length, bool (*may_stand)(uint32_t c, bool first));

/* Appends a URL with every byte that may not stand in one percent-encoded; escapes that are there
 * stay. What comes out still has to be escaped as an attribute. */
void epub_put_url(struct buffer *out, const char *url);

/* The same as cmark's renderer does it: '%' stays wherever it stands. */
void epub_put_plain_url(struct buffer *out, const char *url);

#endif
