/* The tokens of PDF (ISO 32000-1, 7.2 and 7.3), appended to a buffer. Numbers are made by integer
 * arithmetic, so that no locale and no rounding mode can change a byte. */
#ifndef BIFOLIO_PDF_SYNTAX_H
#define BIFOLIO_PDF_SYNTAX_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/geometry.h"

void pdf_put_integer(struct buffer *buffer, int64_t value);
/* value / 10^decimals in as few characters as it takes: 1250, 2 → 12.5; -50, 2 → -.5. */
void pdf_put_decimal(struct buffer *buffer, int64_t value, int decimals);

/* Positions are written in hundredths of a point: 3.5 µm, finer than any device. */
enum { PDF_POSITION_DECIMALS = 2 };
int64_t pdf_position(dimen value);
void pdf_put_position(struct buffer *buffer, dimen value);

/* "/Name", with what may not stand in a name escaped. */
void pdf_put_name(struct buffer *buffer, const char *name);
/* "12 0 R". */
void pdf_put_reference(struct buffer *buffer, uint32_t object);
/* A string of bytes: "(…)". What is beyond 32,767 of them, as much as PDF/A allows, is cut. */
void pdf_put_bytes(struct buffer *buffer, const void *bytes, size_t length);
/* A text string: UTF-8 becomes ASCII where that is enough, UTF-16BE otherwise. Text beyond what a
 * PDF string may hold is cut. */
void pdf_put_text(struct buffer *buffer, const char *text);
void pdf_put_text_bytes(struct buffer *buffer, const char *text, size_t length);
/* UTF-16BE as hexadecimal digits, without brackets or byte order mark: for CMaps. What may not
 * stand there (U+0000, U+FEFF, U+FFFE) is U+FFFD. */
void pdf_put_utf16_hex(struct buffer *buffer, const char *text, size_t length);

#endif
